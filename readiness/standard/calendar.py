"""The calendar at work: closed days, windows hit on a date, candidate go-live dates, a year's view."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from readiness.model.planning_input import Window
from readiness.model.standard.calendar import (
    Calendar,
    CalendarRule,
    CandidateDate,
    CandidateReason,
    MonthDay,
    RuleKind,
    Span,
    WindowHit,
)
from readiness.model.standard.confidence import Confidence
from readiness.sources.dates import parse_window_day

FY2031_END = date(2032, 3, 31)
LONG_CLOSURE = 3
_DAY = timedelta(days=1)


def holiday_name(calendar: Calendar, day: date) -> str | None:
    """The national holiday of a day. Years beyond the table are asked of the `holidays` library (slow to import)."""
    table = calendar.holidays
    if table.first_year <= day.year <= table.last_year:
        return table.days.get(day)
    from holidays.countries.japan import Japan  # noqa: PLC0415 - most of a second

    name: str | None = Japan(years=day.year, language="ja").get(day)
    return name


def holiday_is_predicted(name: str, day: date, as_of: date) -> bool:
    """Whether a holiday is not fixed yet on `as_of`: the equinoxes (and days that follow from them) are gazetted in
    February of the year before.
    """
    announced = as_of.year + (1 if as_of.month >= 2 else 0)
    from_equinox = name in ("春分の日", "秋分の日", "国民の休日") or (name == "振替休日" and day.month in (3, 9))
    return from_equinox and day.year > announced


def is_closed(calendar: Calendar, day: date) -> bool:
    """Whether the office is closed: weekend, national holiday, or the days around New Year."""
    if day.weekday() >= 5:
        return True
    if _in_year_range((day.month, day.day), calendar.holidays.closed_from, calendar.holidays.closed_to):
        return True
    return holiday_name(calendar, day) is not None


def covers(calendar: Calendar, rule: CalendarRule, day: date) -> bool:  # noqa: PLR0911 - one answer per kind of rule
    """Whether a rule asks to avoid a day."""
    match rule.kind:
        case RuleKind.RANGE:
            return _in_range(rule, day)
        case RuleKind.EVERY_YEARS:
            return _in_range(rule, day) and (_start_year(rule, day) - rule.anchor) % rule.every == 0
        case RuleKind.DATES:
            return (rule.from_date or date.min) <= day <= (rule.to_date or date.max)
        case RuleKind.DAY_OF_MONTH:
            return rule.from_day <= day.day <= rule.to_day
        case RuleKind.MONTH_BOUNDARY:
            return _open_days_since_month_start(calendar, day) >= rule.first_days
        case RuleKind.ELECTION:
            before, after = timedelta(days=rule.before_days), timedelta(days=rule.after_days)
            return any(vote.first - before <= day <= vote.last + after for vote in calendar.elections)
        case _:
            return False


def hits(
    calendar: Calendar, day: date, area: str | None = None, *, system: str | None = None, units: Collection[str] = ()
) -> tuple[WindowHit, ...]:
    """The windows a go-live on `day` would fall into, the strict ones first.

    With `area` (and `system`), only rules that concern them; `units` of the system leaves out rules of other units.
    """
    concerned = (rule for rule in calendar.rules if concerns(rule, area, system, units))
    found = [WindowHit(day=day, rule=rule) for rule in concerned if covers(calendar, rule, day)]
    return tuple(sorted(found, key=lambda hit: (not hit.strict, hit.rule.key)))


def concerns(rule: CalendarRule, area: str | None, system: str | None = None, units: Collection[str] = ()) -> bool:
    """Whether a rule is about an area or a system. With neither, every rule is."""
    if area is None and system is None:
        return True
    if rule.unit is not None and units and rule.unit not in {unit[:3] for unit in units}:
        return False
    if not rule.areas and not rule.systems:
        return True
    return (area is not None and area in rule.areas) or (system is not None and system in rule.systems)


def with_windows(calendar: Calendar, windows: Iterable[Window], prefecture: str | None = None) -> Calendar:
    """The calendar of a body: the rules of its prefecture, with its own windows.

    Only a window with a `basis` is strict (切替不可). Where the prefecture is not known every rule stays.
    """
    rules = (rule for rule in calendar.rules if prefecture is None or _for_prefecture(rule, prefecture))
    return replace(calendar, rules=(*rules, *(_from_window(window) for window in windows)))


def _for_prefecture(rule: CalendarRule, prefecture: str) -> bool:
    return (not rule.prefectures or prefecture in rule.prefectures) and prefecture not in rule.prefectures_except


def candidate_dates(
    calendar: Calendar, as_of: date, until: date = FY2031_END, *, weekends: bool = False
) -> tuple[CandidateDate, ...]:
    """Good days to go live after `as_of`, up to and with `until`: the first open day of a year, after three or more
    closed days, or of a month; with `weekends` every first open day after a weekend too.
    """
    return tuple(_candidates(calendar, as_of, until, weekends=weekends))


def _candidates(calendar: Calendar, as_of: date, until: date, *, weekends: bool) -> Iterator[CandidateDate]:
    day = as_of + _DAY
    while day <= until:
        if not is_closed(calendar, day):
            closed = closed_before(calendar, day)
            reasons = tuple(_reasons(day, closed, weekends=weekends))
            if reasons:
                predicted = any(
                    holiday_is_predicted(name, off, as_of)
                    for off in closed
                    if (name := holiday_name(calendar, off)) is not None
                )
                yield CandidateDate(day=day, reasons=reasons, closed_days=len(closed), predicted=predicted)
        day += _DAY


def _reasons(day: date, closed: list[date], *, weekends: bool) -> Iterator[CandidateReason]:
    if any((off.month, off.day) == (1, 1) for off in closed):
        yield CandidateReason.NEW_YEAR
    elif len(closed) >= LONG_CLOSURE:
        yield CandidateReason.LONG_CLOSURE
    if day.day - len(closed) <= 1:
        yield CandidateReason.MONTH_START
    if weekends and len(closed) == 2:
        yield CandidateReason.WEEKEND


def closed_before(calendar: Calendar, day: date) -> list[date]:
    """The closed days right before a day, the latest first."""
    closed: list[date] = []
    while is_closed(calendar, day := day - _DAY):
        closed.append(day)
    return closed


def year_view(calendar: Calendar, first: date, last: date, area: str | None = None) -> tuple[Span, ...]:
    """Every stretch of days between two dates that a rule covers, by first day."""
    spans = [span for rule in calendar.rules if concerns(rule, area) for span in _spans(calendar, rule, first, last)]
    return tuple(sorted(spans, key=lambda span: (span.first, span.last, span.rule.key)))


def announced(calendar: Calendar, area: str | None = None) -> tuple[CalendarRule, ...]:
    """Rules without days of their own: a deadline, or dates that must be asked of a ministry."""
    shown = (RuleKind.DEADLINE, RuleKind.ANNOUNCED)
    return tuple(rule for rule in calendar.rules if rule.kind in shown and concerns(rule, area))


def _spans(calendar: Calendar, rule: CalendarRule, first: date, last: date) -> Iterator[Span]:
    start: date | None = None
    day = first
    while day <= last:
        if covers(calendar, rule, day):
            start = start or day
        elif start is not None:
            yield Span(first=start, last=day - _DAY, rule=rule)
            start = None
        day += _DAY
    if start is not None:
        yield Span(first=start, last=last, rule=rule)


def _in_range(rule: CalendarRule, day: date) -> bool:
    if rule.from_md is None or rule.to_md is None:
        return False
    return _in_year_range((day.month, day.day), rule.from_md, rule.to_md)


def _in_year_range(day: MonthDay, first: MonthDay, last: MonthDay) -> bool:
    if first <= last:
        return first <= day <= last
    return day >= first or day <= last  # over the year's end


def _start_year(rule: CalendarRule, day: date) -> int:
    """The year in which the range that holds `day` began."""
    wraps = rule.from_md is not None and rule.to_md is not None and rule.from_md > rule.to_md
    return day.year - 1 if wraps and rule.to_md is not None and (day.month, day.day) <= rule.to_md else day.year


def _open_days_since_month_start(calendar: Calendar, day: date) -> int:
    return sum(not is_closed(calendar, day.replace(day=number)) for number in range(1, day.day))


def _from_window(window: Window) -> CalendarRule:
    strict = window.strict and bool(window.basis)
    first, last = parse_window_day(window.from_), parse_window_day(window.to)
    dated = isinstance(first, date)
    return CalendarRule(
        key=window.id,
        kind=RuleKind.DATES if dated else RuleKind.RANGE,
        why=window.why or window.name,
        areas=window.areas,
        systems=window.systems,
        strict=strict,
        basis=window.basis,
        from_md=first if isinstance(first, tuple) else None,
        to_md=last if isinstance(last, tuple) else None,
        from_date=first if isinstance(first, date) else None,
        to_date=last if isinstance(last, date) else None,
        confidence=Confidence.OFFICIAL if strict else Confidence.ASSUMPTION,
    )
