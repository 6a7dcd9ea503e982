"""Where each system stands before the plan begins: already on the new side, to be moved, or staying (移行前の状態)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from readiness.model.inventory import Inventory
from readiness.model.progress import Progress, ProgressScope, StepStatus
from readiness.model.system import DueKind, System, SystemKind
from readiness.model.unknown import known

GO_LIVE = 40
_CLOSED = (StepStatus.DONE, StepStatus.NOT_APPLICABLE)


class Side(Enum):
    """Which side a system is on at `as_of`."""

    MOVED = "moved"
    TO_MOVE = "to_move"
    STAYS = "stays"


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """What is known of the 40 steps for one system; `rate` is a bare published rate (0..1)."""

    status: Mapping[int, StepStatus]
    rate: float | None = None

    def closed(self, step: int) -> bool:
        """Whether a step is done or not applicable. A bare rate says nothing about a single step."""
        return self.status.get(step) in _CLOSED

    def begun(self, step: int) -> bool:
        """Whether work on a step has begun or ended."""
        return self.closed(step) or self.status.get(step) is StepStatus.IN_PROGRESS


def steps_of(inventory: Inventory, system: System) -> Steps:
    """The steps of a system: wider scopes first, narrower ones win (団体 < 調達 < 業務 < システム)."""
    procurements = {p.id for p in inventory.procurements if system.id in p.systems}
    targets: dict[ProgressScope, frozenset[str]] = {
        ProgressScope.BODY: frozenset({"", inventory.body.id}),
        ProgressScope.PROCUREMENT: frozenset(procurements),
        ProgressScope.AREA: frozenset(system.areas),
        ProgressScope.SYSTEM: frozenset({system.id}),
    }
    status: dict[int, StepStatus] = {}
    rate: float | None = None
    for scope, wanted in targets.items():
        for progress in _about(inventory, scope, wanted):
            status.update(progress.steps)
            rate = progress.rate if progress.rate is not None else rate
    return Steps(status=status, rate=rate)


def _about(inventory: Inventory, scope: ProgressScope, wanted: frozenset[str]) -> list[Progress]:
    return [p for p in inventory.progress if p.scope is scope and p.target in wanted]


def side_of(inventory: Inventory, system: System, as_of: date) -> Side:
    """The side of one system. Unknown `migrated` counts as not moved; `assumed_unmoved` lists those."""
    if known(system.migrated):
        moved = system.migrated
    elif known(system.live_date):
        moved = system.live_date <= as_of
    else:
        steps = steps_of(inventory, system)
        moved = steps.status.get(GO_LIVE) is StepStatus.DONE or (steps.rate is not None and steps.rate >= 1)
    if moved:
        return Side.MOVED
    if system.id not in inventory.movers:
        return Side.STAYS
    return Side.TO_MOVE


def sides(inventory: Inventory, as_of: date) -> dict[str, Side]:
    """The side of every system, in file order.

    Common functions (共通機能) of unknown state count as moved once a standard area has: it could not run without them.
    """
    found = {system.id: side_of(inventory, system, as_of) for system in inventory.systems}
    if any(found[s.id] is Side.MOVED and s.kind is SystemKind.STANDARD for s in inventory.systems):
        found |= dict.fromkeys(_inferred(inventory, found), Side.MOVED)
    return found


def _inferred(inventory: Inventory, found: Mapping[str, Side]) -> tuple[str, ...]:
    return tuple(
        s.id
        for s in inventory.systems
        if s.kind is SystemKind.COMMON
        and not known(s.migrated)
        and s.due is not DueKind.EXTENDED
        and found[s.id] is Side.TO_MOVE
    )


def assumed_moved(inventory: Inventory, as_of: date) -> tuple[str, ...]:
    """Common functions taken as moved only because standard areas have."""
    plain = {system.id: side_of(inventory, system, as_of) for system in inventory.systems}
    return tuple(s for s, side in sides(inventory, as_of).items() if side is not plain[s])


def assumed_unmoved(inventory: Inventory, as_of: date) -> tuple[str, ...]:
    """Systems taken as not moved only because nobody has said so."""
    found = sides(inventory, as_of)
    return tuple(s.id for s in inventory.systems if not known(s.migrated) and found[s.id] is Side.TO_MOVE)
