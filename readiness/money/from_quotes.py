"""From quotes and contracts to the terms of `prices` (見積・契約の読み取り)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from readiness.model.contract import Contract
from readiness.model.inventory import Inventory
from readiness.model.money import CostItem, Per, Quote
from readiness.model.plan import Move
from readiness.model.unknown import UNKNOWN, known
from readiness.money.terms import (
    AfterMove,
    IfEarly,
    OldContract,
    OnLink,
    OnMove,
    OnRetest,
    PerDate,
    Term,
    Unquoted,
    WhileOld,
    with_tax,
)

_ON_MOVE = {CostItem.MIGRATION, CostItem.DATA_EXTRACTION, CostItem.DOUBLE_RUNNING}
_WHILE_OLD = {CostItem.LEGAL_CHANGE, CostItem.MAINTENANCE_EXTENSION, CostItem.RE_LEASE, CostItem.CONTRACT_EXTENSION}
_AFTER = {CostItem.NETWORK_LINE, CostItem.CLOUD_USE, CostItem.OPERATION}
_EXTENDS = {CostItem.RE_LEASE, CostItem.CONTRACT_EXTENSION, CostItem.MAINTENANCE_EXTENSION}


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
    def source_move(self) -> str | None:
        """The move of the source; None = already moved."""

    @property
    def target_move(self) -> str | None:
        """The move of the target; None = already moved."""

    @property
    def moves(self) -> tuple[str, ...]:
        """The moves it hangs on."""

    @property
    def hub(self) -> str | None:
        """The system it passes through."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """The assumed values money rests on: consumption tax, months of double running."""

    tax: float
    double_months: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scene:
    inventory: Inventory
    moves: tuple[Move, ...]
    links: tuple[Link, ...]
    move_of: Mapping[str, str]
    as_of: date
    tax_rate: float
    double_months: int

    def moves_of(self, quote: Quote) -> tuple[str, ...]:
        """The moves a quote is about: of its system, of its contract's systems, or all."""
        if quote.system is not None:
            systems: Iterable[str] = (quote.system,)
        elif quote.contract is not None:
            contract = self.inventory.contract_by_id.get(quote.contract)
            systems = contract.systems if contract is not None else ()
        else:
            systems = self.move_of
        return tuple(dict.fromkeys(self.move_of[s] for s in systems if s in self.move_of))

    def neighbours(self, system: str) -> tuple[str, ...]:
        """Moves that have a link to a system, its own move left out."""
        found = [
            move
            for link in self.links
            if system in {link.source, link.target}
            for move in link.moves
            if move != self.move_of.get(system)
        ]
        return tuple(dict.fromkeys(found))

    def through(self, hub: str) -> tuple[str, ...]:
        """Moves with a link that passes through a hub."""
        return tuple(dict.fromkeys(m for k in self.links if k.hub == hub for m in k.moves))


def build_terms(
    inventory: Inventory, rates: Rates, moves: tuple[Move, ...], links: Iterable[Link], as_of: date
) -> tuple[Term, ...]:
    """All price terms of a plan, in file order: quotes, then what present contracts cost until they end."""
    scene = _Scene(
        inventory=inventory,
        moves=moves,
        links=tuple(links),
        move_of={system: move.id for move in moves for system in move.systems},
        as_of=as_of,
        tax_rate=rates.tax,
        double_months=rates.double_months,
    )
    terms: list[Term] = []
    for quote in inventory.quotes:
        terms += _of_quote(scene, quote)
    for contract in inventory.contracts:
        terms += _of_contract(scene, contract)
    return (*terms, *_unquoted(scene, terms))


def _unquoted(scene: _Scene, terms: list[Term]) -> list[Term]:
    """Migration work and the fee afterwards, for every move that has no quote for them."""
    found: list[Term] = []
    for move in scene.moves:
        if not any(isinstance(t, OnMove) and t.move == move.id and t.quote.item is CostItem.MIGRATION for t in terms):
            found.append(Unquoted(item=CostItem.MIGRATION, move=move.id, subject=move.systems[0]))
        if not any(isinstance(t, AfterMove) and t.move == move.id for t in terms):
            found.append(Unquoted(item=CostItem.OPERATION, move=move.id, subject=move.systems[0]))
    return found


