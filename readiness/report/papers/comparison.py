"""B4 現状維持との差: five fiscal years of the plan beside what staying would cost, in thousands of yen."""

from __future__ import annotations

from readiness.model.plan import YearTotals
from readiness.model.unknown import UNKNOWN, Unknown, known
from readiness.report.papers.form import Form
from readiness.report.years import bound, ended, part_of
from readiness.tables.table import Cell, Column, Row, Table

NAMES = ("year", "standing", "nothing", "once", "running", "difference", "so_far", "carried")


def comparison_table(form: Form) -> Table:
    """Fiscal year × (既契約, 現状維持, 移行案 臨時, 移行案 経常, 差引, 累計, 参考値)."""
    return Table(
        id="t-b4",
        caption=form.t("b4"),
        columns=tuple(Column(key=name, header=form.t(f"b4.{name}")) for name in NAMES),
        rows=tuple(_row(form, year, at) for at, year in enumerate(form.context.analysis.plan.years)),
        empty=form.t("b4.none"),
    )


def _row(form: Form, year: YearTotals, at: int) -> Row:
    t, key = form.context.t, f"b4.{year.fiscal_year}"
    part = part_of(form.context, year)
    whole = year.full_year
    floor = whole.at_least if whole is not None else UNKNOWN
    full = form.t("b4.full", value=f"{form.thousand(floor):,}") if known(floor) else ""
    shared = t("report.years.shared", count=year.shared) if year.shared else ""
    return (
        Cell(text=form.context.fiscal(year.fiscal_year), sub=part),
        _sum(form, f"{key}.committed", full, missing="unconfirmed", nothing="unconfirmed", lacks="b4.unconfirmed"),
        _nothing(form, year, f"{key}.nothing"),
        _sum(form, f"{key}.one_off"),
        _sum(form, f"{key}.running"),
        _difference(form, f"{key}.difference", "SUM({standing},{once},{running})-SUM({nothing})", shared),
        _difference(form, f"{key}.so_far", f"SUM({{difference@0:{at}}})"),
        form.figure(f"years.{year.fiscal_year}.carried"),
    )


def _nothing(form: Form, year: YearTotals, key: str) -> Cell:
    """What staying costs; the years in which it must not go on say so."""
    found = _sum(form, key, missing="unconfirmed", lacks="b4.open")
    if not (said := ended(form.context, year)):
        return found
    if form.context.figures[key].value is None:
        return found._replace(text=said)
    return found._replace(sub=form.context.join([one for one in (found.sub, said) if one]))


def _sum(
    form: Form,
    key: str,
    more: str = "",
    *,
    missing: str = "unquoted",
    nothing: str = "void",
    lacks: str = "options.missing",
) -> Cell:
    """What is known, in thousands; beside it what it lacks. `nothing`: the word where nothing falls due."""
    found = form.context.figures[key]
    if found.value is None:
        return Cell(text=form.t(nothing), figure=key)
    if isinstance(found.value, Unknown):
        return form.figure(
            key, unknown=missing, sub=form.t("count", count=found.missing, about=key) if found.missing else ""
        )
    stated = [more] if more else []
    if found.missing:
        stated.append(form.t(lacks, count=found.missing, about=key))
    return form.figure(key, sub=form.context.join(stated))


def _difference(form: Form, key: str, formula: str, said: str = "") -> Cell:
    thousand = form.context.figures[key].value
    if thousand is None or isinstance(thousand, Unknown):
        return Cell(text=form.context.t("report.years.open"), figure=key)
    text = f"{thousand:+,}" if thousand else "0"
    said = form.context.join([one for one in (said, bound(form.context, key)) if one])
    return Cell(text=text, raw=thousand, number=True, sub=said, formula=formula, figure=key)
