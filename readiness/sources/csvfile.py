"""CSV as Excel and mail programs leave it: UTF-8 with or without a mark, cp932, UTF-16; comma, semicolon or tab."""

from __future__ import annotations

import csv
import io
import re
from itertools import islice
from pathlib import Path

from readiness.sources.characters import visible
from readiness.sources.grid import Row, Sheet, Workbook
from readiness.sources.limits import DEFAULT_LIMITS, Limits
from readiness.sources.problem import SourceError, problem
from readiness.sources.xlsx import parse_workbook, read_bounded

_DELIMITERS = ",;\t"
_ROWS_READ = 20
# How programs keep Excel from taking 0001 for a number: ="0001".
_KEPT_AS_TEXT = re.compile(r'="((?:[^"]|"")*)"')
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def read_csv(path: Path, limits: Limits = DEFAULT_LIMITS, name: str | None = None) -> Workbook:
    """A CSV file as a workbook of one sheet, named like the file's stem; every cell is text or None.

    Raises `SourceError`: `csv.encoding`, `csv.damaged` (NUL bytes, a quote that never closes), `csv.too-large`,
    `csv.empty`, `file.*`.
    """
    shown = path.as_posix() if name is None else name
    return parse_csv(read_bounded(path, shown, limits.file_bytes, "csv.too-large"), shown, limits)


def parse_csv(raw: bytes, name: str, limits: Limits = DEFAULT_LIMITS) -> Workbook:
    """`read_csv` for bytes already at hand."""
    text = _text(raw, name)
    if not text.strip():
        raise SourceError([problem("csv.empty", name)])
    if "\0" in text:
        raise SourceError([problem("csv.damaged", name, line=text[: text.index("\0")].count("\n") + 1)])
    rows: list[list[str]] = []
    cells = 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sniff_delimiter(text), strict=True)
    try:
        for row in reader:
            rows.append(row)
            cells += len(row)
            if cells > limits.cells:
                raise SourceError([problem("csv.too-large", name, what="cells", limit=limits.cells)])
    except csv.Error as error:
        raise SourceError([problem("csv.damaged", name, line=reader.line_num)]) from error
    while rows and not any(rows[-1]):
        rows.pop()
    width = max(map(len, rows))
    if width * len(rows) > limits.cells:
        raise SourceError([problem("csv.too-large", name, what="cells", limit=limits.cells)])
    filled: tuple[Row, ...] = tuple(
        tuple([visible(_plain(cell)) or None for cell in row] + [None] * (width - len(row))) for row in rows
    )
    return Workbook(name=name, sheets=(Sheet(name=Path(name).stem, rows=filled),))


def read_tables(path: Path, limits: Limits = DEFAULT_LIMITS, name: str | None = None) -> Workbook:
    """A workbook or a CSV file, told apart by content, so a CSV renamed to .xlsx is read for what it is."""
    shown = path.as_posix() if name is None else name
    raw = read_bounded(path, shown, limits.workbook_bytes, "xlsx.too-large")
    if raw.startswith((b"PK", b"\xd0\xcf\x11\xe0")) or (not raw and path.suffix.lower().startswith(".xls")):
        return parse_workbook(raw, shown, limits)
    if raw.startswith(b"%PDF"):
        raise SourceError([problem("xlsx.not-a-workbook", shown, suggestion=None, detected="pdf")])
    if len(raw) > limits.file_bytes:
        raise SourceError([problem("csv.too-large", shown, what="file", limit=limits.file_bytes)])
    html = raw.lstrip()[:1] == b"<"
    binary = b"\0" in raw and not raw.startswith(tuple(mark for mark, _ in _MARKS))
    if path.suffix.lower().startswith(".xls") and (html or binary):
        return parse_workbook(raw, shown, limits)  # refused there: something else under Excel's name
    return parse_csv(raw, shown, limits)


def sniff_delimiter(text: str) -> str:
    """The one of comma, semicolon and tab that splits the first rows most evenly; comma when none does."""

    def score(delimiter: str) -> tuple[int, int]:
        rows = islice(csv.reader(io.StringIO(text[:65_536], newline=""), delimiter=delimiter), _ROWS_READ)
        try:
            counts = [len(row) for row in rows if any(row)]
        except csv.Error:
            return 0, 0
        usual = max(set(counts), key=counts.count, default=1)
        return (counts.count(usual), usual) if usual > 1 else (0, 0)

    return max(_DELIMITERS, key=score)


def _plain(cell: str) -> str:
    found = _KEPT_AS_TEXT.fullmatch(cell)
    return found[1].replace('""', '"') if found else cell


def _text(raw: bytes, name: str) -> str:
    encodings = [encoding for mark, encoding in _MARKS if raw.startswith(mark)] or ["utf-8", "cp932"]
    for encoding in encodings:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise SourceError([problem("csv.encoding", name)])
