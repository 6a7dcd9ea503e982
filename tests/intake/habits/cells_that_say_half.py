"""Cells that seem to say a thing and say another, or only half of it.

The right values were written before any of these was read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from tests.intake.habits import ASK, HEAD, JUKI, KAIGO, KOKUHO, Habit, one

AREAS = (
    "住民基本台帳",
    "印鑑登録",
    "戸籍",
    "国民年金",
    "介護保険",
    "生活保護",
    "健康管理",
    "児童手当",
    "就学",
    "戸籍の附票",
)
NAMES = "一二三四五六七八九十"


def column(name: str, head: str, field: str, cells: Iterable[tuple[object, Any]]) -> Habit:
    """A list in which one column varies: what each cell is, and what it gives."""
    rows: list[tuple[object, ...]] = [("システム名", "業務", "委託先", head)]
    expected: dict[str, Mapping[str, Any]] = {}
    for system, area, (cell, want) in zip(NAMES, AREAS, cells, strict=False):
        rows.append((system, area, "あおば計算", cell))
        more = want if isinstance(want, dict) else {} if want is None else {field: want}
        expected[system] = {"areas": [area], "vendor": "あおば計算"} | more
    return one(name, rows, expected)


HABITS = (
    column(
        "amounts with a word that turns them",
        "年額（円）",
        "amount",
        [
            ("3,300,000（3年分）", ASK),
            ("年3,300,000×5年", "3300000|ask"),
            ("月275,000", "3300000|ask"),
            ("3,300,000～4,000,000", ASK),
            ("3,300,000以内", "3300000|ask"),
            ("△3,300,000", ASK),
            ("3,300,000（住記と一括）", "3300000|ask"),
            ("16,500,000（5年）", ASK),
            ("3,300,000/2", ASK),
            ("3,300,000円（税別）", "3630000|ask"),
        ],
    ),
    one(
        "yen in the heading, thousands typed below it",
        [
            HEAD,
            ("住記", "住民基本台帳", "あおば計算", "R13.3.31", 3_300),
            ("介護", "介護保険", "みなと情報", "R9.9.30", 1_980),
        ],
        {"住記": {**JUKI, "amount": "3300000|ask"}, "介護": {**KAIGO, "amount": "1980000|ask"}},
    ),
    one(
        "thousands in the heading, yen typed below it",
        [
            (*HEAD[:4], "年額（千円）"),
            ("住記", "住民基本台帳", "あおば計算", "R13.3.31", 3_300_000),
            ("介護", "介護保険", "みなと情報", "R9.9.30", 1_980_000),
        ],
        {"住記": {**JUKI, "amount": ASK}, "介護": {**KAIGO, "amount": ASK}},
    ),
    one(
        "a unit in the first cell only",
        [
            (*HEAD[:4], "年間経費"),
            ("住記", "住民基本台帳", "あおば計算", "R13.3.31", "3,300千円"),
            ("介護", "介護保険", "みなと情報", "R9.9.30", "1,980"),
        ],
        {"住記": {**JUKI, "amount": "3300000|ask"}, "介護": {**KAIGO, "amount": "1980000|ask"}},
    ),
    column(
        "days that are none, or of a year nobody can tell",
        "契約終了日",
        "end",
        [
            ("R9.2.29", ASK),
            ("R8.13.1", ASK),
            ("2027/9/31", ASK),
            ("9.3.31", ASK),
            ("27.3.31", ASK),
            ("R1.4.1", ASK),
            (date(2099, 12, 31), ASK),
            ("R9.3.31（予定）", "2027-03-31|ask"),
            ("R9.3.31又はR10.3.31", ASK),
            ("R9.3.31以降", ASK),
        ],
    ),
    column(
        "states with half a word",
        "移行状況",
        "migrated",
        [
            ("移行済（一部）", ASK),
            ("移行済？", ASK),
            ("完了予定", "False|ask"),
            ("完了見込", "False|ask"),
            ("概ね完了", ASK),
            ("移行完了（R9.1）", ASK),
            ("済（検収未）", ASK),
            ("未（R9.1済予定）", "False|ask"),
            ("○（R9予定）", ASK),
            ("移行済→再構築中", ASK),
        ],
    ),
    column(
        "the standard, promised or in part",
        "標準準拠",
        "conformance",
        [
            ("準拠予定", "未準拠|ask"),
            ("準拠（一部経過措置）", "経過措置あり|ask"),
            ("非準拠", {"conformance": "未準拠", "migrated": False}),
            ("準拠（R9.4～）", ASK),
            ("一部準拠", "経過措置あり|ask"),
            ("準拠見込", "未準拠|ask"),
        ],
    ),
    column(
        "terms that were changed, or stand beside older ones",
        "契約期間",
        "end",
        [
            ("R4.4.1～R8.3.31、再リースR8.4.1～R9.3.31", {"end": "2027-03-31|ask", "start": "2026-04-01|ask"}),
            ("当初R4.4.1～R8.3.31 変更R9.3.31まで", ASK),
            ("R8.4.1～R9.3.31（以後1年ごと自動更新）", {"end": "2027-03-31|ask", "start": "2026-04-01|ask"}),
            ("R8.4～", {"start": "2026-04-01|ask"}),
            ("5年", None),
            ("R8年度～R12年度", {"end": "2031-03-31|ask", "start": "2026-04-01|ask"}),
            ("自令和8年4月1日至令和13年3月31日", {"end": "2031-03-31", "start": "2026-04-01"}),
            ("2026.4.1-2031.3.31", {"end": "2031-03-31", "start": "2026-04-01"}),
            ("R13.3.31～R8.4.1", ASK),
            ("R8.4.1\nR13.3.31", {"end": "2031-03-31|ask", "start": "2026-04-01|ask"}),
        ],
    ),
    one(
        "rows that name no system",
        [
            ("No.", *HEAD),
            (1, "住記", "住民基本台帳", "あおば計算", "R13.3.31", 3_300_000),
            (2, "欠番", None, None, None, None),
            (3, "（欠番）", "－", "－", "－", "－"),
            (4, "該当なし", None, None, None, None),
            (5, "介護", "介護保険", "みなと情報", "R9.9.30", 1_980_000),
            (6, "予備", None, None, None, None),
            (7, "―", "戸籍", None, None, None),
        ],
        {"住記": JUKI, "介護": KAIGO},
    ),
    one(
        "remarks on what was before, on a system that lives",
        [
            (*HEAD, "備考"),
            ("住記", "住民基本台帳", "あおば計算", "R13.3.31", 3_300_000, "旧システムは令和7年3月に廃止"),
            ("介護", "介護保険", "みなと情報", "R9.9.30", 1_980_000, "前年度は2,200千円"),
            ("国保", "国保", "みなと情報", "R10.3.31", 1_100_000, "廃止予定なし"),
        ],
        {"住記": JUKI, "介護": {**KAIGO, "amount": "1980000|ask"}, "国保": KOKUHO},
    ),
    one(
        "states of use with days, of which only those gone by end a system",
        [
            (*HEAD, "稼働状況"),
            ("住記", "住民基本台帳", "あおば計算", "R13.3.31", 3_300_000, "利用中（R10.3廃止予定）"),
            ("介護", "介護保険", "みなと情報", "R9.9.30", 1_980_000, "R9.9停止予定"),
            ("旧国保", "国保", "みなと情報", "R7.3.31", 1_100_000, "R7.3停止"),
        ],
        {"住記": JUKI, "介護": KAIGO},
    ),
    one(
        "areas with an exception",
        [
            ("システム名", "対象業務", "委託先"),
            ("税", "税務（固定資産税を除く）", "あおば計算"),
            ("福祉", "福祉全般", "あおば計算"),
            ("住記", "住民基本台帳、印鑑登録　ほか", "あおば計算"),
            ("介護", "介護保険（認定のみ）", "あおば計算"),
            ("国保", "国保・後期以外の医療", "あおば計算"),
        ],
        {
            "税": {"areas": "['個人住民税', '法人住民税', '軽自動車税']|ask", "vendor": "あおば計算"},
            "福祉": {"areas": ASK, "vendor": "あおば計算"},
            "住記": {"areas": "['住民基本台帳', '印鑑登録']|ask", "vendor": "あおば計算"},
            "介護": {"areas": "['介護保険']|ask", "vendor": "あおば計算"},
            "国保": {"areas": ASK, "vendor": "あおば計算"},
        },
    ),
    one(
        "firms with others beside them",
        [
            ("システム名", "業務", "委託先"),
            ("一", "住民基本台帳", "あおば計算（再委託：みなと情報）"),
            ("二", "印鑑登録", "あおば計算　※R9からみなと情報"),
            ("三", "戸籍", "あおば計算・みなと情報JV"),
            ("四", "国民年金", "県町村会"),
            ("五", "介護保険", "未定（プロポーザル中）"),
            ("六", "生活保護", "あおば計算(予定)"),
            ("七", "健康管理", "あおば計算又はみなと情報"),
            ("八", "児童手当", "直営（一部あおば計算）"),
        ],
        {
            "一": {"areas": ["住民基本台帳"], "vendor": "あおば計算|ask"},
            "二": {"areas": ["印鑑登録"], "vendor": "あおば計算|ask"},
            "三": {"areas": ["戸籍"], "vendor": ASK},
            "四": {"areas": ["国民年金"], "vendor": "県町村会|ask"},
            "五": {"areas": ["介護保険"], "vendor": ASK},
            "六": {"areas": ["生活保護"], "vendor": "あおば計算|ask"},
            "七": {"areas": ["健康管理"], "vendor": ASK},
            "八": {"areas": ["児童手当"], "vendor": ASK},
        },
    ),
    one(
        "the first contract, the changed one",
        [
            ("システム名", "業務", "委託先", "当初契約終了日", "変更後契約終了日", "当初年額(円)", "変更後年額(円)"),
            ("住記", "住民基本台帳", "あおば計算", "R10.3.31", "R13.3.31", 3_000_000, 3_300_000),
            ("介護", "介護保険", "みなと情報", "R8.9.30", "R9.9.30", 1_800_000, 1_980_000),
        ],
        {
            "住記": {"areas": ["住民基本台帳"], "vendor": "あおば計算", "amount": "3300000|ask"},
            "介護": {"areas": ["介護保険"], "vendor": "みなと情報", "amount": "1980000|ask"},
        },
    ),
    one(
        "figures on the whole above the list",
        [
            ("システム数", 2, "総額（千円）", 5_280),
            ("うち標準化対象", 2, "移行済", 0),
            (),
            HEAD,
            ("住記", "住民基本台帳", "あおば計算", "R13.3.31", 3_300_000),
            ("介護", "介護保険", "みなと情報", "R9.9.30", 1_980_000),
        ],
        {"住記": JUKI, "介護": KAIGO},
    ),
    one(
        "days of support that end are no ends of contracts",
        [
            ("システム名", "業務", "委託先", "OSサポート期限", "保証期限", "ライセンス期限", "年額(円)"),
            ("住記", "住民基本台帳", "あおば計算", "R9.1.12", "R10.3.31", "R8.12.31", 3_300_000),
            ("介護", "介護保険", "みなと情報", "R9.1.12", "R10.3.31", "R8.12.31", 1_980_000),
        ],
        {
            "住記": {key: value for key, value in JUKI.items() if key != "end"},
            "介護": {key: value for key, value in KAIGO.items() if key != "end"},
        },
    ),
    Habit(
        name="partners with arrows, to come, both ways",
        sheets={
            "台帳": [
                (*HEAD, "連携先"),
                ("住記", "住民基本台帳", "あおば計算", "R13.3.31", 3_300_000, "→介護、国保"),
                ("介護", "介護保険", "みなと情報", "R9.9.30", 1_980_000, "⇔国保"),
                ("国保", "国保", "みなと情報", "R10.3.31", 1_100_000, "なし"),
            ]
        },
        expected={"住記": JUKI, "介護": KAIGO, "国保": KOKUHO},
        links=frozenset({("住記", "介護"), ("住記", "国保"), ("介護", "国保"), ("国保", "介護")}),
        may_ask_links=True,
    ),
    one(
        "two contracts of one system, upkeep and rent",
        [
            ("システム名", "業務", "契約種別", "委託先", "契約終了日", "年額(円)"),
            ("住記", "住民基本台帳", "賃貸借", "はるかリース", "R11.3.31", 2_200_000),
            ("住記", "住民基本台帳", "保守", "あおば計算", "R9.3.31", 1_100_000),
        ],
        {"住記": {"areas": ["住民基本台帳"], "vendor": ASK, "amounts": [1_100_000, 2_200_000]}},
    ),
    one(
        "last year's title above the amounts",
        [
            ("令和7年度決算　情報システム経費一覧（円・税込）",),
            ("システム名", "業務", "委託先", "決算額"),
            ("住記", "住民基本台帳", "あおば計算", 3_300_000),
            ("介護", "介護保険", "みなと情報", 1_980_000),
        ],
        {
            "住記": {"areas": ["住民基本台帳"], "vendor": "あおば計算", "amount": ASK},
            "介護": {"areas": ["介護保険"], "vendor": "みなと情報", "amount": ASK},
        },
    ),
)
