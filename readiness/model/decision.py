"""State that people decided: the adopted plan, pins and waivers (決定)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from readiness.model.record import Part
from readiness.model.ref import NOWHERE, Ref


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptedMove(Part):
    """One move of the adopted plan: its id, the systems it holds, its cut-over date."""

    move: str
    systems: tuple[str, ...] = ()
    date: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptedPlan:
    """The plan the body adopted (採用計画)."""

    adopted_on: date
    approved_by: str = ""
    document_number: str | None = None
    moves: tuple[AdoptedMove, ...] = ()
    ref: Ref = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin(Part):
    """A move held at a date by decision (固定)."""

    move: str
    date: date
    reason: str = ""
    approver: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver(Part):
    """One finding exactly, accepted with reason, approver and expiry (受容)."""

    code: str
    subject: str
    reason: str
    approver: str
    expires: date
    fingerprint: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """Everything in `decisions/`."""

    plan: AdoptedPlan | None = None
    pins: tuple[Pin, ...] = ()
    waivers: tuple[Waiver, ...] = ()
