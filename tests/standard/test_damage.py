"""What the importers read does not change under the twelve kinds of damage, each kind on each kind of workbook."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest
from openpyxl import Workbook

from readiness.sources.xlsx import read_workbook
from readiness.standard.importers.body_codes import read_codes
from readiness.standard.importers.conformance import read_passed
from readiness.standard.importers.data_items import read_data_items
from readiness.standard.importers.designated import read_designations
from readiness.standard.importers.edition import Imported
from readiness.standard.importers.functions import read_functions
from readiness.standard.importers.links import read_links
from readiness.standard.importers.soumu_progress import read_progress
from readiness.standard.load import load_standard
from tests.standard.books import function_book
from tests.standard.damage import DAMAGES, Page, damaged

# The only remark on books that state neither number nor date of their edition: it is asked to be confirmed.
UNNAMED_EDITION = ["edition"]
NAME = "2026-08_digital-agency_atenabango-kanri_item-definition.xlsx"
STANDARD = load_standard()
Damage = Callable[[Page], None]
every_damage = pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)


def essence(imported: Imported) -> list[tuple[Any, ...]]:
    """Everything but where it stood. Texts by their letters: whether a digit in a text is wide does not matter, and a
    sample value is what its author typed, so what Excel made of it stays. The genuine workbook writes a code 002 and 2.
    """
    return [
        (
            *(r.id, r.kind, r.name, r.path, r.text, r.types, r.due, r.rationale, r.remarks),
            *(
                (field, normalize("NFKC", text).lstrip("0" if field == "code" else ""))
                for field, text in r.detail
                if field != "sample"
            ),
        )
        for r in imported.edition.requirements
    ]


def plain_book(path: Path, sheet: str, rows: list[list[Any]]) -> Path:
    made = Workbook()
    made.active.title = sheet
    for row in rows:
        made.active.append(row)
    made.save(path)
    return path


@every_damage
def test_functions(damage: Damage, tmp_path: Path) -> None:
    book = function_book(tmp_path / "a.xlsx")
    copy = damaged(book, tmp_path / "b.xlsx", damage, {"機能要件": (1, 2)})
    plain, read = (read_functions(read_workbook(path), "0" * 64) for path in (book, copy))
    assert essence(read) == essence(plain)
    assert len(read.edition.requirements) == 6
    assert read.notes == ()


@every_damage
def test_the_genuine_item_definition(damage: Damage, official: Path, tmp_path: Path) -> None:
    book = read_workbook(official / NAME)
    heads = {book.sheets[0].name: (4, 5)}
    plain = read_data_items(book, "0" * 64)
    read = read_data_items(read_workbook(damaged(official / NAME, tmp_path / "b.xlsx", damage, heads)), "0" * 64)
    assert essence(read) == essence(plain)
    assert (len(read.edition.requirements), len(read.edition.codes), len(read.edition.legends)) == (29, 6, 27)
    assert [note.discriminator for note in read.notes] == UNNAMED_EDITION


@every_damage
def test_links(damage: Damage, tmp_path: Path) -> None:
    rows = [
        ["機能別連携仕様(試験用)", None, None, None, None, None, None],
        ["連携ID", "機能ID", "連携名称", "提供/照会", "連携先業務", "データ項目ID", "連携方式"],
        ["013o901", "0139001", "架空の課税情報", "提供", "架空業務", "01390001", "API"],
        ["013o901", "0139001", "架空の課税情報", "提供", "架空業務", "01390002", "API"],
        ["013i902", "0139002", "架空の住民情報", "照会", "架空業務", "01390003", "ファイル"],
    ]
    book = plain_book(tmp_path / "a.xlsx", "連携仕様", rows)
    copy = damaged(book, tmp_path / "b.xlsx", damage, {"連携仕様": (1, 1)})
    plain, read = (read_links(read_workbook(path), "0" * 64) for path in (book, copy))
    assert [r.id for r in plain.edition.requirements] == ["013o901", "013i902"]
    assert essence(read) == essence(plain)
    assert [note.discriminator for note in read.notes] == UNNAMED_EDITION


@every_damage
def test_packages_that_passed(damage: Damage, tmp_path: Path) -> None:
    rows = [
        ["合格一覧(試験用)", None, None, None],
        ["事業者名", "パッケージ名", "番号", "合格日"],
        ["架空株式会社", "架空住民記録", "001_8999999990001_001", "2026-03-31"],
        ["架空株式会社", "架空障害", "022-0_8999999990001_002", "2026-03-31"],
        ["架空連合", "架空介護", "023_8999999990001/7999999990002_003(旧:023_8999999990001_001)", "2026-04-30"],
    ]
    book = plain_book(tmp_path / "a.xlsx", "一覧", rows)
    plain = read_passed(read_workbook(book))
    read = read_passed(read_workbook(damaged(book, tmp_path / "b.xlsx", damage, {"一覧": (1, 1)})))
    assert read.rows == plain.rows
    assert len(plain.rows) == 3


@every_damage
def test_rates_steps_marks_and_codes(damage: Damage, tmp_path: Path) -> None:
    """One sheet that serves four importers: rates, steps, marks of the list of separate dates, and codes."""
    rates = [
        ["進捗状況(試験用)", None, None, None, None],
        ["都道府県", "市区町村", "戸籍", "就学", "全体"],
        ["架空県", "甲市", 0.5, 1, 0.75],
        ["架空県", "乙町", "100%", "-", 1],
    ]
    steps = [
        ["作業工程(試験用)", None, None, None],
        ["都道府県名", "業務名", "①-1 推進体制案の作成", "①-2 関連部局との調整"],
        ["架空県", "生活保護", "完了済み", "対象外"],
        ["架空県", "児童扶養手当", "作業中", "未着手"],
    ]
    marks = [
        ["該当見込み(試験用)", None, None, None, None],
        ["団体コード", "自治体名", "自治体区分", "戸籍", "都道府県"],
        ["990019", "架空県甲市", "中核市", "●", "架空県"],
        ["990027", "架空県乙町", "町", None, "架空県"],
    ]
    codes = [
        ["団体コード(試験用)", None, None],
        ["団体コード", "都道府県名(漢字)", "市区町村名(漢字)"],
        ["990019", "架空県", "甲市"],
        ["990027", "架空県", "乙町"],
    ]
    readers: list[tuple[list[list[Any]], Callable[[Any], Any]]] = [
        (rates, lambda book: read_progress(book, STANDARD).bodies),
        (steps, lambda book: read_progress(book, STANDARD).bodies),
        (marks, lambda book: read_designations(book, STANDARD).bodies),
        (codes, read_codes),
    ]
    for rows, read in readers:
        book = plain_book(tmp_path / "a.xlsx", "表", rows)
        copy = damaged(book, tmp_path / "b.xlsx", damage, {"表": (1, 1)})
        plain = read(read_workbook(book))
        assert plain
        assert read(read_workbook(copy)) == plain
