"""The book of one division: questions to it, and vendors' answers that it has to evaluate."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from readiness.exchange.answer_places import Places
from readiness.exchange.fitting import with_lists
from readiness.exchange.labels import Labels
from readiness.exchange.letter import Closed, Letter, division_letter
from readiness.exchange.letter_questions import all_numbers, asked_first
from readiness.exchange.questions import division_book_columns, division_row, key_row, reply_row
from readiness.exchange.vendor_book import definitions
from readiness.exchange.vendor_select import WAITING, Asking, is_sent, letters
from readiness.gaps.matters import addressee
from readiness.gaps.survey import weekend
from readiness.model.finding import Subject
from readiness.model.gap import BODY, DIVISION, VENDOR, EventKind, GapEntry, Register
from readiness.model.inventory import Inventory
from readiness.tables.table import Book, CoverLine, Table, Value, record_rows


def division_entries(register: Register, inventory: Inventory) -> Mapping[str, tuple[GapEntry, ...]]:
    """Open entries by the division that has to look at them; those of the whole body under its id."""
    found: dict[str, list[GapEntry]] = {}
    for entry in register.open:
        gap = entry.gap
        if gap is None:
            continue
        asked = addressee(gap, inventory)
        owner = gap.owner_division if asked.kind == VENDOR else asked.id
        if owner:
            found.setdefault(owner, []).append(entry)
    return {owner: tuple(entries) for owner, entries in sorted(found.items())}


def own_questions(division: str, entries: tuple[GapEntry, ...], inventory: Inventory) -> tuple[GapEntry, ...]:
    """What the division itself is asked: the rows of its letter."""
    return tuple(
        entry
        for entry in entries
        if entry.gap is not None and (to := addressee(entry.gap, inventory)).kind != VENDOR and to.id == division
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """One book to a division: its rows, the letters that went to it before, whether it reminds of them."""

    division: str
    entries: tuple[GapEntry, ...]
    earlier: tuple[tuple[str, date], ...] = ()
    reminder: bool = False


def issues(register: Register, inventory: Inventory, which: Asking = Asking.NEW) -> tuple[Issue, ...]:
    """The books that could go out now: what a division has not been sent in its wording of today, or (as a reminder)
    what it was sent and did not answer.

    Of the questions to vendors it gets those that are new since its last book, or answered since.
    """
    found = []
    for division, entries in division_entries(register, inventory).items():
        own = own_questions(division, entries, inventory)
        settled = letters((e for e in register.entries if e.gap is None), Subject(DIVISION, division))
        earlier = _in_order({*_issued(own_questions(division, register.entries, inventory)), *settled})
        if which is Asking.REMINDER:
            chosen = tuple(entry for entry in own if entry.state in WAITING and is_sent(entry))
            earlier = _issued(chosen)
        else:
            last = max((day for _, day in earlier), default=None)
            mine = {entry.id for entry in own}
            chosen = tuple(
                entry
                for entry in entries
                if (not is_sent(entry) if entry.id in mine else last is None or _changed(entry, last))
            )
        if chosen:
            reminder = which is Asking.REMINDER
            found.append(Issue(division=division, entries=chosen, earlier=earlier, reminder=reminder))
    return tuple(found)


def _issued(own: tuple[GapEntry, ...]) -> tuple[tuple[str, date], ...]:
    """The books that asked a division, by their numbers with their days, the oldest first."""
    parties = {entry.gap.asked for entry in own if entry.gap is not None and entry.gap.asked.kind != VENDOR}
    return _in_order(letter for party in parties for letter in letters(own, party))


def _in_order(found: Iterable[tuple[str, date]]) -> tuple[tuple[str, date], ...]:
    return tuple(sorted(set(found), key=lambda letter: (letter[1], letter[0])))


def _changed(entry: GapEntry, last: date) -> bool:
    """Whether a vendor's question came up, was reworded or answered after a day."""
    kinds = (EventKind.REVISED, EventKind.ANSWERED)
    return (entry.first is not None and entry.first > last) or any(
        e.kind in kinds and e.at > last for e in entry.events
    )


def division_book(
    division: str,
    entries: tuple[GapEntry, ...],
    inventory: Inventory,
    labels: Labels,
    dated: date,
    closed: Closed = weekend,
    *,
    number: str = "",
    issue: Issue | None = None,
) -> Book:
    """What the division confirms, answers, evaluates; the body's decision is entered in the same row. `number`: of the
    document, with which it counts as sent; `issue`: which of its books it is.
    """
    owner = inventory.division_by_id.get(division)
    name = owner.label if owner else inventory.body.label
    own = own_questions(division, entries, inventory)
    letter = division_letter(division, own, inventory, labels, dated, closed=closed)
    numbers = all_numbers(asked_first(own))
    order = {id_: at for at, id_ in enumerate(numbers)}
    ordered = sorted(entries, key=lambda entry: order.get(entry.id, len(order)))
    rows: Sequence[Mapping[str, Value]] = tuple(
        _row(entry, inventory, labels, numbers.get(entry.id, "")) for entry in ordered if entry.gap is not None
    )
    gaps = [entry.gap for entry in ordered if entry.gap is not None]
    columns, rows = with_lists(division_book_columns(labels), rows, gaps, Places(inventory), labels)
    title = labels("letter.reminder.title" if issue and issue.reminder else "division.title", division=name)
    sheet = labels("sheet.division")
    return Book(
        title=title,
        tables=(Table(id="division", caption=sheet, columns=columns, rows=record_rows(columns, rows)),),
        dated=dated,
        cover_title=labels("sheet.cover"),
        cover=(
            CoverLine(value=title, style="title"),
            *((CoverLine(label=labels("cover.number"), value=number),) if number else ()),
            CoverLine(label=labels("cover.dated"), value=labels("cover.undated")),
            CoverLine(label=labels("cover.to"), value=" ".join(letter.addressee)),
            CoverLine(label=labels("cover.from"), value=" ".join(letter.sender)),
            CoverLine(label=labels("cover.asker"), value=inventory.body.label),
            CoverLine(label=labels("cover.due"), value=labels.day(letter.due)),
            *_round(issue, labels),
            *(CoverLine(value=line) for line in _opening(issue, letter, labels)),
            CoverLine(value=labels("cover.how-inside", sheet=sheet, count=len(rows))),
        ),
        definitions_title=labels("sheet.definitions"),
        definitions=definitions(labels, ranks=True),
    )


def _round(issue: Issue | None, labels: Labels) -> tuple[CoverLine, ...]:
    """Which book to the division it is, from the second on."""
    if issue is None or issue.reminder or not issue.earlier:
        return ()
    return (CoverLine(label=labels("cover.round"), value=labels("cover.round-of", count=len(issue.earlier) + 1)),)


def _opening(issue: Issue | None, letter: Letter, labels: Labels) -> tuple[str, ...]:
    """The first sentences; a reminder cites the books that asked first."""
    if issue is None or not issue.reminder:
        return letter.opening
    cited = labels.words.join(
        labels("letter.cited", number=number, day=labels.day(day)) for number, day in issue.earlier
    )
    return (labels("letter.reminder.opening", letters=cited),)


def _row(entry: GapEntry, inventory: Inventory, labels: Labels, number: str) -> dict[str, Value]:
    gap = entry.gap
    if gap is None:
        return {}
    row = key_row(gap, inventory, labels, entry.due, number=number)
    if gap.asked.kind in (DIVISION, BODY):
        row["own_fact"] = entry.reply.fact if entry.reply else ""
    else:
        row |= reply_row(entry, labels)
    return row | division_row(entry, labels)
