"""Until when a move may wait at the latest, and which day says so (期限・提供終了日)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from readiness.model.inventory import Inventory
from readiness.model.plan import Move
from readiness.model.system import DueKind
from readiness.model.text import Text, text
from readiness.model.unknown import known
from readiness.planning.premises import Premises
from readiness.situation.leaving import service_end

_DAY = timedelta(days=1)


class DueBy(Enum):
    """What the day is: granted by law, told without a kind, assumed where only the kind is told, or the last day of
    service (提供終了日).
    """

    LEGAL = "legal"
    STATED = "stated"
    ASSUMED = "assumed"
    SERVICE = "service"


@dataclass(frozen=True, slots=True)
class Due:
    """The last day that binds a move. By law the move is done on it; of a service it is the last day served."""

    day: date
    by: DueBy

    @property
    def latest(self) -> date:
        """The last day to cut over: the day after the last one of service leaves nothing without it."""
        return self.day + _DAY if self.by is DueBy.SERVICE else self.day

    @property
    def words(self) -> Text:
        """The day by its own name."""
        return text(f"plan.due.{self.by.value}", day=self.day)


def due_of(inventory: Inventory, premises: Premises, move: Move) -> Due | None:
    """The earliest last day of a move's systems: the granted month, or the end of service of its vendor or package."""
    found: list[Due] = []
    for name in move.systems:
        system = inventory.system_by_id[name]
        if known(system.due_date):
            found.append(Due(system.due_date, DueBy.LEGAL if system.due is DueKind.EXTENDED else DueBy.STATED))
        elif system.due is DueKind.EXTENDED:
            found.append(Due(premises.until, DueBy.ASSUMED))
        end = service_end(inventory, system)
        if end is not None:
            found.append(Due(end, DueBy.SERVICE))
    return min(found, key=lambda due: due.latest, default=None)
