"""Work, effect, rehearsals, roles, debt burdens and execution as they are printed: each number once, by its key."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from readiness.delivery.effect import assess_effects, derived_measures
from readiness.delivery.going import Going, assess_going, going_of
from readiness.delivery.people import division_loads
from readiness.delivery.workload import Work, assess_workload, months, person_days, sums, total_hours
from readiness.figures.analysed import Analysed, AnalysedFor
from readiness.figures.budget import item_sums, lines_of
from readiness.figures.figure import Figure, Unit, key_of
from readiness.figures.grants import brought, burden_general, short, together
from readiness.figures.work import days_of, hours_of, one_decimal
from readiness.graph.plane.place import temporary_links_of
from readiness.model.budgeting import DebtBurden, YearAmount
from readiness.model.record import Maybe, SystemId
from readiness.model.unknown import UNKNOWN, known
from readiness.model.work import Procedure

EXECUTION = ("current", "contracted", "paid", "forecast")


def wall_figures(analysed: AnalysedFor) -> Iterator[Figure]:
    """Every figure of these papers that the reader may see."""
    if analysed.sees("Procedure", "minutes"):
        yield from _work(analysed)
        yield from _effects(analysed)
        yield from _rehearsals(analysed)
        yield from _loads(analysed)
    yield from _divisions(analysed)
    for going in goings(analysed):
        yield _figure(analysed, f"{going_key(going)}.unmet", len(going.unmet), "count")
    yield from _grants(analysed)
    if analysed.sees("DebtBurden", "limit"):
        yield from _burdens(analysed)
    if analysed.sees("BudgetItem", "contracted"):
        yield from _execution(analysed)
    if analysed.sees("Quote", "amount"):
        for quote in analysed.inventory.quotes:
            yield _figure(analysed, key_of("quote", quote.id), quote.amount, "yen")


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


def division_key(division: str | None, kind: str = "") -> str:
    """The first part of the keys of a division's work; of its hours with the `kind`, measured or estimated."""
    return key_of("work.division", division) + (f".{kind}" if kind else "")


def going_key(going: Going) -> str:
    """The first part of the keys of systems that go live together."""
    return key_of("going", *going.systems)


def goings(analysed: Analysed) -> tuple[Going, ...]:
    """What has a rehearsal or a decision; else the next move of the plan, so that its form can be filled in."""
    analysis = analysed.analysis
    found = assess_going(analysed.inventory, analysis.cutover_days, analysed.as_of)
    if found:
        return found
    placed = [placement for placement in analysis.plan.placements if placement.date and not placement.assumed]
    first = min(placed, key=lambda placement: (placement.date, placement.move), default=None)
    move = analysis.plan.move_by_id.get(first.move) if first else None
    return (going_of(analysed.inventory, move.systems, analysis.cutover_days, analysed.as_of),) if move else ()


def _figure(analysed: AnalysedFor, key: str, value: Maybe[int | float] | None, unit: Unit = "measure") -> Figure:
    return Figure(key=key, value=value, reader=analysed.reader, unit=unit)


def _work(analysed: AnalysedFor) -> Iterator[Figure]:
    load = assess_workload(analysed.analysis.stands, analysed.analysis.inputs.standard.assumptions)
    for work in load.works:
        one, key = work.procedure, key_of("work", work.procedure.id)
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


def _divisions(analysed: AnalysedFor) -> Iterator[Figure]:
    """The work of each division, counted; what the reader may not see is withheld in it already."""
    load = assess_workload(analysed.analysis.stands, analysed.analysis.inputs.standard.assumptions)
    for division in load.divisions:
        works = load.of(division)
        found, key = sums(works), division_key(division)
        days = person_days(found.hours)
        yield _figure(analysed, f"{key}.procedures", len(works))
        yield _figure(analysed, f"{key}.unmeasured", found.unmeasured)
        yield _figure(analysed, f"{key}.days", round(days) if known(days) else days)
        yield _figure(analysed, f"{key}.change", one_decimal(found.change) if found.compared else None)
        yield _figure(analysed, f"{key}.top", sum(work.top for work in works))
    for system, busy in peaks(analysed):
        total = total_hours(busy)
        yield _figure(analysed, key_of("peak", system), round(total) if known(total) else total)


