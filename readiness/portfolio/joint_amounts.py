"""What a body's plan costs by calendar month: by the points of its planner, or in yen where everything has a price."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from readiness.model.money import Basis, CostItem
from readiness.model.plan.moves import MoveId
from readiness.money.fees import Fee, Unpriced
from readiness.money.rent import Rent
from readiness.money.terms import Unquoted
from readiness.money.weigh import Assumed, weigh
from readiness.planning.assess import unpriced_kinds
from readiness.planning.encode import Encoded, encode
from readiness.planning.encode_parts import FIRST, LAST
from readiness.planning.frame import Frame, Weights

THOUSAND = 1000  # yen of one unit: sums of a nation stay small


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """What falls due by the month in which the first or the last of some moves goes (rent, old systems still run)."""

    side: Literal["first", "last"]
    moves: tuple[int, ...]
    by_month: Mapping[date, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Amounts:
    """Per move what each month costs; links (first, second) → (once, a month apart); spans over several moves."""

    moves: tuple[Mapping[date, int], ...]
    links: Mapping[tuple[int, int], tuple[int, int]]
    spans: tuple[Span, ...]


def in_points(frame: Frame, encoded: Encoded) -> Amounts:
    """The points of a body's planner, in the unit of a month whatever parts of one its axis has."""
    return _amounts(frame, encoded, frame.axis.parts)


def in_yen(frame: Frame, held: Mapping[MoveId, date] | None = None) -> Amounts | None:
    """Thousand yen, in months with a day that is `held` of that day; None unless every price that tells orders apart is
    known: of each temporary link, and of running the old and the new side of each move.
    """
    if not frame.weights.yen or not _priced(frame):
        return None
    yen = Weights(
        link=0, consumer_first=0, link_month=0, window=0, wait_month=0, money=Assumed(yen=1.0, month=0, once=0)
    )
    bare = replace(frame, weights=yen)
    return _amounts(bare, encode(bare, late=True, standing=held), THOUSAND)


def _priced(frame: Frame) -> bool:
    charges = (
        charge
        for term in frame.terms
        for charge in term.charges(dict.fromkeys((move.id for move in frame.moves), frame.horizon), frame.horizon)
    )
    running = [term for term in frame.terms if isinstance(term, Rent | Fee | Unpriced)]
    unquoted = [term for term in frame.terms if isinstance(term, Unquoted) and term.item is CostItem.OPERATION]
    return (
        not unquoted
        and all(term.compared for term in running)
        and all(link.id in frame.priced_links for link in frame.links if link.firm)
        and not unpriced_kinds(frame)
        and all(weigh(charge, frame.weights.money).basis is not Basis.CARRIED for charge in charges)
    )


def _amounts(frame: Frame, encoded: Encoded, unit: int) -> Amounts:
    at: dict[str, int] = {move.id: index for index, move in enumerate(frame.moves)}
    found = {move.id: move for move in encoded.problem.moves}

    def by_month(name: str) -> dict[date, int]:
        """The cheapest date of each month."""
        move = found[name]
        own = {cost.slot: cost.amount for cost in move.slot_costs}
        cheapest: dict[date, int] = {}
        for slot in move.slots:
            month = encoded.day_of[slot].replace(day=1)
            amount = round((own.get(slot, 0) + move.waiting * slot) / unit)
            cheapest[month] = min(cheapest.get(month, amount), amount)
        return cheapest

    links: dict[tuple[int, int], tuple[int, int]] = {}
    for link in encoded.problem.links:
        if link.a in at and link.b in at:
            for pair, once, slot in (
                ((at[link.a], at[link.b]), link.build_a_first, link.hold_a_first),
                ((at[link.b], at[link.a]), link.build_b_first, link.hold_b_first),
            ):
                links[pair] = round(once / unit), round(slot * frame.axis.parts / unit)
    members: dict[str, set[int]] = {}
    for order in encoded.problem.precedences:
        for shadow, move in ((order.after, order.before), (order.before, order.after)):
            if shadow.startswith((FIRST, LAST)) and move in at:
                members.setdefault(shadow, set()).add(at[move])
    spans = (
        Span(side="first" if name.startswith(FIRST) else "last", moves=tuple(sorted(own)), by_month=by_month(name))
        for name, own in sorted(members.items())
        if found[name].slot_costs
    )
    return Amounts(moves=tuple(by_month(move.id) for move in frame.moves), links=links, spans=tuple(spans))


def waits(spans: Sequence[Span], size: int, months: Sequence[date]) -> tuple[NDArray[np.int64] | None, int]:
    """(`JointBody.waits`, what is due under every plan) of spans over some moves; 0 or more for each set."""
    if not spans:
        return None, 0
    sets = np.arange(1 << size)
    found = np.zeros((len(months), len(sets)), dtype=np.int64)
    fixed = 0
    for span in spans:
        amounts = _every_month(span.by_month, months)
        inside = sum(1 << move for move in span.moves)
        steps = np.append(np.diff(amounts), 0)
        if span.side == "last":  # the last has not gone: what one month more costs
            fixed += int(amounts[0])
            found += steps[:, None] * (sets & inside != inside)[None, :]
        else:  # the first has gone: what it would have cost a month later is less
            fixed += int(amounts[-1])
            found -= steps[:, None] * (sets & inside != 0)[None, :]
    least = found.min(axis=1)
    return found - least[:, None], fixed + int(least.sum())


def _every_month(by_month: Mapping[date, int], months: Sequence[date]) -> NDArray[np.int64]:
    """An amount for each month; where nothing can move it is that of the month before, which nobody will see."""
    found = []
    last = by_month[min(by_month)]
    for month in months:
        last = by_month.get(month, last)
        found.append(last)
    return np.array(found, dtype=np.int64)
