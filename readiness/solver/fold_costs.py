"""Costs of the folded problem: own amounts per unit and slot, amounts per pair of units, what cannot be folded."""

from __future__ import annotations

from collections.abc import Mapping

from readiness.solver.compiled import Pair, UnitGroup, UnitRetest
from readiness.solver.problem import Level, Move, Problem


def own_costs(
    problem: Problem, units: list[list[Move]], reference: Mapping[str, int] | None
) -> dict[Level, tuple[tuple[int, ...], ...]]:
    """Amounts by level, unit and slot; with `reference` also of the levels `changes` and `shift`."""
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


def relations(
    problem: Problem, unit_of: Mapping[str, int]
) -> tuple[dict[tuple[int, int], Pair], tuple[UnitGroup, ...], tuple[UnitRetest, ...]]:
    """Links, marginal costs and retests per move by pair; openings of groups and retests per slot apart."""
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
