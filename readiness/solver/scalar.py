"""Additive levels folded into one number that orders plans as the levels do, one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from readiness.solver.compiled import Compiled, Pair
from readiness.solver.problem import Level
from readiness.solver.score import level_of

ADDITIVE: tuple[Level, ...] = ("changes", "shift", "lateness", "cost")


@dataclass(frozen=True, slots=True)
class Scalar:
    """Weights per level: `value` of a plan is the sum of weight × level over `levels`.

    `own[u][t]` holds a unit's own amounts so weighted; `unit` is the weight of *cost* (0 when cost is not a level).
    """

    levels: tuple[Level, ...]
    weights: tuple[int, ...]
    own: tuple[tuple[int, ...], ...]
    unit: int

    def value(self, compiled: Compiled, slots: Sequence[int]) -> int:
        """The one number of a plan."""
        return sum(w * level_of(compiled, slots, x) for w, x in zip(self.weights, self.levels, strict=True))


def scalarise(compiled: Compiled, levels: Sequence[Level]) -> Scalar:
    """Fold the leading additive levels; a weight outweighs all that less important levels can differ by."""
    chosen: list[Level] = []
    for level in levels:
        if level not in ADDITIVE:
            break
        chosen.append(level)
    weights: list[int] = []
    weight = 1
    for level in reversed(chosen):
        weights.insert(0, weight)
        low, high = level_range(compiled, level)
        weight *= high - low + 1
    own = tuple(
        tuple(
            sum(w * compiled.own[level][u][t] for w, level in zip(weights, chosen, strict=True))
            for t in range(compiled.horizon)
        )
        for u in range(compiled.size)
    )
    unit = weights[chosen.index("cost")] if "cost" in chosen else 0
    return Scalar(tuple(chosen), tuple(weights), own, unit)


def level_range(compiled: Compiled, level: Level) -> tuple[int, int]:
    """Limits of an additive level over all assignments to allowed slots."""
    low = high = 0
    for u, table in enumerate(compiled.own[level]):
        values = [table[t] for t in compiled.allowed[u]] or [0]
        low, high = low + min(values), high + max(values)
    if level == "cost":
        high += sum(pair_most(compiled, u, v, pair) for (u, v), pair in compiled.pairs.items())
        high += sum(group.setup * len(group.pairs) for group in compiled.groups)
        high += sum(retest.amount * len(retest.neighbours) for retest in compiled.retests)
    return low, high


def pair_most(compiled: Compiled, u: int, v: int, pair: Pair) -> int:
    """The most a pair can cost on allowed slots."""
    one, two = compiled.allowed[u] or (0,), compiled.allowed[v] or (0,)
    ahead, behind = max(0, two[-1] - one[0]), max(0, one[-1] - two[0])
    return max((pair[0] + pair[1] * ahead) * (ahead > 0), (pair[2] + pair[3] * behind) * (behind > 0))
