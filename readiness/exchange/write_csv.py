"""`Table` → CSV that Japanese Excel opens: UTF-8 with a mark, CRLF, everything quoted, nothing a formula."""

from __future__ import annotations

import csv
import io
from datetime import date

from readiness.exchange.book import CellValue, Table
from readiness.exchange.safe import escape


def write_csv(table: Table) -> bytes:
    """The table with its header row; introduction and definitions stay in the workbook."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([escape(column.header) for column in table.columns])
    for row in table.rows:
        writer.writerow([csv_text(row.get(column.key)) for column in table.columns])
    return b"\xef\xbb\xbf" + buffer.getvalue().encode("utf-8", errors="replace")


def csv_text(value: CellValue) -> str:
    """A value as CSV text."""
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    return escape(value) if isinstance(value, str) else str(value)
