"""A flow the standard knows between two areas, with no interface between their systems."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from readiness.model.finding import Severity, Subject
from readiness.model.record import Record
from readiness.model.text import named, text
from readiness.rules.context import Context
from readiness.rules.interfaces.flows import missing_flows
from readiness.rules.rule import Hit, Rule, hit


def check(context: Context) -> Iterator[Hit]:
    """One question per receiving area. A body without any interface is asked once, for the list as a whole."""
    inventory = context.inventory
    if not inventory.interfaces:
        if len(inventory.systems) > 1:
            yield hit(inventory.body, "id", variant="none", systems=len(inventory.systems))
        return
    flows = missing_flows(inventory, context.standard.links)
    for area in dict.fromkeys(flow.to for flow in flows):
        own = [flow for flow in flows if flow.to == area]
        system: Record = next(system for system in inventory.systems if area in system.areas)
        sources = context.area_names(flow.from_ for flow in own)
        data = tuple(
            text("common.detail", name=source, detail=named(flow.data, flow.data_en))
            for source, flow in zip(sources, own, strict=True)
        )
        found = hit(system, "areas", area=context.area_names([area])[0], flows=data, count=len(own))
        yield replace(found, subject=Subject("area", area))


RULE = Rule(code="IF103", name="area.flow-missing", severity=Severity.QUESTION, check=check)
