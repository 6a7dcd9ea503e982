"""What one body adds to a joint plan: its moves by calendar month, as its own planner sees them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from readiness.analysis.inputs import Inputs
from readiness.model.text import Text
from readiness.planning.encode import encode
from readiness.portfolio.joint_amounts import Amounts, Span, in_points, in_yen
from readiness.portfolio.joint_dates import own_frame
from readiness.portfolio.limits import Limit, month_sets, of_months
from readiness.portfolio.shared import Bond, bonds
from readiness.portfolio.work import vendor_aliases, vendor_areas, vendor_keys, vendor_names
from readiness.solver.joint.problem import MOST_MOVES

PART_MOVES = 8  # of a body that has more than can be planned at once: sets of moves are counted in powers of three


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Whose move it is: a body (`source`: its place among those planned), the move's number there and its title.

    `due` is the last month in time, None without a due date. `vendors` are the keys of who does it there. `entered`:
    the cut-over the body itself has entered or `decided` (pinned, adopted); `held`: its own plan keeps it.
    """

    source: int
    body: str
    label: str
    number: int
    title: Text
    due: date | None
    vendors: tuple[str, ...] = ()
    entered: date | None = None
    decided: bool = False
    held: bool = False

    @property
    def stands(self) -> date | None:
        """The month by which the body stands."""
        return self.entered.replace(day=1) if self.held and self.entered is not None else None


@dataclass(frozen=True, slots=True, kw_only=True)
class JointMove:
    """A move: what a cut-over in each of its months costs in points, and the months it may take.

    `vendors` are the keys of who does it. `places`: whose it is, of several bodies where they move as one. `bonds`:
    what it shares with moves of other bodies, so that they are one. `areas` are those of its systems.
    """

    points: Mapping[date, int]
    vendors: tuple[str, ...]
    places: tuple[Place, ...]
    bonds: frozenset[Bond] = frozenset()
    areas: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class JointShare:
    """What one body adds to a joint plan. `links`: (first, second) → (points once, points a month apart).

    `before`: pairs of moves in order.
    `fits`: month → per set of moves whether the body's own limits let it move then.
    `names`: vendor key → name; `aliases`: what a file of capacity may call a vendor → its key. Empty of moves where
    nobody has entered a premise. A body of very many moves comes in `parts`, this one the `part`th (from 1); links
    between parts are not in it, nor are `spans` over moves of several; `limits` (of a source) bind all parts of the
    body. `yen`: the same with thousand yen for points, where everything is priced. `serves`: vendor key → areas it
    serves in this body.
    """

    body: str
    label: str
    moves: tuple[JointMove, ...] = ()
    links: Mapping[tuple[int, int], tuple[int, int]]
    before: tuple[tuple[int, int], ...] = ()
    names: Mapping[str, str]
    aliases: Mapping[str, str] = field(default_factory=dict)
    fits: Mapping[date, NDArray[np.bool_]] = field(default_factory=dict)
    part: int = 1
    parts: int = 1
    limits: tuple[tuple[int, Limit], ...] = ()
    spans: tuple[Span, ...] = ()
    yen: JointShare | None = None
    serves: Mapping[str, frozenset[str]] = field(default_factory=dict)


