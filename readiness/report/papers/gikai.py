"""議会説明資料 and 想定問答: what may be said outside, figures released only, answers in the words of people."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.analysis.status import AreaState
from readiness.figures.counts import measures
from readiness.model.audience import Audience, released
from readiness.model.budgeting import BurdenKind
from readiness.model.facts import Result
from readiness.model.unknown import known
from readiness.report.context import ReportContext
from readiness.report.papers.budget_annex import period
from readiness.report.papers.form import Form
from readiness.report.papers.paper import Block, Grid, Heading, Listing, Paper, Para, keyed
from readiness.report.sections.conclusion import extended_sentence
from readiness.tables.table import Cell, Row, Table, heads

_RESTS = frozenset({Result.AREAS_COMPLETE, Result.AREAS_EXTENDED})
# The questions a council asks; the figures each rests on.
QUESTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("on_time", ("status.areas_complete",)),
    ("why_late", ("status.areas_extended",)),
    ("why_dearer", ("running_cost.current", "running_cost.planned")),
    ("state_support", ()),
    ("thirty_percent", ("running_cost.current_ratio", "running_cost.planned_ratio")),
    ("privacy", ()),
    ("outage", ()),
    ("one_vendor", ("lockin.largest_share",)),
    ("residents", ()),
    ("staff", ()),
)
# What may be told of cost, before and after, once the body has decided to publish it.
MONEY = ("running_cost.current", "running_cost.planned", "running_cost.planned_ratio")
# Yen as the rows of the form add up to them in thousands.
_THOUSANDS = {"running_cost.current": "cost.now.all", "running_cost.planned": "cost.after.all"}
# Figures that rest on nothing but public facts of the body.
OPEN = frozenset({"status.areas_complete", "status.areas_extended", "status.systems_migrated", "status.step_rate"})


def gikai(context: ReportContext) -> Iterator[Paper]:
    """議会説明資料 for everybody; 想定問答 for readers inside the body."""
    form = Form(context=context)
    yield _explanation(form)
    if context.internal:
        yield _answers(form)


def _explanation(form: Form) -> Paper:
    context = form.context
    rows: list[tuple[str, list[Block]]] = [
        ("purpose", [Para(text=form.t("gikai.purpose.text"))]),
        ("progress", _progress(form)),
        ("bill", _bill(form)),
        ("money", _money(form)),
        ("citizens", [Para(text=form.todo("citizens"))]),
        ("schedule", _schedule(form)),
        ("issues", [Para(text=form.todo("issues"))]),
    ]
    blocks: list[Block] = []
    for number, (name, inside) in enumerate(rows, start=1):
        blocks += [Heading(text=f"{number} {form.t(f'gikai.{name}')}"), *inside]
    title = form.t("gikai.title")
    handling = "" if context.audience is Audience.PUBLIC else form.t("gikai.handling")
    return Paper(
        key="gikai",
        rests=_RESTS,
        stem="gikai",
        title=title,
        head=form.head(handling=handling),
        blocks=tuple(blocks),
        foot=form.foot,
        numbered=False,
    )


def _progress(form: Form) -> list[Block]:
    """Areas by state; what does not apply is neither done nor open."""
    context, status = form.context, form.context.analysis.status
    states = (AreaState.COMPLETE, AreaState.PARTLY, AreaState.NOT_YET, AreaState.UNKNOWN)
    rows: list[Row] = [
        (
            Cell(text=context.t(f"report.state.{state.value}")),
            form.figure(f"areas.{state.value}"),
            Cell(text=context.areas(area.area for area in found) or form.t("void")),
        )
        for state in states
        if (found := status.of(state)) or state is AreaState.COMPLETE
    ]
    names = ("state", "count", "areas")
    columns = heads(*(form.t(f"gikai.progress.{name}") for name in names))
    table = Table(id="t-progress", caption=form.t("gikai.progress.caption"), columns=columns, rows=tuple(rows))
    later = extended_sentence(context)
    return [
        Grid(table=table, widths=(24, 12, 64)),
        *([Para(text=later, figures=("status.areas_extended",))] if later else []),
    ]


def _bill(form: Form) -> list[Block]:
    """The session of the budget and the burdens that no vote is recorded for, inside the body: what is still to be
    proposed is no news for the public. Amounts are a person's to write, once the budget bill is published.
    """
    context = form.context
    if not context.internal:
        return [Para(text=form.todo("bill"))]
    waiting = [one for one in context.inventory.debt_burdens if one.voted_on is None or not known(one.voted_on)]
    waiting = [one for one in waiting if one.kind is not BurdenKind.STANDING]
    year = context.fiscal(form.analysed.year)
    said = [form.t("gikai.bill.session", session=form.session.session, year=year)] if form.session else []
    if waiting:
        matters = context.join(
            form.t("gikai.bill.burden", matter=one.label, period=period(form, one)) for one in waiting
        )
        said.append(form.t("gikai.bill.burdens", matters=matters))
    listed = [Listing(items=tuple(said))] if said else []
    return [*listed, Para(text=form.todo("bill_amounts" if said else "bill"))]


def _schedule(form: Form) -> list[Block]:
    """Sessions of the assembly, and the dates set by law for systems that are still to move."""
    context = form.context
    rows = [
        (Cell(text=context.day(day), raw=day), Cell(text=form.t(f"gikai.schedule.{kind}", session=session.session)))
        for session in context.inventory.body.assembly_dates
        for kind, day in (("opens", session.opens), ("votes", session.votes))
        if known(day) and day >= context.as_of
    ]
    for system in context.inventory.systems:
        stand = context.analysis.decided.get(system.id)
        if stand is not None and stand.moving and known(system.due_date) and system.due_date:
            areas = context.areas(system.areas)
            text = form.t("gikai.schedule.due", areas=areas or system.label)
            rows.append((Cell(text=context.day(system.due_date), raw=system.due_date), Cell(text=text)))
    unique = {(row[0].text, row[1].text): row for row in rows}
    ordered = sorted(unique.values(), key=lambda row: (str(row[0].raw), row[1].text))
    columns = heads(form.t("chougi.date.day"), form.t("chougi.date.what"))
    table = Table(
        id="t-dates",
        caption=form.t("chougi.dates.all"),
        columns=columns,
        rows=tuple(ordered[:10]),
        empty=form.todo("schedule"),
    )
    return [Grid(table=table, widths=(18, 82))]


def _answers(form: Form) -> Paper:
    """Ten questions with figures and sources filled in; the answer is a person's and is never drafted."""
    context = form.context
    notes = context.inventory.assembly_notes
    rows: list[Row] = []
    for note in notes:
        answer = note.answer or form.todo("answer")
        rows.append(
            (
                Cell(text=note.question),
                Cell(text=answer),
                Cell(text=context.join(_figure(form, figure) for figure in note.figures) or form.t("void")),
                Cell(text=note.cited or form.todo("cited")),
                Cell(text=note.answerer or form.todo("answerer")),
            )
        )
    asked = {note.question for note in notes}
    usual = [(form.t(f"gikai.question.{name}"), figures) for name, figures in QUESTIONS]
    for question, figures in [one for one in usual if one[0] not in asked][: max(0, len(QUESTIONS) - len(notes))]:
        shown = [figure for figure in figures if _is_public(form, figure)]
        said = context.join(_figure(form, figure) for figure in shown or figures[:1]) or form.t("open")
        cited = form.t("gikai.cited", day=context.long_day(context.as_of)) if shown else form.todo("cited")
        texts = (question, form.todo("answer"), said, cited, form.todo("answerer"))
        keys = " ".join(_key(form, figure) for figure in shown)
        rows.append(tuple(Cell(text=text, figure=keys if text is said else "") for text in texts))
    names = ("question", "answer", "figure", "cited", "answerer")
    columns = heads(*(form.t(f"gikai.qa.{name}") for name in names))
    table = Table(id="t-answers", caption=form.t("gikai.qa"), columns=columns, rows=tuple(rows))
    return Paper(
        key="mondou",
        rests=_RESTS,
        stem="mondou",
        title=form.t("gikai.qa"),
        head=form.head(),
        blocks=(Grid(table=table, widths=(20, 38, 20, 12, 10)),),
        foot=form.foot,
        numbered=False,
    )


