"""From present contracts to the terms of prices: rent to the end of the old side, its penalty, its data handed over."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from readiness.model.contract import Contract
from readiness.model.money import CostItem, Quote
from readiness.model.plan.moves import MoveId
from readiness.model.text import Text, text
from readiness.model.unknown import known
from readiness.money.charges import stated
from readiness.money.contracts import Role, last_day
from readiness.money.rent import Follow, Penalty, Rent, Signed
from readiness.money.scene import Scene
from readiness.money.targets import target_of
from readiness.money.terms import (
    OnLast,
    Term,
)


def of_contract(scene: Scene, contract: Contract, quotes: tuple[Quote, ...], follows: list[Follow]) -> list[Term]:
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
                begins=scene.holdings.begins(contract),
                follows=tuple(sorted(follows, key=lambda f: (f.since, f.price.subject, f.price.item.value))),
                relieved=scene.holdings.relieved(contract),
                served=scene.holdings.served(contract.systems),
                notes=_notes(scene, contract),
            )
        )
        found += _own_penalty(scene, contract, moves, quotes)
    fee = contract.extraction_fee
    if known(fee) and fee > 0 and not _extraction_quoted(contract, quotes):
        price = stated(contract, CostItem.DATA_EXTRACTION, fee)
        found.append(OnLast(price=price, moves=moves, work=replace(scene.work, accept_weeks=0)))
    return found


def _own_penalty(scene: Scene, contract: Contract, moves: tuple[MoveId, ...], quotes: tuple[Quote, ...]) -> list[Term]:
    about = [
        q for q in quotes if q.item is CostItem.PENALTY and target_of(scene.holdings, q) == f"contract:{contract.id}"
    ]
    if about or not known(contract.end) or contract.penalty == 0:
        return []
    price = replace(stated(contract, CostItem.PENALTY, contract.penalty), notes=_notes(scene, contract))
    return [Penalty(price=price, moves=moves, until=contract.end)]


def _notes(scene: Scene, contract: Contract) -> tuple[Text, ...]:
    """That it is taken to end with the moves, though nobody has told whether all of its systems move."""
    names = [scene.inventory.system_by_id[s].label for s in contract.systems if s in scene.holdings.undecided]
    return (text("plan.cost.undecided", systems=tuple(sorted(names))),) if names else ()


def _extraction_quoted(contract: Contract, quotes: tuple[Quote, ...]) -> bool:
    """Whether a quote with a price answers for the data of a contract or of one of its systems."""
    return any(
        q.item is CostItem.DATA_EXTRACTION
        and known(q.amount)
        and (q.contract == contract.id or q.system in contract.systems)
        for q in quotes
    )
