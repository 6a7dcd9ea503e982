"""How far other methods' values lie above ours on the same instances, at the same time."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence

from bench.planning.cells import head, line, rows_of
from bench.planning.results import Row

NAIVE = ("topological", "greedy", "earliest_due_date")
OTHERS = {"restarts": "random restarts", "plain": "plain CP-SAT"}
TIMES = {"value_early": "at 5 s", "value": "at the end"}


def comparison(rows: Sequence[Row], families: Sequence[str], seeds: int) -> Iterator[str]:
    """Median per family; in brackets the seeds where not all of them were measured, or not all had a plan."""
    names = [name.replace("_", " ") for name in NAIVE]
    names += [f"{title} {when}" for title in OTHERS.values() for when in TIMES.values()]
    yield from head(["ours is 100 %", *names])
    for family in families:
        if ours := rows_of(rows, family, "ours"):
            naive = [above(ours, ours, "value", name, len(ours)) for name in NAIVE]
            others = [
                above(ours, rows_of(rows, family, method), time, time, seeds) for method in OTHERS for time in TIMES
            ]
            yield line([family, *naive, *others])


def above(ours: Sequence[Row], others: Sequence[Row], mine: str, theirs: str, seeds: int) -> str:
    """By how much `theirs` of the others lies above `mine` of ours (median over the instances both have)."""
    known = [row for row in others if theirs in row]
    if not known:
        return "not measured"
    value = {row["instance"]: row.get(mine) for row in ours}
    more = [row[theirs] / base - 1 for row in known if row[theirs] is not None and (base := value.get(row["instance"]))]
    notes = [f"{len(known)} of {seeds} seeds"] if len(known) < seeds else []
    if none := sum(row[theirs] is None for row in known):
        notes.append("no plan" if none == len(known) else f"no plan in {none}")
    found = f"{statistics.median(more):+.1%}" if more else "—"
    return f"{found} ({', '.join(notes)})" if notes else found


def saved(ours: Sequence[Row], names: Sequence[str]) -> float | None:
    """How much cheaper than the best of the naive orders (median)."""
    shares = [1 - row["value"] / min(found) for row in ours if (found := [row[n] for n in names if row.get(n)])]
    return statistics.median(shares) if shares else None


def missing(rows: Sequence[Row], families: Sequence[str], seeds: int) -> Iterator[str]:
    """What of the comparison was not measured over all seeds, as lines of a list."""
    for method, title in OTHERS.items():
        parts = []
        for family in families:
            count = len(rows_of(rows, family, method))
            early = sum("value_early" in row for row in rows_of(rows, family, method))
            if count < seeds:
                parts.append(f"{family} {count} of {seeds} seeds" if count else f"{family} not at all")
            elif early < seeds:
                parts.append(f"{family} at 5 s {early} of {seeds} seeds")
        if parts:
            yield f"- {title}: {', '.join(parts)}"
