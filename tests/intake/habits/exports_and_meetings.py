"""Lists as they come out of other programs and out of meetings.

The right values were written before any of these was read.
"""

from __future__ import annotations

from tests.intake.habits import ASK, HEAD, JUKI, KAIGO, KOKUHO, Habit, _csv, one

HABITS = (
    Habit(
        name="an export of a contract system with its own codes",
        sheets={
            "システム": [("システム名", "業務"), ("住記", "住民基本台帳"), ("介護", "介護保険")],
            "契約": [
                (
                    "契約番号",
                    "契約件名",
                    "契約相手方コード",
                    "契約相手方名称",
                    "契約開始日",
                    "契約終了日",
                    "契約金額",
                    "うち税額",
                    "対象システム",
                ),
                ("0800123", "住記保守業務委託", "000451", "あおば計算", 20260401, 20270331, 3_300_000, 300_000, "住記"),
                ("0800124", "介護保守業務委託", "000702", "みなと情報", 20260401, 20270331, 1_980_000, 180_000, "介護"),
            ],
        },
        expected={
            "住記": {"areas": ["住民基本台帳"], "start": "2026-04-01", "end": "2027-03-31", "amount": 3_300_000},
            "介護": {"areas": ["介護保険"], "start": "2026-04-01", "end": "2027-03-31", "amount": 1_980_000},
        },
    ),
    one(
        "minutes: what was said of each system",
        [
            ("標準化推進会議　進捗報告（R8.10.20）",),
            ("システム", "業務", "状況", "課題", "次回まで"),
            ("住記", "住民基本台帳", "R8.1移行完了", "なし", "－"),
            ("介護", "介護保険", "データ移行リハ中。R9.9切替予定", "外字", "みなと情報に確認"),
        ],
        {
            "住記": {"areas": ["住民基本台帳"], "migrated": "True|ask"},
            "介護": {"areas": ["介護保険"], "migrated": "False|ask"},
        },
    ),
    one(
        "who answered the inquiry of the prefecture, by area",
        [
            (
                "No",
                "対象業務",
                "対象有無",
                "現行システム名",
                "現行ベンダ",
                "移行先ベンダ",
                "移行完了（予定）時期",
                "特定移行支援",
            ),
            (1, "住民基本台帳", "有", "住記", "あおば計算", "あおば計算", "R8.1", "－"),
            (2, "介護保険", "有", "介護", "みなと情報", "未定", "R10.3", "該当"),
            (3, "生活保護", "無", "－", "－", "－", "－", "－"),
        ],
        {
            "介護": {
                "areas": ["介護保険"],
                "vendor": "みなと情報",
                "planned": "2028-03-31|ask",
                "due": "省令等で別に定める期限|ask",
            },
        },
    ),
    one(
        "blanks for a whole block of the same firm, told once",
        [
            ("委託先", "システム名", "業務", "契約終了日", "年額(円)"),
            ("【あおば計算】", None, None, None, None),
            (None, "住記", "住民基本台帳", "R13.3.31", 3_300_000),
            ("【みなと情報】", None, None, None, None),
            (None, "介護", "介護保険", "R9.9.30", 1_980_000),
            (None, "国保", "国保", "R10.3.31", 1_100_000),
        ],
        {
            "住記": {**JUKI, "vendor": "あおば計算|ask"},
            "介護": {**KAIGO, "vendor": "みなと情報|ask"},
            "国保": {**KOKUHO, "vendor": "みなと情報|ask"},
        },
    ),
    one(
        "the amount of this year in its own column, the total of the contract in brackets below it",
        [
            (*HEAD[:4], "R8予算額（円）"),
            ("住記", "住民基本台帳", "あおば計算", "R13.3.31", "3,300,000\n(16,500,000)"),
            ("介護", "介護保険", "みなと情報", "R9.9.30", "1,980,000\n(9,900,000)"),
        ],
        {"住記": {**JUKI, "amount": "3300000|ask"}, "介護": {**KAIGO, "amount": "1980000|ask"}},
    ),
    one(
        "old in the upper line and new in the lower line of a cell",
        [
            HEAD,
            (
                "住記",
                "住民基本台帳",
                "（旧）さくら電子\n（新）あおば計算",
                "（旧）R8.3.31\n（新）R13.3.31",
                "（旧）3,000,000\n（新）3,300,000",
            ),
            ("介護", "介護保険", "みなと情報", "R9.9.30", 1_980_000),
        ],
        {"住記": {**JUKI, "vendor": "あおば計算|ask", "end": "2031-03-31|ask", "amount": "3300000|ask"}, "介護": KAIGO},
    ),
    one(
        "terms in columns of years with bars",
        [
            (*HEAD[:3], "R6", "R7", "R8", "R9", "R10", "契約終了日"),
            ("住記", "住民基本台帳", "あおば計算", "", "", "●", "●", "●", "R13.3.31"),
            ("介護", "介護保険", "みなと情報", "●", "●", "●", "●", "", "R9.9.30"),
        ],
        {
            "住記": {"areas": ["住民基本台帳"], "vendor": "あおば計算", "end": "2031-03-31"},
            "介護": {"areas": ["介護保険"], "vendor": "みなと情報", "end": "2027-09-30"},
        },
    ),
    one(
        "years of payments of the obligation, without a price of the year in words",
        [
            ("単位：千円",),
            (*HEAD[:4], "限度額", "R7", "R8", "R9", "R10"),
            ("住記", "住民基本台帳", "あおば計算", "R13.3.31", 16_500, 3_300, 3_300, 3_300, 3_300),
            ("介護", "介護保険", "みなと情報", "R9.9.30", 9_900, 1_980, 1_980, 990, 0),
        ],
        {"住記": {**JUKI, "amount": "3300000|ask"}, "介護": {**KAIGO, "amount": "1980000|ask"}},
    ),
    one(
        "a state for every kind of work and one of the whole, in words with numbers",
        [
            ("システム名", "業務", "委託先", "全体進捗", "移行時期"),
            ("住記", "住民基本台帳", "あおば計算", "100％（完了）", "R8.1.5"),
            ("介護", "介護保険", "みなと情報", "60％", "R9.9.30"),
        ],
        {
            "住記": {"areas": ["住民基本台帳"], "vendor": "あおば計算", "migrated": ASK, "planned": "2026-01-05|ask"},
            "介護": {"areas": ["介護保険"], "vendor": "みなと情報", "migrated": "False|ask", "planned": "2027-09-30"},
        },
    ),
    Habit(
        name="a CSV whose numbers lost their commas and whose days are numbers",
        sheets={},
        write=_csv(
            "utf-8",
            ",",
            [
                HEAD,
                ("住記", "住民基本台帳", "あおば計算", "47938", "3300000"),
                ("介護", "介護保険", "みなと情報", "46660", "1980000"),
            ],
        ),
        expected={"住記": {**JUKI, "end": "2031-03-31|ask"}, "介護": {**KAIGO, "end": "2027-09-30|ask"}},
    ),
    one(
        "what the system stands on, what it needs, before the firm",
        [
            ("システム名", "サーバ", "OS", "DB", "業務", "委託先", "サーバ保守期限", "契約終了日", "年額(円)"),
            (
                "住記",
                "電算室",
                "Windows Server 2019",
                "Oracle",
                "住民基本台帳",
                "あおば計算",
                "R9.3.31",
                "R13.3.31",
                3_300_000,
            ),
            ("介護", "クラウド", "－", "－", "介護保険", "みなと情報", "－", "R9.9.30", 1_980_000),
        ],
        {"住記": JUKI, "介護": KAIGO},
    ),
    one(
        "two terms, of use and of contract",
        [
            ("システム名", "業務", "委託先", "利用期間", "契約期間", "年額(円)"),
            ("住記", "住民基本台帳", "あおば計算", "H20.4.1～", "R8.4.1～R13.3.31", 3_300_000),
            ("介護", "介護保険", "みなと情報", "H25.4.1～R12.3.31", "R4.10.1～R9.9.30", 1_980_000),
        ],
        {
            "住記": {**JUKI, "start": "2026-04-01|ask"},
            "介護": {**KAIGO, "end": "2027-09-30|ask", "start": "2022-10-01|ask"},
        },
    ),
    one(
        "amounts with their year in the cell",
        [
            (*HEAD[:4], "年額(円)"),
            ("住記", "住民基本台帳", "あおば計算", "R13.3.31", "R8:3,300,000"),
            ("介護", "介護保険", "みなと情報", "R9.9.30", "R7 1,800,000 / R8 1,980,000"),
        ],
        {"住記": {**JUKI, "amount": "3300000|ask"}, "介護": {**KAIGO, "amount": "1980000|ask"}},
    ),
)
