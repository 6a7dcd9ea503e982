"""What stays and what changes when unknowns take other values of their ranges (前提の効き方).

One value at a time, to both ends of its range; where the plan is no longer the best there, the value at which it ceases
to be is found by halving. A plan that keeps every condition ceases to be where it breaks one, be it that no plan keeps
them all there. The plan is made anew with little work each time. No probabilities.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from readiness.model.inventory import Inventory
from readiness.model.plan import Sensitivity
from readiness.model.plan.moves import Dates, MoveId
from readiness.model.standard.assumption import Assumption
from readiness.model.text import Text, text
from readiness.model.unknown import known
from readiness.planning.assess import points
from readiness.planning.frame import Frame, build_frame
from readiness.planning.premises import Premises
from readiness.planning.rulebook import broken_rules
from readiness.planning.settings import SolveSettings
from readiness.planning.solve import optimise, repair

# In this order: what most often decides an order comes first, since the number of scenarios is limited.
_VARIED = (
    "planning.areas_per_date",
    "planning.duration_weeks",
    "planning.new_link_months",
    "planning.consumer_first_factor",
    "planning.soft_window_penalty",
    "planning.yen_weight_of_link",
    "planning.wait_weight",
    "planning.division_spring_share",
    "planning.rehearsal_months",
)


STEPS = 16
"""A range without whole steps is looked at in so many parts on either side of the value used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """One value nobody has confirmed: what it is now, how far it may go, and the frame with another value."""

    subject: str
    now: int | float
    ends: tuple[int | float, ...]
    unit: str
    label: Callable[[int | float], Text]
    frame: Callable[[int | float], Frame]

    def grid(self, end: int | float) -> list[int | float]:
        """The values looked at from the one after `now` to an end: each whole number, or parts of the way."""
        whole = isinstance(self.now, int) and isinstance(end, int) and self.unit != "ratio"
        steps = min(STEPS, abs(int(end - self.now))) if whole else STEPS
        values = [self.now + (end - self.now) * at / steps for at in range(1, steps + 1)]
        return [round(value) for value in values] if whole else [float(f"{value:.4g}") for value in values]


@dataclass(frozen=True, slots=True, kw_only=True)
class Robustness:
    """`sensitivities`: the values that change the plan. `steady`: moves whose date none of them changes.

    `whole`: the plan keeps every condition; only then is it told from which value on it is no longer the best. `best`:
    none is better at the values used; of another (an adopted plan) it is told only what makes it break a condition.
    """

    sensitivities: tuple[Sensitivity, ...] = ()
    steady: tuple[MoveId, ...] = ()
    whole: bool = True
    best: bool = True

    def stated(self, frame: Frame, dates: Dates) -> Iterator[Text]:
        """Which decisions hold whatever the unknowns turn out to be, and the first step that nobody will regret."""
        if not self.best:
            yield text("plan.robust.not_best")
        if not self.sensitivities:
            return
        if not self.whole:
            yield text("plan.robust.compromise")
        if not self.steady:
            yield text("plan.robust.none_steady")
            return
        yield text("plan.robust.steady", moves=tuple(frame.move_by_id[move].title for move in self.steady))
        first = min(self.steady, key=lambda move: (dates[move] or date.max, move))
        yield text("plan.robust.first", move=frame.move_by_id[first].title, date=dates[first] or "")


def robustness(frame: Frame, dates: Dates, settings: SolveSettings, *, given: bool = False) -> Robustness:
    """What was found within the scenarios of the level, capacities that someone can be asked for first.

    `given`: dates that were decided, or hold to such as were, and need not be the best.
    """
    search = _Search(frame, dates, settings.aside(), settings.tried)
    # What is better already is no value's doing: a plan that is not the best now ceases to be it nowhere.
    beaten = (search.whole or given) and search.better(frame) is not None
    best = not (given and beaten)
    if not best:
        search = _Search(frame, dates, settings.aside(), search.left, best=False)
    found: list[Sensitivity] = []
    for unknown in unknowns(frame):
        for end in unknown.ends:
            other = search.better(unknown.frame(end))
            if other is not None:
                even = search.break_even(unknown, end) if search.whole and not (best and beaten) else None
                possible = not (search.whole and broken_rules(unknown.frame(end), other))
                found.append(_stated(frame, dates, other, unknown, end, even, possible=possible))
    steady = () if not any(dates.values()) else tuple(m.id for m in frame.moves if m.id not in search.moved)
    return Robustness(sensitivities=tuple(found), steady=steady, whole=search.whole, best=best)


