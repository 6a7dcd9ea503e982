"""No new temporary link is planned to a system that goes: it moves before, or with, what it is linked to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from readiness.model.contract import Milestone, MilestoneKind, Procurement
from readiness.model.inventory import Inventory
from readiness.model.plan import RuleKind
from readiness.model.planning_input import PlanningSettings
from readiness.planning.body import plan_body, review
from readiness.planning.premises import premises_of
from readiness.planning.settings import FAST
from tests import builders
from tests.planning.scene import AS_OF, D1, D2, D3, frame, old, standard, town


def going(**fields: object) -> Inventory:
    """x is given up by its vendor, y is linked to it; the division can take one cut-over a date."""
    systems = (old("x", vendor="v"), old("y", vendor="w"))
    settings = PlanningSettings(dates=(D1, D2), until=date(2028, 12, 31), areas_per_date=1)
    wires = (builders.link("L", "y", "x"),)
    vendors = (builders.vendor("v", withdrawal_notice=date(2026, 8, 31)), builders.vendor("w"))
    return town(*systems, planning=settings, interfaces=wires, **{"vendors": vendors, **fields})


def dates_of(inventory: Inventory) -> dict[str, date | None]:
    return dict(plan_body(inventory, standard(), as_of=AS_OF, settings=FAST).date_of)


def test_no_new_link_is_planned_to_a_system_that_goes() -> None:
    """y provides, so that it would go first; to x, which goes, no link is made any more."""
    staying = going(vendors=(builders.vendor("v"), builders.vendor("w")))
    assert dates_of(staying) == {"x": D2, "y": D1}
    assert dates_of(going()) == {"x": D1, "y": D2}


def test_a_link_to_what_goes_is_a_named_condition() -> None:
    found = review(going(), premises_of(standard(), going(), AS_OF), AS_OF, {"x": D2, "y": D1}, FAST)
    assert [(rule.kind, rule.message.key) for rule in found.broken] == [(RuleKind.ORDER, "plan.rule.order_leaving")]


def test_an_entered_day_stands_where_what_goes_cannot_go_before_it() -> None:
    """That what goes should go first is our own conclusion: it moves no day that people entered, and is told."""
    for ledger in ({"x": D2, "y": D1}, {"y": D1}):
        sellers = {"x": "v", "y": "w"}
        systems = tuple(old(name, vendor=sellers[name], planned_date=ledger.get(name)) for name in sellers)
        late = () if "x" in ledger else (Milestone(kind=MilestoneKind.CONTRACT, date=D1),)
        given = replace(going(), systems=systems, procurements=(Procurement(id="p", systems=("x",), milestones=late),))
        found = plan_body(given, standard(), as_of=AS_OF, settings=FAST)
        assert (found.date_of, found.broken) == ({"x": D2, "y": D1}, ())
        assert [n for n in found.notes if n.key == "plan.note.entered.leaving"]
    early = replace(going(), systems=(old("x", vendor="v", planned_date=D1), old("y", vendor="w", planned_date=D2)))
    assert frame(early).leaving_first == {("x", "y")}


def test_an_order_the_body_has_told_holds_and_what_goes_together_is_left_alone() -> None:
    told = going()
    told = replace(told, systems=(replace(told.systems[0], move_after=("y",)), told.systems[1]))
    assert dates_of(told) == {"x": D2, "y": D1}
    both = (builders.vendor("v", service_end=D3), builders.vendor("w", service_end=D3))
    assert frame(going(vendors=both)).leaving_first == frozenset()
