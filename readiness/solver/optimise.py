"""The search: naive orders, annealing, bounds of our own, then CP-SAT level by level from the plan at hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from readiness.solver.anneal import PROPOSALS_PER_WORK, Annealer
from readiness.solver.baselines import NAMES, baseline
from readiness.solver.bounds import keep_best, separable_bound, simple_bound
from readiness.solver.budget import Budget
from readiness.solver.compiled import Compiled
from readiness.solver.cost_bounds import CutBounds, order_bound
from readiness.solver.methods import ALL, Methods
from readiness.solver.problem import Level
from readiness.solver.scalar import ADDITIVE, Scalar, scalarise
from readiness.solver.score import keeps_rules, level_of
from readiness.solver.warm import completed

MAX_ENUMERATED = 22
HEATS = (1.0, 0.5, 0.5, 0.25)
"""Annealing runs: one from hot, the others from the best plan so far, each cooler."""
AGAIN_SHARE = 0.3
"""Of the work left when windows turn out to be free, for more annealing."""


@dataclass(frozen=True, slots=True)
class Proven:
    """Where one level ended."""

    level: Level
    value: int
    bound: int
    by: str


@dataclass(slots=True)
class Search:
    """One optimisation in progress. `plan`: slots per unit, None until one is found; `impossible`: proven so."""

    compiled: Compiled
    levels: tuple[Level, ...]
    budget: Budget
    seed: int
    workers: int
    methods: Methods = ALL
    plan: tuple[int, ...] | None = None
    impossible: bool = False
    baselines: dict[str, tuple[int, ...] | None] = field(default_factory=dict)
    results: list[Proven] = field(default_factory=list)
    floor: int | None = None
    ordering: Any = None
    first_plan: tuple[int, ...] | None = None
    usual: float = 0.0

    def run(self, warm: Mapping[str, int] | None = None) -> None:
        """Fill `plan` and `results`."""
        if self.compiled.contradiction:
            self.impossible = True
            return
        if not self.compiled.size:
            self.plan = ()
        self._start(warm)
        if self.plan is None:
            return
        if self.compiled.size and self.methods.anneal:
            self._order() if self.levels == ("cost",) else None
            if self.ordering is None:
                self._anneal()
        self._levels()

    def values(self, slots: Sequence[int]) -> tuple[int, ...]:
        """Value per level, for comparison."""
        return tuple(level_of(self.compiled, slots, level) for level in self.levels)

    def offer(self, slots: Sequence[int] | None) -> None:
        """Take a plan if it keeps the rules and is better level by level."""
        if slots is None or not keeps_rules(self.compiled, slots):
            return
        if self.plan is None or self.values(slots) < self.values(self.plan):
            self.plan = tuple(slots)
            for level, value in zip(self.levels, self.values(slots), strict=True):
                self.budget.incumbent(level, value)

    def _start(self, warm: Mapping[str, int] | None) -> None:
        for name in NAMES if self.methods.baselines else ():
            slots = baseline(self.compiled, name)
            self.baselines[name] = None if slots is None else tuple(slots)
            self.offer(slots)
        if warm is not None:
            self.offer(completed(self.compiled, warm))
        if self.plan is None:
            from readiness.solver.cpsat import minimise  # noqa: PLC0415 (heavy)

            share = self.budget.left / 2
            found = minimise(
                self.compiled, None, {}, None, self.budget, work=share, seed=self.seed, workers=self.workers
            )
            self.impossible = found.status == "INFEASIBLE"
            self.offer(found.slots)

    def _order(self) -> None:
        """Insertion search, if who moves before whom is all that counts."""
        from readiness.solver.ordering import KICKS_PER_WORK, before_costs, search_order  # noqa: PLC0415 (heavy)

        self.ordering = before_costs(self.compiled) if self.compiled.size > MAX_ENUMERATED else None
        if self.ordering is None:
            return
        plan = self.plan or ()
        start = sorted(range(self.compiled.size), key=lambda u: plan[u])
        work = self.budget.left * 0.15
        order, _ = search_order(self.ordering, start, int(work * KICKS_PER_WORK), self.seed, self.budget.interrupted)
        self.budget.spend(work)
        places = dict(zip(order, self.compiled.allowed[0], strict=False))
        self.offer([places[u] for u in range(self.compiled.size)])

    def _anneal(self) -> None:
        scalar = scalarise(self.compiled, self.levels)
        if not scalar.levels:
            return
        free = sum(len(allowed) > 1 for allowed in self.compiled.allowed)
        self.first_plan, self.usual = self.plan, 0.4 + 0.02 * free
        self._anneal_once(scalar, min(self.budget.left * 0.25, self.usual), self.seed)

    def _anneal_again(self) -> None:
        """More runs from the first plan with other seeds: where windows are free, nothing else finds better plans."""
        scalar = scalarise(self.compiled, self.levels)
        work = self.budget.left * AGAIN_SHARE
        if self.first_plan is None or not scalar.levels:
            return
        for run in range(1, (runs := max(1, int(work / self.usual))) + 1):
            if self.budget.interrupted():
                return
            self._anneal_once(scalar, work / runs, self.seed + run)

    def _anneal_once(self, scalar: Scalar, work: float, seed: int) -> None:
        annealer = Annealer(self.compiled, scalar, self.first_plan or (), seed)
        for heat in HEATS:
            annealer.run(int(work * PROPOSALS_PER_WORK) // len(HEATS), stop=self.budget.interrupted, heat=heat)
            annealer.restart_from_best()
            self.offer(annealer.best_slots)
        self.budget.spend(annealer.proposals / PROPOSALS_PER_WORK)

    def _levels(self) -> None:
        fixed: dict[Level, int] = {}
        compiled, done = self.compiled, 0
        for at, level in enumerate(self.levels):
            if at >= done and not self._settled(compiled, level):
                done = max(done, self._exact(compiled, self.levels[at:], fixed) + at)
            value = level_of(compiled, self.plan or (), level)
            if at < done:
                proven = Proven(level, value, value, "subset-dp")
            else:
                proven = self._level(compiled, level, fixed, len(self.levels) - at)
            self.results.append(proven)
            if level in ADDITIVE and level != "cost" and proven.value == separable_bound(compiled, level):
                compiled = keep_best(compiled, level)
            else:
                fixed[level] = proven.value
        # A later search may have found a plan that is better on a level not proven before.
        plan = self.plan or ()
        self.results = [replace(found, value=level_of(self.compiled, plan, found.level)) for found in self.results]

    def _settled(self, compiled: Compiled, level: Level) -> bool:
        return level_of(compiled, self.plan or (), level) == simple_bound(compiled, level)[0]

    def _exact(self, compiled: Compiled, levels: Sequence[Level], fixed: Mapping[Level, int]) -> int:
        """How many of the levels the method over subsets has settled; it may have found a better plan."""
        scalar = scalarise(compiled, levels)
        if not self.methods.exact or not scalar.levels or fixed:
            return 0
        from readiness.solver.exact import exact  # noqa: PLC0415 (heavy)

        found = exact(compiled, scalar, self.plan or (), self.budget)
        if found is None:
            return 0
        self.offer(found.slots)
        if found.proven:
            return len(scalar.levels)
        if scalar.levels == ("cost",):
            self.floor = found.bound
        return 0

    def _level(self, compiled: Compiled, level: Level, fixed: Mapping[Level, int], levels_left: int) -> Proven:
        """Bound, then CP-SAT from the plan at hand; a bound that needs much work comes last, if still wanted."""
        value = level_of(compiled, self.plan or (), level)
        bound, by = simple_bound(compiled, level)
        priced = level == "cost" and value > bound
        if priced and self.floor is not None:
            bound, by = max((bound, by), (self.floor, "subset-dp"))
        if priced and self.ordering is not None:
            bound, by = max((bound, by), order_bound(compiled, self.ordering, value, self.budget))
        wide = priced and self.methods.bounds and self.ordering is None and compiled.size > MAX_ENUMERATED
        cuts = CutBounds(compiled, self.budget, levels_left) if wide else None
        if cuts is not None:
            bound, by = max((bound, by), cuts.before())
            if cuts.free and value > bound:
                self._anneal_again()
                value = level_of(compiled, self.plan or (), level)
        self.budget.bound(level, bound)
        if value > bound and self.budget.left > 0 and not self.budget.interrupted():
            from readiness.solver.cpsat import minimise  # noqa: PLC0415 (heavy)

            share = 0.0 if cuts is None else cuts.kept
            found = minimise(
                compiled,
                level,
                fixed,
                self.plan or (),
                self.budget,
                work=self.budget.left * (1 - share) / levels_left,
                seed=self.seed,
                workers=self.workers,
                at_least=bound,
            )
            self.offer(found.slots)
            value = level_of(compiled, self.plan or (), level)
            if found.bound is not None and found.bound > bound:
                bound, by = min(found.bound, value), "cp-sat"
        if cuts is not None and value > bound:
            bound, by = max((bound, by), cuts.after(value))
        self.budget.bound(level, bound)
        return Proven(level, value, bound, by)
