"""改定・経過措置: separate dates, transitional measures and the editions the standard is known in."""

from __future__ import annotations

from dataclasses import dataclass

from readiness.model.system import DueKind
from readiness.model.unknown import Unknown
from readiness.report.context import ReportContext
from readiness.standard.renewal import GATES, renewals
from readiness.tables.table import Cell, Table, heads


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendmentsView:
    """Four tables."""

    dates: Table
    measures: Table
    renewals: Table
    editions: Table


def view(context: ReportContext) -> AmendmentsView:
    """The tables."""
    return AmendmentsView(
        dates=_dates(context),
        measures=measures_table(context),
        renewals=renewals_table(context),
        editions=_editions(context),
    )


def _columns(context: ReportContext, table: str, *names: str) -> tuple[str, ...]:
    return tuple(context.t(f"report.{table}.{name}") for name in names)


def _dates(context: ReportContext) -> Table:
    systems = [s for s in context.inventory.systems if s.due in (DueKind.EXTENDED, DueKind.LAPSED)]
    systems.sort(key=lambda s: (isinstance(s.due_date, Unknown), str(s.due_date)))
    stands = context.analysis.decided
    planned = stands.cutovers  # as decided, else as the record says
    return Table(
        id="t-dates",
        caption=context.t("report.dates.caption"),
        columns=heads(*_columns(context, "dates", "system", "areas", "due", "date", "moved", "planned")),
        rows=tuple(
            (
                Cell(text=s.label),
                Cell(text=context.areas(s.areas)),
                context.cell(s.due),
                context.cell(s.due_date),
                context.cell(stands[s.id].migrated),
                context.cell(planned[s.id].date) if s.id in planned else Cell(text="―"),
            )
            for s in systems
        ),
        empty=context.t("report.dates.empty"),
    )


def measures_table(context: ReportContext) -> Table:
    """経過措置解消台帳: function, until when, under which number, and who has to end it."""
    found = [(s, measure) for s in context.inventory.systems for measure in s.transitional_measures]
    found.sort(key=lambda pair: (isinstance(pair[1].until, Unknown), str(pair[1].until)))
    vendor = context.t("paper.vendor")
    rows = []
    for system, measure in found:
        past = not isinstance(measure.until, Unknown) and measure.until < context.as_of
        until = context.cell(measure.until)
        if past:
            until = Cell(text=until.text, raw=until.raw, mark="warn", sub=context.t("report.overdue"))
        rows.append(
            (
                Cell(text=system.label),
                context.named("division", context.owner(system.id)),
                context.named("vendor", system.vendor) if context.names_vendors else Cell(text=vendor),
                Cell(text=measure.function),
                until,
                context.cell(measure.filed),
                context.cell(measure.number),
                Cell(text=context.place(measure.ref), mark="place"),
            )
        )
    return Table(
        id="t-measures",
        caption=context.t("report.measures.caption"),
        columns=heads(
            *_columns(
                context, "measures", "system", "division", "vendor", "function", "until", "filed", "number", "place"
            )
        ),
        rows=tuple(rows),
        empty=context.t("report.measures.empty"),
    )


def renewals_table(context: ReportContext) -> Table:
    """The next renewal of every contract, counted back from its end."""
    inputs = context.analysis.inputs
    gates = tuple(key for key, _ in GATES)
    rows = []
    for renewal in renewals(context.analysis.decided.contracts, inputs.standard, context.as_of):
        by_key = {gate.key: gate for gate in renewal.gates}
        cells = [Cell(text=renewal.contract.label), context.cell(renewal.end)]
        for key in gates:
            gate = by_key.get(key)
            if gate is None:
                cells.append(Cell(text="―"))
                continue
            cells.append(context.cell(gate.day, sub=context.t("report.renewals.passed") if gate.passed else ""))
        rows.append(tuple(cells))
    return Table(
        id="t-renewals",
        caption=context.t("report.renewals.caption"),
        columns=heads(*_columns(context, "renewals", "contract", "end", *gates)),
        rows=tuple(rows),
        empty=context.t("report.renewals.empty"),
    )


def _editions(context: ReportContext) -> Table:
    concerned = {area.area for area in context.analysis.status.areas if area.systems}
    rows = []
    for area in context.analysis.inputs.standard.areas:
        if area.key not in concerned:
            continue
        spec = area.spec
        rows.append(
            (
                Cell(text=context.area(area.key)),
                Cell(text=spec.title or "―"),
                Cell(text=spec.version) if spec.version else Cell(text=context.t("common.unknown"), mark="unknown"),
                Cell(text=spec.date or "―"),
                Cell(text=context.say(spec.confidence)),
            )
        )
    return Table(
        id="t-editions",
        caption=context.t("report.editions.caption"),
        columns=heads(*_columns(context, "editions", "area", "title", "version", "date", "confidence")),
        rows=tuple(rows),
        empty="―",
    )
