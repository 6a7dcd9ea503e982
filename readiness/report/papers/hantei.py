"""移行リハーサル結果表・移行判定表: what was rehearsed, and fourteen criteria for going live."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from readiness.delivery.going import Going, Judged
from readiness.figures.figure import key_of
from readiness.figures.walls import goings
from readiness.model.facts import Result
from readiness.model.going_live import Count, GoDecision, Rehearsal
from readiness.model.plan import Neighbour, Why
from readiness.model.record import Maybe, SystemId
from readiness.model.text import Text
from readiness.model.unknown import Unknown, known
from readiness.report.context import ReportContext
from readiness.report.papers.form import Form
from readiness.report.papers.paper import Block, Break, Fields, Grid, Heading, Listing, Paper
from readiness.situation.situation import Side
from readiness.tables.table import Cell, Row, Table, heads

F1 = ("kind", "on", "hours", "item", "expected", "actual", "gap", "defects", "result")
F2 = ("no", "criterion", "threshold", "result", "met", "evidence", "owner")
STEPS = ("no", "step", "owner", "planned", "actual", "approved")


def hantei(context: ReportContext) -> Paper | None:
    """The paper; none where nothing moves and nothing was rehearsed."""
    form = Form(context=context)
    found = goings(context)
    if not found:
        return None
    blocks: list[Block] = []
    for at, going in enumerate(found):
        blocks += [Break(), *_going(form, going, f"-{at}")] if at else _going(form, going)
    numbered = all(going.decision and going.decision.document_number for going in found)
    return Paper(
        key="hantei",
        rests=frozenset({Result.DATES}),
        stem="hantei",
        title=form.t("hantei.title"),
        head=form.head(),
        blocks=tuple(blocks),
        foot=form.foot,
        numbered=numbered,
    )


def _going(form: Form, going: Going, which: str = "") -> list[Block]:
    context = form.context
    names = context.join(context.name("system", system) for system in going.systems)
    said: list[Block] = [
        Heading(text=form.t("hantei.of", systems=names)),
        Fields(rows=(_when(form, going),)),
        Grid(table=rehearsals_table(form, going.rehearsals, which), widths=(13, 10, 9, 14, 13, 13, 8, 11, 9)),
    ]
    if conditions := [line for one in going.rehearsals for line in _conditions(form, one)]:
        said.append(Listing(items=tuple(conditions)))
    for rehearsal in going.rehearsals:
        if rehearsal.steps:
            said.append(Grid(table=steps_table(form, rehearsal), widths=(7, 34, 18, 16, 16, 9)))
    said.append(Grid(table=criteria_table(form, going, which), widths=(5, 22, 15, 22, 8, 16, 12)))
    return [*said, Fields(rows=tuple(_decision(form, going)))]


def _when(form: Form, going: Going) -> tuple[str, str]:
    """The day of the cut-over; of what has gone live the day it did."""
    if going.cutover is not None:
        return form.t("hantei.cutover"), form.of_month(form.day(going.cutover), going.cutover)
    stands = form.context.analysis.stands
    moved = [stands[system] for system in going.systems if system in stands and stands[system].side is Side.MOVED]
    if not moved or len(moved) < len(going.systems):
        return form.t("hantei.cutover"), form.t("undecided")
    days = [stand.went_live for stand in moved if known(stand.went_live)]
    return form.t("hantei.live"), form.day(max(days)) if len(days) == len(moved) else form.t("unconfirmed")


def rehearsals_table(form: Form, rehearsals: Sequence[Rehearsal], which: str = "") -> Table:
    """F1: a row for each count compared; `which` of several stands behind the ID of the table."""
    rows = [row for rehearsal in rehearsals for row in _rehearsal(form, rehearsal)]
    return Table(
        id=f"t-rehearsals{which}",
        caption=form.t("hantei.f1"),
        columns=heads(*(form.t(f"hantei.f1.{name}") for name in F1)),
        rows=tuple(rows),
        empty=form.t("hantei.none"),
    )


def steps_table(form: Form, rehearsal: Rehearsal) -> Table:
    """進行表: the steps of the day with planned and real times; the hour of the last way back is marked."""
    rows = [
        (
            Cell(text=str(step.no), raw=step.no, number=True),
            Cell(text=step.step, sub=form.t("hantei.last_way_back") if step.last_way_back else ""),
            Cell(text=step.owner or form.t("open")),
            Cell(text=_hour(form, step.planned_at) or form.t("open")),
            Cell(text=_hour(form, step.actual_at) if step.done else form.t("hantei.not_done")),
            Cell(text=step.approved_by or form.t("void")),
        )
        for step in sorted(rehearsal.steps, key=lambda one: one.no)
    ]
    return Table(
        id=f"t-steps-{rehearsal.id}",
        caption=form.t("hantei.steps", name=rehearsal.label),
        columns=heads(*(form.t(f"hantei.steps.{name}") for name in STEPS)),
        rows=tuple(rows),
    )


def criteria_table(form: Form, going: Going, which: str = "") -> Table:
    """F2: fourteen criteria; a missing result is 未実施 and counts as not met."""
    return Table(
        id=f"t-criteria{which}",
        caption=form.t("hantei.f2"),
        columns=heads(*(form.t(f"hantei.f2.{name}") for name in F2)),
        rows=tuple(_criterion(form, judged, going.systems) for judged in going.judged),
    )


def why_there(context: ReportContext, going: Going) -> Why | None:
    """What the plan says of these systems' date: the next candidate, and the next that breaks nothing."""
    plan = context.analysis.plan
    move = next((move for move in plan.moves if set(going.systems) & set(move.systems)), None)
    return next((why for why in plan.whys if move and why.move == move.id), None)


