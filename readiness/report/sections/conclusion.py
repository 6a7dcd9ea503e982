"""結論: what to do within 30 and 90 days, who does it, and why. Nothing here rests on an assumed plan date."""

from __future__ import annotations

from dataclasses import dataclass

from readiness.analysis.actions import Action, Horizon
from readiness.analysis.status import AreaState
from readiness.figures.counts import areas_open
from readiness.figures.money import added_total
from readiness.model.measure import Measure
from readiness.model.plan import Move
from readiness.model.unknown import known
from readiness.report.context import ReportContext
from readiness.report.sections.plan import ordered
from readiness.report.todo import actions_of
from readiness.report.values import anchor
from readiness.situation.cutover import CutOverBasis
from readiness.situation.leaving import Leaving, leaving
from readiness.situation.situation import Situations
from readiness.tables.table import Cell, Row, Table, heads


@dataclass(frozen=True, slots=True, kw_only=True)
class ConclusionView:
    """Sentences first, each with the place of its rows, then one table per horizon."""

    sentences: tuple[Cell, ...]
    tables: tuple[Table, ...]
    nothing: str


SHOWN = (Horizon.OVERDUE, Horizon.DAYS_30, Horizon.DAYS_90, Horizon.UNDATED)


def view(context: ReportContext) -> ConclusionView:
    """The sentences and the lists."""
    actions = actions_of(context)
    tables = []
    for horizon in SHOWN:
        rows = [action for action in actions if action.horizon(context.as_of) is horizon]
        if rows:
            tables.append(_table(context, horizon, rows))
    return ConclusionView(
        sentences=tuple(sentences(context)),
        tables=tuple(tables),
        nothing="" if tables else context.t("report.conclusion.nothing"),
    )


def sentences(context: ReportContext) -> list[Cell]:
    """Where the body stands, in two or three sentences, each leading to what it was counted from."""
    status = context.analysis.status
    done = status.areas_complete
    if not context.inventory.systems:
        return [Cell(text=context.t("report.conclusion.empty", areas=done.total), href="#findings")]
    where = context.t(
        "report.conclusion.status" if known(done.value) else "report.conclusion.status.unknown",
        concerned=done.total,
        complete=done.value,
        rest=areas_open(context.analysed),
        unknown=len(status.of(AreaState.UNKNOWN)),
    )
    overall = context.analysis.completeness.overall
    filled = context.t("report.conclusion.completeness", value=overall.value, **context.counted(overall))
    stated = [
        _counted(where, done),
        _counted(_steps_closed(context), status.areas_steps_closed),
        _counted(extended_sentence(context), status.areas_extended),
        *leaving_sentences(context),
        *plan_sentences(context),
        *unplanned_sentence(context),
        _counted(filled, overall),
    ]
    return [sentence for sentence in stated if sentence.text]


def _steps_closed(context: ReportContext) -> str:
    """The areas whose 40 steps are closed and of which nobody says that they have moved; empty where there is none."""
    found = context.analysis.status.of(AreaState.STEPS_CLOSED)
    return context.t("report.conclusion.steps_closed", count=len(found)) if found else ""


def _counted(sentence: str, measure: Measure) -> Cell:
    return Cell(text=sentence, href=f"#{anchor(measure.name)}", figure=measure.name)


def extended_sentence(context: ReportContext) -> str:
    """The areas not yet done whose date is set apart by law; empty where there is none."""
    areas = [area for area in context.analysis.status.areas if area.extended and area.state is not AreaState.COMPLETE]
    names = context.areas(area.area for area in areas)
    return context.t("report.conclusion.extended", count=len(areas), areas=names) if areas else ""


def leaving_sentences(context: ReportContext) -> list[Cell]:
    """Every party that goes, whether its systems cut over before, at or after its last day."""
    if not context.names_vendors:
        return []
    stands = context.analysis.stands
    return [Cell(text=leaving_sentence(context, party, stands), href="#findings") for party in leaving(stands)]


