"""Bounds of the level *cost* that take work: the program of linear ordering, cuts over time."""

from __future__ import annotations

import math
from typing import Any

from readiness.solver.bounds import separable_bound
from readiness.solver.budget import Budget
from readiness.solver.compiled import Compiled

FEWEST_STEPS = 10
"""Fewer do not pay."""


def order_bound(compiled: Compiled, cost: Any, value: int, budget: Budget) -> tuple[int, str]:
    """Bound of a pure linear ordering problem (`cost` as in `ordering.before_costs`), with its name."""
    from readiness.solver.ordering_bound import ordering_bound  # noqa: PLC0415 (heavy)

    base = separable_bound(compiled, "cost")
    bound, spent = ordering_bound(cost, value - base, budget.left, budget.interrupted)
    budget.spend(spent)
    return base + (bound or 0), "3-dicycle LP"


def profile_of(compiled: Compiled, budget: Budget, share: float) -> tuple[int, str]:
    """Bound from the least link cost between any k moved units and the rest, over time."""
    from readiness.solver.cuts import hold_profile  # noqa: PLC0415 (heavy)
    from readiness.solver.profile import profile_bound  # noqa: PLC0415

    profile, spent = hold_profile(compiled, budget.left * share, budget.interrupted)
    budget.spend(spent)
    return profile_bound(compiled, profile), "cut profile"


def nested_bound(compiled: Compiled, target: int, budget: Budget, share: float) -> tuple[int, str]:
    """Bound from sets that are priced into growing; nothing where the graph of links does not come apart narrowly."""
    from readiness.solver.cuts import hold_weights, widest  # noqa: PLC0415 (heavy)
    from readiness.solver.nested import Nested, fits  # noqa: PLC0415

    rows = len({t for allowed in compiled.allowed for t in allowed})
    buckets = widest([1] * compiled.size, hold_weights(compiled), budget.left * share / rows / FEWEST_STEPS)
    bound = separable_bound(compiled, "cost")
    if fits(compiled, buckets):
        nested = Nested(compiled, buckets)
        budget.spend(nested.improve(target, budget.left * share, budget.interrupted))
        if nested.bound > bound:
            bound = math.ceil(nested.bound - 1e-6 * max(1.0, abs(nested.bound) * 1e-3))
    return bound, "nested cuts"
