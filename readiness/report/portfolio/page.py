"""The page of a portfolio: self-contained, autoescaped, nothing asked of the network."""

from __future__ import annotations

from collections.abc import Mapping

from readiness.messages.dates import long_day
from readiness.report.html import asset, environment, page_script, page_style, script_hash
from readiness.report.portfolio.matrix import matrix
from readiness.report.portfolio.tables import calls_summary, changes_table, unreadable_table
from readiness.report.portfolio.tiles import tiles
from readiness.report.portfolio.view import PortfolioView
from readiness.tables.table import Table


def page(view: PortfolioView, tables: Mapping[str, Table]) -> str:
    """index.html: whom to ring first, then what changed, areas, dates, vendors, ties and the figures."""
    words, rows = view.words, view.portfolio.bodies
    blocks: list[tuple[str, Table, str]] = []
    if "calls" in tables:
        blocks.append(("calls", calls_summary(view), "calls"))
    blocks += [(name, tables[name], "") for name in tables if name.startswith("nation")]
    noted = {"joint": "joint", "joint_room": "joint_room"}
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
    script = page_script()
    days = sorted({row.as_of for row in rows})
    span = [long_day(day, words.language) for day in dict.fromkeys((*days[:1], *days[-1:]))]
    over = sum(shared.over is True for load in view.portfolio.vendors for shared in load.shared)
    return (
        environment()
        .get_template("portfolio.html.j2")
        .render(
            t=words.get,
            lang=words.language,
            style=page_style() + asset("portfolio.css"),
            script=script,
            script_hash=script_hash(script),
            as_of=" ― ".join(span),
            fictional=any(row.fictional for row in rows),
            synthetic=any(row.synthetic for row in rows),
            lead=words.get(
                "portfolio.lead",
                bodies=len(rows),
                calls=len(view.calls),
                over=over,
                unreadable=len(view.unreadable),
            ),
            pictures={"nation-prefectures": tiles(view)},
            blocks=[(name, table, words.get(f"portfolio.note.{note}") if note else "") for name, table, note in blocks],
        )
    )