def leaving_sentence(context: ReportContext, party: Leaving, stands: Situations) -> str:
    """One party: its day, the systems on it, and what lies between."""
    systems = context.some([stands[id_].system.label for id_ in party.systems], 3)
    if not known(party.end):
        return context.t("report.conclusion.leaving.notice", name=party.label, notice=party.notice, systems=systems)
    days = party.days_without(stands)
    kind = "gap" if days else "open" if party.late(stands) else "kept"
    return context.t(f"report.conclusion.leaving.{kind}", name=party.label, end=party.end, systems=systems, days=days)


def plan_sentences(context: ReportContext) -> list[Cell]:
    """What the plan concludes; silent where its dates are 仮置き."""
    plan = context.analysis.plan
    if plan.assumed or not plan.moves or plan.score is None:
        return []
    percent = "" if plan.optimality_gap is None else f"{100 * plan.optimality_gap:.1f}"
    state = context.t(f"plan.state.{plan.state.value}", percent=percent)
    found = [context.t("report.conclusion.plan", state=state, basis=context.say(plan.basis))]
    first = next((move for move in ordered(plan) if plan.date_of.get(move.id)), None)
    if first is not None:
        day = plan.date_of[first.id]
        found.append(context.t("report.conclusion.next", date=day, move=first.title, moved=_moved(context, first)))
    if plan.broken:
        ways = context.join(context.render(way) for clash in plan.clashes for way in clash.ways_out)
        found.append(
            context.t(
                "report.conclusion.broken",
                count=len(plan.broken),
                rules=context.join(context.render(rule.message) for rule in plan.broken),
                ways=ways or context.t("report.conclusion.no_ways"),
            )
        )
    total = added_total(context.analysed)
    stated = [Cell(text=sentence, href="#plan") for sentence in found]
    if total.known:
        amount, left = context.quantity(total), total.total - total.known
        stated.append(
            _counted(context.t("report.conclusion.total", amount=amount, unquoted=left, total=total.total), total)
        )
    return stated


def _moved(context: ReportContext, move: Move) -> str:
    """What the inventory planned for the move where the plan sets another day."""
    found = [context.analysis.decided[system].cutover for system in move.systems]
    planned = {stated.date for stated in found if stated is not None and stated.basis is CutOverBasis.RECORDED}
    others = sorted(planned - {context.analysis.plan.date_of.get(move.id)})
    return context.t("report.conclusion.next.moved", day=others[0]) if others else ""


def unplanned_sentence(context: ReportContext) -> list[Cell]:
    """The moves that have no date because nobody has entered anything it could rest on, and what to enter."""
    moves = context.analysis.plan.unplanned
    if not moves:
        return []
    names = context.some([context.render(move.title) for move in moves], 3)
    said = context.t("report.conclusion.unplanned", count=len(moves), moves=names, needs=context.render(moves[0].needs))
    return [Cell(text=said, href="#plan")]


def _table(context: ReportContext, horizon: Horizon, actions: list[Action]) -> Table:
    return Table(
        id=f"t-{horizon.value.replace('_', '-')}",
        caption=context.t("report.actions.caption", horizon=context.say(horizon), count=len(actions)),
        columns=heads(*(context.t(f"report.actions.{name}") for name in ("due", "what", "who", "why", "evidence"))),
        rows=tuple(_row(context, action, horizon) for action in actions),
        empty="",
    )


def _row(context: ReportContext, action: Action, horizon: Horizon) -> Row:
    due = Cell(text="―") if action.due is None else context.cell(action.due)
    if horizon is Horizon.OVERDUE and action.due is not None:
        due = Cell(text=due.text, raw=due.raw, mark="warn", sub=context.t("report.overdue"))
    return (
        due,
        Cell(text=context.render(action.what)),
        Cell(text=context.join(context.subject(who) for who in action.who) or context.t("report.nobody")),
        Cell(text=context.render(action.why)),
        _evidence(context, action),
    )


def _evidence(context: ReportContext, action: Action) -> Cell:
    """Where it stands in the inventory, else the section that tells more."""
    places = [place for ref in action.refs if (place := context.place(ref))]
    if places:
        return Cell(text=" ".join(places), mark="place")
    section = "plan" if action.subject.kind == "move" else "gaps"
    return Cell(text=context.t(f"report.section.{section}"), href=f"#{section}")