def _stated(
    frame: Frame,
    dates: Dates,
    other: Dates,
    unknown: Unknown,
    end: int | float,
    even: int | float | None,
    *,
    possible: bool,
) -> Sensitivity:
    """One value that changes the plan, in words; `possible`: there is a plan that keeps every condition."""
    what = unknown.label(end)
    moved = tuple(m.id for m in frame.moves if other.get(m.id) != dates.get(m.id))
    orders = _order(other) != _order(dates)
    titles = tuple(frame.move_by_id[m].title for m in moved)
    key = "plan.robust.changes" if orders else "plan.robust.shifts"
    if not possible:
        key = "plan.robust.impossible"
    shown = {"moves": titles} if possible else {}
    message = text(key, what=what, **shown)
    if even is not None:
        edge = text("plan.robust.value", value=even, unit=text(f"plan.unit.{unknown.unit}"))
        message = text(f"{key}_at", what=what, even=edge, **shown)
    return Sensitivity(
        subject=unknown.subject,
        message=message,
        changes_order=orders,
        changes_dates=bool(moved),
        moves=moved,
        break_even=even,
    )


class _Search:
    """Plans made anew, as many as the level allows; `moved`: what has another date in any that was better.

    Beside a plan that is not the `best` as it is, only such as it takes to keep a condition again, with few changes.
    """

    def __init__(self, frame: Frame, dates: Dates, settings: SolveSettings, left: int, *, best: bool = True) -> None:
        self.plan, self.dates, self.settings, self.left, self.best = frame, dates, settings, left, best
        self.moved: set[str] = set()
        # A plan that keeps every condition is the best no more where it breaks one; a compromise may break some.
        self.whole = not broken_rules(frame, dates)

    def better(self, other: Frame) -> Dates | None:
        """Dates that are better in another frame than those of the plan; None where there are none or none is known."""
        if (
            self.left <= 0
            or self.settings.stopped
            or not self.dates
            or {m.id for m in other.moves} != {m.id for m in self.plan.moves}
        ):
            return None
        breaks = self.whole and bool(broken_rules(other, self.dates))
        if not breaks and not self.best:
            return None
        self.left -= 1
        if self.best:
            solved = optimise(other, self.settings, start=self.dates).dates
        else:
            solved = repair(other, {move: day for move, day in self.dates.items() if day}, self.settings).dates
        if not breaks and _still_best(other, self.dates, solved):
            return None
        moved = {m.id for m in self.plan.moves if solved.get(m.id) != self.dates.get(m.id)}
        self.moved |= moved
        return solved if moved or breaks else None

    def break_even(self, unknown: Unknown, end: int | float) -> int | float | None:
        """The first value towards an end, where the plan is not the best, at which it is not; None without room."""
        values = unknown.grid(end)
        low, high = 0, len(values) - 1
        while low < high:
            if self.left <= 0:
                return None
            middle = (low + high) // 2
            if self.better(unknown.frame(values[middle])) is None:
                low = middle + 1
            else:
                high = middle
        return values[low]


def _still_best(other: Frame, dates: Dates, solved: Dates) -> bool:
    """Whether the plan is as good under other values as the one made for them: fewer broken conditions, then points."""
    mine, others = ((len(broken_rules(other, plan)), points(other, plan)) for plan in (dates, solved))
    return mine <= others


