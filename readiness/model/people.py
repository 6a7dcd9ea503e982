"""Who carries the migration, who is taught, what is handed over (体制・研修・引継ぎ). Persons are never judged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from readiness.model.facts import BODY, INSIDE, PERSON, asks, refers
from readiness.model.record import Maybe, Part, Record, SystemId, Word
from readiness.model.unknown import UNKNOWN


class RaciPart(Word):
    """What a role does in a phase (役割分担)."""

    DOES = "does", "実行"
    APPROVES = "approves", "承認"
    CONSULTED = "consulted", "協議"
    INFORMED = "informed", "報告"


@dataclass(frozen=True, slots=True, kw_only=True)
class Raci(Part):
    """A role's part in one phase."""

    phase: Annotated[str, INSIDE]
    part: Annotated[RaciPart, INSIDE]


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamRole(Record):
    """A role of the migration (役割), who holds it, who stands in. `share_percent` of the working time."""

    role: Annotated[str, INSIDE]
    division: Annotated[Maybe[str] | None, INSIDE, refers("divisions")] = None
    person: Annotated[Maybe[str], PERSON, asks(BODY)] = UNKNOWN
    deputy: Annotated[Maybe[str], PERSON, asks(BODY)] = UNKNOWN
    from_: Annotated[date | None, INSIDE] = None
    until: Annotated[date | None, INSIDE] = None
    share_percent: Annotated[Maybe[float], INSIDE, asks(BODY)] = UNKNOWN
    skills: Annotated[str | None, PERSON] = None
    external: Annotated[bool, INSIDE] = False
    raci: Annotated[tuple[Raci, ...], INSIDE] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Training(Record):
    """A training (研修) for a division on a system, before it cuts over."""

    target_division: Annotated[Maybe[str], INSIDE, refers("divisions"), asks(BODY)] = UNKNOWN
    systems: Annotated[tuple[SystemId, ...], INSIDE, refers("systems")] = ()
    on: Annotated[Maybe[date], INSIDE, asks(BODY)] = UNKNOWN
    hours: Annotated[float | None, INSIDE] = None
    seats: Annotated[int | None, INSIDE] = None
    trainer: Annotated[str | None, PERSON] = None
    attended: Annotated[Maybe[int] | None, INSIDE] = None
    passed: Annotated[Maybe[int] | None, INSIDE] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverNote(Record):
    """What a post hands over beside the sheets (引継書表紙): spoken promises, where things are kept."""

    post: Annotated[str, INSIDE]
    from_: Annotated[str | None, PERSON] = None
    to: Annotated[str | None, PERSON] = None
    on: Annotated[date | None, INSIDE] = None
    promises: Annotated[tuple[str, ...], INSIDE] = ()
    whereabouts: Annotated[str | None, INSIDE] = None
    remarks: Annotated[str | None, INSIDE] = None
