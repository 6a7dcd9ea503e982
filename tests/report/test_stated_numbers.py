"""Every number that any output says has a key, or is a day, a name, a place or a constant of the words.

The words are made with everything marked that the catalogue writes: numbers of messages with their keys, numbers of its
own texts (`21業務`) as facts of those texts. What is left without a mark is what code wrote past the catalogue. And
what one message says of one thing is one number: on the page, in papers, documents, workbooks, letters and books.
"""

from __future__ import annotations

import io
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cache, partial
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, TypeAlias, TypeVar
from zlib import crc32

import docx
import openpyxl
import pytest

from readiness.exchange.drafts import draft_books
from readiness.exchange.labels import Labels
from readiness.figures.figure import Figure
from readiness.inventory.positions import Positions
from readiness.messages.catalogue import Catalogue
from readiness.model.audience import Audience
from readiness.model.record import Word
from readiness.model.text import Param, Text
from readiness.report import html
from readiness.report.context import ReportContext
from readiness.report.findings.formats import render_rows
from readiness.report.findings.row import finding_rows
from readiness.report.options import report_options
from readiness.report.papers.files import letters, papers
from readiness.report.pictures import plan_files
from readiness.report.worded import Worded
from readiness.report.workbook.write import workbook
from readiness.tables.marks import Carried, carry, is_number, marked, numberless
from tests.report.conftest import ROOT
from tests.report.test_figures import TOWNS, analysed
from tools.towns import TOWNS as PLACES

N = TypeVar("N")
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
DAYS = (
    r"令和\d+年度?(?:\d+月(?:\d+日)?)?|[RHS]\d+(?:\.\d+){1,2}|\d{4}-\d\d(?:-\d\d)?|\d{4}年\d+月"
    r"|R\d+(?:年度)?(?![0-9A-Z])|\d\d:\d\d"
)
STAMPS = r"(?<!\d)\d{8}(?:T\d{6}Z)?(?!\d)|^UID.*|^VERSION:.*"
CODES = (
    r"[A-Z]{2}\d{3}|\b[0-9A-Z]+(?:-[0-9A-Z]+)+\b|\d{3}_\d+_\d{3}|\b[0-9A-Z]{4}\b|[a-z]+-\d+\b|^0\d\d$|(?<![\w.])[A-Z]\d(?!\w)"
    r"|(?<!\d)(?:0\d{6}|\d{13})(?!\d)"
)
PLACES_IN = r"\S+\.(?:yaml|xlsx|csv)\S*|問?\d+(?:-\d+)+|問\d+|第\d+[部案条回]|^\d+ |[①-⑳]-\d+|\d+(?:、\d+)+|^=.*"
NO_FIGURE = re.compile("|".join((DAYS, STAMPS, CODES, PLACES_IN)))
PLACED = ("no", "t11 soft m", "t12 b m act", "t12 b m warn")  # the number of an entry, a month on an axis
# What a cell of a document or sheet begins with: the page of the paper, or the cell as a value, has its key.
FIRST = re.compile(r"^[-+△]?\d[\d,.]*%?(?=[\s(]|$)")
LITERAL = re.compile(r"\{[^{}]*\}|(\d[\d,]*(?:\.\d+)?)")
# Columns that hold a place in an order, or as it stands what somebody wrote in the ledger and its difference (shares,
# expected numbers, hours of training, minutes of a rehearsal); what is added up of them has a key.
OWN = re.compile(
    r"t-(?:gaps|questions|moves|criteria(?:-\d+)?|steps-.*)/1|t-gyomu-.*/(?:1|7|8|12|13|14|15)|t-taisei-g1/5|t-taisei-g2/[58]"
    r"|t-b6/[23]|t-by-hand/4|t-rehearsals.*/7"
)
# What one message says in letters of several systems, each in its own row: the number of changes to a package.
ROWS = ("said.gap.migration.customisation.current.",)


_LAST = frozenset("0123456789%")
_WRITTEN = re.compile(r"[-+±]?\d{1,3}(?:,\d{3})*(?:\.\d+)?%?")
# Parameters that tell where something stands or how it is called, and count nothing.
_NAMES = frozenset({"line", "month", "place", "version"})
Fill: TypeAlias = Callable[[str, str, Iterable[tuple[str, Any]]], str]


