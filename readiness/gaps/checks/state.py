"""The three axes of a system's state, and who stands behind it (準拠・期限・稼働環境・体制)."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.gaps.look import Look, unconfirmed
from readiness.model.facts import Rank
from readiness.model.finding import Subject
from readiness.model.gap import Gap, GapKind
from readiness.model.system import Conformance, DueKind, System
from readiness.model.unknown import known


def check(look: Look) -> Iterator[Gap]:
    """Unknown or open axes of systems under the standard; vendor, owner and package of every system."""
    for system in look.standard_systems:
        yield from _axes(look, system)
    for system in look.inventory.systems:
        yield from _parties(look, system)


def _axes(look: Look, system: System) -> Iterator[Gap]:
    subject = Subject("system", system.id)
    vendor, division = look.vendor_or_division(system), look.division(system)
    place = system.ref
    if unconfirmed(system.conformance):
        yield look.gap(
            "state.conformance", Rank.A, vendor, subject, system=system, ref=place.child("conformance"), basis=True
        )
    elif system.conformance is Conformance.NON_CONFORMANT:
        yield look.gap(
            "state.not-conformant",
            Rank.A,
            vendor,
            subject,
            system=system,
            kind=GapKind.SHORTFALL,
            ref=place.child("conformance"),
            basis=True,
        )
    if unconfirmed(system.due):
        yield look.gap("state.due", Rank.A, division, subject, system=system, ref=place.child("due"), basis=True)
    elif system.due is DueKind.EXTENDED and not known(system.due_date):
        yield look.gap("state.due-date", Rank.A, division, subject, system=system, ref=place.child("due_date"))
    elif system.due is DueKind.LAPSED:
        yield look.gap(
            "state.lapsed",
            Rank.A,
            division,
            subject,
            system=system,
            kind=GapKind.SHORTFALL,
            ref=place.child("due"),
            basis=True,
        )
    if unconfirmed(system.hosting):
        rank = look.rank(system, Rank.B, Rank.C)
        yield look.gap("state.hosting", rank, vendor, subject, system=system, ref=place.child("hosting"))
    if look.stands[system.id].untold:
        yield look.gap("state.migrated", Rank.A, division, subject, system=system, ref=place.child("migrated"))


def _parties(look: Look, system: System) -> Iterator[Gap]:
    subject = Subject("system", system.id)
    division = look.division(system)
    if unconfirmed(system.vendor):
        yield look.gap("state.vendor", Rank.A, division, subject, system=system, ref=system.ref.child("vendor"))
    if look.owner(system) is None:
        yield look.gap("state.owner", Rank.B, look.everywhere, subject, system=system, ref=system.ref.child("id"))
    package = look.inventory.package_by_id.get(system.package) if known(system.package) else None
    asked = look.vendor(system.vendor)
    if asked and (unconfirmed(system.package) or (package is not None and unconfirmed(package.version))):
        rank = look.rank(system, Rank.B, Rank.C)
        yield look.gap("state.package", rank, asked, subject, system=system, ref=system.ref.child("package"))
