"""機能別連携仕様: which data a function hands over or asks for, under which 連携ID (デジタル庁).

No genuine copy was at hand when this was written: the headers are those that are expected, in any order, and a workbook
without them is refused with the list of what was sought and found.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from readiness.model.standard.edition import EditionKind
from readiness.model.standard.requirement import Requirement, RequirementKind
from readiness.sources.grid import Row, Workbook, cell_text
from readiness.standard.importers.cells import NOTHING, digits_id, one_line
from readiness.standard.importers.edition import Imported, Notes, Table, imported, tables

WORDS = {
    "id": ("連携ID",),
    "function": ("機能ID",),
    "name": ("連携名称", "連携名", "機能名称", "機能名"),
    "direction": ("提供/照会", "提供・照会", "入出力", "方向"),
    "partner": ("連携先業務", "相手業務", "連携相手", "提供先", "照会先"),
    "condition": ("条件", "連携条件", "抽出条件"),
    "group": ("グループID", "グループ名称", "グループ"),
    "item": ("データ項目ID",),
    "item_name": ("データ項目", "データ項目名称"),
    "method": ("連携方式", "連携方法"),
    "timing": ("連携頻度", "連携タイミング", "タイミング"),
    "remarks": ("備考",),
}
_ID = re.compile(r"[0-9]{3}[a-z][0-9]{3}")
FUNCTION_DIGITS, ITEM_DIGITS = 7, 8
_SHARED = ("function", "direction", "partner", "condition", "group", "method", "timing")


@dataclass(slots=True)
class _Link:
    identifier: str
    sheet: str
    row: int
    name: str
    values: dict[str, list[str]] = field(default_factory=dict)
    items: list[str] = field(default_factory=list)
    remarks: str = ""


def read_links(book: Workbook, sha256: str, version: str | None = None) -> Imported:
    """One requirement per 連携ID; the rows of its data items are joined. Raises `StandardError`."""
    notes = Notes(book)
    found = tables(book, WORDS, ("id",), "links")
    links: dict[str, _Link] = {}
    for table in found:
        for number, row in table.rows():
            _take(table, number, row, links, notes)
    requirements = [_requirement(link) for link in links.values()]
    return imported(book, EditionKind.LINKS, requirements, found, notes, sha256=sha256, version=version)


def _take(table: Table, number: int, row: Row, links: dict[str, _Link], notes: Notes) -> None:
    header = table.header
    word = cell_text(row[header.columns["id"]], nfkc=True).replace(" ", "").lower()
    if word in NOTHING:
        return
    if not _ID.fullmatch(word):
        notes.add("import-bad-id", table.raw, number, header.columns["id"], word=one_line(word))
        return
    name = one_line(header.value(row, "name"))
    link = links.setdefault(word, _Link(word, table.raw.name, number + 1, name))
    for key in _SHARED:
        value = header.value(row, key)
        if key == "function" and value:
            value = digits_id(value, FUNCTION_DIGITS) or value
        if value and value not in link.values.setdefault(key, []):
            link.values[key].append(value)
    item_id = header.value(row, "item")
    named = (digits_id(item_id, ITEM_DIGITS) or item_id, one_line(header.value(row, "item_name")))
    item = " ".join(filter(None, named))
    if item and item not in link.items:
        link.items.append(item)
    link.remarks = link.remarks or header.value(row, "remarks")


def _requirement(link: _Link) -> Requirement:
    detail = [(key, "\n".join(values)) for key in _SHARED if (values := link.values.get(key))]
    if link.items:
        detail.append(("items", "\n".join(link.items)))
    return Requirement(
        id=link.identifier,
        kind=RequirementKind.LINK,
        unit=link.identifier[:3],
        name=link.name,
        due=None,
        remarks=link.remarks,
        detail=tuple(detail),
        sheet=link.sheet,
        row=link.row,
    )
