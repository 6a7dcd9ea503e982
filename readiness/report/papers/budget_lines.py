"""The lines of a budget paper: what one fiscal year is asked for, by budget item, each in thousands of yen (積算)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from readiness.model.budgeting import BudgetItem
from readiness.model.dates import fiscal_year
from readiness.model.money import Basis, Quote
from readiness.model.plan import CostRow
from readiness.model.record import Maybe
from readiness.model.unknown import Unknown, known
from readiness.report.papers.form import Form

# What is paid under contracts that stand already is shown apart and never asked for again (既契約).
STANDING = frozenset({"current_contract", "signed_contract"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of the plan's money in a year; `yen` unknown where nobody has quoted it."""

    row: CostRow
    item: BudgetItem | None
    quote: Quote | None

    @property
    def yen(self) -> Maybe[int]:
        """Whole yen, tax included."""
        return self.row.amount

    @property
    def rough(self) -> bool:
        """Whether it is only an estimate: 概算, or a quote whose day has passed."""
        return self.row.approximate or self.row.basis is Basis.ESTIMATE


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The sum of some lines in thousands: what is known, what of it is rough, how many are without a price."""

    thousand: int
    rough: int
    missing: int
    lines: int

    @property
    def unknown(self) -> bool:
        """Whether nothing of it is known."""
        return self.lines > 0 and self.lines == self.missing


def asked_year(form: Form) -> int:
    """The fiscal year the paper asks for: the body's entry, else the next one."""
    return form.budget.year or fiscal_year(form.context.as_of) + 1


def lines_of(form: Form, year: int) -> tuple[Line, ...]:
    """What is asked for in a year, standing contracts left out."""
    inventory = form.context.inventory
    quotes = {quote.id: quote for quote in inventory.quotes}
    items = {item.id: item for item in inventory.budget_items}
    found = []
    for row in form.context.analysis.plan.cost_rows:
        if row.fiscal_year != year or row.item in STANDING:
            continue
        if row.basis is Basis.CONTRACT and not form.context.sees("Contract", "extraction_fee"):
            continue
        quote = quotes.get(row.quotes[0]) if row.quotes else None
        contract = inventory.contract_by_id.get(row.subject)
        told = (quote.budget_item if quote else None) or (contract.budget_item if contract else None)
        found.append(Line(row=row, item=items.get(told) if told else None, quote=quote))
    return tuple(found)


def standing_rows(form: Form, year: int) -> tuple[CostRow, ...]:
    """What is paid in a year under contracts that stand already."""
    return tuple(
        row for row in form.context.analysis.plan.cost_rows if row.fiscal_year == year and row.item in STANDING
    )


def asked(form: Form, lines: Iterable[Line]) -> Asked:
    """Their sum; each line is rounded before it is added, so that the sum is that of the printed lines."""
    listed = list(lines)
    told = [(form.thousand(line.yen), line.rough) for line in listed if not isinstance(line.yen, Unknown)]
    return Asked(
        thousand=sum(value for value, _ in told),
        rough=sum(value for value, rough in told if rough),
        missing=len(listed) - len(told),
        lines=len(listed),
    )


def total_sentence(form: Form, found: Asked) -> str:
    """The sum in words. 合計 alone only where every price is known; where there is no line, nothing was summed."""
    if not found.lines:
        return form.t("no_lines")
    rough = form.t("rough_part", value=f"{found.rough:,}") if found.rough else ""
    if found.unknown:
        return form.t("none_quoted", count=found.missing)
    if found.missing:
        return form.t("at_least", value=f"{found.thousand:,}", rough=rough, count=found.missing)
    return form.t("whole", value=f"{found.thousand:,}", rough=rough)


def general_funds(line_total: int, earmarked: Iterable[Maybe[int] | None]) -> Maybe[int]:
    """一般財源 in thousands: what the earmarked funds leave; unknown where one of them is."""
    left = line_total
    for amount in earmarked:
        if isinstance(amount, Unknown):
            return amount
        left -= 0 if amount is None else amount
    return left


def earmarked_known(item: BudgetItem | None) -> bool:
    """Whether the item tells every part of its funding."""
    funding = item.funding if item else None
    return funding is not None and all(
        known(part) for part in (funding.national, funding.prefectural, funding.bond, funding.other)
    )
