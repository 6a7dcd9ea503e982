"""A move of which nobody has entered a date, a vendor, a contract or a price gets no date (日程の前提)."""

from __future__ import annotations

from datetime import date

import pytest

from readiness.model.contract import Procurement
from readiness.model.decision import AdoptedMove, AdoptedPlan, Decisions, Pin
from readiness.model.inventory import Inventory
from readiness.model.money import CostItem, Quote
from readiness.model.plan import PlanState
from readiness.model.planning_input import PlanningSettings, Proposal
from readiness.model.system import DueKind, System
from readiness.planning.body import plan_body
from readiness.planning.settings import FAST
from readiness.situation.situation import situations
from tests import builders
from tests.planning.scene import standard

AS_OF = date(2026, 11, 2)
DAY = date(2028, 5, 8)


ADOPTED = AdoptedPlan(adopted_on=AS_OF, moves=(AdoptedMove(move="m", systems=("a",), date=DAY),))


def old(id_: str, **fields: object) -> System:
    return builders.system(id_, areas=("child_allowance",), migrated=False, **fields)


def town(*systems: System, **records: object) -> Inventory:
    return builders.inventory(systems=systems or (old("a"),), **records)


NOTHING = {
    "nothing": town(),
    "only a legal date": town(old("a", due=DueKind.EXTENDED, due_date=date(2029, 3, 31))),
    "the last day of the plan": town(planning=PlanningSettings(until=DAY)),
    "what another system has": town(old("a"), builders.system("b", migrated=True, vendor="v")),
    "a price of the whole body": town(quotes=(Quote(id="q", item=CostItem.OPERATION, amount=1),)),
}
SOMETHING = {
    "a vendor": town(old("a", vendor="v")),
    "a package": town(old("a", package="p")),
    "another body runs it": town(old("a", operating_body="o")),
    "a planned date": town(old("a", planned_date=DAY)),
    "a delivery date": town(old("a", delivery_date=DAY)),
    "the end of support": town(old("a", platform_eol=DAY)),
    "a contract": town(contracts=(builders.contract("c", systems=("a",)),)),
    "an ended contract": town(contracts=(builders.contract("c", systems=("a",), end=date(2020, 3, 31)),)),
    "a procurement": town(procurements=(Procurement(id="p", systems=("a",)),)),
    "a proposal": town(planning=PlanningSettings(), proposals=(Proposal(system="a", date=DAY),)),
    "a quote": town(quotes=(Quote(id="q", item=CostItem.MIGRATION, system="a"),)),
    "a pin": town(decisions=Decisions(pins=(Pin(move="a", date=DAY),))),
    "an adopted plan": town(
        decisions=Decisions(
            plan=AdoptedPlan(adopted_on=AS_OF, moves=(AdoptedMove(move="a", systems=("a",), date=DAY),))
        )
    ),
    "candidate dates of the body": town(planning=PlanningSettings(dates=(DAY,))),
    "it goes before a move that has some": town(old("a"), old("b", vendor="v", move_after=("a",))),
}


@pytest.mark.parametrize("inventory", NOTHING.values(), ids=NOTHING)
def test_nothing_a_date_could_rest_on(inventory: Inventory) -> None:
    assert [group.id for group in situations(inventory, AS_OF).undated] == ["a"]


@pytest.mark.parametrize("inventory", SOMETHING.values(), ids=SOMETHING)
def test_one_fact_is_enough(inventory: Inventory) -> None:
    stands = situations(inventory, AS_OF)
    assert "a" in [group.id for group in stands.groups]
    assert not stands.undated


def test_what_goes_after_a_move_with_premises_has_none_itself() -> None:
    stands = situations(town(old("a", vendor="v"), old("b", move_after=("a",))), AS_OF)
    assert [group.id for group in stands.undated] == ["b"]


def test_a_date_at_hand_is_a_premise() -> None:
    assert not situations(town(), AS_OF, given=("a",)).undated


def plan(inventory: Inventory):
    return plan_body(inventory, standard(), as_of=AS_OF, settings=FAST)


def test_without_premises_there_is_a_legal_date_and_no_other() -> None:
    found = plan(town(old("a", due=DueKind.EXTENDED, due_date=date(2029, 3, 31))))
    assert (found.state, found.moves, found.placements, found.gates, found.wbs) == (
        PlanState.NO_PREMISES,
        (),
        (),
        (),
        (),
    )
    (move,) = found.unplanned
    assert (move.id, move.due, move.legal.key) == ("a", date(2029, 3, 31), "plan.legal.extended")
    assert move.needs.key == "plan.unplanned.needs"
    assert next(note.key for note in found.notes) == "plan.note.without_premises"


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"due": DueKind.LAPSED}, "lapsed"),
        ({"due": DueKind.PRINCIPAL}, "principal"),
        ({"due": DueKind.EXTENDED}, "extended_unknown"),
        ({}, "unknown"),
    ],
)
def test_the_legal_date_by_its_kind(fields: dict[str, object], key: str) -> None:
    (move,) = plan(town(old("a", **fields))).unplanned
    assert move.legal.key == f"plan.legal.{key}"


def test_only_the_move_without_premises_is_left_out() -> None:
    links = builders.links([("a", "b"), ("b", "c")])
    found = plan(town(old("a", vendor="v"), old("b"), builders.system("c", migrated=True), interfaces=links))
    assert [move.id for move in found.moves] == ["a"]
    assert [move.id for move in found.unplanned] == ["b"]
    assert found.links == ()  # how long it would be open nobody can say
    assert {note.key: dict(note.params) for note in found.notes}["plan.note.links_to_undated"]["count"] == 2


def test_a_flow_only_the_standard_expects_is_neither_open_nor_counted() -> None:
    links = (builders.link("L", "a", "c", presumed=True), builders.link("M", "c", "a"))
    found = plan(town(old("a", vendor="v"), builders.system("c", migrated=True), interfaces=links))
    assert [link.id for link in found.links] == ["M"]
    assert [link.id for link in found.expected] == ["L"]
    assert "plan.note.expected_links" in {note.key for note in found.notes}
    none = plan(town(old("a"), builders.system("c", migrated=True), interfaces=links))
    assert "plan.note.expected_not_counted" in {note.key for note in none.notes}, "no order has been compared"
    assert found.score is not None
    assert found.score.links_open == 1


def test_a_flow_is_no_longer_only_expected_once_anything_is_told_of_it() -> None:
    told = builders.link("L", "a", "c", presumed=True, documented=False)
    assert not told.expected
    quoted = town(
        old("a", vendor="v"),
        builders.system("c", migrated=True),
        interfaces=(builders.link("L", "a", "c", presumed=True),),
        quotes=(Quote(id="q", item=CostItem.LINK_CHANGE, interface="L", amount=1),),
    )
    assert [link.id for link in plan(quoted).links] == ["L"]
