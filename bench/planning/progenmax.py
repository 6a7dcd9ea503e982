"""RCPSP/max (ProGen/max) as planning problems: starts of jobs have least and greatest distances."""

from __future__ import annotations

import re
from collections import defaultdict

from readiness.solver.problem import Move, Precedence, Problem, Resource


def read(text: str) -> Problem:
    """The problem of one .sch file; dummy source and sink are left out.

    A job ends with its slot, so a distance of starts becomes one of ends. Distances to and from the source become
    slots allowed. The horizon is the sum of each job's duration or greatest least distance to a follower.
    """
    rows = [line.split() for line in text.splitlines() if line.strip()]
    jobs, kinds = int(rows[0][0]), int(rows[0][1])
    network, needs = rows[1 : jobs + 3], rows[jobs + 3 : 2 * jobs + 5]
    names = [f"R{at + 1}" for at in range(kinds)]
    duration = [int(row[2]) for row in needs]
    lags = [(int(row[0]), *pair) for row in network for pair in _followers(row)]
    last = jobs + 1
    first_end, last_end = [each - 1 for each in duration], [_horizon(lags, duration) - 1] * (jobs + 2)
    precedences = []
    count: dict[str, int] = defaultdict(int)
    for before, after, lag in lags:
        if before == 0 and after != last:
            first_end[after] = max(first_end[after], lag + duration[after] - 1)
        elif after == 0:
            last_end[before] = min(last_end[before], duration[before] - 1 - lag)
        elif after == last:
            if lag != duration[before]:
                raise ValueError(f"the end of job {before} is not what the project waits for")
        elif before != 0:
            name = f"{before}-{after}"
            count[name] += 1
            precedences.append(
                Precedence(
                    name=f"{name} {count[name]}", before=str(before), after=str(after),
                    min_lag=lag + duration[after] - duration[before],
                )
            )  # fmt: skip
    moves = tuple(
        Move(
            id=str(job),
            slots=tuple(range(first_end[job], last_end[job] + 1)),
            duration=duration[job],
            effort=tuple((name, int(use)) for name, use in zip(names, needs[job][3:], strict=True) if int(use)),
        )
        for job in range(1, last)
    )
    resources = tuple(Resource(name=name, capacity=int(most)) for name, most in zip(names, rows[-1], strict=True))
    return Problem(
        horizon=_horizon(lags, duration),
        moves=moves,
        precedences=tuple(precedences),
        resources=resources,
        objective=("makespan",),
    )


def _followers(row: list[str]) -> list[tuple[int, int]]:
    """(follower, distance of starts) of a line «job mode count follower … [distance] …»."""
    count = int(row[2])
    distances = [int(found) for found in re.findall(r"\[(-?\d+)\]", " ".join(row[3 + count :]))]
    return list(zip(map(int, row[3 : 3 + count]), distances, strict=True))


def _horizon(lags: list[tuple[int, int, int]], duration: list[int]) -> int:
    longest = list(duration)
    for before, _, lag in lags:
        longest[before] = max(longest[before], lag)
    return sum(longest)
