"""The panels of 数字 that are about money: cost by year, the ways side by side, yen against link-months."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from readiness.figures.money import shown_rows, sum_of
from readiness.graph.plane.place import WIDTH
from readiness.model.plan import CostRow, PlanMode, Score, StrategyKind, Tradeoff
from readiness.model.unknown import Unknown, known
from readiness.report.finance import item_word
from readiness.report.views.scene import Mark, Scene, path, rect, width_of, words
from readiness.report.views.styles import FILLS, on
from readiness.report.views.view import Sight, State

PANEL = 612.0
_MOST_ITEMS = 7
_OKU = 100_000_000

Panel = tuple[str, str, list[Mark]]
"""Name, sentence and marks of a panel: rectangles and words only, for it is put in its place."""


def oku(sight: Sight, yen: int) -> str:
    """Yen in 億円 with two digits, small sums in 万円."""
    if yen < _OKU // 100:
        return _man(sight, yen)
    return sight.t("oku", amount=f"{yen / _OKU:,.2f}")


def _man(sight: Sight, yen: int) -> str:
    return sight.t("man", amount=f"{round(yen / 10_000):,}")


def cost(sight: Sight) -> Panel:
    """Stacks by item; above each what has no price, hatched, of a height that means nothing."""
    context = sight.context
    rows = [row for _, row in shown_rows(context.analysed)]
    if not rows or not context.sees("Quote", "amount"):
        return "cost", sight.t("numbers.cost.none"), []
    whole = sum_of(rows)
    amount = oku(sight, whole.at_least) if known(whole.at_least) else context.t("common.unknown")
    said = "known" if not whole.missing else "sentence" if known(whole.at_least) else "nothing"
    sentence = sight.t(f"numbers.cost.{said}", amount=amount, unknown=len(whole.missing), total=len(rows))
    years = sorted({row.fiscal_year for row in rows})[:6]
    by_item: dict[str, int] = {}
    for row in rows:
        if not isinstance(row.amount, Unknown):
            by_item[row.item] = by_item.get(row.item, 0) + row.amount
    items = sorted(by_item, key=lambda item: (-by_item[item], item))
    fills = {item: FILLS[min(at, len(FILLS) - 1)] for at, item in enumerate(items)}
    most = max((sum_of(r for r in rows if r.fiscal_year == year).floor for year in years), default=0) or 1
    marks: list[Mark] = []
    base, room, left = 266.0, 150.0, 30.0
    pitch = min(100.0, 410.0 / len(years))
    for at, year in enumerate(years):
        mine = [row for row in rows if row.fiscal_year == year]
        marks += _stack(sight, mine, items, fills, left + pitch * at, pitch - 22, base, room / most)
        middle, (name, part) = left + pitch * at + (pitch - 22) / 2, _year_name(sight, year)
        marks += [words("t11 ink m", middle, base + 15, name), words("t11 soft m", middle, base + 29, part)]
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


def _year_name(sight: Sight, year: int) -> tuple[str, str]:
    """A fiscal year, and from which month on where it has begun."""
    as_of = sight.context.as_of
    current = as_of.year if as_of.month >= 4 else as_of.year - 1
    name = sight.context.fiscal(year)
    return name, sight.t("numbers.cost.part", month=as_of.month) if year == current else ""


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
            if yen * unit >= 15:
                yield words(
                    f"t11 m {on(fills[item])}",
                    x + width / 2,
                    y + yen * unit / 2 + 4,
                    item_word(sight.context, item),
                    width - 4,
                )
    found = sum_of(rows)
    if found.missing:
        yield rect("unknown", x, y - 22, width, 20)
        said = sight.t("numbers.cost.more", count=len(found.missing))
        yield rect("paper", x + width / 2 - width_of(said, "t11") / 2 - 2, y - 19, width_of(said, "t11") + 4, 14)
        yield words("t11 ink m", x + width / 2, y - 8, said)
        y -= 22
    if known(found.at_least):
        key = "numbers.cost.at_least" if found.missing else "numbers.cost.exact"
        yield words("t11 b ink m", x + width / 2, y - 6, sight.t(key, amount=oku(sight, found.at_least)))


def ways(sight: Sight) -> Panel:
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
            marks.append(rect("band", 6, y - 6, PANEL - 12, 34))
        marks.append(words("t11 b ink", 12, y + 15, label, 112))
        marks += _bar("red", places[0], y, 40 * score.broken / most_broken, str(score.broken))
        marks += _bar("blue3", places[1], y, 40 * score.link_months / most_months, f"{score.link_months:,}")
        marks += _bar("blue3", places[2], y, 36 * score.links_new / most_new, str(score.links_new))
        if price:
            marks += _yen_bar(sight, places[3], y, score, most_yen)
        marks.append(words("t11 ink", places[4], y + 15, context.day(score.last_date) if score.last_date else "―"))
    marks.append(words("t11 soft", 12, 292, sight.t("numbers.ways.note"), PANEL - 24))
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
    yield words("t11 ink", x + width + 4, y + 15, oku(sight, int(measure.value)))


_LEFT, _TOP, _RIGHT, _FOOT = 96.0, 30.0, 760.0, 380.0


def tradeoff(sight: Sight) -> State | None:
    """Each way as a point of known yen and link-months; those no other is as good as are joined (パレート)."""
    context = sight.context
    ways = [way for way in context.analysis.plan.tradeoffs if context.internal and context.sees("Quote", "amount")]
    points: dict[tuple[int, int], list[Tradeoff]] = {}
    for way in ways:
        if not isinstance(way.yen, Unknown):
            points.setdefault((way.link_months, way.yen), []).append(way)
    if not points:
        return None
    marks = [*_axes(sight, [months for months, _ in points], [yen for _, yen in points])]
    x, y = axis_of([months for months, _ in points]), axis_of([yen for _, yen in points])
    places = [
        (_LEFT + (_RIGHT - _LEFT) * x.part(months), _FOOT - (_FOOT - _TOP) * y.part(yen)) for months, yen in points
    ]
    marks += _front(
        place for place, found in zip(places, points.values(), strict=True) if any(way.efficient for way in found)
    )
    for at, (place, found) in enumerate(zip(places, points.values(), strict=True), start=1):
        marks += _point(place, at, found, lifted=sum(_near(place, other) for other in places[: at - 1]))
    for at, found in enumerate(points.values(), start=1):
        marks += _stated(sight, at, found, 56.0 + 66 * (at - 1))
    rest = [way for way in ways if isinstance(way.yen, Unknown)]
    if rest:
        said = sight.t("numbers.trade.unknown", ways=context.join(_name(sight, way) for way in rest))
        marks.append(words("t12 ink", _RIGHT + 40, 56.0 + 66 * len(points), said, WIDTH - _RIGHT - 48))
    fine = list(dict.fromkeys(_name(sight, way) for way in ways if way.efficient))
    key = "numbers.trade.sentence" if fine else "numbers.trade.none"
    return State(
        key="trade",
        label=sight.t("numbers.trade.title"),
        sentence=sight.prose((sight.t(key, ways=context.join(fine)), sight.assumed)),
        scene=Scene(WIDTH, _FOOT + 60, tuple(marks)),
    )


def _front(places: Iterable[tuple[float, float]]) -> Iterator[Mark]:
    """The steps from fewer months to less yen. What is framed only because a price is missing lies beside them."""
    steps: list[tuple[float, float]] = []
    for x, y in sorted(places):
        if not steps or y > steps[-1][1]:  # further down is less
            steps.append((x, y))
    if len(steps) > 1:
        drawn = "".join(f"H{x:.1f}V{y:.1f}" for x, y in steps[1:])
        yield path("today", f"M{steps[0][0]:.1f} {steps[0][1]:.1f}{drawn}")


def _name(sight: Sight, way: Tradeoff) -> str:
    return sight.context.say(way.kind) if way.kind is not None else sight.context.t("report.tradeoffs.plan")


@dataclass(frozen=True, slots=True)
class Axis:
    """An axis from the first to the last of its rulings."""

    first: int
    last: int
    step: int

    def part(self, value: float) -> float:
        """How far along the axis a value lies, 0 to 1."""
        return (value - self.first) / (self.last - self.first)


def axis_of(values: Sequence[int]) -> Axis:
    """Four or so round rulings around the values; it does not begin at 0, so that near ones are told apart."""
    wide = max(max(values) - min(values), max(values) // 20, 4)
    unit = 10 ** (len(str(wide // 5)) - 1)
    step = next(unit * part for part in (1, 2, 5, 10) if 5 * unit * part >= wide)
    first = max(0, (2 * min(values) - step) // (2 * step) * step)
    return Axis(first, max(first + 2 * step, -(-(2 * max(values) + step) // (2 * step)) * step), step)


def _axes(sight: Sight, months: Sequence[int], yen: Sequence[int]) -> Iterator[Mark]:
    across, up = axis_of(months), axis_of(yen)
    for value in range(across.first, across.last + 1, across.step):
        x = _LEFT + (_RIGHT - _LEFT) * across.part(value)
        yield path("rule", f"M{x:.1f} {_TOP:.0f}V{_FOOT:.0f}")
        yield words("t11 soft m", x, _FOOT + 18, f"{value:,}")
    for value in range(up.first, up.last + 1, up.step):
        y = _FOOT - (_FOOT - _TOP) * up.part(value)
        yield path("rule", f"M{_LEFT:.0f} {y:.1f}H{_RIGHT:.0f}")
        fine = up.step < _OKU // 100  # in 億円 two rulings would read alike
        yield words("t11 soft e", _LEFT - 6, y + 4, _man(sight, value) if fine else oku(sight, value))
    yield path("year", f"M{_LEFT:.0f} {_TOP:.0f}V{_FOOT:.0f}H{_RIGHT:.0f}")
    yield words("t12 b ink", 8, 16, sight.t("numbers.trade.up"))
    yield words("t12 b ink e", _RIGHT, _FOOT + 40, sight.t("numbers.trade.across"))


def _near(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return abs(one[0] - other[0]) < 20 and abs(one[1] - other[1]) < 20


def _point(place: tuple[float, float], at: int, ways: Sequence[Tradeoff], *, lifted: int) -> Iterator[Mark]:
    """Full: every condition holds; hatched: some do not. Its number above it, higher where another stands near."""
    x, y = place
    yield rect("blue" if any(way.feasible for way in ways) else "red", x - 8, y - 8, 16, 16)
    if any(way.efficient for way in ways):
        yield rect("frame", x - 12, y - 12, 24, 24)
    yield words("t12 b ink m", x + 20 * lifted, y - 16, str(at))


def _stated(sight: Sight, at: int, ways: Sequence[Tradeoff], y: float) -> Iterator[Mark]:
    """Beside the picture what each number is: its ways, yen and what has no price, months, whether conditions hold."""
    context, way = sight.context, ways[0]
    x, room = _RIGHT + 40, WIDTH - _RIGHT - 48
    names = context.join(dict.fromkeys(_name(sight, way) for way in ways))
    key = "numbers.cost.at_least" if way.unpriced else "numbers.cost.exact"
    amount = sight.t(key, amount=_man(sight, way.yen) if known(way.yen) else "")
    more = sight.t("numbers.trade.unpriced", count=way.unpriced) if way.unpriced else ""
    said = "efficient" if way.efficient else "other"
    yield words("t13 b ink", x, y, f"{at} {names}", room)
    yield words(
        "t12 ink", x + 16, y + 19, f"{amount}{more} {sight.t('numbers.trade.months', count=way.link_months)}", room
    )
    yield words("t12 soft", x + 16, y + 37, context.t(f"report.tradeoffs.{said if way.feasible else 'broken'}"), room)
