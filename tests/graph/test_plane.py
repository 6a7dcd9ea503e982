"""The places of the views as values: nothing overlaps, all is inside, nothing is dropped without being counted."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, timedelta
from itertools import combinations, pairwise

import pytest

from readiness.graph.build import build_graph
from readiness.graph.plane.areas import COLUMNS, area_map
from readiness.graph.plane.ego import MOST_ROWS, area_ego, system_ego
from readiness.graph.plane.gone import gone_view
from readiness.graph.plane.matrix import CellKind, area_matrix, own_systems, system_matrix
from readiness.graph.plane.place import (
    MOST_BOXES,
    MOST_WIRES,
    Box,
    TemporaryLinks,
    home,
    temporary_links_of,
)
from readiness.graph.plane.waves import wave_view
from readiness.lockin.exit.impact import exit_impact
from readiness.model.interface import LinkMethod
from readiness.model.lockin.exits import ExitKind
from readiness.model.plan import DateBasis, Move, Placement, Plan, TemporaryLink
from readiness.model.text import text
from readiness.solver.ordering import least_backward
from tests import builders as b

SIZES = (0, 5, 30, 54, 320)
AREAS = [key for _, keys in COLUMNS for key in keys if key not in ("peripheral", "outside")]
NOBODY = TemporaryLinks(now=frozenset(), coming=frozenset())


def town(size, *, links=4):
    """`size` systems over the areas in turn, every fifth without one, `links` random interfaces each."""
    dice = random.Random(size)
    systems = tuple(
        b.system(f"s{n}", areas=() if n % 5 == 4 else (AREAS[n % len(AREAS)],), migrated=n % 3 == 0)
        for n in range(size)
    )
    outside = (b.external("x0"), b.external("x1"))
    ids = [system.id for system in systems]
    ends = [(dice.choice(ids), dice.choice([*ids, "x0", "x1"])) for _ in range(size * links)] if size else []
    return b.inventory(systems=systems, external_systems=outside, interfaces=b.links(ends))


def plan_of(inventory, dates=7):
    """Two of three systems move, two by two, on `dates` dates in turn; their links to what has moved are temporary."""
    moving = [system.id for system in inventory.systems if not system.migrated]
    moves = tuple(
        Move(id=f"m{n}", title=text("x"), systems=tuple(moving[2 * n : 2 * n + 2]))
        for n in range((len(moving) + 1) // 2)
    )
    first = date(2027, 5, 1)
    day = {move.id: first + timedelta(days=120 * (n % dates)) for n, move in enumerate(moves)}
    of = {system: day[move.id] for move in moves for system in move.systems}
    links = []
    for link in inventory.interfaces:
        one, other = of.get(link.from_), of.get(link.to)
        if one == other or link.to.startswith("x"):
            continue
        opened = min(one, other) if one and other else None
        removed = max(day for day in (one, other) if day)
        links.append(
            TemporaryLink(
                id=link.id, source=link.from_, target=link.to, data="", opened=opened, removed=removed, months=1,
                why=text("x"),
            )
        )  # fmt: skip
    placed = tuple(Placement(move=move, date=when, basis=DateBasis.OWN) for move, when in day.items())
    return Plan(body="t", as_of=date(2026, 11, 2), moves=moves, placements=placed, links=tuple(links))


def curve(points):
    """Points on a chain of cubic Bézier curves."""
    for at in range(0, len(points) - 1, 3):
        a, c, d, e = points[at : at + 4]
        for step in range(13):
            t = step / 12
            yield tuple(
                (1 - t) ** 3 * a[i] + 3 * t * (1 - t) ** 2 * c[i] + 3 * t * t * (1 - t) * d[i] + t**3 * e[i]
                for i in (0, 1)
            )


def apart(boxes, view):
    assert all(not one.overlaps(other) for one, other in combinations(boxes, 2))
    assert all(box.x >= 0 and box.y >= 0 and box.right <= view.width and box.bottom <= view.height for box in boxes)


@pytest.mark.parametrize("size", SIZES)
def test_map_has_every_area_in_its_place_and_every_link(size):
    graph = build_graph(town(size))
    temporary_links = temporary_links_of(plan_of(town(size)), graph)
    view = area_map(graph, temporary_links, AREAS)
    boxes = [item.box for item in view.boxes]
    assert len(boxes) == 23 <= MOST_BOXES
    apart(boxes, view)
    empty = {item.box.id: item.box for item in area_map(build_graph(town(0)), NOBODY, AREAS).boxes}
    assert {item.box.id: item.box for item in view.boxes} == empty  # the same in every body
    assert view.total == len(town(size).interfaces)
    assert view.shown <= MOST_WIRES
    assert [len(wire.links) for wire in view.wires] or size == 0
    for item in view.boxes:
        mine = [
            e
            for e in graph.interfaces
            if item.box.id in (home(graph.node_by_id[e.source]), home(graph.node_by_id[e.target]))
        ]
        assert item.links + item.inside == len(mine)
        assert item.temporary == sum(edge.id in temporary_links.now for edge in mine)


@pytest.mark.parametrize("size", (5, 54, 320))
def test_no_wire_of_the_map_runs_behind_a_box(size):
    view = area_map(build_graph(town(size)), NOBODY, AREAS)
    boxes = [item.box for item in view.boxes]
    for wire in view.wires:
        for x, y in curve(wire.points):
            assert 0 <= x <= view.width and 0 <= y <= view.height
            inside = [box.id for box in boxes if box.x + 0.2 < x < box.right - 0.2 and box.y < y < box.bottom]
            assert inside == [], (wire.source, wire.target)
        # Where it passes a column it is level, and keeps clear of the boxes above and below it.
        level = [(a[0], b[0], a[1]) for a, b in pairwise(wire.points[::3]) if a[1] == b[1]]
        near = [
            abs(y - edge) for x, end, y in level for box in boxes if x <= box.x < end for edge in (box.y, box.bottom)
        ]
        assert not near or min(near) > 3.5, (wire.source, wire.target)


def test_an_area_of_a_pack_of_ones_own_has_a_place():
    view = area_map(build_graph(b.inventory(systems=(b.system("a", areas=("library",)),))), NOBODY)
    assert next(item for item in view.boxes if item.box.id == "library").systems == ("a",)
    apart([item.box for item in view.boxes], view)


@pytest.mark.parametrize("size", SIZES)
def test_waves_have_each_link_once_at_every_moment(size):
    inventory = town(size)
    plan, graph = plan_of(inventory), build_graph(inventory)
    view = wave_view(plan, graph)
    boxes = [row.box for row in (*view.left, *view.right)]
    apart(boxes, view)
    assert len(boxes) <= MOST_BOXES
    assert all(box.height >= 20 for box in boxes)
    assert sorted(move for row in view.right for move in row.members) == sorted(move.id for move in plan.moves)
    for moment, wires in zip(view.moments, view.wires, strict=True):
        told = {"closed": wires.closed, "opened": wires.opened, "on": wires.going_on}
        found = {kind: sorted(i for w in drawn for i in w.links) for kind, drawn in told.items()}
        assert found["closed"] == sorted(moment.closed)
        assert found["opened"] == sorted(moment.opened)
        assert sorted(found["on"] + found["opened"]) == sorted(moment.open)
        drawn = sum(len(wires_) for wires_ in told.values())
        assert len(wires.shown) == min(drawn, MOST_WIRES)
        assert wires.hidden[0] == drawn - len(wires.shown)
        assert all(0 <= x <= view.width and 0 <= y <= view.height for w in told["on"] for x, y in curve(w.points))
    for before, after in pairwise(view.moments):  # what was open and did not close is open, with what opened
        assert len(after.open) == len(before.open) - len(after.closed) + len(after.opened)


def test_waves_put_much_together_and_say_so():
    few, many = (wave_view(plan_of(town(size), dates), build_graph(town(size))) for size, dates in ((30, 7), (320, 20)))
    assert (few.by_move, few.by_area) == (True, True)
    assert (many.by_move, many.by_area) == (False, False)
    assert len(many.left) + len(many.right) <= MOST_BOXES
    undated = Plan(
        body="t",
        as_of=date(2026, 11, 2),
        moves=(Move(id="m", title=text("x"), systems=("s1",)),),
        placements=(Placement(move="m", date=None, basis=DateBasis.OWN),),
    )
    view = wave_view(undated, build_graph(town(5)))
    assert [row.members for row in view.right] == [("m",)]
    assert [moment.number for moment in view.moments] == [0]


@pytest.mark.parametrize("size", SIZES[:-1])
def test_matrix_has_each_link_once(size):
    inventory = town(size)
    graph = build_graph(inventory)
    own = own_systems(graph)
    found = system_matrix(graph, NOBODY, [("all", own)] if own else [])
    selfs = sum(link.from_ == link.to for link in inventory.interfaces)
    assert sorted(found.order) == sorted(own)
    assert found.total == len(inventory.interfaces) - selfs
    assert sum(found.outside.values()) == found.rest
    assert area_matrix(graph, NOBODY, AREAS).total == len(inventory.interfaces)
    places = [(cell.row, cell.column) for cell in found.cells]
    assert len(places) == len(set(places))


def test_matrix_orders_each_group_by_itself_and_tells_one_database():
    arcs = [("c", "a"), ("c", "b"), ("b", "a"), ("a", "d"), ("d", "c")]
    inventory = b.inventory(
        systems=tuple(b.system(i, shared_database=("e",) if i == "d" else ()) for i in "abcde"),
        interfaces=(*b.links(arcs), b.link("M", "e", "a", method=LinkMethod.DB_LINK)),
    )
    graph = build_graph(inventory)
    found = system_matrix(graph, TemporaryLinks(frozenset({"L0"}), frozenset({"L3"})), [("1", "abc"), ("2", "de")])
    assert found.order[:3] == ("c", "b", "a")
    kinds = {(found.order[cell.row], found.order[cell.column]): cell.kind for cell in found.cells}
    assert kinds["c", "a"] is CellKind.TEMPORARY
    assert kinds["a", "d"] is CellKind.COMING
    assert kinds["e", "a"] is kinds["d", "e"] is kinds["e", "d"] is CellKind.DATABASE
    assert kinds["b", "a"] is CellKind.PLAIN
    assert found.backward == 2  # d → c and e → a


def test_the_search_finds_an_order_without_links_against_it():
    dice = random.Random(3)
    hidden = list(range(30))
    dice.shuffle(hidden)
    weights = [[0] * 30 for _ in hidden]
    for at, one in enumerate(hidden):
        for other in hidden[at + 1 :]:
            weights[one][other] = dice.randrange(3)
    order = least_backward(weights)
    assert sorted(order) == list(range(30))
    assert sum(weights[order[j]][order[i]] for i in range(30) for j in range(i + 1, 30)) == 0
    assert least_backward(weights) == order
    assert least_backward([]) == () and least_backward([[5]]) == (0,)


@pytest.mark.parametrize("size", SIZES[1:])
@pytest.mark.parametrize("kind", (ExitKind.SYSTEM, ExitKind.METHOD))
def test_what_is_gone_takes_at_most_25_boxes_and_no_link_is_lost_on_the_way(size, kind):
    inventory = b.inventory(
        **{
            **{name: getattr(town(size), name) for name in ("systems", "external_systems")},
            "interfaces": tuple(
                b.link(link.id, link.from_, link.to, method=LinkMethod.FILE) for link in town(size, links=5).interfaces
            ),
        }
    )
    graph = build_graph(inventory)
    id_ = Counter(link.from_ for link in inventory.interfaces).most_common(1)[0][0]
    impact = exit_impact(
        inventory, graph, None, kind, id_ if kind is ExitKind.SYSTEM else "file", as_of=date(2026, 11, 2)
    )
    view = gone_view(impact, graph, NOBODY)
    boxes: list[Box] = [view.gone, *(row.box for row in (*view.middle, *view.right))]
    assert len(boxes) <= MOST_BOXES
    apart(boxes, view)
    wired = sorted(i for wire in view.wires for i in wire.links)
    assert (
        wired
        == sorted(i for row in view.middle for i in row.links)
        == sorted(i for row in view.right for i in row.links)
    )
    out = [k.id for k in inventory.interfaces if kind is ExitKind.METHOD or (k.from_ == id_ != k.to)]
    assert wired == sorted(out)
    assert view.shown + len(view.middle) <= MOST_WIRES
    if (
        kind is ExitKind.METHOD
    ):  # what a box of the rest holds stands in the order of the ledger, whatever the hash seed
        first = list(dict.fromkeys(link.from_ for link in inventory.interfaces))
        assert all(list(row.members) == [s for s in first if s in row.members] for row in view.middle)


@pytest.mark.parametrize("size", SIZES[1:])
def test_three_columns_have_each_link_once_and_the_temporary_first(size):
    inventory = town(size, links=6)
    graph, plan = build_graph(inventory), plan_of(inventory)
    temporary_links = temporary_links_of(plan, graph)
    until = {link.id: link.removed for link in plan.links}
    for key in ("resident_registry", "outside"):
        ids = {node.id for node in graph.nodes if home(node) == key}
        ego = area_ego(graph, temporary_links, key)
        assert sorted(ego.links) == sorted(link.id for link in inventory.interfaces if ids & {link.from_, link.to})
    for system in inventory.systems[:5]:
        ego = system_ego(graph, temporary_links, system.id, until)
        assert sorted(ego.links) == sorted(k.id for k in inventory.interfaces if system.id in (k.from_, k.to))
        single = [row for row in ego.gives if not row.joined]
        days = [row.until for row in single if row.temporary]
        assert days == sorted(days)
        assert [row.temporary for row in single] == sorted((row.temporary for row in single), reverse=True)


def test_many_links_that_are_not_temporary_join_by_area():
    arcs = [(f"s{n}", "s0") for n in range(1, 30)]
    inventory = b.inventory(
        systems=tuple(b.system(f"s{n}", areas=(AREAS[n % 4],)) for n in range(30)), interfaces=b.links(arcs)
    )
    ego = system_ego(
        build_graph(inventory), TemporaryLinks(frozenset({"L7"}), frozenset()), "s0", {"L7": date(2027, 1, 1)}
    )
    assert [row.links for row in ego.gives if not row.joined] == [("L7",)]
    assert sum(len(row.links) for row in ego.gives) == 29
    assert len(ego.gives) == 5 <= MOST_ROWS


def test_an_area_served_by_a_system_that_stands_elsewhere_is_not_empty():
    """A package for many areas is the rule in towns; only its first area holds its links."""
    whole = b.system("whole", areas=("resident_registry", "seal_registration"))
    view = area_map(build_graph(b.inventory(systems=(whole,))), NOBODY, AREAS)
    found = {item.box.id: (item.systems, item.served) for item in view.boxes}
    assert found["resident_registry"] == (("whole",), ())
    assert found["seal_registration"] == ((), ("whole",))
    assert found["family_register"] == ((), ())
