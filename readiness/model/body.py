"""The local government itself and who works in or for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from readiness.model.dates import fiscal_year
from readiness.model.facts import BODY, DIVISION, INSIDE, OPEN, PERSON, Result, asks, holds, refers
from readiness.model.record import Maybe, Part, Record, VendorId, Word
from readiness.model.unknown import UNKNOWN


class BodyClass(Word):
    """Class of body (団体区分); decides which areas apply."""

    PREFECTURE = "prefecture", "都道府県"
    DESIGNATED_CITY = "designated_city", "指定都市"
    CORE_CITY = "core_city", "中核市"
    SPECIAL_WARD = "special_ward", "特別区"
    CITY = "city", "市"
    TOWN = "town", "町"
    VILLAGE = "village", "村"


class OperatingBodyKind(Word):
    """Who runs an affair where it is not the body itself (実施主体)."""

    PARTIAL_UNION = "partial_union", "一部事務組合"
    WIDE_UNION = "wide_union", "広域連合"
    COUNCIL = "council", "協議会"
    COMPUTING_CENTRE = "computing_centre", "電算センター"
    NHI_FEDERATION = "nhi_federation", "国保連合会"
    NHI_CENTRAL = "nhi_central", "国保中央会"
    PREFECTURE = "prefecture", "都道府県"
    OTHER = "other", "その他"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact(Part):
    """Whom to ring (担当・内線)."""

    division: Annotated[str | None, OPEN] = None
    person: Annotated[str | None, PERSON] = None
    phone: Annotated[str | None, PERSON] = None


class Rounding(Word):
    """How a line is brought to thousands of yen (千円未満の端数)."""

    UP = "up", "切上げ"
    HALF = "half", "四捨五入"
    DOWN = "down", "切捨て"


class BudgetTime(Word):
    """Which budget is asked for (予算の時期)."""

    INITIAL = "initial", "当初"
    SUPPLEMENTARY = "supplementary", "補正"


class PeriodStyle(Word):
    """Whether the period of a debt burden begins with the year in which it is set (期間の書き方)."""

    SPENDING = "spending", "支出年度のみ"
    SETTING = "setting", "設定年度を含む"


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetRules(Part):
    """How this body's budget papers are written (予算書式). `year` is the fiscal year asked for (2027 = R9)."""

    year: Annotated[int | None, OPEN] = None
    cycle: Annotated[BudgetTime | None, OPEN] = None
    request_due: Annotated[date | None, INSIDE] = None
    rounding: Annotated[Rounding | None, OPEN] = None
    period_style: Annotated[PeriodStyle | None, OPEN] = None

    def year_on(self, day: date) -> int:
        """The fiscal year that is asked for: the body's entry, else the one after that of a day."""
        return self.year or fiscal_year(day) + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class AssemblyDate(Part):
    """A session of the assembly: when it opens, when it votes (会期・議決日)."""

    session: Annotated[str, OPEN]
    opens: Annotated[Maybe[date], OPEN] = UNKNOWN
    votes: Annotated[Maybe[date], OPEN] = UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Body(Record):
    """The local government (団体). `code` is the six-digit 団体コード with check digit, as text.

    `contract_division` keeps the contracts (契約担当) and is asked what stands in them.
    """

    id: Annotated[str, OPEN]
    name: Annotated[str, OPEN] = ""
    code: Annotated[Maybe[str], OPEN, asks(BODY), holds(Result.STEP_RATE, Result.CABINET)] = UNKNOWN
    body_class: Annotated[
        Maybe[BodyClass], OPEN, asks(BODY), holds(Result.AREAS_COMPLETE, Result.STEP_RATE, Result.CABINET)
    ] = UNKNOWN
    prefecture: Annotated[str | None, OPEN] = None
    population: Annotated[Maybe[int], OPEN, asks(BODY)] = UNKNOWN
    welfare_office: Annotated[Maybe[bool], OPEN, asks(BODY), holds(Result.AREAS_COMPLETE, Result.CABINET)] = UNKNOWN
    fictional: Annotated[bool, OPEN] = False
    synthetic: Annotated[bool, OPEN] = False
    issuer: Annotated[str | None, OPEN] = None
    contact: Annotated[Contact | None, OPEN] = None
    contract_division: Annotated[str | None, OPEN, refers("divisions")] = None
    confidentiality: Annotated[str | None, OPEN] = None
    head_title: Annotated[str | None, OPEN] = None
    issuer_title: Annotated[str | None, OPEN] = None
    address: Annotated[str | None, OPEN] = None
    reply_to: Annotated[str | None, OPEN] = None
    budget: Annotated[BudgetRules | None, INSIDE] = None
    assembly_dates: Annotated[tuple[AssemblyDate, ...], OPEN] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Division(Record):
    """A division (課). `areas` are keys of the areas it owns (所管); `cutovers_per_date` is what it accepts at once."""

    name: Annotated[str, OPEN] = ""
    areas: Annotated[tuple[str, ...], OPEN] = ()
    cutovers_per_date: Annotated[Maybe[int], INSIDE, asks(DIVISION), holds(Result.CAPACITY)] = UNKNOWN
    contact: Annotated[Contact | None, OPEN] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OperatingBody(Record):
    """A body that runs an affair for this one (実施主体); where `decides` is true its decision binds."""

    name: Annotated[str, OPEN] = ""
    kind: Annotated[Maybe[OperatingBodyKind], OPEN, asks(BODY)] = UNKNOWN
    decides: Annotated[Maybe[bool], OPEN, asks(BODY)] = UNKNOWN
    vendor: Annotated[VendorId | None, INSIDE, refers("vendors")] = None


def prefecture_of(body: Body) -> str | None:
    """The prefecture a body lies in; a prefecture lies in itself. None where it is not told."""
    return body.prefecture or (body.name if body.body_class is BodyClass.PREFECTURE else None)
