"""A town of its own for replies: its books filled in by name of the point, whatever IDs they carry."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from readiness.model.gap import GapKind, gap_id
from tests.command import run
from tests.replies.score import score

LEDGER = """
body: {id: momiji, name: もみじ村, code: "990011", issuer: もみじ村長, as_of: 2026-10-05, body_class: 村}
vendors: [{id: hato, name: はと情報株式会社}, {id: yagi, name: やぎ電算}]
packages: [{id: px, name: 鳩行政, vendor: hato, version: "5.0"}]
divisions: [{id: fukushi, name: 福祉課, areas: [介護保険, 障害者福祉]}]
systems:
- {id: kaigo, name: 介護, areas: [介護保険], vendor: hato, package: px, owner_division: fukushi, migrated: いいえ}
- {id: shogai, name: 障害, areas: [障害者福祉], vendor: hato, package: px, owner_division: fukushi, migrated: いいえ}
contracts: [{id: k1, name: 福祉系保守, vendor: hato, systems: [kaigo], end: 2029-03-31}]
"""
# Short names of the points, and what they are in the register.
POINTS = {
    "delivery": ("migration.delivery", GapKind.UNCONFIRMED),
    "duration": ("migration.duration", GapKind.UNCONFIRMED),
    "layout": ("migration.layout", GapKind.UNCONFIRMED),
    "extraction": ("migration.extraction", GapKind.UNCONFIRMED),
    "eol": ("migration.platform-eol", GapKind.UNCONFIRMED),
    "custom": ("migration.customisation", GapKind.UNCONFIRMED),
    "conformance": ("state.conformance", GapKind.UNCONFIRMED),
    "hosting": ("state.hosting", GapKind.UNCONFIRMED),
}


def gap(point: str) -> str:
    """The ID of `kaigo.delivery`."""
    system, _, name = point.partition(".")
    requirement, kind = POINTS[name]
    return gap_id(system, f"builtin:{requirement}", kind)


@cache
def _asked() -> Path:
    """The town once its questions were sent, made once a run."""
    town = Path(tempfile.mkdtemp()) / "input"
    town.mkdir()
    (town / "inventory.yaml").write_text(LEDGER, encoding="utf-8")
    done = run("gaps", "export", str(town), "--number", "村第1号", "--as-of", "2026-10-05")
    assert done.returncode == 0, done.stderr
    return town


@dataclass
class Scenario:
    """A case folder being made: `right` as (target, field, value) go into its expectation."""

    folder: Path
    steps: list[list[str]] = field(default_factory=list)
    right: list[dict[str, Any]] = field(default_factory=list)
    claims: bool = False

    def __post_init__(self) -> None:
        shutil.copytree(_asked(), self.folder / "input")

    def book(self, name: str = "返送.xlsx", *, division: bool = False, saved: datetime | None = None) -> Book:
        """A fresh copy of the vendor's, or of the division's, book."""
        if division:
            run("gaps", "export", str(self.folder / "input"), "--by", "division", "--out", str(self.folder / "d"))
            source = next((self.folder / "d").glob("fukushi*.xlsx"))
        else:
            source = next((self.folder / "input" / "register" / "books").glob("hato*.xlsx"))
        return Book(load_workbook(source), self.folder / name, saved)

    def mail(self, text: str, name: str = "返信.txt", encoding: str = "utf-8") -> None:
        (self.folder / name).write_bytes(text.encode(encoding))
        self.take(name)

    def take(self, *names: str) -> None:
        self.steps.append(["gaps", "import", "input", *names])

    def expect(self, target: str, name: str, *values: str) -> None:
        value: Any = values[0] if len(values) == 1 else {"any": list(values)}
        shown = gap(target) if "." in target else target
        self.right.append({"target": shown, "field": name, "value": value})

    def write(self) -> Path:
        told = {
            "format": "reply-expectation",
            "version": 1,
            "steps": self.steps,
            "claims": self.claims,
            "right": self.right,
        }
        (self.folder / "expected.yaml").write_text(yaml.safe_dump(told, allow_unicode=True), encoding="utf-8")
        return self.folder


class Book:
    """A question book in somebody's hands."""

    def __init__(self, workbook: Any, path: Path, saved: datetime | None) -> None:
        self.workbook, self.path, self.saved = workbook, path, saved
        self.sheet: Worksheet = workbook.worksheets[1]

    def at(self, point: str, head: str) -> Cell:
        heads = {str(cell.value): cell.column for cell in self.sheet[1]}
        return self.sheet.cell(self.row(point), heads[head])

    def row(self, point: str) -> int:
        sought = gap(point)
        return next(cell.row for row in self.sheet.iter_rows() for cell in row if cell.value == sought)

    def fill(self, point: str, **values: object) -> Book:
        for head, value in values.items():
            self.at(point, HEADS.get(head, head)).value = value
        return self

    def column(self, head: str, values: Mapping[str, object]) -> Book:
        place = self.sheet.max_column + 1
        self.sheet.cell(1, place, head)
        for point, value in values.items():
            self.sheet.cell(self.row(point), place, value)
        return self

    def comment(self, point: str, text: str) -> Book:
        self.at(point, "回答区分").comment = Comment(text, "x")
        return self

    def colour(self, point: str) -> Book:
        self.at(point, "回答区分").fill = PatternFill("solid", fgColor="00FF8800")
        return self

    def strike(self, point: str) -> Book:
        self.at(point, "回答区分").font = Font(strike=True)
        return self

    def save(self) -> str:
        if self.saved is not None:
            self.workbook.properties.modified = self.saved
        self.workbook.save(self.path)
        if self.saved is not None:
            _stamp(self.path, self.saved)
        return self.path.name


