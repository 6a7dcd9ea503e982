"""Figures: one key is one number, wherever it is printed; who prints takes it from one room and cannot reckon."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import docx
import openpyxl
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.analysis.analyze import Analysis, analyze
from readiness.app.body import open_body
from readiness.figures.analysed import AnalysedFor
from readiness.figures.derive import figures
from readiness.figures.figure import Figure, by_key, key_of
from readiness.figures.money import so_far
from readiness.figures.planned import by_load_key
from readiness.inventory.positions import Positions
from readiness.model.audience import Audience
from readiness.model.money import Basis, FiscalYear, Money, Sum
from readiness.model.plan import YearTotals
from readiness.model.plan.work import Load
from readiness.model.ref import Ref
from readiness.model.unknown import UNKNOWN, Unknown
from readiness.report.context import ReportContext
from readiness.report.options import report_options
from readiness.report.outputs import for_reader
from readiness.report.workbook.sheets import tables
from readiness.report.workbook.todo import todo_table
from readiness.tables.marks import carry, with_keys
from readiness.tables.table import with_remarks
from tests.report.conftest import ROOT
from tools.towns import TOWNS as PLACES

TOWNS = ("midori-cho", "aozora-shi", "karamari-cho")
NUMBER = re.compile(r"[-+]?[\d,]*\d(?:\.\d+)?")
WORDS = {"継続不可", "未確認", "未徴取", "未定", "―", "算定できない", "調査中", "0"}
# Tables of papers in which every number is a figure.
WHOLE = (
    *("t-b1", "t-b2", "t-b3", "t-b4", "t-b7", "t-left-out", "t-seisa", "t-progress"),
    *("t-gyomu", "t-effects", "t-derived", "t-taisei-load", "t-rehearsals"),
)
# Tables of the page whose first column is the place of the row in their order.
ORDERED = ("t-gaps", "t-questions", "t-moves")
# Of those, columns that are what somebody wrote, or what a row is counted by: they stand in one place only.
OWN_COLUMNS = {
    "gyomu": {0, 6, 7, 11, 12, 13, 14},  # number, shares, what is expected after the move and its change
    "hantei": {6},  # the difference of the two numbers beside it
}


class Marks(HTMLParser):
    """What stands in elements with a key: (table, place of the cell, keys, text without what stands below it)."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, tuple[int, int], tuple[str, ...], str]] = []
        self.bare: list[tuple[str, str]] = []
        self.places: list[tuple[str, tuple[int, int]]] = []
        self._table, self._row, self._column = "", 0, 0
        self._open: list[tuple[str, bool]] = []
        self._keys: tuple[str, ...] = ()
        self._depth, self._text, self._number = 0, "", False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag == "table":
            self._table, self._row = str(told.get("id")), -1
        elif tag == "tr":
            self._row, self._column = self._row + 1, -1
        elif tag in ("td", "th"):
            self._column += 1
        if tag in ("td", "p", "ul", "ol", "li", "span") and not self._depth and "data-figure" in told:
            self._keys, self._depth, self._text = tuple(str(told["data-figure"]).split()), 1, ""
            self._sub, self._tag = 0, tag
        elif self._depth and tag == self._tag:
            self._depth += 1
        elif tag == "td" and told.get("class") == "n":
            self.bare.append((self._table, str(told)))
            self.places.append((self._table, (self._row, self._column)))
        if self._depth and told.get("class") == "sub":
            self._text += "\n"

    def handle_endtag(self, tag: str) -> None:
        if tag == "table":
            self._table = ""
        if self._depth and tag == self._tag:
            self._depth -= 1
            if not self._depth:
                self.found.append((self._table, (self._row, self._column), self._keys, self._text.strip()))

    def handle_data(self, data: str) -> None:
        if self._depth:
            self._text += data


def marks(page: Path) -> Marks:
    parser = Marks()
    parser.feed(page.read_text(encoding="utf-8"))
    return parser


