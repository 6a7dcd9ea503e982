"""Graph, picture and dependence on vendors: processor seconds by number of systems.

    python -m bench.graph [--out FILE] [--sizes N …]

Synthetic cities; the picture is timed only as far as single systems are drawn (200).
"""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path

from bench.load import best, show
from bench.synthetic import SyntheticOptions, synthetic_body
from readiness.graph.build import build_graph
from readiness.graph.layout import layout
from readiness.lockin.assess import assess_lockin
from readiness.model.body import BodyClass
from readiness.report.graph_export import MOST_NODES
from readiness.standard.load import load_standard

SIZES = (20, 60, 200, 2_000)
SCALES = {"smoke": ["--sizes", "20", "60"]}
_AREAS = 21


def row(systems: int) -> dict[str, float | int | str]:
    standard = load_standard()
    options = SyntheticOptions(seed=7, body_class=BodyClass.CITY, extra_systems=max(0, systems - _AREAS - 1))
    inventory = synthetic_body(options, standard)
    graph = build_graph(inventory)
    drawn = layout(graph) if len(graph.nodes) <= MOST_NODES else None
    work = partial(assess_lockin, inventory, graph, as_of=options.as_of, standard=standard)
    return {
        "systems": len(graph.nodes),
        "links": len(graph.edges),
        "build_s": round(best(partial(build_graph, inventory), 3), 4),
        "layout_s": round(best(partial(layout, graph), 2), 2) if drawn else "-",
        "engine": drawn.engine if drawn else "-",
        "lockin_s": round(best(work, 2 if systems < 1_000 else 1), 2),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    options = parser.parse_args()
    rows = [row(size) for size in options.sizes]
    show(rows, options.out)


if __name__ == "__main__":
    main()
