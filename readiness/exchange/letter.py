"""照会文書 as pure data: cover sheet of a book and printed letter are made of the same words, days and numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from readiness.exchange.labels import Labels
from readiness.exchange.questions import key_row
from readiness.exchange.vendor_select import Ground, Inquiry, Section
from readiness.gaps.matters import Numbered, Topic, numbered
from readiness.gaps.survey import weekend
from readiness.model.body import Contact, OperatingBodyKind
from readiness.model.deciding import Letter as LetterRecord
from readiness.model.deciding import LetterGround
from readiness.model.gap import Gap, GapEntry
from readiness.model.inventory import Inventory
from readiness.model.text import Text
from readiness.model.unknown import known

Closed = Callable[[date], bool]

# Weeks to answer and days to ask back, as offices usually give them; a record of `letters` sets its own.
WEEKS = {LetterGround.CONTRACT: 3, LetterGround.REQUEST: 4, LetterGround.STATUTE: 4, LetterGround.INSIDE: 2}
QUESTION_DAYS = 7
MINUTES = 5  # a line of a division's letter, told as a rough guide
# The parameter of a point's title that tells its line from the others.
_TELLS = ("data", "function", "item", "form", "query", "device", "requirement_id")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a question: what it is about, and what is known. `other`: areas at the other end of an interface."""

    number: str
    areas: str
    name: str
    other: str
    known: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question. `part` is the part of the letter it stands in (1, 2; 0 where there is one)."""

    number: str
    part: int
    topic: Topic
    title: str
    ask: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """Values of one letter. All texts are in the labels' language and safe for the party addressed.

    `items` are the numbered particulars (記): label and what it says. `number` is empty while it is a draft, `sent` is
    None until it goes out. `lines` is how many lines its questions have, `left` how many were kept back.
    """

    ground: LetterGround
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
    ground = LetterGround.of(inquiry.ground.value)
    record = _record(inventory, ground, dated, inquiry.vendor, inquiry.body.id if inquiry.body else "")
    return _letter(
        _Words(labels, inventory),
        ground,
        record,
        party=inquiry.vendor,
        title=_title(inquiry, inventory, labels),
        addressee=_to(inquiry, inventory, labels, record),
        opening=_opening(inquiry, inventory, labels),
        basis=_basis(inquiry, labels),
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
    """The letter inside the body to one division; the body's own id addresses those who keep the contracts."""
    owner = inventory.division_by_id.get(division)
    named = owner.label if owner is not None else labels("letter.inside.keeper")
    record = _record(inventory, LetterGround.INSIDE, dated, division)
    section = Section(ground=Ground.REQUEST, entries=entries)
    return _letter(
        _Words(labels, inventory),
        LetterGround.INSIDE,
        record,
        party=division,
        title=labels("letter.inside.title"),
        addressee=(record.to_title if record and record.to_title else _head_of(named, labels),),
        opening=(labels("letter.inside.opening"),),
        basis="",
        parts=(section,),
        left=0,
        dated=dated,
        number="",
        closed=closed,
    )


def all_numbers(parts: Sequence[Section]) -> dict[str, str]:
    """The printed number of every point of a letter, by its ID, in the order of the letter."""
    return {gap.id: question.row(at) for _, question in _questions(parts) for at, gap in enumerate(question.gaps)}


@dataclass(frozen=True, slots=True)
class _Words:
    labels: Labels
    inventory: Inventory

    def __call__(self, key: str, **params: str | int) -> str:
        return self.labels(f"letter.{key}", **params)

    def day(self, day: date) -> str:
        """A day with its weekday."""
        weekday = self.labels.words.get(f"paper.weekday.{day.weekday()}")
        return self.labels.words.get("paper.day", day=self.labels.day(day), weekday=weekday)


