"""機能別連携仕様 and the list of packages."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook as NewBook

from readiness.model.standard.requirement import RequirementKind
from readiness.sources.csvfile import read_csv
from readiness.sources.xlsx import read_workbook
from readiness.standard.importers.conformance import read_passed
from readiness.standard.importers.links import read_links
from readiness.standard.problem import StandardError


def book(path: Path, rows: list[list[object]]) -> Path:
    made = NewBook()
    for row in rows:
        made.active.append(row)
    made.save(path)
    return path


def test_rows_of_one_link_are_one_requirement(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["試験用 機能別連携仕様【第2.1版】"],
        ["備考", "連携\nID", "機能ID", "連携先業務", "データ項目ID", "データ項目", "連携方式", "連携頻度"],
        ["架空", "９９９o００1", 9990001, "試験業務", "99900001", "試験番号", "API", "日次"],
        [None, "999o001", 9990001, "試験業務", "99900002", "試験氏名", "API", "日次"],
        [None, "999o002", "9990002", "別の業務", "99900003", "試験日", "ファイル", "月次"],
        [None, "連携なし", None, None, None, None, None, None],
    ]
    imported = read_links(read_workbook(book(tmp_path / "a.xlsx", rows)), "0")
    first, second = imported.edition.requirements
    assert (first.id, first.kind, first.unit) == ("999o001", RequirementKind.LINK, "999")
    assert first.get("items") == "99900001 試験番号\n99900002 試験氏名"
    assert (first.get("function"), first.get("partner"), first.get("method")) == ("9990001", "試験業務", "API")
    assert first.remarks == "架空"
    assert second.get("timing") == "月次"
    assert [note.message.key for note in imported.notes] == ["standard.import-bad-id"]
    assert imported.edition.head.id == "999/links/2.1"


def test_a_workbook_without_links_is_refused(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", [["システム名", "事業者"], ["住記", "A社"]])
    with pytest.raises(StandardError) as caught:
        read_links(read_workbook(path), "0")
    assert caught.value.findings[0].message.key == "standard.import-no-sheet.links"


def test_every_package_of_the_published_list(official: Path) -> None:
    table = read_passed(read_csv(official / "conformance_passed_packages_202510.csv"))
    assert len(table.rows) == 206
    units = Counter(f"{row.unit}-{row.branch}" if row.branch else row.unit for row in table.rows)
    assert len(units) == 42
    assert units["022-0"] == 8
    assert all(len(number) == 13 for row in table.rows for number in row.corporate_numbers)
    joint = [row for row in table.rows if len(row.corporate_numbers) > 1]
    assert [row.number for row in joint] == ["001_7120001077523/7010401022916_1"]
    replaced = {row.number: row.replaces for row in table.rows if row.replaces}
    assert len(replaced) == 23
    assert replaced["003_6010701025710_2"] == "003_6010701025710_1"
    assert min(row.day for row in table.rows if isinstance(row.day, date)) == date(2025, 4, 24)


def test_every_number_of_another_form_is_named(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["番号", "製品名", "事業者名"],
        ["019-0_2020001030067_1", "架空パッケージ", "架空社"],
        ["19_2020001030067_1", "架空パッケージ", "架空社"],
        ["019_123_1", "架空パッケージ", "架空社"],
    ]
    with pytest.raises(StandardError) as caught:
        read_passed(read_workbook(book(tmp_path / "a.xlsx", rows)))
    assert [dict(finding.message.params)["place"] for finding in caught.value.findings] == ["A3", "A4"]
