"""Every body answered exactly at given prices: a dynamic programme over sets of moved moves, many bodies at once.

V_t(S) = min over sets D still waiting of own_t(D) + apart(S, D) + V_{t+1}(S ∪ D). The set chosen rides in the low bits
of the value, so that ties fall alike on every machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

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


def answers(bodies: Sequence[JointBody], own: Sequence[Ints], links: Sequence[Ints]) -> list[tuple[int, list[int]]]:
    """(value, month of each move) of bodies with equally many moves. `own`: months × sets of each; `links`: `apart`,
    already weighed like `own`. A value of `FORBIDDEN` or more says that there is no plan.
    """
    size = bodies[0].size
    found = pairs(size)
    months = own[0].shape[0]
    table = np.stack(own, axis=2)
    fixed = np.stack(links, axis=1)
    ahead = np.full((1 << size, len(bodies)), FORBIDDEN, dtype=np.int64)
    ahead[-1] = 0
    chosen = np.empty((months, 1 << size, len(bodies)), dtype=np.int64)
    for month in range(months - 1, -1, -1):
        value = table[month].take(found.moving, axis=0)
        value += fixed
        value += ahead.take(found.after, axis=0)
        np.minimum(value, FORBIDDEN, out=value)
        value <<= size
        value += found.moving[:, None]
        best = np.minimum.reduceat(value, found.starts, axis=0)
        chosen[month] = best & ((1 << size) - 1)
        ahead = best >> size
    return [(int(ahead[0, at]), _months(chosen[:, :, at], size)) for at in range(len(bodies))]


def _months(chosen: Ints, size: int) -> list[int]:
    """Follow the choices from nothing moved."""
    found, moved = [0] * size, 0
    for month in range(chosen.shape[0]):
        moving = int(chosen[month, moved])
        for move in range(size):
            if moving >> move & 1:
                found[move] = month
        moved |= moving
    return found


def priced(body: JointBody, base: Ints, prices: Ints, capacity: Ints, *, room: Ints | None = None) -> Ints:
    """Months × sets: `base` plus the prices of the vendor-months a set takes, `FORBIDDEN` above capacity.

    `room` are what others have left where the body is planned among them; else the whole capacity counts.
    """
    table = base.copy()
    limits = capacity if room is None else room
    for row, group in enumerate(body.groups):
        uses = body.uses[row]
        table[:-1] += prices[group][:, None] * uses[None, :]
        table[:-1][uses[None, :] > limits[group][:, None]] = FORBIDDEN
    if body.shut is not None:
        table[:-1][body.shut] = FORBIDDEN
    table[:-1, body.oversize] = FORBIDDEN  # beyond the horizon nothing is limited, so that there is always a plan
    return np.minimum(table, FORBIDDEN)
