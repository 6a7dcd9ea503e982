"""Budget, assembly and what must begin before a go-live: all editable assumptions (予算・議会・準備の暦)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from readiness.model.body import BodyClass
from readiness.model.record import Word
from readiness.model.standard.calendar import MonthDay
from readiness.model.standard.confidence import Confidence


class BudgetCycle(Word):
    """Which budget an event belongs to."""

    ORIGINAL = "original", "当初予算"
    JUNE = "june", "6月補正"
    SEPTEMBER = "september", "9月補正"
    DECEMBER = "december", "12月補正"
    MARCH = "march", "3月補正"


class Anchor(Word):
    """What a preparation is counted back from."""

    GO_LIVE = "go_live", "切替日"
    CONTRACT = "contract", "契約"
    BUDGET_REQUEST = "budget_request", "予算要求"


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetEvent:
    """A date of the budget year, every year between `from_md` and `to_md`, usually on `usual`.

    `year_offset` counts fiscal years from the one whose budget it is: the request for FY2028 falls in FY2027 (-1).
    """

    key: str
    name: str
    cycle: BudgetCycle
    year_offset: int
    from_md: MonthDay
    to_md: MonthDay
    usual: MonthDay
    reason: str
    confidence: Confidence
    source: tuple[str, ...] = ()

    def day_for(self, budget_year: int) -> date:
        """The usual day of the event for the budget of a fiscal year."""
        month, day = self.usual
        year = budget_year + self.year_offset
        return date(year if month >= 4 else year + 1, month, day)


@dataclass(frozen=True, slots=True, kw_only=True)
class PropertyThreshold:
    """Yen from which buying movables needs a vote, by class of body; the body's own ordinance decides."""

    classes: tuple[BodyClass, ...]
    value: int
    reason: str
    confidence: Confidence
    source: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadTime:
    """A preparation that begins `weeks` before its anchor; without `areas` it is for every area."""

    key: str
    name: str
    name_en: str
    anchor: Anchor
    weeks: int
    low: int
    high: int
    reason: str
    confidence: Confidence
    areas: tuple[str, ...] = ()
    source: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PiaLevel:
    """A level of 特定個人情報保護評価 by the number of persons, both ends included; `to` None = no upper end."""

    key: str
    name: str
    from_: int
    to: int | None
    public_comment: bool
    reason: str
    confidence: Confidence
    source: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class BudgetCalendar:
    """Everything a plan needs to count back from a go-live to what must already have begun."""

    events: tuple[BudgetEvent, ...] = ()
    property_thresholds: tuple[PropertyThreshold, ...] = ()
    lead_times: tuple[LeadTime, ...] = ()
    pia_levels: tuple[PiaLevel, ...] = ()

    def leads(self, area: str) -> tuple[LeadTime, ...]:
        """The preparations that concern an area, the earliest first."""
        found = (lead for lead in self.lead_times if not lead.areas or area in lead.areas)
        return tuple(sorted(found, key=lambda lead: -lead.weeks))

    def pia_level(self, persons: int) -> PiaLevel | None:
        """The level for a number of persons."""
        return next((lv for lv in self.pia_levels if lv.from_ <= persons and (lv.to is None or persons <= lv.to)), None)

    def property_threshold(self, body_class: BodyClass) -> PropertyThreshold | None:
        """The threshold for a class of body."""
        return next((row for row in self.property_thresholds if body_class in row.classes), None)
