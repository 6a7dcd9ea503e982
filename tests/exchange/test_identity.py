"""Month two of lists that know a record by its name: rows renamed, split, merged, ended; nothing changes hands."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from readiness.app.body import open_body
from readiness.app.confirm import reading_book
from readiness.app.gaps.body_register import open_register
from readiness.exchange.labels import Labels, reading_labels
from readiness.gaps.register import asked_party
from readiness.intake.identity import SECTIONS, missing
from readiness.messages.catalogue import Catalogue
from readiness.model.diff import Entry
from readiness.model.gap import VENDOR
from readiness.model.missing import Fate
from tests.command import run

HEAD = ("システム名", "業務", "委託先", "所管課", "契約終了日")
ROWS = (
    ("住民情報システム", "住民基本台帳", "北風情報株式会社", "町民課", "2029-03-31"),
    ("介護保険システム", "介護保険", "北風情報株式会社", "福祉課", "2028-03-31"),
    ("健康管理システム", "健康管理", "南星ソフト株式会社", "保健課", "2028-03-31"),
)
FIRST, SECOND = date(2026, 11, 2), date(2026, 12, 1)


def ledger(path: Path, *rows: tuple[str, ...]) -> Path:
    book = Workbook()
    for row in (("つばき町 情報システム一覧",), HEAD, *rows):
        book.active.append(row)
    book.save(path)
    return path


def changed(old: int, *new: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    return (*ROWS[:old], *new, *ROWS[old + 1 :])


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A ledger whose questions were sent in the first month."""
    file = ledger(tmp_path / "一覧.xlsx", *ROWS)
    assert run("gaps", "export", str(file), "--all", "--number", "第1号", "--as-of", FIRST.isoformat()).returncode == 0
    return file


def parties(file: Path) -> Counter[str]:
    """Open questions by the vendor that has to act."""
    inputs = open_body(file, as_of=SECOND).inputs
    assert inputs is not None
    register = open_register(inputs, reading_labels()).register
    found = (asked_party(entry) for entry in register.open)
    return Counter(party.id for party in found if party is not None and party.kind == VENDOR)


def asked(file: Path) -> list[str]:
    """The records asked about because they are missing."""
    reading = open_body(file, as_of=SECOND).reading
    assert reading is not None
    return [doubt.record for doubt in reading.asked if doubt.code == "missing"]


def answer(file: Path, **told: str) -> str:
    """Fill the confirmation book as a person does, and take it in."""
    opened = open_body(file, as_of=SECOND)
    assert opened.reading is not None
    book = file.with_name("確認.xlsx")
    book.write_bytes(reading_book(opened.reading, Labels(Catalogue("ja")), SECOND))
    filled = load_workbook(book)
    sheet = filled["確認してください"]
    at = {cell.value: cell.column for cell in sheet[1]}
    for row in range(2, sheet.max_row + 1):
        if (word := told.get(str(sheet.cell(row, at["対象"]).value))) is not None:
            sheet.cell(row, at["回答"], word)
    filled.save(book)
    done = run("ledger", "confirm", str(file), str(book), "--as-of", SECOND.isoformat())
    return done.stdout + done.stderr


def new_letters(file: Path) -> str:
    return run("gaps", "export", str(file), "--all", "--as-of", SECOND.isoformat()).stdout


def test_a_renamed_system_keeps_its_questions_and_asks_nothing_anew(desk: Path) -> None:
    before = parties(desk)
    ledger(desk, *changed(1, ("介護保険事務支援システム", *ROWS[1][1:])))
    assert parties(desk) == before and asked(desk) == ["介護保険システム"]
    assert "新たに照会する事項はありません" in new_letters(desk)
    told = run("gaps", "status", str(desk), "--as-of", SECOND.isoformat()).stdout
    assert "「介護保険システム」が今回の台帳にありません(改称か、廃止か、書き漏れか)" in told
    assert "回答 1件を取り込みました" in answer(desk, 介護保険システム="介護保険事務支援システム")
    assert parties(desk) == before and asked(desk) == []
    assert "新たに照会する事項はありません" in new_letters(desk)
    # A month later under a third name: the questions still know it.
    ledger(desk, *changed(1, ("介護総合システム", *ROWS[1][1:])))
    assert asked(desk) == ["介護保険事務支援システム"] and parties(desk) == before
    answer(desk, 介護保険事務支援システム="介護総合システム")
    assert asked(desk) == [] and "新たに照会する事項はありません" in new_letters(desk)


