"""The calendar as rules: every kind, year ends, soft and strict, holidays, candidate dates."""

from __future__ import annotations

import re
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.messages.catalogue import LANGUAGES, Catalogue
from readiness.model.planning_input import Window
from readiness.model.standard.calendar import Calendar, CalendarRule, CandidateReason, RuleKind
from readiness.model.standard.standard import Standard
from readiness.standard.calendar import (
    FY2031_END,
    announced,
    candidate_dates,
    covers,
    hits,
    holiday_is_predicted,
    holiday_name,
    is_closed,
    with_windows,
    year_view,
)

AS_OF = date(2026, 11, 23)


def rule(**fields: object) -> CalendarRule:
    return CalendarRule(**{"key": "r", "kind": RuleKind.RANGE, "why": "試験", **fields})  # type: ignore[arg-type]


def acceptable(calendar: Calendar, day: date, area: str, **whose: Any) -> bool:
    """Whether the office is open and no strict window forbids the day; soft windows only ask to adjust."""
    return not is_closed(calendar, day) and not any(hit.strict for hit in hits(calendar, day, area, **whose))


def test_every_observed_go_live_is_acceptable(standard: Standard) -> None:
    assert len(standard.go_lives) >= 9
    for go_live in standard.go_lives:
        areas = go_live.areas or tuple(standard.area_by_key)
        if go_live.day is not None:
            days = [go_live.day]
        else:  # only the month is known: some candidate date of that month must do
            first = date.fromisoformat(f"{go_live.month}-01")
            found = candidate_dates(standard.calendar, first - timedelta(days=1), first + timedelta(days=27))
            days = [candidate.day for candidate in found]
        good = [day for day in days if all(acceptable(standard.calendar, day, area) for area in areas)]
        assert good, go_live
        if go_live.day is not None:
            start = go_live.day - timedelta(days=10)
            near = candidate_dates(standard.calendar, start, go_live.day, weekends=True)
            assert go_live.day in [candidate.day for candidate in near], go_live


def test_no_built_in_rule_is_strict(standard: Standard) -> None:
    assert not [one for one in standard.calendar.rules if one.strict]
    assert {one.kind for one in standard.calendar.rules} == set(RuleKind) - {RuleKind.DEADLINE}


def test_ranges_run_over_the_year_end(standard: Standard) -> None:
    winter = rule(from_md=(12, 15), to_md=(1, 5))
    covered = [covers(standard.calendar, winter, date(2027, 12, 14) + timedelta(days=n)) for n in (0, 1, 22, 23)]
    assert covered == [False, True, True, False]


def test_every_third_year_counts_from_the_year_it_begins(standard: Standard) -> None:
    third = rule(kind=RuleKind.EVERY_YEARS, every=3, anchor=2027, from_md=(12, 1), to_md=(2, 1))
    assert covers(standard.calendar, third, date(2027, 12, 31))
    assert covers(standard.calendar, third, date(2028, 1, 31))
    assert not covers(standard.calendar, third, date(2028, 12, 31))
    assert covers(standard.calendar, third, date(2030, 12, 1))


def test_month_boundary_leaves_the_first_open_days(standard: Standard) -> None:
    start = rule(kind=RuleKind.MONTH_BOUNDARY, first_days=2)
    january = {day: covers(standard.calendar, start, date(2027, 1, day)) for day in (4, 5, 6)}
    assert january == {4: False, 5: False, 6: True}  # 1..3 January are closed


def test_days_of_a_month_and_dates(standard: Standard) -> None:
    monthly = rule(kind=RuleKind.DAY_OF_MONTH, from_day=14, to_day=25)
    assert covers(standard.calendar, monthly, date(2027, 6, 25))
    assert not covers(standard.calendar, monthly, date(2027, 6, 26))
    once = rule(kind=RuleKind.DATES, from_date=date(2026, 9, 1), to_date=date(2026, 10, 15))
    assert covers(standard.calendar, once, date(2026, 10, 15))
    assert not covers(standard.calendar, once, date(2027, 10, 15))


def test_an_election_casts_its_window_before_and_after(standard: Standard) -> None:
    votes = {hit.rule.key for hit in hits(standard.calendar, date(2027, 3, 1), "electoral_roll")}
    assert {"electoral_roll.5", "electoral_roll.6"} <= votes
    after = {hit.rule.key for hit in hits(standard.calendar, date(2028, 8, 20), "electoral_roll")}
    assert "electoral_roll.5" in after  # thirty days after the latest likely vote of July 2028


def test_a_body_window_is_strict_only_with_a_basis(standard: Standard) -> None:
    day = date(2027, 3, 16)
    for basis, good in ((None, True), ("課長の確認", False)):
        window = Window(
            id="w",
            name="仮算定",
            areas=("long_term_care_insurance",),
            from_="03-15",
            to="04-20",
            strict=True,
            basis=basis,
        )
        calendar = with_windows(standard.calendar, [window])
        assert acceptable(calendar, day, "long_term_care_insurance") is good
        assert acceptable(calendar, day, "seal_registration")
        assert hits(calendar, day, "long_term_care_insurance")[0].strict is not good


