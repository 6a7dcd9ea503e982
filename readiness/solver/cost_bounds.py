"""Bounds of the level *cost* that take work: the program of linear ordering, cuts over time."""

from __future__ import annotations

import math
from typing import Any

from readiness.solver.bounds import separable_bound
from readiness.solver.budget import Budget
from readiness.solver.compiled import Compiled
from readiness.solver.methods import cp_sat_loads

Bound = tuple[int, str]
PROFILE_SHARE, ALONE_SHARE = 0.3, 0.6
"""Of the work left, for the cut profile; and where windows are free but nested cuts cannot follow it."""
NESTED_SHARE = 0.9
"""Of the work left, kept back from CP-SAT for nested cuts where windows are free."""
ANNEAL_SHARE, ANNEAL_ALONE = 0.2, 0.7
"""Of the work left where windows are free, for more annealing; and where nested cuts cannot follow it."""
LATE_SHARE = 0.3
"""Of the work left, kept back for all bounds where they are narrow."""
FREE = 0.5
"""Windows count as free if units may take more than this share of all slots on average."""
FEWEST_STEPS = 10
"""Fewer steps of the nested cuts do not pay."""
MOST_AT_ONCE = 4.0
"""Work of one step at most: between steps the search can be stopped."""


def order_bound(compiled: Compiled, cost: Any, value: int, budget: Budget) -> Bound:
    """Bound of a pure linear ordering problem (`cost` as in `ordering.before_costs`), with its name."""
    base = separable_bound(compiled, "cost")
    if not cp_sat_loads():
        return base, "separable"
    from readiness.solver.ordering_bound import ordering_bound  # noqa: PLC0415 (heavy)

    bound, spent = ordering_bound(cost, value - base, budget.left, budget.interrupted)
    budget.spend(spent)
    return base + (bound or 0), "3-dicycle LP"


class CutBounds:
    """Cut profile and nested cuts at the time they pay: CP-SAT proves narrow windows alone, and free ones never."""

    def __init__(self, compiled: Compiled, budget: Budget, levels_left: int) -> None:
        self.compiled, self.budget, self.levels_left = compiled, budget, levels_left
        slots = len({t for allowed in compiled.allowed for t in allowed})
        self.free = sum(map(len, compiled.allowed)) > FREE * compiled.size * slots
        self.nested: Any = self._nested(NESTED_SHARE) if self.free else None

    def before(self) -> Bound:
        """Bound before CP-SAT."""
        return self._profile() if self.free else (separable_bound(self.compiled, "cost"), "separable")

    @property
    def anneal_share(self) -> float:
        """Share of the work left that finding better plans is worth, where windows are free."""
        return ANNEAL_ALONE if self.nested is None else ANNEAL_SHARE

    @property
    def kept(self) -> float:
        """Share of the work left that CP-SAT must leave."""
        if self.free:
            return NESTED_SHARE if self.nested is not None else 0.0
        return LATE_SHARE

    def after(self, value: int) -> Bound:
        """Bound after CP-SAT, towards the value of the plan at hand."""
        found = (separable_bound(self.compiled, "cost"), "separable")
        if not self.free:
            found = max(found, self._profile())
            self.nested = self._nested(1.0)
        if self.nested is not None and found[0] < value:
            self.budget.spend(self.nested.improve(value, self.budget.left / self.levels_left, self.budget.interrupted))
            bound = self.nested.bound
            if bound > found[0]:
                found = math.ceil(bound - 1e-6 * max(1.0, abs(bound) * 1e-3)), "nested cuts"
        return found

    def _profile(self) -> Bound:
        from readiness.solver.cuts import hold_profile  # noqa: PLC0415 (heavy)
        from readiness.solver.profile import profile_bound  # noqa: PLC0415

        share = ALONE_SHARE if self.free and self.nested is None else PROFILE_SHARE
        work = self.budget.left * share / self.levels_left
        profile, spent = hold_profile(self.compiled, work, self.budget.interrupted)
        self.budget.spend(spent)
        return profile_bound(self.compiled, profile), "cut profile"

    def _nested(self, share: float) -> Any:
        """Ready to improve; None where the graph of links does not come apart narrowly enough for the work."""
        from readiness.solver.cuts import hold_weights, narrowest  # noqa: PLC0415 (heavy)
        from readiness.solver.nested import Nested, fits  # noqa: PLC0415
        from readiness.solver.profile import Growth  # noqa: PLC0415
        from readiness.solver.size_prices import SizePrices  # noqa: PLC0415

        buckets = narrowest([1] * self.compiled.size, hold_weights(self.compiled))
        if not fits(self.compiled, buckets):
            return None
        nested = SizePrices(self.compiled) if Growth(self.compiled).steady else Nested(self.compiled, buckets)
        most = min(MOST_AT_ONCE, self.budget.left / self.levels_left * share / FEWEST_STEPS)
        return nested if nested.work <= most else None
