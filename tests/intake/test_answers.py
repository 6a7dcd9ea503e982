"""Every kind of doubt takes its answer: it is asked no more, and the records change as the answer says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.styles import Font

from readiness.app.words import open_book
from readiness.intake.answers import choices, spelled, written
from readiness.intake.doubt import Doubt
from readiness.intake.known import Known
from readiness.intake.read import read
from readiness.intake.reading import Reading
from tests.intake.town import AS_OF, Rows, asked, links, of_files, saved, systems, words

LIST = [
    ("システム名", "業務", "委託先", "契約終了日", "年額(円)"),
    ("みなと住記", "住民基本台帳", "つばめ情報(株)", "R10.3.31", 3_300_000),
    ("みなと介護", "介護保険", "つばめ情報(株)", "R9.9.30", 1_980_000),
]
CONTRACTS = ("契約件名", "対象システム", "契約相手方", "契約期間", "年額(円)")
Sheets = Mapping[str, Rows]


def of(name: str, field: str) -> Callable[[Reading], Any]:
    return lambda found: systems(found).get(name, {}).get(field)


def names(found: Reading) -> Any:
    return sorted(systems(found))


def vendors(found: Reading) -> Any:
    return [data["name"] for data, _ in found.sections.get("vendors", ())]


def contracts(found: Reading) -> Any:
    return "機器賃貸借" in {data["name"] for data, _ in found.sections["contracts"]}


def row(*cells: object) -> Sheets:
    return {"一覧": [("システム名", "業務", "委託先", "契約終了日", "年額(円)", "備考"), cells]}


def head(name: str, cell: object, *above: object) -> Sheets:
    return {"一覧": [*[(text,) for text in above], ("システム名", "業務", name), ("みなと住記", "住民基本台帳", cell)]}


AMOUNT, END = ".annual_amount", ".end"
ONE = "みなと住記"

SCENARIOS: tuple[tuple[str, str, Sheets, Callable[[Reading], Any], Any, tuple[tuple[str, Any], ...]], ...] = (
    # code, what is looked at, before, answer → after
    (
        "a day",
        "several-dates",
        row(ONE, "住基", "", "R9.3.31又はR10.3.31", ""),
        of(ONE, END),
        None,
        (("R10.3.31", "2028-03-31"), ("はい", "2028-03-31"), ("読まない", None)),
    ),
    (
        "an amount",
        "money",
        row(ONE, "住基", "", "", "応相談"),
        of(ONE, AMOUNT),
        None,
        (("330万円", 3_300_000), ("3,300,000", 3_300_000), ("読まない", None)),
    ),
    (
        "a vendor",
        "joint-vendor",
        row(ONE, "住基", "つばめ㈱・かもめ㈱", "", ""),
        of(ONE, "vendor"),
        None,
        (("つばめ㈱", "つばめ㈱"), ("自団体", "自団体")),
    ),
    (
        "a state",
        "remark",
        head("移行状況", "移行済(見込み)"),
        of(ONE, "migrated"),
        None,
        (("はい", True), ("非該当", False), ("読まない", None)),
    ),
    (
        "a remark",
        "note",
        row(ONE, "住基", "", "", "", "R9.9で契約終了"),
        of(ONE, END),
        None,
        (("はい", "2027-09-30"), ("読まない", None), ("R10.3.31", "2028-03-31")),
    ),
    (
        "areas by the name",
        "area-in-name",
        {"一覧": [("システム名", "委託先"), ("新しい住民記録の窓", "甲")]},
        of("新しい住民記録の窓", "areas"),
        None,
        (("はい", ["住民基本台帳"]), ("印鑑登録", ["印鑑登録"]), ("周辺", None)),
    ),
    (
        "a column's period",
        "period",
        head("委託料", "3,300,000円"),
        of(ONE, AMOUNT),
        None,
        (("年額", 3_300_000), ("月額", 39_600_000), ("読まない", None)),
    ),
    ("a column's unit", "no-unit", head("年額", 3_300), of(ONE, AMOUNT), None, (("千円", 3_300_000), ("円", 3_300))),
    (
        "a column's year",
        "year",
        head("R9年度予算額(円)", 3_300_000),
        of(ONE, AMOUNT),
        None,
        (("はい", 3_300_000), ("読まない", None)),
    ),
    (
        "two units",
        "units",
        head("年額", 3_300, "(単位:千円)", "(単位:百万円)"),
        of(ONE, AMOUNT),
        None,
        (("千円", 3_300_000),),
    ),
    (
        "a word of a list",
        "word",
        head("移行状況", "おおむね"),
        of(ONE, "migrated"),
        None,
        (("いいえ", False), ("未着手", False), ("読まない", None)),
    ),
    ("a word of areas", "word", head("業務", "みどりの窓"), of(ONE, "areas"), ["住民基本台帳"], ()),
    (
        "a row struck",
        "row-alone",
        {"一覧": [*LIST, ("みなと年金",)]},
        names,
        ["みなと介護", ONE],
        (("読む", ["みなと介護", ONE, "みなと年金"]), ("読まない", ["みなと介護", ONE])),
    ),
    (
        "a closed row",
        "row-closed",
        {"一覧": [*LIST, ("旧税(廃止)", "税務", "甲", "R9.3.31", 1)]},
        names,
        ["みなと介護", ONE],
        (("読む", ["みなと介護", ONE, "旧税(廃止)"]),),
    ),
    (
        "a row without a name",
        "row-no-name",
        {"一覧": [*LIST, ("", "国民年金", "甲", "R9.3.31", 1)]},
        names,
        ["みなと介護", ONE],
        (("みなと年金", ["みなと介護", ONE, "みなと年金"]), ("読まない", ["みなと介護", ONE])),
    ),
    (
        "a contract of nobody",
        "contract-no-system",
        {"一覧": LIST, "契約": [CONTRACTS, ("機器賃貸借", "", "かもめ", "R8.4.1～R9.3.31", 1_000)]},
        contracts,
        False,
        (("みなと介護", True), ("読まない", False)),
    ),
    (
        "a contract of an unknown system",
        "contract-unknown",
        {"一覧": LIST, "契約": [CONTRACTS, ("機器賃貸借", "大福帳", "かもめ", "R8.4.1～R9.3.31", 1_000)]},
        contracts,
        False,
        ((ONE, True), ("読まない", False)),
    ),
    (
        "all systems",
        "link-all",
        {"一覧": [("システム名", "業務", "連携先"), (ONE, "住基", "全業務"), ("みなと介護", "介護", "")]},
        links,
        set(),
        (("みなと介護", {(ONE, "みなと介護")}), ("読まない", set())),
    ),
    (
        "each names the other",
        "link-direction",
        {"一覧": [("システム名", "業務", "連携先"), (ONE, "住基", "みなと介護"), ("みなと介護", "介護", ONE)]},
        links,
        {(ONE, "みなと介護")},
        (
            (f"みなと介護→{ONE}", {("みなと介護", ONE)}),
            (f"{ONE}→みなと介護", {(ONE, "みなと介護")}),
            ("双方向", {(ONE, "みなと介護"), ("みなと介護", ONE)}),
        ),
    ),
    (
        "two spellings",
        "same-vendor",
        {"一覧": [LIST[0][:3], (ONE, "住基", "株式会社冨田"), ("みなと介護", "介護", "富田㈱")]},
        vendors,
        ["株式会社冨田", "富田㈱"],
        (("同じ", ["株式会社冨田"]), ("違う", ["株式会社冨田", "富田㈱"])),
    ),
    (
        "systems of no area",
        "outside",
        {"一覧": [("システム名", "委託先"), ("はなまる", "甲"), ("まるばつ", "乙")]},
        of("はなまる", "areas"),
        None,
        (("はい", None), ("はなまる=児童手当", ["児童手当"])),
    ),
    (
        "two sheets that differ",
        "parts",
        {"一覧": LIST, "別": [LIST[0], ("みなと介護", "介護保険", "つばめ情報(株)", "R9.9.30", 2_000_000)]},
        of("みなと介護", AMOUNT),
        None,
        (("足す", 3_980_000), ("2,000,000", 2_000_000), ("読まない", None)),
    ),
    (
        "vendors that differ",
        "differs",
        {"一覧": LIST, "別": [LIST[0], ("みなと介護", "介護保険", "かもめ", "R9.9.30", "")]},
        of("みなと介護", "vendor"),
        None,
        (("かもめ", "かもめ"), ("はやぶさ", "はやぶさ"), ("読まない", None)),
    ),
    (
        "only the side to come",
        "side-only-next",
        {
            "一覧": [
                ("業務", "現行システム名", "移行先システム名", "移行状況"),
                ("住基", ONE, "標準住記", "未着手"),
                ("介護", "", "標準介護", "未着手"),
            ]
        },
        names,
        [ONE],
        (("読む", [ONE, "標準介護"]), ("読まない", [ONE])),
    ),
)


def only(found: Reading, code: str) -> Doubt:
    return next(d for d in asked(found, code=code) if d.field != "contract.vendor")


@pytest.mark.parametrize(
    ("code", "sheets", "seen", "before", "answers"),
    [scenario[1:] for scenario in SCENARIOS if scenario[5]],
    ids=[c[0] for c in SCENARIOS if c[5]],
)
def test_an_answer_settles_its_doubt(
    code: str, sheets: Sheets, seen: Callable[[Reading], Any], before: Any, answers: Any, tmp_path: Path
) -> None:
    file = saved(tmp_path, sheets)
    first = of_files(file)
    doubt = only(first, code)
    assert seen(first) == before
    for answer, after in answers:
        assert answer in choices(doubt) or written(doubt)
        found = of_files(file, answers={doubt.key: answer})
        assert doubt.key not in {d.key for d in asked(found)}, answer
        assert seen(found) == after, answer


@pytest.mark.parametrize("answer", ["らいねん", "はい", "2027-13-45", ""])
def test_an_answer_that_is_no_value_of_the_field_is_asked_again(tmp_path: Path, answer: str) -> None:
    file = saved(tmp_path, row(ONE, "住基", "", "そのうち", ""))
    doubt = only(of_files(file), "date")
    found = of_files(file, answers={doubt.key: answer})
    assert len(asked(found, "contract.end")) == 1 and systems(found)[ONE].get(END) is None


@pytest.mark.parametrize(
    ("answer", "areas", "kind"),
    [
        ("印鑑登録", ["印鑑登録"], None),
        ("住基、印鑑", ["住民基本台帳", "印鑑登録"], None),
        ("周辺", None, "周辺"),
        ("読まない", None, "周辺"),
    ],
)
def test_what_a_word_means_is_told_once_for_all_its_cells(
    tmp_path: Path, answer: str, areas: list[str] | None, kind: str | None
) -> None:
    file = saved(tmp_path, {"一覧": [LIST[0][:3], ("甲", "みどりの窓", "つばめ"), ("乙", "みどりの窓", "つばめ")]})
    doubt = only(of_files(file), "word")
    found = of_files(file, answers={doubt.key: answer})
    assert not asked(found, code="word")
    assert {(tuple(s.get("areas") or ()), s.get("kind")) for s in systems(found).values()} == {
        (tuple(areas or ()), kind)
    }


def test_a_region_is_read_as_what_a_person_says_it_is(tmp_path: Path) -> None:
    file = saved(
        tmp_path,
        {
            "一覧": LIST,
            "別": [
                ("契約番号", "備考", "契約方法", "区画"),
                ("12", "甲", "随意契約", "い"),
                ("13", "乙", "随意契約", "ろ"),
            ],
        },
    )
    found = of_files(file)
    if not asked(found, code="region"):
        pytest.skip("the region has a shape of its own")
    doubt = only(found, "region")
    again = of_files(file, answers={doubt.key: "契約"})
    assert not asked(again, code="region") and "契約" in choices(doubt)


def test_what_was_struck_is_read_where_a_person_says_so(tmp_path: Path) -> None:
    file = saved(tmp_path, {"一覧": LIST})
    book = load_workbook(file)
    for cell in book.active[3]:
        cell.font = Font(strike=True)
    book.save(file)
    doubt = only(of_files(file), "row-struck")
    assert sorted(systems(of_files(file, answers={doubt.key: "読む"}))) == ["みなと介護", ONE]
    assert sorted(systems(of_files(file, answers={doubt.key: "読まない"}))) == [ONE]


def test_words_that_seem_outside_of_the_standard_are_one_question(tmp_path: Path) -> None:
    rows = [
        LIST[0][:3],
        ("甲", "町立図書館運営", "つばめ"),
        ("乙", "町営住宅団地", "つばめ"),
        ("丙", "みどりの窓", "つばめ"),
    ]
    file = saved(tmp_path, {"一覧": rows})
    found = of_files(file)
    assert {d.code: d.text for d in asked(found, "system.areas")} == {
        "words-outside": "町立図書館運営|町営住宅団地",
        "word": "みどりの窓",
    }
    doubt = only(found, "words-outside")
    again = of_files(file, answers={doubt.key: "はい"})
    assert [d.text for d in asked(again, "system.areas")] == ["みどりの窓"]
    saved(tmp_path, {"一覧": [*rows, ("丁", "移動図書館車", "つばめ")]})
    grown = of_files(file, answers={doubt.key: "はい"})
    assert "移動図書館車" in [d.text for d in asked(grown, "system.areas")] and len(asked(grown, "system.areas")) == 2


def test_a_confirmed_remark_settles_what_the_row_said(tmp_path: Path) -> None:
    """「はい」 to a day or an amount in a remark is the value; nothing is asked a second time."""
    sheets = row(
        "住記", "住民基本台帳", "つばめ情報", "R9.9.30", 3_300_000, "R8.10.1から年額3,630,000円に改定。R9.3.31で解約"
    )
    file = saved(tmp_path, sheets)
    first = asked(of_files(file))
    assert {doubt.field for doubt in first} == {"contract.end", "contract.annual_amount"}
    found = of_files(file, answers={doubt.key: "はい" for doubt in first})
    assert not asked(found)
    assert systems(found)["住記"][".end"] == "2027-03-31" and systems(found)["住記"][".annual_amount"] == 3_630_000


def test_a_renamed_system_makes_no_inventory_of_a_list(tmp_path: Path) -> None:
    """Former names are no records: a contract that names no system is asked about in the month of a rename too."""
    sheets = {
        "一覧": [("システム名", "業務"), ("新住記", "住民基本台帳")],
        "契約": [
            ("契約件名", "相手方", "契約終了日", "年額(円)"),
            ("端末賃貸借", "みなとリース", "R10.3.31", 1_100_000),
        ],
    }
    known = Known().renamed({"systems": {"旧住記": "S-00001"}})
    found = read([open_book(saved(tmp_path, sheets))], words(), rate=0.1, as_of=AS_OF, known=known)
    assert [doubt.code for doubt in asked(found)] == ["contract-no-system"]
    assert not found.sections.get("contracts")


def test_an_answer_in_other_words_is_the_word_that_is_offered() -> None:
    assert spelled("廃止済み(R6)", ("読む", "読まない")) == "読まない" and spelled("読みます。", ("読む",)) == "読む"
    assert spelled("税込みです", ("税込", "税抜", "読まない")) == "税込" and spelled("別物", ("同じ", "違う")) == "違う"
    # It could mean that the row is to be read, or that it was right to leave it.
    assert spelled("はい", ("読む", "読まない")) == "はい"
    for (offered, meant), ways in WAYS.items():
        choices_ = tuple(offered.split())
        assert {word: spelled(word, choices_) for word in ways.split()} == {
            word: meant or word for word in ways.split()
        }
    assert spelled("3,300千円", ("はい", "読まない", "又は正しい値")) == "3,300千円"


# Offered words, and the one that each way to say it means; none where it could be either, or the value itself.
WAYS = {
    (
        "はい 読まない",
        "はい",
    ): "はい、そのとおりです 合っています 問題ありません 確認しました 左記のとおり 読み取り値で可 それで結構です 了解 "
    "○ はい、合っています",
    (
        "はい 読まない",
        "読まない",
    ): "読み込み不要 廃止しました 使っていません 載せない 取り込まない 無視してよい 消してください",
    (
        "はい 読まない",
        "",
    ): "はい、ただし違います "
    "いいえ 違います 要確認 不明 たぶん はい？ 一部正しい 確認中 3,300千円 終了 統合済み 契約終了 廃止予定",
    (
        "読む 読まない",
        "読む",
    ): "読み取ってください 使っています 現在も使用中 読んでください 残してください 取り込んでください 稼働しています",
    (
        "読む 読まない",
        "読まない",
    ): "使用していない 統合済み 終了しました いらない 載せなくてよい 読まなくてよい 対象ではありません",
    ("読む 読まない", ""): "いいえ 廃止予定 来年廃止 一部使用 ○ × 運用 使用するか確認",
    ("同じ 違う", "同じ"): "同じ会社 同じ業者です 同一システム",
    ("同じ 違う", "違う"): "違います いいえ、別の契約です 別会社 別の業者です 関係ない",
    ("同じ 違う", ""): "不明 グループ会社 たぶん同じ 一部同じ 合併予定 社名変更",
    ("残す なくなった", "残す"): "はい、残します まだあります 今も使っています 継続",
    ("残す なくなった", "なくなった"): "削除してください もうありません",
    ("残す なくなった", ""): "ない 廃止予定 残さない なくなっていない はい、なくなりました",
    ("年額 月額 読まない", "月額"): "月払い 1か月あたり 毎月です",
    ("年額 月額 読まない", ""): "5年総額 一時金 四半期 年12回",
    ("円 千円 百万円 読まない", "千円"): "単位は千円 千円単位 (千円)",
    ("税込 税抜 読まない", "税込"): "消費税込 税込価格 消費税を含む",
    ("税込 税抜 読まない", "税抜"): "消費税別 税抜き価格 消費税を含まない",
    ("税込 税抜 読まない", ""): "非課税 軽減税率 不明",
    ("足す 読まない", "足す"): "足してください 合算する",
}
