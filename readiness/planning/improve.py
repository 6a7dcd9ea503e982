"""A plan worked on for as long as it is let: rounds of more and more work, each from the best plan so far."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import count

from readiness.model.plan import Effort, PlanState
from readiness.planning.assess import points
from readiness.planning.frame import Frame
from readiness.planning.penalties import merit
from readiness.planning.settings import SolveSettings
from readiness.planning.solve import optimise
from readiness.planning.solved import Solved
from readiness.solver.solve import solve

FIRST_UNITS = 10.0
LONGEST = 10.0**6
"""Units of work of the first round, and of one round at most; each round has twice those before."""

OnRound = Callable[[int, int | None, int | None], None]
"""Hears of each finished round: its number, the value and the bound known by then, in points."""


def keep_improving(frame: Frame, *, rounds: int | None, stop: Callable[[], bool], on_round: OnRound) -> Solved:
    """The best dates found, with the best bound, until they are proven, `stop` says so, or `rounds` are over.

    A round that is stopped still gives its best checked plan.
    """
    solver = partial(solve, stop=stop, wall_limit=None)
    settings = SolveSettings(effort=Effort.THOROUGH, solver=solver)
    best = optimise(frame, replace(settings, units=FIRST_UNITS))
    for number in count(1):
        on_round(number, points(frame, best.dates), best.bound)
        if best.state is not PlanState.BOUNDED or stop() or number == rounds:
            break
        units = min(LONGEST, FIRST_UNITS * 2**number)
        best = _better(frame, best, optimise(frame, replace(settings, units=units, seed=number), start=best.dates))
    return replace(best, effort=Effort.THOROUGH, reproducible=not stop())


def _better(frame: Frame, one: Solved, two: Solved) -> Solved:
    """The better of two plans of one problem, with the better of their bounds."""
    best = min(one, two, key=lambda found: merit(frame, found))
    bounds = [found.bound for found in (one, two) if found.bound is not None]
    if not bounds or best.clashes:
        return best
    value = points(frame, best.dates)
    gap = (value - max(bounds)) / max(1, abs(value))
    state = PlanState.OPTIMAL if gap <= 0 else best.state
    return replace(best, bound=max(bounds), optimality_gap=max(0.0, gap), state=state)
