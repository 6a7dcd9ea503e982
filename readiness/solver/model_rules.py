"""The hard rules of a problem in CP-SAT: lags, caps, resources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from readiness.solver.compiled import UnitCap, UnitResource
from readiness.solver.variables import Expr, Variables


def add_rules(variables: Variables) -> None:
    """Every rule of the compiled problem."""
    model, slot = variables.model, variables.slot
    for (u, v), (least, most) in variables.compiled.lags.items():
        model.add(slot[v] - slot[u] >= least)
        if most is not None:
            model.add(slot[v] - slot[u] <= most)
    for cap in variables.compiled.caps:
        _cap(variables, cap)
    for resource in variables.compiled.resources:
        _resource(variables, resource)


def _cap(variables: Variables, cap: UnitCap) -> None:
    model = variables.model
    load: dict[int, list[Expr]] = defaultdict(list)
    most: dict[int, int] = defaultdict(int)
    for u, weight in cap.weights.items():
        for t, x in variables.take(u).items():
            load[t].append(weight * x)
            most[t] += weight
    guests: dict[tuple[int, int], list[Expr]] = defaultdict(list)
    for u, ids in cap.parties.items():
        for t, x in variables.take(u).items():
            for party in ids:
                guests[t, party].append(x)
    for (t, party), literals in guests.items():
        present = literals[0]
        if len(literals) > 1:
            present = model.new_bool_var(f"p{t},{party}")
            for x in literals:
                model.add_implication(x, present)
        load[t].append(present)
        most[t] += 1
    for t, terms in load.items():
        if most[t] > cap.limits[t]:
            model.add(sum(terms) <= cap.limits[t])


def _resource(variables: Variables, resource: UnitResource) -> None:
    model, limits = variables.model, resource.limits
    if all(len(demand) == 1 for demand in resource.demands.values()):
        for t, terms in _load_at(variables, resource).items():
            model.add(sum(terms) <= limits[t])
        return
    top = max(limits)
    working, amounts = intervals(variables, resource)
    for t, limit in enumerate(limits):
        if limit < top:
            working.append(model.new_fixed_size_interval_var(t, 1, ""))
            amounts.append(top - limit)
    model.add_cumulative(working, amounts, top)


def _load_at(variables: Variables, resource: UnitResource) -> dict[int, list[Expr]]:
    load: dict[int, list[Expr]] = defaultdict(list)
    for u, demand in resource.demands.items():
        for t, x in variables.take(u).items():
            for back, amount in demand:
                load[t - back].append(amount * x)
    return load


def intervals(variables: Variables, resource: UnitResource) -> tuple[list[Expr], list[int]]:
    """Blocks of equal demand: several per unit where its moves work for different lengths."""
    found, amounts = [], []
    for u, demand in resource.demands.items():
        for first, last, amount in _blocks(demand):
            start = variables.slot[u] - last
            found.append(variables.model.new_fixed_size_interval_var(start, last - first + 1, ""))
            amounts.append(amount)
    return found, amounts


def _blocks(demand: Sequence[tuple[int, int]]) -> list[tuple[int, int, int]]:
    """(first offset back, last, amount) of neighbouring slots with the same amount."""
    blocks: list[tuple[int, int, int]] = []
    for back, amount in demand:
        if blocks and blocks[-1][1:] == (back - 1, amount):
            blocks[-1] = (blocks[-1][0], back, amount)
        else:
            blocks.append((back, back, amount))
    return blocks
