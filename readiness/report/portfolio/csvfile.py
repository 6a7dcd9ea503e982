"""Tables of the portfolio as CSV. On stdout two in one, in a folder one file each."""

from __future__ import annotations

from readiness.report.portfolio.nation import nation_tables
from readiness.report.portfolio.tables import bodies_table
from readiness.report.portfolio.vendor_tables import vendors_table
from readiness.report.portfolio.view import PortfolioView
from readiness.tables.write_csv import csv_text, table_lines


def render(view: PortfolioView) -> str:
    """The tables of the nation, of bodies and of vendors, an empty line between them."""
    tables = [*nation_tables(view).values()]
    if view.portfolio.bodies or not tables:
        tables += [bodies_table(view), vendors_table(view)]
    lines = [line for table in tables for line in ([], *table_lines(table))]
    return csv_text(lines[1:])
