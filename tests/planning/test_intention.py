"""Which systems are moves: the standard's own always, kept side systems only when somebody says or shows so."""

from datetime import date

import pytest

from readiness.model.contract import Procurement
from readiness.model.money import CostItem, Quote
from readiness.model.planning_input import Proposal
from readiness.model.system import DueKind, SystemKind
from readiness.model.unknown import UNKNOWN
from readiness.planning.body import plan_body
from readiness.planning.settings import FAST
from readiness.situation.intention import intentions
from tests.planning.scene import AS_OF, D1, old, standard, town

SIDE = {"kind": SystemKind.PERIPHERAL, "duration_weeks": UNKNOWN}


@pytest.mark.parametrize(
    ("fields", "moves"),
    [
        ({}, True),
        ({"moves": UNKNOWN}, UNKNOWN),
        ({"due": DueKind.NOT_APPLICABLE}, False),
        (SIDE, UNKNOWN),
        ({**SIDE, "kind": SystemKind.LOCAL}, UNKNOWN),
        ({**SIDE, "moves": True}, True),
        ({**SIDE, "moves": False}, False),
        ({**SIDE, "duration_weeks": 8}, True),
        ({**SIDE, "duration_weeks": 8, "moves": UNKNOWN}, UNKNOWN),
        ({**SIDE, "move_after": ("other",)}, True),
        ({**SIDE, "shared_database": ("other",)}, True),
        ({**SIDE, "planned_date": date(2028, 1, 4)}, True),
    ],
)
def test_what_the_record_itself_says(fields, moves):
    assert intentions(town(old("a", **fields), old("other")))["a"] == moves


@pytest.mark.parametrize(
    "told",
    [
        {"procurements": (Procurement(id="p", systems=("a",)),)},
        {"proposals": (Proposal(system="a", date=D1),)},
        {"quotes": (Quote(id="q", item=CostItem.MIGRATION, system="a"),)},
    ],
)
def test_what_others_prepare(told):
    assert intentions(town(old("a", **SIDE), **told))["a"] is True


def test_a_side_system_on_a_package_that_is_left_goes_too():
    systems = (old("a", package="pk", **SIDE), old("b", package="pk"))
    assert intentions(town(*systems))["a"] is True


def test_an_undecided_system_is_no_move_but_a_question():
    inventory = town(old("a"), old("sheet", name="就学援助(表計算)", **SIDE))
    plan = plan_body(inventory, standard(), as_of=AS_OF, settings=FAST)
    assert [move.id for move in plan.moves] == ["a"]
    assert [dict(n.params) for n in plan.notes if n.key == "plan.note.undecided"] == [
        {"count": 1, "systems": ("就学援助(表計算)",)}
    ]
