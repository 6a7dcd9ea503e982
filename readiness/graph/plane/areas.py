"""全体図: every area in its fixed place, the links between areas as wires that never run behind a box."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from readiness.graph.plane.place import (
    OUTSIDE,
    PERIPHERAL,
    WIDTH,
    Box,
    Point,
    TemporaryLinks,
    Wire,
    across,
    beside,
    home,
    ports,
    rounded,
    served_besides,
)
from readiness.model.graphview import SystemGraph
from readiness.model.record import SystemId

# The same place every month and in every body. Areas this list does not know follow in the last column.
COLUMNS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "resident",
        ("resident_registry", "seal_registration", "family_register", "family_register_supplement", "electoral_roll"),
    ),
    ("tax", ("individual_inhabitant_tax", "corporate_inhabitant_tax", "fixed_asset_tax", "light_vehicle_tax")),
    ("common", ("common_functions", PERIPHERAL, OUTSIDE)),
    (
        "insurance",
        ("national_health_insurance", "late_elderly_medical_care", "long_term_care_insurance", "national_pension"),
    ),
    (
        "welfare",
        (
            "disability_welfare",
            "public_assistance",
            "health_management",
            "child_allowance",
            "child_rearing_allowance",
            "childcare_support",
            "school_enrolment",
        ),
    ),
)
BOX_WIDTH, BOX_HEIGHT, PITCH, TOP = 172.0, 58.0, 80.0, 30.0
SHOWN = 20  # wires drawn before anybody touches the picture
_GAP = 11.0  # half the free height between two boxes where a column is full, and below the last
_HEADS, _MOST = 24.0, 22.0  # below the heads of the columns; half of what wires take at most above the first box
_LANES = (0, 1, -1, 2, -2)
_STEP, _CLEAR = 6.0, 4.0  # between lanes at most; what the outermost keeps from a box


@dataclass(frozen=True, slots=True)
class AreaBox:
    """One area with what it holds. `links` touch it from outside it, `inside` join two of its own systems.

    A system stands in its first area with its links; the others it serves have it as `served`.
    """

    box: Box
    systems: tuple[SystemId, ...]
    served: tuple[SystemId, ...]
    links: int
    inside: int
    temporary: int
    coming: int


@dataclass(frozen=True, slots=True)
class AreaMap:
    """`wires` by strength, the first `shown` of them drawn at once; `inside` counts links that join no two areas."""

    width: float
    height: float
    heads: tuple[tuple[str, float], ...]
    boxes: tuple[AreaBox, ...]
    wires: tuple[Wire, ...]
    shown: int
    inside: int

    @property
    def total(self) -> int:
        """All links: those of the wires and those inside an area."""
        return self.inside + sum(len(wire.links) for wire in self.wires)


def columns_for(areas: Iterable[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The columns with areas of a pack of the user's own at the end of the last."""
    listed = {key for _, keys in COLUMNS for key in keys}
    more = tuple(key for key in dict.fromkeys(areas) if key not in listed)
    *before, (name, last) = COLUMNS
    return (*before, (name, (*last, *more)))


def area_map(graph: SystemGraph, temporary_links: TemporaryLinks, areas: Iterable[str] = ()) -> AreaMap:
    """Place every area of `areas` and of the graph. No box overlaps another and no wire crosses one."""
    homes = {node.id: home(node) for node in graph.nodes}
    columns = columns_for((*areas, *homes.values()))
    boxes = _boxes(columns)
    members: dict[str, list[SystemId]] = {}
    served = served_besides(graph)
    for node in graph.nodes:
        members.setdefault(homes[node.id], []).append(SystemId(node.id))
    between: dict[tuple[str, str], list[str]] = {}
    inside = dict.fromkeys(boxes, 0)
    touched: dict[str, set[str]] = {key: set() for key in boxes}
    for edge in graph.interfaces:
        one, other = homes[edge.source], homes[edge.target]
        touched[one].add(edge.id)
        touched[other].add(edge.id)
        if one == other:
            inside[one] += 1
        else:
            between.setdefault((min(one, other), max(one, other)), []).append(edge.id)

    def strength(pair: tuple[str, str]) -> tuple[int, tuple[str, str]]:
        found = between[pair]
        return (-len(found) - len(temporary_links.now.intersection(found)), pair)

    pairs = sorted(between, key=strength)
    return AreaMap(
        width=WIDTH,
        height=max(box.bottom for box in boxes.values()) + 12,
        heads=tuple((name, _left(at) + BOX_WIDTH / 2) for at, (name, _) in enumerate(columns)),
        boxes=tuple(
            AreaBox(
                box=box,
                systems=tuple(members.get(key, ())),
                served=tuple(served.get(key, ())),
                links=len(touched[key]) - inside[key],
                inside=inside[key],
                temporary=len(touched[key] & temporary_links.now),
                coming=len(touched[key] & temporary_links.coming),
            )
            for key, box in boxes.items()
        ),
        wires=_wires(pairs, between, boxes, columns),
        shown=min(SHOWN, len(pairs)),
        inside=sum(inside.values()),
    )


