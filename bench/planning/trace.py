"""One solve with what was known on the way: value and bound after so many seconds of processor time.

Processor time of all threads counts, not the clock: the machine may be shared, and two workers use up two seconds in
one. So a state «at 5 s» is never better than what the clock would show on a machine of its own.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

from readiness.solver.methods import ALL, Methods
from readiness.solver.problem import Level, Problem
from readiness.solver.solution import Progress, Solution
from readiness.solver.solve import solve


@dataclass(frozen=True)
class Limits:
    """Deterministic work (about seconds of one core), workers, seed."""

    work: float
    workers: int = 2
    seed: int = 0


@dataclass(frozen=True)
class Traced:
    """`events`: (processor seconds, kind, value) of the last level, in order of time."""

    solution: Solution
    seconds: float
    events: tuple[tuple[float, str, int], ...]

    def at(self, seconds: float) -> tuple[int | None, int | None]:
        """(value, bound) known by then, None for what was not known yet."""
        found: dict[str, int] = {}
        for when, kind, value in self.events:
            if when <= seconds:
                found[kind] = value
        return found.get("incumbent"), found.get("bound")


def traced(problem: Problem, limits: Limits, methods: Methods = ALL, stop_after: float | None = None) -> Traced:
    """Solve and listen; `stop_after`: processor seconds after which the search is asked to stop."""
    events: list[tuple[float, str, int]] = []
    last: Level = problem.objective[-1]
    begin = time.process_time()

    def listen(event: Progress) -> None:
        if event.level == last:
            events.append((time.process_time() - begin, event.kind, event.value))

    found = solve(
        problem,
        work_limit=limits.work,
        wall_limit=None,
        workers=limits.workers,
        seed=limits.seed,
        methods=methods,
        on_progress=listen,
        stop=None if stop_after is None else lambda: time.process_time() - begin >= stop_after,
    )
    seconds = time.process_time() - begin
    for level in found.levels[-1:]:
        events += [(seconds, "incumbent", level.value), (seconds, "bound", level.bound)]
    return Traced(found, round(seconds, 1), tuple(events))


def gap(value: int | None, bound: int | None) -> float | None:
    """(value - bound) / value."""
    if value is None or bound is None:
        return None
    return round((value - bound) / max(1, abs(value)), 4)
