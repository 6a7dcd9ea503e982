"""Ledgers by the habits of real offices, each with the values a careful person takes from it.

Written without looking at the reader. Towns, systems, firms and amounts are fictional.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font

from tests.intake.town import Rows

ASK = "ask"  # no value, and somebody is asked
Expected = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Habit:
    """Sheets by title, what the workbook looks like, and system → field → value expected, ASK where nobody can say."""

    name: str
    sheets: Mapping[str, Rows]
    expected: Expected
    formatting: Callable[[Workbook], None] = field(default=lambda book: None)
    links: frozenset[tuple[str, str]] = frozenset()
    may_ask_links: bool = False  # the links of such a layout may be asked instead of read
    asks: tuple[str, ...] = ()  # words that a question has to hold
    write: Callable[[Path], Path] | None = None  # a file that is no workbook of openpyxl


def one(name: str, rows: Rows, expected: Expected, formatting: Callable[[Workbook], None] | None = None) -> Habit:
    return Habit(name=name, sheets={"Sheet1": rows}, expected=expected, formatting=formatting or (lambda book: None))


def _merge(*ranges: str) -> Callable[[Workbook], None]:
    def done(book: Workbook) -> None:
        for area in ranges:
            book.worksheets[0].merge_cells(area)

    return done


def _hide_column(letter: str) -> Callable[[Workbook], None]:
    def done(book: Workbook) -> None:
        book.worksheets[0].column_dimensions[letter].hidden = True

    return done


def _strike(*cells: str) -> Callable[[Workbook], None]:
    def done(book: Workbook) -> None:
        for cell in cells:
            book.worksheets[0][cell].font = Font(strike=True)

    return done


def _note(cell: str, words: str) -> Callable[[Workbook], None]:
    def done(book: Workbook) -> None:
        book.worksheets[0][cell].comment = Comment(words, "係")

    return done


HEAD = ("システム名", "業務", "委託先", "契約終了日", "年額(円)")

HABITS = (
    one(
        "divisions merged down, names in two lines, terms with their length",
        [
            ("電算システム一覧表",),
            ("", "", "", "", "", "", "令和8年11月1日現在"),
            ("課\n名", "番号", "システム名", "業　務", "契約の\n相手方", "契約期間", "年額（税込）", "備考"),
            (
                "住民課",
                1,
                "住民記録\nシステム",
                "住民記録",
                "北辰電算㈱",
                "R8.4〜R13.3(5年)",
                "3,960,000円",
                "長期継続契約",
            ),
            (None, 2, "戸籍総合\nシステム", "戸籍・附票", "〃", "R7.10〜R12.9(5年)", "2,640,000円", "随意契約"),
            ("税務課", 3, "税総合\nシステム", "税務一式", "㈱みさき情報", "R8.4〜R13.3(5年)", "5,500,000円", ""),
        ],
        {
            "住民記録システム": {
                "areas": ["住民基本台帳"],
                "vendor": "北辰電算㈱",
                "end": "2031-03-31",
                "start": "2026-04-01",
                "amount": 3_960_000,
                "division": "住民課",
            },
            "戸籍総合システム": {
                "areas": ["戸籍", "戸籍の附票"],
                "vendor": "北辰電算㈱",
                "end": "2030-09-30",
                "start": "2025-10-01",
                "amount": 2_640_000,
                "division": "住民課",
            },
            "税総合システム": {
                "areas": ["個人住民税", "法人住民税", "固定資産税", "軽自動車税"],
                "vendor": "㈱みさき情報",
                "end": "2031-03-31",
                "start": "2026-04-01",
                "amount": 5_500_000,
                "division": "税務課",
            },
        },
        _merge("A4:A5"),
    ),
    one(
        "with and without tax side by side",
        [
            ("システム名", "業務", "委託先", "年額(税抜)", "年額(税込)"),
            ("住記", "住民基本台帳", "あおば計算", "3,000,000円", "3,300,000円"),
            ("介護", "介護保険", "あおば計算", "1,800,000円", "1,980,000円"),
        ],
        {
            "住記": {"areas": ["住民基本台帳"], "vendor": "あおば計算", "amount": 3_300_000},
            "介護": {"areas": ["介護保険"], "vendor": "あおば計算", "amount": 1_980_000},
        },
    ),
    one(
        "gross, tax and net of one amount",
        [
            ("システム名", "業務", "年額", "うち消費税", "税抜額"),
            ("住記", "住民基本台帳", "3,300,000円", "300,000円", "3,000,000円"),
        ],
        {"住記": {"areas": ["住民基本台帳"], "amount": 3_300_000}},
    ),
    one(
        "unit price times number",
        [
            ("システム名", "業務", "単価(月額)", "台数", "年額(円)"),
            ("窓口端末", "住民基本台帳", 5_500, 10, 660_000),
        ],
        {"窓口端末": {"areas": ["住民基本台帳"], "amount": 660_000}},
    ),
    one(
        "unit price times number, no yearly amount",
        [
            ("システム名", "業務", "単価(月額・円)", "台数"),
            ("窓口端末", "住民基本台帳", 5_500, 10),
        ],
        {"窓口端末": {"areas": ["住民基本台帳"], "amount": ASK}},
    ),
    one(
        "a list of leased machines is no list of systems",
        [
            ("令和8年度リース物件一覧",),
            ("件名", "物件", "型番", "台数", "リース会社", "月額リース料(税抜)", "リース期間"),
            ("窓口用パソコン賃貸借", "ノートPC", "X-100", 40, "港リース㈱", 88_000, "R5.4.1～R10.3.31"),
            ("プリンタ賃貸借", "A4プリンタ", "P-20", 12, "港リース㈱", 21_000, "R6.4.1～R11.3.31"),
        ],
        {},
    ),
    one(
        "assets of information are no systems",
        [
            ("情報資産管理台帳",),
            ("No", "情報資産名称", "所管課", "機密性", "完全性", "可用性", "保管場所", "管理責任者"),
            (1, "住民基本台帳データ", "住民課", "3", "2", "2", "電算室", "住民課長"),
            (2, "課税台帳データ", "税務課", "3", "2", "2", "電算室", "税務課長"),
        ],
        {},
    ),
    one(
        "days in wide letters with dots",
        [
            HEAD,
            ("住記", "住民基本台帳", "あおば計算", "令和１３．３．３１", "３，３００，０００"),
            ("介護", "介護保険", "あおば計算", "Ｒ９．９．３０", "１９８万円"),
            ("国保", "国保", "あおば計算", "2030年3月31日（日）", "1,200千円"),
        ],
        {
            "住記": {"areas": ["住民基本台帳"], "vendor": "あおば計算", "end": "2031-03-31", "amount": 3_300_000},
            "介護": {"areas": ["介護保険"], "vendor": "あおば計算", "end": "2027-09-30", "amount": 1_980_000},
            "国保": {"areas": ["国民健康保険"], "vendor": "あおば計算", "end": "2030-03-31", "amount": 1_200_000},
        },
    ),
    one(
        "arrows and dittos for «as above»",
        [
            HEAD,
            ("住記", "住民基本台帳", "あおば計算", "R13.3.31", 3_300_000),
            ("印鑑", "印鑑登録", "↓", "↓", 440_000),
            ("年金", "国民年金", "同上", "同上", "↓"),
        ],
        {
            "住記": {"areas": ["住民基本台帳"], "vendor": "あおば計算", "end": "2031-03-31", "amount": 3_300_000},
            "印鑑": {"areas": ["印鑑登録"], "vendor": "あおば計算|ask", "end": "2031-03-31|ask", "amount": 440_000},
            "年金": {"areas": ["国民年金"], "vendor": "あおば計算|ask", "end": "2031-03-31|ask", "amount": ASK},
        },
    ),
    one(
        "see the annex",
        [
            HEAD,
            ("住記", "住民基本台帳", "別紙", "別紙のとおり", "別紙1"),
            ("介護", "介護保険", "別紙参照", "別添", "別表のとおり"),
        ],
        {
            "住記": {"areas": ["住民基本台帳"], "vendor": ASK, "end": ASK, "amount": ASK},
            "介護": {"areas": ["介護保険"], "vendor": ASK, "end": ASK, "amount": ASK},
        },
    ),
    one(
        "footnotes in the cells",
        [
            HEAD,
            ("住記注1)", "住民基本台帳", "あおば計算※2", "R13.3.31※3", "3,300,000(注4)"),
            ("介護", "介護保険", "みなと情報", "R12.3.31", "2,200,000"),
            ("注1) 印鑑登録を含む",),
            ("※2 共同企業体の代表",),
            ("※3 R10.3で解約予定",),
            ("(注4) 5年分の総額",),
        ],
        {
            "住記": {"areas": ["住民基本台帳"], "vendor": ASK, "end": ASK, "amount": ASK},
            "介護": {"areas": ["介護保険"], "vendor": "みなと情報", "end": "2030-03-31", "amount": 2_200_000},
        },
    ),
    one(
        "a hidden column of last year's amounts",
        [
            ("システム名", "業務", "委託先", "年額(円)", "年額"),
            ("住記", "住民基本台帳", "あおば計算", 3_000_000, "3,300,000円"),
        ],
        {"住記": {"areas": ["住民基本台帳"], "vendor": "あおば計算", "amount": ASK}},
        _hide_column("D"),
    ),
    one(
        "persons and telephones beside the firm",
        [
            HEAD,
            ("住記", "住民基本台帳", "あおば計算㈱\n担当：港 03-0000-0000", "R13.3.31", 3_300_000),
            ("介護", "介護保険", "みなと情報（株） 090-0000-0000", "R13.3.31", 3_300_000),
        ],
        {
            "住記": {"areas": ["住民基本台帳"], "vendor": "あおば計算㈱", "end": "2031-03-31", "amount": 3_300_000},
            "介護": {"areas": ["介護保険"], "vendor": "みなと情報（株）", "end": "2031-03-31", "amount": 3_300_000},
        },
    ),
    one(
        "re-lease and renewal by itself",
        [
            ("システム名", "業務", "契約期間", "契約種別"),
            ("住記", "住民基本台帳", "R2.4.1～R7.3.31（再リース中）", "リース"),
            ("介護", "介護保険", "自動更新", "単年度"),
            ("国保", "国保", "R8.4.1～R9.3.31（自動更新）", "5年債務"),
            ("年金", "国民年金", "R8～R12", "債務負担行為（R8～R12）"),
        ],
        {
            "住記": {"areas": ["住民基本台帳"], "end": ASK, "start": "2020-04-01|ask"},
            "介護": {"areas": ["介護保険"]},
            "国保": {"areas": ["国民健康保険"], "end": "2027-03-31", "start": "2026-04-01"},
            "年金": {"areas": ["国民年金"], "end": ASK},
        },
    ),
    one(
        "sums over the term only",
        [
            ("システム名", "業務", "契約期間", "総額(税込)"),
            ("住記", "住民基本台帳", "R8.4.1～R13.3.31", "16,500,000円"),
        ],
        {"住記": {"areas": ["住民基本台帳"], "end": "2031-03-31", "start": "2026-04-01", "amount": ASK}},
    ),
    one(
        "the sum before the yearly amount",
        [
            ("システム名", "業務", "契約金額（総額）", "左のうち令和8年度分"),
            ("住記", "住民基本台帳", "16,500,000円", "3,300,000円"),
        ],
        {"住記": {"areas": ["住民基本台帳"], "amount": "3300000|ask"}},
    ),
)