@pytest.mark.parametrize(("word", "left"), [("廃止", False), ("書き漏れ", True), ("", True)])
def test_questions_about_a_deleted_system_rest_until_told(desk: Path, word: str, left: bool) -> None:
    before = parties(desk)
    ledger(desk, *ROWS[:2])
    assert asked(desk) == ["健康管理システム"]
    answer(desk, 健康管理システム=word)
    assert ("南星ソフト株式会社" in parties(desk)) is left
    assert parties(desk)["北風情報株式会社"] == before["北風情報株式会社"]
    if word == "書き漏れ":
        assert (
            "台帳にまだありません" in run("validate", str(desk), "--as-of", SECOND.isoformat()).stdout
            or asked(desk) == []
        )
        ledger(desk, *ROWS)  # written back: as if nothing had been
        assert parties(desk) == before and asked(desk) == []


def test_a_split_system_is_asked_about_and_its_parts_wait(desk: Path) -> None:
    parts = (("介護保険(認定)システム", *ROWS[1][1:]), ("介護保険(給付)システム", *ROWS[1][1:]))
    before = parties(desk)
    ledger(desk, *changed(1, *parts))
    assert asked(desk) == ["介護保険システム"] and parties(desk) == before
    answer(desk, 介護保険システム="分割")
    assert asked(desk) == []
    letters = new_letters(desk)
    assert "北風情報株式会社" in letters  # the parts are new systems, and asked about as such


def test_two_systems_merged_into_one_carry_one_on(desk: Path) -> None:
    ledger(
        desk, ("住民介護総合システム", "住民基本台帳、介護保険", "北風情報株式会社", "町民課", "2029-03-31"), ROWS[2]
    )
    assert asked(desk) == ["住民情報システム", "介護保険システム"]
    answer(desk, 住民情報システム="住民介護総合システム", 介護保険システム="住民介護総合システム")
    assert asked(desk) == []
    found = [open_body(file, as_of=SECOND).inputs for file in (desk, ledger(desk.with_name("前.xlsx"), *ROWS))]
    merged, *_ = [s.id for s in found[0].inventory.systems if s.name == "住民介護総合システム"] if found[0] else []
    assert found[1] is not None and merged in [system.id for system in found[1].inventory.systems[:2]]


def test_a_firm_under_a_new_name_is_asked_about_before_anything_goes_to_it(desk: Path) -> None:
    before = parties(desk)
    ledger(desk, *((*row[:2], row[2].replace("北風情報株式会社", "ノースウインド株式会社"), *row[3:]) for row in ROWS))
    assert asked(desk) == ["北風情報株式会社"] and parties(desk) == before
    answer(desk, 北風情報株式会社="ノースウインド株式会社")
    assert asked(desk) == [] and parties(desk) == before
    assert "新たに照会する事項はありません" in new_letters(desk)


def test_a_name_that_nobody_bears_settles_nothing(desk: Path) -> None:
    ledger(desk, *ROWS[:2])
    assert "健康管理システム" in answer(desk, 健康管理システム="健康あんしんシステム")
    assert asked(desk) == ["健康管理システム"]


def test_a_list_of_yaml_records_is_not_asked_about(tmp_path: Path) -> None:
    """Who keeps IDs and deletes a record has said so."""
    town = tmp_path / "町.yaml"
    text = "body: {id: a, as_of: 2026-11-02}\nsystems:\n- {id: s, name: 甲}\n- {id: t, name: 乙}\n"
    town.write_text(text, encoding="utf-8")
    run("gaps", "export", str(town), "--number", "1")
    town.write_text(text.replace("- {id: t, name: 乙}\n", ""), encoding="utf-8")
    inputs = open_body(town).inputs
    assert inputs is not None and inputs.missing == ()


def test_a_record_is_offered_only_where_more_than_one_thing_agrees() -> None:
    old = {"systems": {"S-1": Entry("税務システム", {"areas": ["a"], "vendor": "v"})}}
    far = {"S-2": Entry("財務会計システム", {"areas": ["z"], "vendor": "w"})}
    near = {"S-3": Entry("総合税システム", {"areas": ["a"], "vendor": "v"})}
    (found,) = missing([old], {**{section: {} for section in SECTIONS}, "systems": {**far, **near}}, {})
    assert (found.candidates, found.fate, found.rests) == (("S-3",), Fate.UNSTATED, True)
