"""効果確認表: what was promised against what was measured, at 1, 6 and 12 months after the real cut-over."""

from __future__ import annotations

from readiness.delivery.effect import MONTHS, Effect, Point, Reached, assess_effects, derived_measures
from readiness.figures.figure import key_of
from readiness.figures.work import plain_number
from readiness.graph.plane.place import temporary_links_of
from readiness.model.facts import Result
from readiness.model.measure import Measure
from readiness.model.record import Maybe
from readiness.model.unknown import Unknown, known
from readiness.report.context import ReportContext
from readiness.report.papers.form import Form
from readiness.report.papers.paper import Block, Grid, Paper, Para
from readiness.tables.table import Cell, Column, Row, Table

COLUMNS = ("name", "baseline", "target", *(f"after_{months}" for months in MONTHS), "reached", "next", "division")


# What a body usually promises; the form to fill in before it has recorded its own.
USUAL = (
    *("minutes", "wait", "online", "no_visit", "forms", "extras", "links"),
    *("running", "faults", "overtime", "calls"),
)
# What is reached, or not to be measured yet, asks for no next step.
_NOTHING_NEXT = frozenset({Reached.REACHED, Reached.NOT_YET})


def koka(context: ReportContext) -> Paper:
    """The paper; its skeleton where no indicator was recorded."""
    form = Form(context=context)
    table = effect_table(form)
    recorded = bool(context.inventory.indicators)
    blocks: list[Block] = [] if recorded else [Para(text=form.todo("indicators"))]
    blocks.append(Grid(table=table, widths=(19, 10, 10, 9, 9, 9, 11, 13, 10)))
    derived = derived_table(form)
    if derived.rows:
        blocks.append(Grid(table=derived, widths=(50, 22, 28)))
    blocks.append(Para(text=form.t("koka.no_score"), style="note"))
    return Paper(
        key="koka",
        stem="koka",
        title=form.t("koka.title"),
        head=form.head(),
        blocks=tuple(blocks),
        foot=form.foot,
        numbered=False,  # 案 until somebody numbers it
        rests=frozenset({Result.SYSTEMS_MIGRATED}),
    )


def effect_table(form: Form) -> Table:
    """Indicators with baseline, target and measured values; the usual ones to fill in where none is recorded."""
    rows = [_row(form, effect) for effect in assess_effects(form.context.analysis.stands)] or _skeleton(form)
    columns = tuple(Column(key=key, header=form.t(f"koka.{key}")) for key in COLUMNS)
    return Table(id="t-effects", caption=form.t("koka.caption"), columns=columns, rows=tuple(rows))


def derived_table(form: Form) -> Table:
    """Indicators that other records yield today: the figures to take as a baseline."""
    context = form.context
    temporary = temporary_links_of(context.analysis.plan, context.analysis.graph)
    rows = [
        (
            Cell(text=context.t(f"measure.{measure.name}")),
            _derived(form, measure),
            Cell(text=context.t("report.known", known=measure.known, total=measure.total, about=measure.name)),
        )
        for measure in derived_measures(context.analysis.stands, temporary.now)
        if measure.name != "effect.running_yen" or context.sees("CostLine", "current")
    ]
    columns = tuple(Column(key=key, header=form.t(f"koka.derived.{key}")) for key in ("name", "value", "known"))
    return Table(id="t-derived", caption=form.t("koka.derived"), columns=columns, rows=tuple(rows))


def _derived(form: Form, measure: Measure) -> Cell:
    """The value; yen in thousands, as papers print them. How much is known of it stands in the next column."""
    value = measure.value
    if not known(value):
        return Cell(text=form.t("unconfirmed"), figure=measure.name)
    if measure.unit == "unit.yen":
        # As the rows of 精査表 add up.
        return Cell(text=form.t("koka.thousand", value=form.figure("cost.now.all").text), figure="cost.now.all")
    return Cell(text=form.context.quantity(measure), figure=measure.name)


def _row(form: Form, effect: Effect) -> Row:
    one = effect.indicator
    baseline, target = one.baseline, one.target
    points = {point.after_months: point for point in effect.points}

    def keyed(name: str, cell: Cell) -> Cell:
        return cell._replace(figure=f"{key_of('effect', one.id)}.{name}")

    notes = [result.note for result in one.results if result.note]
    return (
        Cell(text=form.t("koka.unit", name=one.label, unit=one.unit), sub=one.definition or form.todo("definition")),
        keyed("baseline", _dated(form, baseline.value if baseline else None, baseline.on if baseline else None)),
        keyed("target", _dated(form, target.value if target else None, target.on if target else None)),
        *(keyed(str(months), _point(form, points[months])) for months in MONTHS),
        Cell(text=form.t(f"koka.state.{effect.reached.value}"), mark="unknown" if not known(effect.latest) else ""),
        Cell(text=notes[-1] if notes else form.t("void" if effect.reached in _NOTHING_NEXT else "open")),
        form.context.named("division", one.division) if one.division is not None else Cell(text=form.t("unconfirmed")),
    )


def _skeleton(form: Form) -> list[Row]:
    open_, before = Cell(text=form.t("open")), Cell(text=form.t("koka.before"))
    state = Cell(text=form.t("koka.state.not_yet"))
    points = (before,) * len(MONTHS)
    return [(Cell(text=form.t(f"koka.usual.{name}")), open_, open_, *points, state, open_, open_) for name in USUAL]


def _dated(form: Form, value: Maybe[float] | None, on: object) -> Cell:
    if value is None:
        return Cell(text=form.t("unconfirmed"))
    if isinstance(value, Unknown):
        return Cell(text=form.stated(value))
    return Cell(text=plain_number(value), raw=value, number=True, sub=form.stated(on) if on is not None else "")


def _point(form: Form, point: Point) -> Cell:
    """The value; else when it is due, or that the day has passed."""
    if known(point.value):
        return Cell(text=plain_number(point.value), raw=point.value, number=True)
    if point.due is None:
        return Cell(text=form.t("koka.before"))
    if point.overdue(form.context.as_of):
        return Cell(text=form.t("koka.overdue"), sub=form.context.month(point.due))
    return Cell(text=form.t("koka.due"), sub=form.context.month(point.due))
