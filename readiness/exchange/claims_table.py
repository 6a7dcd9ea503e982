"""A vendor's own 対応表 (ID × ◎○△×, in any layout) → claims of a package and version, reusable by every body on it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from readiness.exchange.answer_words import SPELLINGS, UNCLEAR
from readiness.exchange.cells import fold_word, read_date, read_word
from readiness.exchange.notes import RowNote, note
from readiness.exchange.rows import Incoming
from readiness.model.conformance import Answer
from readiness.sources.grid import Cell, Row, Sheet, cell_name, cell_text, fill_merged
from readiness.sources.header import HeaderSearch, find_header

HEADERS: Mapping[str, tuple[str, ...]] = {
    "requirement": ("機能ID", "機能要件ID", "帳票ID", "帳票要件ID", "要件ID", "連携ID", "標準仕様ID", "機能 ID"),
    "answer": ("対応状況", "適合状況", "対応可否", "回答区分", "回答", "対応", "適合", "判定", "実装状況", "可否"),
    "evidence": ("根拠資料", "根拠", "エビデンス", "参照資料", "資料"),
    "delivery": ("提供予定日", "提供予定", "提供時期", "対応予定日", "対応時期", "対応予定", "実装予定"),
    "note": ("備考", "補足", "コメント", "説明", "特記事項"),
}  # fmt: skip
# 機能ID and 帳票ID have seven digits; Excel drops leading zeros of cells that were typed as numbers.
_DIGITS = 7
_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z_\-.]{2,}")
_MARKS = frozenset("◎○〇◯△▲×✕－-―")


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimsMap:
    """How a vendor writes: header words by field, and what its marks mean."""

    columns: Mapping[str, Sequence[str]] = field(default_factory=dict)
    values: Mapping[str, Answer] = field(default_factory=dict)


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


def claims_map(data: Any) -> ClaimsMap:
    """The `claims:` part of a mapping file: `columns` and `values`; other keys are ignored."""
    told = data.get("claims") if isinstance(data, Mapping) else None
    told = told if isinstance(told, Mapping) else {}
    by_word = {form: answer for answer in Answer for form in (answer.ja, str(answer.value))}
    values = {str(mark): by_word[str(word)] for mark, word in (told.get("values") or {}).items() if word in by_word}
    columns = {
        str(name): [str(word) for word in (words if isinstance(words, list) else [words])]
        for name, words in (told.get("columns") or {}).items()
    }
    return ClaimsMap(columns=columns, values=values)


def read_claims(incoming: Incoming, mapping: ClaimsMap | None = None) -> ClaimsTable:
    """Every sheet with an ID column and an answer column; the answer column may be known only by its marks."""
    chosen = mapping or ClaimsMap()
    rows: dict[str, ClaimRow] = {}
    notes: list[RowNote] = []
    sheets: list[tuple[str, str]] = []
    for sheet in incoming.workbook.sheets:
        filled = fill_merged(sheet)
        wanted = {name: (*chosen.columns.get(name, ()), *words) for name, words in HEADERS.items()}
        search = find_header(filled.rows, wanted, required=["requirement"], loose=False)
        if not search.found:
            continue
        places = dict(search.columns)
        data = filled.rows[search.first_data_row :]
        if "answer" not in places:
            guessed = _column_of_marks(data, set(places.values()))
            if guessed is None:
                notes.append(note("claims.no-answer", sheet.name))
                continue
            places["answer"] = guessed
        header = cell_name(search.row + search.depth - 1, places["answer"])
        sheets.append((sheet.name, f"{cell_name(search.row, places['requirement'])} × {header}"))
        _take(filled, search, places, chosen, rows, notes)
    return ClaimsTable(rows=tuple(rows.values()), notes=tuple(notes), sheets=tuple(sheets))


def _take(
    sheet: Sheet,
    search: HeaderSearch,
    places: Mapping[str, int],
    mapping: ClaimsMap,
    rows: dict[str, ClaimRow],
    notes: list[RowNote],
) -> None:
    for index in range(search.first_data_row, len(sheet.rows)):
        cells = {name: _at(sheet.rows[index], at) for name, at in places.items()}
        requirement = requirement_id(cells["requirement"])
        if not _ID.fullmatch(requirement):
            continue
        place = f"{sheet.name}!{cell_name(index, places['answer'])}"
        row = _row(requirement, cells, mapping, place, notes)
        first = rows.setdefault(requirement, row)
        if first != row:
            notes.append(note("claims.twice", place, requirement))


def _row(requirement: str, cells: Mapping[str, Cell], mapping: ClaimsMap, place: str, notes: list[RowNote]) -> ClaimRow:
    raw = cell_text(cells["answer"])
    told = {fold_word(mark): answer for mark, answer in mapping.values.items()}
    answer = told.get(fold_word(raw))
    remark = cell_text(cells.get("note"))
    if answer is None:
        read = read_word(cells["answer"], Answer, SPELLINGS)
        answer = read.value
        if read.problem:
            code = "claims.unclear" if raw.strip() in UNCLEAR else "claims.word"
            notes.append(note(code, place, requirement, word=raw[:40], near="、".join(read.suggestion)))
            remark = "\n".join(part for part in (raw, remark) if part)
    delivery = read_date(cells.get("delivery"))
    if delivery.problem:
        remark = "\n".join(part for part in (remark, delivery.raw) if part)
    return ClaimRow(
        requirement=requirement,
        answer=answer,
        evidence=cell_text(cells.get("evidence")),
        delivery=delivery.value.isoformat() if delivery.value else "",
        note=remark,
    )


def requirement_id(cell: Cell) -> str:
    """An official ID as printed: a number that lost its zeros gets them back, text stays."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return str(int(cell)).zfill(_DIGITS)
    return cell_text(cell, nfkc=True)


def _at(row: Row, column: int) -> Cell:
    return row[column] if column < len(row) else None


def _column_of_marks(rows: Sequence[Row], taken: set[int]) -> int | None:
    hits = Counter(at for row in rows for at, cell in enumerate(row) if at not in taken and cell_text(cell) in _MARKS)
    return hits.most_common(1)[0][0] if hits else None


def claim_records(table: ClaimsTable, package: str, version: str, source: str) -> list[dict[str, Any]]:
    """Plain `claims` records of the inventory, one per line of the table."""
    found = []
    for row in table.rows:
        record: dict[str, Any] = {
            "id": "-".join(part for part in (package, version, row.requirement) if part),
            "requirement": row.requirement,
            "package": package,
        }
        told = {
            "version": version,
            "answer": row.answer.ja if row.answer else "未確認",
            "evidence": row.evidence,
            "delivery": row.delivery,
            "source": source,
            "note": row.note,
        }
        found.append(record | {name: value for name, value in told.items() if value})
    return found


def merged_records(old: Sequence[Mapping[str, Any]], new: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """New lines over old ones by ID; what the body wrote there (evaluation, decision) stays, old lines are kept."""
    ours = (
        "evaluation",
        "added_hours",
        "decision",
        "decided_on",
        "document_number",
        "confirmed_by",
        "as_of",
        "edition",
    )
    by_id = {str(record.get("id")): dict(record) for record in old}
    for record in new:
        earlier = by_id.get(record["id"], {})
        by_id[record["id"]] = {**record, **{name: earlier[name] for name in ours if name in earlier}}
    return list(by_id.values())
