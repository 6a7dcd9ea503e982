"""report.xlsx: the sheets, real tables, texts stored as texts, the same bytes twice."""

import re
import zipfile
from datetime import datetime

import openpyxl
import pytest

SHEETS = [
    "実施事項",
    "要約",
    "所見",
    "システム",
    "契約・調達",
    "連携",
    "暫定連携",
    "照会事項",
    "切替え",
    "集中",
    "事業者の重なり",
    "移行順",
    "切替日ごと",
    "予算・議会・調達",
    "WBS",
    "予算",
    "年度別比較",
    "計上しなかった見積",
    "文字",
    "運用経費",
    "経過措置",
    "次の更改",
    "未確認",
    "前提",
]


@pytest.fixture(scope="module")
def book(out):
    return openpyxl.load_workbook(out / "midori-cho" / "report.xlsx")


def test_sheets_are_tables_with_filters_and_frozen_heads(book):
    assert book.sheetnames == SHEETS
    for sheet in book:
        assert sheet.tables, sheet.title
        assert all(table.autoFilter is not None for table in sheet.tables.values()), sheet.title
        assert sheet.freeze_panes == "B4", sheet.title


def test_widths_fit_japanese(book):
    sheet = book["システム"]
    name = max((cell.value for cell in sheet["B"][3:]), key=len)
    assert sheet.column_dimensions["B"].width >= min(48, 2 * len(name))


def test_characters_are_told_per_system(book):
    sheet = book["文字"]
    head = [cell.value for cell in sheet[3]]
    rows = {
        row[0].value: dict(zip(head, (cell.value for cell in row), strict=True)) for row in sheet.iter_rows(min_row=4)
    }
    register = next(row for row in rows.values() if row["業務"] == "戸籍")
    assert register["文字の経過措置の終期"] == "期限の定めなし"
    others = [row for row in rows.values() if row["業務"] not in ("戸籍", "戸籍の附票", "―")]
    assert {row["文字の経過措置の終期"] for row in others} <= {"未確認", "―"}
    assert any(isinstance(row["外字数"], int) and row["外字数"] > 0 for row in rows.values())
    assert any(row["外字数"] == "未確認" for row in rows.values())


def test_native_charts(book):
    assert {sheet.title: len(sheet._charts) for sheet in book if sheet._charts} == {"要約": 3}


def test_long_text_has_the_height_it_needs_and_a_year_is_a_name(book):
    sheet = book["移行順"]
    heights = [sheet.row_dimensions[row].height for row in range(4, sheet.max_row + 1)]
    assert min(heights) >= 18 and max(heights) > 100  # why that day takes several lines
    years = {row[0].value for row in book["予算"].iter_rows(min_row=4, max_col=1)}
    assert years <= {"令和8年度", "令和9年度", "令和10年度", "令和11年度"}


def test_print_leaves_the_numbers_of_the_charts_out(book):
    assert book["予算"].print_area == "'予算'!$A$1:$H$" + str(book["予算"].max_row)
    assert all(sheet.print_area for sheet in book if sheet.tables)


def test_rows_are_complete_and_typed(book, out):
    import json

    data = json.loads((out / "midori-cho" / "analysis.json").read_text(encoding="utf-8"))
    unknown = data["completeness"]["unknown"]
    assert book["未確認"].max_row - 3 == len(unknown)
    counts = [row[3].value for row in book["未確認"].iter_rows(min_row=4)]
    assert counts == [len(record["fields"]) for record in unknown] and sum(counts) > len(counts)
    assert book["予算"].max_row - 3 >= len(data["plan"]["cost_rows"])
    amounts = [cell.value for cell in book["予算"]["E"][3:] if isinstance(cell.value, int)]
    assert sum(amounts) == data["plan"]["score"]["yen"]["value"]


def test_no_formula_but_our_own_sums(hostile):
    with zipfile.ZipFile(hostile / "report.xlsx") as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/sheet"):
                assert not re.findall(rb"<f>(?!SUM\()[^<]*", archive.read(name)), name
    book = openpyxl.load_workbook(hostile / "report.xlsx")
    texts = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value == "=1+1"]
    assert texts
    assert all(cell.data_type == "s" for cell in texts)


def test_the_concentration_sheet_has_every_stage_with_bounds_and_marks_the_weight_used(book):
    rows = list(book["集中"].iter_rows(min_row=3, values_only=True))
    head = rows[0]
    by = {row[:4]: dict(zip(head, row, strict=True)) for row in rows[1:]}
    largest = by["事業者(企業グループ)", "システム数", "○", "最大の割合"]
    assert largest["現在 下限"] <= largest["現在"] <= largest["現在 上限"]
    assert {"移行前", "計画後", "計画後 下限", "計画後 上限"} <= set(head)
    assert {row[1] for row in rows[1:] if row[2] == "○"} == {"システム数"}
    assert {row[1] for row in rows[1:]} == {"システム数", "年額", "影響を受けるシステム数"}


def test_the_overlap_sheet_tells_who_holds_each_layer(book):
    head, *rows = list(book["事業者の重なり"].iter_rows(min_row=3, values_only=True))
    registry = dict(zip(head, rows[0], strict=True))
    layers = head[4:]
    assert len(layers) == 7
    held = sum(1 for layer in layers if registry["最も多くを担う事業者"] in registry[layer])
    assert held == registry["担う役割の数"]


def test_a_matter_has_its_evidence_with_place(book):
    head, *rows = list(book["切替え"].iter_rows(min_row=3, values_only=True))
    told = [dict(zip(head, row, strict=True)) for row in rows]
    links = next(row for row in told if row["事項"] == "連携仕様書の有無" and row["システム"] == "住民記録システム")
    assert "相手 印鑑登録システム" in links["根拠[記載箇所]"]
    assert "interfaces.yaml:" in links["根拠[記載箇所]"]
    assert {row["判定"] for row in told} == {"該当", "未確認"}


def test_it_opens_on_what_to_do_by_date_with_owner_and_reason(book):
    sheet = book.worksheets[0]
    assert book.active is sheet
    assert [cell.value for cell in sheet[3]] == [
        "期限", "期限 ※", "区分", "担当課・照会先", "実施事項", "理由", "件数", "明細のシート",
    ]  # fmt: skip
    rows = list(sheet.iter_rows(min_row=4, values_only=True))
    days = [row[0] for row in rows if isinstance(row[0], datetime)]
    assert days == sorted(days) and len(days) > 50
    assert {row[1] for row in rows} == {None, "期限経過"}
    assert {row[2] for row in rows} == {"期日", "所見", "照会"}
    assert all(row[3] and row[4] and row[5] for row in rows)
