"""Tables of the portfolio as CSV. On stdout two in one, in a folder one file each."""

from __future__ import annotations

from readiness.report.portfolio.tables import bodies_table, vendors_table
from readiness.report.portfolio.view import PortfolioView
from readiness.tables.write_csv import csv_text, table_lines


def render(view: PortfolioView) -> str:
    """The table of bodies, an empty line, the table of vendors."""
    return csv_text([*table_lines(bodies_table(view)), [], *table_lines(vendors_table(view))])
