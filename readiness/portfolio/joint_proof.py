"""What follows from a joint plan: who cannot be in time whatever is done, and what other capacities would bring."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np

from readiness.portfolio.joint import Joint
from readiness.portfolio.joint_held import solved
from readiness.portfolio.joint_shared import standing
from readiness.solver.joint.plan import JointPlan
from readiness.solver.joint.problem import Ints
from readiness.solver.joint.solve import joint_plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """More moves can be done by one vendor in `months` only than it can do in them: at least `short` cannot be.

    `bodies` are those whose moves are counted, in order. `dated`: each of these moves has a date and is in time in
    some of these months or in none; else they are all moves that can be done in these months or in none of the horizon.
    """

    vendor: str
    months: tuple[date, ...]
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
    for at, share in enumerate(joint.shares):
        for number, move in enumerate(share.moves):
            for place in move.places:
                found[place.label] += not joint.open_months(at, number, in_time=True)
    return tuple((label, count) for label, count in found.items() if count)


def certificates(joint: Joint) -> tuple[Certificate, ...]:
    """Per vendor the months that are short of most, apart where they have no move in common; none where none is short.

    Exact for one vendor: where nothing is said, its moves fit into its months, seen by themselves.
    """
    return tuple(
        one
        for vendor in range(len(joint.vendors))
        for one in _short(joint, vendor, dated=True) or _short(joint, vendor, dated=False)
    )


def _short(joint: Joint, vendor: int, *, dated: bool) -> list[Certificate]:
    moves = list(_open(joint, vendor, dated=dated))
    capacity = joint.problem.capacity[vendor].tolist()
    found = []
    for months in shortages([own for own, _ in moves], capacity):
        inside = [labels for own, labels in moves if months >= set(own)]
        found.append(
            Certificate(
                vendor=joint.vendors[vendor],
                months=tuple(joint.months[month] for month in sorted(months)),
                need=len(inside),
                room=sum(capacity[month] for month in months),
                bodies=tuple(dict.fromkeys(label for labels in inside for label in labels)),
                dated=dated,
            )
        )
    return found


def shortages(moves: Sequence[tuple[int, ...]], capacity: Sequence[int]) -> list[set[int]]:
    """Sets of months that are wanted by more moves than fit into them, by moves that have no other month.

    The smallest set that is short of most (a minimum cut), in parts that share no move; by their first month.
    """
    kinds = list(Counter(moves).items())
    flow = _flow(kinds, capacity)
    if not kinds or flow.optimal_flow() == len(moves):
        return []
    cut = set(flow.get_source_side_min_cut())
    parts: list[set[int]] = []
    for at, (own, _) in enumerate(kinds):
        if 2 + at in cut:
            touched = [part for part in parts if part & set(own)]
            parts = [part for part in parts if part not in touched] + [set(own).union(*touched)]
    return sorted(parts, key=min)


def _flow(kinds: Sequence[tuple[tuple[int, ...], int]], capacity: Sequence[int]) -> Any:
    """Moves (months, how many) into months with room, as many as fit; node 0 is the source, moves stand from 2 on."""
    from ortools.graph.python.max_flow import SimpleMaxFlow  # noqa: PLC0415 - heavy

    flow = SimpleMaxFlow()
    for at, (own, count) in enumerate(kinds):
        flow.add_arc_with_capacity(0, 2 + at, count)
        for month in own:
            flow.add_arc_with_capacity(2 + at, 2 + len(kinds) + month, count)
    for month, room in enumerate(capacity):
        flow.add_arc_with_capacity(2 + len(kinds) + month, 1, room)
    if kinds and flow.solve(0, 1) != flow.OPTIMAL:
        raise RuntimeError("no flow of moves into months")
    return flow


def _open(joint: Joint, vendor: int, *, dated: bool) -> Iterator[tuple[tuple[int, ...], tuple[str, ...]]]:
    """(months, bodies) of each move of a vendor that has a date and can be in time; else of each at all."""
    for at, (body, share) in enumerate(zip(joint.problem.bodies, joint.shares, strict=True)):
        for number, (move, groups) in enumerate(zip(share.moves, body.groups_of, strict=True)):
            if vendor in groups and (not dated or any(place.due is not None for place in move.places)):
                months = joint.open_months(at, number, in_time=dated)
                if months:
                    yield months, tuple(place.label for place in move.places)


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
    return _otherwise(vendor, _solved(joint, capacity, rounds))


def withdrawn(joint: Joint, vendor: str, since: date, *, rounds: int = 40) -> tuple[Otherwise, tuple[Takeover, ...]]:
    """The plan where a vendor does nothing from a month on, and who has room for the moves that lose it."""
    row = joint.vendors.index(vendor)
    capacity = joint.problem.capacity.copy()
    start = next((at for at, month in enumerate(joint.months) if month >= since), len(joint.months))
    capacity[row, start:] = 0
    return _otherwise(vendor, _solved(joint, capacity, rounds)), tuple(_takeovers(joint, row, start))


def _solved(joint: Joint, capacity: Ints, rounds: int) -> JointPlan:
    """The plan under another capacity, which has room for more or fewer of the months that bodies stand by."""
    problem = replace(joint.problem, capacity=capacity)
    stands = standing(joint.shares, joint.months)
    return solved(problem, stands, joint_plan, rounds=rounds, eased=0.0)[0]


def _otherwise(vendor: str, plan: JointPlan) -> Otherwise:
    return Otherwise(
        vendor=vendor, late=plan.late, late_bound=plan.late_bound, cost=plan.cost, cost_bound=plan.cost_bound
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Takeover:
    """A vendor with room left in the joint plan for the moves that lose theirs, in months that these may take.

    `lost` moves, of which it can take `taken`; `by`: the month with the last of them, at the earliest, None where it
    cannot take all. `areas`: those of the lost moves that it serves in some body; whether it has a product for the
    others, `open_areas`, is not known.
    """

    vendor: str
    lost: int
    taken: int
    by: date | None
    areas: tuple[str, ...] = ()
    open_areas: tuple[str, ...] = ()


def _takeovers(joint: Joint, row: int, start: int) -> Iterator[Takeover]:
    used = np.zeros_like(joint.problem.capacity)
    for body, months in zip(joint.problem.bodies, joint.plan.columns, strict=True):
        for place in body.places(months):
            used[place] += 1
    lost = [
        (at, number)
        for at, (body, months) in enumerate(zip(joint.problem.bodies, joint.plan.columns, strict=True))
        for number, (groups, month) in enumerate(zip(body.groups_of, months, strict=True))
        if row in groups and start <= month < len(joint.months)
    ]
    areas = {area for at, number in lost for area in joint.shares[at].moves[number].areas}
    open_ = [
        tuple(month for month in joint.open_months(at, number, in_time=False) if month >= start) for at, number in lost
    ]
    for other, name in enumerate(joint.vendors):
        if other == row or not lost:
            continue
        idle = (joint.problem.capacity[other] - used[other]).tolist()
        taken = _fitting(open_, idle)
        if not taken:
            continue
        last = next(
            (month for month in range(start, len(idle)) if _fitting(open_, idle[: month + 1]) == len(lost)), None
        )
        served = areas & joint.serves.get(name, frozenset())
        yield Takeover(
            vendor=name,
            lost=len(lost),
            taken=taken,
            by=None if last is None else joint.months[last],
            areas=tuple(sorted(served)),
            open_areas=tuple(sorted(areas - served)),
        )


def _fitting(moves: Sequence[tuple[int, ...]], idle: Sequence[int]) -> int:
    """How many moves find room in the first months."""
    inside = Counter(tuple(month for month in own if month < len(idle)) for own in moves)
    return int(_flow(list(inside.items()), idle).optimal_flow())
