"""The table of 年表: every system with every date, and how its cut-over stands to what ends."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from readiness.figures.figure import key_of
from readiness.graph.plane.timeline import Judged, TimeRow
from readiness.model.unknown import UNKNOWN, Unknown
from readiness.report.views.view import Sight, sys_address
from readiness.tables.table import Cell, Row, Table, heads


def verdict(sight: Sight, row: TimeRow, judged: Judged) -> str:
    """One verdict in words; long times in months."""
    days, about = judged.days, (row.system, judged.verdict.value)
    span = (
        sight.t("days", count=days, about=about)
        if days < 60
        else sight.t("months", count=round(days / 30.4), about=about)
    )
    return sight.t(f"timeline.verdict.{judged.verdict.value}", span=span)


def _besides(sight: Sight, row: TimeRow) -> str:
    """The other contracts of a system with their ends."""
    context = sight.context
    others = [item for item in row.ends if item.contract != row.contract]
    return context.join(
        sight.t("timeline.named", system=context.name("contract", item.contract), verdict=context.day(item.end))
        for item in others
    )


def timeline_table(sight: Sight, rows: Sequence[TimeRow]) -> Table:
    """Every system with every date, and the year in which the work is accepted and paid (検収)."""
    context = sight.context

    def shown(day: date | Unknown | None) -> Cell:
        if isinstance(day, Unknown):
            return context.cell(UNKNOWN)
        return context.cell(day) if day else Cell(text="―")

    def row(item: TimeRow) -> Row:
        owner = context.owner(item.system)
        year = context.join(context.fiscal(paid) for paid in item.paid)
        return (
            Cell(text=context.name("system", item.system), href=sys_address(item.system)),
            context.named("division", owner),
            shown(item.cutover)._replace(sub=sight.cutover(item.system).strip(" ()")),
            Cell(text=year or "―"),
            shown(item.contract_end)._replace(sub=_besides(sight, item)),
            shown(item.service_end),
            shown(item.platform_end),
            shown(item.due),
            context.count(f"{key_of('links', item.system)}.now"),
            Cell(
                text=context.join(verdict(sight, item, judged) for judged in item.judged),
                mark="warn" if item.gravest.alarm else "",
            ),
        )

    names = ("system", "division", "day", "year", "contract", "service", "platform", "due", "links", "verdict")
    return Table(
        id="t-timeline",
        caption=sight.t("timeline.table"),
        columns=heads(*(sight.t(f"timeline.head.{name}") for name in names)),
        rows=tuple(row(item) for item in rows),
        empty=sight.t("timeline.nothing"),
    )
