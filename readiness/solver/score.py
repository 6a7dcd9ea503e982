"""Value of a slot per unit on the folded problem: level by level, and whether every rule holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from readiness.solver.compiled import Compiled, UnitGroup, UnitRetest
from readiness.solver.problem import Level

Slots = Sequence[int]


def pair_cost(record: tuple[int, int, int, int], distance: int) -> int:
    """Cost of a pair when the second unit moves `distance` slots after the first (negative: before)."""
    if distance > 0:
        return record[0] + record[1] * distance
    return record[2] - record[3] * distance if distance < 0 else 0


def openings(group: UnitGroup, slots: Slots) -> int:
    """How often a group opens."""
    spans = sorted((min(slots[u], slots[v]), max(slots[u], slots[v])) for u, v in group.pairs)
    count, reach = 0, -1
    for begin, end in spans:
        if begin < end:
            count += begin > reach
            reach = max(reach, end)
    return count


def retest_slots(retest: UnitRetest, slots: Slots) -> int:
    """In how many slots neighbours call for a retest."""
    own = slots[retest.at]
    taken = {slots[v] for v in retest.neighbours}
    return sum((slot > own and retest.moved) or (slot < own and retest.waiting) for slot in taken)


def level_of(compiled: Compiled, slots: Slots, level: Level) -> int:
    """Value of one level."""
    if level == "makespan":
        return max(slots, default=0)
    if level == "peak":
        return _peak(compiled, slots)
    total = sum(table[slots[u]] for u, table in enumerate(compiled.own[level]))
    if level == "cost":
        total += sum(pair_cost(pair, slots[v] - slots[u]) for (u, v), pair in compiled.pairs.items())
        total += sum(group.setup * openings(group, slots) for group in compiled.groups)
        total += sum(retest.amount * retest_slots(retest, slots) for retest in compiled.retests)
    return total


def keeps_rules(compiled: Compiled, slots: Slots) -> bool:
    """Whether every rule holds (rules inside a unit are in `allowed` and `contradiction`)."""
    if compiled.contradiction or any(slots[u] not in allowed for u, allowed in enumerate(compiled.allowed)):
        return False
    for (u, v), (least, most) in compiled.lags.items():
        lag = slots[v] - slots[u]
        if lag < least or (most is not None and lag > most):
            return False
    for cap in compiled.caps:
        used: dict[int, int] = defaultdict(int)
        for u, weight in cap.weights.items():
            used[slots[u]] += weight
        present = {(slots[u], party) for u, parties in cap.parties.items() for party in parties}
        for slot, _ in present:
            used[slot] += 1
        if any(amount > cap.limits[slot] for slot, amount in used.items()):
            return False
    for resource in compiled.resources:
        load: dict[int, int] = defaultdict(int)
        for u, demand in resource.demands.items():
            for back, amount in demand:
                load[slots[u] - back] += amount
        if any(amount > resource.limits[slot] for slot, amount in load.items()):
            return False
    return True


def _peak(compiled: Compiled, slots: Slots) -> int:
    load: dict[int, int] = defaultdict(int)
    if compiled.problem.peak is None:
        for u, names in enumerate(compiled.members):
            load[slots[u]] += len(names)
    for resource in compiled.resources:
        if resource.name == compiled.problem.peak:
            for u, demand in resource.demands.items():
                for back, amount in demand:
                    load[slots[u] - back] += amount
    return max(load.values(), default=0)
