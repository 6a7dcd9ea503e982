"""From quotes and contracts to the terms of prices (見積・契約の読み取り).

Every quote becomes a term, or is left out with a reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Protocol

from readiness.model.contract import Contract, ContractKind
from readiness.model.inventory import Inventory
from readiness.model.money import CostItem, LeftOut, Per, Quote
from readiness.model.plan import Move
from readiness.model.text import Text, text
from readiness.model.unknown import known
from readiness.money.charges import Price, quoted, stated
from readiness.money.choice import RENT, choose, expired
from readiness.money.contracts import Holdings, Role, last_day
from readiness.money.rent import Follow, Penalty, Rent, Signed
from readiness.money.terms import (
    Fee,
    IfApart,
    OnEachDate,
    OnLast,
    OnLink,
    OnRetest,
    SideBySide,
    Term,
    Unquoted,
    WhileOld,
    Work,
)

_WHILE_OLD = {CostItem.LEGAL_CHANGE, CostItem.MAINTENANCE_EXTENSION, *RENT}
FEES = frozenset({CostItem.NETWORK_LINE, CostItem.CLOUD_USE, CostItem.OPERATION})
_OF_THE_SYSTEM = {CostItem.CLOUD_USE, CostItem.OPERATION}
_AT_ONCE = {CostItem.DATA_EXTRACTION}  # accepted when it is handed over, before the cut-over
_DAY = timedelta(days=1)


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
class Prices:
    """All price terms of a plan, the quotes that are in none of them, and the links whose change is quoted."""

    terms: tuple[Term, ...]
    left_out: tuple[LeftOut, ...]
    links: Mapping[str, tuple[Price, ...]]


class _UnusableError(Exception):
    """A quote that can be in no row."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason.key)
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scene:
    holdings: Holdings
    moves: tuple[Move, ...]
    links: tuple[Link, ...]
    rates: Rates
    work: Work

    @property
    def inventory(self) -> Inventory:
        return self.holdings.inventory

    @property
    def move_of(self) -> Mapping[str, str]:
        return self.holdings.move_of

    @property
    def as_of(self) -> date:
        return self.holdings.as_of

    def moves_of(self, quote: Quote) -> tuple[str, ...]:
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

    def neighbours(self, system: str) -> tuple[str, ...]:
        """Moves that have a confirmed link to a system, its own move left out."""
        own = self.move_of.get(system)
        near = {m for k in self.links if k.firm and system in {k.source, k.target} for m in k.moves}
        return tuple(sorted(near - {own}))

    def through(self, hub: str) -> tuple[str, ...]:
        """Moves with a confirmed link that passes through a hub."""
        own = self.move_of.get(hub)
        return tuple(sorted({m for k in self.links if k.firm and k.hub == hub for m in k.moves} - {own}))


def build_prices(holdings: Holdings, rates: Rates, moves: tuple[Move, ...], links: Iterable[Link]) -> Prices:
    """All price terms of a plan: quotes, then what present contracts cost until they end, then what nobody quoted."""
    work = Work(
        as_of=holdings.as_of,
        lead_weeks={move.id: move.duration_weeks for move in moves},
        accept_weeks=rates.accept_weeks,
    )
    scene = _Scene(holdings=holdings, moves=moves, links=tuple(links), rates=rates, work=work)
    quotes = scene.inventory.quotes
    choice = choose(quotes, {q.id: _target(scene, q) for q in quotes}, scene.as_of, rates.tax)
    terms: list[Term] = []
    follows: dict[str, list[Follow]] = {}
    left = list(choice.left_out)
    for quote in choice.counted:
        try:
            terms += _of_quote(scene, quote, choice.notes.get(quote.id, ()), follows)
        except _UnusableError as unusable:
            left.append(LeftOut(quote=quote.id, reason=unusable.reason))
    for contract in scene.inventory.contracts:
        terms += _of_contract(scene, contract, choice.counted, follows.get(contract.id, []))
    order = {quote.id: place for place, quote in enumerate(quotes)}
    return Prices(
        terms=(*terms, *_unquoted(scene, terms)),
        left_out=tuple(sorted(left, key=lambda found: order[found.quote])),
        links=_link_prices(scene, terms),
    )


def _target(scene: _Scene, quote: Quote) -> str:
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


