"""引継書: what a successor in April has to know, per division and per system, with the paper each point rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from readiness.gaps.survey import Survey
from readiness.model.contract import ContractKind
from readiness.model.dates import months_before
from readiness.model.gap import GapEntry, Register
from readiness.model.inventory import Inventory
from readiness.model.record import Record, SystemId
from readiness.model.system import System
from readiness.model.text import Text, text
from readiness.model.unknown import known
from readiness.situation.situation import Side, Situation

Chapter = Literal["open", "promises", "deadlines", "papers"]
CHAPTERS: tuple[Chapter, ...] = ("open", "promises", "deadlines", "papers")
NEAR_DAYS = 90
# What somebody has to see coming long before: a contract that ends in a year is asked for in this year's budget.
TERMS = frozenset({"contract-end", "contract-notice", "joint-end", "joint-notice", "quote"})


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverItem:
    """One point. `division`, `system`: ids or "" (whole body); `day` where it has one; `paper` what it rests on."""

    chapter: Chapter
    division: str
    system: str
    what: Text
    day: date | None = None
    who: str = ""
    paper: str = ""


def handover_items(inventory: Inventory, register: Register, as_of: date) -> tuple[HandoverItem, ...]:
    """未決事項, 相手との約束, 期限, 根拠文書; by chapter, division, system, day. Deadlines are those of the next
    90 days, overdue ones included, and every term of a contract or a quote.
    """
    survey = Survey(inventory=inventory, as_of=as_of)
    found = [
        *_open(register),
        *_promises(register, inventory, survey),
        *_deadlines(register, survey),
        *_papers(inventory, register, survey),
    ]
    order = {chapter: index for index, chapter in enumerate(CHAPTERS)}
    return tuple(
        sorted(found, key=lambda i: (order[i.chapter], i.division, i.system, i.day or date.max, i.what.key, i.paper))
    )


def _open(register: Register) -> Iterator[HandoverItem]:
    for entry in register.open:
        gap = entry.gap
        if gap is None:
            continue
        yield HandoverItem(
            chapter="open",
            division=_owner(entry),
            system=gap.system,
            what=text(
                "handover.open",
                title=gap.title,
                current=gap.current,
                state=text(f"exchange.state.{entry.state.value}"),
                id=gap.id,
            ),
            day=entry.due if entry.asked_on else None,
            who=(entry.asked or gap.asked).id,
            paper=entry.document,
        )


def _promises(register: Register, inventory: Inventory, survey: Survey) -> Iterator[HandoverItem]:
    for entry in register.entries:
        gap, reply = entry.gap, entry.reply
        if gap is not None and reply is not None and reply.delivery is not None:
            yield HandoverItem(
                chapter="promises",
                division=_owner(entry),
                system=gap.system,
                what=text("handover.promise.delivery", title=gap.title, version=reply.version or "―", id=gap.id),
                day=reply.delivery,
                who=entry.asked.id if entry.asked else "",
                paper=reply.evidence or entry.document,
            )
        if gap is not None and entry.ruling is not None and entry.ruling.decision:
            yield HandoverItem(
                chapter="promises",
                division=_owner(entry),
                system=gap.system,
                what=text("handover.promise.ruling", title=gap.title, decision=entry.ruling.decision, id=gap.id),
                day=entry.ruling.decided_on,
                paper=entry.ruling.document_number,
            )
    for proposal in inventory.proposals:
        yield HandoverItem(
            chapter="promises",
            division=_division(proposal.system, survey),
            system=proposal.system,
            what=text("handover.promise.proposal"),
            day=proposal.date,
            who=proposal.vendor if known(proposal.vendor) else "",
            paper=proposal.source or "",
        )


def _deadlines(register: Register, survey: Survey) -> Iterator[HandoverItem]:
    last = survey.as_of + timedelta(days=NEAR_DAYS)
    for system, key, day, label, paper in _dates(register, survey):
        if day <= last or key in TERMS:
            yield HandoverItem(
                chapter="deadlines",
                division=_division(system, survey),
                system=system,
                what=text(f"handover.deadline.{key}", label=label),
                day=day,
                paper=paper,
            )


def _dates(register: Register, survey: Survey) -> Iterator[tuple[str, str, date, str | Text, str]]:
    """(system, kind, day, label, paper) of everything that has a day and is not over by nature."""
    for stand in survey.stands.values():
        yield from _system_dates(stand)
    yield from _contract_dates(survey.inventory)
    yield from _asset_dates(survey.inventory)
    for entry in register.open:
        if entry.gap is not None and entry.asked_on is not None and entry.due is not None and entry.reply is None:
            asked = text("handover.question", title=entry.gap.title, id=entry.id)
            yield entry.gap.system, "answer", entry.due, asked, entry.document


def _contract_dates(inventory: Inventory) -> Iterator[tuple[str, str, date, str, str]]:
    for contract in inventory.contracts:
        system_id = contract.systems[0] if len(contract.systems) == 1 else ""
        number = contract.number if known(contract.number) else ""
        if known(contract.end):
            kind = "joint" if contract.kind is ContractKind.JOINT_USE else "contract"
            yield system_id, f"{kind}-end", contract.end, contract.label, number
            if known(contract.notice_months):
                day = months_before(contract.end, contract.notice_months)
                yield system_id, f"{kind}-notice", day, contract.label, number
    for procurement in inventory.procurements:
        for gate in procurement.milestones:
            if not gate.done and known(gate.date):
                label = f"{procurement.label} {gate.kind.ja}"
                yield (procurement.systems[0] if procurement.systems else ""), "milestone", gate.date, label, ""


def _asset_dates(inventory: Inventory) -> Iterator[tuple[str, str, date, str, str]]:
    for interface in inventory.interfaces:
        if interface.remove_by is not None:
            label = interface.data or interface.id
            yield _end(interface.from_, interface.to, inventory), "link-removal", interface.remove_by, label, ""
    for device in inventory.devices:
        if known(device.lease_end):
            yield (device.systems[0] if device.systems else ""), "lease-end", device.lease_end, device.label, ""
    for quote in inventory.quotes:
        if known(quote.valid_until):
            number = quote.number if known(quote.number) else ""
            yield quote.system or "", "quote", quote.valid_until, quote.label, number


def _system_dates(stand: Situation) -> Iterator[tuple[str, str, date, str, str]]:
    system, moving = stand.system, stand.side is not Side.MOVED
    if stand.cutover is not None:
        yield system.id, "cutover", stand.cutover.date, system.label, ""
    if known(system.due_date) and moving:
        yield system.id, "due", system.due_date, system.label, ""
    if known(system.platform_eol) and moving:
        yield system.id, "platform-eol", system.platform_eol, system.label, ""
    for measure in system.transitional_measures:
        if known(measure.until):
            yield system.id, "measure", measure.until, measure.function, measure.number if known(measure.number) else ""


def _papers(inventory: Inventory, register: Register, survey: Survey) -> Iterator[HandoverItem]:
    seen: set[tuple[str, str]] = set()
    for record in inventory.records():
        if record.source:
            system = _system_of(record)
            if (system, record.source) not in seen:
                seen.add((system, record.source))
                yield _paper(system, survey, text("handover.paper.source", label=record.label), record.source)
    for contract in inventory.contracts:
        if known(contract.number):
            system = contract.systems[0] if len(contract.systems) == 1 else ""
            yield _paper(system, survey, text("handover.paper.contract", label=contract.label), contract.number)
    documents = {(e.document, e.gap.system) for e in register.entries if e.document and e.gap}
    for document, system in sorted(documents):
        yield _paper(system, survey, text("handover.paper.inquiry"), document)
    for claim in inventory.claims:
        if claim.document_number:
            yield _paper(
                claim.system or "", survey, text("handover.paper.claim", label=claim.requirement), claim.document_number
            )
    plan = inventory.decisions.plan
    if plan is not None and plan.document_number:
        yield _paper("", survey, text("handover.paper.plan"), plan.document_number)


def _paper(system: str, survey: Survey, what: Text, paper: str) -> HandoverItem:
    return HandoverItem(chapter="papers", division=_division(system, survey), system=system, what=what, paper=paper)


def _system_of(record: Record) -> str:
    if isinstance(record, System):
        return record.id
    owner = getattr(record, "system", None)
    return owner if isinstance(owner, str) else ""


def _end(first: str, second: str, inventory: Inventory) -> str:
    return first if first in inventory.system_by_id else second


def _division(system: str, survey: Survey) -> str:
    found = survey.inventory.system_by_id.get(SystemId(system))
    return (survey.owner(found) or "") if found else ""


def _owner(entry: GapEntry) -> str:
    gap = entry.gap
    if gap is None:
        return ""
    return gap.owner_division or (gap.asked.id if gap.asked.kind == "division" else "")
