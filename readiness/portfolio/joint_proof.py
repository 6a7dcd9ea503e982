"""What follows from a joint plan: who cannot be in time whatever is done, and what other capacities would bring."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from readiness.portfolio.joint import Joint
from readiness.solver.joint.plan import JointPlan
from readiness.solver.joint.problem import FORBIDDEN
from readiness.solver.joint.solve import joint_plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """More moves must be done by one vendor from `first` to `last` than it can do: at least `short` cannot be.

    `bodies` are those whose moves are counted, in order. `dated`: each of these moves has a date and is in time in
    these months or in none; else they are all moves that can be done in these months or in none of the horizon.
    """

    vendor: str
    first: date
    last: date
    need: int
    room: int
    bodies: tuple[str, ...]
    dated: bool = True

    @property
    def short(self) -> int:
        """Moves that cannot be in time, whatever is done."""
        return self.need - self.room


def unavoidable(joint: Joint) -> tuple[tuple[str, int], ...]:
    """(body, moves) that no month of their own plan lets be in time, whatever vendors can do."""
    found: Counter[str] = Counter()
    for body, share in zip(joint.problem.bodies, joint.shares, strict=True):
        found[share.label] += sum(not _in_time(joint, body.cost[move], body.late[move]) for move in range(body.size))
    return tuple((label, count) for label, count in found.items() if count)


def certificates(joint: Joint) -> tuple[Certificate, ...]:
    """Per vendor the span of months that is short of most, where one is short at all; the shortest such span."""
    found = (
        _certificate(joint, vendor, dated=True) or _certificate(joint, vendor, dated=False)
        for vendor in range(len(joint.vendors))
    )
    return tuple(one for one in found if one is not None)


def _certificate(joint: Joint, vendor: int, *, dated: bool) -> Certificate | None:
    spans = list(_spans(joint, vendor, dated=dated))
    best: tuple[int, int, int, int] | None = None
    firsts, lasts = sorted({span[0] for span in spans}), sorted({span[1] for span in spans})
    for first in firsts:
        for last in (one for one in lasts if one >= first):
            need = sum(first <= low and high <= last for low, high, _ in spans)
            room = int(joint.problem.capacity[vendor, first : last + 1].sum())
            if need > room and (best is None or (need - room, first - last) > (best[0], -best[1])):
                best = (need - room, last - first, first, last)
    if best is None:
        return None
    _, _, first, last = best
    inside = [label for low, high, label in spans if first <= low and high <= last]
    return Certificate(
        vendor=joint.vendors[vendor],
        first=joint.months[first],
        last=joint.months[last],
        need=len(inside),
        room=int(joint.problem.capacity[vendor, first : last + 1].sum()),
        bodies=tuple(dict.fromkeys(inside)),
        dated=dated,
    )


def _spans(joint: Joint, vendor: int, *, dated: bool) -> Iterator[tuple[int, int, str]]:
    """(first, last month, body) of each move of a vendor that has a date and can be in time; else of each at all."""
    for body, share in zip(joint.problem.bodies, joint.shares, strict=True):
        for move, groups in enumerate(body.groups_of):
            if vendor in groups and (share.moves[move].due is not None or not dated):
                late = body.late[move] if dated else np.zeros_like(body.late[move])
                months = _in_time(joint, body.cost[move], late)
                if months:
                    yield months[0], months[-1], share.label


def _in_time(joint: Joint, cost: np.ndarray, late: np.ndarray) -> list[int]:
    return [month for month in range(len(joint.months)) if cost[month] < FORBIDDEN and late[month] == 0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Otherwise:
    """The joint plan under another capacity of one vendor: (lateness, points) and the bounds, solved again."""

    vendor: str
    late: int
    late_bound: int
    cost: int
    cost_bound: int


def one_more(joint: Joint, vendor: str, *, rounds: int = 40) -> Otherwise:
    """What one more cut-over of a vendor in every month would bring (一班増やした場合)."""
    capacity = joint.problem.capacity.copy()
    capacity[joint.vendors.index(vendor)] += 1
    return _otherwise(vendor, joint_plan(replace(joint.problem, capacity=capacity), rounds=rounds))


def withdrawn(joint: Joint, vendor: str, since: date, *, rounds: int = 40) -> tuple[Otherwise, tuple[Takeover, ...]]:
    """The plan where a vendor does nothing from a month on, and who has room for the moves that lose it."""
    row = joint.vendors.index(vendor)
    capacity = joint.problem.capacity.copy()
    start = next((at for at, month in enumerate(joint.months) if month >= since), len(joint.months))
    capacity[row, start:] = 0
    plan = joint_plan(replace(joint.problem, capacity=capacity), rounds=rounds)
    return _otherwise(vendor, plan), tuple(_takeovers(joint, row, start))


def _otherwise(vendor: str, plan: JointPlan) -> Otherwise:
    return Otherwise(
        vendor=vendor, late=plan.late, late_bound=plan.late_bound, cost=plan.cost, cost_bound=plan.cost_bound
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Takeover:
    """A vendor with room left in the joint plan: cut-overs by month that add up to what is lost, at the earliest.

    `by`: the month in which its idle room has covered all lost moves; None where it never does. Whether it has a
    product for them is not known here.
    """

    vendor: str
    idle: int
    by: date | None


def _takeovers(joint: Joint, row: int, start: int) -> Iterator[Takeover]:
    used = np.zeros_like(joint.problem.capacity)
    for body, months in zip(joint.problem.bodies, joint.plan.columns, strict=True):
        for place in body.places(months):
            used[place] += 1
    lost = int(used[row, start:].sum())
    for other, name in enumerate(joint.vendors):
        if other == row:
            continue
        idle = (joint.problem.capacity[other] - used[other])[start:]
        total = np.cumsum(idle)
        covered = np.flatnonzero(total >= lost)
        by = joint.months[start + int(covered[0])] if lost and len(covered) else None
        if len(idle) and total[-1] > 0:
            yield Takeover(vendor=name, idle=int(total[-1]), by=by)