def pages(folder: Path) -> list[Path]:
    return [folder / "index.html", *sorted((folder / "papers").glob("*.html"))]


def numbers(text: str) -> list[float]:
    return [float(found.replace(",", "")) for found in NUMBER.findall(text)]


def agree(one: float, other: float) -> bool:
    """The same number, or yen beside its thousands rounded up."""
    low, high = sorted((abs(one), abs(other)))
    return one == other or (one * other >= 0 and -(-high // 1000) == low)


@pytest.mark.parametrize("name", TOWNS)
def test_no_output_contradicts_another(town: Callable[[str], Path], name: str) -> None:
    told: dict[str, tuple[str, str]] = {}
    seen: dict[str, set[str]] = {}
    sentences: list[tuple[str, tuple[str, ...], str]] = []
    for page in pages(town(name)):
        for _, _, keys, text in marks(page).found:
            for key in keys:
                seen.setdefault(key, set()).add(page.stem)
            if len(keys) > 1 or "。" in text or len(text.split("\n")[0]) > 24:
                sentences.append((page.stem, keys, text))
                continue
            (key, said) = keys[0], text.split("\n")[0].strip()
            first = told.setdefault(key, (page.stem, said))
            mine, theirs = numbers(said), numbers(first[1])
            assert bool(mine) == bool(theirs), (key, page.stem, said, first)
            assert not mine or agree(mine[0], theirs[0]), (key, page.stem, said, first)
    for stem, keys, text in sentences:
        for key in keys:
            if key in told and numbers(told[key][1]):
                value = numbers(told[key][1])[0]
                assert any(agree(value, number) for number in numbers(text)), (stem, key, told[key], text)
    shared = [key for key, places in seen.items() if len(places) > 1]
    assert len(seen) > 60 and len(shared) > 20, (len(seen), shared)
    assert sum(key.startswith("row.") for key in shared) > 3  # lines of the plan in yen and in the budget in thousands
    # Five years stand in yen on the page, and on the paper in thousands of which each line was rounded before it was
    # added: the two are apart by less than one a line.
    years = {key: told[key][1] for key in told if key.startswith("b4.") and numbers(told[key][1])}
    pairs = [(numbers(said)[0], numbers(told[key.replace("b4.", "years.")][1])) for key, said in years.items()]
    assert len(pairs) > 10 and all(yen and 0 <= abs(printed - yen[0] / 1000) < 40 for printed, yen in pairs), pairs


DRAWN = re.compile(r'<text[^>]*data-figure="([^"]+)"[^>]*>([^<]*)</text>')


@pytest.mark.parametrize("name", TOWNS)
def test_numbers_in_the_pictures_are_figures(town: Callable[[str], Path], name: str) -> None:
    """What a picture of the page says of a figure is its value, yen in 万円 or 億円."""
    known, seen = figures_of(name), Counter[str]()
    for key, said in DRAWN.findall((town(name) / "index.html").read_text(encoding="utf-8")):
        figure, printed = known[unescape(key)], re.search(r"[\d,]+(?:\.\d+)?", said)
        value = figure.value
        if isinstance(value, Unknown) or value is None:
            assert printed is None, (key, said)
            continue
        assert printed, (key, said)
        unit = 100_000_000 if "億" in said else 10_000 if "万" in said else 1
        assert round(value / unit, 2 if "億" in said else 0) == float(printed[0].replace(",", "")), (key, said, value)
        seen[key.partition(".")[0]] += 1
    least = {
        "way": 8,
        "completeness": 5,
        "points": 1,
        "share": 3,
        "rows": 1,
        "pair": 1,
        "wave": 3,
        "area": 9,
        "links": 9,
    }
    assert all(seen[kind] >= count for kind, count in least.items() if name != "karamari-cho"), seen
    assert seen["points"] and seen["completeness"] and (name != "aozora-shi" or seen["area"] > 80), seen


@pytest.mark.parametrize("name", TOWNS)
def test_numbers_in_sentences_of_the_page_are_figures(town: Callable[[str], Path], name: str) -> None:
    """What a sentence carries is shown with its key, is the number of its figure, and leaves no sign of the way."""
    known, page = figures_of(name), (town(name) / "index.html").read_text(encoding="utf-8")
    found = [(unescape(key), said) for key, said in re.findall(r'<t?span data-figure="([^"]+)">([^<]+)</t?span>', page)]
    # What is said of something is the same wherever it is said; what has a room is what the room holds.
    said = {key: numbers(words) for key, words in found}
    assert all(numbers(words) == said[key] for key, words in found)
    found = [(key, words) for key, words in found if not key.startswith("said.")]
    for key, words in found:
        value = known[key].value
        assert numbers(words) == ([] if isinstance(value, Unknown) else [pytest.approx(value)]), (key, words)
    kinds = Counter(key.partition(".")[0] for key, _ in found)
    assert len(found) > 300 and kinds["area"] > 60 and kinds["links"] > 40 and kinds["group"] > 5, kinds
    assert sum(key.endswith((".known", ".total")) for key, _ in found) > 80
    assert not re.search("[\ufdd0-\ufdef]", page)


@given(st.text(max_size=9), st.integers(-(10**7), 10**7), st.sampled_from(["", ",", "d"]))
@settings(deadline=None, max_examples=100)
def test_a_carried_number_reads_as_itself(key: str, value: int, spec: str) -> None:
    """Between tags it is an element with its key, in an attribute or a title it is the number alone."""
    said = format(carry(value, f"k.{key}"), spec)
    plain = format(value, spec)
    for around in ('<a title="{}">x</a>', "<title>{}</title>", "<option>{}件</option>"):
        assert with_keys(around.format(said)) == around.format(plain)
    marked = Marks()
    marked.feed(with_keys(f"<p>全{said}件</p>"))
    assert [(text, keys) for *_, keys, text in marked.found] == [(plain, tuple(f"k.{key}".split()))]
    assert with_keys(f"<text>{said}件</text>").endswith(f">{plain}</tspan>件</text>")  # in a picture too
    assert carry(value, "") is value and carry(UNKNOWN, "k") is UNKNOWN and carry(True, "k") is True


@pytest.mark.parametrize("name", TOWNS)
def test_the_foot_and_the_ways_of_papers_carry_their_keys(town: Callable[[str], Path], name: str) -> None:
    known = figures_of(name)
    for page in sorted((town(name) / "papers").glob("*.html")):
        lines = [(keys, text) for _, _, keys, text in marks(page).found if keys[0] == "completeness.overall"]
        assert bool(lines) == ("台帳記入率" in page.read_text(encoding="utf-8")), page.stem
        for keys, text in lines:
            stated = numbers(text.partition("台帳記入率")[2])
            assert stated == [pytest.approx(known[key].value) for key in keys], (page.stem, text)
    ways = [(keys, text) for _, _, keys, text in marks(town(name) / "papers" / "chougi.html").found if "本・" in text]
    assert ways and all(numbers(text) == [known[key].value for key in keys] for keys, text in ways), ways


@pytest.mark.parametrize("name", TOWNS)
def test_every_number_of_the_money_papers_is_a_figure(town: Callable[[str], Path], name: str) -> None:
    for stem in ("zaisei", "seisa", "gikai"):
        found = marks(town(name) / "papers" / f"{stem}.html")
        bare = [cell for cell in found.bare if cell[0] in WHOLE and "data-figure" not in cell[1]]
        assert not [cell for cell in bare if cell[0] != "t-b2"], stem  # in B2 low and high are the quote's own words
    # What is printed is the number of the figure, to the last digit: yen in thousands as the body rounds them.
    form, known, compared = AnalysedFor(analysis=analysed(name), reader=Audience.INTERNAL), figures_of(name), 0
    for stem in ("zaisei", "seisa", "chougi"):
        for table, _, keys, text in marks(town(name) / "papers" / f"{stem}.html").found:
            if not table or len(keys) > 1:  # sentences of several numbers have tests of their own
                continue
            figure, printed = known[keys[0]], numbers(text.split("\n")[0])
            if isinstance(figure.value, Unknown) or figure.value is None:
                assert not printed or "継続不可" in text or "徴取" in text, (stem, keys, text)
                continue
            digits = len(text.split("\n")[0].partition(".")[2])
            value = form.thousand(int(figure.value)) if figure.unit == "yen" else round(figure.value, digits)
            assert printed == [value], (stem, keys, text, value)
            compared += 1
    assert compared > 60


@pytest.mark.parametrize("name", TOWNS)
def test_every_number_in_a_table_of_the_page_is_a_figure(town: Callable[[str], Path], name: str) -> None:
    """Only the place of a row in its order is none; under a key stands the room's number, as it prints it."""
    known, found = figures_of(name), marks(town(name) / "index.html")
    bare = {table for table, _ in found.bare if table not in ORDERED}
    assert bare == set()
    assert all(place[1] == 0 for table, place in found.places if table in ORDERED)
    compared = 0
    for table, _, keys, text in found.found:
        if not table.startswith("t-") or len(keys) > 1:
            continue
        value, printed = known[keys[0]].value, numbers(text.split("\n")[0])
        if isinstance(value, Unknown) or value is None:
            assert not printed or printed == [0], (table, keys, text, value)
        else:
            assert printed and agree(printed[0], value), (table, keys, text, value)
            compared += 1
    assert compared > 500


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.long) if name == "aozora-shi" else name for name in TOWNS]
)
def test_every_number_of_the_workbook_is_a_figure(town: Callable[[str], Path], name: str) -> None:
    """And what stands in the cell of the sheet is the number of the figure."""
    known = figures_of(name)
    options = report_options("ja", Positions(), "internal")
    context = ReportContext(analysis=analysed(name), options=options)
    book = openpyxl.load_workbook(town(name) / "report.xlsx", data_only=True)
    compared = 0
    for key, plain in (("todo", todo_table(context)), *tables(context)):
        sheet, table = book[context.t(f"report.sheet.{key}")], with_remarks(plain)
        for at, row in enumerate(table.rows):
            for column, (head, cell) in enumerate(zip(table.heads, row, strict=True)):
                if not cell.figure:
                    number = isinstance(cell.raw, int | float) and not isinstance(cell.raw, bool)
                    assert not number or head in ("順", "照会の順"), (key, head, cell)
                    continue
                value, stored = known[cell.figure].value, sheet.cell(at + 4, column + 1).value
                if isinstance(value, int | float):
                    assert stored == pytest.approx(value), (key, head, cell, stored)
                    compared += 1
                else:
                    assert not isinstance(stored, int | float), (key, head, cell, stored)
    assert compared > 200


