"""What one body adds to a portfolio: its headline figures and the work it asks of vendors; small, so a nation fits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from unicodedata import normalize

from readiness.analysis.completeness import assess_completeness
from readiness.analysis.inputs import Inputs
from readiness.analysis.status import assess_status
from readiness.model.body import BodyClass
from readiness.model.finding import Severity
from readiness.model.inventory import Inventory
from readiness.model.measure import Measure
from readiness.model.record import Maybe
from readiness.model.system import System
from readiness.model.unknown import UNKNOWN, known
from readiness.model.vendor import Vendor
from readiness.rules.context import Context
from readiness.rules.engine import run_rules
from readiness.standard.applicability import area_scopes


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyRow:
    """Headline figures of one body, each with known/total; `findings` are counts by severity."""

    id: str
    name: str
    code: Maybe[str] = UNKNOWN
    body_class: Maybe[BodyClass] = UNKNOWN
    fictional: bool = False
    synthetic: bool = False
    as_of: date
    measures: tuple[Measure, ...]
    findings: tuple[tuple[Severity, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class VendorWork:
    """What one body asks of one vendor. `key` is the 法人番号, else the name as compared.

    `cutovers` are the dates on which systems of this vendor are meant to move; `undated` the systems without a date.
    """

    key: str
    name: str
    body: str
    systems: int
    cutovers: tuple[date, ...] = ()
    undated: int = 0
    capacity: Maybe[int] = UNKNOWN
    withdrawal: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyShare:
    """The row and the work, all that is kept of a body."""

    row: BodyRow
    work: tuple[VendorWork, ...]


def body_share(inputs: Inputs) -> BodyShare:
    """Status, completeness and the findings of `validate`; the rest of an analysis is for the body's own report."""
    inventory, standard = inputs.inventory, inputs.standard
    body = inventory.body
    status = assess_status(inventory, area_scopes(standard, body.body_class, body.welfare_office))
    rules = run_rules(Context(inventory=inventory, standard=standard, as_of=inputs.as_of))
    found = Counter(finding.severity for finding in (*inputs.read_findings, *rules))
    figures = (status.areas_complete, status.areas_extended, status.systems_migrated, status.step_rate)
    return BodyShare(
        row=BodyRow(
            id=body.id,
            name=body.label,
            code=body.code,
            body_class=body.body_class,
            fictional=body.fictional,
            synthetic=body.synthetic,
            as_of=inputs.as_of,
            measures=tuple(_bare(measure) for measure in (*figures, assess_completeness(inventory).overall)),
            findings=tuple((severity, found[severity]) for severity in Severity if found[severity]),
        ),
        work=tuple(_work(inventory)),
    )


def _bare(measure: Measure) -> Measure:
    """Without the list of evidence, which belongs to the body's own report."""
    return Measure(measure.name, measure.value, measure.unit, measure.known, measure.total)


def _work(inventory: Inventory) -> Iterator[VendorWork]:
    dates = _cutovers(inventory)
    by_vendor: dict[str, list[System]] = {}
    for system in inventory.systems:
        if known(system.vendor) and system.vendor in inventory.vendor_by_id:
            by_vendor.setdefault(_successor(inventory, system.vendor).id, []).append(system)
    for id_, systems in sorted(by_vendor.items()):
        vendor = inventory.vendor_by_id[id_]
        pending = [system for system in systems if system.migrated is not True and system.moves]
        yield VendorWork(
            key=vendor_key(vendor),
            name=vendor.label,
            body=inventory.body.id,
            systems=len(systems),
            cutovers=tuple(sorted({dates[system.id] for system in pending if system.id in dates})),
            undated=sum(system.id not in dates for system in pending),
            capacity=vendor.cutovers_per_date,
            withdrawal=vendor.withdrawal,
        )


def _successor(inventory: Inventory, id_: str) -> Vendor:
    """The vendor a merged one now belongs to; a circle of mergers ends where it began."""
    vendors: Mapping[str, Vendor] = inventory.vendor_by_id
    seen: set[str] = set()
    vendor = vendors[id_]
    while vendor.merged_into in vendors and vendor.id not in seen:
        seen.add(vendor.id)
        vendor = vendors[vendor.merged_into or ""]
    return vendor


def _cutovers(inventory: Inventory) -> dict[str, date]:
    """When each system is meant to move: the adopted plan, else its own planned date, else the incumbent's proposal."""
    found = {proposal.system: proposal.date for proposal in inventory.proposals}
    found |= {system.id: system.planned_date for system in inventory.systems if system.planned_date is not None}
    plan = inventory.decisions.plan
    for move in plan.moves if plan else ():
        found |= dict.fromkeys(move.systems, move.date)
    return found


def vendor_key(vendor: Vendor) -> str:
    """One vendor in many inventories: by 法人番号, else by name without blanks and widths."""
    if known(vendor.corporate_number):
        return vendor.corporate_number
    return "".join(normalize("NFKC", vendor.label).split())
