"""A first plan: the best of the naive orders and of the start given, else whatever CP-SAT finds."""

from __future__ import annotations

from collections.abc import Mapping

from readiness.solver.baselines import NAMES, baseline
from readiness.solver.incumbent import Incumbent
from readiness.solver.methods import cp_sat_loads
from readiness.solver.solution import Attempt
from readiness.solver.warm import completed

FIND_SHARE = 0.9
"""Of the work left, for any plan at all, or the proof that there is none: without one the rest has nothing to do."""


def naive_orders(best: Incumbent) -> dict[str, tuple[int, ...] | None]:
    """The named baselines, offered; None for those that break a rule."""
    found: dict[str, tuple[int, ...] | None] = {}
    for name in NAMES:
        slots = baseline(best.compiled, name)
        found[name] = None if slots is None else tuple(slots)
        best.offer(slots)
    return found


def find_any(
    best: Incumbent, warm: Mapping[str, int] | None, seed: int, workers: int
) -> tuple[bool, tuple[Attempt, ...]]:
    """Offer the start given and, without any plan yet, one of CP-SAT: (proven that there is none, what was tried)."""
    if warm is not None:
        best.offer(completed(best.compiled, warm))
    if best.plan is not None:
        return False, ()
    tried = [Attempt("naive", 0.0), *([] if warm is None else [Attempt("placing", 0.0)])]
    if not cp_sat_loads():
        return False, (*tried, Attempt("missing", 0.0))
    from readiness.solver.cpsat import minimise  # noqa: PLC0415 (heavy)

    before = best.budget.spent
    share = best.budget.left * FIND_SHARE
    found = minimise(best.compiled, None, {}, None, best.budget, work=share, seed=seed, workers=workers)
    best.offer(found.slots)
    return found.status == "INFEASIBLE", (*tried, Attempt("cp-sat", round(best.budget.spent - before, 3)))
