"""Minimum linear arrangement as planning problems: one unit per slot, each edge costs the distance of its ends.

Graphs whose least total distance is known in closed form: cycle, star, complete graph (elementary), hypercube
(Harper, «Optimal assignments of numbers to vertices», 1964).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from readiness.solver.problem import Cap, Link, Move, Problem

Edges = list[tuple[int, int]]


@dataclass(frozen=True)
class Instance:
    """`optimum`: least sum of distances over the edges."""

    name: str
    problem: Problem
    optimum: int


def instances() -> Iterator[Instance]:
    """Small ones first."""
    for size in (12, 20, 40):
        yield Instance(f"cycle{size}", as_problem(size, cycle(size)), 2 * (size - 1))
        yield Instance(f"star{size}", as_problem(size, [(0, at) for at in range(1, size)]), size * size // 4)
    for size in (8, 20):
        edges = [(u, v) for u in range(size) for v in range(u + 1, size)]
        yield Instance(f"complete{size}", as_problem(size, edges), size * (size * size - 1) // 6)
    for bits in (3, 4, 5):
        yield Instance(f"cube{bits}", as_problem(1 << bits, cube(bits)), (1 << (bits - 1)) * ((1 << bits) - 1))


def cycle(size: int) -> Edges:
    """A ring."""
    return [(at, (at + 1) % size) for at in range(size)]


def cube(bits: int) -> Edges:
    """Corners joined when they differ in one bit."""
    return [(u, u | 1 << bit) for u in range(1 << bits) for bit in range(bits) if not u >> bit & 1]


def as_problem(size: int, edges: Edges) -> Problem:
    """One move per node and slot."""
    names = [f"n{at}" for at in range(size)]
    return Problem(
        horizon=size,
        moves=tuple(Move(id=name, slots=tuple(range(size))) for name in names),
        caps=(Cap(name="one", limit=1, weights=tuple((name, 1) for name in names)),),
        links=tuple(Link(id=f"{u}-{v}", a=names[u], b=names[v], hold_a_first=1, hold_b_first=1) for u, v in edges),
        objective=("cost",),
    )
