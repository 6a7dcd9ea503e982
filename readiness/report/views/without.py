"""停止するもの: what stops when a party, a hub, a method or a format is gone, and by when it must be replaced."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from urllib.parse import quote

from readiness.figures.gone import gone_key
from readiness.graph.plane.gone import REST, GoneRow, GoneView, gone_view
from readiness.graph.plane.place import OUTSIDE, WIDTH, home
from readiness.graph.plane.timeline import TimeRow, timeline
from readiness.model.lockin.exits import ExitImpact, ExitKind
from readiness.model.record import SystemId
from readiness.model.unknown import known
from readiness.report.switching.exits import parties_going
from readiness.report.views.keys import Key, box, stroke
from readiness.report.views.scene import Mark, Scene, anchor, line, path, rect, words
from readiness.report.views.view import Sight, State, View, area_address, sys_address
from readiness.sources.width import whole
from readiness.tables.marks import cut, plain
from readiness.tables.table import Cell, Row, Table, heads

_SIGNS = re.compile(r"[^\w/.:,;()+=-]")
_STRIP = 96.0
_LABEL = 16  # characters of the names of one strip
_FEW = 4  # links: where no pair has more, none is drawn as a strong one
_X0, _X1 = 250.0, 1180.0


def without(sight: Sight) -> View | None:
    """A state per thing that can be gone; first whoever has given notice, then by the day it is needed by."""
    impacts = _impacts(sight)
    if not impacts:
        return None
    rows = {row.system: row for row in timeline(sight.context.analysis.stands, sight.context.analysis.plan)}
    states = [_state(sight, impact, rows) for impact in impacts]
    return View(
        name="without",
        question=sight.t("without.question"),
        states=tuple(states),
        default=states[0].key,
        key=(
            box("box hit", sight.t("without.key.stops")),
            stroke("line temp", sight.t("without.key.temporary"), 4),
            box("red", sight.t("without.key.late")),
            Key(sight.t("touch"), screen=True),
        ),
        tables=(_table(sight, impacts),),
        note=sight.t("without.note"),
        controls="list",
    )


def _impacts(sight: Sight) -> list[ExitImpact]:
    first = parties_going(sight.context)
    order = list(ExitKind)

    def weight(impact: ExitImpact) -> tuple[bool, bool, int, date, int]:
        needed = impact.needed_by if known(impact.needed_by) else date.max
        party = impact.kind is ExitKind.GROUP
        return (not (party and impact.id in first), not party, order.index(impact.kind), needed, -len(impact.links))

    return sorted(sight.context.analysed.impacts, key=weight)


def _key(impact: ExitImpact) -> str:
    return f"{impact.kind.value}/{impact.id}"


def _address(impact: ExitImpact) -> str:
    """Where the state stands; a name may hold signs that an address may not, and letters of any script stay."""
    return "#without/" + _SIGNS.sub(lambda sign: quote(sign[0]), _key(impact))


def _name(sight: Sight, impact: ExitImpact) -> str:
    if impact.kind is ExitKind.GROUP:
        return sight.party(impact.id)
    return sight.context.apart.get(SystemId(impact.id), impact.label)


def _state(sight: Sight, impact: ExitImpact, rows: dict[SystemId, TimeRow]) -> State:
    view = gone_view(impact, sight.context.analysis.graph, sight.temporary_links)
    return sight.of((impact.kind.value, impact.id), lambda: _state_of(sight, impact, rows, view))


def _state_of(sight: Sight, impact: ExitImpact, rows: dict[SystemId, TimeRow], view: GoneView) -> State:
    return State(
        key=_key(impact),
        label=_name(sight, impact),
        sentence=_sentence(sight, impact, view, rows),
        scene=_scene(sight, impact, view, rows),
        group=sight.context.say(impact.kind),
    )


def _sentence(sight: Sight, impact: ExitImpact, view: GoneView, rows: dict[SystemId, TimeRow]) -> str:
    context = sight.context
    now = len(sight.temporary_links.now.intersection(view.links))
    starved = {id_ for row in view.right for id_ in row.members}
    outside = sum(home(context.analysis.graph.node_by_id[id_]) == OUTSIDE for id_ in starved)
    said = "" if starved else ".nobody" if view.links else ".nothing"
    lost = sight.t(f"without.lost{said}", links=len(view.links), systems=len(starved), outside=outside, now=now)
    parts = [_stops(sight, impact, view), lost]
    hub = rows.get(SystemId(impact.id)) if impact.kind is ExitKind.HUB else None
    if hub is not None and hub.needed_until and isinstance(hub.contract_end, date):
        parts.append(sight.t("without.hub", end=context.day(hub.contract_end), until=context.day(hub.needed_until)))
    elif known(impact.needed_by):
        why = context.render(impact.needed_by_reason)
        parts.append(sight.t("without.needed", day=context.day(impact.needed_by), why=why))
    missed = next((start for start in impact.starts if start.late), None)
    if missed is not None:
        parts.append(sight.t("without.missed", step=context.render(missed.step), day=context.day(missed.start)))
    if impact.uncertain:
        parts.append(sight.t("without.uncertain", count=len(impact.uncertain)))
    wires = view.wires[view.shown :]
    if wires:
        parts.append(sight.t("hidden", wires=len(wires), links=sum(len(wire.links) for wire in wires)))
    return sight.prose(parts)


def _stops(sight: Sight, impact: ExitImpact, view: GoneView) -> str:
    """How many systems stop, and how many lose only a part; of a hub or a way of linking only links stop."""
    if view.by_area:
        return sight.t("without.unusable", name=_name(sight, impact))
    outright = sum(item.outright for item in impact.stopped)
    partly = len(impact.stopped) - outright
    said = ".both" if outright and partly else ".partly" if partly else ""
    return sight.t(f"without.stops{said}", name=_name(sight, impact), outright=outright, partly=partly)


def _scene(sight: Sight, impact: ExitImpact, view: GoneView, rows: dict[SystemId, TimeRow]) -> Scene:
    heads_ = ("gone", "by_area" if view.by_area else "stops", "starved")
    places = (view.gone.x + view.gone.width / 2, 488.0, 1014.0)
    marks: list[Mark] = [
        words("t12 b ink m", x, 14, sight.t(f"without.head.{name}")) for x, name in zip(places, heads_, strict=True)
    ]
    marks += [line("stem", stem.points, 0, (stem.source, stem.target)) for stem in view.stems]
    marks += _wires(sight, view)
    box, x = view.gone, places[0]
    marks += [
        rect("box gone", box.x, box.y, box.width, box.height, 6),
        words("t11 soft m", x, box.y + 22, sight.context.say(impact.kind)),
        words("t13 b ink m", x, box.y + 42, f"✕ {_name(sight, impact)}", box.width - 12),
        words("t11 soft m", x, box.y + 62, sight.t("without.contracts", count=len(impact.contracts))),
    ]
    layers = {
        item.system: sight.context.join(sight.context.say(layer) for layer in item.layers) for item in impact.stopped
    }
    marks += [_middle(sight, row, view.by_area, layers) for row in view.middle]
    marks += [_right(sight, row) for row in view.right]
    if not view.right:
        linked = sight.context.analysis.graph.interfaces
        marks.append(words("t12 soft", 796, 44, sight.t("without.nobody" if linked else "no_links")))
    strip = _strip(sight, impact, rows, view.height + 14)
    return Scene(WIDTH, view.height + (_STRIP + 14 if strip else 0), (*marks, *strip))


def _wires(sight: Sight, view: GoneView) -> Iterator[Mark]:
    most = max((_FEW, *(len(wire.links) for wire in view.wires)))
    for at, wire in enumerate(view.wires):
        temporary = sight.temporary_links.now.intersection(wire.links)
        style = "line temp" if temporary else "line"
        width = 1.2 + 4 * (len(wire.links) / most) ** 0.5
        yield line(style if at < view.shown else f"{style} more", wire.points, width, (wire.source, wire.target))


def _middle(sight: Sight, row: GoneRow, by_area: bool, layers: dict[SystemId, str]) -> Mark:
    box = row.box
    if box.id == REST:
        held = _places(sight, row) if by_area else [sight.context.end(k) for k in row.members]
        name, address, said, stated = sight.t("rest", count=len(held), about="left"), "", "", sight.context.join(held)
    elif by_area:
        name, address, stated = sight.place_of(box.id, row.members), area_address(box.id), ""
        said = sight.t("without.gives", count=len(row.links), about=box.id)
    else:
        name, address, stated = sight.context.end(box.id), sys_address(box.id), layers.get(SystemId(box.id), "")
        said = layers.get(SystemId(box.id), "")
    marks = [
        rect("box hit", box.x, box.y, box.width, box.height, 4),
        words("t12 b ink", box.x + 8, box.middle + 4.5, name, box.width - 150),
        words("t11 soft e", box.right - 8, box.middle + 4.5, said, 136) if said else words("t11", 0, 0, ""),
    ]
    return anchor(address, stated, marks[: 3 if said else 2], box.id)


def _places(sight: Sight, row: GoneRow) -> list[str]:
    """The areas that a box of the rest holds."""
    nodes = sight.context.analysis.graph.node_by_id
    return [sight.place(key) for key in dict.fromkeys(home(nodes[id_]) for id_ in row.members)]


def _right(sight: Sight, row: GoneRow) -> Mark:
    box = row.box
    names = sight.context.join(sight.context.end(id_) for id_ in row.members)
    rest = box.id == REST
    count = len(_places(sight, row))
    name = sight.t("rest", count=count, about="right") if rest else sight.place_of(box.id, row.members)
    said = sight.t("without.loses", count=len(row.links), now=row.temporary, about=box.id)
    return anchor(
        "" if box.id == REST else area_address(box.id),
        names,
        [
            rect("box out" if box.id == OUTSIDE else "box", box.x, box.y, box.width, box.height, 4),
            words("t12 b ink", box.x + 8, box.middle + 4.5, name, 146),
            words("t11 soft e", box.right - 8, box.middle + 4.5, f"{_clip(names)} {said}", box.width - 166),
        ],
        box.id,
    )


def _clip(names: str, most: int = 16) -> str:
    bare = plain(names)
    return names if len(bare) <= most else cut(names, whole(bare[: most - 1], bare) + "…")


def _strip(sight: Sight, impact: ExitImpact, rows: dict[SystemId, TimeRow], top: float) -> list[Mark]:
    """One strip of time: the steps back from the day it is needed by, for a hub the links that still need it."""
    row = rows.get(SystemId(impact.id)) if impact.kind is ExitKind.HUB else None
    if row is not None and row.steps:
        return list(_hub_strip(sight, row, top))
    if known(impact.needed_by) and impact.starts:
        return list(_steps_strip(sight, impact, top))
    return []


def _scale(first: date, last: date, day: date) -> float:
    inside = min(max(day, first), last)
    return _X0 + (_X1 - _X0) * (inside - first).days / max(1, (last - first).days)


def _steps_strip(sight: Sight, impact: ExitImpact, top: float) -> Iterator[Mark]:
    context, as_of = sight.context, sight.context.as_of
    last = max(impact.starts[-1].finish, as_of) + timedelta(days=30)
    first = min(impact.starts[0].start, as_of) - timedelta(days=20)
    yield words("t12 b ink", 8, top + 20, sight.t("without.backwards"))
    yield words("t11 soft", 8, top + 38, sight.t("without.assumed"))
    for at, start in enumerate(impact.starts):
        x, end = _scale(first, last, start.start), _scale(first, last, start.finish)
        yield rect("red" if start.late else "blue3", x, top + 12, max(2, end - x), 26)
        yield words("t11 ink", x, top + 54 + 14 * (at % 3), f"{context.day(start.start)} {context.render(start.step)}")
    x = _scale(first, last, as_of)
    yield path("today", f"M{x:.1f} {top:.1f}V{top + 42:.1f}")
    yield words("t11 b act halo m", x, top + 8, sight.t("today"))
    yield words("t11 b act m", x, top + 8, sight.t("today"))


def _hub_strip(sight: Sight, row: TimeRow, top: float) -> Iterator[Mark]:
    context, as_of = sight.context, sight.context.as_of
    first, last = as_of, row.steps[-1][1]
    most = max(count for _, _, count in row.steps)
    end = row.contract_end if isinstance(row.contract_end, date) else None
    yield words("t12 b ink", 8, top + 20, sight.t("without.needs"))
    for at, (start, until, count) in enumerate(row.steps):
        x, right = _scale(first, last, start), _scale(first, last, until)
        height = 44 * count / most
        cuts = [x, right]
        if end is not None and start < end < until:
            cuts.insert(1, _scale(first, last, end))
        for one, two in itertools.pairwise(cuts):
            late = end is not None and one >= _scale(first, last, end) - 0.1
            yield rect("red" if late else "blue3", one, top + 58 - height, max(1, two - one), height)
        if right - x > 70 or at in (0, len(row.steps) - 1):
            yield words(
                "t11 ink", x, top + 74 + 14 * (at % 2), sight.t("without.from", day=context.day(start), count=count)
            )
    if end is not None and first <= end <= last:
        x = _scale(first, last, end)
        yield path("bare", f"M{x:.1f} {top + 4:.1f}V{top + 60:.1f}")
        yield words("t11 b warn", x + 5, top + 12, sight.t("without.contract_end", day=context.day(end)))


def _table(sight: Sight, impacts: Sequence[ExitImpact]) -> Table:
    """Everything that can be gone, with what stops and by when it is needed: none is left out."""
    context = sight.context

    def row(impact: ExitImpact) -> Row:
        name = _name(sight, impact)
        late = next((start for start in impact.starts if start.late), None)
        key, own = gone_key(impact), impact.kind in (ExitKind.SYSTEM, ExitKind.HUB)
        return (
            Cell(text=context.say(impact.kind)),
            Cell(text=name, href=sys_address(impact.id) if own else _address(impact)),
            context.count(f"{key}.systems", href=_address(impact)),
            context.count(f"{key}.links"),
            context.count(f"{key}.temporary"),
            context.cell(impact.needed_by),
            Cell(text=context.render(late.step), sub=context.day(late.start), mark="warn") if late else Cell(text="―"),
            context.count(f"{key}.uncertain"),
        )

    names = ("kind", "name", "systems", "links", "now", "needed", "late", "uncertain")
    return Table(
        id="t-without",
        caption=sight.t("without.table"),
        columns=heads(*(sight.t(f"without.column.{name}") for name in names)),
        rows=tuple(row(impact) for impact in impacts),
    )