@pytest.mark.parametrize("name", TOWNS)
def test_every_number_of_the_papers_of_the_walls_is_a_figure(town: Callable[[str], Path], name: str) -> None:
    """Numbers of work, effect, rehearsals and roles: each has a key, and what is printed is what the room reckons."""
    known = figures_of(name)
    for stem in ("gyomu", "koka", "hantei", "taisei"):
        page = town(name) / "papers" / f"{stem}.html"
        if not page.exists():
            continue
        found = marks(page)
        names = re.findall(r' id="([^"]+)"', page.read_text(encoding="utf-8"))
        assert sorted(set(names)) == sorted(names), stem  # a paper of several cut-overs has as many tables
        own = OWN_COLUMNS.get(stem, set())
        bare = [cell for cell in found.places if cell[0].startswith(WHOLE) and cell[1][1] not in own]
        assert not bare, (stem, bare[:3])
        for table, _, keys, text in found.found:
            if not table:  # sentences: the test of the foot
                continue
            value = known[keys[0]].value
            printed = numbers(text.split("\n")[0])
            assert bool(printed) == isinstance(value, int | float), (stem, table, keys, text, value)
            if isinstance(value, int | float):
                assert agree(printed[0], round(value, 6)), (stem, keys, text, value)


@cache
def analysed(name: str) -> Analysis:
    inputs = open_body(ROOT / PLACES[name]).inputs
    assert inputs is not None
    return analyze(inputs)


