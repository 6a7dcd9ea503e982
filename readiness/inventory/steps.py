"""40-step progress per area, inherited from wider scopes and never typed twice (工程の引き継ぎ)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from readiness.model.inventory import Inventory
from readiness.model.progress import Progress, ProgressScope, StepStatus
from readiness.model.ref import Ref

STEPS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaSteps:
    """Step status of one area. `rate` is (完了済み + 対象外) / 40 from the steps, or the bare published rate.

    `not_applicable` stays apart: it is part of the rate by definition of the national tool, and it is not work done.
    `rate` is None where nothing is known. `from_steps` tells a computed rate from a published one.
    """

    area: str
    rate: float | None
    from_steps: bool = False
    done: int = 0
    not_applicable: int = 0
    in_progress: int = 0
    known: int = 0
    steps: tuple[tuple[int, StepStatus], ...] = ()
    ref: Ref | None = None

    @property
    def bounds(self) -> tuple[float, float]:
        """Between which rates the true one lies: unknown steps may all be open or all be closed."""
        if self.rate is not None:
            return self.rate, self.rate
        closed = self.done + self.not_applicable
        return closed / STEPS, (closed + STEPS - self.known) / STEPS


def area_steps(inventory: Inventory, areas: tuple[str, ...]) -> tuple[AreaSteps, ...]:
    """The status of each area: 団体 < 調達 < 業務 < システム, the narrower scope winning step by step."""
    return tuple(_one(inventory, area) for area in areas)


def _one(inventory: Inventory, area: str) -> AreaSteps:
    systems = {system.id for system in inventory.systems if area in system.areas}
    procured = {procurement.id for procurement in inventory.procurements if systems & set(procurement.systems)}
    merged: dict[int, StepStatus] = {}
    rate: float | None = None
    ref: Ref | None = None
    for scope, targets in (
        (ProgressScope.BODY, None),
        (ProgressScope.PROCUREMENT, procured),
        (ProgressScope.AREA, {area}),
        (ProgressScope.SYSTEM, systems),
    ):
        found = [entry for entry in inventory.progress if _matches(entry, scope, targets)]
        merged |= _least_advanced(found)
        for entry in found:
            ref = entry.ref if scope is not ProgressScope.BODY else ref
            rate = entry.rate if entry.rate is not None and scope is not ProgressScope.BODY else rate
    counts = {status: sum(word is status for word in merged.values()) for status in StepStatus}
    if merged and (rate is None or len(merged) == STEPS):
        closed = counts[StepStatus.DONE] + counts[StepStatus.NOT_APPLICABLE]
        return AreaSteps(
            area=area,
            rate=closed / STEPS if len(merged) == STEPS else None,
            from_steps=True,
            done=counts[StepStatus.DONE],
            not_applicable=counts[StepStatus.NOT_APPLICABLE],
            in_progress=counts[StepStatus.IN_PROGRESS],
            known=len(merged),
            steps=tuple(sorted(merged.items())),
            ref=ref,
        )
    return AreaSteps(area=area, rate=rate, ref=ref)


def _matches(entry: Progress, scope: ProgressScope, targets: set[str] | None) -> bool:
    return entry.scope is scope and (targets is None or entry.target in targets)


_ADVANCE: Mapping[StepStatus, int] = {
    StepStatus.NOT_STARTED: 0,
    StepStatus.IN_PROGRESS: 1,
    StepStatus.DONE: 2,
    StepStatus.NOT_APPLICABLE: 3,
}


def _least_advanced(entries: list[Progress]) -> dict[int, StepStatus]:
    """Several entries of one scope (two systems of one area): the area is as far as the one furthest behind."""
    found: dict[int, StepStatus] = {}
    for entry in entries:
        for number, status in entry.steps:
            if number not in found or _ADVANCE[status] < _ADVANCE[found[number]]:
                found[number] = status
    return found
