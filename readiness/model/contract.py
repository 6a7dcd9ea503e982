"""Contracts and procurements are records of their own, many-to-many with systems (契約・調達単位)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from readiness.model.record import Maybe, Part, Record, Word
from readiness.model.unknown import UNKNOWN


class ContractKind(Word):
    """Kind of contract (契約種別)."""

    SINGLE_YEAR = "single_year", "単年度"
    LONG_TERM = "long_term", "長期継続契約"
    DEBT_BURDEN = "debt_burden", "債務負担行為"
    LEASE = "lease", "リース"
    JOINT_USE = "joint_use", "共同利用"


class ProcurementMethod(Word):
    """How the contractor was or will be chosen (調達方式)."""

    OPEN_BID = "open_bid", "一般競争入札"
    NOMINATED_BID = "nominated_bid", "指名競争入札"
    PROPOSAL = "proposal", "公募型プロポーザル"
    NEGOTIATED = "negotiated", "随意契約"


class RightsHolder(Word):
    """Who holds the rights to programs and documents made under the contract (著作権等の帰属)."""

    BODY = "body", "自団体"
    VENDOR = "vendor", "事業者"
    SHARED = "shared", "共有"


class MultiYearBasis(Word):
    """What allows payments beyond the fiscal year (複数年度の根拠)."""

    DEBT_BURDEN = "debt_burden", "債務負担行為"
    LONG_TERM = "long_term", "長期継続契約"
    NONE = "none", "単年度のみ"


class MilestoneKind(Word):
    """A gate of a procurement (調達の節目)."""

    RFI = "rfi", "RFI"
    BUDGET_REQUEST = "budget_request", "予算要求"
    ASSEMBLY = "assembly", "議会"
    NOTICE = "notice", "公告"
    CONTRACT = "contract", "契約"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract(Record):
    """A contract (契約). Amounts in yen a year, tax included; `extraction_fee` 0 means included in the contract."""

    vendor: Maybe[str] = UNKNOWN
    systems: tuple[str, ...] = ()
    kind: Maybe[ContractKind] = UNKNOWN
    method: Maybe[ProcurementMethod] = UNKNOWN
    number: Maybe[str] = UNKNOWN
    start: Maybe[date] = UNKNOWN
    end: Maybe[date] = UNKNOWN
    auto_renew: Maybe[bool] = UNKNOWN
    notice_months: Maybe[int] = UNKNOWN
    annual_amount: Maybe[int] = UNKNOWN
    penalty: Maybe[int] = UNKNOWN
    data_return: Maybe[bool] = UNKNOWN
    extraction_fee: Maybe[int] = UNKNOWN
    rights: Maybe[RightsHolder] = UNKNOWN
    bidders: Maybe[int] = UNKNOWN
    inquiry_clause: Maybe[str] = UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone(Part):
    """A dated gate; `done` when it has been passed."""

    kind: MilestoneKind
    date: Maybe[date] = UNKNOWN
    done: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Procurement(Record):
    """A unit of procurement (調達単位). `budget_year` is the fiscal year that pays first (令和8年度 = 2026).

    `purchase_amount`: expected price in yen, tax included, of the movables it buys (機器の買入れ); None or 0 where it
    buys none. From the threshold of the body's class on, the contract needs a vote of its own (財産の取得).
    """

    systems: tuple[str, ...] = ()
    contract: str | None = None
    method: Maybe[ProcurementMethod] = UNKNOWN
    multi_year: Maybe[MultiYearBasis] = UNKNOWN
    budget_year: Maybe[int] = UNKNOWN
    purchase_amount: Maybe[int] | None = None
    milestones: tuple[Milestone, ...] = ()