def test_a_window_of_one_system_and_of_one_unit(standard: Standard) -> None:
    window = Window(
        id="w", name="集団健診", systems=("kenko",), from_="2027-06-01", to="2027-07-15", strict=True, basis="通知"
    )
    calendar = with_windows(standard.calendar, [window])
    assert not acceptable(calendar, date(2027, 6, 1), "health_management", system="kenko")
    assert acceptable(calendar, date(2027, 6, 1), "health_management", system="other")
    keys = {hit.rule.key for hit in hits(calendar, date(2027, 1, 5), "family_register", units=("003",))}
    assert "cremation_permit.1" not in keys
    keys = {hit.rule.key for hit in hits(calendar, date(2027, 1, 5), "family_register", units=("039",))}
    assert "cremation_permit.1" in keys


def test_closed_days(standard: Standard) -> None:
    closed = [day for day in (1, 2, 3, 4, 5) if is_closed(standard.calendar, date(2027, 1, day))]
    assert closed == [1, 2, 3]
    assert is_closed(standard.calendar, date(2026, 12, 29))
    assert holiday_name(standard.calendar, date(2027, 3, 22)) == "振替休日"


def test_holidays_that_are_not_gazetted_yet_are_marked(standard: Standard) -> None:
    assert not holiday_is_predicted("春分の日", date(2027, 3, 21), AS_OF)
    assert holiday_is_predicted("春分の日", date(2028, 3, 20), AS_OF)
    assert holiday_is_predicted("春分の日", date(2027, 3, 21), date(2026, 1, 31))
    assert not holiday_is_predicted("成人の日", date(2030, 1, 14), AS_OF)
    found = candidate_dates(standard.calendar, AS_OF)
    assert [one.day for one in found if one.predicted and one.day.year == 2027] == []
    assert any(one.predicted for one in found if one.day.year >= 2028)


def test_candidates_reach_the_end_of_fy2031_and_begin_with_open_days(standard: Standard) -> None:
    found = candidate_dates(standard.calendar, AS_OF)
    assert found[0].day == date(2026, 11, 24)
    assert FY2031_END - timedelta(days=31) < found[-1].day <= FY2031_END
    assert not any(is_closed(standard.calendar, one.day) for one in found)
    new_year = [one.day for one in found if CandidateReason.NEW_YEAR in one.reasons]
    assert [day.year for day in new_year] == [2027, 2028, 2029, 2030, 2031, 2032]
    assert new_year[0] == date(2027, 1, 4)
    months = {(one.day.year, one.day.month) for one in found if CandidateReason.MONTH_START in one.reasons}
    assert len(months) == 64  # every month from December 2026 to March 2032


def test_the_year_view_agrees_with_the_hits(standard: Standard) -> None:
    area = "fixed_asset_tax"
    spans = year_view(standard.calendar, date(2027, 4, 1), date(2028, 3, 31), area)
    for offset in range(0, 366, 7):
        day = date(2027, 4, 1) + timedelta(days=offset)
        seen = {span.rule.key for span in spans if span.first <= day <= span.last}
        assert seen == {hit.rule.key for hit in hits(standard.calendar, day, area)}


def test_deadlines_and_announcements_are_shown_not_hit(standard: Standard) -> None:
    assert {one.key for one in announced(standard.calendar, "long_term_care_insurance")} == {"programme.care-platform"}
    assert len(announced(standard.calendar, "family_register")) == 2


@given(day=st.dates(date(2024, 1, 1), date(2034, 12, 31)))
@settings(max_examples=50)
def test_a_day_is_never_hit_by_a_rule_of_another_area(standard: Standard, day: date) -> None:
    for hit in hits(standard.calendar, day, "national_pension"):
        assert "national_pension" in hit.rule.areas


def test_the_table_of_holidays_is_the_library(standard: Standard) -> None:
    pytest.importorskip("holidays")
    root = Path(__file__).parents[2]
    sys.path.insert(0, str(root / "tools"))
    try:
        from holidays_table import TARGET, table
    finally:
        sys.path.pop(0)
    assert TARGET.read_text(encoding="utf-8") == table()
    assert holiday_name(standard.calendar, date(2040, 1, 1)) == "元日"  # beyond the table the library is asked


def test_budget_and_lead_times(standard: Standard) -> None:
    budget = standard.budget
    assert {event.key for event in budget.events if event.key.endswith(".assembly")} == {
        f"budget.{cycle}.assembly" for cycle in ("original", "june", "september", "december", "march")
    }
    leads = {lead.key for lead in budget.leads("family_register")}
    assert {"lead.moj", "lead.jlis", "lead.print", "lead.newsletter", "lead.pia"} <= leads
    assert "lead.bank" not in leads
    assert all(lead.low <= lead.weeks <= lead.high for lead in budget.lead_times)
    level = budget.pia_level(300_000)
    assert level is not None
    assert level.public_comment
    assert [budget.pia_level(n).key for n in (999, 1_000, 12_000)] == ["exempt", "basic", "basic_or_focused"]  # type: ignore[union-attr]


def test_every_built_in_period_gives_its_reason_in_english_too(standard: Standard) -> None:
    """An English report would otherwise be half Japanese."""
    japanese = re.compile("[ぁ-んァ-ヶ一-龥]")
    untold = [rule.key for rule in standard.calendar.rules if not rule.why_en or japanese.search(rule.why_en)]
    assert untold == []


def test_a_periods_name_is_shown_in_the_readers_language() -> None:
    payment = rule(why="定期支払", why_en="Regular payment")
    assert [Catalogue(language).render(payment.name) for language in LANGUAGES] == ["定期支払", "Regular payment"]
    assert Catalogue("en").render(rule(why="窓口の繁忙").name) == "窓口の繁忙"  # the body's own words
