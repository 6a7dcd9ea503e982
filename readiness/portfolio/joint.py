"""Many bodies' moves under the capacity of vendors by month: shares, the joint problem, its answer in their words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from readiness.model.dates import add_months
from readiness.portfolio.capacity import Capacity, CapacityFile
from readiness.portfolio.joint_amounts import waits
from readiness.portfolio.joint_dates import Dated
from readiness.portfolio.joint_held import Solve, solved
from readiness.portfolio.joint_share import JointShare, Place
from readiness.portfolio.joint_shared import joined, sourced, standing, united
from readiness.portfolio.work import KeyRing, key_ring
from readiness.solver.joint.plan import JointPlan
from readiness.solver.joint.problem import FORBIDDEN, JointBody, JointProblem
from readiness.solver.joint.solve import joint_plan

BEYOND = 12  # months of lateness of a move without a month within the horizon, besides the horizon itself


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Scenario:
    """The plan under another file of capacity."""

    name: str
    plan: JointPlan


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class YenPlan:
    """The plan of least lateness that is cheapest in thousand yen, for the prices of `vendors`' months (rows as in
    `Joint`). It weighs yen alone, so that it need not be the joint plan.
    """

    vendors: tuple[str, ...]
    plan: JointPlan


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Joint:
    """The joint plan with what is needed to read it.

    `months` are those of the horizon; `vendors` the keys of the first rows of capacity, the others being bodies' own
    limits; `plan` is that of the same problem with those moves (share, move) that are `held` in the months their bodies
    stand by. `left`: bodies that are not planned (no premises), by name. `unused`: vendors of the file that nobody's
    move needs. `dated`: per body (`Place.source`) its dates within these months, by its own planner; empty where nobody
    asked it. `apart`: names of things whose moves should be one and have no month in common. `serves`: vendor key →
    the areas it serves in any of the bodies, those without a plan too.
    """

    shares: tuple[JointShare, ...]
    months: tuple[date, ...]
    vendors: tuple[str, ...]
    names: Mapping[str, str]
    problem: JointProblem
    plan: JointPlan
    left: tuple[str, ...]
    held: frozenset[tuple[int, int]] = frozenset()
    unused: tuple[str, ...] = ()
    dated: tuple[Dated, ...] = ()
    scenarios: tuple[Scenario, ...] = ()
    apart: tuple[str, ...] = ()
    yen: YenPlan | None = None
    serves: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def month(self, body: int, move: int) -> date | None:
        """The month of a move in the joint plan; None beyond the horizon."""
        at = self.plan.columns[body][move]
        return self.months[at] if at < len(self.months) else None

    def stands(self, place: Place, body: int, move: int) -> bool:
        """Whether a body's move is in the month it stands by."""
        return (body, move) in self.held and self.month(body, move) == place.stands

    def months_late(self, place: Place, month: int) -> int:
        """How late a body's move is in a month (its place in the horizon, or beyond), as the plan counts it."""
        late = 0 if place.due is None else max(0, month - _between(self.months[0], place.due))
        return late + BEYOND * (month == len(self.months))

    def open_months(self, body: int, move: int, *, in_time: bool) -> tuple[int, ...]:
        """The months of the horizon that a move may take by its own body's dates and limits, whatever vendors can do;
        with `in_time` those that are not late.
        """
        own = self.problem.bodies[body]
        free = own.cost[move, :-1] < FORBIDDEN
        if own.shut is not None:
            free &= ~own.shut[:, 1 << move]
        if in_time:
            free &= own.late[move, :-1] == 0
        return tuple(int(month) for month in np.flatnonzero(free))


def join(
    shares: Sequence[JointShare],
    capacity: CapacityFile,
    *,
    rounds: int = 40,
    eased: float = 0.0,
    solve: Solve = joint_plan,
) -> Joint | None:
    """The joint plan of the bodies that can be planned, in their order; None where there is none.

    `eased`: by which part its lateness may be above the least found, for less cost.

    Raises `CapacityError` for a file of capacity that cannot be used, whether or not a body can be planned.
    """
    ring = key_ring(share.aliases for share in shares)
    stated = capacity.resolved(ring)
    each = [_joined(share, ring) for share in sourced(share for share in shares if share.moves)]
    if not each:
        return None
    planned, apart = united(each, ring)
    needed = {key for share in planned for move in share.moves for key in move.vendors}
    every = [month for share in planned for move in share.moves for month in move.points]
    first, last = min(every), max(every)
    months = tuple(add_months(first, step) for step in range(_between(first, last) + 1))
    problem = _problem(planned, months, stated)
    plan, held = solved(problem, standing(planned, months), solve, rounds=rounds, eased=eased)
    return Joint(
        shares=planned,
        months=months,
        vendors=_vendors(stated),
        names={key: name for share in reversed(planned) for key, name in share.names.items()},
        problem=problem,
        plan=plan,
        held=frozenset(held),
        left=tuple(share.label for share in shares if not share.moves),
        unused=tuple(vendor for vendor in _vendors(stated) if vendor not in needed),
        apart=apart,
        serves=_serves(shares, ring),
        yen=_in_yen(each, planned, months, stated, ring, solve, rounds),
    )


def _serves(shares: Sequence[JointShare], ring: KeyRing) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for share in shares:
        for key, areas in share.serves.items():
            own = ring.keys.get(key, key)
            found[own] = found.get(own, frozenset()) | areas
    return found


