"""Odd ledgers, each a habit: what is read, what is asked, and that nothing doubtful becomes a value.

Towns, systems, vendors and amounts are fictional; other words and layouts than any published example.
"""

from __future__ import annotations

from base64 import b64decode
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font
from xlsxwriter import Workbook as XlsxWriter

from tests.command import run
from tests.intake.town import Rows, asked, fill, links, of_files, reading, saved, systems

HEAD = ("システム名", "業務", "委託先", "契約終了日", "年額(円)")
ONE = ("みなと住記", "住民基本台帳", "つばめ情報(株)", "R10.3.31", 3_300_000)
TWO = ("みなと介護", "介護保険", "つばめ情報(株)", "R9.9.30", 1_980_000)
AMOUNT = "contract.annual_amount"


def amounts(folder: Path, rows: Rows) -> dict[str, object]:
    return {name: data.get(".annual_amount") for name, data in systems(reading(folder, rows)).items()}


@pytest.mark.parametrize(
    ("above", "head", "below", "cell", "yen"),
    [
        (("(単位:千円)",), "年額", (), 3300, 3_300_000),
        (("金額の単位は百万円",), "年額", (), "3.3", 3_300_000),
        ((), "年額(千円・税抜)", (), "3,000", 3_300_000),
        ((), "年間保守料", ("※金額は千円単位、税抜きで記入",), 3000, 3_300_000),
        ((), "契約金額(年額)(円)", (), "￥3,300,000-", 3_300_000),
        ((), "月額(円)", (), 275_000, 3_300_000),
        ((), "年額", (), "３３０万円", 3_300_000),
        ((), "年額", (), "3,000,000円(税抜)", 3_300_000),
        (("(単位:千円)",), "年額", (), "3,300,000円", 3_300_000),
    ],
)
def test_an_amount_in_its_unit_and_tax(
    tmp_path: Path, above: tuple[str, ...], head: str, below: tuple[str, ...], cell: object, yen: int
) -> None:
    rows = [
        above,
        ("システム名", "業務", head),
        ("みなと住記", "住民基本台帳", cell),
        ("みなと介護", "介護保険", cell),
        below,
    ]
    assert set(amounts(tmp_path, [row for row in rows if row]).values()) == {yen}


@pytest.mark.parametrize(
    ("head", "cell"),
    [
        ("年額(円)", "-500,000"),
        ("年額(円)", "△500,000"),
        ("年額(円)", 0),
        ("年額(円)", "3,000,000円(R9から改定)"),
        ("年額(円)", "15,000,000(5年総額)"),
        ("年額", 3300),
        ("委託料", 3_300_000),
        ("年額(円)", "300万円と200万円"),
        ("R9年度予算額(円)", 3_300_000),
    ],
)
def test_an_amount_nobody_can_be_sure_of_is_asked(tmp_path: Path, head: str, cell: object) -> None:
    found = reading(tmp_path, [("システム名", "業務", head), ("みなと住記", "住民基本台帳", cell)])
    assert ".annual_amount" not in systems(found)["みなと住記"]
    assert len(asked(found, AMOUNT)) == 1


@pytest.mark.parametrize(
    ("cell", "start", "end"),
    [
        ("R6.4～R11.3", "2024-04-01", "2029-03-31"),
        ("2024/4/1-2029/3/31", "2024-04-01", "2029-03-31"),
        ("令和6年4月1日から令和11年3月31日まで", "2024-04-01", "2029-03-31"),
        ("～R11.3.31", None, "2029-03-31"),
        ("R10年度末", None, "2029-03-31"),
        ("R11.3.31(自動更新)", None, "2029-03-31"),
        ("47208", None, "2029-03-31"),
    ],
)
def test_terms(tmp_path: Path, cell: str, start: str | None, end: str) -> None:
    found = systems(reading(tmp_path, [("システム名", "業務", "契約期間"), ("みなと住記", "住基", cell)]))["みなと住記"]
    assert (found.get(".start"), found[".end"]) == (start, end)


