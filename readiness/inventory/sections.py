"""The sections of an inventory: the key users write, the record it builds, one or many."""

from __future__ import annotations

from dataclasses import dataclass

from readiness.model.asset import Device, EucAsset, Form
from readiness.model.body import Body, Division, OperatingBody
from readiness.model.conformance import Claim, CommonFunctions, NonFunctionalAnswer
from readiness.model.contract import Contract, Procurement
from readiness.model.decision import AdoptedPlan, Pin, Waiver
from readiness.model.interface import ExternalSystem, Interface
from readiness.model.money import CostLine, Quote
from readiness.model.planning_input import PlanningSettings, Proposal, Window
from readiness.model.progress import Progress
from readiness.model.system import System
from readiness.model.vendor import Lineage, Package, Vendor, VendorGroup


@dataclass(frozen=True, slots=True)
class Section:
    """`key` in YAML (and attribute of `Inventory`), the class of its records, a list or a single mapping."""

    key: str
    record: type
    many: bool = True


SECTIONS: tuple[Section, ...] = (
    Section("body", Body, many=False),
    Section("divisions", Division),
    Section("operating_bodies", OperatingBody),
    Section("vendor_groups", VendorGroup),
    Section("vendors", Vendor),
    Section("lineages", Lineage),
    Section("packages", Package),
    Section("contracts", Contract),
    Section("procurements", Procurement),
    Section("systems", System),
    Section("interfaces", Interface),
    Section("external_systems", ExternalSystem),
    Section("forms", Form),
    Section("devices", Device),
    Section("euc_assets", EucAsset),
    Section("progress", Progress),
    Section("quotes", Quote),
    Section("cost_lines", CostLine),
    Section("windows", Window),
    Section("proposals", Proposal),
    Section("claims", Claim),
    Section("non_functional", NonFunctionalAnswer),
    Section("common_functions", CommonFunctions, many=False),
    Section("planning", PlanningSettings, many=False),
)

# Files under `decisions/`: each holds one section of its own.
DECISIONS: tuple[Section, ...] = (
    Section("plan", AdoptedPlan, many=False),
    Section("pins", Pin),
    Section("waivers", Waiver),
)

SECTION_BY_KEY = {section.key: section for section in SECTIONS}
