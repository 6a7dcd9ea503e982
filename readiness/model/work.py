"""What the work of a division is and what got better (業務量・効果). Hours are of the division, never of a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from readiness.model.facts import BODY, DIVISION, INSIDE, OPEN, asks, refers
from readiness.model.record import InterfaceId, Maybe, Part, Record, SystemId, Word
from readiness.model.unknown import UNKNOWN


class Measured(Word):
    """How minutes were found (測定方法)."""

    MEASURED = "measured", "実測"
    HEARD = "heard", "聞取り"
    ESTIMATED = "estimated", "推計"


class Online(Word):
    """Whether a procedure can be done online (オンライン化の可否)."""

    READY = "ready", "可"
    PARTLY = "partly", "一部"
    NOT = "not", "不可"


class Visit(Word):
    """Whether a visit is legally needed (来庁の要否)."""

    NEEDED = "needed", "要"
    NOT_NEEDED = "not_needed", "不要"
    CONDITIONAL = "conditional", "条件付"


class Review(Word):
    """What becomes of a piece of work (見直し区分)."""

    ABOLISH = "abolish", "廃止"
    STANDARD = "standard", "標準機能"
    ONLINE = "online", "オンライン"
    OUTSOURCE = "outsource", "委託"
    KEEP = "keep", "継続"


class Better(Word):
    """Which way an indicator improves (望ましい方向)."""

    HIGHER = "higher", "高"
    LOWER = "lower", "低"


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkAfter(Part):
    """The same work after the migration (移行後)."""

    yearly_count: Annotated[Maybe[int], INSIDE] = UNKNOWN
    minutes: Annotated[Maybe[float], INSIDE] = UNKNOWN
    paper_share: Annotated[Maybe[float], INSIDE] = UNKNOWN
    online_share: Annotated[Maybe[float], INSIDE] = UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure(Record):
    """A procedure or piece of work (手続・作業). `minutes` a case; shares in per cent of the cases; months 1 to 12."""

    area: Annotated[str | None, OPEN] = None
    division: Annotated[Maybe[str], OPEN, refers("divisions"), asks(BODY)] = UNKNOWN
    systems: Annotated[tuple[SystemId, ...], INSIDE, refers("systems")] = ()
    interfaces: Annotated[tuple[InterfaceId, ...], INSIDE, refers("interfaces")] = ()
    forms: Annotated[tuple[str, ...], INSIDE, refers("forms")] = ()
    yearly_count: Annotated[Maybe[int], INSIDE, asks(DIVISION)] = UNKNOWN
    minutes: Annotated[Maybe[float], INSIDE, asks(DIVISION)] = UNKNOWN
    method: Annotated[Maybe[Measured], INSIDE, asks(DIVISION)] = UNKNOWN
    measured_on: Annotated[Maybe[date] | None, INSIDE] = None
    paper_share: Annotated[Maybe[float], INSIDE, asks(DIVISION)] = UNKNOWN
    online_share: Annotated[Maybe[float], INSIDE, asks(DIVISION)] = UNKNOWN
    online_ready: Annotated[Maybe[Online], INSIDE, asks(DIVISION)] = UNKNOWN
    visit_needed: Annotated[Maybe[Visit], INSIDE, asks(DIVISION)] = UNKNOWN
    visit_basis: Annotated[str | None, INSIDE] = None
    peak_months: Annotated[tuple[str, ...], INSIDE] = ()
    after: Annotated[WorkAfter | None, INSIDE] = None
    review: Annotated[Maybe[Review] | None, INSIDE] = None
    priority: Annotated[str | None, INSIDE] = None
    decided_on: Annotated[date | None, INSIDE] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline(Part):
    """The value before (基準値) and how it was found."""

    value: Annotated[Maybe[float], INSIDE] = UNKNOWN
    on: Annotated[date | None, INSIDE] = None
    method: Annotated[str | None, INSIDE] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Target(Part):
    """The value aimed at (目標値)."""

    value: Annotated[Maybe[float], INSIDE] = UNKNOWN
    on: Annotated[date | None, INSIDE] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorResult(Part):
    """A value measured so many months after the go-live (測定値)."""

    after_months: Annotated[int, INSIDE]
    value: Annotated[Maybe[float], INSIDE] = UNKNOWN
    on: Annotated[date | None, INSIDE] = None
    note: Annotated[str | None, INSIDE] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator(Record):
    """A measure of the effect (指標). `systems` are those whose go-live starts the months; none: the whole body."""

    unit: Annotated[str, INSIDE]
    systems: Annotated[tuple[SystemId, ...], INSIDE, refers("systems")] = ()
    division: Annotated[Maybe[str] | None, OPEN, refers("divisions")] = None
    better: Annotated[Maybe[Better], INSIDE, asks(BODY)] = UNKNOWN
    definition: Annotated[str | None, INSIDE] = None
    baseline: Annotated[Baseline | None, INSIDE] = None
    target: Annotated[Target | None, INSIDE] = None
    results: Annotated[tuple[IndicatorResult, ...], INSIDE] = ()
