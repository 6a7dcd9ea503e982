"""Plain lists that resemble the layouts in which rows name no system: each is read as a list, or asked.

The right values were written before any of these was read.
"""

from __future__ import annotations

from tests.intake.habits import HEAD, JUKI, KAIGO, Habit, one
from tests.intake.town import Rows

FIRM = {"住記": {"areas": ["住民基本台帳"]}, "介護": {"areas": ["介護保険"]}}
TWO: Rows = [
    ("番号", "システム名", "業務", "所管課"),
    (1, "住記", "住民基本台帳", "住民課"),
    (2, "介護", "介護保険", "福祉課"),
]
BARE = {
    "住記": {"areas": ["住民基本台帳"], "division": "住民課"},
    "介護": {"areas": ["介護保険"], "division": "福祉課"},
}
SENDS = frozenset({("住記", "介護")})


def by_number(name: str, head: tuple[str, ...], *rows: tuple[object, ...], sheet: str = "契約") -> Habit:
    """A table without names, numbered from 1 as the systems are, of which nobody can say whose the rows are."""
    return Habit(name=name, sheets={"システム": TWO, sheet: [head, *rows]}, expected=BARE)


HABITS = (
    by_number(
        "numbered contracts that say in 摘要 what each is about",
        ("番号", "摘要", "契約先", "契約満了日", "年額(円)"),
        (1, "介護保守", "みなと情報", "R9.9.30", 1_980_000),
        (2, "住記保守", "あおば計算", "R13.3.31", 3_300_000),
    ),
    by_number(
        "numbered contracts with a division that is not that of the number",
        ("番号", "所管課", "契約先", "契約満了日", "年額(円)"),
        (1, "福祉課", "みなと情報", "R9.9.30", 1_980_000),
        (2, "住民課", "あおば計算", "R13.3.31", 3_300_000),
    ),
    by_number(
        "numbered contracts of the systems to come",
        ("番号", "契約先", "契約開始日", "年額(円)"),
        (1, "みなと情報", "R9.10.1", 1_980_000),
        (2, "あおば計算", "R13.4.1", 3_300_000),
        sheet="次期",
    ),
    one(
        "cells to be filled in say so in their headings",
        [
            ("システム名（入力）", "業務（入力）", "委託先（入力）", "契約終了日（取得）", "年額(円)（入力）"),
            ("住記", "住民基本台帳", "あおば計算", "R13.3.31", 3_300_000),
            ("介護", "介護保険", "みなと情報", "R9.9.30", 1_980_000),
        ],
        {"住記": JUKI, "介護": KAIGO},
    ),
    Habit(
        name="links in and out by データ連携",
        sheets={
            "台帳": [
                ("システム名", "業務", "データ連携（出力）", "データ連携（入力）"),
                ("住記", "住民基本台帳", "介護", None),
                ("介護", "介護保険", None, "住記"),
            ]
        },
        expected=FIRM,
        links=SENDS,
    ),
    one(
        "契約区分 with one row a system tells the kind and names no contract",
        [
            (*HEAD, "契約区分"),
            ("住記", "住民基本台帳", "あおば計算", "R13.3.31", 3_300_000, "委託"),
            ("介護", "介護保険", "みなと情報", "R9.9.30", 1_980_000, "賃貸借"),
        ],
        {"住記": {**JUKI, "contracts": ["住記"]}, "介護": {**KAIGO, "contracts": ["介護"], "kind": "リース"}},
    ),
    Habit(
        name="契約区分 in a list of contracts tells their kind",
        sheets={
            "システム": [("システム名", "業務"), ("住記", "住民基本台帳"), ("介護", "介護保険")],
            "契約": [
                ("契約名", "対象システム", "契約区分", "契約相手方", "契約終了日", "年額(円)"),
                ("住記保守", "住記", "保守委託", "あおば計算", "R13.3.31", 3_300_000),
                ("介護機器", "介護", "賃貸借", "みなと情報", "R9.9.30", 1_980_000),
            ],
        },
        expected={
            "住記": {"areas": ["住民基本台帳"], "end": "2031-03-31", "amount": 3_300_000},
            "介護": {"areas": ["介護保険"], "end": "2027-09-30", "amount": 1_980_000, "kind": "リース"},
        },
    ),
    Habit(
        name="a list of one system above the list of its links",
        sheets={
            "台帳": [
                ("○システム一覧",),
                HEAD,
                ("住記", "住民基本台帳", "あおば計算", "R13.3.31", 3_300_000),
                ("○連携一覧",),
                ("送信元", "送信先", "データ"),
                ("住記", "介護", "異動情報"),
            ]
        },
        expected={"住記": JUKI},
        links=SENDS,
    ),
    one(
        "a list of one system above the one to come",
        [
            ("【現行】",),
            HEAD,
            ("住記", "住民基本台帳", "あおば計算", "R13.3.31", 3_300_000),
            ("【次期】",),
            ("製品名", "ベンダー", "稼働予定日"),
            ("標準住記", "みなと情報", "R13.4.1"),
        ],
        {"住記": JUKI},
    ),
    one(
        "two lists of one system each, in other words",
        [
            ("■標準化対象",),
            HEAD,
            ("住記", "住民基本台帳", "あおば計算", "R13.3.31", 3_300_000),
            ("■その他",),
            ("名称", "対象業務", "保守業者", "契約期限", "年間保守料(円)"),
            ("介護", "介護保険", "みなと情報", "R9.9.30", 1_980_000),
        ],
        {"住記": JUKI, "介護": KAIGO},
    ),
    one(
        "a list of one system above a contract of last year",
        [
            ("令和8年度",),
            ("システム名", "業務", "委託先"),
            ("住記", "住民基本台帳", "あおば計算"),
            ("令和7年度",),
            ("契約名", "契約終了日", "年額(円)"),
            ("旧保守", "R8.3.31", 600_000),
        ],
        {"住記": {"areas": ["住民基本台帳"], "vendor": "あおば計算"}},
    ),
    one(
        "月額 with a row that is by the year",
        [
            ("システム名", "業務", "委託先", "契約終了日", "月額", "単位"),
            ("住記", "住民基本台帳", "あおば計算", "R13.3.31", 275, "千円"),
            ("介護", "介護保険", "みなと情報", "R9.9.30", 1_980_000, "円/年"),
        ],
        {"住記": JUKI, "介護": {**KAIGO, "amount": "1980000|ask"}},
    ),
)
