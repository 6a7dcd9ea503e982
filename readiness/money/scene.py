"""What terms of prices are read against: holdings, moves and links of a plan, and what of them a quote is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from readiness.model.contract import Contract
from readiness.model.inventory import Inventory
from readiness.model.money import Quote
from readiness.model.plan import Move
from readiness.model.plan.moves import MoveId
from readiness.model.record import InterfaceId, SystemId
from readiness.money.contracts import Holdings
from readiness.money.targets import contract_of, covered_by
from readiness.money.terms import (
    Work,
)


class Link(Protocol):
    """What a price needs to know of a link between two systems; `planning.links` has them."""

    @property
    def id(self) -> InterfaceId:
        """The interface."""

    @property
    def source(self) -> SystemId:
        """The system that provides."""

    @property
    def target(self) -> SystemId:
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
    def hub(self) -> SystemId | None:
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
    def move_of(self) -> Mapping[SystemId, MoveId]:
        """The move of every system that moves."""
        return self.holdings.move_of

    @property
    def as_of(self) -> date:
        """The day everything is measured from."""
        return self.holdings.as_of

    def moves_of(self, quote: Quote) -> tuple[MoveId, ...]:
        """The moves a quote is about: of its system, of its contract's systems, or all; in a stable order."""
        about = self.move_of if quote.interface is not None else covered_by(self.holdings, quote)
        return tuple(sorted({self.move_of[system] for system in about}))

    def contract_of(self, quote: Quote) -> Contract | None:
        """The contract of the old side an extension or a penalty is about."""
        return contract_of(self.holdings, quote)

    def neighbours(self, system: SystemId) -> tuple[MoveId, ...]:
        """Moves that have a confirmed link to a system, its own move left out."""
        own = self.move_of.get(system)
        near = {m for k in self.links if k.firm and system in {k.source, k.target} for m in k.moves}
        return tuple(sorted(m for m in near if m != own))

    def through(self, hub: SystemId) -> tuple[MoveId, ...]:
        """Moves with a confirmed link that passes through a hub."""
        own = self.move_of.get(hub)
        return tuple(sorted({m for k in self.links if k.firm and k.hub == hub for m in k.moves if m != own}))
