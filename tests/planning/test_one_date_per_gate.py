"""One date per gate: the body's own wins, counting back only judges it (F7); a beginning gone by is flagged."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest

from readiness.analysis.actions import dated_actions
from readiness.analysis.plan_actions import gate_actions, judged
from readiness.messages.catalogue import Catalogue
from readiness.model.contract import Milestone, MilestoneKind, Procurement, ProcurementMethod
from readiness.model.plan import Gate, GateKind, GateStanding, Plan
from readiness.planning.body import plan_body
from readiness.planning.settings import FAST
from readiness.planning.wbs import build_wbs
from readiness.report.plan.ics import plan_ics
from tests.planning.scene import AS_OF, frame, old, standard, town

DAY = date(2028, 1, 4)
OWN = {
    MilestoneKind.BUDGET_REQUEST: date(2026, 11, 20),
    MilestoneKind.ASSEMBLY: date(2027, 3, 18),
    MilestoneKind.CONTRACT: date(2027, 4, 15),
}


def bought(days: dict[MilestoneKind, date], id_: str = "p", *done: MilestoneKind) -> Procurement:
    steps = (Milestone(kind=MilestoneKind.RFI, done=True), *(Milestone(kind=k, date=d) for k, d in days.items()))
    steps += tuple(Milestone(kind=kind, done=True) for kind in done)
    return Procurement(id=id_, systems=("a",), method=ProcurementMethod.NEGOTIATED, milestones=steps)


def planned(*procurements: Procurement, weeks: int = 30) -> Plan:
    inventory = town(old("a", duration_weeks=weeks), dates=(DAY,), procurements=procurements)
    return plan_body(inventory, standard(), as_of=AS_OF, settings=FAST)


def gates(plan: Plan) -> dict[GateKind, Gate]:
    return {gate.kind: gate for gate in plan.gates}


def test_the_own_date_is_the_only_one_and_is_judged() -> None:
    found = gates(planned(bought(OWN)))
    own = {kind: (found[kind].begins, found[kind].standing) for kind in (GateKind.BUDGET, GateKind.CONTRACT)}
    assert own == {
        GateKind.BUDGET: (date(2026, 11, 20), GateStanding.IN_TIME),
        GateKind.CONTRACT: (date(2027, 4, 15), GateStanding.IN_TIME),
    }
    assert found[GateKind.RFI].standing is GateStanding.DONE


@pytest.mark.parametrize(
    ("kind", "day", "standing"),
    [
        (MilestoneKind.CONTRACT, date(2027, 6, 8), GateStanding.IN_TIME),  # thirty weeks before the cut-over
        (MilestoneKind.CONTRACT, date(2027, 6, 9), GateStanding.TO_AGREE),
        (MilestoneKind.BUDGET_REQUEST, AS_OF, GateStanding.IN_TIME),
        (MilestoneKind.BUDGET_REQUEST, date(2026, 11, 1), GateStanding.PASSED),
    ],
)
def test_the_judgement_at_its_edges(kind: MilestoneKind, day: date, standing: GateStanding) -> None:
    found = planned(bought(OWN | {kind: day}))
    gate = {"contract": GateKind.CONTRACT, "budget_request": GateKind.BUDGET}[kind.value]
    assert gates(found)[gate].standing is standing


def test_a_notice_is_in_time_only_where_it_leaves_its_weeks() -> None:
    """The day of notice is a beginning: on the day of choice it would be too late."""
    free = gates(planned(bought({})))[GateKind.NOTICE]
    at, after = (
        gates(planned(bought({MilestoneKind.NOTICE: day})))[GateKind.NOTICE].standing
        for day in (free.start_by, free.finish_by)
    )
    assert (at, after) == (GateStanding.IN_TIME, GateStanding.TO_AGREE)


def test_without_an_own_date_a_beginning_gone_by_is_flagged() -> None:
    late = gates(planned(weeks=60))[GateKind.BUDGET]
    assert (late.standing, late.late) == (GateStanding.PASSED, True)
    assert gates(planned(weeks=4))[GateKind.CONTRACT].standing is GateStanding.OPEN


def test_the_list_of_what_to_do_has_each_gate_once() -> None:
    """The own date with the judgement, not the own date and one counted back beside it."""
    inventory = town(old("a", duration_weeks=30), dates=(DAY,), procurements=(bought(OWN),))
    plan = plan_body(inventory, standard(), as_of=AS_OF, settings=FAST)
    made = frame(inventory)
    actions = [*judged(dated_actions(made.situations), plan), *gate_actions(plan)]
    words = Catalogue("ja")
    budget = [a for a in actions if "予算要求" in words.render(a.what)]
    assert [(a.kind, a.due) for a in budget] == [("milestone", date(2026, 11, 20))]
    assert words.render(budget[0].why).endswith("からの逆算では間に合う)")


def test_calendar_and_work_breakdown_use_the_same_date() -> None:
    inventory = town(old("a", duration_weeks=30), dates=(DAY,), procurements=(bought(OWN),))
    plan = plan_body(inventory, standard(), as_of=AS_OF, settings=FAST)
    events = plan_ics(plan, inventory, Catalogue("ja"))
    assert events.count("DTSTART;VALUE=DATE:20261120") == 1
    tasks = build_wbs(frame(inventory), plan.date_of, plan.gates, plan.links)
    assert [(task.start, task.finish) for task in tasks if task.gate is GateKind.BUDGET] == [(date(2026, 11, 20),) * 2]


def test_several_procurements_of_a_move_count_together_in_any_order() -> None:
    """The later of two days, done where all are done; the one signed last speaks for the move."""
    first = bought({MilestoneKind.CONTRACT: date(2027, 4, 15)}, "p")
    second = bought({MilestoneKind.CONTRACT: date(2027, 5, 15)}, "q", MilestoneKind.BUDGET_REQUEST)
    third = bought({MilestoneKind.BUDGET_REQUEST: date(2026, 12, 1)}, "o")
    told = {planned(*order).gates for order in permutations((first, second, third))}
    assert len(told) == 1
    found = {gate.kind: gate for gate in told.pop()}
    assert (found[GateKind.CONTRACT].begins, found[GateKind.CONTRACT].procurement) == (date(2027, 5, 15), "o")
    assert (found[GateKind.BUDGET].done, found[GateKind.BUDGET].begins) == (False, date(2026, 12, 1))