def _order(dates: Dates) -> tuple[tuple[str, ...], ...]:
    """The moves by date, moves of one date together: what is meant by the order."""
    days = sorted({day for day in dates.values() if day is not None})
    return tuple(tuple(sorted(m for m, day in dates.items() if day == when)) for when in days)


def unknowns(frame: Frame) -> Iterator[Unknown]:
    """Unknown capacities first (someone can be asked), then assumptions with a range."""
    yield from _unknown_capacities(frame)
    for key in _VARIED:
        for row in frame.premises.assumptions:
            if row.key == key and not row.areas and isinstance(row.value, int | float):
                yield Unknown(
                    subject=row.key,
                    now=row.value,
                    ends=_ends(row, row.value),
                    unit=row.unit,
                    label=partial(_assumed, row),
                    frame=partial(_with_assumption, frame, row),
                )


def _ends(row: Assumption, now: int | float) -> tuple[int | float, ...]:
    return tuple(end for end in (row.low, row.high) if end is not None and end != now)


def _assumed(row: Assumption, value: int | float) -> Text:
    name, unit = text(f"assumption.{row.key}"), text(f"plan.unit.{row.unit}")
    return text("plan.robust.assumption", name=name, value=value, unit=unit)


def _with_assumption(frame: Frame, row: Assumption, value: int | float) -> Frame:
    return _framed(frame, frame.inventory, frame.premises.varied(row, value))


def _framed(frame: Frame, inventory: Inventory, premises: Premises) -> Frame:
    # Neither a capacity nor an assumption has a say in where a system stands, or in what period a day lies.
    stands = replace(frame.situations, inventory=inventory)
    return build_frame(
        inventory,
        premises,
        frame.as_of,
        pins=frame.pins,
        more_dates=frame.days,
        stands=stands,
        periods=frame.periods,
    )


def _unknown_capacities(frame: Frame) -> Iterator[Unknown]:
    inventory = frame.inventory
    for division in inventory.divisions:
        if not known(division.cutovers_per_date) and any(division.id in m.divisions for m in frame.moves):
            label = partial(_capacity, "division", division.label)
            yield _of(frame, division.id, "planning.division_cutovers_per_date", label, _with_division)
    moving = {system for move in frame.moves for system in move.systems}
    sellers = {system.vendor for system in inventory.systems if system.id in moving}
    for vendor in inventory.vendors:
        # Who went into another company, or cuts nothing over (a carrier, a printer), has no number of cut-overs.
        if vendor.merged_into is not None or vendor.id not in sellers:
            continue
        group = vendor.group if known(vendor.group) else vendor.id
        if not known(vendor.cutovers_per_date) and any(group in m.vendor_groups for m in frame.moves):
            label = partial(_capacity, "vendor", vendor.label)
            yield _of(frame, vendor.id, "planning.vendor_cutovers_per_date", label, _with_vendor)


def _of(
    frame: Frame,
    subject: str,
    key: str,
    label: Callable[[int | float], Text],
    with_value: Callable[[Inventory, str, int], Inventory],
) -> Unknown:
    """A capacity nobody has told, within the range of the assumption that stands in for it."""
    row, now = frame.premises.assumptions.get(key), frame.premises.whole(key)

    def varied(value: int | float) -> Frame:
        return _framed(frame, with_value(frame.inventory, subject, int(value)), frame.premises)

    return Unknown(subject=subject, now=now, ends=_ends(row, now), unit=row.unit, label=label, frame=varied)


def _capacity(kind: str, label: str, value: int | float) -> Text:
    return text(f"plan.robust.{kind}", value=value, **{kind: label})


def _with_division(inventory: Inventory, id_: str, value: int) -> Inventory:
    rows = tuple(replace(d, cutovers_per_date=value) if d.id == id_ else d for d in inventory.divisions)
    return replace(inventory, divisions=rows)


def _with_vendor(inventory: Inventory, id_: str, value: int) -> Inventory:
    rows = tuple(replace(v, cutovers_per_date=value) if v.id == id_ else v for v in inventory.vendors)
    return replace(inventory, vendors=rows)