@pytest.mark.parametrize(
    "cell", ["R10.2.30", "令和元年3月31日", "R6.4.1～5年間", "R8.3.31(延長中)", "R8年度", "8.3.31", "R11.3.31→R10.3.31"]
)
def test_ends_nobody_can_be_sure_of_are_asked(tmp_path: Path, cell: str) -> None:
    found = reading(tmp_path, [("システム名", "業務", "契約満了日"), ("みなと住記", "住基", cell)])
    assert ".end" not in systems(found)["みなと住記"] and len(asked(found, "contract.end")) == 1


@pytest.mark.parametrize(
    ("cell", "moved"),
    [("移行済み", True), ("R8.2済", True), ("未着手", False), ("R9.4移行予定", False), ("対象外(国所管)", None)],
)
def test_states(tmp_path: Path, cell: str, moved: bool | None) -> None:
    found = reading(tmp_path, [("システム名", "業務", "移行状況"), ("みなと住記", "住基", cell)])
    assert systems(found)["みなと住記"].get("migrated") is moved and not asked(found, "system.migrated")


@pytest.mark.parametrize("cell", ["移行済(見込み)", "完了(一部)", "○(来年度)", "済(R12.1)", "△", "おおむね"])
def test_states_that_a_remark_turns_are_asked(tmp_path: Path, cell: str) -> None:
    found = reading(tmp_path, [("システム名", "業務", "移行状況"), ("みなと住記", "住基", cell)])
    assert "migrated" not in systems(found)["みなと住記"] and len(asked(found, "system.migrated")) == 1


def test_a_legend_says_what_a_mark_means(tmp_path: Path) -> None:
    rows = [("凡例 ○:作業中 ◎:移行完了",), ("システム名", "業務", "移行状況"), ("甲", "住基", "○"), ("乙", "介護", "◎")]
    found = systems(reading(tmp_path, rows))
    assert (found["甲"]["migrated"], found["乙"]["migrated"]) == (False, True)


@pytest.mark.parametrize(
    ("cell", "areas"),
    [
        ("住基・印鑑・国年", ["住民基本台帳", "印鑑登録", "国民年金"]),
        ("①介護②後期", ["介護保険", "後期高齢者医療"]),
        ("住民税(法人)", ["法人住民税"]),
        ("国保給付", ["国民健康保険"]),
        ("町税", ["個人住民税", "法人住民税", "固定資産税", "軽自動車税"]),
        ("児手／児扶", ["児童手当", "児童扶養手当"]),
        ("子ども・子育て支援", ["子ども・子育て支援"]),
    ],
)
def test_areas(tmp_path: Path, cell: str, areas: list[str]) -> None:
    assert systems(reading(tmp_path, [HEAD[:3], ("甲", cell, "つばめ情報")]))["甲"]["areas"] == areas


def test_a_word_nobody_knows_is_asked_once(tmp_path: Path) -> None:
    rows = [HEAD[:3], ("甲", "みどりの窓", "つばめ"), ("乙", "みどりの窓", "つばめ"), ("丙", "国税", "つばめ")]
    found = reading(tmp_path, rows)
    assert {(d.text, d.count) for d in asked(found, "system.areas", "word")} == {("みどりの窓", 2), ("国税", 1)}


@pytest.mark.parametrize("cell", ["なし", "－", "町", "直営(職員)", "同じ", "未定", "〒000-0001"])
def test_what_is_no_firm_becomes_no_vendor(tmp_path: Path, cell: str) -> None:
    assert "vendors" not in reading(tmp_path, [HEAD[:3], ("甲", "住基", cell)]).sections


def test_spellings_of_one_firm_are_one_vendor_and_likely_ones_are_asked(tmp_path: Path) -> None:
    spelt = ("株式会社髙森計算", "㈱高森計算", "(株)高森 計算", "高森計算株式会社", "高森計算㈱北支店")
    found = reading(tmp_path, [HEAD[:3], *((f"第{n}", "住基", name) for n, name in enumerate(spelt))])
    assert [data["name"] for data, _ in found.sections["vendors"]] == ["株式会社髙森計算", "高森計算㈱北支店"]
    assert len(asked(found, code="same-vendor")) == 1