@cache
def figures_of(name: str) -> Mapping[str, Figure]:
    return figures(AnalysedFor(analysis=analysed(name), reader=Audience.INTERNAL))


@pytest.mark.parametrize("name", TOWNS)
@pytest.mark.parametrize("stem", ["zaisei", "seisa", "gyomu"])
def test_the_workbook_of_a_paper_holds_the_numbers_of_its_page(
    town: Callable[[str], Path], name: str, stem: str
) -> None:
    folder = town(name) / "papers"
    book = openpyxl.load_workbook(folder / f"{stem}.xlsx", data_only=True)
    sheets = {str(sheet["A1"].value): sheet for sheet in book}
    captions = dict(
        re.findall(r'<table id="([^"]+)"[^>]*>\s*<caption>([^<]+)', (folder / f"{stem}.html").read_text("utf-8"))
    )
    compared = 0
    for table, (row, column), _, text in marks(folder / f"{stem}.html").found:
        if table not in captions or not (mine := numbers(text.split("\n")[0])):
            continue
        sheet = sheets[captions[table]]  # beside some columns stands one of what the page prints below their numbers
        places = [cell.column for cell in sheet[3] if not str(cell.value).endswith(" ※")]
        value = sheet.cell(row + 3, places[column]).value
        stored = float(value) if isinstance(value, int | float) else (numbers(str(value)) or [None])[0]
        assert stored == mine[0], (captions[table], row, column, text, value)
        compared += 1
    assert compared > 5 or not [one for one in marks(folder / f"{stem}.html").found if one[0] and numbers(one[3])]


