"""読み取り確認 (reading.xlsx): what the reader of a ledger was not sure of, for a person to settle in Excel.

Out: five sheets, the questions first. Back: each row by its own key (section, record, field, text confirmed), never by
its place, so that a book that was sorted, cut or filled in LibreOffice is taken row by row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from readiness.exchange.cells import read_date
from readiness.exchange.check_code import check_code, check_fits
from readiness.exchange.confirmation_sheets import further_sheets, shown
from readiness.exchange.labels import Labels
from readiness.exchange.notes import RowNote, acting, note
from readiness.exchange.reading_text import doubt_text, field_text
from readiness.exchange.rows import FoundRow, Incoming, find_tables
from readiness.intake.answers import BY_COLUMN, LEAVE, YES, choices, spelled, written
from readiness.intake.doubt import Doubt, Weight, plain
from readiness.intake.fields import choices as field_choices
from readiness.intake.fields import shape_of
from readiness.intake.reading import Reading
from readiness.model.decision import Confirmed
from readiness.model.system import SystemKind
from readiness.model.text import text
from readiness.sources.grid import cell_text
from readiness.tables.table import Book, Column, CoverLine, Row, Table, Value, record_rows

_COVER = 12  # rows of the cover in which it says what it was made from
_KEYS, LIST = ("#section", "#record", "#field", "#text"), "#list"  # LIST: which words a row offers
# Narrow, so that a printed page is read without a glass.
_WIDTHS = {"no": 5, "record": 16, "item": 12, "found": 18, "read_as": 12, "answer": 15, "choices": 16, "why": 30,
           "depends": 16, "place": 14}  # fmt: skip
_MARKS = {0: "bad", 1: "warn"}  # a paper waits; a day or a sum moves
_MOST_OFFERED, _MOST_SHOWN = 200, 8  # words of a drop-down, and of those beside it
_MONEY = ("annual_amount", "amount", "penalty", "extraction_fee")
_DAYS = ("end", "start", "planned_date", "live_date", "due_date", "service_end")


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmations:
    """What a filled book says: answers by their key, and rows that could not be taken, with the reason."""

    files: tuple[str, ...]
    answers: tuple[Confirmed, ...]
    notes: tuple[RowNote, ...]
    rows: int


def confirmation_book(reading: Reading, labels: Labels, title: str, dated: date) -> Book:
    """The book of one reading."""
    asked = sorted(reading.asked, key=urgency)
    offers = [offered(doubt, reading, labels) for doubt in asked]
    lists = tuple(dict.fromkeys(offers))
    rows = [
        question_row(n, doubt, labels, words) | {LIST: lists.index(words) + 1}
        for n, (doubt, words) in enumerate(zip(asked, offers, strict=True), start=1)
    ]
    stated = confirmation_columns(labels)
    columns = tuple(replace(c, lists=lists, listed_by=LIST) if c.key == "answer" else c for c in stated)
    questions = Table(
        id="questions",
        caption=labels("confirm.sheet.questions"),
        columns=columns,
        rows=tuple(_tinted(columns, row, doubt) for row, doubt in zip(record_rows(columns, rows), asked, strict=True)),
    )
    files = tuple(dict.fromkeys(table.file for table in reading.tables))
    return Book(
        title=title,
        tables=(questions, *further_sheets(reading, labels)),
        dated=dated,
        cover_title=labels("confirm.sheet.cover"),
        cover=(
            CoverLine(value=title, style="title"),
            CoverLine(label=labels("confirm.body"), value=_body_of(reading)),
            CoverLine(label=labels("confirm.files"), value=labels.words.join(files)),
            CoverLine(value=labels("confirm.how", count=len(asked), yes=YES, no=LEAVE)),
        ),
        definitions_title=labels("sheet.definitions"),
        definitions=tuple((labels(f"confirm.define.{n}"), labels(f"confirm.define.{n}.text")) for n in range(1, 5)),
    )


def _body_of(reading: Reading) -> str:
    data: Mapping[str, object] = next((data for data, _ in reading.sections.get("body", ())), {})
    return str(data.get("name") or data.get("id") or "")


def confirmation_columns(labels: Labels) -> tuple[Column, ...]:
    """Columns of the first sheet; the key stands in hidden columns at the end."""
    shown = [
        Column(key=key, header=labels(f"confirm.{key}"), width=width, kind="long", editable=key == "answer")
        for key, width in _WIDTHS.items()
    ]
    people = [
        Column(key="by", header=labels("confirm.by"), width=10, editable=True),
        Column(key="on", header=labels("confirm.on"), width=11, kind="date", editable=True),
    ]
    hidden = [Column(key=key, header=key, hidden=True, kind="code", width=10) for key in (*_KEYS, "#check", LIST)]
    return (*shown, *people, *hidden)


def urgency(doubt: Doubt) -> tuple[int, str, str, str]:
    """What a paper waits for first (a record that may be missing, a field that a result rests on), then what moves a
    date or money, then other values, then words and names.
    """
    fact = shape_of(doubt.field) if doubt.field else None
    last = doubt.field.rpartition(".")[2]
    if doubt.weight in (Weight.RECORD, Weight.SHAPE) or (fact is not None and fact.holds):
        rank = 0
    else:
        rank = 1 if last in (*_MONEY, *_DAYS) else 2 if doubt.weight is Weight.VALUE else 3
    return rank, doubt.field if rank > 1 else doubt.record, doubt.field, doubt.text


def offered(doubt: Doubt, reading: Reading, labels: Labels) -> tuple[str, ...]:
    """The words of its drop-down: those that answer it, and the values of its field or the systems it may mean."""
    free, fact = written(doubt), shape_of(doubt.field) if doubt.field else None
    further: tuple[str, ...] = ()
    if free == "name":
        further = tuple(str(data.get("name") or data.get("id")) for data, _ in reading.sections.get("systems", ()))
    elif free == "meaning" and doubt.field == "system.areas":
        further = (*reading.areas, SystemKind.PERIPHERAL.ja)
    elif free and isinstance(said := doubt.params.get("values") or doubt.params.get("firms"), tuple) and said:
        further = tuple(str(value) for value in said)
    elif free and fact is not None and fact.kind == "boolean":
        further = (labels("confirm.is"), labels("confirm.is-not"))
    elif free and fact is not None:
        further = field_choices(fact)
    return tuple(dict.fromkeys((*choices(doubt), *further[:_MOST_OFFERED])))


def question_row(number: int, doubt: Doubt, labels: Labels, words: Sequence[str]) -> dict[str, Value]:
    """One question as the book shows it, by the keys of its columns. `words`: those of its drop-down."""
    key = doubt.key
    item = field_text(doubt.field) if doubt.field else text(f"exchange.confirm.weight.{doubt.weight.value}")
    return {
        "no": number,
        "record": doubt.record or labels("confirm.whole"),
        "item": labels.words.render(item),
        "found": _found(doubt, labels),
        "read_as": shown(doubt.read_as, labels),
        "answer": "",
        "choices": _choices(doubt, labels, words),
        "why": labels.words.render(doubt_text(doubt)),
        "depends": _depends(doubt, labels),
        "place": f"{doubt.place.file} {doubt.place}",
        **dict(zip(_KEYS, key, strict=True)),
        "#check": check_code(*key),
    }


def _depends(doubt: Doubt, labels: Labels) -> str:
    """What waits for the answer: the group of its urgency, and the results that rest on the field."""
    fact = shape_of(doubt.field) if doubt.field else None
    results = (labels.words.get(result.key) for result in (fact.holds if fact is not None else ()))
    return "\n".join((labels(f"confirm.depends.{urgency(doubt)[0]}"), labels.words.join(results))).strip()


def _tinted(columns: Sequence[Column], row: Row, doubt: Doubt) -> Row:
    """The row with the colour of its group behind the words that tell it."""
    mark = _MARKS.get(urgency(doubt)[0], "")
    pairs = zip(columns, row, strict=True)
    return tuple(cell._replace(mark=mark) if column.key == "depends" else cell for column, cell in pairs)


def _found(doubt: Doubt, labels: Labels) -> str:
    """What the ledger says: the words in question, the heading of a whole column, or every text that differs."""
    if doubt.code in BY_COLUMN:
        return str(doubt.params.get("head", ""))
    return labels.words.join(doubt.others) if doubt.others and doubt.weight is not Weight.WORD else doubt.text


def _choices(doubt: Doubt, labels: Labels, words: Sequence[str]) -> str:
    """The words that answer a question, and what else may be written; a long list stands in the drop-down alone."""
    free = written(doubt)
    shown = words if len(words) <= _MOST_SHOWN else (*choices(doubt), labels("confirm.listed"))
    return labels.words.join((*shown, *((labels(f"confirm.written.{free}"),) if free else ())))


# ---- back ----------------------------------------------------------------------------------------------------------


def is_confirmation(incoming: Incoming, labels: Labels) -> bool:
    """Whether a workbook is such a book, by the columns of its key."""
    return bool(find_tables(incoming, confirmation_columns(labels), "#check"))


def named_files(incoming: Incoming, labels: Labels) -> tuple[str, ...]:
    """The names of the ledgers a book was made from, as its cover tells them; none where that was taken off."""
    return tuple(name for name in re.split("、|, ", _covered(incoming, labels("confirm.files"))) if name)


def named_body(incoming: Incoming, labels: Labels) -> str:
    """The body whose ledgers a book was made from; "" where its cover was taken off."""
    return _covered(incoming, labels("confirm.body"))


def _covered(incoming: Incoming, label: str) -> str:
    """What stands beside a label on the cover."""
    cells = (row for sheet in incoming.workbook.sheets for row in sheet.rows[:_COVER])
    rows = ([text for cell in row if (text := cell_text(cell))] for row in cells)
    return next((row[1] for row in rows if len(row) > 1 and row[0] == label), "")


def read_confirmation(incoming: Incoming, labels: Labels) -> Confirmations:
    """Every answered row of a filled book. A row whose key was changed, or an answer twice and unlike, is told."""
    answers: dict[tuple[str, str, str, str], Confirmed] = {}
    notes: list[RowNote] = [*acting(incoming.workbook)]
    rows = 0
    for table in find_tables(incoming, confirmation_columns(labels), "#check"):
        for row in table.rows:
            rows += 1
            for found in _answer(row, notes):
                key = (found.section, found.record, found.field, found.text)
                old = answers.get(key)
                if old is not None and old.answer != found.answer:
                    first, second = old.answer, found.answer
                    notes.append(note("confirm.twice", row.place("answer"), found.record, first=first, second=second))
                    continue
                answers[key] = found
    file = incoming.workbook.name
    return Confirmations(files=(file,), answers=tuple(answers.values()), notes=tuple(notes), rows=rows)


def _answer(row: FoundRow, notes: list[RowNote]) -> Iterator[Confirmed]:
    answer = spelled(row.text("answer").strip(), re.split("、|, ", row.text("choices")))
    if not answer:
        return
    section, record, field, said = (plain(row.text(name)) for name in _KEYS)
    key = section, record, field, said
    if not check_fits(row.text("#check"), *key):
        notes.append(note("confirm.changed", row.place("#check"), row.text("record"), answer=answer))
        return
    if answer == YES and key[0] == "contracts" and not key[2] and (named := row.text("read_as").strip()):
        answer = named  # which system it was, whatever the ledger makes likely next month
    day = read_date(row.cells.get("on")).value
    yield Confirmed(
        section=key[0],
        record=key[1],
        field=key[2],
        text=key[3],
        answer=answer,
        by=row.text("by"),
        on=day if isinstance(day, date) else None,
    )
