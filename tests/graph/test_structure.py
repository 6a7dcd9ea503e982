"""Structure against networkx' own functions on the raw graph, or against brute force."""

from __future__ import annotations

from itertools import combinations

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.graph.build import build_graph, party_of
from readiness.graph.cycle_cut import cycle_cuts
from readiness.graph.structure import (
    articulation_points,
    cut_edges,
    dependents,
    dominators,
    reach,
    separated_by,
    strong_groups,
)
from readiness.model.graphview import SystemGraph
from tests import builders as b

IDS = tuple("abcdefg")
pairs = st.lists(st.tuples(st.sampled_from(IDS), st.sampled_from(IDS)), max_size=14)


def graph_of(arcs: list[tuple[str, str]], **fields: object) -> SystemGraph:
    return build_graph(b.inventory(systems=tuple(b.system(i) for i in IDS), interfaces=b.links(arcs), **fields))


def reference(arcs: list[tuple[str, str]]) -> nx.MultiDiGraph:
    view = nx.MultiDiGraph()
    view.add_nodes_from(IDS)
    view.add_edges_from(arcs)
    return view


@settings(max_examples=50, deadline=None)
@given(pairs)
def test_articulation_points_are_those_whose_removal_adds_components(arcs: list[tuple[str, str]]) -> None:
    plain = nx.Graph(reference(arcs).to_undirected())
    before = nx.number_connected_components(plain)
    expected = []
    for node in IDS:
        rest = plain.copy()
        rest.remove_node(node)
        isolated = plain.degree(node) - 2 * plain.has_edge(node, node) == 0
        if nx.number_connected_components(rest) > before - isolated:
            expected.append(node)
    found = articulation_points(graph_of(arcs))
    assert list(found) == expected
    assert all(separated_by(graph_of(arcs), node) for node in found)


@settings(max_examples=50, deadline=None)
@given(pairs)
def test_cut_edges_are_those_whose_removal_adds_components(arcs: list[tuple[str, str]]) -> None:
    whole = nx.number_weakly_connected_components(reference(arcs))
    expected = []
    for number in range(len(arcs)):
        rest = reference(arcs[:number] + arcs[number + 1 :])
        if nx.number_weakly_connected_components(rest) > whole:
            expected.append(f"L{number}")
    assert cut_edges(graph_of(arcs)) == tuple(sorted(expected))


@settings(max_examples=50, deadline=None)
@given(pairs)
def test_strong_groups_and_dependents_match_networkx(arcs: list[tuple[str, str]]) -> None:
    view = reference(arcs)
    graph = graph_of(arcs)
    assert {frozenset(group) for group in strong_groups(graph)} == {
        frozenset(part) for part in nx.strongly_connected_components(view) if len(part) > 1
    }
    for node in IDS:
        assert set(dependents(graph, node)) == nx.descendants(view, node)
        for target, path in reach(graph, (node,)).items():
            assert len(path) == nx.shortest_path_length(view, node, target)
            assert [step.source for step in path] == [node, *[step.target for step in path]][: len(path)]


@settings(max_examples=50, deadline=None)
@given(pairs)
def test_dominators_match_networkx(arcs: list[tuple[str, str]]) -> None:
    view = nx.DiGraph(reference(arcs))
    for root, last in dominators(graph_of(arcs), ("a", "b")).items():
        expected = nx.immediate_dominators(view, root)
        assert last == {node: dominator for node, dominator in expected.items() if node != root}


@settings(max_examples=40, deadline=None)
@given(pairs, st.lists(st.integers(1, 5), min_size=14, max_size=14))
def test_cycle_cut_is_the_cheapest_of_all_sets(arcs: list[tuple[str, str]], costs: list[int]) -> None:
    weights = {f"L{number}": costs[number] for number in range(len(arcs))}
    cuts = cycle_cuts(graph_of(arcs), weights)
    assert all(cut.proven and cut.bound == cut.cost for cut in cuts)
    removed = {edge for cut in cuts for edge in cut.edges}
    rest = [arc for number, arc in enumerate(arcs) if f"L{number}" not in removed and arc[0] != arc[1]]
    assert nx.is_directed_acyclic_graph(reference(rest))
    total = sum(cut.cost for cut in cuts)
    assert total == sum(weights[edge] for edge in removed)
    assert total == cheapest_by_brute_force(arcs, costs)


def cheapest_by_brute_force(arcs: list[tuple[str, str]], costs: list[int]) -> int:
    """Best order of the members of each strong group: the cost of the arcs that point backwards, over all subsets."""
    best = {frozenset(): 0}
    nodes = sorted({end for arc in arcs for end in arc})
    for size in range(1, len(nodes) + 1):
        for chosen in combinations(nodes, size):
            group = frozenset(chosen)
            best[group] = min(
                best[group - {last}]
                + sum(cost for (s, t), cost in zip(arcs, costs, strict=False) if s == last and t in group - {last})
                for last in group
            )
    return best[frozenset(nodes)]


def test_a_stopped_hub_stops_what_passes_through_it_but_a_starved_hub_still_relays() -> None:
    systems = tuple(b.system(i) for i in ("src", "hub", "dst", "other", "feed"))
    graph = build_graph(
        b.inventory(
            systems=systems,
            interfaces=(b.link("L1", "src", "dst", hub="hub"), b.link("L2", "feed", "hub")),
        )
    )
    stopped = reach(graph, ("hub",))
    assert [(step.edge, step.source, step.target) for step in stopped["dst"]] == [("L1", "hub", "dst")]
    assert "dst" not in reach(graph, ("feed",))
    assert set(reach(graph, ("src",))) == {"src", "dst"}


def test_a_shared_database_stops_both_sides_and_cannot_be_cut() -> None:
    systems = (b.system("a", shared_database=("b",)), b.system("b"), b.system("c"))
    graph = build_graph(b.inventory(systems=systems, interfaces=b.links([("b", "c"), ("c", "a")])))
    assert dependents(graph, "b") == ("a", "c")
    (cut,) = cycle_cuts(graph)
    assert cut.members == ("a", "b", "c")
    assert cut.proven and cut.cost == 1 and set(cut.edges) <= {"L0", "L1"}


@pytest.mark.parametrize("lost", [("L0",)])
def test_lost_interfaces_start_a_path(lost: tuple[str, ...]) -> None:
    graph = graph_of([("a", "b"), ("b", "c")])
    paths = reach(graph, (), lost_edges=lost)
    assert set(paths) == {"b", "c"}
    assert [step.edge for step in paths["c"]] == ["L0", "L1"]


def test_a_merged_vendor_is_its_successor_for_every_question_alike() -> None:
    """Also where mergers run in a circle or into nobody: then each stays who it is."""
    vendors = (
        b.vendor("a", merged_into="b"), b.vendor("b", merged_into="c"), b.vendor("c"),
        b.vendor("x", merged_into="y"), b.vendor("y", merged_into="x"), b.vendor("z", merged_into="nobody"),
    )  # fmt: skip
    inventory = b.inventory(vendors=vendors)
    found = {vendor.id: inventory.successor_of(vendor.id) for vendor in vendors}
    assert found == {"a": "c", "b": "c", "c": "c", "x": "x", "y": "y", "z": "z"}
    assert {id_: party_of(inventory, id_) for id_ in found} == found
