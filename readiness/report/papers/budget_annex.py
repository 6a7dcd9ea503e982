"""B3 債務負担行為, B5 未確定分, B7 執行, and the quotes that stand in no line."""

from __future__ import annotations

from collections.abc import Sequence

from readiness.figures.budget import Line
from readiness.figures.figure import key_of
from readiness.figures.funding import added
from readiness.figures.grants import short
from readiness.figures.walls import EXECUTION, burden_parts, burden_years
from readiness.model.body import PeriodStyle
from readiness.model.budgeting import DebtBurden
from readiness.model.dates import fiscal_year
from readiness.model.money import CostItem, Quote
from readiness.model.record import Maybe
from readiness.model.text import text
from readiness.model.unknown import Unknown, known
from readiness.report.finance import about_word, subject_word
from readiness.report.papers.budget_tables import party, sureness
from readiness.report.papers.form import Form
from readiness.tables.table import Cell, Row, Table, heads


def burden_table(form: Form) -> Table:
    """Matter, period, limit, by year, funding; a limit that is not voted yet is the body's draft."""
    burdens = form.context.inventory.debt_burdens
    names = ("matter", "period", "limit", "paid", "later", "national", "bond", "other", "general", "yearly", "kind")
    return Table(
        id="t-b3",
        caption=form.t("b3"),
        columns=heads(*(form.t(f"b3.{name}") for name in names)),
        rows=tuple(_burden(form, burden) for burden in burdens),
        empty=form.t("b3.none"),
    )


def _burden(form: Form, burden: DebtBurden) -> Row:
    context = form.context
    parts, key = burden_parts(form.analysed, burden), key_of("burden", burden.id)
    yearly = context.join(
        form.t("b3.year", year=context.fiscal(part.year), value=form.money(part.amount).text) for part in burden.yearly
    )
    spans = {
        name: _span(form, [part.year for part in listed])
        for name, listed in zip(("paid", "later"), burden_years(form.analysed, burden), strict=True)
        if listed
    }
    kind = form.stated(burden.kind)
    zero = f" {form.t('b3.zero')}" if burden.zero_first_year else ""
    return (
        Cell(text=burden.matter or burden.label),
        Cell(text=period(form, burden)),
        *(_part(form, value, f"{key}.{name}", spans.get(name, "")) for name, value in parts.items()),
        form.figure(f"{key}.general", unknown="undecided"),
        Cell(text=yearly or form.t("open")),
        Cell(text=f"{kind}{zero}"),
    )


def other_years(form: Form) -> list[str]:
    """要確認: the burdens of which no year is the one in which the plan pays for the works they are for."""
    context = form.context
    plan, bought = context.analysis.plan, {one.id: one for one in context.inventory.procurements}
    said = []
    for burden in () if plan.assumed else context.inventory.debt_burdens:
        systems = bought[burden.procurement].systems if burden.procurement in bought else ()
        recorded = {part.year for part in burden.yearly}
        # A burden of several years is also for running what is bought; of one year it is for works done once.
        paid = added(form.analysed, systems)
        if len(recorded) > 1 and any(
            row.item is CostItem.OPERATION and row.months and known(row.amount) for row in paid
        ):
            continue
        works = [row for row in paid if row.item is CostItem.MIGRATION]
        planned = {row.fiscal_year for row in works}
        if recorded and planned and not recorded & planned:
            said.append(
                form.t(
                    "b3.other_year",
                    matter=burden.matter or burden.label,
                    recorded=_span(form, tuple(recorded)),
                    planned=_span(form, tuple(planned)),
                    systems=context.some(
                        [subject_word(context, id_) for id_ in dict.fromkeys(r.subject for r in works)]
                    ),
                )
            )
    return said


def period(form: Form, burden: DebtBurden) -> str:
    """The years of spending; the year in which it is set is left out unless the body's style includes it."""
    if burden.from_fy is None or burden.to_fy is None:
        return form.t("open")
    first = burden.from_fy
    if form.budget.period_style is PeriodStyle.SETTING:
        first = fiscal_year(burden.voted_on) if burden.voted_on and known(burden.voted_on) else first - 1
    return _span(form, (first, burden.to_fy))


def _span(form: Form, years: Sequence[int]) -> str:
    """The years from the first to the last."""
    first, last = min(years), max(years)
    if first == last:
        return form.context.fiscal(first)
    return form.t("b3.from_to", first=form.context.fiscal(first), last=form.context.fiscal(last))


def _part(form: Form, amount: Maybe[int] | None, key: str, span: str) -> Cell:
    """A number of B3 with its years; what nobody can tell is undecided, a limit is not priced."""
    if isinstance(amount, Unknown) and not key.endswith(".limit"):
        return Cell(text=form.t("undecided"), figure=key)
    return form.money(amount, figure=key)._replace(sub=span)


