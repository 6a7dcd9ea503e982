"""Tables of a work survey (業務量調査) of three shapes. The values expected were written before there was a reader."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from readiness.intake.reading import Reading
from readiness.intake.work_cells import read_count, read_hours, read_minutes, read_share
from tests.intake.town import Rows, asked, fill, of_files, reading, saved

LIST: Rows = [
    ("令和8年度　業務量調査票",),
    (None, None, None, None, None, None, None, "令和8年10月1日現在"),
    (
        "番号",
        "課名",
        "手続・作業名",
        "年間件数",
        "1件当たり処理時間（分）",
        "測定方法",
        "紙の割合(%)",
        "繁忙月",
        "使用システム",
    ),
    (1, "住民課", "転入届の受付", "1,200件", 15, "実測", 92, "3月、4月", "住民記録システム"),
    (2, None, "証明書の窓口交付", 9800, "5分", "ヒアリング", 95, "3月～4月", "住民記録システム"),
    (None, "住民課　計", None, 11000, None, None, None, None, None),
    (3, "福祉課", "要介護認定の申請受付", 1250, "20", "推計", 100, "なし", None),
    (4, "福祉課", "障害福祉サービスの支給申請", "約260", "未測定", None, None, "年度末", None),
    (5, "福祉課", "相談の記録", "不明", "0.5時間", None, None, None, None),
    (None, "合計", None, 12510, None, None, None, None, None),
]
LISTED: dict[tuple[str, str], dict[str, Any]] = {
    ("転入届の受付", "住民課"): {
        "yearly_count": 1200, "minutes": 15, "method": "実測", "paper_share": 92, "peak_months": ["3月", "4月"],
        "systems": ["S"],
    },
    ("証明書の窓口交付", "住民課"): {
        "yearly_count": 9800, "minutes": 5, "method": "聞取り", "paper_share": 95, "peak_months": ["3月", "4月"],
        "systems": ["S"],
    },
    ("要介護認定の申請受付", "福祉課"): {
        "yearly_count": 1250, "minutes": 20, "method": "推計", "paper_share": 100,
    },
    ("障害福祉サービスの支給申請", "福祉課"): {"yearly_count": 260},
    ("相談の記録", "福祉課"): {"minutes": 30},
}  # fmt: skip

# A sheet a division, months across, hours a year instead of minutes a case.
_MONTHS = tuple(f"{month}月" for month in (4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3))
MONTHS: dict[str, Rows] = {
    "税務課": [
        ("税務課　事務量調べ（単位：件）",),
        ("事務の名称", *_MONTHS, "計", "年間処理時間（時間）"),
        ("申告の受付", 0, 0, 0, 0, 0, 0, 0, 0, 0, 50, 900, 1200, 2150, 895.8),
        ("税証明の交付", 400, 300, 250, 250, 250, 250, 250, 250, 200, 200, 200, 300, 3100, 310),
        ("計", 400, 300, 250, 250, 250, 250, 250, 250, 200, 250, 1100, 1500, 5250, 1205.8),
    ],
    "子育て課": [
        ("子育て課　事務量調べ（単位：件）",),
        ("事務の名称", *_MONTHS, "計", "年間処理時間（時間）"),
        ("保育所の入所申込み", 20, 20, 20, 20, 20, 20, 80, 80, 20, 10, 10, 10, 330, None),
        ("児童手当の現況届", 0, 0, 600, 100, 0, 0, 0, 0, 0, 0, 0, 0, 800, 100),  # 700, not 800
    ],
}
BY_MONTH: dict[tuple[str, str], dict[str, Any]] = {
    ("申告の受付", "税務課"): {"yearly_count": 2150, "minutes": 25.0},
    ("税証明の交付", "税務課"): {"yearly_count": 3100, "minutes": 6.0},
    ("保育所の入所申込み", "子育て課"): {"yearly_count": 330},
    ("児童手当の現況届", "子育て課"): {},
}

MATRIX: Rows = [
    ("窓口業務量調査（年間件数、単位：件）",),
    ("課　名", "転入届", "転出届", "証明書交付", "計"),
    ("住民課", 1200, 800, 9800, 11800),
    ("北支所", 100, "－", "1,500", 1600),
    ("南支所", None, 50, 700, 750),
    ("合　計", 1300, 850, 12000, 14150),
    ("1件当たり（分）", 15, 10, 5, None),
]
CROSSED: dict[tuple[str, str], dict[str, Any]] = {
    ("転入届", "住民課"): {"yearly_count": 1200, "minutes": 15},
    ("転出届", "住民課"): {"yearly_count": 800, "minutes": 10},
    ("証明書交付", "住民課"): {"yearly_count": 9800, "minutes": 5},
    ("転入届", "北支所"): {"yearly_count": 100, "minutes": 15},
    ("証明書交付", "北支所"): {"yearly_count": 1500, "minutes": 5},
    ("転出届", "南支所"): {"yearly_count": 50, "minutes": 10},
    ("証明書交付", "南支所"): {"yearly_count": 700, "minutes": 5},
}


# Words and cells that three towns did not use: heads of two rows, divisions merged down, times of Excel.
OTHER: Rows = [
    ("令和8年度 業務量調査票(川辺町)",),
    ("No.", "課名", "事務・手続の名称", "年間処理件数(件)", "1件当たり所要時間(分)", "申請の方法", None, "繁忙期"),
    (None, None, None, None, None, "紙(%)", "電子(%)", None),
    (1, "住民課", "転居届", "310", 12, "95", "5", "3月～4月"),
    (2, None, "国保の資格喪失届", 420, "約10", 70, 30, "4月"),
    (3, "福祉課", "相談", "不明", "0.2時間", 100, 0, None),
]
OTHERS: dict[tuple[str, str], dict[str, Any]] = {
    ("転居届", "住民課"): {
        "yearly_count": 310, "minutes": 12, "paper_share": 95, "online_share": 5, "peak_months": ["3月", "4月"],
    },
    ("国保の資格喪失届", "住民課"): {
        "yearly_count": 420, "minutes": 10, "paper_share": 70, "online_share": 30, "peak_months": ["4月"],
    },
    ("相談", "福祉課"): {"minutes": 12, "paper_share": 100, "online_share": 0},
}  # fmt: skip


def procedures(found: Reading) -> dict[tuple[str, str], dict[str, Any]]:
    divisions = {data["id"]: data["name"] for data, _ in found.sections.get("divisions", ())}
    rows = [data for data, _ in found.sections.get("procedures", ())]
    return {
        (row["name"], divisions.get(row.get("division"), "")): {
            key: value for key, value in row.items() if key not in ("id", "name", "division")
        }
        for row in rows
    }


def test_a_list_of_procedures(tmp_path: Path) -> None:
    ledger = saved(tmp_path, {"台帳": [("システム名", "業務"), ("住民記録システム", "住民基本台帳")]}, "台帳.xlsx")
    found = of_files(ledger, saved(tmp_path, {"業務量": LIST}, "業務量.xlsx"))
    told = procedures(found)
    system = found.sections["systems"][0][0]["id"]
    wanted = {key: {**row, **({"systems": [system]} if "systems" in row else {})} for key, row in LISTED.items()}
    assert told == wanted
    assert len(found.sections["systems"]) == 1
    assert [d.text for d in asked(found, "procedure.peak_months")] == ["年度末"]
    assert [u.text for u in found.unused if u.reason == "total"] == ["住民課 計", "合計"]


def test_months_across_and_hours_a_year(tmp_path: Path) -> None:
    found = of_files(saved(tmp_path, MONTHS))
    told = procedures(found)
    assert told.keys() == BY_MONTH.keys()
    for key, row in BY_MONTH.items():
        assert {name: round(value, 1) for name, value in told[key].items()} == row
    assert [d.record for d in asked(found, "procedure.yearly_count")] == ["児童手当の現況届"]


@pytest.mark.parametrize("turned", [False, True])
def test_divisions_by_procedures(tmp_path: Path, turned: bool) -> None:
    rows: Any = [list(row) for row in MATRIX[1:]]
    if turned:
        rows = [list(row) for row in zip(*rows, strict=True)]
        rows[0][0] = "手続名"
    found = reading(tmp_path, {"集計": [MATRIX[0], *rows]})
    assert procedures(found) == CROSSED
    assert not asked(found)


def test_a_matrix_of_hours_alone_is_asked_and_read_as_nothing(tmp_path: Path) -> None:
    found = reading(
        tmp_path, {"集計": [("業務量調査（年間時間）",), ("課名", "転入届", "転出届"), ("住民課", 300, 200)]}
    )
    assert "procedures" not in found.sections
    assert asked(found, code="work-unit")


def test_parts_of_one_that_a_sheet_shows_per_cent(tmp_path: Path) -> None:
    book = Workbook()
    fill(
        book.active,
        [("業務量調査",), ("所属", "作業内容", "件数/年", "紙率"), ("住民課", "甲", 10, 0.65), ("住民課", "乙", 10, 1)],
    )
    for cell in ("D3", "D4"):
        book.active[cell].number_format = "0%"
    book.save(tmp_path / "調査.xlsx")
    found = of_files(tmp_path / "調査.xlsx")
    assert [data.get("paper_share") for data, _ in found.sections["procedures"]] == [65, 100]


def test_amounts_in_other_words(tmp_path: Path) -> None:
    rows: Rows = [
        ("業務量調査",),
        ("所属", "作業内容", "件数/年", "所要時間", "紙率"),
        ("住民課", "甲", "100～200", "1時間30分", "100%"),
        ("住民課", "乙", 1200, 15, "50%"),
        ("住民課", "丙", -5, "90秒", 120),
        ("住民課", "丁", "月100件", "10分/件", "0%"),
    ]
    found = reading(tmp_path, {"調査": rows})
    assert procedures(found) == {
        ("甲", "住民課"): {"minutes": 90, "paper_share": 100},
        ("乙", "住民課"): {"yearly_count": 1200, "paper_share": 50},
        ("丙", "住民課"): {"minutes": 1.5},
        ("丁", "住民課"): {"minutes": 10, "paper_share": 0},
    }
    assert {(d.record, d.field) for d in asked(found)} == {
        ("甲", "procedure.yearly_count"),
        ("乙", "procedure.minutes"),
        ("丙", "procedure.yearly_count"),
        ("丙", "procedure.paper_share"),
        ("丁", "procedure.yearly_count"),
    }


@pytest.mark.parametrize("endless", ["9" * 400, "9" * 400 + "分", 1e308])
def test_a_number_of_endless_digits_is_no_work(endless: str | float) -> None:
    for read in (read_count, read_minutes, read_hours, read_share):
        got = read(endless, str(endless), "所要時間(分)") if read is read_minutes else read(endless, str(endless))
        assert got.value is None, read


def test_another_town_with_heads_in_two_rows(tmp_path: Path) -> None:
    ledger = saved(tmp_path, {"台帳": [("システム名", "業務"), ("住民記録システム", "住民基本台帳")]}, "台帳.xlsx")
    assert procedures(of_files(ledger, saved(tmp_path, {"調査票": OTHER}, "調査.xlsx"))) == OTHERS


@pytest.mark.parametrize(
    ("text", "head", "minutes", "asked_for"),
    [
        ("00:10:00", "標準処理時間", 10, False),  # a time of Excel, as it is read
        ("1:05:30", "処理時間", 65.5, False),
        ("0:25", "標準処理時間(時:分)", 25, False),
        ("0:25", "標準処理時間", None, True),  # or 25 seconds
        ("約10", "所要時間(分)", 10, False),
        ("10", "処理時間", None, True),
        ("25:70", "処理時間(時:分)", None, True),
    ],
)
def test_times_of_a_case(text: str, head: str, minutes: float | None, asked_for: bool) -> None:
    got = read_minutes(text, text, head)
    assert (got.value, bool(got.doubt)) == (minutes, asked_for)
