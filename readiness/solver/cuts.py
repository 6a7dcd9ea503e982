"""Cut profile: whatever the order, when k moves are done at least c(k) of link weight joins the two sides.

Exact by enumeration up to 22 units. Above that each c(k) is bounded by the second eigenvalue of the graph's Laplacian
(c(k) ≥ λ₂·k·(n-k)/n) and, as far as work allows, by CP-SAT per k.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from readiness.solver.compiled import Compiled
from readiness.solver.fold import compile_problem
from readiness.solver.problem import Problem
from readiness.solver.subsets import directed_cut, linear

MAX_ENUMERATED = 22
Weights = Mapping[tuple[int, int], int]


def _never() -> bool:
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class CutBound:
    """With `moved` moves done, at least `weight` of link weight is apart; `exact`: some set attains it."""

    moved: int
    weight: int
    exact: bool


def cut_profile(
    problem: Problem, *, weight: Literal["links", "hold"] = "links", work: float = 5.0
) -> tuple[CutBound, ...]:
    """c(k) for every number of moves that can be done at all (moves that stay together count all at once).

    `links`: each link counts one. `hold`: its cost per slot, the cheaper way round above 22 units, the true way round
    below. `work` (deterministic) is spent on larger problems only.
    """
    compiled = compile_problem(problem)
    pairs: dict[tuple[int, int], int] = {}
    for link in problem.links:
        u, v = compiled.unit_of[link.a], compiled.unit_of[link.b]
        if u != v:
            ahead = 1 if weight == "links" else link.hold_a_first
            back = 1 if weight == "links" else link.hold_b_first
            pairs[u, v] = pairs.get((u, v), 0) + ahead
            pairs[v, u] = pairs.get((v, u), 0) + back
    sizes = [len(names) for names in compiled.members]
    if compiled.size <= MAX_ENUMERATED:
        return _enumerated(compiled.size, pairs, sizes)
    return larger_profile(sizes, undirected(pairs), work)


def undirected(pairs: Weights) -> dict[tuple[int, int], int]:
    """The cheaper direction per pair, which is a bound for both."""
    return {
        (u, v): amount
        for u, v in sorted({(min(key), max(key)) for key in pairs})
        if (amount := min(pairs.get((u, v), 0), pairs.get((v, u), 0)))
    }


def hold_profile(compiled: Compiled, unit: int, work: float, stop: Callable[[], bool] = _never) -> list[int]:
    """c(k) of the folded holding costs by number of units moved (k = 0 … number of units), as a plain list."""
    pairs = {}
    for (u, v), (_, hold_u, _, hold_v) in compiled.pairs.items():
        pairs[u, v], pairs[v, u] = hold_u * unit, hold_v * unit
    ones = [1] * compiled.size
    small = compiled.size <= MAX_ENUMERATED
    found = _enumerated(compiled.size, pairs, ones) if small else larger_profile(ones, undirected(pairs), work, stop)
    return [cut.weight for cut in found]


def _enumerated(size: int, pairs: Weights, sizes: list[int]) -> tuple[CutBound, ...]:
    cuts = directed_cut(size, pairs)
    moved = linear([float(s) for s in sizes]).astype(np.int64)
    least = np.full(sum(sizes) + 1, np.inf)
    order = np.argsort(moved, kind="stable")
    moved, cuts = moved[order], cuts[order]
    starts = np.flatnonzero(np.r_[True, moved[1:] != moved[:-1]])
    least[moved[starts]] = np.minimum.reduceat(cuts, starts)
    return tuple(CutBound(moved=k, weight=round(w), exact=True) for k, w in enumerate(least) if w < math.inf)


def larger_profile(
    sizes: list[int], pairs: Weights, work: float, stop: Callable[[], bool] = _never
) -> tuple[CutBound, ...]:
    """Eigenvalue bound for every k, then CP-SAT for k up to the middle while work lasts (c is symmetric)."""
    total = sum(sizes)
    floor = _eigenvalue_bound(sizes, pairs)
    bounds = {k: (floor[k], k in {0, total}) for k in range(total + 1)}
    half = range(1, total // 2 + 1)  # small sides first: they are cheap, and what they leave goes to the hard middle
    spent, overhead = 0.0, len(pairs) / 2000  # building and presolving a model is not in the solver's own count
    for at, k in enumerate(half):
        share = max(overhead, (work - spent) / (len(half) - at) - overhead)
        if spent + overhead > work or stop():
            break
        from readiness.solver.cut_model import least_cut  # noqa: PLC0415 (heavy, for large problems only)

        found, exact, used = least_cut(sizes, pairs, k, share)
        spent += used + overhead
        if found is not None and (found > bounds[k][0] or exact):
            bounds[k] = bounds[total - k] = (max(found, bounds[k][0]), exact)
    return tuple(CutBound(moved=k, weight=w, exact=exact) for k, (w, exact) in sorted(bounds.items()))


def _eigenvalue_bound(sizes: list[int], pairs: Weights) -> list[int]:
    """λ₂ bound; units of several moves enter through the generalised problem L x = λ D x with their sizes in D."""
    count, total = len(sizes), sum(sizes)
    laplacian = np.zeros((count, count))
    for (u, v), amount in pairs.items():
        laplacian[[u, v], [u, v]] += amount
        laplacian[[u, v], [v, u]] -= amount
    scale = 1 / np.sqrt(np.array(sizes, dtype=float))
    values = np.linalg.eigvalsh(laplacian * np.outer(scale, scale))
    second = max(0.0, float(values[1]) - 1e-9 * max(1.0, float(values[-1]))) if count > 1 else 0.0
    return [max(0, math.ceil(second * k * (total - k) / total - 1e-6)) for k in range(total + 1)]