def joint_shares(inputs: Inputs) -> tuple[JointShare, ...]:
    """The moves of a body as its own planner sees them, by calendar month; in parts where they are very many."""
    inventory = inputs.inventory
    own_days = own_frame(inputs)
    frame, held = own_days.frame, own_days.held
    aliases, serves = vendor_aliases(inventory), vendor_areas(inventory)
    if not frame.moves:
        bare = JointShare(
            body=inventory.body.id, label=inventory.body.label, links={}, names={}, aliases=aliases, serves=serves
        )
        return (bare,)
    keys, bonds_of = vendor_keys(inventory), bonds(inventory)
    encoded = encode(frame, late=True, standing=held)  # who finds no room in time is late, not without a month
    points, yen = in_points(frame, encoded), in_yen(frame, held)
    found = {move.id: move for move in encoded.problem.moves}
    places = [
        Place(
            source=0,
            body=inventory.body.id,
            label=inventory.body.label,
            number=number,
            title=move.title,
            due=due.replace(day=1) if (due := frame.due[move.id]) else None,
            vendors=tuple(sorted({keys[id_] for id_ in move.vendor_groups if id_ in keys})),
            entered=own_days.entered.get(move.id),
            decided=move.id in own_days.decided,
            held=move.id in held,
        )
        for number, move in enumerate(frame.moves)
    ]
    bound = [frozenset(bond for id_ in move.systems for bond in bonds_of.get(id_, ())) for move in frame.moves]
    at = {move.id: index for index, move in enumerate(frame.moves)}
    order = tuple((at[first], at[second]) for first, second in frame.order)
    days = {move.id: [encoded.day_of[slot] for slot in found[move.id].slots] for move in frame.moves}
    parts = split(len(places), points.links)
    limits = tuple((0, limit) for limit in of_months([move.id for move in frame.moves], frame.caps))

    def share(amounts: Amounts, own: tuple[int, ...], number: int) -> JointShare:
        return JointShare(
            body=inventory.body.id,
            label=inventory.body.label,
            moves=tuple(
                JointMove(
                    points=amounts.moves[at],
                    vendors=places[at].vendors,
                    places=(places[at],),
                    bonds=bound[at],
                    areas=frozenset(frame.moves[at].areas),
                )
                for at in own
            ),
            links=within(amounts.links, own),
            before=tuple((own.index(i), own.index(j)) for i, j in order if i in own and j in own),
            names=vendor_names(inventory),
            aliases=aliases,
            part=number,
            parts=len(parts),
            limits=limits,
            spans=spans_within(amounts.spans, own),
            serves=serves,
        )

    shares = []
    for number, own in enumerate(parts, start=1):
        names = [frame.moves[place].id for place in own]
        fits = month_sets(names, {name: days[name] for name in names}, frame.caps)
        priced = None if yen is None else replace(share(yen, own, number), fits=fits)
        shares.append(replace(share(points, own, number), fits=fits, yen=priced))
    return tuple(shares)


def within(
    links: Mapping[tuple[int, int], tuple[int, int]], own: Sequence[int]
) -> dict[tuple[int, int], tuple[int, int]]:
    """The links between some moves, by their numbers among these."""
    return {(own.index(i), own.index(j)): amounts for (i, j), amounts in links.items() if i in own and j in own}


def spans_within(spans: Iterable[Span], own: Sequence[int]) -> tuple[Span, ...]:
    """The spans over none but some moves, by their numbers among these."""
    return tuple(
        replace(span, moves=tuple(own.index(move) for move in span.moves))
        for span in spans
        if set(span.moves) <= set(own)
    )


def split(size: int, links: Mapping[tuple[int, int], tuple[int, int]]) -> tuple[tuple[int, ...], ...]:
    """The moves in parts that can be planned exactly: those with the dearest links together, all in one if they fit."""
    if size <= MOST_MOVES:
        return (tuple(range(size)),)
    parts: dict[int, tuple[int, ...]] = {move: (move,) for move in range(size)}
    for (i, j), _ in sorted(links.items(), key=lambda link: (-sum(link[1]), link[0])):
        joined = tuple(sorted({*parts[i], *parts[j]}))
        if len(joined) <= PART_MOVES:
            parts |= dict.fromkeys(joined, joined)
    found: list[tuple[int, ...]] = []
    for part in sorted(set(parts.values()), key=lambda part: (-len(part), part)):  # small parts fill up others
        place = next((at for at, held in enumerate(found) if len(held) + len(part) <= PART_MOVES), None)
        if place is None:
            found.append(part)
        else:
            found[place] = tuple(sorted((*found[place], *part)))
    return tuple(sorted(found))
