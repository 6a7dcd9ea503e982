"""現況: the named figures with completeness, and every area with the three axes of its systems."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from readiness.analysis.status import AreaState, AreaStatus
from readiness.figures.figure import key_of
from readiness.model.record import Maybe, Word
from readiness.model.system import Conformance, DueKind, System
from readiness.model.unknown import Unknown
from readiness.report.context import ReportContext
from readiness.report.sections.peers import peers_table
from readiness.report.values import Headline, anchor
from readiness.tables.table import Cell, Row, Table, heads


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusView:
    """`outside` says which areas are no work of this body; they are not part of any figure.

    `peers` is None where no published table was imported.
    """

    figures: tuple[Headline, ...]
    outside: tuple[str, ...]
    table: Table
    peers: Table | None


def view(context: ReportContext) -> StatusView:
    """The figures and the table."""
    status = context.analysis.status
    measures = (
        status.step_rate,
        status.systems_migrated,
        status.areas_complete,
        status.areas_steps_closed,
        status.areas_extended,
    )
    outside = []
    for state in (AreaState.ELSEWHERE, AreaState.NOT_APPLICABLE):
        found = status.of(state)
        if found:
            names = context.areas(area.area for area in found)
            outside.append(context.t(f"report.outside.{state.value}", count=len(found), areas=names))
    return StatusView(
        figures=tuple(context.headline(measure) for measure in (*measures, context.analysis.completeness.overall)),
        outside=tuple(outside),
        peers=peers_table(context),
        table=Table(
            id="t-areas",
            caption=context.t("report.areas.caption"),
            columns=heads(
                *(
                    context.t(f"report.areas.{name}")
                    for name in ("area", "state", "steps", "system", "vendor", "conformance", "due", "hosting")
                )
            ),
            rows=tuple(row for area in status.areas for row in _rows(context, area)),
            joined=3,
            empty=context.t("report.areas.empty"),
        ),
    )


_STATE_MARKS = {
    AreaState.COMPLETE: "ok",
    AreaState.STEPS_CLOSED: "note",
    AreaState.PARTLY: "note",
    AreaState.NOT_YET: "warn",
    AreaState.UNKNOWN: "unknown",
    AreaState.ELSEWHERE: "",
    AreaState.NOT_APPLICABLE: "",
}


def _rows(context: ReportContext, area: AreaStatus) -> Iterator[Row]:
    head = (
        Cell(text=context.area(area.area)),
        Cell(text=context.t(f"report.state.{area.state.value}"), mark=_STATE_MARKS[area.state]),
        steps_cell(context, area),
    )
    systems = [context.inventory.system_by_id[id_] for id_ in area.systems]
    if not systems:
        yield (*head, *(Cell(text="―") for _ in range(5)))
    for system in systems:
        yield (*head, *system_axes(context, system))


def steps_cell(context: ReportContext, area: AreaStatus) -> Cell:
    """Progress over the 40 steps, 対象外 apart."""
    steps = area.steps
    if area.state in (AreaState.ELSEWHERE, AreaState.NOT_APPLICABLE):
        return Cell(text="―")
    if steps.rate is None:
        partly = context.t("report.steps.known", known=steps.known, about=area.area) if steps.known else ""
        return Cell(text=context.t("common.unknown"), mark="unknown", sub=partly, href=f"#{anchor('status.step_rate')}")
    counts = (
        context.t("report.steps.counts", done=steps.done, outside=steps.not_applicable, about=area.area)
        if steps.from_steps
        else context.t("report.steps.published")
    )
    rate = context.count(key_of("steps", area.area), sub=counts, href=f"#{anchor('status.step_rate')}")
    return rate._replace(text=f"{rate.raw:.1f}%")


_MARKS: dict[Word, str] = {
    Conformance.CONFORMANT: "ok",
    Conformance.TRANSITIONAL: "note",
    Conformance.NON_CONFORMANT: "warn",
    DueKind.LAPSED: "warn",
}


def system_axes(context: ReportContext, system: System) -> Row:
    """Name, vendor and the three axes; a system of several areas says so, for it is in the table once for each."""
    said = [context.t("report.moved")] if context.analysis.decided[system.id].migrated is True else []
    if len(system.areas) > 1:
        said.append(context.t("report.areas.shared", count=len(system.areas)))
    return (
        Cell(text=system.label, sub=context.join(said)),
        context.named("vendor", system.vendor),
        word_cell(context, system.conformance),
        due_cell(context, system),
        word_cell(context, system.hosting),
    )


def word_cell(context: ReportContext, value: Maybe[Word]) -> Cell:
    """An axis word with its tag."""
    if isinstance(value, Unknown):
        return context.cell(value)
    return Cell(text=context.say(value), mark=_MARKS.get(value, ""))


def due_cell(context: ReportContext, system: System) -> Cell:
    """Axis 2: the kind of date, and the month where a separate date was set."""
    if isinstance(system.due, Unknown):
        return context.cell(system.due)
    until = ""
    if system.due is DueKind.EXTENDED:
        day = system.due_date
        until = context.t("report.due.unknown") if isinstance(day, Unknown) else context.month(day)
    return Cell(text=context.say(system.due), mark=_MARKS.get(system.due, ""), sub=until)
