"""Every remark on what came back is brought about by something that came back, and says where."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
import yaml
from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from readiness.messages.catalogue import Catalogue
from tests.command import run
from tests.exchange.test_whose_book import body
from tests.fuzz.drive import quick
from tests.inventory.test_every_sentence import recorded

SCENARIOS = yaml.safe_load((Path(__file__).parent / "remarks.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A town that has sent a book to its vendor and one to its division."""
    with quick():
        town = body(tmp_path_factory.mktemp("sent"), "kita", "北野町")
        for words in (("--number", "第1号"), ("--by", "division", "--number", "第2号")):
            assert run("gaps", "export", str(town), *words).returncode == 0
        yield town


class Book:
    """A copy of a book, and what a case does to it."""

    def __init__(self, town: Path, scenario: dict[str, Any]) -> None:
        name, title = ("hoken_所管課確認_第2号*", "所管課確認") if scenario.get("division") else ("v_第1号", "照会事項")
        file = next((town / "register" / "books").glob(f"{name}.xlsx"))
        self.book = load_workbook(file, rich_text=True)
        self.sheet = self.book[title]
        self.at = {cell.value: cell.column for cell in self.sheet[1]}
        self.ids = [str(row[self.at["照会ID"] - 1].value) for row in self.sheet.iter_rows(min_row=2)]
        own = [
            row[self.at["照会ID"] - 1].value in scenario.get("of_vendor", ()) for row in self.sheet.iter_rows(min_row=2)
        ]
        self.row = 2 + (own.index(True) if True in own else 0)

    def cell(self, head: str) -> Any:
        return self.sheet.cell(self.row, self.at[head])

    def fill(self, cells: dict[str, Any]) -> Book:
        for head, value in cells.items():
            self.cell(head).value = value
        return self

    def done(self, scenario: dict[str, Any]) -> Book:
        self.fill(scenario.get("cells", {}))
        if head := scenario.get("strike"):
            self.cell(head).font = Font(strike=True)
        if head := scenario.get("cut"):
            struck = TextBlock(InlineFont(strike=True), "第1版")
            self.cell(head).value = CellRichText(struck, str(self.cell(head).value))
        if head := scenario.get("colour"):
            self.cell(head).fill = PatternFill("solid", fgColor="FFFF0000")
        if head := scenario.get("comment"):
            self.cell(head).comment = Comment("電話で確認済み", "甲")
        if head := scenario.get("merge"):
            column = self.at[head]
            self.sheet.merge_cells(start_row=2, end_row=3, start_column=column, end_column=column)
        if head := scenario.get("across"):
            column = self.at[head]
            self.sheet.merge_cells(start_row=2, end_row=2, start_column=column, end_column=column + 1)
        if further := scenario.get("column"):
            for row, text in ((1, further[0]), (self.row, further[1])):
                self.sheet.cell(row, len(self.at) + 1, text)
        if further := scenario.get("sheet"):
            self.book.create_sheet(further[0]).append([further[1].format(*self.ids)])
        if text := scenario.get("below"):
            self.sheet.cell(self.sheet.max_row + 2, 1, text)
        if text := scenario.get("cover"):
            self.book["鑑"].cell(3, 5, text)
        return self

    def save(self, path: Path, saved: str = "") -> Path:
        self.book.save(path)
        if saved:  # whoever saves with openpyxl saves now
            with zipfile.ZipFile(path) as archive:
                members = {name: archive.read(name) for name in archive.namelist()}
            told = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + saved.encode(), members["docProps/core.xml"])
            with zipfile.ZipFile(path, "w") as archive:
                for name, content in (members | {"docProps/core.xml": told}).items():
                    archive.writestr(name, content)
        return path


def files(scenario: dict[str, Any], town: Path, place: Path) -> list[list[Path]]:
    """What comes back, command by command."""
    if lines := scenario.get("mail") or scenario.get("eml"):
        text = "\n".join(lines).format(*Book(town, scenario).ids) + "\n"
        if "mail" in scenario:
            (place / "返信.txt").write_text(text, encoding="utf-8")
            return [[place / "返信.txt"]]
        mail = EmailMessage()
        mail["Subject"], mail["From"], mail["To"] = "Re: 照会", "a@example.invalid", "b@example.invalid"
        mail.set_content(text)
        mail.add_attachment(b"x", maintype="application", subtype="octet-stream", filename="資料.bin")
        (place / "返信.eml").write_bytes(mail.as_bytes())
        return [[place / "返信.eml"]]
    first = Book(town, scenario).done(scenario).save(place / "回答.xlsx")
    if beside := scenario.get("beside"):
        return [[first, Book(town, scenario).fill(beside).save(place / "別.xlsx")]]
    if again := scenario.get("again"):
        return [[first], [Book(town, scenario).fill(again).save(place / "再.xlsx", scenario.get("saved", ""))]]
    return [[first]]


@pytest.mark.parametrize("scenario", SCENARIOS, ids=[scenario["note"] for scenario in SCENARIOS])
def test_the_remark_is_made_and_says_where(
    scenario: dict[str, Any], sent: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = Path(shutil.copytree(sent, tmp_path / "北野町"))
    if scenario.get("row") == "vendor":
        scenario = {**scenario, "of_vendor": Book(town, {}).ids}
    with recorded(monkeypatch) as keys:
        for step in files(scenario, town, tmp_path):
            done = run("gaps", "import", str(town), *map(str, step))
            assert done.returncode in {0, 1}, done.stderr
    key = f"exchange.note.{scenario['note']}"
    assert key in keys, (done.stdout, done.stderr, sorted(k for k in keys if "note" in k))
    begin = Catalogue("ja")._template(key).partition("{")[0]  # type: ignore[union-attr]
    told = [line for line in (done.stdout + done.stderr).splitlines() if begin in line]
    assert told and any(scenario["place"] in line for line in told), (done.stdout, done.stderr)
