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
from readiness.model.progress import Progress, ProgressScope
from readiness.model.record import ContractId, InterfaceId, PackageId, Record, SystemId, VendorId
from readiness.model.system import System
from readiness.model.vendor import Lineage, Package, Vendor, VendorGroup
from readiness.model.work import Indicator, Procedure

R = TypeVar("R", bound=Record)
Key = TypeVar("Key", bound=str)


def _by_id(records: Iterable[tuple[Key, R]]) -> Mapping[Key, R]:
    """Records keyed by id; on a duplicate the first stays (the loader has reported it)."""
    found: dict[Key, R] = {}
    for id_, record in records:
        found.setdefault(id_, record)
    return found


C = TypeVar("C", Contract, Procurement)


def _covering(records: Iterable[C]) -> Mapping[SystemId, tuple[C, ...]]:
    """What covers a system, by system id."""
    found: dict[SystemId, list[C]] = {}
    for record in records:
        for system in record.systems:
            found.setdefault(system, []).append(record)
    return {system: tuple(rows) for system, rows in found.items()}


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
    def system_by_id(self) -> Mapping[SystemId, System]:
        """Systems by id."""
        return _by_id((record.id, record) for record in self.systems)

    @cached_property
    def system_place(self) -> Mapping[SystemId, int]:
        """The place of every system among the others, from 0."""
        return {id_: at for at, id_ in enumerate(self.system_by_id)}

    @cached_property
    def vendor_by_id(self) -> Mapping[VendorId, Vendor]:
        """Vendors by id."""
        return _by_id((record.id, record) for record in self.vendors)

    def successor_of(self, vendor: VendorId) -> VendorId:
        """The vendor a merged one belongs to now, itself where it is none. A circle of mergers ends where it began."""
        seen: set[VendorId] = set()
        while vendor not in seen and (record := self.vendor_by_id.get(vendor)) and record.merged_into:
            if record.merged_into not in self.vendor_by_id:
                break
            seen.add(vendor)
            vendor = record.merged_into
        return vendor

    @cached_property
    def group_by_id(self) -> Mapping[str, VendorGroup]:
        """Vendor groups by id."""
        return _by_id((record.id, record) for record in self.vendor_groups)

    @cached_property
    def package_by_id(self) -> Mapping[PackageId, Package]:
        """Packages by id."""
        return _by_id((record.id, record) for record in self.packages)

    @cached_property
    def contract_by_id(self) -> Mapping[ContractId, Contract]:
        """Contracts by id."""
        return _by_id((record.id, record) for record in self.contracts)

    @cached_property
    def interface_by_id(self) -> Mapping[InterfaceId, Interface]:
        """Interfaces by id."""
        return _by_id((record.id, record) for record in self.interfaces)

    def system_id(self, called: str) -> str:
        """The id of the system called so: by its id, else by its name where only one bears it; else what was given."""
        named = [system.id for system in self.systems if system.name == called]
        return named[0] if len(named) == 1 and called not in self.system_by_id else called

    @cached_property
    def division_by_id(self) -> Mapping[str, Division]:
        """Divisions by id."""
        return _by_id((record.id, record) for record in self.divisions)

    @cached_property
    def external_by_id(self) -> Mapping[SystemId, ExternalSystem]:
        """External systems by id."""
        return _by_id((record.id, record) for record in self.external_systems)

    @cached_property
    def record_by_id(self) -> Mapping[str, Mapping[str, Record]]:
        """Records of every list whose records have an id, by the list's name and their id."""
        lists = {item.name: getattr(self, item.name) for item in fields(self)}
        return {
            name: _by_id((row.id, row) for row in rows)
            for name, rows in lists.items()
            if isinstance(rows, tuple) and all(isinstance(row, Record) for row in rows)
        }

    @cached_property
    def progress_of(self) -> Mapping[ProgressScope, Mapping[str, tuple[tuple[int, Progress], ...]]]:
        """Rows of progress, each after its place in the file, by scope and target."""
        found: dict[ProgressScope, dict[str, list[tuple[int, Progress]]]] = {scope: {} for scope in ProgressScope}
        for at, row in enumerate(self.progress):
            found[row.scope].setdefault(row.target, []).append((at, row))
        return {scope: {to: tuple(rows) for to, rows in targets.items()} for scope, targets in found.items()}

    @cached_property
    def procurements_of(self) -> Mapping[SystemId, tuple[Procurement, ...]]:
        """Procurements that cover a system, by system id."""
        return _covering(self.procurements)

    @cached_property
    def contracts_of(self) -> Mapping[SystemId, tuple[Contract, ...]]:
        """Contracts that cover a system, by system id."""
        return _covering(self.contracts)

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
