"""Interfaces that can become temporary links; the standard's flows where a system tells none (暫定連携の候補)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from math import log

from readiness.model.interface import Interface, LinkMethod
from readiness.model.inventory import Inventory
from readiness.model.plan import ExpectedLink
from readiness.model.plan.moves import MoveId
from readiness.model.record import InterfaceId, SystemId
from readiness.model.system import SystemKind
from readiness.model.unknown import known
from readiness.planning.premises import Premises
from readiness.situation.groups import Group
from readiness.situation.situation import Side, Situations

_ONE_IN_TWENTY = 0.95
_SURE = 0.999  # no share of finitely many bodies says more


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkFact:
    """A link between two systems of which at least one still moves.

    `source_move`/`target_move` are ids of moves; None = that end is already on the new side. `assumed` = a flow of the
    standard that nobody has confirmed here: it weighs, but is never counted nor shown as open. `mutual` = neither end
    provides (shared unit). `share` below 1 marks what not even a source is sure of: it weighs that share of a link.
    """

    id: InterfaceId
    source: SystemId
    target: SystemId
    source_move: MoveId | None
    target_move: MoveId | None
    data: str = ""
    interface: Interface | None = None
    assumed: bool = False
    mutual: bool = False
    share: float = 1.0

    @property
    def firm(self) -> bool:
        """Whether the link is counted and shown."""
        return not self.assumed and self.share == 1.0

    @property
    def hub(self) -> SystemId | None:
        """The system it passes through, where it is told."""
        return self.interface.hub if self.interface is not None else None

    @property
    def open_now(self) -> bool:
        """Whether its ends already stand on different sides."""
        return self.source_move is None or self.target_move is None

    @property
    def moves(self) -> tuple[MoveId, ...]:
        """The moves it hangs on (one or two)."""
        return tuple(move for move in (self.source_move, self.target_move) if move is not None)


def build_links(stands: Situations, premises: Premises) -> tuple[LinkFact, ...]:
    """All links that are, or can become, temporary: stated ones first in file order, then assumed ones.

    None of a system without premises: how long it would be open, nobody can say.
    """
    return _facts(stands, premises, stands.groups)


def expected_links(stands: Situations, premises: Premises) -> tuple[ExpectedLink, ...]:
    """Flows a source of the standard tells and nobody has confirmed here, whether or not their moves have premises."""
    return tuple(
        ExpectedLink(id=link.id, source=link.source, target=link.target, data=link.data)
        for link in _facts(stands, premises, stands.every_group)
        if link.assumed and link.share == 1.0 and not link.id.startswith("alike-")
    )


def links_to_undated(stands: Situations, premises: Premises) -> int:
    """How many links of the inventory can become temporary, and end at a system without premises."""
    every = _facts(stands, premises, stands.every_group)
    return sum(link.firm for link in every) - sum(link.firm for link in build_links(stands, premises))


def _facts(stands: Situations, premises: Premises, groups: Iterable[Group]) -> tuple[LinkFact, ...]:
    move_of = {system: group.id for group in groups for system in group.systems}
    ends = {id_: move_of.get(id_) for id_, stand in stands.items() if stand.side is Side.MOVED or id_ in move_of}
    return (*_stated(stands.inventory, ends), *_assumed(stands.inventory, premises, ends))


def _between(source: SystemId, target: SystemId, ends: Mapping[SystemId, MoveId | None]) -> bool:
    """Whether two systems can stand on different sides for a time: both move or have moved, but not together."""
    return source in ends and target in ends and ends[source] != ends[target]


def _stated(inventory: Inventory, ends: Mapping[SystemId, MoveId | None]) -> list[LinkFact]:
    """The links of the inventory; one that only the standard expects is confirmed by a quote for it."""
    quoted = {quote.interface for quote in inventory.quotes}
    return [
        LinkFact(
            id=interface.id,
            source=interface.from_,
            target=interface.to,
            source_move=ends[interface.from_],
            target_move=ends[interface.to],
            data=interface.data,
            interface=interface,
            assumed=interface.expected and interface.id not in quoted,
            mutual=interface.method is LinkMethod.SHARED_DATABASE,
        )
        for interface in inventory.interfaces
        if _between(interface.from_, interface.to, ends)
    ]


def _assumed(inventory: Inventory, premises: Premises, ends: Mapping[SystemId, MoveId | None]) -> list[LinkFact]:
    stated = {end for interface in inventory.interfaces for end in (interface.from_, interface.to)}
    system_of: dict[str, SystemId] = {}
    # Of several systems of an area the standardised one speaks for it; of several such the first by id.
    for system in sorted(inventory.systems, key=lambda s: (s.kind is not SystemKind.STANDARD, s.id)):
        for area in system.areas:
            system_of.setdefault(area, system.id)
    unsure = premises.number("planning.unsure_link_share")
    found: list[LinkFact] = []

    def add(
        link_id: InterfaceId,
        source: SystemId,
        target: SystemId,
        data: str,
        *,
        mutual: bool,
        share: float = 1.0,
        alike: bool = False,
    ) -> None:
        silent = source not in stated or target not in stated
        if (silent or alike) and _between(source, target, ends):
            found.append(
                LinkFact(
                    id=link_id,
                    source=source,
                    target=target,
                    source_move=ends[source],
                    target_move=ends[target],
                    data=data,
                    assumed=True,
                    mutual=mutual,
                    share=share,
                )
            )

    for number, flow in enumerate(premises.links):
        source, target = system_of.get(flow.from_), system_of.get(flow.to)
        if source is not None and target is not None:
            share = 1.0 if flow.confidence.firm else unsure
            add(InterfaceId(f"std-{number + 1:03d}"), source, target, flow.data, mutual=False, share=share)
    for one, other in combinations(premises.shared_units, 2):
        units = [u for u in premises.shared_units[one] if u in premises.shared_units[other]]
        if units and one in system_of and other in system_of:
            add(InterfaceId(f"unit-{one}-{other}"), system_of[one], system_of[other], "・".join(units), mutual=True)
    for one, other, alike in _moved_alike(premises):
        first, second = system_of.get(one), system_of.get(other)
        if first is not None and second is not None and _vendors_unknown(inventory, first, second):
            add(InterfaceId(f"alike-{one}-{other}"), first, second, "", mutual=True, share=alike, alike=True)
    return found


def _moved_alike(premises: Premises) -> Iterator[tuple[str, str, float]]:
    """Pairs of areas that the published list treats alike in nearly every body: a sign of one package and one move."""
    weight = premises.number("planning.moved_alike_links")
    for row in premises.assumptions:
        if row.key == "planning.moved_alike" and len(row.areas) == 2 and isinstance(row.value, int | float):
            yield row.areas[0], row.areas[1], _rarity(float(row.value)) * weight


def _rarity(together: float) -> float:
    """How seldom two areas part, 1 for one body in twenty: parting is judged by its odds, not by the share alone."""
    return log(1 - min(together, _SURE)) / log(1 - _ONE_IN_TWENTY)


def _vendors_unknown(inventory: Inventory, *systems: SystemId) -> bool:
    """Whether nobody has told whose systems these are; where it is told, packages and contracts speak instead."""
    return all(not known(inventory.system_by_id[system].vendor) for system in systems)
