"""`readiness graph` through the real command line, on the sample town."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import pytest

from readiness.graph.build import build_graph
from readiness.graph.dot_process import render
from readiness.graph.labels import break_label
from readiness.graph.layout import layout
from readiness.graph.picture_dot import ENGINE, picture_dot
from readiness.messages.catalogue import Catalogue
from readiness.report import graph_export
from readiness.report.graph_svg import graph_svg
from tests import builders as b
from tests.command import Done
from tests.command import run as command

ROOT = Path(__file__).resolve().parents[2]
TOWN = ROOT / "inventories" / "midori-cho"
LINKS = [f"i{number}" for number in range(8)]
SVG = "{http://www.w3.org/2000/svg}"


def run(*arguments: str) -> Done:
    return command("graph", *arguments)


def nodes(svg: bytes) -> dict[str, ElementTree.Element]:
    tree = ElementTree.fromstring(svg)
    return {g.get("data-id", ""): g for g in tree.iter(f"{SVG}g") if "node" in (g.get("class") or "").split()}


def test_svg_carries_what_the_report_filters_by() -> None:
    done = run(str(TOWN))
    assert done.returncode == 0, done.stderr
    found = nodes(done.out)
    juki = found["juki"]
    assert juki.get("data-vendor") == "hinode" and juki.get("data-party") == "g-hinode"
    assert juki.get("data-area") == "resident_registry"
    assert juki.get("data-state") == "transitional"
    assert juki.get("data-wave") == "0"
    title = juki.find(f"{SVG}title")
    assert title is not None and "住民記録システム" in (title.text or "") and "経過措置あり" in (title.text or "")
    tree = ElementTree.fromstring(done.out)
    drawn = {
        id_
        for g in tree.iter(f"{SVG}g")
        if "edge" in (g.get("class") or "").split()
        for id_ in g.get("data-id", "").split()
    }
    listed = json.loads(run(str(TOWN), "--format", "json").stdout)
    assert {edge["id"] for edge in listed["edges"]} == drawn
    assert run(str(TOWN)).stdout == done.stdout


def test_focus_filters_and_groups(tmp_path: Path) -> None:
    near = nodes(run(str(TOWN), "--focus", "介護保険システム", "--hops", "1").out)
    assert "kaigo" in near and "kenko" not in near
    mine = json.loads(run(str(TOWN), "--area", "介護保険", "--state", "未準拠", "--format", "json").stdout)
    assert {node["id"] for node in mine["nodes"]} >= {"kaigo"}
    assert all("kaigo" in {edge["source"], edge["target"], edge["hub"]} for edge in mine["edges"])
    out = tmp_path / "v.svg"
    done = run(str(TOWN), "--by", "vendor", "--out", str(out))
    assert done.returncode == 0 and done.out == b""
    assert "vendor:g-hinode" in nodes(out.read_bytes())


def test_a_mistyped_node_gets_a_suggestion_and_nothing_is_written(tmp_path: Path) -> None:
    out = tmp_path / "x.svg"
    done = run(str(TOWN), "--focus", "kaigoo", "--out", str(out))
    assert done.returncode == 2
    assert "kaigo" in done.stderr
    assert not out.exists()
    nothing = run(str(TOWN), "--wave", "99")
    assert nothing.returncode == 2 and nothing.out == b""


def test_png_needs_a_file_and_a_japanese_font(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(str(TOWN), "--format", "png").returncode == 2
    graph = build_graph(b.inventory(systems=(b.system("a"),)))
    monkeypatch.setattr(graph_export, "japanese_font", lambda: None)
    with pytest.raises(graph_export.PictureError) as caught:
        graph_export.export(graph, "png", Catalogue("ja"), body="町")
    assert caught.value.message.key == "graph.no_font"
    monkeypatch.setattr(graph_export, "japanese_font", lambda: "sans")
    assert graph_export.export(graph, "png", Catalogue("ja"), body="町").content.startswith(b"\x89PNG")


def test_a_picture_says_what_it_shows_as_of_when_and_what_its_colours_mean() -> None:
    svg = run(str(TOWN)).stdout
    assert "システム 29、外部システム 15" in svg
    assert "2026-11-02時点" in svg
    assert "橙 経過措置あり" in svg
    grouped = run(str(TOWN), "--by", "vendor").stdout
    assert "橙 経過措置あり" not in grouped  # a bundle has no state


def test_a_png_stands_where_the_svg_stands_and_hostile_names_do_not_stop_it() -> None:
    systems = [b.system(f"s{n}", name=f'<b>&\x01"名{n}', areas=("x",)) for n in range(120)]
    graph = build_graph(b.inventory(systems=tuple(systems), interfaces=(b.link("L", "s0", "s1"),)))
    placed = layout(graph)
    dot = picture_dot(graph, placed, "sans", ("題",))
    assert len(placed.groups) == 1 and dot.count("labelloc=t") == 1
    first = next(node for node in placed.nodes if node.id == "s0")
    assert f"{first.x:.2f}," in dot
    assert "<b>" not in dot and "\x01" not in dot
    assert render(dot, "png", timeout=60, engine=ENGINE).startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("option", "word", "near"),
    [
        ("--area", "介護保健", "介護保険"),
        ("--state", "準居", "準拠"),
        ("--vendor", "hinodee", "hinode"),
        ("--wave", "99", "0"),
    ],
)
def test_a_filter_word_of_nothing_is_refused_with_those_near_it(option: str, word: str, near: str) -> None:
    done = run(str(TOWN), option, word)
    assert done.returncode == 2 and done.out == b""
    assert near in done.stderr


def test_hostile_names_stay_text() -> None:
    name = '<script>alert(1)</script>"\x01 & 名'
    inventory = b.inventory(
        systems=(b.system("a", name=name), b.system('c" onload="x', vendor='v"><script>')),
        interfaces=(b.link("L", "a", 'c" onload="x', data="<b>"),),
    )
    graph = build_graph(inventory)
    svg = graph_svg(graph, layout(graph), Catalogue("ja"), title="<t>")
    tree = ElementTree.fromstring(svg)
    assert {element.tag for element in tree.iter()} <= {
        f"{SVG}{tag}" for tag in ("svg", "title", "g", "rect", "text", "path", "polygon", "circle")
    }
    assert not any(name.startswith("on") for element in tree.iter() for name in element.attrib)
    assert any("<script>" in (title.text or "") for title in tree.iter(f"{SVG}title"))


def test_more_systems_than_fit_are_grouped_by_area_and_said_so() -> None:
    systems = tuple(b.system(f"s{n}", areas=(f"area{n % 7}",)) for n in range(201))
    graph = build_graph(b.inventory(systems=systems))
    shown, notice = graph_export.view(graph, None, {"area0": "零"}, Catalogue("ja"))
    assert len(shown.nodes) == 7 and notice is not None
    assert shown.nodes[0].label == "零"
    fits, silent = graph_export.view(build_graph(b.inventory(systems=systems[:200])), None, {}, Catalogue("ja"))
    assert len(fits.nodes) == 200 and silent is None


@pytest.mark.parametrize(
    ("label", "lines"),
    [
        ("国民健康保険システム", ["国民健康保険", "システム"]),
        ("住民記録システム", ["住民記録システム"]),
        ("証明書交付センター(コンビニ交付)", ["証明書交付", "センター", "(コンビニ交付)"]),
        ("eLTAX", ["eLTAX"]),
        ("あ" * 20, ["あ" * 8, "あ" * 8, "あ" * 4]),
    ],
)
def test_labels_break_between_words(label: str, lines: list[str]) -> None:
    assert break_label(label, 16) == lines


def counting_town(folder: Path) -> Path:
    """Links within and between groups, between systems of no known group, to a system itself; a shared database."""
    inventory = """
