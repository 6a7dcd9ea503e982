"""The search: a first plan, local search, then level by level bounds of our own and CP-SAT from the plan at hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from readiness.solver.bounds import keep_best, separable_bound, simple_bound
from readiness.solver.budget import Budget
from readiness.solver.compiled import Compiled
from readiness.solver.cost_bounds import Bound, CutBounds, order_bound
from readiness.solver.first_plan import find_any, naive_orders
from readiness.solver.incumbent import Incumbent
from readiness.solver.local_search import FEW_RUNS, RUNS, LocalSearch
from readiness.solver.methods import ALL, PROVEN_OFTEN, Methods, cp_sat_loads
from readiness.solver.problem import Level
from readiness.solver.scalar import ADDITIVE, Scalar, scalarise
from readiness.solver.solution import Attempt

MAX_ENUMERATED = 22
SOON_PROVEN, PROVEN_ANYHOW = 16, 12
"""Up to so many units a proof takes less than annealing, which then only follows where it fails: from a plan given, and
from a naive order."""
CHAIN_SHARE, CHAIN_SHARE_OF_MANY = 0.6, 1.0
"""Of the work left, for the first attempt of the proof by chains; the second where no proof is likely."""
AGAIN_SHARE = 0.3
"""Of the work left then, for more annealing."""


@dataclass(frozen=True, slots=True)
class Proven:
    """Where one level ended."""

    level: Level
    value: int
    bound: int
    by: str


@dataclass(slots=True)
class Search:
    """One optimisation in progress. `best` holds the plan; `impossible`: proven that there is none.

    `tried`: how a plan was looked for where there was none at first.
    """

    compiled: Compiled
    levels: tuple[Level, ...]
    budget: Budget
    seed: int
    workers: int
    methods: Methods = ALL
    impossible: bool = False
    baselines: dict[str, tuple[int, ...] | None] = field(default_factory=dict)
    results: list[Proven] = field(default_factory=list)
    best: Incumbent = field(init=False)
    local: LocalSearch | None = None
    floor: Bound | None = None
    chains: Any = None
    settled_by: str = "patterns"
    tried: tuple[Attempt, ...] = ()

    def __post_init__(self) -> None:
        self.best = Incumbent(self.compiled, self.levels, self.budget)

    def run(self, warm: Mapping[str, int] | None = None) -> None:
        """Find the plan and fill `results`."""
        if self.compiled.contradiction:
            self.impossible = True
            return
        if not self.compiled.size:
            self.best.plan = ()
        if self.methods.baselines:
            self.baselines = naive_orders(self.best)
        self.impossible, self.tried = find_any(self.best, warm, self.seed, self.workers)
        if self.best.plan is None:
            return
        soon = PROVEN_ANYHOW if warm is None else SOON_PROVEN
        if not self.methods.exact or self.compiled.size > soon:
            self._improve()
        self._levels()

    def _improve(self) -> None:
        """Local search, once."""
        if self.local is not None or not self.compiled.size or not self.methods.anneal:
            return
        self.local = LocalSearch(self.best, self.seed)
        pure = self.levels == ("cost",) and self.compiled.size > MAX_ENUMERATED
        if not (pure and self.local.order()):
            self.local.anneal(FEW_RUNS if self.compiled.size <= PROVEN_OFTEN else RUNS)

    def _levels(self) -> None:
        fixed: dict[Level, int] = {}
        compiled, done = self.compiled, 0
        for at, level in enumerate(self.levels):
            if at >= done and self.best.value(compiled, level) != simple_bound(compiled, level)[0]:
                done = max(done, self._exact(compiled, self.levels[at:], fixed) + at)
            value = self.best.value(compiled, level)
            if at < done:
                proven = Proven(level, value, value, self.settled_by)
            else:
                proven = self._level(compiled, level, fixed, len(self.levels) - at)
            self.results.append(proven)
            if level in ADDITIVE and level != "cost" and proven.value == separable_bound(compiled, level):
                compiled = keep_best(compiled, level)
            else:
                fixed[level] = proven.value
        # A later search may have found a plan that is better on a level not proven before.
        self.results = [replace(found, value=self.best.value(self.compiled, found.level)) for found in self.results]

    def _exact(self, compiled: Compiled, levels: Sequence[Level], fixed: Mapping[Level, int]) -> int:
        """How many of the levels the method over subsets has settled; it may have found a better plan."""
        scalar = scalarise(compiled, levels)
        if not scalar.levels or fixed:
            return 0
        if self.methods.chains and scalar.levels == ("cost",) and self._chained(compiled):
            proven = self.chains.bound >= self.best.value(compiled, "cost")
            if proven or compiled.size > MAX_ENUMERATED:
                self.settled_by = "chains"
                return int(proven)
        methods = [self._by_sides, self._by_patterns]
        if compiled.groups or compiled.retests:  # rows of sides do not know them: what patterns give comes first
            methods.reverse()
        return len(scalar.levels) * any(method(compiled, scalar) for method in methods)

    def _by_patterns(self, compiled: Compiled, scalar: Scalar) -> bool:
        """Whether patterns have settled all levels of the scalar; they may have found a better plan."""
        if not self.methods.exact:
            return False
        from readiness.solver.exact import exact  # noqa: PLC0415 (heavy)

        found = exact(compiled, scalar, self.best.plan or (), self.budget)
        if self.local is None and self.methods.anneal and (found is None or not found.proven):
            self.best.offer(found.slots if found else None)
            self._improve()
            found = exact(compiled, scalar, self.best.plan or (), self.budget)
        return found is not None and self._take(found, scalar, "patterns")

    def _by_sides(self, compiled: Compiled, scalar: Scalar) -> bool:
        """The same by rows of sides, for more units."""
        if not self.methods.sides or compiled.size <= MAX_ENUMERATED:
            return False
        from readiness.solver.side_proof import side_proof  # noqa: PLC0415 (heavy)

        found = side_proof(compiled, scalar, self.best.plan or (), self.budget)
        return found is not None and self._take(found, scalar, "sides")

    def _take(self, found: Any, scalar: Scalar, by: str) -> bool:
        """A better plan, a bound of *cost* where the scalar is one; whether all levels are settled."""
        self.best.offer(found.slots)
        if found.proven:
            self.settled_by = by
        elif scalar.levels == ("cost",):
            self.floor = max(self.floor or (found.bound, by), (found.bound, by))
        return bool(found.proven)

    def _chained(self, compiled: Compiled) -> bool:
        """Whether the proof by chains fits the problem; if so, a first attempt has been made."""
        from readiness.solver.chain_proof import chain_proof  # noqa: PLC0415 (heavy)

        self.chains = chain_proof(compiled, self.budget, CHAIN_SHARE)
        if self.chains is None:
            return False
        share = CHAIN_SHARE if compiled.size <= PROVEN_OFTEN else CHAIN_SHARE_OF_MANY
        self.chains.attempt(self.best, self.budget.left * share)
        self.budget.bound("cost", self.chains.bound)
        return True

    def _level(self, compiled: Compiled, level: Level, fixed: Mapping[Level, int], levels_left: int) -> Proven:
        """Bound, then CP-SAT from the plan at hand; a bound that needs much work comes last, if still wanted."""
        found: Bound = simple_bound(compiled, level)
        if self.best.value(compiled, level) > found[0]:
            self._improve()
        cuts: CutBounds | None = None
        if level == "cost" and self.best.value(compiled, level) > found[0]:
            found, cuts = self._priced(compiled, found, levels_left)
        self.budget.bound(level, found[0])
        if self.best.value(compiled, level) > found[0] and self.budget.left > 0 and not self.budget.interrupted():
            share = 1.0 if cuts is None else 1 - cuts.kept
            found = self._cpsat(compiled, level, fixed, found, self.budget.left * share / levels_left)
        value = self.best.value(compiled, level)
        if cuts is not None and value > found[0]:
            found = max(found, cuts.after(value))
        self.budget.bound(level, found[0])
        return Proven(level, value, *found)

    def _priced(self, compiled: Compiled, found: Bound, levels_left: int) -> tuple[Bound, CutBounds | None]:
        """Bounds of the level *cost* before CP-SAT, and those that come after it; more annealing where it pays."""
        if self.floor is not None:
            found = max(found, self.floor)
        ordering = None if self.local is None else self.local.ordering
        if ordering is not None:
            value = self.best.value(compiled, "cost")
            return max(found, order_bound(compiled, ordering, value, self.budget)), None
        if self.chains is not None:
            found = max(found, (self.chains.bound, "chains"))
            if self.local is not None:
                self.local.anneal_again(self.budget.left * AGAIN_SHARE)
            self.chains.attempt(self.best, self.budget.left)
            return max(found, (self.chains.bound, "chains")), None
        if not self.methods.bounds or compiled.size <= MAX_ENUMERATED:
            return found, None
        cuts = CutBounds(compiled, self.budget, levels_left)
        found = max(found, cuts.before())
        self.budget.bound("cost", found[0])
        if cuts.free and self.local is not None and self.best.value(compiled, "cost") > found[0]:
            self.local.anneal_again(self.budget.left * cuts.anneal_share)
        return found, cuts

    def _cpsat(self, compiled: Compiled, level: Level, fixed: Mapping[Level, int], known: Bound, work: float) -> Bound:
        if not self.methods.cp_sat or not cp_sat_loads():
            return known
        from readiness.solver.cpsat import minimise  # noqa: PLC0415 (heavy)

        plan = self.best.plan or ()
        # Of a project the first plan is a naive order: told to begin there, CP-SAT stays near it for long.
        project = level == "makespan" and not fixed
        found = minimise(
            compiled,
            level,
            fixed,
            None if project else plan,
            self.budget,
            work=work,
            seed=self.seed,
            workers=self.workers,
            at_least=known[0],
            at_most=self.best.value(compiled, level) if project else None,
        )
        self.best.offer(found.slots)
        if found.bound is None or found.bound <= known[0]:
            return known
        return min(found.bound, self.best.value(compiled, level)), "cp-sat"
