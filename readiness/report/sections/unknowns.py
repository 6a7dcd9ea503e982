"""前提と未確認: how complete the inventory is, whom to ask what first, and every assumption in use."""

from __future__ import annotations

from dataclasses import dataclass

from readiness.figures.listed import assumption_key
from readiness.model.standard.assumption import Assumption
from readiness.report.context import ReportContext
from readiness.report.values import anchor
from readiness.tables.table import Cell, Table, heads

ASKED_FIRST = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownsView:
    """Three tables; `rest` tells where the single fields are."""

    completeness: Table
    questions: Table
    rest: str
    assumptions: Table


def view(context: ReportContext) -> UnknownsView:
    """The tables."""
    unknown = context.analysis.completeness.unknown
    return UnknownsView(
        completeness=_completeness(context),
        questions=_questions(context),
        rest=context.t("report.unknowns.rest", count=len(unknown)),
        assumptions=assumptions_table(context),
    )


def _completeness(context: ReportContext) -> Table:
    measured = context.analysis.completeness.by_kind
    return Table(
        id="t-completeness",
        caption=context.t("report.completeness.caption"),
        columns=heads(*(context.t(f"report.completeness.{name}") for name in ("kind", "known", "total", "rate"))),
        rows=tuple(
            (
                Cell(text=context.t(f"section.{kind}")),
                context.count(f"{measure.name}.known"),
                context.count(f"{measure.name}.total"),
                context.count(measure.name, href=f"#{anchor(measure.name)}")._replace(text=f"{measure.value}%"),
            )
            for kind, measure in measured
        ),
        empty="―",
    )


def _questions(context: ReportContext) -> Table:
    """The questions that hold up most, each with the results that wait for its answer."""
    items = context.analysis.questions.items
    return Table(
        id="t-questions",
        caption=context.t("report.questions.caption", count=min(ASKED_FIRST, len(items)), total=len(items)),
        columns=heads(*(context.t(f"report.questions.{name}") for name in ("order", "whom", "what", "blocks"))),
        rows=tuple(
            (
                context.cell(number),
                Cell(text=context.subject(item.asked)),
                Cell(text=context.render(item.what)),
                Cell(text=context.join(context.render(block.what) for block in item.blocks) or "―"),
            )
            for number, item in enumerate(items[:ASKED_FIRST], start=1)
        ),
        empty=context.t("report.questions.empty"),
    )


def _name(context: ReportContext, key: str) -> str:
    """The name of an assumption; its key where a pack of the user brings one of its own."""
    name = f"assumption.{key}"
    return context.t(name) if context.words.has(name) else key


def _value(context: ReportContext, row: Assumption) -> Cell:
    """A number, a date, or one of the words to choose from."""
    if isinstance(row.value, str):
        return Cell(text=context.t(f"report.choice.{row.value}"), sub=row.value)
    return context.count(assumption_key(row)) if isinstance(row.value, int | float) else context.cell(row.value)


def assumptions_table(context: ReportContext) -> Table:
    """Every assumption with value, range and reason."""
    rows = []
    for row in context.analysis.inputs.standard.assumptions:
        bounds = "―"
        if row.low is not None and row.high is not None:
            bounds = context.t("report.bounds", low=row.low, high=row.high, about=assumption_key(row))
        rows.append(
            (
                Cell(text=_name(context, row.key), sub=context.areas(row.areas) if row.areas else ""),
                _value(context, row),
                Cell(text=context.t(f"report.unit.{row.unit}")),
                Cell(text=bounds),
                Cell(text=row.reason_en if context.words.language == "en" and row.reason_en else row.reason),
                Cell(text=context.say(row.confidence)),
                Cell(text=row.key, mark="place"),
            )
        )
    return Table(
        id="t-assumptions",
        caption=context.t("report.assumptions.caption"),
        columns=heads(
            *(
                context.t(f"report.assumptions.{name}")
                for name in ("name", "value", "unit", "bounds", "reason", "confidence", "key")
            )
        ),
        rows=tuple(rows),
        empty="―",
    )
