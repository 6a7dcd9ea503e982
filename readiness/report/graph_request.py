"""What a user asked to see of the graph, applied: plan's waves, filter, focus, grouping."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from readiness.graph.build import build_graph
from readiness.graph.focus import Filter, focus, select
from readiness.messages.catalogue import Catalogue
from readiness.model.graphview import GroupBy, SystemGraph
from readiness.model.inventory import Inventory
from readiness.model.record import Record
from readiness.model.standard.standard import Standard
from readiness.model.system import Conformance, Hosting
from readiness.model.text import Text, text
from readiness.report.graph_export import Exported, PictureError, export, view
from readiness.report.values import distinct_labels
from readiness.situation.situation import situations
from readiness.sources.suggest import suggest

_SOME = 8
_STATE_WORDS: Mapping[str, str] = {
    **{word.ja: str(word.value) for kind in (Conformance, Hosting) for word in kind},
    "移行済み": "migrated",
    "移行前": "not_migrated",
    "未確認": "unknown",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphRequest:
    """`vendors` are vendor or group ids or names, `areas` any spelling, `states` codes or words of any axis."""

    focus: str | None = None
    hops: int = 1
    by: str | None = None
    vendors: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    platforms: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    waves: tuple[int, ...] = ()
    form: str = "svg"


def draw(
    inventory: Inventory, standard: Standard, request: GraphRequest, words: Catalogue, as_of: date
) -> tuple[SystemGraph, Exported]:
    """The graph asked for and its bytes. Raises `PictureError` for a word that is of nothing, or an empty answer."""
    stands = situations(inventory, as_of)
    dates = {system: cutover.date for system, cutover in stands.cutovers.items()}
    apart = distinct_labels(inventory, lambda area: standard.node_names.get(area, area))
    graph = build_graph(inventory, dates, stands=stands, names=apart)
    wanted = _filter(inventory, standard, request)
    _check(graph, wanted, inventory, standard)
    shown = select(graph, wanted)
    if request.focus is not None:
        shown = focus(shown, _node(shown, request.focus), request.hops)
    if not shown.nodes:
        raise PictureError(text("graph.empty"))
    notice: Text | None = None
    by = GroupBy.of(request.by) if request.by else None
    names = {**standard.node_names, **_names(inventory)}
    if by is not None or request.form in ("svg", "png", "pdf"):
        shown, notice = view(shown, by, names, words)
    found = export(shown, request.form, words, body=inventory.body.label, as_of=as_of, names=names)
    notices = (*((notice,) if notice else ()), *found.notices)
    return shown, Exported(found.content, notices)


def _filter(inventory: Inventory, standard: Standard, request: GraphRequest) -> Filter:
    return Filter(
        vendors=frozenset(_by_name([*inventory.vendors, *inventory.vendor_groups], request.vendors)),
        areas=frozenset(standard.area_spellings.get(area, area) for area in request.areas),
        platforms=frozenset(request.platforms),
        states=frozenset(_STATE_WORDS.get(state, state) for state in request.states),
        waves=frozenset(request.waves),
    )


def _check(graph: SystemGraph, wanted: Filter, inventory: Inventory, standard: Standard) -> None:
    """Refuse a filter word that nothing in the inventory can fit, with those nearest to it."""
    vendors = [*inventory.vendors, *inventory.vendor_groups]
    areas = {area: standard.node_names.get(area, area) for node in graph.nodes for area in node.areas}
    platforms = {node.platform: node.platform for node in graph.nodes if isinstance(node.platform, str)}
    waves = {str(node.wave): str(node.wave) for node in graph.nodes if node.wave is not None}
    states = {code: word for word, code in _STATE_WORDS.items()}
    asked: tuple[tuple[str, Iterable[str], Mapping[str, str]], ...] = (
        ("vendor", wanted.vendors, {record.id: record.label for record in vendors}),
        ("area", wanted.areas, {**areas, **standard.node_names}),
        ("platform", wanted.platforms, platforms),
        ("state", wanted.states, states),
        ("wave", map(str, wanted.waves), waves),
    )
    for kind, words, known in asked:
        for word in sorted(set(words) - set(known)):
            near = suggest(word, (*known, *known.values())) or tuple(sorted(known.values())[:_SOME])
            raise PictureError(text("graph.no_such", word=word, kind=text(f"graph.filter.{kind}"), candidates=near))


def _by_name(records: Iterable[Record], wanted: Iterable[str]) -> list[str]:
    ids = {record.name: record.id for record in records if record.name}
    return [ids.get(word, word) for word in wanted]


def _names(inventory: Inventory) -> dict[str, str]:
    return {record.id: record.label for record in (*inventory.vendor_groups, *inventory.vendors)}


def _node(graph: SystemGraph, word: str) -> str:
    """The node of an id or a name."""
    if word in graph.node_by_id:
        return word
    named = [node.id for node in graph.nodes if node.label == word]
    if len(named) == 1:
        return named[0]
    near = suggest(word, [*graph.node_by_id, *(node.label for node in graph.nodes)])
    if near:
        raise PictureError(text("graph.did_you_mean", id=word, candidates=near))
    raise PictureError(text("graph.no_such_node", id=word))
