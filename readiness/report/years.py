"""The plan beside 現状維持 by fiscal year, quotes that are in no row, and ways in yen and link-months."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from readiness.figures.figure import key_of
from readiness.figures.money import all_years, difference, way_key
from readiness.model.dates import add_months, fiscal_year_end
from readiness.model.money import Sum
from readiness.model.plan import Tradeoff, YearTotals
from readiness.model.unknown import UNKNOWN, known
from readiness.report.context import ReportContext
from readiness.tables.table import Cell, Row, Table, heads, reckoned, with_sums

MONTHS = 12
YEARS = ("year", "committed", "nothing", "one_off", "running", "difference", "so_far")


def years_table(context: ReportContext) -> Table:
    """既契約・現状維持・移行案(臨時・経常)・差引・累計 over five fiscal years; a part year is labelled as one."""
    plan = context.analysis.plan
    seen = context.sees("Contract", "annual_amount") and context.sees("Quote", "amount")
    years = plan.years if seen else ()
    rows = [_year(context, year) for year in years]
    if rows:
        rows = [*with_sums((*_reckoned(rows), _total(context, years)))]
        rows[-1] = _across(rows[-1])
    until = context.t("report.years.nothing_until", date=plan.nothing_until) if plan.nothing_until else ""
    return Table(
        id="t-finance-years",
        ordered=True,
        caption=context.t("report.years.caption") + (f" {until}" if until else ""),
        columns=heads(*(context.t(f"report.years.{name}") for name in YEARS)),
        rows=tuple(rows),
        empty=context.t("report.finance.empty"),
    )


def _reckoned(rows: Sequence[Row]) -> list[Row]:
    """差引 and 累計 as formulas of the cells they are made of, where those cells give them."""
    so_far, found = 0.0, []
    for at, row in enumerate(map(_across, rows)):
        so_far += _number(row[5])
        found.append((*row[:6], reckoned(row[6], f"SUM({{5@0:{at}}})", so_far)))
    return found


def _across(row: Row) -> Row:
    """既契約 and 移行案 less 現状維持; what stands there as words counts for nothing in a SUM, as here."""
    difference = _number(row[1]) + _number(row[3]) + _number(row[4]) - _number(row[2])
    return (*row[:5], reckoned(row[5], "SUM({1},{3},{4})-SUM({2})", difference), row[6])


def _number(cell: Cell) -> float:
    return cell.raw if isinstance(cell.raw, int | float) else 0


def part_of(context: ReportContext, year: YearTotals) -> str:
    """The months of a year that has begun, from the first that is counted to March; nothing of a whole year."""
    if year.months >= MONTHS:
        return ""
    first = date(year.fiscal_year + 1, 3, 1)
    return context.t("report.years.part", first=add_months(first, 1 - year.months).month)


def _year(context: ReportContext, year: YearTotals) -> Row:
    label = part_of(context, year)
    whole = year.full_year
    full = (
        context.t("report.years.full", yen=f"{whole.at_least:,}") if whole is not None and known(whole.at_least) else ""
    )
    key = f"years.{year.fiscal_year}"
    return (
        Cell(text=context.fiscal(year.fiscal_year), sub=label),
        _committed(context, year.committed, f"{key}.committed", full),
        _nothing(context, year, f"{key}.nothing"),
        _sum(context, year.one_off, f"{key}.one_off"),
        _sum(context, year.running, f"{key}.running"),
        _difference(context, f"{key}.difference", year.shared),
        _difference(context, f"{key}.so_far"),
    )


def ended(context: ReportContext, year: YearTotals) -> str:
    """What is said of a year in which going on as today must end (継続不可): of all of it, or of what is in the sum."""
    until = context.analysis.plan.nothing_until
    if until is None or until >= fiscal_year_end(year.fiscal_year):
        return ""
    whole = not known(year.nothing.at_least) and not year.nothing.missing
    return context.t(f"report.years.{'ended' if whole else 'until'}")


def _nothing(context: ReportContext, year: YearTotals, key: str) -> Cell:
    found, said = _sum(context, year.nothing, key), ended(context, year)
    if found.text == "―":
        return found._replace(text=said or found.text)
    return found._replace(sub=context.join([one for one in (found.sub, said) if one]))


def _committed(context: ReportContext, total: Sum, key: str, more: str = "") -> Cell:
    """A year no contract is told for is not known, whatever is planned in it."""
    if not known(total.at_least) and not total.missing:
        return context.cell(UNKNOWN, sub=context.t("report.years.no_contract"), figure=key)
    return _sum(context, total, key, more)


def _total(context: ReportContext, years: Sequence[YearTotals]) -> Row:
    whole = all_years(years)
    return (
        Cell(text=context.t("report.years.all")),
        _committed(context, whole["committed"], "years.all.committed"),
        *(_sum(context, whole[name], f"years.all.{name}") for name in ("nothing", "one_off", "running")),
        _difference(context, "years.all.difference", difference(whole)[1]),
        Cell(text="―"),
    )


def _sum(context: ReportContext, total: Sum, key: str, more: str = "") -> Cell:
    """What is known; beside it how many amounts are missing, the part that is rough, and the reference.

    Nothing told and nothing missing: nothing falls due.
    """
    stated = [more] if more else []
    if total.rough:
        stated.append(context.t("report.finance.rough_part", yen=f"{total.rough:,}", about=key))
    if total.missing:
        stated.append(context.t("report.years.missing", count=len(total.missing), about=key))
    if total.carried:
        stated.append(context.t("report.years.carried", yen=f"{total.carried:,}", about=key))
    sub = context.join(stated)
    if not known(total.at_least):
        return context.cell(UNKNOWN, sub=sub, figure=key) if total.missing else Cell(text="―", figure=key)
    return Cell(text=f"{total.at_least:,}", raw=total.at_least, number=True, sub=sub, figure=key)


def _difference(context: ReportContext, key: str, shared: int = 0) -> Cell:
    """What the plan costs more; said beside it: how many prices cancel, and how many make it a bound."""
    yen = context.figures[key].value
    if not isinstance(yen, int):
        return Cell(text=context.t("report.years.open"), figure=key)
    said = context.t("report.years.shared", count=shared, about=key) if shared else ""
    said = context.join([one for one in (said, bound(context, key)) if one])
    return Cell(text=f"{yen:+,}" if yen else "0", raw=yen, number=True, sub=said, figure=key)


def bound(context: ReportContext, key: str) -> str:
    """What a difference without the prices of one side is: at least as much more, or as much less."""
    found = context.figures[key]
    if not found.missing or not isinstance(found.value, int):
        return ""
    return context.t(f"report.years.{'more' if found.value > 0 else 'less'}", count=found.missing, about=key)


def left_out_table(context: ReportContext) -> Table:
    """計上しなかった見積: every quote that is in no row of the plan, and why."""
    quotes = {quote.id: quote for quote in context.inventory.quotes}
    seen = context.sees("Quote", "amount")
    rows: list[Row] = []
    for left in context.analysis.plan.left_out if seen else ():
        quote = quotes[left.quote]
        about = quote.system or quote.contract or quote.interface or context.inventory.body.id
        name = context.inventory.body.label if about == context.inventory.body.id else _name(context, about)
        rows.append(
            (
                Cell(text=quote.label, sub=context.say(quote.number) if known(quote.number) else ""),
                Cell(text=context.say(quote.item), sub=name),
                context.count(key_of("quote", quote.id), sub=context.say(quote.per)),
                Cell(text=context.render(left.reason)),
            )
        )
    return Table(
        id="t-finance-left-out",
        caption=context.t("report.left_out.caption"),
        columns=heads(*(context.t(f"report.left_out.{name}") for name in ("quote", "item", "amount", "reason"))),
        rows=tuple(rows),
        empty=context.t("report.left_out.empty" if seen else "report.left_out.hidden"),
    )


def _name(context: ReportContext, about: str) -> str:
    inventory = context.inventory
    for kind, found in (("system", inventory.system_by_id), ("contract", inventory.contract_by_id)):
        if about in found:
            return context.name(kind, about)
    return context.link(about)


def tradeoff_table(context: ReportContext) -> Table:
    """Ways to go in yen and link-months; one is marked where no other is known to be as good in both."""
    rows = [_tradeoff(context, way) for way in context.analysis.plan.tradeoffs if context.internal]
    return Table(
        id="t-tradeoffs",
        caption=context.t("report.tradeoffs.caption"),
        columns=heads(*(context.t(f"report.tradeoffs.{name}") for name in ("way", "yen", "months", "mark"))),
        rows=tuple(rows),
        empty=context.t("report.strategies.empty"),
    )


def _tradeoff(context: ReportContext, way: Tradeoff) -> Row:
    label = context.say(way.kind) if way.kind is not None else context.t("report.tradeoffs.plan")
    unpriced = context.t("report.years.missing", count=way.unpriced, about=way_key(way.kind)) if way.unpriced else ""
    mark = "report.tradeoffs.efficient" if way.efficient else "report.tradeoffs.other"
    return (
        Cell(text=label),
        context.count(f"{way_key(way.kind)}.yen", sub=unpriced),
        context.count(f"{way_key(way.kind)}.link_months"),
        Cell(text=context.t(mark if way.feasible else "report.tradeoffs.broken")),
    )