def test_a_joint_venture_is_several_parties(tmp_path: Path) -> None:
    found = reading(tmp_path, [HEAD[:3], ("甲", "住基", "(株)つばめ・㈱ひばり共同企業体")])
    assert "vendor" not in systems(found)["甲"] and len(found.sections["vendors"]) == 2
    assert asked(found, "system.vendor", "joint-vendor")


def test_a_second_table_is_no_list_of_systems(tmp_path: Path) -> None:
    rows = [
        HEAD,
        ONE,
        (),
        ("■問い合わせ",),
        ("会社名", "電話", "窓口"),
        ("つばめ情報(株)", "000-111", "営業"),
        ("ひばり社", "000", ""),
    ]
    found = reading(tmp_path, rows)
    assert list(systems(found)) == ["みなと住記"]
    assert [u.reason for u in found.unused if u.kind == "region"] == ["other-contacts"]


def test_units_never_leak_into_the_next_table(tmp_path: Path) -> None:
    rows = [
        ("(単位:千円)",),
        (*HEAD[:2], "年額"),
        ("甲", "住基", 3300),
        ("乙", "介護", 2200),
        (),
        ("教育委員会分",),
        (*HEAD[:2], "年額"),
        ("丙", "就学", 1_100_000),
        ("丁", "就学援助", 2_200_000),
    ]
    found = systems(reading(tmp_path, rows))
    assert (found["甲"][".annual_amount"], found["乙"][".annual_amount"]) == (3_300_000, 2_200_000)
    assert ".annual_amount" not in found["丙"]  # no unit of its own beside a table that has one


def test_a_form_beside_another_and_one_below(tmp_path: Path) -> None:
    left = (("システム名", "甲"), ("担当業務", "住基"), ("委託業者", "つばめ"), ("契約満了日", "R10.3.31"))
    right = (("システム名", "乙"), ("担当業務", "介護"), ("委託業者", "ひばり"), ("契約満了日", "R9.3.31"))
    rows = [(*one, None, *other) for one, other in zip(left, right, strict=True)]
    found = systems(
        reading(tmp_path, [*rows, (), *(("システム名", "丙"), ("担当業務", "就学"), ("委託業者", "つばめ"))])
    )
    assert {name: (data["areas"], data.get(".end")) for name, data in found.items()} == {
        "甲": (["住民基本台帳"], "2028-03-31"),
        "乙": (["介護保険"], "2027-03-31"),
        "丙": (["就学"], None),
    }


def test_a_matrix_is_read_across(tmp_path: Path) -> None:
    rows = [
        ("", "介護保険", "国民年金"),
        ("システム名", "甲", "乙"),
        ("所管課", "福祉課", "住民課"),
        ("年額(千円)", 330, 220),
    ]
    found = systems(reading(tmp_path, rows))
    assert (found["甲"]["areas"], found["乙"][".annual_amount"]) == (["介護保険"], 220_000)


def test_now_beside_next_in_any_order(tmp_path: Path) -> None:
    rows = [
        ("業務", "次期システム", "", "現行システム", "", "移行状況"),
        ("", "名称", "年額(円)", "名称", "年額(円)", ""),
        ("住基", "新住記", 5_000_000, "旧住記", 3_000_000, "移行済"),
        ("介護", "新介護", 4_000_000, "今介護", 2_000_000, "未"),
    ]
    found = systems(reading(tmp_path, rows))
    assert {name: data[".annual_amount"] for name, data in found.items()} == {"新住記": 5_000_000, "今介護": 2_000_000}


def test_sheets_of_years_and_hidden_sheets(tmp_path: Path) -> None:
    book = Workbook()
    book.remove(book.active)
    for title, amount in (
        ("令和7年度", 1_000_000),
        ("令和8年度", 1_100_000),
        ("令和9年度要求", 9_000_000),
        ("計算", 5),
    ):
        fill(book.create_sheet(title), [HEAD, (*ONE[:4], amount)])
    book["計算"].sheet_state = "hidden"
    book.save(tmp_path / "見本町.xlsx")
    found = of_files(tmp_path / "見本町.xlsx")
    assert systems(found)["みなと住記"][".annual_amount"] == 1_100_000
    assert sorted(u.reason for u in found.unused) == ["hidden-sheet", "history", "history"]


