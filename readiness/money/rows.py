"""財政協議表: charges by fiscal year, account, item and funding; its total is the plan's total by construction."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from readiness.model.contract import MultiYearBasis
from readiness.model.dates import fiscal_year
from readiness.model.inventory import Inventory
from readiness.model.measure import Measure
from readiness.model.plan import CostNature, CostRow
from readiness.model.unknown import UNKNOWN, known
from readiness.money.charges import CURRENT_CONTRACT, Charge


def cost_rows(inventory: Inventory, charges: Iterable[Charge]) -> tuple[CostRow, ...]:
    """One row per charge and fiscal year, by year, account, item and subject."""
    rows = [
        _row(inventory, charge, year, nature=_nature(inventory, charge, year), place=place)
        for charge in charges
        for place, (year, _) in enumerate(charge.years())
    ]
    return tuple(sorted(rows, key=_order))


def _row(inventory: Inventory, charge: Charge, year: int, *, nature: CostNature, place: int) -> CostRow:
    quote, contract = charge.quote, charge.contract
    amount = charge.years()[place][1]
    if quote is None:
        return CostRow(
            fiscal_year=year,
            account=UNKNOWN,
            item=charge.item,
            subject=charge.subject,
            funding=UNKNOWN,
            nature=nature,
            amount=amount,
            move=charge.move,
            vendor=contract.vendor if contract is not None else UNKNOWN,
            number=contract.number if contract is not None else UNKNOWN,
            notes=charge.notes,
        )
    return CostRow(
        fiscal_year=year,
        account=quote.account,
        item=charge.item,
        subject=charge.subject,
        funding=quote.funding,
        nature=nature,
        amount=amount,
        move=charge.move,
        quotes=() if "#" in quote.id else (quote.id,),
        vendor=quote.vendor,
        number=quote.number,
        quoted_on=quote.quoted_on,
        valid_until=quote.valid_until,
        tax=quote.tax,
        exchange_rate=quote.exchange_rate,
        approximate=quote.approximate,
        notes=charge.notes,
    )


def _nature(inventory: Inventory, charge: Charge, year: int) -> CostNature:
    """後年度負担 = paid in a later year than the one that commits to it; what runs already is plain 経常."""
    if charge.day is not None:
        for procurement in inventory.procurements:
            bound = procurement.multi_year in {MultiYearBasis.DEBT_BURDEN, MultiYearBasis.LONG_TERM}
            mine = charge.subject in {*procurement.systems, procurement.contract}
            if mine and bound and known(procurement.budget_year) and year > procurement.budget_year:
                return CostNature.LATER
        return CostNature.ONE_OFF
    if charge.item == CURRENT_CONTRACT or charge.start is None:
        return CostNature.RECURRING
    return CostNature.RECURRING if year == fiscal_year(charge.start) else CostNature.LATER


def _order(row: CostRow) -> tuple[int, str, str, str, str]:
    account = row.account.value if known(row.account) else "~"
    return row.fiscal_year, str(account), row.nature.value, row.item, row.subject


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


def expired(rows: Iterable[CostRow], as_of: date) -> tuple[CostRow, ...]:
    """Rows whose quote is no longer valid on `as_of`."""
    return tuple(row for row in rows if isinstance(row.valid_until, date) and row.valid_until < as_of)
