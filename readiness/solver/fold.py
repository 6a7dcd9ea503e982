"""From a checked problem to its folded form (`Compiled`)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from readiness.solver.compiled import Compiled, Pair, UnitCap, UnitGroup, UnitResource, UnitRetest
from readiness.solver.problem import Level, Move, Precedence, Problem


def compile_problem(problem: Problem, reference: Mapping[str, int] | None = None) -> Compiled:
    """Fold a checked problem. With `reference` the levels `changes` and `shift` compare with it."""
    members, unit_of = _units(problem)
    by_id = {move.id: move for move in problem.moves}
    units = [[by_id[name] for name in names] for names in members]
    pairs, groups, retests = _relations(problem, unit_of)
    lags, contradiction = _lags(problem.precedences, unit_of)
    allowed = tuple(_allowed(moves) for moves in units)
    return Compiled(
        problem=problem,
        horizon=problem.horizon,
        members=members,
        allowed=allowed,
        own=_own(problem, units, reference),
        pairs=pairs,
        groups=groups,
        retests=retests,
        lags=lags,
        caps=_caps(problem, unit_of),
        resources=_resources(problem, unit_of),
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


def _own(
    problem: Problem, units: list[list[Move]], reference: Mapping[str, int] | None
) -> dict[Level, tuple[tuple[int, ...], ...]]:
    horizon = problem.horizon
    own: dict[Level, tuple[tuple[int, ...], ...]] = {
        "lateness": tuple(_sum([_late(m, horizon) for m in moves]) for moves in units),
        "cost": tuple(_sum([_cost(m, horizon) for m in moves]) for moves in units),
    }
    if reference is not None:
        changes = [[[m.change_weight * (t != reference[m.id]) for t in range(horizon)] for m in ms] for ms in units]
        shift = [[[m.change_weight * abs(t - reference[m.id]) for t in range(horizon)] for m in ms] for ms in units]
        own["changes"] = tuple(_sum(tables) for tables in changes)
        own["shift"] = tuple(_sum(tables) for tables in shift)
    return own


def _sum(tables: list[list[int]]) -> tuple[int, ...]:
    return tuple(map(sum, zip(*tables, strict=True)))


def _late(move: Move, horizon: int) -> list[int]:
    due = horizon if move.due is None else move.due
    return [max(0, t - due) * move.late_weight for t in range(horizon)]


def _cost(move: Move, horizon: int) -> list[int]:
    table = [move.waiting * t for t in range(horizon)]
    for lump in move.lumps:
        for t in range(max(0, lump.slot + 1), horizon):
            table[t] += lump.amount
    for soft in move.slot_costs:
        if 0 <= soft.slot < horizon:
            table[soft.slot] += soft.amount
    return table


class _Pairs:
    """Adds up costs per pair of units, whichever end is named first."""

    def __init__(self) -> None:
        self.table: dict[tuple[int, int], list[int]] = {}

    def add(self, u: int, v: int, *, u_first: tuple[int, int], v_first: tuple[int, int]) -> None:
        if u == v or not any((*u_first, *v_first)):
            return
        if u > v:
            u, v, u_first, v_first = v, u, v_first, u_first
        row = self.table.setdefault((u, v), [0, 0, 0, 0])
        for at, amount in enumerate((*u_first, *v_first)):
            row[at] += amount

    def frozen(self) -> dict[tuple[int, int], Pair]:
        return {key: (row[0], row[1], row[2], row[3]) for key, row in sorted(self.table.items())}


def _relations(
    problem: Problem, unit_of: Mapping[str, int]
) -> tuple[dict[tuple[int, int], Pair], tuple[UnitGroup, ...], tuple[UnitRetest, ...]]:
    pairs, groups, retests = _Pairs(), [], []
    links = {link.id: link for link in problem.links}
    for link in problem.links:
        pairs.add(
            unit_of[link.a],
            unit_of[link.b],
            u_first=(link.build_a_first, link.hold_a_first),
            v_first=(link.build_b_first, link.hold_b_first),
        )
    for group in problem.link_groups:
        ends = [(unit_of[links[name].a], unit_of[links[name].b]) for name in group.links]
        for u, v in ends:
            pairs.add(u, v, u_first=(group.each, 0), v_first=(group.each, 0))
        apart = tuple(sorted({(min(u, v), max(u, v)) for u, v in ends if u != v}))
        if len(apart) == 1:  # one pair of units is apart once at most, so opening is building
            pairs.add(*apart[0], u_first=(group.setup, 0), v_first=(group.setup, 0))
        elif apart and group.setup:
            groups.append(UnitGroup(apart, group.setup))
    for retest in problem.retests:
        at = unit_of[retest.at]
        moved, waiting = retest.when != "waiting", retest.when != "moved"
        others = [unit_of[name] for name in retest.neighbours if unit_of[name] != at]
        if retest.per == "slot" and len(set(others)) > 1:
            if retest.amount:
                retests.append(UnitRetest(at, tuple(sorted(set(others))), retest.amount, moved, waiting))
            continue
        for other in sorted(set(others)) if retest.per == "slot" else others:
            pairs.add(at, other, u_first=(retest.amount * moved, 0), v_first=(retest.amount * waiting, 0))
    return pairs.frozen(), tuple(groups), tuple(retests)


def _lags(
    precedences: tuple[Precedence, ...], unit_of: Mapping[str, int]
) -> tuple[dict[tuple[int, int], tuple[int, int | None]], bool]:
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


def _limits(horizon: int, limit: int, overrides: tuple[tuple[int, int], ...]) -> tuple[int, ...]:
    at = dict(overrides)
    return tuple(at.get(slot, limit) for slot in range(horizon))


def _caps(problem: Problem, unit_of: Mapping[str, int]) -> tuple[UnitCap, ...]:
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
                _limits(problem.horizon, cap.limit, cap.limit_at),
            )
        )
    return tuple(caps)


def _resources(problem: Problem, unit_of: Mapping[str, int]) -> tuple[UnitResource, ...]:
    resources = []
    for resource in problem.resources:
        demands: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
        for move in problem.moves:
            amount = sum(value for name, value in move.effort if name == resource.name)
            for back in range(move.duration if amount else 0):
                demands[unit_of[move.id]][back] += amount
        frozen = {u: tuple(sorted(rows.items())) for u, rows in demands.items()}
        limits = _limits(problem.horizon, resource.capacity, resource.capacity_at)
        resources.append(UnitResource(resource.name, frozen, limits))
    return tuple(resources)
