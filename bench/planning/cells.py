"""Rows of one family and method, and cells of a Markdown table made from them."""

from __future__ import annotations

import statistics
from collections.abc import Iterable

from bench.planning.results import Row


def rows_of(rows: Iterable[Row], family: str, method: str) -> list[Row]:
    """One row per instance: of several limits the one with the most work."""
    best: dict[str, Row] = {}
    for row in rows:
        if (row["family"], row["method"]) != (family, method):
            continue
        kept = best.get(row["instance"])
        if kept is None or row["work"] > kept["work"]:
            best[row["instance"]] = row
    return list(best.values())


def line(cells: Iterable[object]) -> str:
    """One line of a table."""
    return "| " + " | ".join(str(cell) for cell in cells) + " |"


def head(names: Iterable[str]) -> list[str]:
    """The head of a table."""
    names = list(names)
    return [line(names), "|" + "---|" * len(names)]


def span(rows: Iterable[Row], name: str) -> str:
    """Least to greatest."""
    values = [row[name] for row in rows if row.get(name) is not None]
    if not values:
        return "—"
    low, high = (f"{round(end):,}" for end in (min(values), max(values)))
    return low if low == high else f"{low}–{high}"


def median(rows: Iterable[Row], name: str) -> float | None:
    """Of the rows that have a value."""
    values = [row[name] for row in rows if row.get(name) is not None]
    return statistics.median(values) if values else None


def percent(share: float | None) -> str:
    """A share in per cent with one decimal."""
    return "—" if share is None else f"{share:.1%}"


def work(rows: Iterable[Row]) -> str:
    """All limits of these rows."""
    return "/".join(f"{amount:g}" for amount in sorted({row["work"] for row in rows})) or "—"


def verdict(reached: bool) -> str:
    """In words."""
    return "reached" if reached else "**not reached**"
