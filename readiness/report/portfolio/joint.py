"""共同の移行計画 in words: what was found and proven, each move's month, the load of vendors, what room is worth."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.messages.dates import short_month
from readiness.portfolio.joint import Joint
from readiness.report.portfolio.view import PortfolioView
from readiness.tables.table import Cell, Row, Table, heads

_BANDS = 3


def joint_tables(view: PortfolioView) -> dict[str, Table]:
    """The tables of the joint plan; none where no capacity was given."""
    if view.joint is None:
        return {}
    made = {"joint": _summary, "joint_moves": _moves, "joint_room": _room}
    return {name: table(view, view.joint) for name, table in made.items()}


def _summary(view: PortfolioView, joint: Joint) -> Table:
    """Lateness and cost with their bounds, beside each alone and first come first served."""
    plan, words = joint.plan, view.words
    rows: list[Row] = [
        _figure(view, "bodies", len(joint.shares)),
        _figure(view, "moves", sum(len(share.moves) for share in joint.shares)),
        _figure(view, "left", len(joint.left), words.join(joint.left[:10])),
        _figure(view, "late", plan.late, words.get("portfolio.joint.bound", value=plan.late_bound)),
        _figure(view, "late_alone", plan.alone[0]),
        _figure(view, "late_served", plan.served[0]),
        _figure(view, "points", plan.cost, words.get("portfolio.joint.bound", value=plan.cost_bound)),
        _figure(view, "points_alone", plan.alone[1]),
        _figure(view, "points_served", plan.served[1]),
        _figure(view, "beyond", len(plan.beyond)),
        _figure(view, "unused", len(joint.unused), words.join(joint.names.get(key, key) for key in joint.unused)),
    ]
    proven = plan.late == plan.late_bound and plan.cost <= plan.cost_bound
    key = "proven" if proven else "gap"
    gap = 100 * (plan.cost - plan.cost_bound) / plan.cost if plan.cost > 0 else 0.0
    said = words.get(f"portfolio.joint.{key}", percent=f"{gap:.2f}", late=plan.late, bound=plan.late_bound)
    return Table(
        id="t-joint",
        caption=words.get("portfolio.table.joint"),
        columns=heads(*(words.get(f"portfolio.joint.{name}") for name in ("figure", "value", "note"))),
        rows=tuple(rows),
        intro=(said,),
    )


def _figure(view: PortfolioView, name: str, value: int, note: str = "") -> Row:
    return (
        Cell(text=view.words.get(f"portfolio.joint.row.{name}")),
        Cell(text=f"{value:,}", raw=value, number=True),
        Cell(text=note),
    )


def _moves(view: PortfolioView, joint: Joint) -> Table:
    """Each move with its vendors, its month and the last month in time."""
    words = view.words
    names = ("body", "move", "vendors", "month", "due", "late")
    return Table(
        id="t-joint-moves",
        caption=words.get("portfolio.table.joint_moves"),
        columns=heads(*(words.get(f"portfolio.joint.{name}") for name in names)),
        rows=tuple(_move_rows(view, joint)),
    )


def _move_rows(view: PortfolioView, joint: Joint) -> Iterator[Row]:
    words = view.words
    for body, share in enumerate(joint.shares):
        for at, move in enumerate(share.moves):
            month = joint.month(body, at)
            late = int(joint.problem.bodies[body].late[at, joint.plan.columns[body].months[at]])
            yield (
                Cell(text=share.label),
                Cell(text=words.render(move.title)),
                Cell(text=words.join(share.names.get(key, key) for key in move.vendors)),
                view.day_month(month) if month else Cell(text=words.get("portfolio.joint.none")),
                view.day_month(move.due) if move.due else Cell(text=""),
                Cell(text=f"{late:,}", raw=late, number=True),
            )


def _room(view: PortfolioView, joint: Joint) -> Table:
    """Load against capacity of every vendor-month in use, and what one more would be worth, in bands (余力の価値)."""
    words = view.words
    used: dict[tuple[int, int], int] = {}
    alone: dict[tuple[int, int], set[int]] = {}
    for column in joint.plan.columns:
        for place, count in column.uses(joint.problem).items():
            used[place] = used.get(place, 0) + count
            alone.setdefault(place, set()).add(column.body)
    prices = joint.plan.prices
    top = int(prices.max()) if prices.size else 0
    rows: list[Row] = []
    for (vendor, month), count in sorted(used.items()):
        capacity = int(joint.problem.capacity[vendor, month])
        price = int(prices[vendor, month])
        band = 0 if not price or not top else min(_BANDS, 1 + _BANDS * (price - 1) // top)
        key = joint.vendors[vendor]
        rows.append(
            (
                Cell(text=joint.names.get(key, key)),
                Cell(text=short_month(joint.months[month], words.language), raw=joint.months[month]),
                Cell(text=f"{count:,}", raw=count, number=True),
                Cell(text=f"{capacity:,}", raw=capacity, number=True),
                Cell(text=f"{len(alone[vendor, month]):,}", raw=len(alone[vendor, month]), number=True),
                Cell(text=words.get(f"portfolio.joint.band.{band}")),
            )
        )
    names = ("vendor", "month", "used", "capacity", "bodies", "worth")
    return Table(
        id="t-joint-room",
        caption=words.get("portfolio.table.joint_room"),
        columns=heads(*(words.get(f"portfolio.joint.{name}") for name in names)),
        rows=tuple(rows),
        empty=words.get("portfolio.joint.no_capacity"),
    )
