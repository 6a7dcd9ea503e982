"""One system with everything an evidence rule may look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from readiness.lockin.cutover import CutOver
from readiness.model.asset import Form
from readiness.model.contract import Contract
from readiness.model.interface import Interface
from readiness.model.inventory import Inventory
from readiness.model.money import Quote
from readiness.model.record import Maybe
from readiness.model.system import System
from readiness.model.unknown import UNKNOWN, Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """`contracts` are those with the system's own vendor where there are any, else all that cover the system.

    `gate` is the latest budget gate of the move or procurement, UNKNOWN where there is none.
    """

    system: System
    as_of: date
    contracts: tuple[Contract, ...] = ()
    interfaces: tuple[Interface, ...] = ()
    forms: tuple[Form, ...] = ()
    quotes: tuple[Quote, ...] = ()
    cutover: CutOver | None = None
    gate: Maybe[date] = UNKNOWN
    names: Mapping[str, str]

    @property
    def confirmed(self) -> bool:
        """Whether somebody stands behind the record: only then does «nothing listed» mean «there is none»."""
        return self.system.confirmed_by is not None

    def name_of(self, id_: str) -> str:
        """Label of a record; the id where it is not in the inventory."""
        return self.names.get(id_, id_)


def cases(
    inventory: Inventory, as_of: date, cutovers: Mapping[str, CutOver], gates: Mapping[str, date]
) -> tuple[Case, ...]:
    """One case per system, in the order of the inventory."""
    links: dict[str, list[Interface]] = {}
    for interface in inventory.interfaces:
        for end in dict.fromkeys((interface.from_, interface.to, interface.hub)):
            if end:
                links.setdefault(end, []).append(interface)
    forms: dict[str, list[Form]] = {}
    for form in inventory.forms:
        forms.setdefault(form.system, []).append(form)
    names = {record.id: record.label for record in inventory.records()}
    return tuple(
        Case(
            system=system,
            as_of=as_of,
            contracts=own_contracts(inventory, system),
            interfaces=tuple(links.get(system.id, ())),
            forms=tuple(forms.get(system.id, ())),
            quotes=quotes_of(inventory, system),
            cutover=cutovers.get(system.id),
            gate=gates.get(system.id, UNKNOWN),
            names=names,
        )
        for system in inventory.systems
    )


def own_contracts(inventory: Inventory, system: System) -> tuple[Contract, ...]:
    """Contracts of the system with its own vendor; all that cover it where none is known to be."""
    covering = inventory.contracts_of.get(system.id, ())
    if isinstance(system.vendor, Unknown):
        return covering
    own = tuple(contract for contract in covering if contract.vendor in (system.vendor, UNKNOWN))
    return own or covering


def quotes_of(inventory: Inventory, system: System) -> tuple[Quote, ...]:
    """Quotes about the system, its contracts or its interfaces, and those for the whole body."""
    contracts = {contract.id for contract in inventory.contracts_of.get(system.id, ())}
    links = {link.id for link in inventory.interfaces if system.id in (link.from_, link.to)}
    return tuple(
        quote
        for quote in inventory.quotes
        if quote.system == system.id or quote.contract in contracts or quote.interface in links
    )
