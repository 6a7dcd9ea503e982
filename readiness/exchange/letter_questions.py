"""The questions of a letter (照会事項): numbered over all its parts, with a line for each point."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from readiness.exchange.labels import Labels
from readiness.exchange.questions import key_row
from readiness.exchange.vendor_select import Section
from readiness.gaps.matters import Numbered, Topic, leaves, numbered
from readiness.model.deciding import LetterBasis
from readiness.model.gap import Gap
from readiness.model.inventory import Inventory
from readiness.model.text import Text

MOST_AREAS = 4  # of a line; those of a contract for everything fill a page otherwise
# The parameter of a point's title that tells its line from the others.
_SUBJECTS = ("data", "function", "item", "form", "query", "device", "requirement_id")


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


def all_numbers(parts: Sequence[Section]) -> dict[str, str]:
    """The printed number of every point of a letter, by its ID, in the order of the letter."""
    return {
        gap.id: question.row(at)
        for _, question in numbered_parts(parts)
        for at, line in enumerate(question.lines)
        for gap in line
    }


def numbered_parts(parts: Sequence[Section]) -> Iterable[tuple[int, Numbered]]:
    """The questions of all parts; the groups of a second part go on counting where those of the first end."""
    first = 0
    for at, part in enumerate(parts, start=1):
        found = numbered((entry.gap for entry in part.entries if entry.gap is not None), first=first)
        yield from ((at if len(parts) > 1 else 0, question) for question in found)
        first = max((int(question.number.partition("-")[0]) for question in found), default=first)


def asked_of(
    question: Numbered, part: int, basis: LetterBasis, labels: Labels, inventory: Inventory, party: str
) -> Asked:
    """A question in the words of its basis; `party` sees what is known of its own."""
    key = f"matter.{question.matter.key}"
    catalogue = labels.words
    kind = "inside" if basis is LetterBasis.INSIDE else "ask"
    # Rules are not contracts, and a party that leaves is asked for nothing that it will not deliver.
    special = "body" if basis is LetterBasis.STATUTE else "leaving" if leaves(party, inventory) else kind
    ask = catalogue.get(f"{key}.{special if catalogue.has(f'{key}.{special}') else kind}")
    return Asked(
        number=question.number,
        part=part,
        topic=question.matter.topic,
        title=catalogue.get(f"{key}.title"),
        ask=ask,
        lines=tuple(_line(gaps, question.row(at), labels, inventory, party) for at, gaps in enumerate(question.lines)),
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
        contract = inventory.contract_by_id.get(gap.subject.id)
        named = contract.label if contract is not None else named
        known_now = [_of_contract(one, labels, said) for one, said in zip(gaps, known_now, strict=True)]
    return Line(
        number=number,
        areas=_areas(gap, labels),
        name=labels("letter.line", system=system, name=named) if system and named else named or system,
        other=str(row["counterpart_areas"] or ""),
        known=labels.words.join(dict.fromkeys(said for said in known_now if said)),
    )


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
