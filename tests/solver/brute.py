"""Brute force: every assignment of a tiny problem, judged by the independent checker alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import product

from readiness.solver.checker import bill
from readiness.solver.problem import Problem
from readiness.solver.violations import violations


def assignments(problem: Problem) -> Iterator[dict[str, int]]:
    """Every choice of allowed slots."""
    names = [move.id for move in problem.moves]
    for slots in product(*(move.slots for move in problem.moves)):
        yield dict(zip(names, slots, strict=True))


def plans(problem: Problem) -> Iterator[dict[str, int]]:
    """All assignments that keep the rules."""
    return (plan for plan in assignments(problem) if not violations(problem, plan))


def values(problem: Problem, plan: dict[str, int], reference: dict[str, int] | None = None) -> tuple[int, ...]:
    """Value per level (with `reference`: changes and shift first)."""
    amounts: Counter[str] = Counter()
    for (kind, _, _), (_, amount) in bill(problem, plan).items():
        amounts["lateness" if kind == "late" else "cost"] += amount
    use: Counter[int] = Counter()
    for move in problem.moves:
        if problem.peak is None:
            use[plan[move.id]] += 1
        for back in range(move.duration):
            use[plan[move.id] - back] += sum(a for name, a in move.effort if name == problem.peak)
    amounts["peak"] = max(use.values(), default=0)
    amounts["makespan"] = max(plan.values(), default=0)
    found = tuple(amounts[level] for level in problem.objective)
    if reference is None:
        return found
    changes = sum(m.change_weight for m in problem.moves if plan[m.id] != reference[m.id])
    shift = sum(m.change_weight * abs(plan[m.id] - reference[m.id]) for m in problem.moves)
    return (changes, shift, *found)


def best(problem: Problem, reference: dict[str, int] | None = None) -> tuple[int, ...] | None:
    """The best values there are, None when no plan keeps the rules."""
    return min((values(problem, plan, reference) for plan in plans(problem)), default=None)
