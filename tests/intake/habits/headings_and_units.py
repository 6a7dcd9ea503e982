"""Headings in four levels, units by format, sentences as headings, matrices of links, text boxes, CSV.

The right values were written before any of these was read.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Font

from tests.intake.habits import ASK, HEAD, JUKI, KAIGO, ROWS, TAXES, Habit, Rows, _csv, _hide_column, _merge, _note, one


def _formats(**cells: str) -> Callable[[Workbook], None]:
    def done(book: Workbook) -> None:
        for cell, code in cells.items():
            book.worksheets[0][cell].number_format = code

    return done


def _all(*formatting: Callable[[Workbook], None]) -> Callable[[Workbook], None]:
    def done(book: Workbook) -> None:
        for style in formatting:
            style(book)

    return done


def _strike_rows(*rows: int) -> Callable[[Workbook], None]:
    def done(book: Workbook) -> None:
        for row in rows:
            for cell in book.worksheets[0][row]:
                cell.font = Font(strike=True)

    return done


def _hide_rows(*rows: int) -> Callable[[Workbook], None]:
    def done(book: Workbook) -> None:
        for row in rows:
            book.worksheets[0].row_dimensions[row].hidden = True

    return done


def _text_box(words: str, rows: Rows) -> Callable[[Path], Path]:
    def done(folder: Path) -> Path:
        from xlsxwriter import Workbook as Written

        file = folder / "見本町.xlsx"
        with Written(file) as book:
            sheet = book.add_worksheet("一覧")
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
            sheet.insert_textbox(len(rows) + 1, 1, words)
        return file

    return done


HABITS = (
    one(
        "headings in four levels",
        [
            ("令和8年度　情報システム現況調べ",),
            ("システムの概要", None, None, "契約に関する事項", None, None, None, None, "備考"),
            ("基本", None, None, "契約先", "契約期間", None, "契約金額", None, None),
            ("名称", "所管", "業務", None, "自", "至", "年額（千円）", None, None),
            (None, None, None, None, None, None, "税抜", "税込", None),
            ("住記", "窓口課", "住民基本台帳", "あおば計算", "R8.4.1", "R13.3.31", 3_000, 3_300, ""),
            ("介護", "長寿課", "介護保険", "みなと情報", "R4.10.1", "R9.9.30", 1_800, 1_980, ""),
        ],
        {
            "住記": {**JUKI, "division": "窓口課", "start": "2026-04-01"},
            "介護": {**KAIGO, "division": "長寿課", "start": "2022-10-01"},
        },
        _merge(
            "A2:C2",
            "D2:H2",
            "A3:C3",
            "E3:F3",
            "G3:H3",
            "A4:A5",
            "B4:B5",
            "C4:C5",
            "D3:D5",
            "E4:E5",
            "F4:F5",
            "G4:H4",
            "I2:I5",
        ),
    ),
    one(
        "years with and without tax",
        [
            ("", "", "", "", "", "単位：千円"),
            ("システム名", "業務", "R7(税抜)", "R7(税込)", "R8(税抜)", "R8(税込)"),
            ("住記", "住民基本台帳", 2_900, 3_190, 3_000, 3_300),
            ("介護", "介護保険", 1_700, 1_870, 1_800, 1_980),
        ],
        {
            "住記": {"areas": ["住民基本台帳"], "amount": 3_300_000},
            "介護": {"areas": ["介護保険"], "amount": 1_980_000},
        },
    ),
    one(
        "today and tomorrow in pairs of rows under one merged area",
        [
            ("業務", "区分", "システム名", "事業者", "契約満了日", "移行状況"),
            ("住民基本台帳", "現行", "旧住記", "あおば計算", "R9.3.31", "未移行"),
            (None, "次期", "標準住記", "みなと情報", "R14.3.31", ""),
            ("介護保険", "現行", "旧介護", "あおば計算", "R8.3.31", "移行済"),
            (None, "次期", "標準介護", "みなと情報", "R13.3.31", ""),
        ],
        {
            "旧住記": {
                "areas": ["住民基本台帳"],
                "vendor": "あおば計算",
                "end": "2027-03-31",
                "migrated": False,
            },
            "標準介護": {
                "areas": ["介護保険"],
                "vendor": "みなと情報",
                "end": "2031-03-31",
                "migrated": "True|ask",
            },
        },
        _merge("A2:A3", "A4:A5"),
    ),
    one(
        "two lists of one sheet, each with its own unit at the right",
        [
            ("１　住民系システム", None, None, None, "（単位：千円）"),
            (*HEAD[:4], "年額"),
            ("住記", "住民基本台帳", "あおば計算", "R13.3.31", 3_300),
            (),
            ("２　福祉系システム", None, None, None, "（単位：円）"),
            (*HEAD[:4], "年額"),
            ("介護", "介護保険", "みなと情報", "R9.9.30", 1_980_000),
        ],
        {"住記": JUKI, "介護": KAIGO},
    ),
    one(
        "contacts and a legend to the right of the list",
        [
            (*HEAD, "移行", None, "【連絡先】"),
            ("住記", "住民基本台帳", "あおば計算", "R13.3.31", 3_300_000, "◎", None, "あおば計算", "03-0000-0001"),
            ("介護", "介護保険", "みなと情報", "R9.9.30", 1_980_000, "▲", None, "みなと情報", "03-0000-0002"),
            ("国保", "国保", "みなと情報", "R9.9.30", 990_000, "×", None, "総務課情報係", "内線 215"),
            (None, None, None, None, None, None, None, "◎…移行完了　▲…移行作業中　×…未着手"),
        ],
        {
            "住記": {**JUKI, "migrated": True},
            "介護": {**KAIGO, "migrated": False},
            "国保": {**KAIGO, "areas": ["国民健康保険"], "amount": 990_000, "migrated": False},
        },
    ),
    one(
        "dittos everywhere",
        [
            ("所管", *HEAD),
            ("窓口課", "住記", "住民基本台帳", "あおば計算", "R13.3.31", 3_300_000),
            ("〃", "印鑑", "印鑑登録", "〃", "〃", "〃"),
            ("同上", "附票", "戸籍の附票", "同上", "同上", 220_000),
            ("長寿課", "介護", "介護保険", "同社", "R9.9.30", 1_980_000),
        ],
        {
            "住記": {**JUKI, "division": "窓口課"},
            "印鑑": {**JUKI, "areas": ["印鑑登録"], "division": "窓口課", "amount": "3300000|ask"},
            "附票": {**JUKI, "areas": ["戸籍の附票"], "division": "窓口課", "amount": 220_000},
            "介護": {**KAIGO, "division": "長寿課", "vendor": "あおば計算|ask"},
        },
    ),
    one(
        "terms of every spelling",
        [
            ("システム名", "業務", "契約期間"),
            ("住記", "住民基本台帳", "自 令和8年4月1日\n至 令和13年3月31日"),
            ("印鑑", "印鑑登録", "令和８年４月１日から５年間"),
            ("戸籍", "戸籍", "2026/04/01～2031/03/31"),
            ("年金", "国民年金", "R8.10～R13.9"),
            ("国保", "国保", "H30.4.1～R5.3.31（R9.3.31まで再リース）"),
            ("介護", "介護保険", "R8.4.1～（単年度更新）"),
            ("後期", "後期高齢者医療", "令和元年10月～令和8年9月"),
            ("児手", "児童手当", "毎年度4月1日～3月31日"),
            ("就学", "就学", "令和8年度～令和12年度"),
            ("選挙", "選挙", "2026年4月1日～翌年3月31日"),
        ],
        {
            "住記": {"areas": ["住民基本台帳"], "start": "2026-04-01", "end": "2031-03-31"},
            "印鑑": {"areas": ["印鑑登録"], "start": "2026-04-01|ask", "end": "2031-03-31|ask"},
            "戸籍": {"areas": ["戸籍"], "start": "2026-04-01", "end": "2031-03-31"},
            "年金": {"areas": ["国民年金"], "start": "2026-10-01", "end": "2031-09-30"},
            "国保": {"areas": ["国民健康保険"], "start": "2018-04-01|ask", "end": ASK},
            "介護": {"areas": ["介護保険"], "start": "2026-04-01|ask", "end": ASK},
            "後期": {"areas": ["後期高齢者医療"], "start": "2019-10-01", "end": "2026-09-30"},
            "児手": {"areas": ["児童手当"], "start": ASK, "end": ASK},
            "就学": {"areas": ["就学"], "start": "2026-04-01", "end": "2031-03-31"},
            "選挙": {"areas": ["選挙人名簿管理"], "start": "2026-04-01|ask", "end": "2027-03-31|ask"},
        },
    ),
    Habit(
        name="a text box tells the unit and the marks",
        sheets={},
        write=_text_box(
            "※金額は千円単位（税込）\n○：移行済　－：未移行",
            [
                ("システム名", "業務", "委託先", "契約終了日", "年額", "移行"),
                ("住記", "住民基本台帳", "あおば計算", "R13.3.31", 3_300, "○"),
                ("介護", "介護保険", "みなと情報", "R9.9.30", 1_980, "－"),
            ],
        ),
        expected={"住記": {**JUKI, "migrated": True}, "介護": {**KAIGO, "migrated": "False|ask"}},
    ),
    Habit(
        name="a CSV in cp932 with a title, breaks inside cells and notes",
        sheets={},
        write=_csv(
            "cp932",
            ",",
            [
                ("情報システム一覧（髙橋町）",),
                (),
                ("ｼｽﾃﾑ名", "業務", "ﾍﾞﾝﾀﾞｰ", "契約満了日", "年額(千円)"),
                ("住記", "住民\n基本台帳", "㈱髙島ﾃﾞｰﾀ", "R13.3.31", "3,300"),
                ("介護", "介護保険", "高島データ株式会社", "R9.9.30", "1,980"),
                ("※金額は税込",),
            ],
        ),
        expected={
            "住記": {**JUKI, "vendor": "㈱髙島ﾃﾞｰﾀ"},
            "介護": {**KAIGO, "vendor": "㈱髙島ﾃﾞｰﾀ"},
        },
    ),
    Habit(
        name="a Unicode text of a spreadsheet",
        sheets={},
        write=_csv(
            "utf-16",
            "\t",
            [
                ("番号", *HEAD),
                ("001", "住記", "住民基本台帳", "あおば計算", "令和13年3月31日", "3,300,000"),
                ("002", "介護", "介護保険", "みなと情報", "令和9年9月30日", "1,980,000"),
            ],
        ),
        expected={"住記": JUKI, "介護": KAIGO},
    ),
    one(
        "sums by division, parts of sums, rows shown again",
        [
            ("所管課", *HEAD),
            ("窓口課", "住記", "住民基本台帳", "あおば計算", "R13.3.31", 3_300_000),
            (None, "　うち機器賃借料", None, "港リース", "R13.3.31", 1_100_000),
            (None, "（再掲）印鑑登録", "印鑑登録", None, None, 220_000),
            ("窓口課　計", None, None, None, None, 3_300_000),
            ("長寿課", "介護", "介護保険", "みなと情報", "R9.9.30", 1_980_000),
            ("長寿課　計", None, None, None, None, 1_980_000),
            ("総　合　計", None, None, None, None, 5_280_000),
            ("（参考）前年度", None, None, None, None, 5_000_000),
        ],
        {"住記": {**JUKI, "division": "窓口課"}, "介護": {**KAIGO, "division": "長寿課"}},
        _merge("A2:A4"),
    ),
    one(
        "firms that stand together, below or after one another",
        [
            HEAD,
            ("住記", "住民基本台帳", "あおば・みなと共同企業体\n（代表：あおば計算㈱）", "R13.3.31", 3_300_000),
            ("介護", "介護保険", "みなと情報（再委託先：港リース）", "R9.9.30", 1_980_000),
            ("国保", "国保", "あおば計算（R9.4～みなと情報）", "R9.9.30", 1_980_000),
            ("年金", "国民年金", "保守:あおば計算 賃借:港リース", "R9.9.30", 1_980_000),
            ("児手", "児童手当", "県町村会（共同利用）", "R9.9.30", 1_980_000),
        ],
        {
            "住記": {**JUKI, "vendor": ASK},
            "介護": {**KAIGO, "vendor": "みなと情報|ask"},
            "国保": {**KAIGO, "areas": ["国民健康保険"], "vendor": ASK},
            "年金": {**KAIGO, "areas": ["国民年金"], "vendor": ASK},
            "児手": {**KAIGO, "areas": ["児童手当"], "vendor": "県町村会|ask"},
        },
    ),
    one(
        "instalments of five years",
        [
            ("（税込・千円）",),
            ("システム名", "業務", "契約総額", "R6", "R7", "R8", "R9", "R10"),
            ("住記", "住民基本台帳", 16_500, 3_100, 3_200, 3_300, 3_400, 3_500),
            ("介護", "介護保険", 9_900, 1_980, 1_980, 1_980, 1_980, 1_980),
            ("国保", "国保", 2_200, None, None, None, 1_100, 1_100),
        ],
        {
            "住記": {"areas": ["住民基本台帳"], "amount": 3_300_000},
            "介護": {"areas": ["介護保険"], "amount": 1_980_000},
            "国保": {"areas": ["国民健康保険"], "amount": None},
        },
    ),
    Habit(
        name="contracts by area, not by system",
        sheets={
            "システム": [("システム名", "業務"), ("総合住民", "住民基本台帳、印鑑登録"), ("ささえ介護", "介護保険")],
            "契約": [
                ("契約件名", "対象業務", "契約相手方", "契約終了日", "年額(円)"),
                ("住民情報システム保守", "住民基本台帳", "あおば計算", "R13.3.31", 3_300_000),
                ("介護システム賃貸借", "介護保険", "みなと情報", "R9.9.30", 1_980_000),
            ],
        },
        expected={
            "総合住民": {"areas": ["住民基本台帳", "印鑑登録"], "end": "2031-03-31|ask", "amount": "3300000|ask"},
            "ささえ介護": {"areas": ["介護保険"], "end": "2027-09-30|ask", "amount": "1980000|ask"},
        },
    ),
    one(
        "errors in names, areas and days",
        [
            HEAD,
            ("住記", "#REF!", "あおば計算", "#VALUE!", 3_300_000),
            ("介護", "介護保険", "#N/A", "R9.9.30", "#DIV/0!"),
            ("#NAME?", "国保", "みなと情報", "R9.9.30", 990_000),
        ],
        {
            "住記": {"areas": "ask", "vendor": "あおば計算", "end": ASK, "amount": 3_300_000},
            "介護": {**KAIGO, "vendor": ASK, "amount": ASK},
        },
    ),
    one(
        "rows struck and rows filtered away",
        [
            (*HEAD, "備考"),
            ("住記", "住民基本台帳", "あおば計算", "R13.3.31", 3_300_000, ""),
            ("旧介護", "介護保険", "あおば計算", "R8.3.31", 990_000, "R8.3.31で契約終了"),
            ("介護", "介護保険", "みなと情報", "R9.9.30", 1_980_000, ""),
            ("国保", "国保", "みなと情報", "R9.9.30", 1_980_000, ""),
        ],
        {
            "住記": JUKI,
            "介護": KAIGO,
            "国保": {**KAIGO, "areas": ["国民健康保険"]},
        },
        _all(_strike_rows(3), _hide_rows(5)),
    ),
    one(
        "an amount with a footnote that turns it",
        [
            HEAD,
            ("住記", "住民基本台帳", "あおば計算", "R13.3.31", "3,300,000 ※1"),
            ("介護", "介護保険", "みなと情報", "R9.9.30", "1,980,000 ※2"),
            ("国保", "国保", "みなと情報", "R9.9.30※3", "1,980,000"),
            ("※1 5年間の総額",),
            ("※2 税込",),
            ("※3 1年延長の協議中",),
        ],
        {
            "住記": {**JUKI, "amount": ASK},
            "介護": {**KAIGO, "amount": "1980000|ask"},
            "国保": {**KAIGO, "areas": ["国民健康保険"], "end": ASK},
        },
    ),
    Habit(
        name="links as a matrix of systems",
        sheets={
            "システム": [("システム名", "業務"), ("住記", "住民基本台帳"), ("税", "税務"), ("介護", "介護保険")],
            "連携": [
                ("連携マトリックス（行：送り側、列：受け側）",),
                ("", "住記", "税", "介護"),
                ("住記", "－", "○", "○"),
                ("税", "", "－", "○"),
                ("介護", "", "", "－"),
            ],
        },
        expected={"住記": {"areas": ["住民基本台帳"]}, "税": {"areas": TAXES}, "介護": {"areas": ["介護保険"]}},
        links=frozenset({("住記", "税"), ("住記", "介護"), ("税", "介護")}),
        may_ask_links=True,
    ),
    Habit(
        name="a form with labels above and beside, merged",
        sheets={
            "住記": [
                ("システム概要書",),
                ("システム名", "住記", None, "所管課", "窓口課"),
                ("対象業務", "住民基本台帳", None, "稼働開始", "R3.10.1"),
                ("契約", None, None, None, None),
                ("相手方", "あおば計算", None, "期間", "R8.4.1～R13.3.31"),
                ("年額（税込）", "3,300千円", None, "契約方法", "随意契約"),
                ("備考", "特になし"),
            ],
            "介護": [
                ("システム概要書",),
                ("システム名", "介護", None, "所管課", "長寿課"),
                ("対象業務", "介護保険", None, "稼働開始", "R3.10.1"),
                ("契約", None, None, None, None),
                ("相手方", "みなと情報", None, "期間", "R4.10.1～R9.9.30"),
                ("年額（税込）", "1,980千円", None, "契約方法", "指名競争入札"),
                ("備考", "特になし"),
            ],
        },
        expected={
            "住記": {**JUKI, "division": "窓口課", "start": "2026-04-01"},
            "介護": {**KAIGO, "division": "長寿課", "start": "2022-10-01"},
        },
    ),
    Habit(
        name="how to fill it in, an example, the list",
        sheets={
            "記入要領": [
                ("記入要領",),
                ("項目", "説明"),
                ("システム名", "正式名称を記入"),
                ("年額", "税込の年額(円)を記入"),
            ],
            "記入例": [HEAD, ("見本住記", "住民基本台帳", "見本電算", "R10.3.31", 9_900_000)],
            "回答": ROWS,
        },
        expected={"住記": JUKI, "介護": KAIGO},
    ),
    Habit(
        name="a sheet a year, one system gone, one to come",
        sheets={
            "R7": [
                HEAD,
                ("住記", "住民基本台帳", "あおば計算", "R13.3.31", 3_000_000),
                ("旧国保", "国保", "港", "R8.3.31", 1),
            ],
            "R8": ROWS,
            "R9(案)": [
                HEAD,
                ("住記", "住民基本台帳", "あおば計算", "R13.3.31", 9_900_000),
                ("新国保", "国保", "港", "R14.3.31", 5),
            ],
        },
        expected={"住記": JUKI, "介護": KAIGO},
    ),
    one(
        "large and middle classes before the name",
        [
            ("大分類", "中分類", "システム名", "標準化対象業務", "事業者", "契約満了"),
            ("基幹系", "住民", "住記", "住民基本台帳", "あおば計算", "R13.3.31"),
            (None, "福祉", "介護", "介護保険", "みなと情報", "R9.9.30"),
            (None, None, "児手", "児童手当", "みなと情報", "R9.9.30"),
            ("内部系", "総務", "文書管理", "－", "港リース", "R9.3.31"),
        ],
        {
            "住記": {"areas": ["住民基本台帳"], "vendor": "あおば計算", "end": "2031-03-31"},
            "介護": {"areas": ["介護保険"], "vendor": "みなと情報", "end": "2027-09-30"},
            "児手": {"areas": ["児童手当"], "vendor": "みなと情報", "end": "2027-09-30"},
            "文書管理": {"vendor": "港リース", "end": "2027-03-31"},
        },
        _merge("A2:A4", "B3:B4"),
    ),
    one(
        "nothing, not yet, not known",
        [
            ("システム名", "業務", "委託先", "契約終了日", "年額(円)", "移行予定日", "移行状況"),
            ("住記", "住民基本台帳", "未定", "－", "調査中", "未定", "－"),
            ("介護", "介護保険", "該当なし", "なし", "―", "調整中", "確認中"),
            ("国保", "国保", "?", "不明", "0", "令和9年度以降", "別紙参照"),
            ("年金", "国民年金", "※", "随時", "契約書参照", "R9.x", "不明"),
        ],
        {
            "住記": {"areas": ["住民基本台帳"]},
            "介護": {"areas": ["介護保険"]},
            "国保": {"areas": ["国民健康保険"], "amount": ASK, "planned": ASK},
            "年金": {"areas": ["国民年金"], "planned": ASK},
        },
    ),
    one(
        "questions as headings, one answer a row",
        [
            (
                "No.",
                "現在ご利用中のシステムの名称をご記入ください",
                "そのシステムを利用している業務を教えてください",
                "契約の相手方はどこですか",
                "契約はいつまでですか",
                "年間の費用はいくらですか（千円・税込）",
            ),
            (1, "住記", "住民基本台帳", "あおば計算", "R13.3.31", 3_300),
            (2, "介護", "介護保険", "みなと情報", "R9.9.30", 1_980),
        ],
        {
            "住記": {**JUKI, "vendor": "あおば計算|ask", "end": "2031-03-31|ask", "amount": "3300000|ask"},
            "介護": {**KAIGO, "vendor": "みなと情報|ask", "end": "2027-09-30|ask", "amount": "1980000|ask"},
        },
    ),
    Habit(
        name="questions as labels of a sheet each",
        sheets={
            "窓口課": [
                ("システム調査票",),
                ("問１　お使いのシステムの名称を記入してください。", "住記"),
                ("問２　利用している業務", "住民基本台帳"),
                ("問３　委託業者名", "あおば計算"),
                ("問４　契約期間の終わり（年月日）", "令和13年3月31日"),
                ("問５　年間の経費（税込・円）", "3,300,000"),
            ],
            "長寿課": [
                ("システム調査票",),
                ("問１　お使いのシステムの名称を記入してください。", "介護"),
                ("問２　利用している業務", "介護保険"),
                ("問３　委託業者名", "みなと情報"),
                ("問４　契約期間の終わり（年月日）", "令和9年9月30日"),
                ("問５　年間の経費（税込・円）", "1,980,000"),
            ],
        },
        expected={
            "住記": {**JUKI, "end": "2031-03-31|ask", "amount": "3300000|ask", "division": "窓口課"},
            "介護": {**KAIGO, "end": "2027-09-30|ask", "amount": "1980000|ask", "division": "長寿課"},
        },
    ),
    one(
        "months shown by the format of a day",
        [
            ("システム名", "業務", "契約開始", "契約満了", "稼働年月"),
            ("住記", "住民基本台帳", date(2026, 4, 1), date(2031, 3, 1), date(2021, 10, 1)),
            ("介護", "介護保険", date(2022, 10, 1), date(2027, 9, 1), date(2021, 10, 1)),
        ],
        {
            "住記": {"areas": ["住民基本台帳"], "start": "2026-04-01", "end": "2031-03-31|ask"},
            "介護": {"areas": ["介護保険"], "start": "2022-10-01", "end": "2027-09-30|ask"},
        },
        _formats(C2="ge.m", D2="ge.m", C3='yyyy"年"m"月"', D3='yyyy"年"m"月"', E2="yyyy/m", E3="yyyy/m"),
    ),
    one(
        "units inside the formats",
        [
            ("システム名", "業務", "年額"),
            ("住記", "住民基本台帳", 3_300),
            ("介護", "介護保険", 1_980),
            ("国保", "国保", 990),
        ],
        {
            "住記": {"areas": ["住民基本台帳"], "amount": 3_300_000},
            "介護": {"areas": ["介護保険"], "amount": 1_980_000},
            "国保": {"areas": ["国民健康保険"], "amount": 990_000},
        },
        _formats(C2='#,##0"千円"', C3='#,##0"千円"', C4='#,##0"千円"'),
    ),
    one(
        "amounts typed as texts of every kind",
        [
            ("システム名", "業務", "年額"),
            ("住記", "住民基本台帳", "３，３００，０００円"),
            ("介護", "介護保険", "1 980 000円"),
            ("国保", "国保", "99万円"),
            ("年金", "国民年金", "￥440,000.-"),
            ("児手", "児童手当", "55万5千円"),
            ("選挙", "選挙", "月額11,000円×12"),
            ("生保", "生活保護", "3.3百万円"),
        ],
        {
            "住記": {"areas": ["住民基本台帳"], "amount": 3_300_000},
            "介護": {"areas": ["介護保険"], "amount": "1980000|ask"},
            "国保": {"areas": ["国民健康保険"], "amount": 990_000},
            "年金": {"areas": ["国民年金"], "amount": 440_000},
            "児手": {"areas": ["児童手当"], "amount": "555000|ask"},
            "選挙": {"areas": ["選挙人名簿管理"], "amount": "132000|ask"},
            "生保": {"areas": ["生活保護"], "amount": 3_300_000},
        },
    ),
    one(
        "states with days",
        [
            ("システム名", "業務", "移行状況"),
            ("住記", "住民基本台帳", "R8.1.5移行"),
            ("介護", "介護保険", "R9.1.4移行"),
            ("国保", "国保", "令和7年度移行済"),
            ("年金", "国民年金", "R9.3稼働"),
            ("児手", "児童手当", "移行済※一部旧システム併用"),
            ("就学", "就学", "R8.2.2～標準準拠システム稼働中"),
        ],
        {
            "住記": {"areas": ["住民基本台帳"], "migrated": "True|ask"},
            "介護": {"areas": ["介護保険"], "migrated": "False|ask"},
            "国保": {"areas": ["国民健康保険"], "migrated": True},
            "年金": {"areas": ["国民年金"], "migrated": "False|ask"},
            "児手": {"areas": ["児童手当"], "migrated": ASK},
            "就学": {"areas": ["就学"], "migrated": "True|ask"},
        },
    ),
    one(
        "the end of the page",
        [
            *ROWS,
            ("以下余白",),
            (),
            ("上記のとおり報告します。",),
            ("令和8年10月30日　情報政策係長",),
            ("作成者", "山田"),
        ],
        {"住記": JUKI, "介護": KAIGO},
    ),
    one(
        "two systems in one cell, two firms below each other",
        [
            HEAD,
            (
                "住記システム\n印鑑システム",
                "住民基本台帳\n印鑑登録",
                "あおば計算\nみなと情報",
                "R13.3.31\nR9.9.30",
                "3,300,000\n220,000",
            ),
            ("介護", "介護保険", "みなと情報", "R9.9.30", 1_980_000),
        ],
        {
            "住記システム印鑑システム": {
                "areas": ["住民基本台帳", "印鑑登録"],
                "vendor": ASK,
                "end": ASK,
                "amount": ASK,
            },
            "介護": KAIGO,
        },
    ),
    one(
        "matrix with merged areas over two systems and a unit in the labels",
        [
            ("項目", "住民基本台帳・印鑑登録", None, "介護保険"),
            ("システム名", "住記", "印鑑", "介護"),
            ("ベンダー", "あおば計算", "あおば計算", "みなと情報"),
            ("契約終了日", "R13.3.31", "R13.3.31", "R9.9.30"),
            ("年額（千円）", 3_300, 220, 1_980),
            ("移行状況", "移行済", "移行済", "未移行"),
        ],
        {
            "住記": {**JUKI, "areas": "ask", "migrated": True},
            "印鑑": {**JUKI, "areas": "ask", "amount": 220_000, "migrated": True},
            "介護": {**KAIGO, "migrated": False},
        },
        _merge("B1:C1"),
    ),
    Habit(
        name="contracts merged over several systems, share written in words",
        sheets={
            "一覧": [
                ("システム名", "業務", "契約", None, None),
                (None, None, "相手方", "終了", "金額(年額・円)"),
                ("住記", "住民基本台帳", "あおば計算", "R13.3.31", 3_300_000),
                ("印鑑", "印鑑登録", None, None, None),
                ("介護", "介護保険", "みなと情報", "R9.9.30", 1_980_000),
            ]
        },
        formatting=_merge("A1:A2", "B1:B2", "C1:E1", "C3:C4", "D3:D4", "E3:E4"),
        expected={
            "住記": JUKI,
            "印鑑": {**JUKI, "areas": ["印鑑登録"]},
            "介護": KAIGO,
        },
    ),
    one(
        "a comment and a hidden column that differ",
        [
            ("システム名", "業務", "委託先", "旧委託先", "契約終了日", "年額(円)"),
            ("住記", "住民基本台帳", "あおば計算", "港リース", "R13.3.31", 3_300_000),
            ("介護", "介護保険", "みなと情報", "あおば計算", "R9.9.30", 1_980_000),
        ],
        {"住記": {**JUKI, "amount": ASK}, "介護": KAIGO},
        _all(_hide_column("D"), _note("F2", "これは5年分の合計")),
    ),
    one(
        "planned day and real day beside each other",
        [
            ("システム名", "業務", "移行日", None, "移行状況"),
            (None, None, "計画", "実績", None),
            ("住記", "住民基本台帳", "R8.1.5", "R8.1.5", "済"),
            ("介護", "介護保険", "R8.12.1", "", "未"),
            ("国保", "国保", "R8.3.2", "R8.5.7", "済"),
        ],
        {
            "住記": {"areas": ["住民基本台帳"], "migrated": True, "planned": "2026-01-05|ask"},
            "介護": {"areas": ["介護保険"], "migrated": False, "planned": "2026-12-01|ask"},
            "国保": {"areas": ["国民健康保険"], "migrated": True, "planned": "2026-03-02|ask"},
        },
        _merge("A1:A2", "B1:B2", "C1:D1", "E1:E2"),
    ),
    one(
        "designation, its ground and its day",
        [
            ("システム名", "業務", "特定移行支援システム", None, None),
            (None, None, "該当", "事由", "移行完了予定"),
            ("住記", "住民基本台帳", "", "", "R8.1.5"),
            ("介護", "介護保険", "○", "事業者の撤退", "R10年度末"),
            ("国保", "国保", "×", "", "R7年度"),
        ],
        {
            "住記": {"areas": ["住民基本台帳"], "planned": "2026-01-05|ask"},
            "介護": {"areas": ["介護保険"], "due": "省令等で別に定める期限|ask", "planned": "2029-03-31|ask"},
            "国保": {"areas": ["国民健康保険"], "due": "原則の移行期限|ask", "planned": "2026-03-31|ask"},
        },
        _merge("A1:A2", "B1:B2", "C1:E1"),
    ),
)
