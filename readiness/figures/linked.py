"""Links as pages and pictures count them: between areas, of a system with each partner, in a cell of the matrix."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from datetime import date

from readiness.figures.analysed import AnalysedFor
from readiness.figures.figure import Figure, key_of
from readiness.graph.plane.areas import area_map
from readiness.graph.plane.ego import Ego, EgoRow, area_ego, system_ego
from readiness.graph.plane.matrix import own_systems, system_matrix
from readiness.graph.plane.place import home, temporary_links_of
from readiness.graph.plane.timeline import timeline
from readiness.model.audience import Audience
from readiness.model.record import SystemId


def link_figures(analysed: AnalysedFor) -> Iterator[Figure]:
    """Links between areas and of each system, and how many of them are temporary now."""
    analysis, reader = analysed.analysis, analysed.reader
    temporary = temporary_links_of(analysis.plan, analysis.graph)
    view = area_map(analysis.graph, temporary, [area.key for area in analysis.inputs.standard.areas])
    for wire in view.wires:
        key = key_of("pair", wire.source, wire.target)
        now = len(temporary.now.intersection(wire.links))
        yield Figure(key=f"{key}.links", value=len(wire.links), reader=reader)
        yield Figure(key=f"{key}.now", value=now, reader=reader)
    for item in view.boxes:
        yield Figure(key=key_of("inside", item.box.id), value=item.inside, reader=reader)
    for row in timeline(analysis.stands, analysis.plan):
        yield Figure(key=f"{key_of('links', row.system)}.now", value=row.links_now, reader=reader)
    until: dict[str, date | None] = {link.id: link.removed for link in analysis.plan.links}
    nodes: Counter[str] = Counter()
    for node in analysis.graph.nodes:
        nodes[home(node)] += 1
        ego = system_ego(analysis.graph, temporary, SystemId(node.id), until)
        yield from _of_ego(reader, key_of("links", node.id), ego, temporary.now)
    for place in dict.fromkeys((*(area.key for area in analysis.inputs.standard.areas), *nodes)):
        yield Figure(key=f"{key_of('area', place)}.systems", value=nodes[place], reader=reader)
        yield from _of_ego(reader, key_of("area", place), area_ego(analysis.graph, temporary, place), temporary.now)
    matrix = system_matrix(analysis.graph, temporary, [(id_, (id_,)) for id_ in own_systems(analysis.graph)])
    for cell in matrix.cells:
        if cell.links:
            key = key_of("cell", matrix.order[cell.row], matrix.order[cell.column])
            yield Figure(key=key, value=len(cell.links), reader=reader)
    for system, count in matrix.outside.items():
        yield Figure(key=f"{key_of('links', system)}.outside", value=count, reader=reader)
    for system, hubs in matrix.hubs.items():
        for hub, count in hubs.items():
            yield Figure(key=key_of("through", system, hub), value=count, reader=reader)


def _of_ego(reader: Audience, key: str, ego: Ego, now: Collection[str]) -> Iterator[Figure]:
    """What the page of a system or an area counts: its links, those with each partner, those that are temporary."""
    counts = {"all": len(ego.links), "inside": len(ego.inside), "temporary": len(set(ego.links).intersection(now))}
    counts |= {side: sum(len(row.links) for row in rows) for side, rows in (("into", ego.gives), ("out", ego.gets))}
    for name, count in counts.items():
        yield Figure(key=f"{key}.{name}", value=count, reader=reader)
    for side, rows in (("into", ego.gives), ("out", ego.gets)):
        for row in rows:
            yield Figure(key=f"{partner_key(key, side, row)}.links", value=len(row.links), reader=reader)
            yield Figure(key=f"{partner_key(key, side, row)}.now", value=row.temporary, reader=reader)


def partner_key(key: str, side: str, row: EgoRow) -> str:
    """The first part of the keys of the links with one partner, or with one of an area."""
    return between_key(key, side, row.partner, None if row.joined else row.links[0])


def between_key(key: str, side: str, partner: str, link: str | None = None) -> str:
    """The same by the partner: of all its links, or of one."""
    return key_of(f"{key}.{side}", partner, link)
