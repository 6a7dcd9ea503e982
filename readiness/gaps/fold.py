"""Events of one gap → where it stands. Pure; unknown orders are accepted, because people work in any order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from readiness.model.finding import Subject
from readiness.model.gap import EventKind, Gap, GapEntry, GapEvent, GapState

# The state a kind of event leads to, where the event does not name one.
_LEADS_TO = {
    EventKind.OPENED: GapState.DRAFTED,
    EventKind.ASKED: GapState.ASKED,
    EventKind.ANSWERED: GapState.ANSWERED,
    EventKind.EVALUATED: GapState.EVALUATED,
    EventKind.DECIDED: GapState.DECIDED,
    EventKind.GONE: GapState.CLOSED,
}
# A revision brings the gap back to where it has to be asked again.
_REOPENED = frozenset({GapState.CLOSED, GapState.WITHDRAWN})
_PUTS = frozenset({EventKind.OPENED, EventKind.REVISED, EventKind.ASKED})
# What somebody gave: it belongs to the question as it was put to the party then.
_GIVEN = frozenset({EventKind.ANSWERED, EventKind.NOTED, EventKind.CONFIRMED, EventKind.EVALUATED, EventKind.DECIDED})


def fold(gap_id: str, gap: Gap | None, events: Iterable[GapEvent]) -> GapEntry:
    """The entry of one gap from its events in the order they were recorded. Events are never edited, only followed."""
    entry = GapEntry(id=gap_id, gap=gap, state=GapState.DRAFTED)
    for event in events:
        entry = _apply(entry, event)
    return _with_today(entry)


def revision_of(entry: GapEntry) -> str:
    """The wording the log knows last: of the last event that opened or revised the gap."""
    kinds = (EventKind.OPENED, EventKind.REVISED)
    return next((e.revision for e in reversed(entry.events) if e.kind in kinds and e.revision), "")


def party_of(entry: GapEntry, revision: str) -> Subject | None:
    """Whom a wording was put to; None where nothing tells it. The party is part of what a revision stands for."""
    if entry.gap is not None and entry.gap.revision == revision:
        return entry.gap.asked
    put = (event for event in reversed(entry.events) if event.kind in _PUTS and event.revision == revision)
    return next((event.party or entry.asked for event in put), None)


def replied_by(entry: GapEntry) -> Subject | None:
    """Who gave the reply of an entry; None where there is none, or nothing tells it."""
    return party_of(entry, _last_answered(entry)) if entry.reply is not None else None


def since_party(entry: GapEntry) -> tuple[GapEvent, ...]:
    """The events from where the present party is the one that is asked; all of them where it always was."""
    first, party = 0, None
    for at, event in enumerate(entry.events):
        if event.party is not None and event.party != party:
            first, party = (at if party is not None else 0), event.party
    return entry.events[first:] if entry.asked in (None, party) else ()


def _apply(entry: GapEntry, event: GapEvent) -> GapEntry:
    entry = replace(entry, events=(*entry.events, event), first=entry.first or event.at)
    if event.kind in _GIVEN and entry.asked not in (None, party_of(entry, event.revision) or entry.asked):
        return entry  # about the question as it was put to another party: history, and nothing of this one's
    match event.kind:
        case EventKind.OPENED:
            entry = _opened(entry, event.party)
        case EventKind.ASKED:
            entry = replace(
                _put_to(entry, event.party),
                asked_on=event.at,
                asked=event.party,
                due=event.due,
                document=event.document,
                answered_on=None,
                reply=None,
                stale_reply=False,
            )
        case EventKind.ANSWERED:
            stale = (revision_of(entry) or (entry.gap.revision if entry.gap else "")) != event.revision
            entry = replace(entry, answered_on=event.at, reply=event.reply, stale_reply=stale)
            if stale:  # kept and shown, but the question still stands
                return entry
        case EventKind.CONFIRMED:
            answered = entry.reply is not None and not entry.stale_reply
            # An answer is confirmed where it stands; only a question that waits to be sent goes on by it.
            state = entry.state if answered or entry.state is not GapState.DRAFTED else GapState.DIVISION_CONFIRMED
            return replace(entry, evaluation=event.evaluation, state=state)
        case EventKind.EVALUATED:
            entry = replace(entry, evaluation=event.evaluation)
        case EventKind.DECIDED:
            entry = replace(entry, ruling=event.ruling)
        case EventKind.REVISED:
            return _revised(entry, event.party)
        case EventKind.NOTED | EventKind.REMINDED | EventKind.TAKEN:  # it stands as before
            return replace(entry, due=event.due or entry.due)
        case EventKind.MOVED | EventKind.GONE | EventKind.UNMATCHED:
            pass
    return replace(entry, state=event.state or _LEADS_TO.get(event.kind, entry.state))


def _put_to(entry: GapEntry, party: Subject | None) -> GapEntry:
    """The question put to a party. What another one answered, and what was made of it, is history and stays inside:
    a new party starts blank.
    """
    if party is None or entry.asked in (None, party):
        return replace(entry, asked=party or entry.asked)
    blank = GapEntry(id=entry.id, gap=entry.gap, state=GapState.DRAFTED, first=entry.first)
    return replace(blank, events=entry.events, asked=party)


def _opened(entry: GapEntry, party: Subject | None) -> GapEntry:
    """Asked anew, whether or not it was answered before it had gone."""
    return replace(_put_to(entry, party), asked_on=None, answered_on=None, reply=None, due=None, stale_reply=False)


def _revised(entry: GapEntry, party: Subject | None) -> GapEntry:
    """Worded anew: it has to be asked again, and an answer that was given is one to the older wording."""
    entry = _put_to(entry, party)
    return replace(entry, state=GapState.DRAFTED, stale_reply=entry.reply is not None)


def _with_today(entry: GapEntry) -> GapEntry:
    """What the inventory says today against what was recorded; the log learns of it at the next command that writes."""
    gap = entry.gap
    if gap is None:
        return entry
    if entry.state in _REOPENED and entry.events and entry.events[-1].kind is EventKind.GONE:
        entry = replace(_opened(entry, gap.asked), state=GapState.DRAFTED)  # it is back under its ID
    elif revision_of(entry) not in ("", gap.revision):
        entry = _revised(entry, gap.asked)
    else:
        entry = _put_to(entry, gap.asked)
    if entry.reply is not None and gap.revision != _last_answered(entry):
        entry = replace(entry, stale_reply=True)
    return replace(entry, due=entry.due or gap.due, asked=entry.asked or gap.asked)


def _last_answered(entry: GapEntry) -> str:
    answers = [event.revision for event in entry.events if event.kind is EventKind.ANSWERED]
    return answers[-1] if answers else ""
