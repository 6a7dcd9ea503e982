"""A problem made ready for the method over sets of units: scaled integers, times at which something may move.

`Core.relaxed` tells that lags are there which the method cannot see; without it it is exact for the whole problem.
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
    """Units are numbered anew (`order[bit]` = unit), those with the most links last.

    `times`: slots at which something may move; `own[bit][j]` ≥ 0 or INFINITE; `base`: what was taken off to get there.
    `build[u, v]`, `hold[u, v]`: amounts if u moves before v. `first`: pairs (u, v), u no later than v;
    `strict`: u before v. `unit`: weight of the level *cost*.
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
    unit: int

    @property
    def size(self) -> int:
        """Number of units."""
        return len(self.order)

    def gap(self, j: int) -> int:
        """Slots from the j-th time to the next one."""
        return self.times[j + 1] - self.times[j] if j + 1 < len(self.times) else 0

    @property
    def most_cost(self) -> float:
        """No plan costs more (without the base); what is added in a search stays below a few times of it."""
        own = sum(max((cost for cost in row if cost < INFINITE), default=0.0) for row in self.own)
        span = self.times[-1] - self.times[0]
        compiled, unit = self.compiled, self.unit
        extras = sum(g.setup * len(g.pairs) for g in compiled.groups)
        extras += sum(r.amount * len(r.neighbours) for r in compiled.retests)
        return own + sum(self.build.values()) + span * sum(self.hold.values()) + extras * unit

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
        relaxed=bent,
        unit=scalar.unit,
    )


def _directed(
    compiled: Compiled, unit: int, bit_of: Mapping[int, int]
) -> tuple[dict[tuple[int, int], int], dict[tuple[int, int], int]]:
    """Build and hold amounts by (first, second) bit."""
    build: dict[tuple[int, int], int] = {}
    hold: dict[tuple[int, int], int] = {}
    for (u, v), (build_u, hold_u, build_v, hold_v) in compiled.pairs.items():
        one, two = bit_of[u], bit_of[v]
        for table, first, second, amount in (
            (build, one, two, build_u),
            (build, two, one, build_v),
            (hold, one, two, hold_u),
            (hold, two, one, hold_v),
        ):
            if amount * unit:
                table[first, second] = amount * unit
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
