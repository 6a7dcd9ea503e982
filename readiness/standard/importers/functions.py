"""機能・帳票要件 (a ministry's Excel): functions and forms with their 実装類型 per class of body and 適合基準日."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from readiness.model.record import Maybe
from readiness.model.standard.edition import EditionKind
from readiness.model.standard.requirement import BodyScope, Requirement, RequirementKind, RequirementType
from readiness.model.unknown import UNKNOWN
from readiness.sources.grid import Row, Workbook, cell_text
from readiness.standard.importers.cells import NOTHING, digits_id, due_date, one_line, requirement_type
from readiness.standard.importers.edition import Imported, Notes, Table, imported, tables
from readiness.standard.importers.succession import column_words, stated_successor, successor_in

_SHARED = {
    "level1": ("大項目",),
    "level2": ("中項目",),
    "level3": ("小項目",),
    "designated_city": ("指定都市", "政令指定都市"),
    "core_city": ("中核市",),
    "ordinary": ("一般市区町村", "一般市町村", "一般市", "市区町村"),
    "prefecture": ("都道府県",),
    "all": ("実装類型", "実装区分", "類型"),
    "rationale": ("要件の考え方・理由", "考え方・理由", "要件の考え方"),
    "due": ("適合基準日",),
    "remarks": ("備考", "備考(改定履歴)", "改定履歴"),
    "revision": ("改定種別",),
}
FUNCTION_WORDS = {
    "id": ("機能ID",),
    "successor": column_words("機能ID"),
    "name": ("機能名称", "機能名", "小項目/機能名称"),
    "text": ("機能要件", "要件内容", "機能の要件"),
    **_SHARED,
}
FORM_WORDS = {
    "id": ("帳票ID",),
    "successor": column_words("帳票ID"),
    "name": ("帳票名称", "帳票名"),
    "text": ("帳票要件", "帳票の要件", "帳票概要", "要件内容"),
    **_SHARED,
}
_SCOPES = {scope.value: scope for scope in BodyScope}
ID_DIGITS = 7


def read_functions(book: Workbook, sha256: str, version: str | None = None) -> Imported:
    """Functions and forms of every sheet that has them, in the order of the workbook. Raises `StandardError`."""
    notes = Notes(book)
    found: list[Table] = []
    requirements: list[Requirement] = []
    functions = tables(book, FUNCTION_WORDS, ("id",), "functions") if _has(book, "機能ID") else []
    forms = tables(book, FORM_WORDS, ("id",), "functions") if _has(book, "帳票ID") else []
    if not functions and not forms:
        tables(book, FUNCTION_WORDS, ("id", "text"), "functions")  # raises, saying what was sought
    for table in functions:
        requirements += _read(table, RequirementKind.FUNCTION, notes)
        found.append(table)
    for table in forms:
        if not any(table.raw is other.raw for other in functions):
            requirements += _read(table, RequirementKind.FORM, notes)
            found.append(table)
    return imported(book, EditionKind.FUNCTIONS, requirements, found, notes, sha256=sha256, version=version)


def _has(book: Workbook, word: str) -> bool:
    return any(
        word in cell_text(cell, nfkc=True).replace("\n", "").replace(" ", "")
        for sheet in book.sheets
        for row in sheet.rows[:40]
        for cell in row
        if isinstance(cell, str)
    )


def _read(table: Table, kind: RequirementKind, notes: Notes) -> list[Requirement]:
    header, id_column = table.header, table.header.columns["id"]
    if not any(scope in header.columns for scope in _SCOPES):
        notes.add("import-no-types", table.raw, header.row, id_column)
    read: list[Requirement] = []
    seen: dict[str, int] = {}
    for number, row in table.rows():
        cell = row[id_column]
        if cell_text(cell) in NOTHING:
            if words := header.value(row, "text") or header.value(row, "name"):
                notes.add("import-no-id", table.raw, number, id_column, word=one_line(words)[:40])
            continue
        identifier = digits_id(cell, ID_DIGITS)
        if identifier is None:
            notes.add("import-bad-id", table.raw, number, id_column, word=one_line(cell_text(cell)))
            continue
        if read and read[-1].id == identifier and table.continues(number, "id"):
            read[-1] = _continued(read[-1], header.value(row, "text"))
            continue
        if identifier in seen:
            notes.add("import-twice", table.raw, number, id_column, word=identifier, first=seen[identifier])
            continue
        seen[identifier] = number + 1
        read.append(_requirement(table, kind, identifier, number, row, notes))
    return read


def _requirement(
    table: Table, kind: RequirementKind, identifier: str, number: int, row: Row, notes: Notes
) -> Requirement:
    header = table.header
    path = [one_line(header.value(row, level)) for level in ("level1", "level2", "level3")]
    name = one_line(header.value(row, "name"))
    if not name and path[-1]:
        name, path = path[-1], path[:-1]
    return Requirement(
        id=identifier,
        kind=kind,
        unit=identifier[:3],
        name=name,
        path=tuple(level for level in path if level),
        text=header.value(row, "text"),
        types=tuple(_types(table, number, row, notes)),
        due=_due(table, number, row, notes),
        superseded_by=_successor(table, identifier, number, row, notes),
        rationale=header.value(row, "rationale"),
        remarks=header.value(row, "remarks"),
        detail=(("revision", revision),) if (revision := header.value(row, "revision")) else (),
        sheet=table.raw.name,
        row=number + 1,
    )


def _types(table: Table, number: int, row: Row, notes: Notes) -> Iterator[tuple[BodyScope, RequirementType]]:
    for name, scope in _SCOPES.items():
        column = table.header.columns.get(name)
        if column is None or cell_text(row[column]) in NOTHING:
            continue
        kind = requirement_type(row[column])
        if kind is None:
            notes.add("import-bad-type", table.raw, number, column, word=one_line(cell_text(row[column])))
        else:
            yield scope, kind


def _due(table: Table, number: int, row: Row, notes: Notes) -> Maybe[date] | None:
    column = table.header.columns.get("due")
    if column is None:
        return UNKNOWN
    day, understood = due_date(row[column])
    if not understood:
        notes.add("import-bad-date", table.raw, number, column, word=one_line(cell_text(row[column])))
    return day


def _successor(table: Table, identifier: str, number: int, row: Row, notes: Notes) -> str | None:
    column = table.header.columns.get("successor")
    if column is not None:
        found, understood = stated_successor(row[column], ID_DIGITS)
        if not understood:
            notes.add("import-bad-id", table.raw, number, column, word=one_line(cell_text(row[column])))
        if found:
            return found
    return successor_in(table.header.value(row, "remarks"), identifier)


def _continued(requirement: Requirement, more: str) -> Requirement:
    if not more or more == requirement.text:
        return requirement
    return replace(requirement, text=f"{requirement.text}\n{more}" if requirement.text else more)
