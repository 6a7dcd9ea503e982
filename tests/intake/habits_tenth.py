"""A tenth hand: cards of one system each, remarks in place of values, shares of a joint centre, marks of footnotes.

The right values were written before any of these was read.
"""

from __future__ import annotations

from tests.intake.habits import ASK, HEAD, Habit, _merge, one
from tests.intake.habits_fourth import JUKI, KAIGO, TAXES

TENTH = (
    one(
        "a card of each system below the other, labels in pairs",
        [
            ("システム管理カード", None, None, None),
            ("システム名", "住記", "担当課", "住民課"),
            ("業務", "住民基本台帳", "委託業者", "あおば計算"),
            ("契約満了", "R13.3.31", "年額（円・税込）", 3_300_000),
            ("標準化", "移行済", "備考", None),
            (None,),
            ("システム管理カード", None, None, None),
            ("システム名", "介護", "担当課", "福祉課"),
            ("業務", "介護保険", "委託業者", "みなと情報"),
            ("契約満了", "R9.9.30", "年額（円・税込）", 1_980_000),
            ("標準化", "未", "備考", "R9.9移行予定"),
        ],
        {
            "住記": {**JUKI, "division": "住民課", "migrated": True},
            "介護": {
                **KAIGO,
                "division": "福祉課",
                "conformance": "未準拠|ask",
                "migrated": "False|ask",
                "planned": "2027-09-30|ask",
            },
        },
    ),
    one(
        "joint centre pays, the body bears a share",
        [
            ("システム名", "業務", "運用主体", "委託先", "負担金（年額・千円）", "契約終了日"),
            ("住記", "住民基本台帳", "○○広域電算センター", "あおば計算", 3_300, "R13.3.31"),
            ("介護", "介護保険", "単独", "みなと情報", 1_980, "R9.9.30"),
        ],
        {"住記": {**JUKI, "amount": "3300000|ask"}, "介護": {**KAIGO, "amount": "1980000|ask"}},
    ),
    one(
        "remarks in place of values",
        [
            HEAD,
            ("住記", "住民基本台帳", "あおば計算", "R13.3.31\n(自動更新なし)", "3,300,000\n(税込)"),
            ("介護", "介護保険", "みなと情報※", "R9.9.30", 1_980_000),
            ("戸籍", "戸籍", "選定中", "契約手続中", "見積中"),
            ("※みなと情報は令和9年度から社名変更予定",),
        ],
        {
            "住記": {**JUKI, "amount": "3300000|ask", "end": "2031-03-31|ask"},
            "介護": {**KAIGO, "vendor": "みなと情報|ask", "amount": "1980000|ask"},
            "戸籍": {"areas": ["戸籍"], "end": ASK, "amount": ASK},
        },
    ),
    one(
        "months of the fiscal year across, twelve payments",
        [
            ("システム名", "業務", "委託先", "契約終了日", "4月", "5月", "6月", "計（円）"),
            ("住記", "住民基本台帳", "あおば計算", "R13.3.31", 275_000, 275_000, 275_000, 825_000),
            ("介護", "介護保険", "みなと情報", "R9.9.30", 165_000, 165_000, 165_000, 495_000),
        ],
        {
            "住記": {key: value for key, value in JUKI.items() if key != "amount"},
            "介護": {key: value for key, value in KAIGO.items() if key != "amount"},
        },
    ),
    one(
        "priority and order columns with numbers that are no amounts",
        [
            ("優先順位", "システム名", "業務", "委託先", "利用者数", "端末台数", "契約終了日", "年額(円)", "重要度"),
            (1, "住記", "住民基本台帳", "あおば計算", 25, 30, "R13.3.31", 3_300_000, "A"),
            (2, "介護", "介護保険", "みなと情報", 8, 10, "R9.9.30", 1_980_000, "B"),
        ],
        {"住記": JUKI, "介護": KAIGO},
    ),
    one(
        "the term in separate cells of year, month and day",
        [
            ("システム名", "業務", "委託先", "契約満了日", None, None, "年額(円)"),
            (None, None, None, "年", "月", "日", None),
            ("住記", "住民基本台帳", "あおば計算", "R13", 3, 31, 3_300_000),
            ("介護", "介護保険", "みなと情報", "R9", 9, 30, 1_980_000),
        ],
        {"住記": {**JUKI, "end": "2031-03-31|ask"}, "介護": {**KAIGO, "end": "2027-09-30|ask"}},
        _merge("A1:A2", "B1:B2", "C1:C2", "D1:F1", "G1:G2"),
    ),
    one(
        "gone, to come and merged systems between",
        [
            ("システム名", "業務", "委託先", "状況", "契約終了日", "年額(円)"),
            ("住記", "住民基本台帳", "あおば計算", "運用中", "R13.3.31", 3_300_000),
            ("旧介護（R7.3廃止）", "介護保険", "みなと情報", "廃止", "R7.3.31", 1_900_000),
            ("介護", "介護保険", "みなと情報", "運用中", "R9.9.30", 1_980_000),
            ("申請管理", "共通機能", "あおば計算", "R9導入予定", None, None),
        ],
        {"住記": JUKI, "介護": KAIGO},
    ),
    Habit(
        name="two lists on one sheet side by side without a blank column, the second of contacts",
        sheets={
            "一覧": [
                (*HEAD, "連絡先", "電話"),
                ("住記", "住民基本台帳", "あおば計算", "R13.3.31", 3_300_000, "田中", "026-111-2222"),
                ("介護", "介護保険", "みなと情報", "R9.9.30", 1_980_000, "鈴木", "026-333-4444"),
            ]
        },
        expected={"住記": JUKI, "介護": KAIGO},
    ),
    one(
        "planned quarter, half year, season, before and after",
        [
            ("システム名", "業務", "委託先", "移行予定時期"),
            ("住記", "住民基本台帳", "あおば計算", "R9年度第3四半期"),
            ("介護", "介護保険", "みなと情報", "R10.3まで"),
            ("税", "税務", "あおば計算", "R9年12月以降"),
            ("国保", "国保", "みなと情報", "令和9年1月（正月休み）"),
            ("年金", "国民年金", "みなと情報", "2027/01/04"),
            ("戸籍", "戸籍", "みなと情報", "R9.1〜R9.3"),
        ],
        {
            "住記": {"areas": ["住民基本台帳"], "vendor": "あおば計算", "planned": ASK},
            "介護": {"areas": ["介護保険"], "vendor": "みなと情報", "planned": "2028-03-31|ask"},
            "税": {"areas": TAXES, "vendor": "あおば計算", "planned": ASK},
            "国保": {"areas": ["国民健康保険"], "vendor": "みなと情報", "planned": "2027-01-31|ask"},
            "年金": {"areas": ["国民年金"], "vendor": "みなと情報", "planned": "2027-01-04"},
            "戸籍": {"areas": ["戸籍"], "vendor": "みなと情報", "planned": ASK},
        },
    ),
    one(
        "units in the cells differ from row to row",
        [
            ("システム名", "業務", "委託先", "契約終了日", "年間経費"),
            ("住記", "住民基本台帳", "あおば計算", "R13.3.31", "3,300千円"),
            ("介護", "介護保険", "みなと情報", "R9.9.30", "198万円"),
            ("税", "税務", "あおば計算", "R10.3.31", "1,100,000円"),
            ("国保", "国保", "みなと情報", "R10.3.31", 550_000),
        ],
        {
            "住記": {**JUKI, "amount": "3300000|ask"},
            "介護": {**KAIGO, "amount": "1980000|ask"},
            "税": {"areas": TAXES, "vendor": "あおば計算", "end": "2028-03-31", "amount": "1100000|ask"},
            "国保": {"areas": ["国民健康保険"], "vendor": "みなと情報", "end": "2028-03-31", "amount": "550000|ask"},
        },
    ),
    one(
        "the area is the heading of a block of rows",
        [
            ("業務", "システム名", "委託先", "契約終了日", "年額(円)"),
            ("住民基本台帳", "住記", "あおば計算", "R13.3.31", 3_300_000),
            ("印鑑登録", "住記", "あおば計算", "R13.3.31", "住記に含む"),
            ("介護保険", "介護", "みなと情報", "R9.9.30", 1_980_000),
            ("介護保険（認定審査会）", "認定支援", "みなと情報", "R9.9.30", 330_000),
        ],
        {
            "住記": {
                "areas": ["住民基本台帳", "印鑑登録"],
                "vendor": "あおば計算",
                "end": "2031-03-31",
                "amount": "3300000|ask",
            },
            "介護": KAIGO,
            "認定支援": {"areas": "['介護保険']|ask", "vendor": "みなと情報", "end": "2027-09-30", "amount": 330_000},
        },
    ),
    one(
        "headings with the year of the count, notes behind a star",
        [
            ("システム名*1", "業務*2", "委託先（令和8年4月現在）", "契約終了日（注3）", "令和8年度年額（円）※4"),
            ("住記", "住民基本台帳", "あおば計算", "R13.3.31", 3_300_000),
            ("介護", "介護保険", "みなと情報", "R9.9.30", 1_980_000),
            ("*1 正式名称を記入",),
            ("*4 消費税を含む",),
        ],
        {"住記": JUKI, "介護": KAIGO},
    ),
)