class Statements:
    """Numbers of messages: what a message says of something is one figure, wherever it is said again.

    Its key is the message, the name of the number in it, and a sign for what the message is about: all its parameters
    that are no numbers, those it does not print among them, and those of the message it stands in.
    """

    def __init__(self, reader: Audience) -> None:
        self.reader = reader
        self._said: list[tuple[str, int | float]] = []
        self._about = ""

    @property
    def figures(self) -> list[Figure]:
        """Every number in the order in which it was said."""
        return [Figure(key=key, value=value, reader=self.reader) for key, value in self._said]

    def of(self, about: Param, say: Callable[[], N]) -> N:
        """What is said about something that the messages do not name themselves."""
        return self._within("" if about is None else repr(_numberless(about)), say)

    def filled(self, fill: Fill, key: str, template: str, params: Iterable[tuple[str, Param]]) -> str:
        """A message whose numbers carry their keys."""
        stated = tuple(params)
        if not any(map(_counts, stated)):
            return fill(key, template, stated)
        about = self._about + _about(stated)
        return self._within(about, lambda: fill(key, template, self._stated(key, template, stated)))

    def _within(self, about: str, say: Callable[[], N]) -> N:
        outer, self._about = self._about, about
        try:
            return say()
        finally:
            self._about = outer

    def _stated(self, message: str, template: str, params: Iterable[tuple[str, Param]]) -> Iterator[tuple[str, Any]]:
        # What is told but not printed names what the message is about; a number of it is no figure.
        sign = f".{crc32(self._about.encode()):08x}" if self._about else ""
        for name, value in params:
            number = _number(value)
            if number is None or isinstance(value, Carried) or f"{{{name}" not in template:
                yield name, value
                continue
            own = f"said.{message}.{name}{sign}"
            self._said.append((own, number))
            yield name, marked(value, own) if isinstance(value, str) else carry(value, own)


def _counts(stated: tuple[str, Param]) -> bool:
    """Whether a parameter may be a number or hold one; most are names and need no second look."""
    value = stated[1]
    return value[-1:] in _LAST and value != "" if type(value) is str else not isinstance(value, date | None)


def _number(value: object) -> int | float | None:
    """A parameter that is a number, or one that is written already."""
    if type(value) is str:
        if value[-1:] not in _LAST or not _WRITTEN.fullmatch(value):
            return None
        return float(value.strip("±%").replace(",", ""))
    return value if is_number(value) else None


def _about(params: Iterable[tuple[str, Param]]) -> str:
    """What a message is about, as far as it tells; nothing where it tells numbers only."""
    told = [(name, _numberless(value)) for name, value in params if _number(value) is None]
    return repr(told) if told else ""


def _numberless(value: Param) -> object:
    if type(value) is str:
        return numberless(value) if _number(value) is None else ""
    if isinstance(value, Text):
        return value.key, [(name, _numberless(inner)) for name, inner in value.params]
    if isinstance(value, tuple):
        return [_numberless(item) for item in value]
    return "" if is_number(value) else str(value)


class Nodes(HTMLParser):
    """Texts and attributes that are read, of what stands in no element with a key and no excerpt of the ledger."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[tuple[str, str]] = []
        self._open: list[tuple[str, bool]] = []
        self._table, self._column = "", 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag == "table":
            self._table = str(told.get("id"))
        self._column = 0 if tag == "tr" else self._column + (tag in ("td", "th"))
        if tag not in ("meta", "link", "br", "input", "img", "hr", "col"):
            self._open.append(
                (tag, "data-figure" in told or tag in ("script", "style", "pre") or told.get("class") in PLACED)
            )
        self.said += [(tag, value) for name in ("title", "aria-label", "alt") if (value := told.get(name))]

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not any(keyed for _, keyed in self._open):
            self.said.append(
                (f"{self._table}/{self._column}" if self._open and self._open[-1][0] == "td" else "", data)
            )


def said_by(name: str, content: bytes) -> Iterator[tuple[str, str]]:
    """What a file says, with where it stands."""
    if name.endswith(".html"):
        nodes = Nodes()
        nodes.feed(content.decode("utf-8"))
        yield from nodes.said
    elif name.endswith(".docx"):
        found = docx.Document(io.BytesIO(content))
        yield from (("", one.text) for one in found.paragraphs)
        cells = (cell.text for table in found.tables for row in table.rows for cell in row.cells)
        yield from (("", FIRST.sub("", text)) for text in cells)
    elif name.endswith(".xlsx"):
        for sheet in openpyxl.load_workbook(io.BytesIO(content)):
            for row in sheet.iter_rows():
                yield from (("", FIRST.sub("", cell.value)) for cell in row if isinstance(cell.value, str))
    elif name.endswith((".csv", ".ics")):
        yield from (("", line) for line in content.decode("utf-8-sig").replace("\r\n ", "").splitlines())


def outputs(name: str) -> Iterator[tuple[str, bytes]]:
    """All files in which people read, for readers inside the body."""
    analysis = analysed(name)
    context = ReportContext(analysis=analysis, options=report_options("ja", Positions(), "internal"))
    for write in (html.index, papers, workbook, plan_files, letters):
        yield from write(context)
    rows = finding_rows(analysis.findings, Positions(), context.words)
    yield "findings.csv", render_rows(rows, "csv", context.words).encode("utf-8-sig")
    areas = {area.key: area.name for area in analysis.inputs.standard.areas}
    labels, day = Labels(context.words, areas), analysis.inputs.as_of
    yield "books.json", b""  # what is said from here on is said to many, in one go
    yield from draft_books(analysis.register, context.inventory, labels, day, limit=None).items()


def addressee(file: str) -> str:
    """Whose letter it is: what is said in one is about its addressee. Nobody's are page, papers and workbook."""
    return file if Path(file).stem.startswith(("shoukai-", "kakunin-", "rfi-")) else ""


