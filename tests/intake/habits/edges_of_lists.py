"""What stands at the edge of lists, two facts in one cell, columns whose heads lie a little.

The right values were written before any of these was read.
"""

from __future__ import annotations

from collections.abc import Callable

from openpyxl import Workbook
from openpyxl.comments import Comment

from tests.intake.habits import ASK, HEAD, JUKI, KAIGO, KOKUHO, TAXES, Habit, _csv, _merge, one


def _noted(cell: str, words: str) -> Callable[[Workbook], None]:
    def done(book: Workbook) -> None:
        book.worksheets[0][cell].comment = Comment(words, "係")

    return done


HABITS = (
    one(
        "totals on top, groups by large class merged at the left",
        [
            ("分類", "システム名", "業務", "委託先", "契約終了日", "年額(円)"),
            ("合計", None, None, None, None, 5_280_000),
            ("住民系", "住記", "住民基本台帳", "あおば計算", "R13.3.31", 3_300_000),
            ("福祉系", "介護", "介護保険", "みなと情報", "R9.9.30", 1_980_000),
        ],
        {"住記": JUKI, "介護": KAIGO},
    ),
    one(
        "firm and product in one cell, and a package of its own column",
        [
            ("システム名", "業務", "ベンダー（パッケージ名）", "契約終了日", "年額(円)"),
            ("住記", "住民基本台帳", "あおば計算（JUKI-V）", "R13.3.31", 3_300_000),
            ("介護", "介護保険", "みなと情報（かいごくん）", "R9.9.30", 1_980_000),
        ],
        {"住記": {**JUKI, "vendor": "あおば計算|ask"}, "介護": {**KAIGO, "vendor": "みなと情報|ask"}},
    ),
    one(
        "end and amount of the lease beside end and amount of the upkeep",
        [
            ("システム名", "業務", "リース", None, None, "保守", None, None),
            (None, None, "業者", "満了日", "年額(円)", "業者", "満了日", "年額(円)"),
            ("住記", "住民基本台帳", "はるかリース", "R11.3.31", 2_200_000, "あおば計算", "R13.3.31", 1_100_000),
            ("介護", "介護保険", "はるかリース", "R9.9.30", 990_000, "みなと情報", "R9.9.30", 990_000),
        ],
        {
            "住記": {"areas": ["住民基本台帳"], "vendor": ASK, "end": ASK, "amount": "3300000|ask"},
            "介護": {"areas": ["介護保険"], "vendor": ASK, "end": "2027-09-30|ask", "amount": "1980000|ask"},
        },
        _merge("A1:A2", "B1:B2", "C1:E1", "F1:H1"),
    ),
    one(
        "the name of the system only in the remark",
        [
            ("業務", "標準化対象", "委託先", "契約終了日", "年額(円)", "備考（システム名等）"),
            ("住民基本台帳", "○", "あおば計算", "R13.3.31", 3_300_000, "総合住民情報システム"),
            ("介護保険", "○", "みなと情報", "R9.9.30", 1_980_000, "介護くん"),
        ],
        {
            "住民基本台帳": {**JUKI, "areas": ["住民基本台帳"]},
            "介護保険": KAIGO,
        },
    ),
    one(
        "target of the standard as a mark, no state of the move",
        [
            (*HEAD, "標準化対象"),
            ("住記", "住民基本台帳", "あおば計算", "R13.3.31", 3_300_000, "○"),
            ("介護", "介護保険", "みなと情報", "R9.9.30", 1_980_000, "○"),
        ],
        {"住記": JUKI, "介護": KAIGO},
    ),
    one(
        "cloud or not as marks, no state of the move",
        [
            (*HEAD, "ガバクラ利用", "クラウド化"),
            ("住記", "住民基本台帳", "あおば計算", "R13.3.31", 3_300_000, "○", "済"),
            ("介護", "介護保険", "みなと情報", "R9.9.30", 1_980_000, "×", "未"),
        ],
        {"住記": JUKI, "介護": KAIGO},
    ),
    one(
        "designated or not, in a column of yes and no",
        [
            (*HEAD, "特定移行支援システム該当"),
            ("住記", "住民基本台帳", "あおば計算", "R13.3.31", 3_300_000, "該当"),
            ("介護", "介護保険", "みなと情報", "R9.9.30", 1_980_000, "非該当"),
        ],
        {
            "住記": {**JUKI, "due": "省令等で別に定める期限|ask"},
            "介護": {**KAIGO, "due": "原則の移行期限|ask"},
        },
    ),
    one(
        "the contract of the whole, its share in the row",
        [
            ("システム名", "業務", "委託先", "契約終了日", "契約額（全体・円）", "うち当システム分（年額・円）"),
            ("住記", "住民基本台帳", "あおば計算", "R13.3.31", 11_000_000, 3_300_000),
            ("介護", "介護保険", "みなと情報", "R9.9.30", 9_900_000, 1_980_000),
        ],
        {"住記": {**JUKI, "amount": "3300000|ask"}, "介護": {**KAIGO, "amount": "1980000|ask"}},
    ),
    one(
        "amounts of half a year",
        [
            (*HEAD[:4], "上半期（円）", "下半期（円）"),
            ("住記", "住民基本台帳", "あおば計算", "R13.3.31", 1_650_000, 1_650_000),
            ("介護", "介護保険", "みなと情報", "R9.9.30", 990_000, 990_000),
        ],
        {  # named as unread
            "住記": {key: value for key, value in JUKI.items() if key != "amount"},
            "介護": {key: value for key, value in KAIGO.items() if key != "amount"},
        },
    ),
    one(
        "amounts of quarters and of the year",
        [
            (*HEAD[:4], "第1四半期", "第2四半期", "第3四半期", "第4四半期", "年間計（円）"),
            ("住記", "住民基本台帳", "あおば計算", "R13.3.31", 825_000, 825_000, 825_000, 825_000, 3_300_000),
            ("介護", "介護保険", "みなと情報", "R9.9.30", 495_000, 495_000, 495_000, 495_000, 1_980_000),
        ],
        {"住記": {**JUKI, "amount": "3300000|ask"}, "介護": {**KAIGO, "amount": "1980000|ask"}},
    ),
    one(
        "amounts of next year only",
        [
            (*HEAD[:4], "R9年度見込額（円）"),
            ("住記", "住民基本台帳", "あおば計算", "R13.3.31", 3_300_000),
            ("介護", "介護保険", "みなと情報", "R9.9.30", 1_980_000),
        ],
        {"住記": {**JUKI, "amount": ASK}, "介護": {**KAIGO, "amount": ASK}},
    ),
    one(
        "a price by head of the people",
        [
            (*HEAD[:4], "住民一人当たり単価（円）", "年額(円)"),
            ("住記", "住民基本台帳", "あおば計算", "R13.3.31", 110, 3_300_000),
            ("介護", "介護保険", "みなと情報", "R9.9.30", 66, 1_980_000),
        ],
        {"住記": JUKI, "介護": KAIGO},
    ),
    one(
        "money granted by the state beside the price",
        [
            (*HEAD[:4], "年額(円)", "うち国庫補助(円)", "一般財源(円)"),
            ("住記", "住民基本台帳", "あおば計算", "R13.3.31", 3_300_000, 1_100_000, 2_200_000),
            ("介護", "介護保険", "みなと情報", "R9.9.30", 1_980_000, 0, 1_980_000),
        ],
        {"住記": JUKI, "介護": KAIGO},
    ),
    one(
        "a day in the heading of the amounts",
        [
            (*HEAD[:4], "年額（R8.4.1現在・千円）"),
            ("住記", "住民基本台帳", "あおば計算", "R13.3.31", 3_300),
            ("介護", "介護保険", "みなと情報", "R9.9.30", 1_980),
        ],
        {"住記": JUKI, "介護": KAIGO},
    ),
    one(
        "a system for several areas by ditto in the name",
        [
            ("業務", "システム名", "委託先", "契約終了日", "年額(円)"),
            ("個人住民税", "税総合", "あおば計算", "R13.3.31", 3_300_000),
            ("法人住民税", "〃", "〃", "〃", "〃"),
            ("固定資産税", "〃", "〃", "〃", "〃"),
            ("軽自動車税", "〃", "〃", "〃", "〃"),
        ],
        {"税総合": {**JUKI, "areas": TAXES, "amount": "3300000|ask"}},
    ),
    one(
        "the same system named a little differently in each row",
        [
            HEAD,
            ("住記システム", "住民基本台帳", "あおば計算", "R13.3.31", 3_300_000),
            ("住記ｼｽﾃﾑ", "印鑑登録", "あおば計算", "R13.3.31", "住記に含む"),
        ],
        {"住記システム": {**JUKI, "areas": "['住民基本台帳', '印鑑登録']|ask", "amount": "3300000|ask"}},
    ),
    one(
        "a comment with another amount",
        [
            HEAD,
            ("住記", "住民基本台帳", "あおば計算", "R13.3.31", 3_300_000),
            ("介護", "介護保険", "みなと情報", "R9.9.30", 1_980_000),
        ],
        {"住記": {**JUKI, "amount": ASK}, "介護": KAIGO},
        _noted("E2", "R8.10から3,960,000円に変更"),
    ),
    Habit(
        name="a list with semicolons, dittos and a broken last line",
        sheets={},
        write=_csv(
            "cp932",
            ",",
            [
                HEAD,
                ("住記", "住民基本台帳", "あおば計算", "R13.3.31", "3,300,000"),
                ("介護", "介護保険", "みなと情報", "R9.9.30", "1,980,000"),
                ("国保", "国保", "〃"),
            ],
        ),
        expected={"住記": JUKI, "介護": KAIGO, "国保": {"areas": ["国民健康保険"], "vendor": "みなと情報"}},
    ),
    one(
        "years of use and of purchase are no terms",
        [
            ("システム名", "業務", "委託先", "導入年度", "耐用年数", "更新予定年度", "年額(円)"),
            ("住記", "住民基本台帳", "あおば計算", "R3", 5, "R9", 3_300_000),
            ("介護", "介護保険", "みなと情報", "R4", 5, "R10", 1_980_000),
        ],
        {
            "住記": {"areas": ["住民基本台帳"], "vendor": "あおば計算", "amount": 3_300_000, "planned": ASK},
            "介護": {"areas": ["介護保険"], "vendor": "みなと情報", "amount": 1_980_000, "planned": ASK},
        },
    ),
    one(
        "two states: of the data and of the whole",
        [
            ("システム名", "業務", "委託先", "データ移行状況", "システム移行状況"),
            ("住記", "住民基本台帳", "あおば計算", "完了", "未"),
            ("国保", "国保", "みなと情報", "完了", "完了"),
        ],
        {
            "住記": {"areas": ["住民基本台帳"], "vendor": "あおば計算", "migrated": "False|ask"},
            "国保": {"areas": ["国民健康保険"], "vendor": "みなと情報", "migrated": "True|ask"},
        },
    ),
    one(
        "who decides and who uses: two columns of divisions",
        [
            ("主管課", "利用課", *HEAD),
            ("情報課", "住民課、税務課", "住記", "住民基本台帳", "あおば計算", "R13.3.31", 3_300_000),
            ("情報課", "福祉課", "介護", "介護保険", "みなと情報", "R9.9.30", 1_980_000),
        ],
        {"住記": {**JUKI, "division": "情報課|ask"}, "介護": {**KAIGO, "division": "情報課|ask"}},
    ),
    one(
        "tax told in a column by the row",
        [
            (*HEAD, "税"),
            ("住記", "住民基本台帳", "あおば計算", "R13.3.31", 3_000_000, "抜"),
            ("介護", "介護保険", "みなと情報", "R9.9.30", 1_980_000, "込"),
            ("国保", "国保", "みなと情報", "R10.3.31", 1_100_000, None),
        ],
        {"住記": JUKI, "介護": KAIGO, "国保": {**KOKUHO, "amount": "1100000|ask"}},
    ),
)
