"""One body out of a portfolio on a page of its own: what to talk about, its areas, months and shared things."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from readiness.model.filename import fit_name
from readiness.report.portfolio.joint import moves_table
from readiness.report.portfolio.page import rendered
from readiness.report.portfolio.tables import (
    areas_table,
    bodies_table,
    calls_table,
    name_cell,
    plans_table,
    running_table,
)
from readiness.report.portfolio.vendor_tables import closed_table, shared_table
from readiness.report.portfolio.view import PortfolioView
from readiness.tables.table import Table


def body_names(view: PortfolioView) -> tuple[str, ...]:
    """Per body the name of its page; several of one id are told apart by their place."""
    seen: dict[str, int] = {}
    found = []
    for row in view.portfolio.bodies:
        name = fit_name(row.id)
        seen[name] = seen.get(name, 0) + 1
        found.append(f"bodies/{name}.html" if seen[name] == 1 else f"bodies/{name}~{seen[name]}.html")
    return tuple(found)


def body_pages(view: PortfolioView) -> Iterator[tuple[str, str]]:
    """Every body's page as (name, HTML)."""
    for at, name in enumerate(body_names(view)):
        yield name, _page(view.of_body(at), at)


def _page(view: PortfolioView, at: int) -> str:
    row = view.portfolio.bodies[at]
    tables: dict[str, Table] = {"calls": calls_table(view), "bodies": bodies_table(view)}
    if any(plan is not None for plan in view.portfolio.plans):
        tables["plans"] = plans_table(view)
    if view.joint is not None:
        tables["joint_moves"] = moves_table(view, view.joint)
    tables |= {"areas": areas_table(view), "shared": shared_table(view), "closed": closed_table(view)}
    if view.whole:
        tables["running"] = running_table(view)
    captions: Mapping[str, str] = {"calls": "call", "bodies": "body"}
    blocks = [
        (
            name,
            replace(table, caption=view.words.get(f"portfolio.title.{captions[name]}")) if name in captions else table,
        )
        for name, table in tables.items()
    ]
    return rendered(
        view,
        title=name_cell(view, row).text,
        days=[row.as_of],
        lead="",
        blocks=[(name, table, "") for name, table in blocks],
        back="../index.html",
        scripted=False,
    )
