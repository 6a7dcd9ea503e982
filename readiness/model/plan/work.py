"""What people have to do for it: tasks, loads, assumptions used."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from readiness.model.plan.moves import MoveId
from readiness.model.plan.words import GateKind
from readiness.model.record import Maybe
from readiness.model.text import Text
from readiness.model.unknown import UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class WbsTask:
    """A row of the work breakdown (WBS). `start`..`finish` are the latest dates that keep the cut-over."""

    number: str
    move: MoveId | None
    name: Text
    start: date
    finish: date
    owner: Maybe[str] = UNKNOWN
    done: bool = False
    late: bool = False
    gate: GateKind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """Use of a limited resource at one date: `used` of `capacity` (0 = no limit known)."""

    kind: str
    subject: str
    date: date
    used: int
    capacity: int
    assumed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AssumptionUse:
    """A value the plan rests on that nobody has confirmed (仮置き)."""

    key: str
    value: int | float | str | None
    unit: str
    reason: str
