"""The monthly routine does what its page says: its commands, as typed there, on the sample town and made-up answers."""

from __future__ import annotations

import csv
import io
import re
import shlex
import shutil
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from tests.command import run

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs" / "guide" / "monthly.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^\s+(readiness .*)$", PAGE, re.MULTILINE)
FIRST, SECOND = "2026-11-02", "2026-12-01"


def one(books: Path, vendor: str, suffix: str) -> Path:
    """The vendor's issued book; of two grounds the first."""
    return min(books.glob(f"{vendor}_総情第1号*.{suffix}"))


def published(path: str, *rows: tuple[str | float | None, ...]) -> None:
    """A made-up book in the form of the ministries' monthly ones."""
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder at the beginning of the second month: last month's copy, three answers that came back."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "inventories" / "midori-cho", "みどり町")
    assert run("gaps", "export", "みどり町", "--number", "総情第1号", "--csv").returncode == 0
    assert run("analyze", "みどり町", "--quiet").returncode == 0
    assert run("portfolio", "みどり町", "--out", "前月").returncode == 0
    shutil.copytree("みどり町", "前月/みどり町")
    shutil.copytree("output/midori-cho", "前月/midori-cho")
    shutil.move("前月/portfolio/portfolio.json", "前月/portfolio.json")
    shutil.copytree("みどり町", "台帳一式/みどり町")

    books = Path("みどり町/register/books")
    book = load_workbook(one(books, "hinode", "xlsx"))
    sheet = book["照会事項"]
    at = {cell.value: cell.column for cell in sheet[1]}
    sheet.cell(2, at["回答区分"], "適合")
    book.save("回答1.xlsx")
    text = one(books, "sukoyaka", "csv").read_text(encoding="utf-8-sig")
    head, first, *rest = csv.reader(io.StringIO(text))
    first[head.index("回答内容")] = "現行の契約で提供します"
    with Path("回答2.csv").open("w", encoding="cp932", errors="replace", newline="") as stream:
        csv.writer(stream).writerows([head, first, *rest])
    sheet = load_workbook(one(books, "yamabiko", "xlsx"))["照会事項"]
    asked = sheet.cell(2, next(cell.column for cell in sheet[1] if cell.value == "照会ID")).value
    Path("回答3.txt").write_text(f"お世話になっております。\n{asked} 未対応\n", encoding="cp932")
    progress = Path("みどり町/progress.yaml")
    text = progress.read_text(encoding="utf-8")
    assert "39: 作業中" in text
    progress.write_text(text.replace("39: 作業中", "39: 完了済み"), encoding="utf-8")
    published(
        "進捗状況.xlsx",
        ("都道府県", "市区町村", "戸籍", "就学", "全体"),
        ("架空県", "甲市", 0.5, 1, 0.75),
        ("架空県", "乙町", 1, 1, 1),
    )
    published(
        "該当見込み一覧.xlsx",
        ("団体コード", "自治体名", "自治体区分", "戸籍", "都道府県"),
        ("990019", "架空県甲市", "中核市", "●", "架空県"),
        ("990027", "架空県乙町", "町", None, "架空県"),
    )
    Path("対応可能件数.csv").write_text("事業者,年月,件数\nヒノデグループ(架空),毎月,1\n", encoding="utf-8-sig")
    return tmp_path


def test_every_command_of_the_page_works_in_the_second_month(desk: Path) -> None:
    said = {}
    for command in COMMANDS:
        program, *arguments = shlex.split(command)
        assert program == "readiness"
        done = run(*arguments)
        assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
        said[command] = done.stdout + done.stderr
    tried, imported, *_ = said.values()
    assert "回答  適合" in tried and "書き込みはしていません" in tried and "回答を記録 1" in imported
    register = (desk / "みどり町" / "register" / "gaps.jsonl").read_text(encoding="utf-8")
    assert register.count('"kind":"answered"') == 3
    page = (desk / "output" / "midori-cho" / "index.html").read_text(encoding="utf-8")
    section = re.sub(r"<[^>]+>", " ", page[page.index('id="changes"') :])
    assert "令和8年12月1日" in page and "(2026-11-02)からの変化を示す" in section
    assert "付けるとここに載る" not in section and "procurement:" not in section
    changed = next(text for command, text in said.items() if " pmo " in command)
    assert "● 39    完了済み  ← 作業中" in changed and "● 38" not in changed
    nation = next(text for command, text in said.items() if " --designated " in command)
    assert re.search(r"^戸籍 +75\.00% +1 ", nation, re.MULTILINE) and re.search(
        r"^架空県 +2 +87\.50% ", nation, re.MULTILINE
    )
    assert (desk / "output" / "portfolio" / "index.html").is_file()
