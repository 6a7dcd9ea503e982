"""Layout, selection, aggregation and interchange formats."""

from __future__ import annotations

import json
from datetime import date
from itertools import pairwise

import networkx as nx
import pytest

from readiness.graph import layout as layout_module
from readiness.graph.aggregate import aggregate
from readiness.graph.build import build_graph
from readiness.graph.dot_process import DotError
from readiness.graph.focus import Filter, focus, select
from readiness.graph.formats import to_dot, to_graphml, to_json
from readiness.graph.layout import LayoutOptions, layout
from readiness.model.graphview import GroupBy, Layout, SystemGraph
from readiness.model.interface import LinkMethod
from readiness.model.system import Conformance
from readiness.model.vendor import VendorGroup
from tests import builders as b


@pytest.fixture
def town() -> SystemGraph:
    """Two vendors of one group, one hub, one external system, one shared database."""
    inventory = b.inventory(
        vendor_groups=(VendorGroup(id="g", name="あおばグループ"),),
        vendors=(b.vendor("v1", group="g"), b.vendor("v2", group="g"), b.vendor("v3")),
        systems=(
            b.system(
                "juki",
                name="住民記録システム(住民基本台帳・印鑑登録・選挙人名簿管理の一体型)標準準拠版",
                vendor="v1",
                areas=("resident_registry",),
                migrated=True,
            ),
            b.system("zei", vendor="v2", areas=("individual_inhabitant_tax",), conformance=Conformance.NON_CONFORMANT),
            b.system("fuku", areas=("child_allowance",), shared_database=("zei",)),
            b.system("hub"),
        ),
        external_systems=(b.external("koku", name="国保連合会"),),
        interfaces=(
            b.link("L1", "juki", "zei", hub="hub", method=LinkMethod.FILE, data="異動"),
            b.link("L2", "juki", "zei", data="世帯"),
            b.link("L3", "zei", "fuku", temporary=True),
            b.link("L4", "fuku", "koku"),
            b.link("L5", "juki", "nowhere"),
        ),
    )
    return build_graph(inventory, {"zei": date(2027, 1, 4), "fuku": date(2027, 9, 1)})


def test_multi_edges_keep_their_ids_and_dangling_interfaces_stay_out(town: SystemGraph) -> None:
    assert [edge.id for edge in town.edges] == ["L1", "L2", "L3", "L4", "db:fuku:zei"]
    assert town.hubs == ("hub",)


def test_parties_waves_and_bridges(town: SystemGraph) -> None:
    assert [town.node_by_id[i].party for i in ("juki", "zei")] == ["g", "g"]
    assert [town.node_by_id[i].wave for i in ("juki", "zei", "fuku", "hub")] == [0, 1, 2, None]
    link = town.edge_by_id["L3"]
    assert (link.temporary_from, link.temporary_until) == (date(2027, 1, 4), date(2027, 9, 1))
    assert (town.edge_by_id["L2"].temporary_from, town.edge_by_id["L2"].temporary_until) == (None, date(2027, 1, 4))


def test_focus_takes_neighbours_in_both_directions_and_over_hubs(town: SystemGraph) -> None:
    assert {n.id for n in focus(town, "koku", 1).nodes} == {"koku", "fuku"}
    assert {n.id for n in focus(town, "koku", 2).nodes} == {"koku", "fuku", "zei"}
    assert {n.id for n in focus(town, "hub", 1).nodes} == {"hub", "juki", "zei"}
    with pytest.raises(KeyError):
        focus(town, "zie")


def test_filters_combine_and_keep_the_neighbours_that_explain_the_links(town: SystemGraph) -> None:
    found = select(town, Filter(vendors=frozenset({"g"}), states=frozenset({"non_conformant"})))
    assert {n.id for n in found.nodes} == {"juki", "zei", "fuku", "hub"}
    assert {e.id for e in found.edges} == {"L1", "L2", "L3", "db:fuku:zei"}
    alone = select(town, Filter(waves=frozenset({1, 2})), neighbours=False)
    assert {n.id for n in alone.nodes} == {"zei", "fuku"}


def test_aggregate_joins_members_and_counts_links(town: SystemGraph) -> None:
    found = aggregate(town, GroupBy.VENDOR, {"g": "あおばグループ", "unknown": "未確認"})
    assert {(n.id, n.label, n.members) for n in found.nodes} == {
        ("vendor:g", "あおばグループ", ("juki", "zei")),
        ("unknown", "未確認", ("fuku", "hub")),
        ("koku", "国保連合会", ()),
    }
    assert {(e.id, e.label, e.members, e.shared) for e in found.edges} == {
        ("vendor:g>unknown", "1", ("L3",), ()),
        ("unknown>koku", "1", ("L4",), ()),
        ("unknown>vendor:g", "同一DB 1", (), ("db:fuku:zei",)),
    }


def boxes_overlap(picture: Layout) -> list[tuple[str, str]]:
    return [
        (a.id, c.id)
        for i, a in enumerate(picture.nodes)
        for c in picture.nodes[i + 1 :]
        if abs(a.x - c.x) < (a.width + c.width) / 2 and abs(a.y - c.y) < (a.height + c.height) / 2
    ]


