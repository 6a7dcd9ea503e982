"""Whole plans within the capacity: first come first served, rounding of shares, ejection (押し出し)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from readiness.solver.joint.master import Bodies, Column
from readiness.solver.joint.problem import Ints

_TRIES = 8  # bodies tried in the way of one that would like another plan
_LIKED = 3  # plans a body would like, the best first
_STEPS = 4  # bodies planned anew for one that takes its plan


class Board:
    """A plan of every body and what it uses."""

    def __init__(self, bodies: Bodies) -> None:
        self.bodies, self.problem = bodies, bodies.problem
        self.plans: list[Column | None] = [None] * len(bodies.problem.bodies)
        self.used: Ints = np.zeros_like(bodies.problem.capacity)

    @property
    def room(self) -> Ints:
        """What is left."""
        return self.problem.capacity - self.used

    def fits(self, column: Column) -> bool:
        """Whether there is room for a plan."""
        return all(
            self.used[place] + count <= self.problem.capacity[place]
            for place, count in column.uses(self.problem).items()
        )

    def put(self, column: Column) -> None:
        """Give a body a plan; it must have none."""
        self.plans[column.body] = column
        for place, count in column.uses(self.problem).items():
            self.used[place] += count

    def take(self, at: int) -> Column | None:
        """Take a body's plan away."""
        column = self.plans[at]
        if column is not None:
            for place, count in column.uses(self.problem).items():
                self.used[place] -= count
            self.plans[at] = None
        return column

    def fill(self, order: Iterable[int], weight: int, prices: Ints | None = None) -> None:
        """Plan bodies one after the other in what is left. The month beyond the horizon keeps that possible."""
        for at in order:
            column = self.bodies.planned(at, weight, self.room, prices)
            if column is not None:
                self.put(column)

    def using(self, place: tuple[int, int]) -> Iterator[int]:
        """The bodies whose plan takes a vendor-month, in their order."""
        for at, column in enumerate(self.plans):
            if column is not None and place in column.uses(self.problem):
                yield at

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
    before, used = list(board.plans), board.used.copy()
    now = sum(_value(column, weight) for column in board.columns())
    old = before[at]
    for column in sorted(liked, key=lambda one: (_value(one, weight), one.months))[:_LIKED]:
        if old is None or _value(column, weight) >= _value(old, weight):
            break
        board.take(at)
        board.put(column)
        if _cleared(board, at, weight) and sum(_value(new, weight) for new in board.columns()) < now:
            return True
        board.plans[:] = before
        board.used[:] = used
    return False


def _cleared(board: Board, keep: int, weight: int) -> bool:
    """Plan bodies anew until nothing is over capacity; whether that could be done in a few steps."""
    moved: set[int] = set()
    for _ in range(_STEPS):
        over = np.argwhere(board.used > board.problem.capacity)
        if not len(over):
            return True
        place = (int(over[0][0]), int(over[0][1]))
        options = []
        for other in list(board.using(place)):
            if other == keep or other in moved:
                continue
            held = board.take(other)
            new = board.bodies.planned(other, weight, board.room)
            if held is not None:
                board.put(held)
                if new is not None:
                    options.append((_value(new, weight) - _value(held, weight), other, new))
            if len(options) == _TRIES:
                break
        if not options:
            return False
        _, other, new = min(options, key=lambda option: option[:2])
        board.take(other)
        board.put(new)
        moved.add(other)
    return not (board.used > board.problem.capacity).any()
