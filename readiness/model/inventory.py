"""The inventory of one body: all records, read-only, with look-ups by id (台帳)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Any, TypeVar

from readiness.model.asset import Device, EucAsset, Form
from readiness.model.body import Body, Division, OperatingBody
from readiness.model.budgeting import BudgetItem, DebtBurden, Grant
from readiness.model.conformance import Claim, CommonFunctions, NonFunctionalAnswer
from readiness.model.contract import Contract, Procurement
from readiness.model.deciding import AssemblyNote, DecisionItem, EstimateCheck, Letter, Peer
from readiness.model.decision import Decisions
from readiness.model.going_live import GoDecision, Rehearsal
from readiness.model.interface import ExternalSystem, Interface
from readiness.model.money import CostLine, Quote
from readiness.model.people import HandoverNote, TeamRole, Training
from readiness.model.planning_input import PlanningSettings, Proposal, Window
from readiness.model.progress import Progress
from readiness.model.record import Record
from readiness.model.system import System
from readiness.model.vendor import Lineage, Package, Vendor, VendorGroup
from readiness.model.work import Indicator, Procedure

R = TypeVar("R", bound=Record)


def by_id(records: Iterable[R]) -> Mapping[str, R]:
    """Records keyed by id; on a duplicate the first stays (the loader has reported it)."""
    found: dict[str, R] = {}
    for record in records:
        found.setdefault(record.id, record)
    return found


@dataclass(frozen=True, kw_only=True)
class Inventory:
    """Everything a body wrote down, in file order. Build variants with `dataclasses.replace`."""

    body: Body
    divisions: tuple[Division, ...] = ()
    operating_bodies: tuple[OperatingBody, ...] = ()
    vendor_groups: tuple[VendorGroup, ...] = ()
    vendors: tuple[Vendor, ...] = ()
    lineages: tuple[Lineage, ...] = ()
    packages: tuple[Package, ...] = ()
    contracts: tuple[Contract, ...] = ()
    procurements: tuple[Procurement, ...] = ()
    systems: tuple[System, ...] = ()
    interfaces: tuple[Interface, ...] = ()
    external_systems: tuple[ExternalSystem, ...] = ()
    forms: tuple[Form, ...] = ()
    devices: tuple[Device, ...] = ()
    euc_assets: tuple[EucAsset, ...] = ()
    progress: tuple[Progress, ...] = ()
    quotes: tuple[Quote, ...] = ()
    cost_lines: tuple[CostLine, ...] = ()
    budget_items: tuple[BudgetItem, ...] = ()
    grants: tuple[Grant, ...] = ()
    debt_burdens: tuple[DebtBurden, ...] = ()
    estimate_checks: tuple[EstimateCheck, ...] = ()
    peers: tuple[Peer, ...] = ()
    decision_items: tuple[DecisionItem, ...] = ()
    letters: tuple[Letter, ...] = ()
    assembly_notes: tuple[AssemblyNote, ...] = ()
    procedures: tuple[Procedure, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    rehearsals: tuple[Rehearsal, ...] = ()
    go_decisions: tuple[GoDecision, ...] = ()
    team: tuple[TeamRole, ...] = ()
    trainings: tuple[Training, ...] = ()
    handover_notes: tuple[HandoverNote, ...] = ()
    windows: tuple[Window, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    claims: tuple[Claim, ...] = ()
    non_functional: tuple[NonFunctionalAnswer, ...] = ()
    common_functions: CommonFunctions = field(default_factory=CommonFunctions)
    planning: PlanningSettings = field(default_factory=PlanningSettings)
    decisions: Decisions = field(default_factory=Decisions)

    @cached_property
    def system_by_id(self) -> Mapping[str, System]:
        """Systems by id."""
        return by_id(self.systems)

    @cached_property
    def vendor_by_id(self) -> Mapping[str, Vendor]:
        """Vendors by id."""
        return by_id(self.vendors)

    @cached_property
    def group_by_id(self) -> Mapping[str, VendorGroup]:
        """Vendor groups by id."""
        return by_id(self.vendor_groups)

    @cached_property
    def package_by_id(self) -> Mapping[str, Package]:
        """Packages by id."""
        return by_id(self.packages)

    @cached_property
    def contract_by_id(self) -> Mapping[str, Contract]:
        """Contracts by id."""
        return by_id(self.contracts)

    @cached_property
    def interface_by_id(self) -> Mapping[str, Interface]:
        """Interfaces by id."""
        return by_id(self.interfaces)

    def system_id(self, called: str) -> str:
        """The id of the system called so: by its id, else by its name where only one bears it; else what was given."""
        named = [system.id for system in self.systems if system.name == called]
        return named[0] if len(named) == 1 and called not in self.system_by_id else called

    @cached_property
    def division_by_id(self) -> Mapping[str, Division]:
        """Divisions by id."""
        return by_id(self.divisions)

    @cached_property
    def external_by_id(self) -> Mapping[str, ExternalSystem]:
        """External systems by id."""
        return by_id(self.external_systems)

    @cached_property
    def contracts_of(self) -> Mapping[str, tuple[Contract, ...]]:
        """Contracts that cover a system, by system id."""
        found: dict[str, list[Contract]] = {}
        for contract in self.contracts:
            for system in contract.systems:
                found.setdefault(system, []).append(contract)
        return {system: tuple(contracts) for system, contracts in found.items()}

    def records(self) -> tuple[Record, ...]:
        """Every record with an id, in file order within each kind."""
        values = (getattr(self, item.name) for item in fields(self))
        rows = (row for value in values for row in (value if isinstance(value, tuple) else (value,)))
        return tuple(row for row in rows if isinstance(row, Record))

    def everything(self) -> tuple[Any, ...]:
        """Every record, single mapping and decision, those without an id too."""
        values = [getattr(self, item.name) for item in fields(self) if item.name != "decisions"]
        values += [getattr(self.decisions, item.name) for item in fields(self.decisions)]
        rows = (row for value in values for row in (value if isinstance(value, tuple) else (value,)))
        return tuple(row for row in rows if row is not None)
