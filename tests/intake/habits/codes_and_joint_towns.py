"""Codes explained in headings, ends named twice, contracts that name their systems, joint towns.

The right values were written before any of these was read.
"""

from __future__ import annotations

from tests.intake.habits import ASK, HEAD, JUKI, KAIGO, Habit, _merge, one
from tests.intake.habits.cells_that_say_half import column
from tests.intake.habits.lists_of_links import linked

ROWS = (
    ("住記", "住民基本台帳", "あおば計算", "R13.3.31", 3_300_000),
    ("介護", "介護保険", "みなと情報", "R9.9.30", 1_980_000),
)

HABITS = (
    one(
        "codes explained in the heading, in a line above, and written before the word",
        [
            ("設置場所　１：庁内　２：データセンター　３：ガバメントクラウド",),
            (*HEAD, "移行状況\n（1:移行済　2:未移行）", "設置場所", "標準準拠", "自動更新(①有②無)"),
            (*ROWS[0], 1, 3, "1.準拠", "1"),
            (*ROWS[1], "2", "１", "②未準拠", 2),
        ],
        {
            "住記": {
                **JUKI,
                "migrated": True,
                "hosting": "ガバメントクラウド",
                "conformance": "準拠",
                "renew": True,
            },
            "介護": {
                **KAIGO,
                "migrated": False,
                "hosting": "庁内・DC",
                "conformance": "未準拠",
                "renew": False,
            },
        },
    ),
    one(
        "contracts that name a system and its areas, and no list of systems",
        [
            ("契約番号", "件名", "業者名", "ｼｽﾃﾑ名", "対象業務", "契約開始日", "契約終了日", "契約金額(税込)"),
            ("R08-12", "住記保守業務委託", "あおば計算", "住記", "住民記録", "20260401", "20270331", "3,300,000"),
            ("R08-13", "介護保守業務委託", "みなと情報", "介護", "介護保険", "20260401", "20270331", "1,980,000"),
        ],
        {
            "住記": {**JUKI, "start": "2026-04-01", "end": "2027-03-31"},
            "介護": {**KAIGO, "start": "2026-04-01", "end": "2027-03-31"},
        },
    ),
    Habit(
        name="contracts about systems by the number of their row",
        sheets={
            "台帳": [
                ("１　システム一覧",),
                ("No.", "システム名", "業務"),
                (1, "住記", "住民基本台帳"),
                (2, "介護", "介護保険"),
                (3, "戸籍", "戸籍"),
                (),
                ("２　契約一覧",),
                ("契約番号", "契約件名", "対象No.", "契約先", "契約期間", "年額（千円）"),
                ("K-1", "基幹系利用", "2、3", "みなと情報", "R4.4.1～R9.3.31", 5_280),
            ]
        },
        expected={
            "住記": {"areas": ["住民基本台帳"]},
            "介護": {"areas": ["介護保険"], "start": "2022-04-01", "end": "2027-03-31", "amount": 5_280_000},
            "戸籍": {"areas": ["戸籍"], "start": "2022-04-01", "end": "2027-03-31", "amount": 5_280_000},
        },
    ),
    linked(
        "both ends with area and system, an arrow between them",
        [
            ("No", "連携元", None, "方向", "連携先", None, "連携情報"),
            (None, "業務", "システム", None, "業務", "システム", None),
            (1, "住民基本台帳事務", "住記", "→", "介護保険事務", "介護", "異動"),
            (2, "国民健康保険事務", "国保", "←", "住民基本台帳事務", "住記", "異動"),
        ],
        ("住記", "介護"),
        ("住記", "国保"),
    ),
    linked(
        "both ends with code and name, in the words of those who build",
        [
            ("IF番号", "送信元ID", "送信元名", "送信先ID", "送信先名", "データ", "フォーマット", "プロトコル"),
            ("IF001", "A1", "住記", "A2", "介護", "異動", "CSV", "SFTP"),
            ("IF002", "A3", "国保", "A2", "介護", "資格", "XML", "API"),
        ],
        ("住記", "介護"),
        ("国保", "介護"),
    ),
    linked(
        "our systems and those of others",
        [
            ("当町システム", "外部システム", "方向", "内容"),
            ("住記", "住基ネット", "送信", "本人確認情報"),
            ("介護", "国保連合会", "受信", "給付実績"),
        ],
        ("住記", "住基ネット"),
        ("国保連合会", "介護"),
    ),
    linked(
        "a matrix of letters that a line explains",
        [
            ("行：送信元　列：送信先　日：日次　月：月次",),
            (None, "住記", "介護", "国保"),
            ("住記", None, "日", "日"),
            ("介護", "－", None, "－"),
            ("国保", "－", "月", None),
        ],
        ("住記", "介護"),
        ("住記", "国保"),
        ("国保", "介護"),
    ),
    linked(
        "a matrix of counts",
        [
            ("縦：送信側、横：受信側、数字はIF数",),
            (None, "住記", "介護", "国保"),
            ("住記", None, 3, 2),
            ("介護", 0, None, 0),
            ("国保", 0, 1, None),
        ],
        ("住記", "介護"),
        ("住記", "国保"),
        ("国保", "介護"),
    ),
    Habit(
        name="partners in two columns that say who gives in brackets",
        sheets={
            "台帳": [
                (*HEAD, "連携先（送信）", "連携元（受信）"),
                (*ROWS[0], "介護", "－"),
                (*ROWS[1], "－", "住記"),
            ]
        },
        expected={"住記": JUKI, "介護": KAIGO},
        links=frozenset({("住記", "介護")}),
    ),
    one(
        "the state of the move below the standard's system",
        [
            ("業務", "システム名", "委託先", "標準準拠システムへの移行", None),
            (None, None, None, "状況", "移行（予定）日"),
            ("住民基本台帳", "住記", "あおば計算", "移行済", "R8.1.5"),
            ("介護保険", "介護", "みなと情報", "未移行", "R9.9.27"),
        ],
        {
            "住記": {"areas": ["住民基本台帳"], "vendor": "あおば計算", "migrated": True},
            "介護": {"areas": ["介護保険"], "vendor": "みなと情報", "migrated": False, "planned": "2027-09-27"},
        },
        _merge("A1:A2", "B1:B2", "C1:C2", "D1:E1"),
    ),
    column(
        "days in letters and with a stroke for the century",
        "契約終了日",
        "end",
        [
            ("令和九年三月三十一日", "2027-03-31"),
            ("平成三十一年四月十日", "2019-04-10"),
            ("令和元年五月一日", "2019-05-01"),
        ],
    ),
    column(
        "amounts as on a contract",
        "年額（税込）",
        "amount",
        [("金3,300,000円也", 3_300_000), ("275,000円×12月", 3_300_000), ("275千円×12か月", 3_300_000)],
    ),
    one(
        "who signs, who helps, who lends, who made it",
        [
            ("システム名", "業務", "契約相手方（元請）", "再委託先", "開発元", "契約終了日", "年額(円)"),
            ("住記", "住民基本台帳", "あおば計算", "はるか電子", "北辰製作所", "R13.3.31", 3_300_000),
            ("介護", "介護保険", "みなと情報", "－", "みなと情報", "R9.9.30", 1_980_000),
        ],
        {"住記": JUKI, "介護": KAIGO},
    ),
    Habit(
        name="a form whose amounts stand below 経費 by year",
        sheets={
            name: [
                ("システム名", name, "所管課", "住民課"),
                ("業務", area, "委託先", firm),
                ("契約終了日", end, "標準準拠", "未準拠"),
                ("経費（千円・税込）", "令和7年度", "令和8年度", "備考"),
                ("　保守委託料", amount - 100, amount, None),
            ]
            for name, area, firm, end, amount in (
                ("住記", "住民基本台帳", "あおば計算", "R13.3.31", 3_300),
                ("介護", "介護保険", "みなと情報", "R9.9.30", 1_980),
            )
        },
        expected={
            name: {**row, "division": "住民課", "conformance": "未準拠", "migrated": False}
            for name, row in (("住記", JUKI), ("介護", KAIGO))
        },
    ),
    one(
        "last year, this year and the difference, with the unit below",
        [
            (*HEAD[:4], "前年度", "本年度", "増減"),
            (None, None, None, None, "（千円）", "（千円）", "（千円）"),
            (*ROWS[0][:4], 3_500, 3_300, "△200"),
            (*ROWS[1][:4], 1_900, 1_980, 80),
        ],
        {"住記": JUKI, "介護": KAIGO},
    ),
    one(
        "a price once and a price by the year, in thousands a year",
        [
            (*HEAD[:4], "初期費用（千円）", "ランニング（千円/年）", "5年間TCO（千円）"),
            (*ROWS[0][:4], 12_000, 3_300, 28_500),
            (*ROWS[1][:4], 5_000, 1_980, 14_900),
        ],
        {"住記": JUKI, "介護": KAIGO},
    ),
    one(
        "who runs it beside where it stands",
        [
            (*HEAD, "運用形態", "設置場所"),
            (*ROWS[0], "SaaS", "ガバメントクラウド"),
            (*ROWS[1], "共同利用", "庁舎3階サーバ室"),
        ],
        {"住記": {**JUKI, "hosting": "ガバメントクラウド"}, "介護": {**KAIGO, "hosting": "庁内・DC"}},
    ),
    one(
        "a nickname beside the whole name",
        [
            ("通称", "正式名称", "対象業務", "委託先", "契約終了日", "年額（円）"),
            ("すみれ", "総合住民情報システム", "住民基本台帳", "あおば計算", "R13.3.31", 3_300_000),
            ("かえで", "介護保険事務処理システム", "介護保険", "みなと情報", "R9.9.30", 1_980_000),
        ],
        {"総合住民情報システム": JUKI, "介護保険事務処理システム": KAIGO},
    ),
    one(
        "the shares of all towns of a joint centre, ours among them",
        [
            (*HEAD[:4], "年額（千円）", None, None, None),
            (None, None, None, None, "見本町", "東町", "西村", "計"),
            (*ROWS[0][:4], 3_300, 2_200, 1_100, 6_600),
            (*ROWS[1][:4], 1_980, 1_320, 660, 3_960),
        ],
        {"住記": JUKI, "介護": KAIGO},
        _merge("A1:A2", "B1:B2", "C1:C2", "D1:D2", "E1:H1"),
    ),
    one(
        "the shares of all towns, none of them ours by name",
        [
            (*HEAD[:4], "年額（千円）", None, None),
            (None, None, None, None, "東町", "西村", "計"),
            (*ROWS[0][:4], 2_200, 1_100, 3_300),
            (*ROWS[1][:4], 1_320, 660, 1_980),
        ],
        {"住記": {**JUKI, "amount": ASK}, "介護": {**KAIGO, "amount": ASK}},
        _merge("A1:A2", "B1:B2", "C1:C2", "D1:D2", "E1:G1"),
    ),
    one(
        "a list of the budget with its item for each system",
        [
            ("款", "項", "目", "節", *HEAD[:4], "予算額（千円）"),
            ("02", "01", "03", "12", *ROWS[0][:4], 3_300),
            ("03", "01", "02", "13", *ROWS[1][:4], 1_980),
        ],
        {"住記": JUKI, "介護": KAIGO},
    ),
    one(
        "questions numbered with a letter: no sum of five years",
        [
            (
                "Q1 システムの名称",
                "Q2 対象業務",
                "Q3 委託業者名",
                "Q4 契約満了日",
                "Q5 年間費用（税込・円）",
                "Q6 移行は完了していますか",
            ),
            (*ROWS[0], "はい"),
            (*ROWS[1], "いいえ"),
        ],
        {"住記": {**JUKI, "migrated": True}, "介護": {**KAIGO, "migrated": False}},
    ),
    one(
        "a term told by its first day and its length",
        [
            (*HEAD[:3], "契約開始日", "契約期間（年）", "年額（円）"),
            (*ROWS[0][:3], "R8.4.1", 5, 3_300_000),
            (*ROWS[1][:3], "R4.10.1", "5年", 1_980_000),
        ],
        {
            "住記": {**JUKI, "start": "2026-04-01", "end": "2031-03-31|ask"},
            "介護": {**KAIGO, "start": "2022-10-01", "end": "2027-09-30|ask"},
        },
    ),
    one(
        "letters explained below the list",
        [
            (*HEAD, "進捗"),
            (*ROWS[0], "A"),
            (*ROWS[1], "C"),
            ("（進捗）A：移行完了　B：作業中　C：未着手",),
        ],
        {"住記": {**JUKI, "migrated": True}, "介護": {**KAIGO, "migrated": False}},
    ),
    linked(
        "codes explained in the headings of links",
        [
            ("連携元", "連携先", "連携方式\n1:API 2:ファイル", "連携頻度\n1:日次 2:月次"),
            ("住記", "介護", 2, 1),
            ("国保", "介護", 1, 2),
        ],
        ("住記", "介護"),
        ("国保", "介護"),
    ),
    one(
        "the budget of the year as first voted and as changed, and what is asked for next year",
        [
            ("（単位：千円）",),
            (*HEAD[:4], "R7実績", "R8当初", "R8補正後", "R9要求"),
            (*ROWS[0][:4], 3_100, 3_200, 3_300, 3_500),
            (*ROWS[1][:4], 1_900, 1_980, 1_980, 2_000),
        ],
        {"住記": {**JUKI, "amount": "3300000|ask"}, "介護": {**KAIGO, "amount": "1980000|ask"}},
    ),
    one(
        "the firm of today and the next in one cell, as the heading says",
        [(*HEAD[:2], "ベンダ（現／次）"), ("住記", "住民基本台帳", "あおば計算／みなと情報")],
        {"住記": {"areas": ["住民基本台帳"], "vendor": ASK}},
    ),
    one(
        "contracts of areas, and no system by name",
        [
            ("契約件名", "業務", "契約の相手方", "契約期間", "年額（円）"),
            ("住民記録システム賃貸借", "住民基本台帳", "あおば計算", "R8.4.1～R13.3.31", 3_300_000),
            ("介護保険システム利用", "介護保険", "みなと情報", "R4.10.1～R9.9.30", 1_980_000),
        ],
        {"住民記録システム": {**JUKI, "start": "2026-04-01"}, "介護保険システム": {**KAIGO, "start": "2022-10-01"}},
    ),
    one(
        "the parts of a system in rows, and their sum below them",
        [
            (*HEAD[:3], "費目", "R8（千円）"),
            ("住記", "住民基本台帳", "あおば計算", "保守", 1_100),
            (None, None, None, "リース", 2_200),
            (None, None, None, "計", 3_300),
            ("介護", "介護保険", "みなと情報", "保守", 1_980),
            (None, None, None, "計", 1_980),
        ],
        {
            "住記": {"areas": ["住民基本台帳"], "vendor": "あおば計算", "amounts": [1_100_000, 2_200_000]},
            "介護": {"areas": ["介護保険"], "vendor": "みなと情報", "amount": 1_980_000},
        },
        _merge("A2:A4", "B2:B4", "C2:C4", "A5:A6", "B5:B6", "C5:C6"),
    ),
    one(
        "the fees of a year by kind, side by side: none of them alone is the price",
        [
            (*HEAD[:4], "R8委託料（千円）", "R8使用料（千円）"),
            (*ROWS[0][:4], 1_100, 2_200),
            (*ROWS[1][:4], 1_980, None),
        ],
        {"住記": {**JUKI, "amount": ASK}, "介護": {**KAIGO, "amount": "1980000|ask"}},
    ),
    one(
        "the day of the finished move, and that of the one to come",
        [
            (*HEAD, "移行完了日", "移行予定"),
            (*ROWS[0], "R8.1.5", None),
            (*ROWS[1], None, "R9.9.27"),
            ("国保", "国保", "みなと情報", "R10.3.31", 1_100_000, None, "済"),
        ],
        {
            "住記": {**JUKI, "migrated": True},
            "介護": {**KAIGO, "planned": "2027-09-27"},
            "国保": {
                "areas": ["国民健康保険"],
                "vendor": "みなと情報",
                "end": "2028-03-31",
                "amount": 1_100_000,
                "migrated": True,
            },
        },
    ),
    column(
        "amounts beside their tax, months in words",
        "年額（円・税込）",
        "amount",
        [
            ("3,300,000（税抜3,000,000）", 3_300_000),
            ("3,000,000円（税込3,300,000円）", 3_300_000),
            ("3,300,000円（うち消費税300,000円）", 3_300_000),
            ("3,300千円（税込10%）", 3_300_000),
            ("月275千円", 3_300_000),
            ("3,300,000（税抜2,900,000）", ASK),
        ],
    ),
    one(
        "areas with dots before them, a division with a mark, systems that ended or are to come",
        [
            ("主管課", *HEAD, "廃止年月", "備考"),
            ("◎住民課", "住記", "・住民基本台帳\n・印鑑登録", *ROWS[0][2:], None, None),
            ("福祉課", *ROWS[1], "R10.3（予定）", None),
            ("福祉課", "旧健診", "健康管理", "みなと情報", "R8.3.31", 500_000, "R8.3", None),
            ("総務課", "申請", "申請管理", "あおば計算", None, None, None, "R9.4新規導入予定"),
        ],
        {
            "住記": {**JUKI, "areas": ["住民基本台帳", "印鑑登録"], "division": "住民課"},
            "介護": {**KAIGO, "division": "福祉課"},
        },
    ),
    Habit(
        name="a sheet of partners for each system",
        sheets={
            "台帳": [HEAD, *ROWS],
            "住記連携": [("住記　連携一覧",), ("連携先", "送受信", "データ"), ("介護", "送信", "異動")],
            "介護連携": [("介護　連携一覧",), ("連携先", "送受信", "データ"), ("国保連合会", "双方向", "請求")],
        },
        expected={"住記": JUKI, "介護": KAIGO},
        links=frozenset({("住記", "介護"), ("介護", "国保連合会"), ("国保連合会", "介護")}),
    ),
    Habit(
        name="contracts that name several systems by their row, amounts in thousands by a line above",
        sheets={
            "システム": [("項番", "システム名称", "対象業務"), (1, "住記", "住民基本台帳"), (2, "介護", "介護保険")],
            "契約": [
                ("（金額は千円、税込）",),
                ("契約番号", "契約件名", "契約相手方", "項番", "履行開始", "履行終了", "年額"),
                ("8-01", "窓口系利用契約", "あおば計算", "1,2", "R8.4.1", "R13.3.31", 3_300),
            ],
        },
        expected={
            name: {"areas": [area], "start": "2026-04-01", "end": "2031-03-31", "amount": 3_300_000}
            for name, area in (("住記", "住民基本台帳"), ("介護", "介護保険"))
        },
    ),
    one(
        "the form of a prefecture: before, after, planned and done",
        [
            ("対象業務", "現行システム", None, "移行後システム", None, "移行時期", None, "特定移行支援システムに該当"),
            (None, "事業者名", "契約満了日", "事業者名", "パッケージ名", "予定", "実績", None),
            ("住民基本台帳", "さくら電子", "R8.3.31", "あおば計算", "総合V5", None, "R8.1.5", "否"),
            ("介護保険", "みなと情報", "R9.9.30", "はるか電子", "介護S", "R10.1.4", None, "該当"),
        ],
        {
            "住民基本台帳": {
                "areas": ["住民基本台帳"],
                "vendor": "あおば計算",
                "migrated": True,
                "due": "原則の移行期限",
            },
            "介護保険": {
                "areas": ["介護保険"],
                "vendor": "みなと情報",
                "end": "2027-09-30",
                "planned": "2028-01-04",
                "due": "省令等で別に定める期限",
            },
        },
        _merge("A1:A2", "B1:C1", "D1:E1", "F1:G1", "H1:H2"),
    ),
    one(
        "what was reckoned, what was signed, and what it was changed to",
        [
            (*HEAD[:4], "設計額（年額・円）", "契約額（年額・円）", "変更後契約額（年額・円）"),
            (*ROWS[0][:4], 3_500_000, 3_300_000, None),
            (*ROWS[1][:4], 2_000_000, 1_870_000, 1_980_000),
        ],
        {"住記": JUKI, "介護": {**KAIGO, "amount": ASK}},
    ),
    one(
        "what it costs a year today and after the move, in brackets; a day with its hour",
        [
            (*HEAD[:4], "移行後運用費（年・千円）", "現行運用費（年・千円）", "切替日時"),
            (*ROWS[0][:4], 5_000, 3_300, "R9.1.4 8:30"),
            (*ROWS[1][:4], 3_000, 1_980, "2027/9/27 9:00"),
        ],
        {"住記": {**JUKI, "planned": "2027-01-04"}, "介護": {**KAIGO, "planned": "2027-09-27"}},
    ),
    one(
        "rows of sums that reckon the tax of a net list",
        [
            HEAD,
            (*ROWS[0][:4], 3_000_000),
            (*ROWS[1][:4], 1_800_000),
            ("計（税抜）", None, None, None, 4_800_000),
            ("消費税", None, None, None, 480_000),
            ("合計（税込）", None, None, None, 5_280_000),
        ],
        {"住記": JUKI, "介護": KAIGO},
    ),
    one(
        "rows of sums that reckon the tax of a gross list",
        [
            HEAD,
            *ROWS,
            ("合計（税込）", None, None, None, 5_280_000),
            ("計（税抜）", None, None, None, 4_800_000),
            ("消費税", None, None, None, 480_000),
        ],
        {"住記": JUKI, "介護": KAIGO},
    ),
    one(
        "units in a row below the headings, without brackets",
        [
            (*HEAD[:4], "年額", "端末"),
            (None, None, None, None, "千円", "台"),
            (*ROWS[0][:4], 3_300, 30),
            (*ROWS[1][:4], 1_980, 10),
        ],
        {"住記": JUKI, "介護": KAIGO},
    ),
    one(
        "rows of today and rows of the next, the next with its day in brackets",
        [
            ("業務", "システム名", "区分", "委託先", "契約終了日", "年額(円)"),
            ("住民基本台帳", "住記", "現行", "あおば計算", "R13.3.31", 3_300_000),
            ("住民基本台帳", "住記クラウド", "次期（R13.4稼働）", "はるか電子", "R18.3.31", 5_000_000),
            ("介護保険", "介護", "現行", "みなと情報", "R9.9.30", 1_980_000),
        ],
        {"住記": JUKI, "介護": KAIGO},
    ),
    linked(
        "links by the areas that give and use, one that ended, one to come",
        [
            ("データ名", "提供業務", "利用業務", "提供方式", "状態"),
            ("異動", "住民基本台帳", "国民健康保険、介護保険", "CSV", "稼働中"),
            ("資格", "国民健康保険", "住民基本台帳", "CSV", "廃止"),
            ("資格", "国民健康保険", "介護保険", "CSV", "R9.4開始予定"),
        ],
        ("住記", "国保"),
        ("住記", "介護"),
    ),
    linked(
        "two systems and an arrow between them, without a heading over the arrow",
        [("システム1", None, "システム2", "データ"), ("住記", "→", "介護", "異動"), ("介護", "←", "国保", "資格")],
        ("住記", "介護"),
        ("国保", "介護"),
    ),
)
