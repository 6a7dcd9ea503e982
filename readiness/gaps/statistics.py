"""How the questions stand, by whom they were asked of: asked, answered, accepted, overdue, and since when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from readiness.model.conformance import Answer
from readiness.model.finding import Subject
from readiness.model.gap import EventKind, GapEntry, GapState, Register
from readiness.model.inventory import Inventory
from readiness.model.record import Maybe, SystemId
from readiness.model.unknown import UNKNOWN

# Upper ends of the ages, in days since the question was sent; the last one is open.
AGES: tuple[int | None, ...] = (14, 30, 60, None)
_ACCEPTED = (GapState.DECIDED, GapState.IN_PROGRESS, GapState.VERIFIED, GapState.CLOSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyCount:
    """Counts for one vendor or division. `ages` counts open questions by days since they were sent, as `AGES`.

    `open` are points not yet closed, `asked` those ever sent, `answered` those with a current answer, `evaluated` those
    the division has looked at, `accepted` those decided or beyond, `overdue` those past their day without an answer.
    """

    party: Subject
    open: int = 0
    asked: int = 0
    answered: int = 0
    evaluated: int = 0
    accepted: int = 0
    overdue: int = 0
    ages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FilingItem:
    """One row of the list for the 経過措置 届出: what, until when, whether filed, and where it comes from."""

    system: SystemId
    function: str
    until: Maybe[date]
    number: Maybe[str]
    filed: Maybe[bool]
    delivery: date | None = None
    gap: str = ""


def party_counts(register: Register, as_of: date) -> tuple[PartyCount, ...]:
    """One row per party that is or was asked: vendors first, then divisions, then the body itself."""
    by_party: dict[Subject, list[GapEntry]] = {}
    for entry in register.entries:
        party = entry.asked or (entry.gap.asked if entry.gap else None)
        if party is not None:
            by_party.setdefault(party, []).append(entry)
    order = {"vendor": 0, "division": 1, "body": 2}
    parties = sorted(by_party, key=lambda party: (order.get(party.kind, 3), party.id))
    return tuple(_count(party, by_party[party], as_of) for party in parties)


def is_overdue(entry: GapEntry, as_of: date) -> bool:
    """A question that was sent, whose day has passed, and that has no current answer."""
    waiting = entry.state is GapState.ASKED or (entry.stale_reply and entry.state.open)
    return waiting and entry.asked_on is not None and entry.due is not None and entry.due < as_of


def _count(party: Subject, entries: list[GapEntry], as_of: date) -> PartyCount:
    sent = [entry for entry in entries if any(event.kind is EventKind.ASKED for event in entry.events)]
    waiting = [entry for entry in sent if entry.state.open and (entry.reply is None or entry.stale_reply)]
    ages = Counter(_age((as_of - entry.asked_on).days) for entry in waiting if entry.asked_on)
    return PartyCount(
        party=party,
        open=sum(entry.state.open for entry in entries),
        asked=len(sent),
        answered=sum(entry.reply is not None and not entry.stale_reply for entry in entries),
        evaluated=sum(any(e.kind is EventKind.EVALUATED for e in entry.events) for entry in entries),
        accepted=sum(entry.state in _ACCEPTED and entry.ruling is not None for entry in entries),
        overdue=sum(is_overdue(entry, as_of) for entry in entries),
        ages=tuple(ages[index] for index in range(len(AGES))),
    )


def _age(days: int) -> int:
    return next(index for index, end in enumerate(AGES) if end is None or days <= end)


def filing_items(inventory: Inventory, register: Register) -> tuple[FilingItem, ...]:
    """What is or has to be filed: measures of the inventory, then functions that vendors answered to deliver later."""
    found = [
        FilingItem(
            system=system.id, function=measure.function, until=measure.until, number=measure.number, filed=measure.filed
        )
        for system in inventory.systems
        for measure in system.transitional_measures
    ]
    listed = {(item.system, item.function) for item in found}
    later: Mapping[str, GapEntry] = {
        e.id: e for e in register.entries if e.reply is not None and e.reply.answer is Answer.FITS_LATER
    }
    for entry in later.values():
        gap, reply = entry.gap, entry.reply
        if gap is None or reply is None or (gap.system, gap.requirement) in listed:
            continue
        number: Maybe[str] = reply.transitional_number or UNKNOWN
        found.append(
            FilingItem(
                system=gap.system,
                function=gap.requirement,
                until=UNKNOWN,
                number=number,
                filed=UNKNOWN,
                delivery=reply.delivery,
                gap=gap.id,
            )
        )
    return tuple(found)