def _rehearsal(form: Form, one: Rehearsal) -> Iterator[Row]:
    counts = one.counts or (None,)
    for at, count in enumerate(counts):
        key = f"{key_of('rehearsal', one.id)}.{at}"
        head = (
            Cell(text=_kind(form, one)),
            Cell(text=form.stated(one.on), raw=one.on if known(one.on) else None),
            Cell(
                text=form.t(
                    "hantei.hours", plan=_plain(form, one.plan_hours), real=_plain(form, one.hours), about=one.id
                )
            ),
        )
        yield (
            *(head if at == 0 else (Cell(text=form.t("hantei.same")),) * len(head)),
            Cell(text=count.item if count else form.t("hantei.no_count")),
            _count(form, count, count.expected if count else None, f"{key}.expected")._replace(
                figure=f"{key}.expected" if count else ""
            ),
            _count(form, count, count.actual if count else None, f"{key}.actual")._replace(
                figure=f"{key}.actual" if count else ""
            ),
            _gap(form, count, f"{key}.gap") if count else Cell(text=form.t("void")),
            Cell(text=_defects(form, one) if at == 0 else form.t("hantei.same")),
            Cell(text=_ended(form, one) if at == 0 else form.t("hantei.same")),
        )


def _ended(form: Form, one: Rehearsal) -> str:
    """How it ended; what is still to be held has no result that could be unknown."""
    to_come = not known(one.result) and known(one.on) and one.on > form.context.as_of
    return form.t("hantei.not_done") if to_come else form.stated(one.result)


def _conditions(form: Form, one: Rehearsal) -> Iterator[str]:
    """What a rehearsal asks for before the next, and when it is held again."""
    if not one.conditions and one.retest_on is None:
        return
    again = form.day(one.retest_on) if one.retest_on is not None else form.t("undecided")
    said = form.context.join(one.conditions) or form.t("open")
    yield form.t("hantei.condition_of", kind=_kind(form, one), what=said, day=again)


def _kind(form: Form, one: Rehearsal) -> str:
    return form.t("hantei.kind", kind=form.stated(one.kind), number=one.number or form.t("void"))


def _hour(form: Form, stated: str | None) -> str:
    """An hour as it was written; a day and an hour in the form of dates of tables."""
    try:
        at = datetime.fromisoformat(stated or "")
    except ValueError:
        # A time of Excel has seconds that nobody wrote.
        return re.sub(r"^([0-9]{1,2}:[0-9]{2}):00$", r"\1", stated or "")
    clock = f" {at:%H:%M}" if stated and len(stated) > len("2028-01-03") else ""
    return form.context.day(at.date()) + clock


def _defects(form: Form, one: Rehearsal) -> str:
    found = one.defects
    if found is None and known(one.on) and one.on > form.context.as_of:
        return form.t("void")
    if found is None:
        return form.t("unconfirmed")
    weights = [form.stated(value) for value in (found.high, found.middle, found.low, found.open_high)]
    return form.t("hantei.defects", high=weights[0], middle=weights[1], low=weights[2], open=weights[3], about=one.id)