def _letter(
    words: _Words,
    ground: LetterGround,
    record: LetterRecord | None,
    *,
    party: str,
    title: str,
    addressee: tuple[str, ...],
    opening: tuple[str, ...],
    basis: str,
    parts: Sequence[Section],
    left: int,
    dated: date,
    number: str,
    closed: Closed,
) -> Letter:
    body = words.inventory.body
    from_day = record.sent_on if record and record.sent_on else dated
    due = (record.answer_due if record else None) or _open(from_day + timedelta(weeks=WEEKS[ground]), closed)
    question_due = (record.question_due if record else None) or _open(from_day + timedelta(days=QUESTION_DAYS), closed)
    inside = ground is LetterGround.INSIDE
    questions = tuple(
        _asked(question, part, words, ground, party if not inside else "") for part, question in _questions(parts)
    )
    contact = _contact(body.contact)
    items = _items(words, ground, record, basis, questions, (due, question_due), contact)
    return Letter(
        ground=ground,
        party=party,
        title=title,
        number=number or (record.number if record and record.number else ""),
        sent=record.sent_on if record else None,
        addressee=addressee,
        sender=_sender(words, ground),
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
        parts=tuple(words(f"part.{part.ground.value}") for part in parts) if len(parts) > 1 else (),
    )


# ---- questions -------------------------------------------------------------------------------------------------------


def _questions(parts: Sequence[Section]) -> Iterable[tuple[int, Numbered]]:
    """The questions of all parts; the groups of a second part go on counting where those of the first end."""
    first = 0
    for at, part in enumerate(parts, start=1):
        found = numbered((entry.gap for entry in part.entries if entry.gap is not None), first=first)
        yield from ((at if len(parts) > 1 else 0, question) for question in found)
        first = max((int(question.number.partition("-")[0]) for question in found), default=first)


def _asked(question: Numbered, part: int, words: _Words, ground: LetterGround, party: str) -> Asked:
    key = f"matter.{question.matter.key}"
    catalogue = words.labels.words
    kind = "inside" if ground is LetterGround.INSIDE else "ask"
    body = f"{key}.body"
    ask = catalogue.get(body if ground is LetterGround.STATUTE and catalogue.has(body) else f"{key}.{kind}")
    return Asked(
        number=question.number,
        part=part,
        topic=question.matter.topic,
        title=catalogue.get(f"{key}.title"),
        ask=ask,
        lines=tuple(_line(gap, question.row(at), words, party) for at, gap in enumerate(question.gaps)),
    )


def _line(gap: Gap, number: str, words: _Words, party: str) -> Line:
    row = key_row(gap, words.inventory, words.labels, None, vendor=party)
    params = dict(gap.title.params)
    told = next((params[name] for name in _TELLS if params.get(name)), None)
    system = str(row["system_name"] or "")
    named = words.labels.words.render(told) if isinstance(told, Text) else str(told or "")
    if gap.subject.kind == "contract":
        system = ""  # the row calls it by its contract
        contract = words.inventory.contract_by_id.get(gap.subject.id)
        named = contract.label if contract is not None else named
    return Line(
        number=number,
        areas=str(row["areas"] or ""),
        name=words("line", system=system, name=named) if system and named else named or system,
        other=str(row["counterpart_areas"] or ""),
        known=str(row["current"] or ""),
    )


# ---- days, parties ---------------------------------------------------------------------------------------------------


def _open(day: date, closed: Closed) -> date:
    """The first day from then on that offices are open."""
    while closed(day):
        day += timedelta(days=1)
    return day


def _record(inventory: Inventory, ground: LetterGround, dated: date, *parties: str) -> LetterRecord | None:
    """The record of the letter that is about to be sent: to this party, on this ground, not sent before today."""
    return next(
        (
            letter
            for letter in inventory.letters
            if letter.addressee in parties and letter.ground is ground and (letter.sent_on or dated) >= dated
        ),
        None,
    )


def _to(inquiry: Inquiry, inventory: Inventory, labels: Labels, record: LetterRecord | None) -> tuple[str, ...]:
    """Address, name, and who of the party: as recorded, else as the ground asks for."""
    vendor = inventory.vendor_by_id[inquiry.vendor]
    name = inquiry.body.label if inquiry.body is not None else vendor.label
    if record is not None and record.to_title:
        who = labels("letter.to", person=record.to_title)
    elif inquiry.body is not None:
        kind = inquiry.body.kind
        centre = kind is OperatingBodyKind.COMPUTING_CENTRE
        who = labels("letter.to-centre" if centre else "letter.to-union")
    elif vendor.contact_person:
        who = labels("letter.to", person=vendor.contact_person)
    else:
        who = labels("letter.to-company" if inquiry.ground is Ground.CONTRACT else "letter.to-contact")
    return tuple(line for line in (vendor.address or "", name, who) if line)


