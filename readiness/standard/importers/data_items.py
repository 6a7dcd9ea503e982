"""基本データリスト・項目定義書: data items, code lists and legends (デジタル庁)."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.standard.edition import CodeEntry, Edition, EditionKind, LegendEntry
from readiness.model.standard.requirement import BodyScope, Requirement, RequirementKind, RequirementType
from readiness.sources.grid import Row, Sheet, Workbook, cell_text, fill_merged
from readiness.sources.header import find_header
from readiness.standard.importers.cells import digits_id, is_mark, one_line
from readiness.standard.importers.edition import Imported, Notes, Table, edition_note, finish, tables
from readiness.standard.importers.succession import successor_in

WORDS = {
    "id": ("データ項目ID",),
    "name": ("データ項目", "データ項目名"),
    "romaji": ("データ項目(ローマ字)", "データ項目ローマ字"),
    "group": ("グループ名称", "グループ/名称", "名称", "グループ名"),
    "primary_key": ("主キー",),
    "foreign_key": ("外部キー",),
    "class1": ("LV1",),
    "class2": ("LV2",),
    "class3": ("LV3",),
    "data_type": ("データ型",),
    "digits": ("桁数",),
    "code": ("コード",),
    "repeat": ("繰り返し",),
    "condition": ("データ出力条件",),
    "definition": ("項目定義",),
    "description": ("項目説明",),
    "functions": ("標準仕様書関連箇所",),
    "output": ("実装類型",),
    "sample": ("サンプル値",),
    "remarks": ("備考",),
}
REQUIRED = ("id", "name", "data_type", "digits")
_DETAIL = tuple(name for name in WORDS if name not in ("id", "name", "output", "remarks"))
_CODE_WORDS = {
    "id": ("コードID",),
    "name": ("コード名",),
    "value": ("コード値",),
    "label": ("コード値の内容",),
    "remarks": ("備考",),
}
UNIT_DIGITS, SERIAL_DIGITS = 3, 5


def read_data_items(book: Workbook, sha256: str, version: str | None = None) -> Imported:
    """Items of every sheet with their columns; a sheet 凡例 gives legends, コード一覧 codes. Raises `StandardError`."""
    notes = Notes(book)
    found = [table for table in tables(book, WORDS, REQUIRED, "data_items") if not table.raw.name.startswith("凡例")]
    requirements = [item for table in found for item in _items(table, notes)]
    head = finish(
        book,
        EditionKind.DATA_ITEMS,
        requirements,
        sha256=sha256,
        sheets=[table.raw.name for table in found],
        version=version,
    )
    edition = Edition(
        head=head,
        requirements=tuple(requirements),
        codes=tuple(code for sheet in book.sheets for code in _codes(sheet)),
        legends=tuple(entry for sheet in book.sheets if sheet.name.startswith("凡例") for entry in _legends(sheet)),
    )
    return Imported(edition, (*notes.found, *edition_note(book, version)))


def _items(table: Table, notes: Notes) -> Iterator[Requirement]:
    header = table.header
    columns = header.doubled.get("id", (header.columns["id"],))
    seen: dict[str, int] = {}
    for number, row in table.rows():
        identifier = _identifier(row, columns)
        if identifier is None:
            if any(cell_text(row[column], nfkc=True).isdigit() for column in columns):
                word = " ".join(cell_text(row[column]) for column in columns)
                notes.add("import-bad-id", table.raw, number, columns[0], word=word)
            continue
        if identifier in seen:
            notes.add("import-twice", table.raw, number, columns[0], word=identifier, first=seen[identifier])
            continue
        seen[identifier] = number + 1
        output = is_mark(header.value(row, "output"))
        remarks = header.value(row, "remarks")
        yield Requirement(
            id=identifier,
            kind=RequirementKind.DATA_ITEM,
            unit=identifier[:UNIT_DIGITS],
            name=one_line(header.value(row, "name")),
            path=tuple(level for key in ("class1", "class2", "class3") if (level := header.value(row, key))),
            types=((BodyScope.ALL, RequirementType.REQUIRED if output else RequirementType.OPTIONAL),),
            due=None,
            superseded_by=successor_in(remarks, identifier),
            remarks=remarks,
            detail=tuple((name, value) for name in _DETAIL if (value := header.value(row, name))),
            sheet=table.raw.name,
            row=number + 1,
        )


def _identifier(row: Row, columns: tuple[int, ...]) -> str | None:
    """Two cells (業務ID, running number) or one of eight digits; a header no longer merged over two heads the first."""
    if len(columns) == 1:
        whole = digits_id(row[columns[0]], UNIT_DIGITS + SERIAL_DIGITS)
        if whole is not None or columns[0] + 1 >= len(row):
            return whole
        columns = (columns[0], columns[0] + 1)
    unit = digits_id(row[columns[0]], UNIT_DIGITS)
    serial = cell_text(row[columns[1]], nfkc=True)
    return (
        f"{unit}{serial.zfill(SERIAL_DIGITS)}" if unit and serial.isdigit() and len(serial) <= SERIAL_DIGITS else None
    )


def _codes(raw: Sheet) -> Iterator[CodeEntry]:
    """A code list: ID and name stand on the first row of each code."""
    sheet = fill_merged(raw)
    header = find_header(sheet.rows, _CODE_WORDS, required=("id", "value", "label"), loose=False)
    if not header.found:
        return
    code_id = name = ""
    for _, row in Table(raw, sheet, header).rows():
        code_id, name = header.value(row, "id") or code_id, header.value(row, "name") or name
        value, label = header.value(row, "value"), header.value(row, "label")
        if code_id and (value or label):
            remarks = header.value(row, "remarks")
            detail = (("remarks", remarks),) if remarks else ()
            yield CodeEntry(code_id=code_id, name=name, value=value, label=label, detail=detail)


def _legends(raw: Sheet) -> Iterator[LegendEntry]:
    """A numbered legend: number, name, meaning, remarks."""
    sheet = fill_merged(raw)
    head = next((n for n, row in enumerate(sheet.rows) if row and cell_text(row[0]) == "項番"), None)
    if head is None:
        return
    for row in sheet.rows[head + 1 :]:
        cells = [cell_text(cell) for cell in row[:4]] + [""] * (4 - len(row))
        if cells[0].isdigit():
            yield LegendEntry(sheet=sheet.name, name=one_line(cells[1]), text=cells[2], note=cells[3])
