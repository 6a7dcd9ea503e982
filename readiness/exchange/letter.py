"""照会文書 as pure data: cover sheet of a book and printed letter are made of the same words, days and numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from readiness.exchange.labels import Labels
from readiness.exchange.letter_parties import addressed_to, contact_line, inside_heads, signers, to_move
from readiness.exchange.letter_questions import Asked, asked_first, asked_of, questions_of
from readiness.exchange.vendor_select import Inquiry, Section
from readiness.gaps.survey import weekend
from readiness.model.deciding import Letter as LetterRecord
from readiness.model.deciding import LetterBasis
from readiness.model.gap import GapEntry
from readiness.model.inventory import Inventory
from readiness.model.unknown import known

Closed = Callable[[date], bool]

# Weeks to answer and days to ask back, as offices usually give them; a record of `letters` sets its own.
WEEKS = {LetterBasis.CONTRACT: 3, LetterBasis.REQUEST: 4, LetterBasis.STATUTE: 4, LetterBasis.INSIDE: 2}
QUESTION_DAYS = 7
MINUTES = 5  # a line of a division's letter, told as a rough guide


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """Values of one letter. All texts are in the labels' language and safe for the party addressed.

    `items` are the numbered particulars (記): label and what it says. `number` is empty while it is a draft, `sent` is
    None until it goes out. `lines`: of its questions; `left`: rows (inside the body: questions) that were kept back.
    """

    basis: LetterBasis
    party: str
    title: str
    number: str
    sent: date | None
    addressee: tuple[str, ...]
    sender: tuple[str, ...]
    secrecy: str
    contact: str
    opening: tuple[str, ...]
    items: tuple[tuple[str, str], ...]
    due: date
    question_due: date
    questions: tuple[Asked, ...]
    lines: int
    left: int
    fictional: bool
    body: str
    parts: tuple[str, ...] = field(default=())

    @property
    def draft(self) -> bool:
        """Whether it has no number yet."""
        return not self.number


def vendor_letter(
    inquiry: Inquiry,
    inventory: Inventory,
    labels: Labels,
    dated: date,
    *,
    document_number: str = "",
    closed: Closed = weekend,
) -> Letter:
    """The letter of one inquiry. It names the addressed party only."""
    basis, words = inquiry.basis, _Words(labels, inventory)
    moving = to_move(inquiry.entries, inventory, dated)
    record = _record(inventory, basis, dated, inquiry.vendor, inquiry.body.id if inquiry.body else "")
    return _letter(
        words,
        basis,
        record,
        party=inquiry.vendor,
        moving=moving,
        title=_title(inquiry, words, moving=moving),
        addressee=addressed_to(inquiry, inventory, labels, record),
        opening=_opening(inquiry, words, moving=moving),
        clause=_clause(inquiry, labels),
        parts=inquiry.parts,
        left=inquiry.left,
        dated=dated,
        number=document_number,
        closed=closed,
    )


def division_letter(
    division: str,
    entries: tuple[GapEntry, ...],
    inventory: Inventory,
    labels: Labels,
    dated: date,
    *,
    closed: Closed = weekend,
) -> Letter:
    """The letter inside the body to one division, or by the body's own id to those whom no division is named for."""
    record = _record(inventory, LetterBasis.INSIDE, dated, division)
    asked, later = asked_first(entries)
    words, moving = _Words(labels, inventory), to_move(entries, inventory, dated)
    heads = inside_heads(division, entries, inventory, labels)
    return _letter(
        words,
        LetterBasis.INSIDE,
        record,
        party=division,
        moving=moving,
        title=words.of_aim("inside.title", moving=moving),
        addressee=(record.to_title,) if record and record.to_title else heads,
        opening=(words.of_aim("inside.opening", moving=moving),),
        clause="",
        parts=(asked,),
        left=len(questions_of((later,))),
        dated=dated,
        number="",
        closed=closed,
    )


@dataclass(frozen=True, slots=True)
class _Words:
    labels: Labels
    inventory: Inventory

    def __call__(self, key: str, **params: str | int) -> str:
        return self.labels(f"letter.{key}", **params)

    def of_aim(self, key: str, *, moving: bool, **params: str | int) -> str:
        """Words of a letter about a move, or about systems that have moved, stay or never were under the standard."""
        return self(key if moving else f"{key}.upkeep", **params)

    def todo(self, what: str) -> str:
        """What a person has to write before it is sent."""
        words = self.labels.words
        return words.get("paper.todo", what=words.get(f"paper.todo.{what}"))

    def day(self, day: date) -> str:
        """A day with its weekday."""
        weekday = self.labels.words.get(f"paper.weekday.{day.weekday()}")
        return self.labels.words.get("paper.day", day=self.labels.day(day), weekday=weekday)


