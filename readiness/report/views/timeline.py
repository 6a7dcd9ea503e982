"""年表: what ends when, whether the cut-over comes in time, and where nothing carries the days between."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from readiness.figures.figure import key_of
from readiness.graph.plane.place import WIDTH
from readiness.graph.plane.timeline import HEAD, LEFT, RIGHT, ROW, TimeAxis, TimeRow, Verdict, axis, timeline
from readiness.model.decision import Waiver
from readiness.model.standard.budget import BudgetCycle
from readiness.report.views.keys import Key, box, drawn, stroke
from readiness.report.views.scene import Mark, Scene, anchor, keyed, path, rect, width_of, words
from readiness.report.views.timeline_table import timeline_table, verdict
from readiness.report.views.view import Sight, State, View, sys_address

_NAMED = 3
_ON_A_PAGE = 40
_DECIDED = frozenset({"CT101", "CT102"})  # findings whose waiver says that a contract goes on


def accepted(sight: Sight) -> frozenset[str]:
    """Contracts of which the body has decided, and recorded until a day to come, that they go on."""
    waivers: Sequence[Waiver] = sight.context.inventory.decisions.waivers
    return frozenset(
        waiver.subject
        for waiver in waivers
        if waiver.code in _DECIDED and isinstance(waiver.subject, str) and waiver.expires >= sight.context.as_of
    )


def rows_of(sight: Sight) -> tuple[TimeRow, ...]:
    """The rows this reader may see: dates he may not see are 未確認 to him already."""
    return timeline(sight.context.analysis.stands, sight.context.analysis.plan, accepted(sight))


def timeline_view(sight: Sight) -> View:
    """What is to move and the hubs; all systems by a button."""
    rows = rows_of(sight)
    line = axis(rows, sight.context.as_of)
    moving = [row for row in rows if row.move is not None or row.hub]
    first = _limited(moving)
    every = _limited(list(rows))
    states = [
        State(
            key="moving",
            label=sight.t("timeline.moving"),
            sentence=sight.of("moving", lambda: _sentence(sight, moving, len(first))),
            scene=_scene(sight, first, line),
        ),
        State(
            key="all",
            label=sight.t("timeline.all"),
            sentence=_sentence(sight, rows, len(every)),
            scene=_scene(sight, every, line),
        ),
    ]
    if not any(row.move for row in moving):  # hubs alone are among all
        states = states[1:]
    elif any(row.soft for row in first):
        scene = _scene(sight, first, line, soft=True)
        states.append(replace(states[0], key="soft", label=sight.t("timeline.soft"), scene=scene))
    return View(
        name="timeline",
        question=sight.t("timeline.question"),
        states=tuple(states),
        default=states[0].key,
        key=_key(sight),
        tables=(timeline_table(sight, rows),),
        controls="buttons" if len(states) > 1 else "",
    )


def _key(sight: Sight) -> tuple[Key, ...]:
    def said(name: str) -> str:
        return sight.t(f"timeline.key.{name}")

    return (
        drawn("blue", "M13 0l7 7l-7 7l-7 -7Z", said("cutover")),
        drawn("bar", "M0 7H24M24 1V13", said("contract")),
        stroke("carried", said("carried")),
        stroke("bare", said("bare")),
        drawn("white", "M13 1l6 6l-6 6l-6 -6Z", said("platform")),
        drawn("cross2", "M8 2l10 10M18 2l-10 10", said("service")),
        drawn("alarm", "M9 0h9l-3 4l3 4h-7.6v6h-1.4Z", said("due")),
        box("cross", said("strict")),
        box("soft-band", said("soft")),
        box("red", said("links")),
        drawn("blue", "M8 12L13 3L18 12Z", said("request")),
    )


def _limited(rows: list[TimeRow]) -> list[TimeRow]:
    """All rows of a page; where there are more, those that need action first, in their order."""
    if len(rows) <= _ON_A_PAGE:
        return rows
    first = sorted(rows, key=lambda row: not row.gravest.alarm)[:_ON_A_PAGE]
    return [row for row in rows if row in first]


def _sentence(sight: Sight, rows: Sequence[TimeRow], drawn: int) -> str:
    """How many need action, the gravest by name; where more than half do, three of them."""
    context = sight.context
    alarms = [row for row in rows if row.gravest.alarm]
    grave = sorted(alarms, key=lambda row: (list(Verdict).index(row.gravest.verdict), -row.gravest.days, row.system))
    unknown = sum(row.gravest.verdict in (Verdict.END_UNKNOWN, Verdict.NO_CONTRACT) for row in rows)
    if not rows:
        return sight.t("timeline.nothing")
    if all(row.move is None and row.gravest.verdict is Verdict.MOVED for row in rows):
        ends = sorted((row.contract_end, row.system) for row in rows if isinstance(row.contract_end, date))
        stated = sight.t("timeline.stays", count=len(rows), known=len(ends))
        if coming := [end for end in ends if end[0] >= context.as_of]:
            day, system = coming[0]
            stated = sight.prose(
                (stated, sight.t("timeline.next", day=context.day(day), system=context.name("system", system)))
            )
    elif not alarms:
        stated = sight.t("timeline.fine", count=len(rows), unknown=unknown)
    else:
        named = context.join(
            sight.t(
                "timeline.named", system=context.name("system", row.system), verdict=verdict(sight, row, row.gravest)
            )
            for row in grave[:_NAMED]
        )
        more = len(alarms) - _NAMED
        key = "timeline.sentence.more" if more > 0 else "timeline.sentence"
        stated = sight.t(key, count=len(alarms), total=len(rows), named=named, more=more, unknown=unknown)
    folded = sight.t("timeline.folded", drawn=drawn, rest=len(rows) - drawn) if drawn < len(rows) else ""
    return sight.prose((stated, folded, sight.assumed))


def _scene(sight: Sight, rows: Sequence[TimeRow], line: TimeAxis, *, soft: bool = False) -> Scene:
    height = HEAD + ROW * len(rows) + 8
    marks = [*_ruling(sight, line, height)]
    most = max((count for row in rows for _, _, count in row.steps), default=1)
    last = ""
    for at, row in enumerate(rows):
        y = HEAD + ROW * at
        group = row.move or row.system
        if soft:
            marks += _windows("soft-band", row.soft, line, y)
        marks += _row(sight, row, line, y, most, follows=group == last)
        if group != last:
            marks.append(path("rule", f"M8 {y:.1f}H{WIDTH - 8:.0f}"))
        last = group
    x = line.x(sight.context.as_of)
    marks += [path("today", f"M{x:.1f} 34V{height:.0f}"), words("t11 b act", x + 3, 62, sight.t("today"))]
    return Scene(WIDTH, height, tuple(marks))


def _ruling(sight: Sight, line: TimeAxis, height: float) -> Iterator[Mark]:
    """Fiscal years as the ruling; months of assemblies and of budget requests from the calendar of the standard."""
    events = sight.context.analysis.inputs.standard.budget.events
    assemblies = {event.usual[0] for event in events if event.key.endswith(".assembly")}
    requests = {e.usual[0] for e in events if e.key.endswith(".request") and e.cycle is BudgetCycle.ORIGINAL}
    edges = [line.first, *line.fiscal_starts(), line.last]
    for at, (start, end) in enumerate(itertools.pairwise(edges)):
        x, right = line.x(start), line.x(end)
        if at % 2:
            yield rect("band", x, 30, right - x, height - 30)
        year = start.year if start.month >= 4 else start.year - 1
        if right - x > 56:
            yield words("t12 b ink m", (x + right) / 2, 16, sight.context.fiscal(year), right - x)
    for day in line.firsts(assemblies):
        x = line.x(day)
        yield path("rule", f"M{x:.1f} 48V{height:.0f}")
        yield words("t11 soft m", x, 44, str(day.month))
    for day in line.firsts(requests):
        x = line.x(day)
        yield path("blue", f"M{x - 5:.1f} 62L{x:.1f} 53L{x + 5:.1f} 62Z")
    for day in line.fiscal_starts():
        yield path("year", f"M{line.x(day):.1f} 24V{height:.0f}")
    for key, x in (("system", 8.0), ("day", 222.0), ("paid", 340.0), ("links", 384.0)):
        yield words("t11 b ink", x, 60, sight.t(f"timeline.head.{key}"))
    yield words("t11 b ink", RIGHT + 12, 60, sight.t("timeline.head.verdict"))
    yield words("t11 soft e", LEFT - 4, 44, sight.t("timeline.head.assembly"))


def _row(sight: Sight, row: TimeRow, line: TimeAxis, y: float, most: int, *, follows: bool) -> Iterator[Mark]:
    middle = y + 10
    name = sight.context.name("system", row.system)
    yield from _windows("cross", row.strict, line, y)
    yield from _links(row, line, y, most)
    yield from _contract(row, line, middle)
    for item in row.ends:
        if item.contract != row.contract and line.first <= item.end <= line.last:
            yield path("bar" if item.covered else "stem", f"M{line.x(item.end):.1f} {middle - 5:.1f}v10")
    yield anchor(
        sys_address(row.system),
        name,
        [words("t12 ink", 20 if follows else 8, y + 15, ("└ " if follows else "") + name, 196 if follows else 208)],
    )
    yield from _cutover(sight, row, y)
    if row.links_now:
        yield keyed(words("t12 b warn e", LEFT - 12, y + 15, str(row.links_now)), f"{key_of('links', row.system)}.now")
    yield from _days(row, line, y)
    said = verdict(sight, row, row.gravest)
    if row.gravest.verdict is Verdict.UNCOVERED and len(row.lapses) > 1:
        said = sight.t("timeline.besides", said=said, count=len(row.lapses))
    alarm = row.gravest.alarm
    yield words(
        "t12 b warn" if alarm else "t11 soft", RIGHT + 12, y + 15, f"▲ {said}" if alarm else said, WIDTH - RIGHT - 16
    )


def _cutover(sight: Sight, row: TimeRow, y: float) -> Iterator[Mark]:
    """The day of the cut-over and the year it is paid in; that a hub has none."""
    context = sight.context
    if row.cutover:
        day = context.day(row.cutover)
        yield words("t12 b ink", 222, y + 15, day)
        if assumed := sight.cutover(row.system):
            yield words("t11 soft", 224 + width_of(day, "t12"), y + 15, assumed)
        if row.paid:
            more = "+" if len(row.paid) > 1 else ""
            year = context.short_fiscal(row.paid[0]).removesuffix(sight.t("timeline.year"))
            yield words("t11 ink", 340, y + 15, year + more, 50)
    elif row.hub:
        yield words("t11 soft", 222, y + 15, sight.t("timeline.hub"))


def _days(row: TimeRow, line: TimeAxis, y: float) -> Iterator[Mark]:
    """Signs on the line: end of the platform, day of the law, end of the service, cut-over."""
    middle = y + 10
    if row.platform_end and line.first <= row.platform_end <= line.last:
        x = line.x(row.platform_end)
        yield path("white", f"M{x:.1f} {middle - 6:.1f}l6 6l-6 6l-6 -6Z")
    if row.due and row.due <= line.last:
        x = line.x(row.due)
        yield path("alarm", f"M{x:.1f} {y + 1:.1f}h9l-3 4l3 4h-7.6v9h-1.4Z")
    if row.service_end and row.service_end <= line.last:
        x = line.x(row.service_end)
        yield path("cross2", f"M{x - 5:.1f} {middle - 5:.1f}l10 10M{x + 5:.1f} {middle - 5:.1f}l-10 10")
    if row.cutover:
        x = line.x(row.cutover)
        yield path("blue", f"M{x:.1f} {middle - 7:.1f}l7 7l-7 7l-7 -7Z")


def _windows(style: str, periods: Sequence[tuple[date, date]], line: TimeAxis, y: float) -> Iterator[Mark]:
    for start, end in periods:
        if end >= line.first and start <= line.last:
            yield rect(style, line.x(start), y + 1, max(2, line.x(end) - line.x(start)), ROW - 2)


def _links(row: TimeRow, line: TimeAxis, y: float, most: int) -> Iterator[Mark]:
    """Temporary links below the bar, the band as high as they are many."""
    for start, end, count in row.steps:
        if start >= line.last:
            continue
        height = 2 + 6 * count / most
        yield rect("red", line.x(start), y + ROW - height, max(1, line.x(end) - line.x(start)), height)


def _contract(row: TimeRow, line: TimeAxis, middle: float) -> Iterator[Mark]:
    if not isinstance(row.contract_end, date):
        return
    end = line.x(row.contract_end)
    yield path("bar", f"M{line.x(line.first):.1f} {middle:.1f}H{end:.1f}")
    if row.contract_end <= line.last:
        yield path("bar", f"M{end:.1f} {middle - 6:.1f}v12")
    until = row.needed_until
    if until is not None and until > row.contract_end:
        yield path("carried" if row.covered else "bare", f"M{end + 2:.1f} {middle:.1f}H{line.x(until):.1f}")
