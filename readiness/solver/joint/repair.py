"""Whole plans within the capacity: first come first served, rounding, groups and bodies bettered in turn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from readiness.solver.joint.bodies import Bodies
from readiness.solver.joint.flow import assigned
from readiness.solver.joint.neighbours import Neighbours
from readiness.solver.joint.problem import Ints


class Board:
    """A plan of every body, what it uses, and cost + weight × lateness of each. Changes can be taken back."""

    def __init__(self, bodies: Bodies, weight: int, plan: Ints | None = None) -> None:
        self.bodies, self.problem, self.weight = bodies, bodies.problem, weight
        self.plan = np.full(bodies.moves, self.problem.horizon, dtype=np.int64) if plan is None else plan.copy()
        self.used: Ints = np.zeros_like(self.problem.capacity)
        self._log: list[tuple[int, Ints]] = []
        for at in range(len(self.problem.bodies)):
            self._count(at, 1)
        cost, late = bodies.amounts(self.plan)
        self.costs, self.lates = cost, late

    @property
    def values(self) -> Ints:
        """Cost + weight × lateness of each."""
        found: Ints = self.costs + self.weight * self.lates
        return found

    @property
    def total(self) -> int:
        """Cost + weight × lateness of all."""
        return int(self.values.sum())

    def value(self, at: int) -> int:
        """Cost + weight × lateness of one."""
        return int(self.costs[at]) + self.weight * int(self.lates[at])

    @property
    def room(self) -> Ints:
        """What is left; below 0 where more is taken than there is."""
        return self.problem.capacity - self.used

    def months(self, at: int) -> Ints:
        """The months of a body's moves."""
        return self.plan[self.bodies.first[at] : self.bodies.first[at + 1]]

    def without(self, at: int) -> Ints:
        """What is left if the body took nothing."""
        found = self.room
        for group, month in self.places(at, self.months(at)):
            found[group, month] += 1
        return found

    def places(self, at: int, months: Ints) -> list[tuple[int, int]]:
        """(group, month) of each move that takes one, as often as it does."""
        return self.problem.bodies[at].places(months.tolist())

    def _count(self, at: int, step: int) -> None:
        for place in self.places(at, self.months(at)):
            self.used[place] += step

    def fits(self, at: int, months: Ints) -> bool:
        """Whether a body may take these months in place of its own, by its own rules and by what is left."""
        if self.problem.bodies[at].broken(months.tolist()):
            return False
        room = self.without(at)
        for place in self.places(at, months):
            room[place] -= 1
            if room[place] < 0:
                return False
        return True

    def put(self, at: int, months: Ints) -> None:
        """Give a body other months."""
        self._log.append((at, self.months(at).copy()))
        self._set(at, months)

    def _set(self, at: int, months: Ints) -> None:
        self._count(at, -1)
        self.plan[self.bodies.first[at] : self.bodies.first[at + 1]] = months
        self._count(at, 1)
        self.costs[at], self.lates[at] = self.problem.bodies[at].value(months.tolist())

    def mark(self) -> int:
        """A place to go back to."""
        return len(self._log)

    def back(self, mark: int) -> None:
        """Take back every change since a mark."""
        while len(self._log) > mark:
            self._set(*self._log.pop())

    def replan(self, order: Iterable[int], prices: Ints | None = None) -> bool:
        """Plan bodies one after the other in what the rest leaves; whether anything fell (without prices)."""
        fell = False
        for at in order:
            (months,) = self.bodies.planned([(at, self.without(at))], self.weight, prices)
            if months is not None and (months != self.months(at)).any():
                before = self.value(at)
                mark = self.mark()
                self.put(at, months)
                if prices is None and self.value(at) >= before:
                    self.back(mark)
                fell |= bool(self.value(at) < before)
        return fell


def first_come(bodies: Bodies, weight: int) -> Board:
    """Every body in its order takes the best that is left (先着順)."""
    board = Board(bodies, weight)
    board.replan(range(len(bodies.problem.bodies)))
    return board


def rounded(bodies: Bodies, ideal: Ints, sure: Sequence[int], weight: int, prices: Ints) -> Board:
    """Bodies in the order `sure` take their ideal months where they fit; the others plan in the rest at prices, so that
    they keep out of the months that others need more.
    """
    board = Board(bodies, weight)
    left = []
    for at in sure:
        months = ideal[bodies.first[at] : bodies.first[at + 1]]
        if board.fits(at, months):
            board.put(at, months)
        else:
            left.append(at)
    chosen = set(sure)
    board.replan([*left, *(at for at in range(len(bodies.problem.bodies)) if at not in chosen)], prices)
    return board


def descended(board: Board, near: Neighbours, passes: int = 8) -> None:
    """Better a plan in turn by groups (all moves of a vendor group at once) and by bodies (all moves of one body)."""
    groups = range(board.problem.capacity.shape[0])
    for number in range(passes):
        before = board.total
        for group in groups:
            for moves in near.of_group(group, number):
                _reassigned(board, near, group, moves)
        changed = range(len(board.problem.bodies))
        board.replan(changed)
        if board.total >= before:
            return


def _reassigned(board: Board, near: Neighbours, group: int, moves: Ints) -> None:
    costs = near.costs(board.plan, moves, board.weight)
    now = board.plan[moves]
    room = board.room[group].copy()
    inside = now < board.problem.horizon
    np.add.at(room, now[inside], 1)
    room = np.maximum(room, 0)
    chosen = assigned(costs, room)
    rows = np.arange(len(moves))
    if costs[rows, chosen].sum() >= costs[rows, now].sum():
        return
    for move, month in zip(moves[chosen != now].tolist(), chosen[chosen != now].tolist(), strict=True):
        at = int(near.body[move])
        months = board.months(at).copy()
        months[move - board.bodies.first[at]] = month
        board.put(at, months)
