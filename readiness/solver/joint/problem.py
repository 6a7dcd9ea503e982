"""The joint problem: what each body pays and how late it is by month, and how many moves a vendor group can do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from hashlib import sha256
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Ints: TypeAlias = NDArray[np.int64]
FORBIDDEN = 1 << 46  # more than any sum of amounts; with a set of moves in its low bits it still fits 64 bits
MOST_MOVES = 13  # sets of moves are counted in powers of three


class JointError(ValueError):
    """A joint problem that says nothing: shapes that do not fit, amounts out of range."""


@dataclass(frozen=True, eq=False, kw_only=True)
class JointBody:
    """One body. Arrays are moves × months, the last month being the one beyond the horizon.

    `cost` and `late` (weighted months after the due date) of a move in a month, `FORBIDDEN` where it may not stand.
    `groups_of` are the indices of each move's vendor groups. `build[i, j]` is due once and `hold[i, j]` in each
    month in which i has moved and j has not. `before`: (i, j) = i not later than j. `most`: moves in one month of the
    horizon. `shut`: months of the horizon × sets of moves that its own limits do not let move together in that month.
    `waits`: months of the horizon × sets, 0 or more: due for a month at whose end just that set has moved.
    """

    id: str
    cost: Ints
    late: Ints
    groups_of: tuple[tuple[int, ...], ...]
    build: Ints
    hold: Ints
    before: tuple[tuple[int, int], ...] = ()
    most: int = MOST_MOVES
    shut: NDArray[np.bool_] | None = None
    waits: Ints | None = None

    @property
    def size(self) -> int:
        """How many moves it has."""
        return len(self.groups_of)

    @cached_property
    def members(self) -> NDArray[np.bool_]:
        """Sets of moves × moves: whether the move is in the set."""
        sets = np.arange(1 << self.size)
        return (sets[:, None] >> np.arange(self.size)[None, :] & 1).astype(bool)

    @cached_property
    def groups(self) -> tuple[int, ...]:
        """The vendor groups it needs, in order."""
        return tuple(sorted({group for groups in self.groups_of for group in groups}))

    @cached_property
    def uses(self) -> Ints:
        """Own groups × sets: how many moves of the set the group does."""
        own = np.array([[wanted in groups for groups in self.groups_of] for wanted in self.groups], dtype=np.int64)
        return own.reshape(len(self.groups), self.size) @ self.members.T.astype(np.int64)

    @cached_property
    def oversize(self) -> NDArray[np.bool_]:
        """Sets that are more than the body may move in one month."""
        found: NDArray[np.bool_] = self.members.sum(axis=1) > self.most
        return found

    def places(self, months: Sequence[int]) -> list[tuple[int, int]]:
        """(group, month) of each move that takes one, as often as it does; none beyond the horizon."""
        horizon = self.cost.shape[1] - 1
        return [
            (group, month)
            for groups, month in zip(self.groups_of, months, strict=True)
            if month < horizon
            for group in groups
        ]

    def broken(self, months: Sequence[int]) -> str:
        """What a plan breaks of the body's own rules; empty where it keeps them."""
        horizon = self.cost.shape[1] - 1
        sets: dict[int, int] = {}
        for move, month in enumerate(months):
            if self.cost[move, month] >= FORBIDDEN:
                return "a move stands in a month it may not take"
            if month < horizon:
                sets[month] = sets.get(month, 0) | 1 << move
        if any(months[i] > months[j] for i, j in self.before) or any(
            chosen.bit_count() > self.most for chosen in sets.values()
        ):
            return "the plan breaks an own rule"
        if self.shut is not None and any(self.shut[month, chosen] for month, chosen in sets.items()):
            return "the plan breaks a limit of one month"
        return ""

    def value(self, months: Sequence[int]) -> tuple[int, int]:
        """(cost, lateness) of a plan: the month of each move. Raises `JointError` where the body forbids it."""
        if said := self.broken(months):
            raise JointError(f"{self.id}: {said}")
        cost = sum(int(self.cost[move, month]) for move, month in enumerate(months))
        late = sum(int(self.late[move, month]) for move, month in enumerate(months))
        for i, first in enumerate(months):
            for j, second in enumerate(months):
                if first < second:
                    cost += int(self.build[i, j]) + int(self.hold[i, j]) * (second - first)
        return cost + self.waited(months), late

    def waited(self, months: Sequence[int]) -> int:
        """What `waits` adds to a plan."""
        if self.waits is None:
            return 0
        moved = np.zeros(len(self.waits), dtype=np.int64)
        for move, month in enumerate(months):
            moved[month:] |= 1 << move
        return int(self.waits[np.arange(len(moved)), moved].sum())


@dataclass(frozen=True, eq=False, kw_only=True)
class JointProblem:
    """Bodies, in the order that decides between equals, and `capacity`: groups × months of the horizon."""

    bodies: tuple[JointBody, ...]
    capacity: Ints

    @property
    def horizon(self) -> int:
        """Number of months with a capacity."""
        return int(self.capacity.shape[1])

    @property
    def digest(self) -> str:
        """What names the problem by its content."""
        found = sha256(_stated(self.capacity))
        for body in self.bodies:
            for field in fields(body):
                found.update(field.name.encode() + _stated(getattr(body, field.name)))
        return found.hexdigest()


def _stated(value: object) -> bytes:
    if isinstance(value, np.ndarray):
        return f"{value.dtype}{value.shape}".encode() + np.ascontiguousarray(value).tobytes()
    return repr(value).encode()


def check(problem: JointProblem) -> None:
    """Raises `JointError` with the first thing that does not fit."""
    groups = problem.capacity.shape[0]
    if problem.capacity.size and problem.capacity.min() < 0:
        raise JointError("a capacity is below 0")
    for body in problem.bodies:
        shape = (body.size, problem.horizon + 1)
        if body.size == 0 or body.size > MOST_MOVES:
            raise JointError(f"{body.id}: {body.size} moves; 1 to {MOST_MOVES} can be planned")
        if body.cost.shape != shape or body.late.shape != shape:
            raise JointError(f"{body.id}: amounts are not moves × months")
        if body.shut is not None and (body.shut.shape != (problem.horizon, 1 << body.size) or body.shut[:, 0].any()):
            raise JointError(f"{body.id}: limits are not months × sets, or forbid to move nothing")
        if body.waits is not None and (
            body.waits.shape != (problem.horizon, 1 << body.size) or body.waits.min(initial=0) < 0
        ):
            raise JointError(f"{body.id}: what waiting costs is not months × sets, or below 0")
        if body.late.min() < 0:
            raise JointError(f"{body.id}: a lateness is below 0")
        if any(group >= groups for group in body.groups):
            raise JointError(f"{body.id}: a vendor group without a row of capacity")
        if (body.cost[:, -1] >= FORBIDDEN).any():
            raise JointError(f"{body.id}: the month beyond the horizon is open to every move")
