"""The plan's money by year: rows, sums by nature and account, five years beside 現状維持, and the ways compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import accumulate

from readiness.figures.analysed import AnalysedFor
from readiness.figures.budget import Line
from readiness.figures.figure import Figure
from readiness.model.body import Rounding
from readiness.model.measure import Measure
from readiness.model.money import Account, Basis, Per, Sum, Tax
from readiness.model.plan import CostNature, CostRow, Score, StrategyKind, WayCost, YearTotals
from readiness.model.record import Maybe
from readiness.model.unknown import UNKNOWN, Unknown, known
from readiness.money.rows import committed, money_of, requested

PARTS = ("committed", "nothing", "one_off", "running")


def shown_rows(analysed: AnalysedFor) -> tuple[tuple[str, CostRow], ...]:
    """The rows this reader may see, by the keys of their figures: what a contract states is left out where contract
    prices are not for the reader.
    """
    rows = tuple((f"row.{number}", row) for number, row in enumerate(analysed.analysis.plan.cost_rows))
    if analysed.sees("Contract", "annual_amount"):
        return rows
    return tuple((key, replace(row, carried=None)) for key, row in rows if row.basis is not Basis.CONTRACT)


def added_rows(analysed: AnalysedFor) -> tuple[tuple[str, CostRow], ...]:
    """Those that the plan adds (既契約 apart)."""
    return tuple((key, row) for key, row in shown_rows(analysed) if not committed(row))


def committed_rows(analysed: AnalysedFor) -> tuple[tuple[str, CostRow], ...]:
    """Payments under contracts in force or signed (既契約)."""
    return tuple((key, row) for key, row in shown_rows(analysed) if committed(row))


def added_total(analysed: AnalysedFor) -> Measure:
    """移行案の所要額: what the plan adds in all, in yen."""
    return requested(analysed.analysis.plan.cost_rows)


def sum_of(rows: Iterable[CostRow]) -> Sum:
    """The sum of some rows, with what it lacks."""
    return money_of(rows)


def by_nature(rows: Sequence[CostRow]) -> Mapping[tuple[int | None, CostNature | None], Sum]:
    """Sums by fiscal year (None: all) and nature (None: all)."""
    years: list[int | None] = [*sorted({row.fiscal_year for row in rows}), None]
    return {
        (year, nature): money_of(
            row for row in rows if year in (None, row.fiscal_year) and (nature is None or row.nature is nature)
        )
        for year in years
        for nature in (*CostNature, None)
    }


def by_account(rows: Sequence[CostRow]) -> Mapping[tuple[Maybe[Account], int | None], Sum]:
    """Sums by account and fiscal year (None: all)."""
    years: list[int | None] = [*sorted({row.fiscal_year for row in rows}), None]
    return {
        (account, year): money_of(row for row in rows if row.account == account and year in (None, row.fiscal_year))
        for account in dict.fromkeys(row.account for row in rows)
        for year in years
    }


def so_far(years: Sequence[YearTotals]) -> tuple[Maybe[int], ...]:
    """累計 of the differences: it ends at the first that cannot be told, or where a missing price could turn it."""
    found: list[Maybe[int]] = []
    for count, year in enumerate(years, start=1):
        ended = not known(year.difference) or (count > 1 and not known(found[-1]))
        found.append(UNKNOWN if ended else difference(all_years(years[:count]))[0])
    return tuple(found)


def all_years(years: Sequence[YearTotals]) -> Mapping[str, Sum]:
    """The sums of all years, part by part."""
    return {name: sum((getattr(year, name) for year in years), start=Sum()) for name in PARTS}


def difference(whole: Mapping[str, Sum]) -> tuple[Maybe[int], int]:
    """差引 of all years, and how many missing prices cancel in it."""
    planned = whole["committed"] + whole["one_off"] + whole["running"]
    return planned.less(whole["nothing"]), planned.shared(whole["nothing"])


def carried(year: YearTotals) -> int:
    """参考値 of a year: what today's contracts would come to beyond their ends, in no sum."""
    return sum(total.carried for total in (year.committed, year.one_off, year.running))


def way_key(kind: StrategyKind | None) -> str:
    """The name of a way to go: the plan, or a strategy beside it."""
    return f"way.{kind.value if kind else 'plan'}"


