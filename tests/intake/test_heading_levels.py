"""One ledger under headings in two rows, merged or not: the same values in every layout (二段の見出し)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from tests.intake.town import of_files, systems

Groups = tuple[tuple[str, tuple[str, ...]], ...]
# Group over its columns; a heading of its own has none. The rows are the same; who wrote the headings differs.
HANDS = (
    (
        ("№", ("",)),
        ("業務", ("",)),
        ("システム", ("名称", "製品名", "保守業者")),
        ("担当", ("課名",)),
        ("契約", ("始期", "終期", "年額(円)")),
        ("標準化", ("対象", "移行状況", "切替(予定)日")),
        ("備考", ("",)),
    ),
    (
        ("番号", ("",)),
        ("対象業務", ("",)),
        ("基本情報", ("システム名", "パッケージ", "委託先")),
        ("所管", ("課",)),
        ("契約期間", ("自", "至")),
        ("運用経費", ("令和8年度(円)",)),
        ("移行", ("標準化対象", "状況", "予定日")),
        ("摘要", ("",)),
    ),
    (
        ("項番", ("",)),
        ("標準化対象業務", ("",)),
        ("現行システム", ("システム名称", "ソフト名", "ベンダー")),
        ("主管課", ("",)),
        ("契約内容", ("契約開始", "契約終了", "年間保守料(税込)")),
        ("標準化対応", ("標準化の対象", "進捗", "移行予定時期")),
        ("その他", ("",)),
    ),
)
FIRM = "北信電算(株)"
ROWS = (
    (1, "住民記録", "住民情報", "V5", FIRM, "住民課", "R4.4.1", "R9.3.31", 3960000, "○", "済", "R7.12.8", ""),
    (2, "介護保険", "介護", "ケア", "ケア㈱", "福祉課", "R3.11.1", "R10.10.31", 2376000, "○", "未", "R10.1.4", ""),
    (3, "固定資産税", "資産税", "タックス", FIRM, "税務課", "R5.10.1", "R10.9.30", 1980000, "○", "未", "未定", ""),
    (4, "", "文書管理", "ブンショ", FIRM, "総務課", "R8.4.1", "R9.3.31", 330000, "×", "-", "-", ""),
)  # fmt: skip
RIGHT = {
    "住民情報": ("2027-03-31", 3960000, True, None),
    "介護": ("2028-10-31", 2376000, False, "2028-01-04"),
    "資産税": ("2028-09-30", 1980000, False, None),
    "文書管理": ("2027-03-31", 330000, None, None),
}
ACROSS, DOWN = ("merged", "first", "each"), ("merged", "above", "below")


def _cells(groups: Groups, across: str, down: str) -> Iterator[tuple[int, str, str, int]]:
    """Column, upper heading, lower heading, and how many columns the group reaches over."""
    at = 1
    for group, inner in groups:
        for index, text in enumerate(inner):
            upper = group if not index or across == "each" else ""
            if not text:
                yield at, "" if down == "below" else group, group if down == "below" else "", 1
            else:
                yield at, upper, text, len(inner) if not index else 1
            at += 1


def ledger(path: Path, groups: Groups, across: str, down: str, *, titled: bool) -> Path:
    book = Workbook()
    sheet = book.active
    first = 1
    if titled:
        sheet["A1"], first = "電算システム一覧", 3
    for at, upper, lower, width in _cells(groups, across, down):
        for row, text in ((first, upper), (first + 1, lower)):
            if text:
                sheet.cell(row, at, text)
        here = get_column_letter(at)
        if across == "merged" and width > 1:
            sheet.merge_cells(f"{here}{first}:{get_column_letter(at + width - 1)}{first}")
        if down == "merged" and not lower:
            sheet.merge_cells(f"{here}{first}:{here}{first + 1}")
    for row in ROWS:
        sheet.append(row)
    book.save(path)
    return path


@pytest.mark.parametrize(("across", "down", "titled"), product(ACROSS, DOWN, (True, False)))
@pytest.mark.parametrize("groups", HANDS, ids=("plain", "informed", "named"))
def test_two_rows_of_headings_say_the_same_however_they_are_merged(
    groups: Groups, across: str, down: str, titled: bool, tmp_path: Path
) -> None:
    found = of_files(ledger(tmp_path / "しらかば町.xlsx", groups, across, down, titled=titled))
    read = {
        name: (data.get(".end"), data.get(".annual_amount"), data.get("migrated"), data.get("planned_date"))
        for name, data in systems(found).items()
    }
    done = (*read["住民情報"][:3], None)  # the day of a move that is over is no plan
    assert {**read, "住民情報": done} == RIGHT
    assert {d["name"] for d, _ in found.sections["divisions"]} == {"住民課", "福祉課", "税務課", "総務課"}
