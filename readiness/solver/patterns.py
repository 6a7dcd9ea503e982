"""Patterns: the sets of units that may take one slot together, as rows of a matrix (the empty set is the first).

Every rule about one slot holds for the parts of a set that keeps it, so the sets grow unit by unit.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from readiness.solver.core import INFINITE, Core

MAX_PATTERNS = 400_000
"""More would take more memory than a plan is worth: 22 moves, any 8 of which may go together, are within."""

Matrix = NDArray[np.float64]
Flags = NDArray[np.bool_]
Masks = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Patterns:
    """`inside[k, bit]`: 1 where pattern k has the unit; `masks[k]`: the same as a number; `may[k, j]`: at the j-th
    time the pattern keeps every rule about one slot."""

    inside: Matrix
    masks: Masks
    may: Flags


def make_patterns(core: Core, most: int, stop: Callable[[], bool]) -> Patterns | int:
    """All patterns; when there are more than `most`, or on `stop`, how many had been made by then."""
    rules = [*_caps(core), *_work(core)]
    closed = np.array([[cost >= INFINITE for cost in row] for row in core.own]).reshape(core.size, len(core.times))
    inside, may = np.zeros((1, core.size)), np.ones((1, len(core.times)), dtype=bool)
    layers, count, top = [(inside, may)], 1, np.array([-1])
    while len(inside):
        grown, tops = [], []
        for bit in range(core.size):
            rows, free = _with_unit(core, bit, inside[top < bit], may[top < bit] & ~closed[bit])
            for rule in rules:
                free &= rule(rows)
            some = free.any(axis=1)
            grown.append((rows[some], free[some]))
            tops.append(np.full(len(grown[-1][0]), bit))
            count += len(tops[-1])
            if count > most or stop():
                return count
        inside, may, top = (np.concatenate(parts) for parts in (*zip(*grown, strict=True), tops))
        layers.append((inside, may))
    inside, may = (np.concatenate(parts) for parts in zip(*layers, strict=True))
    return Patterns(inside, (inside @ (2.0 ** np.arange(core.size))).astype(np.int64), may)


def _with_unit(core: Core, bit: int, rows: Matrix, may: Flags) -> tuple[Matrix, Flags]:
    """The sets with one more unit, without those in which it would have to go before or after another."""
    apart = [u if v == bit else v for u, v in core.strict if bit in {u, v}]
    free = may.any(axis=1) & ~rows[:, apart].any(axis=1)
    rows = rows[free]
    rows[:, bit] = 1.0
    return rows, may[free]


def _caps(core: Core) -> list[Callable[[Matrix], Flags]]:
    """Per cap: which rows keep it at which times."""

    def rule(weights: Matrix, parties: Matrix, limits: Matrix) -> Callable[[Matrix], Flags]:
        return lambda rows: (rows @ weights + (rows @ parties > 0).sum(axis=1))[:, None] <= limits

    found = []
    for cap in core.compiled.caps:
        names = sorted({party for parties in cap.parties.values() for party in parties})
        weights = np.array([float(cap.weights.get(u, 0)) for u in core.order])
        rows = [[float(name in cap.parties.get(u, ())) for name in names] for u in core.order]
        limits = np.array([float(cap.limits[slot]) for slot in core.times])
        found.append(rule(weights, np.array(rows).reshape(core.size, len(names)), limits))
    return found


def _work(core: Core) -> list[Callable[[Matrix], Flags]]:
    """Per resource and slot of work before the own one: which rows keep it at which times."""

    def rule(amounts: Matrix, limits: Matrix) -> Callable[[Matrix], Flags]:
        def keeps(rows: Matrix) -> Flags:
            used = (rows @ amounts)[:, None]
            found: Flags = (used <= limits) | (used == 0)
            return found

        return keeps

    found = []
    for resource in core.compiled.resources:
        demands = [dict(resource.demands.get(u, ())) for u in core.order]
        for back in sorted({back for demand in demands for back in demand}):
            amounts = np.array([float(demand.get(back, 0)) for demand in demands])
            limits = [float(resource.limits[slot - back]) if slot >= back else -1.0 for slot in core.times]
            found.append(rule(amounts, np.array(limits)))
    return found
