"""Penalties of contracts that several moves share: proven plans though the problem cannot hold them."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.model.interface import Interface
from readiness.model.money import CostItem, Per
from readiness.model.plan import Effort, PlanState
from readiness.model.unknown import UNKNOWN
from readiness.planning.assess import points, yen_points
from readiness.planning.penalties import shared_penalties
from readiness.planning.rulebook import broken_rules
from readiness.planning.settings import SolveSettings
from readiness.planning.solve import optimise
from tests import builders
from tests.money.test_terms import quote
from tests.planning.scene import D1, D2, D3, frame, old, town

SMALL = SolveSettings(effort=Effort.QUICK, strategies=False, robustness=False)


def leased(penalty, *, extension=0):
    """Three moves under one lease of three vendors' systems, to the end of August 2028."""
    lease = builders.contract("k", vendor="v", systems=("a", "b", "c"), end=date(2028, 8, 31), penalty=penalty)
    return town(
        *(old(x, vendor=v) for x, v in zip("abc", "vwx", strict=True)),
        contracts=(lease,),
        interfaces=(Interface(id="i", from_="a", to="b"), Interface(id="j", from_="b", to="c")),
        quotes=(quote(CostItem.LEGAL_CHANGE, extension, system="a", per=Per.ONCE, at=date(2028, 6, 1)),),
    )


def by_trial(found):
    ids = [move.id for move in found.moves]
    plans = [dict(zip(ids, days, strict=True)) for days in product((D1, D2, D3), repeat=len(ids))]
    return min(points(found, plan) for plan in plans if not broken_rules(found, plan))


def test_one_move_waits_where_that_is_cheaper_than_the_penalty():
    cheap, dear = (optimise(frame(leased(amount)), SMALL) for amount in (1, 900_000_000))
    assert max(cheap.dates.values()) < date(2028, 8, 31) <= max(dear.dates.values())
    assert (cheap.state, dear.state) == (PlanState.OPTIMAL, PlanState.OPTIMAL)


@settings(max_examples=6, deadline=None)
@given(st.integers(1, 60_000_000), st.integers(0, 30_000_000))
def test_the_plan_is_the_best_of_all_and_its_bound_says_so(penalty, extension):
    found = frame(leased(penalty, extension=extension))
    solved = optimise(found, SMALL)
    best = by_trial(found)
    assert solved.bound is not None
    assert solved.bound <= best == points(found, solved.dates)


def test_a_penalty_nobody_has_told_weighs_what_is_assumed_and_nothing_where_there_is_none():
    found = frame(leased(UNKNOWN))
    (term,) = shared_penalties(found)
    (charge,) = term.charges(dict.fromkeys("abc", D1), found.horizon)
    assert charge.total() is UNKNOWN
    assert yen_points(found, charge) == found.weights.money.once > 0
    assert shared_penalties(frame(leased(0))) == ()
    assert [term.price.amount for term in shared_penalties(frame(leased(700)))] == [700]


@pytest.mark.parametrize("month", [100_000, 2_000_000, 5_000_000])
def test_a_penalty_by_month_that_several_moves_share_is_searched_and_proven(month):
    """Each date later leaves fewer months of it; the best may be any of them."""
    made = leased(0, extension=20_000_000)
    made = replace(made, quotes=(*made.quotes, quote(CostItem.PENALTY, month, contract="k", per=Per.MONTH)))
    found = frame(made)
    solved = optimise(found, SMALL)
    assert points(found, solved.dates) == by_trial(found) == solved.bound
    assert solved.state is PlanState.OPTIMAL
