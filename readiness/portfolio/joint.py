"""Many bodies' moves under the capacity of vendors by month: shares, the joint problem, its answer in their words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from readiness.analysis.inputs import Inputs
from readiness.model.dates import add_months
from readiness.model.text import Text
from readiness.planning.encode import encode
from readiness.planning.frame import build_frame
from readiness.planning.premises import premises_of
from readiness.portfolio.capacity import Capacity, CapacityFile
from readiness.portfolio.joint_dates import Dated
from readiness.portfolio.limits import Limit, month_sets, of_months
from readiness.portfolio.work import KeyRing, key_ring, vendor_aliases, vendor_keys, vendor_names
from readiness.solver.joint.plan import JointPlan
from readiness.solver.joint.problem import FORBIDDEN, MOST_MOVES, JointBody, JointProblem
from readiness.solver.joint.solve import joint_plan

PART_MOVES = 8  # of a body that has more than can be planned at once: sets of moves are counted in powers of three
BEYOND = 12  # months of lateness of a move without a month within the horizon, besides the horizon itself


@dataclass(frozen=True, slots=True, kw_only=True)
class JointMove:
    """A move of one body: what a cut-over in each of its months costs in points, and the months it may take.

    `due` is the last month in time, None without a due date. `vendors` are the keys of who does it.
    """

    title: Text
    points: Mapping[date, int]
    due: date | None
    vendors: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class JointShare:
    """What one body adds to a joint plan. `links`: (first, second) → (points once, points a month apart).

    `before`: pairs of moves in order.
    `fits`: month → per set of moves whether the body's own limits let it move then.
    `names`: vendor key → name; `aliases`: what a file of capacity may call a vendor → its key. Empty of moves where
    nobody has entered a premise. A body of very many moves comes in `parts`, this one the `part`th (from 1) with the
    moves at `places` among all; links between parts are not in it, `limits` bind all parts of the body.
    """

    body: str
    label: str
    moves: tuple[JointMove, ...] = ()
    links: Mapping[tuple[int, int], tuple[int, int]]
    before: tuple[tuple[int, int], ...] = ()
    names: Mapping[str, str]
    aliases: Mapping[str, str] = field(default_factory=dict)
    fits: Mapping[date, NDArray[np.bool_]] = field(default_factory=dict)
    part: int = 1
    parts: int = 1
    places: tuple[int, ...] = ()
    limits: tuple[Limit, ...] = ()


def joint_shares(inputs: Inputs) -> tuple[JointShare, ...]:
    """The moves of a body as its own planner sees them, by calendar month; in parts where they are very many."""
    inventory = inputs.inventory
    frame = build_frame(inventory, premises_of(inputs.standard, inventory, inputs.as_of), inputs.as_of)
    aliases = vendor_aliases(inventory)
    if not frame.moves:
        return (JointShare(body=inventory.body.id, label=inventory.body.label, links={}, names={}, aliases=aliases),)
    keys = vendor_keys(inventory)
    encoded = encode(frame, late=True)  # who finds no room in time is late, not without a month
    parts_of_month = frame.axis.parts  # the points of a body grow with them; those of all bodies are to be alike
    at = {move.id: index for index, move in enumerate(frame.moves)}
    found = {move.id: move for move in encoded.problem.moves}
    moves = []
    for move in frame.moves:
        bare = found[move.id]
        own = {cost.slot: cost.amount for cost in bare.slot_costs}
        points: dict[date, int] = {}
        for slot in bare.slots:
            month = encoded.day_of[slot].replace(day=1)
            amount = round((own.get(slot, 0) + bare.waiting * slot) / parts_of_month)
            points[month] = min(points.get(month, amount), amount)
        due = frame.due[move.id]
        vendors = tuple(sorted({keys[id_] for id_ in move.vendor_groups if id_ in keys}))
        moves.append(
            JointMove(title=move.title, points=points, due=due.replace(day=1) if due else None, vendors=vendors)
        )
    links: dict[tuple[int, int], tuple[int, int]] = {}
    for link in encoded.problem.links:
        if link.a in at and link.b in at:
            links[at[link.a], at[link.b]] = round(link.build_a_first / parts_of_month), link.hold_a_first
            links[at[link.b], at[link.a]] = round(link.build_b_first / parts_of_month), link.hold_b_first
    order = tuple((at[first], at[second]) for first, second in frame.order)
    days = [[encoded.day_of[slot] for slot in found[move.id].slots] for move in frame.moves]
    parts = split(len(moves), links)
    limits = of_months([move.id for move in frame.moves], frame.caps) if len(parts) > 1 else ()
    return tuple(
        JointShare(
            body=inventory.body.id,
            label=inventory.body.label,
            moves=tuple(moves[place] for place in own),
            links={(own.index(i), own.index(j)): stated for (i, j), stated in links.items() if i in own and j in own},
            before=tuple((own.index(i), own.index(j)) for i, j in order if i in own and j in own),
            names=vendor_names(inventory),
            aliases=aliases,
            fits=month_sets(
                [frame.moves[place].id for place in own],
                {frame.moves[place].id: days[place] for place in own},
                frame.caps,
            ),
            part=number,
            parts=len(parts),
            places=own,
            limits=limits,
        )
        for number, own in enumerate(parts, start=1)
    )


def split(size: int, links: Mapping[tuple[int, int], tuple[int, int]]) -> tuple[tuple[int, ...], ...]:
    """The moves in parts that can be planned exactly: those with the dearest links together, all in one if they fit."""
    if size <= MOST_MOVES:
        return (tuple(range(size)),)
    parts: dict[int, tuple[int, ...]] = {move: (move,) for move in range(size)}
    for (i, j), _ in sorted(links.items(), key=lambda link: (-sum(link[1]), link[0])):
        joined = tuple(sorted({*parts[i], *parts[j]}))
        if len(joined) <= PART_MOVES:
            parts |= dict.fromkeys(joined, joined)
    found: list[tuple[int, ...]] = []
    for part in sorted(set(parts.values()), key=lambda part: (-len(part), part)):  # small parts fill up others
        place = next((at for at, held in enumerate(found) if len(held) + len(part) <= PART_MOVES), None)
        if place is None:
            found.append(part)
        else:
            found[place] = tuple(sorted((*found[place], *part)))
    return tuple(sorted(found))


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Scenario:
    """The plan under another file of capacity."""

    name: str
    plan: JointPlan


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Joint:
    """The joint plan with what is needed to read it.

    `months` are those of the horizon; `vendors` the keys of the first rows of capacity, the others being bodies' own
    limits. `left`: bodies that are not planned (no premises), by name. `unused`: vendors of the file that nobody's
    move needs. `dated`: per body its dates within these months, by its own planner; empty where nobody asked it.
    """

    shares: tuple[JointShare, ...]
    months: tuple[date, ...]
    vendors: tuple[str, ...]
    names: Mapping[str, str]
    problem: JointProblem
    plan: JointPlan
    left: tuple[str, ...]
    unused: tuple[str, ...] = ()
    dated: tuple[Dated, ...] = ()
    scenarios: tuple[Scenario, ...] = ()

    def month(self, body: int, move: int) -> date | None:
        """The month of a move in the joint plan; None beyond the horizon."""
        at = self.plan.columns[body][move]
        return self.months[at] if at < len(self.months) else None

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


def join(shares: Sequence[JointShare], capacity: CapacityFile, *, rounds: int = 40, eased: float = 0.0) -> Joint | None:
    """The joint plan of the bodies that can be planned, in their order; None where there is none.

    `eased`: by which part its lateness may be above the least found, for less cost.

    Raises `CapacityError` for a file of capacity that cannot be used, whether or not a body can be planned.
    """
    planned = tuple(share for share in shares if share.moves)
    ring = key_ring(share.aliases for share in shares)
    stated = capacity.resolved(ring)
    if not planned:
        return None
    planned = tuple(_joined(share, ring) for share in planned)
    needed = {key for share in planned for move in share.moves for key in move.vendors}
    every = [month for share in planned for move in share.moves for month in move.points]
    first, last = min(every), max(every)
    months = tuple(add_months(first, step) for step in range(_between(first, last) + 1))
    vendors = tuple(sorted({row.vendor for row in stated}))
    rows = {vendor: index for index, vendor in enumerate(vendors)}
    own = list({(share.body, limit.name): limit for share in planned for limit in share.limits}.items())
    rows_of = {key: len(rows) + index for index, (key, _) in enumerate(own)}
    free = sum(len(share.moves) for share in planned)
    problem = JointProblem(
        bodies=tuple(_body(share, months, rows, rows_of) for share in planned),
        capacity=np.vstack(
            [_capacity(stated, months, rows, free)]
            + [[limit.room.get(month, free) for month in months] for _, limit in own]
        ),
    )
    return Joint(
        shares=planned,
        months=months,
        vendors=vendors,
        names={key: name for share in reversed(planned) for key, name in share.names.items()},
        problem=problem,
        plan=joint_plan(problem, rounds=rounds, eased=eased),
        left=tuple(share.label for share in shares if not share.moves),
        unused=tuple(vendor for vendor in vendors if vendor not in needed),
    )


def _joined(share: JointShare, ring: KeyRing) -> JointShare:
    """The share with the keys of vendors that mean the same in every body."""
    return replace(
        share,
        moves=tuple(
            replace(move, vendors=tuple(sorted({ring.keys.get(key, key) for key in move.vendors})))
            for move in share.moves
        ),
        names={ring.keys.get(key, key): name for key, name in share.names.items()},
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
    share: JointShare, months: Sequence[date], rows: Mapping[str, int], rows_of: Mapping[tuple[str, str], int]
) -> JointBody:
    size, horizon = len(share.moves), len(months)
    cost = np.full((size, horizon + 1), FORBIDDEN, dtype=np.int64)
    late = np.zeros((size, horizon + 1), dtype=np.int64)
    for at, move in enumerate(share.moves):
        for month, points in move.points.items():
            cost[at, months.index(month)] = points
        cost[at, -1] = max(move.points.values())
        if move.due is not None:
            late[at] = np.maximum(0, np.arange(horizon + 1) - _between(months[0], move.due))
        late[at, -1] += BEYOND
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
                *(rows_of[share.body, limit.name] for limit in share.limits if share.places[at] in limit.moves),
            )
            for at, move in enumerate(share.moves)
        ),
        build=once,
        hold=held,
        before=share.before,
        shut=_shut(share, months),
    )


def _shut(share: JointShare, months: Sequence[date]) -> NDArray[np.bool_]:
    """Months × sets that the body's own limits forbid; in a month without any of its dates, all but to move nothing."""
    found = np.ones((len(months), 1 << len(share.moves)), dtype=bool)
    found[:, 0] = False
    for month, fits in share.fits.items():
        found[months.index(month)] = ~fits
    return found
