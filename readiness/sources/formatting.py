"""How the cells of a workbook look, where that changes what they say: struck, faded, hidden, shown in thousands.

The values come from `xlsx.parse_workbook`; this module only adds what a person sees and a value does not hold. It must
get what that guard has passed, and reads the sheets row by row, so that it keeps no more than what it tells.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import IO
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from readiness.sources.grid import Sheet, Workbook
from readiness.sources.styles import Piece, Style, child, left_of, local, pieces, rich_texts, styles_of
from readiness.sources.xlsxguard import column_number
from readiness.sources.xlsxparts import RELATIONS, part_key, sheet_parts, targets_of

# A workbook with more cells than this is read without its formatting; the reader then says so.
MOST_CELLS = 600_000
MOST_OBJECTS = 5 * MOST_CELLS  # told by the guard
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
_PARAGRAPH = "{http://schemas.openxmlformats.org/drawingml/2006/main}p"
_PICTURE = re.compile(r"xl/(media|charts|drawings)/", re.IGNORECASE)
_PLACE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
_DIGITS = "0123456789"
_AS_IS = Style()
Place = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Formatting:
    """What one sheet shows beside its values; places are 0-based (row, column).

    `struck`: the whole cell is struck through; `kept`: what is left of a cell that is struck in part; `faded`: grey
    letters; `divided`: the number is shown divided by so much (`#,##0,`); `suffixed`: words that the number format
    adds; `monthly`: only year and month of a day are shown; `percent`: a part of one is shown per cent; `comments` and
    `filled` (a solid background), of empty cells too; `boxes`: texts of text boxes with the cell they begin at;
    `pictures`: the cells at which pictures and charts begin; `formulas`: cells that calculate.
    """

    struck: frozenset[Place] = frozenset()
    kept: Mapping[Place, str] = field(default_factory=dict)
    faded: frozenset[Place] = frozenset()
    divided: Mapping[Place, int] = field(default_factory=dict)
    suffixed: Mapping[Place, str] = field(default_factory=dict)
    monthly: frozenset[Place] = frozenset()
    percent: frozenset[Place] = frozenset()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    comments: Mapping[Place, str] = field(default_factory=dict)
    filled: frozenset[Place] = frozenset()
    boxes: tuple[tuple[Place, str], ...] = ()
    pictures: tuple[Place, ...] = ()
    formulas: frozenset[Place] = frozenset()


PLAIN = Formatting()


def read_formatting(workbook: Workbook) -> tuple[Mapping[str, Formatting], bool]:
    """Looks by sheet name; False where the workbook is too large, or too broken, to tell them."""
    raw = workbook.plain
    if not raw or workbook.objects > MOST_OBJECTS:
        return {}, not raw
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            names = {part_key(name): name for name in archive.namelist()}
            shared = _related(archive, names, RELATIONS)
            styles = styles_of(_root(archive, shared.get("styles", "")))
            rich = rich_texts(_root(archive, shared.get("sharedStrings", "")))
            found: dict[str, Formatting] = {}
            cells = 0
            for part, title in sheet_parts(archive).items():
                sheet = next((sheet for sheet in workbook.sheets if sheet.name == title), None)
                if sheet is None:
                    continue  # no table: a chart
                scan = _Scan(styles, rich, _covered(sheet))
                with archive.open(part) as stream:
                    scan.read(stream, MOST_CELLS - cells)
                cells += scan.height * scan.width
                folder, _, file = part.rpartition("/")
                around = _related(archive, names, f"{folder}/_rels/{file}.rels")
                comments = dict(_comments(_root(archive, around.get("comments", ""))))
                drawing = _root(archive, around.get("drawing", ""))
                found[title] = scan.formatting(comments, tuple(_boxes(drawing)), tuple(_pictures(drawing)))
            return found, True
    except (_TooLargeError, ElementTree.ParseError, KeyError, ValueError, OverflowError):
        return {}, False


class _TooLargeError(Exception):
    """More cells than are read for their formatting."""


class _Scan:
    """One sheet, row by row. `covered` are the cells that a merged block hides."""

    def __init__(self, styles: Sequence[Style], rich: Mapping[int, tuple[Piece, ...]], covered: Set[Place]) -> None:
        self.styles, self.rich, self.covered = styles, rich, covered
        self.height = self.width = 0
        self.struck: set[Place] = set()
        self.faded: set[Place] = set()
        self.filled: set[Place] = set()
        self.monthly: set[Place] = set()
        self.percent: set[Place] = set()
        self.formulas: set[Place] = set()
        self.kept: dict[Place, str] = {}
        self.divided: dict[Place, int] = {}
        self.suffixed: dict[Place, str] = {}
        self.hidden_rows: set[int] = set()
        self._hidden: list[tuple[int, int]] = []
        self._columns: dict[str, int] = {}

    def read(self, stream: IO[bytes], most: int) -> None:
        """All rows. Raises `_TooLargeError` above `most` cells."""
        for _, element in ElementTree.iterparse(stream):  # noqa: S314  (the guard refuses a DTD)
            name = local(element)
            if name == "row":
                self._row(element)
                element.clear()
                if self.height * self.width > most:
                    raise _TooLargeError
            elif name == "col" and _true(element.get("hidden")):
                self._hidden.append((int(element.get("min", 0)) - 1, int(element.get("max", 0))))

    def _row(self, row: Element) -> None:
        number = int(row.get("r") or self.height + 1)
        if _true(row.get("hidden")):
            self.hidden_rows.add(number - 1)
        column = -1
        for cell in row:
            stated = cell.get("r")
            column = self._column(stated.rstrip(_DIGITS)) if stated else column + 1
            if cell.get("s") is not None or len(cell):
                self._cell(cell, (number - 1, column))
        self.height = max(self.height, number)
        self.width = max(self.width, column + 1)

    def _column(self, letters: str) -> int:
        found = self._columns.get(letters)
        if found is None:
            found = self._columns[letters] = column_number(letters) - 1
        return found

    def _cell(self, cell: Element, place: Place) -> None:
        if place in self.covered:
            return
        number = int(cell.get("s") or 0)
        style = self.styles[number] if number < len(self.styles) else _AS_IS
        if style.filled:
            self.filled.add(place)
        if not len(cell):
            return
        if local(cell[0]) == "f":
            self.formulas.add(place)
        struck, rich = style.struck, self._rich(cell)
        if rich:
            rest, cut = left_of(rich, struck=struck)
            if cut and rest.strip():
                self.kept[place] = rest
            struck = cut and not rest.strip()
        marks = (struck, self.struck), (style.faded, self.faded), (style.monthly, self.monthly)
        for marked, places in (*marks, (style.percent, self.percent)):
            if marked:
                places.add(place)
        if style.divisor > 1:
            self.divided[place] = style.divisor
        if style.suffix:
            self.suffixed[place] = style.suffix

    def _rich(self, cell: Element) -> tuple[Piece, ...]:
        kind = cell.get("t")
        if kind == "inlineStr":
            return pieces(child(cell, "is"))
        if kind == "s" and self.rich:
            shown = child(cell, "v")
            return self.rich.get(int(shown.text or -1) if shown is not None else -1, ())
        return ()

    def formatting(
        self, comments: Mapping[Place, str], boxes: tuple[tuple[Place, str], ...], pictures: tuple[Place, ...]
    ) -> Formatting:
        """What was found, with what stands in other parts."""
        columns = {at for first, stop in self._hidden for at in range(max(first, 0), min(stop, self.width))}
        return Formatting(
            struck=frozenset(self.struck),
            kept=self.kept,
            faded=frozenset(self.faded),
            divided=self.divided,
            suffixed=self.suffixed,
            monthly=frozenset(self.monthly),
            percent=frozenset(self.percent),
            hidden_rows=frozenset(self.hidden_rows),
            hidden_columns=frozenset(columns),
            comments={place: text for place, text in comments.items() if place not in self.covered},
            filled=frozenset(self.filled),
            boxes=boxes,
            pictures=pictures,
            formulas=frozenset(self.formulas),
        )


def _covered(sheet: Sheet) -> Set[Place]:
    """Cells of merged blocks but the first of each."""
    found: set[Place] = set()
    for block in sheet.merged:
        rows = range(block.first_row, block.last_row + 1)
        found |= {(row, column) for row in rows for column in range(block.first_column, block.last_column + 1)}
        found.discard((block.first_row, block.first_column))
    return found


def _true(stated: str | None) -> bool:
    return stated in ("1", "true")


def _related(archive: zipfile.ZipFile, names: Mapping[str, str], relations: str) -> dict[str, str]:
    """Kind (`styles`, `comments`, `drawing`, …) → the part it leads to, of the relationships of one part."""
    found: dict[str, str] = {}
    for one in _root(archive, names.get(part_key(relations), "")) or ():
        kind = one.get("Type", "").rpartition("/")[2]
        for target in sorted(targets_of(relations, one.get("Target", "")) & names.keys()):
            found.setdefault(kind, names[target])
    return found


def _root(archive: zipfile.ZipFile, part: str) -> Element | None:
    """The root of a part; None where the part is missing or is no plain XML."""
    try:
        raw = archive.read(part)
        return None if b"<!DOCTYPE" in raw or b"\0" in raw else ElementTree.fromstring(raw)  # noqa: S314
    except (KeyError, ElementTree.ParseError, ValueError):
        return None


def _comments(root: Element | None) -> Iterator[tuple[Place, str]]:
    for one in root.iter() if root is not None else ():
        stated = _PLACE.fullmatch(one.get("ref", "")) if local(one) == "comment" else None
        if stated is not None:
            text = "".join(piece for piece, _ in pieces(child(one, "text")))
            if text:
                yield (int(stated[2]) - 1, column_number(stated[1]) - 1), text


def _boxes(root: Element | None) -> Iterator[tuple[Place, str]]:
    """The texts in a drawing, each with the cell its frame begins at."""
    for anchor in root if root is not None else ():
        lines = ["".join(t.text or "" for t in p.iter(_TEXT)) for p in anchor.iter(_PARAGRAPH)]
        text = "\n".join(line for line in lines if line.strip())
        if text:
            yield _start_of(anchor), text


def _pictures(root: Element | None) -> Iterator[Place]:
    """Where the pictures and charts in a drawing begin."""
    for anchor in root if root is not None else ():
        if any(next(anchor.iter(f"{_DRAWING}{kind}"), None) is not None for kind in ("pic", "graphicFrame")):
            yield _start_of(anchor)


def _start_of(anchor: Element) -> Place:
    """The cell at which the frame of something in a drawing begins."""
    start = anchor.find(f"{_DRAWING}from")
    row, column = (start.findtext(f"{_DRAWING}{key}", "0") if start is not None else "0" for key in ("row", "col"))
    at, beside = (int(stated) if stated.isdecimal() and len(stated) < 8 else 0 for stated in (row, column))
    return at, beside


def holds_pictures(workbook: Workbook) -> bool:
    """Whether the workbook holds pictures, charts or drawings."""
    if not workbook.plain:
        return False
    with zipfile.ZipFile(io.BytesIO(workbook.plain)) as archive:
        return any(_PICTURE.match(name) for name in archive.namelist())
