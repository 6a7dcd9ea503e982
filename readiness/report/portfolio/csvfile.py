"""The table of bodies, an empty line, the table of vendors; with BOM for Excel and formulas defused."""

from __future__ import annotations

import csv
import io

from readiness.messages.catalogue import Catalogue
from readiness.portfolio.combine import Portfolio
from readiness.report.findings.csvfile import safe_cell
from readiness.report.portfolio.cells import body_table, vendor_table


def render(portfolio: Portfolio, words: Catalogue) -> str:
    """The whole file as text."""
    buffer = io.StringIO()
    buffer.write("\ufeff")
    writer = csv.writer(buffer, lineterminator="\r\n")
    for row in (*body_table(portfolio, words), [], *vendor_table(portfolio, words)):
        writer.writerow([safe_cell(cell) for cell in row])
    return buffer.getvalue()
