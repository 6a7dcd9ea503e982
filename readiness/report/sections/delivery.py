"""業務量・効果・移行判定・体制・財源: the records beside systems, each with the paper that prints it in full."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from readiness.delivery.effect import Effect, assess_effects
from readiness.delivery.workload import Work, Workload, assess_workload, sums
from readiness.figures.figure import key_of
from readiness.figures.money import sum_of
from readiness.figures.walls import division_key, going_key, goings, peaks
from readiness.figures.work import hours_of, plain_number
from readiness.model.unknown import known
from readiness.report.context import ReportContext
from readiness.report.papers.form import Form
from readiness.report.papers.koka import derived_table, effect_table
from readiness.report.papers.sources import funding_table
from readiness.report.papers.taisei import load_table, roles_table, training_table
from readiness.report.switching.tables import named_table
from readiness.tables.table import Cell, Row, Table

WIDTH, HEIGHT, EDGE = 220.0, 84.0, 14.0  # points of one chart; text is 11 px


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """One indicator over time: baseline, then the measured months. `line` are SVG points, `target` its height."""

    title: str
    says: str
    line: str
    dots: tuple[tuple[float, float, str], ...]
    target: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryView:
    """Tables of the section; those without rows say what would fill them."""

    work: Table
    peaks: Table
    effects: Table
    derived: Table
    charts: tuple[Chart, ...]
    trial: Table
    going: Table
    roles: Table
    training: Table
    loads: Table
    funding: Table


def view(context: ReportContext) -> DeliveryView:
    """Everything of the section."""
    form = Form(context=context)
    load = assess_workload(context.analysis.stands, context.analysis.inputs.standard.assumptions)
    effects = assess_effects(context.analysis.stands)
    return DeliveryView(
        work=named_table(
            context,
            "work",
            ("division", "count", "measured", "estimated", "unmeasured", "days", "change", "top"),
            (_division(context, load, division) for division in load.divisions),
        ),
        peaks=named_table(context, "peaks", ("cutover", "system", "work", "hours"), _peaks(context)),
        effects=effect_table(form),
        derived=derived_table(form),
        charts=tuple(_chart(context, effect) for effect in effects if known(effect.latest)),
        trial=named_table(context, "trial", ("move", "links", "areas", "divisions", "yen", "others"), _trial(context)),
        going=named_table(
            context, "going", ("systems", "cutover", "rehearsal", "unmet", "forbidden", "decision"), _going(context)
        ),
        roles=roles_table(form),
        training=training_table(form),
        loads=load_table(form),
        funding=funding_table(form),
    )


def _division(context: ReportContext, load: Workload, division: str | None) -> Row:
    works, key = load.of(division), division_key(division)
    found = sums(works)
    change = context.count(f"{key}.change")
    return (
        context.named("division", division) if division else Cell(text=context.t("common.unknown"), mark="unknown"),
        context.count(f"{key}.procedures"),
        _hours(context, [work for work in works if work.measured], f"{key}.measured.hours"),
        _hours(context, [work for work in works if not work.measured], f"{key}.estimated.hours"),
        context.count(f"{key}.unmeasured"),
        context.count(f"{key}.days")
        if known(found.hours)
        else Cell(text=context.t("report.work.unmeasured_cell"), figure=f"{key}.days"),
        change._replace(text=f"{change.raw:+,.10g}")
        if found.compared
        else Cell(text=context.t("report.work.no_change"), figure=f"{key}.change"),
        context.count(f"{key}.top"),
    )


def _hours(context: ReportContext, works: list[Work], key: str) -> Cell:
    """Their hours; 「―」 where none of them has any, which is not 0 hours."""
    hours = hours_of(works)
    return (
        Cell(text=plain_number(hours), raw=hours, number=True, figure=key)
        if hours is not None
        else Cell(text=context.t("paper.void"), figure=key)
    )


def _peaks(context: ReportContext) -> Iterator[Row]:
    """Cut-overs of the plan in months in which work that uses the system is at its peak."""
    days = context.analysis.cutover_days
    for system, busy in peaks(context):
        key = key_of("peak", system)
        yield (
            context.cell(days[system]),
            context.named("system", system),
            Cell(text=context.join(procedure.label for procedure in busy)),
            context.count(key)
            if known(context.figures[key].value)
            else Cell(text=context.t("report.work.unmeasured_cell"), figure=key),
        )


def _trial(context: ReportContext) -> Iterator[Row]:
    """What speaks for and against each move as the first: laid side by side, no score (試行の比較)."""
    plan = context.analysis.plan
    first = plan.trial.move if plan.trial else None
    for move in sorted(plan.moves, key=lambda one: one.id != first):
        found = sum_of(row for row in plan.cost_rows if row.move == move.id)
        name = Cell(text=context.render(move.title), sub=context.t("report.trial.first") if move.id == first else "")
        missing = context.t("report.trial.missing", count=len(found.missing), about=move.id) if found.missing else ""
        key = key_of("move", move.id)
        yield (
            name,
            context.count(f"{key}.links"),
            context.count(f"{key}.areas"),
            Cell(text=context.join(context.name("division", one) for one in move.divisions)),
            context.count(f"{key}.yen", sub=missing)
            if known(found.at_least) and context.sees("Quote", "amount")
            else Cell(text=context.t("common.unknown"), mark="unknown"),
            context.count(f"{key}.others"),
        )


def _going(context: ReportContext) -> Iterator[Row]:
    for going in goings(context):
        decided = going.decision.decision if going.decision else None
        last = going.rehearsals[-1] if going.rehearsals else None
        yield (
            Cell(text=context.join(context.name("system", system) for system in going.systems)),
            context.cell(going.cutover) if going.cutover else Cell(text=context.t("report.going.done")),
            Cell(text=context.say(last.result) if last else context.t("report.going.none")),
            context.count(f"{going_key(going)}.unmet"),
            Cell(text=context.join(str(number) for number in going.forbidden) or context.t("paper.void")),
            Cell(text=context.say(decided) if decided is not None else context.t("report.going.open")),
        )


def _chart(context: ReportContext, effect: Effect) -> Chart:
    """Months to the right, values up; the baseline stands at month 0."""
    one = effect.indicator
    stated = [(point.after_months, point.value) for point in effect.points if known(point.value)]
    before = one.baseline.value if one.baseline and known(one.baseline.value) else None
    if before is not None:
        stated.insert(0, (0, before))
    goal = one.target.value if one.target and known(one.target.value) else None
    values = [value for _, value in stated] + ([goal] if goal is not None else [])
    low, high = min(values), max(values)
    most = max(month for month, _ in stated) or 1

    def place(month: int, value: float) -> tuple[float, float]:
        right = EDGE + month / most * (WIDTH - 2 * EDGE - 30)
        up = (value - low) / (high - low) if high > low else 0.5
        return round(right, 1), round(HEIGHT - EDGE - up * (HEIGHT - 2 * EDGE), 1)

    dots = tuple(
        (*place(month, value), context.t("report.number", value=f"{value:,g}", about=(one.label, f"month {month}")))
        for month, value in stated
    )
    said = context.join(
        context.t(
            "report.chart.point", month=month, value=f"{value:,g}", unit=one.unit, about=(one.label, f"month {month}")
        )
        for month, value in stated
    )
    return Chart(
        title=context.t("report.chart.title", name=one.label, unit=one.unit),
        says=said,
        line=" ".join(f"{x},{y}" for x, y, _ in dots),
        dots=dots,
        target=place(0, goal)[1] if goal is not None else None,
    )