def test_struck_closed_and_grey_rows_are_not_live(tmp_path: Path) -> None:
    path = saved(
        tmp_path,
        {
            "台帳": [
                (*HEAD, "備考"),
                (*ONE, ""),
                ("旧", *TWO[1:], ""),
                ("休", *TWO[1:], ""),
                ("終", *TWO[1:], "R7.3で廃止"),
                ("続", *TWO[1:], "R12.3廃止予定"),
            ]
        },
    )
    from openpyxl import load_workbook

    book = load_workbook(path)
    for cell in book.active[3]:
        cell.font = Font(strike=True)
    for cell in book.active[4]:
        cell.font = Font(color="FF909090")
    book.active["E2"].value = CellRichText(TextBlock(InlineFont(strike=True), "9,900,000"), "3,300,000")
    book.active["C2"].comment = Comment("R9から変更予定", "係")
    book.save(path)
    found = of_files(path)
    assert list(systems(found)) == ["みなと住記", "続"]
    assert systems(found)["みなと住記"][".annual_amount"] == 3_300_000
    assert "vendor" not in systems(found)["みなと住記"] and asked(found, "system.vendor", "comment")
    assert {d.code for d in asked(found) if d.code.startswith("row-")} == {"row-struck", "row-faded", "row-closed"}


def test_numbers_shown_in_thousands_by_their_format(tmp_path: Path) -> None:
    path = saved(
        tmp_path,
        {"一覧": [("単位:千円",), ("システム名", "業務", "年額"), ("甲", "住基", 3_300_000), ("乙", "介護", 1650)]},
    )
    from openpyxl import load_workbook

    book = load_workbook(path)
    book.active["C3"].number_format = "#,##0,"
    book.save(path)
    found = of_files(path)
    assert systems(found)["甲"][".annual_amount"] == 3_300_000 and ".annual_amount" not in systems(found)["乙"]
    assert asked(found, AMOUNT, "mixed-format")


def test_the_same_fact_told_twice(tmp_path: Path) -> None:
    found = reading(
        tmp_path, {"甲課": [HEAD, ONE, TWO], "乙課": [HEAD, (*ONE[:3], "R11.3.31", ONE[4]), (*TWO[:4], 2_000_000)]}
    )
    told = systems(found)
    assert ".end" not in told["みなと住記"] and told["みなと住記"][".annual_amount"] == 3_300_000
    assert ".annual_amount" not in told["みなと介護"]
    assert {d.code for d in asked(found)} == {"differs", "parts"}


def test_breakdowns_totals_groups_and_examples_are_no_systems(tmp_path: Path) -> None:
    rows = [
        HEAD,
        ("記入例", "住基", "○○株式会社", "R10.3.31", 1),
        ("【住民】",),
        ONE,
        ("うち印鑑", "印鑑", "つばめ情報(株)", "R10.3.31", 300_000),
        ("小計", "", "", "", 3_300_000),
        HEAD,
        TWO,
        ("総計", "", "", "", 5_280_000),
    ]
    assert amounts(tmp_path, rows) == {"みなと住記": 3_300_000, "みなと介護": 1_980_000}


def test_links_from_either_end_by_code_and_by_arrow(tmp_path: Path) -> None:
    own = [HEAD[:2], ("甲", "住基"), ("乙", "介護"), ("丙", "後期")]
    told = [
        ("自システム", "相手", "入出力", "連携データ"),
        ("乙", "001", "入力", "異動"),
        ("甲", "乙", "出力", "異動"),
        ("丙", "乙", "双方向", "資格"),
        ("丙", "全業務", "出力", "宛名"),
        ("丙", "999", "出力", "x"),
    ]
    found = reading(tmp_path, {"一覧": own, "連携": told})
    assert links(found) == {("甲", "乙"), ("丙", "乙"), ("乙", "丙")} and len(found.sections["interfaces"]) == 3
    assert {d.code for d in asked(found)} == {"link-all", "link-code"}