def _vendors(stated: Sequence[Capacity]) -> tuple[str, ...]:
    return tuple(sorted({row.vendor for row in stated}))


def _in_yen(
    each: Sequence[JointShare],
    planned: Sequence[JointShare],
    months: Sequence[date],
    stated: Sequence[Capacity],
    ring: KeyRing,
    solve: Solve,
    rounds: int,
) -> YenPlan | None:
    """The cheapest plan of least lateness in yen, of the vendors whose bodies all have a price for everything: those
    that share a vendor with them too, and so on.
    """
    vendors = set(_vendors(stated))
    tied = [
        {f"body:{place.source}" for move in share.moves for place in move.places}
        | {f"vendor:{key}" for move in share.moves for key in move.vendors if key in vendors}
        for share in planned
    ]
    unpriced = {f"body:{share.moves[0].places[0].source}" for share in each if share.yen is None}
    concerned = set[str]().union(*(group for group in joined(tied) if not group & unpriced))
    shares = [
        _joined(share.yen, ring)
        for share in each
        if share.yen is not None and f"body:{share.moves[0].places[0].source}" in concerned
    ]
    priced = tuple(key for key in _vendors(stated) if f"vendor:{key}" in concerned)
    if not priced:
        return None
    own, _ = united(shares, ring)
    plan, _ = solved(_problem(own, months, stated), standing(own, months), solve, rounds=rounds, eased=0.0)
    return YenPlan(vendors=priced, plan=plan)


def _problem(planned: Sequence[JointShare], months: Sequence[date], stated: Sequence[Capacity]) -> JointProblem:
    rows = {vendor: index for index, vendor in enumerate(_vendors(stated))}
    own = {(source, limit.name): limit for share in planned if share.parts > 1 for source, limit in share.limits}
    rows_of = {key: len(rows) + index for index, key in enumerate(own)}
    free = sum(len(share.moves) for share in planned)
    return JointProblem(
        bodies=tuple(_body(share, months, rows, rows_of) for share in planned),
        capacity=np.vstack(
            [_capacity(stated, months, rows, free)]
            + [[limit.room.get(month, free) for month in months] for limit in own.values()]
        ),
    )


def _joined(share: JointShare, ring: KeyRing) -> JointShare:
    """The share with the keys of vendors that mean the same in every body."""

    def keys(vendors: Sequence[str]) -> tuple[str, ...]:
        return tuple(sorted({ring.keys.get(key, key) for key in vendors}))

    moves = (
        replace(
            move,
            vendors=keys(move.vendors),
            places=tuple(replace(place, vendors=keys(place.vendors)) for place in move.places),
        )
        for move in share.moves
    )
    return replace(
        share, moves=tuple(moves), names={ring.keys.get(key, key): name for key, name in share.names.items()}
    )


def _between(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month


def _capacity(stated: Sequence[Capacity], months: Sequence[date], rows: Mapping[str, int], free: int) -> np.ndarray:
    """Groups × months; a vendor of which only single months are told is free in the others."""
    found = np.full((len(rows), len(months)), free, dtype=np.int64)
    for row in sorted(stated, key=lambda one: one.month is not None):
        if row.month is None:
            found[rows[row.vendor], :] = row.count
        elif row.month in months:
            found[rows[row.vendor], months.index(row.month)] = row.count
    return found


def _body(
    share: JointShare, months: Sequence[date], rows: Mapping[str, int], rows_of: Mapping[tuple[int, str], int]
) -> JointBody:
    size, horizon = len(share.moves), len(months)
    cost = np.full((size, horizon + 1), FORBIDDEN, dtype=np.int64)
    late = np.zeros((size, horizon + 1), dtype=np.int64)
    for at, move in enumerate(share.moves):
        for month, points in move.points.items():
            cost[at, months.index(month)] = points
        cost[at, -1] = max(move.points.values())
        for place in move.places:  # as in `Joint.months_late`
            if place.due is not None:
                late[at] += np.maximum(0, np.arange(horizon + 1) - _between(months[0], place.due))
        late[at, -1] += BEYOND * len(move.places)
    waiting, fixed = waits(share.spans, size, months)
    cost[0] = np.where(cost[0] >= FORBIDDEN, FORBIDDEN, cost[0] + fixed)
    once = np.zeros((size, size), dtype=np.int64)
    held = np.zeros((size, size), dtype=np.int64)
    for (i, j), (build, hold) in share.links.items():
        once[i, j], held[i, j] = build, hold
    return JointBody(
        id=share.body,
        cost=cost,
        late=late,
        groups_of=tuple(
            (
                *(rows[key] for key in move.vendors if key in rows),
                *(
                    rows_of[source, limit.name]
                    for source, limit in share.limits
                    if share.parts > 1
                    and any(place.source == source and place.number in limit.moves for place in move.places)
                ),
            )
            for move in share.moves
        ),
        build=once,
        hold=held,
        before=share.before,
        shut=_shut(share, months),
        waits=waiting,
    )


def _shut(share: JointShare, months: Sequence[date]) -> NDArray[np.bool_]:
    """Months × sets that the body's own limits forbid; in a month without any of its dates, all but to move nothing."""
    found = np.ones((len(months), 1 << len(share.moves)), dtype=bool)
    found[:, 0] = False
    at = {month: number for number, month in enumerate(months)}
    for month, fits in share.fits.items():
        if month in at:  # one in which nothing that bodies share can move may lie before all others
            found[at[month]] = ~fits
    return found
