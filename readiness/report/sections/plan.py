"""移行計画: what moves when and why that day, what cannot be met, other ways side by side, what must begin by when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from readiness.figures.money import added_total
from readiness.figures.planned import by_load_key
from readiness.model.finding import Subject
from readiness.model.measure import Measure
from readiness.model.plan import Gate, GateStanding, Move, Plan, PlanState, Unplanned
from readiness.model.text import Text
from readiness.report.context import ReportContext
from readiness.report.gantt import due_date, gantt, reasons
from readiness.report.gantt_values import Gantt
from readiness.report.sections.strategies import least, strategies
from readiness.report.support import past_support
from readiness.report.switching.tables import named_table
from readiness.tables.table import Cell, Row, Table, heads


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanView:
    """`statement` says how good the order is known to be; `assumed` is said where dates are 仮置き.

    `undated`: nothing has a date, not because nothing is left to move.
    """

    statement: str
    undated: bool
    assumed: str
    conditions: tuple[str, ...]
    gantt: Gantt | None
    moves: Table
    clashes: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    strategies: Table
    least: str
    gates: Table
    trial: str
    past_support: tuple[str, ...]
    robust: tuple[str, ...]
    loads: Table


def shown_measures(context: ReportContext) -> Iterable[Measure]:
    """The figures of the plan, for the evidence."""
    score = context.analysis.plan.score
    if score is not None:
        yield score.yen
        yield added_total(context.analysed)


def view(context: ReportContext) -> PlanView:
    """Everything of the section."""
    plan = context.analysis.plan
    return PlanView(
        statement=statement(context, plan),
        undated=plan.state is PlanState.NO_PREMISES,
        assumed=context.t("report.plan.assumed") if plan.assumed else "",
        conditions=tuple(context.render(note) for note in plan.notes),
        gantt=gantt(context) if plan.moves else None,
        moves=moves_table(context),
        clashes=tuple(
            (
                tuple(context.render(rule) for rule in clash.rules),
                tuple(context.render(way) for way in clash.ways_out),
            )
            for clash in plan.clashes
        ),
        strategies=strategies(context, plan),
        least=least(context, plan),
        gates=gate_table(context, plan.late_gates, "late"),
        trial=_trial(context, plan),
        past_support=tuple(
            context.t("report.plan.past_support.one", system=item.system, end=item.end, cutover=item.cutover)
            for item in past_support(context)
        ),
        robust=tuple(context.render(said) for said in robust_lines(plan)),
        loads=_loads(context, plan),
    )


def statement(context: ReportContext, plan: Plan) -> str:
    """What is known about the order, in the official wording, with the basis of comparison."""
    state = plan.state.value
    percent = "" if plan.optimality_gap is None else f"{100 * plan.optimality_gap:.1f}"
    said = context.t(f"plan.state.{state}", percent=percent)
    if not plan.moves:
        return said
    basis = context.say(plan.basis)
    return context.t("report.plan.statement", state=said, basis=basis, mode=context.say(plan.mode))


def robust_lines(plan: Plan) -> tuple[Text, ...]:
    """What changes when an unknown takes another value of its range, then what stays all the same."""
    return (*(found.message for found in plan.sensitivities), *plan.steady)


def ordered(plan: Plan) -> list[Move]:
    """Moves by date."""
    return sorted(plan.moves, key=lambda move: (plan.date_of.get(move.id) or date.max, move.id))


def date_cell(context: ReportContext, plan: Plan, move: str) -> Cell:
    """The cut-over date; 仮置き is said beside it, and what was adopted where it differs."""
    placement = next(item for item in plan.placements if item.move == move)
    if placement.date is None:
        return Cell(text=context.t("report.plan.not_moved"), mark="warn")
    said = [context.say(placement.basis)]
    if placement.was:
        said.append(context.t("report.plan.was", day=placement.was))
    cell = context.cell(placement.date, sub=context.join(said))
    return Cell(text=cell.text, raw=cell.raw, mark="assumed", sub=cell.sub) if placement.assumed else cell


def moves_table(context: ReportContext) -> Table:
    """Every move in order, with its date and why."""
    plan = context.analysis.plan
    rows: list[Row] = []
    for number, move in enumerate(ordered(plan), start=1):
        due = due_date(context, move)
        broken = [rule.message for rule in plan.broken if rule.move == move.id]
        windows = [context.t("report.plan.window", name=hit.name) for hit in plan.windows if hit.move == move.id]
        rows.append(
            (
                context.cell(number),
                date_cell(context, plan, move.id),
                Cell(
                    text=context.join(context.name("system", id_) for id_ in move.systems),
                    sub=context.join(context.render(because) for because in move.because),
                    anchor=f"move-{number}",
                ),
                Cell(text=context.areas(move.areas) or "―"),
                Cell(text=context.join(context.subject(Subject("division", id_)) for id_ in move.divisions) or "―"),
                context.cell(due) if due else Cell(text="―"),
                Cell(text="\n".join(reasons(context, move.id)) or "―"),
                Cell(
                    text=context.join((*(context.render(text) for text in broken), *windows)) or "―",
                    mark="warn" if broken else "",
                ),
            )
        )
    rows += [_unplanned(context, move) for move in plan.unplanned]
    names = ("order", "date", "systems", "areas", "divisions", "due", "why", "open")
    return named_table(context, "moves", names, rows)


def _unplanned(context: ReportContext, move: Unplanned) -> Row:
    """A move without premises: in place of its date the facts that would allow one, and its legal date."""
    return (
        Cell(text="―"),
        Cell(text=context.t("report.plan.unplanned"), mark="unknown"),
        Cell(text=context.join(context.name("system", id_) for id_ in move.systems)),
        Cell(text=context.areas(move.areas) or "―"),
        Cell(text=context.join(context.subject(Subject("division", id_)) for id_ in move.divisions) or "―"),
        Cell(text=context.render(move.legal)),
        Cell(text=context.render(move.needs)),
        Cell(text="―"),
    )


def gate_table(context: ReportContext, gates: Iterable[Gate], name: str) -> Table:
    """Gates with the last day on which they had or have to begin."""
    moves = context.analysis.plan.move_by_id
    rows = [
        (
            _begins(context, gate),
            Cell(text=context.render(gate.name), sub=context.t("common.assumption") if gate.assumed else ""),
            Cell(text=context.render(moves[gate.move].title)),
            Cell(text="―") if gate.planned else context.cell(gate.finish_by),
            Cell(text=context.name("procurement", gate.procurement) or "―"),
        )
        for gate in gates
        if gate.move in moves
    ]
    return Table(
        id=f"t-gates-{name}",
        caption=context.t(f"report.gates.{name}"),
        columns=heads(
            *(context.t(f"report.gates.{column}") for column in ("start", "gate", "move", "finish", "procurement"))
        ),
        rows=tuple(rows),
        empty=context.t("report.gates.empty"),
    )


def _begins(context: ReportContext, gate: Gate) -> Cell:
    """The body's own date and whether it keeps the cut-over; without one, the last day to begin."""
    cell = context.cell(gate.begins)
    wrong = "warn" if gate.standing in (GateStanding.PASSED, GateStanding.TO_AGREE) else ""
    if gate.planned is not None:
        return Cell(
            text=cell.text,
            raw=cell.raw,
            mark=wrong,
            sub=context.t("report.gates.planned", judged=context.say(gate.standing)),
        )
    return Cell(text=cell.text, raw=cell.raw, mark=wrong, sub=context.t("report.overdue")) if wrong else cell


def _trial(context: ReportContext, plan: Plan) -> str:
    if plan.trial is None or plan.trial.move not in plan.move_by_id:
        return ""
    why = context.join(context.render(reason) for reason in plan.trial.reasons)
    return context.t("report.plan.trial", move=plan.move_by_id[plan.trial.move].title, why=why)


def _loads(context: ReportContext, plan: Plan) -> Table:
    rows = [
        (
            context.cell(load.date),
            Cell(text=context.t(f"report.load.{load.kind}"), sub=_who(context, load.kind, load.subject)),
            context.count(f"{key}.used"),
            context.count(f"{key}.capacity"),
            Cell(text=context.t("common.assumption") if load.assumed else "", mark="assumed" if load.assumed else ""),
        )
        for key, load in by_load_key(plan.loads)
    ]
    return named_table(context, "loads", ("date", "what", "used", "capacity", "basis"), rows)


def _who(context: ReportContext, kind: str, subject: str) -> str:
    if not subject:
        return ""
    if "vendor" in kind:
        return context.name("group" if subject in context.inventory.group_by_id else "vendor", subject)
    return context.name("division", subject)
