"""Cells of ours that came back otherwise than they were written: an answer in the wrong place, or an older wording."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from statistics import median

from readiness.exchange.notes import RowNote, note
from readiness.exchange.replies.contradiction import words_against
from readiness.exchange.replies.row import AnswerRow
from readiness.exchange.replies.words import loose, official
from readiness.model.conformance import Answer
from readiness.model.gap import GapEntry, Register
from readiness.model.text import text
from readiness.sources.grid import fold_header
from readiness.tables.table import Value

Shown = Mapping[str, Sequence[Mapping[str, Value]]]
_NEARLY, _MOST_PUT_IN = 0.6, 4
_ALIKE = 0.3  # an older wording of ours shares more with today's than what a person writes over it


def changed_keys(entry: GapEntry, row: AnswerRow, shown: Shown) -> tuple[str, ...]:
    """The locked cells of a row that say something else than any way they are written today."""
    ways = shown.get(entry.id)
    if ways is None or entry.gap is None or (row.revision and row.revision != entry.gap.revision):
        return ()
    # A system of another vendor is not named in a book (`key_row`).
    return tuple(
        name
        for name, cell in row.keys.items()
        if all(_differs(cell, way.get(name)) for way in ways) and (cell or name != "system_name")
    )


def written_over(
    blank: Sequence[AnswerRow], all_rows: Sequence[AnswerRow], register: Register, shown: Shown
) -> Iterator[RowNote]:
    """A remark for each blank row with something else in the cells that are ours. A column that differs in most rows of
    a book is one remark: the book was issued in other words, or the whole column was typed over.
    """
    found = {id(row): _changed(row, register, shown) for row in (*all_rows, *blank)}
    counts = Counter(name for names in found.values() for name in names)
    whole = {name for name, count in counts.items() if 2 * count > len(found) and len(found) > 2}
    for name in sorted(whole):
        ours = median(_likeness(name, row, shown) for row in blank or all_rows) >= _ALIKE
        column = text(f"exchange.column.{name}")
        yield note("key-column", blank[0].place if blank else "", grave=not ours, column=column, count=counts[name])
    for row in blank:
        if names := [name for name in found[id(row)] if name not in whole and not _is_older(name, row, shown)]:
            columns = tuple(text(f"exchange.column.{name}") for name in names)
            said = next((row.keys[name] for name in names if row.keys[name]), "")[:60]
            yield note("key-alone", row.place, row.id, columns=columns, words=said)


def _changed(row: AnswerRow, register: Register, shown: Shown) -> tuple[str, ...]:
    entry = register.by_id.get(row.id)
    return changed_keys(entry, row, shown) if entry is not None else ()


def _likeness(name: str, row: AnswerRow, shown: Shown) -> float:
    written = (str(way.get(name) or "") for way in shown.get(row.id, ()))
    return max((SequenceMatcher(None, row.keys.get(name, ""), one).ratio() for one in written), default=0.0)


def _is_older(name: str, row: AnswerRow, shown: Shown) -> bool:
    """Whether a cell holds an older wording of ours: nearly the same, and nothing put in that could be an answer."""
    return any(_nearly(row.keys.get(name, ""), str(way.get(name) or "")) for way in shown.get(row.id, ()))


def _nearly(found: str, written: str) -> bool:
    compared = SequenceMatcher(None, written, found)
    put_in = [found[start:end] for kind, _, _, start, end in compared.get_opcodes() if kind in ("insert", "replace")]
    answers = any(official(p) or loose(p) or words_against(Answer.FITS, p) for p in map(str.strip, put_in))
    stated = answers or any(char.isdigit() for part in put_in for char in part)
    return compared.ratio() >= _NEARLY and sum(map(len, put_in)) <= _MOST_PUT_IN and not stated


def _differs(found: str, written: Value) -> bool:
    return fold_header(found) != fold_header("" if written is None else str(written))
