"""What nobody has found out yet, and what is old."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from readiness.model.finding import Severity
from readiness.model.unknown import known
from readiness.rules.context import Context
from readiness.rules.grouping import Grouping
from readiness.rules.rule import Hit, hit, rule


@rule("CP101", "system.vendor-unknown", Severity.QUESTION, group=Grouping("basics"))
def system_vendor_unknown(context: Context) -> Iterator[Hit]:
    """A system whose vendor is unknown.

    The first thing to ask: almost everything else is asked of the vendor.
    """
    for system in context.inventory.systems:
        if not known(system.vendor):
            yield hit(system, "vendor")


@rule("CP102", "system.owner-unknown", Severity.QUESTION, group=Grouping("basics"))
def system_owner_unknown(context: Context) -> Iterator[Hit]:
    """A system whose owner division is unknown.

    Neither written at the system nor owned through its area.
    """
    for system in context.inventory.systems:
        if context.stands[system.id].owner is None:
            yield hit(system, "owner_division")


@rule("CP103", "package.version-unknown", Severity.QUESTION, group=Grouping("basics"))
def package_version_unknown(context: Context) -> Iterator[Hit]:
    """A package in use without a version.

    Claims and conformance numbers hold for a version.
    """
    used = {system.package for system in context.inventory.systems if isinstance(system.package, str)}
    for package in context.inventory.packages:
        if package.id in used and not known(package.version):
            yield hit(package, "version")


@rule("CP104", "record.stale", Severity.NOTE)
def record_stale(context: Context) -> Iterator[Hit]:
    """A record nobody has confirmed for a long time.

    Records that carry a date of their own; the assumed number of days decides.
    """
    days = context.standard.assumptions.whole("inventory.stale_days")
    oldest = context.as_of - timedelta(days=days)
    for record in context.inventory.records():
        if record is not context.inventory.body and record.as_of and record.as_of < oldest:
            yield hit(record, "as_of", stated=record.as_of, days=days)


@rule("CP105", "system.live-date-unknown", Severity.QUESTION, group=Grouping("basics"))
def system_live_date_unknown(context: Context) -> Iterator[Hit]:
    """A system that has migrated, without the day it went live.

    The day is the evidence that it migrated.
    """
    for system in context.inventory.systems:
        stand = context.stands[system.id]
        if stand.migrated is True and not known(stand.went_live):
            yield hit(system, "migrated")
