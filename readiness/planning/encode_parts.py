"""The parts of the bare problem while they are gathered."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from readiness.solver.problem import Move, Precedence, Retest, Together

FIRST, LAST = "first:", "last:"
"""How shadow moves are named that stand before, or behind, all of several moves."""


@dataclass(slots=True)
class Parts:
    """What is gathered while encoding: costs by move and slot, links by pair of moves, rules."""

    costs: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(int)))
    waiting: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    pairs: dict[tuple[str, str], list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0, 0, 0]))
    shadows: list[Move] = field(default_factory=list)
    precedences: list[Precedence] = field(default_factory=list)
    together: list[Together] = field(default_factory=list)
    retests: list[Retest] = field(default_factory=list)
    past: bool = False


def add_pair(parts: Parts, a: str, b: str, a_first: int, b_first: int, hold: int) -> None:
    """Points of a link by which end goes first, and per slot while they are apart."""
    if (b, a) in parts.pairs:
        a, b, a_first, b_first = b, a, b_first, a_first
    costs = parts.pairs[a, b]
    for place, amount in enumerate((a_first, b_first, hold, hold)):
        costs[place] += amount
