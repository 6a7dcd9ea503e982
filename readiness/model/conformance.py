"""What vendors claim, what the division finds and what the body decides, kept apart (適合・回答・決定)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from readiness.model.facts import DIVISION, INSIDE, NOTE, OPEN, SECURITY, VENDOR, A, B, C, asks, refers
from readiness.model.record import Maybe, PackageId, Part, Record, SystemId, Word
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

    requirement: Annotated[str, OPEN]
    system: Annotated[SystemId | None, INSIDE, refers("systems")] = None
    package: Annotated[PackageId | None, INSIDE, refers("packages")] = None
    version: Annotated[str | None, SECURITY] = None
    edition: Annotated[str | None, OPEN] = None
    answer: Annotated[Maybe[Answer], INSIDE, asks(VENDOR)] = UNKNOWN
    evidence: Annotated[Maybe[str], INSIDE, asks(VENDOR)] = UNKNOWN
    delivery: Annotated[Maybe[date], INSIDE, asks(VENDOR)] = UNKNOWN
    evaluation: Annotated[Maybe[Answer], INSIDE, asks(DIVISION)] = UNKNOWN
    added_hours: Annotated[Maybe[int], INSIDE, asks(DIVISION)] = UNKNOWN
    decision: Annotated[str | None, INSIDE] = None
    decided_on: Annotated[date | None, INSIDE] = None
    document_number: Annotated[str | None, INSIDE] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CommonFunctions(Part):
    """Body-wide answers about 共通機能 that need no Excel."""

    nonresident_duplicates: Annotated[Maybe[int], INSIDE, asks(VENDOR, B, "common.nonresident_duplicates")] = UNKNOWN
    nonresident_collisions: Annotated[Maybe[int], INSIDE, asks(VENDOR, B, "common.nonresident_collisions")] = UNKNOWN
    intermediary_only_via_integrated_address: Annotated[
        Maybe[bool], INSIDE, asks(VENDOR, A, "common.intermediary_only_via_integrated_address")
    ] = UNKNOWN
    euc_on_data_list: Annotated[Maybe[bool], INSIDE, asks(VENDOR, C, "common.euc_on_data_list")] = UNKNOWN
    collection: Annotated[Maybe[CollectionMode], INSIDE, asks(VENDOR, A, "common.collection")] = UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class NonFunctionalAnswer(Part):
    """The level chosen for one metric of 非機能要件の標準 (e.g. A.1.3.1), for one system or for all."""

    metric: Annotated[str, OPEN]
    system: Annotated[SystemId | None, INSIDE, refers("systems")] = None
    level: Annotated[Maybe[str], SECURITY] = UNKNOWN
    deviates: Annotated[Maybe[bool], INSIDE] = UNKNOWN
    reason: Annotated[str | None, NOTE] = None
