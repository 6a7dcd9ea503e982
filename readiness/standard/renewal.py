"""The next renewal, counted back from each contract's end: data-return test, extraction quote, RFI, budget, RFP."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from readiness.model.contract import Contract
from readiness.model.dates import months_before
from readiness.model.record import Maybe
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
    """The timeline of one contract. Without a known end there are no gates, and the end must be asked for."""

    contract: Contract
    end: Maybe[date]
    gates: tuple[RenewalGate, ...] = ()

    @property
    def next_gate(self) -> RenewalGate | None:
        """The first gate still ahead."""
        return next((gate for gate in self.gates if not gate.passed), None)


def renewals(running: Iterable[Contract], standard: Standard, as_of: date) -> tuple[Renewal, ...]:
    """Of contracts in force or to come, the one that ends first at the top, those without a known end last."""
    ordered = sorted(running, key=lambda contract: (contract.end if known(contract.end) else date.max, contract.id))
    return tuple(_renewal(contract, standard, as_of) for contract in ordered)


def _renewal(contract: Contract, standard: Standard, as_of: date) -> Renewal:
    if not known(contract.end):
        return Renewal(contract=contract, end=UNKNOWN)
    gates = []
    for key, assumption in GATES:
        day = months_before(contract.end, standard.assumptions.whole(assumption))
        gates.append(RenewalGate(key=key, day=day, passed=day < as_of))
    return Renewal(contract=contract, end=contract.end, gates=tuple(gates))
