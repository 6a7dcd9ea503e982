"""Yen against link-months: each way to go as a point."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from readiness.graph.plane.place import WIDTH
from readiness.model.plan import Tradeoff
from readiness.model.unknown import Unknown, known
from readiness.report.views.money_panels import OKU, man, oku
from readiness.report.views.scene import Mark, Scene, path, rect, words
from readiness.report.views.view import Sight, State

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
        yield words(
            "t11 soft m", x, _FOOT + 18, sight.context.t("report.number", value=f"{value:,}", about=f"axis {value}")
        )
    for value in range(up.first, up.last + 1, up.step):
        y = _FOOT - (_FOOT - _TOP) * up.part(value)
        yield path("rule", f"M{_LEFT:.0f} {y:.1f}H{_RIGHT:.0f}")
        fine = up.step < OKU // 100  # in 億円 two rulings would read alike
        stated = man(sight, value, f"axis {value}") if fine else oku(sight, value, up.last, f"axis {value}")
        yield words("t11 soft e", _LEFT - 6, y + 4, stated)
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
    amount = sight.t(key, amount=man(sight, way.yen, names) if known(way.yen) else "", about=names)
    more = sight.t("numbers.trade.unpriced", count=way.unpriced, about=names) if way.unpriced else ""
    months = sight.t("numbers.trade.months", count=way.link_months, about=names)
    said = "efficient" if way.efficient else "other"
    yield words("t13 b ink", x, y, f"{at} {names}", room)
    yield words(
        "t12 ink",
        x + 16,
        y + 19,
        f"{amount}{more} {months}",
        room,
    )
    yield words("t12 soft", x + 16, y + 37, context.t(f"report.tradeoffs.{said if way.feasible else 'broken'}"), room)
