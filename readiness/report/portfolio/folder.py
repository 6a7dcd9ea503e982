"""The folder of a portfolio: a page, a workbook, JSON, and every table as CSV and, where pyarrow is, as Parquet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from readiness.inventory.emit import to_yaml
from readiness.model.filename import fit_name
from readiness.portfolio.running import peer_records
from readiness.report.portfolio import has_arrow
from readiness.report.portfolio.body_page import body_names, body_pages
from readiness.report.portfolio.joint import joint_tables
from readiness.report.portfolio.jsonfile import render as as_json
from readiness.report.portfolio.matrix import matrix
from readiness.report.portfolio.nation import nation_tables
from readiness.report.portfolio.page import page
from readiness.report.portfolio.tables import (
    areas_table,
    bodies_table,
    calls_table,
    deadlines_table,
    plans_table,
    running_table,
)
from readiness.report.portfolio.vendor_tables import closed_table, days_table, shared_table, ties_table, vendors_table
from readiness.report.portfolio.view import PortfolioView
from readiness.tables.table import Book
from readiness.tables.write_csv import write_csv
from readiness.tables.write_xlsx import write_xlsx


def render_folder(view: PortfolioView) -> Iterator[tuple[str, bytes]]:
    """Every file as (name, content)."""
    tables = {
        "calls": calls_table(view),
        "bodies": bodies_table(view),
        "areas": areas_table(view),
        "vendors": vendors_table(view),
        "days": days_table(view),
        "shared": shared_table(view),
        "closed": closed_table(view),
        "ties": ties_table(view),
    }
    tables["deadlines"] = deadlines_table(view)
    if any(plan is not None for plan in view.portfolio.plans):
        tables["plans"] = plans_table(view)
    if view.whole:
        tables["running"] = running_table(view)
    nation = nation_tables(view)
    if nation and not view.portfolio.bodies:
        tables = {}
    tables |= nation
    tables |= joint_tables(view)
    yield "index.html", page(view, tables, body_names(view)).encode("utf-8")
    for name, html in body_pages(view):
        yield name, html.encode("utf-8")
    sheets = {name: table for name, table in tables.items() if name != "areas"}
    if "calls" in sheets:
        sheets = {"calls": sheets.pop("calls"), "matrix": matrix(view), **sheets}
    newest = max((row.as_of for row in view.portfolio.bodies), default=date(2000, 1, 1))
    named = tuple(replace(sheets[name], id=name, caption=view.words.get(f"portfolio.sheet.{name}")) for name in sheets)
    book = Book(title=view.words.get("portfolio.title"), tables=named, dated=newest)
    yield "portfolio.xlsx", write_xlsx(book)
    yield "portfolio.json", as_json(view).encode("utf-8")
    for name, table in tables.items():
        yield f"tables/{name}.csv", write_csv(table)
    if view.whole:
        cited = view.words.get("portfolio.running.cited", day=newest)
        year = newest.year - (newest.month < 4)
        for body, records in peer_records(view.portfolio.running, cited, year).items():
            yield f"peers/{fit_name(body)}.yaml", to_yaml({"peers": records}).encode("utf-8")
    if has_arrow():
        from readiness.report.portfolio.parquet import parquet, partitioned  # noqa: PLC0415 - an extra

        for name, table in tables.items():
            yield f"tables/{name}.parquet", parquet(table)
        for name, content in partitioned(view.portfolio):
            yield f"data/{name}", content
