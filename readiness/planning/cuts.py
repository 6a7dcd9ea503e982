"""How many temporary links there must be, whatever the order, and which moves hang together in circles (切断の下限)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from readiness.graph.structure import strong_parts
from readiness.model.plan import CutPoint, CycleCut, TemporaryLink
from readiness.model.plan.moves import MoveId
from readiness.model.record import InterfaceId
from readiness.planning.frame import Frame

MOST_EXACT = 20  # 2**20 subsets in a tenth of a second


def cut_profile(frame: Frame) -> tuple[CutPoint, ...]:
    """Least temporary links open when k of the moves have moved, k = 0 … all; empty above `MOST_EXACT` moves."""
    count = len(frame.moves)
    if count > MOST_EXACT:
        return ()
    import numpy as np  # noqa: PLC0415 - only a plan needs it

    place = {move.id: index for index, move in enumerate(frame.moves)}
    between = [[0] * count for _ in range(count)]
    open_now = [0] * count
    for link in (link for link in frame.links if link.firm):
        ends = [place[move] for move in link.moves]
        if len(ends) == 2:
            between[ends[0]][ends[1]] += 1
            between[ends[1]][ends[0]] += 1
        else:
            open_now[ends[0]] += 1
    cut: Any = np.full(1, sum(open_now), dtype=np.int32)
    size: Any = np.zeros(1, dtype=np.int8)
    for index in range(count):
        near: Any = np.zeros(1, dtype=np.int32)
        for other in range(index):
            near = np.concatenate((near, near + between[index][other]))
        gain = sum(between[index]) - open_now[index]
        cut = np.concatenate((cut, cut + gain - 2 * near))
        size = np.concatenate((size, size + 1))
    return tuple(CutPoint(moved=k, least_links=int(cut[size == k].min())) for k in range(count + 1))


def cycles(frame: Frame) -> tuple[tuple[MoveId, ...], ...]:
    """Groups of moves that hand each other data in circles, so that no order avoids a temporary link among them."""
    place = {move.id: at for at, move in enumerate(frame.moves)}
    near: list[set[int]] = [set() for _ in place]
    for link in frame.links:
        if link.firm and link.source_move is not None and link.target_move is not None:
            source, target = place[link.source_move], place[link.target_move]
            near[source].add(target)
            if link.mutual:
                near[target].add(source)
    groups = sorted(sorted(part) for part in strong_parts(near) if len(part) > 1)
    return tuple(tuple(frame.moves[at].id for at in group) for group in groups)


def cycle_cuts(
    frame: Frame, groups: Iterable[tuple[MoveId, ...]], links: Iterable[TemporaryLink]
) -> tuple[CycleCut, ...]:
    """For each circle the cheapest way to part it in two, and the links the plan makes within it."""
    made = {link.id for link in links if link.opened is not None}
    return tuple(_cycle_cut(frame, group, made) for group in groups)


def _cycle_cut(frame: Frame, group: tuple[MoveId, ...], made: set[InterfaceId]) -> CycleCut:
    import networkx as nx  # noqa: PLC0415 - only a plan needs it

    graph: Any = nx.Graph()
    inside = []
    for link in frame.links:
        if link.firm and len(link.moves) == 2 and set(link.moves) <= set(group):
            inside.append(link.id)
            one, other = link.moves
            weight = graph.get_edge_data(one, other, {"weight": 0})["weight"]
            graph.add_edge(one, other, weight=weight + 1)
    least, sides = nx.stoer_wagner(graph)
    part = min(sides, key=lambda side: (len(side), [group.index(move) for move in group if move in side]))
    return CycleCut(
        moves=group,
        part=tuple(move for move in group if move in part),
        least_links=int(least),
        taken=tuple(link for link in inside if link in made),
    )
