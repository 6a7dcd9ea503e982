"""What a body's own limits allow in one month: which sets of its moves can all cut over on dates of that month.

Limits of one date (業務数, 課, 事業者, 同日対応可能件数) hold on each date, those of calendar months on the whole set.
A limit over several months binds the set alone here, and the rest of it when the months are turned into dates.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from readiness.model.plan.moves import MoveId
from readiness.planning.caps import Cap
from readiness.solver.joint.dynamic import pairs

Bools = NDArray[np.bool_]


def month_sets(moves: Sequence[MoveId], days: Mapping[str, Iterable[date]], caps: Sequence[Cap]) -> dict[date, Bools]:
    """First day of a month → per set of moves (bit i = move i) whether all of it fits into that month.

    `days`: the dates each move may take. Months in which no move has a date are left out.
    """
    size = len(moves)
    members = (np.arange(1 << size)[:, None] >> np.arange(size)[None, :] & 1).astype(bool)
    months: dict[date, list[date]] = {}
    for day in sorted({day for own in days.values() for day in own}):
        months.setdefault(day.replace(day=1), []).append(day)
    open_on = {day: np.array([day in set(days[move]) for move in moves]) for own in months.values() for day in own}
    known: dict[tuple[object, ...], Bools] = {}
    found = {}
    for month, dates in months.items():
        every = set(dates)
        daily = [[cap for cap in caps if _of_date(cap) and day in cap.dates] for day in dates]
        whole = [cap for cap in caps if not _of_date(cap) and every <= set(cap.dates)]
        key = (tuple(tuple(open_on[day]) for day in dates), tuple(_key(own) for own in (*daily, whole)))
        if key not in known:
            known[key] = _fits(moves, members, [open_on[day] for day in dates], daily, whole)
        found[month] = known[key]
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """How many of some moves of a body (by their number) its dates of a month can take together."""

    name: str
    moves: tuple[int, ...]
    room: Mapping[date, int]


def of_months(moves: Sequence[MoveId], caps: Iterable[Cap]) -> tuple[Limit, ...]:
    """Limits of single dates, added up over the dates of each month; those that count each move as one.

    For a body that is planned in parts: what the parts may do together. The rest is seen when it finds its dates.
    """
    found: dict[tuple[str, tuple[int, ...]], dict[date, int]] = {}
    for cap in caps:
        counted = tuple(at for at, move in enumerate(moves) if cap.demand.get(move))
        if _of_date(cap) and len(counted) > 1 and all(cap.demand[moves[at]] == 1 for at in counted):
            room = found.setdefault((cap.name, counted), {})
            for month in {day.replace(day=1) for day in cap.dates}:
                room[month] = room.get(month, 0) + cap.capacity
    return tuple(Limit(name=name, moves=counted, room=room) for (name, counted), room in sorted(found.items()))


def _of_date(cap: Cap) -> bool:
    return cap.slots == 1 and cap.kind != "division"


def _key(caps: Iterable[Cap]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted((cap.name, cap.capacity) for cap in caps))


def _fits(
    moves: Sequence[MoveId],
    members: Bools,
    open_on: Sequence[Bools],
    daily: Sequence[Sequence[Cap]],
    whole: Sequence[Cap],
) -> Bools:
    ways = pairs(len(moves))
    found = np.zeros(len(members), dtype=np.bool_)
    found[0] = True
    for allowed, caps in zip(open_on, daily, strict=True):
        here = np.logical_not(members[:, ~allowed].any(axis=1))
        for cap in caps:
            here &= within(cap, moves, members)
        reached = np.zeros_like(found)
        reached[ways.after[found[ways.moved] & here[ways.moving]]] = True
        found = reached
    for cap in whole:
        found &= within(cap, moves, members)
    return found


def within(cap: Cap, moves: Sequence[MoveId], members: Bools) -> Bools:
    """Per set whether all of it stays within one limit."""
    if cap.members:
        names = [set(cap.parties(move)) for move in moves]
        used = np.zeros(len(members), dtype=np.int64)
        for name in sorted(set().union(*names)):
            used += members[:, [name in own for own in names]].any(axis=1)
    else:
        used = members.astype(np.int64) @ np.array([cap.weight(move) for move in moves], dtype=np.int64)
    fits: Bools = used <= cap.capacity
    return fits
