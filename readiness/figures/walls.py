"""Work, effect, rehearsals, roles, debt burdens and execution as they are printed: each number once, by its key."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from readiness.delivery.effect import assess_effects, derived_measures
from readiness.delivery.people import division_loads
from readiness.delivery.workload import Work, assess_workload, person_days
from readiness.figures.analysed import AnalysedFor
from readiness.figures.figure import Figure, Unit
from readiness.figures.grants import burden_general, short, together
from readiness.figures.work import days_of, hours_of, one_decimal
from readiness.model.budgeting import DebtBurden, YearAmount
from readiness.model.record import Maybe
from readiness.model.unknown import UNKNOWN, known

EXECUTION = ("current", "contracted", "paid", "forecast")


def wall_figures(analysed: AnalysedFor) -> Iterator[Figure]:
    """Every figure of these papers that the reader may see."""
    if analysed.sees("Procedure", "minutes"):
        yield from _work(analysed)
        yield from _effects(analysed)
        yield from _rehearsals(analysed)
        yield from _loads(analysed)
    if analysed.sees("DebtBurden", "limit"):
        yield from _burdens(analysed)
    if analysed.sees("BudgetItem", "contracted"):
        yield from _execution(analysed)
    if analysed.sees("Quote", "amount"):
        quotes = {quote.id: quote for quote in analysed.inventory.quotes}
        for left in analysed.analysis.plan.left_out:
            if left.quote in quotes:
                yield _figure(analysed, f"quote.{left.quote}", quotes[left.quote].amount, "yen")


def burden_parts(analysed: AnalysedFor, burden: DebtBurden) -> dict[str, Maybe[int] | None]:
    """The numbers of one line of B3 in yen: what is paid before the year asked for, what from then on, by source.

    Nothing told is not nothing: without 年割 or sources they are unknown.
    """
    funding = burden.funding
    before, since = ([part.amount for part in parts] for parts in burden_years(analysed, burden))
    return {
        "limit": burden.limit,
        "paid": together(before) if burden.yearly else UNKNOWN,
        "later": together(since) if burden.yearly else UNKNOWN,
        "national": together([funding.national, funding.prefectural]) if funding else UNKNOWN,
        "bond": funding.bond if funding else UNKNOWN,
        "other": funding.other if funding else UNKNOWN,
    }


def burden_years(analysed: AnalysedFor, burden: DebtBurden) -> tuple[tuple[YearAmount, ...], tuple[YearAmount, ...]]:
    """The 年割 before the year that is asked for, and those from then on (前年度末まで・当該年度以降)."""
    before = tuple(part for part in burden.yearly if part.year < analysed.year)
    return before, tuple(part for part in burden.yearly if part.year >= analysed.year)


def division_key(division: str | None, kind: str) -> str:
    """The first part of the keys of a division's hours: `kind` is measured or estimated."""
    return f"work.division.{division or 'none'}.{kind}"


def _figure(analysed: AnalysedFor, key: str, value: Maybe[int | float] | None, unit: Unit = "measure") -> Figure:
    return Figure(key=key, value=value, reader=analysed.reader, unit=unit)


def _work(analysed: AnalysedFor) -> Iterator[Figure]:
    load = assess_workload(analysed.analysis.stands, analysed.analysis.inputs.standard.assumptions)
    for work in load.works:
        one, key = work.procedure, f"work.{work.procedure.id}"
        hours = one_decimal(work.hours)
        yield _figure(analysed, f"{key}.count", one.yearly_count)
        yield _figure(analysed, f"{key}.minutes", one.minutes)
        yield _figure(analysed, f"{key}.hours", hours)
        yield _figure(analysed, f"{key}.days", one_decimal(person_days(hours)))
    for division in load.divisions:
        works = load.of(division)
        for kind, listed in (("measured", _of(works, measured=True)), ("estimated", _of(works, measured=False))):
            yield _figure(analysed, f"{division_key(division, kind)}.hours", hours_of(listed))
            yield _figure(analysed, f"{division_key(division, kind)}.days", days_of(listed))


def _of(works: Iterable[Work], *, measured: bool) -> list[Work]:
    return [work for work in works if work.measured is measured and known(work.hours)]


def _effects(analysed: AnalysedFor) -> Iterator[Figure]:
    for effect in assess_effects(analysed.analysis.stands):
        one, key = effect.indicator, f"effect.{effect.indicator.id}"
        yield _figure(analysed, f"{key}.baseline", one.baseline.value if one.baseline else None)
        yield _figure(analysed, f"{key}.target", one.target.value if one.target else None)
        for point in effect.points:
            yield _figure(analysed, f"{key}.{point.after_months}", point.value)
    for measure in derived_measures(analysed.inventory):
        yield _figure(analysed, measure.name, measure.value, "yen" if measure.unit == "unit.yen" else "measure")


def _rehearsals(analysed: AnalysedFor) -> Iterator[Figure]:
    for rehearsal in analysed.inventory.rehearsals:
        for at, count in enumerate(rehearsal.counts):
            yield _figure(analysed, f"rehearsal.{rehearsal.id}.{at}.expected", count.expected)
            yield _figure(analysed, f"rehearsal.{rehearsal.id}.{at}.actual", count.actual)


def _loads(analysed: AnalysedFor) -> Iterator[Figure]:
    for load in division_loads(analysed.analysis.stands):
        key = f"load.{load.division or 'none'}"
        yield _figure(analysed, f"{key}.roles", load.roles)
        yield _figure(analysed, f"{key}.share", load.share if load.roles else None)
        yield _figure(analysed, f"{key}.alone", load.no_deputy)


def _burdens(analysed: AnalysedFor) -> Iterator[Figure]:
    for burden in analysed.inventory.debt_burdens:
        for name, value in burden_parts(analysed, burden).items():
            yield _figure(analysed, f"burden.{burden.id}.{name}", value, "yen")
        yield _figure(analysed, f"burden.{burden.id}.general", burden_general(analysed, burden), "thousand")


def _execution(analysed: AnalysedFor) -> Iterator[Figure]:
    for item in analysed.inventory.budget_items:
        for name in EXECUTION:
            yield _figure(analysed, f"execution.{item.id}.{name}", getattr(item, name), "yen")
        yield _figure(analysed, f"execution.{item.id}.short", short(analysed, item), "thousand")
