"""Words that mean one thing in one column and another in the next.

The right values were written before any of these was read.
"""

from __future__ import annotations

from tests.intake.habits import ASK, HEAD, JUKI, KAIGO, KOKUHO, TAXES, Habit, one

HABITS = (
    one(
        "the state of the contract is no state of the move",
        [
            ("システム名", "業務", "委託先", "契約状況", "契約終了日", "年額(円)"),
            ("住記", "住民基本台帳", "あおば計算", "契約済", "R13.3.31", 3_300_000),
            ("介護", "介護保険", "みなと情報", "契約手続中", "R9.9.30", 1_980_000),
        ],
        {"住記": JUKI, "介護": KAIGO},
    ),
    one(
        "nor is the state of what a firm has taken on",
        [
            ("システム名", "業務", "委託先", "受託状況", "契約終了日", "年額(円)"),
            ("住記", "住民基本台帳", "あおば計算", "完了", "R13.3.31", 3_300_000),
            ("介護", "介護保険", "みなと情報", "実施中", "R9.9.30", 1_980_000),
        ],
        {"住記": JUKI, "介護": KAIGO},
    ),
    one(
        "groups by firm, by division and by the place where systems stand",
        [
            ("システム名", "業務", "契約終了日", "年額(円)"),
            ("■株式会社あおば計算",),
            ("住記", "住民基本台帳", "R13.3.31", 3_300_000),
            ("■福祉課",),
            ("介護", "介護保険", "R9.9.30", 1_980_000),
            ("■電算室",),
            ("国保", "国保", "R10.3.31", 1_100_000),
            ("■庁舎南センター",),
            ("税", "税務", "R10.3.31", 550_000),
        ],
        {
            "住記": {**JUKI, "vendor": "株式会社あおば計算"},
            "介護": {key: value for key, value in KAIGO.items() if key != "vendor"} | {"division": "福祉課"},
            "国保": {key: value for key, value in KOKUHO.items() if key != "vendor"},
            "税": {"areas": TAXES, "end": "2028-03-31", "amount": 550_000},
        },
    ),
    one(
        "rows numbered anew in each part, one counted in another by its number",
        [
            ("番号", *HEAD),
            ("【住民課】", None, None, None, None, None),
            (1, "住記", "住民基本台帳", "あおば計算", "R13.3.31", 3_300_000),
            (2, "国保", "国保", "みなと情報", "R10.3.31", "1に含む"),
            ("【福祉課】", None, None, None, None, None),
            (1, "介護", "介護保険", "みなと情報", "R9.9.30", 1_980_000),
        ],
        {
            "住記": {**JUKI, "division": "住民課"},
            "国保": {**KOKUHO, "amount": ASK, "division": "住民課"},
            "介護": {**KAIGO, "division": "福祉課"},
        },
    ),
    one(
        "what is spent once in a year is no yearly price",
        [
            ("システム名", "業務", "委託先", "契約終了日", "R8標準化対応経費（円・税込）"),
            ("住記", "住民基本台帳", "あおば計算", "R13.3.31", 33_000_000),
            ("介護", "介護保険", "みなと情報", "R9.9.30", 19_800_000),
        ],
        {"住記": {**JUKI, "amount": ASK}, "介護": {**KAIGO, "amount": ASK}},
    ),
    one(
        "what the system of before the move costs, beside the price of the move: it is today's",
        [
            (*HEAD[:4], "移行前運用経費（年額・円・税込）", "移行経費（円・税込）"),
            ("住記", "住民基本台帳", "あおば計算", "R13.3.31", 3_300_000, 33_000_000),
            ("介護", "介護保険", "みなと情報", "R9.9.30", 1_980_000, 19_800_000),
        ],
        {"住記": JUKI, "介護": KAIGO},
    ),
    one(
        "months in a row after one year",
        [
            ("システム名", "業務", "委託先", "移行予定時期"),
            ("住記", "住民基本台帳", "あおば計算", "R9・10・11月"),
            ("介護", "介護保険", "みなと情報", "R9・9・30"),
            ("国保", "国保", "みなと情報", "R8・9年度"),
        ],
        {
            "住記": {"areas": ["住民基本台帳"], "vendor": "あおば計算", "planned": ASK},
            "介護": {"areas": ["介護保険"], "vendor": "みなと情報", "planned": "2027-09-30"},
            "国保": {"areas": ["国民健康保険"], "vendor": "みなと情報", "planned": ASK},
        },
    ),
    one(
        "columns numbered below the headings, and again where a page begins; rows of numbers that are none",
        [
            (*HEAD, "台数"),
            ("①", "②", "③", "④", "⑤", "⑥"),
            ("住記", "住民基本台帳", "あおば計算", "R13.3.31", 3_300_000, 3),
            (*HEAD, "台数"),
            ("①", "②", "③", "④", "⑤", "⑥"),
            ("介護", "介護保険", "みなと情報", "R9.9.30", 1_980_000, 4),
        ],
        {"住記": JUKI, "介護": KAIGO},
    ),
    one(
        "移行日 of a system that has moved is the day it went live, unless that day is to come",
        [
            ("システム名", "業務", "委託先", "移行状況", "移行日"),
            ("住記", "住民基本台帳", "あおば計算", "移行済", "R8.1.5"),
            ("介護", "介護保険", "みなと情報", "移行済", "R9.9.30"),
        ],
        {
            "住記": {"areas": ["住民基本台帳"], "vendor": "あおば計算", "migrated": True},
            "介護": {
                "areas": ["介護保険"],
                "vendor": "みなと情報",
                "migrated": "True|ask",
                "planned": "2027-09-30|ask",
            },
        },
    ),
    Habit(
        name="whoever reads from another is the receiver",
        sheets={
            "台帳": [
                HEAD,
                ("住記", "住民基本台帳", "あおば計算", "R13.3.31", 3_300_000),
                ("介護", "介護保険", "みなと情報", "R9.9.30", 1_980_000),
            ],
            "参照": [("番号", "参照元システム", "参照先システム", "内容"), (1, "介護", "住記", "住民異動")],
        },
        expected={"住記": JUKI, "介護": KAIGO},
        links=frozenset({("住記", "介護")}),
        may_ask_links=True,
    ),
    one(
        "several taxes in one bracket, one of them no area",
        [
            HEAD,
            ("税", "住民税（個人・法人・事業所）", "あおば計算", "R13.3.31", 3_300_000),
            ("住民税", "住民税（個人・法人）", "みなと情報", "R9.9.30", 1_980_000),
        ],
        {
            "税": {**JUKI, "areas": "['個人住民税', '法人住民税']|ask"},
            "住民税": {**KAIGO, "areas": ["個人住民税", "法人住民税"]},
        },
    ),
    Habit(
        name="a lawful day and a remark that says another kind",
        sheets={
            "台帳": [
                (*HEAD, "移行期限"),
                ("住記", "住民基本台帳", "あおば計算", "R13.3.31", 3_300_000, "令和7年度末(移行困難)"),
                ("介護", "介護保険", "みなと情報", "R9.9.30", 1_980_000, "令和12年度末(特定移行支援)"),
                ("国保", "国保", "みなと情報", "R10.3.31", 1_100_000, "令和7年度末"),
            ]
        },
        expected={
            "住記": JUKI,
            "介護": {**KAIGO, "due": "省令等で別に定める期限"},
            "国保": {**KOKUHO, "due": "原則の移行期限"},
        },
        asks=("令和7年度末(移行困難)",),
    ),
)