def money_figures(analysed: AnalysedFor) -> Iterator[Figure]:
    """Every figure of the plan's money."""
    plan, reader = analysed.analysis.plan, analysed.reader
    for key, row in shown_rows(analysed):
        yield Figure(key=key, value=row.amount, reader=reader, unit="yen")
    shown = [row for _, row in shown_rows(analysed)]
    for paid in sorted({row.fiscal_year for row in shown}):
        yield sum_figure(analysed, f"rows.{paid}", sum_of(row for row in shown if row.fiscal_year == paid))
    rows = [row for _, row in added_rows(analysed)]
    for (year, nature), total in by_nature(rows).items():
        yield sum_figure(analysed, f"added.{year or 'all'}.{nature.value if nature else 'all'}", total)
    if not (analysed.sees("Contract", "annual_amount") and analysed.sees("Quote", "amount")):
        return
    apart = list(accumulate(one.apart for one in plan.years))
    for one, running, open_ in zip(plan.years, so_far(plan.years), apart, strict=True):
        first = f"years.{one.fiscal_year}"
        for name in PARTS:
            yield sum_figure(analysed, f"{first}.{name}", getattr(one, name))
        yield Figure(key=f"{first}.difference", value=one.difference, reader=reader, unit="yen", missing=one.apart)
        yield Figure(key=f"{first}.so_far", value=running, reader=reader, unit="yen", missing=open_)
        yield Figure(key=f"{first}.carried", value=carried(one) or None, reader=reader, unit="yen")
    whole = all_years(plan.years)
    for name, total in whole.items():
        yield sum_figure(analysed, f"years.all.{name}", total)
    planned = whole["committed"] + whole["one_off"] + whole["running"]
    yield Figure(
        key="years.all.difference",
        value=difference(whole)[0],
        reader=reader,
        unit="yen",
        missing=planned.apart(whole["nothing"]),
    )
    for kind, score in ways(analysed):
        missing = score.yen.total - score.yen.known
        yield Figure(key=f"{way_key(kind)}.yen", value=score.yen.value, reader=reader, unit="yen", missing=missing)
    for kind, cost in way_costs(analysed):
        yield _printed(analysed, f"{way_key(kind)}.one_off", cost.one_off)
        yield _printed(analysed, f"{way_key(kind)}.yearly", cost.yearly)
    yield from _comparison(analysed)


def _comparison(analysed: AnalysedFor) -> Iterator[Figure]:
    """B4 in thousands: each line is rounded before it is added, and differences are those of what is printed."""
    years = analysed.analysis.plan.years
    open_, printed = 0, 0
    for year, running_total in zip(years, so_far(years), strict=True):
        first = f"b4.{year.fiscal_year}"
        parts = [_printed(analysed, f"{first}.{name}", getattr(year, name)) for name in PARTS]
        yield from parts
        committed, nothing, one_off, running = (found.value if isinstance(found.value, int) else 0 for found in parts)
        changed: Maybe[int] = committed + one_off + running - nothing if known(year.difference) else UNKNOWN
        printed += changed if known(changed) else 0
        open_ += year.apart
        total: Maybe[int] = printed if known(running_total) else UNKNOWN
        for name, value, missing in (("difference", changed, year.apart), ("so_far", total, open_)):
            key = f"{first}.{name}"
            yield Figure(key=key, value=value, reader=analysed.reader, unit="thousand", missing=missing)


def _printed(analysed: AnalysedFor, key: str, total: Sum) -> Figure:
    """A sum as papers print it, in thousands."""
    stated = sum_figure(analysed, key, total)
    if not isinstance(stated.value, int):
        return replace(stated, unit="thousand")
    lines = [analysed.thousand(yen) for yen in total.lines]
    return replace(stated, value=sum(lines), unit="thousand", rough=0)


def way_costs(analysed: AnalysedFor) -> Iterator[tuple[StrategyKind | None, WayCost]]:
    """What the plan and each way beside it add, once and by the year; the plan's are those of B4."""
    plan = analysed.analysis.plan
    if plan.years:
        last = plan.years[-1]
        yield None, WayCost(one_off=all_years(plan.years)["one_off"], yearly=last.running, year=last.fiscal_year)
    yield from ((item.kind, item.cost) for item in plan.strategies if item.cost is not None)


def ways(analysed: AnalysedFor) -> Iterator[tuple[StrategyKind | None, Score]]:
    """The plan and the strategies beside it, those that have been reckoned."""
    plan = analysed.analysis.plan
    if plan.score is not None:
        yield None, plan.score
    yield from ((item.kind, item.score) for item in plan.strategies if item.score is not None)


def sum_figure(analysed: AnalysedFor, key: str, total: Sum) -> Figure:
    """Yen, with what is missing in it; no value where nothing is told and nothing missing: nothing falls due."""
    value = total.at_least if known(total.at_least) else UNKNOWN if total.missing else None
    missing = len(total.missing)
    return Figure(key=key, value=value, reader=analysed.reader, unit="yen", missing=missing, rough=total.rough)


def reckoning(analysed: AnalysedFor, line: Line) -> str:
    """数量×単価×月数×税 of a line as a formula in thousands; nothing where it does not come to what is printed."""
    quote, row = line.quote, line.row
    if quote is None or isinstance(quote.amount, Unknown) or isinstance(line.yen, Unknown):
        return ""
    exact, said = Fraction(quote.amount), f"{quote.amount}"
    if known(row.tax) and row.tax is Tax.EXCLUDED:  # on what is billed, parts of a yen cut, before it is multiplied
        whole = 1 + Fraction(str(analysed.analysis.inputs.standard.assumptions.number("planning.tax_rate")))
        exact, said = Fraction(exact * whole // 1), f"INT({said}*{whole.numerator}/{whole.denominator})"
    if quote.per in (Per.MONTH, Per.YEAR) and row.months:
        exact, said = exact * row.months, f"{said}*{row.months}"
        if quote.per is Per.YEAR:
            exact, said = exact / 12, f"{said}/12"
    yen = exact.numerator // exact.denominator  # parts of a yen fall away as the plan reckons it
    name = {Rounding.UP: "ROUNDUP", Rounding.DOWN: "ROUNDDOWN", Rounding.HALF: "ROUND"}[
        analysed.rules.rounding or Rounding.UP
    ]
    # The parts of a year are cut so that they add up to it: one yen more or less is the same in thousands.
    same = abs(yen - line.yen) <= 1 and analysed.thousand(yen) == analysed.thousand(line.yen)
    return f"{name}(INT({said})/1000,0)" if same else ""
