"""移行の段: what moves on each date, and which temporary links close, go on and open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from readiness.figures.planned import wave_key
from readiness.graph.plane.place import WIDTH, Wire
from readiness.graph.plane.staying import staying
from readiness.graph.plane.waves import LEFT, NO_DATE, Moment, WaveRow, WaveView, WaveWires, moved_at, wave_view
from readiness.model.plan import TemporaryLink
from readiness.model.plan.moves import MoveId
from readiness.model.record import InterfaceId, SystemId
from readiness.model.unknown import known
from readiness.report.sections.plan import ordered
from readiness.report.sections.schedule import waves_table
from readiness.report.views.keys import Key, box, stroke
from readiness.report.views.scene import Mark, Scene, anchor, keyed, line, lowered, rect, width_of, words
from readiness.report.views.view import DONE, TODO, Sight, State, View, area_address, sys_address

_CARDS = 118.0  # height of the row of cards above the picture
_NAMED = 2
_FEW = 4  # links: where no pair has more, none is drawn as a strong one
_KINDS = (("closed", "line shut"), ("on", "line temp"), ("opened", "line open"))


def waves(sight: Sight) -> View:
    """One state per date; the first one to come is seen first, today where nothing is to come."""
    plan = sight.context.analysis.plan
    view = wave_view(plan, sight.context.analysis.graph)
    links = {link.id: link for link in plan.links}
    most = max((len(moment.open) for moment in view.moments), default=0) or 1
    states = tuple(
        State(
            key=str(moment.number),
            label=_card_name(sight, moment),
            sentence=_sentence(sight, view, moment, links),
            scene=_scene(sight, view, moment, most),
        )
        for moment in view.moments
    )
    return View(
        name="waves",
        question=sight.t("waves.question"),
        states=states,
        default=str(min(1, len(view.moments) - 1)),
        key=(
            stroke("line temp", sight.t("waves.key.on"), 4),
            stroke("line open", sight.t("waves.key.opened"), 3),
            stroke("line shut", sight.t("waves.key.closed")),
            box("box now", sight.t("waves.key.now")),
            box("box done", sight.t("waves.key.done"), DONE),
            Key(sight.t("touch"), screen=True),
        )
        if view.right
        else (box("red", sight.t("waves.key.stays")),),
        tables=(waves_table(sight.context),) if plan.moves else (),
        note=_note(sight, view),
        controls="cards",
    )


def _note(sight: Sight, view: WaveView) -> str:
    """What stands for what where single areas or moves are too many, and which links no ledger holds."""
    said = []
    if not view.by_area:
        said.append(sight.t("waves.by_column"))
    if not view.by_move:
        said.append(sight.t("waves.by_date"))
    if expected := sight.context.analysis.plan.expected:
        said.append(sight.t("waves.expected", count=len(expected)))
    return sight.prose(said)


def _sentence(sight: Sight, view: WaveView, moment: Moment, links: Mapping[InterfaceId, TemporaryLink]) -> str:
    """What moves, what closes, opens and is left, the opened by name, how many run over a hub out of contract."""
    context = sight.context
    plan = context.analysis.plan
    if not plan.moves and plan.unplanned:
        return sight.t("waves.undated", moves=len(plan.unplanned))
    if not plan.moves:
        return sight.t("waves.nothing", count=len(sight.temporary_links.now))
    if moment.number == 0:
        stated = sight.t("waves.today", open=len(moment.open), waves=len(view.moments) - 1, day=context.day(moment.day))
    else:
        names = context.some([plan.move_by_id[move].title for move in moment.moves], 3)
        stated = sight.t(
            "waves.sentence",
            number=moment.number,
            day=context.day(moment.day),
            moves=names,
            closed=len(moment.closed),
            opened=len(moment.opened),
            open=len(moment.open),
        )
    parts = [stated]
    if moment.opened:
        ends = [f"{context.end(links[i].source)}→{context.end(links[i].target)}" for i in moment.opened]
        parts.append(sight.t("waves.opened", links=context.some(ends, _NAMED)))
    if not sight.context.analysis.graph.interfaces:
        parts.append(sight.t("no_links"))
    if count := _over_ended_hub(sight, moment):
        parts.append(sight.t("waves.hub", count=count, about=moment.day))
    if beside := len(sight.temporary_links.now - set(links)):
        parts.append(sight.t("waves.beside", count=beside, about=moment.day))
    wires, hidden = view.wires[moment.number].hidden
    if wires:
        parts.append(sight.t("hidden", wires=wires, links=hidden, about=moment.day))
    return sight.prose([*parts, sight.assumed])


def _over_ended_hub(sight: Sight, moment: Moment) -> int:
    """Open temporary links that run through a hub all of whose contracts have ended by then."""
    stands = sight.context.analysis.stands
    hub_of = {interface.id: interface.hub for interface in sight.context.inventory.interfaces}

    def ended(hub: SystemId | None) -> bool:
        contracts = stands[hub].contracts if hub is not None and hub in stands else ()
        return bool(contracts) and all(known(c.end) and c.end < moment.day for c in contracts)

    return sum(ended(hub_of.get(link)) for link in moment.open)


def _card_name(sight: Sight, moment: Moment) -> str:
    day = sight.context.day(moment.day)
    if not moment.number:
        return sight.t("waves.card.today", day=day)
    return sight.t("waves.card", number=moment.number, day=day)


def _cards(sight: Sight, view: WaveView, chosen: Moment, most: int) -> Iterator[Mark]:
    """One card per date: what is left as a hatched column, what closed and opened; the card is the control."""
    pitch = min(196.0 if sight.assumed else 138.0, (WIDTH - 8) / len(view.moments))
    for moment in view.moments:
        x, width = 4 + pitch * moment.number, pitch - 6
        style = "box now" if moment is chosen else "box"
        height = 52 * len(moment.open) / most
        inside = [rect(style, x, 4, width, _CARDS - 22, 4)]
        if height and width > 90:
            inside.append(rect("red", x + 8, 74 - height, 24, height))
        left = x + (38 if width > 90 else 6)
        shown = words("t15 b ink", left, 26, sight.t("count", count=len(moment.open), about=moment.day))
        inside.append(keyed(shown, f"{wave_key(moment.day)}.links_after") if moment.number else shown)
        name, assumed = _card_name(sight, moment), sight.assumed_day(moment.day) if moment.number else ""
        if width_of(name + assumed, "t12 b") > width - 8:  # no room in one line
            inside.append(words("t11 soft m", x + width / 2, 78, assumed, width - 4))
            assumed = ""
        inside.append(words("t12 b ink m", x + width / 2, 94, name + assumed, width - 4))
        if moment.number:
            key, style = wave_key(moment.day), "t11 b new" if moment.opened else "t11 soft"
            closed = sight.t("waves.card.closed", count=len(moment.closed), about=moment.day)
            opened = sight.t("waves.card.opened", count=len(moment.opened), about=moment.day)
            inside.append(keyed(words("t11 soft", left, 45, closed), f"{key}.links_removed"))
            inside.append(keyed(words(style, left, 62, opened), f"{key}.links_made"))
        yield anchor(f"#waves/{moment.number}", "", inside)


def _scene(sight: Sight, view: WaveView, moment: Moment, most: int) -> Scene:
    marks: list[Mark] = list(_cards(sight, view, moment, most)) if len(view.moments) > 1 else []
    top = _CARDS if marks else 0.0
    inside: list[Mark] = []
    if view.right:
        heads = (("left", view.left), ("right", view.right))
        inside += [
            words("t12 b ink m", rows[0].box.x + rows[0].box.width / 2, 14, sight.t(f"waves.head.{name}"))
            for name, rows in heads
            if rows
        ]
        wires = view.wires[moment.number]
        inside += _wires(wires)
        touching = _touching(wires)
        inside += [_left(sight, row, moment, touching.get(row.box.id, 0)) for row in view.left]
        inside += [mark for row in view.right for mark in _right(sight, row, moment, touching.get(row.box.id, 0))]
        inside += _tags(sight, wires, view, moment)
    elif not sight.context.analysis.plan.unplanned:
        return Scene(WIDTH, *_staying(sight))
    height = (view.height if view.right else 0) + top
    return Scene(WIDTH, max(height, 40), (*marks, lowered(top, inside)))


def _staying(sight: Sight) -> tuple[float, tuple[Mark, ...]]:
    """Where nothing is left to move: the temporary links that remain, by pair of areas."""
    pairs, rest = staying(sight.context.analysis.graph, sight.temporary_links.now)
    marks: list[Mark] = [words("t12 b ink", pairs[0].box.x, 14, sight.t("waves.stays"))] if pairs else []
    for pair in pairs:
        box, base = pair.box, pair.box.middle + 4.5
        names = "→".join(sight.place_of_links(key, pair.links) for key in (pair.source, pair.target))
        marks += [
            rect("box", box.x, box.y, box.width, box.height, 4),
            rect("red", box.x + 8, box.y + 5, 14, box.height - 10),
            words("t12 ink", box.x + 30, base, names, box.width - 90),
            words("t11 b warn e", box.right - 8, base, sight.t("count", count=len(pair.links), about=names)),
        ]
    bottom = max((pair.box.bottom for pair in pairs), default=16.0)
    if rest:
        marks.append(words("t11 soft", LEFT, bottom + 18, sight.t("rest", count=rest, about="staying")))
    return bottom + 28, tuple(marks)


def _wires(wires: WaveWires) -> Iterator[Mark]:
    most = max((_FEW, *(len(wire.links) for _, wire in _all(wires))))
    for kind, wire in _all(wires):
        style = dict(_KINDS)[kind]
        drawn = (kind, wire.source, wire.target) in wires.shown
        width = 0 if kind == "closed" else 1.2 + 4 * (len(wire.links) / most) ** 0.5
        yield line(style if drawn else f"{style} more", wire.points, width, (wire.source, wire.target))


def _all(wires: WaveWires) -> Iterator[tuple[str, Wire]]:
    for kind, found in (("closed", wires.closed), ("on", wires.going_on), ("opened", wires.opened)):
        for wire in found:
            yield kind, wire


def _touching(wires: WaveWires) -> dict[str, int]:
    """Open temporary links by box."""
    found: dict[str, int] = {}
    for kind, wire in _all(wires):
        if kind != "closed":
            for end in {wire.source, wire.target}:
                found[end] = found.get(end, 0) + len(wire.links)
    return found


def _left(sight: Sight, row: WaveRow, moment: Moment, count: int) -> Mark:
    box = row.box
    plan, graph = sight.context.analysis.plan, sight.context.analysis.graph
    named = [sight.place_of(key, moved_at(plan, graph, key)) for key in row.members]
    name = named[0] if len(named) == 1 else sight.t(f"column.{box.id}")
    base, said, links = box.middle + 4.5, f"{DONE} {name}", _links(sight, moment, box.id, count)
    style = "t12 b ink" if width_of(said, "t12 b") <= box.width - 66 else "t11 b ink"
    return anchor(
        area_address(row.members[0]) if len(row.members) == 1 else "",
        sight.context.join(named),
        [
            rect("box done", box.x, box.y, box.width, box.height, 4),
            words(style, box.x + 8, base, said, box.width - 66),
            words("t11 ink e", box.right - 8, base, links),
        ],
        box.id,
    )


def _right(sight: Sight, row: WaveRow, moment: Moment, count: int) -> Iterator[Mark]:
    context, box = sight.context, row.box
    plan = context.analysis.plan
    moved = row.day is not None and row.day <= moment.day and moment.number > 0
    now = any(move in moment.moves for move in row.members)
    style = "box now" if now else "box done past" if moved else "box todo"
    day = context.day(row.day) if row.day else sight.t("waves.no_date")
    systems = [system for move in row.members for system in plan.move_by_id[MoveId(move)].systems]
    single = len(row.members) == 1 and box.id != NO_DATE
    name = (
        context.render(plan.move_by_id[MoveId(row.members[0])].title)
        if single
        else sight.t("waves.group", moves=len(row.members), systems=len(systems))
    )
    base, links = box.middle + 4.5, _links(sight, moment, box.id, count)
    assumed = sight.assumed_day(row.day) if row.day else ""
    left = 106 + (width_of(assumed, "t12") if sight.assumed else 0)
    yield anchor(
        sys_address(systems[0]) if single and len(systems) == 1 else f"#move-{_number(sight, MoveId(row.members[0]))}",
        context.join(context.name("system", system) for system in systems),
        [
            rect(style, box.x, box.y, box.width, box.height, 4),
            words("t12 b ink", box.x + 8, base, f"{DONE if moved or now else TODO} {day}{assumed}"),
            words("t12 ink", box.x + left, base, name, box.width - left - 84),
            words("t11 b ink e", box.right - 8, base, links),
        ],
        box.id,
    )


def _links(sight: Sight, moment: Moment, box: str, count: int) -> str:
    return sight.t("waves.temporary", count=count, about=(str(moment.day), box))


def _number(sight: Sight, move: MoveId) -> int:
    plan = sight.context.analysis.plan
    return [item.id for item in ordered(plan)].index(move) + 1


def _tags(sight: Sight, wires: WaveWires, view: WaveView, moment: Moment) -> Iterator[Mark]:
    """At the far end of each opened link how many there are: 新+n."""
    boxes = {row.box.id: row.box for row in (*view.left, *view.right)}
    right = [row.box.id for row in view.right]
    count: dict[str, int] = {}
    for wire in wires.opened:
        later = max((wire.source, wire.target), key=lambda end: right.index(end) if end in right else -1)
        count[later] = count.get(later, 0) + len(wire.links)
    for end, number in count.items():
        box, said = boxes[end], sight.t("waves.new", count=number, about=(str(moment.day), end))
        width = width_of(said, "t11") + 14
        yield rect("box", box.right + 6, box.middle - 9, width, 18, 4)
        yield words("t11 b new m", box.right + 6 + width / 2, box.middle + 4, said)
