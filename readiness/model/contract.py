"""Contracts and procurements are records of their own, many-to-many with systems (契約・調達単位)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from readiness.model.facts import (
    BODY,
    CONTRACTS,
    INSIDE,
    OPEN,
    PRICE,
    TENDER,
    VENDOR,
    A,
    B,
    C,
    Result,
    When,
    asks,
    holds,
    refers,
)
from readiness.model.money import Account
from readiness.model.record import ContractId, Maybe, Part, Record, SystemId, VendorId, Word
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
    NONE = "none", "単年度契約", "単年度のみ"


class MilestoneKind(Word):
    """A gate of a procurement (調達の節目)."""

    RFI = "rfi", "RFI"
    BUDGET_REQUEST = "budget_request", "予算要求"
    ASSEMBLY = "assembly", "議会"
    NOTICE = "notice", "公告"
    CONTRACT = "contract", "契約"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract(Record):
    """A contract (契約). Amounts in yen a year, tax included; `extraction_fee` 0 means included in the contract.

    `division` keeps this contract (契約担当) where it is not the division that keeps all of them.
    """

    id: ContractId
    vendor: Annotated[
        Maybe[VendorId],
        INSIDE,
        refers("vendors"),
        asks(CONTRACTS),
        holds(Result.LARGEST_SHARE, Result.EFFECTIVE_VENDORS, Result.LETTER),
    ] = UNKNOWN
    systems: Annotated[tuple[SystemId, ...], INSIDE, refers("systems")] = ()
    division: Annotated[str | None, OPEN, refers("divisions")] = None
    kind: Annotated[Maybe[ContractKind], INSIDE, asks(CONTRACTS)] = UNKNOWN
    method: Annotated[Maybe[ProcurementMethod], INSIDE, asks(CONTRACTS)] = UNKNOWN
    number: Annotated[Maybe[str], INSIDE, asks(CONTRACTS)] = UNKNOWN
    start: Annotated[Maybe[date], INSIDE, asks(CONTRACTS)] = UNKNOWN
    end: Annotated[
        Maybe[date],
        INSIDE,
        asks(CONTRACTS, A, "contract.end"),
        holds(Result.SLACK, Result.NOTICE, Result.BUDGET, Result.FINANCE),
    ] = UNKNOWN
    auto_renew: Annotated[Maybe[bool], INSIDE, asks(CONTRACTS), holds(Result.NOTICE)] = UNKNOWN
    notice_months: Annotated[
        Maybe[int], INSIDE, asks(CONTRACTS, B, "contract.notice_months"), holds(Result.SLACK, Result.NOTICE)
    ] = UNKNOWN
    annual_amount: Annotated[Maybe[int], PRICE, asks(CONTRACTS), holds(Result.EXIT_COST_YEARS, Result.FINANCE)] = (
        UNKNOWN
    )
    penalty: Annotated[Maybe[int], PRICE, asks(CONTRACTS), holds(Result.EXIT_COST, Result.FINANCE)] = UNKNOWN
    data_return: Annotated[
        Maybe[bool], INSIDE, asks(CONTRACTS, B, "contract.data_return"), holds(Result.MATTERS, Result.PROCUREMENT)
    ] = UNKNOWN
    extraction_fee: Annotated[
        Maybe[int],
        PRICE,
        asks(VENDOR, A, "contract.extraction_fee", after=B, when=(When.DRAWABLE,), booked=(When.SOLD,)),
        holds(Result.EXIT_COST, Result.MATTERS, Result.BUDGET, Result.FINANCE),
    ] = UNKNOWN
    rights: Annotated[Maybe[RightsHolder], INSIDE, asks(CONTRACTS), holds(Result.MATTERS)] = UNKNOWN
    bidders: Annotated[Maybe[int], INSIDE, asks(CONTRACTS), holds(Result.MATTERS)] = UNKNOWN
    inquiry_clause: Annotated[Maybe[str], INSIDE, asks(CONTRACTS, C, "contract.inquiry_clause")] = UNKNOWN
    account: Annotated[Account | None, INSIDE] = None
    budget_item: Annotated[str | None, INSIDE, refers("budget_items")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone(Part):
    """A dated gate; `done` when it has been passed."""

    kind: Annotated[MilestoneKind, INSIDE]
    date: Annotated[Maybe[date], INSIDE] = UNKNOWN
    done: Annotated[bool, INSIDE] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Procurement(Record):
    """A unit of procurement (調達単位). `budget_year` is the fiscal year that pays first (令和8年度 = 2026).

    `purchase_amount`: expected price in yen, tax included, of the movables it buys (機器の買入れ); None or 0 where it
    buys none. From the threshold of the body's class on, the contract needs a vote of its own (財産の取得).
    """

    systems: Annotated[tuple[SystemId, ...], INSIDE, refers("systems")] = ()
    contract: Annotated[ContractId | None, INSIDE, refers("contracts")] = None
    method: Annotated[Maybe[ProcurementMethod], INSIDE, asks(BODY), holds(Result.PROCUREMENT)] = UNKNOWN
    multi_year: Annotated[Maybe[MultiYearBasis], INSIDE, asks(BODY), holds(Result.PROCUREMENT, Result.FINANCE)] = (
        UNKNOWN
    )
    budget_year: Annotated[Maybe[int], INSIDE, asks(BODY), holds(Result.BUDGET, Result.FINANCE)] = UNKNOWN
    purchase_amount: Annotated[Maybe[int] | None, TENDER] = None
    milestones: Annotated[tuple[Milestone, ...], INSIDE] = ()
