"""Which move comes before which: as the body tells it, and what a party that goes still runs first (移行の順序)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from readiness.model.inventory import Inventory
from readiness.model.plan import Move
from readiness.model.plan.moves import MoveId
from readiness.planning.links import LinkFact
from readiness.situation.leaving import leaving
from readiness.situation.situation import Situations


def stated_order(inventory: Inventory, moves: tuple[Move, ...]) -> tuple[tuple[MoveId, MoveId], ...]:
    """Pairs of moves (before, after) as the systems tell what they move after."""
    move_of = {system: move.id for move in moves for system in move.systems}
    pairs = [
        (move_of[before], move.id)
        for move in moves
        for system in move.systems
        for before in inventory.system_by_id[system].move_after
        if before in move_of and move_of[before] != move.id
    ]
    return tuple(dict.fromkeys(pairs))


def unforced(
    pairs: Iterable[tuple[MoveId, MoveId]],
    entered: Mapping[MoveId, date],
    earliest: Mapping[MoveId, date],
    days: Collection[date],
) -> tuple[tuple[MoveId, MoveId], ...]:
    """The pairs of `leaving_first` that leave entered days alone: what only we conclude overrules nothing people said.

    A day entered for what goes after holds where what goes before has none as early: its own entered day is later, or
    no date that its preparation allows comes in time.
    """

    def in_time(before: MoveId, by: date) -> bool:
        own = entered.get(before)
        return own <= by if own is not None else any(earliest[before] <= day <= by for day in days)

    return tuple(pair for pair in pairs if pair[1] not in entered or in_time(pair[0], entered[pair[1]]))


def leaving_first(
    stands: Situations, links: Iterable[LinkFact], stated: tuple[tuple[MoveId, MoveId], ...]
) -> tuple[tuple[MoveId, MoveId], ...]:
    """What a party that goes still runs moves before what it is linked to: no new link is made to it (撤退する側が先).

    Links between two systems of parties that go are left alone, and where the body itself has told an order it holds.
    """
    going = {s for party in leaving(stands) for s in party.systems if stands[s].moving}
    pairs: dict[tuple[MoveId, MoveId], None] = {}
    for link in links:
        ends = {link.source: link.source_move, link.target: link.target_move}
        goes, stays = [s for s in ends if s in going], [s for s in ends if s not in going]
        if link.firm and len(goes) == len(stays) == 1:
            before, after = ends[goes[0]], ends[stays[0]]
            if before is not None and after is not None:
                pairs[before, after] = None
    against = {(after, before) for before, after in (*pairs, *stated)}
    return tuple(pair for pair in pairs if pair not in against)
