"""index.html and the other pages: templates with autoescape; every text comes as a value, no page asks the network."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from readiness.compiled import kept_templates
from readiness.report.carried import PageContext
from readiness.report.context import ReportContext
from readiness.report.gantt_values import Gantt
from readiness.report.sections import (
    amendments,
    budget,
    changes,
    conclusion,
    decide,
    delivery,
    doubts,
    evidence,
    findings,
    gaps,
    plan,
    running,
    status,
    switching,
    temporary_links,
    unknowns,
)
from readiness.report.views.all import views
from readiness.report.views.links import division_finder, name_linker
from readiness.report.views.pages import area_pages, contract_pages, same_name_pages, system_pages, vendor_pages
from readiness.report.views.styles import DEFS, style_sheet
from readiness.report.views.view import Sight
from readiness.standard.age import aged
from readiness.tables.marks import with_keys

if TYPE_CHECKING:
    import jinja2

# In the order of the page. The name is that of the template, of the anchor and of the words `report.section.<name>`.
SECTIONS: tuple[tuple[str, Callable[[ReportContext], Any]], ...] = (
    ("conclusion", conclusion.view),
    ("doubts", doubts.view),
    ("status", status.view),
    ("switching", switching.view),
    ("gaps", gaps.view),
    ("findings", findings.view),
    ("plan", plan.view),
    ("temporary_links", temporary_links.view),
    ("budget", budget.view),
    ("running", running.view),
    ("delivery", delivery.view),
    ("amendments", amendments.view),
    ("changes", changes.view),
    ("unknowns", unknowns.view),
    ("evidence", evidence.view),
)


@cache
def asset(name: str) -> str:
    """A style sheet or script of the package."""
    return files("readiness.report").joinpath("templates", name).read_text(encoding="utf-8")


@cache
def environment() -> jinja2.Environment:
    """The one template environment; a name that is missing is an error, not an empty string."""
    import jinja2  # noqa: PLC0415 - heavy

    made = jinja2.Environment(
        loader=jinja2.PackageLoader("readiness.report", "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=kept_templates(),
    )
    made.globals["linked"] = str  # a page without pages of records: names lead nowhere
    return made


def page_style() -> str:
    """Style of a page of tables and pictures, on the screen and on paper."""
    return asset("tokens.css") + asset("page.css") + asset("print.css")


def page_script() -> str:
    """Script of a page: sorting of tables, then what else helps to look."""
    return asset("table.js") + asset("page.js")


def script_hash(script: str) -> str:
    """The Content-Security-Policy source of one inline script, so that no other script can run."""
    return "sha256-" + base64.b64encode(sha256(script.encode("utf-8")).digest()).decode("ascii")


def render_page(template: str, context: ReportContext, **values: Any) -> str:
    """A template with what all pages share."""
    body = context.inventory.body
    shared = {
        "t": context.t,
        "lang": context.words.language,
        "body": body.label,
        "fictional": body.fictional,
        "synthetic": body.synthetic,
        "confidentiality": context.confidentiality,
        "as_of": context.long_day(context.as_of),
        "aged": aged(context.analysis.inputs.standard, context.as_of),
    }
    text = environment().get_template(template).render({**shared, **values})
    return text if text.endswith("\n") else text + "\n"


def render_svg(context: ReportContext, picture: Gantt, prefix: str) -> str:
    """A Gantt picture as a file of its own."""
    template = environment().get_template("gantt.svg.j2")
    return template.render(g=picture, prefix=prefix, interactive=False, t=context.t) + "\n"


def index(context: ReportContext) -> Iterator[tuple[str, bytes]]:
    """The report people open."""
    script, whole = page_script(), context
    context = PageContext(analysis=whole.analysis, options=whole.options, base=whole)
    sight = Sight(context=context)
    built = [(name, build(context)) for name, build in SECTIONS]
    page = render_page(
        "page.html.j2",
        context,
        style=page_style() + asset("views.css") + style_sheet(),
        defs=DEFS,
        deciding=decide.view(context),
        divisions=division_finder(context),
        views=views(whole),
        pages=(
            *area_pages(sight),
            *system_pages(sight),
            *same_name_pages(sight),
            *vendor_pages(sight),
            *contract_pages(sight),
        ),
        linked=name_linker(context),
        script=script,
        script_hash=script_hash(script),
        sections=[(name, context.t(f"report.section.{name}"), view) for name, view in built if view is not None],
    )
    yield "index.html", with_keys(page).encode("utf-8")
