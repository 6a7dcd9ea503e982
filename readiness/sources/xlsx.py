"""Excel workbooks as plain rows. python-calamine reads them, after the guards of `zipguard` have looked them over."""

from __future__ import annotations

import io
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from readiness.sources.characters import visible
from readiness.sources.grid import Cell, MergedRange, Sheet, Workbook
from readiness.sources.limits import DEFAULT_LIMITS, Limits
from readiness.sources.problem import SourceError, problem
from readiness.sources.xlsxparts import saved_on
from readiness.sources.zipguard import check_workbook


def read_workbook(path: Path, limits: Limits = DEFAULT_LIMITS, name: str | None = None) -> Workbook:
    """Every sheet of an .xlsx or .xlsm file. `name` is how the user named the file.

    Raises `SourceError` with one problem: a code of `check_workbook`, `xlsx.too-large` (param `what` = file),
    `file.missing`, `file.not-a-file` or `file.unreadable` (also while Excel holds the file locked).
    """
    shown = path.as_posix() if name is None else name
    return parse_workbook(read_bounded(path, shown, limits.workbook_bytes, "xlsx.too-large"), shown, limits)


def read_bounded(path: Path, name: str, limit: int, too_large: str) -> bytes:
    """A file's bytes, at most `limit`; else `SourceError`."""
    try:
        with path.open("rb") as stream:
            raw = stream.read(limit + 1)
    except FileNotFoundError:
        raise SourceError([problem("file.missing", name)]) from None
    except OSError as error:
        code = "file.not-a-file" if path.is_dir() else "file.unreadable"
        raise SourceError([problem(code, name, errno=error.errno or 0)]) from error
    if len(raw) > limit:
        raise SourceError([problem(too_large, name, what="file", limit=limit)])
    return raw


def parse_workbook(raw: bytes, name: str, limits: Limits = DEFAULT_LIMITS) -> Workbook:
    """`read_workbook` for bytes already at hand."""
    checked = check_workbook(raw, name, limits)
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum  # noqa: PLC0415  (heavy)

    sheets: list[Sheet] = []
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(checked.raw))
        for meta in book.sheets_metadata:
            if meta.typ is not SheetTypeEnum.WorkSheet:
                continue
            source = book.get_sheet_by_name(meta.name)
            sheets.append(
                Sheet(
                    name=meta.name,
                    rows=tuple(tuple(map(_cell, row)) for row in source.to_python(skip_empty_area=False)),
                    merged=tuple(MergedRange(*first, *last) for first, last in source.merged_cell_ranges or ()),
                    hidden=meta.visible is not SheetVisibleEnum.Visible,
                    errors=checked.errors.get(meta.name, ()),
                )
            )
    except BaseException as error:
        # A panic of the native reader derives from BaseException; a broken file is the user's problem, not a crash.
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        raise SourceError([problem("xlsx.damaged", name)]) from error
    return Workbook(
        name=name,
        sheets=tuple(sheets),
        saved=saved_on(checked.raw),
        plain=checked.raw,
        objects=checked.objects,
        acting=checked.acting,
    )


def _cell(value: Any) -> Cell:
    """Whole numbers as int; midnight as a date; other times of day as text, since no record of ours has them."""
    result: Cell = value
    if isinstance(value, str):
        result = visible(value) or None
    elif isinstance(value, float):
        result = int(value) if value.is_integer() and abs(value) < 1e15 else value
    elif isinstance(value, datetime):
        result = value.date() if value.time() == time() else value.isoformat(sep=" ")
    elif isinstance(value, time):
        result = value.isoformat()
    elif not isinstance(value, str | int | date):  # a duration
        result = str(value)
    return result
