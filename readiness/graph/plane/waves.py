"""移行の段: what moves on each date, and the temporary links that close, go on and open (暫定連携)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from readiness.graph.plane.areas import columns_for
from readiness.graph.plane.place import (
    MOST_BOXES,
    MOST_WIRES,
    WIDTH,
    Box,
    Wire,
    across,
    beside,
    by_mean_place,
    home,
    ports,
    rounded,
)
from readiness.model.graphview import SystemGraph
from readiness.model.plan import Plan, TemporaryLink
from readiness.model.plan.moves import MoveId
from readiness.model.record import InterfaceId, SystemId

LEFT, LEFT_WIDTH, RIGHT, RIGHT_WIDTH = 8.0, 210.0, 640.0, 430.0
TOP, LEAST_PITCH, MOST_PITCH, ROOM = 24.0, 27.0, 38.0, 456.0
NO_DATE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """The state after one date: `number` 0 is today. Ids of links it closed, it opened, and of all open ones."""

    number: int
    day: date
    moves: tuple[MoveId, ...]
    closed: tuple[InterfaceId, ...]
    opened: tuple[InterfaceId, ...]
    open: tuple[InterfaceId, ...]


@dataclass(frozen=True, slots=True)
class WaveRow:
    """One box: on the left areas that have moved, on the right moves (or dates) in order. `members`: what it holds."""

    box: Box
    members: tuple[str, ...]
    day: date | None = None


@dataclass(frozen=True, slots=True)
class WaveWires:
    """The wires of one moment by what happens to their links; the first `shown` are drawn before anybody touches it."""

    closed: tuple[Wire, ...]
    going_on: tuple[Wire, ...]
    opened: tuple[Wire, ...]
    shown: frozenset[tuple[str, str, str]]

    @property
    def hidden(self) -> tuple[int, int]:
        """How many wires are not drawn at once, and the links they stand for."""
        left = [
            wire
            for kind, wires in (("closed", self.closed), ("on", self.going_on), ("opened", self.opened))
            for wire in wires
            if (kind, wire.source, wire.target) not in self.shown
        ]
        return len(left), sum(len(wire.links) for wire in left)


@dataclass(frozen=True, slots=True)
class WaveView:
    """Fixed places for all moments, and the wires of each."""

    width: float
    height: float
    left: tuple[WaveRow, ...]
    right: tuple[WaveRow, ...]
    moments: tuple[Moment, ...]
    wires: tuple[WaveWires, ...]
    by_area: bool
    by_move: bool


def moments(plan: Plan) -> tuple[Moment, ...]:
    """Today, then every cut-over date in order."""
    days = sorted({placed.date for placed in plan.placements if placed.date is not None})
    found = [
        Moment(
            number=0,
            day=plan.as_of,
            moves=(),
            closed=(),
            opened=(),
            open=tuple(link.id for link in plan.links if link.opened is None),
        )
    ]
    for number, day in enumerate(days, start=1):
        found.append(
            Moment(
                number=number,
                day=day,
                moves=tuple(placed.move for placed in plan.placements if placed.date == day),
                closed=tuple(link.id for link in plan.links if link.removed == day),
                opened=tuple(link.id for link in plan.links if link.opened == day),
                open=tuple(link.id for link in plan.links if link.is_open(day)),
            )
        )
    return tuple(found)


def wave_view(plan: Plan, graph: SystemGraph) -> WaveView:
    """Places and wires. Areas and moves each have a row; where that is too many, dates and columns of areas have."""
    homes = {node.id: home(node) for node in graph.nodes}
    move_of = {system: move.id for move in plan.moves for system in move.systems}
    column_of = {key: name for name, keys in columns_for(homes.values()) for key in keys}
    ends = [(link.source, link.target) for link in plan.links]
    settled = list(dict.fromkeys(homes.get(s, s) for pair in ends for s in pair if s not in move_of))
    days = sorted({day for day in plan.date_of.values() if day}) + (
        [None] if any(day is None for day in plan.date_of.values()) else []
    )
    by_move = len(settled) + len(plan.moves) <= MOST_BOXES or len(plan.moves) <= 12
    right_of = {move.id: move.id if by_move else _day_key(plan.date_of.get(move.id)) for move in plan.moves}
    rows = len(plan.moves) if by_move else len(days)
    by_area = len(settled) + rows <= MOST_BOXES
    left_of = {key: key if by_area else column_of.get(key, key) for key in settled}
    right = _right(plan, right_of)
    place = {system: right_of[move] for system, move in move_of.items()}
    place |= {system: left_of[homes.get(system, system)] for pair in ends for system in pair if system not in move_of}
    at = {row.box.id: number for number, row in enumerate(right)}
    partners: dict[str, list[float]] = {}
    for source, target in ends:
        for one, other in ((place[source], place[target]), (place[target], place[source])):
            if other in at:
                partners.setdefault(one, []).append(at[other])
    order = by_mean_place(tuple(dict.fromkeys(left_of.values())), partners)
    pitch = _pitch(max(len(order), len(right)))
    left = tuple(
        WaveRow(
            Box(key, LEFT, round(TOP + pitch * row, 1), LEFT_WIDTH, pitch - 5),
            tuple(area for area, found in left_of.items() if found == key),
        )
        for row, key in enumerate(order)
    )
    pitch_right = _pitch(len(right))
    right = tuple(
        WaveRow(
            Box(row.box.id, RIGHT, round(TOP + pitch_right * number, 1), RIGHT_WIDTH, pitch_right - 5),
            row.members,
            row.day,
        )
        for number, row in enumerate(right)
    )
    boxes = {row.box.id: row.box for row in (*left, *right)}
    link_by_id = {link.id: link for link in plan.links}
    found = moments(plan)
    return WaveView(
        width=WIDTH,
        height=max((box.bottom for box in boxes.values()), default=TOP) + 8,
        left=left,
        right=right,
        moments=found,
        wires=tuple(_wires(moment, link_by_id, place, boxes, at) for moment in found),
        by_area=by_area,
        by_move=by_move,
    )


def moved_at(plan: Plan, graph: SystemGraph, key: str) -> tuple[SystemId, ...]:
    """The systems at a place that have moved and that temporary links of the plan touch."""
    moving = {system for move in plan.moves for system in move.systems}
    ends = dict.fromkeys(end for link in plan.links for end in (link.source, link.target) if end not in moving)
    return tuple(end for end in ends if end in graph.node_by_id and home(graph.node_by_id[end]) == key)


def _day_key(day: date | None) -> str:
    return day.isoformat() if day else NO_DATE


def _pitch(rows: int) -> float:
    return max(LEAST_PITCH, min(MOST_PITCH, ROOM / max(1, rows)))


def _right(plan: Plan, right_of: Mapping[MoveId, str]) -> tuple[WaveRow, ...]:
    """Moves, or the dates they are on, in order of time; what has no date last."""
    ordered = sorted(plan.moves, key=lambda move: (plan.date_of.get(move.id) or date.max, move.id))
    grouped: dict[str, list[MoveId]] = {}
    for move in ordered:
        grouped.setdefault(right_of[move.id], []).append(move.id)
    return tuple(
        WaveRow(Box(key, 0, 0, 0, 0), tuple(members), plan.date_of.get(members[0])) for key, members in grouped.items()
    )


def _wires(
    moment: Moment,
    links: Mapping[InterfaceId, TemporaryLink],
    place: Mapping[SystemId, str],
    boxes: Mapping[str, Box],
    at: Mapping[str, int],
) -> WaveWires:
    opened = set(moment.opened)
    kinds = {
        "closed": _pairs(moment.closed, links, place, at),
        "on": _pairs([id_ for id_ in moment.open if id_ not in opened], links, place, at),
        "opened": _pairs(moment.opened, links, place, at),
    }
    keys = [(kind, *pair) for kind, pairs in kinds.items() for pair in pairs]
    height = _heights(keys, boxes, at)
    drawn = {
        kind: tuple(_wire((kind, *pair), tuple(ids), boxes, at, height) for pair, ids in pairs.items())
        for kind, pairs in kinds.items()
    }
    # What changes at this moment comes before what merely goes on; the strong before the weak.
    news = {"opened": 0, "closed": 1, "on": 2}
    strongest = sorted(keys, key=lambda key: (news[key[0]], -len(kinds[key[0]][key[1], key[2]]), key))
    return WaveWires(
        closed=drawn["closed"],
        going_on=drawn["on"],
        opened=drawn["opened"],
        shown=frozenset(strongest[:MOST_WIRES]),
    )


def _pairs(
    ids: Sequence[InterfaceId],
    links: Mapping[InterfaceId, TemporaryLink],
    place: Mapping[SystemId, str],
    at: Mapping[str, int],
) -> dict[tuple[str, str], list[InterfaceId]]:
    """Links by the two boxes they join, the left (or upper) one first."""
    found: dict[tuple[str, str], list[InterfaceId]] = {}
    for id_ in ids:
        one, other = place[links[id_].source], place[links[id_].target]
        if (one in at, at.get(one, 0)) > (other in at, at.get(other, 0)):
            one, other = other, one
        found.setdefault((one, other), []).append(id_)
    return found


def _heights(
    keys: Sequence[tuple[str, str, str]], boxes: Mapping[str, Box], at: Mapping[str, int]
) -> dict[tuple[str, tuple[str, str, str]], float]:
    """Where each wire leaves each box, in the order of its other ends."""
    ends: dict[tuple[str, bool], list[tuple[float, tuple[str, str, str]]]] = {}
    for key in keys:
        _, one, other = key
        arc = one in at and other in at
        ends.setdefault((one, arc), []).append((boxes[other].middle, key))
        if one != other:
            ends.setdefault((other, arc), []).append((boxes[one].middle, key))
    height: dict[tuple[str, tuple[str, str, str]], float] = {}
    for (box, _), found in ends.items():
        found.sort()
        for y, (_, key) in zip(ports(boxes[box].y, boxes[box].height, len(found)), found, strict=True):
            height[box, key] = y
    return height


def _wire(
    key: tuple[str, str, str],
    ids: tuple[str, ...],
    boxes: Mapping[str, Box],
    at: Mapping[str, int],
    height: Mapping[tuple[str, tuple[str, str, str]], float],
) -> Wire:
    _, one, other = key
    first, last = height[one, key], height[other, key]
    if one in at and other in at:
        reach = 24 + 96 * abs(at[one] - at[other]) / max(1, len(at))
        return Wire(one, other, rounded(beside(boxes[one].right, first, last, reach)), ids)
    return Wire(one, other, rounded(across((boxes[one].right, first), (boxes[other].x, last))), ids)