body:
  {id: kaede-cho, name: かえで町, code: "993026", body_class: 町, prefecture: 架空県, population: 12000,
   fictional: true, issuer: 総務課, as_of: 2026-11-02}
vendors: [{id: kita, name: 北野システム}, {id: minami, name: みなみ情報}]
systems:
  - {id: juki, name: 住民記録システム, areas: [住民基本台帳], vendor: kita, platform: 共同サーバA,
     shared_database: [inkan]}
  - {id: inkan, name: 印鑑登録システム, areas: [印鑑登録], vendor: kita, platform: 共同サーバA}
  - {id: kaigo, name: 介護保険システム, areas: [介護保険], vendor: minami, platform: ガバメントクラウド}
  - {id: nintei, name: 認定審査支援, areas: [介護保険], vendor: minami, platform: ガバメントクラウド}
  - {id: map, name: 地図, kind: 独自施策}
  - {id: park, name: 公園台帳, kind: 独自施策}
external_systems: [{id: koku, name: 国保連合会}]
interfaces:
"""
    ends = ["juki kaigo", "kaigo juki", "kaigo nintei", "juki inkan", "map park", "map juki", "kaigo koku", "park park"]
    rows = [
        f"  - {{id: i{n}, from: {a}, to: {b}, data: 異動}}" for n, (a, b) in enumerate(pair.split() for pair in ends)
    ]
    (folder / "inventory.yaml").write_text(inventory + "\n".join(rows) + "\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("by", "said"),
    [
        ("", "連携 8(うち自分自身への連携で線のないもの 1)、同一DB 1"),
        ("vendor", "連携 8(うち同じ事業者の中 2、事業者が分からないシステムどうし 2)、同一DB 1(うち同じ事業者の中 1)"),
        ("area", "連携 8(うち同じ業務の中 1、業務が分からないシステムどうし 2)、同一DB 1"),
        (
            "platform",
            "連携 8(うち同じ稼働基盤の中 2、稼働基盤が分からないシステムどうし 2)、同一DB 1(うち同じ稼働基盤の中 1)",
        ),
    ],
)
def test_every_format_says_as_many_links_as_the_inventory_holds(tmp_path: Path, by: str, said: str) -> None:
    options = [str(counting_town(tmp_path)), *(("--by", by) if by else ())]
    assert said in run(*options).stdout
    assert said in run(*options, "--format", "dot").stdout
    out = tmp_path / "out.json"
    assert said in run(*options, "--format", "json", "--out", str(out)).stderr
    value = json.loads(out.read_text(encoding="utf-8"))
    drawn = [id_ for edge in value["edges"] for id_ in edge["members"] or [edge["id"]] if id_ in LINKS]
    held = [id_ for node in value["nodes"] for id_ in node["inside"]]
    assert sorted(drawn + held) == LINKS
    assert value["totals"]["links"] == value["inventory"]["links"] == 8
    assert (value["totals"]["databases"], value["grouped_by"]) == (1, by or None)
    told = nx.parse_graphml(run(*options, "--format", "graphml").stdout, force_multigraph=True).graph
    assert (told["links"], told["inventory_links"], told["inside"]) == (8, 8, value["totals"]["inside"])


def test_a_filtered_picture_says_what_of_the_inventory_it_leaves_out(tmp_path: Path) -> None:
    town = str(counting_town(tmp_path))
    said = (
        "システム 2(ほかに図にないもの 4)、外部システム 0(ほかに図にないもの 1)、"
        "連携 1(うち同じ事業者の中 1、ほかに図にないもの 7)"
    )
    svg = run(town, "--focus", "nintei", "--by", "vendor").stdout
    assert said in svg
    assert "事業者ごとにまとめた図。" in svg


def test_a_picture_grouped_for_its_size_says_so_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graph_export, "MOST_NODES", 4)
    assert "合わせて4を超えるため、業務ごとにまとめた図。" in run(str(counting_town(tmp_path))).stdout
