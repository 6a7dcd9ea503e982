"""A small problem made ready for the method over subsets: scaled integers, bits in a good order, sets that may move.

`Core.relaxed` tells what the recursion cannot see; without it the recursion is exact for the whole problem.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from readiness.solver.bounds import most_in_slot
from readiness.solver.compiled import Compiled
from readiness.solver.scalar import Scalar

INFINITE = 1e30


@dataclass(frozen=True, slots=True)
class Core:
    """Units are numbered anew (`order[bit]` = unit): short views need units with many links at high bits.

    `times`: slots at which something may move; `own[bit][j]` ≥ 0 or INFINITE; `base`: what was taken off to get there.
    `build[u, v]`, `hold[u, v]`: amounts if u moves before v. `first`: pairs (u, v), u no later than v;
    `strict`: u before v.
    """

    compiled: Compiled
    order: tuple[int, ...]
    times: tuple[int, ...]
    own: tuple[tuple[float, ...], ...]
    base: int
    build: Mapping[tuple[int, int], int]
    hold: Mapping[tuple[int, int], int]
    first: tuple[tuple[int, int], ...]
    strict: tuple[tuple[int, int], ...]
    relaxed: bool

    @property
    def size(self) -> int:
        """Number of units."""
        return len(self.order)

    def gap(self, j: int) -> int:
        """Slots from the j-th time to the next one."""
        return self.times[j + 1] - self.times[j] if j + 1 < len(self.times) else 0

    def possible(self, j: int, bits: frozenset[int] | tuple[int, ...]) -> bool:
        """Whether these units may take the j-th time together, seen for themselves."""
        slot, compiled = self.times[j], self.compiled
        units = [self.order[bit] for bit in bits]
        if any(self.own[bit][j] >= INFINITE for bit in bits):
            return False
        for cap in compiled.caps:
            used = sum(cap.weights.get(u, 0) for u in units)
            if used + len({party for u in units for party in cap.parties.get(u, ())}) > cap.limits[slot]:
                return False
        for resource in compiled.resources:
            load: dict[int, int] = {}
            for u in units:
                for back, amount in resource.demands.get(u, ()):
                    load[back] = load.get(back, 0) + amount
            if any(amount > resource.limits[slot - back] for back, amount in load.items()):
                return False
        inside = set(bits)
        return not any(u in inside and v in inside for u, v in self.strict)

    def most(self, j: int) -> int:
        """At most so many units can take the j-th time, by the tightest cap."""
        return most_in_slot(self.compiled, self.times[j])


def make_core(compiled: Compiled, scalar: Scalar) -> Core:
    """Number the units, shift their own amounts to zero, fold what is not pairwise into pairs from below."""
    degree = [0] * compiled.size
    for u, v in compiled.pairs:
        degree[u] += 1
        degree[v] += 1
    order = tuple(sorted(range(compiled.size), key=lambda u: (degree[u], u)))
    bit_of = {u: bit for bit, u in enumerate(order)}
    times = tuple(sorted({t for allowed in compiled.allowed for t in allowed}))
    own, base = [], 0
    for u in order:
        table = {t: scalar.own[u][t] for t in compiled.allowed[u]}
        least = min(table.values())
        base += least
        own.append(tuple(float(table[t] - least) if t in table else INFINITE for t in times))
    build, hold = _directed(compiled, scalar.unit, bit_of)
    first, strict, bent = _orders(compiled, bit_of)
    long_work = any(back for r in compiled.resources for demand in r.demands.values() for back, _ in demand)
    return Core(
        compiled=compiled,
        order=order,
        times=times,
        own=tuple(own),
        base=base,
        build=build,
        hold=hold,
        first=first,
        strict=strict,
        relaxed=bent or long_work,
    )


def _directed(
    compiled: Compiled, unit: int, bit_of: Mapping[int, int]
) -> tuple[dict[tuple[int, int], int], dict[tuple[int, int], int]]:
    """Build and hold amounts by (first, second) bit.

    A group that opens at all costs one set-up, so an equal share per pair is a bound; likewise retests per slot.
    """
    build: dict[tuple[int, int], int] = {}
    hold: dict[tuple[int, int], int] = {}

    def add(table: dict[tuple[int, int], int], u: int, v: int, amount: int) -> None:
        if amount * unit:
            key = (bit_of[u], bit_of[v])
            table[key] = table.get(key, 0) + amount * unit

    for (u, v), (build_u, hold_u, build_v, hold_v) in compiled.pairs.items():
        add(build, u, v, build_u)
        add(build, v, u, build_v)
        add(hold, u, v, hold_u)
        add(hold, v, u, hold_v)
    for group in compiled.groups:
        share = group.setup // len(group.pairs)
        for u, v in group.pairs:
            add(build, u, v, share)
            add(build, v, u, share)
    for retest in compiled.retests:
        share = retest.amount // len(retest.neighbours)
        for v in retest.neighbours:
            add(build, retest.at, v, share * retest.moved)
            add(build, v, retest.at, share * retest.waiting)
    return build, hold


def _orders(
    compiled: Compiled, bit_of: Mapping[int, int]
) -> tuple[tuple[tuple[int, int], ...], tuple[tuple[int, int], ...], bool]:
    first, strict, bent = [], [], False
    for (u, v), (least, most) in compiled.lags.items():
        one, two = bit_of[u], bit_of[v]
        if least >= 0:
            first.append((one, two))
        if least >= 1:
            strict.append((one, two))
        bent |= least < 0 and least > -compiled.horizon
        bent |= least > 1
        if most is not None:
            if most <= 0:
                first.append((two, one))
            if most <= -1:
                strict.append((two, one))
            bent |= (0 < most < compiled.horizon) or most < -1
    return tuple(first), tuple(strict), bent


def connected_sets(core: Core, largest: int, limit: int) -> list[tuple[int, ...]] | None:
    """All sets of 2 … `largest` units that hang together by build costs; None when there are more than `limit`."""
    near: list[set[int]] = [set() for _ in range(core.size)]
    for u, v in core.build:
        near[u].add(v)
        near[v].add(u)
    found: list[tuple[int, ...]] = []
    layer: set[tuple[int, ...]] = {(bit,) for bit in range(core.size) if near[bit]}
    for _ in range(largest - 1):
        layer = {
            tuple(sorted((*units, v))) for units in layer for v in set().union(*(near[u] for u in units)) - set(units)
        }
        found.extend(sorted(layer))
        if len(found) > limit:
            return None
        if not layer:
            break
    return found


def feasible_sets(core: Core, j: int, limit: int) -> list[tuple[int, ...]] | None:
    """All non-empty sets that may take the j-th time together; None when there are more than `limit`."""
    found: list[tuple[int, ...]] = []
    layer: list[tuple[int, ...]] = [(bit,) for bit in range(core.size) if core.possible(j, (bit,))]
    alone = [units[0] for units in layer]
    while layer:
        found += layer
        if len(found) > limit:
            return None
        layer = [
            (*units, bit) for units in layer for bit in alone if bit > units[-1] and core.possible(j, (*units, bit))
        ]
    return found
