"""How often a finding about structure survives when the list of links is not complete (参考値の頑健性).

A fifth of the links is taken away at random, or as many are added between random nodes; seeded, so that the same graph
gives the same answer. Public documents leave many interfaces unwritten: what does not survive is a lead, not a fact.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable
from dataclasses import dataclass, replace
from random import Random
from typing import TypeVar

from readiness.model.graphview import GraphEdge, SystemGraph

T = TypeVar("T", bound=Hashable)

SHARE = 0.2
_WORK = 12_000  # node-and-edge visits per side: 100 runs at 120, fewer on larger graphs


@dataclass(frozen=True, slots=True)
class Survival:
    """Of `runs` trials each: how often an item was found again after removals and after additions (0..1)."""

    runs: int
    removal: float
    addition: float


def runs_for(graph: SystemGraph) -> int:
    """Trials per side: 100 for a city, at least 10 for thousands of nodes."""
    return max(10, min(100, _WORK // max(1, len(graph.nodes) + len(graph.edges))))


def without_some(graph: SystemGraph, random: Random, share: float = SHARE) -> SystemGraph:
    """The graph without a random `share` of its edges."""
    gone = set(random.sample(range(len(graph.edges)), round(len(graph.edges) * share)))
    return replace(graph, edges=tuple(edge for number, edge in enumerate(graph.edges) if number not in gone))


def with_some(graph: SystemGraph, random: Random, share: float = SHARE) -> SystemGraph:
    """The graph with `share` as many edges again, between random different nodes."""
    ids = [node.id for node in graph.nodes]
    if len(ids) < 2:
        return graph
    added = []
    for number in range(round(len(graph.edges) * share)):
        source, target = random.sample(ids, 2)
        added.append(GraphEdge(id=f"random:{number}", source=source, target=target))
    return replace(graph, edges=(*graph.edges, *added))


def survival(
    graph: SystemGraph, find: Callable[[SystemGraph], Collection[T]], *, seed: int = 0, runs: int | None = None
) -> dict[T, Survival]:
    """For each item `find` names on the graph itself: how often it is named on changed graphs."""
    items = list(dict.fromkeys(find(graph)))
    if not items:
        return {}
    count = runs or runs_for(graph)
    removed = dict.fromkeys(items, 0)
    added = dict.fromkeys(items, 0)
    for number in range(count):
        for tally, change in ((removed, without_some), (added, with_some)):
            found = set(find(change(graph, Random(f"{seed}:{number}:{change.__name__}"))))  # noqa: S311 - not a secret
            for item in items:
                tally[item] += item in found
    return {item: Survival(count, removed[item] / count, added[item] / count) for item in items}
