"""A ledger unlike the samples: units in one bracket with what tells columns apart, one vendor in two spellings.

Town, vendors and products are fictional.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from readiness.app.reading import read_body, read_standard
from readiness.model.inventory import Inventory
from readiness.model.system import Conformance
from readiness.model.unknown import UNKNOWN
from tests.exchange.test_own_ledger import run

HEADS = (
    "システム名称", "対象業務", "ﾍﾞﾝﾀﾞｰ名", "委託料（年額・千円・税抜）",
    "標準準拠の状況", "データのやりとり先", "移行予定時期",
)  # fmt: skip
ROWS = (
    ("住民記録システム", "住民基本台帳", "(株)かわべ情報", 4200, "標準準拠", "国保システム", "R9.1"),
    ("国保システム", "国民健康保険", "（株）かわべ情報", "", "確認中", "", ""),
)


def written(folder: Path, rows: tuple[tuple[object, ...], ...], day: str = "令和8年4月1日") -> Path:
    book = Workbook()
    book.active.append([f"わかくさ村 情報システム一覧({day}現在)"])
    book.active.append(list(HEADS))
    for row in rows:
        book.active.append(list(row))
    target = folder / "わかくさ村.xlsx"
    book.save(target)
    return target


@pytest.fixture
def village(tmp_path: Path) -> Inventory:
    path = written(tmp_path, ROWS)
    inventory = read_body(path, read_standard(path)).inventory
    assert inventory is not None
    return inventory


def test_fee_is_read_in_yen_with_tax(village: Inventory) -> None:
    assert [c.annual_amount for c in village.contracts] == [4_620_000]


def test_a_vendor_in_two_widths_is_one(village: Inventory) -> None:
    assert [v.name for v in village.vendors] == ["(株)かわべ情報"]
    assert {s.vendor for s in village.systems} == {village.vendors[0].id}


def test_words_of_state_and_partners(village: Inventory) -> None:
    assert [s.conformance for s in village.systems] == [Conformance.CONFORMANT, UNKNOWN]
    assert len(village.interfaces) == 1


def test_tax_is_only_spoken_of_where_an_amount_was_read(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["システム名", "業務", "委託先", "諸経費(税抜)"])
    book.active.append(["住民記録システム", "住基", "架空電算", 100])
    book.save(tmp_path / "わかくさ村.xlsx")
    code, output = run("ledger", "import", tmp_path / "わかくさ村.xlsx", tmp_path / "new", "--dry-run")
    assert code == 0 and "消費税を加えて" not in output and "使わなかった列: 諸経費(税抜)" in output


def test_next_month_tells_no_moved_proposals(tmp_path: Path) -> None:
    bare = tuple((*row[:3], "", *row[4:]) for row in ROWS)
    assert run("analyze", written(tmp_path, bare), "--out", tmp_path / "april")[0] == 0
    zaisei = (tmp_path / "april" / "わかくさ村" / "papers" / "zaisei.html").read_text(encoding="utf-8")
    assert "確認済み額はない(見積未徴取 1件)" in zaisei and "合計 0円" not in zaisei and "合計 0千円" not in zaisei
    assert "既契約に基づく支出(参考)は1件全て未確認" in zaisei and "支出(参考) 0千円" not in zaisei
    table = zaisei[zaisei.index("B4 ") : zaisei.index("B6 ")]
    # 既契約 and 現状維持 of five years are not known: no contract is recorded. 差引 and 累計 say what they lack.
    assert table.count("未確認") >= 10 and "見積未徴取のため算定できない" in table
    before = tmp_path / "april" / "わかくさ村" / "analysis.json"
    later = written(tmp_path, bare, "令和8年5月1日")
    code, output = run("diff", before, later)
    assert code in (0, 1) and "2026-05" in output
    assert "回答期日" not in output and "期限の区分" not in output


def test_books_of_two_ledgers_in_one_folder_lie_apart(tmp_path: Path) -> None:
    first = written(tmp_path, ROWS)
    second = tmp_path / "みずべ町.xlsx"
    book = load_workbook(first)
    book.worksheets[0]["A1"] = "みずべ町 情報システム一覧(令和8年4月1日現在)"
    book.save(second)
    for path in (first, second):
        assert run("gaps", "export", path)[0] == 0
    books = {file.parent.parent.name for file in (tmp_path / "register").rglob("*.xlsx")}
    assert books == {"わかくさ村", "みずべ町"}
