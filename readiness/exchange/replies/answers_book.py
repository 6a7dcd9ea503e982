"""回答の反映 (answers.xlsx): answers that could fill the ledger, for a person to accept or reject in Excel.

Out: a row for each field of the ledger that an answer could fill. Back: each row by its 照会ID, the field and the check
code of the answer, so that a book that was sorted or cut, or is older than the answer, is taken row by row or named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import cast
from unicodedata import normalize

from readiness.exchange.answer_places import FieldPlace, Places
from readiness.exchange.cells import fold_word, read_date, read_integer, read_word, read_yes
from readiness.exchange.check_code import check_code, check_fits, clean_id
from readiness.exchange.labels import Labels
from readiness.exchange.notes import RowNote, acting, note
from readiness.exchange.replies.amounts import read_yen
from readiness.exchange.replies.proposals import YEN_NAMES, proposed
from readiness.exchange.rows import FoundRow, Incoming, find_tables
from readiness.model.fields import FieldFacts
from readiness.model.gap import EventKind, Gap, GapEntry, Register, Reply
from readiness.model.inventory import Inventory
from readiness.model.record import Word
from readiness.model.unknown import known
from readiness.sources.grid import Cell, cell_text
from readiness.tables.table import Book, Column, CoverLine, Table, Value, record_rows

_COLUMNS = (
    ("id", 15, False), ("record", 14, False), ("point", 16, False), ("answer", 24, False), ("field", 15, False),
    ("old", 12, False), ("value", 15, True), ("verdict", 8, True), ("by", 10, True), ("on", 11, True),
    ("why", 18, False),
)  # fmt: skip
# How people write 採用 and 不採用; 確認済 only says that somebody looked.
_TAKES = re.compile(
    r"○|はい|可|ok|(?:採用|反映)(?:する|します|して(?:ください|下さい)|で?可|です|でよい|で良い|でお願いします)?。?"
)
_REJECTS = re.compile(
    r"×|いいえ|否|不可|ng|却下(?:する|します)?|見送(?:り|る|ります)|不採用(?:です|とする|とします)?|"
    r"(?:採用|反映)(?:しない|しません|せず|不要|不可)。?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One answer that could fill a field; `value` is what it would be, "" where a person has to say it."""

    entry: GapEntry
    gap: Gap
    reply: Reply
    place: FieldPlace
    value: Value

    @property
    def code(self) -> str:
        """Changes with the answer: a book made before says nothing of the one given since."""
        return check_code(self.gap.id, repr(self.reply))


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a person decided: the value to write, None where the answer is rejected."""

    offer: Offer
    value: str | int | bool | None
    by: str
    on: date | None
    accepted: bool


def offers(register: Register, inventory: Inventory, labels: Labels) -> tuple[Offer, ...]:
    """Answers of today's points that nobody has decided on, once for every field they could fill."""
    places = Places(inventory)
    return tuple(offer for entry in register.entries for offer in _offers(entry, places, labels))


def _offers(entry: GapEntry, places: Places, labels: Labels) -> Iterator[Offer]:
    gap, reply = entry.gap, entry.reply
    if gap is None or reply is None or entry.stale_reply or not gap.ref.path:
        return
    kinds = [event.kind for event in entry.events]
    if EventKind.TAKEN in kinds and kinds[::-1].index(EventKind.TAKEN) < kinds[::-1].index(EventKind.ANSWERED):
        return
    found = places.of(gap)
    for place in found:
        said = reply if len(found) == 1 else replace(reply, fact=_said_of(place.fact, reply.fact, labels))
        # A code or a day answers one question; of several fields only the words tell which they mean.
        value = proposed(place.fact, said if len(found) == 1 else Reply(fact=said.fact))
        yield Offer(entry=entry, gap=gap, reply=reply, place=place, value=value if place.takes(value) else "")


def _said_of(fact: FieldFacts, said: str, labels: Labels) -> str:
    """What an answer about several fields says of one: the words behind its label (文字コード:Shift_JIS、…)."""
    label = re.sub(r"\([^)]*\)$", "", normalize("NFKC", labels.words.render(fact.label)))
    found = re.search(rf"{re.escape(label)}\s*(?:は|[::=＝])\s*([^、,;;\n]+)", normalize("NFKC", said))
    return found[1].strip().rstrip("。") if found else ""


def answers_book(register: Register, inventory: Inventory, labels: Labels, dated: date) -> Book | None:
    """The book; None where no answer waits."""
    found = offers(register, inventory, labels)
    if not found:
        return None
    columns = answers_columns(labels)
    rows = record_rows(columns, (_row(offer, inventory, labels) for offer in found))
    title = labels("answers.title")
    return Book(
        title=title,
        tables=(Table(id="answers", caption=labels("answers.sheet"), columns=columns, rows=rows),),
        dated=dated,
        cover_title=labels("sheet.cover"),
        cover=(
            CoverLine(value=title, style="title"),
            CoverLine(label=labels("cover.asker"), value=inventory.body.label),
            CoverLine(value=labels("answers.how", count=len(found))),
        ),
    )


