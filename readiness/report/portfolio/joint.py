"""共同の移行計画 in words: what was found and proven, each move's month, the load of vendors, what room is worth."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from readiness.portfolio.joint import BEYOND, Joint, YenPlan
from readiness.portfolio.joint_amounts import THOUSAND
from readiness.portfolio.joint_proof import unavoidable
from readiness.report.portfolio.joint_scenarios import otherwise_table, short_table
from readiness.report.portfolio.view import PortfolioView
from readiness.solver.joint.solve import COST_SCALE, LATE_SCALE
from readiness.tables.table import Cell, Column, Row, Table, heads

_BANDS = 3
_NAMES = 10


def joint_tables(view: PortfolioView) -> dict[str, Table]:
    """The tables of the joint plan; none where no capacity was given."""
    if view.joint is None:
        return {}
    made = {"joint": _summary, "joint_months": _months, "joint_moves": moves_table, "joint_room": _room}
    found = {name: table(view, view.joint) for name, table in made.items()}
    if view.whole:  # they speak of single vendors' weaknesses
        found["joint_short"] = short_table(view, view.joint)
    if view.otherwise or view.joint.scenarios:
        found["joint_otherwise"] = otherwise_table(view, view.joint)
    return found


def _summary(view: PortfolioView, joint: Joint) -> Table:
    """Lateness and cost with their bounds, beside each alone and first come first served."""
    plan, words = joint.plan, view.words
    places = {place.source: place.label for share in joint.shares for move in share.moves for place in move.places}
    states = [one.state for one in joint.dated]
    broken = [places[source] for source, state in enumerate(states) if state == "broken"]
    cut = [share.label for share in joint.shares if share.parts > 1 and share.part == 1]
    moves = [move for share in joint.shares for move in share.moves]
    as_one = [move for move in moves if len(move.places) > 1]
    things = list(dict.fromkeys(bond.name for move in as_one for bond in sorted(move.bonds, key=lambda one: one.name)))
    never = unavoidable(joint)
    entered = [
        (place, joint.stands(place, body, at), len({other.stands for other in move.places} - {None}) > 1)
        for body, share in enumerate(joint.shares)
        for at, move in enumerate(share.moves)
        for place in move.places
        if place.entered is not None
    ]
    away = {
        "crowded": [place.label for place, stands, apart in entered if place.held and not stands and not apart],
        "disagreed": [place.label for place, stands, apart in entered if place.held and not stands and apart],
        "unfit": [place.label for place, _, _ in entered if not place.held],
    }
    rows: list[Row] = [
        _figure(view, "bodies", len(places)),
        _figure(view, "split", len(cut), words.join(cut)),
        _figure(view, "moves", len(moves)),
        _figure(view, "as_one", len(as_one), words.join(things)),
        _figure(view, "apart", len(joint.apart), words.join(joint.apart)),
        _figure(view, "left", len(joint.left), _some(view, joint.left)),
        _figure(view, "late", plan.late, words.get("portfolio.joint.bound", value=plan.late_bound)),
        _figure(view, "late_alone", plan.alone[0]),
        _figure(view, "late_served", plan.served[0]),
        _figure(view, "points", plan.cost, words.get("portfolio.joint.bound", value=plan.cost_bound)),
        _figure(view, "points_alone", plan.alone[1], _beside(view, plan.alone[0], plan.late)),
        _figure(view, "points_served", plan.served[1], _beside(view, plan.served[0], plan.late)),
        _figure(view, "beyond", len(plan.beyond)),
        _figure(view, "never", sum(count for _, count in never), _some(view, [label for label, _ in never])),
        _figure(view, "kept", states.count("kept")),
        _figure(view, "broken", states.count("broken"), words.join(broken)),
        _figure(view, "open", states.count("open")),
        _figure(view, "stands", sum(stands for _, stands, _ in entered)),
        *(_figure(view, name, len(own), _some(view, list(dict.fromkeys(own)))) for name, own in away.items()),
        _figure(view, "unused", len(joint.unused), words.join(joint.names.get(key, key) for key in joint.unused)),
    ]
    if joint.yen is not None and view.whole:
        in_yen = joint.yen.plan
        bound = words.get("portfolio.joint.bound", value=in_yen.cost_bound * THOUSAND)
        rows += [
            _figure(view, "yen", in_yen.cost * THOUSAND, bound),
            _figure(view, "yen_alone", in_yen.alone[1] * THOUSAND, _beside(view, in_yen.alone[0], in_yen.late)),
        ]
    proven = plan.late == plan.late_bound and plan.cost <= plan.cost_bound
    key = "proven" if proven else "gap"
    gap = plan.cost - plan.cost_bound
    paid = plan.cost - plan.alone[1]
    percent = f"{100 * gap / plan.cost:.2f}" if plan.cost > 0 else "0.00"
    lines = [words.get(f"portfolio.joint.{key}", percent=percent, late=plan.late, bound=plan.late_bound)]
    if not proven:
        if paid > 0:
            lines.append(words.get("portfolio.joint.gap_of_paid", of_paid=f"{100 * gap / paid:.1f}"))
        lines.append(words.get("portfolio.joint.limit", limit=plan.limit))
    lines += _saved(view, joint)
    if plan.limit > plan.least:
        lines.append(words.get("portfolio.joint.eased", least=plan.least, limit=plan.limit))
    lines += _waiting(view, joint)
    return Table(
        id="t-joint",
        caption=words.get("portfolio.table.joint"),
        columns=heads(*(words.get(f"portfolio.joint.{name}") for name in ("figure", "value", "note"))),
        rows=tuple(rows),
        intro=tuple(lines),
    )


def _saved(view: PortfolioView, joint: Joint) -> Iterator[str]:
    """What is asked too much of vendors where each plans alone, and what is saved against first come first served."""
    over = [len(taken) - int(joint.problem.capacity[place]) for place, taken in _used(joint, joint.plan.each).items()]
    over = [count for count in over if count > 0]
    if over:
        yield view.words.get("portfolio.joint.over_alone", months=len(over), count=sum(over))
    saved = joint.plan.served[0] - joint.plan.late
    if saved > 0:
        yield view.words.get("portfolio.joint.saved", months=saved)


def _months(view: PortfolioView, joint: Joint) -> Table:
    """Per month what falls due, what moves, and what is overdue at its end: each alone and in the joint plan."""
    words, plan = view.words, joint.plan
    due, moved, late, open_, alone = (Counter[int]() for _ in range(5))
    horizon = range(len(joint.months))
    for body, share in enumerate(joint.shares):
        for at, move in enumerate(share.moves):
            taken, own = plan.columns[body][at], plan.each[body][at]
            for place in move.places:
                moved[taken] += 1
                if place.due is None:
                    continue
                limit = (place.due.year - joint.months[0].year) * 12 + place.due.month - joint.months[0].month
                due[limit] += 1
                late[taken] += taken > limit
                open_.update(month for month in horizon if limit <= month < taken)
                alone.update(month for month in horizon if limit <= month < own)
    early = sum(count for limit, count in due.items() if limit < 0)
    after = sum(count for limit, count in due.items() if limit > horizon[-1])
    intro = [words.get("portfolio.joint.due_before", count=early)] if early else []
    intro += [words.get("portfolio.joint.due_after", count=after, month=view.month(joint.months[-1]))] if after else []
    intro += _waiting(view, joint)
    if any(len(move.places) > 1 for share in joint.shares for move in share.moves):
        intro.append(words.get("portfolio.joint.by_body"))
    names = ("month", "due_moves", "moved", "moved_late", "overdue", "overdue_alone")
    return Table(
        id="t-joint-months",
        caption=words.get("portfolio.table.joint_months"),
        columns=_heads(view, names),
        rows=tuple(
            (
                view.day_month(joint.months[month]),
                *(Cell(text=f"{of[month]:,}", raw=of[month], number=True) for of in (due, moved, late, open_, alone)),
            )
            for month in horizon
            if any(of[month] for of in (due, moved, open_, alone))
        ),
        intro=tuple(intro),
    )


def _waiting(view: PortfolioView, joint: Joint) -> list[str]:
    """How moves without a month are counted, where there are any."""
    count = len(joint.plan.beyond)
    return [view.words.get("portfolio.joint.beyond", count=count, months=BEYOND)] if count else []


def _beside(view: PortfolioView, late: int, least: int) -> str:
    """That fewer points of an allotment which is later are no better plan."""
    return view.words.get("portfolio.joint.later", late=late) if late > least else ""


def _some(view: PortfolioView, labels: Sequence[str]) -> str:
    """The first names, and how many more there are."""
    shown = view.words.join(labels[:_NAMES])
    more = len(labels) - _NAMES
    return view.words.get("portfolio.joint.and_more", names=shown, count=more) if more > 0 else shown


def _figure(view: PortfolioView, name: str, value: int, note: str = "") -> Row:
    return (
        Cell(text=view.words.get(f"portfolio.joint.row.{name}")),
        Cell(text=f"{value:,}", raw=value, number=True),
        Cell(text=note),
    )


def moves_table(view: PortfolioView, joint: Joint) -> Table:
    """Each move with its vendors, its month and the last month in time."""
    words = view.words
    names = ("body", "move", "vendors", "month", "date", "entered", "due", "late", "together")
    return Table(
        id="t-joint-moves",
        caption=words.get("portfolio.table.joint_moves"),
        columns=_heads(view, names),
        rows=tuple(_move_rows(view, joint)),
        intro=tuple(_waiting(view, joint)) if view.only is None else (),
    )


def _move_rows(view: PortfolioView, joint: Joint) -> Iterator[Row]:
    words = view.words
    rows = sorted(
        ((place, body, at) for body, share in enumerate(joint.shares) for at, move in enumerate(share.moves)
         for place in move.places if view.shows_any([place.body])),
        key=lambda row: (row[0].source, row[0].number),
    )  # fmt: skip
    for place, body, at in rows:
        share, move, month = joint.shares[body], joint.shares[body].moves[at], joint.month(body, at)
        days = joint.dated[place.source].days if place.source < len(joint.dated) else ()
        day = days[place.number] if days else None
        late = joint.months_late(place, joint.plan.columns[body][at])
        others = dict.fromkeys(other.label for other in move.places if other.source != place.source)
        yield (
            Cell(text=place.label),
            Cell(text=words.render(place.title)),
            Cell(text=words.join(share.names.get(key, key) for key in place.vendors)),
            view.day_month(month) if month else Cell(text=words.get("portfolio.joint.none")),
            view.day(day) if day else Cell(text=words.get("portfolio.joint.no_date")),
            view.day(place.entered) if place.entered else Cell(text=""),
            view.day_month(place.due) if place.due else Cell(text=""),
            Cell(text=f"{late:,}", raw=late, number=True),
            Cell(text=words.join(others)),
        )


def _room(view: PortfolioView, joint: Joint) -> Table:
    """Load against capacity of every vendor-month in use, before (each alone) and after; at the level that may see it
    also what one more would be worth, in bands (余力の価値).
    """
    words = view.words
    used = _used(joint, joint.plan.columns)
    before = _used(joint, joint.plan.each)
    late_top, top = (int(prices.max()) if prices.size else 0 for prices in (joint.plan.late_prices, joint.plan.prices))
    rows: list[Row] = []
    for vendor, month in sorted(used.keys() | before.keys()):
        capacity = int(joint.problem.capacity[vendor, month])
        alone, after = before.get((vendor, month), set()), used.get((vendor, month), set())
        bodies = {place.source for body, at in alone for place in joint.shares[body].moves[at].places}
        numbers = (len(alone), len(after), capacity, len(bodies))
        cells = [
            Cell(text=joint.names.get(joint.vendors[vendor], joint.vendors[vendor])),
            view.day_month(joint.months[month]),
            *(Cell(text=f"{count:,}", raw=count, number=True) for count in numbers),
        ]
        if view.whole:
            late, price = (int(p[vendor, month]) for p in (joint.plan.late_prices, joint.plan.prices))
            full = len(after) >= capacity
            cells.append(_months_worth(view, late, late_top, full=full))
            cells.append(Cell(text=_band_words(view, price, top, full=full)))
            if joint.yen is not None:
                cells.append(_yen_worth(view, joint, joint.yen, vendor, month))
        rows.append(tuple(cells))
    worth = ("worth_late", "worth", *(("worth_yen",) if joint.yen is not None else ())) if view.whole else ()
    return Table(
        id="t-joint-room",
        caption=words.get("portfolio.table.joint_room" if view.whole else "portfolio.table.joint_load"),
        columns=_heads(view, ("vendor", "month", "before", "used", "capacity", "bodies", *worth)),
        rows=tuple(rows),
        empty=words.get("portfolio.joint.no_capacity"),
    )


def _heads(view: PortfolioView, names: Sequence[str]) -> tuple[Column, ...]:
    said = {name: view.words.get(f"portfolio.joint.{name}") for name in names}
    return heads(*said.values(), kinds=view.months(*(said[name] for name in ("month", "due") if name in said)))


def _used(joint: Joint, columns: Iterable[tuple[int, ...]]) -> dict[tuple[int, int], set[tuple[int, int]]]:
    """(vendor, month) → (body, move) that take it; without the rows of bodies' own limits."""
    found: dict[tuple[int, int], set[tuple[int, int]]] = {}
    for at, months in enumerate(columns):
        for move, month in enumerate(months):
            for group in joint.problem.bodies[at].groups_of[move] if month < joint.problem.horizon else ():
                if group < len(joint.vendors):
                    found.setdefault((group, month), set()).add((at, move))
    return found


