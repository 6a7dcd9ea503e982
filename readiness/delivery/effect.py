"""What got better (効果): indicators at 1, 6 and 12 months after the real cut-over, and those the inventory yields.

A value without a baseline is shown and not judged; there is no score over several indicators (papers.md, form (e)).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from datetime import date
from enum import Enum

from readiness.model.dates import add_months, month_end
from readiness.model.measure import Measure, percent
from readiness.model.record import Maybe, Record
from readiness.model.unknown import UNKNOWN, known
from readiness.model.work import Better, Indicator, Procedure, Visit
from readiness.situation.situation import Side, Situations

MONTHS = (1, 6, 12)  # after the cut-over, when every indicator is measured again
LAST_MONTH = 600  # 50 years; a later one is a slip of the pen


class Reached(Enum):
    """How an indicator stands (達成状況). `UNJUDGED`: no baseline, or nobody said which way is better."""

    REACHED = "reached"
    BETTER = "better"
    SAME = "same"
    MISSED = "missed"
    NOT_YET = "not_yet"
    OVERDUE = "overdue"
    UNJUDGED = "unjudged"


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One measurement: months after the cut-over, the day it is due (None before the cut-over), the value."""

    after_months: int
    due: date | None
    value: Maybe[float] = UNKNOWN

    def overdue(self, as_of: date) -> bool:
        """Whether the month it was due in has passed without a value."""
        return not known(self.value) and self.due is not None and month_end(self.due) < as_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """An indicator with its points. `live`: the day its last system went live, None before that."""

    indicator: Indicator
    live: date | None
    points: tuple[Point, ...]
    reached: Reached

    @property
    def latest(self) -> Maybe[float]:
        """The newest measured value."""
        return next((point.value for point in reversed(self.points) if known(point.value)), UNKNOWN)


def assess_effects(stands: Situations) -> tuple[Effect, ...]:
    """Every indicator of the inventory as it stands on the reference date."""
    return tuple(_effect(indicator, stands) for indicator in stands.inventory.indicators)


def open_measurements(stands: Situations) -> Iterator[tuple[Indicator, int, date]]:
    """Measurements still without a value: indicator, months after the cut-over, the last day of the month due."""
    for effect in assess_effects(stands):
        for point in effect.points:
            if point.due is not None and not known(point.value):
                yield effect.indicator, point.after_months, month_end(point.due)


def derived_measures(stands: Situations, temporary: Set[str]) -> tuple[Measure, ...]:
    """Indicators that follow from other records today; those without any record are left out. `temporary`: the links
    that the pictures and the plan call temporary now.
    """
    return tuple(measure for measure in _derived(stands, temporary) if measure.total)


def _effect(indicator: Indicator, stands: Situations) -> Effect:
    live = _live(indicator, stands)
    stated = _stated(indicator)
    points = tuple(
        Point(after_months=months, due=add_months(live, months) if live else None, value=stated.get(months, UNKNOWN))
        for months in sorted({*MONTHS, *stated})
    )
    reached = _reached(indicator, points, stands.as_of)
    return Effect(indicator=indicator, live=live, points=points, reached=reached)


def unreadable_months(indicator: Indicator) -> tuple[int, ...]:
    """Months of measurements that are outside of 1 to 600, or that stand there twice; none of them is compared."""
    counted = Counter(result.after_months for result in indicator.results)
    return tuple(months for months, times in counted.items() if times > 1 or not 1 <= months <= LAST_MONTH)


def _stated(indicator: Indicator) -> dict[int, Maybe[float]]:
    """What was measured by month; of a month told twice nobody chooses."""
    left_out = frozenset(unreadable_months(indicator))
    return {result.after_months: result.value for result in indicator.results if result.after_months not in left_out}


