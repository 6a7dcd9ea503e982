"""Numbers of the plan's tables: waves, links, loads, ways to go, moves, sums by account."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from readiness.figures.analysed import AnalysedFor
from readiness.figures.counts import links_across
from readiness.figures.figure import Figure, Unit, key_of
from readiness.figures.money import added_rows, by_account, sum_figure, sum_of, way_key, ways
from readiness.model.money import Account
from readiness.model.plan.costs import Score
from readiness.model.plan.work import Load
from readiness.model.record import Maybe
from readiness.model.unknown import known
from readiness.planning.tables import waves

# Of a way to go, what is counted; its yen is a measure.
COUNTED = (
    "links_new", "links_open", "link_months", "most_links", "peak_areas", "window_hits", "broken", "gates_failed",
)  # fmt: skip


def wave_key(day: date) -> str:
    """The first part of the keys of one cut-over date."""
    return f"wave.{day.isoformat()}"


def by_load_key(loads: Iterable[Load]) -> Iterator[tuple[str, Load]]:
    """The first part of the keys of each limit on one date. Periods of unlike length may begin on the same date: the
    second of them is numbered before the subject, whose name may end with a number itself.
    """
    seen: Counter[str] = Counter()
    for load in loads:
        first = f"day.{load.date.isoformat()}.{load.kind}"
        seen[key := key_of(first, load.subject)] += 1
        yield (key if seen[key] == 1 else key_of(f"{first}.{seen[key]}", load.subject)), load


def account_key(account: Maybe[Account], year: int | None) -> str:
    """The key of what the plan adds to an account in a year (None: in all)."""
    return f"account.{account.value if known(account) else 'unknown'}.{year or 'all'}"


def counted(score: Score) -> Mapping[str, int]:
    """What is counted of a way to go, by name."""
    return {name: getattr(score, name) for name in COUNTED}


def planned_figures(analysed: AnalysedFor) -> Iterator[Figure]:
    """Every number of these tables."""
    plan, reader = analysed.analysis.plan, analysed.reader

    def figure(key: str, value: Maybe[int] | None, unit: Unit = "count") -> Figure:
        return Figure(key=key, value=value, reader=reader, unit=unit)

    for wave in waves(plan):
        for name in ("links_made", "links_removed", "links_after"):
            yield figure(f"{wave_key(wave.date)}.{name}", getattr(wave, name))
    for link in plan.links:
        yield figure(f"{key_of('link', link.id)}.months", link.months)
        yield figure(f"{key_of('link', link.id)}.amount", link.amount, "yen")
    for key, load in by_load_key(plan.loads):
        yield figure(f"{key}.used", load.used)
        yield figure(f"{key}.capacity", load.capacity or None)
    for kind, score in ways(analysed):
        for name, value in counted(score).items():
            yield figure(f"{way_key(kind)}.{name}", value)
    for move in plan.moves:
        others = [one for one in plan.moves if one.id != move.id and set(one.divisions) & set(move.divisions)]
        key = key_of("move", move.id)
        yield figure(f"{key}.links", len(links_across(analysed.inventory, move.systems)))
        yield figure(f"{key}.areas", len(move.areas))
        yield figure(f"{key}.others", len(others))
        if analysed.sees("Quote", "amount"):
            cost = sum_of(row for row in plan.cost_rows if row.move == move.id)
            yield sum_figure(analysed, f"{key}.yen", cost)
    for (account, year), total in by_account([row for _, row in added_rows(analysed)]).items():
        yield sum_figure(analysed, account_key(account, year), total)
