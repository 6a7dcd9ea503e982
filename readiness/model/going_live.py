"""Trials, rehearsals and the decision to go live (試行・リハーサル・移行判定)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from readiness.model.facts import BODY, DIVISION, INSIDE, PERSON, asks, refers
from readiness.model.record import Maybe, Part, Record, SystemId, Word
from readiness.model.unknown import UNKNOWN


class RehearsalKind(Word):
    """What is rehearsed (区分)."""

    TRIAL = "trial", "試行"
    DATA = "data", "データ移行"
    OPERATION = "operation", "運用"
    OVERALL = "overall", "総合"


class RehearsalResult(Word):
    """How a rehearsal ended (判定)."""

    PASSED = "passed", "合格"
    CONDITIONAL = "conditional", "条件付合格"
    FAILED = "failed", "不合格"


class GoResult(Word):
    """What was decided (移行判定)."""

    GO = "go", "実施"
    CONDITIONAL = "conditional", "条件付実施"
    POSTPONED = "postponed", "延期"
    STOPPED = "stopped", "中止"


@dataclass(frozen=True, slots=True, kw_only=True)
class Count(Part):
    """A number compared (照合): cases, or yen where `yen` is true."""

    item: Annotated[str, INSIDE]
    expected: Annotated[Maybe[int], INSIDE] = UNKNOWN
    actual: Annotated[Maybe[int], INSIDE] = UNKNOWN
    yen: Annotated[bool, INSIDE] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Defects(Part):
    """Defects found by weight, and the grave ones still open (不具合)."""

    high: Annotated[Maybe[int], INSIDE] = UNKNOWN
    middle: Annotated[Maybe[int], INSIDE] = UNKNOWN
    low: Annotated[Maybe[int], INSIDE] = UNKNOWN
    open_high: Annotated[Maybe[int], INSIDE] = UNKNOWN


# What stands where the real time would, of a step nobody took.
_NOT_DONE = frozenset({"", "未", "未実施", "未了", "未定", "なし", "実施せず", "実施しない", "-", "―", "－", "×"})


@dataclass(frozen=True, slots=True, kw_only=True)
class RehearsalStep(Part):
    """A step of the day (進行表). Times as people write them on the day: `2028-01-03 22:00`."""

    no: Annotated[int, INSIDE]
    step: Annotated[str, INSIDE]
    owner: Annotated[str | None, INSIDE] = None
    planned_at: Annotated[str | None, INSIDE] = None
    actual_at: Annotated[str | None, INSIDE] = None
    approved_by: Annotated[str | None, PERSON] = None
    last_way_back: Annotated[bool, INSIDE] = False

    @property
    def done(self) -> bool:
        """Whether a real time was written down, and not that it was left out."""
        return self.actual_at is not None and self.actual_at.strip() not in _NOT_DONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsal(Record):
    """A trial or rehearsal of what cuts over together (リハーサル). `systems` name the move; hours planned and real."""

    systems: Annotated[tuple[SystemId, ...], INSIDE, refers("systems")]
    kind: Annotated[RehearsalKind, INSIDE] = RehearsalKind.OVERALL
    number: Annotated[int | None, INSIDE] = None
    on: Annotated[Maybe[date], INSIDE, asks(BODY)] = UNKNOWN
    place: Annotated[str | None, INSIDE] = None
    plan_hours: Annotated[float | None, INSIDE] = None
    hours: Annotated[Maybe[float] | None, INSIDE] = None
    counts: Annotated[tuple[Count, ...], INSIDE] = ()
    defects: Annotated[Defects | None, INSIDE] = None
    result: Annotated[Maybe[RehearsalResult], INSIDE, asks(DIVISION)] = UNKNOWN
    conditions: Annotated[tuple[str, ...], INSIDE] = ()
    retest_on: Annotated[date | None, INSIDE] = None
    steps: Annotated[tuple[RehearsalStep, ...], INSIDE] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion(Part):
    """One criterion of the decision (判定項目): the threshold, what was found, whether it is met."""

    no: Annotated[int, INSIDE]
    item: Annotated[str | None, INSIDE] = None
    threshold: Annotated[str | None, INSIDE] = None
    result: Annotated[str | None, INSIDE] = None
    met: Annotated[Maybe[bool], INSIDE] = UNKNOWN
    evidence: Annotated[str | None, INSIDE] = None
    owner: Annotated[str | None, INSIDE] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoCondition(Part):
    """A condition put on going live: until when, by whom (付した条件)."""

    what: Annotated[str, INSIDE]
    until: Annotated[date | None, INSIDE] = None
    owner: Annotated[str | None, INSIDE] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoDecision(Record):
    """The decision to go live or not (移行判定)."""

    systems: Annotated[tuple[SystemId, ...], INSIDE, refers("systems")]
    meeting: Annotated[Maybe[date] | None, INSIDE] = None
    decide_by: Annotated[date | None, INSIDE] = None
    criteria: Annotated[tuple[Criterion, ...], INSIDE] = ()
    decision: Annotated[Maybe[GoResult] | None, INSIDE] = None
    conditions: Annotated[tuple[GoCondition, ...], INSIDE] = ()
    rollback_until: Annotated[str | None, INSIDE] = None
    fallback_date: Annotated[date | None, INSIDE] = None
    decided_on: Annotated[date | None, INSIDE] = None
    decided_by: Annotated[str | None, PERSON] = None
    document_number: Annotated[str | None, INSIDE] = None
