"""Today's gaps and all events → the register; and what an export records so that the log tells the whole story."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from readiness.gaps.fold import fold, revision_of
from readiness.model.finding import Subject
from readiness.model.gap import EventKind, Gap, GapEntry, GapEvent, GapState, Register


def build_register(
    gaps: Iterable[Gap], events: Iterable[GapEvent] = (), resting: frozenset[str] = frozenset()
) -> Register:
    """Merge. Gaps of today keep their order; those the inventory no longer shows follow by ID. `resting`: those of them
    that nobody said are gone.
    """
    by_gap: dict[str, list[GapEvent]] = {}
    unmatched = []
    for event in events:
        if event.kind is EventKind.UNMATCHED:
            unmatched.append(event)
        else:
            by_gap.setdefault(event.gap, []).append(event)
    today = {gap.id: gap for gap in gaps}
    entries = [fold(gap.id, gap, by_gap.get(gap.id, ())) for gap in today.values()]
    entries += [fold(gap, None, stated) for gap, stated in sorted(by_gap.items()) if gap not in today]
    return Register(entries=tuple(entries), unmatched=tuple(unmatched), resting=resting)


def bookkeeping(register: Register, as_of: date) -> tuple[GapEvent, ...]:
    """Events that bring the log up to the inventory: opened, revised, gone. Recorded before anything is sent out."""
    found: list[GapEvent] = []
    for entry in register.entries:
        gap = entry.gap
        if gap is None:
            if entry.state.open and entry.id not in register.resting:
                found.append(GapEvent(gap=entry.id, kind=EventKind.GONE, at=as_of))
        elif not entry.events or entry.events[-1].kind is EventKind.GONE:
            found.append(_event(EventKind.OPENED, gap, as_of))
        elif revision_of(entry) != gap.revision:
            found.append(_event(EventKind.REVISED, gap, as_of))
    return tuple(found)


def asking(
    entries: Iterable[GapEntry], as_of: date, due: Mapping[str, date], document: str, by: str = ""
) -> tuple[GapEvent, ...]:
    """Events that record that these gaps were sent out under a document number; `due` by gap ID."""
    return tuple(
        GapEvent(
            gap=entry.id,
            kind=EventKind.ASKED,
            at=as_of,
            revision=entry.gap.revision,
            by=by,
            party=entry.gap.asked,
            document=document,
            due=due.get(entry.id, entry.gap.due),
        )
        for entry in entries
        if entry.gap is not None and not _already_asked(entry, document)
    )


def reminding(entries: Iterable[GapEntry], as_of: date, document: str, due: date) -> tuple[GapEvent, ...]:
    """Events that record that the party was reminded of these questions, to be answered by `due`."""
    return tuple(
        GapEvent(
            gap=entry.id, kind=EventKind.REMINDED, at=as_of, revision=entry.gap.revision, party=entry.gap.asked,
            document=document, due=due,
        )
        for entry in entries
        if entry.gap is not None
        and not any(e.kind is EventKind.REMINDED and e.document == document for e in entry.events)
    )  # fmt: skip


def _already_asked(entry: GapEntry, document: str) -> bool:
    gap = entry.gap
    return gap is not None and any(
        event.kind is EventKind.ASKED and event.document == document and event.revision == gap.revision
        for event in entry.events
    )


def asked_party(entry: GapEntry) -> Subject | None:
    """Who has to act now: the vendor or division asked, or the owner division once there is an answer."""
    gap = entry.gap
    if gap is not None and entry.state in (GapState.ANSWERED, GapState.EVALUATED) and gap.owner_division:
        return Subject("division", gap.owner_division)
    return entry.asked or (gap.asked if gap else None)


def _event(kind: EventKind, gap: Gap, as_of: date) -> GapEvent:
    return GapEvent(gap=gap.id, kind=kind, at=as_of, revision=gap.revision, party=gap.asked)
