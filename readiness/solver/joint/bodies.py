"""The bodies of a joint problem as arrays, those with equally many moves together, and their exact answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from readiness.solver.joint.dynamic import answers, apart, of_sets
from readiness.solver.joint.prices import Prices
from readiness.solver.joint.problem import FORBIDDEN, Ints, JointBody, JointProblem

Bools = NDArray[np.bool_]
_CHUNK = 1 << 17  # pairs × bodies answered in one go: what the processor's cache holds
_TIE_BITS = 18  # bits that decide between plans of equal lateness by their cost


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """What is least: `scale` × (`cost` or lateness), plus `late_price` for lateness; `limit` on the lateness of all.

    Prices are integers in units of 1/`scale`, so that a bound is integer arithmetic.
    """

    scale: int
    by_cost: bool
    limit: int | None = None


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Like:
    """Bodies with equally many moves. Arrays end with the bodies, months come first.

    `flat`: moves × bodies, the place of each move among all moves. `vendors`: moves × most groups × bodies.
    `rows`: own groups × bodies and `uses`: own groups × sets × bodies, how many moves of a set each does; a group that
    is none is the row behind the last. `shut`, `waits`: months of the horizon × sets × bodies, as in `JointBody`.
    """

    at: Ints
    flat: Ints
    cost: Ints
    late: Ints
    links: Ints
    vendors: Ints
    rows: Ints
    uses: NDArray[np.int8]
    shut: Bools | None
    waits: Ints | None

    @property
    def size(self) -> int:
        """How many moves each has."""
        return int(self.flat.shape[0])

    def own(self, unary: Ints, prices: Ints) -> Ints:
        """Months × moves × bodies: an amount plus the prices (groups and one row of zeros × months)."""
        found = unary.copy()
        for column in range(self.vendors.shape[1]):
            found[:-1] += np.moveaxis(prices[self.vendors[:, column]], 2, 0)
        found[unary >= FORBIDDEN] = FORBIDDEN
        return found

    def pack(self, sets: Ints, steps: Ints, prices: Prices, bits: int) -> None:
        """Add to an amount of months × sets × bodies what packs ask, times two to the power of `bits`.

        `steps` is what they ask of a body without a start: groups and one row of zeros × months × moves.
        """
        for row in range(self.uses.shape[0]):
            asked = steps[self.rows[row]]
            for month in np.flatnonzero(asked.any(axis=(0, 2))).tolist():
                sets[month] += np.take_along_axis(asked[:, month], self.uses[row].T.astype(np.int64), axis=1).T << bits
        for place, at in enumerate(self.at.tolist()):
            own = self.rows[:, place].tolist()
            for pack, start in prices.started.get(at, {}).items():
                if pack.group not in own:
                    continue
                moves = pack.num * self.uses[own.index(pack.group), :, place].astype(np.int64)
                more = (moves + start) // pack.den - moves // pack.den
                sets[pack.month, :, place] += prices.packs[pack] * more << bits

    def full(self, room: Ints) -> Bools:
        """Months × sets × bodies: sets that take more of a group than there is room (groups × months × bodies)."""
        found = np.zeros((room.shape[1], self.uses.shape[1], self.at.size), dtype=bool)
        for row in range(self.uses.shape[0]):
            left = room[self.rows[row], :, np.arange(self.at.size)] if room.ndim == 3 else room[self.rows[row]]
            if (left < self.uses[row].max(axis=0)[:, None]).any():
                found |= self.uses[row][None] > left.T[:, None, :]
        return found

    def some(self, places: Sequence[int]) -> Like:
        """Some of them, by place."""
        return Like(
            at=self.at[places],
            flat=self.flat[:, places],
            cost=self.cost[:, :, places],
            late=self.late[:, :, places],
            links=self.links[:, places],
            vendors=self.vendors[:, :, places],
            rows=self.rows[:, places],
            uses=self.uses[:, :, places],
            shut=None if self.shut is None else self.shut[:, :, places],
            waits=None if self.waits is None else self.waits[:, :, places],
        )


def _like(problem: JointProblem, at: Sequence[int], flat: Sequence[int]) -> Like:
    bodies = [problem.bodies[one] for one in at]
    size = bodies[0].size
    none = problem.capacity.shape[0]
    most = max(1, *(len(groups) for body in bodies for groups in body.groups_of), 1)
    width = max(1, *(len(body.groups) for body in bodies), 1)
    vendors = np.full((size, most, len(bodies)), none, dtype=np.int64)
    rows = np.full((width, len(bodies)), none, dtype=np.int64)
    uses = np.zeros((width, 1 << size, len(bodies)), dtype=np.int8)
    for place, body in enumerate(bodies):
        for move, groups in enumerate(body.groups_of):
            vendors[move, : len(groups), place] = groups
        rows[: len(body.groups), place] = body.groups
        uses[: len(body.groups), :, place] = body.uses
    shut = None
    if any(body.shut is not None or body.most < size for body in bodies):
        shut = np.stack([_shut(body, problem.horizon) for body in bodies], axis=2)
    waits = None
    if any(body.waits is not None for body in bodies):
        nothing = np.zeros((problem.horizon, 1 << size), dtype=np.int64)
        waits = np.stack([nothing if body.waits is None else body.waits for body in bodies], axis=2)
    return Like(
        at=np.array(at, dtype=np.int64),
        flat=np.array([[flat[one] + move for one in at] for move in range(size)], dtype=np.int64),
        cost=np.stack([body.cost.T for body in bodies], axis=2),
        late=np.stack([body.late.T for body in bodies], axis=2),
        links=np.stack([apart(body) for body in bodies], axis=1),
        vendors=vendors,
        rows=rows,
        uses=uses,
        shut=shut,
        waits=waits,
    )


def _shut(body: JointBody, horizon: int) -> Bools:
    found = np.broadcast_to(body.oversize, (horizon, 1 << body.size))
    return found if body.shut is None else found | body.shut


class Bodies:
    """The bodies of a problem, ready to be asked. A plan of all is one array: the month of each move, body by body."""

    def __init__(self, problem: JointProblem) -> None:
        self.problem = problem
        sizes = [body.size for body in problem.bodies]
        self.first: list[int] = [0, *np.cumsum(sizes).tolist()]
        alike: dict[int, list[int]] = {}
        for at, size in enumerate(sizes):
            alike.setdefault(size, []).append(at)
        self.likes: list[Like] = []
        self.place: list[tuple[int, int]] = [(0, 0)] * len(sizes)
        for size, members in sorted(alike.items()):
            step = max(1, _CHUNK // 3**size)
            for first in range(0, len(members), step):
                chosen = members[first : first + step]
                for place, at in enumerate(chosen):
                    self.place[at] = len(self.likes), place
                self.likes.append(_like(problem, chosen, self.first))

    @property
    def moves(self) -> int:
        """How many moves all have."""
        return self.first[-1]

    def months(self, plan: Ints, at: int) -> tuple[int, ...]:
        """The months of one body's moves."""
        return tuple(int(month) for month in plan[self.first[at] : self.first[at + 1]])

    @cached_property
    def _closed(self) -> list[Bools]:
        """Sets no body may move: its own limits, or more of a group than it has at all."""
        room = _with_none(self.problem.capacity)
        return [like.full(room) if like.shut is None else like.shut | like.full(room) for like in self.likes]

    @cached_property
    def _tie(self) -> tuple[int, int]:
        """(bits for the cost of a plan among equally late ones, by how many it is shifted to fit)."""
        most = 1
        for like in self.likes:
            least = like.cost.min(axis=0, keepdims=True)
            dear = np.where(like.cost >= FORBIDDEN, 0, like.cost - least).max(axis=0).sum(axis=0)
            apart_most = np.where(like.links >= FORBIDDEN, 0, like.links).max(axis=0) * self.problem.horizon
            waiting = 0 if like.waits is None else like.waits.max(axis=1).sum(axis=0)
            most = max(most, int((dear + apart_most + waiting).max()))
        bits = most.bit_length()
        return min(bits, _TIE_BITS), max(0, bits - _TIE_BITS)

    def answered(
        self, stage: Stage, prices: Prices, *, blur: tuple[np.random.Generator, int] | None = None
    ) -> tuple[int, Ints]:
        """(bound in units of 1/scale, the best plan of each body) at integer prices ≥ 0.

        `blur`: every own amount is up to so much higher by chance, for plans near the best; then nothing is proven.
        """
        stated, steps = _with_none(prices.slots, 0), prices.steps(self.most)
        plan = np.zeros(self.moves, dtype=np.int64)
        total = 0
        bits, shift = self._tie
        for like, closed in zip(self.likes, self._closed, strict=True):
            if stage.by_cost:
                unary = like.own(_capped(stage.scale * like.cost + prices.late * like.late, like.cost), stated)
                links = np.where(like.links >= FORBIDDEN, FORBIDDEN, stage.scale * like.links)
                waits = None if like.waits is None else stage.scale * like.waits
            else:
                tie = np.where(like.cost >= FORBIDDEN, 0, like.cost - like.cost.min(axis=0, keepdims=True)) >> shift
                unary = like.own(_capped(stage.scale * like.late, like.cost), stated)
                unary = _capped((unary << bits) + tie, like.cost)
                links = np.where(like.links >= FORBIDDEN, FORBIDDEN, like.links >> shift)
                waits = None if like.waits is None else like.waits >> shift
            if blur is not None:
                unary = _capped(unary + blur[0].integers(0, blur[1], unary.shape), unary)
            sets = of_sets(unary, closed)
            if steps is not None:
                like.pack(sets, steps, prices, 0 if stage.by_cost else bits)
                np.minimum(sets, FORBIDDEN, out=sets)
            value, months = answers(sets, links, waits)
            plan[like.flat] = months.T
            total += int(value.sum() if stage.by_cost else (value >> bits).sum())
        total -= prices.rent(self.problem.capacity)
        return total - (prices.late * stage.limit if stage.limit is not None else 0), plan

    @cached_property
    def most(self) -> int:
        """The most moves one body has of one group."""
        return max((int(like.uses.max(initial=0)) for like in self.likes), default=0)

    def alone(self, weight: int) -> Ints:
        """The plan of each body that has every vendor to itself, by cost + weight × lateness."""
        limit = Stage(scale=1, by_cost=True, limit=0)
        return self.answered(limit, Prices(slots=np.zeros_like(self.problem.capacity), late=weight))[1]

    def planned(self, asked: Sequence[tuple[int, Ints]], weight: int, prices: Ints | None = None) -> list[Ints | None]:
        """The months of each body's best plan in what it is told is left (groups × months); None where there is none.

        By cost + weight × lateness, and by `prices` of vendor-months in the same unit where they are to guide it.
        """
        found: list[Ints | None] = [None] * len(asked)
        alike: dict[int, list[int]] = {}
        for number, (at, _) in enumerate(asked):
            alike.setdefault(self.place[at][0], []).append(number)
        for which, numbers in alike.items():
            like = self.likes[which].some([self.place[asked[number][0]][1] for number in numbers])
            room = np.stack([_with_none(asked[number][1]) for number in numbers], axis=2)
            closed = like.full(room) if like.shut is None else like.shut | like.full(room)
            unary = _capped(like.cost + weight * like.late, like.cost)
            if prices is not None:
                unary = like.own(unary, _with_none(prices, 0))
            value, months = answers(of_sets(unary, closed), like.links, like.waits)
            for place, number in enumerate(numbers):
                if value[place] < FORBIDDEN:
                    found[number] = months[place]
        return found

    def amounts(self, plan: Ints) -> tuple[Ints, Ints]:
        """(cost, lateness) of each body. A plan against a body's own rules is told by `JointBody.value` only."""
        cost, late = np.zeros(len(self.place), dtype=np.int64), np.zeros(len(self.place), dtype=np.int64)
        for at, (body, months) in enumerate(self._each(plan)):
            cost[at], late[at] = body.value(months)
        return cost, late

    def _each(self, plan: Ints) -> Iterator[tuple[JointBody, tuple[int, ...]]]:
        for at, body in enumerate(self.problem.bodies):
            yield body, self.months(plan, at)


def _capped(amounts: Ints, cost: Ints) -> Ints:
    found: Ints = np.where(cost >= FORBIDDEN, FORBIDDEN, np.minimum(amounts, FORBIDDEN))
    return found


def _with_none(of_groups: Ints, amount: int = 1 << 30) -> Ints:
    """With a row for «no group»."""
    return np.vstack([of_groups, np.full((1, of_groups.shape[1]), amount, dtype=np.int64)])
