"""Which papers and letters a reader gets, as files."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.analysis.analyze import Analysis
from readiness.model.audience import Audience
from readiness.report.context import ReportContext
from readiness.report.html import asset, render_page
from readiness.report.options import ReportOptions
from readiness.report.papers.chougi import chougi
from readiness.report.papers.shoukai import shoukai
from readiness.report.papers.zaisei import zaisei

READERS = {
    "chougi": frozenset({Audience.INTERNAL, Audience.DIVISION, Audience.FINANCE, Audience.PUBLIC}),
    "zaisei": frozenset({Audience.INTERNAL, Audience.DIVISION, Audience.FINANCE}),
    "shoukai": frozenset({Audience.INTERNAL, Audience.VENDOR}),
}


def papers(analysis: Analysis, options: ReportOptions) -> Iterator[tuple[str, bytes]]:
    """`papers/*.html` for this reader."""
    context = ReportContext(analysis=analysis, options=options)
    if context.audience in READERS["chougi"]:
        yield _paper(context, "chougi", "chougi", chougi(context))
    if context.audience in READERS["zaisei"]:
        yield _paper(context, "zaisei", "zaisei", zaisei(context))


def letters(analysis: Analysis, options: ReportOptions) -> Iterator[tuple[str, bytes]]:
    """`papers/shoukai-*.html`: each holds the records of its addressee, so it is told by owner and not by reader."""
    context = ReportContext(analysis=analysis, options=options)
    if context.audience in READERS["shoukai"]:
        for item in shoukai(context):
            # What is made to be sent lies apart by addressee: a folder that is sent holds nobody else's letter.
            folder = f"{item.addressee}/" if context.audience is Audience.VENDOR else ""
            yield _paper(context, "shoukai", f"{folder}shoukai-{item.stem}", item)


def _paper(context: ReportContext, template: str, name: str, values: object) -> tuple[str, bytes]:
    page = render_page(
        f"papers/{template}.html.j2",
        context,
        v=values,
        style=asset("tokens.css") + asset("papers/paper.css"),
        title=context.t(f"paper.{template}.title"),
        issuer=context.inventory.body.issuer or context.inventory.body.label,
        contact=_contact(context),
    )
    return f"papers/{name}.html", page.encode("utf-8")


def _contact(context: ReportContext) -> str:
    contact = context.inventory.body.contact
    if contact is None:
        return ""
    parts = [contact.division]
    parts += [getattr(contact, name) for name in ("person", "phone") if context.sees("Contact", name)]
    return " ".join(part for part in parts if part)
