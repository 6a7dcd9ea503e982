"""The plan beside 現状維持 over five fiscal years, by the same terms and the same judge (年度別の比較)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from readiness.model.dates import fiscal_year, fiscal_year_end
from readiness.model.money import FiscalYear
from readiness.model.plan import CostRow, WayCost, YearTotals
from readiness.model.plan.moves import Dates
from readiness.money.charges import Charge
from readiness.money.rent import Rent, Signed, Uncontracted
from readiness.money.rows import committed, cost_rows, money_of
from readiness.money.terms import WhileOld
from readiness.planning.assess import link_charges
from readiness.planning.frame import Frame

YEARS = 5
_DAY = timedelta(days=1)


def five_years(frame: Frame, dates: Dates) -> tuple[YearTotals, ...]:
    """Five fiscal years from the one of `as_of`, also beyond the last day the plan looks at."""
    first = FiscalYear(fiscal_year(frame.as_of))
    last = _last_day(frame)
    unstated = uncontracted(frame)
    plan = _planned(frame, dates, last)
    nothing = _rows(frame, status_quo(frame, last))
    begun = date(first, 4, 1)
    whole = [replace(t, as_of=begun) for t in (*frame.terms, *unstated) if isinstance(t, Rent | Signed | Uncontracted)]
    full = _rows(frame, (c for term in (*whole, *_gone(frame, begun)) for c in term.charges(dates, last)))
    return tuple(_totals(frame, FiscalYear(first + n), plan, nothing, full) for n in range(YEARS))


def _gone(frame: Frame, begun: date) -> list[Rent]:
    """What was paid in the year that has begun under contracts that others have followed since."""
    held = frame.holdings
    return [
        Rent(contract=contract, moves=held.moves(contract), as_of=begun, end=end, relieved=end + _DAY)
        for contract, end in held.gone_since(begun)
    ]


def way_cost(frame: Frame, dates: Dates) -> WayCost:
    """What a way adds: once, and a year in the last of the five fiscal years."""
    last = _last_day(frame)
    rows = [row for row in _planned(frame, dates, last) if not committed(row)]
    year = fiscal_year(frame.as_of) + YEARS - 1
    return WayCost(
        one_off=money_of(row for row in rows if not row.months and row.fiscal_year <= year),
        yearly=money_of(row for row in rows if row.months and row.fiscal_year == year),
        year=year,
    )


def _last_day(frame: Frame) -> date:
    """The end of the five years, or of the plan where it goes beyond."""
    return max(frame.horizon, fiscal_year_end(fiscal_year(frame.as_of) + YEARS - 1))


def _planned(frame: Frame, dates: Dates, last: date) -> tuple[CostRow, ...]:
    """The rows of a way up to a day, temporary links that nobody has quoted among them."""
    charges = (c for term in (*frame.terms, *uncontracted(frame)) for c in term.charges(dates, last))
    return _rows(frame, [*charges, *link_charges(frame, dates)])


def status_quo(frame: Frame, last: date) -> list[Charge]:
    """What the old side costs where nothing moves: contracts, re-lease, extension; each up to its legal last day."""
    stops = legal_stops(frame)
    return [
        charge
        for term in (*frame.terms, *uncontracted(frame))
        if isinstance(term, Rent | WhileOld | Signed | Uncontracted)
        for charge in term.charges(stops, last)
    ]


def legal_stops(frame: Frame) -> Dates:
    """The day after the last one on which each move may stay as it is (継続不可); None where no such day is known."""
    return {
        move: due.day + _DAY if due is not None and due.day >= frame.as_of else None for move, due in frame.dues.items()
    }


def uncontracted(frame: Frame) -> tuple[Uncontracted, ...]:
    """Systems still to move whose present cost is in no contract: they are missing on both sides, not nothing."""
    held = frame.holdings
    return tuple(
        Uncontracted(
            system=system, move=held.move_of[system], as_of=frame.as_of, until=until, served=held.served((system,))
        )
        for system, until in held.uncovered().items()
    )


def nothing_until(frame: Frame) -> date | None:
    """The first last day of 現状維持 for one of the moves; None where no such day is known."""
    return min((due.day for due in frame.dues.values() if due is not None), default=None)


def _rows(frame: Frame, charges: Iterable[Charge]) -> tuple[CostRow, ...]:
    return cost_rows(frame.inventory, charges)


def _totals(
    frame: Frame,
    year: FiscalYear,
    plan: tuple[CostRow, ...],
    nothing: tuple[CostRow, ...],
    full: tuple[CostRow, ...],
) -> YearTotals:
    mine = [row for row in plan if row.fiscal_year == year]
    bound = money_of(row for row in mine if committed(row))
    added = [row for row in mine if not committed(row)]
    once = money_of(row for row in added if not row.months)
    running = money_of(row for row in added if row.months)
    rest = money_of(row for row in nothing if row.fiscal_year == year)
    months = 12 if year > fiscal_year(frame.as_of) else 12 - (frame.as_of.month - 4) % 12
    whole = money_of(row for row in full if row.fiscal_year == year and committed(row))
    planned = bound + once + running
    return YearTotals(
        fiscal_year=year,
        months=months,
        committed=bound,
        one_off=once,
        running=running,
        nothing=rest,
        difference=planned.less(rest),
        shared=planned.shared(rest),
        full_year=whole if months < 12 else None,
    )
