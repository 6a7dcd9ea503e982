"""One run of CP-SAT on one level: hinted with the plan at hand, limited by deterministic work, interruptible."""

from __future__ import annotations

import math
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from readiness.solver.budget import Budget
from readiness.solver.compiled import Compiled
from readiness.solver.model import CpModel
from readiness.solver.problem import Level
from readiness.solver.sat import cp_model
from readiness.solver.score import level_of

LONG_WORK = 3.0
"""Units for one that CP-SAT counts itself, where work of several slots shares resources: 3 to 5 seconds each."""
LEAST, FIRST = 0.01, 0.1
"""Of what CP-SAT counts itself: a run gets so much in any case; and so much as it is, not divided, for a first plan."""
CHECK_EVERY = 0.1
"""Seconds between two looks whether to stop."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """`slots` per unit or None; `bound` of the level; `status` as the solver said it."""

    slots: tuple[int, ...] | None
    bound: int | None
    status: str


def minimise(
    compiled: Compiled,
    level: Level | None,
    fixed: Mapping[Level, int],
    hint: Sequence[int] | None,
    budget: Budget,
    *,
    work: float,
    seed: int,
    workers: int,
    at_least: int | None = None,
    at_most: int | None = None,
) -> Outcome:
    """Minimise `level` (None: any plan will do) keeping each level of `fixed` at most at its value.

    `at_least` is a bound already known: reaching it ends the run. `at_most`: only plans up to this value count.
    """
    build = CpModel(compiled)
    model = build.model
    for other, value in fixed.items():
        model.add(build.level(other) <= value)
    if level is not None:
        goal = build.level(level)
        if at_least is not None:
            model.add(goal >= at_least)
        if at_most is not None:
            model.add(goal <= at_most)
        model.minimize(goal)
    if hint is not None:
        for variable, value in build.hints(hint):
            model.add_hint(variable, value)
    solver = cp_model.CpSolver()
    parameters: Any = solver.parameters
    unit = LONG_WORK if any(len(d) > 1 for r in compiled.resources for d in r.demands.values()) else 1.0
    parameters.max_deterministic_time = max(LEAST, work / unit, 0.0 if level else min(work, FIRST))
    parameters.num_workers = workers
    parameters.interleave_search = workers > 1
    parameters.random_seed = seed
    parameters.catch_sigint_signal = False  # who calls decides what Ctrl-C means
    if budget.wall_left is not None:
        parameters.max_time_in_seconds = max(0.05, budget.wall_left)
    watch = _Watch(build, level, budget)
    if level is not None:
        solver.best_bound_callback = watch.bound
    with stoppable(solver, budget):
        status = solver.solve(model, watch)
    if status == cp_model.MODEL_INVALID:
        raise AssertionError(f"invalid model: {model.validate()}")
    budget.spend(solver.response_proto.deterministic_time * unit)
    budget.interrupted()
    found = status in {cp_model.OPTIMAL, cp_model.FEASIBLE}
    slots = tuple(solver.value(slot) for slot in build.slot) if found else None
    known = level is not None and status in {cp_model.OPTIMAL, cp_model.FEASIBLE, cp_model.UNKNOWN}
    bound = math.ceil(solver.best_objective_bound - 1e-6) if known else None
    return Outcome(slots, bound, solver.status_name(status))


@contextmanager
def stoppable(solver: Any, budget: Budget) -> Iterator[None]:
    """Look every so often whether the caller wants to stop: the solver calls back only when it has found something."""
    done = threading.Event()

    def check() -> None:
        while not done.wait(CHECK_EVERY):
            if budget.interrupted():
                solver.stop_search()
                return

    watcher = threading.Thread(target=check, daemon=True)
    if budget.may_stop:
        watcher.start()
    try:
        yield
    finally:
        done.set()
        if budget.may_stop:
            watcher.join()


class _Watch(cp_model.CpSolverSolutionCallback):
    """Passes on incumbents and bounds; ends the search when the caller wants to stop."""

    def __init__(self, build: CpModel, level: Level | None, budget: Budget) -> None:
        super().__init__()
        self._build, self._level, self._budget = build, level, budget

    def on_solution_callback(self) -> None:
        """A plan was found."""
        if self._level is not None:
            slots = [self.value(slot) for slot in self._build.slot]
            self._budget.incumbent(self._level, level_of(self._build.compiled, slots, self._level))
        if self._budget.interrupted():
            self.stop_search()

    def bound(self, value: float) -> None:
        """A bound was found."""
        if self._level is not None:
            self._budget.bound(self._level, math.ceil(value - 1e-6))
