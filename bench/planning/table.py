"""The tables of `planner.md` and the growth curve, from the rows measured.

python -m bench.planning.table [FOLDER]

Writes FOLDER/planner.md between its marks and FOLDER/planner-growth.svg (default: bench/results).
"""

from __future__ import annotations

import json
import statistics
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.planning.cells import head, line, median, percent, rows_of, span, verdict, work
from bench.planning.chart import growth_curve
from bench.planning.comparison import comparison, missing, saved
from bench.planning.results import Results, Row

BEGIN, END = "<!-- tables: python -m bench.planning.table -->", "<!-- end of tables -->"
PUBLISHED = {"j30": ("proven", 1.0), "j60": ("proven", 0.9), "lolib": ("at_best", 0.9), "arrangement": ("proven", None)}
"""What counts, and the share of instances that DESIGN asks for."""
SIZES = (21, 60, 200, 500)
FAMILIES = tuple(f"{size}-{kind}" for size in SIZES for kind in ("wide", "narrow"))
GAPS = {21: 0.0, 60: 0.05, 200: 0.15}
CHEAPER = 0.3
"""Than the naive orders that DESIGN names, median."""
SEEDS = 5


def tables(rows: Sequence[Row], evaluated: Sequence[Row] = ()) -> str:
    """Markdown of all tables."""
    parts = [_published(rows), _ours(rows), comparison(rows, FAMILIES, SEEDS), _targets(rows)]
    text = "\n\n".join("\n".join(part) for part in parts)
    if gaps := list(missing(rows, FAMILIES, SEEDS)):
        text += "\n\nNot measured over all seeds:\n\n" + "\n".join(gaps)
    if evaluated:
        text += "\n\n" + "\n".join(_evaluated(evaluated))
    return text


def _published(rows: Sequence[Row]) -> Iterator[str]:
    yield from head(["published", "instances", "work", "at best known", "proven"])
    for family in PUBLISHED:
        if mine := rows_of(rows, family, "ours"):
            counts = [sum(bool(row[name]) for row in mine) for name in ("at_best", "proven")]
            yield line([family, len(mine), work(mine), *counts])


def _ours(rows: Sequence[Row]) -> Iterator[str]:
    when = [f"at {time}: {what}" for time in ("5 s", "the end") for what in ("value", "bound", "gap")]
    yield from head(["ours", "seeds", "work", *when, "proven", "CPU s"])
    for family in FAMILIES:
        if mine := rows_of(rows, family, "ours"):
            cells = [
                cell
                for tail in ("_early", "")
                for cell in (
                    span(mine, f"value{tail}"),
                    span(mine, f"bound{tail}"),
                    percent(median(mine, f"gap{tail}")),
                )
            ]
            proven = sum(row["proven"] for row in mine)
            yield line([family, len(mine), work(mine), *cells, proven, span(mine, "cpu_seconds")])


def _targets(rows: Sequence[Row]) -> Iterator[str]:
    yield from head(["target", "measured", ""])
    for family, (name, wanted) in PUBLISHED.items():
        mine = rows_of(rows, family, "ours")
        if mine and wanted is not None:
            share = sum(bool(row[name]) for row in mine) / len(mine)
            words = "proven" if name == "proven" else "at the optimum"
            yield line([f"{family}: {wanted:.0%} {words}", percent(share), verdict(share >= wanted)])
    for size, limit in GAPS.items():
        for kind in ("wide", "narrow"):
            gap = median(rows_of(rows, f"{size}-{kind}", "ours"), "gap")
            if gap is not None:
                wish = f"gap ≤ {limit:.0%}" if limit else "optimum proven"
                yield line([f"{size}-{kind}: {wish}", f"gap {percent(gap)}", verdict(gap <= limit)])
    for family in FAMILIES:
        less = saved(rows_of(rows, family, "ours"), ("topological", "greedy"))
        if less is not None:
            wish = f"{family}: {CHEAPER:.0%} cheaper than topological order and greedy"
            yield line([wish, percent(less), verdict(less >= CHEAPER)])


def _evaluated(rows: Sequence[Row]) -> Iterator[str]:
    yield from head(["evaluating a given plan", "links", "processor ms", "as a multiple of folding the problem"])
    for row in rows:
        yield line([f"{row['moves']} moves", row["links"], row["evaluate_ms"], row["evaluate_per_fold"]])


def hard(rows: Sequence[Row]) -> Iterator[str]:
    """Of each family and method: on how many instances its value, its bound and its proof were the best of all."""
    yield from head(
        ["hard instances", "instances", "CPU s", "method", "least value", "greatest bound", "proven", "above"]
    )
    families: dict[str, dict[str, dict[str, Row]]] = {}
    for row in rows:
        families.setdefault(row["family"], {}).setdefault(row["instance"], {})[row["method"]] = row
    for family, by in sorted(families.items()):
        whole = [found for found in by.values() if found.keys() >= {"ours", "plain"}]
        methods = [name for name in ("ours", "plain", "pyjobshop") if all(name in found for found in whole)]
        for method in methods if whole else ():
            mine = [found[method] for found in whole]
            best = [min((row["value"] for row in found.values() if "value" in row), default=None) for found in whole]
            top = [max((row["bound"] for row in found.values() if "bound" in row), default=None) for found in whole]
            above = [
                row["value"] / least - 1 for row, least in zip(mine, best, strict=True) if "value" in row and least
            ]
            yield line(
                [
                    family if method == methods[0] else "",
                    len(whole) if method == methods[0] else "",
                    work(mine) if method == methods[0] else "",
                    method,
                    sum(row.get("value") == least is not None for row, least in zip(mine, best, strict=True)),
                    sum(row.get("bound") == most is not None for row, most in zip(mine, top, strict=True)),
                    sum(row["status"] in {"optimal", "infeasible"} for row in mine),
                    percent(statistics.mean(above) if above else None),
                ]
            )


def points(rows: Sequence[Row]) -> list[tuple[int, float, float]]:
    """(moves, median processor seconds, median gap in %) of towns with free windows."""
    found = []
    for size in SIZES:
        mine = rows_of(rows, f"{size}-wide", "ours")
        seconds, gap = median(mine, "cpu_seconds"), median(mine, "gap")
        if seconds is not None and gap is not None:
            found.append((size, seconds, 100 * gap))
    return found


def main() -> None:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "bench/results")
    rows = Results(folder / "planner.json").rows()
    evaluated = folder / "evaluate.json"
    page = folder / "planner.md"
    before, rest = page.read_text(encoding="utf-8").split(BEGIN)
    after = rest.split(END)[1]
    more = json.loads(evaluated.read_text(encoding="utf-8")) if evaluated.exists() else []
    text = tables(rows, more)
    if beside := Results(folder / "hard.json").rows():
        text += "\n\n" + "\n".join(hard(beside))
    page.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{after}", encoding="utf-8")
    (folder / "planner-growth.svg").write_text(growth_curve(points(rows)), encoding="utf-8")


if __name__ == "__main__":
    main()
