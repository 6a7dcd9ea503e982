"""What moves together, and why."""

from dataclasses import replace
from datetime import timedelta

import pytest

from readiness.model.body import OperatingBody
from readiness.model.contract import ContractKind
from readiness.model.decision import AdoptedMove, AdoptedPlan, Pin
from readiness.model.plan import Move
from readiness.model.system import DueKind
from readiness.planning.due import DueBy
from readiness.planning.moves import build_moves
from readiness.situation.situation import situations
from tests import builders
from tests.planning.scene import AS_OF, D1, D2, frame, old, premises, standard, town


def groups(inventory):
    return [move.systems for move in build_moves(situations(inventory, AS_OF), premises(inventory))]


def reasons(move: Move):
    return [reason.key for reason in move.because]


def test_systems_of_one_package_move_together_and_say_so():
    town_ = town(old("a", package="p"), old("b"), old("c", package="p"))
    moves = build_moves(situations(town_, AS_OF), premises(town_))
    assert [move.systems for move in moves] == [("a", "c"), ("b",)]
    assert reasons(moves[0]) == ["plan.group.package"]


def test_a_shared_database_and_move_with_join():
    assert groups(town(old("a", shared_database=("b",)), old("b"), old("c", move_with=("b",)))) == [("a", "b", "c")]


def test_a_move_named_by_hand_is_not_joined_by_package():
    assert groups(town(old("a", package="p", move="first"), old("b", package="p"), old("c", package="p"))) == [
        ("a",),
        ("b", "c"),
    ]


def test_a_contract_joins_only_the_systems_of_its_own_vendor():
    systems = (old("a", vendor="v"), old("b", vendor="v"), old("c", vendor="w"))
    own = builders.contract("k", vendor="v", systems=("a", "b"))
    wide = builders.contract("line", vendor="v", systems=("a", "b", "c"))
    joint = builders.contract("centre", vendor="v", systems=("a", "b"), kind=ContractKind.JOINT_USE)
    assert groups(town(*systems, contracts=(own,))) == [("a", "b"), ("c",)]
    assert groups(town(*systems, contracts=(wide, joint))) == [("a",), ("b",), ("c",)]


def test_an_operating_body_that_decides_joins():
    systems = (old("a", operating_body="o"), old("b", operating_body="o"))
    assert groups(town(*systems, operating_bodies=(OperatingBody(id="o", decides=True),))) == [("a", "b")]
    assert groups(town(*systems, operating_bodies=(OperatingBody(id="o"),))) == [("a",), ("b",)]


def test_what_only_suggests_one_move_gives_way_to_days_that_were_entered():
    """A package, a contract or another body suggests it; `move_with` and a shared database say it."""
    contract = builders.contract("k", vendor="v", systems=("a", "b", "c"))
    body = OperatingBody(id="o", decides=True)
    for shared in ({"package": "p"}, {"vendor": "v"}, {"operating_body": "o"}):
        dated = (old("a", planned_date=D1, **shared), old("b", planned_date=D2, **shared), old("c", **shared))
        found = {"contracts": (contract,), "operating_bodies": (body,)}
        assert groups(town(*dated, **found)) == [("a",), ("b", "c")]  # what names no day goes with the latest
        assert groups(town(*(replace(s, planned_date=D1) for s in dated), **found)) == [("a", "b", "c")]
        past = (replace(dated[0], planned_date=AS_OF), *dated[1:])
        assert groups(town(*past, **found)) == [("a", "b", "c")]
    told = (old("a", planned_date=D1, shared_database=("b",)), old("b", planned_date=D2))
    assert groups(town(*told)) == [("a", "b")]


def test_a_decision_keeps_one_move_together_whatever_days_the_record_plans():
    dated = town(old("a", planned_date=D1, package="p"), old("b", planned_date=D2, package="p"))
    adopted = AdoptedPlan(adopted_on=AS_OF, moves=(AdoptedMove(move="m-a", systems=("a", "b"), date=D2),))
    pin = Pin(move="m-a", date=D2, reason="議会", approver="副町長")
    for decided in ({"plan": adopted}, {"pins": (pin,)}):
        assert groups(replace(dated, decisions=replace(dated.decisions, **decided))) == [("a", "b")]


def test_durations_come_from_the_inventory_else_from_the_area():
    stated = frame(town(old("a", duration_weeks=7))).moves[0]
    assert (stated.duration_weeks, stated.duration_assumed) == (7, False)
    assumed = frame(town(builders.system("b", migrated=False, areas=("long_term_care_insurance",)))).moves[0]
    wanted = standard().assumptions.whole("planning.duration_weeks", "long_term_care_insurance")
    assert (assumed.duration_weeks, assumed.duration_assumed) == (wanted, True)


def test_a_move_waits_for_the_last_of_its_packages():
    pair = (old("a", delivery_date=D1, move_with=("b",)), old("b", delivery_date=D2))
    assert frame(town(*pair)).delivery == {"m-a": D2}


def test_a_granted_date_that_nobody_has_told_is_bound_by_the_practical_end():
    granted = frame(town(old("a", due=DueKind.EXTENDED)))
    due = granted.dues["a"]
    assert due is not None and (due.day, due.by) == (granted.premises.until, DueBy.ASSUMED)
    assert frame(town(old("a"))).dues["a"] is None


def test_the_day_after_the_last_of_a_service_is_not_too_late() -> None:
    vendor = builders.vendor("v", service_end=D1)
    due = frame(town(old("a", vendor="v"), vendors=(vendor,))).dues["a"]
    assert due is not None and (due.by, due.day, due.latest) == (DueBy.SERVICE, D1, D1 + timedelta(days=1))


@pytest.mark.parametrize(("kind", "by"), [(DueKind.EXTENDED, DueBy.LEGAL), (DueKind.PRINCIPAL, DueBy.STATED)])
def test_a_day_that_was_told_is_a_legal_one_only_where_it_was_granted(kind: DueKind, by: DueBy) -> None:
    due = frame(town(old("a", due=kind, due_date=D1))).dues["a"]
    assert due is not None and (due.by, due.latest) == (by, D1)
