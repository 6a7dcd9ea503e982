"""自治体中間サーバー is reached past 団体内統合宛名."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.model.standard.builtin import CommonCheck
from readiness.rules.common.facts import on_facts
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit


def check(context: Context) -> Iterator[Hit]:
    """Told by the body, or an interface between the intermediary server and a system that is not 団体内統合宛名.

    医療保険者等向け中間サーバー is another server, which 国保 and 医療扶助 reach on their own.
    """
    inventory = context.inventory
    if inventory.common_functions.intermediary_only_via_integrated_address is False:
        yield on_facts(context, "intermediary_only_via_integrated_address")
    facts = context.standard.common_functions.rule(CommonCheck.INTERMEDIARY)
    if facts is None:
        return
    servers = {external.id for external in inventory.external_systems if facts.is_partner(external.name)}
    systems = inventory.system_by_id
    gates = {system.id for system in inventory.systems if set(facts.units) & {unit[:3] for unit in system.units}}
    for interface in inventory.interfaces:
        for end, other in ((interface.from_, interface.to), (interface.to, interface.from_)):
            if other in servers and end in systems and end not in gates and interface.hub not in gates and gates:
                yield hit(interface, "id", variant="interface", system=systems[end].label)


RULE = Rule(code="CM102", name="common.intermediary", severity=Severity.ERROR, check=check)
