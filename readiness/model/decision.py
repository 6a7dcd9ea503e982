"""State that people decided: the adopted plan, pins, waivers and releases of figures (決定)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Annotated

from readiness.model.facts import INSIDE, NOTE, PERSON, Audience, refers
from readiness.model.record import Part, SystemId
from readiness.model.ref import NOWHERE, Ref


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptedMove(Part):
    """One move of the adopted plan: its id, the systems it holds, its cut-over date."""

    move: Annotated[str, INSIDE]
    systems: Annotated[tuple[SystemId, ...], INSIDE, refers("systems")] = ()
    date: Annotated[date, INSIDE]


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptedPlan:
    """The plan the body adopted (採用計画)."""

    adopted_on: Annotated[date, INSIDE]
    approved_by: Annotated[str, PERSON] = ""
    document_number: Annotated[str | None, INSIDE] = None
    moves: Annotated[tuple[AdoptedMove, ...], INSIDE] = ()
    ref: Ref = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin(Part):
    """A move held at a date by decision (固定)."""

    move: Annotated[str, INSIDE]
    date: Annotated[date, INSIDE]
    reason: Annotated[str, NOTE] = ""
    approver: Annotated[str, PERSON] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver(Part):
    """One finding exactly, accepted with reason, approver and expiry (受容)."""

    code: Annotated[str, INSIDE]
    subject: Annotated[str, INSIDE]
    reason: Annotated[str, NOTE]
    approver: Annotated[str, PERSON]
    expires: Annotated[date, INSIDE]
    fingerprint: Annotated[str | None, INSIDE] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Release(Part):
    """One figure that one reader may see although it rests on fields the reader may not (公表等の決定).

    `figure` is the name of a measure as `explain --number` takes it; `on` the day of the decision, from which it holds.
    """

    figure: Annotated[str, INSIDE]
    reader: Annotated[Audience, INSIDE]
    document_number: Annotated[str, INSIDE]
    on: Annotated[date, INSIDE]


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed(Part):
    """What a person said of one doubt about a ledger (読み取りの確認).

    `section`, `record`, `field` and `text` are the doubt's key, `text` the words the answer holds for: never a file,
    sheet or row, so that next month's ledger asks nothing twice. `answer` is はい, 読まない, one of the words that the
    kind of doubt takes (`readiness.intake.answers`), what a word means, or the value itself.
    """

    section: Annotated[str, INSIDE] = ""
    record: Annotated[str, INSIDE] = ""
    field: Annotated[str, INSIDE] = ""
    text: Annotated[str, INSIDE] = ""
    answer: Annotated[str, INSIDE]
    by: Annotated[str, PERSON] = ""
    on: Annotated[date | None, INSIDE] = None

    @property
    def key(self) -> tuple[str, str, str, str]:
        """The key of the doubt it answers."""
        return self.section, self.record, self.field, self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """Everything in `decisions/`."""

    plan: AdoptedPlan | None = None
    pins: tuple[Pin, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    releases: tuple[Release, ...] = ()
    reading: tuple[Confirmed, ...] = ()