@cache
def names(name: str) -> str:
    """What people wrote of this town, and the standard as it is published."""
    sources = [*(ROOT / PLACES[name]).rglob("*.yaml"), *(ROOT / "specs").rglob("*.yaml")]
    words = [str(member.ja) for kind in Word.__subclasses__() for member in kind]
    return "\n".join([*words, *(path.read_text(encoding="utf-8") for path in sorted(sources))])


def left(town: str, text: str) -> list[str]:
    """Numbers of a text that have no key and are no day, place or part of a name."""
    bare = NO_FIGURE.sub("", numberless(text))
    found: list[str] = []
    if f": {text.strip()}" in names(town):  # as somebody wrote it
        return found
    for number in NUMBER.finditer(bare):
        around = [bare[max(0, number.start() - wide) : number.end()] for wide in range(2, 7)]
        around += [bare[number.start() : number.end() + wide] for wide in range(2, 7)]
        if not any(re.search(r"[^\d\s]{2}", part) and part in names(town) for part in around):
            found.append(bare[max(0, number.start() - 12) : number.end() + 12])
    return found


@pytest.fixture
def statements(monkeypatch: pytest.MonkeyPatch) -> Statements:
    """All numbers that are said from now on, in whatever output."""
    found = Statements(Audience.INTERNAL)
    fill, template_of = Catalogue._filled, Catalogue._template

    def facts(self: Catalogue, key: str) -> str | None:
        template = template_of(self, key)
        return template and LITERAL.sub(lambda one: marked(one[1], f"fact.{key}") if one[1] else one[0], template)

    def filled(self: Catalogue, key: str, template: str, params: Any) -> str:
        return found.filled(partial(fill, self), key, template, params)

    def of(_: Worded, about: Any, say: Callable[[], Any]) -> Any:
        return found.of(about, say)

    monkeypatch.setattr(Catalogue, "_template", facts)
    monkeypatch.setattr(Catalogue, "_filled", filled)
    monkeypatch.setattr(Worded, "of", of)
    monkeypatch.setattr(ReportContext, "carried", lambda _, value, key: carry(value, key))
    monkeypatch.setattr(html, "with_keys", lambda page: page)
    monkeypatch.setattr(html, "PageContext", lambda base, **_: base)
    return found


@pytest.mark.long
@pytest.mark.parametrize("name", TOWNS)
def test_every_number_that_is_said_has_a_key_and_is_one_number(name: str, statements: Statements) -> None:
    bare: Counter[tuple[str, str, str]] = Counter()
    values: dict[tuple[str, str], set[float]] = defaultdict(set)
    seen = 0
    for file, content in outputs(name):
        figures = statements.figures
        said, seen = figures[seen:], len(figures)
        if file.endswith((".json", ".svg")):
            continue  # what programs read, and pictures of the graph: names only
        for figure in said if not file.endswith("xlsx") or file == "report.xlsx" or file.startswith("papers/") else ():
            if not figure.key.startswith(ROWS) and _NAMES.isdisjoint(figure.key.split(".")[-2:]):
                values[addressee(file), figure.key].add(figure.value)
        for where, text in said_by(file, content):
            if any(sign.isdigit() for sign in text) and not OWN.fullmatch(where):
                bare.update((file, where, number) for number in left(name, text))
    twice = {key: found for key, found in values.items() if len(found) > 1}
    import json

    Path(f"/tmp/k8_left_{name}.json").write_text(
        json.dumps([[*k, v] for k, v in bare.most_common()], ensure_ascii=False)
    )
    Path(f"/tmp/k8_twice_{name}.json").write_text(
        json.dumps([[*k, list(v)] for k, v in twice.items()], ensure_ascii=False)
    )
    assert not bare
    assert not twice
