"""Days between an end and a cut-over, at both ends: the last day still serves (F1: 95 days, not 96)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from readiness.graph.build import build_graph
from readiness.lockin.assess import assess_lockin
from readiness.model.lockin.matters import MatterStatus
from readiness.model.plan import RuleKind
from readiness.model.unknown import UNKNOWN
from readiness.planning.rulebook import broken_by_move
from readiness.situation.leaving import leaving
from readiness.situation.situation import situations
from readiness.situation.spans import days_between, days_beyond, days_from
from tests import builders as b
from tests.planning.scene import frame, old, town

AS_OF = date(2026, 11, 2)
END = date(2027, 9, 30)


@pytest.mark.parametrize(
    ("cutover", "beyond", "between"),
    [
        (date(2027, 9, 29), 2, 0),  # the last two days are paid for nothing
        (END, 1, 0),
        (date(2027, 10, 1), 0, 0),  # the day after the last one: nothing is missing
        (date(2027, 10, 2), -1, 1),
        (date(2028, 1, 4), -95, 95),
    ],
)
def test_both_ends(cutover: date, beyond: int, between: int) -> None:
    assert (days_beyond(END, cutover), days_between(END, cutover)) == (beyond, between)


def test_days_from_one_day_to_another() -> None:
    assert [days_from(END, END + timedelta(days=n)) for n in (-1, 0, 1)] == [-1, 0, 1]


def matter(cutover: date, code: str, **fields: object):
    system = b.system("s", planned_date=cutover, **fields)
    inventory = b.inventory(
        systems=(system,), contracts=(b.contract("k", systems=("s",), end=END, auto_renew=False, notice_months=0),)
    )
    (found,) = assess_lockin(inventory, build_graph(inventory), as_of=AS_OF).systems
    return next(matter for matter in found.matters if matter.code == code), found.slack


@pytest.mark.parametrize(("cutover", "days"), [(date(2027, 10, 1), 0), (date(2027, 10, 2), 1), (date(2028, 1, 4), 95)])
def test_a_contract_that_ends_the_day_before_leaves_no_gap(cutover: date, days: int) -> None:
    found, slack = matter(cutover, "contract_term")
    assert (found.status is MatterStatus.APPLIES) == bool(days)
    told = [dict(e.text.params)["days"] for e in found.evidence if "ends_before" in e.text.key]
    assert told == ([days] if days else [])
    assert slack.parts[0].days == -days


@pytest.mark.parametrize(("cutover", "applies"), [(date(2027, 10, 1), False), (date(2027, 10, 2), True)])
def test_support_that_ends_the_day_before_is_enough(cutover: date, *, applies: bool) -> None:
    found, _ = matter(cutover, "platform_eol", platform_eol=END)
    assert (found.status is MatterStatus.APPLIES) == applies


@pytest.mark.parametrize(("cutover", "late"), [(date(2027, 10, 1), ()), (date(2027, 10, 2), ("s",))])
def test_the_day_after_the_end_of_service_is_not_late(cutover: date, late: tuple[str, ...]) -> None:
    system = b.system("s", vendor="v", planned_date=cutover)
    stands = situations(b.inventory(systems=(system,), vendors=(b.vendor("v", service_end=END),)), AS_OF)
    (party,) = leaving(stands)
    assert party.late(stands) == late


def test_dates_and_yen_of_leaving_come_from_no_ended_contract() -> None:
    ended = b.contract("k", systems=("s",), end=date(2020, 3, 31), penalty=5, extraction_fee=7, annual_amount=100)
    inventory = b.inventory(systems=(b.system("s", planned_date=date(2019, 1, 4)),), contracts=(ended,))
    (found,) = assess_lockin(inventory, build_graph(inventory), as_of=AS_OF).systems
    assert [part.kind for part in found.slack.parts] == ["platform_eol"]
    assert [part.likely for part in found.exit_cost.parts] == [UNKNOWN, UNKNOWN]  # extraction and migration
    assert found.exit_cost.years_of_running_cost.known == 0


def test_the_last_day_to_cut_over_is_named_by_what_sets_it() -> None:
    """Of a service it is the day after its last one, by law the day itself."""
    dates = (date(2027, 9, 30), date(2027, 10, 1), date(2027, 10, 2))
    system = old("s", vendor="v")
    served = town(system, dates=dates, vendors=(b.vendor("v", service_end=END),))
    granted = town(old("s", due_date=END), dates=dates)
    late = {"served": [], "granted": []}
    for name, inventory in (("served", served), ("granted", granted)):
        made = frame(inventory)
        for day in dates:
            rules = broken_by_move(made, made.moves[0], day)
            late[name] += [day for rule in rules if rule.kind is RuleKind.DUE]
    assert late == {"served": [dates[2]], "granted": [dates[1], dates[2]]}
    assert [frame(town_).dues["s"].words.key for town_ in (served, granted)] == ["plan.due.service", "plan.due.stated"]
