"""Which areas a body has, by its class (団体区分ごとの対象業務)."""

from __future__ import annotations

from dataclasses import dataclass

from readiness.model.body import BodyClass
from readiness.model.record import Word
from readiness.model.standard.confidence import Confidence


class Outcome(Word):
    """Whether an area concerns a body. `ELSEWHERE` and `NOT_APPLICABLE` are never «done»."""

    APPLIES = "applies", "対象"
    ELSEWHERE = "elsewhere", "他団体所管"
    NOT_APPLICABLE = "not_applicable", "対象外"
    UNDECIDED = "undecided", "未確認"


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicabilityRule:
    """A rule by class. With `only`, all other areas get `outcome`; otherwise those in `areas` do.

    `welfare_office` limits the rule to bodies with (True) or without (False) a 福祉事務所.
    """

    id: str
    classes: tuple[BodyClass, ...]
    only: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    welfare_office: bool | None = None
    outcome: Outcome
    operator: str | None = None
    reason: str
    reason_en: str
    confidence: Confidence
    source: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaScope:
    """What an area is for one body, and the rule that says so (None: no rule restricts it)."""

    area: str
    outcome: Outcome
    rule: ApplicabilityRule | None = None
