"""Forms with choices, contracts without systems, lists in two parts, spans of days, marks of months.

The right values were written before any of these was read.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from tests.intake.habits import ASK, HEAD, JUKI, KAIGO, TAXES, Habit, one


def _tabbed(folder: Path) -> Path:
    file = folder / "見本町システム.csv"
    rows = [
        "システム名\t業務\t委託先\t契約終了日\t年額(円)",
        '住記\t住民基本台帳\tあおば計算\tR13.3.31\t"3,300,000"',
        "介護\t介護保険\tみなと情報\tR9.9.30\t1980000",
    ]
    file.write_bytes("\r\n".join(rows).encode("utf-16"))
    return file


def _semi(folder: Path) -> Path:
    file = folder / "見本町システム.csv"
    rows = [
        "見本町 電算一覧;;;;",
        "システム名;業務;委託先;契約終了日;年額(円)",
        "住記;住民基本台帳;あおば計算;R13.3.31;3300000",
        "介護;介護保険;みなと情報;R9.9.30;1980000",
    ]
    file.write_bytes("\r\n".join(rows).encode("cp932"))
    return file


HABITS = (
    Habit(
        name="forms with a section on the left, two pairs a row, a unit behind the value, boxes",
        sheets={
            title: [
                ("システム調査票", None, None, None, None, None),
                ("基本", "システム名", name, None, "所管課", division),
                (None, "対象業務", area, None, None, None),
                ("契約", "事業者名", vendor, None, "契約終了日", end),
                (None, "年間経費", amount, "千円", None, None),
                ("標準化", "標準準拠", state, None, "移行予定", plan),
            ]
            for title, name, division, area, vendor, end, amount, state, plan in (
                (
                    "住記",
                    "住記",
                    "住民課",
                    "住民基本台帳",
                    "あおば計算",
                    "R13.3.31",
                    3_300,
                    "□準拠　■経過措置あり　□未準拠",
                    "R9.1.4",
                ),
                (
                    "介護",
                    "介護",
                    "福祉課",
                    "介護保険",
                    "みなと情報",
                    "R9.9.30",
                    1_980,
                    "□準拠　□経過措置あり　■未準拠",
                    "未定",
                ),
            )
        },
        expected={
            "住記": {
                **JUKI,
                "division": "住民課",
                "amount": "3300000|ask",
                "conformance": "経過措置あり",
                "planned": "2027-01-04",
            },
            "介護": {
                **KAIGO,
                "division": "福祉課",
                "amount": "1980000|ask",
                "conformance": "未準拠",
                "migrated": False,
            },
        },
    ),
    one(
        "systems under the standard, and below a second list of the others",
        [
            ("１　標準化対象システム",),
            ("No", *HEAD),
            (1, "住記", "住民基本台帳", "あおば計算", "R13.3.31", 3_300_000),
            (2, "介護", "介護保険", "みなと情報", "R9.9.30", 1_980_000),
            (None,),
            ("２　標準化対象外システム",),
            ("No", *HEAD),
            (1, "財務", "財務会計", "ひばりソフト", "R10.3.31", 1_100_000),
            (2, "人給", "人事給与", "ひばりソフト", "R10.3.31", 550_000),
        ],
        {
            "住記": JUKI,
            "介護": KAIGO,
            "財務": {"vendor": "ひばりソフト", "end": "2028-03-31", "amount": 1_100_000},
            "人給": {"vendor": "ひばりソフト", "end": "2028-03-31", "amount": 550_000},
        },
    ),
    one(
        "spans and seasons of the move",
        [
            ("システム名", "業務", "委託先", "移行状況", "移行予定"),
            ("住記", "住民基本台帳", "あおば計算", "未", "R8.12.29～R9.1.3"),
            ("介護", "介護保険", "みなと情報", "未", "R9年度上期"),
            ("税", "税務", "あおば計算", "未", "R9.GW"),
            ("国保", "国保", "あおば計算", "未", "年末年始"),
            ("年金", "国民年金", "あおば計算", "済", "R8.2.1（済）"),
            ("選挙", "選挙人名簿", "あおば計算", "完了", "済"),
            ("戸籍", "戸籍", "あおば計算", "未", "令和8年12月中"),
        ],
        {
            "住記": {"areas": ["住民基本台帳"], "vendor": "あおば計算", "migrated": False, "planned": ASK},
            "介護": {"areas": ["介護保険"], "vendor": "みなと情報", "migrated": False, "planned": ASK},
            "税": {"areas": TAXES, "vendor": "あおば計算", "migrated": False, "planned": ASK},
            "国保": {"areas": ["国民健康保険"], "vendor": "あおば計算", "migrated": False, "planned": ASK},
            "年金": {"areas": ["国民年金"], "vendor": "あおば計算", "migrated": True},
            "選挙": {"areas": ["選挙人名簿管理"], "vendor": "あおば計算", "migrated": True},
            "戸籍": {"areas": ["戸籍"], "vendor": "あおば計算", "migrated": False, "planned": "2026-12-31|ask"},
        },
    ),
    one(
        "divisions that share, branches of offices",
        [
            ("システム名", "業務", "担当課", "委託先"),
            ("住記", "住民基本台帳", "住民課（支所含む）", "あおば計算"),
            ("税", "税務", "税務課・収納課", "あおば計算"),
            ("介護", "介護保険", "福祉課長寿係", "みなと情報"),
            ("国保", "国保", "住民課\n内線123", "みなと情報"),
        ],
        {
            "住記": {"areas": ["住民基本台帳"], "division": "住民課（支所含む）|ask", "vendor": "あおば計算"},
            "税": {"areas": TAXES, "division": ASK, "vendor": "あおば計算"},
            "介護": {"areas": ["介護保険"], "division": "福祉課長寿係", "vendor": "みなと情報"},
            "国保": {"areas": ["国民健康保険"], "division": "住民課|ask", "vendor": "みなと情報"},
        },
    ),
    Habit(
        name="a text with tabs in UTF-16",
        sheets={},
        expected={"住記": JUKI, "介護": KAIGO},
        write=_tabbed,
    ),
    Habit(
        name="a list with semicolons in cp932",
        sheets={},
        expected={"住記": JUKI, "介護": KAIGO},
        write=_semi,
    ),
    one(
        "former names of firms and of systems",
        [
            HEAD,
            ("住記", "住民基本台帳", "あおば計算（旧：青葉電算）", "R13.3.31", 3_300_000),
            ("介護", "介護保険", "みなと情報㈱（R8.4.1～㈱海原情報に社名変更）", "R9.9.30", 1_980_000),
            ("戸籍", "戸籍", "あおば計算 他", "R10.3.31", 1_100_000),
        ],
        {
            "住記": {**JUKI, "vendor": "あおば計算|ask"},
            "介護": {**KAIGO, "vendor": ASK},
            "戸籍": {"areas": ["戸籍"], "vendor": ASK, "end": "2028-03-31", "amount": 1_100_000},
        },
    ),
    one(
        "limits of years to come beside the amount of this year",
        [
            (
                "システム名",
                "業務",
                "委託先",
                "契約期間",
                "債務負担行為限度額（千円）",
                "令和8年度支出予定額（千円）",
                "令和9年度以降（千円）",
            ),
            ("住記", "住民基本台帳", "あおば計算", "R8.4.1～R13.3.31", 16_500, 3_300, 13_200),
            ("介護", "介護保険", "みなと情報", "R4.10.1～R9.9.30", 9_900, 1_980, 990),
        ],
        {
            "住記": {**JUKI, "start": "2026-04-01", "amount": "3300000|ask"},
            "介護": {**KAIGO, "start": "2022-10-01", "amount": "1980000|ask"},
        },
    ),
    one(
        "excel days with hours, years as numbers",
        [
            ("システム名", "業務", "委託先", "導入年度", "契約終了日", "年額(円)"),
            ("住記", "住民基本台帳", "あおば計算", 2021, datetime(2031, 3, 31, 23, 59), 3_300_000.4),
            ("介護", "介護保険", "みなと情報", "R4", 46660, "1 980 000"),
        ],
        {
            "住記": {**JUKI, "amount": "3300000|ask"},
            "介護": {**KAIGO, "end": "2027-09-30|ask", "amount": "1980000|ask"},
        },
    ),
    one(
        "a price for the whole group stands in the first row",
        [
            HEAD,
            ("住記", "住民基本台帳", "あおば計算", "R13.3.31", "3,300,000（住記・印鑑・国保分）"),
            ("印鑑", "印鑑登録", "〃", "〃", "上記に含む"),
            ("国保", "国保", "〃", "〃", "↑"),
        ],
        {
            "住記": {**JUKI, "amount": ASK},
            "印鑑": {"areas": ["印鑑登録"], "vendor": "あおば計算", "end": "2031-03-31", "amount": ASK},
            "国保": {"areas": ["国民健康保険"], "vendor": "あおば計算", "end": "2031-03-31", "amount": ASK},
        },
    ),
    one(
        "two columns of vendors: who sold it and who keeps it",
        [
            ("システム名", "業務", "開発元", "保守業者", "契約終了日", "年額(円)"),
            ("住記", "住民基本台帳", "北辰製作所", "あおば計算", "R13.3.31", 3_300_000),
            ("介護", "介護保険", "みなと情報", "みなと情報", "R9.9.30", 1_980_000),
        ],
        {"住記": {**JUKI, "vendor": ASK}, "介護": KAIGO},
    ),
    one(
        "marks for the area, several systems serve one",
        [
            ("業務", "住民情報総合", "税総合", "福祉総合"),
            ("住民基本台帳", "○", "", ""),
            ("個人住民税", "", "○", ""),
            ("固定資産税", "", "○", ""),
            ("介護保険", "", "", "○"),
            ("児童手当", "○", "", "△"),
        ],
        {
            "住民情報総合": {"areas": ["住民基本台帳", "児童手当"]},
            "税総合": {"areas": ["個人住民税", "固定資産税"]},
            "福祉総合": {"areas": ["介護保険"]},
        },
    ),
    one(
        "the end of a lease and the end of upkeep",
        [
            ("システム名", "業務", "委託先", "リース満了", "保守契約満了", "年額(円)"),
            ("住記", "住民基本台帳", "あおば計算", "R9.3.31", "R13.3.31", 3_300_000),
            ("介護", "介護保険", "みなと情報", None, "R9.9.30", 1_980_000),
        ],
        {"住記": {**JUKI, "end": ASK}, "介護": KAIGO},
    ),
    one(
        "negative and corrected amounts",
        [
            HEAD,
            ("住記", "住民基本台帳", "あおば計算", "R13.3.31", "3,000,000→3,300,000"),
            ("介護", "介護保険", "みなと情報", "R9.9.30", "▲1,980,000"),
            ("戸籍", "戸籍", "みなと情報", "R10.3.31", "1,000,000+税"),
            ("税", "税務", "みなと情報", "R10.3.31", "1,000,000円×1.1"),
            ("国保", "国保", "みなと情報", "R10.3.31", "@50,000×12"),
        ],
        {
            "住記": {**JUKI, "amount": ASK},
            "介護": {**KAIGO, "amount": ASK},
            "戸籍": {"areas": ["戸籍"], "vendor": "みなと情報", "end": "2028-03-31", "amount": "1100000|ask"},
            "税": {"areas": TAXES, "vendor": "みなと情報", "end": "2028-03-31", "amount": "1100000|ask"},
            "国保": {"areas": ["国民健康保険"], "vendor": "みなと情報", "end": "2028-03-31", "amount": "600000|ask"},
        },
    ),
    one(
        "states in a sentence",
        [
            ("システム名", "業務", "委託先", "標準化の状況"),
            ("住記", "住民基本台帳", "あおば計算", "R8.1に標準準拠システムへ移行済み"),
            ("介護", "介護保険", "みなと情報", "R9.1移行予定で構築中"),
            ("国保", "国保", "みなと情報", "未対応（R9年度対応予定）"),
            ("税", "税務", "あおば計算", "標準化対象外"),
        ],
        {
            "住記": {"areas": ["住民基本台帳"], "vendor": "あおば計算", "migrated": "True|ask"},
            "介護": {
                "areas": ["介護保険"],
                "vendor": "みなと情報",
                "migrated": "False|ask",
                "planned": "2027-01-31|ask",
            },
            "国保": {
                "areas": ["国民健康保険"],
                "vendor": "みなと情報",
                "migrated": ASK,
            },
            "税": {"areas": TAXES, "vendor": "あおば計算"},
        },
    ),
)
