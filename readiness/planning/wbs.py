"""Work breakdown counted back from the cut-overs: gates, rehearsals, cut-over, settling, removal of links (WBS)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from readiness.model.dates import add_months
from readiness.model.plan import Gate, GateKind, Move, TemporaryLink, WbsTask
from readiness.model.plan.moves import Dates
from readiness.model.record import Maybe
from readiness.model.text import Text, text
from readiness.model.unknown import UNKNOWN, known
from readiness.planning.frame import Frame

# The vendor does the work, the owner division what faces residents; the rest is the IT division's.
_BY_DIVISION = {GateKind.PRIVACY, GateKind.ORDINANCE, GateKind.PRINT_PROOF, GateKind.RESIDENTS}


def build_wbs(
    frame: Frame,
    dates: Dates,
    gates: Iterable[Gate],
    links: Iterable[TemporaryLink],
) -> tuple[WbsTask, ...]:
    """Tasks by move in order of cut-over, each numbered `move.task`."""
    gates, links = tuple(gates), tuple(links)
    placed = sorted(((day, move) for move in frame.moves if (day := dates.get(move.id)) is not None), key=_order)
    found: list[WbsTask] = []
    for number, (day, move) in enumerate(placed, start=1):
        tasks = _of_move(frame, move, day, [g for g in gates if g.move == move.id], links)
        for place, task in enumerate(tasks, start=1):
            name, start, finish, owner, gate = task
            found.append(
                WbsTask(
                    number=f"{number}.{place}",
                    move=move.id,
                    name=name,
                    start=start,
                    finish=finish,
                    owner=owner,
                    done=gate.done if gate is not None else False,
                    late=gate.late if gate is not None else False,
                    gate=gate.kind if gate is not None else None,
                )
            )
    return tuple(found)


def _order(item: tuple[date, Move]) -> tuple[date, str]:
    return item[0], item[1].id


_Row = tuple[Text, date, date, Maybe[str], Gate | None]


def _of_move(frame: Frame, move: Move, day: date, gates: list[Gate], links: tuple[TemporaryLink, ...]) -> list[_Row]:
    division: Maybe[str] = move.divisions[0] if move.divisions else UNKNOWN
    party: Maybe[str] = move.vendor_groups[0] if move.vendor_groups else UNKNOWN
    it_division: Maybe[str] = frame.inventory.body.issuer or UNKNOWN
    rows: list[_Row] = []
    for gate in gates:
        owner = party if gate.kind is GateKind.WORK else division if gate.kind in _BY_DIVISION else it_division
        rows.append((gate.title, gate.begins, gate.ends, owner, gate))
    rehearsals = frame.premises.whole("planning.rehearsals")
    months = frame.premises.whole("planning.rehearsal_months")
    rows.append((text("plan.wbs.rehearsals", count=rehearsals), add_months(day, -months), day, party, None))
    rows.append((text("plan.wbs.acceptance"), add_months(day, -months), day, division, None))
    made = [link for link in links if link.opened == day and _touches(link, move)]
    if made:
        name = text("plan.wbs.make_links", count=len(made), about=move.id)
        rows.append((name, day - timedelta(weeks=frame.ready[move.id].work_weeks), day, it_division, None))
    rows.append((text("plan.wbs.cutover"), day, day, division if known(division) else it_division, None))
    settle = day + timedelta(weeks=frame.premises.whole("planning.stabilisation_weeks"))
    removed = [link for link in links if link.removed == day and _touches(link, move)]
    if removed:
        rows.append((text("plan.wbs.remove_links", count=len(removed), about=move.id), day, settle, it_division, None))
    rows.append((text("plan.wbs.settle"), day, settle, division, None))
    return sorted(rows, key=lambda row: (row[1], row[2]))


def _touches(link: TemporaryLink, move: Move) -> bool:
    return link.source in move.systems or link.target in move.systems
