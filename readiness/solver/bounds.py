"""Bounds that need no search, and the slots that remain once a level is settled by them."""

from __future__ import annotations

from dataclasses import replace

from readiness.solver.compiled import Compiled
from readiness.solver.problem import Level
from readiness.solver.scalar import ADDITIVE


def separable_bound(compiled: Compiled, level: Level) -> int:
    """What the units' own amounts come to at best, each for itself."""
    return sum(min(table[t] for t in compiled.allowed[u]) for u, table in enumerate(compiled.own[level]))


def keep_best(compiled: Compiled, level: Level) -> Compiled:
    """Only the slots at which each unit's own amount at the level is least."""
    allowed = []
    for u, table in enumerate(compiled.own[level]):
        least = min(table[t] for t in compiled.allowed[u])
        allowed.append(tuple(t for t in compiled.allowed[u] if table[t] == least))
    return replace(compiled, allowed=tuple(allowed))


def simple_bound(compiled: Compiled, level: Level) -> tuple[int, str]:
    """A bound without search, and its name."""
    if level in ADDITIVE:
        return separable_bound(compiled, level), "separable"
    if level == "makespan":
        return max((allowed[0] for allowed in compiled.allowed), default=0), "separable"
    return 0, "separable"


def most_in_slot(compiled: Compiled, slot: int) -> int:
    """At most so many units can take a slot, by the tightest cap or resource."""
    free = [u for u, allowed in enumerate(compiled.allowed) if slot in allowed]
    best = len(free)
    for cap in compiled.caps:
        best = min(best, _fitting(sorted(cap.weights.get(u, 0) for u in free), cap.limits[slot]))
    for resource in compiled.resources:
        loads = sorted(dict(resource.demands.get(u, ())).get(0, 0) for u in free)
        best = min(best, _fitting(loads, resource.limits[slot]))
    return best


def _fitting(weights: list[int], limit: int) -> int:
    count = total = 0
    for weight in weights:
        total += weight
        if total > limit:
            break
        count += 1
    return count
