"""A page of its own for each area and each system: who gives, what it is, who gets; shown when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypedDict

from readiness.figures.figure import key_of
from readiness.figures.linked import partner_key
from readiness.graph.plane.ego import Ego, EgoRow, area_ego, system_ego
from readiness.graph.plane.place import OUTSIDE, areas_besides, home, served_besides
from readiness.graph.plane.timeline import TimeRow
from readiness.model.record import SystemId
from readiness.model.unknown import Unknown
from readiness.report.views.links import same_name
from readiness.report.views.matrix import link_words
from readiness.report.views.record_parts import Concerned, Part, evidence, linked_names
from readiness.report.views.timeline import rows_of
from readiness.report.views.timeline_table import verdict
from readiness.report.views.view import Sight, area_address, sys_address
from readiness.tables.table import Cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """One row beside the middle: a name that leads on, what is said of it, how the line looks."""

    name: str
    href: str
    said: str
    style: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """`way` leads back; `facts` are the card in the middle; `members` the systems of an area; `parts` follow.

    `plain`: a record that gives and gets nothing.
    """

    id: str
    title: str
    way: tuple[Cell, ...]
    sentence: str
    gives: tuple[Partner, ...] = ()
    gets: tuple[Partner, ...] = ()
    given: int = 0
    got: int = 0
    facts: tuple[tuple[str, Cell], ...] = ()
    members: tuple[Cell, ...] = ()
    parts: tuple[Part, ...] = ()
    plain: bool = False


def area_pages(sight: Sight) -> Iterator[Page]:
    """Every area that holds a system, 周辺 and 庁外."""
    graph, carried = sight.context.analysis.graph, sight.context.carried
    members: dict[str, list[SystemId]] = {}
    for node in graph.nodes:
        members.setdefault(home(node), []).append(SystemId(node.id))
    served = served_besides(graph)
    for key in dict.fromkeys((*sight.area_keys, *members)):
        ids = members.get(key, [])
        ego = area_ego(graph, sight.temporary_links, key)
        now = len(sight.temporary_links.now.intersection(ego.links))
        name, first = sight.place(key), key_of("area", key)
        # Systems to move first, then moved, then the rest: at most as many as can be read at a glance stand first.
        order = {"○": 0, "✓": 1}
        others = served.get(key, [])
        listed = sorted((*ids, *others), key=lambda s: order.get(sight.mark(s), 2))
        yield Page(
            id=area_address(key)[1:],
            title=name,
            way=(Cell(text=sight.t("map.name"), href="#map"),),
            sentence=sight.t(
                "page.area",
                name=name,
                systems=carried(len(ids), f"{first}.systems"),
                links=carried(len(ego.links), f"{first}.all"),
                now=carried(now, f"{first}.temporary"),
                inside=carried(len(ego.inside), f"{first}.inside"),
            )
            + _shared(sight, ids, key)
            + (_served(sight, name, others, besides=True) if others else "")
            if ids
            else _served(sight, name, others),
            **_sides(sight, first, ego),
            members=tuple(
                Cell(
                    text=f"{sight.mark(s)} {sight.context.end(s)}" if key != OUTSIDE else sight.context.end(s),
                    href=sys_address(s),
                )
                for s in listed
            ),
        )


def _shared(sight: Sight, systems: list[SystemId], key: str) -> str:
    """That systems of an area serve others too, whose links are counted with its own."""
    graph = sight.context.analysis.graph
    found = [system for system in systems if areas_besides(graph, key, (system,))]
    return sight.t("page.shared", systems=sight.context.some([*map(sight.context.end, found)], 3)) if found else ""


def _served(sight: Sight, name: str, systems: list[SystemId], *, besides: bool = False) -> str:
    """Of an area without a system of its own, or besides its own: which serve it, and where their links are shown."""
    graph = sight.context.analysis.graph
    if not systems:
        return sight.t("page.empty", name=name)
    homes = dict.fromkeys(sight.place(home(graph.node_by_id[system])) for system in systems)
    named = sight.context.join(sight.context.end(system) for system in systems)
    key = "page.served_besides" if besides else "page.served"
    return sight.t(key, name=name, systems=named, areas=sight.context.join(homes))


class _Sides(TypedDict):
    gives: tuple[Partner, ...]
    gets: tuple[Partner, ...]
    given: int
    got: int


def _sides(sight: Sight, key: str, ego: Ego) -> _Sides:
    """Who stands to the left and to the right, and how many links they have."""
    carried = sight.context.carried
    return {
        "gives": _partners(sight, key, "into", ego.gives),
        "gets": _partners(sight, key, "out", ego.gets),
        "given": carried(sum(len(row.links) for row in ego.gives), f"{key}.into"),
        "got": carried(sum(len(row.links) for row in ego.gets), f"{key}.out"),
    }


def _partners(sight: Sight, key: str, side: str, rows: tuple[EgoRow, ...]) -> tuple[Partner, ...]:
    found, carried = [], sight.context.carried
    for row in rows:
        if row.joined:
            name, href = sight.place_of_links(row.partner, row.links), area_address(row.partner)
            first = partner_key(key, side, row)
            count = carried(len(row.links), f"{first}.links")
            now = carried(row.temporary, f"{first}.now")
            said = sight.t("page.row", count=count, now=now) if row.temporary else sight.t("count", count=count)
        else:
            name, href = sight.context.end(row.partner), sys_address(row.partner)
            said = link_words(sight, row.links)[row.links[0]]
        style = "temp" if row.temporary else "coming" if row.coming else "plain"
        found.append(Partner(name=name, href=href, said=said, style=style))
    return tuple(found)


def ego_of(sight: Sight, system: SystemId) -> Ego:
    """Who gives to a system and who gets from it."""
    return system_ego(sight.context.analysis.graph, sight.temporary_links, system, sight.until)


def system_pages(sight: Sight) -> Iterator[Page]:
    """Every own system and every system outside."""
    rows = {row.system: row for row in rows_of(sight)}
    concerned = Concerned(sight)
    for node in sight.context.analysis.graph.nodes:
        id_ = SystemId(node.id)
        ego = ego_of(sight, id_)
        key = home(node)
        first, carried = key_of("links", node.id), sight.context.carried
        now = carried(len(sight.temporary_links.now.intersection(ego.links)), f"{first}.temporary")
        links = carried(len(ego.links), f"{first}.all")
        yield Page(
            id=sys_address(node.id)[1:],
            title=sight.context.end(node.id),
            way=(Cell(text=sight.t("map.name"), href="#map"), Cell(text=sight.place(key), href=area_address(key))),
            sentence=sight.t("page.system", name=sight.context.end(node.id), links=links, now=now)
            + _ends(sight, rows.get(id_)),
            **_sides(sight, first, ego),
            facts=tuple(_facts(sight, id_, rows.get(id_))),
            parts=tuple(concerned.parts(id_)) if id_ in sight.context.inventory.system_by_id else (),
        )


def same_name_pages(sight: Sight) -> Iterator[Page]:
    """Systems that share a name: where that name leads to in a running text."""
    inventory = sight.context.inventory
    found: dict[str, list[str]] = {}
    for record in (*inventory.systems, *inventory.external_systems):
        found.setdefault(record.label, []).append(record.id)
    for label, ids in found.items():
        if len(ids) > 1:
            nodes = [node for node in sight.context.analysis.graph.nodes if node.id in ids]
            lines = (
                Cell(
                    text=sight.context.end(node.id),
                    href=sys_address(node.id),
                    sub=f"{sight.place(home(node))} {node.vendor_label or ''}",
                )
                for node in nodes
            )
            yield Page(
                id=same_name(ids),
                title=label,
                way=(Cell(text=sight.t("map.name"), href="#map"),),
                sentence=sight.t("page.same", name=label, count=len(ids)),
                parts=(Part(title=sight.t("page.systems"), lines=tuple(lines)),),
                plain=True,
            )


def vendor_pages(sight: Sight) -> Iterator[Page]:
    """Every vendor that may be named: its systems, its contracts, what is known of it."""
    context, inventory = sight.context, sight.context.inventory
    for vendor in inventory.vendors if context.names_vendors else ():
        systems = [system.id for system in inventory.systems if system.vendor == vendor.id]
        contracts = [contract.id for contract in inventory.contracts if contract.vendor == vendor.id]
        yield Page(
            id=f"vendor/{vendor.id}",
            title=vendor.label,
            way=(Cell(text=sight.t("without.name"), href="#without"),),
            sentence=sight.t("page.vendor", name=vendor.label, systems=len(systems), contracts=len(contracts)),
            parts=(
                Part(title=sight.t("page.systems"), lines=linked_names(context, systems, "system", "sys"), empty="―"),
                Part(
                    title=sight.t("page.contracts"),
                    lines=linked_names(context, contracts, "contract", "contract"),
                    empty="―",
                ),
                evidence(context, vendor),
            ),
            plain=True,
        )


def contract_pages(sight: Sight) -> Iterator[Page]:
    """Every contract: with whom, for what, until when."""
    context = sight.context
    for contract in context.inventory.contracts:
        vendor = () if isinstance(contract.vendor, Unknown) or not context.names_vendors else (contract.vendor,)
        yield Page(
            id=f"contract/{contract.id}",
            title=contract.label,
            way=(Cell(text=sight.t("timeline.name"), href="#timeline"),),
            sentence=sight.t("page.contract", name=contract.label, end=context.say(contract.end)),
            parts=(
                Part(
                    title=context.t("field.vendor"), lines=linked_names(context, vendor, "vendor", "vendor"), empty="―"
                ),
                Part(
                    title=sight.t("page.systems"),
                    lines=linked_names(context, contract.systems, "system", "sys"),
                    empty="―",
                ),
                evidence(context, contract),
            ),
            plain=True,
        )


def _ends(sight: Sight, row: TimeRow | None) -> str:
    if row is None or not row.gravest.alarm:
        return ""
    return " ▲ " + sight.context.join(verdict(sight, row, item) for item in row.judged if item.alarm)


def _facts(sight: Sight, id_: SystemId, row: TimeRow | None) -> Iterator[tuple[str, Cell]]:
    """The card: who runs it, until when, when it moves."""
    context = sight.context
    node = context.analysis.graph.node_by_id[id_]
    system = context.inventory.system_by_id.get(id_)
    vendor = node.vendor_label or context.t("common.unknown")
    known_as = system is not None and context.names_vendors and isinstance(system.vendor, str)
    yield (
        context.t("field.vendor"),
        Cell(
            text=f"{sight.letter(id_)} {vendor}" if context.names_vendors else sight.letter(id_),
            href=f"#vendor/{system.vendor}" if known_as and system is not None else "",
        ),
    )
    if system is None or row is None:
        return
    stand = context.analysis.stands[id_]
    yield sight.t("page.side"), Cell(text=f"{sight.mark(id_)} {context.render(stand.stand.because)}")
    yield context.t("field.owner_division"), context.named("division", context.owner(id_))
    yield sight.t("timeline.head.day"), context.cell(row.cutover) if row.cutover else Cell(text="―")
    if row.contract is not None:
        yield sight.t("page.contracts"), context.named("contract", row.contract, href=f"#contract/{row.contract}")
    for item in row.ends:
        if item.contract != row.contract:
            said = f"{context.name('contract', item.contract)} {context.day(item.end)}"
            yield sight.t("page.contracts"), Cell(text=said, href=f"#contract/{item.contract}")
    for name, day in (
        ("contract", row.contract_end),
        ("service", row.service_end),
        ("platform", row.platform_end),
        ("due", row.due),
    ):
        if day is not None:
            yield sight.t(f"timeline.head.{name}"), context.cell(day)
    found = context.analysis.lockin.by_system.get(id_)
    if found is not None:
        said = sight.t("map.matters", applies=found.applies.value, unknown=found.unknown.value, about=id_)
        yield sight.t("page.matters"), Cell(text=said)
