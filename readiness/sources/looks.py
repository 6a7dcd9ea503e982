"""How the cells of a workbook look, where that changes what they say: struck, faded, hidden, shown in thousands.

The values come from `xlsx.parse_workbook`; this module only adds what a person sees and a value does not hold. It must
get what that guard has passed.
"""

from __future__ import annotations

import io
import posixpath
import re
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.etree import ElementTree

from readiness.sources.grid import Workbook
from readiness.sources.xlsxparts import sheet_parts

# A workbook with more cells than this is read without its looks; the reader then says so.
MOST_CELLS = 600_000
MOST_OBJECTS = 5 * MOST_CELLS  # told by the guard; the library would keep all of them before it says how many
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
_PARAGRAPH = "{http://schemas.openxmlformats.org/drawingml/2006/main}p"
_PICTURE = re.compile(r"xl/(media|charts|drawings)/", re.IGNORECASE)
Place = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Looks:
    """What one sheet shows beside its values; places are 0-based (row, column).

    `struck`: the whole cell is struck through; `kept`: what is left of a cell that is struck in part; `faded`: grey
    letters; `divided`: the number is shown divided by so much (`#,##0,`); `suffixed`: words that the number format
    adds; `comments` and `filled` (a solid background), of empty cells too; `boxes`: texts of text boxes with the cell
    they begin at; `formulas`: cells that calculate.
    """

    struck: frozenset[Place] = frozenset()
    kept: Mapping[Place, str] = field(default_factory=dict)
    faded: frozenset[Place] = frozenset()
    divided: Mapping[Place, int] = field(default_factory=dict)
    suffixed: Mapping[Place, str] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    comments: Mapping[Place, str] = field(default_factory=dict)
    filled: frozenset[Place] = frozenset()
    boxes: tuple[tuple[Place, str], ...] = ()
    formulas: frozenset[Place] = frozenset()


PLAIN = Looks()


def read_looks(workbook: Workbook) -> tuple[Mapping[str, Looks], bool]:
    """Looks by sheet name; False where the workbook is too large, or its styles too broken, to tell them."""
    raw = workbook.plain
    if not raw or workbook.objects > MOST_OBJECTS:
        return {}, not raw
    import openpyxl  # noqa: PLC0415

    try:
        with warnings.catch_warnings():  # extensions that it drops are nothing to the reader of a table
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(raw), rich_text=True, keep_links=False)
            sheets = [sheet for sheet in book.worksheets if hasattr(sheet, "iter_rows")]
            if sum(sheet.max_row * sheet.max_column for sheet in sheets) > MOST_CELLS:
                return {}, False
            boxes = text_boxes(raw)
            return {sheet.title: _looks(sheet, boxes.get(sheet.title, ())) for sheet in sheets}, True
    except Exception:  # whatever a foreign workbook makes the library raise: the values are read all the same
        return {}, False


def _looks(sheet: Any, boxes: tuple[tuple[Place, str], ...]) -> Looks:  # noqa: PLR0912 - one per look
    struck, faded, formulas, filled = set(), set(), set(), set()
    kept: dict[Place, str] = {}
    divided: dict[Place, int] = {}
    suffixed: dict[Place, str] = {}
    comments: dict[Place, str] = {}
    styles: dict[int, tuple[bool, bool, int, str, bool]] = {}
    for row in sheet.iter_rows():
        for cell in row:
            value = cell.value
            place = (cell.row - 1, cell.column - 1)
            style = cell.style_id
            if style not in styles:
                styles[style] = _style(cell)
            is_struck, is_faded, factor, suffix, is_filled = styles[style]
            if is_filled:
                filled.add(place)
            if cell.comment is not None and cell.comment.text:
                comments[place] = cell.comment.text
            if value is None:
                continue
            if cell.data_type == "f":
                formulas.add(place)
            if not isinstance(value, str | int | float | bool) and hasattr(value, "as_list"):
                rest, cut = _rich(value, struck=is_struck)
                if cut and rest.strip():
                    kept[place] = rest
                is_struck = cut and not rest.strip()
            if is_struck:
                struck.add(place)
            if is_faded:
                faded.add(place)
            if factor > 1:
                divided[place] = factor
            if suffix:
                suffixed[place] = suffix
    rows = {index - 1 for index, dimension in sheet.row_dimensions.items() if dimension.hidden}
    return Looks(
        struck=frozenset(struck),
        kept=kept,
        faded=frozenset(faded),
        divided=divided,
        suffixed=suffixed,
        hidden_rows=frozenset(rows),
        hidden_columns=frozenset(_hidden_columns(sheet)),
        comments=comments,
        filled=frozenset(filled),
        boxes=boxes,
        formulas=frozenset(formulas),
    )


