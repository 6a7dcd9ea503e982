"""庁議用1枚: state, what needs a decision, the next 90 days, the order of moves and the money, on one A4 page."""

from __future__ import annotations

from dataclasses import dataclass

from readiness.analysis.actions import Action, Horizon
from readiness.analysis.status import AreaState
from readiness.model.unknown import known
from readiness.report.context import ReportContext
from readiness.report.finance import Totals, shown_rows, totals
from readiness.report.gantt import due_date
from readiness.report.sections.conclusion import extended_sentence
from readiness.report.sections.plan import ordered
from readiness.report.support import past_support
from readiness.report.todo import actions_of
from readiness.report.values import Figure
from readiness.sources.width import clip

MOST_ACTIONS = 6
MOST_MOVES = 6
MOST_ISSUES = 2
MOST_QUESTIONS = 6
CELLS = 92  # half-width cells of a line of text that stays on one or two lines
NARROW = 76  # the same in the narrowest column of the questions

# What may be told outside the body: the plan and the dates set by law, nothing about contracts and quotes.
OUTSIDE = frozenset({"due", "due_over", "lapsed", "gate", "gate_due", "milestone", "milestone_over"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Chougi:
    """Everything on the page; every list is already cut, and says by how much."""

    figures: tuple[Figure, ...]
    extended: str
    outside: str
    plan: str
    issues: tuple[tuple[str, tuple[str, ...]], ...]
    actions: tuple[tuple[str, str, str], ...]
    more_actions: str
    questions: tuple[tuple[str, str, str], ...]
    more_questions: str
    moves: tuple[tuple[str, str, str], ...]
    more_moves: str
    no_plan: str
    years: tuple[tuple[str, str], ...]
    unquoted: str
    basis: str


def chougi(context: ReportContext) -> Chougi:
    """The values of the page."""
    plan, status = context.analysis.plan, context.analysis.status
    settled = bool(plan.moves) and not plan.assumed
    actions = [action for action in actions_of(context) if _shown(context, action)]
    moves = ordered(plan) if settled else []
    issues = _issues(context) if settled else ()
    taken = sum(1 + len(ways) for _, ways in issues)  # lines the lists below give up, so that it stays one page
    most_actions, most_moves = MOST_ACTIONS - taken // 2, MOST_MOVES - taken // 3
    rows = shown_rows(context) if settled and context.sees("Quote", "amount") else ()
    found = totals(rows)
    years = sorted({row.fiscal_year for row in rows})
    overall = context.analysis.completeness.overall
    outside = [
        context.t(f"report.outside.{state.value}", count=len(areas), areas=context.areas(area.area for area in areas))
        for state in (AreaState.ELSEWHERE, AreaState.NOT_APPLICABLE)
        if (areas := status.of(state))
    ]
    # Without an order to show, the page tells what must be known before there can be one.
    waiting = plan.moves and not settled and context.names_vendors
    questions = [question for question in context.analysis.questions.items if question.blocks] if waiting else []
    percent = "" if plan.optimality_gap is None else f"{100 * plan.optimality_gap:.1f}"
    return Chougi(
        figures=tuple(
            context.figure(measure) for measure in (status.step_rate, status.systems_migrated, status.areas_complete)
        ),
        extended=extended_sentence(context),
        outside=_cut(" ".join(outside)),
        plan=context.t(f"plan.state.{plan.state.value}", percent=percent) if settled else "",
        issues=issues,
        actions=tuple(_action(context, action) for action in actions[:most_actions]),
        more_actions=_more(context, len(actions) - most_actions),
        questions=tuple(
            (
                context.subject(question.asked),
                _cut(context.render(question.what)),
                _cut(context.join(context.render(block.what) for block in question.blocks), NARROW) or "―",
            )
            for question in questions[:MOST_QUESTIONS]
        ),
        more_questions=_more(context, len(questions) - MOST_QUESTIONS),
        moves=tuple(
            (
                context.long_day(day) if (day := plan.date_of.get(move.id)) else context.t("report.plan.not_moved"),
                _cut(context.render(move.title)),
                context.long_day(due) if (due := due_date(context, move)) else "―",
            )
            for move in moves[:most_moves]
        ),
        more_moves=_more(context, len(moves) - most_moves),
        no_plan=context.t("paper.chougi.no_plan") if plan.moves and plan.assumed else "",
        years=tuple(
            (context.fiscal(year), _yen(context, totals(row for row in rows if row.fiscal_year == year)))
            for year in years
        ),
        unquoted=context.t("paper.chougi.unquoted", count=found.unquoted) if found.unquoted else "",
        basis=context.t("paper.chougi.basis", value=overall.value, known=overall.known, total=overall.total)
        if known(overall.value)
        else context.t("paper.chougi.no_basis"),
    )


def _issues(context: ReportContext) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What cannot be met, and what runs on after the support of its platform, each with ways out."""
    late = past_support(context)
    clashes = context.analysis.plan.clashes[: MOST_ISSUES - bool(late)]
    found = [
        (
            _cut(" / ".join(context.render(rule) for rule in clash.rules)),
            tuple(_cut(context.render(way)) for way in clash.ways_out[:2]),
        )
        for clash in clashes
    ]
    if late:
        systems = context.some([item.system for item in late], 2)
        found.append((context.t("paper.chougi.past_support", systems=systems, end=late[0].end), ()))
    return tuple(found)


def _yen(context: ReportContext, found: Totals) -> str:
    """The sum of a year; 未確認, not 0, where no row of it has an amount."""
    return context.t("common.unknown") if found.unknown else f"{found.yen:,}"


def _shown(context: ReportContext, action: Action) -> bool:
    # What has no date stands after all that has one: where little is known yet, asking is what is to be done.
    return action.horizon(context.as_of) is not Horizon.LATER and (context.names_vendors or action.kind in OUTSIDE)


def _action(context: ReportContext, action: Action) -> tuple[str, str, str]:
    day = context.long_day(action.due) if action.due else context.t("paper.chougi.undated")
    overdue = action.horizon(context.as_of) is Horizon.OVERDUE
    said = context.t("paper.chougi.overdue", day=day) if overdue else day
    parties = {context.party(who): None for who in action.who}
    who = list(parties)[:2]
    label = context.t("paper.chougi.others", names=context.join(who)) if len(parties) > 2 else context.join(who)
    return said, _cut(context.render(action.what)), label or context.t("report.nobody")


def _cut(text: str, cells: int = CELLS) -> str:
    return clip(text, cells, ambiguous=2)


def _more(context: ReportContext, count: int) -> str:
    return context.t("paper.more", count=count) if count > 0 else ""