def test_several_files_are_one_body(tmp_path: Path) -> None:
    first = saved(tmp_path, {"一覧": [HEAD[:3], *(row[:3] for row in (ONE, TWO))]}, "一覧.xlsx")
    terms = [
        ("契約件名", "対象システム", "相手方", "満了日", "年額(円)"),
        ("住記保守", "みなと住記", "つばめ情報(株)", "R10.3.31", 3_300_000),
        ("庁舎清掃", "", "きれい社", "R9.3.31", 900_000),
    ]
    found = of_files(first, saved(tmp_path, {"契約": terms}, "契約.xlsx"))
    assert systems(found)["みなと住記"][".annual_amount"] == 3_300_000
    assert [d.record for d in asked(found, code="contract-no-system")] == ["庁舎清掃"]


@pytest.mark.parametrize(
    ("rows", "why"),
    [([HEAD], "no-rows"), ([("構成図",)], "no-table"), ([("品名", "数量"), ("机", 3)], "no-table")],
)
def test_what_holds_nothing_is_refused(tmp_path: Path, rows: Rows, why: str) -> None:
    assert reading(tmp_path, rows).refused == why


def test_error_cells_and_formulas_without_a_result_are_unreadable(tmp_path: Path) -> None:
    found = reading(tmp_path, [HEAD, ("甲", "住基", "#N/A", "R10.3.31", "=1+1")])
    assert "vendor" not in systems(found)["甲"] and ".annual_amount" not in systems(found)["甲"]
    assert {d.code for d in asked(found)} == {"error", "formula"}


def test_a_deadline_told_by_year_is_its_last_day_and_a_length_alone_no_end(tmp_path: Path) -> None:
    rows = [
        ("システム名", "業務", "移行期限", "契約期間", "リース期間"),
        ("甲", "住基", "令和10年度", "R5.4.1～R10.3.31", "60か月"),
    ]
    found = systems(reading(tmp_path, rows))["甲"]
    assert (found["due_date"], found[".start"], found[".end"]) == ("2029-03-31", "2023-04-01", "2028-03-31")


def test_a_table_with_unknown_headings_below_gives_no_systems(tmp_path: Path) -> None:
    rows = [HEAD, ONE, (), ("分類", "定義"), ("基幹", "町の中心となる仕組み")]
    found = reading(tmp_path, rows)
    assert list(systems(found)) == ["みなと住記"] and asked(found, code="region-tail")