def _hidden_columns(sheet: Any) -> Iterator[int]:
    for dimension in sheet.column_dimensions.values():
        if dimension.hidden and dimension.min and dimension.max:
            yield from range(dimension.min - 1, min(dimension.max, sheet.max_column))


def _style(cell: Any) -> tuple[bool, bool, int, str, bool]:
    """Struck, faded, divisor, suffix and solid background of a cell's own style."""
    font, shown = cell.font, str(cell.number_format or "")
    filled = bool(cell.fill and cell.fill.fill_type == "solid")
    plain = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", shown.split(";", maxsplit=1)[0])
    commas = re.search(r"[0#?](,+)(?![0-9#?,.])", plain)
    suffix = "".join(re.findall(r'"([^"]*)"', shown.split(";", maxsplit=1)[0]))
    return bool(font and font.strike), _grey(font), 1000 ** len(commas[1]) if commas else 1, suffix.strip(), filled


def _grey(font: Any) -> bool:
    """Whether letters are grey: all three colours alike and light, or black or white turned towards it by a tint."""
    color = font.color if font else None
    if color is None:
        return False
    if color.type == "rgb" and isinstance(color.rgb, str) and re.fullmatch(r"[0-9A-Fa-f]{8}", color.rgb):
        red, green, blue = (int(color.rgb[at : at + 2], 16) for at in (2, 4, 6))
        return max(red, green, blue) - min(red, green, blue) <= 16 and 0x60 <= red <= 0xE0
    if color.type == "theme":
        tint = float(color.tint or 0)
        return (color.theme == 0 and tint <= -0.15) or (color.theme == 1 and tint >= 0.3)
    return False


def _rich(value: Any, *, struck: bool) -> tuple[str, bool]:
    """The letters of a rich text that are not struck, and whether some are."""
    rest, cut = "", False
    for piece in value:
        text = piece if isinstance(piece, str) else piece.text
        gone = struck if isinstance(piece, str) or piece.font is None else bool(piece.font.strike)
        cut |= gone and bool(text.strip())
        rest += "" if gone else text
    return rest, cut


def text_boxes(raw: bytes) -> dict[str, tuple[tuple[Place, str], ...]]:
    """The texts in drawings, by sheet name, each with the cell its frame begins at."""
    found: dict[str, tuple[tuple[Place, str], ...]] = {}
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        for part, name in sheet_parts(archive).items():
            folder, _, file = part.rpartition("/")
            for target in _drawings(archive, f"{folder}/_rels/{file}.rels", folder):
                found[name] = (*found.get(name, ()), *_boxes(archive, target))
    return found


def holds_pictures(workbook: Workbook) -> bool:
    """Whether the workbook holds pictures, charts or drawings."""
    if not workbook.plain:
        return False
    with zipfile.ZipFile(io.BytesIO(workbook.plain)) as archive:
        return any(_PICTURE.match(name) for name in archive.namelist())


def _drawings(archive: zipfile.ZipFile, rels: str, folder: str) -> Iterator[str]:
    for item in _tree(archive, rels):
        if item.get("Type", "").endswith("/drawing"):
            yield posixpath.normpath(posixpath.join("/" + folder, item.get("Target", "")))[1:]


def _boxes(archive: zipfile.ZipFile, part: str) -> Iterator[tuple[Place, str]]:
    for anchor in _tree(archive, part):
        lines = ["".join(t.text or "" for t in p.iter(_TEXT)) for p in anchor.iter(_PARAGRAPH)]
        text = "\n".join(line for line in lines if line.strip())
        if text:
            start = anchor.find(f"{_DRAWING}from")
            row, column = (
                start.findtext(f"{_DRAWING}{key}", "0") if start is not None else "0" for key in ("row", "col")
            )
            yield (int(row) if row.isdigit() else 0, int(column) if column.isdigit() else 0), text


def _tree(archive: zipfile.ZipFile, part: str) -> list[ElementTree.Element]:
    """The children of a part's root; none where the part is missing or is no plain XML."""
    try:
        raw = archive.read(part)
        return [] if b"<!DOCTYPE" in raw or b"\0" in raw else list(ElementTree.fromstring(raw))  # noqa: S314
    except (KeyError, ElementTree.ParseError, ValueError):
        return []
