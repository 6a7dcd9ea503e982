"""A bound on the whole cost from the cut profile: the cheapest way to let the number of moved units grow over time.

Valid for the full cost because every other amount (builds, set-ups, retests) is at least zero and own amounts are
taken at each unit's best slot.
"""

from __future__ import annotations

from collections.abc import Sequence

from readiness.solver.bounds import most_in_slot, separable_bound
from readiness.solver.compiled import Compiled


def profile_bound(compiled: Compiled, profile: Sequence[int]) -> int:
    """Bound on the level *cost*; `profile[k]`: least holding cost per slot with k units moved."""
    times = sorted({t for allowed in compiled.allowed for t in allowed})
    infinite = sum(profile) * compiled.horizon + 1
    best = [infinite] * (compiled.size + 1)
    best[0] = 0
    for at, slot in enumerate(times):
        gap = times[at + 1] - slot if at + 1 < len(times) else 0
        least = sum(allowed[-1] <= slot for allowed in compiled.allowed)
        most = sum(allowed[0] <= slot for allowed in compiled.allowed)
        step = most_in_slot(compiled, slot)
        after = [infinite] * (compiled.size + 1)
        for k in range(least, most + 1):
            before = min(best[max(0, k - step) : k + 1])
            after[k] = before + profile[k] * gap
        best = after
    return separable_bound(compiled, "cost") + min(best[compiled.size], infinite)