def test_a_hidden_column_is_read_and_told(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    path = saved(tmp_path, {"一覧": [HEAD, ONE]})
    book = load_workbook(path)
    book.active.column_dimensions["D"].hidden = True
    book.save(path)
    assert [d.text for d in of_files(path).doubts if d.code == "hidden-columns"] == ["契約終了日"]


def test_the_end_of_fiscal_2025_as_a_term_is_the_principal_one(tmp_path: Path) -> None:
    head = ("システム名", "業務", "特定移行支援", "移行期限")
    rows = [
        head,
        ("甲", "住基", "－", "令和7年度末"),
        ("乙", "介護", "該当", "令和7年度末"),
        ("丙", "国保", "", "R10年度末"),
    ]
    found = reading(tmp_path, rows)
    told = systems(found)
    assert (told["甲"]["due"], told["甲"]["due_date"]) == ("原則の移行期限", "2026-03-31")
    assert "due" not in told["乙"] and "due" not in told["丙"] and len(asked(found, "system.due", "differs")) == 1


def test_what_stands_beside_the_system_of_today_is_told(tmp_path: Path) -> None:
    """Columns of systems to come are read for rows that have moved only; a remark on the amounts is told."""
    rows = [
        ("業務", "現行", "", "", "次期", ""),
        ("", "システム名", "委託先", "年額(円)", "移行予定", "委託先"),
        ("住基", "みなと住記", "つばめ情報(株)", 3_300_000, "R9.9", "ひばり情報(株)"),
        ("介護", "みなと介護", "つばめ情報(株)", 1_980_000, "R9.10", "未定"),
        ("※ 機器の賃借料は除く",),
        ("※ 網掛けは共同利用",),
    ]
    found = reading(tmp_path, rows)
    told = {(item.reason, item.text) for item in found.unused}
    assert ("next-only", "委託先") in told
    assert ("remark-money", "※ 機器の賃借料は除く") in told and ("remark", "※ 網掛けは共同利用") in told
    assert systems(found)["みなと住記"]["planned_date"] == "2027-09-30"


@pytest.mark.parametrize(
    ("remark", "held"),
    [
        ("保守850千円別途", True),
        ("機器のリース料は含まない", True),
        ("ライセンス費用別途", True),
        ("詳細は別途協議", False),
        ("5年ごとに別に更新", False),
    ],
)
def test_a_price_of_which_a_part_stands_elsewhere_is_asked(tmp_path: Path, remark: str, held: bool) -> None:
    found = reading(tmp_path, [(*HEAD, "備考"), (*ONE, remark), (*TWO, "")])
    assert (systems(found)["みなと住記"].get(".annual_amount") is None) is held
    assert systems(found)["みなと介護"][".annual_amount"] == 1_980_000
    assert any(doubt.text == remark for doubt in asked(found)) is held


def test_a_word_of_a_link_with_a_remark_is_asked(tmp_path: Path) -> None:
    path = saved(
        tmp_path,
        {
            "台帳": [HEAD, ONE, TWO],
            "連携": [
                ("連携元", "連携先", "内容", "方法"),
                ("みなと住記", "みなと介護", "異動", "ファイル(検討中)"),
                ("みなと介護", "みなと住記", "資格", "USB"),
            ],
        },
    )
    found = of_files(path)
    ways = {data["data"]: data.get("method") for data, _ in found.sections["interfaces"]}
    assert ways == {"異動": None, "資格": "媒体搬送"}
    assert [doubt.record for doubt in asked(found) if doubt.field == "interface.method"] == ["みなと住記→みなと介護"]


@pytest.mark.parametrize("cell", ["9" * 400, "9" * 400 + "万円", "1" + "0" * 17, 1e300])
def test_a_number_of_endless_digits_is_asked(tmp_path: Path, cell: str | float) -> None:
    rows: Rows = [HEAD, (*ONE[:4], cell), TWO]
    assert amounts(tmp_path, rows) == {ONE[0]: None, TWO[0]: 1_980_000}
    assert [doubt.field for doubt in asked(reading(tmp_path, rows))] == [AMOUNT]


@pytest.mark.parametrize(
    ("head", "key"),
    [
        ("移行(予定)時期", "planned_date"),
        ("移行予定(時期)", "planned_date"),
        ("切替(予定)日", "planned_date"),
        ("契約満了(予定)日", ".end"),
        ("契約期間（至）", ".end"),
        ("保守(サポート)期限", "platform_eol"),
    ],
)
def test_brackets_inside_a_heading_hide_no_heading(tmp_path: Path, head: str, key: str) -> None:
    rows: Rows = [("システム名", "業務", head), ("みなと住記", "住民基本台帳", "R9.12.31")]
    found = systems(reading(tmp_path, rows))["みなと住記"]
    assert found[key] == "2027-12-31"


@pytest.mark.parametrize(
    ("remark", "field", "read_as"),
    [
        ("R10.3末で提供終了と通知あり(R8.6.1)", "vendor.service_end", "2028-03-31"),
        ("R8.6.1に通知、R10.3.31にサービス終了", "vendor.service_end", "2028-03-31"),
        ("令和9年10月から2年延長", "contract.end", "2029-09-30"),
        ("R9.10.1から9か月延長の見込み", "contract.end", "2028-06-30"),
        ("R9.9.30まで延長(R8.8.1協議)", "contract.end", "2027-09-30"),
        ("特定移行支援システムに該当(事業者撤退)", "system.due", "省令等で別に定める期限"),
        ("経過措置の期限はR12.3.31", "system.due_date", "2030-03-31"),
    ],
)
def test_a_remark_is_asked_with_the_day_it_speaks_of(tmp_path: Path, remark: str, field: str, read_as: str) -> None:
    rows: Rows = [(*HEAD, "備考"), (*ONE, remark), TWO]
    (doubt,) = asked(reading(tmp_path, rows), field)
    assert doubt.read_as == read_as


@pytest.mark.parametrize("remark", ["特定移行支援システムには非該当", "経過措置の対象外"])
def test_a_remark_that_denies_a_later_date_asks_nothing(tmp_path: Path, remark: str) -> None:
    rows: Rows = [(*HEAD, "備考"), (*ONE, remark), TWO]
    assert not asked(reading(tmp_path, rows))


def test_a_workbook_of_a_picture_alone_is_refused_as_such(tmp_path: Path) -> None:
    file, dot = tmp_path / "台帳.xlsx", tmp_path / "図.png"
    dot.write_bytes(
        b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=")
    )
    with XlsxWriter(file) as book:
        book.add_worksheet("台帳").insert_image("A1", str(dot))
    done = run("analyze", str(file), "--out", str(tmp_path / "out"))
    assert done.returncode == 2 and "図だけのブックです" in done.stderr, done.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("remark", "temporary"),
    [
        ("暫定（健康管理の移行まで）", True),
        ("暫定連携。改修費支出済", True),
        ("暫定ではない", None),
        ("標準仕様", None),
        ("将来暫定の予定", None),
        ("暫定対応なし", None),
        ("暫定でした（R7.12解消済）", None),
    ],
)
def test_a_link_whose_remark_begins_with_temporary_is_one(tmp_path: Path, remark: str, temporary: bool | None) -> None:
    systems_ = [("システム名", "業務"), ("住記", "住民基本台帳"), ("健康", "健康管理")]
    rows = [("送信側システム", "受信側システム", "連携データ", "備考"), ("住記", "健康", "住民異動", remark)]
    found = reading(tmp_path, {"一覧": systems_, "連携": rows})
    ((data, _),) = found.sections["interfaces"]
    assert data.get("temporary") is temporary and data["note"] == remark


