"""Structural leads (参考): where to look, each with its path and how often it survives an incomplete list of links."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from readiness.graph.cycle_cut import cycle_cuts
from readiness.graph.robust import Survival, Trials, survival, trials
from readiness.graph.structure import (
    articulation_points,
    cut_edges,
    dependent_counts,
    dependents,
    dominators,
    separated_by,
    strong_groups,
)
from readiness.graph.views import direct_legs, routed_legs
from readiness.lockin.figures import measure
from readiness.model.graphview import EdgeKind, NodeKind, SystemGraph
from readiness.model.lockin.leads import Lead, LeadKind
from readiness.model.measure import Measure
from readiness.model.ref import Ref
from readiness.model.text import Param, text
from readiness.model.unknown import Unknown

_MOST_DEPENDED = 10
_SAME_GROUP = 0.8
_NAMED = 8


def leads(graph: SystemGraph) -> tuple[Lead, ...]:
    """All leads, by kind. On an empty graph there are none."""
    # The rows stand once, with the total of the same name; every lead carries only the count.
    documented = replace(documented_links(graph), evidence=(), subjects=())
    tried = trials(graph)
    return tuple(
        lead
        for find in (_articulations, _cut_edges, _dominators, _groups, _dependents)
        for lead in find(tried, documented)
    )


def documented_links(graph: SystemGraph) -> Measure:
    """How many of the listed links somebody has confirmed a document for: the completeness every lead is read with."""
    links = [edge for edge in graph.edges if edge.kind is EdgeKind.INTERFACE]
    known = [edge for edge in links if not isinstance(edge.documented, Unknown)]
    return measure(
        "lockin.documented_links",
        sum(1 for edge in known if edge.documented is True),
        "links",
        known=len(known),
        total=len(links),
        rows=[(edge.id, edge.ref) for edge in links],
    )


def _lead(
    graph: SystemGraph,
    documented: Measure,
    kind: LeadKind,
    subjects: Iterable[str],
    found: Survival,
    *,
    path: Iterable[str] = (),
    proven: bool | None = None,
    more: Mapping[str, Param],
) -> Lead:
    ids = tuple(subjects)
    labels = _labels(graph, ids)
    way = tuple(path)
    return Lead(
        kind=kind,
        subjects=ids,
        message=text(f"lockin.lead.{kind.value}", subjects=labels, **more),
        path=way,
        documented=documented,
        removal=found.removal,
        addition=found.addition,
        runs=found.runs,
        proven=proven,
        refs=tuple(_ref(graph, id_) for id_ in dict.fromkeys((*ids, *way)) if _known(graph, id_)),
    )


def _articulations(tried: Trials, documented: Measure) -> Iterator[Lead]:
    """Only where more than a single neighbour is cut off: one system on one link says nothing new."""
    graph = tried.graph
    for node, stays in survival(tried, articulation_points).items():
        away = [id_ for part in separated_by(graph, node) for id_ in part]
        if len(away) > 1:
            parts = _labels(graph, away)
            more: dict[str, Param] = {"parts": parts, "number": len(away)}
            yield _lead(graph, documented, LeadKind.ARTICULATION, (node,), stays, path=away, more=more)


def _cut_edges(tried: Trials, documented: Measure) -> Iterator[Lead]:
    """Only links with more than one system on either side."""
    graph = tried.graph
    ends = Counter(end for leg in direct_legs(graph.edges) for end in (leg.source, leg.target))
    for edge_id, stays in survival(tried, cut_edges).items():
        edge = graph.edge_by_id[edge_id]
        if min(ends[edge.source], ends[edge.target]) > 1:
            path = (edge.source, edge.target)
            more: dict[str, Param] = {"data": edge.label}
            yield _lead(graph, documented, LeadKind.CUT_EDGE, (edge_id,), stays, path=path, more=more)


def _dominators(tried: Trials, documented: Measure) -> Iterator[Lead]:
    """Who stands on every way from a hub to two or more others."""
    graph = tried.graph
    behind: dict[str, dict[str, None]] = {}
    hubs: dict[str, list[str]] = {}
    for hub, dominated in _dominated(graph).items():
        for node, nodes in dominated.items():
            behind.setdefault(node, {}).update(dict.fromkeys(nodes))
            hubs.setdefault(node, []).append(hub)
    for (node, *_), stays in survival(tried, _gatekeepers).items():
        others = tuple(behind[node])
        more: dict[str, Param] = {
            "hubs": _labels(graph, hubs[node]),
            "behind": _labels(graph, others),
            "number": len(others),
        }
        yield _lead(
            graph, documented, LeadKind.DOMINATOR, (node,), stays, path=(hubs[node][0], node, *others), more=more
        )


def _gatekeepers(graph: SystemGraph) -> list[tuple[str]]:
    return [(node,) for node in sorted({node for dominated in _dominated(graph).values() for node in dominated})]


def _dominated(graph: SystemGraph) -> dict[str, dict[str, list[str]]]:
    """By hub, who stands on every way from it to two or more others."""
    found: dict[str, dict[str, list[str]]] = {}
    for hub, last in dominators(graph, graph.hubs).items():
        behind: dict[str, list[str]] = {}
        for node, dominator in last.items():
            if dominator != hub:
                behind.setdefault(dominator, []).append(node)
        found[hub] = {node: nodes for node, nodes in sorted(behind.items()) if len(nodes) > 1}
    return found


def _groups(tried: Trials, documented: Measure) -> Iterator[Lead]:
    """Strong groups and, for each, the links that would break its cycles.

    A cut survives as often as its group: cutting anew on every trial would take minutes and say no more.
    """
    graph = tried.graph
    groups = survival(tried, strong_groups, same=_mostly_together)
    for group, stays in groups.items():
        yield _lead(graph, documented, LeadKind.STRONG_GROUP, group, stays, more={"number": len(group)})
    for cut in cycle_cuts(graph):
        more: dict[str, Param] = {
            "number": len(cut.edges),
            "members": _labels(graph, cut.members),
            "bound": cut.bound,
            "proven": text(f"lockin.lead.{'proven' if cut.proven else 'not_proven'}", bound=cut.bound),
        }
        stays = groups[cut.members]
        yield _lead(
            graph, documented, LeadKind.CYCLE_CUT, cut.edges, stays, path=cut.members, proven=cut.proven, more=more
        )


def _mostly_together(group: tuple[str, ...], found: Collection[tuple[str, ...]]) -> bool:
    """A group is found again when four fifths of its members still feed each other."""
    return any(len(set(group) & set(other)) >= _SAME_GROUP * len(group) for other in found)


def _dependents(tried: Trials, documented: Measure) -> Iterator[Lead]:
    """The systems most others hang on, and whether they stay among those."""
    graph = tried.graph
    for node, stays in survival(tried, _most_depended).items():
        behind = dependents(graph, node)
        more: dict[str, Param] = {"number": len(behind), "direct": len(_direct(graph, node))}
        yield _lead(graph, documented, LeadKind.DEPENDENTS, (node,), stays, path=behind, more=more)


def _most_depended(graph: SystemGraph) -> list[str]:
    """By transitive dependents, then by direct ones: in a strong group the former are all the same."""
    counts = dependent_counts(graph)
    direct: dict[str, set[str]] = {}
    for leg in routed_legs(graph.edges):
        direct.setdefault(leg.source, set()).add(leg.target)
    ids = [node.id for node in graph.nodes if node.kind is NodeKind.SYSTEM and counts[node.id]]
    return sorted(ids, key=lambda id_: (-counts[id_], -len(direct.get(id_, ())), id_))[:_MOST_DEPENDED]


def _direct(graph: SystemGraph, node: str) -> set[str]:
    return {leg.target for leg in routed_legs(graph.edges) if leg.source == node}


def _labels(graph: SystemGraph, ids: Iterable[str]) -> tuple[Param, ...]:
    """Names for a sentence: all of a few, the first of many with the number of the rest (the lead has every id)."""
    names = [_label(graph, id_) for id_ in ids]
    if len(names) <= _NAMED + 1:
        return tuple(names)
    return (*names[:_NAMED], text("lockin.lead.others", number=len(names) - _NAMED, about=names[0]))


def _label(graph: SystemGraph, id_: str) -> str:
    node = graph.node_by_id.get(id_)
    if node:
        return node.label
    edge = graph.edge_by_id.get(id_)
    return f"{_label(graph, edge.source)}→{_label(graph, edge.target)}" if edge else id_


def _ref(graph: SystemGraph, id_: str) -> Ref:
    node = graph.node_by_id.get(id_)
    return node.ref if node else graph.edge_by_id[id_].ref


def _known(graph: SystemGraph, id_: str) -> bool:
    return id_ in graph.node_by_id or id_ in graph.edge_by_id
