"""The solver's cost and the plan's own points must differ by a constant, whatever the dates."""

from datetime import date
from itertools import product
from pathlib import Path

import pytest

from readiness.inventory.load import load_inventory
from readiness.model.body import Division
from readiness.model.money import CostItem, Per, Quote, Tax
from readiness.model.plan import Effort, PlanState
from readiness.model.planning_input import PlanningSettings
from readiness.planning.assess import assess, points
from readiness.planning.encode import encode, with_shadows
from readiness.planning.frame import build_frame
from readiness.planning.premises import premises_of
from readiness.planning.rulebook import broken_rules
from readiness.planning.settings import SolveSettings
from readiness.planning.solve import optimise
from readiness.solver.evaluate import cost_rows
from readiness.solver.violations import violations
from tests import builders
from tests.planning.scene import D1, D2, D3, frame, moved, old, standard, town

SMALL = SolveSettings(effort=Effort.QUICK)


def cost(problem, slots):
    return sum(row.amount for row in cost_rows(problem, slots) if row.kind != "late")


def slots_of(encoded, dates):
    place = {day: slot for slot, day in encoded.day_of.items()}
    slots = {move.id: move.slots[0] for move in encoded.problem.moves}
    return with_shadows(encoded.problem, slots | {move: place[day] for move, day in dates.items()})


def town_with_everything():
    """Quotes of every shape, two links between one pair, links to a moved system, a contract over two moves."""
    lease = builders.contract("k", vendor="v", systems=("a", "b"), end=date(2027, 12, 31), annual_amount=120_000_000)

    def quote(item, amount, **fields):
        return Quote(id=f"q-{item.value}-{fields.get('system')}", item=item, amount=amount, tax=Tax.INCLUDED, **fields)

    return town(
        moved("hub"),
        old("a", vendor="v", move="a"),
        old("b", vendor="v", move="b"),
        old("c", areas=("long_term_care_insurance",)),
        contracts=(lease,),
        interfaces=(
            *builders.links([("a", "b"), ("b", "a"), ("b", "c"), ("hub", "c"), ("hub", "a")]),
            builders.link("priced", "a", "c"),
        ),
        quotes=(
            quote(CostItem.RE_LEASE, 24_000_000, contract="k", per=Per.YEAR),
            quote(CostItem.LEGAL_CHANGE, 9_000_000, system="c", at=date(2028, 2, 1)),
            quote(CostItem.LINK_CHANGE, 4_000_000, interface="priced"),
            quote(CostItem.LINK_CHANGE, 5_000_000, system="hub", per=Per.CUTOVER),
            quote(CostItem.RETEST, 3_000_000, system="b"),
            quote(CostItem.OPERATION, 8_000_000, system="a", per=Per.MONTH),
            quote(CostItem.MIGRATION, 50_000_000, system="a"),
        ),
        divisions=(Division(id="d"),),
    )


def test_cost_and_points_differ_by_a_constant_and_rules_agree():
    found = frame(town_with_everything())
    encoded = encode(found)
    constants = set()
    for days in product((D1, D2, D3), repeat=len(found.moves)):
        dates = dict(zip((move.id for move in found.moves), days, strict=True))
        slots = slots_of(encoded, dates)
        constants.add(cost(encoded.problem, slots) - points(found, dates))
        assert bool(violations(encoded.problem, slots)) == bool(broken_rules(found, dates))
    assert len(constants) == 1


def test_the_solver_finds_what_trying_all_dates_finds():
    found = frame(town_with_everything())
    solved = optimise(found, SMALL)
    ids = [move.id for move in found.moves]
    plans = [dict(zip(ids, days, strict=True)) for days in product((D1, D2, D3), repeat=len(ids))]
    best = min(points(found, plan) for plan in plans if not broken_rules(found, plan))
    assert points(found, solved.dates) == best == solved.bound
    assert (solved.state, solved.optimality_gap) == (PlanState.OPTIMAL, 0.0)


def test_limits_agree_between_the_plan_and_the_problem():
    """Caps per date, a division's month with fewer in spring, a vendor's staff, two dates within one month."""
    days = (date(2028, 3, 6), date(2028, 4, 3), date(2028, 4, 17), date(2028, 6, 5))
    systems = tuple(old(x, vendor="v", owner_division="d", areas=()) for x in "abc")
    inventory = town(
        *systems,
        planning=PlanningSettings(dates=days, until=date(2028, 12, 31), areas_per_date=2, team_weeks_per_month=12),
        divisions=(Division(id="d", cutovers_per_date=2),),
        vendors=(builders.vendor("v", cutovers_per_date=1),),
    )
    found = frame(inventory)
    encoded = encode(found)
    assert {cap.kind for cap in found.caps} >= {"areas", "division", "vendor", "team"}
    verdicts = []
    for chosen in product(days, repeat=3):
        dates = dict(zip("abc", chosen, strict=True))
        broken = bool(violations(encoded.problem, slots_of(encoded, dates)))
        assert broken == bool(broken_rules(found, dates)), dates
        verdicts.append(broken)
    assert {True, False} == set(verdicts)


@pytest.mark.parametrize("name", ["midori-cho", "aozora-shi"])
def test_the_samples_are_encoded_exactly(name):
    path = Path(__file__).parents[2] / "inventories" / name
    inventory = load_inventory(path, standard().area_spellings).inventory
    as_of = inventory.body.as_of
    found = build_frame(inventory, premises_of(standard(), inventory, as_of), as_of)
    encoded = encode(found)
    offsets = set()
    for turn in range(4):
        dates = {}
        for place, move in enumerate(found.moves):
            slots = next(m.slots for m in encoded.problem.moves if m.id == move.id)
            dates[move.id] = encoded.day_of[slots[(place * 3 + turn) % len(slots)]]
        offsets.add(cost(encoded.problem, slots_of(encoded, dates)) - points(found, dates))
    assert len(offsets) == 1
    assert assess(found, dates).score.points == points(found, dates)
