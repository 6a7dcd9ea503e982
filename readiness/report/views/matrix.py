"""連携表: who gives to whom, in five orders; the row gives, the column receives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from readiness.figures.figure import key_of
from readiness.figures.linked import between_key
from readiness.graph.plane.matrix import (
    MOST_SYSTEMS,
    CellKind,
    Matrix,
    area_matrix,
    own_systems,
    system_matrix,
)
from readiness.graph.plane.place import OUTSIDE, WIDTH, home
from readiness.model.lockin.matters import MatterStatus
from readiness.model.record import SystemId
from readiness.model.unknown import Unknown
from readiness.report.sections.links import links_table
from readiness.report.views.keys import Key, box
from readiness.report.views.matrix_orders import Groups, by_area, by_vendor, by_wave, group_name
from readiness.report.views.scene import SKIP, Mark, Scene, anchor, keyed, path, rect, upwards, width_of, words
from readiness.report.views.scene import cell as cell_mark
from readiness.report.views.styles import on
from readiness.report.views.view import Sight, State, View, area_address, sys_address

_STYLE = {
    CellKind.PLAIN: "link",
    CellKind.COMING: "brown",
    CellKind.TEMPORARY: "red",
    CellKind.DATABASE: "solid",
}
_LABEL, _HEAD, _CELL = 262.0, 150.0, 15.0
_WIDE = 24.0
_ROOM = 440.0  # for the rows of a small matrix
_NAMED = 3
_ON_PAPER = 34  # more rows than this cannot be read on A4


def matrix(sight: Sight) -> View:
    """Systems by wave, vendor, area and with the fewest links against the order; and areas."""
    graph = sight.context.analysis.graph
    own = own_systems(graph)
    states: list[State] = []
    if 0 < len(own) <= MOST_SYSTEMS:
        orders: tuple[tuple[str, Groups], ...] = (
            ("waves", by_wave(sight, own)),
            ("vendor", by_vendor(sight, own)),
            ("area", by_area(sight, own)),
            ("least", [("", list(own))]),
        )
        for key, groups in orders:
            found = system_matrix(graph, sight.temporary_links, groups)
            states.append(
                State(
                    key=key,
                    label=sight.t(f"matrix.order.{key}"),
                    sentence=sight.of(key, partial(_sentence, sight, found)),
                    scene=_scene(sight, found, key),
                )
            )
    whole = area_matrix(graph, sight.temporary_links, sight.area_keys)
    states.append(
        State(
            key="areas",
            label=sight.t("matrix.order.areas"),
            sentence=sight.prose(
                [sight.t("matrix.areas", systems=len(own), links=whole.total, areas=len(whole.order)), sight.shared]
            )
            if whole.total
            else sight.t("no_links"),
            scene=_area_scene(sight, whole),
        )
    )
    names = {"link": "link", "solid": "solid", "red": "red", "brown": "brown", "self": "self", "frame": "frame"}
    return View(
        name="matrix",
        question=sight.t("matrix.question"),
        states=tuple(states),
        default=states[0].key,
        key=(
            *(box(style, sight.t(f"matrix.key.{name}")) for name, style in names.items()),
            Key(sight.t("matrix.key.matters"), (rect("solid", 1, 3, 10, 9), rect("unknown", 11, 3, 14, 9))),
            Key(sight.t("matrix.key.letters"), screen=True),
            *sight.parties,
            box("white", sight.context.t("common.unknown"), "?"),
        ),
        tables=(links_table(sight.context),),
        note=sight.t("matrix.many") if len(own) > MOST_SYSTEMS else "",
        controls="buttons" if len(states) > 1 else "",
        paper_key=(box("link", sight.t("matrix.key.count")), box("red", sight.t("matrix.key.share"))),
        paper="areas" if _ON_PAPER < len(own) <= MOST_SYSTEMS else "",
        more=_stated(sight),
    )


def _stated(sight: Sight) -> dict[str, Any]:
    """What the script lists of a cell: of each link its two ends, what flows and how, and whether it is specified."""
    edges = sight.context.analysis.graph.interfaces
    said = link_words(sight, (edge.id for edge in edges))
    for edge in edges:
        known = "unknown" if isinstance(edge.documented, Unknown) else "yes" if edge.documented else "no"
        said[edge.id] = sight.context.join((said[edge.id], sight.t(f"matrix.specified.{known}")))
    ends = {id_: sight.context.end(id_) for edge in edges for id_ in (edge.source, edge.target)}
    return {"links": said, "ends": {edge.id: [edge.source, edge.target] for edge in edges}, "names": ends}


def _sentence(sight: Sight, found: Matrix) -> str:
    context = sight.context
    if not found.total:
        return sight.t("no_links")
    gives: dict[int, int] = {}
    for cell in found.cells:
        gives[cell.row] = gives.get(cell.row, 0) + len(cell.links)
    inside = found.total - found.rest
    parts = []
    if gives and inside:
        most = max(gives.values())
        top = [context.name("system", id_) for id_ in sorted(found.order[row] for row in gives if gives[row] == most)]
        parts.append(sight.t("matrix.most", systems=context.some(top, _NAMED), count=most))
    databases = sum(max(1, len(cell.links)) for cell in found.cells if cell.kind is CellKind.DATABASE)
    parts.append(
        sight.t(
            "matrix.sentence",
            inside=inside,
            now=sum(cell.temporary for cell in found.cells),
            databases=databases,
            backward=found.backward,
        )
    )
    if found.rest:
        parts.append(sight.t("matrix.outside", rest=found.rest))
    return sight.prose(parts)


def _scene(sight: Sight, found: Matrix, order: str) -> Scene:
    context = sight.context
    size = len(found.order)
    hubs = list(dict.fromkeys(hub for row in found.hubs.values() for hub in row))
    cell = max(_CELL, min(_WIDE, _ROOM / size))
    left, top = _LABEL, _HEAD
    side = cell * size
    marks: list[Mark] = [
        words("t11 b ink", 4, top - 24, sight.t("matrix.corner.gives")),
        words("t11 b ink e", left - 6, top - 8, sight.t("matrix.corner.gets")),
    ]
    for at, system in enumerate(found.order):
        y = top + cell * at
        if at % 2:
            marks.append(rect("band", 0, y, left + side + 24 * (len(hubs) + 1), cell))
        head = _head(left + cell * at + cell / 2, top - 6, context.name("system", system), top - 14)
        marks.append(anchor(sys_address(system), context.name("system", system), [head], SKIP))
        marks.append(_row_label(sight, SystemId(system), y, cell))
        if count := found.outside.get(system):
            said = words("t11 ink e", left + side + 22, y + cell - 3.5, str(count))
            marks.append(keyed(said, f"{key_of('links', system)}.outside"))
        for place, hub in enumerate(hubs):
            if count := found.hubs.get(system, {}).get(hub):
                x = left + side + 30 + 24 * place
                said = keyed(words("t11 b ink m", x + 10, y + cell - 3.5, str(count)), key_of("through", system, hub))
                marks += [rect("hub", x, y + 1, 20, cell - 2), said]
        marks.append(rect("self", left + cell * at + 1, y + 1, cell - 2, cell - 2))
    marks.append(_head(left + side + 14, top - 6, sight.t("place.outside"), top - 14))
    for number, hub in enumerate(hubs):
        name = sight.t("matrix.through", hub=context.name("system", hub))
        head = _head(left + side + 40 + 24 * number, top - 6, name, top - 14)
        marks.append(anchor(sys_address(hub), name, [head], SKIP))
    marks += _frames(sight, found, order, left, top, cell, left + side + 30 + 24 * len(hubs))
    marks += _cells(sight, found, left, top, cell)
    return Scene(WIDTH, top + side + 10, tuple(marks))


def _head(x: float, y: float, name: str, room: float) -> Mark:
    """A head that reads upwards."""
    return upwards("t11 ink", x + 4, y, name, room)


def _row_label(sight: Sight, system: SystemId, y: float, cell: float) -> Mark:
    """Letter of the vendor, mark, name, and a bar of matters: black applies, hatched not known."""
    base = y + cell / 2 + 4
    name = sight.context.name("system", system)
    letter, fill = sight.letter(system), sight.fill_of(system)
    inside = [
        rect("ground", 1, y + 1, _LABEL - 6, cell - 2),
        rect(fill, 1, y + 1, 18, cell - 2),
        words(f"t11 b m {on(fill)}", 10, base, letter),
        words("t11 ink", 22, base, f"{sight.mark(system)} {name}", 178),
    ]
    found = sight.context.analysis.lockin.by_system.get(system)
    if found is not None:
        applies = sum(matter.status is MatterStatus.APPLIES for matter in found.matters)
        unknown = sum(matter.status is MatterStatus.UNKNOWN for matter in found.matters)
        unit = 54 / max(1, len(found.matters))
        if applies:
            inside.append(rect("solid", 202, y + 3, unit * applies, cell - 6))
        if unknown:
            inside.append(rect("unknown", 202 + unit * applies, y + 3, unit * unknown, cell - 6))
    return anchor(sys_address(system), name, inside)


def _frames(
    sight: Sight, found: Matrix, order: str, left: float, top: float, cell: float, right: float
) -> Iterator[Mark]:
    for number, group in enumerate(found.groups):
        x, y, side = left + cell * group.start, top + cell * group.start, cell * group.size
        yield rect("frame", x, y, side, side)
        # Waves are numbered as in their own view, whether or not anything has moved before them.
        systems = found.order[group.start : group.start + group.size]
        name = group_name(sight, order, group, number + (found.groups[0].key != "moved"), systems)
        if name:
            base, parts = y + min(side, cell) - 3.5, [name]
            if width_of(name, "t11 b") > WIDTH - right and group.size > 1:  # in two lines, where it has a ・
                parts = name.replace("・", "・\n", 1).split("\n")
            for line, part in enumerate(parts):
                yield words("t11 b ink", right, base + 14 * line, part, WIDTH - right)
            yield path("rule", f"M0 {y:.1f}H{WIDTH:.0f}")


def _cells(sight: Sight, found: Matrix, left: float, top: float, cell: float) -> Iterator[Mark]:
    """The script moves through the cells and tells the links of each."""
    for item in found.cells:
        x, y = left + cell * item.column + 1, top + cell * item.row + 1
        marks = [rect(_STYLE[item.kind], x, y, cell - 2, cell - 2)]
        if len(item.links) > 1:
            dark = item.kind is CellKind.DATABASE
            if not dark:
                marks.append(rect("paper", x + cell / 2 - 6.5, y + 1, 11, cell - 4))
            ink, said = "pale" if dark else "ink", str(len(item.links))
            number = words(f"t11 b m {ink}", x + cell / 2 - 1, y + cell / 2 + 3, said)
            marks.append(keyed(number, key_of("cell", found.order[item.row], found.order[item.column])))
        names = (sight.context.name("system", found.order[at]) for at in (item.row, item.column))
        yield cell_mark("→".join(names), item.links, marks)


def _area_scene(sight: Sight, found: Matrix) -> Scene:
    """Areas: the number of links, the hatched share of a cell is temporary."""
    left, top = 190.0, 142.0
    marks: list[Mark] = [
        words("t11 b ink", 4, top - 24, sight.t("matrix.corner.gives")),
        words("t11 b ink e", left - 6, top - 8, sight.t("matrix.corner.gets")),
    ]
    nodes = sight.context.analysis.graph.nodes
    for at, key in enumerate(found.order):
        y = top + _WIDE * at
        if at % 2:
            marks.append(rect("band", 0, y, left + _WIDE * len(found.order), _WIDE))
        serving = (SystemId(node.id) for node in nodes if key in (home(node), *node.areas))
        mark = sight.mark_of(serving) if key != OUTSIDE else ""
        name = sight.place(key)
        head = _head(left + _WIDE * at + _WIDE / 2, top - 6, name, top - 14)
        marks.append(anchor(area_address(key), name, [head], SKIP))
        row = words("t12 ink", 6, y + 16.5, f"{mark} {name}".strip(), left - 12)
        marks.append(anchor(area_address(key), name, [rect("ground", 0, y + 1.5, left - 6, _WIDE - 3), row]))
    for group in found.groups:
        side = _WIDE * group.size
        marks.append(rect("frame", left + _WIDE * group.start, top + _WIDE * group.start, side, side))
    for item in found.cells:
        x, y = left + _WIDE * item.column + 1.5, top + _WIDE * item.row + 1.5
        size = _WIDE - 3
        share = size * item.temporary / max(1, len(item.links))
        inside = [rect("link", x, y, size, size)]
        if item.temporary:
            inside.append(rect("red", x, y + size - share, size, share))
        said = str(len(item.links))
        room = width_of(said, "t11") + 3
        inside += [
            rect("paper", x + size / 2 - room / 2, y + 4, room, 13.5),
            words("t11 b ink m", x + size / 2, y + 15, said),
        ]
        ends = (found.order[item.row], found.order[item.column])
        between = f"{between_key(key_of('area', ends[1]), 'into', ends[0])}.links"
        key = between if item.row != item.column else key_of("inside", ends[0])
        inside[-1] = keyed(inside[-1], key)
        names = (sight.place(found.order[end]) for end in (item.row, item.column))
        marks.append(cell_mark("→".join(names), item.links, inside))
    return Scene(WIDTH, top + _WIDE * len(found.order) + 10, tuple(marks))


def link_words(sight: Sight, links: Iterable[str]) -> dict[str, str]:
    """What the script says of each link of a cell: data, way, until when."""
    context = sight.context
    found: dict[str, str] = {}
    for id_ in links:
        edge = context.analysis.graph.edge_by_id[id_]
        parts = [context.data(edge.label) or context.t("report.temporary_links.unnamed"), context.say(edge.method)]
        if edge.hub:
            parts.append(sight.t("matrix.through", hub=context.end(edge.hub)))
        if id_ in sight.temporary_links.now:
            end = sight.until.get(id_)
            parts.append(sight.t("temporary_until", day=context.day(end)) if end else sight.t("temporary"))
        elif id_ in sight.temporary_links.coming:
            parts.append(sight.t("coming"))
        found[id_] = context.join(parts)
    return found
