"""Events of one gap → where it stands. Pure; unknown orders are accepted, because people work in any order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from readiness.model.gap import EventKind, Gap, GapEntry, GapEvent, GapState

# The state a kind of event leads to, where the event does not name one.
_LEADS_TO = {
    EventKind.OPENED: GapState.DRAFTED,
    EventKind.CONFIRMED: GapState.DIVISION_CONFIRMED,
    EventKind.ASKED: GapState.ASKED,
    EventKind.ANSWERED: GapState.ANSWERED,
    EventKind.EVALUATED: GapState.EVALUATED,
    EventKind.DECIDED: GapState.DECIDED,
    EventKind.GONE: GapState.CLOSED,
}
# A revision brings the gap back to where it has to be asked again.
_REOPENED = frozenset({GapState.CLOSED, GapState.WITHDRAWN})


def fold(gap_id: str, gap: Gap | None, events: Iterable[GapEvent]) -> GapEntry:
    """The entry of one gap from its events in the order they were recorded. Events are never edited, only followed."""
    entry = GapEntry(id=gap_id, gap=gap, state=GapState.DRAFTED)
    for event in events:
        entry = _apply(entry, event)
    return _with_today(entry)


def _apply(entry: GapEntry, event: GapEvent) -> GapEntry:
    entry = replace(entry, events=(*entry.events, event), first=entry.first or event.at)
    match event.kind:
        case EventKind.OPENED:
            entry = replace(
                entry, asked=event.party or entry.asked, asked_on=None, answered_on=None, reply=None, due=None
            )
        case EventKind.ASKED:
            entry = replace(
                entry,
                asked_on=event.at,
                asked=event.party,
                due=event.due,
                document=event.document,
                answered_on=None,
                reply=None,
                stale_reply=False,
            )
        case EventKind.ANSWERED:
            stale = _revision_then(entry) != event.revision
            entry = replace(entry, answered_on=event.at, reply=event.reply, stale_reply=stale)
            if stale:  # kept and shown, but the question still stands
                return entry
        case EventKind.CONFIRMED | EventKind.EVALUATED:
            entry = replace(entry, evaluation=event.evaluation)
        case EventKind.DECIDED:
            entry = replace(entry, ruling=event.ruling)
        case EventKind.REVISED:
            stale = entry.reply is not None
            return replace(entry, state=GapState.DRAFTED, stale_reply=stale, asked=event.party or entry.asked)
        case EventKind.MOVED | EventKind.GONE | EventKind.UNMATCHED:
            pass
    return replace(entry, state=event.state or _LEADS_TO.get(event.kind, entry.state))


def _revision_then(entry: GapEntry) -> str:
    """The wording that was in force when an event came: of the last event that opened or revised the gap."""
    kinds = (EventKind.OPENED, EventKind.REVISED)
    found = [event.revision for event in entry.events if event.kind in kinds and event.revision]
    return found[-1] if found else (entry.gap.revision if entry.gap else "")


def _with_today(entry: GapEntry) -> GapEntry:
    """What the inventory says today against what was recorded."""
    gap = entry.gap
    if gap is None:
        return entry
    if entry.state in _REOPENED and entry.events and entry.events[-1].kind is EventKind.GONE:
        entry = replace(entry, state=GapState.DRAFTED)  # it had gone and is back: the same ID, asked anew
    if entry.reply is not None and gap.revision != _last_answered(entry):
        entry = replace(entry, stale_reply=True)
    return replace(entry, due=entry.due or gap.due, asked=entry.asked or gap.asked)


def _last_answered(entry: GapEntry) -> str:
    answers = [event.revision for event in entry.events if event.kind is EventKind.ANSWERED]
    return answers[-1] if answers else ""
