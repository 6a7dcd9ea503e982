"""Days that people entered stand where only assumptions contradict them, and it is said (入力された切替予定日)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from readiness.cli.options import catalogue
from readiness.model.contract import Milestone, MilestoneKind, Procurement
from readiness.model.decision import AdoptedMove, AdoptedPlan, Pin
from readiness.model.plan import PlanState, RuleKind, StrategyKind
from readiness.model.planning_input import Window
from readiness.model.progress import Progress, ProgressScope, StepStatus
from readiness.model.unknown import UNKNOWN
from readiness.planning.body import plan_body
from readiness.planning.settings import FAST, SolveSettings
from tests import builders
from tests.planning.scene import AS_OF, old, standard, town

SOON, NEAR, LATE = date(2027, 5, 6), date(2027, 7, 20), date(2028, 9, 19)
BUYING = {"name": "調達", "systems": ("a",)}


def plan(inventory):
    return plan_body(inventory, standard(), as_of=AS_OF, settings=FAST)


def notes(found):
    return [note.key for note in found.notes if note.key.startswith("plan.note.entered")]


@pytest.mark.parametrize("by", ["record", "pin"])
def test_an_assumed_preparation_does_not_move_an_entered_day(by):
    """The ledger of most towns plans a day and says nothing of contract and weeks."""
    given = old("a", duration_weeks=UNKNOWN, areas=("long_term_care_insurance",), planned_date=SOON)
    inventory = town(given, dates=(SOON, LATE))
    if by == "pin":
        inventory = replace(inventory, systems=(replace(given, planned_date=LATE),))
        pin = Pin(move="a", date=SOON, reason="議会説明", approver="副町長")
        inventory = replace(inventory, decisions=replace(inventory.decisions, pins=(pin,)))
    found = plan(inventory)
    assert (found.date_of, found.broken) == ({"a": SOON}, ())
    assert notes(found)[-1] == "plan.note.entered.early"
    assert any(gate.late for gate in found.gates), "a beginning that has passed is still told"
    said = catalogue("ja").render(next(note for note in found.notes if note.key == "plan.note.entered.early"))
    assert "早くとも" in said and "確かめる" in said


def test_without_an_entered_day_the_assumption_holds():
    given = old("a", duration_weeks=UNKNOWN, areas=("long_term_care_insurance",), planned_date=None)
    assert plan(town(given, dates=(SOON, LATE), proposals=())).date_of in ({}, {"a": LATE})


@pytest.mark.parametrize(("weeks", "contract"), [(60, None), (UNKNOWN, date(2027, 6, 1)), (20, date(2027, 2, 1))])
def test_what_else_was_entered_can_make_a_day_too_early(weeks, contract):
    signing = Milestone(kind=MilestoneKind.CONTRACT, date=contract)
    bought = (Procurement(id="p", milestones=(signing,), **BUYING),) if contract else ()
    given = old("a", duration_weeks=weeks, planned_date=SOON)
    found = plan(town(given, dates=(SOON,), procurements=bought))
    assert [rule.kind for rule in found.broken] == [RuleKind.GATE] or found.date_of == {"a": None}
    assert plan(town(given, dates=(SOON, LATE), procurements=bought)).date_of == {"a": LATE}


def soft(name, day):
    """A period that asks to be avoided around a day: our calendar's or the body's, a cost and no rule."""
    return Window(id=f"w-{name}", name="繁忙", systems=(name,), from_=str(day), to=str(day), why="繁忙期")


def test_our_weights_do_not_move_an_entered_day_and_the_free_order_stands_beside():
    given = old("a", planned_date=SOON)
    inventory = town(given, dates=(SOON, NEAR), windows=(soft("a", SOON),))
    found = plan(inventory)
    assert (found.date_of, found.state) == ({"a": SOON}, PlanState.OPTIMAL)
    assert "plan.note.entered.kept" in notes(found)
    whole = plan_body(inventory, standard(), as_of=AS_OF, settings=SolveSettings(robustness=False))
    phased = next(way for way in whole.strategies if way.kind is StrategyKind.PHASED)
    assert [item.date for item in phased.placements] == [NEAR] and whole.value > phased.score.points
    assert plan(town(replace(given, planned_date=None), dates=(SOON, NEAR), windows=(soft("a", SOON),))).date_of == {
        "a": NEAR
    }


def test_a_strict_period_moves_an_entered_day_and_says_so():
    strict = replace(soft("a", SOON), strict=True, basis="課長の確認")
    found = plan(town(old("a", planned_date=SOON), dates=(SOON, LATE), windows=(strict,)))
    assert (found.date_of, found.broken) == ({"a": LATE}, ())
    assert [note.key for note in found.notes if "record" in note.key] == ["plan.note.against_record"]


def test_of_entered_days_that_cannot_all_stand_as_few_as_possible_give_way():
    systems = tuple(old(name, planned_date=SOON, vendor="v", move=name) for name in "abc")
    inventory = town(*systems, dates=(SOON, LATE))
    inventory = replace(inventory, vendors=(builders.vendor("v", cutovers_per_date=2),))
    found = plan(inventory)
    assert sorted(found.date_of.values()) == [SOON, SOON, LATE] and not found.broken
    assert plan(inventory).date_of == found.date_of


def test_what_is_not_known_does_not_move_an_entered_day_either():
    inventory = town(old("a", planned_date=SOON), old("b"), dates=(SOON, NEAR), windows=(soft("a", SOON),))
    whole = plan_body(inventory, standard(), as_of=AS_OF, settings=SolveSettings(strategies=False))
    assert whole.date_of["a"] == SOON and not any("a" in one.moves for one in whole.sensitivities)


def many(**fields):
    areas = ("resident_registry", "seal_registration", "individual_inhabitant_tax", "fixed_property_tax")
    others = ("long_term_care_insurance", "national_health_insurance", "national_pension", "child_allowance")
    a, b = (
        old(name, areas=own, vendor="v", planned_date=SOON, move=name) for name, own in (("a", areas), ("b", others))
    )
    inventory = town(a, b, dates=(SOON, LATE))
    return replace(inventory, planning=replace(inventory.planning, **fields))


def test_an_assumed_limit_gives_way_to_entered_days_and_a_stated_one_does_not():
    """A small town moves all at once; six areas on one date is our guess, not its rule."""
    together = plan(many())
    assert together.date_of == {"a": SOON, "b": SOON}
    assert together.state is PlanState.OPTIMAL and not together.broken
    assert "plan.note.entered.areas" in notes(together)
    assert {load.capacity for load in together.loads if load.kind == "areas"} == {8}
    apart = plan(many(areas_per_date=6))
    assert set(apart.date_of.values()) == {SOON, LATE}
    assert "plan.note.entered.areas" not in notes(apart)


def words(found, start):
    return [catalogue("ja").render(note) for note in found.notes if note.key.startswith(start)]


def test_days_that_no_move_can_take_raise_no_limit_and_say_why():
    past, beyond = date(2026, 6, 1), date(2029, 5, 7)
    for day, why in ((past, "past"), (beyond, "beyond")):
        systems = tuple(old(name, planned_date=day, vendor="v", move=name) for name in "abc")
        inventory = town(*systems, dates=(SOON, LATE), vendors=(builders.vendor("v"),))
        inventory = replace(inventory, planning=replace(inventory.planning, dates=()))
        found = plan(inventory)
        assert "plan.note.entered.vendor" not in notes(found)
        assert len(set(found.date_of.values())) > 1
        assert {one.binding[0].key for one in found.whys} == {f"plan.why.planned.{why}"}
    elsewhere = tuple(old(name, planned_date=NEAR, vendor="v", move=name) for name in "abc")
    assert "plan.note.entered.vendor" not in notes(plan(town(*elsewhere, dates=(SOON, LATE))))


def test_an_assumed_end_of_the_plan_gives_way_to_a_day_that_was_entered():
    late = date(2031, 5, 6)
    inventory = town(old("a", planned_date=late), old("b", planned_date=date(2131, 5, 6)))
    inventory = replace(inventory, planning=replace(inventory.planning, dates=(), until=UNKNOWN))
    found = plan(inventory)
    assert (found.date_of["a"], found.horizon) == (late, late)


def test_dates_are_called_assumed_only_where_one_is():
    inventory = town(old("a", planned_date=SOON))
    inventory = replace(inventory, planning=replace(inventory.planning, dates=()))
    assert not words(plan(inventory), "plan.note.assumed_dates")
    free = town(old("a", planned_date=SOON), old("b", vendor="v"))
    free = replace(free, planning=replace(free.planning, dates=()))
    found = plan(free)
    assert bool(words(found, "plan.note.assumed_dates")) is (found.date_of["b"] != SOON)


def test_systems_kept_apart_by_their_days_are_named():
    dated = town(old("a", planned_date=SOON, package="p"), old("b", planned_date=LATE, package="p"), dates=(SOON, LATE))
    found = plan(dated)
    assert found.date_of == {"a": SOON, "b": LATE}
    (said,) = words(found, "plan.note.entered.apart")
    assert "a" in said and "p" in said


def test_where_entered_days_clash_what_is_varied_is_varied_beside_those_that_stand():
    systems = tuple(old(name, planned_date=SOON, vendor="v", move=name) for name in "ab")
    inventory = town(*systems, dates=(SOON, NEAR, LATE), windows=(soft("a", SOON), soft("b", SOON)))
    inventory = replace(inventory, vendors=(builders.vendor("v", cutovers_per_date=1),))
    whole = plan_body(inventory, standard(), as_of=AS_OF, settings=SolveSettings(strategies=False))
    assert sorted(whole.date_of.values()) == [SOON, NEAR]
    assert not [one for one in whole.sensitivities if one.moves]
    (said,) = words(whole, "plan.note.entered.kept")
    assert "1件" in said


def pinned(inventory, *days):
    pins = tuple(Pin(move="a", date=day, reason="議会", approver="副町長") for day in days)
    return replace(inventory, decisions=replace(inventory.decisions, pins=pins))


def adopted(inventory, day):
    decided = AdoptedPlan(adopted_on=AS_OF, moves=(AdoptedMove(move="a", systems=("a",), date=day),))
    return replace(inventory, decisions=replace(inventory.decisions, plan=decided))


def test_a_day_entered_for_today_is_still_the_day():
    given, planned = town(old("a"), dates=()), town(old("a", planned_date=AS_OF), old("b", vendor="v"), dates=())
    for today in (pinned(given, AS_OF), adopted(given, AS_OF), planned, pinned(town(old("a"), dates=(SOON,)), AS_OF)):
        found = plan(today)
        assert (found.date_of["a"], found.broken) == (AS_OF, ())
    assert plan(planned).date_of["b"] > AS_OF


def test_a_date_that_has_passed_breaks_one_condition_that_says_so():
    found = plan(adopted(town(old("a", due_date=date(2026, 3, 31))), date(2026, 10, 1)))
    assert [rule.message.key for rule in found.broken] == ["plan.rule.passed"]
    assert found.placements[0].assumed is False
    later = plan(adopted(town(old("a")), date(2050, 10, 1)))
    assert [rule.message.key for rule in later.broken] == ["plan.rule.beyond"]


@pytest.mark.parametrize("day", [date(2026, 1, 5), AS_OF - timedelta(days=1)])
def test_a_pin_whose_day_has_passed_holds_nothing(day):
    found = plan(pinned(town(old("a"), dates=(SOON, LATE)), day))
    assert found.date_of["a"] in (SOON, LATE)
    assert not found.broken


def test_a_pin_beyond_the_plan_carries_it_there_and_of_two_pins_the_later_counts():
    beyond = date(2029, 5, 7)
    for days in ((SOON, beyond), (beyond, SOON)):
        found = plan(pinned(town(old("a"), dates=(SOON, LATE)), *days))
        assert (found.date_of["a"], found.horizon) == (beyond, beyond)


def test_work_under_a_signed_contract_has_begun_with_it_and_not_anew_every_month():
    signed = Milestone(kind=MilestoneKind.CONTRACT, date=date(2026, 7, 1), done=True)
    bought = (Procurement(id="p", milestones=(signed,), **BUYING),)
    given = town(old("a", duration_weeks=40, planned_date=SOON), dates=(), procurements=bought)
    for as_of in (AS_OF, date(2027, 1, 4), date(2027, 4, 1)):  # 40 weeks from July end on 7 April
        found = plan_body(given, standard(), as_of=as_of, settings=FAST)
        assert (found.date_of, found.broken) == ({"a": SOON}, ())
    tight = replace(given, systems=(replace(given.systems[0], duration_weeks=45),))
    assert plan(tight).date_of["a"] > SOON  # the weeks that were stated make it later, whatever the month
    half = Progress(scope=ProgressScope.SYSTEM, target="a", steps=((28, StepStatus.DONE), (29, StepStatus.DONE)))
    assert plan(replace(given, progress=(half,))).date_of["a"] > SOON  # seven of the eight steps of 40 weeks are left
