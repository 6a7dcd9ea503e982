"""A vendor's own 対応表 (ID × ◎○△×, in any layout) → claims of a package and version, reusable by every body on it.

Every sheet, row and column that led to no claim is named: what is not taken is asked, and never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from readiness.exchange.cells import fold_word, read_planned, read_word
from readiness.exchange.claims.columns import Columns, Wanted, find_columns, versions_in
from readiness.exchange.claims.ids import Ids, ids_in
from readiness.exchange.claims.mapping import ClaimsMap
from readiness.exchange.notes import RowNote, acting, note
from readiness.exchange.replies.contradiction import words_against
from readiness.exchange.replies.legend import Legend, find_legend
from readiness.exchange.replies.words import UNCLEAR, is_dash, is_garbled, loose, official, without_day
from readiness.exchange.rows import Incoming
from readiness.model.conformance import Answer
from readiness.sources.formatting import PLAIN, Formatting
from readiness.sources.grid import Cell, Row, Sheet, cell_name, cell_text, fill_merged

_VERSION_LABEL = re.compile(r"(?:対象|適用|製品|提供)?(?:バージョン|version|ver\.?|版数?)\s*[::]?", re.IGNORECASE)
_LISTED = 20
# In a column that asks whether (対応可否), these say it; elsewhere they may say anything.
_ASKS_WHETHER = re.compile(r"可否|有無|対応|適合|準拠")
_WHETHER = {
    **dict.fromkeys(("可", "可能", "有", "有り", "あり", "yes", "y"), Answer.FITS),
    **dict.fromkeys(("無", "無し", "no", "n"), Answer.UNSUPPORTED),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRow:
    """One line: the official ID, the answer (None = 未確認), and the words beside it."""

    requirement: str
    answer: Answer | None
    evidence: str = ""
    delivery: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimsTable:
    """All lines by ID in their order, remarks, and the sheets with the columns that were taken."""

    rows: tuple[ClaimRow, ...]
    notes: tuple[RowNote, ...]
    sheets: tuple[tuple[str, str], ...]


def read_claims(incoming: Incoming, mapping: ClaimsMap | None = None, wanted: Wanted | None = None) -> ClaimsTable:
    """Every sheet with IDs and one column of answers. `wanted`: the version told, and the class of the body."""
    chosen = mapping or ClaimsMap()
    sought = replace(wanted or Wanted(), words=chosen.columns)
    reader = _Reader(incoming, chosen, sought)
    sheets = sorted(incoming.workbook.sheets, key=lambda sheet: sheet.hidden)  # what is shown goes first
    reader.version(sheets)
    for sheet in sheets:
        reader.sheet(sheet)
    return reader.table()


class _Reader:
    def __init__(self, incoming: Incoming, mapping: ClaimsMap, wanted: Wanted) -> None:
        self.incoming, self.mapping, self.wanted = incoming, mapping, wanted
        self.rows: dict[str, ClaimRow] = {}
        self.places: dict[str, str] = {}
        self.notes: list[RowNote] = [*acting(incoming.workbook)]
        self.sheets: list[tuple[str, str]] = []
        self.unread: list[tuple[str, list[str]]] = []
        self.completed = 0
        self.other_version = ""
        self._hidden: set[str] = set()
        self._words: dict[tuple[str, str], list[tuple[str, str]]] = {}  # (remark, word) → places and IDs
        self._whether = False
        plain = [s for s in incoming.workbook.sheets if find_columns(fill_merged(s).rows, wanted) is None]
        self.legend = find_legend(row for sheet in plain for row in sheet.rows)

    def version(self, sheets: Sequence[Sheet]) -> None:
        """A version that the file itself names, where it is another than the one told."""
        if not self.wanted.version:
            return
        given = versions_in(f"v{self.wanted.version}")
        for sheet in sheets:
            for row in sheet.rows[:30]:
                texts = [text for cell in row if (text := cell_text(cell))]
                for label, value in pairwise(texts):
                    if _VERSION_LABEL.fullmatch(label) and (found := versions_in(f"v{value}")) and not found & given:
                        self.other_version = value

    def sheet(self, sheet: Sheet) -> None:
        """Take what one sheet claims."""
        filled = fill_merged(sheet)
        columns = find_columns(filled.rows, self.wanted)
        if columns is None:
            return
        formatting = self.incoming.formatting.get(sheet.name, PLAIN)
        if columns.answer is None:
            ids = [
                id_ for row in filled.rows[columns.first :] for at in columns.ids for id_ in ids_in(_at(row, at)).ids
            ]
            if not ids:
                return
            if any(map(is_garbled, columns.heads)):
                self.notes.append(note("claims.garbled", sheet.name))
                self.unread.append((sheet.name, ids))
                return
            heads = "、".join(columns.heads)[:120]
            self.notes.append(note(columns.why, sheet.name, heads=heads, count=len(ids), ids="、".join(ids[:_LISTED])))
            self.unread.append((sheet.name, ids))
            return
        if self.other_version:
            self.notes.append(
                note("claims.other-version", sheet.name, version=self.wanted.version, found=self.other_version)
            )
            self.unread.append((sheet.name, []))
            return
        if columns.guessed:
            self.notes.append(note("claims.guessed", sheet.name, head=columns.heads[0] if columns.heads else ""))
        legend = find_legend((*filled.rows[: columns.head_row], *_below(filled, columns))) or self.legend
        if legend:
            given = "、".join(f"{mark} {words}" for mark, words in legend.words.items())
            self.notes.append(note("claims.legend", sheet.name, grave=False, legend=given[:200]))
        if columns.unused:
            self.notes.append(note("claims.unused", sheet.name, grave=False, columns=columns.unused))
        head = cell_name(columns.first - 1, columns.answer)
        self.sheets.append((sheet.name, f"{cell_name(columns.first - 1, columns.ids[0])} × {head}"))
        stated = {cell_text(_at(row, columns.answer)) for row in filled.rows[columns.head_row : columns.first]}
        self._whether = any(_ASKS_WHETHER.search(text) for text in stated)
        over = [
            block
            for block in sheet.merged
            if block.first_column <= columns.answer <= block.last_column
            and columns.first <= block.first_row < block.last_row
        ]
        if over:
            cells = tuple(cell_name(block.first_row, columns.answer) for block in over)
            self.notes.append(note("claims.merged", sheet.name, cells=cells[:_LISTED]))
        self._take(filled, columns, legend, formatting, hidden=sheet.hidden)

    def _take(self, sheet: Sheet, columns: Columns, legend: Legend, formatting: Formatting, *, hidden: bool) -> None:
        at = columns.answer or 0
        for index in range(columns.first, len(sheet.rows)):
            row = sheet.rows[index]
            place = f"{sheet.name}!{cell_name(index, at)}"
            found = [ids_in(_at(row, column)) for column in columns.ids]
            ids = list(dict.fromkeys(id_ for one in found for id_ in one.ids))
            self.completed += sum(one.completed for one in found)
            cell = formatting.kept.get((index, at), _at(row, at))
            answer_text = cell_text(cell)
            for low, high in (pair for one in found for pair in one.ranges):
                self.notes.append(note("claims.range", place, low, low=low, high=high))
            if not ids:
                self._no_id(found, answer_text, place)
                continue
            cells = {name: _at(row, column) for name, column in columns.others.items()}
            struck = (index, at) in formatting.struck or any(
                (index, column) in formatting.struck for column in columns.ids
            )
            said = "\n".join(text for (line, _), text in sorted(formatting.comments.items()) if line == index)
            for id_ in ids:
                if said:
                    self.notes.append(note("claims.comment", place, id_, text=said[:60]))
                if (index, at) in formatting.kept:
                    self.notes.append(note("claims.cut", place, id_, word=answer_text[:40]))
                if cell is None and ((index, at) in formatting.formulas or cell_name(index, at) in sheet.errors):
                    self.notes.append(note("claims.error", place, id_))
                if struck:
                    self.notes.append(note("claims.struck", place, id_))
                elif not answer_text and (index, at) in formatting.filled:
                    self.notes.append(note("claims.coloured", place, id_))
                    self._keep(ClaimRow(requirement=id_, answer=None), place, hidden=hidden)
                else:
                    self._keep(self._row(id_, cell, cells, legend, place, said), place, hidden=hidden)

    def _no_id(self, found: Sequence[Ids], answer: str, place: str) -> None:
        """A row with an answer and no ID: a heading again, a sum, or an ID that cannot be read."""
        given = " ".join(one.unread for one in found if one.unread)
        if given and answer and not any(one.ranges for one in found) and _code(answer) is not None:
            self.notes.append(note("claims.no-id", place, text=given[:40], grave=any(char.isdigit() for char in given)))

    def _keep(self, row: ClaimRow, place: str, *, hidden: bool) -> None:
        first = self.rows.get(row.requirement)
        if first is None:
            self.rows[row.requirement], self.places[row.requirement] = row, place
            if hidden:
                self.notes.append(note("claims.hidden", place, row.requirement))
        elif hidden:
            return  # a sheet that is shown says it
        elif first.answer != row.answer:
            other = self.places[row.requirement]
            self.notes.append(note("claims.twice", place, row.requirement, other=other))
            words = "\n".join(part for part in (first.note, row.note) if part)
            self.rows[row.requirement] = ClaimRow(requirement=row.requirement, answer=None, note=words)

    def _row(
        self, id_: str, cell: Cell, cells: Mapping[str, Cell], legend: Legend, place: str, said: str = ""
    ) -> ClaimRow:
        raw = cell_text(cell)
        remark = "\n".join(part for part in (cell_text(cells.get("note")), said) if part)
        answer, code = self._answer(raw, legend)
        if code:
            self._words.setdefault((code, raw[:40]), []).append((place, id_))
            remark = "\n".join(part for part in (raw, remark) if part)
        given = cells.get("delivery")
        delivery = read_planned(given if cell_text(given) else without_day(raw)[1] or None)
        if not cell_text(given) and delivery.problem:
            delivery = read_planned(None)
        day, planned = delivery.value, ""
        if delivery.problem:
            planned = delivery.raw
            self.notes.append(note("claims.date", place, id_, text=planned[:40]))
        if answer is not None and (words := words_against(answer, f"{remark}\n{planned}", dated=day is not None)):
            self.notes.append(note("claims.against", place, id_, word=raw[:20], remark=words))
            remark, answer = "\n".join(part for part in (raw, remark) if part), None
        elif answer in (Answer.UNSUPPORTED, Answer.NOT_APPLICABLE) and day is not None:
            self.notes.append(note("claims.against", place, id_, word=raw[:20], remark=day.isoformat()))
            remark, day = "\n".join(part for part in (remark, delivery.raw) if part), None
        return ClaimRow(
            requirement=id_,
            answer=answer,
            evidence=cell_text(cells.get("evidence")),
            delivery=day.isoformat() if day else "",
            note="\n".join(part for part in (remark, planned) if part),
        )

    def _answer(self, raw: str, legend: Legend) -> tuple[Answer | None, str]:
        """The code of a cell, and the remark where it is none."""
        folded = fold_word(raw)
        mapped = {fold_word(mark): answer for mark, answer in self.mapping.values.items()}
        if folded in mapped:
            return mapped[folded], ""
        if folded in legend.codes:
            answer = legend.codes[folded]
            return answer, "" if answer is not None else "claims.unclear"
        if not raw or is_dash(raw):
            return None, ""
        if legend and len(folded) == 1:
            return None, "claims.not-in-legend"
        answer = _code(raw) or (_WHETHER.get(folded) if self._whether else None)
        if answer is None and read_planned(behind := without_day(raw)[1]).value is not None and behind:
            answer = _code(without_day(raw)[0])
        if answer is not None or read_word(raw, Answer).problem == "":
            return answer, ""
        return None, "claims.unclear" if raw.strip() in UNCLEAR else "claims.word"

    def table(self) -> ClaimsTable:
        """What was read, and what of the file was not."""
        for (code, word), found in self._words.items():
            near = read_word(word, Answer).suggestion if code == "claims.word" else ()
            stated = "claims.word-near" if near else code
            ids = "、".join(id_ for _, id_ in found[:_LISTED])
            self.notes.append(
                note(stated, found[0][0], found[0][1], word=word, near="、".join(near), count=len(found), ids=ids)
            )
        if self.completed:
            self.notes.append(note("claims.completed", self.incoming.workbook.name, grave=False, count=self.completed))
        if self.unread:
            names = "、".join(name for name, _ in self.unread)
            total = len(self.sheets) + len(self.unread)
            self.notes.append(
                note("claims.sheets", self.incoming.workbook.name, read=len(self.sheets), total=total, names=names)
            )
        return ClaimsTable(rows=tuple(self.rows.values()), notes=tuple(self.notes), sheets=tuple(self.sheets))


def _code(raw: str) -> Answer | None:
    return official(raw) or loose(raw)


def _below(sheet: Sheet, columns: Columns) -> Iterator[Row]:
    """Rows after the last one with an ID, where a legend may stand."""
    last = max(
        (
            n
            for n in range(columns.first, len(sheet.rows))
            if any(ids_in(_at(sheet.rows[n], at)).ids for at in columns.ids)
        ),
        default=columns.first,
    )
    yield from sheet.rows[last + 1 :]


def _at(row: Row, column: int) -> Cell:
    return row[column] if column < len(row) else None
