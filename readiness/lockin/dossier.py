"""What the record holds on one system, as an evidence rule is given it (システムの調書)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from readiness.model.asset import Form
from readiness.model.contract import Contract
from readiness.model.interface import Interface
from readiness.model.inventory import Inventory
from readiness.model.money import Quote
from readiness.model.record import Maybe, SystemId
from readiness.model.system import System
from readiness.model.unknown import UNKNOWN
from readiness.situation.contracts import with_own_vendor
from readiness.situation.cutover import CutOver
from readiness.situation.situation import Situation, Situations

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class BudgetGate:
    """The day by which the budget of a system is requested; `assumed`: counted back, not told by the body."""

    day: date
    assumed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """`running` are the contracts in force or to come; dates and yen come from no others. `contracts` are the same,
    else those that have ended, whose clauses may still bind; those with the system's own vendor where there are any.

    `gate` is the latest budget gate of the move or procurement, UNKNOWN where there is none; `gate_assumed`: its day
    rests on the usual days of the assembly (仮置き).
    """

    system: System
    as_of: date
    stand: Situation
    contracts: tuple[Contract, ...] = ()
    running: tuple[Contract, ...] = ()
    interfaces: tuple[Interface, ...] = ()
    forms: tuple[Form, ...] = ()
    quotes: tuple[Quote, ...] = ()
    gate: Maybe[date] = UNKNOWN
    gate_assumed: bool = False
    names: Mapping[str, str]

    @property
    def cutover(self) -> CutOver | None:
        """When it cuts over, where it still moves and a date is known."""
        return self.stand.cutover

    @property
    def confirmed(self) -> bool:
        """Whether somebody stands behind the record: only then does «nothing listed» mean «there is none»."""
        return self.system.confirmed_by is not None

    def name_of(self, id_: str) -> str:
        """Label of a record; the id where it is not in the inventory."""
        return self.names.get(id_, id_)


def dossiers(stands: Situations, gates: Mapping[str, BudgetGate]) -> tuple[Dossier, ...]:
    """One dossier per system, in the order of the inventory."""
    inventory = stands.inventory
    links = _grouped((end, interface) for interface in inventory.interfaces for end in _ends(interface))
    forms = _grouped((form.system, form) for form in inventory.forms)
    quotes = _grouped((system, quote) for quote in inventory.quotes for system in _quoted_systems(inventory, quote))
    names = {record.id: record.label for record in inventory.records()}
    return tuple(
        Dossier(
            system=system,
            as_of=stands.as_of,
            stand=stands[system.id],
            running=stands[system.id].contracts,
            contracts=stands[system.id].contracts or with_own_vendor(system, inventory.contracts_of.get(system.id, ())),
            interfaces=links.get(system.id, ()),
            forms=forms.get(system.id, ()),
            quotes=quotes.get(system.id, ()),
            gate=gates[system.id].day if system.id in gates else UNKNOWN,
            gate_assumed=system.id in gates and gates[system.id].assumed,
            names=names,
        )
        for system in inventory.systems
    )


def _grouped(pairs: Iterable[tuple[str, T]]) -> Mapping[str, tuple[T, ...]]:
    """Values by key, in order."""
    found: dict[str, list[T]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in found.items()}


def _ends(interface: Interface) -> Iterable[SystemId]:
    """The systems an interface concerns, each once."""
    return dict.fromkeys(end for end in (interface.from_, interface.to, interface.hub) if end)


def _quoted_systems(inventory: Inventory, quote: Quote) -> Iterable[SystemId]:
    """The systems a quote is about: its own, those of its contract, both ends of its interface; none for the body."""
    contract = inventory.contract_by_id.get(quote.contract) if quote.contract else None
    link = inventory.interface_by_id.get(quote.interface) if quote.interface else None
    ends = (link.from_, link.to) if link else ()
    return dict.fromkeys((*((quote.system,) if quote.system else ()), *(contract.systems if contract else ()), *ends))
