"""Interfaces: both ends, the standard's flows, temporary links."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from readiness.model.finding import Severity, Subject
from readiness.model.interface import Interface, LinkMethod
from readiness.model.inventory import Inventory
from readiness.model.plan.words import GateKind
from readiness.model.record import Record
from readiness.model.standard.flow import Flow
from readiness.model.standard.standard import spelling
from readiness.model.text import named, text
from readiness.model.unknown import known
from readiness.rules.context import Context
from readiness.rules.grouping import By, Grouping
from readiness.rules.rule import Hit, hit, rule
from readiness.situation.scopes import OUTSIDE


def missing_flows(inventory: Inventory, links: Iterable[Flow]) -> tuple[Flow, ...]:
    """Firm flows between areas that run on different systems, none of which is joined to one of the other side.

    An area a body has no system for is not looked at; neither are areas on one system or on one shared database.
    """
    of_area: dict[str, set[str]] = {}
    for system in inventory.systems:
        for area in system.areas:
            of_area.setdefault(area, set()).add(system.id)
    sends = _sends(inventory)
    return tuple(
        link
        for link in links
        if link.confidence.firm
        and link.from_ in of_area
        and link.to in of_area
        and not of_area[link.from_] & of_area[link.to]
        and all(of_area[link.to].isdisjoint(sends.get(first, ())) for first in of_area[link.from_])
    )


def _sends(inventory: Inventory) -> Mapping[str, set[str]]:
    """System → those its data goes to: directly, through one hub or in one database."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for interface in inventory.interfaces:
        found[interface.from_].add(interface.to)
    for system in inventory.systems:
        for other in system.shared_database:
            found[system.id].add(other)
            found[other].add(system.id)
    hubs = {interface.hub for interface in inventory.interfaces if interface.hub}
    through = {first: direct.union(*(found.get(hub, ()) for hub in direct & hubs)) for first, direct in found.items()}
    return found | through


@rule("IF101", "interface.ends-differ", Severity.WARNING, group=Grouping("links.methods", gate=GateKind.WORK))
def interface_ends_differ(context: Context) -> Iterator[Hit]:
    """The two ends of an interface tell it differently.

    Method, format or frequency, where both ends have told it.
    """
    for interface in context.inventory.interfaces:
        items = interface.disagreements
        if items:
            source, target = context.system_names([interface.from_, interface.to])
            yield hit(
                interface,
                "from_says",
                related=(interface.ref.child("to_says"),),
                items=tuple(text(f"gap.link.item.{item}") for item in items),
                source=source,
                target=target,
            )


@rule("IF102", "interface.one-end-only", Severity.NOTE)
def interface_one_end_only(context: Context) -> Iterator[Hit]:
    """Only one end of an interface has told what it is.

    Where one end's declaration is recorded and the other end is one of the body's systems too.
    """
    systems = context.inventory.system_by_id
    for interface in context.inventory.interfaces:
        silent = interface.to if interface.from_says else interface.from_
        if (interface.from_says is None) != (interface.to_says is None) and silent in systems:
            field = "from_says" if interface.from_says else "to_says"
            yield hit(interface, field, silent=systems[silent].label)


@rule("IF103", "area.flow-missing", Severity.QUESTION, group=Grouping("links.missing"))
def area_flow_missing(context: Context) -> Iterator[Hit]:
    """A flow the standard knows between two areas, with no interface between their systems.

    One question per receiving area, about areas the body runs. A body without any interface is asked once, for the
    list as a whole.
    """
    inventory = context.inventory
    if not inventory.interfaces:
        if len(inventory.systems) > 1:
            yield hit(inventory.body, "id", variant="none", systems=len(inventory.systems))
        return
    outside = {scope.area for scope in context.scopes if scope.outcome in OUTSIDE}
    links = [link for link in context.standard.links if not outside & {link.from_, link.to}]
    flows = missing_flows(inventory, links)
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


_DIRECT = (LinkMethod.DB_LINK, LinkMethod.SHARED_DATABASE)


@rule(
    "IF104", "interface.database-across-vendors", Severity.WARNING, group=Grouping("links.methods", gate=GateKind.WORK)
)
def interface_database_across_vendors(context: Context) -> Iterator[Hit]:
    """One vendor's system reads another vendor's database.

    Both vendors known and different. Within one vendor's product the standard leaves the way open.
    """
    systems = context.inventory.system_by_id
    for interface in context.inventory.interfaces:
        if interface.method not in _DIRECT or interface.from_ not in systems or interface.to not in systems:
            continue
        first, second = systems[interface.from_], systems[interface.to]
        if known(first.vendor) and known(second.vendor) and first.vendor != second.vendor:
            yield hit(interface, "method", source=first.label, target=second.label)


