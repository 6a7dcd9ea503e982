"""Measures the XML of a workbook as every conforming reader would see it, before one of them makes anything of it.

Names count by their last part, whatever their prefix; every part counts, wherever relationships may lead. What readers
take differently from one another (a DTD, an encoding of its own, a name with two colons) is refused where it matters.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Mapping
from xml.parsers import expat

from readiness.sources.limits import Limits

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384  # of any sheet
_DEEPEST = 100
_MOST_KEPT = 100_000
_MOST_STRINGS = 10_000_000
_LONGEST_TOKEN = 4 << 20  # a tag that ends later is no workbook's, and expat reads it again with every chunk
_ERRORS_LISTED = 1_000
_PLACE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
_RANGE = re.compile(r"\$?([A-Za-z]{0,3})\$?([0-9]{0,7}):\$?([A-Za-z]{0,3})\$?([0-9]{0,7})")
_ENCODINGS = frozenset({"utf-8", "us-ascii"})
_KEPT = frozenset({"sheet", "Relationship", "Override", "ddeLink"})


class RefusedPartError(Exception):
    """A part that no reader may get: `what` is `damaged`, `unsafe`, or the limit that it breaks;
    `member` names it where it is not the one being read."""

    def __init__(self, what: str, member: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.member = member


class Measure:
    """What the parts of one workbook come to together. Its `parts` are fed one after the other, then `close`.

    `objects` are the elements, `ranges` the cells of merged and linked ranges, `text` the letters that formulas repeat.
    """

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.objects = self.cells = self.ranges = self.text = self.styles = 0
        self.shown = array("I")  # shared string → how many cells show it
        self.strings: list[array[int]] = []  # for each table of shared strings, their lengths

    def more(self, *, objects: int = 0, cells: int = 0, ranges: int = 0) -> None:
        """Add to the sums. Raises `RefusedPartError` above a limit."""
        self.objects += objects
        self.cells += cells
        self.ranges += ranges
        if self.objects > self.limits.objects or self.ranges > self.limits.ranges:
            raise RefusedPartError("objects")
        if self.cells > self.limits.all_cells:
            raise RefusedPartError("cells")

    def show(self, index: int) -> None:
        """A cell shows a shared string."""
        if index >= _MOST_STRINGS:
            raise RefusedPartError("damaged")
        if index >= len(self.shown):
            self.shown.extend([0] * (index + 1 - len(self.shown)))
        self.shown[index] += 1

    def close(self) -> None:
        """All parts are told. A string counts as often as cells show it: readers make a copy for each."""
        for lengths in self.strings or [array("I")]:
            text = self.text + sum(length * times for length, times in zip(lengths, self.shown, strict=False))
            if text > self.limits.unpacked_bytes:
                raise RefusedPartError("unpacked")


class Part:
    """One part: `feed` its bytes, then `close`. One that is not `strict` may be in any encoding, and no XML at all.

    `errors` are the cells that show an error. Feeding and closing raise `RefusedPartError`.
    """

    def __init__(self, measure: Measure, *, strict: bool) -> None:
        self._kept: list[tuple[str, Mapping[str, str]]] = []
        self.errors: list[str] = []
        self._measure, self._strict, self._broken = measure, strict, False
        self._fed = self._depth = self._objects = 0
        self._rows = self._columns = self._row = self._column = 0
        self._in_row = "0"
        self._letters: dict[str, int] = {}
        self._empty = False  # the cell at hand holds nothing so far
        self._string = False  # it shows a shared string
        self._lengths: array[int] | None = None
        self._formulas: dict[str, int] = {}  # formulas that other cells repeat, and their lengths
        self._formula: str | None = None
        self._listening = False
        self._stated: list[str] = []
        self._locals: dict[str, str] = {}
        self._taken: Mapping[str, Callable[[dict[str, str]], None]] = {
            "row": self._on_row,
            "c": self._on_cell,
            "v": self._on_value,
            "f": self._on_formula,
            "sst": self._on_strings,
            "si": self._on_string,
            "t": self._on_text,
            "mergeCell": self._on_range,
            "hyperlink": self._on_range,
            "cellStyle": self._on_style,
        }
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.XmlDeclHandler = self._declaration

    def feed(self, chunk: bytes) -> None:
        """The next bytes."""
        if self._broken:
            return
        if self._strict and b"\0" in chunk:
            raise RefusedPartError("unsafe")  # UTF-16: some readers find nothing in it
        self._fed += len(chunk)
        self._parse(chunk, last=False)
        if self._fed - self._parser.CurrentByteIndex > _LONGEST_TOKEN:
            raise RefusedPartError("unsafe")
        self._count()

    def close(self) -> None:
        """The part is whole."""
        if not self._broken:
            self._parse(b"", last=True)
        self._count()
        if self._rows * self._columns > self._measure.limits.cells:
            raise RefusedPartError("cells")
        self._measure.more(cells=self._rows * self._columns)

    def elements(self, kind: str) -> list[Mapping[str, str]]:
        """The attributes of every `sheet`, `Relationship` or `Override`."""
        return [attributes for local, attributes in self._kept if local == kind]

    def _count(self) -> None:
        objects, self._objects = self._objects, 0
        self._measure.more(objects=objects)

    def _parse(self, chunk: bytes, *, last: bool) -> None:
        try:
            self._parser.Parse(chunk, last)
        except (expat.ExpatError, ValueError, LookupError) as error:
            if self._strict:
                raise RefusedPartError("damaged") from error
            self._broken = True  # a picture, or what else is no XML

    def _doctype(self, *_: object) -> None:
        if self._strict:
            raise RefusedPartError("unsafe")
        raise ValueError  # a picture may have one

    def _declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if self._strict and encoding is not None and encoding.casefold() not in _ENCODINGS:
            raise RefusedPartError("unsafe")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = self._locals.get(name) or self._local(name)
        self._depth += 1
        self._objects += 1
        if self._depth > _DEEPEST:
            raise RefusedPartError("unsafe")
        if self._listening:
            raise RefusedPartError("damaged")  # values, formulas and texts hold no elements
        if self._empty and local not in ("c", "row"):
            self._empty = False
            self._rows = max(self._rows, self._row)
            self._columns = max(self._columns, self._column)
        taken = self._taken.get(local)
        if taken is not None:
            taken(attributes)
        elif attributes:
            self._counts(attributes)
            if local in _KEPT:
                self._kept.append((local, attributes))
                if len(self._kept) > _MOST_KEPT:
                    raise RefusedPartError("objects")

    def _end(self, name: str) -> None:
        self._depth -= 1
        if self._listening:
            self._listening, self._parser.CharacterDataHandler = False, None
            self._text("".join(self._stated), self._locals[name])
            self._stated.clear()
        elif self._locals[name] == "c":
            self._empty = False

    def _local(self, name: str) -> str:
        if name.count(":") > 1:
            raise RefusedPartError("unsafe")  # readers differ about which part is the name
        return self._locals.setdefault(name, name.rpartition(":")[2])

    def _listen(self) -> None:
        self._listening = True
        self._parser.CharacterDataHandler = self._stated.append

    def _text(self, text: str, local: str) -> None:
        if local == "t" and self._lengths:
            self._lengths[-1] += len(text)
        elif local == "v":
            number = text.strip().removeprefix("+")
            if number.isdecimal():
                self._measure.show(int(number) if len(number) < 20 else _MOST_STRINGS)
        elif local == "f" and self._formula is not None:
            length = self._formulas.setdefault(self._formula, len(text))
            self._measure.text += length
            self._formula = None

    def _on_row(self, attributes: dict[str, str]) -> None:
        stated = attributes.get("r", "")
        if stated and not (stated.isascii() and stated.isdigit() and len(stated) < 8):
            raise RefusedPartError("damaged")
        self._row = int(stated) if stated else self._row + 1
        self._in_row = stated or str(self._row)
        self._column = 0

    def _on_cell(self, attributes: dict[str, str]) -> None:
        stated = attributes.get("r", "")
        column = self._letters.get(stated.removesuffix(self._in_row))  # nearly every cell names the row it stands in
        if column is not None:
            self._column = column
        elif stated:
            self._place(stated)
        else:
            self._column += 1
        kind = attributes.get("t")
        self._empty, self._string = True, kind == "s"
        if kind == "e" and stated and len(self.errors) < _ERRORS_LISTED:
            self.errors.append(stated.upper())

    def _place(self, stated: str) -> None:
        place = _PLACE.fullmatch(stated)
        if place is None:
            raise RefusedPartError("damaged")
        self._column = self._letters[place[1]] = column_number(place[1])
        self._row, self._in_row = int(place[2]), place[2]

    def _on_value(self, _: dict[str, str]) -> None:
        if self._string:
            self._listen()

    def _on_formula(self, attributes: dict[str, str]) -> None:
        if attributes.get("t") == "shared":
            self._formula = attributes.get("si", "")
            self._listen()

    def _counts(self, attributes: dict[str, str]) -> None:
        """What an element says it will hold: readers make room for that before they look."""
        for key in ("count", "uniqueCount"):
            stated = attributes.get(key, "0").strip().lstrip("+0") or "0"
            if stated.isdecimal() and (len(stated) > 10 or int(stated) > self._measure.limits.objects):
                raise RefusedPartError("objects")

    def _on_strings(self, attributes: dict[str, str]) -> None:
        self._counts(attributes)
        self._lengths = array("I")
        self._measure.strings.append(self._lengths)

    def _on_string(self, _: dict[str, str]) -> None:
        if self._lengths is not None:
            self._lengths.append(0)

    def _on_text(self, _: dict[str, str]) -> None:
        if self._lengths:
            self._listen()

    def _on_range(self, attributes: dict[str, str]) -> None:
        self._measure.more(ranges=_area(attributes.get("ref", "")))

    def _on_style(self, _: dict[str, str]) -> None:
        self._measure.styles += 1


def column_number(letters: str) -> int:
    """A → 1."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def _area(ref: str) -> int:
    """Cells of `B2:C4`, of whole rows (`2:4`) or columns (`B:C`); 1 for anything else."""
    found = _RANGE.fullmatch(ref)
    if found is None:
        return 1
    first, last = column_number(found[1]) or 1, column_number(found[3]) or LAST_COLUMN
    top, bottom = int(found[2] or 1), int(found[4] or LAST_ROW)
    return (abs(last - first) + 1) * (abs(bottom - top) + 1)
