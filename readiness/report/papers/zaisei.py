"""財政協議表・予算見積書: what the next budget is asked for (B1 to B7), one table a page, in thousands of yen."""

from __future__ import annotations

from readiness.figures.budget import Asked, ItemSum, asked, item_sums, lines_of, standing
from readiness.model.body import BudgetTime
from readiness.model.budgeting import GrantState
from readiness.model.facts import Result
from readiness.report.context import ReportContext
from readiness.report.papers.budget_annex import (
    burden_table,
    carried_over_table,
    execution_table,
    left_out_table,
    open_table,
)
from readiness.report.papers.budget_tables import detail_table, summary_table
from readiness.report.papers.comparison import comparison_table
from readiness.report.papers.form import Form
from readiness.report.papers.paper import Block, Break, Grid, Paper, Para

# What a budget is made of: amounts, terms, and which budget they fall into.
_RESTS = frozenset({Result.FINANCE, Result.BUDGET})


def zaisei(context: ReportContext) -> Paper:
    """The paper of the fiscal year the body asks for."""
    form = Form(context=context)
    ground = form.ground
    year = ground.year
    lines = lines_of(ground, year)
    whole = asked(ground, f"budget.{year}.asked", lines)
    items = item_sums(ground, year, lines)
    cycle = form.budget.cycle or BudgetTime.INITIAL
    blocks: list[Block] = [
        *_opening(form, whole),
        Grid(table=summary_table(form, year, items), unit=form.t("unit")),
        *_below_summary(form, items, year),
    ]
    priced = context.sees("Contract", "annual_amount")
    for table in (
        detail_table(form, lines, whole),
        burden_table(form),
        *([comparison_table(form)] if priced else []),
        open_table(form, lines),
        carried_over_table(form, year),
        *([execution_table(form)] if priced else []),
        left_out_table(form),
    ):
        blocks += [Break(), Grid(table=table, unit=form.t("unit"))]
    return Paper(
        key="zaisei",
        rests=_RESTS,
        stem="zaisei",
        title=form.t("zaisei.title", year=context.fiscal(year), cycle=form.stated(cycle)),
        head=form.head(),
        blocks=tuple(blocks),
        foot=form.foot,
        landscape=True,
        prose=False,
        numbered=False,  # 案 until somebody numbers it
    )


def _opening(form: Form, whole: Asked) -> list[Block]:
    said = [Para(text=form.total_sentence(whole), style="strong", figures=(whole.key,))]
    if form.context.analysis.plan.assumed:
        said.append(Para(text=form.t("zaisei.assumed"), style="note"))
    return list(said)


def _below_summary(form: Form, items: tuple[ItemSum, ...], year: int) -> list[Block]:
    """What is paid under standing contracts, the general funds if a grant fails, and how the sums are made."""
    context = form.context
    said: list[Block] = []
    if context.sees("Contract", "annual_amount"):
        paid = standing(form.ground, year)
        key = "zaisei.standing.partly" if paid.open else "zaisei.standing" if paid.rows else "zaisei.standing.none"
        text = form.t(key, value=f"{paid.thousand:,}", count=paid.open)
        said.append(Para(text=text, style="note", figures=(f"budget.{year}.standing",) if paid.rows else ()))
    else:
        said.append(Para(text=form.t("zaisei.standing.apart"), style="note"))
    grants = {grant.id: grant for grant in context.inventory.grants}
    for one in items:
        item = one.item
        grant = grants.get(item.grant) if item and item.grant else None
        if item is None or grant is None or grant.state is GrantState.DECIDED or not one.lines or one.asked.missing:
            continue
        told = {"grant": grant.label, "state": form.stated(grant.state), "project": item.label}
        text = form.t("zaisei.grant_fails", value=f"{one.asked.thousand:,}", **told)
        said.append(Para(text=text, style="note", figures=(one.asked.key,)))
    said.append(Para(text=form.t("zaisei.rounding", rounding=form.rounding), style="note"))
    return said
