"""Looks a would-be workbook over before anything unfolds it."""

from __future__ import annotations

import codecs
import io
import re
import zipfile
import zlib

from readiness.sources.limits import Limits
from readiness.sources.problem import SourceError, problem
from readiness.sources.xlsxparts import sheet_parts

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CHUNK = 1 << 20
_SHEET_PART = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
# A row or cell tag: (tag, column letters, row number, "/" if it holds nothing). A cell without place follows the last.
_TAG = re.compile(
    rb"""<(?:\w+:)?(row|c)(?=[\s/>])(?:[^>]*?\sr=["']([A-Z]{0,3})([0-9]{1,7})["'])?[^>]*?(/?)>""",
)
_ERROR = re.compile(rb"""<(?:\w+:)?c\s[^>]*?(?:r="([A-Z]+[0-9]+)"[^>]*?\st="e"|t="e"[^>]*?\sr="([A-Z]+[0-9]+)")""")
_ERRORS_LISTED = 1_000
_KINDS = (
    ("xl/workbook.xml", "xlsx"),
    ("xl/workbook.bin", "xlsb"),
    ("word/document.xml", "docx"),
    ("ppt/presentation.xml", "pptx"),
    ("content.xml", "ods"),
)


def check_workbook(raw: bytes, name: str, limits: Limits) -> dict[str, tuple[str, ...]]:
    """Look a workbook over; return the cells that show an error (`#N/A`) by sheet name, as the reader takes them for
    empty. Raises `SourceError` unless `raw` is an Excel workbook (.xlsx, .xlsm) that is whole and within the limits.

    Codes: `xlsx.empty`, `xlsx.password`, `xlsx.old-format` (.xls), `xlsx.not-a-workbook` (param `detected`: text, html,
    docx, pptx, ods, xlsb, zip, other), `xlsx.damaged`, `xlsx.too-large` (param `what`: members, unpacked, ratio,
    cells), `xlsx.unsafe`.
    """
    if not raw:
        raise _refuse("xlsx.empty", name)
    if raw.startswith(_OLE):
        protected = "EncryptedPackage".encode("utf-16-le") in raw
        raise _refuse("xlsx.password" if protected else "xlsx.old-format", name)
    if not raw.startswith(b"PK"):
        raise _refuse("xlsx.not-a-workbook", name, detected=_looks_like(raw))
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            _check_members(archive, name, limits)
            return _check_contents(archive, name, limits)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError) as error:
        raise _refuse("xlsx.damaged", name) from error


def _refuse(code: str, name: str, **params: str | int) -> SourceError:
    return SourceError([problem(code, name, None, suggestion=None, **params)])


def _looks_like(raw: bytes) -> str:
    head = raw[:4096]
    if b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "other"
    if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:200].lower().startswith((b"<html", b"<!doctype html", b"<table", b"<?xml")):
        return "html"
    for encoding in ("utf-8", "cp932", "utf-16"):
        try:
            codecs.getincrementaldecoder(encoding)().decode(head)  # the last character may be cut
        except UnicodeDecodeError:
            continue
        return "text"
    return "other"


def _check_members(archive: zipfile.ZipFile, name: str, limits: Limits) -> None:
    members = archive.infolist()
    if len(members) > limits.members:
        raise _refuse("xlsx.too-large", name, what="members", limit=limits.members)
    names = [member.filename for member in members]
    for path in names:
        if path.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", path) or ":" in path:
            raise _refuse("xlsx.unsafe", name, member=path)
    if len(set(names)) != len(names):
        raise _refuse("xlsx.unsafe", name, member=next(path for path in names if names.count(path) > 1))
    if any(member.flag_bits & 1 for member in members):
        raise _refuse("xlsx.password", name)
    kind = next((kind for part, kind in _KINDS if part in names), "zip")
    if kind != "xlsx":
        raise _refuse("xlsx.not-a-workbook", name, detected=kind)
    if sum(member.file_size for member in members) > limits.unpacked_bytes:
        raise _refuse("xlsx.too-large", name, what="unpacked", limit=limits.unpacked_bytes)
    for member in members:
        if member.file_size > limits.ratio_from_bytes and member.file_size > limits.ratio * max(
            1, member.compress_size
        ):
            raise _refuse("xlsx.too-large", name, what="ratio", limit=limits.ratio)


def _check_contents(archive: zipfile.ZipFile, name: str, limits: Limits) -> dict[str, tuple[str, ...]]:
    """Unpack every member once, bounded by its declared size: finds damage, and sizes that lie, by the checksum."""
    sheets = sheet_parts(archive)
    errors: dict[str, tuple[str, ...]] = {}
    for member in archive.infolist():
        extent = _Extent() if _SHEET_PART.fullmatch(member.filename) else None
        with archive.open(member) as stream:
            while chunk := stream.read(_CHUNK):
                if extent is not None:
                    extent.feed(chunk)
        if extent is not None and extent.rows * extent.columns > limits.cells:
            raise _refuse("xlsx.too-large", name, what="cells", limit=limits.cells)
        if extent is not None and extent.errors and member.filename in sheets:
            errors[sheets[member.filename]] = tuple(extent.errors)
    return errors


class _Extent:
    """The rectangle from A1 that holds every cell with content of one sheet."""

    def __init__(self) -> None:
        self.rows = 0
        self.columns = 0
        self.errors: list[str] = []
        self._row = 0
        self._column = 0
        self._rest = b""

    def feed(self, chunk: bytes) -> None:
        """Take the next bytes of the sheet's XML."""
        text = self._rest + chunk
        cut = text.rfind(b"<")
        # A tag may go on in the next chunk; a stray endless one is not worth keeping.
        self._rest = text[cut:][:_CHUNK] if cut > text.rfind(b">") else b""
        if len(self.errors) < _ERRORS_LISTED and b't="e"' in text:
            self.errors += [name.decode() for pair in _ERROR.findall(text) for name in pair if name]
        for tag, letters, number, empty in _TAG.findall(text):
            if tag == b"row":
                self._row = int(number) if number else self._row + 1
                self._column = 0
                continue
            self._column = _column_number(letters) if letters else self._column + 1
            if letters and number:
                self._row = int(number)
            if not empty:
                self.rows = max(self.rows, self._row)
                self.columns = max(self.columns, self._column)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
