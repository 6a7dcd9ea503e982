"""Sheets of several years: the newest that is not to come is the ledger, older ones are history (年度別)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from readiness.intake.dates import fiscal_year
from readiness.intake.fold import fold
from readiness.intake.matched import Matched
from readiness.intake.rows import name_columns

_BY_YEAR = ("system", "contract", "interface")


def of_this_year(tables: Sequence[Matched], as_of: date | None) -> tuple[list[Matched], list[Matched], int | None]:
    """Tables to read, tables of other years, and the year read; None where years play no part."""
    kept: list[Matched] = [t for t in tables if t.record not in _BY_YEAR]
    left: list[Matched] = []
    chosen: int | None = None
    for record in _BY_YEAR:
        mine = [t for t in tables if t.record == record]
        dated = [t for t in mine if t.year is not None and t.table.lines]
        years = {t.year for t in dated if t.year is not None}
        if len(years) < 2 and not _has_undated_twin(dated, mine, as_of):
            kept += mine
            continue
        this = fiscal_year(as_of) if as_of is not None else max(years)
        undated = [t for t in mine if t.year is None]
        if len(years) == 1:
            kept += undated
            left += dated
            continue
        best = max((y for y in years if y <= this), default=min(years))
        chosen = best
        kept += [t for t in mine if t.year in (best, None)]
        left += [t for t in mine if t.year not in (best, None)]
    order = {id(table): index for index, table in enumerate(tables)}
    return sorted(kept, key=lambda t: order[id(t)]), left, chosen


def _has_undated_twin(dated: Sequence[Matched], mine: Sequence[Matched], as_of: date | None) -> bool:
    """Whether one sheet of an earlier year stands beside an undated one that lists the same systems."""
    undated = [t for t in mine if t.year is None and t.table.lines]
    if not dated or not undated or as_of is None or any(t.year == fiscal_year(as_of) for t in dated):
        return False
    old = {name for t in dated for name in _names(t)}
    new = {name for t in undated for name in _names(t)}
    return len(old & new) * 2 >= min(len(old), len(new)) > 0


def _names(matched: Matched) -> set[str]:
    grid = matched.table.grid
    return {
        fold(grid.text(at))
        for line in matched.table.lines
        for column in name_columns(matched)[:1]
        if (at := line.cells[column.index]) is not None and grid.text(at)
    }