@pytest.mark.parametrize("name", TOWNS)
def test_the_document_of_a_paper_says_what_its_page_says(town: Callable[[str], Path], name: str) -> None:
    folder = town(name) / "papers"
    for stem in ("chougi", "gikai", "koka", "hantei", "taisei"):
        if not (folder / f"{stem}.docx").exists():
            continue
        said = docx.Document(str(folder / f"{stem}.docx"))
        text = " ".join(
            [p.text for p in said.paragraphs] + [c.text for t in said.tables for r in t.rows for c in r.cells]
        )
        for _, _, keys, shown in marks(folder / f"{stem}.html").found:
            for number in NUMBER.findall(shown):
                assert number in text, (stem, keys, number)


@pytest.mark.parametrize("name", TOWNS)
def test_how_much_is_known_is_the_same_at_the_foot_of_every_paper(town: Callable[[str], Path], name: str) -> None:
    (overall,) = {
        text
        for _, _, keys, text in marks(town(name) / "index.html").found
        if keys == ("completeness.overall",) and "%" not in text and "。" not in text
    }
    feet = set()
    for page in (town(name) / "papers").glob("*.html"):
        feet |= set(re.findall(r"台帳記入率 ([\d.]+)%", page.read_text(encoding="utf-8")))
    assert feet == {overall}


# ---- who prints cannot reckon --------------------------------------------------------------------------------------

PRINTERS = (
    "report/papers", "report/sections", "report/workbook", "report/finance.py", "report/years.py",
)  # fmt: skip
RECKONING = {"sum", "accumulate", "round", "fsum", "reduce", "divmod"}
# What is drawn, or brings a number into its form.
NOT_FIGURES = {"_months", "_line", "_stop", "_chart", "_summary", "_number", "_value", "_widths"}


def printers() -> Iterator[Path]:
    for place in PRINTERS:
        path = ROOT / "readiness" / place
        yield from sorted(path.rglob("*.py")) if path.is_dir() else [path]


def reckons(source: str) -> list[str]:
    """Calls that add up or round, divisions by thousands, and imports of the room that adds yen."""
    tree, found = ast.parse(source), []
    skipped = {
        id(inside)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name in NOT_FIGURES
        for inside in ast.walk(node)
    }
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in RECKONING:
            found.append(f"{node.lineno}: {node.func.id}()")
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div | ast.FloorDiv | ast.Mod):
            found.append(f"{node.lineno}: division")
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("readiness.money"):
            found.append(f"{node.lineno}: {node.module}")
    return found


def test_who_prints_takes_figures_and_does_not_reckon() -> None:
    files = list(printers())
    assert len(files) > 40
    assert {str(path.relative_to(ROOT)): found for path in files if (found := reckons(path.read_text("utf-8")))} == {}
    assert reckons("from readiness.money.rows import money_of\nx = sum(y) // 1000\n") == [
        "1: readiness.money.rows", "2: division", "2: sum()",
    ]  # fmt: skip


@pytest.mark.parametrize("reader", Audience)
def test_every_reader_has_figures_and_none_of_what_is_withheld(reader: Audience) -> None:
    shown, _ = for_reader(analysed("aozora-shi"), report_options("ja", Positions(), reader.ja))
    found = figures(AnalysedFor(analysis=shown, reader=reader))
    assert len(found) > 300 and all(figure.reader is reader for figure in found.values())


def test_one_key_cannot_be_two_numbers() -> None:
    def one(value: object, reader: Audience = Audience.FINANCE) -> Figure:
        return Figure(key="k", value=value, reader=reader)  # type: ignore[arg-type]

    assert by_key([one(1), one(1)])["k"].value == 1
    for other in (one(2), one(UNKNOWN), one(None), one(1, Audience.INTERNAL)):
        with pytest.raises(ValueError, match="k is 1 and"):
            by_key([one(1), other])


def test_limits_whose_periods_begin_on_one_day_have_keys_of_their_own() -> None:
    day = date(2028, 1, 4)
    loads = [Load(kind="rehearsal", subject="", date=day, used=used, capacity=12) for used in (3, 12)]
    assert [key for key, _ in by_load_key(loads)] == ["day.2028-01-04.rehearsal.", "day.2028-01-04.rehearsal.2."]


# Names that end like a number behind them, hold what parts a key, are words of ours, or look like what is spelled out.
HOSTILE = st.lists(st.sampled_from([*"x2.?%;@ +\u3000:", "low", "none", "unknown", "%2e;"]), min_size=1, max_size=5)
NAMES = HOSTILE.map("".join)


@given(st.lists(st.tuples(st.sampled_from(["vendor", "division"]), NAMES), max_size=12))
@settings(deadline=None, max_examples=150)
def test_no_name_takes_the_key_of_another_limit(limits: list[tuple[str, str]]) -> None:
    day = date(2028, 1, 4)
    loads = [Load(kind=kind, subject=name, date=day, used=at, capacity=1) for at, (kind, name) in enumerate(limits)]
    keys = [f"{key}.{behind}" for key, _ in by_load_key(loads) for behind in ("used", "capacity")]
    assert len(keys) == len(set(keys)) and not any(key.split()[1:] for key in keys)


@given(st.lists(NAMES, max_size=3), st.lists(NAMES, max_size=3))
@settings(deadline=None, max_examples=200)
def test_a_key_tells_all_its_names_apart(some: list[str], others: list[str]) -> None:
    behind = ("", ".low", ".2")
    mine, theirs = ({key_of("first", *names) + one for one in behind} for names in (some, others))
    assert (key_of("first", *some) == key_of("first", *others)) is (some == others)
    assert len(some) != len(others) or some == others or not mine & theirs


NAMED = {
    "systems": ("s", "s.low", "s.known", "s.now", "s.now 2"),
    "vendors": ("v", "v.share", "v.weight", "csp"),
    "divisions": ("d", "none", "d.measured", "d.2"),
    "contracts": ("c", "c.penalty", "c.penalty.2"),
    "interfaces": ("i", "i.months", "i.amount", "i 2"),
    "procedures": ("division", "division.none", "division.d", "division.d.measured"),
}


