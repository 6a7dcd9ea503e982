"""暫定連携: every temporary link with its time, its owners, why it is there and when it goes."""

from __future__ import annotations

from dataclasses import dataclass

from readiness.figures.figure import key_of
from readiness.model.plan import TemporaryLink
from readiness.report.context import ReportContext
from readiness.report.plan.text import cycle_messages
from readiness.tables.table import Cell, Row, Table, heads


@dataclass(frozen=True, slots=True, kw_only=True)
class TemporaryLinksView:
    """A sentence, the register, and the flows that only the standard expects: they are neither open nor counted."""

    lead: str
    cycles: tuple[str, ...]
    table: Table
    expected: Table


def view(context: ReportContext) -> TemporaryLinksView:
    """The register of temporary links."""
    plan = context.analysis.plan
    score = plan.score
    lead = ""
    if score is not None:
        lead = context.t(
            "report.temporary_links.lead",
            open=score.links_open,
            new=score.links_new,
            most=score.most_links,
            months=score.link_months,
        )

    def named(links: tuple[str, ...]) -> str:
        return context.some([context.link(link) for link in links])

    names = ("source", "target", "data", "since", "until", "months", "why", "owners", "amount", "remove_by")
    return TemporaryLinksView(
        lead=lead,
        cycles=tuple(context.render(message) for message in cycle_messages(plan, named)),
        table=Table(
            id="t-temporary_links",
            caption=context.t("report.temporary_links.caption"),
            columns=heads(*(context.t(f"report.temporary_links.{name}") for name in names)),
            rows=tuple(link_row(context, link) for link in plan.links),
            empty=context.t("report.temporary_links.undated" if plan.unplanned else "report.temporary_links.empty"),
        ),
        expected=_expected(context),
    )


def _expected(context: ReportContext) -> Table:
    return Table(
        id="t-expected",
        caption=context.t("report.temporary_links.expected"),
        columns=heads(*(context.t(f"report.temporary_links.{name}") for name in ("source", "target", "data"))),
        rows=tuple(
            (
                Cell(text=context.end(link.source)),
                Cell(text=context.end(link.target)),
                Cell(text=context.data(link.data) or context.t("report.temporary_links.unnamed"), sub=link.id),
            )
            for link in context.analysis.plan.expected
        ),
        empty=context.t("report.temporary_links.empty"),
    )


def link_row(context: ReportContext, link: TemporaryLink) -> Row:
    """One temporary link."""
    owners = [context.name("division", owner) for owner in (link.source_owner, link.target_owner)]
    return (
        Cell(text=context.end(link.source)),
        Cell(text=context.end(link.target)),
        Cell(text=context.data(link.data) or context.t("report.temporary_links.unnamed"), sub=link.id),
        context.cell(link.opened) if link.opened else Cell(text=context.t("report.links.now")),
        context.cell(link.removed)
        if link.removed
        else Cell(text=context.t("report.temporary_links.stays"), mark="warn"),
        context.count(f"{key_of('link', link.id)}.months"),
        Cell(text=context.render(link.why)),
        Cell(text=context.join(dict.fromkeys(owners))),
        context.count(f"{key_of('link', link.id)}.amount"),
        context.cell(link.remove_by) if link.remove_by else Cell(text="―"),
    )
