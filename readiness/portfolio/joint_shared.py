"""Moves that several bodies make together (共に使うもの): one move of one month, counted once with its vendors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from readiness.portfolio.joint_held import Stand
from readiness.portfolio.joint_share import JointMove, JointShare, spans_within, split, within
from readiness.portfolio.shared import Bond
from readiness.portfolio.work import KeyRing

At: TypeAlias = tuple[int, int]  # (share, move)
Member = TypeVar("Member", int, tuple[int, int], tuple[int, str, str], str)


def sourced(shares: Iterable[JointShare]) -> tuple[JointShare, ...]:
    """The shares with their bodies numbered and each place's vendors; parts of one body have one number."""
    found: list[JointShare] = []
    source = -1
    for share in shares:
        source += share.part == 1
        found.append(_of_source(share, source))
    return tuple(found)


def _of_source(share: JointShare, source: int) -> JointShare:
    moves = (
        replace(move, places=tuple(replace(place, source=source, vendors=move.vendors) for place in move.places))
        for move in share.moves
    )
    limits = tuple((source, limit) for _, limit in share.limits)
    yen = None if share.yen is None else _of_source(share.yen, source)
    return replace(share, moves=tuple(moves), limits=limits, yen=yen)


def united(shares: Sequence[JointShare], ring: KeyRing) -> tuple[tuple[JointShare, ...], tuple[str, ...]]:
    """Bodies whose moves are one become one share, which has each such move once; and the names of things whose moves
    have no month in common, so that each body keeps its own. Bodies in parts stay apart.
    """
    groups = _groups(shares, ring)
    apart: set[str] = set()
    one: dict[At, At] = {}
    for members, names in groups:
        if _common(shares, members):
            one |= dict.fromkeys(members, members[0])
        else:
            apart |= names
    clusters = joined({share for share, _ in members} for members, _ in groups if members[0] in one)
    of_share = {share: cluster for cluster in clusters for share in cluster}
    found: list[JointShare] = []
    for at, share in enumerate(shares):
        cluster = of_share.get(at)
        if cluster is None:
            found.append(share)
        elif at == min(cluster):
            found += _one(shares, sorted(cluster), one)
    return tuple(found), tuple(sorted(apart))


def _groups(shares: Sequence[JointShare], ring: KeyRing) -> list[tuple[list[At], set[str]]]:
    """Moves of more than one body that are bound to each other, with the names of what binds them."""
    bound: dict[Bond, list[At]] = {}
    for at, share in enumerate(shares):
        for number, move in enumerate(share.moves if share.parts == 1 else ()):
            for bond in move.bonds:
                bound.setdefault(replace(bond, runner=ring.keys.get(bond.runner, bond.runner)), []).append((at, number))
    several = {bond: members for bond, members in bound.items() if len({at for at, _ in members}) > 1}
    names = {bond: bond.name for bond in several}
    return [
        (sorted(group), {names[bond] for bond, members in several.items() if group >= set(members)})
        for group in joined(set(members) for members in several.values())
    ]


def joined(sets: Iterable[set[Member]]) -> list[set[Member]]:
    """Sets that have a member in common, joined; by their least member."""
    found: list[set[Member]] = []
    for one in sets:
        touched = [other for other in found if other & one]
        found = [other for other in found if other not in touched] + [one.union(*touched)]
    return sorted(found, key=min)


def _common(shares: Sequence[JointShare], members: Sequence[At]) -> set[date]:
    """The months in which every body can make all its moves among some."""
    chosen: dict[int, int] = {}
    for at, number in members:
        chosen[at] = chosen.get(at, 0) | 1 << number
    return set.intersection(
        *({month for month, fits in shares[at].fits.items() if fits[moves]} for at, moves in chosen.items()),
        *(set(shares[at].moves[number].points) for at, number in members),
    )


def _one(shares: Sequence[JointShare], cluster: Sequence[int], one: Mapping[At, At]) -> list[JointShare]:
    """Several bodies as one share, or in parts where they have too many moves together."""
    every = [(at, number) for at in cluster for number in range(len(shares[at].moves))]
    kept = list(dict.fromkeys(one.get(place, place) for place in every))
    index = {place: kept.index(one.get(place, place)) for place in every}
    members = [[place for place in every if index[place] == number] for number in range(len(kept))]
    moves = [_move([shares[at].moves[number] for at, number in own]) for own in members]
    links: dict[tuple[int, int], tuple[int, int]] = {}
    before: set[tuple[int, int]] = set()
    for at in cluster:
        for (i, j), (build, hold) in shares[at].links.items():
            pair = index[at, i], index[at, j]
            if pair[0] != pair[1]:
                held = links.get(pair, (0, 0))
                links[pair] = held[0] + build, held[1] + hold
        before |= {(index[at, i], index[at, j]) for i, j in shares[at].before if index[at, i] != index[at, j]}
    spans = [
        replace(span, moves=tuple(sorted({index[at, move] for move in span.moves})))
        for at in cluster
        for span in shares[at].spans
    ]
    parts = split(len(moves), links)
    return [
        JointShare(
            body="+".join(shares[at].body for at in cluster),
            label="、".join(dict.fromkeys(shares[at].label for at in cluster)),
            moves=tuple(moves[number] for number in own),
            links=within(links, own),
            spans=spans_within(spans, own),
            before=tuple(sorted((own.index(i), own.index(j)) for i, j in before if i in own and j in own)),
            names={key: name for at in cluster for key, name in shares[at].names.items()},
            fits=_fits(shares, cluster, index, own),
            part=number,
            parts=len(parts),
            limits=tuple(limit for at in cluster for limit in shares[at].limits),
        )
        for number, own in enumerate(parts, start=1)
    ]


def _move(moves: Sequence[JointMove]) -> JointMove:
    """Moves that are one: in the months that all may take, at the sum of their points."""
    if len(moves) == 1:
        return moves[0]
    months = set.intersection(*(set(move.points) for move in moves))
    return JointMove(
        points={month: sum(move.points[month] for move in moves) for month in sorted(months)},
        vendors=tuple(sorted({vendor for move in moves for vendor in move.vendors})),
        places=tuple(place for move in moves for place in move.places),
        bonds=frozenset().union(*(move.bonds for move in moves)),
        areas=frozenset().union(*(move.areas for move in moves)),
    )


def _fits(
    shares: Sequence[JointShare], cluster: Sequence[int], index: Mapping[At, int], own: Sequence[int]
) -> dict[date, NDArray[np.bool_]]:
    """Per month the sets of some joint moves that the limits of every body let move together."""
    sets = np.arange(1 << len(own))
    found: dict[date, NDArray[np.bool_]] = {}
    months = sorted({month for at in cluster for month in shares[at].fits})
    for at in cluster:
        inside = np.zeros_like(sets)
        for number in range(len(shares[at].moves)):
            if index[at, number] in own:
                inside |= (sets >> own.index(index[at, number]) & 1) << number
        for month in months:
            here = shares[at].fits.get(month)
            fits = inside == 0 if here is None else here[inside]
            found[month] = found[month] & fits if month in found else fits
    return found


def standing(shares: Sequence[JointShare], months: Sequence[date]) -> dict[At, tuple[Stand, ...]]:
    """(share, move) → the months (their places) that its bodies stand by, and whether they have decided them."""
    found = {
        (at, number): tuple(
            Stand(months.index(month), place.decided) for place in move.places if (month := place.stands) in move.points
        )
        for at, share in enumerate(shares)
        for number, move in enumerate(share.moves)
    }
    return {place: stands for place, stands in found.items() if stands}
