"""Header rows found by their words; the ministries' own workbooks are the examples where they are at hand."""

from datetime import date
from pathlib import Path

import pytest

from readiness.sources.csvfile import read_csv
from readiness.sources.dates import parse_date
from readiness.sources.grid import MergedRange, Sheet, fill_merged
from readiness.sources.header import find_header
from readiness.sources.xlsx import read_workbook

OFFICIAL = Path(__file__).resolve().parents[2].parent / "shared" / "official"
needs_official = pytest.mark.skipif(not OFFICIAL.is_dir(), reason="the published workbooks are not at hand")

WANTED = {"id": ["機能ID"], "name": ["機能名称", "小項目"], "kind": ["実装類型"], "date": ["適合基準日"]}


def test_any_order_widths_and_line_breaks() -> None:
    rows = (
        ("標準仕様書", None, None, None, None),
        (None,) * 5,
        ("適合\n基準日", "備考", "機能ＩＤ", "実装 類型", "機能名称"),
        ("2026-04-01", None, "x", "◎", "照会"),
    )
    header = find_header(rows, WANTED)
    assert header.found and (header.row, header.depth, header.first_data_row) == (2, 1, 3)
    assert header.columns == {"id": 2, "name": 4, "kind": 3, "date": 0}
    assert header.value(rows[3], "name") == "照会"
    assert header.value(rows[3], "nothing") == ""


def test_two_rows_and_merged_cells() -> None:
    sheet = Sheet(
        name="s",
        rows=(
            ("機能ID", "実装類型", None, "備考"),
            (None, "指定都市", "一般市区町村", None),
            ("a", "◎", "○", None),
        ),
        merged=(MergedRange(0, 0, 1, 0), MergedRange(0, 1, 0, 2), MergedRange(0, 3, 1, 3)),
    )
    wanted = {"id": ["機能ID"], "big": ["実装類型/指定都市"], "small": ["一般市区町村"], "note": ["備考"]}
    header = find_header(fill_merged(sheet).rows, wanted)
    assert header.found and (header.row, header.depth) == (0, 2)
    assert header.columns == {"id": 0, "big": 1, "small": 2, "note": 3}
    assert sheet.rows[header.first_data_row][0] == "a"


def test_exact_words_win_over_contained_ones() -> None:
    rows = (("機能名称（旧）", "機能名称", "機能IDの備考"), ("x", "y", "z"))
    header = find_header(rows, {"name": ["機能名称"], "id": ["機能ID"]})
    assert header.columns == {"name": 1, "id": 2}
    strict = find_header(rows, {"name": ["機能名称"], "id": ["機能ID"]}, loose=False)
    assert strict.columns == {"name": 1} and strict.missing == ("id",)


def test_what_was_sought_and_seen_is_told() -> None:
    rows = (("表題",), (None,), ("機能ID", "名前", "区\n分"), ("a", "b", "c"))
    rows = tuple((*row, *(None,) * (3 - len(row))) for row in rows)
    header = find_header(rows, WANTED, required=["id", "date"])
    assert not header.found
    assert header.missing == ("date",)
    assert header.seen == (("機能ID", "A3"), ("名前", "B3"), ("区 分", "C3"))
    assert header.sought["date"] == ("適合基準日",)
    nothing = find_header(((None, "表題"), ("x", None)), WANTED)
    assert (nothing.row, nothing.missing, nothing.seen) == (-1, ("id", "name", "kind", "date"), (("表題", "B1"),))
    assert find_header((), WANTED).row == -1


def test_doubled_headers_are_told() -> None:
    header = find_header((("機能ID", "機能ID", "備考"),), {"id": ["機能ID"]})
    assert header.columns == {"id": 0} and header.doubled == {"id": (0, 1)}


@needs_official
def test_published_workbooks() -> None:
    progress = read_workbook(OFFICIAL / "soumu_progress_202601.xlsx")
    rates = fill_merged(progress.sheets[0])
    header = find_header(rates.rows, {"pref": ["都道府県"], "city": ["市区町村"], "all": ["全体"], "koseki": ["戸籍"]})
    assert header.found
    first = rates.rows[header.first_data_row]
    assert header.value(first, "pref") == "北海道"
    assert header.first_data_row == 2

    designated = read_workbook(OFFICIAL / "digital_tokutei_202512.xlsx").sheets[0]
    header = find_header(designated.rows, {"code": ["団体コード"], "name": ["自治体名"], "common": ["共通機能"]})
    assert header.found and header.first_data_row == 3

    items = read_workbook(OFFICIAL / "2026-08_digital-agency_atenabango-kanri_item-definition.xlsx")
    sheet = fill_merged(items.sheets[0])
    header = find_header(sheet.rows, {"name": ["データ項目"], "key": ["グループ/主キー"], "kind": ["実装類型"]})
    assert header.found and (header.row, header.depth, header.first_data_row) == (4, 2, 6)
    assert header.value(sheet.rows[6], "name") == "宛名番号"
    assert header.value(sheet.rows[6], "key") == "○"

    codes = read_csv(OFFICIAL / "municipality_codes.csv").sheets[0]
    assert len(codes.rows) > 1_900


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-04-01", date(2026, 4, 1)),
        ("2026/4/1", date(2026, 4, 1)),
        ("２０２６．４．１", date(2026, 4, 1)),
        ("20260401", date(2026, 4, 1)),
        ("令和8年4月1日", date(2026, 4, 1)),
        ("令和 ８年４月１日(水)", date(2026, 4, 1)),
        ("令和元年5月1日", date(2019, 5, 1)),
        ("R8.4.1", date(2026, 4, 1)),
        ("h31/4/30", date(2019, 4, 30)),
        ("令和8年2月末", date(2026, 2, 28)),
        ("2026-02-30", None),
        ("8/4/1", None),
        ("令和8年4月", None),
        ("未定", None),
        (46113, None),
        (date(2026, 4, 1), date(2026, 4, 1)),
    ],
)
def test_dates(text: object, day: date | None) -> None:
    assert parse_date(text) == day


def test_a_bare_month_may_mean_its_end() -> None:
    assert parse_date("令和9年12月", month_end=True) == date(2027, 12, 31)
    assert parse_date("2028-02", month_end=True) == date(2028, 2, 29)
    assert parse_date("2028-13", month_end=True) is None


def test_a_row_that_reaches_to_the_last_column_costs_no_more_than_its_words() -> None:
    """One cell in column XFD made the search walk 16,384 columns for every word of every kind of workbook."""
    import time

    rows: list[tuple[str | None, ...]] = [("名称", *[None] * 16_382, "遠い")] * 40
    wanted = {f"field{number}": (f"見出し{number}", f"別の見出し{number}") for number in range(60)}
    begin = time.process_time()
    found = find_header(rows, {**wanted, "name": ("名称",), "far": ("遠い",)}, loose=False)
    assert found.columns == {"name": 0, "far": 16_383}
    assert time.process_time() - begin < 2
