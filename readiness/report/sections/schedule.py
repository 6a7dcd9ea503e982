"""Dates as work: cut-over dates, procurement and assembly, and the work breakdown (切替日・引合と議会・WBS)."""

from __future__ import annotations

from collections.abc import Iterable

from readiness.figures.planned import wave_key
from readiness.model.plan import Gate, GateStanding, WbsTask
from readiness.model.unknown import Unknown
from readiness.planning.tables import procurement_timeline, waves
from readiness.report.context import ReportContext
from readiness.tables.table import Cell, Row, Table, heads


def _table(context: ReportContext, key: str, columns: str, rows: Iterable[Row]) -> Table:
    return Table(
        id=f"t-{key}",
        caption=context.t(f"planbook.{key}.sheet"),
        columns=heads(*(context.t(f"planbook.{key}.{name}") for name in columns.split())),
        rows=tuple(rows),
        empty=context.t("common.none"),
    )


def waves_table(context: ReportContext) -> Table:
    """One row per cut-over date, with the temporary links before and after it."""
    plan = context.analysis.plan
    rows = (
        (
            Cell(text=context.cell(w.date).text, raw=w.date, mark="assumed" if w.assumed else ""),
            Cell(text=context.join(context.render(plan.move_by_id[move].title) for move in w.moves)),
            Cell(text=context.areas(w.areas) or "―"),
            Cell(text=context.join(context.name("division", id_) for id_ in w.divisions) or "―"),
            *(context.count(f"{wave_key(w.date)}.{name}") for name in ("links_made", "links_removed", "links_after")),
        )
        for w in waves(plan)
    )
    return _table(context, "waves", "date moves areas divisions made removed after", rows)


def timeline_table(context: ReportContext) -> Table:
    """Budget, assembly and contract of every move, by latest start."""
    plan = context.analysis.plan
    rows = (
        (
            Cell(text="―") if gate.planned else context.cell(gate.start_by),
            Cell(text="―") if gate.planned else context.cell(gate.finish_by),
            Cell(text=context.render(plan.move_by_id[gate.move].title)),
            Cell(text=context.render(gate.name), sub=context.t("common.assumption") if gate.assumed else ""),
            context.cell(gate.planned) if gate.planned else Cell(text="―"),
            standing_cell(context, gate),
        )
        for gate in procurement_timeline(plan)
    )
    return _table(context, "gates", "start finish move gate planned state", rows)


def wbs_table(context: ReportContext) -> Table:
    """Every task of every move, counted back from its cut-over."""
    plan = context.analysis.plan
    rows = (
        (
            Cell(text=task.number),
            Cell(text=context.render(plan.move_by_id[task.move].title) if task.move else ""),
            Cell(text=context.render(task.name)),
            context.cell(task.start),
            context.cell(task.finish),
            Cell(text=_owner(context, task)),
            _state(context, task),
        )
        for task in plan.wbs
    )
    return _table(context, "wbs", "number move name start finish owner state", rows)


def _owner(context: ReportContext, task: WbsTask) -> str:
    if isinstance(task.owner, Unknown):
        return context.t("common.unknown")
    inventory = context.inventory
    found = [inventory.record_by_id[key] for key in ("divisions", "vendor_groups", "vendors")]
    return next((records[task.owner].label for records in found if task.owner in records), task.owner)


def standing_cell(context: ReportContext, gate: Gate) -> Cell:
    """How a gate stands; what has gone by, or does not fit the cut-over, is marked."""
    wrong = gate.standing in (GateStanding.PASSED, GateStanding.TO_AGREE)
    return Cell(text=context.say(gate.standing), mark="warn" if wrong else "")


def _state(context: ReportContext, item: WbsTask) -> Cell:
    state = "done" if item.done else "late" if item.late else "open"
    return Cell(text=context.t(f"planbook.state.{state}"), mark="warn" if state == "late" else "")
