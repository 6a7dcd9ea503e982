"""今後の日程 of the 庁議付議書: of a recorded matter its own dates, gates and cut-over; else what comes next of all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from readiness.analysis.actions import Action, Horizon
from readiness.analysis.concerned import systems_concerned
from readiness.figures.funding import systems_of
from readiness.model.deciding import DecisionItem
from readiness.model.plan import Gate, GateKind, GateStanding, Move
from readiness.model.text import text
from readiness.model.unknown import known
from readiness.report.context import ReportContext
from readiness.report.papers.form import Form
from readiness.report.papers.paper import Block, Grid
from readiness.report.todo import actions_of
from readiness.sources.width import clip
from readiness.tables.table import Cell, Row, Table, heads

MOST_DATES, MOST_CUTOVERS = 8, 3
MOST_BESIDE = 4  # beside what has to be found out first: such a paper compares no ways and is one page


def schedule(form: Form, item: DecisionItem | None, most: int = MOST_DATES) -> list[Block]:
    """What is to come: of a recorded matter the dates of its systems, gates and cut-over; else the next of all. At most
    `most` of them, what no schedule leaves out first.
    """
    context = form.context
    own = systems_of(context.inventory, item)
    gates = list(_gates(form, own))
    stated = {(gate.procurement, gate.kind) for gate in gates if gate.planned is not None}
    rows: list[Row] = [
        (
            Cell(text=context.day(action.due), raw=action.due),
            Cell(text=_what(form, action)),
            Cell(text=_who(context, action)),
        )
        for action in actions_of(context)
        if action.due is not None and action.horizon(context.as_of) is not Horizon.OVERDUE
        if not own or (concerns(context, action, own) and (action.subject.id, action.gate) not in stated)
    ]
    kept = _kept(form, own)
    voted = {row[0].raw for row in kept}
    kept += dict.fromkeys(
        _gate(form, gate)
        for gate in gates
        if gate.planned and not (gate.kind in (GateKind.BUDGET, GateKind.ASSEMBLY) and gate.planned in voted)
    )
    rows = sorted([*rows, *(_gate(form, gate) for gate in gates if gate.planned is None)], key=_by_day)
    room = max(0, most - len(kept))
    left, rows = max(0, len(rows) - room), sorted([*rows[:room], *kept], key=_by_day)
    table = Table(
        id="t-schedule",
        caption=form.t("chougi.dates", count=left) if left > 0 else "",
        columns=heads(*(form.t(f"chougi.date.{name}") for name in ("day", "what", "who"))),
        rows=tuple(rows),
        empty=form.todo("schedule"),
    )
    return [Grid(table=table, widths=(13, 65, 22))]


def concerns(context: ReportContext, action: Action, own: frozenset[str]) -> bool:
    """Whether an action is about the matter's systems. Gates come from the plan, with those beyond the near days."""
    if action.kind in ("gate", "gate_due"):
        return False
    return bool(own & set(systems_concerned(context.inventory, action.subject, context.analysis.plan)))


def _by_day(row: Row) -> tuple[str, str]:
    return str(row[0].raw), row[1].text


def _kept(form: Form, own: frozenset[str]) -> list[Row]:
    """What no schedule leaves out: budget request, next vote, and the cut-over of a matter or the next ones."""
    context = form.context
    body = context.inventory.body
    found: list[tuple[date, str, str]] = []
    issuer = body.issuer or body.label
    if known(due := form.budget.request_due) and due is not None and due >= context.as_of:
        found.append((due, form.t("chougi.request", year=context.fiscal(form.analysed.year)), issuer))
    if vote := form.vote:
        found.append((vote[0], form.t("chougi.vote", session=vote[1]), issuer))
    for move, day in _cutovers(context, own):
        who = context.some([context.name("division", id_) for id_ in move.divisions], 1)
        found.append((day, form.of_month(context.t("decide.cutover", move=move.title), day), who))
    return [(Cell(text=context.day(day), raw=day), Cell(text=what), Cell(text=who)) for day, what, who in found]


def _cutovers(context: ReportContext, own: frozenset[str]) -> Iterator[tuple[Move, date]]:
    """The cut-overs of a recorded matter; of none the next ones that the records of all their systems tell."""
    plan, stands = context.analysis.plan, context.analysis.stands
    dated = [(move, day) for move in plan.moves if (day := plan.date_of.get(move.id)) is not None]
    if own:
        yield from ((move, day) for move, day in dated if own & set(move.systems) and not plan.assumed)
        return
    recorded = [
        (m, day) for m, day in dated if day >= context.as_of and all(stands[s].planned == day for s in m.systems)
    ]
    yield from sorted(recorded, key=lambda pair: pair[1])[:MOST_CUTOVERS]


def _gates(form: Form, own: frozenset[str]) -> Iterator[Gate]:
    """Gates of the matter still to come: by the body's own date, else counted back from a cut-over that is set."""
    plan = form.context.analysis.plan
    mine = {move.id for move in plan.moves if own & set(move.systems)}
    for gate in plan.gates:
        set_ = gate.planned is not None or not plan.assumed
        if gate.move in mine and set_ and not gate.done and gate.begins >= form.context.as_of:
            yield gate


def _gate(form: Form, gate: Gate) -> Row:
    """A gate with its day. The body's own day stands alone; where counting back forbids it, that is said beside it."""
    context, plan = form.context, form.context.analysis.plan
    divisions = plan.move_by_id[gate.move].divisions
    who = context.some([context.name("division", id_) for id_ in divisions], 1)
    if gate.planned is None:
        said = form.t("chougi.gate", name=gate.title)
    else:
        said = _agreed(form, context.render(gate.name), gate.standing is GateStanding.TO_AGREE and not plan.assumed)
    return Cell(text=context.day(gate.begins), raw=gate.begins), Cell(text=said), Cell(text=who)


def _agreed(form: Form, said: str, open_: bool) -> str:
    """What is to come, with 「要調整」 where its day does not fit the cut-over."""
    return form.t("chougi.to_agree", said=said) if open_ else said


def _what(form: Form, action: Action) -> str:
    judged = dict(action.why.params).get("judged") == text(f"word.GateStanding.{GateStanding.TO_AGREE.value}")
    said = clip(form.context.render(action.what), 130, ambiguous=2)  # two lines of its column
    return _agreed(form, said, judged)


def _who(context: ReportContext, action: Action) -> str:
    parties = list(dict.fromkeys(context.party(who) for who in action.who))
    return context.some(parties, 1) if parties else context.t("report.nobody")
