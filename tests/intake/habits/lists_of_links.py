"""Lists of links of every make, sheets by area, columns for plans beside columns for today.

The right values were written before any of these was read.
"""

from __future__ import annotations

from tests.intake.habits import HEAD, JUKI, KAIGO, KOKUHO, Habit, _csv, _merge, one
from tests.intake.town import Rows

LIST: Rows = [
    HEAD,
    ("住記", "住民基本台帳", "あおば計算", "R13.3.31", 3_300_000),
    ("介護", "介護保険", "みなと情報", "R9.9.30", 1_980_000),
    ("国保", "国保", "みなと情報", "R10.3.31", 1_100_000),
]
THREE = {"住記": JUKI, "介護": KAIGO, "国保": KOKUHO}


def linked(name: str, rows: Rows, *links: tuple[str, str], asks: tuple[str, ...] = ()) -> Habit:
    """The three systems, and a sheet of links."""
    return Habit(
        name=name, sheets={"台帳": LIST, "連携一覧": rows}, expected=THREE, links=frozenset(links), may_ask_links=True,
        asks=asks,
    )  # fmt: skip


HABITS = (
    linked(
        "links with several receivers across",
        [
            ("連携元", "連携先1", "連携先2", "連携先3"),
            ("住記", "介護", "国保", None),
            ("国保", "介護", None, None),
        ],
        ("住記", "介護"),
        ("住記", "国保"),
        ("国保", "介護"),
    ),
    linked(
        "links whose sender is told once for several rows",
        [
            ("提供元システム", "提供先システム", "データ", "方式"),
            ("住記", "介護", "住民異動", "CSV"),
            (None, "国保", "住民異動", "CSV"),
            ("国保", "介護", "資格", "API"),
        ],
        ("住記", "介護"),
        ("国保", "介護"),
        asks=("国保",),  # whose is the row without a sender?
    ),
    linked(
        "links that are gone and links that are to come",
        [
            ("送信元", "送信先", "データ", "備考"),
            ("住記", "介護", "住民異動", ""),
            ("住記", "国保", "住民異動", "R7.3廃止"),
        ],
        ("住記", "介護"),
    ),
    linked(
        "links with a mark for each direction",
        [
            ("システムA", "システムB", "A→B", "B→A"),
            ("住記", "介護", "○", ""),
            ("国保", "介護", "○", "○"),
        ],
        ("住記", "介護"),
        ("国保", "介護"),
        ("介護", "国保"),
    ),
    linked(
        "links in sentences",
        [
            ("番号", "連携の内容"),
            (1, "住記から介護へ住民異動データを日次で送付"),
            (2, "国保から介護へ資格データを月次で送付"),
        ],
        ("住記", "介護"),
        ("国保", "介護"),
    ),
    linked(
        "links of today beside those after the move",
        [
            ("送信側", "受信側", "現行の連携方式", "標準化後の連携方式"),
            ("住記", "介護", "ファイル", "共通機能API"),
            ("住記", "国保", "ファイル", "共通機能API"),
        ],
        ("住記", "介護"),
        ("住記", "国保"),
    ),
    linked(
        "links by area, not by system",
        [
            ("送信側業務", "受信側業務", "連携データ"),
            ("住民基本台帳", "介護保険", "住民異動"),
            ("住民基本台帳", "国民健康保険", "住民異動"),
        ],
        ("住記", "介護"),
        ("住記", "国保"),
    ),
    Habit(
        name="a sheet for each area, labels and values",
        sheets={
            "住民基本台帳": [
                ("システム名", "住記"),
                ("委託先", "あおば計算"),
                ("契約終了日", "R13.3.31"),
                ("年額(円)", 3_300_000),
            ],
            "介護保険": [
                ("システム名", "介護"),
                ("委託先", "みなと情報"),
                ("契約終了日", "R9.9.30"),
                ("年額(円)", 1_980_000),
            ],
        },
        expected={"住記": {**JUKI, "areas": "['住民基本台帳']|ask"}, "介護": {**KAIGO, "areas": "['介護保険']|ask"}},
    ),
    one(
        "items down, two systems across, the unit in the label",
        [
            ("項目", "住記", "介護"),
            ("業務", "住民基本台帳", "介護保険"),
            ("委託先", "あおば計算", "みなと情報"),
            ("契約終了日", "R13.3.31", "R9.9.30"),
            ("年額（千円・税抜）", 3_000, 1_800),
            ("移行状況", "未移行", "移行済"),
        ],
        {"住記": {**JUKI, "migrated": False}, "介護": {**KAIGO, "migrated": True}},
    ),
    Habit(
        name="a CSV with lines above and below the table",
        sheets={},
        write=_csv(
            "utf-8-sig",
            ",",
            [
                ("情報システム一覧", "", "", "", ""),
                ("作成日：令和8年10月1日", "", "", "", "単位：千円（税込）"),
                (),
                (*HEAD[:4], "年額"),
                ("住記", "住民基本台帳", "あおば計算", "2031/03/31", "3,300"),
                ("介護", "介護保険", "みなと情報", "2027/09/30", "1,980"),
                ("合計", "", "", "", "5,280"),
                ("※年額は令和8年度の契約額", "", "", "", ""),
            ],
        ),
        expected={"住記": JUKI, "介護": KAIGO},
    ),
    one(
        "who keeps the system today, who will keep the next one",
        [
            (
                "システム名",
                "業務",
                "現行事業者",
                "次期事業者",
                "現行契約終了日",
                "次期稼働予定",
                "現行年額(円)",
                "次期年額(円)",
            ),
            ("住記", "住民基本台帳", "あおば計算", "みさきクラウド", "R13.3.31", "R13.4", 3_300_000, 6_600_000),
            ("介護", "介護保険", "みなと情報", "未定", "R9.9.30", "R9.10", 1_980_000, "見積中"),
        ],
        {
            "住記": {**JUKI, "planned": "2031-04-30|ask"},
            "介護": {**KAIGO, "planned": "2027-10-31|ask"},
        },
    ),
    one(
        "progress by step with marks and a day of the cut-over",
        [
            ("システム名", "業務", "委託先", "Fit&Gap", "データ移行", "テスト", "切替日"),
            ("住記", "住民基本台帳", "あおば計算", "済", "済", "済", "R8.1.5"),
            ("介護", "介護保険", "みなと情報", "済", "未", "未", "R9.9.30"),
        ],
        {
            "住記": {"areas": ["住民基本台帳"], "vendor": "あおば計算", "planned": "2026-01-05|ask"},
            "介護": {"areas": ["介護保険"], "vendor": "みなと情報", "planned": "2027-09-30|ask"},
        },
    ),
    one(
        "one firm and one term merged over several systems",
        [
            HEAD,
            ("住記", "住民基本台帳", "あおば計算", "R13.3.31", 2_200_000),
            ("印鑑", "印鑑登録", None, None, 1_100_000),
            ("介護", "介護保険", "みなと情報", "R9.9.30", 1_980_000),
        ],
        {
            "住記": {**JUKI, "amount": 2_200_000},
            "印鑑": {**JUKI, "areas": ["印鑑登録"], "amount": 1_100_000},
            "介護": KAIGO,
        },
        _merge("C2:C3", "D2:D3"),
    ),
    one(
        "the reckoning of amounts over three columns",
        [
            ("システム名", "業務", "委託先", "月額（円・税抜）", "月数", "年額（円・税抜）", "消費税"),
            ("住記", "住民基本台帳", "あおば計算", 250_000, 12, 3_000_000, 300_000),
            ("介護", "介護保険", "みなと情報", 150_000, 12, 1_800_000, 180_000),
        ],
        {
            "住記": {"areas": ["住民基本台帳"], "vendor": "あおば計算", "amount": 3_300_000},
            "介護": {"areas": ["介護保険"], "vendor": "みなと情報", "amount": 1_980_000},
        },
    ),
    one(
        "a contract that began within the year: months of the first year",
        [
            ("システム名", "業務", "委託先", "契約期間", "月額（円）", "R8年度支払額（円）"),
            ("住記", "住民基本台帳", "あおば計算", "R8.10.1～R13.9.30", 275_000, 1_650_000),
            ("介護", "介護保険", "みなと情報", "R4.10.1～R9.9.30", 165_000, 1_980_000),
        ],
        {
            "住記": {
                "areas": ["住民基本台帳"],
                "vendor": "あおば計算",
                "start": "2026-10-01",
                "end": "2031-09-30",
                "amount": "3300000|ask",
            },
            "介護": {**KAIGO, "start": "2022-10-01", "amount": "1980000|ask"},
        },
    ),
    Habit(
        name="sheets of years, the request for next year among them",
        sheets={
            "R7": [HEAD, ("住記", "住民基本台帳", "さくら電子", "R8.3.31", 3_000_000)],
            "R8": [HEAD, ("住記", "住民基本台帳", "あおば計算", "R13.3.31", 3_300_000)],
            "R9要求": [HEAD, ("住記", "住民基本台帳", "あおば計算", "R13.3.31", 4_400_000)],
        },
        expected={"住記": {**JUKI, "amount": "3300000|ask"}},
    ),
    one(
        "small letters: who answers, when, and a column for the check",
        [
            ("確認", "回答者", "回答日", *HEAD, "電話", "更新日"),
            (
                "✓",
                "田中",
                "R8.10.1",
                "住記",
                "住民基本台帳",
                "あおば計算",
                "R13.3.31",
                3_300_000,
                "026-111-2222",
                "R8.9.1",
            ),
            ("", "鈴木", "R8.10.2", "介護", "介護保険", "みなと情報", "R9.9.30", 1_980_000, "内線215", "R8.9.2"),
        ],
        {"住記": JUKI, "介護": KAIGO},
    ),
)
