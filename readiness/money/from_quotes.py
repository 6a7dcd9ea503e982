"""From quotes to the terms of prices (見積の読み取り), beside those of present contracts and what nobody quoted.

Every quote becomes a term, or is left out with a reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from readiness.model.contract import MilestoneKind
from readiness.model.money import CostItem, LeftOut, Per, Quote
from readiness.model.plan import Move
from readiness.model.plan.moves import MoveId
from readiness.model.record import InterfaceId, SystemId
from readiness.model.text import Text, text
from readiness.model.unknown import known
from readiness.money.charges import Price, quoted
from readiness.money.choice import chosen, expired
from readiness.money.contracts import Holdings, Role
from readiness.money.fees import Fee, in_turn
from readiness.money.from_contracts import of_contract
from readiness.money.rent import Follow, Penalty, Signed
from readiness.money.scene import Link, Rates, Scene
from readiness.money.targets import FEES, RENT, covered_by
from readiness.money.terms import (
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
_OF_THE_SYSTEM = {CostItem.CLOUD_USE, CostItem.OPERATION}
_AT_ONCE = {CostItem.DATA_EXTRACTION}  # accepted when it is handed over, before the cut-over
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prices:
    """All price terms of a plan, the quotes that are in none of them, and the links whose change is quoted."""

    terms: tuple[Term, ...]
    left_out: tuple[LeftOut, ...]
    links: Mapping[InterfaceId, tuple[Price, ...]]


class _UnusableError(Exception):
    """A quote that can be in no row."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason.key)
        self.reason = reason


def build_prices(
    holdings: Holdings, rates: Rates, moves: tuple[Move, ...], links: Iterable[Link], last: date
) -> Prices:
    """All price terms of a plan up to its `last` day: quotes, what present contracts cost until they end, and what
    nobody quoted.
    """
    work = Work(
        as_of=holdings.as_of,
        lead_weeks={move.id: move.duration_weeks for move in moves},
        accept_weeks=rates.accept_weeks,
        last=last,
        signings=_signings(holdings),
    )
    scene = Scene(holdings=holdings, moves=moves, links=tuple(links), rates=rates, work=work)
    quotes = scene.inventory.quotes
    choice = chosen(holdings, rates.tax)
    terms: list[Term] = []
    follows: dict[str, list[Follow]] = {}
    left = list(choice.left_out)
    for quote in choice.counted:
        try:
            terms += _of_quote(scene, quote, choice.notes.get(quote.id, ()), follows)
        except _UnusableError as unusable:
            left.append(LeftOut(quote=quote.id, reason=unusable.reason))
    fees = [term for term in terms if isinstance(term, Fee)]
    terms = [*(term for term in terms if not isinstance(term, Fee)), *in_turn(fees)]
    for contract in scene.inventory.contracts:
        terms += of_contract(scene, contract, choice.counted, follows.get(contract.id, []))
    order = {quote.id: place for place, quote in enumerate(quotes)}
    return Prices(
        terms=(*terms, *_unquoted(scene, terms)),
        left_out=tuple(sorted(left, key=lambda found: order[found.quote])),
        links=_link_prices(scene, terms),
    )


def _signings(holdings: Holdings) -> dict[MoveId, date]:
    """The days on which contracts of procurements are signed, by move, as recorded: of several the last. A planned day
    that has passed is none.
    """
    found: dict[MoveId, date] = {}
    for bought in holdings.inventory.procurements:
        for one in bought.milestones:
            if one.kind is MilestoneKind.CONTRACT and known(one.date) and (one.done or one.date >= holdings.as_of):
                for move in {holdings.move_of[system] for system in bought.systems if system in holdings.move_of}:
                    found[move] = max(one.date, found.get(move, one.date))
    return found


def _of_quote(scene: Scene, quote: Quote, notes: tuple[Text, ...], follows: dict[str, list[Follow]]) -> list[Term]:
    subject = quote.system or quote.interface or quote.contract or scene.inventory.body.id
    price = quoted(quote, subject, scene.rates.tax, rough=expired(quote, scene.as_of), notes=notes)
    if quote.item in {CostItem.LINK_CHANGE, CostItem.RETEST, CostItem.HUB_SETUP}:
        return _along_links(scene, quote, price)
    moves = scene.moves_of(quote)
    if quote.interface is not None:
        raise _UnusableError(text("plan.left_out.wrong_target"))
    if not moves:
        unheard = quote.system is not None and quote.system not in scene.inventory.system_by_id
        unheard |= quote.contract is not None and quote.contract not in scene.inventory.contract_by_id
        raise _UnusableError(text("plan.left_out.unheard" if unheard else "plan.left_out.not_moving"))
    if quote.item in _WHILE_OLD:
        return _while_old(scene, quote, price, moves, follows)
    if quote.item in FEES:
        return [_fee(scene, quote, price, moves)]
    if quote.item is CostItem.PENALTY:
        return [_penalty(scene, quote, price, moves)]
    if quote.item is CostItem.DOUBLE_RUNNING and price.running:
        return [SideBySide(price=price, moves=moves, months=scene.rates.double_months)]
    return [_for_work(scene, price, moves)]


