"""機能・帳票要件 in the expected layout and with damage that real copies have."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from readiness.messages.catalogue import Catalogue
from readiness.model.finding import Finding
from readiness.model.standard.edition import Authority
from readiness.model.standard.requirement import BodyScope, Requirement, RequirementKind, RequirementType
from readiness.model.text import Param
from readiness.model.unknown import UNKNOWN
from readiness.report.spec.text import edition_words
from readiness.sources.xlsx import read_workbook
from readiness.standard.edition_json import edition_text, parse_edition
from readiness.standard.editions import newer, newest
from readiness.standard.importers.edition import Imported
from readiness.standard.importers.functions import read_functions
from readiness.standard.problem import StandardError
from tests.standard.books import HEADERS, MARKS, function_book, function_rows


def read(path: Path, version: str | None = None) -> Imported:
    return read_functions(read_workbook(path), "0" * 64, version)


def keys(notes: tuple[Finding, ...]) -> list[str]:
    return [note.message.key for note in notes]


def params(finding: Finding) -> dict[str, Param]:
    return dict(finding.message.params)


def essence(requirements: tuple[Requirement, ...]) -> list[tuple[Any, ...]]:
    """Everything but where it stood."""
    return [(r.id, r.name, r.path, r.text, r.types, r.due, r.rationale, r.kind) for r in requirements]


@pytest.fixture
def plain(tmp_path: Path) -> Imported:
    return read(function_book(tmp_path / "plain.xlsx"))


def test_the_expected_layout(plain: Imported) -> None:
    assert plain.notes == ()
    head = plain.edition.head
    assert (head.id, head.version, head.count) == ("999/functions/1.0", "1.0", 6)
    second = plain.edition.by_id["9990002"]
    assert second.unit == "999"
    assert second.path == ("1 管理項目", "1.2 試験用の中項目")
    assert second.type_for(BodyScope.DESIGNATED_CITY) is RequirementType.REQUIRED
    assert second.type_for(BodyScope.ORDINARY) is RequirementType.OPTIONAL
    assert second.due is None
    assert plain.edition.by_id["9990001"].due == date(2027, 4, 1)
    assert plain.edition.by_id["9990004"].type_for(BodyScope.CORE_CITY) is RequirementType.PROHIBITED


def reordered(path: Path) -> Path:
    return function_book(path, order=list(reversed(HEADERS)))


def one_header_row(path: Path) -> Path:
    return function_book(path, two_rows=False)


def line_breaks(path: Path) -> Path:
    headers = HEADERS | {
        "id": "機能\nＩＤ",
        "rationale": "要件の考え方・\n理由",
        "due": "適合\n 基準日",
        "ordinary": "一般\n市区町村",
    }
    return function_book(path, headers=headers)


def full_width(path: Path) -> Path:
    rows = [
        row | {"id": str(row["id"]).translate(str.maketrans("0123456789", "０１２３４５６７８９"))}
        for row in function_rows()
    ]
    return function_book(path, rows)


def words_for_marks(path: Path) -> Path:
    words = {"◎": "実装必須機能", "○": "標準オプション機能", "×": "実装不可機能"}
    return function_book(
        path, [{key: words.get(value, value) for key, value in row.items()} for row in function_rows()]
    )


def other_circles(path: Path) -> Path:
    other = {"○": "◯", "×": "✕"}
    return function_book(
        path, [{key: other.get(value, value) for key, value in row.items()} for row in function_rows()]
    )


def titles_above(path: Path) -> Path:
    above = [["試験用 機能・帳票要件【第1.0版】"], [], ["※ 凡例: ◎ 実装必須機能"], ["機能ID は業務IDと連番"], []]
    return function_book(path, above=above)


def dates_as_excel_has_them(path: Path) -> Path:
    spellings = [datetime(2027, 4, 1), 46478, "令和9年4月1日"]
    rows = function_rows()
    for row, spelling in zip(rows[::2], spellings, strict=True):
        row["due"] = spelling
    return function_book(path, rows)


def header_on_every_page(path: Path) -> Path:
    rows: list[dict[str, Any]] = [*function_rows()]
    rows.insert(3, dict(HEADERS))
    return function_book(path, rows, two_rows=False)


def blank_rows_and_blanks(path: Path) -> Path:
    rows: list[dict[str, Any]] = [
        row | {"id": f" {row['id']}　", "name": f"{row['name']}\n"} for row in function_rows()
    ]
    rows[2:2] = [{}, {}]
    return function_book(path, [*rows, {}])


def merged_headings(path: Path) -> Path:
    rows = function_rows()
    for number in (1, 2, 4, 5):
        rows[number]["level1"] = None
    return function_book(path, rows, merge=("A4:A6", "A7:A9"))


@pytest.mark.parametrize(
    "damage",
    [
        reordered,
        one_header_row,
        line_breaks,
        full_width,
        words_for_marks,
        other_circles,
        titles_above,
        dates_as_excel_has_them,
        header_on_every_page,
        blank_rows_and_blanks,
        merged_headings,
    ],
)
def test_damage_that_changes_nothing(damage: Callable[[Path], Path], plain: Imported, tmp_path: Path) -> None:
    imported = read(damage(tmp_path / "damaged.xlsx"))
    assert essence(imported.edition.requirements) == essence(plain.edition.requirements)
    assert imported.edition.head.version == "1.0"
    assert imported.notes == ()


def test_numbers_excel_made_of_ids(tmp_path: Path) -> None:
    rows = [row | {"id": int(f"010000{at}")} for at, row in enumerate(function_rows(), 1)]
    imported = read(function_book(tmp_path / "a.xlsx", rows))
    assert [r.id for r in imported.edition.requirements] == [f"010000{at}" for at in range(1, 7)]
    assert imported.edition.head.units == ("010",)


def test_odd_cells_are_named_and_stay_unknown(tmp_path: Path) -> None:
    rows: list[dict[str, Any]] = [*function_rows()]
    rows[0]["core_city"] = "△"
    rows[1]["due"] = "来年度"
    rows[2]["due"] = "未定"
    rows[3]["id"] = "99-A"
    rows[4]["id"] = "9990001"
    rows.append({"text": "番号のない要件"})
    imported = read(function_book(tmp_path / "a.xlsx", rows))
    found = imported.edition.by_id
    assert list(found) == ["9990001", "9990002", "9990003", "9990006"]
    assert found["9990001"].type_for(BodyScope.CORE_CITY) is None
    assert found["9990001"].text == "架空の機能要件1を満たすこと。"
    assert found["9990002"].due is UNKNOWN
    assert found["9990003"].due is UNKNOWN
    assert [
        (key.removeprefix("standard.import-"), params(note)["place"])
        for key, note in zip(keys(imported.notes), imported.notes, strict=True)
    ] == [
        ("bad-type", "G4"),
        ("bad-date", "J5"),
        ("bad-id", "D7"),
        ("twice", "D8"),
        ("no-id", "D10"),
    ]
    assert params(imported.notes[3])["first"] == 4


def test_what_takes_the_place_of_a_requirement(tmp_path: Path) -> None:
    rows: list[dict[str, Any]] = [row | {"successor": "-"} for row in function_rows()]
    rows[0]["successor"] = "９９９０００２"
    rows[1]["successor"] = "検討中"
    rows[2]["remarks"] = "第2.0版において、機能ID：\n9990005 に統合"
    rows[3]["remarks"] = "9990004に変更、9990005へ移行"
    rows[4]["remarks"] = "機能ID 9990001 を参照。9990002に統合するか9990003に統合するか検討中"
    headers = HEADERS | {"successor": "統合先の機能ＩＤ"}
    imported = read(function_book(tmp_path / "a.xlsx", rows, headers=headers))
    assert [r.superseded_by for r in imported.edition.requirements] == [
        "9990002",
        None,  # the cell is named below
        "9990005",
        "9990005",  # its own ID does not count
        None,  # two are named
        None,
    ]
    assert [(note.message.key, params(note)["place"]) for note in imported.notes] == [("standard.import-bad-id", "L5")]
    assert parse_edition(edition_text(imported.edition)) == imported.edition


def test_a_requirement_over_several_merged_rows_is_one(tmp_path: Path) -> None:
    rows: list[dict[str, Any]] = [*function_rows()]
    rows[1] = {"text": "続きの要件。"}
    imported = read(function_book(tmp_path / "a.xlsx", rows, merge=("D4:D5",)))
    assert imported.edition.by_id["9990001"].text == "架空の機能要件1を満たすこと。\n続きの要件。"
    assert imported.edition.head.count == 5


def test_one_column_of_types_is_for_all_bodies(tmp_path: Path) -> None:
    headers = {key: word for key, word in HEADERS.items() if key not in ("designated_city", "core_city")}
    rows = [row | {"ordinary": MARKS["required"]} for row in function_rows()]
    imported = read(
        function_book(tmp_path / "a.xlsx", rows, headers=headers | {"ordinary": "実装類型"}, two_rows=False)
    )
    assert imported.edition.by_id["9990003"].types == ((BodyScope.ALL, RequirementType.REQUIRED),)


def test_without_types_the_requirements_come_and_it_is_said(tmp_path: Path) -> None:
    headers = {key: word for key, word in HEADERS.items() if key not in ("designated_city", "core_city", "ordinary")}
    imported = read(function_book(tmp_path / "a.xlsx", headers=headers, two_rows=False))
    assert keys(imported.notes) == ["standard.import-no-types"]
    assert imported.edition.head.count == 6
    assert imported.edition.requirements[0].types == ()


def test_forms_beside_functions(tmp_path: Path) -> None:
    headers = HEADERS | {"id": "帳票ID", "name": "帳票名称", "text": "帳票要件"}
    imported = read(function_book(tmp_path / "a.xlsx", headers=headers))
    assert {r.kind for r in imported.edition.requirements} == {RequirementKind.FORM}
    assert imported.edition.by_id["9990006"].name == "試験機能6"


def test_a_missing_column_is_named_with_what_is_there(tmp_path: Path) -> None:
    headers = {key: word for key, word in HEADERS.items() if key != "id"}
    with pytest.raises(StandardError) as caught:
        read(function_book(tmp_path / "a.xlsx", headers=headers))
    (finding,) = caught.value.findings
    said = params(finding)
    assert finding.message.key == "standard.import-no-column"
    assert said["missing"] == ("機能ID",)
    assert "機能名称(C2)" in said["seen"]  # type: ignore[operator]
    assert said["sheet"] == "機能要件"


def test_headers_without_rows(tmp_path: Path) -> None:
    with pytest.raises(StandardError) as caught:
        read(function_book(tmp_path / "a.xlsx", []))
    assert caught.value.findings[0].message.key == "standard.import-empty"


def test_a_version_given_by_hand_wins(tmp_path: Path) -> None:
    assert read(function_book(tmp_path / "a.xlsx"), "2.0").edition.head.id == "999/functions/2.0"


def test_a_date_in_the_file_name_is_the_version_where_there_is_no_other(tmp_path: Path) -> None:
    path = function_book(tmp_path / "999_試験_機能要件_20270401.xlsx", above=())
    head = read(path).edition.head
    assert (head.version, head.published) == ("2027-04-01", date(2027, 4, 1))


def titled(path: Path, *lines: str) -> Path:
    """The book with these lines above its table."""
    book = load_workbook(function_book(path))
    sheet = book.worksheets[0]
    sheet.insert_rows(1, len(lines))
    for row, line in enumerate(lines, 1):
        sheet.cell(row, 1, line)
    book.save(path)
    return path


def test_an_ordinance_is_an_edition_of_its_own_with_the_day_it_applies_from(tmp_path: Path) -> None:
    """The duty rests on 省令等: told apart from 標準仕様書 by the document's title, and taken before it."""
    lines = ("架空事務の標準化基準を定める省令(令和8年3月24日)", "適合基準日 令和8年4月1日")
    told = read(titled(tmp_path / "別表.xlsx", *lines)).edition
    head = told.head
    assert (head.authority, head.applies, head.published) == (
        Authority.ORDINANCE,
        date(2026, 4, 1),
        date(2026, 3, 24),
    )
    assert head.id == "999/functions/ordinance-1.0"
    assert parse_edition(edition_text(told)) == told
    plain = read(function_book(tmp_path / "plain.xlsx")).edition.head
    assert (plain.authority, plain.applies) == (Authority.SPECIFICATION, None)  # its rows bear several days
    later = replace(plain, version="9.9", id="999/functions/9.9")
    assert newest((plain, later, head), "999") == head
    assert newer((plain, later, head), plain) == later and newer((plain, head), head) is None
    line = edition_words(head, Catalogue("ja"))
    assert "省令等" in line and "標準仕様書" not in line and "適合基準日 2026-04-01" in line


def test_an_older_pack_without_authority_is_read_as_a_specification(plain: Imported) -> None:
    text = edition_text(plain.edition).replace(',"authority":"specification","applies":null', "")
    assert "authority" not in text
    assert parse_edition(text) == plain.edition