def _head_of(division: str, labels: Labels) -> str:
    """The head of a division: 介護保険課長 for 介護保険課; the name itself where it does not end like one."""
    ends = ("課", "室", "部", "局", "係", "班", "所", "センター")
    return labels("letter.inside.to" if division.endswith(ends) else "letter.inside.to-name", division=division)


def _sender(words: _Words, ground: LetterGround) -> tuple[str, ...]:
    """By office, not by division: the mayor where a contract or statute speaks, else the head of the division."""
    body = words.inventory.body
    name = body.issuer or body.label
    head = body.head_title if ground in (LetterGround.CONTRACT, LetterGround.STATUTE) else None
    signed = head or (f"{body.label}{body.issuer_title}" if body.issuer_title else name)
    return (signed,) if ground is LetterGround.INSIDE else (signed, words("seal"))


def _contact(contact: Contact | None) -> str:
    parts = (contact.division, contact.person, contact.phone) if contact else ()
    return " ".join(part for part in parts if part)


# ---- words -----------------------------------------------------------------------------------------------------------


def _title(inquiry: Inquiry, inventory: Inventory, labels: Labels) -> str:
    if inquiry.reminder:
        return labels("letter.reminder.title")
    systems = [system.label for system in inventory.systems if system.vendor == inquiry.vendor]
    about = systems[0] if len(systems) == 1 else labels("letter.about")
    return labels(f"letter.{inquiry.ground.value}.title", about=about)


def _opening(inquiry: Inquiry, inventory: Inventory, labels: Labels) -> tuple[str, ...]:
    """The first sentences; a reminder cites the letters that asked first."""
    if inquiry.reminder:
        cited = labels.words.join(
            labels("letter.cited", number=number, day=labels.day(day)) for number, day in inquiry.earlier
        )
        return (labels("letter.reminder.opening", letters=cited),)
    both = (labels("letter.two-parts"),) if len(inquiry.parts) > 1 else ()
    greeting = labels("letter.greeting", body=inventory.body.label)
    return (greeting, labels(f"letter.{inquiry.ground.value}.opening"), *both)


def _basis(inquiry: Inquiry, labels: Labels) -> str:
    if inquiry.ground is not Ground.CONTRACT:
        return labels(f"letter.{inquiry.ground.value}.basis")
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
    ground: LetterGround,
    record: LetterRecord | None,
    basis: str,
    questions: tuple[Asked, ...],
    days: tuple[date, date],
    contact: str,
) -> tuple[tuple[str, str], ...]:
    """The particulars (記), in the order offices write them; those that do not apply to the ground are left out."""
    key, body = ground.value, words.inventory.body
    groups, lines = len({(q.part, q.topic) for q in questions}), sum(len(q.lines) for q in questions)
    told = {"groups": groups, "questions": len(questions), "lines": lines}
    unknown = words.labels.words.get("common.unknown")
    reply_to = (record.method if record else None) or body.reply_to or contact or unknown
    found: list[tuple[str, str]] = [("purpose", words(f"{key}.purpose"))]
    if ground is LetterGround.STATUTE:
        found.append(("matters", words("statute.matters")))
    if basis:
        found.append(("basis", basis))
    found.append(("questions", words("questions", **told)))
    if ground is LetterGround.INSIDE:
        found.append(("effort", words("inside.effort", minutes=lines * MINUTES)))
    found.append(("due", words("due", day=words.day(days[0]))))
    found.append(("how", words("inside.how" if ground is LetterGround.INSIDE else "how", to=reply_to)))
    if ground is not LetterGround.INSIDE:
        shared = words("answers-on", day=words.day(record.answers_on)) if record and record.answers_on else ""
        found.append(("ask-back", words("ask-back", day=words.day(days[1]), shared=shared)))
        found.append(("secrecy", words("secrecy")))
        second = words("part-two") if any(question.part == 2 for question in questions) else ""
        found.append(("handling", words(f"{key}.handling") + second))
    else:
        found.append(("example", words("inside.example")))
    found.append(("contact", contact or unknown))
    return tuple((words(f"item.{name}"), text) for name, text in found)