def _of_quote(scene: _Scene, quote: Quote, notes: tuple[Text, ...], follows: dict[str, list[Follow]]) -> list[Term]:
    subject = quote.system or quote.interface or quote.contract or scene.inventory.body.id
    price = quoted(quote, subject, scene.rates.tax, rough=expired(quote, scene.as_of), notes=notes)
    if quote.item in {CostItem.LINK_CHANGE, CostItem.RETEST, CostItem.HUB_SETUP}:
        return _along_links(scene, quote, price)
    moves = scene.moves_of(quote)
    if quote.interface is not None:
        raise _UnusableError(text("plan.left_out.wrong_target"))
    if not moves:
        raise _UnusableError(text("plan.left_out.not_moving"))
    if quote.item in _WHILE_OLD:
        return _while_old(scene, quote, price, moves, follows)
    if quote.item in FEES:
        return [Fee(price=price, moves=moves)]
    if quote.item is CostItem.PENALTY:
        return [_penalty(scene, quote, price, moves)]
    if quote.item is CostItem.DOUBLE_RUNNING and price.running:
        return [SideBySide(price=price, moves=moves, months=scene.rates.double_months)]
    return [_for_work(scene, price, moves)]


def _for_work(scene: _Scene, price: Price, moves: tuple[str, ...]) -> Term:
    if price.running:
        raise _UnusableError(text("plan.left_out.no_span"))
    work = scene.work
    if price.quote is not None and price.quote.item in _AT_ONCE:
        work = replace(work, accept_weeks=0)
    if price.per is Per.CUTOVER and len(moves) > 1:
        return OnEachDate(price=price, moves=moves, own=None, work=work)
    return OnLast(price=price, moves=moves, work=work)


def _along_links(scene: _Scene, quote: Quote, price: Price) -> list[Term]:
    """連携改修・連携再試験・連携基盤設定: along confirmed links only."""
    if quote.item is CostItem.LINK_CHANGE and quote.interface is not None:
        ends = [k for k in scene.links if k.id == quote.interface]
        if not ends:
            raise _UnusableError(text("plan.left_out.no_link"))
        return [
            OnLink(price=price, link=k.id, source_move=k.source_move, target_move=k.target_move, work=scene.work)
            for k in ends
        ]
    if quote.system is None:
        raise _UnusableError(text("plan.left_out.wrong_target"))
    hub = quote.item is CostItem.HUB_SETUP
    moves = scene.through(quote.system) if hub else scene.neighbours(quote.system)
    if not moves:
        unsure = any(quote.system in {k.source, k.target, k.hub} for k in scene.links)
        raise _UnusableError(text("plan.left_out.unconfirmed_link" if unsure else "plan.left_out.no_link"))
    if price.running:
        raise _UnusableError(text("plan.left_out.no_span"))
    own = scene.move_of.get(quote.system)
    if quote.item is CostItem.RETEST:
        return [OnRetest(price=price, moves=moves, own=own, work=scene.work)]
    if price.per is Per.CUTOVER:
        return [OnEachDate(price=price, moves=moves, own=own, work=scene.work)]
    return [IfApart(price=price, moves=moves, own=own, work=scene.work)]


def _penalty(scene: _Scene, quote: Quote, price: Price, moves: tuple[str, ...]) -> Term:
    contract = scene.contract_of(quote)
    until = quote.at or (contract.end if contract is not None and known(contract.end) else None)
    if until is None:
        raise _UnusableError(text("plan.left_out.no_end"))
    role = scene.holdings.role(contract) if contract is not None else Role.OLD
    if contract is not None and role is not Role.OLD:
        raise _UnusableError(text("plan.left_out.contract_goes_on"))
    if contract is not None:
        moves = scene.holdings.moves(contract)
    return Penalty(price=price, moves=moves, until=until)


def _while_old(
    scene: _Scene, quote: Quote, price: Price, moves: tuple[str, ...], follows: dict[str, list[Follow]]
) -> list[Term]:
    contract = scene.contract_of(quote)
    ends = contract.end if contract is not None and known(contract.end) else None
    if quote.until is not None and quote.until < scene.as_of:
        raise _UnusableError(text("plan.left_out.past"))
    if contract is not None and quote.item in RENT:
        if scene.holdings.role(contract) is not Role.OLD:
            raise _UnusableError(text("plan.left_out.contract_goes_on"))
        follow = _follow(scene, quote, price, ends)
        follows.setdefault(contract.id, []).append(follow)
        if follow.settled:
            raise _UnusableError(text("plan.left_out.past"))
        return []
    extends = quote.item is not CostItem.LEGAL_CHANGE
    since = quote.at or (ends + _DAY if ends is not None and extends else scene.as_of)
    if not price.running and since < scene.as_of:
        raise _UnusableError(text("plan.left_out.past"))
    about = contract.systems if contract is not None else (quote.system,) if quote.system is not None else scene.move_of
    served = scene.holdings.served(about)
    return [WhileOld(price=price, moves=moves, since=since, until=quote.until, as_of=scene.as_of, served=served)]