@rule("IF105", "interface.undocumented", Severity.WARNING, group=Grouping(by=By.MOVE, small=3, gate=GateKind.WORK))
def interface_undocumented(context: Context) -> Iterator[Hit]:
    """An interface nobody has a specification of.

    Told as undocumented, and one of its ends still moves; the others are asked in the gap register.
    """
    moving = {system.id for system in context.moving}
    for interface in context.inventory.interfaces:
        if interface.documented is False and moving & {interface.from_, interface.to}:
            source, target = context.system_names([interface.from_, interface.to])
            yield hit(interface, "documented", source=source, target=target)


@rule("IF106", "interface.twice", Severity.WARNING)
def interface_twice(context: Context) -> Iterator[Hit]:
    """The same interface written twice.

    Same ends, same data, same method.
    """
    first: dict[object, Interface] = {}
    for interface in context.inventory.interfaces:
        stated = (interface.from_, interface.to, interface.data, interface.method)
        other = first.setdefault(stated, interface)
        if other is not interface:
            source, target = context.system_names([interface.from_, interface.to])
            yield hit(interface, "id", related=(other.ref,), other=other.label, source=source, target=target)


@rule("IF107", "interface.self-loop", Severity.ERROR)
def interface_self_loop(context: Context) -> Iterator[Hit]:
    """An interface from a system to itself.

    Both ends are one system.
    """
    for interface in context.inventory.interfaces:
        if interface.from_ == interface.to:
            yield hit(interface, "to", related=(interface.ref.child("from"),), system=interface.to)


@rule("IF108", "interface.hub", Severity.WARNING)
def interface_hub(context: Context) -> Iterator[Hit]:
    """A hub that cannot be one.

    The hub is an end of the very interface, or is no system of the body.
    """
    for interface in context.inventory.interfaces:
        hub = interface.hub
        if hub and hub in (interface.from_, interface.to):
            yield hit(interface, "hub", hub=context.system_names([hub])[0])
        elif hub and hub in context.inventory.external_by_id:
            yield hit(interface, "hub", variant="external", hub=context.system_names([hub])[0])


@rule("IF109", "interface.removal-date", Severity.WARNING, group=Grouping(due="day"))
def interface_removal_date(context: Context) -> Iterator[Hit]:
    """A temporary link past the day to remove it, or one for which neither record nor plan knows a day.

    Every link marked as temporary; without a day of its own it goes when the plan brings both ends to one side.
    """
    links = context.plan.links if context.plan is not None else ()
    endless = {link.id for link in links if link.removed is None}
    for interface in context.inventory.interfaces:
        if not interface.temporary:
            continue
        source, target = context.system_names([interface.from_, interface.to])
        if interface.remove_by is None:
            if interface.id not in endless:
                continue
            yield hit(interface, "temporary", variant="absent", severity=Severity.NOTE, source=source, target=target)
        elif interface.remove_by < context.as_of:
            yield hit(
                interface,
                "remove_by",
                source=source,
                target=target,
                day=interface.remove_by,
                days=context.days_to(interface.remove_by),
            )


@rule("IF110", "interface.temporary-without-need", Severity.NOTE)
def interface_temporary_without_need(context: Context) -> Iterator[Hit]:
    """A temporary link between two systems that stand on one side.

    Both have migrated, so the link may be due for removal.
    """
    systems = context.inventory.system_by_id
    for interface in context.inventory.interfaces:
        ends = [systems[end] for end in (interface.from_, interface.to) if end in systems]
        if interface.temporary and len(ends) == 2 and all(context.stands[end.id].migrated is True for end in ends):
            yield hit(interface, "temporary", source=ends[0].label, target=ends[1].label)


@rule("IF111", "interface.outside", Severity.NOTE)
def interface_outside(context: Context) -> Iterator[Hit]:
    """An interface whose ends are both outside the body.

    It concerns no system of the body, so nothing follows from it.
    """
    outside = context.inventory.external_by_id
    for interface in context.inventory.interfaces:
        if interface.from_ in outside and interface.to in outside:
            source, target = context.system_names([interface.from_, interface.to])
            yield hit(interface, "from", source=source, target=target)


@rule("IF112", "external.party-missing", Severity.QUESTION, group=Grouping("links.missing"))
def external_party_missing(context: Context) -> Iterator[Hit]:
    """A party outside that areas of the body exchange data with by law, and that the inventory does not name.

    One question per party. It may be an external system, an operating body, a vendor or a system of the body's own.
    """
    inventory = context.inventory
    stated = [
        spelling(word)
        for record in (
            *inventory.external_systems,
            *inventory.operating_bodies,
            *inventory.vendors,
            *inventory.systems,
        )
        for word in (record.name, record.note or "")
    ]
    for party in context.standard.parties:
        systems = [system for system in inventory.systems if set(system.areas) & set(party.areas)]
        if not systems or any(party.is_named_in(word) for word in stated):
            continue
        run = {area for system in systems for area in system.areas}
        areas = [area for area in party.areas if area in run]
        found = hit(
            systems[0],
            "areas",
            discriminator=party.key,
            party=party.title,
            areas=context.area_names(areas),
        )
        yield replace(found, subject=Subject("area", areas[0]))
