"""The next renewal, counted back from each contract's end: data-return test, extraction quote, RFI, budget, RFP."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from readiness.model.contract import Contract, ContractKind
from readiness.model.dates import fiscal_year, months_before
from readiness.model.record import Maybe
from readiness.model.standard.budget import BudgetCycle
from readiness.model.standard.standard import Standard
from readiness.model.unknown import UNKNOWN, known

# The gates of a renewal in order, each with its assumption.
GATES = (
    ("data_return_test", "renewal.data_return_test_months"),
    ("extraction_quote", "renewal.extraction_quote_months"),
    ("rfi", "renewal.rfi_months"),
    ("budget_request", "renewal.budget_request_months"),
    ("rfp", "renewal.rfp_months"),
    ("contract_gate", "renewal.contract_months"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RenewalGate:
    """A gate with its day; `passed` when the day lies before the reference date. The months are an assumption."""

    key: str
    day: date
    passed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Renewal:
    """The timeline of one contract. Without a known end there are no gates, and the end must be asked for.

    `yearly`: a contract of one fiscal year is renewed by the yearly round of the body, not prepared years ahead.
    """

    contract: Contract
    end: Maybe[date]
    gates: tuple[RenewalGate, ...] = ()
    yearly: bool = False


def renewals(running: Iterable[Contract], standard: Standard, as_of: date) -> tuple[Renewal, ...]:
    """Of contracts in force or to come, the one that ends first at the top, those without a known end last."""
    ordered = sorted(running, key=lambda contract: (contract.end if known(contract.end) else date.max, contract.id))
    return tuple(_renewal(contract, standard, as_of) for contract in ordered)


def _renewal(contract: Contract, standard: Standard, as_of: date) -> Renewal:
    if not known(contract.end):
        return Renewal(contract=contract, end=UNKNOWN)
    yearly = contract.kind is ContractKind.SINGLE_YEAR
    days = _of_the_year(contract.end, standard) if yearly else _counted_back(contract.end, standard)
    gates = tuple(RenewalGate(key=key, day=day, passed=day < as_of) for key, day in days)
    return Renewal(contract=contract, end=contract.end, gates=gates, yearly=yearly)


def _counted_back(end: date, standard: Standard) -> Iterator[tuple[str, date]]:
    for key, assumption in GATES:
        yield key, months_before(end, standard.assumptions.whole(assumption))


def _of_the_year(end: date, standard: Standard) -> Iterator[tuple[str, date]]:
    """The request for the budget of the year that follows, and the contract the day after the end."""
    following = end + timedelta(days=1)
    events = (e for e in standard.budget.events if e.cycle is BudgetCycle.ORIGINAL and e.key.endswith(".request"))
    for event in events:
        yield "budget_request", event.day_for(fiscal_year(following))
    yield "contract_gate", following