def _live(indicator: Indicator, stands: Situations) -> date | None:
    """The day the last of its systems went live; of the whole body, the day the last system of all did."""
    named = [stands[system] for system in indicator.systems if system in stands]
    concerned = named or [found for found in stands.values() if found.side in (Side.MOVED, Side.TO_MOVE)]
    days = [found.went_live for found in concerned if found.side is Side.MOVED and known(found.went_live)]
    return max(days) if days and len(days) == len(concerned) else None


def _reached(indicator: Indicator, points: Iterable[Point], as_of: date) -> Reached:
    points = tuple(points)
    if any(point.overdue(as_of) for point in points):
        return Reached.OVERDUE
    value = next((point.value for point in reversed(points) if known(point.value)), UNKNOWN)
    if not known(value):
        return Reached.NOT_YET
    before = indicator.baseline.value if indicator.baseline else UNKNOWN
    if not known(before) or not known(indicator.better):
        return Reached.UNJUDGED
    sign = 1 if indicator.better is Better.HIGHER else -1
    target = indicator.target.value if indicator.target else UNKNOWN
    if known(target) and sign * (value - target) >= 0:
        return Reached.REACHED
    if sign * (value - before) > 0:
        return Reached.BETTER
    return Reached.SAME if value == before else Reached.MISSED


# ---- what other records already tell ------------------------------------------------------------------------------


def _derived(stands: Situations, temporary: Set[str]) -> Iterator[Measure]:
    inventory = stands.inventory
    forms = [(form, form.customised) for form in inventory.forms]
    yield _count("effect.own_forms", "unit.forms", forms)
    open_ = {id_ for id_, s in stands.items() if s.side is Side.UNDECIDED or (s.moving and s.unstated)}
    links = [
        (one, UNKNOWN if one.id not in temporary and open_ & {one.from_, one.to} else one.id in temporary)
        for one in inventory.interfaces
        if not one.expected  # counted nowhere before somebody confirms it
    ]
    yield _count("effect.temporary_links", "unit.links", links)
    yield _share("effect.online", [(p, p.online_share) for p in inventory.procedures])
    visits = [
        (p, UNKNOWN if not known(p.visit_needed) else 100.0 * (p.visit_needed is Visit.NOT_NEEDED))
        for p in inventory.procedures
    ]
    yield _share("effect.no_visit", visits)
    lines = [(line, line.current) for line in inventory.cost_lines]
    stated = [(line, yen) for line, yen in lines if known(yen)]
    yield Measure(
        "effect.running_yen",
        sum(yen for _, yen in stated) if stated else UNKNOWN,
        "unit.yen",
        len(stated),
        len(lines),
        evidence=tuple(line.ref for line, _ in stated),
        subjects=tuple(line.id for line, _ in stated),
    )


def _count(name: str, unit: str, rows: Iterable[tuple[Record, Maybe[bool]]]) -> Measure:
    """How many of some records are so; records of which it is unknown widen the upper bound."""
    rows = tuple(rows)
    stated = [record for record, value in rows if known(value)]
    so = [record for record, value in rows if known(value) and value]
    return Measure(
        name,
        len(so) if stated else UNKNOWN,
        unit,
        len(stated),
        len(rows),
        evidence=tuple(record.ref for record in so),
        subjects=tuple(record.id for record in so),
    )


def _share(name: str, rows: Iterable[tuple[Procedure, Maybe[float]]]) -> Measure:
    """A share in per cent over the cases of the procedures of which share and cases are known."""
    rows = tuple(rows)
    stated = [
        (p, share, p.yearly_count)
        for p, share in rows
        if known(share) and known(p.yearly_count) and p.yearly_count >= 0
    ]
    total = sum(count for _, _, count in stated)
    value = percent(sum(share * count for _, share, count in stated) / 100, total) if total else UNKNOWN
    return Measure(
        name,
        value,
        "unit.percent",
        len(stated),
        len(rows),
        evidence=tuple(p.ref for p, _, _ in stated),
        subjects=tuple(p.id for p, _, _ in stated),
    )
