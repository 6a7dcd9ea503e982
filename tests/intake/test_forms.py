"""Forms with tables and sections inside: read on below them, amounts by year and kind, links in sentences.

The right values were written before any of these was read. Towns, systems, firms and amounts are fictional.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from readiness.intake.reading import Reading
from readiness.intake.sentences import links_in_words
from tests.intake.town import Rows, fill, links, of_files, systems


def _form(folder: Path, forms: dict[str, Rows], *merged: str) -> Reading:
    book = Workbook()
    book.remove(book.active)
    for title, rows in forms.items():
        sheet = book.create_sheet(title)
        fill(sheet, rows)
        for area in merged:
            sheet.merge_cells(area)
    book.save(folder / "見本町.xlsx")
    return of_files(folder / "見本町.xlsx")


def _asked(found: Reading) -> list[tuple[str, str, str]]:
    return [(doubt.code, doubt.field, doubt.text) for doubt in found.doubts if doubt.asked]


TOP: Rows = [
    ("システム管理カード",),
    ("システム名称", "介護保険", None, None, "主管課", "長寿課"),
    ("業務", "介護保険", None, None, "内線", "205"),
    ("委託先", "みなと情報株式会社", None, None, "契約満了日", "R9.9.30"),
]
SYSTEM = {
    "areas": ["介護保険"],
    "owner_division": "長寿課",
    ".end": "2027-09-30",
}
# Rows of amounts, the ranges merged in them, the amount of 令和8年度 in yen.
AMOUNTS: dict[str, tuple[Rows, tuple[str, ...], int]] = {
    "kinds down, years across, label merged down": (
        [
            ("年間費用(千円)", None, "R7年度", "R8年度", "R9年度(見込)"),
            (None, "機器保守料", 100, 120, 130),
            (None, "利用料", 200, 220, 230),
            (None, "合計", 300, 340, 360),
        ],
        ("A5:A8",),
        340_000,
    ),
    "the same without merging": (
        [
            ("年間費用(千円)", "区分", "令和8年度", "令和7年度"),
            (None, "機器保守料", 120, 100),
            (None, "利用料", 220, 200),
            (None, "計", 340, 300),
        ],
        (),
        340_000,
    ),
    "years down, kinds across": (
        [
            ("経費(万円)", "年度", "保守料", "使用料", "計"),
            (None, "令和7年度", 10, 20, 30),
            (None, "令和8年度", 12, 22, 34),
            (None, "令和9年度", 13, 23, 36),
        ],
        ("A5:A8",),
        340_000,
    ),
    "a sum of years and remarks beside the years": (
        [
            ("年間費用(千円)", None, "R7年度", "R8年度", "5年間計", "備考"),
            (None, "機器保守料", 100, 120, 550, "単価改定"),
            (None, "利用料", 200, 220, 1100, None),
            (None, "計", 300, 340, 1650, None),
        ],
        ("A5:A8",),
        340_000,
    ),
    "kinds among the labels": (
        [
            ("費用区分", "令和7年度", "令和8年度", "令和9年度", "単位:千円"),
            ("保守料", 100, 120, 130),
            ("使用料", 200, 220, 230),
            ("計", 300, 340, 360),
        ],
        (),
        340_000,
    ),
    "a title above, one row of amounts": (
        [
            ("運用経費(千円)", None, None, None),
            ("区分", "令和7年度", "令和8年度", "令和9年度"),
            ("年額", 300, 340, 360),
        ],
        (),
        340_000,
    ),
}
BELOW: Rows = [
    ("標準化", "移行予定時期", "R9.9", None, "移行後", "みなとクラウド"),
    (None, "移行状況", "移行完了"),
    ("補足", "令和10年3月末でサポート終了"),
]


@pytest.mark.parametrize("kind", AMOUNTS)
def test_a_form_goes_on_below_amounts_by_year_and_kind(kind: str, tmp_path: Path) -> None:
    rows, merged, amount = AMOUNTS[kind]
    at = len(TOP) + len(rows) + 1
    found = _form(tmp_path, {"介護": [*TOP, *rows, *BELOW]}, *merged, f"A{at}:A{at + 1}", "B2:D2", "B3:D3")
    (name, read), *others = systems(found).items()
    assert (name, others) == ("介護保険", [])
    want: dict[str, Any] = {**SYSTEM, ".annual_amount": amount, "planned_date": "2027-09-30", "migrated": True}
    assert {key: read.get(key) for key in want} == want
    assert [field for _, field, _ in _asked(found)] == ["system.platform_eol"]
    unused = {item.text: item.reason for item in found.unused}
    assert "移行後" in unused  # a label nobody knows is told
    assert not any(item.kind == "region" for item in found.unused)
    years = [text for text, reason in unused.items() if reason == "other-year"]
    assert years  # what is of other years is told, not lost


def test_parts_alone_are_asked_and_not_added_in_silence(tmp_path: Path) -> None:
    rows = [("経費(千円)", None, "令和7年度", "令和8年度"), (None, "保守料", 100, 120), (None, "使用料", 200, 220)]
    found = _form(tmp_path, {"介護": [*TOP, *rows, *BELOW]}, "A5:A7", "A8:A9")
    read = systems(found)["介護保険"]
    assert ".annual_amount" not in read
    assert "contract.annual_amount" in [field for _, field, _ in _asked(found)]
    assert read["planned_date"] == "2027-09-30"


UNREAD: dict[str, Rows] = {
    "機器": [("機器", "機種", "台数", "設置場所"), (None, "NX-1", 2, "電算室"), (None, "NX-2", 5, "窓口")],
    "経費": [
        ("経費", None, "令和7年度", None, "令和8年度"),
        (None, None, "当初", "決算", "当初"),
        (None, "計", 1, 2, 3),
    ],
}


@pytest.mark.parametrize("label", UNREAD)
def test_a_table_nobody_reads_is_told_with_its_place_and_the_form_goes_on(label: str, tmp_path: Path) -> None:
    rows = UNREAD[label]
    found = _form(tmp_path, {"介護": [*TOP, *rows, *BELOW]}, "A5:A7", "A8:A9")
    assert list(systems(found)) == ["介護保険"]
    assert systems(found)["介護保険"]["planned_date"] == "2027-09-30"
    told = [item for item in found.unused if item.text == label]
    assert [(item.reason, item.place.cell) for item in told] == [("inner", "A5")]
    assert [code for code, _, _ in _asked(found)] == ["note"]  # the remark further down


def test_amounts_beside_the_labels_of_a_form_hide_none_of_them(tmp_path: Path) -> None:
    rows = [
        ("システム名", "介護", None, "経費(千円)", None, "R7年度", "R8年度"),
        ("業務", "介護保険", None, None, "保守料", 100, 120),
        ("委託先", "みなと情報", None, None, "使用料", 200, 220),
        ("契約終了日", "R9.9.30", None, None, "計", 300, 340),
        ("備考", "様式1", None, "所管課", "長寿課"),
    ]
    found = systems(_form(tmp_path, {"票": rows}, "D1:D4"))
    assert list(found) == ["介護"]
    wanted = ("areas", "vendor", ".end", ".annual_amount", "owner_division")
    assert [found["介護"].get(key) for key in wanted] == [["介護保険"], "みなと情報", "2027-09-30", 340_000, "長寿課"]


def test_sections_on_the_left_with_amounts_and_remarks_below_are_one_form(tmp_path: Path) -> None:
    rows = [
        ("基本", "システム名", "介護", None, "所管課", "長寿課"),
        (None, "業務", "介護保険", None, "利用者数", "20人"),
        ("契約", "委託先", "みなと情報"),
        (None, "契約終了日", "R9.9.30"),
        ("年度別経費(千円)", "区分", "R6年度", "R7年度", "R8年度"),
        (None, "保守料", 100, 110, 120),
        (None, "使用料", 200, 210, 220),
        (None, "合計", 300, 320, 340),
        ("標準化", "移行予定時期", "R9.12", None, "移行状況", "未着手"),
        ("備考", "R10.3末でサポート終了"),
    ]
    found = _form(tmp_path, {"調書": rows}, "A1:A2", "A3:A4", "A5:A8")
    read = systems(found)["介護"]
    wanted = ("areas", ".end", ".annual_amount", "planned_date", "migrated")
    assert [read.get(key) for key in wanted] == [["介護保険"], "2027-09-30", 340_000, "2027-12-31", False]
    assert [(code, field) for code, field, _ in _asked(found)] == [("note", "system.platform_eol")]


def _card(name: str, area: str, amount: int) -> Rows:
    return [
        ("システム名", name, None, None, "所管課", "長寿課"),
        ("業務", area),
        ("経費(千円)", None, "R7決算", "R8予算", "R9見込"),
        (None, "保守料", 90, 100, 110),
        (None, "使用料", 90, amount - 100, 110),
        (None, "計", 180, amount, 220),
        ("委託先", "みなと情報"),
        ("契約期間", "R4.4.1", "～", "R9.3.31"),
        ("標準化", "移行時期", "R9.9", None, "状況", "未着手"),
    ]


def test_cards_below_one_another_with_amounts_between_their_labels(tmp_path: Path) -> None:
    rows = [*_card("介護", "介護保険", 340), (None,), *_card("住記", "住民基本台帳", 500)]
    found = systems(_form(tmp_path, {"カード": rows}, "A3:A6", "A13:A16"))
    wanted = ("areas", ".annual_amount", ".start", ".end", "planned_date", "migrated")
    assert {name: tuple(row.get(key) for key in wanted) for name, row in found.items()} == {
        "介護": (["介護保険"], 340_000, "2022-04-01", "2027-03-31", "2027-09-30", False),
        "住記": (["住民基本台帳"], 500_000, "2022-04-01", "2027-03-31", "2027-09-30", False),
    }


def test_sections_of_today_and_of_the_system_to_come_are_not_mixed(tmp_path: Path) -> None:
    rows = [
        ("システム名", "介護"),
        ("業務", "介護保険"),
        ("現行", "事業者", "みなと情報"),
        (None, "契約終了日", "R9.9.30"),
        ("次期", "事業者", "あおば計算"),
        (None, "移行予定日", "R9.10.1"),
        ("備考", "様式1"),
    ]
    found = _form(tmp_path, {"票": rows}, "A3:A4", "A5:A6")
    read = systems(found)["介護"]
    assert (read["vendor"], read[".end"], read["planned_date"]) == ("みなと情報", "2027-09-30", "2027-10-01")
    assert [(item.text, item.reason) for item in found.unused] == [("事業者", "next-only")]


def test_records_side_by_side_under_a_section_are_all_read(tmp_path: Path) -> None:
    rows = [
        ("項目", None, "1", "2"),
        ("システム名", None, "住記", "税"),
        ("業務", None, "住民基本台帳", "固定資産税"),
        ("契約", "委託先", "あおば計算", "みなと情報"),
        (None, "契約終了日", "R9.3.31", None),
        (None, "年額(円)", 3_300_000, 2_200_000),
        ("備考", None, "様式1", "様式1"),
    ]
    found = systems(_form(tmp_path, {"表": rows}, "A4:A6"))
    assert sorted(row[".annual_amount"] for row in found.values()) == [2_200_000, 3_300_000]


def test_areas_in_a_wide_cell_of_a_form_are_all_its_own(tmp_path: Path) -> None:
    rows = [
        ("システム名", "住民記録", None, None),
        ("対象業務", "住民基本台帳・印鑑登録", None, None),
        ("委託先", "あおば計算", None, None),
    ]
    found = _form(tmp_path, {"住記": rows}, "B1:D1", "B2:D2", "B3:D3")
    assert systems(found)["住民記録"]["areas"] == ["住民基本台帳", "印鑑登録"]
    assert _asked(found) == []


def test_a_year_ahead_of_the_act_is_told_and_not_asked(tmp_path: Path) -> None:
    def rows(year: str) -> Rows:
        return [("システム名", f"介護{year}"), ("業務", "介護保険"), ("委託先", "みなと情報"), ("導入年度", year)]

    found = _form(tmp_path, {f"票{year[2:-2]}": rows(year) for year in ("平成28年度", "令和元年度", "令和5年度")})
    assert [text for _, field, text in _asked(found) if field == "system.live_date"] == ["令和5年度"]
    assert [one.samples[0] for one in found.stated if "before-act" in one.codes] == ["平成28年度", "令和元年度"]
    assert not any("live_date" in row for row in systems(found).values())


def _linked(text: str) -> dict[str, Rows]:
    names = {"住記": "住民基本台帳", "税": "固定資産税", "介護": "介護保険"}
    return {
        name: [
            ("システム名", f"{name}システム"),
            ("業務", area),
            ("委託先", "あおば計算"),
            ("データ連携", text if name == "住記" else None),
        ]
        for name, area in names.items()
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("税システムへ異動情報(日次・自動)、介護システムへ宛名(月次)", {("住記", "税"), ("住記", "介護")}),
        ("税システムから賦課情報を受領。介護システムへ異動情報を提供", {("税", "住記"), ("住記", "介護")}),
        ("税、介護システムへ異動情報(日次、夜間)", {("住記", "税"), ("住記", "介護")}),
        ("異動情報を介護システムへ毎日送信", {("住記", "介護")}),
        ("なし", set()),
    ],
)
def test_links_in_a_sentence_have_their_direction(text: str, expected: set[tuple[str, str]], tmp_path: Path) -> None:
    found = _form(tmp_path, _linked(text))
    assert links(found) == {(f"{one}システム", f"{other}システム") for one, other in expected}
    assert not any(section == "external_systems" for section in found.sections)
    assert _asked(found) == []


def test_what_a_sentence_says_of_its_links_is_kept(tmp_path: Path) -> None:
    found = _form(tmp_path, _linked("税システムへ異動情報(日次・CSV)、税システムへ宛名情報(月次)"))
    told = {(data["data"], data["frequency"]) for data, _ in found.sections["interfaces"]}
    assert told == {("異動情報", "日次"), ("宛名情報", "月次")}


@pytest.mark.parametrize(
    "text",
    ["夜間に各課の端末で異動分を確認している", "税システムへ、介護については別紙", "住基と税で毎日やりとりをする"],
)
def test_a_sentence_that_cannot_be_read_is_one_question(text: str, tmp_path: Path) -> None:
    found = _form(tmp_path, _linked(text))
    assert links(found) == frozenset()
    assert [code for code, _, _ in _asked(found)] == ["link-sentence"]


def test_a_list_of_names_is_no_sentence() -> None:
    assert links_in_words("税、介護、へき地診療システム", lambda name: name in ("税", "介護")) == ()
