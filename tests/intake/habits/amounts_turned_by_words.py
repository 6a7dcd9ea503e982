"""Remarks that turn an amount, rows in two lines, copies of a sheet, years, forms of two columns."""

from __future__ import annotations

from openpyxl import Workbook

from tests.intake.habits import ASK, HEAD, JUKI, KAIGO, ROWS, Habit, _merge, one


def _state(sheet: str, state: str) -> object:
    def done(book: Workbook) -> None:
        book[sheet].sheet_state = state

    return done


def _filter(book: Workbook) -> None:
    sheet = book.worksheets[0]
    sheet.auto_filter.ref = "A1:E3"
    sheet.row_dimensions[3].hidden = True


HABITS = (
    one(
        "a remark says what the amount is",
        [
            (*HEAD, "備考"),
            ("住記", "住民基本台帳", "あおば計算", "R13.3.31", 3_300_000, "金額は5年総額"),
            ("介護", "介護保険", "みなと情報", "R9.9.30", 1_980_000, "税抜"),
            ("国保", "国保", "みなと情報", "R9.9.30", 1_100_000, "年額は千円単位"),
            ("年金", "国民年金", "みなと情報", "R9.9.30", 1_100_000, "月額"),
            ("児手", "児童手当", "みなと情報", "R9.9.30", 1_100_000, "国保に含む"),
            ("選挙", "選挙", "みなと情報", "R9.9.30", 1_100_000, "税込"),
        ],
        {
            "住記": {**JUKI, "amount": ASK},
            "介護": {**KAIGO, "amount": ASK},
            "国保": {**KAIGO, "areas": ["国民健康保険"], "amount": ASK},
            "年金": {**KAIGO, "areas": ["国民年金"], "amount": ASK},
            "児手": {**KAIGO, "areas": ["児童手当"], "amount": ASK},
            "選挙": {**KAIGO, "areas": ["選挙人名簿管理"], "amount": "1100000|ask"},
        },
    ),
    one(
        "a remark ends the contract earlier",
        [
            (*HEAD, "備考"),
            ("住記", "住民基本台帳", "あおば計算", "R13.3.31", 3_300_000, "R9.3末で契約終了"),
            ("介護", "介護保険", "みなと情報", "R9.9.30", 1_980_000, "R10.3.31まで延長"),
        ],
        {"住記": {**JUKI, "end": ASK}, "介護": {**KAIGO, "end": ASK}},
    ),
    one(
        "terms in many ways",
        [
            ("システム名", "業務", "契約期間"),
            ("甲", "住基", "令和8年4月1日から5年間"),
            ("乙", "介護", "5年間(R8.4～)"),
            ("丙", "国保", "～R13.3.31"),
            ("丁", "年金", "令和13年3月31日（月）まで（以後自動更新）"),
            ("戊", "児手", "平成31年4月1日～令和13年3月31日"),
            ("己", "生保", "2026.4.1 - 2031.3.31"),
            ("庚", "就学", "R8.4.1〜\nR13.3.31"),
            ("辛", "選挙", "毎年度更新"),
        ],
        {
            "甲": {"areas": ["住民基本台帳"], "start": "2026-04-01", "end": ASK},
            "乙": {"areas": ["介護保険"], "end": ASK},
            "丙": {"areas": ["国民健康保険"], "end": "2031-03-31"},
            "丁": {"areas": ["国民年金"], "end": "2031-03-31|ask"},
            "戊": {"areas": ["児童手当"], "start": "2019-04-01", "end": "2031-03-31"},
            "己": {"areas": ["生活保護"], "start": "2026-04-01", "end": "2031-03-31"},
            "庚": {"areas": ["就学"], "start": "2026-04-01", "end": "2031-03-31"},
            "辛": {"areas": ["選挙人名簿管理"], "end": ASK},
        },
    ),
    one(
        "a row of units below the headings",
        [
            ("システム名", "業務", "委託先", "満了日", "年額"),
            ("", "", "", "（和暦）", "（千円）"),
            ("住記", "住民基本台帳", "あおば計算", "R13.3.31", 3_300),
            ("介護", "介護保険", "みなと情報", "R9.9.30", 1_980),
        ],
        {"住記": JUKI, "介護": KAIGO},
    ),
    one(
        "one row says it is without tax",
        [
            ("システム名", "業務", "委託先", "契約終了日", "年額(円・税込)"),
            ("住記", "住民基本台帳", "あおば計算", "R13.3.31", "3,000,000(税抜)"),
            ("介護", "介護保険", "みなと情報", "R9.9.30", "1,980,000"),
        ],
        {"住記": JUKI, "介護": KAIGO},
    ),
    Habit(
        name="the same list copied to another sheet",
        sheets={"台帳": ROWS, "台帳 (2)": ROWS},
        expected={"住記": JUKI, "介護": KAIGO},
    ),
    Habit(
        name="a copy that differs in one amount",
        sheets={"台帳": ROWS, "台帳 (2)": [*ROWS[:2], ("介護", "介護保険", "みなと情報", "R9.9.30", 2_200_000)]},
        expected={"住記": JUKI, "介護": {**KAIGO, "amount": ASK}},
    ),
    Habit(
        name="last year's sheet beside this year's",
        sheets={
            "R7年度": [
                *ROWS[:2],
                ("介護", "介護保険", "さくら電子", "R8.3.31", 1_650_000),
                ("旧税", "税務", "さくら電子", "R8.3.31", 990_000),
            ],
            "R8年度": ROWS,
        },
        expected={"住記": JUKI, "介護": KAIGO},
    ),
    Habit(
        name="an old list in a hidden sheet",
        sheets={"台帳": ROWS, "旧": [HEAD, ("旧税", "税務", "さくら電子", "R8.3.31", 990_000)]},
        expected={"住記": JUKI, "介護": KAIGO},
        formatting=_state("旧", "hidden"),  # type: ignore[arg-type]
    ),
    one("a filter hides a row", ROWS, {"住記": JUKI, "介護": KAIGO}, _filter),
    one(
        "rows of today and of tomorrow under one name",
        [
            ("業務", "区分", "システム名", "ベンダー", "契約満了日", "移行予定日"),
            ("住民基本台帳", "現行", "旧住記", "あおば計算", "R9.3.31", ""),
            (None, "次期", "標準住記", "みなと情報", "R14.3.31", "R9.1.4"),
            ("介護保険", "現行", "旧介護", "あおば計算", "R9.3.31", ""),
            (None, "次期", "標準介護", "みなと情報", "R14.3.31", "R9.1.4"),
        ],
        {
            "旧住記": {"areas": ["住民基本台帳"], "vendor": "あおば計算", "end": "2027-03-31"},
            "旧介護": {"areas": ["介護保険"], "vendor": "あおば計算", "end": "2027-03-31"},
        },
        _merge("A2:A3", "A4:A5"),
    ),
    one(
        "one amount merged over two rows",
        [
            HEAD,
            ("住記", "住民基本台帳", "あおば計算", "R13.3.31", "4,400,000円"),
            ("印鑑", "印鑑登録", "あおば計算", "R13.3.31", None),
        ],
        {
            "住記": {"areas": ["住民基本台帳"], "vendor": "あおば計算", "end": "2031-03-31", "amount": 4_400_000},
            "印鑑": {"areas": ["印鑑登録"], "vendor": "あおば計算", "end": "2031-03-31", "amount": 4_400_000},
        },
        _merge("E2:E3"),
    ),
    one(
        "forms of two columns, one below the other",
        [
            ("システム調書",),
            ("システム名", "住記", "所管課", "住民課"),
            ("対象業務", "住民基本台帳", "委託先", "あおば計算"),
            ("契約期間", "R8.4.1～R13.3.31", "年額", "3,300,000円"),
            (),
            ("システム名", "介護", "所管課", "福祉課"),
            ("対象業務", "介護保険", "委託先", "みなと情報"),
            ("契約期間", "R8.4.1～R9.9.30", "年額", "1,980,000円"),
        ],
        {
            "住記": {**JUKI, "division": "住民課", "start": "2026-04-01"},
            "介護": {**KAIGO, "division": "福祉課", "start": "2026-04-01"},
        },
    ),
    one(
        "systems across, items down",
        [
            ("項目", "住記", "介護"),
            ("対象業務", "住民基本台帳", "介護保険"),
            ("委託先", "あおば計算", "みなと情報"),
            ("契約満了日", "R13.3.31", "R9.9.30"),
            ("年額(千円)", 3_300, 1_980),
        ],
        {"住記": JUKI, "介護": KAIGO},
    ),
    one(
        "systems across, several areas each in the top row, states that are headings elsewhere",
        [
            ("項目＼業務", "住民基本台帳、印鑑登録", "介護保険及び国民年金", "就学"),
            ("電算システム名", "住記", "介護", "学齢簿"),
            ("受託者", "あおば計算", "みなと情報", "さくら電子"),
            ("移行の状況", "移行完了", "移行", "未"),
        ],
        {
            "住記": {"areas": ["住民基本台帳", "印鑑登録"], "vendor": "あおば計算", "migrated": True},
            "介護": {"areas": ["介護保険", "国民年金"], "vendor": "みなと情報", "migrated": ASK},
            "学齢簿": {"areas": ["就学"], "vendor": "さくら電子", "migrated": False},
        },
    ),
    one(
        "budget of this year and request for the next",
        [
            ("システム名", "業務", "R8予算額(千円)", "R9要求額(千円)", "増減"),
            ("住記", "住民基本台帳", 3_300, 3_500, 200),
            ("介護", "介護保険", 1_980, 0, "▲1,980"),
        ],
        {
            "住記": {"areas": ["住民基本台帳"], "amount": 3_300_000},
            "介護": {"areas": ["介護保険"], "amount": 1_980_000},
        },
    ),
    one(
        "blanks inside names, amounts in several spellings",
        [
            ("システム名", "業　務", "委 託 先", "年 額"),
            ("住 民 記 録", "住 民 基 本 台 帳", "あおば計算", "¥3,300,000"),
            ("介護　保険", "介護　保険", "みなと情報", "1百98万円"),
            ("国保", "国　保", "みなと情報", "3,300千"),
        ],
        {
            "住 民 記 録": {"areas": ["住民基本台帳"], "vendor": "あおば計算", "amount": 3_300_000},
            "介護　保険": {"areas": ["介護保険"], "vendor": "みなと情報", "amount": "1980000|ask"},
            "国保": {"areas": ["国民健康保険"], "vendor": "みなと情報", "amount": 3_300_000},
        },
    ),
    one(
        "same as left, same as above in words",
        [
            ("システム名", "業務", "開発業者", "保守業者", "契約終了日"),
            ("住記", "住民基本台帳", "あおば計算", "同左", "R13.3.31"),
            ("介護", "介護保険", "みなと情報", "上記に同じ", "上段と同じ"),
        ],
        {
            "住記": {"areas": ["住民基本台帳"], "vendor": "あおば計算|ask", "end": "2031-03-31"},
            "介護": {"areas": ["介護保険"], "vendor": "みなと情報|ask", "end": "2031-03-31|ask"},
        },
    ),
    one(
        "a list of links from the middle, with both ends in one cell",
        [
            ("連携一覧",),
            ("番号", "連携名", "送信側→受信側", "方式"),
            (1, "住民異動", "住記→介護", "ファイル"),
            (2, "所得", "税→国保", "ファイル"),
        ],
        {},
    ),
    one(
        "headings as sentences",
        [
            (
                "使っているシステムの名前",
                "どの業務で使っていますか",
                "どこの会社に頼んでいますか",
                "いつまでの契約ですか",
                "1年間の費用(円)",
            ),
            ("住記", "住民基本台帳", "あおば計算", "R13.3.31", 3_300_000),
            ("介護", "介護保険", "みなと情報", "R9.9.30", 1_980_000),
        ],
        {
            "住記": {"areas": ["住民基本台帳"], "vendor": "あおば計算", "end": "2031-03-31", "amount": 3_300_000},
            "介護": {"areas": ["介護保険"], "vendor": "みなと情報", "end": "2027-09-30", "amount": 1_980_000},
        },
    ),
    one(
        "state and plan against each other",
        [
            ("システム名", "業務", "移行状況", "移行予定日"),
            ("住記", "住民基本台帳", "移行済", "R9.1.4"),
            ("介護", "介護保険", "未移行", "R8.1.5"),
        ],
        {
            "住記": {"areas": ["住民基本台帳"], "migrated": "True|ask", "planned": "2027-01-04|ask"},
            "介護": {"areas": ["介護保険"], "migrated": "False|ask", "planned": "2026-01-05|ask"},
        },
    ),
)
