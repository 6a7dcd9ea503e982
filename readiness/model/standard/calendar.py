"""When a cut-over is awkward, when offices are closed, when votes are likely (暦)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from readiness.model.record import SystemId, Word
from readiness.model.standard.confidence import Confidence, stated
from readiness.model.text import Text, named

MonthDay = tuple[int, int]
"""(month, day) of a date that comes every year."""


class RuleKind(Word):
    """How a rule picks its days."""

    RANGE = "range", "毎年の期間"
    DATES = "dates", "期間"
    MONTH_BOUNDARY = "month_boundary", "月初以外"
    DAY_OF_MONTH = "day_of_month", "毎月の日"
    ELECTION = "election", "選挙の前後"
    EVERY_YEARS = "every_years", "n年ごとの期間"
    DEADLINE = "deadline", "期日"
    ANNOUNCED = "announced", "案内を確認"


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarRule:
    """Days to avoid. Every rule is 要調整 (soft) unless `strict` (切替不可), which needs a `basis`.

    Which fields hold depends on `kind`: `from_md`/`to_md` (RANGE, EVERY_YEARS; a range may run over the year's end),
    `from_date`/`to_date` (DATES; DEADLINE has `to_date` alone), `first_days` open business days at the start of a
    month (MONTH_BOUNDARY), `from_day`/`to_day` (DAY_OF_MONTH), `before_days`/`after_days` (ELECTION), `every` and
    `anchor` year (EVERY_YEARS). DEADLINE and ANNOUNCED never cover a day: they are shown and asked. `unit` limits the
    rule to one 業務ID, `systems` to systems of a body; without `areas` and `systems` it is for all.
    `prefectures` limits it to bodies of these, `prefectures_except` to those of all others; a body of unknown
    prefecture keeps both.
    """

    key: str
    kind: RuleKind
    why: str
    why_en: str = ""
    areas: tuple[str, ...] = ()
    systems: tuple[SystemId, ...] = ()
    unit: str | None = None
    prefectures: tuple[str, ...] = ()
    prefectures_except: tuple[str, ...] = ()
    strict: bool = False
    basis: str | None = None
    from_md: MonthDay | None = None
    to_md: MonthDay | None = None
    from_date: date | None = None
    to_date: date | None = None
    first_days: int = 0
    from_day: int = 0
    to_day: int = 0
    before_days: int = 0
    after_days: int = 0
    every: int = 1
    anchor: int = 0
    claimed: str = "unstated"
    confidence: Confidence = Confidence.ASSUMPTION
    source: tuple[str, ...] = ()

    @property
    def words(self) -> Text:
        """Why the days are awkward, in the reader's language; a body's own words stay as written."""
        return named(self.why, self.why_en or self.why)

    @property
    def name(self) -> Text:
        """The same, with how sure it is where a fact of ours is less than confirmed."""
        return stated(self.words, self.confidence) if self.source else self.words


@dataclass(frozen=True, slots=True, kw_only=True)
class Election:
    """A vote some time between `first` and `last`; `predicted` until its date is announced."""

    key: str
    name: str
    first: date
    last: date
    predicted: bool
    confidence: Confidence
    source: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Holidays:
    """National holidays of `first_year`..`last_year` and the days offices close every year."""

    days: Mapping[date, str]
    first_year: int
    last_year: int
    closed_from: MonthDay
    closed_to: MonthDay


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """All rules with what they need. Rules of a body are added with `readiness.standard.calendar.with_windows`."""

    rules: tuple[CalendarRule, ...] = ()
    elections: tuple[Election, ...] = ()
    holidays: Holidays


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowHit:
    """A day that a rule asks to avoid, for one area or system."""

    day: date
    rule: CalendarRule

    @property
    def strict(self) -> bool:
        """Whether the day is 切替不可."""
        return self.rule.strict


class CandidateReason(Word):
    """Why a day is a good one to cut over."""

    NEW_YEAR = "new_year", "年末年始の閉庁明け"
    LONG_CLOSURE = "long_closure", "連休明け"
    MONTH_START = "month_start", "月初の開庁日"
    WEEKEND = "weekend", "週末明け"


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateDate:
    """A day to go live: the first open day after `closed_days` days on which the switch can be made.

    `predicted` is true where a holiday that makes it so is not yet fixed.
    """

    day: date
    reasons: tuple[CandidateReason, ...]
    closed_days: int
    predicted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Consecutive days a rule covers, both ends included."""

    first: date
    last: date
    rule: CalendarRule


@dataclass(frozen=True, slots=True, kw_only=True)
class GoLive:
    """A go-live that was really observed. `day` is None where only the month (`month` = YYYY-MM) is known."""

    body: str
    month: str
    day: date | None = None
    areas: tuple[str, ...] = ()
    note: str | None = None
    confidence: Confidence = field(default=Confidence.SECONDARY)
    source: tuple[str, ...] = ()
