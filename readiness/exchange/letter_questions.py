"""The questions of a letter (照会事項): numbered over all its parts, with a line for each point."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from readiness.exchange.labels import Labels
from readiness.exchange.questions import key_row
from readiness.exchange.vendor_select import Section
from readiness.gaps.matters import MATTERS, Matter, Numbered, Topic, leaves, matter_of, numbered
from readiness.messages.dates import long_month
from readiness.model.dates import fiscal_year, fiscal_year_end
from readiness.model.deciding import LetterBasis
from readiness.model.gap import Gap, GapEntry
from readiness.model.inventory import Inventory
from readiness.model.record import ContractId, InterfaceId, VendorId
from readiness.model.text import Text

MOST_GROUPS, MOST_QUESTIONS_INSIDE = 8, 20
MOST_AREAS = 4  # of a line; those of a contract for everything fill a page otherwise
# The parameter of a point's title that tells its line from the others.
_SUBJECTS = ("data", "function", "item", "form", "query", "device", "requirement_id")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a question: what it is about, and what is known. `other`: areas at the other end of an interface, and
    whether it sends there or receives from there.
    """

    number: str
    areas: str
    name: str
    other: str
    known: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question. `part` is the part of the letter it stands in (1, 2; 0 where there is one); one that stands in both
    has one number and `total` lines, and in the second part it is asked `again`. `example` answers it, inside the body.
    """

    number: str
    part: int
    topic: Topic
    title: str
    ask: str
    lines: tuple[Line, ...]
    total: int
    again: bool
    example: str = ""


def asked_first(entries: Sequence[GapEntry]) -> tuple[Section, Section]:
    """What a letter inside the body asks on paper, and what only its book holds: matters that hold up a date come
    before the others, and what the division itself decides before what it may have heard.
    """
    by_matter: dict[Matter, list[GapEntry]] = {}
    for entry in entries:
        if entry.gap is not None:
            by_matter.setdefault(matter_of(entry.gap), []).append(entry)

    def urgency(matter: Matter) -> tuple[str, bool, int]:
        ranks = [entry.gap.rank.value for entry in by_matter[matter] if entry.gap is not None]
        return min(ranks), matter.topic is not Topic.OWN, MATTERS.index(matter)

    chosen: list[Matter] = []
    for matter in sorted(by_matter, key=urgency):
        topics = {one.topic for one in (*chosen, matter)}
        if len(chosen) < MOST_QUESTIONS_INSIDE and len(topics) <= MOST_GROUPS:
            chosen.append(matter)
    now = tuple(entry for entry in entries if entry.gap is not None and matter_of(entry.gap) in chosen)
    later = tuple(entry for entry in entries if entry.gap is not None and matter_of(entry.gap) not in chosen)
    return Section(basis=LetterBasis.INSIDE, entries=now), Section(basis=LetterBasis.INSIDE, entries=later)


def all_numbers(parts: Sequence[Section]) -> dict[str, str]:
    """The printed number of every point of a letter, by its ID, in the order of the letter."""
    return {
        gap.id: question.row(at)
        for question in questions_of(parts)
        for at, line in enumerate(question.lines)
        for gap in line
    }


def questions_of(parts: Sequence[Section]) -> tuple[Numbered, ...]:
    """The questions of all parts, numbered over the whole letter."""
    return numbered([[entry.gap for entry in part.entries if entry.gap is not None] for part in parts])


def asked_of(
    question: Numbered, basis: LetterBasis, labels: Labels, inventory: Inventory, party: str, dated: date
) -> Asked:
    """A question in the words of its basis; `party` sees what is known of its own."""
    key = f"matter.{question.matter.key}"
    catalogue = labels.words
    kind = "inside" if basis is LetterBasis.INSIDE else "ask"
    # Rules are not contracts, and a party that leaves is asked for nothing that it will not deliver.
    special = "body" if basis is LetterBasis.STATUTE else "leaving" if leaves(VendorId(party), inventory) else kind
    ask = catalogue.get(f"{key}.{special if catalogue.has(f'{key}.{special}') else kind}")
    return Asked(
        number=question.number,
        part=question.part,
        topic=question.matter.topic,
        title=catalogue.get(f"{key}.title"),
        ask=ask,
        lines=tuple(_line(gaps, question.row(at), labels, inventory, party) for at, gaps in enumerate(question.lines)),
        total=question.total,
        again=question.first > 0,
        example=_example(question, labels, inventory, dated) if kind == "inside" else "",
    )


def _example(question: Numbered, labels: Labels, inventory: Inventory, dated: date) -> str:
    """How such a question is answered (記入例), with days about that of the letter and the busy time of its areas."""
    areas = {area for gap in question.gaps for area in gap.areas}
    systems = {gap.system for gap in question.gaps}
    own = (window for window in inventory.windows if areas & {*window.areas} or systems & {*window.systems})
    busy = next((window.name for window in own if window.name), "")
    words, language = labels.words, labels.words.language
    return words.get(
        f"matter.{question.matter.key}.example",
        past=long_month(dated.replace(day=1) - timedelta(days=1), language),
        day=labels.day(fiscal_year_end(fiscal_year(dated) + 1)),
        busy=words.get("matter.example.busy", name=busy) if busy else words.get("matter.example.busy-time"),
    )


def _line(gaps: Sequence[Gap], number: str, labels: Labels, inventory: Inventory, party: str) -> Line:
    gap = gaps[0]
    rows = [key_row(one, inventory, labels, None, vendor=party) for one in gaps]
    row, params = rows[0], dict(gap.title.params)
    stated = next((params[name] for name in _SUBJECTS if params.get(name)), None)
    system = str(row["system_name"] or "")
    named = labels.words.render(stated) if isinstance(stated, Text) else str(stated or "")
    known_now = [str(one["current"] or "") for one in rows]
    if gap.subject.kind == "contract":
        system = ""  # the row calls it by its contract
        contract = inventory.contract_by_id.get(ContractId(gap.subject.id))
        named = contract.label if contract is not None else named
        known_now = [_of_contract(one, labels, said) for one, said in zip(gaps, known_now, strict=True)]
    return Line(
        number=number,
        areas=_areas(gap, labels),
        name=labels("letter.line", system=system, name=named) if system and named else named or system,
        other=_other(gap, labels, inventory),
        known=labels.words.join(dict.fromkeys(said for said in known_now if said)),
    )


def _other(gap: Gap, labels: Labels, inventory: Inventory) -> str:
    """The other end by its areas, and which way the data goes; of whose system it is nothing is told.

    A link that names no data was told as a pair (a column of partners in a list of systems): nobody said which way.
    """
    interface = inventory.interface_by_id.get(InterfaceId(gap.subject.id)) if gap.subject.kind == "interface" else None
    if interface is None or gap.counterpart is None:
        return ""
    areas = labels.area_list(gap.counterpart_areas) or labels("letter.no-area")
    if not interface.data:
        return areas
    return labels(f"letter.{'sent' if interface.from_ == gap.system else 'received'}", areas=areas)


def _areas(gap: Gap, labels: Labels) -> str:
    """The areas of a line; of a contract for many systems the first ones."""
    if len(gap.areas) <= MOST_AREAS:
        return labels.area_list(gap.areas)
    first = labels.area_list(gap.areas[:MOST_AREAS])
    return labels("letter.areas", areas=first, count=len(gap.areas) - MOST_AREAS)


def _of_contract(gap: Gap, labels: Labels, said: str) -> str:
    """What is known of a contract whose name stands beside it."""
    key = f"{gap.current.key}.line"
    return labels.words.get(key) if labels.words.has(key) else said
