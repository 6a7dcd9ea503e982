"""The tables of the nation, from the two published workbooks: every figure with its definition and its month."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from readiness.model.body import BodyClass
from readiness.portfolio.nation import Group, Nation
from readiness.report.official import word
from readiness.report.portfolio.view import PortfolioView
from readiness.tables.table import Cell, Row, Table, heads

_OWN_STEPS = 80  # two areas of 40 steps
_PLACES = 20
_MONTHS = ("as-of", "progress-month", "list-month")  # columns


def nation_tables(view: PortfolioView) -> dict[str, Table]:
    """Totals, classes, areas and prefectures; nothing where no workbook was given."""
    nation = view.nation
    if nation is None:
        return {}
    return {
        "nation": _totals(view, nation),
        "nation-classes": _groups(
            view, nation, "classes", nation.classes, [_class(view, one) for one in nation.classes]
        ),
        "nation-areas": _areas(view, nation),
        "nation-prefectures": _groups(
            view, nation, "prefectures", nation.prefectures, [row.key for row in nation.prefectures], own=True
        ),
    }


def _class(view: PortfolioView, row: Group) -> str:
    return word(BodyClass.of(row.key), view.words)


def _totals(view: PortfolioView, nation: Nation) -> Table:
    total = nation.total
    progress, listed = nation.progress_month, nation.designated_month
    figures: list[tuple[str, Cell, str | None]] = [
        ("mean", _percent(total.mean), progress),
        ("counted", _percent(total.counted), progress),
        ("complete", _count(total.complete), progress),
        ("cells", _count(total.cells_complete), progress),
        ("open", _count(total.open), progress),
        ("listed", _count(total.listed), listed),
        ("designations", _count(total.designations), listed),
    ]
    rows: list[Row] = [
        (
            _words(view, name),
            value,
            _words(view, f"{name}.definition"),
            _month(view, month),
        )
        for name, value, month in figures
        if month is not None and value.raw is not None
    ]
    if nation.strangers:
        places = ", ".join(nation.strangers[:_PLACES])
        rows.append(
            (
                _words(view, "strangers"),
                _count(len(nation.strangers)),
                Cell(text=places),
                Cell(text=""),
            )
        )
    return _table(view, "nation", ("figure", "value", "definition", "as-of"), rows)


def _groups(
    view: PortfolioView, nation: Nation, name: str, groups: Iterable[Group], labels: Iterable[str], *, own: bool = False
) -> Table:
    columns = (
        "bodies",
        "mean",
        "counted",
        "complete",
        "open",
        "progress-month",
        "listed",
        "designations",
        "list-month",
    )
    rows: list[Row] = []
    for label, row in zip(labels, groups, strict=True):
        cells = [
            Cell(text=label),
            _count(row.bodies),
            _percent(row.mean),
            _percent(row.counted),
            _count(row.complete),
            _count(row.open),
            _month(view, nation.progress_month),
            _count(row.listed),
            _count(row.designations),
            _month(view, nation.designated_month),
        ]
        if own:
            cells.append(_own(view, row))
        rows.append(tuple(cells))
    return _table(view, f"nation-{name}", ("group", *columns, *(("own",) if own else ())), rows)


def _areas(view: PortfolioView, nation: Nation) -> Table:
    rows: list[Row] = []
    for row in nation.areas:
        unpublished = nation.progress_month is not None and not row.bodies
        rows.append(
            (
                Cell(text=view.areas.get(row.key, row.key)),
                _percent(row.mean),
                _none(view) if unpublished else _count(row.cells_complete),
                _none(view) if unpublished else _count(row.open),
                _month(view, nation.progress_month),
                _count(row.designations),
                _month(view, nation.designated_month),
            )
        )
    columns = ("area", "mean", "cells", "open", "progress-month", "designations", "list-month")
    return _table(view, "nation-areas", columns, rows)


def _own(view: PortfolioView, row: Group) -> Cell:
    if row.own_done is None or row.own_closed is None:
        return _none(view) if view.nation and view.nation.progress_month else _count(None)
    outside = row.own_closed - row.own_done
    return Cell(text=view.words.get("portfolio.nation.own", done=row.own_done, outside=outside, total=_OWN_STEPS))


def _table(view: PortfolioView, name: str, columns: Iterable[str], rows: Iterable[Row]) -> Table:
    said = {column: view.words.get(f"portfolio.nation.column.{column}") for column in columns}
    return Table(
        id=f"t-{name}",
        caption=view.words.get(f"portfolio.title.{name}"),
        columns=heads(*said.values(), kinds=view.months(*(said[name] for name in _MONTHS if name in said))),
        rows=tuple(rows),
        empty=view.words.get("common.unknown"),
    )


def _percent(value: float | None) -> Cell:
    return Cell(text="―") if value is None else Cell(text=f"{100 * value:.2f}%", raw=round(100 * value, 2), number=True)


def _count(value: int | None) -> Cell:
    return Cell(text="―") if value is None else Cell(text=f"{value:,}", raw=value, number=True)


def _words(view: PortfolioView, name: str) -> Cell:
    return Cell(text=view.words.get(f"portfolio.nation.{name}"))


def _none(view: PortfolioView) -> Cell:
    return _words(view, "not-published")


def _month(view: PortfolioView, month: str | None) -> Cell:
    return view.day_month(date.fromisoformat(f"{month}-01")) if month else Cell(text=view.words.get("common.unknown"))