HEADS = {
    "code": "回答区分", "fact": "回答内容", "day": "提供予定日",
    "low": "概算費用(下限・円)", "high": "概算費用(上限・円)",
    "who": "回答者・連絡先", "remark": "備考",
    "own": "所管課の回答", "seen": "所管課確認", "opinion": "所管課意見",
    "hours": "増加事務量(時間/年)", "version": "提供版", "other": "代替の方法",
}  # fmt: skip


def _stamp(path: Path, saved: datetime) -> None:
    """openpyxl stamps the day of saving itself."""
    import re
    import zipfile

    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    core = parts["docProps/core.xml"].decode()
    told = re.sub(r"(<dcterms:modified[^>]*>)[^<]*", rf"\g<1>{saved.isoformat()}Z", core)
    parts["docProps/core.xml"] = told.encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, raw in parts.items():
            archive.writestr(name, raw)


def add_drawing(path: Path, sheet: str, *, row: int, column: int, box: str) -> None:
    """Put a picture at a cell of a sheet (`sheet2`), and below it a text box with words."""
    import zipfile

    space = 'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"'
    letters = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    related = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

    def anchor(at: int, content: str) -> str:
        start = f"<xdr:from><xdr:col>{column}</xdr:col><xdr:row>{at}</xdr:row></xdr:from>"
        return f"<xdr:oneCellAnchor>{start}{content}<xdr:clientData/></xdr:oneCellAnchor>"

    words = f"<xdr:sp><xdr:txBody><a:p><a:r><a:t>{box}</a:t></a:r></a:p></xdr:txBody></xdr:sp>"
    drawing = f"<xdr:wsDr {space} {letters}>{anchor(row, '<xdr:pic/>')}{anchor(row + 4, words)}</xdr:wsDr>"
    relation = f'<Relationship Id="rD" Type="{related}/drawing" Target="../drawings/drawing9.xml"/>'
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    page, rels = f"xl/worksheets/{sheet}.xml", f"xl/worksheets/_rels/{sheet}.xml.rels"
    empty = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    there = parts.get(rels, empty.encode()).decode()
    parts[rels] = there.replace("</Relationships>", f"{relation}</Relationships>").encode()
    used = f'<drawing xmlns:r="{related}" r:id="rD"/></worksheet>'
    parts[page] = parts[page].decode().replace("</worksheet>", used).encode()
    parts["xl/drawings/drawing9.xml"] = drawing.encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, raw in parts.items():
            archive.writestr(name, raw)


def docx(path: Path, lines: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A paper of paragraphs and one table, as a word processor writes it."""
    import zipfile

    def paragraph(text: str) -> str:
        return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"

    cells = ("".join(f"<w:tc>{paragraph(text)}</w:tc>" for text in row) for row in rows)
    body = "".join(map(paragraph, lines)) + f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", types)
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>')


Make = Callable[[Scenario], None]


class Scenarios(list[Make]):
    """Functions that make a case each; `case` stands above them."""

    def scenario(self, make: Make) -> Make:
        self.append(make)
        return make


def wrong_of(make: Make, folder: Path) -> str:
    """What is not taken as it should be of one case, a line each."""
    made = Scenario(folder / "made" / make.__name__)
    make(made)
    return "\n".join(str(verdict) for verdict in score(made.write(), folder / "work") if not verdict.right)
