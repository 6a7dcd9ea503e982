"""Cheapest set of links that breaks every cycle (minimum feedback arc set), one strong group at a time.

Cycles are added as they are needed: choose the cheapest links that hit all cycles known so far, look for a cycle that
remains, add it, repeat. Each round's optimum is a lower bound; the first choice that leaves no cycle is optimal.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Mapping, Sequence

from readiness.graph.structure import strong_groups
from readiness.graph.views import Leg, direct_legs
from readiness.model.graphview import CycleCut, EdgeKind, SystemGraph
from readiness.solver.methods import cp_sat_loads

_MAX_ROUNDS = 200
_WORK_PER_ROUND = 5.0  # deterministic seconds of CP-SAT, independent of the machine


def cycle_cuts(graph: SystemGraph, weights: Mapping[str, int] | None = None) -> tuple[CycleCut, ...]:
    """One cut per strong group. `weights` by edge id (1 where absent), whole numbers ≥ 0.

    A shared database cannot be cut: where two systems are tied by one, they are read as a single node.
    """
    return tuple(_cut(graph, group, weights or {}) for group in strong_groups(graph))


def _cut(graph: SystemGraph, group: tuple[str, ...], weights: Mapping[str, int]) -> CycleCut:
    same = _database_classes(graph, group)
    inside = [edge for edge in graph.edges if edge.source in same and edge.target in same]
    legs = [
        Leg(same[leg.source], same[leg.target], leg.edge)
        for leg in direct_legs(edge for edge in inside if edge.kind is not EdgeKind.SHARED_DATABASE)
        if same[leg.source] != same[leg.target]
    ]
    pairs: dict[tuple[str, str], list[str]] = {}
    for leg in legs:
        pairs.setdefault((leg.source, leg.target), []).append(leg.edge)
    order = sorted(pairs)
    cost = [sum(weights.get(edge, 1) for edge in pairs[pair]) for pair in order]
    chosen, bound = _hit_all_cycles(order, cost)
    edges = tuple(sorted(edge for index in chosen for edge in pairs[order[index]]))
    total = sum(cost[index] for index in chosen)
    return CycleCut(members=group, edges=edges, cost=total, bound=min(bound, total), proven=bound >= total)


def _database_classes(graph: SystemGraph, group: Collection[str]) -> dict[str, str]:
    """Node → the first of the nodes it shares a database with (itself where none)."""
    same = {node: node for node in group}

    def root(node: str) -> str:
        while same[node] != node:
            node = same[node]
        return node

    for edge in graph.edges:
        if edge.kind is EdgeKind.SHARED_DATABASE and edge.source in same and edge.target in same:
            low, high = sorted((root(edge.source), root(edge.target)))
            same[high] = low
    return {node: root(node) for node in same}


def _hit_all_cycles(order: Sequence[tuple[str, str]], cost: Sequence[int]) -> tuple[tuple[int, ...], int]:
    """Indices of arcs whose removal leaves no cycle, and a lower bound on the cost of any such set."""
    index = {pair: number for number, pair in enumerate(order)}
    cycles: list[tuple[int, ...]] = []
    bound = 0
    for _ in range(_MAX_ROUNDS):
        chosen, proven = _cheapest_hitting_set(cycles, cost)
        bound = max(bound, proven)
        left = [pair for number, pair in enumerate(order) if number not in set(chosen)]
        found = _short_cycles(left)
        if not found:
            return chosen, bound
        cycles.extend(tuple(index[arc] for arc in cycle) for cycle in found)
    return _finish_greedily(order, cost, cycles), bound


def _cheapest_hitting_set(cycles: Sequence[Sequence[int]], cost: Sequence[int]) -> tuple[tuple[int, ...], int]:
    """Arcs that hit every listed cycle at least cost, and a proven lower bound of that cost."""
    if not cycles:
        return (), 0
    if not cp_sat_loads():
        return _hit_greedily(cycles, cost), 0
    from readiness.solver.sat import cp_model  # noqa: PLC0415 - heavy

    used = sorted({arc for cycle in cycles for arc in cycle})
    model = cp_model.CpModel()
    take = {arc: model.new_bool_var(f"a{arc}") for arc in used}
    for cycle in cycles:
        model.add_bool_or([take[arc] for arc in cycle])
    model.minimize(sum(cost[arc] * take[arc] for arc in used))
    solver = cp_model.CpSolver()
    solver.parameters.catch_sigint_signal = False  # who calls decides what Ctrl-C means
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 0
    solver.parameters.max_deterministic_time = _WORK_PER_ROUND
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return tuple(used), 0
    return tuple(arc for arc in used if solver.boolean_value(take[arc])), round(solver.best_objective_bound)


def _hit_greedily(cycles: Sequence[Sequence[int]], cost: Sequence[int]) -> tuple[int, ...]:
    """Arcs that hit every listed cycle: the cheapest of each that is not hit yet."""
    taken: set[int] = set()
    for cycle in cycles:
        if taken.isdisjoint(cycle):
            taken.add(min(cycle, key=lambda arc: (cost[arc], arc)))
    return tuple(sorted(taken))


def _short_cycles(arcs: Sequence[tuple[str, str]]) -> list[tuple[tuple[str, str], ...]]:
    """A shortest cycle through each arc that lies on one, each cycle once and arcs shared as little as possible."""
    following: dict[str, list[str]] = {}
    for source, target in arcs:
        following.setdefault(source, []).append(target)
    found: dict[tuple[tuple[str, str], ...], None] = {}
    covered: set[tuple[str, str]] = set()
    for source, target in arcs:
        if (source, target) in covered:
            continue
        back = _shortest_path(following, target, source)
        if back is not None:
            cycle = ((source, target), *back)
            found[tuple(sorted(cycle))] = None
            covered.update(cycle)
    return list(found)


def _shortest_path(following: Mapping[str, Sequence[str]], start: str, goal: str) -> tuple[tuple[str, str], ...] | None:
    came: dict[str, str] = {start: start}
    queue = deque([start])
    while queue:
        here = queue.popleft()
        if here == goal:
            path: list[tuple[str, str]] = []
            while here != start:
                path.append((came[here], here))
                here = came[here]
            return tuple(reversed(path))
        for after in following.get(here, ()):
            if after not in came:
                came[after] = here
                queue.append(after)
    return None


def _finish_greedily(
    order: Sequence[tuple[str, str]], cost: Sequence[int], cycles: Sequence[Sequence[int]]
) -> tuple[int, ...]:
    """Add the cheapest arc of each cycle still left; used only when the rounds run out."""
    chosen, _ = _cheapest_hitting_set(cycles, cost)
    taken = set(chosen)
    index = {pair: number for number, pair in enumerate(order)}
    while found := _short_cycles([pair for pair in order if index[pair] not in taken]):
        for cycle in found:
            taken.add(min((index[arc] for arc in cycle), key=lambda arc: (cost[arc], arc)))
    return tuple(sorted(taken))
