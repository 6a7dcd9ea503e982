"""The proof by rows of sides: prices until they are good enough, then searches below ever higher limits."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from readiness.solver.budget import Budget
from readiness.solver.compiled import Compiled
from readiness.solver.core import make_core
from readiness.solver.exact import MAX_COST, MAX_UNITS, Exact
from readiness.solver.methods import PROVEN_OFTEN
from readiness.solver.scalar import Scalar
from readiness.solver.score import keeps_rules
from readiness.solver.side_prices import EXACTLY, SidePrices
from readiness.solver.side_search import SideSearch

STEPS, MORE_STEPS, FEWEST_STEPS = 240, 480, 30
"""Of the prices, where a proof is likely; more, if it needs them; fewer do not pay."""
LENGTHS = (1.0, 0.1, 0.02)
"""Of the first step, the last one, and the last of more steps."""
EARLY = 1 / 3
"""Share of the steps after which a search is tried."""
PRICE_SHARE = 0.7
"""Of the work left, for prices at most."""
PARTS = 5
"""Limits rise by so large a part of the gap."""
TRIAL = 0.1
"""Work of an early search beside what its prices took."""


def side_proof(compiled: Compiled, scalar: Scalar, plan: Sequence[int], budget: Budget) -> Exact | None:
    """Try to prove `plan` optimal for the scalar or to find a better one; None where making links costs nothing and
    where rows are too wide for the work."""
    core = make_core(compiled, scalar)
    if not core.build or core.most_cost >= MAX_COST or len(core.times) < 2:
        return None
    prices = SidePrices(core)
    if not prices.fits or prices.work * FEWEST_STEPS > budget.left:
        return None
    proof = _Proof(compiled, scalar, prices, budget, tuple(plan), scalar.value(compiled, plan) - core.base)
    proof.run()
    return Exact(min(proof.bound, proof.value) + core.base, proof.better, proof.bound >= proof.value)


@dataclass(slots=True)
class _Proof:
    """`value` of the best plan and `bound`, without the core's base; `better`: a plan below the one given."""

    compiled: Compiled
    scalar: Scalar
    prices: SidePrices
    budget: Budget
    plan: tuple[int, ...]
    value: int
    bound: int = 0
    better: tuple[int, ...] | None = None
    blocked: bool = False

    def run(self) -> None:
        """One series of ever shorter steps of the prices, with searches on the way."""
        many = self.compiled.size > PROVEN_OFTEN
        steps = self._steps if many else min(STEPS, self._steps)
        early = int(steps * EARLY)
        first, last, end = LENGTHS
        between = first * (last / first) ** EARLY
        self._improve(early, (first, between))
        self._search(TRIAL + early * self.prices.work)
        self._improve(steps - early, (between, last))
        self._search(self.budget.left if many else TRIAL + steps * self.prices.work)
        self._improve(min(MORE_STEPS, self._steps), (last, end))
        self._search(self.budget.left)

    @property
    def _steps(self) -> int:
        """As many as the work left pays for."""
        return int(PRICE_SHARE * self.budget.left / self.prices.work) - EXACTLY

    @property
    def _done(self) -> bool:
        return self.bound >= self.value or self.blocked or self.budget.left <= 0 or self.budget.interrupted()

    def _improve(self, steps: int, lengths: tuple[float, float]) -> None:
        if not self._done:
            self.budget.spend(self.prices.improve(self.value, steps, self.budget.interrupted, lengths))
            self._raise(self.prices.bound)

    def _search(self, work: float) -> None:
        """Search below ever higher limits."""
        search, end = SideSearch(self.prices, self.budget.interrupted), self.budget.spent + work
        low, gap = self.bound, self.value - self.bound
        for part in () if self._done or self.compiled.size > MAX_UNITS else range(1, PARTS + 1):
            limit = min(self.value, low + math.ceil(gap * part / PARTS))
            if limit <= self.bound or self.budget.spent >= end:
                continue
            found = search.run(limit, end - self.budget.spent)
            self.budget.spend(search.work)
            if not found.complete:
                return
            self._raise(limit if found.cost is None else found.cost)
            if found.times is not None:
                self._take(found.times)
                return

    def _take(self, times: tuple[int, ...]) -> None:
        """A plan that costs least by all that rows know; where they do not know all it may break rules or cost more."""
        slots = [0] * self.compiled.size
        for bit, u in enumerate(self.prices.core.order):
            slots[u] = self.prices.core.times[times[bit]]
        value = self.scalar.value(self.compiled, slots) - self.prices.core.base
        if keeps_rules(self.compiled, slots) and value < self.value:
            self.better, self.value = tuple(slots), value
        self.blocked = self.bound < self.value

    def _raise(self, bound: float) -> None:
        if bound > -math.inf:
            self.bound = max(self.bound, math.ceil(bound - 1e-6 * max(1.0, abs(bound) * 1e-3)))
