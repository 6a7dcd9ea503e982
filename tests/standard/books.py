"""Workbooks in the layouts of the ministries, made up for tests (every ID in them is fictional)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook as NewBook

HEADERS = {
    "level1": "大項目",
    "level2": "中項目",
    "name": "機能名称",
    "id": "機能ID",
    "text": "機能要件",
    "designated_city": "指定都市",
    "core_city": "中核市",
    "ordinary": "一般市区町村",
    "rationale": "要件の考え方・理由",
    "due": "適合基準日",
    "remarks": "備考",
}
TYPES = ("designated_city", "core_city", "ordinary")
MARKS = {"required": "◎", "optional": "○", "prohibited": "×"}


def function_rows() -> list[dict[str, Any]]:
    """Six functions of the fictional unit 999."""
    kinds = [("required",) * 3, ("required", "required", "optional"), ("optional",) * 3, ("prohibited",) * 3]
    kinds += [("required",) * 3, ("optional", "optional", "prohibited")]
    return [
        {
            "level1": "1 管理項目" if number < 4 else "2 異動",
            "level2": f"1.{number} 試験用の中項目",
            "name": f"試験機能{number}",
            "id": f"999000{number}",
            "text": f"架空の機能要件{number}を満たすこと。",
            **{scope: MARKS[kind] for scope, kind in zip(TYPES, kinds[number - 1], strict=True)},
            "rationale": f"理由{number}",
            "due": "2027-04-01" if number % 2 else "-",
            "remarks": "",
        }
        for number in range(1, 7)
    ]


def function_book(
    path: Path,
    rows: Sequence[Mapping[str, Any]] | None = None,
    *,
    headers: Mapping[str, str] = HEADERS,
    order: Sequence[str] | None = None,
    above: Sequence[Sequence[Any]] = (("試験用 機能・帳票要件【第1.0版】", None),),
    two_rows: bool = True,
    merge: Sequence[str] = (),
) -> Path:
    """A 機能・帳票要件 workbook. With `two_rows`, 実装類型 stands merged above the classes of body."""
    made = NewBook()
    sheet = made.active
    sheet.title = "機能要件"
    for row in above:
        sheet.append(list(row))
    names = list(order or headers)
    top = sheet.max_row + 1 if above else 1
    if two_rows:
        types = sorted(names.index(scope) for scope in TYPES if scope in names)
        for column, name in enumerate(names):
            if column in types:
                sheet.cell(top + 1, column + 1, headers[name])
            else:
                sheet.cell(top, column + 1, headers[name])
                sheet.merge_cells(start_row=top, end_row=top + 1, start_column=column + 1, end_column=column + 1)
        if types:
            sheet.cell(top, types[0] + 1, "実装類型")
            sheet.merge_cells(start_row=top, end_row=top, start_column=types[0] + 1, end_column=types[-1] + 1)
    else:
        for column, name in enumerate(names):
            sheet.cell(top, column + 1, headers[name])
    first = top + (2 if two_rows else 1)
    for at, values in enumerate(rows if rows is not None else function_rows()):
        for column, name in enumerate(names):
            sheet.cell(first + at, column + 1, values.get(name))
    for block in merge:
        sheet.merge_cells(block)
    made.save(path)
    return path
