"""What is dropped on the kit: ledgers and our own books in one go, a folder of lists as one body, never two towns."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from readiness.app.ours import Kind, kind_of
from readiness.app.reading import bodies
from tests.command import Done, run

DAY = ("--as-of", "2026-11-02")
SYSTEMS = (("システム名", "業務", "委託先"), ("住民記録システム", "住民基本台帳", "青空情報株式会社"))
CONTRACTS = (
    ("契約番号", "契約名", "対象システム", "契約先", "契約終了日", "年額(円)"),
    ("R6-1", "住民記録システム保守", "住民記録システム", "青空情報株式会社", "11.3.31", 4_400_000),
)


def book(path: Path, *rows: tuple[object, ...], title: str = "") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    made = Workbook()
    for row in (*(((title,),) if title else ()), *rows):
        made.active.append(row)
    made.save(path)
    return path


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two lists of one town, of which only the second names it."""
    monkeypatch.chdir(tmp_path)
    book(tmp_path / "台帳" / "一覧R8.11.xlsx", *SYSTEMS)
    book(tmp_path / "台帳" / "契約.xlsx", *CONTRACTS, title="さくら町 契約一覧")
    return Path("台帳")


def fill(path: Path, target: Path, answer: str) -> Path:
    """Answer every question of a confirmation book."""
    filled = load_workbook(path)
    sheet = filled["確認してください"]
    column = {cell.value: cell.column for cell in sheet[1]}["回答"]
    for row in range(2, sheet.max_row + 1):
        sheet.cell(row, column, answer)
    filled.save(target)
    return target


def drop(*paths: Path | str) -> Done:
    return run("drop", *map(str, paths), *DAY)


def test_a_folder_of_lists_is_one_body_and_a_filled_book_beside_them_is_taken_first(folder: Path) -> None:
    first = drop(folder)
    assert first.returncode == 0 and "報告書: output/さくら町/index.html" in first.stdout
    assert "尋ねること: 1件" in first.stdout and not (folder / "decisions").exists()  # analyze writes nothing upstream
    fill(Path("output/さくら町/reading.xlsx"), folder / "記入済み.xlsx", "はい")
    second = drop(folder)
    assert second.returncode == 0 and second.stdout.startswith("回答 1件を取り込みました")
    assert "尋ねること: 0件" in second.stdout
    assert "answer: はい" in (folder / "decisions" / "reading.yaml").read_text(encoding="utf-8")
    # The lists under next month's names: the same body, nothing is asked twice.
    (folder / "一覧R8.11.xlsx").rename(folder / "R8.12_システム.xlsx")
    third = run("drop", str(folder), "--as-of", "2026-12-01")
    assert "報告書: output/さくら町/index.html" in third.stdout and "尋ねること: 0件" in third.stdout


def test_what_was_not_read_is_named_with_its_own_file_and_why(folder: Path) -> None:
    """Lists of contacts and quotes hold no systems; a hidden sheet is in the file that has it, not in the first."""
    book(
        folder / "業者.xlsx",
        ("会社名", "担当者", "電話", "メール"),
        ("青空情報株式会社", "林", "03-0000-0000", "h@example.jp"),
    )
    hidden = load_workbook(folder / "契約.xlsx")
    hidden.create_sheet("控え").append(["控え"])
    hidden["控え"].sheet_state = "hidden"
    hidden.save(folder / "契約.xlsx")
    assert drop(folder).returncode == 0
    rows = list(load_workbook("output/さくら町/reading.xlsx")["使わなかった箇所"].iter_rows(values_only=True))
    contacts = next(row for row in rows if "業者.xlsx" in str(row[1]))
    assert "連絡先の表と読める" in str(contacts[3]) and "青空情報株式会社" in str(contacts[3])
    checked = run("validate", "台帳", *DAY, "--fail-on", "never")
    assert "台帳/契約.xlsx!控え" in checked.stdout and "台帳/一覧R8.11.xlsx!控え" not in checked.stdout


def test_a_filled_book_in_the_output_is_named_last_with_the_command_that_takes_it(folder: Path) -> None:
    drop(folder)
    place = Path("output/さくら町/reading.xlsx")
    fill(place, place, "はい")
    told = drop(folder)
    last = told.stdout.splitlines()[-1]
    command = last.partition("readiness ")[2].partition(" で取り込んで")[0]
    assert "まだ取り込まれていません" in last and command.startswith("ledger confirm 台帳 ")
    taken = run(*command.split(), *DAY)
    assert taken.returncode == 0 and "回答 1件を取り込みました" in taken.stdout
    assert "まだ取り込まれていません" not in drop(folder).stdout  # it says nothing more


