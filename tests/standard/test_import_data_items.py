"""The genuine 項目定義書 (031), counted independently with another reader."""

from __future__ import annotations

from collections import Counter
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from readiness.model.standard.requirement import BodyScope, RequirementType
from readiness.sources.grid import Sheet, Workbook
from readiness.sources.padded import with_zeros
from readiness.sources.xlsx import read_workbook
from readiness.standard.importers.data_items import read_data_items
from readiness.standard.importers.edition import Imported

NAME = "2026-08_digital-agency_atenabango-kanri_item-definition.xlsx"


@pytest.fixture(scope="module")
def imported(official: Path) -> Imported:
    path = official / NAME
    return read_data_items(read_workbook(path), sha256(path.read_bytes()).hexdigest())


@pytest.fixture(scope="module")
def counted(official: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Sheet → rows as openpyxl sees them."""
    book = load_workbook(official / NAME, data_only=True)
    return {sheet.title: [tuple(cell.value for cell in row) for row in sheet.iter_rows()] for sheet in book}


def text(value: Any) -> str:
    return "" if value is None else str(value).strip()


def test_every_item_with_every_field(imported: Imported, counted: dict[str, list[tuple[Any, ...]]]) -> None:
    rows = [row for row in next(iter(counted.values()))[6:] if text(row[1]) == "031"]
    items = imported.edition.requirements
    assert [note.discriminator for note in imported.notes] == ["edition"]  # the document names none
    assert len(items) == len(rows) == 29
    fields = ("romaji", "group", "primary_key", "foreign_key", "class1", "class2", "class3", "data_type", "digits")
    fields += ("code", "repeat", "condition", "definition", "description", "functions")
    for item, row in zip(items, rows, strict=True):
        assert item.id == f"031{int(row[2]):05d}"
        assert item.name == text(row[3])
        for offset, field in enumerate(fields):
            assert item.get(field) == text(row[4 + offset]), (item.id, field)
        assert item.get("sample") == text(row[20])
        assert item.remarks == text(row[21])
        required = item.type_for(BodyScope.ORDINARY) is RequirementType.REQUIRED
        assert required == (text(row[19]) == "○"), item.id


def test_groups_keys_types_and_conditions(imported: Imported, counted: dict[str, list[tuple[Any, ...]]]) -> None:
    rows = [row for row in next(iter(counted.values()))[6:] if text(row[1]) == "031"]
    items = imported.edition.requirements
    assert {item.get("group") for item in items} == {"住登外者宛名基本情報"}
    assert [item.name for item in items if item.get("primary_key")] == ["宛名番号"]
    assert Counter(item.get("data_type") for item in items) == Counter(text(row[11]) for row in rows)
    assert Counter(item.get("condition") for item in items) == Counter(text(row[15]) for row in rows)
    required = sum(item.types[0][1] is RequirementType.REQUIRED for item in items)
    assert required == sum(text(row[19]) == "○" for row in rows)
    assert {item.get("functions") for item in items} == {"0310002住登外者宛名情報管理機能"}


def test_codes(imported: Imported, counted: dict[str, list[tuple[Any, ...]]]) -> None:
    rows = list(counted.values())[1][5:]
    codes = imported.edition.codes
    assert len(codes) == sum(row[2] is not None for row in rows) == 6
    assert [(code.code_id, code.value, code.label) for code in codes][:3] == [
        ("1", "0", "不明（未記入）"),
        ("1", "1", "男"),
        ("1", "2", "女"),
    ]
    assert {code.name for code in codes} == {"性別", "代表宛名フラグ", "自治体固有コード"}
    assert codes[-1].code_id == "999"


def test_legends(imported: Imported, counted: dict[str, list[tuple[Any, ...]]]) -> None:
    by_sheet = Counter(entry.sheet for entry in imported.edition.legends)
    for name in list(counted)[2:]:
        assert by_sheet[name] == sum(isinstance(row[0], int | float) for row in counted[name]) > 0
    assert sorted(by_sheet.values()) == [9, 18]
    types = {entry.name: entry.text for entry in imported.edition.legends if entry.sheet.endswith("データ型")}
    assert types["9"] == "整数"
    assert types["BLOB"] == "画像"
    assert "9999-12-31" in types["DATE"]


def test_the_head_names_file_hash_and_the_day_it_was_saved(imported: Imported, official: Path) -> None:
    """The document states neither edition nor date; the name somebody gave the file does not stand in for it."""
    head = imported.edition.head
    assert head.id == "031/data_items/2023-09-21"
    assert head.published is None
    assert head.source.sha256 == sha256((official / NAME).read_bytes()).hexdigest()
    assert head.source.name == NAME


def test_codes_keep_the_zeros_a_person_sees(official: Path) -> None:
    """Numbers shown as 001 are IDs: the code list's, and the item's reference to it."""
    book = with_zeros(read_workbook(official / NAME))
    edition = read_data_items(book, "0" * 64).edition
    assert {code.code_id for code in edition.codes} == {"001", "002", "999"}
    assert [code.value for code in edition.codes if code.code_id == "001"] == ["0", "1", "2"]
    (sex,) = (item for item in edition.requirements if item.name == "性別")
    assert dict(sex.detail)["code"] == "001"
    assert all(len(item.id) == 8 for item in edition.requirements)


@pytest.mark.parametrize(
    ("sheets", "name", "version"),
    [
        ({"表紙": [["基本データリスト【第2.1版】"]]}, "基本データリスト【第9.9版】_20990101.xlsx", "2.1"),
        ({"表紙": [["基本データリスト"], ["令和5年9月29日"]]}, "第9.9版.xlsx", "2023-09-29"),
        ({"改定履歴": [["第1.0版", "初版"], ["第2.0版", "改定"], ["第1.1版", "訂正"]]}, "第9.9版.xlsx", "2.0"),
        ({}, "基本データリスト【第3.0版】.xlsx", "3.0"),
    ],
)
def test_the_edition_is_the_documents_own(sheets: dict[str, Any], name: str, version: str) -> None:
    items = [["データ項目ID", "データ項目", "データ型", "桁数"], ["01300001", "氏名", "N", 10]]
    found = [Sheet(name=title, rows=tuple(map(tuple, rows))) for title, rows in {**sheets, "一覧": items}.items()]
    imported = read_data_items(Workbook(name=name, sheets=tuple(found)), "0" * 64)
    assert imported.edition.head.version == version
    assert bool(imported.notes) is (not sheets)  # taken from the name: told
