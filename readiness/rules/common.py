"""Common functions (共通機能): what holds for every body, without the ministry's workbook."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.conformance import CollectionMode
from readiness.model.finding import Severity
from readiness.model.plan.words import GateKind
from readiness.model.standard.builtin import CommonCheck
from readiness.model.system import SystemKind
from readiness.model.unknown import known
from readiness.rules.context import Context
from readiness.rules.grouping import Grouping
from readiness.rules.rule import Hit, hit, rule
from readiness.standard.common import levies


def on_facts(context: Context, field: str, *, variant: str = "message", count: int | None = None) -> Hit:
    """On one field of `common_functions`; the subject is the body."""
    place = context.inventory.common_functions.ref.child(field)
    return hit(context.inventory.body, ref=place, discriminator=field, variant=variant, count=count)


@rule("CM101", "common.nonresident-numbers", Severity.WARNING)
def common_nonresident_numbers(context: Context) -> Iterator[Hit]:
    """住登外者宛名番号: duplicates, or collisions with residents' numbers.

    Counts the body has found. Existing numbers need not be renumbered, but duplicates must go on migration.
    """
    facts = context.inventory.common_functions
    for field in ("nonresident_duplicates", "nonresident_collisions"):
        count = getattr(facts, field)
        if known(count) and count > 0:
            yield on_facts(context, field, variant=field.removeprefix("nonresident_"), count=count)


@rule("CM102", "common.intermediary", Severity.ERROR)
def common_intermediary(context: Context) -> Iterator[Hit]:
    """自治体中間サーバー is reached past 団体内統合宛名.

    Told by the body, or an interface between the intermediary server and a system that is not 団体内統合宛名.

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


@rule("CM103", "common.euc", Severity.WARNING, group=Grouping("euc", gate=GateKind.WORK))
def common_euc(context: Context) -> Iterator[Hit]:
    """EUC uses items outside 基本データリスト.

    For the body as a whole, or a query of its own.
    """
    if context.inventory.common_functions.euc_on_data_list is False:
        yield on_facts(context, "euc_on_data_list")
    for query in context.inventory.euc_assets:
        if query.on_data_list is False:
            yield hit(query, "on_data_list", variant="query")


@rule("CM104", "common.collection-both", Severity.ERROR)
def common_collection_both(context: Context) -> Iterator[Hit]:
    """収納・滞納 both in the areas and in the integrated functions.

    Told as 併用, or units of both kinds among the migrated systems (during the move both may run side by side).
    """
    inventory = context.inventory
    if inventory.common_functions.collection is CollectionMode.BOTH:
        yield on_facts(context, "collection")
    facts = context.standard.common_functions
    integrated_units = facts.units(CommonCheck.COLLECTION_AREAS)  # 統合収納・統合滞納
    area_units = facts.units(CommonCheck.COLLECTION) - integrated_units
    running = [
        stand.system
        for stand in context.stands.values()
        if stand.migrated is True and stand.system.kind in (SystemKind.STANDARD, SystemKind.COMMON)
    ]
    integrated = [system for system in running if integrated_units & {unit[:3] for unit in system.units}]
    for system in running:
        if integrated and area_units & {unit[:3] for unit in system.units}:
            yield hit(
                system,
                "units",
                related=(integrated[0].ref.child("units"),),
                variant="units",
                other=integrated[0].label,
            )


@rule("CM105", "common.integrated-areas", Severity.WARNING)
def common_integrated_areas(context: Context) -> Iterator[Hit]:
    """統合収納・統合滞納 with fewer levying areas than they are meant for.

    Which areas levy, which of them are one levy together and how many it takes is data of the standard.
    """
    facts = context.standard.common_functions.rule(CommonCheck.COLLECTION_AREAS)
    if facts is None or context.inventory.common_functions.collection is not CollectionMode.INTEGRATED:
        return
    found = levies(facts, {area for system in context.inventory.systems for area in system.areas})
    if len(found) < facts.minimum:
        yield on_facts(context, "collection", count=len(found))