def test_prices_below_a_group_of_money_are_parts_and_name_nothing(tmp_path: Path) -> None:
    heads = [("システム名", "業務", "年間経費(円)", None, None), (None, None, "ハード", "ソフト", "保守")]
    found = reading(tmp_path, [*heads, ("住記", "住民基本台帳", 1_100_000, 1_100_000, 1_100_000)])
    assert not found.sections.get("packages")
    (doubt,) = asked(found, code="parts")
    assert doubt.params["said"] == ("1100000(一覧!C3)", "1100000(一覧!D3)", "1100000(一覧!E3)")


@pytest.mark.parametrize(
    "head", ["前年度額", "次年度予算額", "旧年額", "見積年額", "年額(概算)", "改定後年額", "県負担額", "2年目以降年額"]
)
def test_a_yearly_amount_that_may_be_another_one_is_asked_and_left_beside_a_plain_one(
    tmp_path: Path, head: str
) -> None:
    rows = [("システム名", "業務", head), ("住記", "住民基本台帳", 3_300_000)]
    found = reading(tmp_path, rows)
    (doubt,) = asked(found, code="turned")
    assert (doubt.read_as, "annual_amount" in str(found.sections["contracts"])) == (3_300_000, False)
    (tmp_path / "confirmed").mkdir()
    answered = of_files(saved(tmp_path / "confirmed", {"一覧": rows}), answers={doubt.key: "はい"})
    assert systems(answered)["住記"][".annual_amount"] == 3_300_000
    (tmp_path / "beside").mkdir()
    beside = reading(tmp_path / "beside", [(*rows[0], "年額(円)"), (*rows[1], 2_200_000)])
    assert systems(beside)["住記"][".annual_amount"] == 2_200_000 and not asked(beside, code="turned")