def _follow(scene: _Scene, quote: Quote, price: Price, ends: date | None) -> Follow:
    """What an extension answers for: from its own date, never before the day after the contract's last."""
    after = ends + _DAY if ends is not None else scene.as_of
    since = max(quote.at or after, after)
    early = quote.at is not None and (quote.at < after or quote.at < scene.as_of)
    if early and quote.at is not None and quote.at < after:
        price = replace(price, notes=(*price.notes, text("plan.cost.after_contract", date=since)))
    return Follow(
        price=price,
        since=since,
        until=quote.until,
        settled=not price.running and quote.at is not None and quote.at < scene.as_of,
        answers=price.running or not early or quote.until is not None,
    )


def _of_contract(scene: _Scene, contract: Contract, quotes: tuple[Quote, ...], follows: list[Follow]) -> list[Term]:
    """What a contract of the old side costs until its last system leaves; one already signed for the new side."""
    role, moves = scene.holdings.role(contract), scene.holdings.moves(contract)
    if role is Role.NEW:
        return [Signed(contract=contract, moves=moves, as_of=scene.as_of)]
    if role not in {Role.OLD, Role.GOES_ON}:
        return []
    found: list[Term] = []
    if role is Role.OLD:
        # A quoted extension says more than the renewal clause: the contract is paid to its end, then the extension.
        end = contract.end if follows and known(contract.end) else last_day(contract)
        found.append(
            Rent(
                contract=contract,
                moves=moves,
                as_of=scene.as_of,
                end=end if isinstance(end, date) else None,
                follows=tuple(sorted(follows, key=lambda f: (f.since, f.price.subject, f.price.item))),
                relieved=scene.holdings.relieved(contract),
                served=scene.holdings.served(contract.systems),
            )
        )
        found += _own_penalty(scene, contract, moves, quotes)
    fee = contract.extraction_fee
    if known(fee) and fee > 0 and not _extraction_quoted(contract, quotes):
        price = stated(contract, CostItem.DATA_EXTRACTION, fee)
        found.append(OnLast(price=price, moves=moves, work=replace(scene.work, accept_weeks=0)))
    return found


def _own_penalty(scene: _Scene, contract: Contract, moves: tuple[str, ...], quotes: tuple[Quote, ...]) -> list[Term]:
    about = [q for q in quotes if q.item is CostItem.PENALTY and _target(scene, q) == f"contract:{contract.id}"]
    if about or not known(contract.end) or contract.penalty == 0:
        return []
    return [Penalty(price=stated(contract, CostItem.PENALTY, contract.penalty), moves=moves, until=contract.end)]


def _extraction_quoted(contract: Contract, quotes: tuple[Quote, ...]) -> bool:
    """Whether a quote with a price answers for the data of a contract or of one of its systems."""
    return any(
        q.item is CostItem.DATA_EXTRACTION
        and known(q.amount)
        and (q.contract == contract.id or q.system in contract.systems)
        for q in quotes
    )


def _unquoted(scene: _Scene, terms: list[Term]) -> list[Term]:
    """Migration work and the fee afterwards, for every move that has no price for them."""
    worked = {m for t in terms if isinstance(t, OnLast | OnEachDate) and t.price.item == "migration" for m in t.moves}
    fees = {i.value for i in _OF_THE_SYSTEM}
    run = {m for t in terms if isinstance(t, Fee) and t.price.item in fees for m in t.moves}
    run |= {m for t in terms if isinstance(t, Signed) for m in t.moves}
    found: list[Term] = []
    for move in scene.moves:
        for item, covered in ((CostItem.MIGRATION, worked), (CostItem.OPERATION, run)):
            if move.id not in covered:
                found.append(Unquoted(item=item, move=move.id, subject=min(move.systems), work=scene.work))
    return found


def _link_prices(scene: _Scene, terms: list[Term]) -> dict[str, tuple[Price, ...]]:
    """The prices of making each link that have been quoted, for the link itself or for all links of a system."""
    found: dict[str, tuple[Price, ...]] = {}
    for term in terms:
        if isinstance(term, OnLink) and known(term.price.amount):
            found[term.link] = (*found.get(term.link, ()), term.price)
        elif isinstance(term, IfApart | OnEachDate) and term.price.item == "link_change" and known(term.price.amount):
            for link in scene.links:
                if link.firm and term.price.subject in {link.source, link.target}:
                    found.setdefault(link.id, ())
    return found
