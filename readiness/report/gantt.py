"""The plan laid out as a Gantt picture: bars, gates, deadlines, calendar bands, temporary links in time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from readiness.model.dates import add_months, month_end
from readiness.model.going_live import RehearsalResult
from readiness.model.plan import CalendarBand, GateKind, Move, Plan, TemporaryLink
from readiness.model.progress import STEPS
from readiness.model.unknown import Unknown, known
from readiness.report.context import ReportContext
from readiness.report.gantt_values import Column, Gantt, GanttRow, Lane, Mark, Progress, Span, Tick
from readiness.sources.width import clip
from readiness.tables.marks import plain

LABEL = 268.0  # points for the names
WIDTH = 1120.0
ROW = 40.0
HEAD = 36.0
LANE = 26.0
LINKS = 80.0  # height of the strip of temporary links
LABEL_CELLS = 34
PROGRESS_X, PROGRESS = 190.0, 66.0  # the bar of steps done, beside the date
_BEFORE = 6  # months in which a rehearsal held is still shown


@dataclass(frozen=True, slots=True)
class _Axis:
    first: date
    last: date

    def x(self, day: date) -> float:
        inside = min(max(day, self.first), self.last)
        share = (inside - self.first).days / max(1, (self.last - self.first).days)
        return round(LABEL + share * (WIDTH - LABEL - 12), 1)

    def span(self, start: date, end: date, title: str, *, strict: bool = False) -> Span | None:
        if end < self.first or start > self.last or end < start:
            return None
        x = self.x(start)
        return Span(x=x, width=round(max(1.5, self.x(end + timedelta(days=1)) - x), 1), title=title, strict=strict)


Grouping = Callable[[Move], tuple[str, ...]]


def groupings(context: ReportContext) -> dict[str, Grouping]:
    """How rows can be put under headings: by area, by vendor, by division."""
    nobody = (context.t("common.unknown"),)
    return {
        "area": lambda move: tuple(context.area(key) for key in move.areas) or (context.t("report.gantt.no_area"),),
        "vendor": lambda move: tuple(_party(context, id_) for id_ in move.vendor_groups) or nobody,
        "division": lambda move: tuple(context.name("division", id_) for id_ in move.divisions) or nobody,
    }


def _party(context: ReportContext, id_: str) -> str:
    return context.name("group" if id_ in context.inventory.group_by_id else "vendor", id_)


def gantt(context: ReportContext, grouping: Grouping | None = None) -> Gantt:
    """The picture of the plan, in the order of the dates; with `grouping`, each move under each of its headings."""
    plan = context.analysis.plan
    axis = _axis(context, plan)
    moves = sorted(plan.moves, key=lambda move: (plan.date_of.get(move.id) or date.max, move.id))
    lanes: list[Lane] = []
    rows: list[GanttRow] = []
    y = HEAD
    if grouping is None:
        for move in moves:
            rows.append(_row(context, axis, move, y))
            y += ROW
    else:
        for label in dict.fromkeys(label for move in moves for label in grouping(move)):
            lanes.append(Lane(y=y, label=label))
            y += LANE
            for move in moves:
                if label in grouping(move):
                    rows.append(_row(context, axis, move, y))
                    y += ROW
    return Gantt(
        width=WIDTH,
        height=y + LINKS + 16,
        title=context.t("report.gantt.title", body=context.inventory.body.label),
        description=context.t("report.gantt.description", count=len(plan.moves), first=axis.first, last=axis.last),
        left=LABEL,
        ticks=_ticks(context, axis),
        lanes=tuple(lanes),
        rows=tuple(rows),
        columns=_columns(context, axis, plan.links, y),
        links_y=y,
        bottom=y + LINKS,
    )


def _axis(context: ReportContext, plan: Plan) -> _Axis:
    held = [one.on for one in context.inventory.rehearsals if known(one.on)]
    begin = min([plan.as_of, *(day for day in held if day >= add_months(plan.as_of, -_BEFORE))])
    days = [day for day in plan.date_of.values() if day]
    days += [gate.ends for gate in plan.gates]
    last = max([*days, add_months(plan.as_of, 12)])
    return _Axis(begin.replace(day=1), month_end(add_months(last, 2)))


def _row(context: ReportContext, axis: _Axis, move: Move, y: float) -> GanttRow:
    plan = context.analysis.plan
    day = plan.date_of.get(move.id)
    placement = next(item for item in plan.placements if item.move == move.id)
    title = context.render(move.title)
    gates = [gate for gate in plan.gates if gate.move == move.id]
    work = next((gate for gate in gates if gate.kind is GateKind.WORK), None)
    before = [gate for gate in gates if gate.kind is not GateKind.WORK]
    start = min((gate.begins for gate in before), default=None)
    due = due_date(context, move)
    said = context.long_day(day) if day else context.t("report.plan.not_moved")
    return GanttRow(
        y=y,
        id=move.id,
        label=_label(context, move, title),
        date=context.day(day) if day else context.t("report.plan.not_moved"),
        assumed=placement.assumed,
        why=context.t("report.gantt.why", move=title, date=said, why=" / ".join(reasons(context, move.id))),
        bands=tuple(span for band in _bands(plan, move) if (span := _band(context, axis, band)) is not None),
        preparation=axis.span(start, work.start_by, context.t("report.gantt.preparation")) if start and work else None,
        work=axis.span(work.start_by, day or work.finish_by, context.t("report.gantt.work")) if work else None,
        gates=tuple(
            Mark(
                x=axis.x(gate.ends),
                title=context.t("report.gantt.gate", name=gate.title, day=gate.ends),
                done=gate.done,
                late=gate.late,
            )
            for gate in before
            if gate.ends >= axis.first
        ),
        rehearsals=tuple(_rehearsals(context, axis, move)),
        progress=_progress(context, move),
        cutover=Mark(x=axis.x(day), title=context.t("report.gantt.cutover", day=day)) if day else None,
        due=Mark(x=axis.x(due), title=context.t("report.gantt.due", day=due)) if due and due <= axis.last else None,
    )


def _label(context: ReportContext, move: Move, title: str) -> tuple[tuple[str, str], ...]:
    """The title as far as there is room; every name of a system in it leads to its page, one that is cut too."""
    shown = clip(plain(title), LABEL_CELLS, ambiguous=2)
    cut = "…" if shown != title else ""
    kept = len(shown) - len(cut)
    parts: list[tuple[str, str]] = []
    at = 0
    for id_ in move.systems:
        start = title.find(name := context.inventory.system_by_id[id_].label, at)
        if 0 <= start < kept:
            end = min(start + len(name), kept)
            parts += [(title[at:start], ""), (title[start:end], f"#sys/{id_}")]
            at = end
    parts += [(title[at:kept], ""), (cut, "")]
    return tuple(part for part in parts if part[0])


def _progress(context: ReportContext, move: Move) -> Progress | None:
    """The steps done of the system that is least far; nothing where no system tells of its steps."""
    found = []
    for system in move.systems:
        steps = context.analysis.stands[system].steps
        if steps.status:
            closed = sum(steps.closed(step) for step in steps.status)
            found.append(
                (closed / STEPS, context.t("report.gantt.progress", done=closed, count=STEPS, about=system), system)
            )
        elif steps.rate is not None:
            found.append((steps.rate, context.t("report.gantt.progress.rate", rate=f"{steps.rate:.0%}"), system))
    if not found:
        return None
    share, said, system = min(found, key=plain)
    unstated = len(move.systems) - len(found)
    more = context.t("report.gantt.progress.unstated", count=unstated, about=move.id) if unstated else ""
    title = context.t("report.gantt.progress.of", system=context.name("system", system), said=said) + more
    return Progress(x=PROGRESS_X, width=PROGRESS, done=round(PROGRESS * min(1.0, share), 1), text=said, title=title)


def _rehearsals(context: ReportContext, axis: _Axis, move: Move) -> Iterator[Mark]:
    """The rehearsals of a move by day, with how they ended and how many steps of their day are done."""
    for one in context.inventory.rehearsals:
        if not set(one.systems) & set(move.systems):
            continue
        failed = one.result is RehearsalResult.FAILED
        passed = known(one.result) and not failed
        if known(one.on) and axis.first <= one.on <= axis.last:
            ended = context.say(one.result) if known(one.result) else context.t("report.gantt.rehearsal.open")
            done = sum(step.done for step in one.steps)
            steps = context.t("report.gantt.steps", done=done, count=len(one.steps)) if one.steps else ""
            title = context.t("report.gantt.rehearsal", name=one.label, day=one.on, ended=ended) + steps
            yield Mark(x=axis.x(one.on), title=title, done=passed, late=failed)
        if failed and one.retest_on is not None and axis.first <= one.retest_on <= axis.last:
            title = context.t("report.gantt.retest", name=one.label, day=one.retest_on)
            yield Mark(x=axis.x(one.retest_on), title=title, late=True)


def reasons(context: ReportContext, move: str) -> list[str]:
    """Why a move stands at its date."""
    return [
        context.render(text, move) for why in context.analysis.plan.whys if why.move == move for text in why.binding
    ]


def due_date(context: ReportContext, move: Move) -> date | None:
    """The earliest date set for any of its systems."""
    found = [context.inventory.system_by_id[id_].due_date for id_ in move.systems]
    return min((day for day in found if not isinstance(day, Unknown)), default=None)


def _bands(plan: Plan, move: Move) -> Iterable[CalendarBand]:
    for band in plan.bands:
        everyone = not band.areas and not band.systems
        if everyone or set(band.areas) & set(move.areas) or set(band.systems) & set(move.systems):
            yield band


def _band(context: ReportContext, axis: _Axis, band: CalendarBand) -> Span | None:
    kind = context.t("report.gantt.strict" if band.strict else "report.gantt.soft")
    title = context.t("report.gantt.band", kind=kind, name=band.name, start=band.start, end=band.end)
    return axis.span(band.start, band.end, title, strict=band.strict)


def _months(axis: _Axis) -> list[date]:
    found = [axis.first]
    while (month := add_months(found[-1], 1)) <= axis.last:
        found.append(month)
    return found


def _ticks(context: ReportContext, axis: _Axis) -> tuple[Tick, ...]:
    months = _months(axis)
    step = 1 if len(months) <= 18 else 3 if len(months) <= 54 else 6
    return tuple(
        Tick(
            x=axis.x(month),
            text=context.month(month) if (month.month - 1) % step == 0 or step == 1 else "",
            strong=month.month == 4,
        )
        for month in months
    )


def links_in(links: Iterable[TemporaryLink], month: date) -> int:
    """How many links are temporary at the end of a month."""
    end = month_end(month)
    return sum(link.is_open(end) for link in links)


def _columns(context: ReportContext, axis: _Axis, links: tuple[TemporaryLink, ...], top: float) -> tuple[Column, ...]:
    months = _months(axis)
    counts = [links_in(links, month) for month in months]
    most = max(counts, default=0) or 1
    room = LINKS - 28  # below the numbers, which stand in one line above the highest column
    columns = []
    for month, count in zip(months, counts, strict=True):
        height = round(room * count / most, 1)
        said = context.t("report.number", value=count, about=str(month))
        x, end = axis.x(month), axis.x(month_end(month))
        columns.append(
            Column(
                x=x,
                width=round(max(1.0, end - x - 1), 1),
                y=round(top + LINKS - height, 1),
                height=height,
                title=context.t("report.gantt.links", month=context.month(month), count=count),
                number=said if len(months) <= 36 or month.month in (1, 4, 7, 10) else "",
            )
        )
    return tuple(columns)
