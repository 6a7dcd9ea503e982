"""Tables as CSV: with BOM for Excel and formulas defused. On stdout two in one, in a folder one file each."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from readiness.report.findings.csvfile import safe_cell
from readiness.report.portfolio.tables import bodies_table, vendors_table
from readiness.report.portfolio.view import PortfolioView
from readiness.report.values import Table


def render(view: PortfolioView) -> str:
    """The table of bodies, an empty line, the table of vendors."""
    bodies, vendors = bodies_table(view), vendors_table(view)
    return _written([*_lines(bodies), [], *_lines(vendors)])


def one_table(table: Table) -> str:
    """One table as a file."""
    return _written(_lines(table))


def _lines(table: Table) -> list[list[str]]:
    return [list(table.columns), *([str(cell.stored) for cell in row] for row in table.rows)]


def _written(lines: Iterable[list[str]]) -> str:
    buffer = io.StringIO()
    buffer.write("\ufeff")
    writer = csv.writer(buffer, lineterminator="\r\n")
    for line in lines:
        writer.writerow([safe_cell(cell) for cell in line])
    return buffer.getvalue()
