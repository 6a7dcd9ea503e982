"""The last rehearsal of a system, and the day it must wait for where that failed (再確認日)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from readiness.model.going_live import Rehearsal, RehearsalResult
from readiness.model.inventory import Inventory
from readiness.model.record import SystemId
from readiness.model.unknown import known


def failed(rehearsals: Iterable[Rehearsal], as_of: date) -> Rehearsal | None:
    """The last rehearsal held, where it failed and none after it did better."""
    held = [(one.on, one.number or 0, one) for one in rehearsals if known(one.on) and known(one.result)]
    last = max((row for row in held if row[0] <= as_of), key=lambda row: row[:2], default=None)
    return last[2] if last is not None and last[2].result is RehearsalResult.FAILED else None


def retest_days(inventory: Inventory, as_of: date) -> dict[SystemId, tuple[Rehearsal, date | None]]:
    """System id → its failed rehearsal and the day it is held again, None where nobody set one."""
    found: dict[SystemId, tuple[Rehearsal, date | None]] = {}
    for system in sorted({system for one in inventory.rehearsals for system in one.systems}):
        last = failed((one for one in inventory.rehearsals if system in one.systems), as_of)
        if last is not None:
            found[system] = (last, last.retest_on)
    return found
