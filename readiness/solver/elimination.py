"""A graph taken apart unit by unit, so that a program over its cuts touches few units at a time (bucket elimination).

Units are eliminated in an order that adds few joints (minimum fill). A bucket holds one unit, its links to units
eliminated later, and the earlier buckets that depend on it first; its scope are the later units it depends on.
Where a scope would grow beyond a given width the bucket is split: its parts each hold a copy of the unit, and copies
may differ. That leaves something out: what is computed over split buckets is a bound; without splits it is exact.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

Weights = Mapping[tuple[int, int], int]
NOISE = 0.3


@dataclass(frozen=True, slots=True)
class Bucket:
    """`scope`: later units, in order of elimination; `links`: (place in scope, cost with the unit inside and the other
    outside, cost the other way round); `children`: buckets that end here; `first`: the copy that counts (others are
    free to differ); `below`: number of moves counted here and in all buckets under it."""

    unit: int
    scope: tuple[int, ...]
    links: tuple[tuple[int, int, int], ...]
    children: tuple[int, ...]
    first: bool
    below: int


@dataclass(frozen=True, slots=True)
class Buckets:
    """In order of elimination; `roots` depend on nothing later; `exact`: no bucket was split."""

    all: tuple[Bucket, ...]
    roots: tuple[int, ...]
    exact: bool

    def mirrored(self) -> Buckets:
        """The same with inside and outside exchanged."""
        turned = [replace(x, links=tuple((at, back, ahead) for at, ahead, back in x.links)) for x in self.all]
        return replace(self, all=tuple(turned))

    @property
    def operations(self) -> float:
        """About how many elements a program over the buckets touches."""
        total = 0.0
        for bucket in self.all:
            states = float(2 << len(bucket.scope))
            have = 1
            for child in bucket.children:
                more = self.all[child].below + 1
                total += states * (2_000 / states + have * more)
                have += more - 1
            total += states * (have + 1)
        return total + 3_000.0 * len(self.all)


def take_apart(sizes: list[int], weight: Weights, order: list[int], width: int) -> Buckets:
    """Buckets with scopes of at most `width` units (a split into links alone may still be needed: at least one).

    `weight[u, v]`: cost with u inside and v outside; `sizes[u]`: moves counted with u.
    """
    place = {u: at for at, u in enumerate(order)}
    later: dict[int, set[int]] = {u: set() for u in order}
    for u, v in weight:
        first, second = (u, v) if place[u] < place[v] else (v, u)
        later[first].add(second)
    found: list[Bucket] = []
    waiting: dict[int, list[int]] = defaultdict(list)
    roots: list[int] = []
    for u in order:
        items: list[tuple[set[int], int | None]] = [({v}, None) for v in sorted(later[u])]
        items += [(set(found[child].scope) - {u}, child) for child in waiting[u]]
        for number, members in enumerate(_parts([scope for scope, _ in items], width)):
            mine = [items[at] for at in members]
            scope = tuple(sorted(set().union(*(part for part, _ in mine)), key=place.__getitem__))
            links = [(scope.index(min(part)), min(part)) for part, child in mine if child is None]
            children = sorted((c for _, c in mine if c is not None), key=lambda c: (found[c].below, c))
            bucket = Bucket(
                unit=u,
                scope=scope,
                links=tuple((at, weight.get((u, v), 0), weight.get((v, u), 0)) for at, v in links),
                children=tuple(children),
                first=number == 0,
                below=sum(found[c].below for c in children) + sizes[u] * (number == 0),
            )
            (waiting[scope[0]] if scope else roots).append(len(found))
            found.append(bucket)
    return Buckets(tuple(found), tuple(roots), exact=len(found) == len(order))


def _parts(scopes: list[set[int]], width: int) -> list[list[int]]:
    """Scopes joined while their union is at most `width`: the largest first, each to the part it enlarges least."""
    parts: list[tuple[set[int], list[int]]] = [(set(), [])]
    for at in sorted(range(len(scopes)), key=lambda at: (-len(scopes[at]), at)):
        fitting = [part for part in parts if len(part[0] | scopes[at]) <= width]
        if fitting:
            part = min(fitting, key=lambda part: len(part[0] | scopes[at]) - len(part[0]))
            part[0].update(scopes[at])
            part[1].append(at)
        else:
            parts.append((set(scopes[at]), [at]))
    return [members for union, members in parts if members] or [[]]


def fill_order(size: int, weight: Weights, draw: random.Random | None = None) -> list[int]:
    """Units in the order of least fill: each time the unit whose neighbours lack the fewest joints.

    With `draw`, one of those that lack few: another order, now and then a better one.
    """
    near: list[set[int]] = [set() for _ in range(size)]
    for u, v in weight:
        near[u].add(v)
        near[v].add(u)
    left, order = set(range(size)), []
    lack = {u: _lacking(near, u) for u in left}
    while left:
        u = min(left, key=lambda v: (lack[v] * (1 + NOISE * draw.random() if draw else 1), len(near[v]), v))
        around = near[u]
        touched = set(around)
        for v in around:
            if not around - {v} <= near[v]:
                touched |= near[v]
            near[v] |= around - {v}
            near[v].discard(u)
        left.discard(u)
        order.append(u)
        for v in touched & left:
            lack[v] = _lacking(near, v)
    return order


def _lacking(near: list[set[int]], u: int) -> int:
    """Joints missing among the neighbours of u (each counted twice)."""
    return sum(len(near[u] - near[v]) - 1 for v in near[u])
