"""One graph in any of the formats people ask for, as bytes; and which view to draw when there are too many systems."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from readiness.graph.aggregate import aggregate
from readiness.graph.dot_process import DotError, render
from readiness.graph.fonts import japanese_font
from readiness.graph.formats import to_dot, to_graphml, to_json
from readiness.graph.grouped import EXTERNAL
from readiness.graph.layout import LayoutOptions, layout
from readiness.graph.picture_dot import ENGINE, picture_dot
from readiness.messages.catalogue import Catalogue
from readiness.model.graphview import UNKNOWN_GROUP, EdgeKind, GroupBy, NodeKind, SystemGraph
from readiness.model.refusal import RefusedError
from readiness.model.text import Text, text
from readiness.report.graph_svg import graph_svg

PICTURES = ("svg", "png", "pdf")
FORMATS = (*PICTURES, "dot", "graphml", "json")
MOST_NODES = 200  # beyond this single systems are no longer legible on one sheet
_TIMEOUT = 60.0


class PictureError(RefusedError):
    """A picture that cannot be made here; `message` says why in words."""


@dataclass(frozen=True, slots=True)
class Exported:
    """The bytes of a file and what to tell the user about it."""

    content: bytes
    notices: tuple[Text, ...] = ()


def view(
    graph: SystemGraph, by: GroupBy | None, names: Mapping[str, str], words: Catalogue
) -> tuple[SystemGraph, Text | None]:
    """The graph grouped as asked, or by area where it has more nodes than can be read, with a notice."""
    database = words.get("graph.edge_kind.shared_database")
    labels = {**names, UNKNOWN_GROUP: words.get("graph.unknown_group"), EdgeKind.SHARED_DATABASE.value: database}
    if by is not None:
        return _serving_more(aggregate(graph, by, labels), words), None
    if len(graph.nodes) <= MOST_NODES:
        return graph, None
    labels[UNKNOWN_GROUP] = words.get("graph.no_area")
    notice = text("graph.aggregated", number=MOST_NODES, by=text(f"graph.by.{GroupBy.AREA.value}"))
    return replace(_serving_more(aggregate(graph, GroupBy.AREA, labels), words), above=MOST_NODES), notice


def _serving_more(graph: SystemGraph, words: Catalogue) -> SystemGraph:
    """An area is called with how many more the systems that stand there serve."""
    nodes = tuple(
        replace(node, label=words.get("view.place.more", name=node.label, count=len(node.areas) - 1))
        if node.kind is NodeKind.AREA and len(node.areas) > 1
        else node
        for node in graph.nodes
    )
    return replace(graph, nodes=nodes)


def layout_options(names: Mapping[str, str], words: Catalogue) -> LayoutOptions:
    """Options with the titles of groups: `names` of areas and parties by key, and words for the rest."""
    words_for = {EXTERNAL: words.get("graph.kind.external"), UNKNOWN_GROUP: words.get("graph.unknown_group")}
    return LayoutOptions(group_names={**names, **words_for})


def export(
    graph: SystemGraph,
    form: str,
    words: Catalogue,
    *,
    body: str,
    as_of: date | None = None,
    names: Mapping[str, str] | None = None,
) -> Exported:
    """`graph` as `form`; `names` of areas and parties title the groups of a large picture.

    A picture says below what it shows, as of which day, and what its colours mean, since it will be pasted elsewhere.

    Raises `PictureError` where PNG or PDF cannot be made with readable Japanese.
    """
    if form == "json":
        return Exported(to_json(graph).encode("utf-8"))
    if form == "graphml":
        return Exported(to_graphml(graph).encode("utf-8"))
    title = picture_title(graph, words, body)
    if form == "dot":
        return Exported(to_dot(graph, "\n".join((title, *grouping(graph, words)))).encode("utf-8"))
    caption = (
        *((words.get("graph.caption", title=title, day=as_of),) if as_of else (title,)),
        *grouping(graph, words),
        *((words.get("graph.legend"),) if any(node.kind is NodeKind.SYSTEM for node in graph.nodes) else ()),
    )
    font = "" if form == "svg" else japanese_font()
    if font is None:
        raise PictureError(text("graph.no_font"))
    placed = layout(graph, layout_options(names or {}, words))
    notices = plain_layout_notice(placed.engine, placed.reason)
    if form == "svg":
        svg = graph_svg(graph, placed, words, title=title, caption=caption)
        return Exported(svg.encode("utf-8"), notices)
    try:
        picture = render(picture_dot(graph, placed, font, caption), form, timeout=_TIMEOUT, engine=ENGINE)
        return Exported(picture, notices)
    except DotError as error:
        raise PictureError(text("graph.no_picture", form=form.upper(), detail=str(error))) from error


def picture_title(graph: SystemGraph, words: Catalogue, body: str) -> str:
    """What the picture shows, with its counts."""
    return words.get("graph.title", body=body, counts=counted(graph, words))


def grouping(graph: SystemGraph, words: Catalogue) -> tuple[str, ...]:
    """A line that says what is put together in the picture, and why where nobody asked for it."""
    if graph.by is None:
        return ()
    by = text(f"graph.by.{graph.by.value}")
    return (words.get("graph.large", number=graph.above, by=by) if graph.above else words.get("graph.grouped", by=by),)


def counted(graph: SystemGraph, words: Catalogue) -> str:
    """How much of the inventory the graph shows: each number with what of it has no line here and what is left out."""
    here, whole = graph.totals, graph.whole
    by = text(f"graph.by.{graph.by.value}") if graph.by else ""
    parts: tuple[tuple[str, int, int, dict[str, int]], ...] = (
        ("systems", here.systems, whole.systems, {}),
        ("external", here.external, whole.external, {}),
        ("links", here.links, whole.links, {"inside": here.inside, "apart": here.apart, "loops": here.loops}),
        (
            "databases",
            here.databases,
            whole.databases,
            {"inside": here.databases_inside, "apart": here.databases_apart},
        ),
    )
    stated = []
    for name, number, all_of_them, without in parts:
        more = [words.get(f"graph.count.{key}", number=count, by=by) for key, count in without.items() if count]
        within = (
            [words.get("graph.count.of_these", parts=words.get("graph.title.separator").join(more))] if more else []
        )
        rest = all_of_them - number
        beside = [words.get("graph.count.left_out", number=rest)] if rest > 0 else []
        if name == "databases" and not number and not beside:
            continue
        detail = words.get("graph.title.separator").join([*within, *beside])
        bare = words.get(f"graph.count.{name}", number=number)
        stated.append(words.get("graph.count.detailed", count=bare, detail=detail) if detail else bare)
    return words.get("graph.title.separator").join(stated)


def plain_layout_notice(engine: str, reason: str) -> tuple[Text, ...]:
    """A notice where Graphviz failed and the plain layout was used."""
    if engine != "layered":
        return ()
    why = text(f"graph.reason.{'timeout' if reason == 'timeout' else 'failed'}")
    return (text("graph.plain_layout", reason=why),)
