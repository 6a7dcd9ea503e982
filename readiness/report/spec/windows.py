"""The calendar of an area in words: the periods to avoid, and one fiscal year with its candidate dates (年間の暦)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from readiness.messages.catalogue import Catalogue
from readiness.messages.dates import fiscal
from readiness.model.standard.calendar import CalendarRule, RuleKind
from readiness.model.text import Param
from readiness.standard import calendar as days_of
from readiness.standard.views import UnitView

# Rules without a stretch of days of their own in a year: what comes back every month, and what is announced.
_NO_STRETCH = (RuleKind.MONTH_BOUNDARY, RuleKind.DAY_OF_MONTH, RuleKind.ANNOUNCED, RuleKind.DEADLINE)


def window_lines(view: UnitView, words: Catalogue) -> Iterator[str]:
    """Every rule of the calendar that concerns the unit, with its days, reason and confidence."""
    rules = [rule for rule in view.standard.calendar.rules if _concerns(rule, view)]
    if rules:
        yield words.get("spec.windows.head")
    for rule in rules:
        yield f"  {_days(rule, words)}  {_why(rule, words)}"


def year_lines(view: UnitView, year: int, as_of: date, words: Catalogue) -> Iterator[str]:
    """Fiscal `year`: what comes every month or is announced, each stretch of days to avoid, then the days to go live.

    Holidays that the gazette had not fixed by `as_of` mark a candidate as 見込み.
    """
    first, last = date(year, 4, 1), date(year + 1, 3, 31)
    calendar, area = view.standard.calendar, view.area.key if view.area else None
    yield words.get("spec.year.head", year=fiscal(year, words.language), first=first, last=last)
    for rule in calendar.rules:
        past = rule.kind is RuleKind.DEADLINE and not first <= (rule.to_date or date.min) <= last
        if rule.kind in _NO_STRETCH and not past and _concerns(rule, view):
            yield f"  {_days(rule, words)}  {_why(rule, words)}"
    for span in days_of.year_view(calendar, first, last, area):
        if span.rule.kind not in _NO_STRETCH and _concerns(span.rule, view):
            yield f"  {span.first} – {span.last}  {_why(span.rule, words)}"
    yield words.get("spec.year.candidates")
    for candidate in days_of.candidate_dates(calendar, first.replace(month=3, day=31), last):
        names = [words.get(f"word.CandidateReason.{reason.value}") for reason in candidate.reasons]
        if any(_predicted(view, day, as_of) for day in days_of.closed_before(calendar, candidate.day)):
            names.append(words.get("spec.year.predicted"))
        met = days_of.hits(calendar, candidate.day, area, units=(view.unit.id,))
        stated = words.get("spec.year.met", count=len(met), names=words.join(tuple(hit.rule.name for hit in met)))
        yield f"  {candidate.day}  {words.join(tuple(names))}  {stated if met else words.get('spec.year.free')}"


def _predicted(view: UnitView, day: date, as_of: date) -> bool:
    name = days_of.holiday_name(view.standard.calendar, day)
    return name is not None and days_of.holiday_is_predicted(name, day, as_of)


def _concerns(rule: CalendarRule, view: UnitView) -> bool:
    return view.area is not None and days_of.concerns(rule, view.area.key, units=(view.unit.id,))


def _why(rule: CalendarRule, words: Catalogue) -> str:
    sure = words.get(f"confidence.{rule.confidence.value}")
    if rule.kind in (RuleKind.ANNOUNCED, RuleKind.DEADLINE):  # no days to adjust
        return f"{words.render(rule.words)} [{sure}]"
    strength = words.get("spec.windows.strict" if rule.strict else "spec.windows.soft")
    return f"{words.render(rule.words)} [{strength}・{sure}]"


def _days(rule: CalendarRule, words: Catalogue) -> str:
    said: dict[str, Param] = {
        "from": _month_day(rule.from_md),
        "to": _month_day(rule.to_md),
        "first": str(rule.from_date or ""),
        "last": str(rule.to_date or ""),
        "at": str(rule.to_date or ""),
        "from_day": rule.from_day,
        "to_day": rule.to_day,
        "open_days": rule.first_days,
        "before": rule.before_days,
        "after": rule.after_days,
        "every": rule.every,
        "anchor": rule.anchor,
    }
    return words.get(f"spec.windows.{rule.kind.value}", **said)


def _month_day(day: tuple[int, int] | None) -> str:
    return f"{day[0]:02d}-{day[1]:02d}" if day else ""
