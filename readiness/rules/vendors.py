"""Vendors: withdrawal and mergers."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.model.unknown import known
from readiness.rules.context import Context
from readiness.rules.grouping import By, Grouping
from readiness.rules.rule import Hit, hit, rule
from readiness.situation.leaving import leaving


@rule("VD101", "vendor.withdrawal", Severity.WARNING, group=Grouping(by=By.RECORD, due="day"))
def vendor_withdrawal(context: Context) -> Iterator[Hit]:
    """A vendor that goes still runs systems, whether they cut over before, at or after its last day of service.

    Known by its notice alone, the last day is asked for; past it, an error.
    """
    yield from _leaving(context, "vendor")


@rule("VD103", "package.service-end", Severity.WARNING, group=Grouping(by=By.RECORD, due="day"))
def package_service_end(context: Context) -> Iterator[Hit]:
    """A package whose service ends still runs systems, while its vendor goes on."""
    yield from _leaving(context, "package")


def _leaving(context: Context, kind: str) -> Iterator[Hit]:
    stands = context.stands
    for party in leaving(stands):
        if party.kind != kind:
            continue
        late = party.late(stands)
        over = known(party.end) and party.end < context.as_of
        shown = party.systems if over or not late else late
        days = party.days_without(stands)
        variant, severity = _verdict(known(party.end), over=over, late=bool(late), days=days)
        yield hit(
            party.record,
            ref=party.ref,
            related=tuple(stands[system].system.ref.child(kind) for system in shown),
            variant=variant,
            severity=severity,
            notice=party.notice,
            day=party.end,
            systems=context.system_names(shown),
            count=len(shown),
            days=days,
        )


def _verdict(stated: bool, *, over: bool, late: bool, days: int) -> tuple[str, Severity | None]:
    """Wording and severity: the end not told, passed, before a cut-over, or kept."""
    if not stated:
        return "notice", Severity.QUESTION
    if over:
        return "passed", Severity.ERROR
    if not late:
        return "in_time", Severity.NOTE
    return ("gap" if days else "message"), None


@rule("VD102", "vendor.merged", Severity.WARNING)
def vendor_merged(context: Context) -> Iterator[Hit]:
    """Records that still name a vendor merged into another.

    Systems and running contracts of the vendor that is gone.
    """
    for vendor in context.inventory.vendors:
        if not vendor.merged_into:
            continue
        systems = [system for system in context.inventory.systems if system.vendor == vendor.id]
        contracts = [contract for contract in context.running_contracts if contract.vendor == vendor.id]
        places = (*(s.ref.child("vendor") for s in systems), *(c.ref.child("vendor") for c in contracts))
        if places:
            into = context.inventory.vendor_by_id.get(vendor.merged_into)
            yield hit(
                vendor,
                "merged_into",
                related=places,
                into=into.label if into else vendor.merged_into,
                systems=len(systems),
                contracts=len(contracts),
            )
