"""The whole plan on towns small enough to know the answer."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from readiness.model.body import BodyClass
from readiness.model.contract import Milestone, MilestoneKind, Procurement, ProcurementMethod
from readiness.model.plan import Effort, GateKind, PlanMode, PlanState, RuleKind, StrategyKind
from readiness.model.planning_input import Proposal, Window
from readiness.model.unknown import UNKNOWN
from readiness.planning.assess import assess
from readiness.planning.body import plan_body, review
from readiness.planning.settings import FAST, SolveSettings
from readiness.planning.tables import procurement_timeline, waves
from readiness.solver.solution import Attempt, Solution
from tests import builders
from tests.planning.scene import AS_OF, D1, D2, D3, frame, moved, old, standard, town

QUICK = SolveSettings(effort=Effort.QUICK, robustness=False)


def plan(inventory, settings=FAST):
    return plan_body(inventory, standard(), as_of=AS_OF, settings=settings)


def test_nothing_to_move_is_a_plan_that_says_so():
    found = plan(town(moved("a")))
    assert (found.state, found.already_moved, found.placements) == (PlanState.EMPTY, ("a",), ())


def test_linked_systems_move_on_one_date_and_need_no_temporary_link():
    found = plan(town(old("a"), old("b"), interfaces=builders.links([("a", "b")])))
    assert set(found.date_of.values()) == {D1}
    assert (found.links, found.state) == ((), PlanState.OPTIMAL)


def test_the_providing_end_goes_first_where_both_cannot_go_together():
    """住民記録 first comes out of the direction of its flows, not of its name."""
    cap = builders.inventory().planning
    settings = type(cap)(dates=(D1, D2, D3), until=date(2028, 12, 31), areas_per_date=1)
    systems = (old("x"), old("hub"), old("y"))
    wires = builders.links([("hub", "x"), ("hub", "y")])
    found = plan(town(*systems, planning=settings, interfaces=wires))
    assert found.date_of["hub"] == D1
    assert not any(link.consumer_first for link in found.links)
    assert [(wave.links_made, wave.links_after) for wave in waves(found)] == [(2, 2), (0, 1), (0, 0)]


def test_a_soft_period_is_a_named_cost_and_a_strict_one_a_rule():
    soft = Window(id="w", name="繁忙", systems=("a",), from_="2028-01-01", to="2028-01-31", why="繁忙期")
    shifted = plan(town(old("a"), dates=(D1,), windows=(soft,)))
    assert [(hit.window, hit.move) for hit in shifted.windows] == [("w", "a")]
    assert not shifted.broken
    strict = Window(
        id="w", systems=("a",), from_="2028-01-01", to="2028-01-31", strict=True, basis="課長の確認", why="賦課"
    )
    assert plan(town(old("a"), windows=(strict,))).date_of == {"a": D2}
    forced = plan(town(old("a"), dates=(D1,), windows=(strict,)))
    assert [rule.kind for rule in forced.broken] == [RuleKind.WINDOW]


def test_an_impossible_due_date_is_told_with_what_had_to_start_and_ways_out():
    found = plan(town(old("a", due_date=date(2027, 3, 31), duration_weeks=30)))
    assert found.state is PlanState.RELAXED
    assert found.date_of == {"a": D3}  # the first date that preparation reaches
    assert {gate.kind for gate in found.late_gates} >= {GateKind.RFI, GateKind.BUDGET}
    assert all(gate.start_by < AS_OF for gate in found.late_gates)
    (clash,) = found.clashes
    assert [rule.key for rule in clash.rules] == ["plan.clash.due", "plan.clash.gate"]
    assert clash.ways_out[0].key == "plan.way.later_due"


def test_a_clash_of_one_move_names_no_more_than_it_takes():
    """The window shuts the first of three dates, which come too early for the work anyway, as the second does."""
    election = Window(id="w", systems=("a",), from_=D1.isoformat(), to=D1.isoformat(), strict=True, basis="x", why="y")
    early = {"due_date": D2 + timedelta(days=20), "delivery_date": D2 + timedelta(days=10)}
    (clash,) = plan(town(old("a", **early), windows=(election,))).clashes
    assert [rule.key for rule in clash.rules] == ["plan.clash.due", "plan.clash.delivery"]
    assert "plan.way.new_date" in [way.key for way in clash.ways_out]
    late = Window(id="w", systems=("a",), from_=D3.isoformat(), to=D3.isoformat(), strict=True, basis="x", why="y")
    (clash,) = plan(town(old("a", delivery_date=early["delivery_date"]), windows=(election, late))).clashes
    assert [rule.key for rule in clash.rules] == ["plan.clash.delivery", "plan.clash.window"]
    assert clash.ways_out[-1].key == "plan.way.later_date"


def test_limits_that_cannot_all_hold_are_named_and_the_least_gives_way():
    settings = type(builders.inventory().planning)(dates=(D1,), until=date(2028, 12, 31), areas_per_date=1)
    found = plan(town(old("a"), old("b"), planning=settings))
    assert [rule.kind for rule in found.broken] == [RuleKind.CAP]
    (clash,) = found.clashes
    assert "plan.clash.cap.areas" in {rule.key for rule in clash.rules}
    assert clash.ways_out[0].key == "plan.way.raise.areas"


def test_planned_dates_of_a_procurement_are_believed():
    steps = (
        Milestone(kind=MilestoneKind.RFI, done=True),
        Milestone(kind=MilestoneKind.BUDGET_REQUEST, date=date(2026, 11, 20)),
        Milestone(kind=MilestoneKind.ASSEMBLY, date=date(2027, 3, 19)),
        Milestone(kind=MilestoneKind.CONTRACT, date=date(2027, 4, 15)),
    )
    buying = Procurement(id="p", systems=("a",), method=ProcurementMethod.NEGOTIATED, milestones=steps)
    town_ = town(old("a", duration_weeks=30), dates=(date(2027, 11, 24),), procurements=(buying,))
    found = plan(town_)
    assert not found.broken
    assert not found.late_gates
    late = plan(town(old("a", duration_weeks=40), dates=(date(2027, 11, 24),), procurements=(buying,)))
    assert [rule.kind for rule in late.broken] == [RuleKind.GATE]


def test_strategies_stand_side_by_side():
    inventory = town(
        old("r", areas=("resident_registry",)),
        old("b"),
        interfaces=builders.links([("r", "b")]),
        proposals=(Proposal(system="b", date=D2),),
    )
    found = {s.kind: s for s in plan(inventory, QUICK).strategies}
    assert list(found) == list(StrategyKind)
    incumbent = {p.move: p.date for p in found[StrategyKind.INCUMBENT].placements}
    assert incumbent["b"] == D2
    assert len({p.date for p in found[StrategyKind.ALL_AT_ONCE].placements}) == 1
    first = {p.move: p.date for p in found[StrategyKind.REGISTRY_FIRST].placements}
    assert first["r"] <= first["b"]
    assert {p.date for p in found[StrategyKind.NOTHING].placements} == {None}


def test_the_same_input_gives_the_same_plan():
    inventory = town(old("a"), old("b"), old("c"), interfaces=builders.links([("a", "b"), ("c", "a")]))
    assert plan(inventory, QUICK) == plan(inventory, QUICK)


def test_the_cut_profile_counts_links_whatever_the_order():
    star = town(old("hub"), old("a"), old("b"), interfaces=builders.links([("hub", "a"), ("hub", "b")]))
    assert [point.least_links for point in plan(star).cut_profile] == [0, 1, 1, 0]
    assert (
        plan(star, SolveSettings(mode=PlanMode.OPTIMISE, effort=Effort.QUICK, robustness=False)).mode
        is PlanMode.OPTIMISE
    )


@pytest.mark.parametrize(("price", "voted"), [(6_999_999, False), (7_000_000, True), (None, False), (UNKNOWN, False)])
def test_a_dear_purchase_waits_for_a_vote_of_its_own(price, voted):
    """700万円以上の動産の買入れ(町): 仮契約の後、本契約の前に議決がいる。"""

    def contract_ready(amount):
        unit = Procurement(id="p", systems=("a",), purchase_amount=amount)
        inventory = town(old("a"), procurements=(unit,))
        return frame(replace(inventory, body=replace(inventory.body, body_class=BodyClass.TOWN)))

    found, plain = contract_ready(price), contract_ready(None)
    plan = review(found.inventory, found.premises, AS_OF, {"a": D3}, FAST)
    gates = {gate.kind: gate for gate in plan.gates}
    assert (GateKind.PROPERTY in gates) is voted
    assert (found.earliest["a"] > plain.earliest["a"]) is voted
    if voted:
        vote, notice, contract = (gates[k] for k in (GateKind.PROPERTY, GateKind.NOTICE, GateKind.CONTRACT))
        assert notice.finish_by == vote.start_by < vote.finish_by <= contract.start_by
        assert (vote.finish_by.month, vote.finish_by.day) in {(3, 20), (6, 25), (9, 25), (12, 18)}
        assert vote in procurement_timeline(plan)


def test_an_order_not_found_within_the_work_is_said_with_what_was_tried():
    def in_vain(problem, **options):
        tried = (Attempt("naive", 0.0), Attempt("cp-sat", 9.0))
        return Solution(mode="optimise", status="unknown", slots={}, rows=(), levels=(), work=9.0, tried=tried)

    found = plan(town(old("a"), old("b")), replace(FAST, solver=in_vain))
    (note,) = (note for note in found.notes if note.key == "plan.note.not_found")
    assert note.mapping()["units"] == "9.0"
    assert len(note.mapping()["methods"]) == 2
    assert not any(found.date_of.values())


def test_a_link_is_open_from_the_day_it_is_made_to_the_day_before_it_is_taken_away() -> None:
    both = town(old("a"), old("b"), old("c"), interfaces=builders.links([("a", "b"), ("b", "c")]))
    links = assess(frame(both), {"a": D1, "b": D2, "c": D3}).links
    assert [(one.opened, one.removed) for one in links] == [(D1, D2), (D2, D3)]
    days = (D1 - timedelta(days=1), D1, D2, D3 - timedelta(days=1), D3)
    assert [sum(link.is_open(day) for link in links) for day in days] == [0, 1, 1, 1, 0]
    assert assess(frame(both), {"a": D1, "b": D2, "c": D3}).score.most_links == 1
