"""Cut profile: whatever the order, when k moves are done at least c(k) of link weight joins the two sides.

Exact by enumeration up to 22 units, and above by elimination as long as the graph comes apart into narrow buckets, for
all k at once. Wider graphs are bounded by split buckets and by a semidefinite program, whichever is higher.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from readiness.solver.compiled import Compiled
from readiness.solver.counted_cut import NEVER, OPERATIONS_PER_WORK, CountedCut
from readiness.solver.elimination import Buckets, Weights, fill_order, take_apart
from readiness.solver.fold import compile_problem
from readiness.solver.problem import Problem
from readiness.solver.subsets import directed_cut, linear

MAX_ENUMERATED = 22
NARROWEST, WIDEST = 4, 16
MOST_ORDERS = 60
MOST_AT_ONCE = 8.0
"""Work that cannot be interrupted, at most."""
MOST_SPLIT = 0.5
"""Work on split buckets, at most."""


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

    `links`: each link counts one. `hold`: its cost per slot, the true way round where c(k) is exact, else the cheaper
    way round. `work` (deterministic) is spent on larger problems only.
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
    return larger_profile(sizes, pairs, work)[0]


def undirected(pairs: Weights) -> dict[tuple[int, int], int]:
    """The cheaper direction per pair, which is a bound for both."""
    return {
        (u, v): amount
        for u, v in sorted({(min(key), max(key)) for key in pairs})
        if (amount := min(pairs.get((u, v), 0), pairs.get((v, u), 0)))
    }


def hold_weights(compiled: Compiled) -> dict[tuple[int, int], int]:
    """Folded holding costs: [u, v] per slot while u has moved and v has not."""
    weights = {}
    for (u, v), (_, hold_u, _, hold_v) in compiled.pairs.items():
        if hold_u or hold_v:
            weights[u, v], weights[v, u] = hold_u, hold_v
    return weights


def hold_profile(compiled: Compiled, work: float, stop: Callable[[], bool] = _never) -> tuple[list[int], float]:
    """(c(k) of the folded holding costs by number of units moved, k = 0 … number of units; work spent)."""
    pairs, ones = hold_weights(compiled), [1] * compiled.size
    if compiled.size <= MAX_ENUMERATED:
        return [cut.weight for cut in _enumerated(compiled.size, pairs, ones)], 0.0
    found, spent = larger_profile(ones, pairs, work, stop)
    return [cut.weight for cut in found], spent


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
) -> tuple[tuple[CutBound, ...], float]:
    """(c(k), work spent): by buckets as wide as work allows; where not exact, by the semidefinite program too."""
    buckets = widest(sizes, pairs, min(MOST_AT_ONCE, work / 3))
    if not buckets.exact:  # the semidefinite program gives more for the work
        buckets = widest(sizes, pairs, min(MOST_SPLIT, work / 3))
    spent = buckets.operations / OPERATIONS_PER_WORK
    least = CountedCut(buckets, sizes, np.zeros((1, len(buckets.all)))).least[0]
    possible = least < NEVER / 2
    if not buckets.exact:
        from readiness.solver.semidefinite import semidefinite_profile  # noqa: PLC0415 (for the largest only)

        other, more = semidefinite_profile(sizes, undirected(pairs), max(0.0, work - spent), stop)
        least, spent = np.maximum(least, other), spent + more
    rounded = np.ceil(least * (1 - 1e-9) - 1e-6)
    return tuple(
        CutBound(moved=k, weight=max(0, int(rounded[k])), exact=buckets.exact or k in {0, len(least) - 1})
        for k in np.flatnonzero(possible).tolist()
    ), spent


def widest(sizes: list[int], pairs: Weights, work: float) -> Buckets:
    """The widest buckets that `work` pays for (at least the narrowest)."""
    order = fill_order(len(sizes), pairs)
    best = take_apart(sizes, pairs, order, NARROWEST)
    for width in range(NARROWEST + 1, WIDEST + 1):
        if best.exact:
            break
        wider = take_apart(sizes, pairs, order, width)
        if wider.operations > work * OPERATIONS_PER_WORK:
            break
        best = wider
    return best


def narrowest(sizes: list[int], pairs: Weights) -> Buckets:
    """Exact buckets (or the widest) of the cheapest of several orders: worth the while for many programs over them."""
    draw = random.Random(0)  # noqa: S311 (a seeded search, nothing secret)
    orders = [fill_order(len(sizes), pairs)]
    orders += [fill_order(len(sizes), pairs, draw) for _ in range(min(MOST_ORDERS, 200_000 // len(sizes) ** 2))]
    found = [take_apart(sizes, pairs, order, WIDEST) for order in orders]
    return min(found, key=lambda buckets: (not buckets.exact, buckets.operations))
