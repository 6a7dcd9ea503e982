"""Quotes and running-cost lines (見積・経費). All amounts are whole yen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from readiness.model.facts import BODY, INSIDE, QUOTE, VENDOR, Result, asks, holds, refers
from readiness.model.record import Maybe, Record, Word
from readiness.model.unknown import UNKNOWN


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


class Per(Word):
    """What the amount is for (単位)."""

    ONCE = "once", "一式"
    CUTOVER = "cutover", "切替1回"
    MONTH = "month", "月額"
    YEAR = "year", "年額"


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
    lump sum falls due if the system still runs on the old side. `approximate` = 概算. No quote, no yen figure anywhere.
    """

    item: Annotated[CostItem, INSIDE]
    vendor: Annotated[Maybe[str], INSIDE, refers("vendors"), asks(VENDOR)] = UNKNOWN
    system: Annotated[str | None, INSIDE, refers("systems")] = None
    interface: Annotated[str | None, INSIDE, refers("interfaces")] = None
    contract: Annotated[str | None, INSIDE, refers("contracts")] = None
    amount: Annotated[Maybe[int], QUOTE, asks(VENDOR), holds(Result.EXIT_COST, Result.BUDGET, Result.FINANCE)] = UNKNOWN
    per: Annotated[Per, QUOTE] = Per.ONCE
    at: Annotated[date | None, INSIDE] = None
    number: Annotated[Maybe[str], QUOTE, asks(VENDOR)] = UNKNOWN
    quoted_on: Annotated[Maybe[date], QUOTE, asks(VENDOR)] = UNKNOWN
    valid_until: Annotated[Maybe[date], QUOTE, asks(VENDOR), holds(Result.FINANCE)] = UNKNOWN
    tax: Annotated[Maybe[Tax], QUOTE, asks(VENDOR), holds(Result.FINANCE)] = UNKNOWN
    exchange_rate: Annotated[str | None, QUOTE] = None
    approximate: Annotated[bool, QUOTE] = False
    account: Annotated[Maybe[Account], INSIDE, asks(BODY), holds(Result.FINANCE)] = UNKNOWN
    funding: Annotated[Maybe[str], INSIDE, asks(VENDOR)] = UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class CostLine(Record):
    """Running cost of one published line, the body's own figures in yen a year (平成30年度・現在・移行後)."""

    item: Annotated[CostLineItem, INSIDE]
    fy2018: Annotated[Maybe[int], QUOTE, asks(BODY)] = UNKNOWN
    current: Annotated[Maybe[int], QUOTE, asks(BODY)] = UNKNOWN
    planned: Annotated[Maybe[int], QUOTE, asks(BODY)] = UNKNOWN
    account: Annotated[Maybe[Account], INSIDE, asks(BODY)] = UNKNOWN
