"""Small random towns: the planner's problem and the judge weigh every price alike, and the plan found is the best."""

from itertools import product

import pytest
from hypothesis import given, settings

from readiness.model.money import CostItem, Per, Quote, Tax
from readiness.model.plan import Effort
from readiness.planning.assess import points
from readiness.planning.encode import encode
from readiness.planning.frame import Frame
from readiness.planning.penalties import paid_points, shared_penalties
from readiness.planning.possible import possible_days
from readiness.planning.rulebook import broken_rules
from readiness.planning.settings import SolveSettings
from readiness.planning.solve import optimise
from tests import builders
from tests.money.test_against_reference import frame_of, places
from tests.planning.scene import frame, moved, old, town
from tests.planning.test_encode import cost, slots_of

QUICK = SolveSettings(effort=Effort.QUICK, strategies=False, robustness=False)


def plans(frame: Frame, most: int):
    """Every choice among the first dates that each move may take."""
    days = [possible_days(frame, move.id)[0][:most] for move in frame.moves]
    for chosen in product(*days):
        yield dict(zip((move.id for move in frame.moves), chosen, strict=True))


@settings(max_examples=30, deadline=None)
@given(places())
def test_cost_and_points_differ_by_one_constant_but_for_shared_penalties(place):
    frame = frame_of(place)
    encoded, shared = encode(frame), shared_penalties(frame)
    constants = {
        cost(encoded.problem, slots_of(encoded, dates)) + paid_points(frame, shared, dates) - points(frame, dates)
        for dates in plans(frame, 3)
    }
    assert len(constants) == 1


@settings(max_examples=12, deadline=None)
@given(places())
def test_no_plan_is_better_than_the_one_found(place):
    frame = frame_of(place)
    solved = optimise(frame, QUICK)
    best = min(points(frame, dates) for dates in plans(frame, 9) if not broken_rules(frame, dates))
    assert points(frame, solved.dates) == best
    assert solved.bound is not None
    assert solved.bound <= best


@pytest.mark.parametrize("own", [True, False])
@pytest.mark.parametrize("per", [Per.ONCE, Per.CUTOVER])
@pytest.mark.parametrize("item", [CostItem.LINK_CHANGE, CostItem.RETEST])
def test_work_along_links_weighs_for_the_planner_what_it_weighs_for_the_judge(item, per, own):
    system = old("h") if own else moved("h")
    priced = Quote(id="q", item=item, system="h", amount=30_000_000, per=per, tax=Tax.INCLUDED)
    links = builders.links([("h", "a"), ("b", "h")])
    here = frame(town(system, old("a"), old("b"), interfaces=links, quotes=(priced,)))
    encoded = encode(here)
    weighed = {
        (cost(encoded.problem, slots_of(encoded, dates)) - points(here, dates), points(here, dates))
        for dates in plans(here, 3)
    }
    assert len({constant for constant, _ in weighed}) == 1
    assert len({weight for _, weight in weighed}) > 3
