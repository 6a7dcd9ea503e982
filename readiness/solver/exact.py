"""The exact method: patterns, their prices, and the few sets of moved units that may still lead to something better."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from readiness.solver import hold_to_go
from readiness.solver.budget import Budget
from readiness.solver.compiled import Compiled
from readiness.solver.core import Core, make_core
from readiness.solver.hold_to_go import HoldToGo
from readiness.solver.pattern_search import Found, PatternSearch
from readiness.solver.patterns import MAX_PATTERNS, make_patterns
from readiness.solver.potentials import make_potentials
from readiness.solver.scalar import Scalar
from readiness.solver.score import keeps_rules

MAX_UNITS = 62
"""Sets are numbers of 64 bits."""
MAX_COST = 2.0**40
"""Sums of larger amounts are not exact in floating point."""
PATTERNS_PER_WORK = 2e5
LIMITS = (0.15, 0.3, 0.6, 1.0)
"""Shares of the gap below which plans are looked for: few sets stand below tight limits, should the plan be bad."""
SEARCH_SHARE = 0.85
"""Of the work left, for the proof; the rest is for CP-SAT, should it fail."""


@dataclass(frozen=True, slots=True)
class Exact:
    """`bound` on the scalar; `slots`: a better plan, or None; `proven`: the best plan known is optimal."""

    bound: int
    slots: tuple[int, ...] | None
    proven: bool


def exact(compiled: Compiled, scalar: Scalar, plan: Sequence[int], budget: Budget) -> Exact | None:
    """Try to prove `plan` optimal for the scalar or to find a better one; None when the problem is too large."""
    if not 0 < compiled.size <= MAX_UNITS or not budget.left:
        return None
    core = make_core(compiled, scalar)
    if core.most_cost >= MAX_COST:
        return None
    proof = _Proof(compiled, scalar, core, budget, tuple(plan))
    return proof.result() if proof.run() else None


@dataclass(slots=True)
class _Proof:
    """One proof in progress. `value`, `bound`: scaled cost without the core's base."""

    compiled: Compiled
    scalar: Scalar
    core: Core
    budget: Budget
    plan: tuple[int, ...]
    better: tuple[int, ...] | None = None
    value: int = 0
    bound: float = 0.0
    patterns: Any = field(default=None)
    prices: Any = field(default=None)

    def run(self) -> bool:
        """Whether the problem is small enough to be looked at."""
        self.value = self.scalar.value(self.compiled, self.plan) - self.core.base
        held = self._hold()
        if self._done:
            return True
        most = min(MAX_PATTERNS, int(self.budget.left * PATTERNS_PER_WORK / 2))
        made = make_patterns(self.core, most, self.budget.interrupted)
        if isinstance(made, int):
            self.budget.spend(made / PATTERNS_PER_WORK)
            return held is not None
        self.patterns = made
        self.budget.spend(len(made.masks) / PATTERNS_PER_WORK)
        self.prices = make_potentials(self.core, self.patterns, self.value)
        self.bound = max(self.bound, self.prices.bound)
        low, gap = self.bound, self.value - self.bound
        for share in LIMITS:
            limit = min(self.value, int(low + share * gap) + 1)
            if not self._done and limit > self.bound:
                self._search(held, limit)
        return True

    @property
    def _done(self) -> bool:
        return self.bound > self.value - 1 or self.budget.interrupted() or self.budget.left <= 0

    def _hold(self) -> HoldToGo | None:
        """The table of holding costs, where nothing else tells sets apart."""
        work = hold_to_go.work(self.core)
        if self.core.build or not self.core.hold or not hold_to_go.fits(self.core) or work > self.budget.left:
            return None
        self.budget.spend(work)
        table = HoldToGo(self.core)
        self.bound = max(self.bound, table.start)
        return table

    def _search(self, held: HoldToGo | None, limit: int) -> None:
        search = PatternSearch(
            self.core, self.patterns, self.prices, limit, self.scalar.unit, self.budget.interrupted, held
        )
        found: Found = search.run(self.budget.left * SEARCH_SHARE)
        self.budget.spend(found.work)
        self.bound = max(self.bound, found.bound)
        if found.slots is None:
            return
        slots = [0] * self.compiled.size
        for bit, u in enumerate(self.core.order):
            slots[u] = found.slots[bit]
        if keeps_rules(self.compiled, slots):
            self.better, self.value = tuple(slots), self.scalar.value(self.compiled, slots) - self.core.base

    def result(self) -> Exact:
        """What has come of it."""
        bound = -(-self.bound // 1)
        return Exact(int(min(bound, self.value)) + self.core.base, self.better, bound >= self.value)
