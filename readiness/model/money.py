"""Quotes, running-cost lines, and sums that know what they lack (見積・経費・合計). All amounts are whole yen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, NewType, TypeAlias

from readiness.model.facts import BODY, INSIDE, QUOTE, VENDOR, Result, asks, holds, refers
from readiness.model.record import ContractId, InterfaceId, Maybe, Record, SystemId, VendorId, Word
from readiness.model.ref import Ref
from readiness.model.text import Text
from readiness.model.unknown import UNKNOWN, known

FiscalYear = NewType("FiscalYear", int)
"""A fiscal year by the calendar year it begins in (令和8年度 = 2026)."""


class CostItem(Word):
    """What a quote prices (費目)."""

    MIGRATION = "migration", "移行作業"
    LINK_CHANGE = "link_change", "連携改修"
    HUB_SETUP = "hub_setup", "連携基盤設定"
    RETEST = "retest", "連携再試験"
    DATA_EXTRACTION = "data_extraction", "データ抽出"
    LEGAL_CHANGE = "legal_change", "法改正改修"
    MAINTENANCE_EXTENSION = "maintenance_extension", "保守延長"
    RE_LEASE = "re_lease", "再リース"
    DOUBLE_RUNNING = "double_running", "並行稼働"
    PENALTY = "penalty", "違約金"
    CONTRACT_EXTENSION = "contract_extension", "契約延長"
    NETWORK_LINE = "network_line", "通信回線"
    CLOUD_USE = "cloud_use", "クラウド利用"
    OPERATION = "operation", "運用"


class ContractItem(Word):
    """What a contract itself is paid for, beside what quotes price."""

    CURRENT = "current_contract", "現行契約"
    SIGNED = "signed_contract", "移行後の契約(契約済み)"


RowItem: TypeAlias = CostItem | ContractItem
"""What a row of cost is for."""


class Per(Word):
    """What the amount is for (単位)."""

    ONCE = "once", "一式"
    CUTOVER = "cutover", "切替1回"
    MONTH = "month", "月額"
    YEAR = "year", "年額"


class Payable(Word):
    """When the body pays a quoted amount (支払の時期)."""

    ACCEPTANCE = "acceptance", "検収"
    MONTHLY = "monthly", "月払"
    YEARLY = "yearly", "年払"
    ADVANCE = "advance", "前払"
    PARTIAL = "partial", "部分払"


class Tax(Word):
    """Consumption tax (消費税)."""

    INCLUDED = "included", "税込"
    EXCLUDED = "excluded", "税抜"


class Account(Word):
    """Account that pays (会計)."""

    GENERAL = "general", "一般会計"
    NATIONAL_HEALTH = "national_health", "国民健康保険特別会計"
    LONG_TERM_CARE = "long_term_care", "介護保険特別会計"
    LATE_ELDERLY = "late_elderly", "後期高齢者医療特別会計"


class Basis(Word):
    """What an amount rests on (確度). Only the first three enter requests, limits and totals."""

    CONTRACT = "contract", "契約"
    QUOTE = "quote", "見積"
    ESTIMATE = "estimate", "概算"
    CARRIED = "carried", "参考値"
    ASSUMPTION = "assumption", "仮置き"


class CostLineItem(Word):
    """The published running-cost lines (運用経費の費目)."""

    OPERATION_WORK = "operation_work", "システム運用作業"
    HARDWARE_UPKEEP_WORK = "hardware_upkeep_work", "ハードウェア保守作業"
    OTHER_OUTSOURCING = "other_outsourcing", "その他外部委託"
    HARDWARE_RENT = "hardware_rent", "ハードウェア借料"
    HARDWARE_UPKEEP = "hardware_upkeep", "ハードウェア保守"
    SOFTWARE_RENT = "software_rent", "ソフトウェア借料"
    SOFTWARE_UPKEEP = "software_upkeep", "ソフトウェア保守"
    DATA_CENTRE = "data_centre", "データセンター"
    NETWORK_LINE = "network_line", "通信回線"
    CLOUD_USE = "cloud_use", "クラウド利用"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote(Record):
    """A price as a vendor quoted it (見積).

    It is about at most one of `system`, `interface`, `contract` (none: the whole body). `at` is the date at which a
    lump sum falls due if the system still runs on the old side, or from which an extension or a fee is paid; `until`
    the last day an extension or a fee answers for. `part` names the part of a work a quote is for: quotes of different
    parts add up. `adopted`: which of several quotes for the same counts. `approximate` = 概算. No quote, no yen figure
    anywhere.
    """

    item: Annotated[CostItem, INSIDE]
    vendor: Annotated[Maybe[VendorId], INSIDE, refers("vendors"), asks(VENDOR)] = UNKNOWN
    system: Annotated[SystemId | None, INSIDE, refers("systems")] = None
    interface: Annotated[InterfaceId | None, INSIDE, refers("interfaces")] = None
    contract: Annotated[ContractId | None, INSIDE, refers("contracts")] = None
    amount: Annotated[Maybe[int], QUOTE, asks(VENDOR), holds(Result.EXIT_COST, Result.BUDGET, Result.FINANCE)] = UNKNOWN
    per: Annotated[Per, QUOTE] = Per.ONCE
    at: Annotated[date | None, INSIDE] = None
    until: Annotated[date | None, INSIDE] = None
    payable: Annotated[Payable | None, INSIDE] = None
    part: Annotated[str | None, INSIDE] = None
    adopted: Annotated[bool | None, INSIDE] = None
    number: Annotated[Maybe[str], QUOTE, asks(VENDOR)] = UNKNOWN
    quoted_on: Annotated[Maybe[date], QUOTE, asks(VENDOR)] = UNKNOWN
    valid_until: Annotated[Maybe[date], QUOTE, asks(VENDOR), holds(Result.FINANCE)] = UNKNOWN
    tax: Annotated[Maybe[Tax], QUOTE, asks(VENDOR), holds(Result.FINANCE)] = UNKNOWN
    exchange_rate: Annotated[str | None, QUOTE] = None
    low: Annotated[int | None, QUOTE] = None
    high: Annotated[int | None, QUOTE] = None
    requested_on: Annotated[date | None, INSIDE] = None
    reply_due: Annotated[date | None, INSIDE] = None
    budget_item: Annotated[str | None, INSIDE, refers("budget_items")] = None
    approximate: Annotated[bool, QUOTE] = False
    account: Annotated[Maybe[Account], INSIDE, asks(BODY), holds(Result.FINANCE)] = UNKNOWN
    funding: Annotated[Maybe[str], INSIDE, asks(VENDOR)] = UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A quote that is in no row of the plan, and why (計上しなかった見積)."""

    quote: str
    reason: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class CostLine(Record):
    """Running cost of one published line, the body's own figures in yen a year (平成30年度・現在・移行後)."""

    item: Annotated[CostLineItem, INSIDE]
    fy2018: Annotated[Maybe[int], QUOTE, asks(BODY)] = UNKNOWN
    current: Annotated[Maybe[int], QUOTE, asks(BODY)] = UNKNOWN
    planned: Annotated[Maybe[int], QUOTE, asks(BODY)] = UNKNOWN
    account: Annotated[Maybe[Account], INSIDE, asks(BODY)] = UNKNOWN
    vendor: Annotated[VendorId | None, INSIDE, refers("vendors", "operating_bodies")] = None
    contract: Annotated[ContractId | None, INSIDE, refers("contracts")] = None
    quote: Annotated[str | None, INSIDE, refers("quotes")] = None
    quantity: Annotated[float | None, QUOTE] = None
    unit_price: Annotated[float | None, QUOTE] = None
    exchange_rate: Annotated[str | None, QUOTE] = None
    shared_by: Annotated[str | None, INSIDE] = None
    scope_change: Annotated[str | None, INSIDE] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """An amount of one fiscal year: whole yen, tax included; UNKNOWN where nobody has told the price."""

    yen: Maybe[int]
    year: FiscalYear
    basis: Basis
    evidence: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum of money: a floor, and the list of what is missing (確認済み額と未徴取).

    `at_least` adds what contracts and quotes tell, UNKNOWN where none tells any: a sum of nothing is not 0. `rough` is
    the part of it that is 概算, `carried` the 参考値, which are in neither. `missing` are the amounts without a price,
    in a stable order: two sums are equal only where the same prices are missing. `lines` are the told amounts it adds,
    from the smallest: papers round each of them before they add.
    """

    at_least: Maybe[int] = UNKNOWN
    rough: int = 0
    carried: int = 0
    missing: tuple[Money, ...] = ()
    lines: tuple[int, ...] = ()

    @staticmethod
    def of(amounts: Iterable[Money]) -> Sum:
        """The sum of amounts, whatever their order."""
        return _together([_alone(amount) for amount in amounts])

    def __add__(self, other: Money | Sum) -> Sum:
        """The sum with more added to it."""
        return _together([self, other if isinstance(other, Sum) else _alone(other)])

    @property
    def floor(self) -> int:
        """The told yen as a number to draw or subtract; 0 where nothing is told, which must not be printed."""
        return self.at_least if known(self.at_least) else 0

    @property
    def complete(self) -> bool:
        """Whether every price is known."""
        return not self.missing

    def less(self, other: Sum) -> Maybe[int]:
        """The known difference to another sum; UNKNOWN where a missing price could turn its sign.

        What is missing on both sides is the same amount and cancels. A price is taken to be 0 or more.
        """
        mine, theirs = Counter(self.missing), Counter(other.missing)
        more, fewer = bool(mine - theirs), bool(theirs - mine)
        difference = self.floor - other.floor
        if (more and (fewer or difference <= 0)) or (fewer and difference >= 0):
            return UNKNOWN
        return difference if known(self.at_least) or known(other.at_least) or self.missing else UNKNOWN

    def shared(self, other: Sum) -> int:
        """How many missing prices the two have in common: they cancel in the difference, which must say so."""
        return (Counter(self.missing) & Counter(other.missing)).total()

    def apart(self, other: Sum) -> int:
        """How many missing prices only one of the two has: a difference that is told is a bound without them."""
        mine, theirs = Counter(self.missing), Counter(other.missing)
        return (mine - theirs).total() + (theirs - mine).total()


def _together(parts: Sequence[Sum]) -> Sum:
    stated = [part.at_least for part in parts if known(part.at_least)]
    return Sum(
        sum(stated) if stated else UNKNOWN,
        sum(part.rough for part in parts),
        sum(part.carried for part in parts),
        tuple(sorted((amount for part in parts for amount in part.missing), key=_place)),
        tuple(sorted(line for part in parts for line in part.lines)),
    )


def _alone(amount: Money) -> Sum:
    if amount.basis is Basis.ASSUMPTION:
        return Sum()
    if not known(amount.yen):
        return Sum(missing=(amount,))
    if amount.basis is Basis.CARRIED:
        return Sum(carried=amount.yen)
    rough = amount.yen if amount.basis is Basis.ESTIMATE else 0
    return Sum(at_least=amount.yen, rough=rough, lines=(amount.yen,))


def _place(amount: Money) -> tuple[int, str, str]:
    return amount.year, amount.basis.value, repr(amount.evidence)
