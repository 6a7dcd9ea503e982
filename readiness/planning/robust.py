"""Which assumption or 未確認 item, changed within its range, changes the order or the dates (前提の効き方).

One value at a time to its low and its high end; the plan is made anew with little work. No probabilities.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from readiness.model.body import Division
from readiness.model.inventory import Inventory
from readiness.model.plan import Sensitivity
from readiness.model.standard.assumption import Assumption
from readiness.model.text import Text, text
from readiness.model.unknown import known
from readiness.model.vendor import Vendor
from readiness.planning.assess import points
from readiness.planning.frame import Frame, build_frame
from readiness.planning.premises import Premises
from readiness.planning.rulebook import broken_rules
from readiness.planning.settings import SolveSettings
from readiness.planning.solve import optimise

Dates = Mapping[str, date | None]

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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scenario:
    subject: str
    label: Text
    inventory: Inventory
    premises: Premises


def sensitivities(frame: Frame, dates: Dates, settings: SolveSettings) -> tuple[Sensitivity, ...]:
    """The items that change the plan, each once, in the order they were tried. Empty = none of those tried does."""
    small = settings.aside()
    order = _order(dates)
    found: dict[str, Sensitivity] = {}
    for scenario in list(_scenarios(frame))[: settings.scenarios]:
        if scenario.subject in found:
            continue
        other = build_frame(scenario.inventory, scenario.premises, frame.as_of, pins=frame.pins, more_dates=frame.days)
        if _unmoved(other, frame, dates):
            continue
        solved = optimise(other, small, start=dates).dates
        if _still_best(other, dates, solved):
            continue
        moved = tuple(m.id for m in frame.moves if solved.get(m.id) != dates.get(m.id))
        if moved:
            found[scenario.subject] = Sensitivity(
                subject=scenario.subject,
                message=text(
                    "plan.robust.changes" if _order(solved) != order else "plan.robust.shifts",
                    what=scenario.label,
                    moves=tuple(frame.move_by_id[m].title for m in moved),
                ),
                changes_order=_order(solved) != order,
                changes_dates=True,
                moves=moved,
            )
    return tuple(found.values())


def _unmoved(other: Frame, frame: Frame, dates: Dates) -> bool:
    """Whether the scenario has other moves than the plan, so that the two cannot be compared."""
    return {m.id for m in other.moves} != {m.id for m in frame.moves} or not dates


def _still_best(other: Frame, dates: Dates, solved: Dates) -> bool:
    """Whether the plan is as good under the scenario as the one made for it."""
    same = len(broken_rules(other, dates)) <= len(broken_rules(other, solved))
    return same and points(other, dates) <= points(other, solved)


def _order(dates: Dates) -> tuple[tuple[str, ...], ...]:
    """The moves by date, moves of one date together: what is meant by the order."""
    days = sorted({day for day in dates.values() if day is not None})
    return tuple(tuple(sorted(m for m, day in dates.items() if day == when)) for when in days)


def _scenarios(frame: Frame) -> Iterator[_Scenario]:
    """Unknown capacities first (someone can be asked), then assumptions at both ends of their range."""
    yield from _unknown_capacities(frame)
    for key in _VARIED:
        for row in frame.premises.assumptions:
            if row.key == key and not row.areas:
                yield from _ends(frame, row)


def _ends(frame: Frame, row: Assumption) -> Iterable[_Scenario]:
    for end in (row.low, row.high):
        if end is None or end == row.value:
            continue
        label = text(
            "plan.robust.assumption", name=text(f"assumption.{row.key}"), value=end, unit=text(f"plan.unit.{row.unit}")
        )
        yield _Scenario(
            subject=row.key, label=label, inventory=frame.inventory, premises=frame.premises.varied(row, end)
        )


def _unknown_capacities(frame: Frame) -> Iterator[_Scenario]:
    inventory = frame.inventory
    low, high = 1, 4
    for division in inventory.divisions:
        if known(division.cutovers_per_date) or not any(division.id in m.divisions for m in frame.moves):
            continue
        for value in (low, high):
            label = text("plan.robust.division", division=division.label, value=value)
            changed = tuple(_with(d, value) if d.id == division.id else d for d in inventory.divisions)
            yield _Scenario(
                subject=division.id,
                label=label,
                inventory=replace(inventory, divisions=changed),
                premises=frame.premises,
            )
    moving = {system for move in frame.moves for system in move.systems}
    sellers = {system.vendor for system in inventory.systems if system.id in moving}
    for vendor in inventory.vendors:
        # Who went into another company, or cuts nothing over (a carrier, a printer), has no number of cut-overs.
        if vendor.merged_into is not None or vendor.id not in sellers:
            continue
        group = vendor.group if known(vendor.group) else vendor.id
        if known(vendor.cutovers_per_date) or not any(group in m.vendor_groups for m in frame.moves):
            continue
        for value in (low, high):
            label = text("plan.robust.vendor", vendor=vendor.label, value=value)
            changed_vendors = tuple(_staffed(v, value) if v.id == vendor.id else v for v in inventory.vendors)
            yield _Scenario(
                subject=vendor.id,
                label=label,
                inventory=replace(inventory, vendors=changed_vendors),
                premises=frame.premises,
            )


def _with(division: Division, value: int) -> Division:
    return replace(division, cutovers_per_date=value)


def _staffed(vendor: Vendor, value: int) -> Vendor:
    return replace(vendor, cutovers_per_date=value)
