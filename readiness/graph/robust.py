"""How often a finding about structure survives when the list of links is not complete (参考値の頑健性).

A fifth of the links is taken away at random, or as many are added between random nodes; seeded, so that the same graph
gives the same answer. Public documents leave many interfaces unwritten: what does not survive is a lead, not a fact.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable
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


@dataclass(frozen=True, slots=True)
class Trials:
    """The graph and its changed copies: as many with links removed as with links added."""

    graph: SystemGraph
    removed: tuple[SystemGraph, ...]
    added: tuple[SystemGraph, ...]


def trials(graph: SystemGraph, *, seed: int = 0, runs: int | None = None) -> Trials:
    """Changed copies to try any number of questions on; the same seed gives the same copies."""
    count = runs or runs_for(graph)
    removed = tuple(without_some(graph, Random(f"{seed}:{n}:removed")) for n in range(count))  # noqa: S311 - no secret
    added = tuple(with_some(graph, Random(f"{seed}:{n}:added")) for n in range(count))  # noqa: S311 - no secret
    return Trials(graph, removed, added)


def survival(
    tried: Trials,
    find: Callable[[SystemGraph], Collection[T]],
    *,
    same: Callable[[T, Collection[T]], bool] | None = None,
) -> dict[T, Survival]:
    """For each item `find` names on the graph itself: how often it is named on the changed copies.

    `same(item, found)` says whether an item counts as found; without it, it has to be among them exactly.
    """
    items = list(dict.fromkeys(find(tried.graph)))
    if not items:
        return {}
    runs = len(tried.removed)
    lost, kept = (_tally(items, find, copies, same) for copies in (tried.removed, tried.added))
    return {item: Survival(runs, lost[item] / runs, kept[item] / runs) for item in items}


def _tally(
    items: Collection[T],
    find: Callable[[SystemGraph], Collection[T]],
    copies: Iterable[SystemGraph],
    same: Callable[[T, Collection[T]], bool] | None,
) -> Counter[T]:
    count: Counter[T] = Counter()
    for copy in copies:
        found = set(find(copy))
        count.update(item for item in items if (same(item, found) if same else item in found))
    return count
