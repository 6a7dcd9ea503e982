"""What one move would cost in each month while the other moves of its body stand where they are."""

from __future__ import annotations

import numpy as np

from readiness.solver.joint.bodies import Bodies, Stage
from readiness.solver.joint.problem import FORBIDDEN, Ints


class Neighbours:
    """Every move with the moves of its body it is linked to. Moves are numbered body by body."""

    def __init__(self, bodies: Bodies) -> None:
        problem = bodies.problem
        self.bodies, self.horizon = bodies, problem.horizon
        count = bodies.moves
        most = max((body.size for body in problem.bodies), default=1)
        self.body = np.repeat(np.arange(len(problem.bodies)), [body.size for body in problem.bodies])
        self._cost = np.vstack([body.cost for body in problem.bodies])
        self._late = np.vstack([body.late for body in problem.bodies])
        self._other = np.zeros((count, most), dtype=np.int64)
        self._links = np.zeros((4, count, most), dtype=np.int64)  # earlier: once, a month; later: once, a month
        self._limited = np.array([body.shut is not None or body.most < body.size for body in problem.bodies])
        self._waiting = np.array([body.waits is not None for body in problem.bodies])
        for at, body in enumerate(problem.bodies):
            first, size = bodies.first[at], body.size
            own = slice(first, first + size)
            self._other[own, :size] = np.arange(first, first + size)
            once, back = body.build.copy(), body.build.T.copy()
            for i, j in body.before:  # i not later than j
                once[j, i] = FORBIDDEN
                back[i, j] = FORBIDDEN
            self._links[0, own, :size], self._links[1, own, :size] = once, body.hold
            self._links[2, own, :size], self._links[3, own, :size] = back, body.hold.T
        self._groups = [self._alone_in(group) for group in range(problem.capacity.shape[0])]

    def _alone_in(self, group: int) -> list[Ints]:
        """Moves of a group that no other group does too, one of each body that has any, in as many lists as needed."""
        owned = []
        for at, body in enumerate(self.bodies.problem.bodies):
            own = [self.bodies.first[at] + move for move, groups in enumerate(body.groups_of) if groups == (group,)]
            if own:
                owned.append(own)
        turns = max((len(own) for own in owned), default=0)
        return [np.array([own[turn % len(own)] for own in owned], dtype=np.int64) for turn in range(turns)]

    def moves_of(self, group: int) -> Ints:
        """Every move that a group does, also those that others do too."""
        found = [
            self.bodies.first[at] + move
            for at, body in enumerate(self.bodies.problem.bodies)
            for move, groups in enumerate(body.groups_of)
            if group in groups
        ]
        return np.array(found, dtype=np.int64)

    def alone(self, moves: Ints, stage: Stage, late_price: int) -> Ints:
        """Moves × months: the objective of a stage, without links, FORBIDDEN at most."""
        cost, late = self._cost[moves], self._late[moves]
        own = stage.scale * cost + late_price * late if stage.by_cost else stage.scale * late
        found: Ints = np.where(cost >= FORBIDDEN, FORBIDDEN, np.minimum(own, FORBIDDEN))
        return found

    def of_group(self, group: int, turn: int) -> list[Ints]:
        """The moves to assign together, one of each body."""
        lists = self._groups[group]
        return lists[turn % len(lists) :] + lists[: turn % len(lists)] if lists else []

    def costs(self, plan: Ints, moves: Ints, weight: int) -> Ints:
        """Moves × months: cost + weight × lateness, links to the standing moves included, FORBIDDEN at most."""
        months = np.arange(self.horizon + 1)
        ahead = plan[self._other[moves]][:, :, None] - months  # how many months before the other
        once, month, back, month_back = (link[moves][:, :, None] for link in self._links)
        linked = np.where(ahead > 0, once + month * ahead, 0) + np.where(ahead < 0, back - month_back * ahead, 0)
        own: Ints = self._cost[moves] + weight * self._late[moves] + linked.sum(axis=1)
        for row in np.flatnonzero(self._waiting[self.body[moves]]):
            waits = self.bodies.problem.bodies[self.body[moves[row]]].waits
            if waits is not None:
                own[row] += self._waits(waits, plan, int(moves[row]))
        for row in np.flatnonzero(self._limited[self.body[moves]]):
            own[row][self._not_allowed(plan, int(moves[row]))] = FORBIDDEN
        return np.minimum(own, FORBIDDEN)

    def _waits(self, waits: Ints, plan: Ints, move: int) -> Ints:
        """Per month of one move what `JointBody.waits` comes to, the others standing."""
        at = int(self.body[move])
        body, first = self.bodies.problem.bodies[at], self.bodies.first[at]
        others = np.zeros(self.horizon, dtype=np.int64)
        for other, month in enumerate(plan[first : first + body.size].tolist()):
            if other != move - first:
                others[month:] |= 1 << other
        months = np.arange(self.horizon)
        before = waits[months, others]
        after = waits[months, others | 1 << (move - first)]
        found: Ints = np.append(0, np.cumsum(before)) + np.append(np.cumsum(after[::-1])[::-1], 0)
        return found

    def _not_allowed(self, plan: Ints, move: int) -> np.ndarray:
        at = int(self.body[move])
        body, first = self.bodies.problem.bodies[at], self.bodies.first[at]
        own = move - first
        standing = np.zeros(self.horizon + 1, dtype=np.int64)
        for other, month in enumerate(plan[first : first + body.size].tolist()):
            if other != own:
                standing[month] |= 1 << other
        sets = standing[:-1] | 1 << own
        found = np.zeros(self.horizon + 1, dtype=bool)
        found[:-1] = body.oversize[sets]
        if body.shut is not None:
            found[:-1] |= body.shut[np.arange(self.horizon), sets]
            now = int(plan[move])
            if now < self.horizon and body.shut[now, standing[now]]:
                stay = np.ones(self.horizon + 1, dtype=bool)
                stay[now] = False
                return stay
        return found
