"""財政協議表: cost rows by fiscal year, account and nature; every total is the sum of the rows shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from readiness.figures.money import by_account, by_nature, committed_rows
from readiness.figures.planned import account_key
from readiness.model.money import Basis, Sum, Tax
from readiness.model.plan import CostNature, CostRow
from readiness.model.plan.moves import MoveId
from readiness.model.unknown import UNKNOWN, Unknown
from readiness.report.context import ReportContext
from readiness.tables.table import Cell, Row, Table, heads


def remarks(context: ReportContext, found: Sum, about: str) -> str:
    """What belongs beside a sum: how much of it is a rough quote, and what has no amount."""
    stated = [context.t("report.finance.rough_part", yen=f"{found.rough:,}", about=about)] if found.rough else []
    stated += [context.t("report.finance.unquoted", count=len(found.missing), about=about)] if found.missing else []
    return context.join(stated)


def subject_word(context: ReportContext, subject: str) -> str:
    """What a row is about: a system, a contract, a link or the whole body."""
    inventory = context.inventory
    if subject in inventory.contract_by_id:
        return context.name("contract", subject)
    if subject in inventory.system_by_id:
        return context.name("system", subject)
    if subject == inventory.body.id:
        return inventory.body.label
    move = context.analysis.plan.move_by_id.get(MoveId(subject))
    return context.render(move.title) if move else context.link(subject)


def about_word(context: ReportContext, row: CostRow) -> str:
    """What a row is about; a row of the whole body, or of a move nobody has priced, names the move
    or the day it is for.
    """
    move = context.analysis.plan.move_by_id.get(row.move) if row.move else None
    whole = move is not None and len(move.systems) > 1 and any(note.key == "plan.cost.unquoted" for note in row.notes)
    if move is not None and (whole or row.subject == context.inventory.body.id):
        return context.t("report.finance.of_move", move=move.title)
    days = (dict(note.params)["date"] for note in row.notes if note.key == "plan.cost.links_unquoted")
    if isinstance(day := next(days, None), date):
        return context.t("report.finance.of_day", day=context.day(day))
    return subject_word(context, row.subject)


def finance_row(context: ReportContext, row: CostRow, key: str) -> Row:
    """One row. Contract prices stay inside the body: outside they are left out by the caller."""
    basis = [context.t("report.finance.rough")] if row.approximate else []
    if not isinstance(row.tax, Unknown):
        # The plan's amounts include tax where the quote tells it; what the quote said stays visible.
        basis.append(
            context.t("report.finance.quoted_with", tax=context.say(row.tax))
            if row.tax is Tax.EXCLUDED
            else context.say(row.tax)
        )
    if row.exchange_rate:
        basis.append(context.t("report.finance.rate", rate=row.exchange_rate))
    basis += [context.render(note) for note in row.notes]
    basis += _multi_year(context, row)
    quote = [context.say(row.number)] if row.quotes or row.basis is Basis.CONTRACT else []
    dates = []
    if not isinstance(row.quoted_on, Unknown):
        dates.append(context.t("report.finance.quoted_on", day=context.day(row.quoted_on)))
    if not isinstance(row.valid_until, Unknown):
        dates.append(context.t("report.finance.valid_until", day=context.day(row.valid_until)))
    return (
        Cell(text=context.fiscal(row.fiscal_year)),
        context.cell(row.account),
        Cell(text=context.say(row.nature)),
        Cell(text=context.say(row.item), sub=about_word(context, row)),
        context.cell(row.amount, sub=_carried(context, row, key), figure=key),
        context.cell(row.funding),
        Cell(text=context.join(quote) or "―", sub=context.join(dates)),
        Cell(text=context.join(dict.fromkeys(basis)) or "―"),
    )


def _carried(context: ReportContext, row: CostRow, about: str) -> str:
    """The reference beside a price nobody has told; it is in no sum."""
    return context.t("report.years.carried", yen=f"{row.carried:,}", about=about) if row.carried is not None else ""


COLUMNS = ("year", "account", "nature", "item", "amount", "funding", "quote", "basis")


def _multi_year(context: ReportContext, row: CostRow) -> list[str]:
    """What allows the body to pay in a later year than the one that commits to it (債務負担行為 …), or 未確認."""
    if row.nature is not CostNature.LATER:
        return []
    mine = [p for p in context.inventory.procurements if row.subject in {*p.systems, p.contract}]
    bases = [procurement.multi_year for procurement in mine] or [UNKNOWN]
    return [context.t("report.finance.multi_year", basis=context.say(basis)) for basis in dict.fromkeys(bases)]


def summary_table(context: ReportContext, rows: tuple[CostRow, ...]) -> Table:
    """Fiscal year × nature over what the plan adds, with the number of rows without an amount; years lead to rows."""
    sums = by_nature(rows)
    body: list[Row] = []
    for year in dict.fromkeys(year for year, _ in sums):
        label = context.t("report.finance.all") if year is None else context.fiscal(year)
        cells = [Cell(text=label, href=f"#{cost_anchor(year)}" if year else "")]
        for nature in (*CostNature, None):
            key = f"added.{year or 'all'}.{nature.value if nature else 'all'}"
            cells.append(_sum(context, sums[year, nature], key))
        body.append(tuple(cells))
    return Table(
        id="t-finance-sum",
        ordered=True,
        caption=context.t("report.finance.sum"),
        columns=heads(
            context.t("report.finance.year"),
            *(context.say(nature) for nature in CostNature),
            context.t("report.finance.total"),
        ),
        rows=tuple(body) if rows else (),
        empty=context.t("report.finance.empty"),
    )


def _sum(context: ReportContext, found: Sum, key: str = "") -> Cell:
    if isinstance(found.at_least, Unknown):
        rows = len(found.missing)  # without any row it is neither 0 nor unknown
        if not rows:
            return Cell(text="―", figure=key)
        return context.cell(UNKNOWN, sub=context.t("report.finance.rows", count=rows, about=key), figure=key)
    return Cell(
        text=f"{found.at_least:,}", raw=found.at_least, number=True, sub=remarks(context, found, key), figure=key
    )


def account_table(context: ReportContext, rows: tuple[CostRow, ...]) -> Table:
    """Account × fiscal year; accounts lead to the rows, which tell theirs."""
    sums = by_account(rows)
    years = sorted({row.fiscal_year for row in rows})
    accounts = list(dict.fromkeys(account for account, _ in sums))
    accounts.sort(key=lambda account: (isinstance(account, Unknown), context.say(account)))
    body: list[Row] = []
    for account in accounts:
        cells = [context.cell(account)._replace(href="#t-finance")]
        cells += [_sum(context, sums[account, year], account_key(account, year)) for year in (*years, None)]
        body.append(tuple(cells))
    return Table(
        id="t-finance-accounts",
        caption=context.t("report.finance.accounts"),
        columns=heads(
            context.t("report.finance.account"),
            *(context.fiscal(year) for year in years),
            context.t("report.finance.total"),
        ),
        rows=tuple(body),
        empty=context.t("report.finance.empty"),
    )


def cost_anchor(year: int) -> str:
    """Where the rows of a fiscal year begin."""
    return f"cost-{year}"


def detail_table(context: ReportContext, keyed: Sequence[tuple[str, CostRow]]) -> Table:
    """Every row by the key of its figure; a sum of a year leads to its first one."""
    rows = [row for _, row in keyed]
    first = {row.fiscal_year: row for row in reversed(rows)}
    return Table(
        id="t-finance",
        caption=context.t("report.finance.caption"),
        columns=heads(*(context.t(f"report.finance.{name}") for name in COLUMNS)),
        rows=tuple(
            (cells[0]._replace(anchor=cost_anchor(row.fiscal_year)), *cells[1:])
            if first[row.fiscal_year] is row
            else cells
            for row, cells in ((row, finance_row(context, row, key)) for key, row in keyed)
        ),
        empty=context.t("report.finance.empty"),
    )


def committed_table(context: ReportContext) -> Table:
    """Payments under contracts in force or signed (既契約): for reference, in no sum of what the plan adds."""
    found = detail_table(context, committed_rows(context.analysed))
    cells = tuple((row[0]._replace(anchor=""), *row[1:]) for row in found.rows)
    return replace(found, id="t-finance-committed", caption=context.t("report.finance.committed"), rows=cells)