def peaks(analysed: Analysed) -> Iterator[tuple[SystemId, tuple[Procedure, ...]]]:
    """Systems that cut over in a month in which work that uses them is at its peak, by day, with that work."""
    for system, day in sorted(analysed.analysis.cutover_days.items(), key=lambda pair: (pair[1], pair[0])):
        using = (one for one in analysed.inventory.procedures if system in one.systems)
        busy = tuple(one for one in using if day.month in months(one))
        if busy and day >= analysed.as_of:
            yield system, busy


def _of(works: Iterable[Work], *, measured: bool) -> list[Work]:
    return [work for work in works if work.measured is measured and known(work.hours)]


def _effects(analysed: AnalysedFor) -> Iterator[Figure]:
    for effect in assess_effects(analysed.analysis.stands):
        one, key = effect.indicator, key_of("effect", effect.indicator.id)
        yield _figure(analysed, f"{key}.baseline", one.baseline.value if one.baseline else None)
        yield _figure(analysed, f"{key}.target", one.target.value if one.target else None)
        for point in effect.points:
            yield _figure(analysed, f"{key}.{point.after_months}", point.value)
    analysis = analysed.analysis
    for measure in derived_measures(analysis.stands, temporary_links_of(analysis.plan, analysis.graph).now):
        yield _figure(analysed, measure.name, measure.value, "yen" if measure.unit == "unit.yen" else "measure")


def _rehearsals(analysed: AnalysedFor) -> Iterator[Figure]:
    for rehearsal in analysed.inventory.rehearsals:
        for at, count in enumerate(rehearsal.counts):
            yield _figure(analysed, f"{key_of('rehearsal', rehearsal.id)}.{at}.expected", count.expected)
            yield _figure(analysed, f"{key_of('rehearsal', rehearsal.id)}.{at}.actual", count.actual)


def _loads(analysed: AnalysedFor) -> Iterator[Figure]:
    for load in division_loads(analysed.analysis.stands):
        key = key_of("load", load.division)
        yield _figure(analysed, f"{key}.roles", load.roles)
        yield _figure(analysed, f"{key}.share", load.share if load.roles else None)
        yield _figure(analysed, f"{key}.alone", load.no_deputy)


def _burdens(analysed: AnalysedFor) -> Iterator[Figure]:
    for burden in analysed.inventory.debt_burdens:
        for name, value in burden_parts(analysed, burden).items():
            yield _figure(analysed, f"{key_of('burden', burden.id)}.{name}", value, "yen")
        yield _figure(analysed, f"{key_of('burden', burden.id)}.general", burden_general(analysed, burden), "thousand")


def _grants(analysed: AnalysedFor) -> Iterator[Figure]:
    """What the grant of a budget item brings at most and leaves, and what falls to general funds without it."""
    grants = {grant.id: grant for grant in analysed.inventory.grants}
    items = item_sums(analysed, analysed.year, lines_of(analysed, analysed.year))
    for one in items:
        if one.item is None:
            continue
        most = brought(one, items, grants.get(one.item.grant or ""))
        for name, yen in zip(("grant", "over"), most or (), strict=False):
            yield _figure(analysed, f"{one.key}.{name}", yen, "yen")
        yield _figure(
            analysed, key_of("granted", one.item.id), one.item.funding.granted if one.item.funding else None, "yen"
        )


def _execution(analysed: AnalysedFor) -> Iterator[Figure]:
    for item in analysed.inventory.budget_items:
        for name in EXECUTION:
            yield _figure(analysed, f"{key_of('execution', item.id)}.{name}", getattr(item, name), "yen")
        yield _figure(analysed, f"{key_of('execution', item.id)}.short", short(analysed, item), "thousand")