def _fee(scene: Scene, quote: Quote, price: Price, moves: tuple[MoveId, ...]) -> Fee:
    since, as_of = quote.at, scene.as_of
    if (quote.until is not None and quote.until < as_of) or (since is not None and since < as_of and not price.running):
        raise _UnusableError(text("plan.left_out.past"))
    return Fee(price=price, moves=moves, since=max(since, as_of) if since is not None else None, until=quote.until)


def _for_work(scene: Scene, price: Price, moves: tuple[MoveId, ...]) -> Term:
    if price.running:
        raise _UnusableError(text("plan.left_out.no_span"))
    work = scene.work
    if price.quote is not None and price.quote.item in _AT_ONCE:
        work = replace(work, accept_weeks=0)
    if price.per is Per.CUTOVER and len(moves) > 1:
        return OnEachDate(price=price, moves=moves, own=None, work=work)
    return OnLast(price=price, moves=moves, work=work)


def _along_links(scene: Scene, quote: Quote, price: Price) -> list[Term]:
    """連携改修・連携再試験・連携基盤設定: along confirmed links only."""
    if quote.item is CostItem.LINK_CHANGE and quote.interface is not None:
        ends = [k for k in scene.links if k.id == quote.interface]
        if not ends:
            return [_beside_what_stays(scene, price, quote.interface)]
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


def _beside_what_stays(scene: Scene, price: Price, link: InterfaceId) -> Term:
    """The change of a link to a system that does not move, or to one of others: due with the end that moves."""
    found = scene.inventory.interface_by_id.get(link)
    moving = {scene.move_of[end] for end in (found.from_, found.to) if end in scene.move_of} if found else set()
    if found is None or len(moving) > 1:
        raise _UnusableError(text("plan.left_out.no_link"))
    if not moving:
        raise _UnusableError(text("plan.left_out.not_moving"))
    if found.from_ in scene.move_of and found.to in scene.move_of:  # they go together
        raise _UnusableError(text("plan.left_out.not_due"))
    if price.running:
        raise _UnusableError(text("plan.left_out.no_span"))
    return OnLast(price=price, moves=tuple(moving), work=scene.work)


def _penalty(scene: Scene, quote: Quote, price: Price, moves: tuple[MoveId, ...]) -> Term:
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
    scene: Scene, quote: Quote, price: Price, moves: tuple[MoveId, ...], follows: dict[str, list[Follow]]
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


def _follow(scene: Scene, quote: Quote, price: Price, ends: date | None) -> Follow:
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


def _unquoted(scene: Scene, terms: list[Term]) -> list[Term]:
    """Migration work and the fee afterwards, for the systems of every move that have no price for them."""
    worked = [t for t in terms if isinstance(t, OnLast | OnEachDate) and t.price.item is CostItem.MIGRATION]
    run = [t for t in terms if isinstance(t, Fee) and t.price.item in _OF_THE_SYSTEM]
    signed = [term for term in terms if isinstance(term, Signed)]
    found: list[Term] = []
    for item, quoted_for in ((CostItem.MIGRATION, worked), (CostItem.OPERATION, run)):
        quotes = (term.price.quote for term in quoted_for if term.price.quote is not None)
        covered = frozenset[SystemId]().union(*(covered_by(scene.holdings, quote) for quote in quotes))
        for move in scene.moves:
            open_ = [system for system in move.systems if system not in covered]
            groups: dict[tuple[str, ...], list[SystemId]] = {}  # by the contracts that answer for them
            for system in open_:
                mine = [t.contract.id for t in signed if system in t.contract.systems]
                groups.setdefault(tuple(mine) if item is CostItem.OPERATION else (), []).append(system)
            for names, systems in groups.items():
                answers = tuple(term for term in signed if term.contract.id in names)
                found.append(_open(scene, item, move, systems, answers))
    return found


def _open(scene: Scene, item: CostItem, move: Move, systems: list[SystemId], signed: tuple[Signed, ...]) -> Unquoted:
    labels = tuple(scene.inventory.system_by_id[system].label for system in systems)
    whole = len(systems) == len(move.systems)
    note = text("plan.cost.unquoted") if whole else text("plan.cost.unquoted_part", systems=labels)
    return Unquoted(item=item, move=move.id, subject=min(systems), work=scene.work, signed=signed, note=note)


def _link_prices(scene: Scene, terms: list[Term]) -> dict[InterfaceId, tuple[Price, ...]]:
    """The prices of making each link that have been quoted, for the link itself or for all links of a system."""
    found: dict[InterfaceId, tuple[Price, ...]] = {}
    for term in terms:
        if isinstance(term, OnLink) and known(term.price.amount):
            found[term.link] = (*found.get(term.link, ()), term.price)
        elif (
            isinstance(term, IfApart | OnEachDate)
            and term.price.item is CostItem.LINK_CHANGE
            and known(term.price.amount)
        ):
            for link in scene.links:
                if link.firm and term.price.subject in {link.source, link.target}:
                    found.setdefault(link.id, ())
    return found