def _left(column: int) -> float:
    """The left edge of a column: five of them from margin to margin."""
    gutter = (WIDTH - 16 - BOX_WIDTH * len(COLUMNS)) / (len(COLUMNS) - 1)
    return round(8 + column * (BOX_WIDTH + gutter), 1)


def _boxes(columns: Sequence[tuple[str, tuple[str, ...]]]) -> dict[str, Box]:
    """Each column spread over the height of the longest one."""
    rows = max(len(keys) for _, keys in columns)
    found: dict[str, Box] = {}
    for at, (_, keys) in enumerate(columns):
        room = PITCH * rows / len(keys)
        for row, key in enumerate(keys):
            y = round(TOP + room * row + (room - BOX_HEIGHT) / 2, 1)
            found[key] = Box(key, _left(at), y, BOX_WIDTH, BOX_HEIGHT)
    return found


def _wires(
    pairs: Sequence[tuple[str, str]],
    between: Mapping[tuple[str, str], list[str]],
    boxes: Mapping[str, Box],
    columns: Sequence[tuple[str, tuple[str, ...]]],
) -> tuple[Wire, ...]:
    """Wires in the order of the pairs; each leaves its boxes at a height of its own."""
    column_of = {key: at for at, (_, keys) in enumerate(columns) for key in keys}
    ends: dict[tuple[str, bool], list[tuple[float, tuple[str, str]]]] = {}
    sides: dict[tuple[str, str], tuple[bool, bool]] = {}
    for one, other in pairs:
        a, b = column_of[one], column_of[other]
        # Right side where the partner stands to the right; two of one column meet in the gutter beside it.
        inner = a < len(columns) - 1
        sides[one, other] = (a < b or (a == b and inner), b < a or (a == b and inner))
        for key, far, right in ((one, other, sides[one, other][0]), (other, one, sides[one, other][1])):
            ends.setdefault((key, right), []).append((boxes[far].middle, (one, other)))
    height: dict[tuple[str, tuple[str, str]], float] = {}
    for (key, _), found in ends.items():
        found.sort()
        for y, (_, pair) in zip(ports(boxes[key].y, BOX_HEIGHT, len(found)), found, strict=True):
            height[key, pair] = y
    used: dict[tuple[int, int], int] = {}
    wires = []
    for pair in pairs:
        one, other = pair
        right_one, right_other = sides[pair]
        start = (boxes[one].right if right_one else boxes[one].x, height[one, pair])
        end = (boxes[other].right if right_other else boxes[other].x, height[other, pair])
        a, b = column_of[one], column_of[other]
        if a == b:
            apart = abs(start[1] - end[1]) / (PITCH * 7)
            reach = (30 + 60 * apart) * (1 if right_one else -1)
            points = beside(start[0], start[1], end[1], reach)
        elif a < b:
            points = _through(start, end, range(a + 1, b), columns, boxes, used)
        else:
            points = tuple(reversed(_through(end, start, range(b + 1, a), columns, boxes, used)))
        wires.append(Wire(one, other, rounded(points), tuple(between[pair])))
    return tuple(wires)


def _through(
    start: Point,
    end: Point,
    crossed: range,
    columns: Sequence[tuple[str, tuple[str, ...]]],
    boxes: Mapping[str, Box],
    used: dict[tuple[int, int], int],
) -> tuple[Point, ...]:
    """From left to right; through each column in between level, in the gap nearest to the straight way."""
    points: list[Point] = [start]
    for column in crossed:
        stack = [boxes[key] for key in columns[column][1]]
        above = min(_MOST, (stack[0].y - _HEADS) / 2)
        halves = [above, *((two.y - one.bottom) / 2 for one, two in itertools.pairwise(stack)), _GAP]
        gaps = [
            stack[0].y - above,
            *((one.bottom + two.y) / 2 for one, two in itertools.pairwise(stack)),
            stack[-1].bottom + _GAP,
        ]
        share = (stack[0].x - start[0]) / (end[0] - start[0])
        straight = start[1] + share * (end[1] - start[1])
        gap = min(range(len(gaps)), key=lambda at: (abs(gaps[at] - straight), at))
        step = min(_STEP, (halves[gap] - _CLEAR) / max(_LANES))
        lane = step * _LANES[used.get((column, gap), 0) % len(_LANES)]
        used[column, gap] = used.get((column, gap), 0) + 1
        enter, leave = (stack[0].x, gaps[gap] + lane), (stack[0].right, gaps[gap] + lane)
        points += across(points[-1], enter)[1:]
        points += across(enter, leave)[1:]
    return (*points, *across(points[-1], end)[1:])
