"""A first plan: the best of the naive orders and of the start given, else whatever CP-SAT finds."""

from __future__ import annotations

from collections.abc import Mapping

from readiness.solver.baselines import NAMES, baseline
from readiness.solver.incumbent import Incumbent
from readiness.solver.methods import cp_sat_loads
from readiness.solver.warm import completed


def naive_orders(best: Incumbent) -> dict[str, tuple[int, ...] | None]:
    """The named baselines, offered; None for those that break a rule."""
    found: dict[str, tuple[int, ...] | None] = {}
    for name in NAMES:
        slots = baseline(best.compiled, name)
        found[name] = None if slots is None else tuple(slots)
        best.offer(slots)
    return found


def find_any(best: Incumbent, warm: Mapping[str, int] | None, seed: int, workers: int) -> bool:
    """Offer the start given and, without any plan yet, one of CP-SAT; whether it is proven that there is none."""
    if warm is not None:
        best.offer(completed(best.compiled, warm))
    if best.plan is not None or not cp_sat_loads():
        return False
    from readiness.solver.cpsat import minimise  # noqa: PLC0415 (heavy)

    share = best.budget.left / 2
    found = minimise(best.compiled, None, {}, None, best.budget, work=share, seed=seed, workers=workers)
    best.offer(found.slots)
    return found.status == "INFEASIBLE"
