"""情報提供依頼 (RFI): the same text to every vendor about what is to move; nothing of who serves today."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from readiness.exchange.candidates import QUESTIONS
from readiness.exchange.letter import QUESTION_DAYS, WEEKS
from readiness.model.contract import MilestoneKind, Procurement, ProcurementMethod
from readiness.model.deciding import LetterBasis
from readiness.model.facts import Result
from readiness.model.money import CostItem
from readiness.report.context import ReportContext
from readiness.report.papers.form import Form
from readiness.report.papers.paper import Break, Fields, Grid, Heading, Paper, Para
from readiness.standard.calendar import is_closed
from readiness.tables.table import Cell, Table, heads

# What a vendor prices; the lines of the form are the body's own words for costs (費目).
_PRICED = (
    CostItem.MIGRATION, CostItem.LINK_CHANGE, CostItem.DATA_EXTRACTION, CostItem.CLOUD_USE, CostItem.NETWORK_LINE,
    CostItem.OPERATION,
)  # fmt: skip
_WIDTHS, _COST_WIDTHS = (8, 22, 40, 30), (24, 18, 18, 18, 22)


def rfi(context: ReportContext) -> Iterator[Paper]:
    """One paper per procurement that is still to be announced to more than one vendor.

    For the body alone, which sends it: which procurements are to come is told to nobody before that.
    """
    if not context.internal:
        return
    items = context.inventory.procurements
    wanted = [item for item in items if item.method is not ProcurementMethod.NEGOTIATED and not _announced(item)]
    for number, item in enumerate(wanted, start=1):
        yield _paper(Form(context=context), item, number)


def _announced(item: Procurement) -> bool:
    """Whether vendors have been asked to bid, or one has the contract."""
    late = (MilestoneKind.NOTICE, MilestoneKind.CONTRACT)
    return item.contract is not None or any(stone.done for stone in item.milestones if stone.kind in late)


def _paper(form: Form, item: Procurement, number: int) -> Paper:
    context, body = form.context, form.context.inventory.body
    own = [system for system in context.inventory.systems if system.id in item.systems]
    areas = tuple(dict.fromkeys(area for system in own for area in system.areas))
    about = context.areas(areas) or form.context.t("exchange.letter.about")
    due = _open(context, timedelta(weeks=WEEKS[LetterBasis.REQUEST]))
    ask = _open(context, timedelta(days=QUESTION_DAYS))
    head = form.head(
        number=form.t("letter.unnumbered"),
        addressee=(form.t("rfi.to"),),
        sender=(f"{body.label}{body.issuer_title}" if body.issuer_title else body.issuer or body.label,),
    )
    rows = (
        ("purpose", form.t("rfi.purpose.text")),
        ("state", _state(form, item, about)),
        ("premises", form.t("rfi.premises.text")),
        ("wanted", form.t("rfi.wanted.text", count=len(QUESTIONS))),
        ("due", context.t("exchange.letter.due", day=form.day(due))),
        ("ask", form.t("rfi.ask.text", day=form.day(ask))),
        ("cost", form.t("rfi.cost.text")),
        ("use", form.t("rfi.use.text")),
        ("contact", body.reply_to or form.contact or form.stated(None)),
    )
    return Paper(
        key="rfi",
        stem=f"rfi-{number}",
        title=form.t("rfi.title", about=about),
        head=replace(head, secrecy=""),  # it is published
        blocks=(
            Para(text=form.t("rfi.opening", body=body.label, about=about)),
            Para(text=form.t("rfi.record"), style="center"),
            Fields(rows=tuple((f"{at} {form.t(f'rfi.{key}')}", text) for at, (key, text) in enumerate(rows, start=1))),
            Break(),
            Heading(text=form.t("rfi.annex.1")),
            Grid(table=_questions(form), widths=_WIDTHS),
            Heading(text=form.t("rfi.annex.2")),
            Grid(table=_costs(form), widths=_COST_WIDTHS),
        ),
        rests=frozenset({Result.LETTER}),
        numbered=False,
    )


def _open(context: ReportContext, after: timedelta) -> date:
    day, closed = context.as_of + after, partial(is_closed, context.analysis.inputs.standard.calendar)
    while closed(day):
        day += timedelta(days=1)
    return day


def _state(form: Form, item: Procurement, about: str) -> str:
    """Size in numbers only."""
    inventory, ids = form.context.inventory, frozenset(item.systems)
    population = inventory.body.population
    people = form.t("rfi.people", count=f"{population:,}") if isinstance(population, int) else form.stated(population)
    return form.t(
        "rfi.state.text",
        population=people,
        about=about,
        systems=len(ids),
        links=len([interface for interface in inventory.interfaces if ids & {interface.from_, interface.to}]),
        forms=len([one for one in inventory.forms if one.system in ids]),
    )


def _questions(form: Form) -> Table:
    words = form.context.t
    return Table(
        id="t-rfi",
        caption="",
        columns=heads(*(form.t(f"rfi.column.{name}") for name in ("number", "title", "request", "answer"))),
        rows=tuple(
            (
                Cell(text=form.t("letter.no", place=number)),
                Cell(text=words(f"exchange.candidate.{key}.title")),
                Cell(text=words(f"exchange.candidate.{key}.request")),
                Cell(text=""),
            )
            for number, key in enumerate(QUESTIONS, start=1)
        ),
    )


def _costs(form: Form) -> Table:
    blank = Cell(text="")
    names = ("item", "low", "high", "yearly", "premise")
    return Table(
        id="t-rfi-cost",
        caption="",
        columns=heads(*(form.t(f"rfi.column.{name}") for name in names)),
        rows=tuple((Cell(text=form.context.say(item)), blank, blank, blank, blank) for item in _PRICED),
    )
