"""Prints, devices and queries around the systems (帳票・機器・EUC)."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.gaps.look import Look, unconfirmed
from readiness.model.facts import Rank
from readiness.model.finding import Subject
from readiness.model.gap import DIVISION, Gap, GapKind


def check(look: Look) -> Iterator[Gap]:
    """Forms whose print or layout is not known, queries nobody wrote down, devices without an end of lease."""
    systems = look.inventory.system_by_id
    for form in look.inventory.forms:
        system = systems.get(form.system)
        if system and look.moving(system) and unconfirmed(form.customised):
            yield look.gap(
                "asset.form",
                Rank.C,
                look.vendor_or_division(system),
                Subject("form", form.id),
                system=system,
                discriminator=form.id,
                ref=form.ref.child("customised"),
                form=form.label,
            )
    for query in look.inventory.euc_assets:
        system = systems.get(query.system)
        if system and look.moving(system) and query.documented is not True:
            owner = query.division if isinstance(query.division, str) else None
            yield look.gap(
                "asset.euc",
                Rank.B,
                Subject(DIVISION, owner) if owner else look.division(system),
                Subject("euc_asset", query.id),
                system=system,
                kind=GapKind.UNCONFIRMED if unconfirmed(query.documented) else GapKind.SHORTFALL,
                discriminator=query.id,
                ref=query.ref.child("documented"),
                query=query.label,
            )
    for device in look.inventory.devices:
        if unconfirmed(device.lease_end):
            first = next((systems[s] for s in device.systems if s in systems), None)
            yield look.gap(
                "asset.device",
                Rank.C,
                look.division(first),
                Subject("device", device.id),
                system=first,
                discriminator=device.id,
                ref=device.ref.child("lease_end"),
                device=device.label,
            )
