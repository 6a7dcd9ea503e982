"""財政協議表: charges by fiscal year, account, item and funding; its total is the plan's total by construction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from readiness.model.budgeting import BudgetItem
from readiness.model.contract import MultiYearBasis
from readiness.model.inventory import Inventory
from readiness.model.measure import Measure
from readiness.model.money import Account, Basis, ContractItem, FiscalYear, LeftOut, Money, Sum
from readiness.model.plan import CostNature, CostRow
from readiness.model.record import ContractId, Maybe
from readiness.model.ref import Ref
from readiness.model.text import text
from readiness.model.unknown import UNKNOWN, known
from readiness.money.charges import Charge, Price


def cost_rows(inventory: Inventory, charges: Iterable[Charge]) -> tuple[CostRow, ...]:
    """One row per charge and fiscal year, by year, account, item and subject."""
    rows = [_row(inventory, charge, year, amount) for charge in charges for year, amount in charge.shares]
    return tuple(sorted(rows, key=_order))


def _row(inventory: Inventory, charge: Charge, year: FiscalYear, amount: Maybe[int]) -> CostRow:
    price, quote, contract = charge.price, charge.price.quote, charge.price.contract
    stated = quote or contract
    return CostRow(
        fiscal_year=year,
        account=_account(inventory, price),
        item=price.item,
        subject=price.subject,
        funding=quote.funding if quote is not None else UNKNOWN,
        nature=_nature(inventory, charge, year),
        amount=amount,
        move=charge.move,
        quotes=(quote.id,) if quote is not None else (),
        vendor=stated.vendor if stated is not None else UNKNOWN,
        number=stated.number if stated is not None else UNKNOWN,
        quoted_on=quote.quoted_on if quote is not None else UNKNOWN,
        valid_until=quote.valid_until if quote is not None else UNKNOWN,
        tax=quote.tax if quote is not None else UNKNOWN,
        exchange_rate=quote.exchange_rate if quote is not None else None,
        approximate=price.basis is Basis.ESTIMATE,
        basis=price.basis,
        carried=dict(charge.carried).get(year),
        months=charge.months_in(year),
        notes=(*price.notes, *charge.notes),
    )


def _account(inventory: Inventory, price: Price) -> Maybe[Account]:
    """会計: as the quote says, else as the contract that is paid or that the quote is about."""
    quote = price.quote
    if quote is not None and known(quote.account):
        return quote.account
    contract = price.contract or (inventory.contract_by_id.get(quote.contract) if quote and quote.contract else None)
    return contract.account if contract is not None and contract.account is not None else UNKNOWN


def _nature(inventory: Inventory, charge: Charge, year: int) -> CostNature:
    """後年度負担 = paid in a later year than the one that commits to it; what runs already is plain 経常."""
    if charge.once:
        for procurement in inventory.procurements:
            bound = procurement.multi_year in {MultiYearBasis.DEBT_BURDEN, MultiYearBasis.LONG_TERM}
            mine = charge.price.subject in {*procurement.systems, procurement.contract}
            if mine and bound and known(procurement.budget_year) and year > procurement.budget_year:
                return CostNature.LATER
        return CostNature.ONE_OFF
    if isinstance(charge.price.item, ContractItem):
        return CostNature.RECURRING
    return CostNature.RECURRING if year == charge.begins else CostNature.LATER


def _order(row: CostRow) -> tuple[int, str, str, str, str, tuple[str, ...]]:
    account = row.account.value if known(row.account) else "~"
    return row.fiscal_year, str(account), row.nature.value, row.item.value, row.subject, row.quotes


def budget_item_of(inventory: Inventory, row: CostRow) -> BudgetItem | None:
    """The budget item (予算科目) a row falls onto: as its quote says, else its contract."""
    quote = next((quote for quote in inventory.quotes if quote.id in row.quotes[:1]), None)
    contract = inventory.contract_by_id.get(ContractId(row.subject))
    stated = (quote.budget_item if quote else None) or (contract.budget_item if contract else None)
    return next((item for item in inventory.budget_items if stated and item.id == stated), None)


def funded_above(item: BudgetItem, amounts: Iterable[Maybe[int]]) -> int:
    """By how many yen the known sources of an item exceed the known amounts it pays for; 0 where they do not."""
    stated = item.funding.earmarked if item.funding is not None else 0
    return max(0, stated - sum(amount for amount in amounts if known(amount)))


def committed(row: CostRow) -> bool:
    """Whether a row is paid under a contract that is in force or signed already (既契約): nothing the plan adds."""
    return isinstance(row.item, ContractItem)


def requested(rows: Iterable[CostRow]) -> Measure:
    """What the plan adds, payments under contracts in force left out (移行案の所要額)."""
    return replace(total_of(row for row in rows if not committed(row)), name="plan.requested")


def total_of(rows: Iterable[CostRow]) -> Measure:
    """The plan's total: the known yen, and how many of the rows have a price. No priced row = unknown."""
    rows = tuple(rows)
    amounts = [row.amount for row in rows if known(row.amount)]
    return Measure(
        name="plan.total",
        value=sum(amounts) if amounts else UNKNOWN,
        unit="unit.yen",
        known=len(amounts),
        total=len(rows),
        subjects=tuple(dict.fromkeys(quote for row in rows for quote in row.quotes)),
    )


def money_of(rows: Iterable[CostRow]) -> Sum:
    """The sum of rows; one without a price is missing, and its reference is beside it.

    A missing price is told apart by what it is for and by its months: three months are not the same as twelve.
    """
    found: list[Money] = []
    for row in rows:
        place = (Ref("", (row.item.value, row.subject, *row.quotes, row.months)),)
        year = FiscalYear(row.fiscal_year)
        found.append(Money(yen=row.amount, year=year, basis=row.basis, evidence=place))
        if row.carried is not None and not known(row.amount):
            found.append(Money(yen=row.carried, year=year, basis=Basis.CARRIED, evidence=place))
    return Sum.of(found)


def left_out(inventory: Inventory, rows: Iterable[CostRow], unusable: Iterable[LeftOut]) -> tuple[LeftOut, ...]:
    """計上しなかった見積: the quotes that can be in no row, and those that are not due under these dates."""
    reasons = {found.quote: found for found in unusable}
    shown = {quote for row in rows for quote in row.quotes}
    return tuple(
        reasons.get(quote.id) or LeftOut(quote=quote.id, reason=text("plan.left_out.not_due"))
        for quote in inventory.quotes
        if quote.id not in shown
    )


def expired(rows: Iterable[CostRow], as_of: date) -> tuple[CostRow, ...]:
    """Rows whose quote is no longer valid on `as_of`."""
    return tuple(row for row in rows if isinstance(row.valid_until, date) and row.valid_until < as_of)
