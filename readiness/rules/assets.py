"""Forms, devices and end-user queries."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.model.plan.words import GateKind
from readiness.model.unknown import known
from readiness.rules.context import Context, cutover_params
from readiness.rules.grouping import By, Grouping
from readiness.rules.rule import Hit, hit, rule
from readiness.situation.situation import Side


@rule("AS101", "form.print-vendor", Severity.QUESTION, group=Grouping(gate=GateKind.PRINT_PROOF))
def form_print_vendor(context: Context) -> Iterator[Hit]:
    """Nobody knows who prints a form.

    Forms of systems that still move: proofs and test data take the printer weeks.
    """
    moving = {system.id: system for system in context.moving}
    for form in context.inventory.forms:
        if form.system in moving and not known(form.print_vendor):
            yield hit(form, "print_vendor", system=moving[form.system].label)


@rule("AS102", "device.lease-end", Severity.WARNING, group=Grouping("platform.ends", By.PLATFORM, due="end"))
def device_lease_end(context: Context) -> Iterator[Hit]:
    """A lease of devices that ends before the systems on them have moved.

    Past while a system is on them, or before the latest planned cut-over; with all systems moved it may be over.
    """
    moved = context.stands.on(Side.MOVED)
    for device in context.inventory.devices:
        own = [system for system in device.systems if system in context.inventory.system_by_id]
        if not own or not known(device.lease_end):
            continue
        in_use = [system for system in own if system not in moved]
        cutovers = [context.cutovers[system] for system in in_use if system in context.cutovers]
        last = max(cutovers, key=lambda cutover: cutover.date, default=None)
        if device.lease_end < context.as_of:
            variant, severity = ("passed", None) if in_use else ("moved", Severity.QUESTION)
            yield hit(device, "lease_end", variant=variant, severity=severity, end=device.lease_end)
        elif last is not None and device.lease_end < last.date:
            yield hit(device, "lease_end", end=device.lease_end, **cutover_params(last))


@rule("AS103", "euc.undocumented", Severity.WARNING, group=Grouping("euc", gate=GateKind.WORK))
def euc_undocumented(context: Context) -> Iterator[Hit]:
    """A query or macro nobody wrote down.

    Of systems that still move: whoever rebuilds it must first find out what it does.
    """
    moving = {system.id: system for system in context.moving}
    for query in context.inventory.euc_assets:
        if query.documented is False and query.system in moving:
            yield hit(query, "documented", system=moving[query.system].label)