def answers_columns(labels: Labels) -> tuple[Column, ...]:
    """Columns of the sheet; what ties a row to its answer stands at the end."""
    shown = [
        Column(
            key=key,
            header=labels(f"answers.{key}"),
            width=width,
            kind="long",
            editable=editable,
            choices=(labels("answers.accept"), labels("answers.reject")) if key == "verdict" else (),
        )
        for key, width, editable in _COLUMNS
    ]
    hidden = (Column(key=key, header=key, kind="code", width=8, hidden=True) for key in ("#field", "#code"))
    return (*shown, *hidden)


def _row(offer: Offer, inventory: Inventory, labels: Labels) -> dict[str, Value]:
    gap, reply, words = offer.gap, offer.reply, labels.words
    system = inventory.system_by_id.get(gap.system)
    old = offer.place.said
    code = words.get(f"answer.{reply.answer.value}") if known(reply.answer) else ""
    stated = (code, reply.fact, reply.delivery.isoformat() if reply.delivery else "", *_costs(reply))
    why = "answers.no-value" if offer.value in (None, "") else "answers.differs" if old else ""
    return {
        "id": gap.id,
        "record": system.label if system else gap.subject.id,
        "point": words.render(gap.title),
        "answer": " / ".join(part for part in stated if part),
        "field": words.render(offer.place.fact.label),
        "old": old,
        "value": offer.value,
        "why": labels(why) if why else "",
        "#field": offer.place.dotted,
        "#code": offer.code,
    }


def _costs(reply: Reply) -> Iterator[str]:
    for bound in dict.fromkeys((reply.cost_low, reply.cost_high)):
        if bound is not None:
            yield f"{bound:,}円"


# ---- back ----------------------------------------------------------------------------------------------------------


def is_answers_book(incoming: Incoming, labels: Labels) -> bool:
    """Whether a workbook is one of these."""
    return any("#code" in table.search.columns for table in find_tables(incoming, answers_columns(labels), "id"))


def has_verdicts(incoming: Incoming, labels: Labels) -> bool:
    """Whether anything was decided in such a book."""
    return any(row.text("verdict") for t in find_tables(incoming, answers_columns(labels), "id") for row in t.rows)


def read_verdicts(
    incoming: Incoming, register: Register, inventory: Inventory, labels: Labels
) -> tuple[tuple[Verdict, ...], tuple[RowNote, ...], int]:
    """Decisions by row, remarks on rows that could not be taken, and how many rows there are."""
    open_: dict[tuple[str, str], Offer] = {}
    for offer in offers(register, inventory, labels):
        open_[offer.gap.id, offer.place.dotted] = offer
        open_.setdefault((offer.gap.id, ""), offer)  # books made before there was a column for it
    found: list[Verdict] = []
    notes: list[RowNote] = [*acting(incoming.workbook)]
    rows = 0
    for table in find_tables(incoming, answers_columns(labels), "id"):
        for row in table.rows:
            rows += 1
            verdict = _verdict(row, open_, notes, labels)
            if verdict is not None:
                found.append(verdict)
    return tuple(found), tuple(notes), rows


def _verdict(
    row: FoundRow, open_: Mapping[tuple[str, str], Offer], notes: list[RowNote], labels: Labels
) -> Verdict | None:
    said, id_ = row.text("verdict"), clean_id(row.text("id"))
    if not said:
        return None
    offer = open_.get((id_, row.text("#field")))
    if offer is None or not check_fits(row.text("#code"), offer.gap.id, repr(offer.reply)):
        notes.append(note("answers-gone", row.place("id"), id_))
        return None
    accepted = said == labels("answers.accept") or bool(_TAKES.fullmatch(fold_word(said)))
    if not accepted and said != labels("answers.reject") and not _REJECTS.fullmatch(fold_word(said)):
        notes.append(note("answers-verdict", row.place("verdict"), id_, raw=said[:40]))
        return None
    value = typed(offer.place.fact, row.cells.get("value")) if accepted else None
    if accepted and (value is None or not offer.place.takes(value)):
        notes.append(note("answers-value", row.place("value"), id_, raw=row.text("value")[:40]))
        return None
    day = read_date(row.cells.get("on")).value
    return Verdict(offer=offer, value=value, by=row.text("by"), on=day, accepted=accepted)


def typed(fact: FieldFacts, cell: Cell) -> str | int | bool | None:
    """A cell as the ledger writes it; None where it is no value of the field."""
    if fact.kind == "date":
        day = read_date(cell).value
        return day.isoformat() if day else None
    if fact.kind == "boolean":
        return read_yes(cell).value
    if fact.kind in ("integer", "number"):
        yen = any(word in fact.name for word in YEN_NAMES)
        return read_yen(cell).low if yen else read_integer(cell).value
    if fact.kind == "word":
        found = read_word(cell, cast("type[Word]", fact.target)).value
        return found.ja if found is not None else None
    return cell_text(cell) or None
