"""Tables → CSV that Japanese Excel opens: UTF-8 with a mark, CRLF, nothing a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date

from readiness.tables.guard import escape
from readiness.tables.table import Cell, Table, Value, aside, with_remarks

MARK = "\ufeff"


def write_csv(table: Table) -> bytes:
    """The table with its head row; introduction and cover stay in the workbook."""
    return csv_text(table_lines(table)).encode("utf-8", errors="replace")


def table_lines(table: Table) -> list[list[Value]]:
    """The head row, then the rows as stored; words below a cell go with it. Hidden columns serve a workbook only."""
    table = with_remarks(table)
    shown = [at for at, column in enumerate(table.columns) if not column.hidden]
    heads, editable = list(table.heads), table.editable
    months = [column.kind in ("month", "era_month") for column in table.columns]
    return [
        [heads[at] for at in shown],
        *([_said(row[at], month=months[at], editable=editable) for at in shown] for row in table.rows),
    ]


def _said(cell: Cell, *, month: bool, editable: bool) -> Value:
    stored = cell.stored
    if month and isinstance(stored, date):
        return f"{stored:%Y-%m}"
    return stored + aside(cell.sub) if isinstance(stored, str) and not editable else stored


def csv_text(lines: Iterable[Sequence[Value]]) -> str:
    """Lines of values as one text, mark included; every text is quoted, and defused where a program would calculate."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    for line in lines:
        writer.writerow([_text(value) for value in line])
    return MARK + buffer.getvalue()


def _text(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    return escape(value) if isinstance(value, str) else str(value)
