"""全体図: which areas are linked to which, how many links there are and how many of them are temporary."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from readiness.figures.figure import key_of
from readiness.graph.plane.areas import AreaBox, AreaMap, area_map
from readiness.graph.plane.place import OUTSIDE, halfway, home
from readiness.model.graphview import EdgeKind
from readiness.model.lockin.matters import MatterStatus
from readiness.model.record import SystemId
from readiness.report.views.keys import Key, box, stroke
from readiness.report.views.scene import Mark, Scene, anchor, keyed, line, rect, width_of, words
from readiness.report.views.view import DONE, EMPTY, PARTLY, STAYS, TODO, Sight, State, View, area_address
from readiness.tables.table import Cell, Table, heads

_FEW = 9  # links: where no pair has more, none is drawn as a strong one
_STYLES = {DONE: "box done", TODO: "box todo", PARTLY: "box todo", STAYS: "box", EMPTY: "box none"}


def areas(sight: Sight) -> View:
    """One state: every area in its place."""
    view = area_map(sight.context.analysis.graph, sight.temporary_links, sight.area_keys)
    return View(
        name="map",
        question=sight.t("map.question"),
        states=(State(key="all", label="", sentence=_sentence(sight, view), scene=_scene(sight, view)),),
        default="all",
        key=(
            box("box done", sight.t("map.key.done"), DONE),
            box("box todo", sight.t("map.key.todo"), TODO),
            box("box todo", sight.t("map.key.partly"), PARTLY),
            box("box none", sight.t("map.empty"), EMPTY),
            stroke("line temp", sight.t("map.key.temporary"), 4),
            stroke("line", sight.t("map.key.width"), 6),
            box("box out", sight.t("map.key.outside")),
            Key(sight.t("map.key.touch"), screen=True),
        ),
        tables=(_table(sight, view),),
    )


def _sentence(sight: Sight, view: AreaMap) -> str:
    graph = sight.context.analysis.graph
    if not view.total:
        return sight.t("no_links")
    databases = sum(edge.kind is EdgeKind.SHARED_DATABASE for edge in graph.edges)
    now = sum(edge.id in sight.temporary_links.now for edge in graph.interfaces)
    parts = [sight.t("map.sentence", links=view.total, now=now, inside=view.inside, pairs=len(view.wires))]
    left = view.wires[view.shown :]
    if left:
        parts.append(sight.t("hidden", wires=len(left), links=sum(len(wire.links) for wire in left), about="map"))
    parts.append(sight.shared)
    if databases:
        parts.append(sight.t("map.databases", count=databases))
    if sight.temporary_links.expected:
        parts.append(sight.t("map.expected", count=len(sight.temporary_links.expected)))
    return sight.prose(parts)


def _scene(sight: Sight, view: AreaMap) -> Scene:
    marks: list[Mark] = [words("t13 b ink m", x, 18, sight.t(f"column.{name}")) for name, x in view.heads]
    marks += _wires(sight, view)
    marks += [_box(sight, item) for item in view.boxes]
    return Scene(view.width, view.height, tuple(marks))


def _wires(sight: Sight, view: AreaMap) -> Iterator[Mark]:
    most = max((_FEW, *(len(wire.links) for wire in view.wires)))
    labels: list[Mark] = []
    for at, wire in reversed(list(enumerate(view.wires))):  # the strongest on top
        hidden = " more" if at >= view.shown else ""
        now = len(sight.temporary_links.now.intersection(wire.links))
        width = 1 + 7 * (len(wire.links) / most) ** 0.5
        ends = (wire.source, wire.target)
        if now < len(wire.links):
            yield line(f"line{hidden}", wire.points, width, ends)
        if now:
            share = max(1.6, width * (now / len(wire.links)) ** 0.5)
            yield line(f"line temp{hidden}", wire.points, share, ends)
        if at < 6 and len(wire.links) > 1:
            x, y = halfway(wire.points)
            labels += [
                keyed(words("t12 b halo m ink", x, y + 4, str(len(wire.links))), f"{key_of('pair', *ends)}.links"),
                keyed(words("t12 b m ink", x, y + 4, str(len(wire.links))), f"{key_of('pair', *ends)}.links"),
            ]
    yield from labels


def _box(sight: Sight, item: AreaBox) -> Mark:
    box = item.box
    mark = sight.mark_of((*item.systems, *item.served)) if box.id != OUTSIDE else ""
    style = "box out" if box.id == OUTSIDE else _STYLES[mark]
    name = sight.place(box.id)
    inside = [rect(style, box.x, box.y, box.width, box.height, 5)]
    room, said = box.width - (50 if item.temporary else 12), f"{mark} {name}".strip()
    style = "t13 b ink" if width_of(said, "t13 b") <= room else "t11 b ink"
    inside.append(words(style, box.x + 8, box.y + 19, said, room))
    if item.temporary:
        inside += [
            rect("red", box.right - 38, box.y + 6, 32, 17),
            rect("paper", box.right - 31, box.y + 7.5, 18, 14),
            keyed(
                words("t12 b warn m", box.right - 22, box.y + 19, str(item.temporary)),
                f"{key_of('area', box.id)}.temporary",
            ),
        ]
    if not item.systems and item.served:
        first = item.served[0]
        inside.append(words("t11 ink", box.x + 8, box.y + 36, _names(sight, item.served), box.width - 12))
        there = sight.t("map.served", area=sight.place(home(sight.context.analysis.graph.node_by_id[first])))
        inside.append(words("t11 soft", box.x + 8, box.y + 51, there, box.width - 12))
    elif not item.systems:
        inside.append(words("t11 soft", box.x + 8, box.y + 36, sight.t("map.empty"), box.width - 12))
    else:
        count = item.links + item.inside
        served = len(item.served)
        said = sight.t(
            "map.counts_served" if served else "map.counts",
            systems=len(item.systems) + served,
            links=count,
            served=served,
            about=item.box.id,
        )
        inside.append(words("t11 ink", box.x + 8, box.y + 36, said, box.width - 12))
        inside.append(words("t11 soft", box.x + 8, box.y + 51, _matters(sight, item), box.width - 12))
    return anchor(area_address(box.id), sight.t("map.open", name=name), inside, box.id)


def _names(sight: Sight, systems: Sequence[SystemId]) -> str:
    """The first of the systems by name, and how many more there are."""
    label = sight.context.analysis.graph.node_by_id[systems[0]].label
    return label if len(systems) == 1 else sight.t("map.more", name=label, count=len(systems) - 1)


def _matters(sight: Sight, item: AreaBox) -> str:
    """Matters to confirm before a change of vendor: those that apply, and those nobody knows of."""
    found = [sight.context.analysis.lockin.by_system.get(system) for system in (*item.systems, *item.served)]
    matters = [matter for one in found if one is not None for matter in one.matters]
    if not matters:
        return ""
    applies = sum(matter.status is MatterStatus.APPLIES for matter in matters)
    unknown = sum(matter.status is MatterStatus.UNKNOWN for matter in matters)
    return sight.t("map.matters", applies=applies, unknown=unknown, about=item.box.id)


def _table(sight: Sight, view: AreaMap) -> Table:
    """Every pair of areas with its links; what stays inside an area is a row of its own."""
    rows = [
        (
            *(
                Cell(text=sight.place_of_links(key, wire.links), href=area_address(key))
                for key in (wire.source, wire.target)
            ),
            sight.context.count(f"{key_of('pair', wire.source, wire.target)}.links"),
            sight.context.count(f"{key_of('pair', wire.source, wire.target)}.now"),
        )
        for wire in view.wires
    ]
    rows += [
        (
            Cell(text=sight.place(item.box.id), href=area_address(item.box.id)),
            Cell(text=sight.t("map.inside")),
            sight.context.count(key_of("inside", item.box.id)),
            Cell(text="―"),
        )
        for item in view.boxes
        if item.inside
    ]
    return Table(
        id="t-pairs",
        caption=sight.t("map.table"),
        columns=heads(*(sight.t(f"map.column.{name}") for name in ("one", "other", "links", "now"))),
        rows=tuple(rows),
        empty=sight.t("no_links"),
    )
