"""What terms of prices are read against: holdings, moves and links of a plan, and what of them a quote is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from readiness.model.contract import Contract, ContractKind
from readiness.model.inventory import Inventory
from readiness.model.money import CostItem, Quote
from readiness.model.plan import Move
from readiness.model.plan.moves import MoveId
from readiness.model.unknown import known
from readiness.money.choice import RENT
from readiness.money.contracts import Holdings, Role
from readiness.money.terms import (
    Work,
)


class Link(Protocol):
    """What a price needs to know of a link between two systems; `planning.links` has them."""

    @property
    def id(self) -> str:
        """The interface."""

    @property
    def source(self) -> str:
        """The system that provides."""

    @property
    def target(self) -> str:
        """The system that receives."""

    @property
    def source_move(self) -> MoveId | None:
        """The move of the source; None = already moved."""

    @property
    def target_move(self) -> MoveId | None:
        """The move of the target; None = already moved."""

    @property
    def moves(self) -> tuple[MoveId, ...]:
        """The moves it hangs on."""

    @property
    def hub(self) -> str | None:
        """The system it passes through."""

    @property
    def firm(self) -> bool:
        """Whether it is confirmed: no yen along a flow that is not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """The assumed values money rests on: consumption tax, months of double running, weeks to acceptance."""

    tax: float
    double_months: int
    accept_weeks: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Holdings, moves and links of one plan, with the rates assumed for it."""

    holdings: Holdings
    moves: tuple[Move, ...]
    links: tuple[Link, ...]
    rates: Rates
    work: Work

    @property
    def inventory(self) -> Inventory:
        """The inventory of the body."""
        return self.holdings.inventory

    @property
    def move_of(self) -> Mapping[str, MoveId]:
        """The move of every system that moves."""
        return self.holdings.move_of

    @property
    def as_of(self) -> date:
        """The day everything is measured from."""
        return self.holdings.as_of

    def moves_of(self, quote: Quote) -> tuple[MoveId, ...]:
        """The moves a quote is about: of its system, of its contract's systems, or all; in a stable order."""
        if quote.system is not None:
            systems: Iterable[str] = (quote.system,)
        elif quote.contract is not None:
            contract = self.inventory.contract_by_id.get(quote.contract)
            systems = contract.systems if contract is not None else ()
        else:
            systems = self.move_of
        return tuple(sorted({self.move_of[s] for s in systems if s in self.move_of}))

    def contract_of(self, quote: Quote) -> Contract | None:
        """The contract of the old side an extension or a penalty is about: named, else the one its system has.

        Of several, a lease first where a re-lease is quoted, then that of the quote's vendor, then the one that ends
        first.
        """
        if quote.contract is not None:
            return self.inventory.contract_by_id.get(quote.contract)
        if quote.system is None:
            return None
        found = [
            c
            for c in self.inventory.contracts
            if quote.system in c.systems and self.holdings.role(c) in {Role.OLD, Role.GOES_ON}
        ]
        leased = [c for c in found if quote.item is CostItem.RE_LEASE and c.kind is ContractKind.LEASE]
        ours = [c for c in leased or found if known(quote.vendor) and c.vendor == quote.vendor]
        return min(ours or leased or found, key=lambda c: (c.end if known(c.end) else date.max, c.id), default=None)

    def neighbours(self, system: str) -> tuple[MoveId, ...]:
        """Moves that have a confirmed link to a system, its own move left out."""
        own = self.move_of.get(system)
        near = {m for k in self.links if k.firm and system in {k.source, k.target} for m in k.moves}
        return tuple(sorted(m for m in near if m != own))

    def through(self, hub: str) -> tuple[MoveId, ...]:
        """Moves with a confirmed link that passes through a hub."""
        own = self.move_of.get(hub)
        return tuple(sorted({m for k in self.links if k.firm and k.hub == hub for m in k.moves if m != own}))


def target_of(scene: Scene, quote: Quote) -> str:
    """What a quote is about, as one word; an extension of a system is one of its contract."""
    if quote.item in RENT or quote.item is CostItem.PENALTY:
        contract = scene.contract_of(quote)
        if contract is not None:
            return f"contract:{contract.id}"
    if quote.system is not None:
        return f"system:{quote.system}"
    if quote.interface is not None:
        return f"interface:{quote.interface}"
    return f"contract:{quote.contract}" if quote.contract is not None else ""
