"""Work, effect, rehearsals, roles, debt burdens and execution as they are printed: each number once, by its key."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from readiness.delivery.effect import assess_effects, derived_measures
from readiness.delivery.people import division_loads
from readiness.delivery.workload import Work, assess_workload, person_days
from readiness.figures.figure import Figure, Unit
from readiness.figures.grants import burden_general, short, together
from readiness.figures.ground import Ground
from readiness.figures.work import days_of, hours_of, one_decimal
from readiness.model.budgeting import DebtBurden
from readiness.model.dates import fiscal_year
from readiness.model.record import Maybe
from readiness.model.unknown import known

EXECUTION = ("current", "contracted", "paid", "forecast")


def wall_figures(ground: Ground) -> Iterator[Figure]:
    """Every figure of these papers that the reader may see."""
    if ground.sees("Procedure", "minutes"):
        yield from _work(ground)
        yield from _effects(ground)
        yield from _rehearsals(ground)
        yield from _loads(ground)
    if ground.sees("DebtBurden", "limit"):
        yield from _burdens(ground)
    if ground.sees("BudgetItem", "contracted"):
        yield from _execution(ground)
    if ground.sees("Quote", "amount"):
        quotes = {quote.id: quote for quote in ground.inventory.quotes}
        for left in ground.analysis.plan.left_out:
            if left.quote in quotes:
                yield _figure(ground, f"quote.{left.quote}", quotes[left.quote].amount, "yen")


def burden_parts(ground: Ground, burden: DebtBurden) -> dict[str, Maybe[int] | None]:
    """The numbers of one line of B3 in yen: what is paid up to the year that runs, what comes later, by source."""
    now, funding = fiscal_year(ground.as_of), burden.funding
    return {
        "limit": burden.limit,
        "paid": together([part.amount for part in burden.yearly if part.year <= now]),
        "later": together([part.amount for part in burden.yearly if part.year > now]),
        "national": together([funding.national, funding.prefectural] if funding else []),
        "bond": funding.bond if funding else None,
        "other": funding.other if funding else None,
    }


def division_key(division: str | None, kind: str) -> str:
    """The first part of the keys of a division's hours: `kind` is measured or estimated."""
    return f"work.division.{division or 'none'}.{kind}"


def _figure(ground: Ground, key: str, value: Maybe[int | float] | None, unit: Unit = "measure") -> Figure:
    return Figure(key=key, value=value, reader=ground.reader, unit=unit)


def _work(ground: Ground) -> Iterator[Figure]:
    load = assess_workload(ground.analysis.stands, ground.analysis.inputs.standard.assumptions)
    for work in load.works:
        one, key = work.procedure, f"work.{work.procedure.id}"
        hours = one_decimal(work.hours)
        yield _figure(ground, f"{key}.count", one.yearly_count)
        yield _figure(ground, f"{key}.minutes", one.minutes)
        yield _figure(ground, f"{key}.hours", hours)
        yield _figure(ground, f"{key}.days", one_decimal(person_days(hours)))
    for division in load.divisions:
        works = load.of(division)
        for kind, listed in (("measured", _of(works, measured=True)), ("estimated", _of(works, measured=False))):
            yield _figure(ground, f"{division_key(division, kind)}.hours", hours_of(listed))
            yield _figure(ground, f"{division_key(division, kind)}.days", days_of(listed))


def _of(works: Iterable[Work], *, measured: bool) -> list[Work]:
    return [work for work in works if work.measured is measured and known(work.hours)]


def _effects(ground: Ground) -> Iterator[Figure]:
    for effect in assess_effects(ground.analysis.stands):
        one, key = effect.indicator, f"effect.{effect.indicator.id}"
        yield _figure(ground, f"{key}.baseline", one.baseline.value if one.baseline else None)
        yield _figure(ground, f"{key}.target", one.target.value if one.target else None)
        for point in effect.points:
            yield _figure(ground, f"{key}.{point.after_months}", point.value)
    for measure in derived_measures(ground.inventory):
        yield _figure(ground, measure.name, measure.value, "yen" if measure.unit == "unit.yen" else "measure")


def _rehearsals(ground: Ground) -> Iterator[Figure]:
    for rehearsal in ground.inventory.rehearsals:
        for at, count in enumerate(rehearsal.counts):
            yield _figure(ground, f"rehearsal.{rehearsal.id}.{at}.expected", count.expected)
            yield _figure(ground, f"rehearsal.{rehearsal.id}.{at}.actual", count.actual)


def _loads(ground: Ground) -> Iterator[Figure]:
    for load in division_loads(ground.analysis.stands):
        key = f"load.{load.division or 'none'}"
        yield _figure(ground, f"{key}.roles", load.roles)
        yield _figure(ground, f"{key}.share", load.share if load.roles else None)
        yield _figure(ground, f"{key}.alone", load.no_deputy)


def _burdens(ground: Ground) -> Iterator[Figure]:
    for burden in ground.inventory.debt_burdens:
        for name, value in burden_parts(ground, burden).items():
            yield _figure(ground, f"burden.{burden.id}.{name}", value, "yen")
        yield _figure(ground, f"burden.{burden.id}.general", burden_general(ground, burden), "thousand")


def _execution(ground: Ground) -> Iterator[Figure]:
    for item in ground.inventory.budget_items:
        for name in EXECUTION:
            yield _figure(ground, f"execution.{item.id}.{name}", getattr(item, name), "yen")
        yield _figure(ground, f"execution.{item.id}.short", short(ground, item), "thousand")
