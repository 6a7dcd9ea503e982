"""The page of a portfolio: self-contained, autoescaped, nothing asked of the network."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from readiness.messages.dates import long_day
from readiness.report.html import asset, environment, page_script, page_style, script_hash
from readiness.report.portfolio.matrix import matrix
from readiness.report.portfolio.tables import calls_summary, changes_table, name_cell, unreadable_table
from readiness.report.portfolio.tiles import tiles
from readiness.report.portfolio.view import PortfolioView
from readiness.tables.table import Table


def page(view: PortfolioView, tables: Mapping[str, Table], pages: Sequence[str] = ()) -> str:
    """index.html: whom to ring first, then what changed, areas, dates, vendors, ties and the figures.

    `pages`: per body the page its name leads to; a name of several bodies leads nowhere.
    """
    words, rows = view.words, view.portfolio.bodies
    named = Counter(row.name for row in rows)
    links = {
        label: place
        for row, place in zip(rows, pages, strict=bool(pages))
        if named[row.name] == 1
        for label in (row.name, name_cell(view, row).text)
    }
    blocks: list[tuple[str, Table, str]] = []
    if "calls" in tables:
        blocks.append(("calls", calls_summary(view), "calls"))
    blocks += [(name, tables[name], "") for name in tables if name.startswith("nation")]
    noted = {"joint": "joint", "joint_room": "joint_room" if view.whole else ""}
    blocks += [(name, tables[name], noted.get(name, "")) for name in tables if name.startswith("joint")]
    if view.unreadable:
        blocks.append(("unreadable", unreadable_table(view), "unreadable"))
    if view.changes is not None:
        blocks.append(("changes", changes_table(view), ""))
    if "calls" in tables:
        blocks += [
            ("areas", matrix(view), "areas"),
            ("days", tables["days"], "days"),
            ("vendors", tables["vendors"], ""),
            ("shared", tables["shared"], "shared"),
            ("closed", tables["closed"], "closed"),
            ("ties", tables["ties"], "ties"),
            ("bodies", tables["bodies"], ""),
        ]
        blocks.insert(1, ("deadlines", tables["deadlines"], "deadlines"))
    if "plans" in tables:
        blocks.insert(1, ("plans", tables["plans"], "plans"))
    if "running" in tables:
        blocks.append(("running", tables["running"], "running"))
    over = sum(shared.over is True for load in view.portfolio.vendors for shared in load.shared)
    return rendered(
        view,
        title=words.get("portfolio.title"),
        days=sorted({row.as_of for row in rows}),
        lead=words.get(
            "portfolio.lead",
            bodies=len(rows),
            calls=len(view.calls),
            over=over,
            unreadable=len(view.unreadable),
        ),
        blocks=[
            (name, _led(table, links), words.get(f"portfolio.note.{note}") if note else "")
            for name, table, note in blocks
        ],
        pictures={"nation-prefectures": tiles(view)},
    )


def _led(table: Table, links: Mapping[str, str]) -> Table:
    """The table with the names of bodies in its first column leading to their pages."""
    if not any(row[0].text in links for row in table.rows):
        return table
    rows = ((row[0]._replace(href=links.get(row[0].text, "")), *row[1:]) for row in table.rows)
    return replace(table, rows=tuple(rows))


def rendered(
    view: PortfolioView,
    *,
    title: str,
    days: Sequence[date],
    lead: str,
    blocks: Sequence[tuple[str, Table, str]],
    pictures: Mapping[str, str] = MappingProxyType({}),
    back: str = "",
    scripted: bool = True,
) -> str:
    """A page of blocks (name, table, note) under a title; `back` leads to the page of all bodies."""
    words, rows = view.words, view.portfolio.bodies
    script = page_script() if scripted else ""
    span = [long_day(day, words.language) for day in dict.fromkeys((*days[:1], *days[-1:]))]
    return (
        environment()
        .get_template("portfolio.html.j2")
        .render(
            t=words.get,
            lang=words.language,
            style=page_style() + asset("portfolio.css"),
            script=script,
            script_hash=script_hash(script),
            title=title,
            back=back,
            as_of=" ― ".join(span),
            fictional=any(row.fictional for at, row in enumerate(rows) if view.shows(at)),
            synthetic=any(row.synthetic for at, row in enumerate(rows) if view.shows(at)),
            lead=lead,
            pictures=pictures,
            blocks=blocks,
            scripted=scripted,
        )
    )
