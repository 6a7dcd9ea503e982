"""Every body answered exactly at given prices: a dynamic programme over sets of moved moves, many bodies at once.

V_t(S) = min over sets D still waiting of own_t(D) + apart(S, D) + waits_t(S ∪ D) + V_{t+1}(S ∪ D). The set chosen
rides in the low bits of the value, so that ties fall alike on every machine.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from readiness.solver.joint.problem import FORBIDDEN, Ints, JointBody


@dataclass(frozen=True, eq=False)
class Pairs:
    """All (moved, moving) pairs of disjoint sets of k moves, ordered by `moved`; `starts` is where each begins."""

    moved: Ints
    moving: Ints
    after: Ints
    starts: Ints


@cache
def pairs(size: int) -> Pairs:
    """The 3^k pairs of k moves."""
    full = (1 << size) - 1
    moved: list[int] = []
    moving: list[int] = []
    starts: list[int] = []
    for done in range(full + 1):
        starts.append(len(moved))
        rest = full ^ done
        part = rest
        while True:  # every subset of what still waits, the empty one included
            moved.append(done)
            moving.append(part)
            if part == 0:
                break
            part = (part - 1) & rest
    first, then = np.array(moved, dtype=np.int64), np.array(moving, dtype=np.int64)
    return Pairs(first, then, first | then, np.array(starts, dtype=np.int64))


def apart(body: JointBody) -> Ints:
    """Per pair: what links cost in a month that ends with `after` moved; `FORBIDDEN` against the body's own rules."""
    found = pairs(body.size)
    inside = body.members.astype(np.int64)
    waiting = inside[((1 << body.size) - 1) ^ found.after]
    amounts = ((inside[found.moving] @ body.build) * waiting).sum(axis=1)
    amounts += ((inside[found.after] @ body.hold) * waiting).sum(axis=1)
    forbidden = np.zeros(len(found.moved), dtype=bool)
    for first, second in body.before:
        forbidden |= body.members[found.moving, second] & ~body.members[found.after, first]
    return np.where(forbidden, FORBIDDEN, amounts)


def of_sets(single: Ints, shut: NDArray[np.bool_] | None = None) -> Ints:
    """Months × sets × bodies: the sum of an amount (months × moves × bodies) over each set of moves.

    `FORBIDDEN` at most, and where `shut` (months of the horizon × sets × bodies).
    """
    months, size, bodies = single.shape
    found = np.zeros((months, 1 << size, bodies), dtype=np.int64)
    for move in range(size):
        half = 1 << move
        np.add(found[:, :half], single[:, move : move + 1], out=found[:, half : 2 * half])
    np.minimum(found, FORBIDDEN, out=found)
    if shut is not None:
        found[:-1][shut] = FORBIDDEN
    return found


def answers(own: Ints, links: Ints, waits: Ints | None = None) -> tuple[Ints, Ints]:
    """(value of each body, bodies × moves: their months) of bodies with equally many moves.

    `own`: months × sets × bodies (`of_sets`). `links`: pairs × bodies (`apart`), weighed like `own`, FORBIDDEN at
    most. `waits`: months of the horizon × sets × bodies (`JointBody.waits`). A value of `FORBIDDEN` or more says that
    there is no plan.
    """
    months, sets, bodies = own.shape
    size = sets.bit_length() - 1
    found = pairs(size)
    low = sets - 1
    table = own << size
    table |= np.arange(sets)[None, :, None]
    fixed = links << size
    ahead = np.full((sets, bodies), FORBIDDEN << size, dtype=np.int64)
    ahead[-1] = 0
    chosen = np.empty((months, sets, bodies), dtype=np.int16)
    value = np.empty((len(found.moved), bodies), dtype=np.int64)
    for month in range(months - 1, -1, -1):
        np.take(table[month], found.moving, axis=0, out=value, mode="clip")
        value += fixed
        if waits is not None and month < len(waits):
            ahead += waits[month] << size
        value += ahead.take(found.after, axis=0)
        best = np.minimum.reduceat(value, found.starts, axis=0)
        chosen[month] = best & low
        best &= ~low
        np.minimum(best, FORBIDDEN << size, out=ahead)
    return ahead[0] >> size, _months(chosen, size)


def _months(chosen: NDArray[np.int16], size: int) -> Ints:
    """Follow the choices from nothing moved."""
    bodies = np.arange(chosen.shape[2])
    moved = np.zeros(len(bodies), dtype=np.int64)
    found = np.zeros((len(bodies), size), dtype=np.int64)
    bits = np.arange(size)
    for month in range(chosen.shape[0]):
        moving = chosen[month, moved, bodies].astype(np.int64)
        found[(moving[:, None] >> bits & 1).astype(bool)] = month
        moved |= moving
    return found
