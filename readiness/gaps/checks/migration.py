"""What a move needs to know: layout, extraction, customisation, ties, platform, dates (移行・切替え)."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.gaps.look import Look, unconfirmed
from readiness.model.facts import Rank
from readiness.model.finding import Subject
from readiness.model.gap import Gap, GapKind
from readiness.model.system import System, SystemKind
from readiness.model.unknown import known


def check(look: Look) -> Iterator[Gap]:
    """Open points of every system that has a vendor or still moves."""
    undecided = look.stands.undecided
    for system in look.inventory.systems:
        if system.id in undecided:
            yield look.gap(
                "migration.intention",
                Rank.B,
                look.division(system),
                Subject("system", system.id),
                system=system,
                ref=system.ref.child("moves"),
            )
        yield from _data(look, system)
        yield from _scope(look, system)
        yield from _dates(look, system)


def _data(look: Look, system: System) -> Iterator[Gap]:
    subject = Subject("system", system.id)
    vendor = look.vendor_or_division(system)
    rank = look.rank(system, Rank.A, Rank.C)
    if system.layout_held is not True:
        yield look.gap(
            "migration.layout",
            rank,
            vendor,
            subject,
            system=system,
            kind=GapKind.UNCONFIRMED if unconfirmed(system.layout_held) else GapKind.SHORTFALL,
            ref=system.ref.child("layout_held"),
        )
    if unconfirmed(system.extraction_tested):
        yield look.gap(
            "migration.extraction",
            look.rank(system, Rank.B, Rank.C),
            vendor,
            subject,
            system=system,
            ref=system.ref.child("extraction_tested"),
        )


def _scope(look: Look, system: System) -> Iterator[Gap]:
    subject = Subject("system", system.id)
    vendor = look.vendor_or_division(system)
    customisation = system.customisation
    changed = not known(customisation.count) or customisation.count > 0
    if changed and customisation.documented is not True and look.moving(system):
        yield look.gap(
            "migration.customisation",
            Rank.B,
            vendor,
            subject,
            system=system,
            kind=GapKind.UNCONFIRMED if unconfirmed(customisation.documented) else GapKind.SHORTFALL,
            ref=system.ref.child("customisation"),
            count=customisation.count,
        )
    for tie in system.ties:
        if unconfirmed(tie.alternative):
            yield look.gap(
                "migration.tie",
                look.rank(system, Rank.B, Rank.C),
                vendor,
                subject,
                system=system,
                discriminator=tie.item,
                ref=tie.ref.child("alternative"),
                item=tie.item,
            )


def _dates(look: Look, system: System) -> Iterator[Gap]:
    subject = Subject("system", system.id)
    vendor = look.vendor_or_division(system)
    if not look.moving(system):
        return
    if unconfirmed(system.platform_eol):
        yield look.gap(
            "migration.platform-eol", Rank.B, vendor, subject, system=system, ref=system.ref.child("platform_eol")
        )
    if unconfirmed(system.duration_weeks):
        yield look.gap(
            "migration.duration", Rank.B, vendor, subject, system=system, ref=system.ref.child("duration_weeks")
        )
    if system.delivery_date is None and system.kind in (SystemKind.STANDARD, SystemKind.COMMON):
        yield look.gap(
            "migration.delivery", Rank.A, vendor, subject, system=system, ref=system.ref.child("delivery_date")
        )