def _letter(
    words: _Words,
    basis: LetterBasis,
    record: LetterRecord | None,
    *,
    party: str,
    moving: bool,
    title: str,
    addressee: tuple[str, ...],
    opening: tuple[str, ...],
    clause: str,
    parts: Sequence[Section],
    left: int,
    dated: date,
    number: str,
    closed: Closed,
) -> Letter:
    body = words.inventory.body
    from_day = record.sent_on if record and record.sent_on else dated
    due = (record.answer_due if record else None) or _open(from_day + timedelta(weeks=WEEKS[basis]), closed)
    question_due = (record.question_due if record else None) or _open(from_day + timedelta(days=QUESTION_DAYS), closed)
    inside = basis is LetterBasis.INSIDE
    questions = tuple(
        asked_of(question, basis, words.labels, words.inventory, party if not inside else "", from_day)
        for question in questions_of(parts)
    )
    contact = contact_line(body.contact)
    kept = words("inside.kept", count=left) if inside and left else ""
    items = _items(words, basis, record, clause, questions, (due, question_due), contact, moving=moving, kept=kept)
    return Letter(
        basis=basis,
        party=party,
        title=title,
        number=number or (record.number if record and record.number else ""),
        sent=record.sent_on if record else None,
        addressee=addressee,
        sender=signers(body, basis, words.labels),
        secrecy=(record.secrecy if record and record.secrecy else "")
        or words("inside.secrecy" if inside else "addressee-only"),
        contact=contact,
        opening=opening,
        items=items,
        due=due,
        question_due=question_due,
        questions=questions,
        lines=sum(len(question.lines) for question in questions),
        left=left,
        fictional=body.fictional,
        body=body.label,
        parts=tuple(words(f"part.{part.basis.value}") for part in parts) if len(parts) > 1 else (),
    )


# ---- days, record ---------------------------------------------------------------------------------------------------


def _open(day: date, closed: Closed) -> date:
    """The first day from then on that offices are open."""
    while closed(day):
        day += timedelta(days=1)
    return day


def _record(inventory: Inventory, basis: LetterBasis, dated: date, *parties: str) -> LetterRecord | None:
    """The record of the letter that is about to be sent: to this party, on this basis, not sent before today."""
    return next(
        (
            letter
            for letter in inventory.letters
            if letter.addressee in parties and letter.basis is basis and (letter.sent_on or dated) >= dated
        ),
        None,
    )


# ---- words -----------------------------------------------------------------------------------------------------------


def _title(inquiry: Inquiry, words: _Words, *, moving: bool) -> str:
    if inquiry.reminder:
        return words("reminder.title")
    systems = [system.label for system in words.inventory.systems if system.vendor == inquiry.vendor]
    about = systems[0] if len(systems) == 1 else words("about")
    if inquiry.basis is LetterBasis.CONTRACT:
        return words.of_aim("contract.title", moving=moving, about=about)
    return words(f"{inquiry.basis.value}.title", about=about)


def _opening(inquiry: Inquiry, words: _Words, *, moving: bool) -> tuple[str, ...]:
    """The first sentences; a reminder cites the letters that asked first."""
    if inquiry.reminder:
        cited = words.labels.words.join(
            words("cited", number=number, day=words.labels.day(day)) for number, day in inquiry.earlier
        )
        return (words("reminder.opening", letters=cited),)
    both = (words("two-parts"),) if len(inquiry.parts) > 1 else ()
    greeting = words("greeting", body=words.inventory.body.label)
    return (greeting, words.of_aim(f"{inquiry.basis.value}.opening", moving=moving), *both)


def _clause(inquiry: Inquiry, labels: Labels) -> str:
    if inquiry.basis is not LetterBasis.CONTRACT:
        return labels(f"letter.{inquiry.basis.value}.basis")
    return labels.words.join(
        labels(
            "letter.clause",
            contract=contract.label,
            number=contract.number if known(contract.number) else labels("letter.no-number"),
            clause=str(contract.inquiry_clause),
        )
        for contract in inquiry.contracts
    )


def _items(
    words: _Words,
    basis: LetterBasis,
    record: LetterRecord | None,
    clause: str,
    questions: tuple[Asked, ...],
    days: tuple[date, date],
    contact: str,
    *,
    moving: bool,
    kept: str,
) -> tuple[tuple[str, str], ...]:
    """The particulars (記), in the order offices write them; those that do not apply to the basis are left out."""
    key, body = basis.value, words.inventory.body
    groups, lines = len({q.topic for q in questions}), sum(len(q.lines) for q in questions)
    stated = {"groups": groups, "questions": len({q.number for q in questions}), "lines": lines}
    reply_to = (record.method if record else None) or body.reply_to or contact or words.todo("reply_to")
    found: list[tuple[str, str]] = [("purpose", words.of_aim(f"{key}.purpose", moving=moving))]
    if basis is LetterBasis.STATUTE:
        found.append(("matters", words.of_aim("statute.matters", moving=moving)))
    if clause:
        found.append(("basis", clause))
    listed = any(question.total > 1 for question in questions)
    found.append(("questions", words("questions" if listed else "questions-alone", **stated) + kept))
    if basis is LetterBasis.INSIDE:
        found.append(("effort", words("inside.effort", minutes=lines * MINUTES)))
    found.append(("due", words("due", day=words.day(days[0]))))
    annexes = words("annexes" if listed else "annex-alone")
    found.append(("how", words("inside.how" if basis is LetterBasis.INSIDE else "how", to=reply_to, annexes=annexes)))
    if basis is not LetterBasis.INSIDE:
        shared = words("answers-on", day=words.day(record.answers_on)) if record and record.answers_on else ""
        found.append(("ask-back", words("ask-back", day=words.day(days[1]), shared=shared)))
        found.append(("secrecy", words("secrecy")))
        second = words("part-two") if any(question.part == 2 for question in questions) else ""
        found.append(("handling", words(f"{key}.handling") + second))
    else:
        found.append(("example", words("inside.example")))
    found.append(("contact", contact or words.todo("contact")))
    return tuple((words(f"item.{name}"), text) for name, text in found)