def _of_quote(scene: _Scene, quote: Quote) -> list[Term]:
    amount = with_tax(quote, scene.tax_rate)
    subject = quote.system or quote.interface or quote.contract or scene.inventory.body.id
    moves = scene.moves_of(quote)
    found: list[Term] = []
    if quote.item is CostItem.LINK_CHANGE:
        found = _link_change(scene, quote, subject)
    elif quote.item is CostItem.RETEST and quote.system is not None:
        own = scene.move_of.get(quote.system)
        found = [
            OnRetest(quote=quote, amount=amount, subject=subject, mover=mover, neighbour=own)
            for mover in scene.neighbours(quote.system)
        ]
    elif quote.item is CostItem.HUB_SETUP and quote.system is not None:
        own = scene.move_of.get(quote.system)
        through = tuple(m for m in scene.through(quote.system) if m != own)
        found = [PerDate(quote=quote, amount=amount, subject=subject, moves=through, own=own)] if through else []
    elif not moves:
        found = []
    elif quote.item in _ON_MOVE:
        found = [OnMove(quote=quote, amount=amount, subject=subject, move=moves[0], months=scene.double_months)]
    elif quote.item in _WHILE_OLD:
        since = quote.at or _contract_end(scene, quote) or scene.as_of
        found = [WhileOld(quote=quote, amount=amount, subject=subject, moves=moves, since=since, as_of=scene.as_of)]
    elif quote.item in _AFTER:
        compared = any(known(c.annual_amount) for c in _old_contracts(scene, moves[0]))
        found = [AfterMove(quote=quote, amount=amount, subject=subject, move=moves[0], compared=compared)]
    elif quote.item is CostItem.PENALTY and (until := quote.at or _contract_end(scene, quote)):
        found = [IfEarly(quote=quote, amount=amount, subject=subject, moves=moves, until=until)]
    return found


def _link_change(scene: _Scene, quote: Quote, subject: str) -> list[Term]:
    amount = with_tax(quote, scene.tax_rate)
    if quote.interface is not None:
        return [
            OnLink(
                quote=quote,
                amount=amount,
                subject=subject,
                source_move=link.source_move,
                target_move=link.target_move,
            )
            for link in scene.links
            if link.id == quote.interface
        ]
    if quote.system is None:
        return []
    neighbours = scene.neighbours(quote.system)
    own = scene.move_of.get(quote.system)
    return [PerDate(quote=quote, amount=amount, subject=subject, moves=neighbours, own=own)] if neighbours else []


def _contract_end(scene: _Scene, quote: Quote) -> date | None:
    contract = scene.inventory.contract_by_id.get(quote.contract or "")
    return contract.end if contract is not None and known(contract.end) else None


def _of_contract(scene: _Scene, contract: Contract) -> list[Term]:
    """Only a contract that ends with the plan: all its systems still move."""
    moves = tuple(dict.fromkeys(scene.move_of[s] for s in contract.systems if s in scene.move_of))
    if not moves or any(s not in scene.move_of for s in contract.systems):
        return []
    quotes = [q for q in scene.inventory.quotes if scene.moves_of(q) and set(scene.moves_of(q)) <= set(moves)]
    about = [q for q in quotes if q.contract == contract.id]
    found: list[Term] = [
        OldContract(
            contract=contract,
            moves=moves,
            as_of=scene.as_of,
            compared=any(q.item in _AFTER and known(q.amount) for q in quotes),
            extension_quoted=any(q.item in _EXTENDS for q in about),
        )
    ]
    if known(contract.end) and contract.penalty != 0 and not any(q.item is CostItem.PENALTY for q in about):
        quote = Quote(
            id=f"{contract.id}#penalty",
            item=CostItem.PENALTY,
            vendor=contract.vendor,
            contract=contract.id,
            amount=contract.penalty if known(contract.penalty) else UNKNOWN,
            per=Per.ONCE,
            number=contract.number,
        )
        found.append(IfEarly(quote=quote, amount=quote.amount, subject=contract.id, moves=moves, until=contract.end))
    return found


def _old_contracts(scene: _Scene, move: str) -> list[Contract]:
    return [c for c in scene.inventory.contracts if any(scene.move_of.get(s) == move for s in c.systems)]
