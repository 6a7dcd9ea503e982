"""`gaps export` and `gaps import` through the real CLI."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from readiness.cli.root import cli

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def town(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "inventories" / "midori-cho", tmp_path / "midori-cho"))


def run(*arguments: object) -> tuple[int, Result]:
    result = CliRunner().invoke(cli, [str(a) for a in arguments], standalone_mode=False)
    if result.exception is not None:
        raise result.exception
    return int(result.return_value or 0), result


def issued(folder: Path, suffix: str) -> Path:
    """The book of the largest vendor, under contract."""
    return min(folder.glob(f"hinode_総情第12号*.{suffix}"))


def test_draft_sent_answered_and_answered_again(town: Path, tmp_path: Path) -> None:
    register = town / "register" / "gaps.jsonl"
    out = tmp_path / "books"
    code, _ = run("gaps", "export", town, "--out", out, "--dry-run")
    assert code == 0 and not out.exists() and not register.exists()

    code, result = run("gaps", "export", town, "--out", out, "--number", "総情第12号", "--all", "--csv")
    assert code == 0 and issued(out, "xlsx").is_file() and issued(out, "csv").is_file()
    first = register.read_text(encoding="utf-8")
    assert '"document":"総情第12号の1"' in first and '"kind":"opened"' in first

    code, _ = run("gaps", "export", town, "--out", out, "--number", "総情第12号", "--all", "--csv")
    assert register.read_text(encoding="utf-8") == first  # asked already, under the same number

    book = load_workbook(issued(out, "xlsx"))
    sheet = book["照会事項"]
    at = {cell.value: cell.column for cell in sheet[1]}
    for row in range(2, 12):
        sheet.cell(row, at["回答内容"], "別紙のとおり提供します")
    sheet.cell(12, at["提供予定日"], "未定です")
    returned = tmp_path / "返送.xlsx"
    book.save(returned)
    code, result = run("gaps", "import", town, returned, "--dry-run")
    assert register.read_text(encoding="utf-8") == first and result.output.count(": 回答  別紙のとおり提供します") == 10

    code, result = run("gaps", "import", town, returned)
    assert code == 1 and "回答を記録 10、回答待ちとして記録 1" in result.output and "提供予定日" in result.output
    after = register.read_text(encoding="utf-8")
    assert after.startswith(first) and after.count('"kind":"answered"') == 10

    code, result = run("gaps", "import", town, returned)
    assert "変更なし 11" in result.output
    assert register.read_text(encoding="utf-8") == after


def test_a_mail_saved_by_an_older_notepad_keeps_its_words(town: Path, tmp_path: Path) -> None:
    run("gaps", "export", town, "--out", tmp_path / "books", "--number", "総情第12号")
    sheet = load_workbook(issued(tmp_path / "books", "xlsx"))["照会事項"]
    asked = next(cell.value for cell in sheet[2] if str(cell.value).startswith("G-"))
    mail = tmp_path / "回答.txt"
    for encoding in ("cp932", "utf-8-sig", "utf-16"):
        mail.write_text(f"お世話になっております。\n{asked} 未対応 代替を検討中({encoding})\n", encoding=encoding)
        code, result = run("gaps", "import", town, mail)
        assert code == 0, result.output
        told = run("gaps", "status", town, asked)[1].output
        assert f"未対応  未対応 代替を検討中({encoding})" in told, told
    lost = "適合です".encode().decode("cp932", "replace")
    mail.write_text(f"{asked} {lost}\n", encoding="utf-8")
    assert "文字化け" in run("gaps", "import", town, mail, "--dry-run")[1].output
    mail.write_text(f"{asked} 適合\n", encoding="utf-8")
    assert "(前の回答: 未対応)" in run("gaps", "import", town, mail, "--dry-run")[1].output


def test_division_books_and_bad_files(town: Path, tmp_path: Path) -> None:
    code, result = run("gaps", "export", town, "--by", "division", "--only", "jumin", "--out", tmp_path / "d")
    assert code == 0 and [p.name for p in (tmp_path / "d").glob("*.*") if p.name[0] != "."] == ["jumin_所管課確認.xlsx"]
    nothing = tmp_path / "other.csv"
    nothing.write_text("品名,数量\n机,3\n", encoding="utf-8")
    code, result = run("gaps", "import", town, nothing)
    assert code == 2 and "照会IDの表" in result.output
    assert run("gaps", "export", tmp_path / "missing", "--out", tmp_path / "x")[0] == 2
