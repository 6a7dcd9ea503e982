"""Bounds of the level *cost* that take work: the program of linear ordering, the cut profile over time."""

from __future__ import annotations

from typing import Any

from readiness.solver.bounds import separable_bound
from readiness.solver.budget import Budget
from readiness.solver.compiled import Compiled


def order_bound(compiled: Compiled, cost: Any, value: int, budget: Budget) -> tuple[int, str]:
    """Bound of a pure linear ordering problem (`cost` as in `ordering.before_costs`), with its name."""
    from readiness.solver.ordering_bound import ordering_bound  # noqa: PLC0415 (heavy)

    base = separable_bound(compiled, "cost")
    bound, spent = ordering_bound(cost, value - base, budget.left, budget.interrupted)
    budget.spend(spent)
    return base + (bound or 0), "3-dicycle LP"


def cut_bound(compiled: Compiled, budget: Budget, levels_left: int) -> tuple[int, str]:
    """Bound from the least link cost between any k moved units and the rest, over time."""
    from readiness.solver.cuts import hold_profile  # noqa: PLC0415 (heavy)
    from readiness.solver.profile import profile_bound  # noqa: PLC0415

    work = budget.left / levels_left
    profile = hold_profile(compiled, 1, work, budget.interrupted)
    budget.spend(work)
    return profile_bound(compiled, profile), "cut profile"
