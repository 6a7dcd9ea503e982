"""What vendors claim, what the division finds and what the body decides, kept apart (適合・回答・決定)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from readiness.model.record import Maybe, Part, Record, Word
from readiness.model.unknown import UNKNOWN


class Answer(Word):
    """Answer codes of a requirement; unknown is 未確認."""

    FITS = "fits", "適合"
    FITS_LATER = "fits_later", "期限後適合(経過措置)"
    WORKAROUND = "workaround", "運用で代替"
    EXTERNAL = "external", "外付け"
    PAID_OPTION = "paid_option", "オプション有償"
    UNSUPPORTED = "unsupported", "未対応"
    NOT_APPLICABLE = "not_applicable", "対象外"


class CollectionMode(Word):
    """Which functions keep levies and arrears (収納・滞納の方式): never both."""

    IN_AREA = "in_area", "業務別"
    INTEGRATED = "integrated", "統合収納・統合滞納"
    BOTH = "both", "併用"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(Record):
    """A vendor's claim about one requirement, per system or per package and version, and what the body made of it."""

    requirement: str
    system: str | None = None
    package: str | None = None
    version: str | None = None
    edition: str | None = None
    answer: Maybe[Answer] = UNKNOWN
    evidence: Maybe[str] = UNKNOWN
    delivery: Maybe[date] = UNKNOWN
    evaluation: Maybe[Answer] = UNKNOWN
    added_hours: Maybe[int] = UNKNOWN
    decision: str | None = None
    decided_on: date | None = None
    document_number: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CommonFunctions(Part):
    """Body-wide answers about 共通機能 that need no Excel."""

    nonresident_duplicates: Maybe[int] = UNKNOWN
    nonresident_collisions: Maybe[int] = UNKNOWN
    intermediary_only_via_integrated_address: Maybe[bool] = UNKNOWN
    euc_on_data_list: Maybe[bool] = UNKNOWN
    collection: Maybe[CollectionMode] = UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class NonFunctionalAnswer(Part):
    """The level chosen for one metric of 非機能要件の標準 (e.g. A.1.3.1), for one system or for all."""

    metric: str
    system: str | None = None
    level: Maybe[str] = UNKNOWN
    deviates: Maybe[bool] = UNKNOWN
    reason: str | None = None
