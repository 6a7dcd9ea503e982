"""数字: cost by year, dependence before, now and after, what is not known, and the ways to go; hatched is 未確認."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from readiness.graph.plane.place import WIDTH
from readiness.model.dates import month_end
from readiness.model.lockin.shares import Holder, Stage, Weight
from readiness.model.plan import CostRow, PlanMode, Score, StrategyKind
from readiness.model.unknown import Unknown, known
from readiness.money.rows import money_of
from readiness.report.finance import item_word, shown_rows
from readiness.report.views.scene import Mark, Scene, rect, width_of, words
from readiness.report.views.view import Sight, State, View
from readiness.tables.table import Cell, Table, heads

_W, _H, _GAP = 612.0, 318.0, 14.0
_FILLS = ("blue", "blue2", "blue3", "green", "yellow", "brown2", "magenta", "grey")
_MOST_ITEMS = 7
_OKU = 100_000_000


def numbers(sight: Sight) -> View:
    """One state: four pictures, each with its own sentence."""
    cost, dependence, gaps, ways = _cost(sight), _dependence(sight), _gaps(sight), _ways(sight)
    marks: list[Mark] = []
    for at, (name, sentence, inside) in enumerate((cost, dependence, gaps, ways)):
        x, y = (at % 2) * (_W + _GAP + 2), (at // 2) * (_H + _GAP)
        marks += _panel(sight, name, sentence, inside, x, y)
    sentence = " ".join((cost[1], dependence[1], gaps[1], ways[1])) + sight.assumed
    return View(
        name="numbers",
        question=sight.t("numbers.question"),
        states=(State(key="all", label="", sentence=sentence, scene=Scene(WIDTH, 2 * _H + _GAP + 2, tuple(marks))),),
        default="all",
        key=(sight.t("numbers.key.unknown"), sight.t("numbers.key.height")),
        tables=(_table(sight),),
    )


Panel = tuple[str, str, list[Mark]]


def _panel(sight: Sight, name: str, sentence: str, inside: list[Mark], x: float, y: float) -> Iterator[Mark]:
    yield rect("box", x + 1, y + 1, _W - 2, _H - 2, 4)
    yield words("t13 b ink", x + 12, y + 24, sight.t(f"numbers.{name}.title"), _W - 24)
    yield words("t11 soft", x + 12, y + 43, sentence, _W - 24)
    yield from (_shifted(mark, x, y) for mark in inside)


def _shifted(mark: Mark, x: float, y: float) -> Mark:
    """A mark of a panel in its place; panels use rectangles and words only."""
    return [*mark[:2], round(mark[2] + x, 1), round(mark[3] + y, 1), *mark[4:]]


def _oku(sight: Sight, yen: int) -> str:
    """Yen in 億円 with two digits, small sums in 万円."""
    if yen < _OKU // 100:
        return sight.t("man", amount=f"{round(yen / 10_000):,}")
    return sight.t("oku", amount=f"{yen / _OKU:,.2f}")


def _cost(sight: Sight) -> Panel:
    """Stacks by item; above each what has no price, hatched, of a height that means nothing."""
    context = sight.context
    rows = shown_rows(context)
    if not rows or not context.sees("Quote", "amount"):
        return "cost", sight.t("numbers.cost.none"), []
    whole = money_of(rows)
    amount = _oku(sight, whole.at_least) if known(whole.at_least) else context.t("common.unknown")
    sentence = sight.t("numbers.cost.sentence", amount=amount, unknown=len(whole.missing), total=len(rows))
    years = sorted({row.fiscal_year for row in rows})[:6]
    by_item: dict[str, int] = {}
    for row in rows:
        if not isinstance(row.amount, Unknown):
            by_item[row.item] = by_item.get(row.item, 0) + row.amount
    items = sorted(by_item, key=lambda item: (-by_item[item], item))
    fills = {item: _FILLS[min(at, len(_FILLS) - 1)] for at, item in enumerate(items)}
    most = max((money_of(r for r in rows if r.fiscal_year == year).floor for year in years), default=0) or 1
    marks: list[Mark] = []
    base, room, left = 282.0, 158.0, 30.0
    pitch = min(100.0, 410.0 / len(years))
    for at, year in enumerate(years):
        mine = [row for row in rows if row.fiscal_year == year]
        marks += _stack(sight, mine, items, fills, left + pitch * at, pitch - 22, base, room / most)
        marks.append(words("t11 ink m", left + pitch * at + (pitch - 22) / 2, base + 16, _year_name(sight, year)))
    for at, item in enumerate(items[: _MOST_ITEMS + 1]):
        last = at == _MOST_ITEMS
        name = sight.t("rest", count=len(items) - _MOST_ITEMS) if last else item_word(context, item)
        marks += [rect(fills[item], 462, 66 + 22 * at, 14, 14), words("t11 ink", 482, 78 + 22 * at, name, 124)]
    at = min(len(items), _MOST_ITEMS + 1)
    marks += [
        rect("unknown", 462, 66 + 22 * at, 14, 14),
        words("t11 ink", 482, 78 + 22 * at, sight.t("numbers.cost.unknown"), 124),
    ]
    return "cost", sentence, marks


def _year_name(sight: Sight, year: int) -> str:
    as_of = sight.context.as_of
    current = as_of.year if as_of.month >= 4 else as_of.year - 1
    name = sight.context.fiscal(year)
    return sight.t("numbers.cost.part", year=name, month=as_of.month) if year == current else name


def _stack(
    sight: Sight,
    rows: Sequence[CostRow],
    items: Sequence[str],
    fills: dict[str, str],
    x: float,
    width: float,
    base: float,
    unit: float,
) -> Iterator[Mark]:
    y = base
    for item in items:
        yen = sum(row.amount for row in rows if row.item == item and not isinstance(row.amount, Unknown))
        if yen:
            y -= yen * unit
            yield rect(fills[item], x, y, width, yen * unit)
    found = money_of(rows)
    if found.missing:
        yield rect("unknown", x, y - 22, width, 20)
        said = sight.t("numbers.cost.more", count=len(found.missing))
        yield rect("paper", x + width / 2 - width_of(said, "t11") / 2 - 2, y - 19, width_of(said, "t11") + 4, 14)
        yield words("t11 ink m", x + width / 2, y - 8, said)
        y -= 22
    if known(found.at_least):
        key = "numbers.cost.at_least" if found.missing else "numbers.cost.exact"
        yield words("t11 b ink m", x + width / 2, y - 6, sight.t(key, amount=_oku(sight, found.at_least)))


def _dependence(sight: Sight) -> Panel:
    """Three bars over all own systems, so that their lengths can be compared."""
    context = sight.context
    found = {
        item.stage: item
        for item in context.analysis.lockin.concentrations
        if item.by is Holder.PARTY and item.weight is Weight.SYSTEMS
    }
    total = len(context.inventory.systems)
    if not total or not found:
        return "dependence", sight.t("numbers.dependence.none"), []
    marks: list[Mark] = []
    told: list[str] = []
    left, width = 92.0, 500.0
    for at, stage in enumerate(Stage):
        y = 74.0 + 76 * at
        marks.append(words("t12 b ink", 12, y + 22, context.say(stage)))
        x = left
        shares = [share for share in found[stage].shares if not isinstance(share.party, Unknown)]
        for share in shares:
            size = width * len(share.systems) / total
            letter = sight.letters.get(str(share.party), "")
            fill = _FILLS[list(sight.letters).index(str(share.party)) % len(_FILLS)] if letter else "grey"
            marks.append(rect(fill, x, y, size, 34))
            said = f"{letter}{len(share.systems)}"
            if size > width_of(said, "t11") + 8:
                marks.append(
                    rect("paper", x + size / 2 - width_of(said, "t11") / 2 - 3, y + 9, width_of(said, "t11") + 6, 15)
                )
                marks.append(words("t11 b ink m", x + size / 2, y + 21, said))
            x += size
        rest = total - sum(len(share.systems) for share in shares)
        if rest:
            size = left + width - x
            marks.append(rect("unknown", x, y, size, 34))
            said = sight.t("numbers.dependence.rest", count=rest)
            if size > width_of(said, "t11") + 8:
                marks.append(
                    rect("paper", x + size / 2 - width_of(said, "t11") / 2 - 3, y + 9, width_of(said, "t11") + 6, 15)
                )
                marks.append(words("t11 ink m", x + size / 2, y + 21, said))
        if shares:
            top = max(shares, key=lambda share: (len(share.systems), str(share.party)))
            name = sight.party(str(top.party))
            count = len(top.systems)
            marks.append(
                words("t11 soft", left, y + 50, sight.t("numbers.dependence.top", name=name, count=count, total=total))
            )
            told.append(sight.t("numbers.dependence.one", stage=context.say(stage), name=name, count=count))
    said = "sentence" if told else "nobody"
    return "dependence", sight.t(f"numbers.dependence.{said}", total=total, told=context.join(told)), marks


def _gaps(sight: Sight) -> Panel:
    """Known and not known by kind of record, and how the open questions are to be answered."""
    context = sight.context
    complete = context.analysis.completeness
    overall = complete.overall
    kinds = sorted(complete.by_kind, key=lambda item: (item[1].known - item[1].total, item[0]))[:8]
    most = max((measure.total for _, measure in kinds), default=1) or 1
    marks: list[Mark] = []
    for at, (kind, measure) in enumerate(kinds):
        y = 60.0 + 22 * at
        width = 190 * measure.total / most
        full = width * measure.known / measure.total if measure.total else 0
        marks.append(words("t11 ink", 12, y + 12, context.t(f"section.{kind}"), 84))
        marks += [rect("blue", 100, y, full, 15), rect("unknown", 100 + full, y, width - full, 15)]
        marks.append(
            words("t11 ink", 106 + width, y + 12, sight.t("numbers.gaps.row", count=measure.total - measure.known))
        )
    marks += _burn_down(sight, 400.0, 84.0, 196.0, 150.0)
    sentence = sight.t("numbers.gaps.sentence", rate=overall.value, known=overall.known, total=overall.total)
    return "gaps", sentence, marks


def _burn_down(sight: Sight, x: float, y: float, width: float, height: float) -> Iterator[Mark]:
    """Open questions at the end of each month: as past months left them, now, and as the answer days say."""
    context = sight.context
    open_ = context.analysis.register.open
    past = [item for item in context.options.history if item[0] < context.as_of]
    months = sorted({month_end(entry.due) for entry in open_ if entry.due})
    planned = [(context.as_of, len(open_))]
    planned += [(day, sum(entry.due is None or entry.due > day for entry in open_)) for day in months[:6]]
    told = [(day, count, "grey") for day, count in past[-6:]]
    told += [(day, count, "blue" if at == 0 else "unknown") for at, (day, count) in enumerate(planned)]
    yield words("t11 b ink", x, y - 20, sight.t("numbers.gaps.burn", count=len(open_)))
    most = max((count for _, count, _ in told), default=0) or 1
    pitch = width / max(4, len(told))
    for at, (day, count, fill) in enumerate(told):
        size = height * count / most
        left = x + pitch * at
        yield rect(fill, left, y + height - size, pitch - 6, size)
        yield words("t11 b ink m", left + pitch / 2 - 3, y + height - size - 4, str(count))
        yield words("t11 soft m", left + pitch / 2 - 3, y + height + 14, _month(day))
    yield words(
        "t11 soft",
        x,
        y + height + 34,
        sight.t("numbers.gaps.planned" if not past else "numbers.gaps.actual"),
        width + 10,
    )


def _month(day: date) -> str:
    return str(day.month)


def _ways(sight: Sight) -> Panel:
    """The plan first, then other ways: one small bar per measure, no score over all."""
    context = sight.context
    plan = context.analysis.plan
    if plan.score is None:
        return "ways", sight.t("numbers.ways.none"), []
    name = "numbers.ways.adopted" if plan.mode is not PlanMode.OPTIMISE else "numbers.ways.computed"
    ways: list[tuple[str, Score]] = [(sight.t(name), plan.score)]
    ways += [(context.say(item.kind), item.score) for item in plan.strategies if item.score is not None]
    nothing = context.say(StrategyKind.NOTHING)
    fine = [label for label, score in ways[1:] if not score.broken and label != nothing]
    key = "numbers.ways.fine" if fine else "numbers.ways.no_fine"
    sentence = sight.t(key, broken=plan.score.broken, ways=context.join(fine))
    columns = ("broken", "months", "new", "cost", "last")
    places = (128.0, 232.0, 336.0, 424.0, 548.0)
    marks: list[Mark] = [
        words("t11 b ink", x, 66, sight.t(f"numbers.ways.{column}")) for column, x in zip(columns, places, strict=True)
    ]
    price = context.sees("Quote", "amount")
    most_broken = max(score.broken for _, score in ways) or 1
    most_months = max(score.link_months for _, score in ways) or 1
    most_new = max(score.links_new for _, score in ways) or 1
    most_yen = max((int(s.yen.value) for _, s in ways if known(s.yen.value)), default=1) or 1
    for at, (label, score) in enumerate(ways[:6]):
        y = 78.0 + 36 * at
        if at == 0:
            marks.append(rect("band", 6, y - 6, _W - 12, 34))
        marks.append(words("t11 b ink", 12, y + 15, label, 112))
        marks += _bar("red", places[0], y, 40 * score.broken / most_broken, str(score.broken))
        marks += _bar("blue3", places[1], y, 40 * score.link_months / most_months, f"{score.link_months:,}")
        marks += _bar("blue3", places[2], y, 36 * score.links_new / most_new, str(score.links_new))
        if price:
            marks += _yen_bar(sight, places[3], y, score, most_yen)
        marks.append(words("t11 ink", places[4], y + 15, context.day(score.last_date) if score.last_date else "―"))
    marks.append(words("t11 soft", 12, 306, sight.t("numbers.ways.note"), _W - 24))
    return "ways", sentence, marks


def _bar(fill: str, x: float, y: float, width: float, said: str) -> list[Mark]:
    found = [rect(fill, x, y + 3, width, 16)] if width else []
    return [*found, words("t11 ink", x + width + 4, y + 15, said)]


def _yen_bar(sight: Sight, x: float, y: float, score: Score, most: int) -> Iterator[Mark]:
    measure = score.yen
    if not known(measure.value):
        yield from _bar("unknown", x, y, 50, sight.context.t("common.unknown"))
        return
    width = 40 * int(measure.value) / most
    yield rect("blue3", x, y + 3, width, 16)
    if measure.total > measure.known:
        yield rect("unknown", x + width, y + 3, 10, 16)
        width += 10
    yield words("t11 ink", x + width + 4, y + 15, _oku(sight, int(measure.value)))


def _table(sight: Sight) -> Table:
    """Systems by party before, now and after, over all own systems."""
    context = sight.context
    found = {
        item.stage: item
        for item in context.analysis.lockin.concentrations
        if item.by is Holder.PARTY and item.weight is Weight.SYSTEMS
    }
    count: dict[str, dict[Stage, int]] = {}
    for stage, item in found.items():
        for share in item.shares:
            if not isinstance(share.party, Unknown):
                count.setdefault(share.party, {})[stage] = len(share.systems)
    total = len(context.inventory.systems)
    rows = [
        (Cell(text=sight.party(party)), *(context.cell(stages.get(stage, 0)) for stage in Stage))
        for party, stages in sorted(count.items(), key=lambda item: (-item[1].get(Stage.NOW, 0), item[0]))
    ]
    rest = (context.cell(total - sum(stages.get(stage, 0) for stages in count.values())) for stage in Stage)
    if found:
        rows.append((Cell(text=sight.t("numbers.dependence.unknown"), mark="unknown"), *rest))
    return Table(
        id="t-dependence",
        caption=sight.t("numbers.dependence.title"),
        columns=heads(context.t("field.vendor"), *(context.say(stage) for stage in Stage)),
        rows=tuple(rows),
        empty=sight.t("numbers.dependence.none"),
    )