def _named_town(folder: Path, plain: bool) -> Mapping[str, Figure]:
    """The figures of a small town whose names are parts of keys, or plain ones in their place."""
    plainly = {kind: {one: f"{kind[:4]}{at}" for at, one in enumerate(sorted(NAMED[kind]))} for kind in NAMED}
    names = {kind: [plainly[kind][one] if plain else one for one in NAMED[kind]] for kind in NAMED}
    division, vendor, system = names["divisions"], names["vendors"], names["systems"]
    areas = ["住民基本台帳", "個人住民税", "障害者福祉", "介護保険", "国民年金"]
    records = {
        "body": {"id": "na-cho", "name": "名町", "code": "993018", "body_class": "町", "as_of": "2026-11-02"},
        "divisions": [{"id": one, "name": f"{at}課", "cutovers_per_date": 1} for at, one in enumerate(division)],
        "vendors": [{"id": one, "name": f"{at}社", "cutovers_per_date": 1} for at, one in enumerate(vendor)],
        "systems": [
            {"id": one, "name": area, "areas": [area], "owner_division": division[at % 4], "vendor": vendor[at % 4]}
            for at, (one, area) in enumerate(zip(system, areas, strict=True))
        ],
        "contracts": [{"id": one, "name": one, "penalty": at} for at, one in enumerate(names["contracts"])],
        "interfaces": [
            {"id": one, "from": system[at], "to": system[at + 1], "data": "宛名", "temporary": True}
            for at, one in enumerate(names["interfaces"])
        ],
        "procedures": [
            {"id": one, "name": one, "division": division[at], "systems": [system[at]], "minutes": 5 + at}
            for at, one in enumerate(names["procedures"])
        ],
    }
    folder.mkdir()
    text = yaml.safe_dump(records, allow_unicode=True, sort_keys=False)
    (folder / "all.yaml").write_text(text, encoding="utf-8")
    inputs = open_body(folder).inputs
    assert inputs is not None
    return figures(AnalysedFor(analysis=analyze(inputs), reader=Audience.INTERNAL))


def test_names_like_parts_of_keys_are_figures_of_their_own(tmp_path: Path) -> None:
    odd, plain = (_named_town(tmp_path / str(one), one) for one in (False, True))
    assert len(odd) == len(plain) > 200
    values = [sorted(repr(figure.value) for figure in found.values()) for found in (odd, plain)]
    assert values[0] == values[1] and not any(key.split()[1:] for key in odd)


def _year(year: int, planned: int | None, nothing: int | None, *, open_: bool = False) -> YearTotals:
    """A year with known sums of the plan and of going on as today; `open_`: a price of the plan is missing."""

    def of(yen: int | None, name: str) -> Sum:
        place = (Ref("", (name,)),)
        amounts = [] if yen is None else [Money(yen=yen, year=FiscalYear(year), basis=Basis.QUOTE, evidence=place)]
        if open_ and name == "plan":
            amounts.append(Money(yen=UNKNOWN, year=FiscalYear(year), basis=Basis.QUOTE, evidence=(Ref("", ("more",)),)))
        return Sum.of(amounts)

    plan, rest = of(planned, "plan"), of(nothing, "rest")
    return YearTotals(
        fiscal_year=year, months=12, committed=Sum(), one_off=plan, running=Sum(), nothing=rest,
        difference=plan.less(rest),
    )  # fmt: skip


def test_a_running_difference_ends_where_a_missing_price_could_turn_it() -> None:
    more = _year(2027, 300, 100, open_=True)  # at least 200 more
    assert (more.difference, more.apart, _year(2027, 300, 100).apart) == (200, 1, 0)
    assert so_far((more, _year(2028, 0, 100))) == (200, 100)
    assert so_far((more, _year(2028, 0, 900), _year(2029, 900, 0))) == (200, UNKNOWN, UNKNOWN)
    assert so_far((_year(2027, 0, 100), _year(2028, 0, 900))) == (-100, -1000)