def _band_words(view: PortfolioView, price: int, top: int, *, full: bool) -> str:
    """Low, middle or high; where it is nothing, because room is left or because other months serve as well."""
    band = _band(price, top)
    return view.words.get(f"portfolio.joint.band.{band if band or not full else 'full'}")


def _months_worth(view: PortfolioView, price: int, top: int, *, full: bool) -> Cell:
    """What one more is worth in body-months, to two digits: no price is surer than that."""
    said = _band_words(view, price, top, full=full)
    if not price:
        return Cell(text=said)
    months = float(f"{price / LATE_SCALE:.2g}")
    shown = f"{months:,.0f}" if months >= 10 else f"{months:.2g}"
    return Cell(text=view.words.get("portfolio.joint.band_months", band=said, months=shown))


def _yen_worth(view: PortfolioView, joint: Joint, yen: YenPlan, vendor: int, month: int) -> Cell:
    """What one more is worth in yen, to two digits; of a vendor with a body without prices nothing is said."""
    if joint.vendors[vendor] not in yen.vendors:
        return Cell(text=view.words.get("portfolio.joint.yen_unknown"))
    price = int(yen.plan.prices[vendor, month])
    if not price:
        return Cell(text=view.words.get("portfolio.joint.no_yen"), raw=0, number=True)
    worth = round(float(f"{price * THOUSAND / COST_SCALE:.2g}"))
    return Cell(text=view.words.get("portfolio.joint.about_yen", yen=f"{worth:,}"), raw=worth, number=True)


def _band(price: int, top: int) -> int:
    return 0 if not price or not top else min(_BANDS, 1 + _BANDS * (price - 1) // top)
