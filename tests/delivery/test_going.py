"""Fourteen criteria from the record; a failed rehearsal holds the cut-over back until it is held again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from readiness.delivery.going import assess_going, going_of
from readiness.model.contract import Milestone, MilestoneKind, Procurement
from readiness.model.going_live import Count, Criterion, Defects, GoDecision, GoResult, Rehearsal, RehearsalResult
from readiness.model.people import Training
from readiness.model.plan import RuleKind
from readiness.model.progress import Progress, ProgressScope, StepStatus
from readiness.model.system import Charset
from readiness.model.unknown import known
from readiness.planning.body import plan_body
from readiness.planning.possible import possible_days
from readiness.planning.rulebook import broken_rules
from readiness.planning.settings import FAST
from readiness.situation.rehearsals import retest_days
from tests import builders
from tests.planning.scene import AS_OF, D1, D2, D3, frame, old, standard, town


def held(id_: str, on: date, result: RehearsalResult, **fields: object) -> Rehearsal:
    return Rehearsal(id=id_, systems=("s",), on=on, result=result, **fields)


def met(inventory: object) -> dict[int, bool | None]:
    going = going_of(inventory, ("s",), {"s": D1}, AS_OF)
    return {one.no: one.met if known(one.met) else None for one in going.judged}


def test_the_record_fills_what_it_can_and_leaves_the_rest_open() -> None:
    rehearsal = held(
        "r",
        date(2026, 10, 3),
        RehearsalResult.PASSED,
        counts=(Count(item="人", expected=10, actual=10),),
        defects=Defects(high=1, open_high=0),
    )
    inventory = builders.inventory(
        systems=(builders.system("s", charset=Charset(gaiji_undecided=3)),),
        rehearsals=(rehearsal,),
        trainings=(
            Training(id="t", systems=("s",), on=date(2026, 10, 1), attended=4),
            Training(id="u", systems=("s",)),
        ),
        go_decisions=(GoDecision(id="g", systems=("s",), rollback_until="午前5時"),),
    )
    found = met(inventory)
    assert {no for no, value in found.items() if value is True} == {1, 5, 10}
    assert {no for no, value in found.items() if value is False} == {2, 8}
    assert len(found) == 14


def test_the_bodys_own_entry_wins_and_missing_results_forbid() -> None:
    criteria = (Criterion(no=1, met=False), Criterion(no=3, met=True), Criterion(no=99, met=True))
    decision = GoDecision(id="g", systems=("s",), decision=GoResult.GO, criteria=criteria)
    inventory = builders.inventory(systems=(builders.system("s"),), go_decisions=(decision,))
    (going,) = assess_going(inventory, {"s": D1}, AS_OF)
    assert going.forbidden == (1, 5, 10, 12)
    assert going.against
    assert [one.no for one in going.judged][-1] == 99


def test_counts_that_are_open_on_one_side_are_not_agreed() -> None:
    rehearsal = held("r", date(2026, 10, 3), RehearsalResult.PASSED, counts=(Count(item="人", expected=10),))
    assert met(builders.inventory(systems=(builders.system("s"),), rehearsals=(rehearsal,)))[1] is None


def steps(**status: str) -> Progress:
    told = {int(number.removeprefix("s")): StepStatus.of(word) for number, word in status.items()}
    return Progress(scope=ProgressScope.SYSTEM, target="s", steps=tuple(told.items()))


@pytest.mark.parametrize(
    ("status", "eight", "eleven", "twelve"),
    [
        ({}, None, None, None),
        ({"s22": "done", "s28": "done", "s39": "not_applicable", "s30": "done", "s36": "done"}, True, True, True),
        ({"s22": "done", "s28": "in_progress", "s30": "in_progress", "s36": "not_started"}, False, False, False),
        ({"s22": "done", "s28": "done"}, None, None, None),
    ],
)
def test_steps_of_the_national_procedure_show_training_assessment_and_paperwork(
    status: dict[str, str], eight: bool | None, eleven: bool | None, twelve: bool | None
) -> None:
    inventory = builders.inventory(systems=(builders.system("s"),), progress=(steps(**status),))
    found = met(inventory)
    assert (found[8], found[11], found[12]) == (eight, eleven, twelve)


def test_a_signed_contract_counts_where_its_step_is_not_told() -> None:
    milestone = Milestone(kind=MilestoneKind.CONTRACT, done=True)
    inventory = builders.inventory(
        systems=(builders.system("s"),),
        procurements=(Procurement(id="p", systems=("s",), milestones=(milestone,)),),
        progress=(steps(s22="done", s39="done"),),
    )
    assert met(inventory)[12] is True
    assert met(replace(inventory, procurements=()))[12] is None


@pytest.mark.parametrize(
    ("rows", "until"),
    [
        ([("2026-10-03", RehearsalResult.FAILED, D1)], D1),
        ([("2026-10-03", RehearsalResult.FAILED, D1), ("2026-10-31", RehearsalResult.PASSED, None)], None),
        ([("2026-10-03", RehearsalResult.PASSED, None), ("2026-10-31", RehearsalResult.FAILED, D2)], D2),
        ([("2026-12-03", RehearsalResult.FAILED, D2)], None),
    ],
)
def test_the_last_rehearsal_held_decides(
    rows: list[tuple[str, RehearsalResult, date | None]], until: date | None
) -> None:
    records = tuple(
        held(str(at), date.fromisoformat(on), result, retest_on=retest) for at, (on, result, retest) in enumerate(rows)
    )
    found = retest_days(builders.inventory(systems=(builders.system("s"),), rehearsals=records), AS_OF)
    assert found.get("s", (None, None))[1] == until


def test_a_failed_rehearsal_reaches_the_plan() -> None:
    base = town(old("s"), old("t"))
    failed = held("r", date(2026, 10, 3), RehearsalResult.FAILED, retest_on=D1)
    inventory = replace(base, rehearsals=(failed,))
    assert possible_days(frame(inventory), "s")[0] == (D2, D3)
    assert possible_days(frame(inventory), "t")[0] == (D1, D2, D3)
    (broken,) = (rule for rule in broken_rules(frame(inventory), {"s": D1, "t": D1}) if rule.kind is RuleKind.REHEARSAL)
    assert broken.move == "s"
    assert not [rule for rule in broken_rules(frame(inventory), {"s": D2, "t": D1}) if rule.kind is RuleKind.REHEARSAL]
    plan = plan_body(inventory, standard(), as_of=AS_OF, settings=FAST)
    assert plan.date_of["s"] is not None
    assert plan.date_of["s"] >= D2
