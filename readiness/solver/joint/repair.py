"""Whole plans within the capacity: first come first served, rounding of shares, ejection (押し出し)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from readiness.solver.joint.master import Bodies, Column
from readiness.solver.joint.problem import Ints

_TRIES = 12  # bodies tried in the way of one that would like another plan
_LIKED = 3  # plans a body would like, the best first
_STEPS = 4  # bodies planned anew for one that takes its plan


class Board:
    """A plan of every body and what it uses. Changes since a mark can be taken back."""

    def __init__(self, bodies: Bodies) -> None:
        self.bodies, self.problem = bodies, bodies.problem
        self.plans: list[Column | None] = [None] * len(bodies.problem.bodies)
        self.used: Ints = np.zeros_like(bodies.problem.capacity)
        self._users: dict[tuple[int, int], set[int]] = {}
        self._uses: dict[Column, dict[tuple[int, int], int]] = {}
        self._log: list[tuple[int, Column | None]] = []

    @property
    def room(self) -> Ints:
        """What is left."""
        return self.problem.capacity - self.used

    def without(self, column: Column) -> Ints:
        """What is left if a plan that stands were taken away."""
        found = self.room
        for place, count in self.uses(column).items():
            found[place] += count
        return found

    def uses(self, column: Column) -> dict[tuple[int, int], int]:
        """(group, month) → moves of a plan."""
        if column not in self._uses:
            self._uses[column] = column.uses(self.problem)
        return self._uses[column]

    def fits(self, column: Column) -> bool:
        """Whether there is room for a plan."""
        return all(
            self.used[place] + count <= self.problem.capacity[place] for place, count in self.uses(column).items()
        )

    def put(self, column: Column) -> None:
        """Give a body a plan; it must have none."""
        self._log.append((column.body, None))
        self._set(column.body, column)

    def take(self, at: int) -> Column | None:
        """Take a body's plan away."""
        column = self.plans[at]
        if column is not None:
            self._log.append((at, column))
            self._set(at, None)
        return column

    def _set(self, at: int, column: Column | None) -> None:
        old = self.plans[at]
        for place, count in self.uses(old).items() if old is not None else ():
            self.used[place] -= count
            self._users[place].discard(at)
        self.plans[at] = column
        for place, count in self.uses(column).items() if column is not None else ():
            self.used[place] += count
            self._users.setdefault(place, set()).add(at)

    def mark(self) -> int:
        """A place to go back to."""
        return len(self._log)

    def back(self, mark: int) -> None:
        """Take back every change since a mark."""
        while len(self._log) > mark:
            self._set(*self._log.pop())

    def fill(self, order: Iterable[int], weight: int, prices: Ints | None = None) -> None:
        """Plan bodies one after the other in what is left. The month beyond the horizon keeps that possible."""
        for at in order:
            column = self.bodies.planned(at, weight, self.room, prices)
            if column is not None:
                self.put(column)

    def using(self, place: tuple[int, int]) -> Iterator[int]:
        """The bodies whose plan takes a vendor-month, in their order."""
        yield from sorted(self._users.get(place, ()))

    def columns(self) -> tuple[Column, ...]:
        """The plans, in the order of the bodies."""
        return tuple(column for column in self.plans if column is not None)

    @property
    def complete(self) -> bool:
        """Whether every body has a plan."""
        return all(column is not None for column in self.plans)


def totals(columns: Iterable[Column]) -> tuple[int, int]:
    """(lateness, cost) of all."""
    listed = list(columns)
    return sum(column.late for column in listed), sum(column.cost for column in listed)


def first_come(bodies: Bodies, weight: int) -> tuple[Column, ...]:
    """Every body in its order takes the best that is left (先着順)."""
    board = Board(bodies)
    board.fill(range(len(bodies.problem.bodies)), weight)
    return board.columns()


def rounded(bodies: Bodies, shares: Mapping[Column, float], weight: int, prices: Ints, least: float) -> Board:
    """The largest column of each body where it fits and its share is `least` or more, bodies of large shares first;
    the others planned in the rest at prices, so that they keep out of the months that others need more.
    """
    largest: dict[int, tuple[float, Column]] = {}
    for column, share in shares.items():
        held = largest.get(column.body)
        if held is None or (-share, column.months) < (-held[0], held[1].months):
            largest[column.body] = (share, column)
    board = Board(bodies)
    left = []
    for share, column in sorted(largest.values(), key=lambda pair: (-pair[0], pair[1].body)):
        if share >= least and board.fits(column):
            board.put(column)
        else:
            left.append(column.body)
    board.fill(sorted(left), weight, prices)
    return board


def ejected(board: Board, liked: Mapping[int, Sequence[Column]], weight: int, passes: int = 2) -> None:
    """Let bodies with most to gain take a plan they would like; those in the way are planned anew, if the sum falls."""
    for _ in range(passes):
        gained = [_try(board, at, liked[at], weight) for at in _by_regret(board, liked, weight)]
        if not any(gained):
            return


def _value(column: Column, weight: int) -> int:
    return column.cost + weight * column.late


def _by_regret(board: Board, liked: Mapping[int, Sequence[Column]], weight: int) -> list[int]:
    regrets = []
    for at, columns in liked.items():
        now = board.plans[at]
        if now is not None and columns:
            regret = _value(now, weight) - min(_value(column, weight) for column in columns)
            if regret > 0:
                regrets.append((-regret, at))
    return [at for _, at in sorted(regrets)]


def _try(board: Board, at: int, liked: Sequence[Column], weight: int) -> bool:
    """Whether one of the liked plans was taken with profit; else nothing is changed."""
    mark, old = board.mark(), board.plans[at]
    for column in sorted(liked, key=lambda one: (_value(one, weight), one.months))[:_LIKED]:
        if old is None or _value(column, weight) >= _value(old, weight):
            break
        board.take(at)
        board.put(column)
        cost = _cleared(board, at, weight)
        if cost is not None and cost + _value(column, weight) < _value(old, weight):
            return True
        board.back(mark)
    return False


def _cleared(board: Board, keep: int, weight: int) -> int | None:
    """Plan bodies anew until nothing is over capacity: what that costs; None where a few steps do not do it."""
    moved: set[int] = set()
    cost = 0
    places = list(board.uses(column)) if (column := board.plans[keep]) is not None else []
    for _ in range(_STEPS):
        over = sorted(place for place in places if board.used[place] > board.problem.capacity[place])
        if not over:
            return cost
        others = [other for other in board.using(over[0]) if other != keep and other not in moved][:_TRIES]
        held = [column for other in others if (column := board.plans[other]) is not None]
        news = board.bodies.planned_each([(one.body, board.without(one)) for one in held], weight)
        options = [
            (_value(new, weight) - _value(old, weight), old.body, new)
            for old, new in zip(held, news, strict=True)
            if new is not None
        ]
        if not options:
            return None
        more, other, new = min(options, key=lambda option: option[:2])
        board.take(other)
        board.put(new)
        cost += more
        moved.add(other)
    return cost if all(board.used[place] <= board.problem.capacity[place] for place in places) else None
