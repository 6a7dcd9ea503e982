"""The orders of the matrix: by wave, by vendor, by area; and what each group of an order is called."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from readiness.graph.plane.matrix import MatrixGroup, area_matrix
from readiness.graph.plane.place import home
from readiness.model.record import SystemId
from readiness.report.views.view import Sight
from readiness.situation.situation import Side

Groups = list[tuple[str, list[SystemId]]]


def by_wave(sight: Sight, own: Sequence[SystemId]) -> Groups:
    """Moved, then by date of the cut-over, then what stays or is undecided."""
    stands = sight.context.analysis.stands
    moved = [s for s in own if stands[s].side is Side.MOVED]
    dated: dict[str, list[SystemId]] = {}
    moving = [s for s in own if stands[s].side is Side.TO_MOVE]
    for system in sorted(moving, key=lambda s: _day(sight, s)):
        dated.setdefault(_day(sight, system), []).append(system)
    rest = [s for s in own if s not in moved and s not in moving]
    found: Groups = [("moved", moved), *dated.items(), ("stays", rest)]
    return [(key, systems) for key, systems in found if systems]


def _day(sight: Sight, system: SystemId) -> str:
    found = sight.context.analysis.stands[system].cutover
    return found.date.isoformat() if found else "9999"


def by_vendor(sight: Sight, own: Sequence[SystemId]) -> Groups:
    """By letter of the vendor; what nobody knows comes last."""
    found: dict[str, list[SystemId]] = {}
    for system in sorted(own, key=lambda s: (sight.letter(s) == "?", len(sight.letter(s)), sight.letter(s))):
        found.setdefault(sight.letter(system), []).append(system)
    return list(found.items())


def by_area(sight: Sight, own: Sequence[SystemId]) -> Groups:
    """By area, in the fixed order of the map."""
    nodes = sight.context.analysis.graph.node_by_id
    order = area_matrix(sight.context.analysis.graph, sight.temporary_links, sight.area_keys).order
    found: dict[str, list[SystemId]] = {}
    for system in sorted(own, key=lambda s: order.index(home(nodes[s]))):
        found.setdefault(home(nodes[system]), []).append(system)
    return list(found.items())


def group_name(sight: Sight, order: str, group: MatrixGroup, number: int, systems: Sequence[str]) -> str:
    """What stands beside the frame of a group."""
    if order == "waves":
        if group.key in ("moved", "stays"):
            return sight.t(f"matrix.group.{group.key}")
        if group.key == "9999":
            return sight.t("waves.no_date")
        return sight.t("waves.card", number=number, day=sight.context.day(date.fromisoformat(group.key)))
    if order == "vendor":
        return group.key
    return sight.place_of(group.key, systems) if order == "area" else ""
