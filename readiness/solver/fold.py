"""From a checked problem to its folded form (`Compiled`)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from readiness.solver.compiled import Compiled
from readiness.solver.fold_costs import own_costs, relations
from readiness.solver.fold_rules import unit_caps, unit_lags, unit_resources
from readiness.solver.problem import Move, Problem


def compile_problem(problem: Problem, reference: Mapping[str, int] | None = None) -> Compiled:
    """Fold a checked problem. With `reference` the levels `changes` and `shift` compare with it."""
    members, unit_of = _units(problem)
    by_id = {move.id: move for move in problem.moves}
    units = [[by_id[name] for name in names] for names in members]
    pairs, groups, retests = relations(problem, unit_of)
    lags, contradiction = unit_lags(problem.precedences, unit_of)
    allowed = tuple(_allowed(moves) for moves in units)
    return Compiled(
        problem=problem,
        horizon=problem.horizon,
        members=members,
        allowed=allowed,
        own=own_costs(problem, units, reference),
        pairs=pairs,
        groups=groups,
        retests=retests,
        lags=lags,
        caps=unit_caps(problem, unit_of),
        resources=unit_resources(problem, unit_of),
        contradiction=contradiction or not all(allowed),
        unit_of=unit_of,
    )


def _units(problem: Problem) -> tuple[tuple[tuple[str, ...], ...], dict[str, int]]:
    root = {move.id: move.id for move in problem.moves}

    def find(name: str) -> str:
        while root[name] != name:
            root[name] = root[root[name]]
            name = root[name]
        return name

    for group in problem.together:
        for name in group.moves[1:]:
            root[find(name)] = find(group.moves[0])
    gathered: dict[str, list[str]] = defaultdict(list)
    for move in problem.moves:
        gathered[find(move.id)].append(move.id)
    members = tuple(tuple(names) for names in gathered.values())
    return members, {name: at for at, names in enumerate(members) for name in names}


def _allowed(moves: list[Move]) -> tuple[int, ...]:
    slots = set(moves[0].slots)
    for move in moves:
        slots &= set(move.slots)
        if move.fixed is not None:
            slots &= {move.fixed}
    return tuple(sorted(slot for slot in slots if all(slot >= move.duration - 1 for move in moves)))
