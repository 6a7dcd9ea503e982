"""What is put before a meeting, written to others, said in the assembly (庁議・照会・議会)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from readiness.model.facts import BODY, INSIDE, OPEN, PERSON, QUOTE, asks, refers
from readiness.model.record import ContractId, Maybe, Part, Record, SystemId, Word
from readiness.model.unknown import UNKNOWN


class DecisionKind(Word):
    """How a matter is put before the meeting (区分)."""

    DECIDE = "decide", "審議"
    REPORT = "report", "報告"
    WRITTEN = "written", "書面報告"


class LetterBasis(Word):
    """On what basis a letter asks (照会の根拠)."""

    CONTRACT = "contract", "契約に基づく照会"
    REQUEST = "request", "情報提供の依頼"
    STATUTE = "statute", "規約・協定に基づく照会"
    INSIDE = "inside", "庁内照会"


class CheckResult(Word):
    """What came of a point raised against an estimate (精査の結果)."""

    ADEQUATE = "adequate", "妥当"
    REDUCED = "reduced", "減額"
    REQUOTED = "requoted", "再見積"
    OPEN = "open", "継続"


class OptionStrategy(Word):
    """Which of the ways that the plan reckons an option is (計画上の方式): the codes of `StrategyKind` and its own."""

    PLAN = "plan", "採用計画"
    ALL_AT_ONCE = "all_at_once", "一括"
    PHASED = "phased", "段階"
    INCUMBENT = "incumbent", "現行事業者提案"
    REGISTRY_FIRST = "registry_first", "住民記録先行"
    NOTHING = "nothing", "現状維持"


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionOption(Part):
    """One way out, as a person words it (案). What it costs comes from the plan of the same `strategy`.

    `quote_by`: the day by which what has no price will have been quoted.
    """

    name: Annotated[str, INSIDE]
    strategy: Annotated[OptionStrategy | None, INSIDE] = None
    risk: Annotated[str | None, INSIDE] = None
    remedy: Annotated[str | None, INSIDE] = None
    quote_by: Annotated[date | None, INSIDE] = None
    recommended: Annotated[bool, INSIDE] = False
    reason: Annotated[str | None, INSIDE] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Consultation(Part):
    """A division heard before the decision (合議)."""

    division: Annotated[str, INSIDE, refers("divisions")]
    opinion: Annotated[str | None, INSIDE] = None
    on: Annotated[date | None, INSIDE] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionItem(Record):
    """A matter for the meeting of heads (庁議付議事項): what is to be decided, the ways out, effects, by when."""

    kind: Annotated[DecisionKind, INSIDE] = DecisionKind.DECIDE
    meeting: Annotated[Maybe[date] | None, INSIDE] = None
    title: Annotated[str | None, INSIDE] = None
    reason: Annotated[str | None, INSIDE] = None
    resolve: Annotated[tuple[str, ...], INSIDE] = ()
    options: Annotated[tuple[DecisionOption, ...], INSIDE] = ()
    systems: Annotated[tuple[SystemId, ...], INSIDE, refers("systems")] = ()
    contracts: Annotated[tuple[ContractId, ...], INSIDE, refers("contracts")] = ()
    residents: Annotated[str | None, INSIDE] = None
    counter: Annotated[str | None, INSIDE] = None
    closed_from: Annotated[date | None, INSIDE] = None
    closed_to: Annotated[date | None, INSIDE] = None
    decide_by: Annotated[Maybe[date] | None, INSIDE] = None
    consequence: Annotated[str | None, INSIDE] = None
    consultations: Annotated[tuple[Consultation, ...], INSIDE] = ()
    document_number: Annotated[str | None, INSIDE] = None
    decided_on: Annotated[date | None, INSIDE] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter(Record):
    """A letter that was or will be sent (照会文書): to whom, on what basis, by when. `addressee` is the party's id."""

    basis: Annotated[LetterBasis, INSIDE]
    addressee: Annotated[str, INSIDE, refers("vendors", "operating_bodies", "divisions")]
    number: Annotated[str | None, INSIDE] = None
    sent_on: Annotated[date | None, INSIDE] = None
    answer_due: Annotated[date | None, INSIDE] = None
    question_due: Annotated[date | None, INSIDE] = None
    answers_on: Annotated[date | None, INSIDE] = None
    method: Annotated[str | None, INSIDE] = None
    to_title: Annotated[str | None, INSIDE] = None
    secrecy: Annotated[str | None, INSIDE] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EstimateCheck(Record):
    """A point raised against an estimate of running cost (見積精査)."""

    cost_line: Annotated[str, INSIDE, refers("cost_lines")]
    point: Annotated[str, INSIDE]
    asked_on: Annotated[date | None, INSIDE] = None
    answer: Annotated[str | None, QUOTE] = None
    reduction: Annotated[Maybe[int] | None, QUOTE] = None
    result: Annotated[Maybe[CheckResult], INSIDE, asks(BODY)] = UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer(Record):
    """What bodies of like size pay, from a cited source (同規模団体). `n` bodies; `unit` says of what."""

    item: Annotated[str, OPEN]
    population_from: Annotated[int | None, OPEN] = None
    population_to: Annotated[int | None, OPEN] = None
    n: Annotated[int | None, OPEN] = None
    low: Annotated[float | None, OPEN] = None
    median: Annotated[float | None, OPEN] = None
    high: Annotated[float | None, OPEN] = None
    unit: Annotated[str | None, OPEN] = None
    year: Annotated[int | None, OPEN] = None
    cited: Annotated[str | None, OPEN] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AssemblyNote(Record):
    """A question expected in the assembly and the answer a person wrote (想定問答)."""

    session: Annotated[str | None, INSIDE] = None
    question: Annotated[str, INSIDE]
    answer: Annotated[str | None, INSIDE] = None
    figures: Annotated[tuple[str, ...], INSIDE] = ()
    cited: Annotated[str | None, INSIDE] = None
    answerer: Annotated[str | None, PERSON] = None
    reviewed_on: Annotated[date | None, INSIDE] = None
