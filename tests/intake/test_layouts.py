"""Layouts that turn a list on its side or hold more than it: plans of steps, legends, records across, cards side by
side, several costs of a system (線表・凡例・調査票・カード・費目).
"""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from readiness.app.words import open_book
from readiness.intake.known import Known
from readiness.intake.parties import SELF
from readiness.intake.read import read
from tests.intake.town import AS_OF, Rows, asked, fill, links, of_files, reading, saved, systems, words

LIST = [
    ("システム名", "業務", "委託先", "標準化対象", "移行予定"),
    ("税", "固定資産税", "北信電算(株)", "○", "R9.10"),
    ("介護", "介護保険", "ケア(株)", "○", "R9.12.6"),
    ("家屋評価", None, "測図(株)", "×", None),
]
YEARS = ("令和9年度", "令和10年度")


def _steps(sheet: Worksheet) -> None:
    """Twelve months below each year, a row for each step; colours and marks stand below the months."""
    for at, year in enumerate(YEARS):
        sheet.cell(2, 3 + 12 * at, year)
        sheet.merge_cells(start_row=2, end_row=2, start_column=3 + 12 * at, end_column=14 + 12 * at)
        for month in range(12):
            sheet.cell(3, 3 + 12 * at + month, f"{(3 + month) % 12 + 1}月")
    sheet["A1"], sheet["A3"], sheet["B3"] = "移行スケジュール", "システム", "作業"
    for row, (name, step, at, text) in enumerate(
        [("税", "リハーサル", 8, "●9/6"), ("税", "本番切替", 9, "▲10/12"), ("介護", "本番切替", 10, "★11/3")], 4
    ):
        sheet.cell(row, 1, name)
        sheet.cell(row, 2, step)
        sheet.cell(row, at, text).fill = PatternFill("solid", fgColor="99CCFF")


def test_the_day_of_a_step_is_read_where_its_row_says_that_the_system_goes_live(tmp_path: Path) -> None:
    book = Workbook()
    book.active.title = "一覧"
    fill(book.active, LIST)
    _steps(book.create_sheet("線表"))
    book.save(tmp_path / "見本町.xlsx")
    found = of_files(tmp_path / "見本町.xlsx")
    read = systems(found)
    assert read["税"]["planned_date"] == "2027-10-12"  # within the month of the list, which is no other day
    assert "planned_date" not in read["介護"]  # two days: asked
    assert [d.params["values"] for d in asked(found, "system.planned_date")] == [("2027-12-06", "2027-11-03")]
    assert not [u for u in found.unused if u.reason == "history"]


def test_marks_below_a_heading_that_asks_for_systems_of_the_standard_are_read(tmp_path: Path) -> None:
    found = reading(tmp_path, LIST)
    assert {name: data.get("kind") for name, data in systems(found).items()} == {
        "税": "標準化対象",
        "介護": "標準化対象",
        "家屋評価": "周辺",
    }
    assert not asked(found, "system.kind")


def test_a_legend_may_stand_in_two_cells_on_a_sheet_of_its_own(tmp_path: Path) -> None:
    rows = [("システム名", "業務", "移行状況"), ("税", "固定資産税", "□"), ("介護", "介護保険", "■")]
    found = reading(tmp_path, {"一覧": rows, "凡例": [("□", "未着手"), ("■", "移行済")]})
    assert {name: data.get("migrated") for name, data in systems(found).items()} == {"税": False, "介護": True}


def test_the_receiving_side_has_many_names_and_a_way_may_end_like_a_reference(tmp_path: Path) -> None:
    rows = [
        ("提供側システム", "受領側システム", "連携データ", "連携方式"),
        ("税", "介護", "所得", "DB参照"),
        ("介護", "税", "保険料", "別紙参照"),
    ]
    found = reading(tmp_path, {"一覧": LIST, "連携": rows})
    assert links(found) == {("税", "介護"), ("介護", "税")}
    methods = {data["data"]: data.get("method") for data, _ in found.sections["interfaces"]}
    assert methods == {"所得": "DB直接参照", "保険料": None}
    assert [d.text for d in asked(found, "interface.method")] == ["別紙参照"]


