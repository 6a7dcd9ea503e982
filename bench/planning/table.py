"""The tables of `planner.md` and the growth curve, from the rows measured.

python -m bench.planning.table [FOLDER]

Writes FOLDER/planner.md between its marks and FOLDER/planner-growth.svg (default: bench/results).
"""

from __future__ import annotations

import statistics
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from bench.planning.chart import growth_curve
from bench.planning.results import Results, Row

BEGIN, END = "<!-- tables: python -m bench.planning.table -->", "<!-- end of tables -->"
NAIVE = ("topological", "greedy", "earliest_due_date")
TARGETS = {"j30": 1.0, "j60": 0.9, "lolib": 0.9}
"""Share proven (PSPLIB) or at the optimum (LOLIB) that DESIGN asks for."""
GAPS = {21: 0.0, 60: 0.05, 200: 0.15}


def tables(rows: list[Row]) -> str:
    """Markdown of both tables."""
    return "\n".join([*_published(rows), "", *_towns(rows)])


def _published(rows: list[Row]) -> Iterator[str]:
    yield "| published | runs | work | at best known | proven | target |"
    yield "|---|---|---|---|---|---|"
    for family in ("j30", "j60", "lolib", "arrangement"):
        mine = [row for row in rows if row["family"] == family]
        if not mine:
            continue
        best, proven = (sum(bool(row[name]) for row in mine) for name in ("at_best", "proven"))
        reached = best if family == "lolib" else proven
        wanted = TARGETS.get(family)
        verdict = "—" if wanted is None else _verdict(reached / len(mine) >= wanted, f"≥ {wanted:.0%}")
        yield f"| {family} | {len(mine)} | {_work(mine)} | {best} | {proven} | {verdict} |"


def _towns(rows: list[Row]) -> Iterator[str]:
    yield (
        "| towns | seeds | work | value | bound | gap | at 5 s: value | bound | gap | proven | CPU s | random restarts "
        "| plain CP-SAT: value | gap | topological | greedy | earliest due | cheaper than the best of these | target |"
    )
    yield "|" + "---|" * 19
    for size in (21, 60, 200, 500):
        for kind in ("wide", "narrow"):
            mine = [row for row in rows if row["family"] == f"{size}-{kind}"]
            if ours := [row for row in mine if row["method"] == "ours"]:
                yield _town(size, kind, ours, mine)


def _town(size: int, kind: str, ours: list[Row], mine: list[Row]) -> str:
    plain = [row for row in mine if row["method"] == "plain"]
    random = [row for row in mine if row["method"] == "restarts"]
    saved = [1 - row["value"] / min(row[n] for n in NAIVE if n in row) for row in ours if any(n in row for n in NAIVE)]
    gap = _median(ours, "gap")
    limit = GAPS.get(size)
    verdict = "—" if limit is None or gap is None else _verdict(gap <= limit, f"gap ≤ {limit:.0%}")
    cells = [
        f"{size}-{kind}",
        str(len(ours)),
        _work(ours),
        *(_span(ours, name) for name in ("value", "bound")),
        _percent(gap),
        *(_span(ours, name) for name in ("value_early", "bound_early")),
        _percent(_median(ours, "gap_early")),
        f"{sum(row['proven'] for row in ours)}",
        _span(ours, "cpu_seconds"),
        _ratio(ours, random),
        _ratio(ours, plain),
        _percent(_median(plain, "gap")),
        *(_span(ours, name) for name in NAIVE),
        _percent(statistics.median(saved) if saved else None),
        verdict,
    ]
    return "| " + " | ".join(cells) + " |"


def _ratio(ours: list[Row], others: list[Row]) -> str:
    """By how much the others' values lie above ours on the same instances (median), and on how many."""
    value = {row["instance"]: row["value"] for row in ours}
    more = [
        row["value"] / value[row["instance"]] - 1
        for row in others
        if row["value"] is not None and value.get(row["instance"])
    ]
    none = sum(row["value"] is None for row in others)
    found = f"+{statistics.median(more):.1%} ({len(more)}, work {_work(others)})" if more else "—"
    return f"{found}, none found {none}" if none else found


def _span(rows: list[Row], name: str) -> str:
    values = [row[name] for row in rows if row.get(name) is not None]
    if not values:
        return "—"
    low, high = (f"{round(end):,}" for end in (min(values), max(values)))
    return low if low == high else f"{low}–{high}"


def _median(rows: Iterable[Row], name: str) -> float | None:
    values = [row[name] for row in rows if row.get(name) is not None]
    return statistics.median(values) if values else None


def _percent(share: float | None) -> str:
    return "—" if share is None else f"{share:.1%}"


def _work(rows: list[Row]) -> str:
    return "/".join(f"{work:g}" for work in sorted({row["work"] for row in rows}))


def _verdict(reached: bool, target: str) -> str:
    return f"{target}: {'reached' if reached else '**not reached**'}"


def points(rows: list[Row]) -> list[tuple[int, float, float]]:
    """(moves, median processor seconds, median gap in %) of towns with free windows."""
    found = []
    for size in (21, 60, 200, 500):
        mine = [row for row in rows if row["family"] == f"{size}-wide" and row["method"] == "ours"]
        seconds, gap = _median(mine, "cpu_seconds"), _median(mine, "gap")
        if seconds is not None and gap is not None:
            found.append((size, seconds, 100 * gap))
    return found


def main() -> None:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "bench/results")
    rows = Results(folder / "planner.json").rows()
    page = folder / "planner.md"
    before, rest = page.read_text(encoding="utf-8").split(BEGIN)
    after = rest.split(END)[1]
    page.write_text(f"{before}{BEGIN}\n\n{tables(rows)}\n\n{END}{after}", encoding="utf-8")
    (folder / "planner-growth.svg").write_text(growth_curve(points(rows)), encoding="utf-8")


if __name__ == "__main__":
    main()
