"""Naive orders, kept by name so that every plan can be compared with them: topological, greedy, earliest due date.

Each places the units one by one at the earliest slot that the rules allow beside those already placed.
"""

from __future__ import annotations

import heapq
import random
from collections import defaultdict
from collections.abc import Callable, Sequence

from readiness.solver.board import Board
from readiness.solver.compiled import Compiled

NAMES = ("topological", "greedy", "earliest_due_date")


def baseline(compiled: Compiled, name: str) -> list[int] | None:
    """Slots of the named order, None when it runs into a rule."""
    return place(compiled, ORDERS[name](compiled))


def place(compiled: Compiled, order: Sequence[int]) -> list[int] | None:
    """Serial placement in the given order, but never before a stated predecessor."""
    board = Board(compiled)
    waiting_for = _predecessors(compiled)
    rank = {u: at for at, u in enumerate(order)}
    ready = [(rank[u], u) for u in order if not waiting_for[u]]
    heapq.heapify(ready)
    placed: set[int] = set()
    while ready:
        _, u = heapq.heappop(ready)
        t = next((t for t in compiled.allowed[u] if board.fits(u, t)), None)
        if t is None:
            return None
        board.put(u, t)
        placed.add(u)
        for v in order:
            if v not in placed and u in waiting_for[v]:
                waiting_for[v].discard(u)
                if not waiting_for[v]:
                    heapq.heappush(ready, (rank[v], v))
    return list(board.slot) if board.full else None


def topological_order(compiled: Compiled) -> list[int]:
    """Providers before consumers along the links (a feeds b), cycles cut where the fewest feeds are open."""
    feeds: dict[int, set[int]] = defaultdict(set)
    for link in compiled.problem.links:
        u, v = compiled.unit_of[link.a], compiled.unit_of[link.b]
        if u != v:
            feeds[v].add(u)
    left, order = set(range(compiled.size)), []
    while left:
        u = min(left, key=lambda v: (len(feeds[v] & left), v))
        left.remove(u)
        order.append(u)
    return order


def greedy_order(compiled: Compiled) -> list[int]:
    """The units whose links cost most first."""
    weight = [0] * compiled.size
    for (u, v), pair in compiled.pairs.items():
        total = sum(pair)
        weight[u] += total
        weight[v] += total
    return sorted(range(compiled.size), key=lambda u: (-weight[u], u))


def due_order(compiled: Compiled) -> list[int]:
    """Earliest due slot first; without one the last allowed slot counts."""
    due = [compiled.horizon] * compiled.size
    for move in compiled.problem.moves:
        u = compiled.unit_of[move.id]
        own = move.due if move.due is not None else max(compiled.allowed[u], default=compiled.horizon)
        due[u] = min(due[u], own)
    return sorted(range(compiled.size), key=lambda u: (due[u], u))


def random_order(compiled: Compiled, seed: int) -> list[int]:
    """A shuffled order (for comparison in the benchmark)."""
    order = list(range(compiled.size))
    random.Random(seed).shuffle(order)  # noqa: S311 (a seeded search, nothing secret)
    return order


ORDERS: dict[str, Callable[[Compiled], list[int]]] = {
    "topological": topological_order,
    "greedy": greedy_order,
    "earliest_due_date": due_order,
}


def _predecessors(compiled: Compiled) -> list[set[int]]:
    before: list[set[int]] = [set() for _ in range(compiled.size)]
    for (u, v), (least, _) in compiled.lags.items():
        if least >= 0:
            before[v].add(u)
    return before
