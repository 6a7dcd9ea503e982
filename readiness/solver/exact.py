"""The exact method for small problems: cost to go over all subsets, then the few sets worth a closer look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from readiness.solver.backward import MAX_BYTES, OPERATIONS_PER_WORK, Backward, choose_pieces, memory, operations
from readiness.solver.budget import Budget
from readiness.solver.compiled import Compiled
from readiness.solver.core import make_core
from readiness.solver.forward import Forward
from readiness.solver.scalar import Scalar

MAX_UNITS = 22


@dataclass(frozen=True, slots=True)
class Exact:
    """`bound` on the scalar; `slots`: a better plan, or None; `proven`: the best plan known is optimal."""

    bound: int
    slots: tuple[int, ...] | None
    proven: bool


def exact(compiled: Compiled, scalar: Scalar, plan: Sequence[int], budget: Budget) -> Exact | None:
    """Try to prove `plan` optimal for the scalar or to find a better one; None when the problem is too large."""
    if not 0 < compiled.size <= MAX_UNITS:
        return None
    core = make_core(compiled, scalar)
    pieces = choose_pieces(core)
    work = operations(core, pieces) / OPERATIONS_PER_WORK
    if memory(core) > MAX_BYTES or work > budget.left:
        return None
    if not (table := Backward(core, pieces, budget.interrupted)).finished:
        return None
    budget.spend(work)
    value = scalar.value(compiled, plan)
    bound = core.base + int(table.start * (1 - table.slack) + 0.5 * (not table.slack))
    return Exact(value, None, True) if bound >= value else _closer(table, bound, value, scalar.unit, budget)


def _closer(table: Backward, bound: int, value: int, unit: int, budget: Budget) -> Exact:
    """Look at the plans between the bound of the table and the value at hand."""
    core = table.core
    for limit in _limits(bound, value, table.slack * table.start):
        found = Forward(core, table, limit - core.base, unit, budget.interrupted).run(budget.left)
        budget.spend(found.work)
        if not found.complete:
            return Exact(bound, None, False)
        if found.cost is not None:
            return Exact(found.cost + core.base, found.slots, not core.relaxed)
        bound = limit  # nothing below, even with the rules left out
    return Exact(value, None, True)


def _limits(bound: int, value: int, slack: float) -> list[int]:
    """Tight limits first: they keep few sets, and where the table is exact they find the optimum at once."""
    steps = [bound + 1 + int(2 * slack), bound + (value - bound) // 4, bound + (value - bound) // 2]
    return [*sorted({step for step in steps if bound < step < value}), value]
