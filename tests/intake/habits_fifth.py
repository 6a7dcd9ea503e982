"""A fifth hand: cells split over columns, states by area on another sheet, parts of an amount, two lists side by side.

The right values were written before any of these was read.
"""

from __future__ import annotations

from datetime import date

from tests.intake.habits import ASK, HEAD, Habit, _hide_column, _merge, one
from tests.intake.habits_fourth import JUKI, KAIGO, ROWS, TAXES

FIFTH = (
    one(
        "a term over three columns",
        [
            ("システム名", "業務", "委託先", "契約期間", None, None, "年額(円)"),
            ("住記", "住民基本台帳", "あおば計算", "R8.4.1", "～", "R13.3.31", 3_300_000),
            ("介護", "介護保険", "みなと情報", "R4.10.1", "～", "R9.9.30", 1_980_000),
        ],
        {"住記": {**JUKI, "start": "2026-04-01"}, "介護": {**KAIGO, "start": "2022-10-01"}},
        _merge("D1:F1"),
    ),
    one(
        "a term over two columns without words",
        [
            ("システム名", "業務", "委託先", "契約期間", None, "年額(円)"),
            ("住記", "住民基本台帳", "あおば計算", date(2026, 4, 1), date(2031, 3, 31), 3_300_000),
            ("介護", "介護保険", "みなと情報", date(2022, 10, 1), date(2027, 9, 30), 1_980_000),
        ],
        {"住記": {**JUKI, "start": "2026-04-01|ask"}, "介護": {**KAIGO, "start": "2022-10-01|ask"}},
        _merge("D1:E1"),
    ),
    one(
        "a day over three columns",
        [
            ("システム名", "業務", "委託先", "契約満了日", None, None, "年額(円)"),
            (None, None, None, "年(令和)", "月", "日", None),
            ("住記", "住民基本台帳", "あおば計算", 13, 3, 31, 3_300_000),
            ("介護", "介護保険", "みなと情報", 9, 9, 30, 1_980_000),
        ],
        {"住記": {**JUKI, "end": "2031-03-31|ask"}, "介護": {**KAIGO, "end": "2027-09-30|ask"}},
        _merge("A1:A2", "B1:B2", "C1:C2", "D1:F1", "G1:G2"),
    ),
    Habit(
        name="states by area on another sheet",
        sheets={
            "システム一覧": [
                ("システム名", "業務", "委託先"),
                ("総合住民", "住民基本台帳、印鑑登録", "あおば計算"),
                ("ささえ介護", "介護保険", "みなと情報"),
            ],
            "移行状況": [
                ("標準化対象業務", "移行状況", "移行予定日"),
                ("住民基本台帳", "移行済", None),
                ("印鑑登録", "移行済", None),
                ("介護保険", "未移行", "R9.1.4"),
            ],
        },
        expected={
            "総合住民": {
                "areas": ["住民基本台帳", "印鑑登録"],
                "vendor": "あおば計算",
                "migrated": "True|ask",
            },
            "ささえ介護": {
                "areas": ["介護保険"],
                "vendor": "みなと情報",
                "migrated": "False|ask",
                "planned": "2027-01-04|ask",
            },
        },
    ),
    one(
        "upkeep and lease of one system",
        [
            ("システム名", "業務", "保守", None, "機器リース", None),
            (None, None, "業者", "年額(円)", "業者", "年額(円)"),
            ("住記", "住民基本台帳", "あおば計算", 2_200_000, "港リース", 1_100_000),
            ("介護", "介護保険", "みなと情報", 1_980_000, None, None),
        ],
        {
            "住記": {"areas": ["住民基本台帳"], "vendor": ASK, "amount": "3300000|ask"},
            "介護": {"areas": ["介護保険"], "vendor": "みなと情報", "amount": "1980000|ask"},
        },
        _merge("A1:A2", "B1:B2", "C1:D1", "E1:F1"),
    ),
    one(
        "one system over three rows of areas, its amount merged",
        [
            HEAD,
            ("総合行政", "住民基本台帳", "あおば計算", "R13.3.31", 9_900_000),
            (None, "印鑑登録", None, None, None),
            (None, "個人住民税", None, None, None),
            ("介護", "介護保険", "みなと情報", "R9.9.30", 1_980_000),
        ],
        {
            "総合行政": {
                **JUKI,
                "areas": ["住民基本台帳", "印鑑登録", "個人住民税"],
                "amount": 9_900_000,
            },
            "介護": KAIGO,
        },
        _merge("A2:A4", "C2:C4", "D2:D4", "E2:E4"),
    ),
    Habit(
        name="one system over three rows of areas, nothing merged",
        sheets={
            "Sheet1": [
                HEAD,
                ("総合行政", "住民基本台帳", "あおば計算", "R13.3.31", 9_900_000),
                (None, "印鑑登録", None, None, None),
                (None, "個人住民税", None, None, None),
                ("介護", "介護保険", "みなと情報", "R9.9.30", 1_980_000),
            ]
        },
        # Whose are the areas of rows without a name? They are told, and asked for.
        expected={"総合行政": {**JUKI, "areas": ["住民基本台帳"], "amount": 9_900_000}, "介護": KAIGO},
        asks=("印鑑登録", "個人住民税"),
    ),
    one(
        "numbers and codes before the words",
        [
            HEAD,
            ("①住記", "01:住民基本台帳", "あおば計算", "R13.3.31", 3_300_000),
            ("②介護", "11:介護保険", "みなと情報", "R9.9.30", 1_980_000),
        ],
        {"①住記": {**JUKI, "areas": ["住民基本台帳"]}, "②介護": KAIGO},
    ),
    one(
        "two lists of systems side by side",
        [
            ("住民系", None, None, None, "福祉系", None, None),
            ("システム名", "委託先", "契約終了日", None, "システム名", "委託先", "契約終了日"),
            ("住民記録", "あおば計算", "R13.3.31", None, "介護保険", "みなと情報", "R9.9.30"),
            ("印鑑登録", "あおば計算", "R13.3.31", None, "児童手当", "みなと情報", "R9.9.30"),
        ],
        {
            "住民記録": {"areas": ["住民基本台帳"], "vendor": "あおば計算", "end": "2031-03-31"},
            "印鑑登録": {"areas": ["印鑑登録"], "vendor": "あおば計算", "end": "2031-03-31"},
            "介護保険": {"areas": ["介護保険"], "vendor": "みなと情報", "end": "2027-09-30"},
            "児童手当": {"areas": ["児童手当"], "vendor": "みなと情報", "end": "2027-09-30"},
        },
    ),
    one(
        "last year's outcome, this year's budget, the difference",
        [
            ("", "", "", "", "（単位：千円、税込）"),
            ("システム名", "業務", "R7決算", "R8予算", "増減", "増減率"),
            ("住記", "住民基本台帳", 3_000, 3_300, 300, "10.0%"),
            ("介護", "介護保険", 2_000, 1_980, -20, "△1.0%"),
        ],
        {
            "住記": {"areas": ["住民基本台帳"], "amount": 3_300_000},
            "介護": {"areas": ["介護保険"], "amount": 1_980_000},
        },
    ),
    one(
        "only last year's outcome",
        [
            ("システム名", "業務", "令和7年度決算額（円）"),
            ("住記", "住民基本台帳", 3_300_000),
            ("介護", "介護保険", 1_980_000),
        ],
        {
            "住記": {"areas": ["住民基本台帳"], "amount": ASK},
            "介護": {"areas": ["介護保険"], "amount": ASK},
        },
    ),
    one(
        "days with words behind them",
        [
            ("システム名", "業務", "契約終了日", "移行予定日"),
            ("住記", "住民基本台帳", "R13.3.31（自動更新あり）", "R9.1.4（予備日R9.2.11）"),
            ("介護", "介護保険", "R9.9.30　※延長協議中", "R9.1上旬"),
            ("国保", "国保", "令和9年3月31日限り", "R8年12月～R9年1月"),
            ("年金", "国民年金", "2027.3.31予定", "令和9年度第2四半期"),
            ("児手", "児童手当", "R9.3.31（解約済）", "R9.1.4に延期"),
        ],
        {
            "住記": {"areas": ["住民基本台帳"], "end": "2031-03-31", "planned": ASK},
            "介護": {"areas": ["介護保険"], "end": ASK, "planned": "2027-01-31|ask"},
            "国保": {"areas": ["国民健康保険"], "end": "2027-03-31|ask", "planned": ASK},
            "年金": {"areas": ["国民年金"], "end": "2027-03-31|ask", "planned": ASK},
            "児手": {"areas": ["児童手当"], "end": ASK, "planned": ASK},
        },
    ),
    one(
        "systems to come and systems to go by a column of life",
        [
            ("システム名", "業務", "委託先", "状況"),
            ("住記", "住民基本台帳", "あおば計算", "稼働中"),
            ("旧税", "税務", "あおば計算", "R8.3.31廃止"),
            ("新税", "税務", "みなと情報", "稼働中"),
            ("国保", "国保", "みなと情報", "R9.3.31廃止予定"),
            ("後期", "後期高齢者医療", "みなと情報", "構築中"),
        ],
        {
            "住記": {"areas": ["住民基本台帳"], "vendor": "あおば計算"},
            "新税": {"areas": TAXES, "vendor": "みなと情報"},
            "国保": {"areas": ["国民健康保険"], "vendor": "みなと情報"},
            "後期": {"areas": ["後期高齢者医療"], "vendor": "みなと情報", "migrated": "False|ask"},
        },
    ),
    one(
        "firm and telephone in one cell, a person below",
        [
            HEAD,
            ("住記", "住民基本台帳", "あおば計算\nTEL 03-0000-0000", "R13.3.31", 3_300_000),
            ("介護", "介護保険", "みなと情報　港（担当）", "R9.9.30", 1_980_000),
            ("国保", "国保", "みなと情報 公共事業部 港様", "R9.9.30", 1_980_000),
        ],
        {
            "住記": JUKI,
            "介護": {**KAIGO, "vendor": "みなと情報|ask"},
            "国保": {**KAIGO, "areas": ["国民健康保険"], "vendor": "みなと情報|ask"},
        },
    ),
    Habit(
        name="a copy of the list as of last year under a plain name",
        sheets={
            "一覧": [("令和8年10月1日現在",), *ROWS],
            "一覧(2)": [
                ("令和7年10月1日現在",),
                HEAD,
                ("住記", "住民基本台帳", "あおば計算", "R8.3.31", 3_000_000),
                ("介護", "介護保険", "みなと情報", "R9.9.30", 1_800_000),
            ],
        },
        expected={
            "住記": {**JUKI, "end": "2031-03-31|ask", "amount": "3300000|ask"},
            "介護": {**KAIGO, "amount": "1980000|ask"},
        },
    ),
    one(
        "the unit and tax in the title of the amounts",
        [
            ("システム名", "業務", "経費（千円・税抜・年額）", None, None),
            (None, None, "保守", "賃借", "計"),
            ("住記", "住民基本台帳", 2_000, 1_000, 3_000),
            ("介護", "介護保険", 1_800, 0, 1_800),
        ],
        {
            "住記": {"areas": ["住民基本台帳"], "amount": "3300000|ask"},
            "介護": {"areas": ["介護保険"], "amount": "1980000|ask"},
        },
        _merge("A1:A2", "B1:B2", "C1:E1"),
    ),
    one(
        "months times twelve and a sum in words",
        [
            ("システム名", "業務", "月額（税抜）", "年額（税込）"),
            ("住記", "住民基本台帳", "250,000円", "3,300,000円"),
            ("介護", "介護保険", "150,000円", "1,980,000円"),
        ],
        {
            "住記": {"areas": ["住民基本台帳"], "amount": "3300000|ask"},
            "介護": {"areas": ["介護保険"], "amount": "1980000|ask"},
        },
    ),
    one(
        "a hidden column of the coming firm, a visible one without a name",
        [
            ("システム名", "業務", "次期委託先", "委託先", "契約終了日", "年額(円)", None),
            ("住記", "住民基本台帳", "港リース", "あおば計算", "R13.3.31", 3_300_000, "済"),
            ("介護", "介護保険", "港リース", "みなと情報", "R9.9.30", 1_980_000, None),
        ],
        {"住記": JUKI, "介護": KAIGO},
        _hide_column("C"),
    ),
    one(
        "the ledger as questions and answers with choices",
        [
            (
                "番号",
                "システムの名称は何ですか",
                "どの業務で使っていますか",
                "標準化の移行は完了しましたか",
                "契約はいつまでですか",
            ),
            (1, "住記", "住民基本台帳", "1.はい　2.いいえ　→1", "R13.3.31"),
            (2, "介護", "介護保険", "②いいえ", "R9.9.30"),
            (3, "国保", "国保", "はい", "R9.9.30"),
        ],
        {
            "住記": {"areas": ["住民基本台帳"], "end": "2031-03-31", "migrated": ASK},
            "介護": {"areas": ["介護保険"], "end": "2027-09-30", "migrated": "False|ask"},
            "国保": {"areas": ["国民健康保険"], "end": "2027-09-30", "migrated": "True|ask"},
        },
    ),
    Habit(
        name="contracts of several years under one name",
        sheets={
            "システム": [("システム名", "業務"), ("住記", "住民基本台帳")],
            "契約": [
                ("契約件名", "対象システム", "契約相手方", "契約開始日", "契約終了日", "年額(円)"),
                ("住記保守業務", "住記", "あおば計算", "R7.4.1", "R8.3.31", 3_000_000),
                ("住記保守業務", "住記", "あおば計算", "R8.4.1", "R9.3.31", 3_300_000),
            ],
        },
        expected={
            "住記": {
                "areas": ["住民基本台帳"],
                "start": "2026-04-01",
                "end": "2027-03-31",
                "amount": 3_300_000,
            }
        },
    ),
    one(
        "states that say two things",
        [
            ("システム名", "業務", "準拠状況", "移行状況"),
            ("住記", "住民基本台帳", "準拠(R9予定)", "移行済(本番はR9.1)"),
            ("介護", "介護保険", "準拠→経過措置", "未移行(R8.12.1移行済)"),
            ("国保", "国保", "概ね準拠", "移行済/一部未"),
            ("年金", "国民年金", "準拠？", "済(旧システムも併用)"),
            ("児手", "児童手当", "準拠(2.1版)", "○(R9.1)"),
        ],
        {
            "住記": {"areas": ["住民基本台帳"], "conformance": ASK, "migrated": ASK},
            "介護": {"areas": ["介護保険"], "conformance": ASK, "migrated": ASK},
            "国保": {"areas": ["国民健康保険"], "conformance": ASK, "migrated": ASK},
            "年金": {"areas": ["国民年金"], "conformance": ASK, "migrated": ASK},
            "児手": {"areas": ["児童手当"], "conformance": "準拠|ask", "migrated": ASK},
        },
    ),
    one(
        "areas as offices abbreviate and join them",
        [
            ("システム名", "業務", "委託先"),
            ("A", "住基／印鑑／国年", "あおば計算"),
            ("B", "国保（資格・賦課・給付）", "あおば計算"),
            ("C", "障がい・生保", "あおば計算"),
            ("D", "税（住民税・固定・軽自）、収納", "あおば計算"),
            ("E", "後期高齢＋介護", "あおば計算"),
            ("H", "税（固定、軽自）", "あおば計算"),
            ("F", "児童手当ほか", "あおば計算"),
            ("G", "戸籍（附票含む）", "あおば計算"),
        ],
        {
            "A": {"areas": ["住民基本台帳", "印鑑登録", "国民年金"], "vendor": "あおば計算"},
            "B": {"areas": ["国民健康保険"], "vendor": "あおば計算"},
            "C": {"areas": ["障害者福祉", "生活保護"], "vendor": "あおば計算"},
            "D": {"areas": ["個人住民税", "固定資産税", "軽自動車税", "法人住民税"], "vendor": "あおば計算"},
            "E": {"areas": ["後期高齢者医療", "介護保険"], "vendor": "あおば計算"},
            "H": {"areas": ["固定資産税", "軽自動車税"], "vendor": "あおば計算"},
            "F": {"areas": ["児童手当"], "vendor": "あおば計算"},
            "G": {"areas": ["戸籍", "戸籍の附票"], "vendor": "あおば計算"},
        },
    ),
    one(
        "a list of the move: areas, the vendor to come, steps, the month of the cut-over",
        [
            ("標準準拠システム移行 進捗管理表", None, None, None, None, "2026/10/30 デジタル推進課"),
            ("業務名", "移行先ベンダ", "適合状況", "データ移行", "本番移行", "状況"),
            ("住民基本台帳", "あおば計算", "準拠", "作業中", "2027年1月", "作業中"),
            ("固定資産税", "みなと情報", None, "完了", None, "移行完了"),
        ],
        {
            "住民基本台帳": {
                "areas": ["住民基本台帳"],
                "conformance": "準拠",
                "planned": "2027-01-31",
                "migrated": False,
            },
            "固定資産税": {"areas": ["固定資産税"], "vendor": "みなと情報", "migrated": True},
        },
    ),
    one(
        "three levels of headings over areas: today with its contract, next with its day",
        [
            ("業務", "現行", None, None, "次期", None),
            (None, "業者", "契約", None, "業者", "稼働予定"),
            (None, None, "自", "至", None, None),
            ("住民基本台帳", "あおば計算", "R4.4.1", "R9.3.31", "みなと情報", "R9.4"),
        ],
        {
            "住民基本台帳": {
                "areas": ["住民基本台帳"],
                "vendor": "あおば計算",
                "start": "2022-04-01",
                "end": "2027-03-31",
                "planned": "2027-04-30",
            }
        },
        _merge("A1:A3", "B1:D1", "E1:F1", "B2:B3", "C2:D2", "E2:E3", "F2:F3"),
    ),
    one(
        "parts of an amount with their sum, a day expected",
        [
            ("令和8年度 電算経費", None, None, None, "(単位:千円)"),
            ("システム名", "業務", "令和8年度", None, None, "移行完了(見込)"),
            (None, None, "委託料", "使用料", "計", None),
            ("住記", "住民基本台帳", 6_600, 2_640, 9_240, "R9.3"),
            ("介護", "介護保険", 1_100, 880, 1_980, "R9.9"),
        ],
        {
            "住記": {"areas": ["住民基本台帳"], "amount": 9_240_000, "planned": "2027-03-31"},
            "介護": {"areas": ["介護保険"], "amount": 1_980_000, "planned": "2027-09-30"},
        },
        _merge("A2:A3", "B2:B3", "C2:E2", "F2:F3"),
    ),
    one(
        "amounts of contracts by their year: of the year, or of a term begun in it?",
        [
            ("システム名", "業務", "R7契約額(円)", "R8契約額(円)"),
            ("住記", "住民基本台帳", 2_640_000, 2_750_000),
        ],
        {"住記": {"areas": ["住民基本台帳"], "amount": "2750000|ask"}},
    ),
    one(
        "a row for every year of a contract",
        [
            ("年度", "システム名", "業務", "契約先", "契約開始日", "契約終了日", "契約額(税込・円)"),
            ("R7", "住記", "住民基本台帳", "あおば計算", "R7.4.1", "R8.3.31", 2_200_000),
            ("R8", "住記", "住民基本台帳", "あおば計算", "R8.4.1", "R9.3.31", 2_310_000),
            ("R9", "住記", "住民基本台帳", "みなと情報", "R9.4.1", "R10.3.31", 2_400_000),
        ],
        {
            "住記": {
                "areas": ["住民基本台帳"],
                "vendor": "あおば計算",
                "start": "2026-04-01",
                "end": "2027-03-31",
                "amount": 2_310_000,
            }
        },
    ),
    Habit(
        name="contracts that name systems by their numbers",
        sheets={
            "一覧": [("管理番号", "システム名", "業務"), ("S01", "住記", "住民基本台帳"), ("S02", "介護", "介護保険")],
            "契約": [
                ("契約件名", "対象システム", "契約者", "契約終了日", "年額(円)"),
                ("住民情報系保守", "S01、S02", "あおば計算", "R10.3.31", 5_500_000),
            ],
        },
        expected={
            "住記": {"areas": ["住民基本台帳"], "end": "2028-03-31", "amount": 5_500_000},
            "介護": {"areas": ["介護保険"], "end": "2028-03-31", "amount": 5_500_000},
        },
    ),
    *(
        Habit(
            name=f"a matrix of links ({corner})",
            sheets={
                "一覧": [("システム名", "業務"), ("住記", "住民基本台帳"), ("国保", "国保"), ("介護", "介護保険")],
                "連携": [
                    (corner, "住記", "国保", "介護"),
                    ("住記", "-", "○", "○"),
                    ("国保", None, "＼", "△"),
                    ("介護", None, None, None),
                    ("○:連携あり　△:検討中",),
                ],
            },
            expected={
                "住記": {"areas": ["住民基本台帳"]},
                "国保": {"areas": ["国民健康保険"]},
                "介護": {"areas": ["介護保険"]},
            },
            links=frozenset(pairs),
            asks=asks,
        )
        for corner, pairs, asks in (
            ("送信元＼受信先", (("住記", "国保"), ("住記", "介護")), ("△",)),
            ("受信側＼送信側", (("国保", "住記"), ("介護", "住記")), ("△",)),
            ("", (), ("△", "連携")),
        )
    ),
    one(
        "what colours mean, below a list of two columns",
        [("システム名", "委託先"), ("住記", "あおば計算"), (None, None), ("緑色の行は移行済",)],
        {"住記": {"areas": ["住民基本台帳"], "vendor": "あおば計算"}},
    ),
    one(
        "boxes filled and empty under areas",
        [("システム名", "住民基本台帳", "印鑑登録", "戸籍"), ("総合窓口", "■", "■", "□"), ("戸籍情報", "□", "□", "■")],
        {"総合窓口": {"areas": ["住民基本台帳", "印鑑登録"]}, "戸籍情報": {"areas": ["戸籍"]}},
    ),
    one(
        "a legend inside the heading turns the usual marks round",
        [
            ("システム名", "業務", "移行状況\n(○:未着手 △:作業中 ×:済)"),
            ("住記", "住民基本台帳", "○"),
            ("介護", "介護保険", "△"),
            ("国保", "国保", "×"),
        ],
        {
            "住記": {"areas": ["住民基本台帳"], "migrated": False},
            "介護": {"areas": ["介護保険"], "migrated": False},
            "国保": {"areas": ["国民健康保険"], "migrated": True},
        },
    ),
    one(
        "amounts in words below a heading of amounts",
        [("システム名", "契約額"), ("住記", "5年総額39,600千円(月額660千円)"), ("介護", "年額1,100,000円(税込)")],
        {
            "住記": {"areas": ["住民基本台帳"], "amount": ASK},
            "介護": {"areas": ["介護保険"], "amount": "1100000|ask"},
        },
    ),
    one(
        "names with what they were called before, states with 経過措置",
        [
            ("システム名", "業務", "準拠状況"),
            ("住民情報システム(旧:ふるさと住記)", "住民基本台帳", "適合(経過措置あり)"),
            ("介護システム(旧)", "介護保険", "適合"),
        ],
        {"住民情報システム(旧:ふるさと住記)": {"areas": ["住民基本台帳"], "conformance": "経過措置あり"}},
    ),
    Habit(
        name="partners as bullets with how often",
        sheets={
            "一覧": [
                ("システム名", "業務", "連携先"),
                ("住記", "住民基本台帳", "・国保(日次)\n・国保連合会(月次)"),
                ("国保", "国保", "国保連合会(年1回)"),
            ]
        },
        expected={"住記": {"areas": ["住民基本台帳"]}, "国保": {"areas": ["国民健康保険"]}},
        links=frozenset({("住記", "国保"), ("住記", "国保連合会"), ("国保", "国保連合会")}),
    ),
    one(
        "a list of several bodies",
        [
            ("見本町 共同化調査",),
            ("団体名", "システム名", "委託先"),
            ("見本町", "住記", "あおば計算"),
            ("花川村", "住記", "みなと情報"),
        ],
        {"住記": {"areas": ["住民基本台帳"], "vendor": "あおば計算"}},
    ),
)
