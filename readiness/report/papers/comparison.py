"""B4 現状維持との差: five fiscal years of the plan beside what staying would cost, in thousands of yen."""

from __future__ import annotations

from itertools import accumulate

from readiness.model.money import Sum
from readiness.model.plan import YearTotals
from readiness.model.record import Maybe
from readiness.model.unknown import UNKNOWN, known
from readiness.report.papers.form import Form
from readiness.tables.table import Cell, Row, Table, heads

NAMES = ("year", "standing", "nothing", "once", "running", "difference", "so_far", "carried")


def comparison_table(form: Form) -> Table:
    """Fiscal year × (既契約, 現状維持, 移行案 臨時, 移行案 経常, 差引, 累計, 参考値)."""
    years = form.context.analysis.plan.years
    so_far = accumulate((year.difference for year in years), _plus)
    return Table(
        id="t-b4",
        caption=form.t("b4"),
        columns=heads(*(form.t(f"b4.{name}") for name in NAMES)),
        rows=tuple(_row(form, year, total) for year, total in zip(years, so_far, strict=True)),
        empty=form.t("b4.none"),
    )


def _plus(one: Maybe[int], two: Maybe[int]) -> Maybe[int]:
    return one + two if known(one) and known(two) else UNKNOWN


def _row(form: Form, year: YearTotals, so_far: Maybe[int]) -> Row:
    t = form.context.t
    part = t("report.years.part", months=year.months) if year.months < 12 else ""
    whole = year.full_year
    floor = whole.at_least if whole is not None else UNKNOWN
    full = form.t("b4.full", value=f"{form.thousand(floor):,}") if known(floor) else ""
    carried = sum(total.carried for total in (year.committed, year.one_off, year.running))
    return (
        Cell(text=form.context.fiscal(year.fiscal_year), sub=part),
        _sum(form, year.committed, full, missing="unconfirmed", nothing="unconfirmed"),
        _sum(form, year.nothing, missing="unconfirmed"),
        _sum(form, year.one_off),
        _sum(form, year.running),
        _difference(form, year.difference, year.shared),
        _difference(form, so_far),
        form.money(carried) if carried else Cell(text=form.t("void")),
    )


def _sum(form: Form, total: Sum, more: str = "", *, missing: str = "unquoted", nothing: str = "void") -> Cell:
    """What is known, in thousands; beside it what is missing. `nothing`: the word where nothing falls due."""
    told = [more] if more else []
    if not known(total.at_least):
        count = form.t("count", count=len(total.missing)) if total.missing else ""
        return Cell(text=form.t(missing if total.missing else nothing), sub=count)
    if total.missing:
        told.append(form.t("options.missing", count=len(total.missing)))
    thousand = form.thousand(total.at_least)
    return Cell(text=f"{thousand:,}", raw=thousand, number=True, sub=form.context.join(told))


def _difference(form: Form, yen: Maybe[int], shared: int = 0) -> Cell:
    if not known(yen):
        return Cell(text=form.context.t("report.years.open"))
    thousand = form.thousand(abs(yen)) * (1 if yen >= 0 else -1)
    said = form.context.t("report.years.shared", count=shared) if shared else ""
    return Cell(text=f"{thousand:+,}" if thousand else "0", raw=thousand, number=True, sub=said)
