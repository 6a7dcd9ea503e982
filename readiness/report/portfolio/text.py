"""Whom to ring, bodies and vendors for the terminal, columns aligned by East-Asian width."""

from __future__ import annotations

from collections.abc import Sequence

from readiness.report.portfolio.nation import nation_tables
from readiness.report.portfolio.tables import bodies_table, calls_table, changes_table
from readiness.report.portfolio.vendor_tables import vendors_table
from readiness.report.portfolio.view import PortfolioView
from readiness.sources.width import display_width
from readiness.tables.table import Table

_GAP = "  "
# A line of the terminal has no room for lists of names; they are on the page and in the files.
_LONG = ("body-names", "contact", "ask")


def render(view: PortfolioView) -> str:
    """Whom to ring, bodies, vendors, then what the figures mean."""
    tables = [*nation_tables(view).values()]
    if view.portfolio.bodies or not tables:
        tables += [calls_table(view), bodies_table(view), vendors_table(view)]
    if view.changes is not None:
        tables.insert(0, changes_table(view))
    hidden = {view.words.get(f"portfolio.column.{name}") for name in _LONG}
    parts = [part for table in tables for part in (table.caption, _aligned(table, hidden), "")]
    notes = ["portfolio.nation.note"] if view.nation else []
    notes += ["portfolio.note"] if view.portfolio.bodies or not view.nation else []
    return "\n".join([*parts, *map(view.words.get, notes)]) + "\n"


def _aligned(table: Table, hidden: set[str]) -> str:
    if not table.rows:
        return table.empty
    kept = [at for at, head in enumerate(table.heads) if head not in hidden]
    lines: list[Sequence[str]] = [[table.heads[at] for at in kept]]
    lines += [[" ".join(row[at].text.split()) for at in kept] for row in table.rows]
    widths = [max(display_width(cell) for cell in column) for column in zip(*lines, strict=True)]
    return "\n".join(
        _GAP.join(cell + " " * (width - display_width(cell)) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )
