"""Which move to do first to learn most at least risk (試行)."""

from __future__ import annotations

from readiness.model.inventory import Inventory
from readiness.model.plan import Move, Trial
from readiness.model.text import Text, text
from readiness.model.unknown import known
from readiness.planning.frame import Frame


def suggest_trial(frame: Frame) -> Trial | None:
    """The move whose lessons serve most other moves for the fewest links and areas at stake; None with one move."""
    if len(frame.moves) < 2:
        return None
    best = max(frame.moves, key=lambda move: _worth(frame, move))
    lessons, links = _lessons(frame, best), _links(frame, best)
    reasons: list[Text] = [
        text("plan.trial.links", count=links),
        text("plan.trial.areas", count=max(1, len(best.areas))),
    ]
    if lessons:
        titles = tuple(move.title for move in lessons)
        reasons.insert(0, text("plan.trial.lessons", count=len(lessons), moves=titles))
    else:
        reasons.append(text("plan.trial.no_lessons"))
    return Trial(move=best.id, reasons=tuple(reasons))


def _worth(frame: Frame, move: Move) -> tuple[float, int]:
    """Lessons per unit at stake; ties go to the move that stands first in the file."""
    stake = 1 + _links(frame, move) + max(1, len(move.areas))
    return (1 + len(_lessons(frame, move))) / stake, -[m.id for m in frame.moves].index(move.id)


def _links(frame: Frame, move: Move) -> int:
    return sum(link.firm and move.id in link.moves for link in frame.links)


def _lessons(frame: Frame, move: Move) -> list[Move]:
    """Other moves that share a vendor group, a package line, a platform or a hub with this one."""
    mine = _marks(frame.inventory, frame, move)
    return [other for other in frame.moves if other.id != move.id and mine & _marks(frame.inventory, frame, other)]


def _marks(inventory: Inventory, frame: Frame, move: Move) -> set[tuple[str, str]]:
    marks = {("vendor", group) for group in move.vendor_groups}
    for name in move.systems:
        system = inventory.system_by_id[name]
        if known(system.platform):
            marks.add(("platform", system.platform))
    for link in frame.links:
        if link.interface is not None and link.interface.hub is not None and move.id in link.moves:
            marks.add(("hub", link.interface.hub))
    return marks
