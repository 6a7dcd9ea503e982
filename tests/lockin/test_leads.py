"""Leads: named, with a path, and honest about how much they hang on single links."""

from __future__ import annotations

from readiness.graph.build import build_graph
from readiness.lockin.leads import leads
from readiness.messages.catalogue import Catalogue
from readiness.model.lockin.leads import Lead, LeadKind
from tests import builders as b


def found(arcs: list[tuple[str, str]], hub: str | None = None) -> list[Lead]:
    names = sorted({end for arc in arcs for end in arc} | ({hub} if hub else set()))
    inventory = b.inventory(systems=tuple(b.system(n) for n in names), interfaces=b.links(arcs, hub=hub))
    return list(leads(build_graph(inventory)))


def test_an_empty_inventory_has_none() -> None:
    assert found([]) == []


def test_a_bottleneck_is_named_with_what_hangs_behind_it() -> None:
    ring = [("a", "b"), ("b", "c"), ("c", "a")]
    result = found([*ring, ("a", "m"), ("m", "x"), ("x", "y"), ("y", "m")])
    (articulation,) = [x for x in result if x.kind is LeadKind.ARTICULATION and x.subjects == ("m",)]
    assert set(articulation.path) == {"x", "y"} or set(articulation.path) == {"a", "b", "c"}
    (cut,) = [x for x in result if x.kind is LeadKind.CUT_EDGE]
    assert cut.subjects == ("L3",) and cut.path == ("a", "m")
    groups = [x for x in result if x.kind is LeadKind.STRONG_GROUP]
    assert {x.subjects for x in groups} == {("a", "b", "c"), ("m", "x", "y")}
    cuts = [x for x in result if x.kind is LeadKind.CYCLE_CUT]
    assert all(x.proven and len(x.subjects) == 1 for x in cuts)
    assert all(0 <= x.removal <= 1 and 0 <= x.addition <= 1 and x.runs >= 10 for x in result)
    # A single link between two rings rarely stays the only one when more links turn up.
    assert cut.addition < 1.0
    words = Catalogue("ja")
    assert all("⟦" not in words.render(x.message) and "{" not in words.render(x.message) for x in result)


def test_the_same_graph_gives_the_same_leads() -> None:
    arcs = [("a", "b"), ("b", "c"), ("c", "a"), ("c", "d"), ("d", "e")]
    assert found(arcs) == found(arcs)


def test_all_ways_from_the_hub() -> None:
    arcs = [("h", "m"), ("m", "x"), ("m", "y")]
    inventory = b.inventory(
        systems=tuple(b.system(n) for n in ("h", "m", "x", "y", "s", "t")),
        interfaces=(*b.links(arcs), b.link("H", "s", "t", hub="h")),
    )
    (lead,) = [x for x in leads(build_graph(inventory)) if x.kind is LeadKind.DOMINATOR]
    assert lead.subjects == ("m",) and lead.path == ("h", "m", "x", "y")