def test_records_across_below_a_line_about_the_body_are_all_read(tmp_path: Path) -> None:
    rows = [
        ("標準化対象システム調査票",),
        ("団体名", "見本町", None, "担当課", "総務課"),
        (None,),
        ("項目", "住民記録システム", "税務システム", "介護システム"),
        ("対象業務", "住民基本台帳", "個人住民税、固定資産税", "介護保険"),
        ("契約期間", "R4.4.1～R9.3.31", "R4.4.1～R9.3.31", "R5.4.1～R10.3.31"),
        ("年額（千円・税込）", 3300, 5500, 1980),
        ("移行予定時期", "移行済（R7.12）", "令和10年1月", "令和9年度末"),
        ("備考", None, None, "機器更改と同時"),
    ]
    read = systems(reading(tmp_path, rows))
    assert {name: (data[".end"], data[".annual_amount"], data.get("planned_date")) for name, data in read.items()} == {
        "住民記録システム": ("2027-03-31", 3_300_000, None),
        "税務システム": ("2027-03-31", 5_500_000, "2028-01-31"),
        "介護システム": ("2028-03-31", 1_980_000, "2028-03-31"),
    }
    assert read["税務システム"]["areas"] == ["個人住民税", "固定資産税"]
    assert read["住民記録システム"]["migrated"] is True


def test_a_name_that_lists_areas_and_nothing_else_names_them_all(tmp_path: Path) -> None:
    rows = [("システム", "委託先"), ("固定資産税・軽自動車税", "あおば計算"), ("国保・年金システム", "みなと情報")]
    read = systems(reading(tmp_path, rows))
    assert {name: data.get("areas") for name, data in read.items()} == {
        "固定資産税・軽自動車税": ["固定資産税", "軽自動車税"],
        "国保・年金システム": ["国民健康保険", "国民年金"],
    }


GROUPED = [
    ("区分", "項目", "住民情報", "税総合"),
    ("基本", "対象業務", "住民基本台帳", "固定資産税"),
    (None, "事業者", "北信電算", "信越情報"),
    ("契約", "開始日", "R4.4.1", "R5.10.1"),
    (None, "終了日", "R9.3.31", "R10.9.30"),
    ("移行", "状況", "済", "未"),
    (None, "予定日", "－", "R10.1.4"),
]


@pytest.mark.parametrize("merged", [True, False])
def test_groups_before_labels_reach_down_whether_merged_or_not(merged: bool, tmp_path: Path) -> None:
    path = saved(tmp_path, {"調査票": GROUPED})
    book = load_workbook(path)
    for cells in ("A2:A3", "A4:A5", "A6:A7") if merged else ():
        book["調査票"].merge_cells(cells)
    book.save(path)
    read = systems(of_files(path))
    assert {name: (data[".start"], data[".end"], data["migrated"]) for name, data in read.items()} == {
        "住民情報": ("2022-04-01", "2027-03-31", True),
        "税総合": ("2023-10-01", "2028-09-30", False),
    }
    assert read["税総合"]["planned_date"] == "2028-01-04"


def test_cards_side_by_side_never_mix_where_a_name_is_a_word_that_heads_columns(tmp_path: Path) -> None:
    def cards(*each: tuple[str, str, str, str]) -> list[tuple[object, ...]]:
        labels = ("システム名", "業務", "委託先", "契約終了")
        return [(label, each[0][at], None, label, each[1][at]) for at, label in enumerate(labels)]

    first = cards(("住記", "住民基本台帳", "北信", "R9.3.31"), ("税", "固定資産税", "信越", "R10.9.30"))
    second = cards(("介護", "介護保険", "ケア", "R8.10.31"), ("国保", "国保", "信越", "R11.9.30"))
    read = systems(reading(tmp_path, [*first, (None,), *second]))
    assert {name: (data["areas"], data[".end"]) for name, data in read.items()} == {
        "住記": (["住民基本台帳"], "2027-03-31"),
        "税": (["固定資産税"], "2028-09-30"),
        "介護": (["介護保険"], "2026-10-31"),
        "国保": (["国民健康保険"], "2029-09-30"),
    }


@pytest.mark.parametrize("merged", [True, False])
def test_several_costs_of_a_system_are_contracts_of_their_own(merged: bool, tmp_path: Path) -> None:
    rows = [
        ("システム", "業務", "業者", "費目", "契約期間", "年額(円)"),
        ("住記", "住民基本台帳", "北信", "保守", "R4.4.1～R9.3.31", 1_000_000),
        (None, None, "信越リース", "リース", "R4.4.1～R9.3.31", 2_000_000),
        ("介護", "介護保険", "ケア", "保守", "R8.4.1～R10.3.31", 500_000),
    ]
    path = saved(tmp_path, {"一覧": rows})
    book = load_workbook(path)
    for cells in ("A2:A3", "B2:B3") if merged else ():
        book["一覧"].merge_cells(cells)
    book.save(path)
    found = of_files(path)
    assert [(c["name"], c["annual_amount"], c["end"]) for c, _ in found.sections["contracts"]] == [
        ("住記 保守", 1_000_000, "2027-03-31"),
        ("住記 リース", 2_000_000, "2027-03-31"),
        ("介護 保守", 500_000, "2028-03-31"),
    ]
    assert [d.field for d in asked(found)] == ["system.vendor"]  # 北信 or the lessor


