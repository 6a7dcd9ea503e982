"""A ninth hand: contracts apart from systems, one sheet a division, links with arrows, headings in three rows, years of
sheets, cells that hold several facts.

The right values were written before any of these was read.
"""

from __future__ import annotations

from tests.intake.habits import ASK, HEAD, Habit, _merge, one
from tests.intake.habits_fourth import JUKI, KAIGO, TAXES

NINTH = (
    Habit(
        name="systems without money, contracts on a sheet of their own with the systems in words",
        sheets={
            "システム": [
                ("No.", "システム名", "業務", "主管課"),
                (1, "住民情報", "住基・印鑑", "住民課"),
                (2, "税総合", "税務", "税務課"),
                (3, "介護", "介護保険", "福祉課"),
            ],
            "契約": [
                ("契約番号", "契約名", "対象システム", "相手方", "契約日", "履行期間", "契約金額(年額・税込)"),
                (
                    "R8-001",
                    "総合住民情報システム利用契約",
                    "住民情報、税総合",
                    "あおば計算",
                    "R8.4.1",
                    "R8.4.1～R13.3.31",
                    4_400_000,
                ),
                (
                    "R8-002",
                    "介護保険システム保守業務委託",
                    "介護",
                    "みなと情報",
                    "R8.4.1",
                    "R8.4.1～R9.3.31",
                    1_980_000,
                ),
                ("合計", None, None, None, None, None, 6_380_000),
            ],
        },
        expected={
            "住民情報": {
                "areas": ["住民基本台帳", "印鑑登録"],
                "division": "住民課",
                "start": "2026-04-01",
                "end": "2031-03-31",
                "amount": 4_400_000,
            },
            "税総合": {
                "areas": TAXES,
                "division": "税務課",
                "start": "2026-04-01",
                "end": "2031-03-31",
                "amount": 4_400_000,
            },
            "介護": {
                "areas": ["介護保険"],
                "division": "福祉課",
                "start": "2026-04-01",
                "end": "2027-03-31",
                "amount": 1_980_000,
            },
        },
    ),
    Habit(
        name="one sheet a division",
        sheets={
            "住民課": [("住民課 システム一覧",), HEAD, ("住記", "住民基本台帳", "あおば計算", "R13.3.31", 3_300_000)],
            "福祉課": [("福祉課 システム一覧",), HEAD, ("介護", "介護保険", "みなと情報", "R9.9.30", 1_980_000)],
        },
        expected={"住記": {**JUKI, "division": "住民課|ask"}, "介護": {**KAIGO, "division": "福祉課|ask"}},
    ),
    Habit(
        name="links in a column with arrows and data",
        sheets={
            "一覧": [
                ("システム名", "業務", "委託先", "連携"),
                ("住記", "住民基本台帳", "あおば計算", "→介護（異動情報）、→税（住民情報）"),
                ("介護", "介護保険", "みなと情報", "←住記"),
                ("税", "税務", "あおば計算", "なし"),
            ]
        },
        expected={
            "住記": {"areas": ["住民基本台帳"], "vendor": "あおば計算"},
            "介護": {"areas": ["介護保険"], "vendor": "みなと情報"},
            "税": {"areas": TAXES, "vendor": "あおば計算"},
        },
        links=frozenset({("住記", "介護"), ("住記", "税")}),
    ),
    one(
        "sheet of systems and of machines between",
        [
            HEAD,
            ("住記", "住民基本台帳", "あおば計算", "R13.3.31", 3_300_000),
            ("住記用サーバ", "機器", "あおば計算", "R13.3.31", 550_000),
            ("介護", "介護保険", "みなと情報", "R9.9.30", 1_980_000),
            ("LGWAN回線", "回線", "ひかり通信", "R9.3.31", 660_000),
        ],
        {
            "住記": JUKI,
            "介護": KAIGO,
            "住記用サーバ": {"vendor": "あおば計算", "end": "2031-03-31", "amount": 550_000},
            "LGWAN回線": {"vendor": "ひかり通信", "end": "2027-03-31", "amount": 660_000},
        },
    ),
    one(
        "the system of the cell and its package in brackets",
        [
            ("システム名（パッケージ名）", "業務", "委託先", "契約終了日", "年額(円)"),
            ("住記（あおば住民V3）", "住民基本台帳", "あおば計算", "R13.3.31", 3_300_000),
            ("介護（みなとケア）", "介護保険", "みなと情報", "R9.9.30", 1_980_000),
        ],
        {"住記（あおば住民V3）": JUKI, "介護（みなとケア）": KAIGO},
    ),
    one(
        "areas and vendors swapped order, English heads",
        [
            ("System", "Vendor", "業務名", "契約期限", "年間費用（円、税込）"),
            ("住記", "あおば計算", "住民記録", "2031/3/31", 3_300_000),
            ("介護", "みなと情報", "介護保険", "2027/9/30", 1_980_000),
        ],
        {"住記": JUKI, "介護": KAIGO},
    ),
    one(
        "amounts in three columns: rent, upkeep, sum",
        [
            ("システム名", "業務", "委託先", "契約終了日", "経費（千円・年額）", None, None),
            (None, None, None, None, "賃借料", "保守料", "計"),
            ("住記", "住民基本台帳", "あおば計算", "R13.3.31", 2_200, 1_100, 3_300),
            ("介護", "介護保険", "みなと情報", "R9.9.30", 1_980, None, 1_980),
        ],
        {"住記": JUKI, "介護": KAIGO},
        _merge("A1:A2", "B1:B2", "C1:C2", "D1:D2", "E1:G1"),
    ),
    one(
        "amounts of rent and upkeep without a sum",
        [
            ("システム名", "業務", "委託先", "契約終了日", "賃借料（年額・円）", "保守料（年額・円）"),
            ("住記", "住民基本台帳", "あおば計算", "R13.3.31", 2_200_000, 1_100_000),
            ("介護", "介護保険", "みなと情報", "R9.9.30", 1_980_000, None),
        ],
        {"住記": {**JUKI, "amount": "3300000|ask"}, "介護": {**KAIGO, "amount": "1980000|ask"}},
    ),
    Habit(
        name="a sheet for each year, the last one counts",
        sheets={
            "R7": [
                ("令和7年度システム一覧",),
                HEAD,
                ("住記", "住民基本台帳", "青葉電算", "R8.3.31", 3_000_000),
                ("介護", "介護保険", "みなと情報", "R9.9.30", 1_900_000),
            ],
            "R8": [
                ("令和8年度システム一覧",),
                HEAD,
                ("住記", "住民基本台帳", "あおば計算", "R13.3.31", 3_300_000),
                ("介護", "介護保険", "みなと情報", "R9.9.30", 1_980_000),
            ],
        },
        expected={"住記": JUKI, "介護": KAIGO},
    ),
    one(
        "planned dates with what is meant by them",
        [
            ("システム名", "業務", "委託先", "移行予定時期"),
            ("住記", "住民基本台帳", "あおば計算", "令和9年1月4日（月）本稼働"),
            ("介護", "介護保険", "みなと情報", "R9.9（第2グループ）"),
            ("税", "税務", "あおば計算", "R10.1 稼働予定"),
            ("国保", "国保", "みなと情報", "移行済（R7.10.1）"),
            ("年金", "国民年金", "みなと情報", "R8.1移行済"),
            ("戸籍", "戸籍", "みなと情報", "国のシステム更改に合わせる"),
        ],
        {
            "住記": {"areas": ["住民基本台帳"], "vendor": "あおば計算", "planned": "2027-01-04|ask"},
            "介護": {"areas": ["介護保険"], "vendor": "みなと情報", "planned": "2027-09-30|ask"},
            "税": {"areas": TAXES, "vendor": "あおば計算", "planned": "2028-01-31|ask"},
            "国保": {"areas": ["国民健康保険"], "vendor": "みなと情報", "migrated": "True|ask"},
            "年金": {"areas": ["国民年金"], "vendor": "みなと情報", "migrated": "True|ask"},
            "戸籍": {"areas": ["戸籍"], "vendor": "みなと情報", "planned": ASK},
        },
    ),
    one(
        "contracts renewed every year, months and lengths as terms",
        [
            ("システム名", "業務", "委託先", "契約形態", "契約期間", "年額(円)"),
            ("住記", "住民基本台帳", "あおば計算", "長期継続契約", "R8.4.1から5年間", 3_300_000),
            ("介護", "介護保険", "みなと情報", "単年度契約", "R8年度", 1_980_000),
            ("税", "税務", "あおば計算", "リース", "60か月（R8.4～）", 1_100_000),
            ("国保", "国保", "みなと情報", "随意契約", "毎年度更新", 550_000),
        ],
        {
            "住記": {**JUKI, "start": "2026-04-01|ask", "end": "2031-03-31|ask"},
            "介護": {
                "areas": ["介護保険"],
                "vendor": "みなと情報",
                "start": "2026-04-01|ask",
                "end": "2027-03-31|ask",
                "amount": 1_980_000,
            },
            "税": {
                "areas": TAXES,
                "vendor": "あおば計算",
                "start": "2026-04-01|ask",
                "end": "2031-03-31|ask",
                "amount": 1_100_000,
            },
            "国保": {"areas": ["国民健康保険"], "vendor": "みなと情報", "end": ASK, "amount": 550_000},
        },
    ),
    one(
        "three kinds of headings stacked, a row of numbers of columns below",
        [
            ("基本情報", None, None, "契約情報", None, "標準化", None),
            ("システム", "業務", "ベンダ", "期間", "金額", "状況", "予定"),
            ("名称", "区分", "名称", "満了日", "年額(円)", "移行済／未", "年月"),
            ("①", "②", "③", "④", "⑤", "⑥", "⑦"),
            ("住記", "住民基本台帳", "あおば計算", "R13.3.31", 3_300_000, "移行済", None),
            ("介護", "介護保険", "みなと情報", "R9.9.30", 1_980_000, "未", "R9.9"),
        ],
        {
            "住記": {**JUKI, "migrated": True},
            "介護": {**KAIGO, "migrated": False, "planned": "2027-09-30"},
        },
        _merge("A1:C1", "D1:E1", "F1:G1"),
    ),
    one(
        "two towns share a sheet, ours is named in a column",
        [
            ("団体名", *HEAD),
            ("見本町", "住記", "住民基本台帳", "あおば計算", "R13.3.31", 3_300_000),
            ("見本町", "介護", "介護保険", "みなと情報", "R9.9.30", 1_980_000),
        ],
        {"住記": JUKI, "介護": KAIGO},
    ),
    one(
        "vendor with its representative and telephone in lines",
        [
            HEAD,
            ("住記", "住民基本台帳", "あおば計算\n担当：田中\n026-000-0000", "R13.3.31", 3_300_000),
            ("介護", "介護保険", "みなと情報（担当 鈴木）", "R9.9.30", 1_980_000),
        ],
        {"住記": {**JUKI, "vendor": "あおば計算|ask"}, "介護": {**KAIGO, "vendor": "みなと情報|ask"}},
    ),
    one(
        "areas in one cell with their IDs and without",
        [
            ("システム名", "業務", "委託先"),
            ("住記", "(1)住民基本台帳 (2)印鑑登録 (9)選挙人名簿管理", "あおば計算"),
            ("福祉", "障がい者福祉／児童手当／児童扶養手当／生保", "みなと情報"),
            ("税", "固定・軽自・住民税（個人・法人）", "あおば計算"),
        ],
        {
            "住記": {"areas": "['住民基本台帳', '印鑑登録', '選挙人名簿管理']|ask", "vendor": "あおば計算"},
            "福祉": {"areas": "['障害者福祉', '児童手当', '児童扶養手当', '生活保護']|ask", "vendor": "みなと情報"},
            "税": {"areas": "['固定資産税', '軽自動車税', '個人住民税', '法人住民税']|ask", "vendor": "あおば計算"},
        },
    ),
)
