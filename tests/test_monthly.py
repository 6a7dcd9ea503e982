"""The monthly routine does what its page says: its commands, as typed there, in the folder to practise in."""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.command import run

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs" / "guide" / "monthly.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^\s+((?:readiness|cd) .*)$", PAGE, re.MULTILINE)
ANSWERS = "みどり町/register/answers.xlsx"


def accept_all(book: Path) -> int:
    """Accept every answer that the book offers, as a person does; the cells typed."""
    filled = load_workbook(book)
    sheet = filled["回答の反映"]
    at = {cell.value: cell.column for cell in sheet[1]}
    for row in range(2, sheet.max_row + 1):
        sheet.cell(row, at["採否"], "採用")
    filled.save(book)
    return sheet.max_row - 1


def edit(file: Path, old: str, new: str) -> int:
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")
    return 1


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path / "練習"


def test_every_command_of_the_page_works_from_the_first_month_on(desk: Path) -> None:
    said: dict[str, str] = {}
    for command in COMMANDS:
        program, *arguments = shlex.split(command)
        if program == "cd":
            os.chdir(arguments[0])
            continue
        if ANSWERS in command:  # the page says: write down what is accepted
            assert accept_all(Path(ANSWERS)) == 3
        if " validate " in command:  # and: edit the ledger
            edit(Path("みどり町/progress.yaml"), "39: 作業中", "39: 完了済み")
        done = run(*arguments)
        assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
        said[command] = done.stdout + done.stderr
    first, last = (desk / "output" / "midori-cho" / "history" / f"2026-{month}.json" for month in (11, 12))
    assert first.is_file() and last.is_file()
    export, tried, taken = (
        next(text for command, text in said.items() if words in command)
        for words in ("総情第1号", "--dry-run", "ledger confirm")
    )
    assert "新たに照会する事項はありません" in export
    assert "回答" in tried and "書き込みはしていません" in tried
    assert "採用 3" in taken
    register = (desk / "みどり町" / "register" / "gaps.jsonl").read_text(encoding="utf-8")
    assert register.count('"kind":"answered"') == 3
    page = (desk / "output" / "midori-cho" / "index.html").read_text(encoding="utf-8")
    section = re.sub(r"<[^>]+>", " ", page[page.index('id="changes"') :])
    assert "令和8年12月1日" in page and "2026-11" in section
    assert "付けるとここに載る" not in section and "procurement:" not in section
    changed = next(text for command, text in said.items() if " pmo " in command)
    assert "● 39    完了済み  ← 作業中" in changed and "● 38" not in changed
    nation = next(text for command, text in said.items() if " --designated " in command)
    assert re.search(r"^戸籍 +75\.00% +1 ", nation, re.MULTILINE) and re.search(
        r"^架空県 +2 +87\.50% ", nation, re.MULTILINE
    )
    assert (desk / "output" / "portfolio" / "index.html").is_file()
