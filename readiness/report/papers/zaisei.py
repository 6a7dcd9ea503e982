"""財政協議表・予算見積書: what the next budget is asked for (B1 to B7), one table a page, in thousands of yen."""

from __future__ import annotations

from readiness.model.body import BudgetTime
from readiness.model.budgeting import GrantState
from readiness.model.facts import Result
from readiness.model.unknown import known
from readiness.report.context import ReportContext
from readiness.report.papers.budget_annex import (
    burden_table,
    carried_over_table,
    execution_table,
    left_out_table,
    open_table,
)
from readiness.report.papers.budget_lines import Line, asked, asked_year, lines_of, standing_rows, total_sentence
from readiness.report.papers.budget_tables import by_item, detail_table, summary_table
from readiness.report.papers.comparison import comparison_table
from readiness.report.papers.form import Form
from readiness.report.papers.paper import Block, Break, Grid, Paper, Para

# What a budget is made of: amounts, terms, and which budget they fall into.
_RESTS = frozenset({Result.FINANCE, Result.BUDGET})


def zaisei(context: ReportContext) -> Paper:
    """The paper of the fiscal year the body asks for."""
    form = Form(context=context)
    year = asked_year(form)
    lines = lines_of(form, year)
    cycle = form.budget.cycle or BudgetTime.INITIAL
    blocks: list[Block] = [
        *_opening(form, lines),
        Grid(table=summary_table(form, by_item(form, lines)), unit=form.t("unit")),
        *_below_summary(form, lines, year),
    ]
    priced = context.sees("Contract", "annual_amount")
    for table in (
        detail_table(form, lines),
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
    )


def _opening(form: Form, lines: tuple[Line, ...]) -> list[Block]:
    said = [Para(text=total_sentence(form, asked(form, lines)), style="strong")]
    if form.context.analysis.plan.assumed:
        said.append(Para(text=form.t("zaisei.assumed"), style="note"))
    return list(said)


def _below_summary(form: Form, lines: tuple[Line, ...], year: int) -> list[Block]:
    """What is paid under standing contracts, the general funds if a grant fails, and how the sums are made."""
    context = form.context
    said: list[Block] = []
    if context.sees("Contract", "annual_amount"):
        standing = [row.amount for row in standing_rows(form, year)]
        total = sum(form.thousand(amount) for amount in standing if known(amount))
        open_ = sum(not known(amount) for amount in standing)
        key = "zaisei.standing.partly" if open_ else "zaisei.standing" if standing else "zaisei.standing.none"
        said.append(Para(text=form.t(key, value=f"{total:,}", count=open_), style="note"))
    else:
        said.append(Para(text=form.t("zaisei.standing.apart"), style="note"))
    grants = {grant.id: grant for grant in context.inventory.grants}
    for item in context.inventory.budget_items:
        grant = grants.get(item.grant) if item.grant else None
        own = [line for line in lines if line.item is item]
        if grant is None or grant.state is GrantState.DECIDED or not own or asked(form, own).missing:
            continue
        total = asked(form, own).thousand
        state = form.stated(grant.state)
        text = form.t("zaisei.grant_fails", grant=grant.label, state=state, project=item.label, value=f"{total:,}")
        said.append(Para(text=text, style="note"))
    said.append(Para(text=form.t("zaisei.rounding", rounding=form.rounding), style="note"))
    return said