def _criterion(form: Form, judged: Judged, about: tuple[SystemId, ...]) -> Row:
    stated = judged.stated
    shown = form.context.render(judged.found, about) if isinstance(judged.found, Text) else ""
    result = (stated.result if stated else None) or shown
    met = known(judged.met)
    stated_met = form.t("open") if judged.passes else form.t("void")  # what is said to be met has a paper behind it
    return (
        Cell(text=str(judged.no), raw=judged.no, number=True),
        Cell(text=(stated.item if stated and stated.item else form.t(f"hantei.item.{judged.no}"))),
        Cell(text=(stated.threshold if stated and stated.threshold else form.t(f"hantei.threshold.{judged.no}"))),
        Cell(text=result or form.t("hantei.not_held" if not met else "open")),
        Cell(text=form.t("hantei.met" if judged.passes else "hantei.unmet")),
        Cell(text=(stated.evidence if stated and stated.evidence else stated_met)),
        Cell(text=(stated.owner if stated and stated.owner else form.t("open"))),
    )


def _decision(form: Form, going: Going) -> Iterator[tuple[str, str]]:
    decision = going.decision
    decided = decision.decision if decision else None
    numbers = form.context.join(str(number) for number in going.forbidden)
    yield form.t("hantei.verdict"), form.stated(decided) if decided is not None else form.todo("verdict")
    if numbers:
        yield form.t("hantei.forbidden"), form.t("hantei.forbidden.text", numbers=numbers)
    yield form.t("hantei.conditions"), _stated_conditions(form, decision)
    yield form.t("hantei.rollback"), form.written(decision.rollback_until if decision else None, "rollback")
    yield form.t("hantei.fallback"), _fallback(form, going)
    by = decision.decided_by if decision and decision.decided_by else None
    on = form.day(decision.decided_on) if decision and decision.decided_on else None
    yield form.t("hantei.decided"), " ".join(part for part in (on, by) if part) or form.todo("decided")


def _stated_conditions(form: Form, decision: GoDecision | None) -> str:
    said = [
        form.t(
            "hantei.condition",
            what=condition.what,
            until=form.day(condition.until) if condition.until else form.t("open"),
            owner=condition.owner or form.t("open"),
        )
        for condition in (decision.conditions if decision else ())
    ]
    return form.context.join(said) or form.t("void")


def _fallback(form: Form, going: Going) -> str:
    """The day told, else the plan's next date that breaks nothing; with what that date would cost more."""
    stated = going.decision.fallback_date if going.decision else None
    plan = form.context.analysis.plan
    why = None if plan.assumed else why_there(form.context, going)
    ours = {candidate.date for candidate in plan.dates if candidate.assumed}  # no day of the body's own
    if why is not None and why.later is not None and why.later.date in ours:
        why = None
    found = why.feasible if why else None
    if stated is not None:
        return form.day(stated) + (
            _beside(form, found, going.systems) if found is not None and found.date == stated else ""
        )
    if found is not None:
        return form.t("hantei.from_plan", day=form.day(found.date)) + _beside(form, found, going.systems)
    if why is None or why.later is None:
        return form.todo("fallback")
    said = form.context.join(form.context.render(rule.message, going.systems) for rule in why.later.broken)
    none = form.t("hantei.not_feasible", count=why.tried, day=form.day(why.later.date), why=said)
    return f"{form.todo('fallback')} {none}"


def _beside(form: Form, found: Neighbour, about: tuple[SystemId, ...]) -> str:
    """What a date costs more, and what it breaks that the plan breaks already."""
    said = []
    if form.context.sees("Quote", "amount"):
        if isinstance(found.yen, Unknown) or not found.decided:
            said.append(form.t("hantei.cost_open"))
        else:
            key = "hantei.cost" if found.yen else "hantei.cost_none"
            said.append(
                form.t(key, yen=f"{form.thousand(abs(found.yen)):,}", sign="+" if found.yen >= 0 else "-", about=about)
            )
    if found.still:
        said.append(form.t("hantei.still", count=found.still, about=about))
    return form.t("hantei.beside", what=form.context.join(said)) if said else ""


def _count(form: Form, count: Count | None, value: Maybe[int] | None, about: str) -> Cell:
    """A number compared; yen say so."""
    if count is None or value is None:
        return Cell(text=form.t("void"))
    if isinstance(value, Unknown):
        return Cell(text=form.stated(value))
    return Cell(
        text=form.t("hantei.yen", yen=f"{value:,}", about=about) if count.yen else f"{value:,}", raw=value, number=True
    )


def _gap(form: Form, count: Count, about: str) -> Cell:
    if not isinstance(count.expected, int) or not isinstance(count.actual, int):
        return Cell(text=form.t("unconfirmed"))
    return _count(form, count, count.actual - count.expected, about)


def _plain(form: Form, value: object) -> str:
    return form.stated(value) if not isinstance(value, float) else f"{value:g}"
