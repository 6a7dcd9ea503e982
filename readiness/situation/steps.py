"""The 40 steps of the national procedure: told once for a scope, inherited by what it holds (工程の引き継ぎ)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from operator import itemgetter

from readiness.model.inventory import Inventory
from readiness.model.progress import GO_LIVE, STEPS, Progress, ProgressScope, StepStatus
from readiness.model.record import SystemId
from readiness.model.ref import Ref
from readiness.model.system import System

_CLOSED = (StepStatus.DONE, StepStatus.NOT_APPLICABLE)
_ADVANCE: Mapping[StepStatus, int] = {
    StepStatus.NOT_STARTED: 0,
    StepStatus.IN_PROGRESS: 1,
    StepStatus.DONE: 2,
    StepStatus.NOT_APPLICABLE: 3,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """What is known of the 40 steps for one system; `rate` is a bare published rate (0..1)."""

    status: Mapping[int, StepStatus]
    rate: float | None = None
    ref: Ref | None = None

    def closed(self, step: int) -> bool:
        """Whether a step is done or not applicable. A bare rate says nothing about a single step."""
        return self.status.get(step) in _CLOSED

    @property
    def live(self) -> bool:
        """Whether 運用開始 (step 40) itself is told as done."""
        return self.status.get(GO_LIVE) is StepStatus.DONE

    @property
    def all_closed(self) -> bool:
        """40工程完了 by a bare published rate: every step is done or 対象外, and nobody can tell which."""
        return self.rate is not None and self.rate >= 1


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
    def live(self) -> bool:
        """Whether 運用開始 (step 40) itself is told as done."""
        return (GO_LIVE, StepStatus.DONE) in self.steps

    @property
    def bounds(self) -> tuple[float, float]:
        """Between which rates the true one lies: unknown steps may all be open or all be closed."""
        if self.rate is not None:
            return self.rate, self.rate
        closed = self.done + self.not_applicable
        return closed / STEPS, (closed + STEPS - self.known) / STEPS


def steps_of(inventory: Inventory, system: System) -> Steps:
    """The steps of a system: wider scopes first, narrower ones win (団体 < 調達 < 業務 < システム)."""
    procured = frozenset(p.id for p in inventory.procurements_of.get(system.id, ()))
    status, rate, ref = _inherited(inventory, procured, frozenset(system.areas), frozenset({system.id}))
    return Steps(status=status, rate=rate, ref=ref)


def area_steps(inventory: Inventory, areas: tuple[str, ...]) -> tuple[AreaSteps, ...]:
    """The status of each area: 団体 < 調達 < 業務 < システム, the narrower scope winning step by step."""
    return tuple(_area(inventory, area) for area in areas)


def _area(inventory: Inventory, area: str) -> AreaSteps:
    systems = frozenset(system.id for system in inventory.systems if area in system.areas)
    procured = frozenset(p.id for p in inventory.procurements if systems & set(p.systems))
    merged, rate, ref = _inherited(inventory, procured, frozenset({area}), systems, bare_of_body=False)
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


def _inherited(
    inventory: Inventory,
    procured: frozenset[str],
    areas: frozenset[str],
    systems: frozenset[SystemId],
    *,
    bare_of_body: bool = True,
) -> tuple[dict[int, StepStatus], float | None, Ref | None]:
    """Steps, bare rate and place over the four scopes. `bare_of_body`: a rate of the whole body counts."""
    status: dict[int, StepStatus] = {}
    rate: float | None = None
    ref: Ref | None = None
    for scope, targets in (
        (ProgressScope.BODY, None),
        (ProgressScope.PROCUREMENT, procured),
        (ProgressScope.AREA, areas),
        (ProgressScope.SYSTEM, systems),
    ):
        found = _latest_first(_stated_of(inventory, scope, targets))
        status |= _stated(found)
        bare = [] if scope is ProgressScope.BODY and not bare_of_body else found
        ref = bare[0].ref if bare else ref
        rates = _latest_rates(bare)
        rate = min(rates) if rates else rate
    return status, rate, ref


def _stated_of(inventory: Inventory, scope: ProgressScope, targets: frozenset[str] | None) -> Iterator[Progress]:
    """The rows of a scope about any of the targets, in the order of the file; all of the scope without targets."""
    by_target = inventory.progress_of[scope]
    rows = by_target.values() if targets is None else (by_target.get(target, ()) for target in targets)
    return (row for _, row in sorted(chain.from_iterable(rows), key=itemgetter(0)))


def _latest_first(entries: Iterable[Progress]) -> list[Progress]:
    """The row of the later `as_of` first; one without comes last. The order in the file decides nothing."""
    return sorted(entries, key=lambda entry: entry.as_of or "", reverse=True)


def _stated(entries: Iterable[Progress]) -> dict[int, StepStatus]:
    """Step by step the latest row of each target; where two are equally late, and over several targets, the furthest
    behind: an area is as far as the slowest of its systems.
    """
    newest: dict[tuple[str, int], tuple[str, StepStatus]] = {}
    for entry in entries:
        for number, status in entry.steps:
            month, before = newest.get((entry.target, number), (entry.as_of or "", status))
            if (entry.as_of or "") == month:
                newest[entry.target, number] = month, min(before, status, key=_ADVANCE.__getitem__)
    found: dict[int, StepStatus] = {}
    for (_, number), (_, status) in newest.items():
        found[number] = min(found.get(number, status), status, key=_ADVANCE.__getitem__)
    return found


def _latest_rates(entries: Iterable[Progress]) -> list[float]:
    """Of each target the bare rate of its latest row that tells one; the lower where two are equally late."""
    newest: dict[str, tuple[str, float]] = {}
    for entry in entries:
        if entry.rate is not None:
            month, before = newest.get(entry.target, (entry.as_of or "", entry.rate))
            if (entry.as_of or "") == month:
                newest[entry.target] = month, min(before, entry.rate)
    return [rate for _, rate in newest.values()]