def test_a_limit_below_today_is_no_lawful_day(tmp_path: Path) -> None:
    rows = [("業務", "現行", None, None), (None, "製品", "業者", "期限"), ("介護", "ケア3", "ケア", "R8.10")]
    found = reading(tmp_path, rows)
    assert "due_date" not in systems(found)["介護"]
    assert [u.text for u in found.unused] == ["期限"]
    later = reading(
        tmp_path, [("システム", "契約終了日", "移行完了年月", "期限"), ("介護", "R9.9.30", "R9.10", "R10末")]
    )
    assert systems(later)["介護"]["due_date"] == "2028-12-31"
    assert systems(later)["介護"]["planned_date"] == "2027-10-31"


def test_a_contract_that_holds_the_whole_name_of_a_system_is_about_it(tmp_path: Path) -> None:
    contracts = [
        ("契約件名", "相手方", "契約期間"),
        ("住民情報システム保守業務委託", "北信電算", "R8.4.1～R9.3.31"),
        ("介護機器賃貸借", "リースなが", "R3.11.1～R8.10.31"),
    ]
    listed = [("システム名", "業務"), ("住民情報システム", "住民基本台帳"), ("介護", "介護保険")]
    found = reading(tmp_path, {"契約": contracts, "システム": listed})
    assert systems(found)["住民情報システム"][".end"] == "2027-03-31"
    assert [(d.code, d.read_as) for d in asked(found)] == [("contract-near", "介護")]  # a short name may be another


def test_a_column_of_kinds_may_hold_those_of_contracts(tmp_path: Path) -> None:
    rows = [
        ("システム名", "委託先", "契約終了日", "区分"),
        ("住記", "北信電算", "R9.3.31", "長期継続"),
        ("介護", "ケア", "R8.10.31", "リース"),
    ]
    found = reading(tmp_path, rows)
    assert {name: data[".kind"] for name, data in systems(found).items()} == {"住記": "長期継続契約", "介護": "リース"}
    assert not asked(found, "system.kind")


SYSTEMS = [("システム名", "業務"), ("住記", "住民基本台帳"), ("税", "固定資産税"), ("国保", "国民健康保険")]


@pytest.mark.parametrize(
    ("rows", "ends"),
    [
        (
            [("連携", "データ"), ("住記→税→国保", "異動"), ("国保 ⇔ 住記", "資格")],
            {("住記", "税"), ("税", "国保"), ("国保", "住記"), ("住記", "国保")},
        ),
        (
            [("データ提供システム", "データ利用システム", "提供方法", "提供タイミング"), ("住記", "税", "CSV", "毎日")],
            {("住記", "税")},
        ),
        (
            [
                ("　", "住記", "税", "国保"),
                ("住記", None, "日次", "年次"),
                ("税", None, None, "CSV"),
                ("※縦が送信側、横が受信側",),
            ],
            {("住記", "税"), ("住記", "国保"), ("税", "国保")},
        ),
    ],
    ids=["arrows in one cell", "systems that give and use data", "how often, in a matrix explained below"],
)
def test_links_are_written_in_many_ways(rows: Rows, ends: set[tuple[str, str]], tmp_path: Path) -> None:
    found = reading(tmp_path, {"システム": SYSTEMS, "連携": rows})
    assert links(found) == ends
    assert not asked(found)


def test_years_over_kinds_of_amounts_are_no_records_of_two_lines(tmp_path: Path) -> None:
    rows = [
        ("システム名", "業務", "令和7年度", "令和8年度", "令和9年度(見込)", "契約終了"),
        (None, None, "決算額", "予算額", "見積額", None),
        ("住記", "住民基本台帳", 3900, 3960, 4200, "R9.3.31"),
        ("税", "固定資産税", 4700, 4752, 4752, "R10.9.30"),
        ("※単位は千円",),
    ]
    read = systems(reading(tmp_path, rows))
    assert {name: (data[".annual_amount"], data[".end"]) for name, data in read.items()} == {
        "住記": (3_960_000, "2027-03-31"),
        "税": (4_752_000, "2028-09-30"),
    }


