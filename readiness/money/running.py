"""Running cost on the published lines: FY2018 → now → after the move, the body's own figures (運用経費)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from readiness.model.inventory import Inventory
from readiness.model.measure import Measure, percent
from readiness.model.money import CostLine, CostLineItem
from readiness.model.record import Maybe, SystemId
from readiness.model.unknown import UNKNOWN, Unknown, known

Pick = Callable[[CostLine], Maybe[int]]
PICKS: tuple[tuple[str, Pick], ...] = (
    ("fy2018", lambda line: line.fy2018),
    ("current", lambda line: line.current),
    ("planned", lambda line: line.planned),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningRow:
    """One published line, in yen a year; UNKNOWN where one of its entries is not known or there is none."""

    item: CostLineItem
    fy2018: Maybe[int]
    current: Maybe[int]
    planned: Maybe[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemCost:
    """Yearly yen of one system before and after its move, as told for it (移行前・移行後の年額)."""

    system: SystemId
    before: Maybe[int]
    after: Maybe[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningCost:
    """All published lines, the totals of what is known, and ratios over the lines known at both times (%).

    `systems` is the same comparison as told system by system; the two may count the same yen and are never added.
    `before` and `after` are their totals over the systems that tell both. A ratio never mixes a line known at one time
    with one unknown at the other: that would show a change that is none.
    """

    rows: tuple[RunningRow, ...]
    totals: tuple[Measure, ...]
    current_ratio: Measure
    planned_ratio: Measure
    systems: tuple[SystemCost, ...]
    before: Measure
    after: Measure

    def measures(self) -> tuple[Measure, ...]:
        """Every figure of it."""
        return (*self.totals, self.current_ratio, self.planned_ratio)

    @property
    def empty(self) -> bool:
        """Whether the body has entered nothing."""
        return all(measure.known == 0 for measure in self.totals)


def assess_running_cost(inventory: Inventory) -> RunningCost:
    """Sum the body's cost lines by published line; several entries of one line (accounts) are added."""
    by_item = {item: [line for line in inventory.cost_lines if line.item is item] for item in CostLineItem}
    rows = tuple(
        RunningRow(item=item, **{name: _sum(pick(line) for line in lines) for name, pick in PICKS})
        for item, lines in by_item.items()
    )
    systems = _systems(inventory)
    return RunningCost(
        rows=rows,
        totals=tuple(_total(inventory, rows, name, pick) for name, pick in PICKS),
        current_ratio=_ratio(rows, "current"),
        planned_ratio=_ratio(rows, "planned"),
        systems=systems,
        before=_of_systems(inventory, systems, "before"),
        after=_of_systems(inventory, systems, "after"),
    )


def _systems(inventory: Inventory) -> tuple[SystemCost, ...]:
    """The systems that tell a yearly amount on either side, in file order."""
    found = []
    for system in inventory.systems:
        amounts = [side.annual_amount if side is not None else UNKNOWN for side in (system.before, system.after)]
        if any(known(amount) for amount in amounts):
            found.append(SystemCost(system=system.id, before=amounts[0], after=amounts[1]))
    return tuple(found)


def _of_systems(inventory: Inventory, systems: tuple[SystemCost, ...], side: str) -> Measure:
    """The sum over the systems that tell both sides; one known on one side only would show a change that is none."""
    both = [cost for cost in systems if known(cost.before) and known(cost.after)]
    refs = [inventory.system_by_id[cost.system].ref.child(side).child("annual_amount") for cost in both]
    return Measure(
        name=f"running_cost.systems_{side}",
        value=sum(amount for cost in both if isinstance(amount := getattr(cost, side), int)) if both else UNKNOWN,
        unit="unit.yen",
        known=len(both),
        total=len(systems),
        evidence=tuple(refs),
        subjects=tuple(cost.system for cost in both),
    )


def _sum(values: Iterable[Maybe[int]]) -> Maybe[int]:
    found = list(values)
    if not found or any(isinstance(value, Unknown) for value in found):
        return UNKNOWN
    return sum(value for value in found if not isinstance(value, Unknown))


def _total(inventory: Inventory, rows: tuple[RunningRow, ...], name: str, pick: Pick) -> Measure:
    values = [value for row in rows if known(value := getattr(row, name))]
    sure = [line for line in inventory.cost_lines if known(pick(line))]
    return Measure(
        name=f"running_cost.{name}",
        value=sum(values) if values else UNKNOWN,
        unit="unit.yen",
        known=len(values),
        total=len(rows),
        evidence=tuple(line.ref.child(name) for line in sure),
        subjects=tuple(line.id for line in sure),
    )


def _ratio(rows: tuple[RunningRow, ...], name: str) -> Measure:
    pairs = [
        (before, after)
        for row in rows
        if isinstance(before := row.fy2018, int) and isinstance(after := getattr(row, name), int)
    ]
    base = sum(before for before, _ in pairs)
    return Measure(
        name=f"running_cost.{name}_ratio",
        value=percent(sum(after for _, after in pairs), base) if base else UNKNOWN,
        unit="unit.percent",
        known=len(pairs),
        total=len(rows),
    )
