"""決めること: one screen to decide on. Three cards, the next dates on a line, what is not known, three figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from readiness.analysis.actions import Horizon
from readiness.analysis.deciding import decisions
from readiness.analysis.decision import Decision, Matter
from readiness.analysis.open_points import open_points
from readiness.analysis.ways_out import Way
from readiness.figures.money import added_total
from readiness.model.finding import Subject
from readiness.model.measure import Measure
from readiness.model.text import Param, Text
from readiness.model.unknown import known
from readiness.report.context import ReportContext
from readiness.report.todo import actions_of
from readiness.report.values import Headline, Option
from readiness.report.views.scene import Mark, Scene, page_svg, path, rect, words
from readiness.report.views.timeline import accepted
from readiness.report.views.view import Sight

CARDS, DATES, POINTS, WAYS = 3, 10, 5, 3
_MOST = 60  # dates written into the page, so that each division finds its own
_OVERDUE = 4  # of the ten dates
_WIDTH, _X0, _X1 = 1240.0, 16.0, 1224.0


@dataclass(frozen=True, slots=True, kw_only=True)
class WayView:
    """One way: its mark (推奨, 計算上の第一候補), its name, what it costs and risks."""

    mark: str
    name: str
    cost: str
    risk: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CardView:
    """One decision. `divisions` are the ids it concerns."""

    kind: str
    what: str
    by: str
    late: bool
    who: str
    ways: tuple[WayView, ...]
    otherwise: str
    href: str
    divisions: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DateView:
    """One date: its number on the line, whether it has passed."""

    number: int
    day: str
    what: str
    who: str
    late: bool
    divisions: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PointView:
    """One thing nobody knows and what its answer moves."""

    what: str
    effect: str
    divisions: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideView:
    """The whole screen. The first `CARDS` cards, `DATES` dates and `POINTS` points are shown, the rest by division."""

    sentence: str
    cards: tuple[CardView, ...]
    dates: tuple[DateView, ...]
    overdue: int
    line: str
    points: tuple[PointView, ...]
    figures: tuple[Headline, ...]
    divisions: tuple[Option, ...]
    most: tuple[int, int, int] = (CARDS, DATES, POINTS)


def view(context: ReportContext) -> DecideView:
    """Everything of the screen."""
    found = tuple(
        item
        for item in decisions(context.analysis, accepted(Sight(context=context)))
        if context.internal or item.matter is not Matter.SUPPORT  # a weakness of a platform stays inside
    )
    cards = tuple(_card(context, item) for item in found)
    days, dates, overdue = _dates(context)
    points = tuple(
        PointView(
            what=context.render(point.what),
            effect=context.render(point.effect, point.what),
            divisions=" ".join(point.divisions),
        )
        for point in open_points(context.analysis)
    )
    stated = (*(c.divisions for c in cards), *(d.divisions for d in dates), *(p.divisions for p in points))
    named = {division for divisions in stated for division in divisions.split()}
    order = [division for division in context.inventory.divisions if division.id in named]
    return DecideView(
        sentence=_sentence(context, found, overdue),
        cards=cards,
        dates=dates,
        overdue=overdue,
        line=_line(context, days[:DATES]),
        points=points,
        figures=tuple(context.headline(measure) for measure in _measures(context)),
        divisions=tuple(Option(value=division.id, label=division.label) for division in order),
    )


def _measures(context: ReportContext) -> tuple[Measure, ...]:
    status = context.analysis.status
    filled, cost = context.analysis.completeness.overall, added_total(context.analysed)
    second = cost if cost.total and context.internal else status.systems_migrated
    return status.areas_complete, second, filled


def _sentence(context: ReportContext, found: tuple[Decision, ...], overdue: int) -> str:
    coming = [item.by for item in found if item.by is not None and item.by >= context.as_of]
    plan = context.analysis.plan
    stated = context.t("decide.calculated") if len(plan.unadopted) == len(plan.moves) > 0 else ""
    if plan.assumed:
        stated += context.t("decide.assumed")
    late = context.t("decide.overdue", count=overdue) if overdue else ""
    if not found:
        return context.t("decide.nothing" if context.inventory.systems else "decide.empty") + late + stated
    first = context.t("decide.first", day=min(coming)) if coming else ""
    return context.t("decide.sentence", count=len(found)) + first + late + stated


def _divisions(who: tuple[Subject, ...]) -> str:
    return " ".join(dict.fromkeys(subject.id for subject in who if subject.kind == "division"))


def _card(context: ReportContext, item: Decision) -> CardView:
    ways = sorted(item.ways, key=lambda way: (not way.recommended, not way.first))
    late = item.by is not None and item.by < context.as_of
    return CardView(
        kind=context.t(f"decide.kind.{item.matter.value}"),
        what=context.render(item.what),
        by=context.t("decide.by" if not late else "decide.late", day=context.day(item.by))
        if item.by
        else context.t("decide.no_day"),
        late=late,
        who=context.some([context.subject(who) for who in item.who], 3) if item.who else context.t("report.nobody"),
        ways=tuple(_way(context, way, item.what) for way in ways[:WAYS]),
        otherwise=context.render(item.otherwise, item.what),
        href=_address(item),
        divisions=_divisions(item.who),
    )


def _address(item: Decision) -> str:
    """Where more of it is seen."""
    if item.matter in (Matter.DATES, Matter.ADOPTION):
        return "#plan"
    return f"#sys/{item.systems[0]}" if len(item.systems) == 1 else "#timeline" if item.systems else "#plan"


def _way(context: ReportContext, way: Way, what: Text) -> WayView:
    about = (what, way.name)
    mark = "recommended" if way.recommended else "first" if way.first else ""
    return WayView(
        mark=context.t(f"decide.mark.{mark}") if mark else "",
        name=context.render(way.name, what),
        cost=_cost(context, way, about),
        risk=context.join(context.render(risk, about) for risk in way.risks[:2]),
    )


def _cost(context: ReportContext, way: Way, about: Param) -> str:
    """Known and assumed money apart; where the order would turn."""
    if not context.sees("Quote", "amount") or (way.yen is None and not way.unpriced):
        return ""
    parts = []
    if way.yen is not None and known(way.yen):
        parts.append(context.t("decide.cost.known", yen=f"{way.yen:+,}" if way.yen else "±0", about=about))
    if way.carried:
        parts.append(context.t("decide.cost.carried", yen=f"{way.carried:+,}", about=about))
    if way.unpriced:
        parts.append(context.t("decide.cost.unpriced", count=way.unpriced, about=about))
    if way.break_even is not None:
        parts.append(context.t("decide.cost.turn", yearly=f"{way.break_even.yearly:,}", about=about))
    return context.join(parts)


def _dates(context: ReportContext) -> tuple[list[tuple[date, bool]], tuple[DateView, ...], int]:
    """What is overdue (the latest first named), then what comes next, cut-overs and contract ends among it."""
    plan = context.analysis.plan
    found: list[tuple[date, str, tuple[Subject, ...], bool]] = []
    overdue = 0
    for action in actions_of(context):
        if action.due is None:
            continue
        late = action.horizon(context.as_of) is Horizon.OVERDUE
        overdue += late
        found.append((action.due, context.render(action.what), action.who, late))
    for placed in plan.placements:
        move = plan.move_by_id[placed.move]
        if placed.date is not None and placed.date >= context.as_of:
            who = tuple(Subject("division", id_) for id_ in move.divisions)
            key = "decide.cutover_assumed" if placed.assumed else "decide.cutover"
            found.append((placed.date, context.t(key, move=move.title), who, False))
    late_ones = sorted((row for row in found if row[3]), key=lambda row: row[0], reverse=True)
    coming = sorted((row for row in found if not row[3]), key=lambda row: row[0])
    named = late_ones[: max(_OVERDUE, DATES - len(coming))]  # more where little is to come: the list is one of time
    first = [*reversed(named), *coming[: DATES - len(named)]]
    rest = [row for row in [*late_ones, *coming] if row not in first]
    rows = [*first, *rest][:_MOST]
    dates = tuple(
        DateView(
            number=at,
            day=context.day(day),
            what=what,
            who=context.some([context.party(subject) for subject in who], 1) if who else context.t("report.nobody"),
            late=late,
            divisions=_divisions(who),
        )
        for at, (day, what, who, late) in enumerate(rows, start=1)
    )
    return [(day, late) for day, _, _, late in rows], dates, overdue


def _line(context: ReportContext, days: list[tuple[date, bool]]) -> str:
    """The dates as numbered marks on one line of time; what has passed stands side by side before today, hatched."""
    as_of = context.as_of
    passed = [at for at, (_, late) in enumerate(days, start=1) if late]
    coming = [(at, day) for at, (day, late) in enumerate(days, start=1) if not late]
    if not days:
        return ""
    now = _X0 + 34 * len(passed) + 16
    last = max([as_of + timedelta(days=30), *(day for _, day in coming)])

    def x(day: date) -> float:
        return now + (_X1 - 24 - now) * (day - as_of).days / max(1, (last - as_of).days)

    marks: list[Mark] = [path("bar", f"M{_X0:.0f} 34H{_X1:.0f}")]
    if passed:
        marks.append(rect("red", _X0, 30, now - _X0, 8))
    marks += [path("today", f"M{now:.1f} 8V46"), words("t11 b act", now + 4, 11, context.t("view.today"))]
    for at, number in enumerate(passed):
        marks += _stop(_X0 + 16 + 34 * at, number, late=True)
    left = now
    for number, day in coming:
        left = max(x(day), left + 23)
        marks += _stop(left, number, late=False)
    for month in _months(as_of, last):
        marks += [path("rule", f"M{x(month):.1f} 34v8"), words("t11 soft m", x(month), 56, context.month(month))]
    return page_svg(Scene(max(_WIDTH, left + 12), 60, tuple(marks)), context.t("decide.line"))


def _stop(x: float, number: int, *, late: bool) -> list[Mark]:
    """A numbered mark."""
    style = "t12 b m warn" if late else "t12 b m act"
    return [rect("gone" if late else "now", x - 10, 14, 20, 20, 10), words(style, x, 28.5, str(number))]


def _months(first: date, last: date) -> list[date]:
    """Firsts of months, at most about ten of them."""
    day, found = first.replace(day=1), []
    while day <= last:
        if day > first:
            found.append(day)
        day = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    step = max(1, -(-len(found) // 10))
    return found[::step]