def test_a_column_on_the_standard_may_say_in_some_rows_how_the_move_stands(tmp_path: Path) -> None:
    rows = [
        ("システム名", "業務", "業者", "標準化状況"),
        ("住記", "住民基本台帳", "住民課直営", "R7.12移行完了"),
        ("税", "固定資産税", "北信電算", "特定移行支援システム（R10.12まで）"),
        ("介護", "介護保険", "北信電算", "標準準拠済"),
        ("国保", "国民健康保険", "北信電算", "一部移行"),
    ]
    found = reading(tmp_path, rows)
    read = systems(found)
    assert {name: (data.get("migrated"), data.get("conformance"), data.get("due")) for name, data in read.items()} == {
        "住記": (True, None, None),
        "税": (False, None, "省令等で別に定める期限"),
        "介護": (None, "準拠", None),
        "国保": (None, None, None),
    }
    assert [d.text for d in asked(found)] == ["一部移行"]
    assert read["住記"]["vendor"] == SELF


def test_rows_below_a_heading_of_what_is_gone_or_to_come_are_asked(tmp_path: Path) -> None:
    head = ("システム名", "業務", "業者", "契約終了", "移行済")
    rows = [
        head,
        ("【標準準拠システム】",),
        ("住記", "住民基本台帳", "北信", "R9.3.31", "Yes"),
        ("【参考】廃止済み",),
        ("旧住記", "住民基本台帳", "北信", "R4.3.31", None),
        ("【次期】",),
        ("標準税", "固定資産税", "北信", "R14.3.31", "No"),
    ]
    found = reading(tmp_path, rows)
    assert list(systems(found)) == ["住記"]
    assert systems(found)["住記"]["migrated"] is True
    assert [(d.code, d.record) for d in asked(found)] == [("row-closed", "旧住記"), ("row-coming", "標準税")]


def test_groups_of_areas_beside_areas_ask_nothing_and_a_name_may_head_a_column(tmp_path: Path) -> None:
    rows = [
        ("分野", "No", "システム名", "業務", "契約終了"),
        ("税系", 1, "税", "固定資産税", "R10.9.30"),
        ("福祉系", 2, "介護", "介護保険", "R8.10.31"),
        (None, 3, "児手", "児童手当", "R9.6.30"),
    ]
    found = reading(tmp_path, {"台帳": rows})
    assert {name: data["areas"] for name, data in systems(found).items()} == {
        "税": ["固定資産税"],
        "介護": ["介護保険"],
        "児手": ["児童手当"],
    }
    assert not asked(found)
    bare = reading(tmp_path, {"台帳": [("システム名", "業務"), ("税", "固定資産税"), ("介護", "介護保険")]})
    assert list(systems(bare)) == ["税", "介護"]


def test_arrows_that_are_no_links_and_remarks_that_are_no_steps(tmp_path: Path) -> None:
    moved = [("システム名", "ベンダ変更"), ("住記", "北信→信越"), ("税", "北信→ケア"), ("国保", "北信→信越")]
    assert "interfaces" not in reading(tmp_path, {"システム": SYSTEMS, "変更": moved}).sections
    months = tuple(f"R9.{month}" for month in range(9, 13))
    plan = [("システム", "作業", *months, "備考"), ("税", "データ移行", "●9/6", None, None, None, "本番切替は別途")]
    assert "planned_date" not in systems(reading(tmp_path, {"システム": SYSTEMS, "線表": plan}))["税"]


def test_costs_of_a_system_told_apart_later_keep_the_contract_that_is_there(tmp_path: Path) -> None:
    head, row = ("システム", "業者", "契約終了日"), ("住記", "北信", "R9.3.31")
    first = reading(tmp_path, [head, row])
    later = [(*head, "費目"), (*row, "保守"), ("住記", "信越リース", "R10.3.31", "リース")]
    known = first
    for _ in range(2):  # and in the month after that nothing changes
        book = open_book(saved(tmp_path, {"一覧": later}))
        known = read([book], words(), rate=0.1, as_of=AS_OF, known=Known(known.sections))
        names = [(data["name"], data["end"]) for data, _ in known.sections["contracts"]]
        assert names == [("住記 保守", "2027-03-31"), ("住記 リース", "2028-03-31")]
        assert known.sections["contracts"][0][0]["id"] == first.sections["contracts"][0][0]["id"]
