"""Quotes."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.lockin.dossier import dossiers
from readiness.lockin.unquoted import unquoted
from readiness.model.contract import Contract
from readiness.model.finding import Severity
from readiness.model.plan.moves import MoveId
from readiness.model.plan.words import GateKind
from readiness.model.record import ContractId
from readiness.model.text import Param, text
from readiness.model.unknown import known
from readiness.money.choice import Choice, chosen
from readiness.money.contracts import Holdings, Role
from readiness.money.targets import RENT
from readiness.rules.context import Context
from readiness.rules.grouping import By, Grouping
from readiness.rules.rule import Hit, hit, rule
from readiness.situation.situation import Side


@rule("MN101", "quote.expired", Severity.WARNING, group=Grouping(gate=GateKind.BUDGET))
def quote_expired(context: Context) -> Iterator[Hit]:
    """A quote past its date.

    Figures made of it are no longer offered.
    """
    for quote in context.inventory.quotes:
        if known(quote.valid_until) and quote.valid_until < context.as_of:
            yield hit(quote, "valid_until", until=quote.valid_until)


@rule("MN102", "quote.tax", Severity.QUESTION, group=Grouping("quotes.terms", gate=GateKind.BUDGET))
def quote_tax(context: Context) -> Iterator[Hit]:
    """A quote that does not say whether tax is included.

    Only quotes with an amount.
    """
    for quote in context.inventory.quotes:
        if known(quote.amount) and not known(quote.tax):
            yield hit(quote, "tax", amount=quote.amount)


@rule("MN103", "quote.approximate", Severity.NOTE, group=Grouping("quotes.terms", gate=GateKind.BUDGET))
def quote_approximate(context: Context) -> Iterator[Hit]:
    """A rough quote.

    概算: good for a range, not for a budget.
    """
    for quote in context.inventory.quotes:
        if quote.approximate:
            yield hit(quote, "approximate", amount=quote.amount)


@rule("MN104", "quote.missing", Severity.QUESTION, group=Grouping(by=By.MOVE, small=1, gate=GateKind.BUDGET))
def quote_missing(context: Context) -> Iterator[Hit]:
    """A system is to be switched and no price for it is known.

    Systems with a cut-over before them; the others are asked at their next renewal.
    """
    for dossier in dossiers(context.stands, {}):
        missing = unquoted(dossier) if dossier.cutover else ()
        if missing:
            items: tuple[Param, ...] = tuple(text(f"lockin.cost_item.{item.value}") for item in missing)
            stated = ",".join(item.value for item in missing)
            yield hit(dossier.system, discriminator=stated, items=items)


@rule("MN105", "contract.amount-unit", Severity.QUESTION)
def contract_amount_unit(context: Context) -> Iterator[Hit]:
    """A yearly amount so small that it may be in thousands of yen.

    Contracts for systems alone; 0 is a statement of its own (nothing is paid).
    """
    least = context.standard.assumptions.whole("rules.least_yearly_yen")
    for contract in context.inventory.contracts:
        amount = contract.annual_amount
        if contract.systems and known(amount) and 0 < amount < least:
            yield hit(contract, "annual_amount", amount=f"{amount:,}", least=f"{least:,}")


@rule("MN106", "quote.validity-unknown", Severity.QUESTION, group=Grouping("quotes.terms", gate=GateKind.BUDGET))
def quote_validity_unknown(context: Context) -> Iterator[Hit]:
    """A quote with an amount of which nobody knows how long it holds.

    Rough quotes hold for no budget anyway and are told by a rule of their own.
    """
    for quote in context.inventory.quotes:
        if known(quote.amount) and not known(quote.valid_until) and not quote.approximate:
            yield hit(quote, "valid_until")


@rule("MN107", "quote.rivals", Severity.QUESTION, group=Grouping(gate=GateKind.BUDGET))
def quote_rivals(context: Context) -> Iterator[Hit]:
    """Quotes of several vendors for the same thing, none of them adopted.

    The plan counts the highest until one is; it never adds them.
    """
    by_id = {quote.id: quote for quote in context.inventory.quotes}
    for left in _choice(context).left_out:
        if left.reason.key == "plan.left_out.rival":
            yield hit(by_id[left.quote], "adopted", others=dict(left.reason.params)["quotes"])


@rule("MN108", "quote.before-contract-end", Severity.WARNING)
def quote_before_contract_end(context: Context) -> Iterator[Hit]:
    """A re-lease or extension that begins before the contract it extends has ended.

    The plan pays the contract up to its last day and the extension from the day after.
    """
    contracts = context.inventory.contract_by_id
    for quote in context.inventory.quotes:
        contract = contracts.get(quote.contract) if quote.contract else None
        if contract is None or not known(contract.end):
            continue
        end = contract.end
        if quote.item in RENT and quote.at is not None and quote.at <= end:
            yield hit(quote, "at", contract=contract.label, start=quote.at, end=end)


@rule("MN109", "contract.old-or-new", Severity.QUESTION)
def contract_old_or_new(context: Context) -> Iterator[Hit]:
    """A contract of a system still to move that the record cannot tell to be the old or the new one.

    It is taken for the new one: paid from its start to its end, without a penalty.
    """
    holdings = _holdings(context)
    for contract in context.inventory.contracts:
        if holdings.role(contract) is Role.NEW and not holdings.of_new_vendor(contract):
            yield hit(contract, "vendor")


@rule("MN110", "quote.parts-or-instead", Severity.QUESTION, group=Grouping(gate=GateKind.BUDGET))
def quote_parts_or_instead(context: Context) -> Iterator[Hit]:
    """Quotes of which nobody says whether they are parts of one work or one stands for the other.

    Two of one vendor on different days, both still good: the plan counts the newer. A whole and a part, a sum and a
    monthly price, a system and its contract, a fee and a contract signed already: the plan adds them up. Each group
    once.
    """
    choice, by_id = _choice(context), {quote.id: quote for quote in context.inventory.quotes}
    for variant, groups in (("message", choice.replaced), ("added", choice.added)):
        for first, *others in groups:
            named = tuple(by_id[other].label for other in others)
            yield hit(by_id[first], "part", variant=variant, others=named, discriminator=",".join(others))
    contracts = context.inventory.contract_by_id
    for quote, *signed in choice.signed:
        named = tuple(contracts[ContractId(one)].label for one in signed)
        yield hit(
            by_id[quote],
            "contract",
            variant="signed",
            remedy="signed_remedy",
            others=named,
            discriminator=",".join(signed),
        )


@rule("MN111", "contract.overlap", Severity.QUESTION, group=Grouping(gate=GateKind.BUDGET))
def contract_overlap(context: Context) -> Iterator[Hit]:
    """A contract that begins before the one it seems to renew has ended, or that is the same in all that is told.

    Of one vendor and kind, for the same systems, in the last fiscal year of the earlier one: the plan pays both. What
    nobody has told of vendor or kind may be the same.
    """
    holdings = _holdings(context)
    for contract in context.inventory.contracts:
        for other in holdings.overlaps(contract):
            yield hit(
                contract,
                "start",
                related=(other.ref.child("end"),),
                discriminator=other.id,
                variant=_overlap(contract, other),
                other=other.label,
                start=contract.start,
                end=other.end,
            )


def _overlap(contract: Contract, other: Contract) -> str:
    if (contract.start, contract.end) == (other.start, other.end):
        return "same"
    return "message" if known(contract.vendor) and known(other.vendor) else "unconfirmed"


def _choice(context: Context) -> Choice:
    return chosen(_holdings(context), context.standard.assumptions.number("planning.tax_rate"))


def _holdings(context: Context) -> Holdings:
    """Contracts as a plan would see them, each system a move of its own: no dates are asked for."""
    stands = context.stands
    return Holdings(
        inventory=context.inventory,
        as_of=context.as_of,
        move_of={system.id: MoveId(system.id) for system in stands.moving},
        staying=frozenset(stands.on(Side.STAYS)),
        undecided=frozenset(stands.on(Side.UNDECIDED)),
    )
