"""Which open points concern the product and not the body on it: one answer serves everybody (製品に関する事項)."""

from __future__ import annotations

from readiness.gaps.matters import point_of
from readiness.model.gap import BUILTIN, VENDOR, Gap
from readiness.model.inventory import Inventory
from readiness.model.record import PackageId
from readiness.model.unknown import known
from readiness.model.vendor import Package

# Points that the maker of a package answers alike for every body on it. What version a body runs, its customisations,
# its characters, its contracts and its dates are its own.
POINTS = frozenset(
    {
        "state.conformance",
        "state.not-conformant",
        "transition.which",
        "transition.until",
        "transition.past",
        "migration.delivery",
        "migration.layout",
        "link.documented",
        "package.service-end",
        "package.leaving",
        "claim.unanswered",
        "claim.not-fit",
        "claim.no-evidence",
        "claim.no-delivery",
        "requirement.unanswered",
    }
)


def product_of(gap: Gap, inventory: Inventory) -> Package | None:
    """The package a point is about, where it concerns the product and its maker is asked; else None.

    An interface counts where it has an official 連携ID: only then do two bodies mean the same.
    """
    if gap.asked.kind != VENDOR or point_of(gap) not in POINTS:
        return None
    if gap.subject.kind == "interface" and official_link(gap, inventory) is None:
        return None
    package = _package(gap, inventory)
    if package is None or (known(package.vendor) and package.vendor != gap.asked.id):
        return None
    return package


def official_link(gap: Gap, inventory: Inventory) -> str | None:
    """The 連携ID of the interface a point is about."""
    link = next((one for one in inventory.interfaces if one.id == gap.subject.id), None)
    return link.standard_id if link is not None and known(link.standard_id) else None


def stated_in(gap: Gap) -> str:
    """What tells points of one check apart: the function of a transitional measure, else the requirement."""
    key = gap.requirement.removeprefix(BUILTIN)
    point = point_of(gap)
    return key.removeprefix(f"{point}:") if key.startswith(f"{point}:") else "" if key == point else gap.requirement


def _package(gap: Gap, inventory: Inventory) -> Package | None:
    packages = inventory.package_by_id
    if gap.subject.kind == "package":
        return packages.get(PackageId(gap.subject.id))
    if gap.subject.kind == "claim":
        claim = next((one for one in inventory.claims if one.id == gap.subject.id), None)
        if claim is not None and claim.package:
            return packages.get(claim.package)
    system = inventory.system_by_id.get(gap.system)
    return packages.get(system.package) if system is not None and isinstance(system.package, str) else None
