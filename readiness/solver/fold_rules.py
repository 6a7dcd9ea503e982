"""Rules of the folded problem: lags between units, caps and resources over units."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from readiness.solver.compiled import UnitCap, UnitResource
from readiness.solver.problem import Precedence, Problem


def unit_lags(
    precedences: tuple[Precedence, ...], unit_of: Mapping[str, int]
) -> tuple[dict[tuple[int, int], tuple[int, int | None]], bool]:
    """(least and most lag by pair of units, whether a unit would have to wait for itself)."""
    lags: dict[tuple[int, int], tuple[int, int | None]] = {}
    contradiction = False
    for p in precedences:
        u, v = unit_of[p.before], unit_of[p.after]
        if u == v:
            contradiction |= p.min_lag > 0 or (p.max_lag is not None and p.max_lag < 0)
            continue
        least, most = lags.get((u, v), (p.min_lag, p.max_lag))
        limits = [limit for limit in (most, p.max_lag) if limit is not None]
        lags[u, v] = (max(least, p.min_lag), min(limits, default=None))
    return lags, contradiction


def limits_by_slot(horizon: int, limit: int, overrides: tuple[tuple[int, int], ...]) -> tuple[int, ...]:
    """What each slot holds."""
    at = dict(overrides)
    return tuple(at.get(slot, limit) for slot in range(horizon))


def unit_caps(problem: Problem, unit_of: Mapping[str, int]) -> tuple[UnitCap, ...]:
    """Weights and parties of the moves of a unit taken together."""
    caps = []
    for cap in problem.caps:
        weights: dict[int, int] = defaultdict(int)
        for name, weight in cap.weights:
            weights[unit_of[name]] += weight
        numbers: dict[str, int] = {}
        parties: dict[int, set[int]] = defaultdict(set)
        for name, ids in cap.parties:
            parties[unit_of[name]] |= {numbers.setdefault(party, len(numbers)) for party in ids}
        caps.append(
            UnitCap(
                cap.name,
                {u: w for u, w in weights.items() if w},
                {u: tuple(sorted(found)) for u, found in parties.items() if found},
                limits_by_slot(problem.horizon, cap.limit, cap.limit_at),
            )
        )
    return tuple(caps)


def unit_resources(problem: Problem, unit_of: Mapping[str, int]) -> tuple[UnitResource, ...]:
    """Demands of the moves of a unit taken together."""
    resources = []
    for resource in problem.resources:
        demands: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
        for move in problem.moves:
            amount = sum(value for name, value in move.effort if name == resource.name)
            for back in range(move.duration if amount else 0):
                demands[unit_of[move.id]][back] += amount
        frozen = {u: tuple(sorted(rows.items())) for u, rows in demands.items()}
        limits = limits_by_slot(problem.horizon, resource.capacity, resource.capacity_at)
        resources.append(UnitResource(resource.name, frozen, limits))
    return tuple(resources)