def test_a_book_finds_the_ledgers_it_names_and_says_when_it_cannot(folder: Path, tmp_path: Path) -> None:
    for file in folder.iterdir():
        shutil.copy(file, tmp_path)
    drop(*sorted(tmp_path.glob("*.xlsx")))
    there = fill(Path("output/さくら町/reading.xlsx"), Path("output/さくら町/確認.xlsx"), "はい")
    alone = drop(there)
    assert alone.returncode == 0 and "回答 1件を取り込みました" in alone.stdout and "報告書:" in alone.stdout
    far = tmp_path / "a" / "b" / "c" / "d" / "確認.xlsx"
    far.parent.mkdir(parents=True)
    shutil.copy(there, far)
    lost = drop(far)
    assert lost.returncode == 2 and "台帳のファイル(又はフォルダー)も一緒に" in lost.stderr


def test_the_book_of_another_town_is_refused(folder: Path, tmp_path: Path) -> None:
    drop(folder)
    other = book(tmp_path / "別" / "契約.xlsx", *CONTRACTS, title="もみじ町 契約一覧")
    filled = fill(Path("output/さくら町/reading.xlsx"), tmp_path / "記入.xlsx", "はい")
    told = run("ledger", "confirm", str(other), str(filled), *DAY)
    assert told.returncode == 2 and "さくら町の台帳から作られた" in told.stderr
    assert not (tmp_path / "別" / "decisions").exists()
    ours = run("ledger", "confirm", str(folder / "一覧R8.11.xlsx"), str(folder / "契約.xlsx"), str(filled), *DAY)
    assert ours.returncode == 0 and (folder / "decisions" / "さくら町" / "reading.yaml").is_file()


def test_lists_that_name_two_towns_are_two_bodies_unless_somebody_says_whose_they_are(folder: Path) -> None:
    book(folder / "他.xlsx", *CONTRACTS, title="もみじ町 契約一覧")
    groups = bodies([folder])
    assert [[path.name for path in group] for group in groups] == [["一覧R8.11.xlsx"], ["他.xlsx"], ["契約.xlsx"]]
    assert bodies([folder], "さくら町") == ((folder,),)
    told = run("analyze", str(folder), "--body", "さくら町", *DAY)
    assert "報告書: output/さくら町/index.html" in told.stdout


def test_a_body_that_nothing_names_is_not_called_after_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    file = book(tmp_path / "電算" / "R8.11.xlsx", *SYSTEMS)
    assert "報告書: output/本団体/index.html" in drop(file).stdout
    assert run("gaps", "export", str(file), "--body", "すみれ町", "--number", "第1号", *DAY).returncode == 0
    file.rename(file.with_name("最新版.xlsx"))  # the register beside it tells whose it is
    assert "報告書: output/すみれ町/index.html" in drop(file.with_name("最新版.xlsx")).stdout
    home = book(tmp_path / "ひなげし町" / "R8.11.xlsx", *SYSTEMS)
    assert "報告書: output/ひなげし町/index.html" in drop(home.parent).stdout


def test_our_books_are_known_by_their_content(folder: Path, tmp_path: Path) -> None:
    drop(folder)
    renamed = tmp_path / "資料.xlsx"
    shutil.copy("output/さくら町/reading.xlsx", renamed)
    letter = min(path.with_suffix(".xlsx") for path in Path("output/さくら町/gaps").glob("*.csv"))
    mail = tmp_path / "返信.txt"
    sheet = load_workbook(letter)["照会事項"]
    asked = sheet.cell(2, next(cell.column for cell in sheet[1] if cell.value == "照会ID")).value
    mail.write_text(f"{asked} 適合\n", encoding="utf-8")
    note = tmp_path / "メモ.txt"
    note.write_text("会議は来週です。\n", encoding="utf-8")
    kinds = [kind_of(file) for file in (renamed, letter, letter.with_suffix(".csv"), mail, note, folder / "契約.xlsx")]
    assert kinds == [Kind.READING, Kind.REPLY, Kind.REPLY, Kind.REPLY, Kind.OTHER, Kind.OTHER]
