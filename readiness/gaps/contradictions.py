"""Answers against the inventory and the plan: what they change, and where they do not fit (回答との不一致)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import TypeAlias

from readiness.model.conformance import Answer
from readiness.model.finding import Finding, Severity, Subject
from readiness.model.gap import BUILTIN, GapEntry, Register
from readiness.model.inventory import Inventory
from readiness.model.record import Secrecy, SystemId
from readiness.model.ref import NOWHERE
from readiness.model.text import Param, Text, text
from readiness.model.unknown import known

# Questions whose 提供予定日 is that of the whole conformant system, not of one function.
_WHOLE_SYSTEM = (f"{BUILTIN}migration.delivery", f"{BUILTIN}state.not-conformant")
_UNTIL = f"{BUILTIN}transition.until:"
_Stated: TypeAlias = Callable[..., Finding]


@dataclass(frozen=True, slots=True, kw_only=True)
class DateEffect:
    """A promised delivery and the date it bears on; `days` > 0 means that the delivery comes too late."""

    gap: str
    system: SystemId
    delivery: date
    against: date
    days: int


def with_answers(inventory: Inventory, register: Register) -> Inventory:
    """The inventory as the plan should see it: a delivery that a vendor answered counts over none or an earlier one.

    Only current answers count; an answer to an older wording changes nothing.
    """
    promised = system_deliveries(register)
    systems = tuple(
        replace(system, delivery_date=promised[system.id])
        if system.id in promised and (system.delivery_date is None or system.delivery_date < promised[system.id])
        else system
        for system in inventory.systems
    )
    return inventory if systems == inventory.systems else replace(inventory, systems=systems)


def system_deliveries(register: Register) -> Mapping[SystemId, date]:
    """The latest delivery of the whole system that its vendor answered, by system."""
    found: dict[SystemId, date] = {}
    for entry in _answered(register):
        gap, reply = entry.gap, entry.reply
        if gap is not None and reply is not None and reply.delivery and gap.requirement in _WHOLE_SYSTEM:
            found[gap.system] = max(reply.delivery, found.get(gap.system, reply.delivery))
    return found


def date_effects(register: Register, cutovers: Mapping[SystemId, date]) -> tuple[DateEffect, ...]:
    """Every promised delivery of a system that has a cut-over date, the latest first."""
    found = []
    for entry in _answered(register):
        gap, reply = entry.gap, entry.reply
        if gap is None or reply is None or reply.delivery is None or gap.system not in cutovers:
            continue
        day = cutovers[gap.system]
        late = (reply.delivery - day).days
        found.append(DateEffect(gap=gap.id, system=gap.system, delivery=reply.delivery, against=day, days=late))
    return tuple(sorted(found, key=lambda effect: (-effect.days, effect.gap)))


def answer_findings(register: Register, inventory: Inventory, cutovers: Mapping[SystemId, date]) -> tuple[Finding, ...]:
    """Contradictions between answers and the rest: GA101 delivery after cut-over, GA102 適合 without evidence,
    GA103 経過措置 ends before delivery, GA104 an answer to an older wording, GA105 an answer that belongs nowhere.
    """
    stated = partial(_finding, inventory, {entry.id: entry for entry in register.entries})
    found = [
        stated("GA101", effect.system, effect.gap, delivery=effect.delivery, cutover=effect.against)
        for effect in date_effects(register, cutovers)
        if effect.days > 0
    ]
    for entry in _answered(register):
        found += _without_evidence(entry, stated)
        found += _after_measure(entry, inventory, stated)
    found += [stated("GA104", e.gap.system, e.id) for e in register.entries if e.stale_reply and e.gap]
    found += [stated("GA105", SystemId(event.gap or event.document), event.document) for event in register.unmatched]
    return tuple(found)


def _without_evidence(entry: GapEntry, stated: _Stated) -> Iterator[Finding]:
    reply, gap = entry.reply, entry.gap
    if reply is None or gap is None or gap.requirement.startswith(BUILTIN):
        return
    if reply.answer is Answer.FITS and not reply.evidence:
        yield stated("GA102", gap.system, entry.id, requirement=gap.requirement)


def _after_measure(entry: GapEntry, inventory: Inventory, stated: _Stated) -> Iterator[Finding]:
    reply, gap = entry.reply, entry.gap
    if reply is None or gap is None or reply.delivery is None:
        return
    system = inventory.system_by_id.get(gap.system)
    for measure in system.transitional_measures if system else ():
        same = gap.requirement in (f"{_UNTIL}{measure.function}", measure.function)
        if same and known(measure.until) and measure.until < reply.delivery:
            yield stated("GA103", gap.system, entry.id, until=measure.until, delivery=reply.delivery)


def _answered(register: Register) -> Iterator[GapEntry]:
    return (e for e in register.entries if e.reply is not None and not e.stale_reply and e.gap is not None)


def _finding(
    inventory: Inventory, entries: Mapping[str, GapEntry], code: str, system: SystemId, gap: str, **params: Param
) -> Finding:
    """At the place of the question, where there is one; the system by its name."""
    record = inventory.system_by_id.get(system)
    asked = entries[gap].gap if gap in entries else None
    return Finding(
        code=code,
        severity=Severity.WARNING,
        subject=Subject("system", system),
        message=text(f"gap.finding.{code}", system=record.label if record else system, gap=gap, **params),
        basis=Text(f"rule.{code}.basis"),
        remedy=text(f"gap.finding.{code}.remedy"),
        ref=asked.ref if asked else NOWHERE,
        discriminator=gap,
        least=Secrecy.INSIDE,  # an answer is nothing that its place in the inventory tells how secret it is
    )