def open_table(form: Form, lines: Sequence[Line]) -> Table:
    """B5: what has no price yet or only a rough one, whom it was asked of, by when, and how the budget treats it."""
    rows = []
    for line in lines:
        unpriced = isinstance(line.yen, Unknown)
        if not unpriced and not line.rough:
            continue
        quote = line.quote
        dates = [form.context.day(day) for day in (quote.requested_on, quote.reply_due) if day] if quote else []
        undated = "" if dates or not unpriced or isinstance(line.row.vendor, Unknown) else form.t("b5.undated")
        span = (quote.low, quote.high) if quote else (None, None)
        low, high = (form.money(value).text for value in span)
        spread = (
            form.t("b5.spread_of", low=low, high=high)
            if all(value is not None for value in span)
            else form.t("b5.no_spread")
        )
        rows.append(
            (
                Cell(text=form.context.say(line.row.item), sub=about_word(form.context, line.row)),
                Cell(text=_unpriced(form, line) if unpriced else sureness(form, line)),
                Cell(text=" ".join([party(form, line.row), *dates]), sub=undated),
                Cell(text=spread),
                Cell(text=form.t(f"b5.{_treated(line)}")),
            )
        )
    names = ("item", "why", "whom", "spread", "treated")
    return Table(
        id="t-b5",
        caption=form.t("b5"),
        columns=heads(*(form.t(f"b5.{name}") for name in names)),
        rows=tuple(rows),
        empty=form.t("b5.none"),
    )


def _treated(line: Line) -> str:
    """How the budget treats what is open: a rough price is asked for, a highest one is in the limit, else later."""
    if not isinstance(line.yen, Unknown):
        return "rough"
    return "later" if line.quote is None or line.quote.high is None else "in_limit"


def _unpriced(form: Form, line: Line) -> str:
    """Why a line has no amount: nobody was asked, no answer has come, or what its notes say of an amount there is."""
    quote = line.quote
    if quote is None or not isinstance(quote.amount, Unknown):
        notes = form.context.join(form.context.render(note) for note in line.row.notes) if quote else ""
        return notes or form.t("unquoted")
    return form.t("b5.asked" if quote.requested_on else "b5.no_amount")


def execution_table(form: Form) -> Table:
    """B7: how the year goes: budget, contracted, paid, expected, what is short."""
    rows = []
    for item in form.context.inventory.budget_items:
        if item.current is None and item.contracted is None and item.paid is None and item.forecast is None:
            continue
        lacking, key = short(form.analysed, item), key_of("execution", item.id)
        said = form.t("b7.supplement") if known(lacking) and lacking else ""
        left = form.figure(f"{key}.short", sub=said)
        amounts = (form.money(getattr(item, name), figure=f"{key}.{name}") for name in EXECUTION)
        rows.append((Cell(text=item.project or item.label), *amounts, left))
    names = ("project", "current", "contracted", "paid", "forecast", "short")
    return Table(
        id="t-b7",
        caption=form.t("b7"),
        columns=heads(*(form.t(f"b7.{name}") for name in names)),
        rows=tuple(rows),
        empty=form.t("b7.none"),
    )


def _left(form: Form, quote: Quote) -> Cell:
    """What a quote was for, and of what and whose it was, so that it is known again without a number."""
    context = form.context
    about = [subject_word(context, id_) for id_ in (quote.system, quote.contract, quote.interface) if id_]
    if context.names_vendors and known(quote.vendor):
        about.append(context.name("vendor", quote.vendor))
    return Cell(text=context.say(quote.item), sub=context.join(about))


def left_out_table(form: Form, lines: Sequence[Line]) -> Table:
    """計上しなかった見積: every quote that is in no line of the year, with its reason or the years it is paid in."""
    context, plan = form.context, form.context.analysis.plan
    reasons = {left.quote: context.render(left.reason) for left in plan.left_out}
    asked = {quote for line in lines for quote in line.row.quotes}
    for one in context.inventory.quotes:
        paid = [row for row in plan.cost_rows if one.id in row.quotes]
        if not paid or one.id in asked or one.id in reasons:
            continue
        if years := sorted({row.fiscal_year for row in paid if row.amount != 0 or one.amount == 0}):
            reasons[one.id] = form.t("left_out.other_year", years=context.join(map(context.fiscal, years)))
        else:
            reasons[one.id] = context.render(text("plan.left_out.past"))
    rows = tuple(
        (
            Cell(text=form.stated(quote.number)),
            _left(form, quote),
            form.money(quote.amount, figure=key_of("quote", quote.id)),
            Cell(text=reasons[quote.id]),
        )
        for quote in context.inventory.quotes
        if quote.id in reasons
    )
    names = ("number", "item", "amount", "why")
    return Table(
        id="t-left-out",
        caption=form.t("left_out"),
        columns=heads(*(form.t(f"left_out.{name}") for name in names)),
        rows=rows,
        empty=form.t("left_out.none"),
    )