@pytest.mark.parametrize("engine", ["dot", "layered", "grouped"])
def test_layout_places_every_node_apart_with_room_for_its_label(town: SystemGraph, engine: str) -> None:
    picture = layout(town, LayoutOptions(engine=engine))
    assert picture.engine == engine
    assert [node.id for node in picture.nodes] == [node.id for node in town.nodes]
    assert boxes_overlap(picture) == []
    for node in picture.nodes:
        assert all(len(line.encode("cp932", "replace")) * 6.0 <= node.width for line in node.lines)
        assert node.width / 2 - 0.1 <= node.x <= picture.width - node.width / 2 + 0.1
        assert node.height / 2 - 0.1 <= node.y <= picture.height - node.height / 2 + 0.1
    assert picture.nodes[0].lines[-1].endswith("…") and len(picture.nodes[0].lines) == 3
    drawn = {(edge.source, edge.target): edge.edges for edge in picture.edges}
    assert drawn[("juki", "hub")] == ("L1",) and drawn[("hub", "zei")] == ("L1",) and drawn[("juki", "zei")] == ("L2",)
    assert layout(town, LayoutOptions(engine=engine)) == picture


def test_layout_without_graphviz_is_plain_and_says_why(town: SystemGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object, **_kwargs: object) -> bytes:
        raise DotError("too slow", timed_out=True)

    monkeypatch.setattr(layout_module, "render", fail)
    picture = layout(town)
    assert (picture.engine, picture.reason) == ("layered", "timeout")
    assert len(picture.nodes) == len(town.nodes)


def test_a_child_that_takes_too_long_is_stopped(town: SystemGraph) -> None:
    assert layout(town, LayoutOptions(timeout=0.001)).reason == "timeout"


def test_json_says_what_is_unknown(town: SystemGraph) -> None:
    value = json.loads(to_json(town))
    juki, _, fuku, *_ = value["nodes"]
    assert juki["migrated"] is True and juki["party"] == "g"
    assert fuku["vendor"] is None and "vendor" in fuku["unknown"]
    assert value["edges"][0]["method"] == "file"


def test_graphml_reads_back_with_keys_and_survives_control_characters() -> None:
    graph = build_graph(
        b.inventory(
            systems=(b.system("a", name="悪\x00い\x1b名<&>"), b.system("c")),
            interfaces=b.links([("a", "c"), ("a", "c")]),
        )
    )
    view = nx.parse_graphml(to_graphml(graph), force_multigraph=True)
    assert view.nodes["a"]["label"] == "悪い名<&>"
    assert "vendor" not in view.nodes["a"] and "vendor" in view.nodes["a"]["unknown"].split(";")
    assert {key for *_, key in view.edges(keys=True)} == {"L0", "L1"}


def test_dot_holds_hostile_names_as_text() -> None:
    graph = build_graph(
        b.inventory(
            systems=(b.system("a:b", name='x"]; b [label="悪'), b.system("c")), interfaces=b.links([("a:b", "c")])
        )
    )
    import pygraphviz

    view = pygraphviz.AGraph(string=to_dot(graph))
    assert len(view.nodes()) == 2 and len(view.edges()) == 1
    assert view.get_node("n0").attr["label"] == 'x"]; b [label="悪'


def test_many_systems_stand_in_titled_groups_with_links_between_them() -> None:
    systems = tuple(b.system(f"s{n}", areas=(f"area{n % 7}",)) for n in range(150))
    inventory = b.inventory(
        systems=(*systems, b.system("local", vendor="v")),
        external_systems=(b.external("x"),),
        vendors=(b.vendor("v"),),
        interfaces=b.links((f"s{n}", f"s{(n * 7 + 3) % 150}") for n in range(150)),
    )
    picture = layout(build_graph(inventory), LayoutOptions(group_names={"area0": "零業務", "v": "V社"}))
    assert picture.engine == "grouped"
    assert [(g.id, g.label) for g in picture.groups[:2]] == [("area0", "零業務"), ("area1", "area1")]
    assert [g.id for g in picture.groups[-2:]] == ["v", "external"]
    assert boxes_overlap(picture) == []
    frames = {group.id: group for group in picture.groups}
    for node in picture.nodes[:150]:
        frame = frames[f"area{int(node.id[1:]) % 7}"]
        assert frame.x < node.x - node.width / 2 and node.x + node.width / 2 < frame.x + frame.width
        assert frame.y < node.y - node.height / 2 and node.y + node.height / 2 < frame.y + frame.height
    corners = sorted(picture.groups, key=lambda g: (g.y, g.x))
    for one, other in pairwise(corners):
        assert one.x + one.width <= other.x or one.y + one.height <= other.y
    assert picture.width < 3 * picture.height and picture.height < 3 * picture.width
    assert layout(build_graph(inventory), LayoutOptions(group_names={"area0": "零業務", "v": "V社"})) == picture


def test_a_link_over_a_hub_outside_the_picture_is_drawn_from_end_to_end(town: SystemGraph) -> None:
    picture = layout(
        select(town, Filter(areas=frozenset({"resident_registry", "individual_inhabitant_tax"})), neighbours=False)
    )
    assert {(edge.source, edge.target): set(edge.edges) for edge in picture.edges} == {("juki", "zei"): {"L1", "L2"}}


@pytest.mark.parametrize("by", [None, *GroupBy])
def test_every_view_counts_what_the_inventory_holds(town: SystemGraph, by: GroupBy | None) -> None:
    found = aggregate(town, by) if by else town
    totals = found.totals
    assert (totals.systems, totals.external, totals.links, totals.databases) == (4, 1, 4, 1)
    lines = sum(len(edge.interfaces) for edge in found.edges)
    assert lines + totals.inside + totals.apart == totals.links
    assert (found.whole.links, found.whole.databases) == (5, 1)
    near = focus(town, "koku", 1)
    near = aggregate(near, by) if by else near
    assert near.whole == town.whole and near.totals.links == 1