def _money(form: Form) -> list[Block]:
    """Cost and funding as far as a decision of the body publishes its figures; what is left a person writes."""
    said = [keyed(_figure(form, name), _key(form, name)) for name in MONEY if _is_public(form, name)]
    return [Listing(items=tuple(said)), Para(text=form.todo("funding"))] if said else [Para(text=form.todo("released"))]


def _is_public(form: Form, name: str) -> bool:
    """Whether a figure may be told outside: it is public, or a dated decision publishes it (公表等の決定)."""
    decided = [one for one in form.context.inventory.decisions.releases if one.on <= form.context.as_of]
    return name in OPEN or released(decided, Audience.PUBLIC, name)


def _key(form: Form, name: str) -> str:
    """The key of what `_figure` tells."""
    thousands = _THOUSANDS.get(name, "")
    return thousands if thousands in form.context.figures else name


def _figure(form: Form, name: str) -> str:
    """A figure of the report by its name with what is known of it; 調査中 where it is not known."""
    if not _is_public(form, name):
        return form.t("gikai.unreleased")
    measure = next((found for key, found in measures(form.analysed) if name in (key, found.name)), None)
    if measure is None or not known(measure.value):
        return form.t("gikai.inquiring")
    quantity = form.context.quantity(measure)
    if name in _THOUSANDS and _THOUSANDS[name] in form.context.figures:
        quantity = form.t("koka.thousand", value=form.figure(_THOUSANDS[name]).text, about=name)
    said = f"{form.context.t(f'measure.{measure.name}')} {quantity}"
    return said if measure.complete else form.t("gikai.as_far_as", said=said)
