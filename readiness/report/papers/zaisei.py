"""財政協議表・予算見積書: what the next budget is asked for (B1 to B7), one table a page, in thousands of yen."""

from __future__ import annotations

from readiness.figures.budget import Asked, ItemSum, asked, item_sums, lines_of, standing, supplementary
from readiness.model.body import BudgetTime
from readiness.model.budgeting import GrantState
from readiness.model.contract import ContractKind
from readiness.model.dates import fiscal_year
from readiness.model.facts import Result
from readiness.model.unknown import UNKNOWN
from readiness.report.context import ReportContext
from readiness.report.papers.budget_annex import (
    burden_table,
    execution_table,
    left_out_table,
    open_table,
    other_years,
)
from readiness.report.papers.budget_tables import detail_table, from_general, summary_table
from readiness.report.papers.carried_over import asked_twice, carried_over_table
from readiness.report.papers.comparison import comparison_table
from readiness.report.papers.form import Form
from readiness.report.papers.paper import Block, Break, Grid, Paper, Para

# What a budget is made of: amounts, terms, and which budget they fall into.
_RESTS = frozenset({Result.FINANCE, Result.BUDGET})
# Widths of the columns of B1 in per cent, of a budget of the year and of a supplementary one.
B1 = (7, 6, 6, 7, 10, 7, 7, 7, 5, 6, 5, 5, 5, 7, 5, 5)
B1_MORE = (8, 7, 7, 8, 11, 7, 7, 7, 7, 6, 5, 5, 6, 5, 4)
MOST_RENEWED = 8
MOST_OTHER_DAYS = 4


def zaisei(context: ReportContext) -> Paper:
    """The paper of the fiscal year the body asks for."""
    form = Form(context=context)
    analysed = form.analysed
    year = analysed.year
    lines = lines_of(analysed, year)
    whole = asked(analysed, f"budget.{year}.asked", lines)
    items = item_sums(analysed, year, lines)
    cycle = form.budget.cycle or BudgetTime.INITIAL
    blocks: list[Block] = [
        *_opening(form, whole),
        Grid(table=summary_table(form, year, items), widths=_b1_widths(form), unit=form.t("unit")),
        *_below_summary(form, items, year),
    ]
    priced = context.sees("Contract", "annual_amount")
    for table, widths in (
        (detail_table(form, lines, whole), (12, 13, 12, 11, 10, 7, 7, 5, 5, 18)),
        (burden_table(form), (14, 10, 8, 9, 9, 8, 7, 7, 8, 11, 9)),
        *([(comparison_table(form), (8, 14, 15, 13, 13, 13, 13, 11))] if priced else []),
        (open_table(form, lines), (22, 27, 21, 15, 15)),
        (carried_over_table(form, year), ()),
        *([(execution_table(form), ())] if priced else []),
        (left_out_table(form, lines), (14, 36, 12, 38)),
    ):
        # A page a table; one without rows is a line below what came before.
        blocks += [*([Break()] if table.rows else []), Grid(table=table, widths=widths, unit=form.t("unit"))]
        if table.id == "t-b3":
            blocks += [Para(text=line, style="note") for line in other_years(form)] if priced else []
            blocks += _renewed(form)
        if table.id == "t-b6" and priced:
            blocks += asked_twice(form, year)
        if table.id == "t-b7" and table.rows:
            now = context.fiscal(fiscal_year(context.as_of))
            blocks.append(Para(text=form.t("b7.as_of", year=now, day=context.long_day(context.as_of)), style="note"))
    return Paper(
        key="zaisei",
        rests=_RESTS,
        stem="zaisei",
        title=form.t("zaisei.title", year=context.fiscal(year), cycle=form.stated(cycle)),
        head=form.head(),
        blocks=tuple(blocks),
        foot=form.foot_of_plan if context.analysis.plan.placements else form.foot,
        landscape=True,
        prose=False,
        numbered=False,  # 案 until somebody numbers it
    )


def _opening(form: Form, whole: Asked) -> list[Block]:
    said = [Para(text=form.total_sentence(whole), style="strong", figures=(whole.key,))]
    if form.context.analysis.plan.assumed:
        said.append(Para(text=form.t("zaisei.assumed"), style="note"))
    return list(said)


def _b1_widths(form: Form) -> tuple[int, ...]:
    return B1_MORE if supplementary(form.analysed) else B1


def _renewed(form: Form) -> list[Block]:
    """Contracts that renew themselves without a ground that binds later years: the ground has to be confirmed."""
    context = form.context
    found = [
        contract.label
        for contract in context.analysis.stands.contracts
        if contract.auto_renew is True and contract.kind in (UNKNOWN, ContractKind.SINGLE_YEAR)
    ]
    if not found or not context.sees("Contract", "auto_renew"):
        return []
    text = form.t("zaisei.renewed", contracts=form.context.some(found, MOST_RENEWED), count=len(found))
    return [Para(text=text, style="note")]


def _below_summary(form: Form, items: tuple[ItemSum, ...], year: int) -> list[Block]:
    """What is paid under standing contracts, the general funds if a grant fails, and how the sums are made."""
    context = form.context
    said: list[Block] = []
    if context.sees("Contract", "annual_amount"):
        paid = standing(form.analysed, year)
        none = "zaisei.standing.none" if context.analysis.plan.cost_rows else "zaisei.standing.unplanned"
        partly = "zaisei.standing.partly" if paid.open < paid.rows else "zaisei.standing.open"
        key = partly if paid.open else "zaisei.standing" if paid.rows else none
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
        stated = {"grant": grant.label, "state": form.stated(grant.state), "project": item.label}
        key = "zaisei.grant_fails.transfer" if from_general(one) else "zaisei.grant_fails"
        text = form.t(key, value=f"{one.asked.thousand:,}", **stated)
        said.append(Para(text=text, style="note", figures=(one.asked.key,)))
    for one in items:
        if one.over and one.item is not None:
            key = "zaisei.over_known" if one.asked.missing else "zaisei.over"
            project, value = one.item.project or one.item.label, f"{one.over:,}"
            text = form.t(key, project=project, value=value, count=one.asked.missing)
            said.append(Para(text=text, style="note"))
    said += _other_days(form)
    said.append(Para(text=form.t("zaisei.rounding", rounding=form.rounding), style="note"))
    return said


def _other_days(form: Form) -> list[Block]:
    """要調整: the systems whose recorded day is another than the one by which the money falls into years."""
    stands, plan = form.context.analysis.stands, form.context.analysis.plan
    found = [
        form.t("zaisei.other_day", system=system.label, recorded=form.day(recorded), planned=form.day(planned))
        for system in stands.moving
        if (recorded := stands.by_id[system.id].planned) is not None
        and (planned := plan.date_of_system.get(system.id)) is not None
        and recorded != planned
    ]
    if not found:
        return []
    text = form.t("zaisei.other_days", systems=form.context.some(found, MOST_OTHER_DAYS))
    return [Para(text=text, style="note")]
