"""CP-SAT variables over units: one literal per unit and allowed slot, channelled to its slot; the rest when asked for.

Measured best of three formulations (see docs/decisions). Every variable knows what it is in a given plan, for hints.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from operator import itemgetter
from typing import Any

from readiness.solver.compiled import Compiled
from readiness.solver.sat import cp_model

Expr = Any  # ortools ships no usable types for its expressions
Slots = Sequence[int]


class Variables:
    """`slot[u]` is the slot variable of unit u, `model` the model they all live in."""

    def __init__(self, compiled: Compiled) -> None:
        self.compiled = compiled
        self.model = cp_model.CpModel()
        self._follows: dict[int, tuple[Expr, Callable[[Slots], int]]] = {}
        self._take: dict[int, dict[int, Expr]] = {}
        self._step: dict[tuple[int, int], Expr] = {}
        self._apart: dict[tuple[int, int, int], Expr] = {}
        self.slot = [
            self.follow(
                self.model.new_int_var_from_domain(cp_model.Domain.from_values(allowed), f"s{u}"),
                itemgetter(u),
            )
            for u, allowed in enumerate(compiled.allowed)
        ]

    def follow(self, variable: Expr, value: Callable[[Slots], int]) -> Expr:
        """Note what a variable is in a plan of given slots per unit."""
        self._follows[variable.index] = (variable, value)
        return variable

    def hints(self, slots: Slots) -> Iterator[tuple[Expr, int]]:
        """Variable and value for every variable made so far that follows from slots per unit."""
        yield from ((variable, int(value(slots))) for variable, value in self._follows.values())

    def take(self, u: int) -> dict[int, Expr]:
        """Literal per allowed slot: unit u takes it."""
        if u not in self._take:
            allowed = self.compiled.allowed[u]
            if len(allowed) == 1:
                literals = {allowed[0]: self.model.new_constant(1)}
            else:
                literals = {t: self.follow(self.model.new_bool_var(f"x{u},{t}"), _takes(u, t)) for t in allowed}
                self.model.add_exactly_one(literals.values())
                self.model.add(self.slot[u] == sum(t * x for t, x in literals.items()))
            self._take[u] = literals
        return self._take[u]

    def step(self, u: int, t: int) -> Expr:
        """Unit u has moved by slot t: a literal or the constant 0 or 1."""
        allowed = self.compiled.allowed[u]
        if t < allowed[0]:
            return 0
        if t >= allowed[-1]:
            return 1
        if (u, t) not in self._step:
            literals = self.take(u)
            running: Expr = 0
            for at in range(allowed[0], allowed[-1]):
                if at in literals:
                    fresh = self.follow(self.model.new_bool_var(f"y{u},{at}"), _has_moved(u, at))
                    self.model.add(fresh == running + literals[at])
                    running = fresh
                self._step[u, at] = running
        return self._step[u, t]

    def apart(self, u: int, v: int, t: int) -> Expr | None:
        """Whether exactly one of u and v has moved by t; None when surely not."""
        one, two = self.step(u, t), self.step(v, t)
        if isinstance(one, int) and isinstance(two, int):
            return None if one == two else 1
        if isinstance(one, int):
            one, two = two, one
        if isinstance(two, int):
            return 1 - one if two else one
        key = (min(u, v), max(u, v), t)
        if key not in self._apart:
            fresh = self.follow(self.model.new_bool_var(""), lambda slots: (slots[u] <= t) != (slots[v] <= t))
            self.model.add_bool_xor([one, two, fresh.negated()])
            self._apart[key] = fresh
        return self._apart[key]


def _takes(u: int, t: int) -> Callable[[Slots], int]:
    return lambda slots: slots[u] == t


def _has_moved(u: int, t: int) -> Callable[[Slots], int]:
    return lambda slots: slots[u] <= t
