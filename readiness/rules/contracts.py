"""Contracts: dates and terms."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from readiness.model.contract import Contract, ContractKind, MilestoneKind
from readiness.model.dates import fiscal_year, month_stated, months_before
from readiness.model.finding import Severity
from readiness.model.money import CostItem
from readiness.model.plan.words import GateKind
from readiness.model.text import text
from readiness.model.unknown import known
from readiness.rules.context import Context, cutover_params
from readiness.rules.grouping import By, Grouping
from readiness.rules.rule import Hit, hit, rule
from readiness.situation.contracts import draws_data, ended
from readiness.situation.leaving import days_uncovered
from readiness.situation.situation import Side
from readiness.situation.spans import days_between

# The words of a notice date: of a joint use (負担金), of one that has passed.
_NOTICE_WORDS = {
    (False, False): ("message", "remedy"),
    (False, True): ("passed", "passed_remedy"),
    (True, False): ("joint", "joint_remedy"),
    (True, True): ("joint_passed", "joint_passed_remedy"),
}


@rule("CT101", "contract.notice-date", Severity.WARNING, group=Grouping(by=By.RECORD, due="notice"))
def contract_notice_date(context: Context) -> Iterator[Hit]:
    """The day by which notice must be given is near or past.

    Contracts whose notice date is near, or has passed while the contract still runs.
    """
    for contract in context.running_contracts:
        if not (known(contract.end) and known(contract.notice_months)):
            continue
        notice = months_before(contract.end, contract.notice_months)
        if context.near(notice):
            passed, joint = notice < context.as_of, contract.kind is ContractKind.JOINT_USE
            variant, remedy = _NOTICE_WORDS[joint, passed]
            yield hit(
                contract,
                "notice_months",
                related=(contract.ref.child("end"),),
                variant=variant,
                remedy=remedy,
                notice=notice,
                end=contract.end,
                days=context.days_to(notice),
            )


@rule("CT102", "contract.ends-before-cutover", Severity.WARNING, group=Grouping(by=By.YEAR, due="end"))
def contract_ends_before_cutover(context: Context) -> Iterator[Hit]:
    """The contract of a running system ends before the system is to leave it.

    Against the latest planned cut-over of its systems; a contract that renews itself does not end, and one that is
    followed by another contract, or for whose extension or re-lease there is a quote, leaves no gap while these last.
    """
    for contract in context.running_contracts:
        if not known(contract.end) or contract.auto_renew is True:
            continue
        late = [
            (days, cutover.date, system)
            for system in contract.systems
            if (cutover := context.cutovers.get(system))
            and days_between(contract.end, cutover.date)
            and (days := days_uncovered(context.stands, contract, system, cutover.date))
        ]
        if late:
            days, day, system = max(late)
            part = days < days_between(contract.end, day)
            yield hit(
                contract,
                "end",
                variant="part" if part else "month" if month_stated(day) else "message",
                end=contract.end,
                **cutover_params(context.cutovers[system]),
                system=context.system_names([system])[0],
                days=days,
            )


@rule("CT103", "contract.no-data-return", Severity.WARNING, group=Grouping("contracts.terms", gate=GateKind.CONTRACT))
def contract_no_data_return(context: Context) -> Iterator[Hit]:
    """A contract in force that does not oblige the vendor to hand the data back.

    Only where somebody has read the contract; an unknown term is asked in the gap register.
    """
    for contract in context.running_contracts:
        if contract.data_return is False:
            yield hit(contract, "data_return")


@rule("CT104", "contract.extraction-fee", Severity.QUESTION, group=Grouping("contracts.terms", gate=GateKind.BUDGET))
def contract_extraction_fee(context: Context) -> Iterator[Hit]:
    """Nobody knows what extracting the data will cost.

    Contracts of systems that still move, without a fee in the contract and without a quote for it; of a contractor who
    can draw the data (no printer, carrier or lessor of another's system).
    """
    quotes = [quote for quote in context.inventory.quotes if quote.item is CostItem.DATA_EXTRACTION]
    contracts = {quote.contract for quote in quotes}
    systems = {quote.system for quote in quotes}
    moving = {system.id for system in context.moving}
    for contract in context.running_contracts:
        concerned = moving & set(contract.systems)
        unpriced = not known(contract.extraction_fee) and contract.id not in contracts
        able = draws_data(contract, tuple(context.inventory.system_by_id[id_] for id_ in sorted(concerned)))
        if concerned and able and unpriced and not concerned <= systems:
            yield hit(contract, "extraction_fee")


@rule("CT105", "system.layout-not-held", Severity.WARNING, group=Grouping(by=By.VENDOR, gate=GateKind.WORK))
def system_layout_not_held(context: Context) -> Iterator[Hit]:
    """The body does not hold the layout of its own data.

    Before and after the move alike: the next change needs the layout too.
    """
    for system in context.inventory.systems:
        if system.layout_held is False:
            yield hit(system, "layout_held")


@rule(
    "CT106",
    "contract.renewal-without-notice",
    Severity.WARNING,
    group=Grouping("contracts.terms", gate=GateKind.CONTRACT),
)
def contract_renewal_without_notice(context: Context) -> Iterator[Hit]:
    """A contract that renews itself, with no known day to stop it.

    Automatic renewal and an unknown period of notice.
    """
    for contract in context.running_contracts:
        if contract.auto_renew is True and not known(contract.notice_months):
            yield hit(contract, "auto_renew")


@rule("CT107", "contract.multi-year-basis", Severity.WARNING)
def contract_multi_year_basis(context: Context) -> Iterator[Hit]:
    """A contract over several fiscal years without what allows it.

    A contract called 単年度 whose term crosses the 31st of March.
    """
    for contract in context.running_contracts:
        if contract.kind is not ContractKind.SINGLE_YEAR or not (known(contract.start) and known(contract.end)):
            continue
        years = fiscal_year(contract.end) - fiscal_year(contract.start) + 1
        if years > 1:
            yield hit(contract, "kind", start=contract.start, end=contract.end, years=years)


_ORDER = list(MilestoneKind)


@rule("CT108", "procurement.milestones-order", Severity.ERROR)
def procurement_milestones_order(context: Context) -> Iterator[Hit]:
    """Milestones of a procurement in an impossible order.

    Each dated milestone against the dated one before it: RFI, budget request, assembly, notice, contract.
    """
    for procurement in context.inventory.procurements:
        dated = [milestone for milestone in procurement.milestones if known(milestone.date)]
        dated.sort(key=lambda milestone: _ORDER.index(milestone.kind))
        for earlier, later in pairwise(dated):
            if known(earlier.date) and known(later.date) and later.date < earlier.date:
                yield hit(
                    procurement,
                    ref=later.ref.child("date"),
                    related=(earlier.ref.child("date"),),
                    discriminator=later.kind.value,
                    earlier=text(f"milestone.{earlier.kind.value}"),
                    later=text(f"milestone.{later.kind.value}"),
                    earlier_date=earlier.date,
                    later_date=later.date,
                )


@rule("CT109", "procurement.milestone-after-cutover", Severity.ERROR)
def procurement_milestone_after_cutover(context: Context) -> Iterator[Hit]:
    """A gate of the procurement lies after the cut-over it is for.

    The first milestone that comes too late for the earliest cut-over of the procured systems.
    """
    for procurement in context.inventory.procurements:
        days = [(context.cutovers[system], system) for system in procurement.systems if system in context.cutovers]
        if not days:
            continue
        cutover, system = min(days, key=lambda pair: (pair[0].date, pair[1]))
        for milestone in procurement.milestones:
            if known(milestone.date) and milestone.date > cutover.date:
                yield hit(
                    procurement,
                    ref=milestone.ref.child("date"),
                    discriminator=milestone.kind.value,
                    milestone=text(f"milestone.{milestone.kind.value}"),
                    day=milestone.date,
                    **cutover_params(cutover),
                    system=context.system_names([system])[0],
                )
                break


@rule("CT110", "system.without-contract", Severity.QUESTION)
def system_without_contract(context: Context) -> Iterator[Hit]:
    """A running system that no contract covers.

    Only systems with a known vendor: where the vendor is unknown, that is the question to ask first.
    """
    covered = {system for contract in context.running_contracts for system in contract.systems}
    ended = context.inventory.contracts_of
    for system in context.inventory.systems:
        if known(system.vendor) and system.vendor in context.inventory.vendor_by_id and system.id not in covered:
            past = ended.get(system.id, ())
            yield hit(
                system,
                "id",
                related=tuple(contract.ref.child("end") for contract in past),
                variant="ended" if past else "message",
                contract=past[-1].label if past else "",
            )


@rule("CT111", "procurement.milestone-passed", Severity.WARNING)
def procurement_milestone_passed(context: Context) -> Iterator[Hit]:
    """A milestone whose day has passed and that nobody marked as done.

    Every open milestone before the reference date.
    """
    for procurement in context.inventory.procurements:
        for milestone in procurement.milestones:
            if known(milestone.date) and not milestone.done and milestone.date < context.as_of:
                place, kind, day = milestone.ref.child("date"), milestone.kind.value, milestone.date
                what, days = text(f"milestone.{kind}"), context.days_to(day)
                yield hit(procurement, ref=place, discriminator=kind, milestone=what, day=day, days=days)


@rule("CT112", "contract.ended-without-next", Severity.QUESTION)
def contract_ended_without_next(context: Context) -> Iterator[Hit]:
    """A contract that has ended although what it is for goes on.

    Told to renew itself with the old end, or nothing of the kind follows it while another contract still runs.

    Systems without any running contract are another rule's; those that migrated have left their old contracts behind.
    """
    inventory = context.inventory
    running = context.running_contracts
    covered = {system for contract in running for system in contract.systems}
    for contract in inventory.contracts:
        if not ended(contract, context.as_of):
            continue
        own = [s for s in contract.systems if s in inventory.system_by_id]
        in_use = [s for s in own if context.stands[s].side is not Side.MOVED and s in covered]
        if any(_follows(other, contract) for other in running):
            continue
        if contract.auto_renew is True and own:
            yield hit(
                contract,
                "end",
                related=(contract.ref.child("auto_renew"),),
                variant="renewed",
                severity=Severity.WARNING,
                end=contract.end,
            )
        elif in_use:
            yield hit(contract, "end", end=contract.end, systems=context.system_names(in_use))


def _follows(later: Contract, ended: Contract) -> bool:
    """Whether a running contract may be the next one: for one of the systems, with the vendor or of the kind."""
    vendor = known(ended.vendor) and later.vendor == ended.vendor
    kind = known(ended.kind) and later.kind == ended.kind
    stated = known(ended.vendor) or known(ended.kind)
    return bool(set(later.systems) & set(ended.systems)) and (vendor or kind or not stated)
