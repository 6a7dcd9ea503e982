"""What the reader of a plan must know before using it (計画の前提)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from readiness.model.plan import Effort, PlanState
from readiness.model.plan.moves import Dates, MoveId
from readiness.model.text import Text, text
from readiness.model.unknown import known
from readiness.planning.assess import rests_on_unpriced
from readiness.planning.frame import Frame
from readiness.planning.gates import earliest_cutover
from readiness.planning.links import expected_links, links_to_undated
from readiness.planning.premises import Premises
from readiness.planning.rulebook import limit_label
from readiness.planning.solved import Solved
from readiness.planning.why import recorded
from readiness.situation.groups import circles
from readiness.situation.situation import Side, Situations
from readiness.solver.methods import cp_sat_loads, cp_sat_missed
from readiness.solver.solution import Attempt


def stand_notes(stands: Situations) -> Iterator[Text]:
    """Systems taken for moved, or not moved, or left out of the plan, though nobody has said so."""
    reasons = {id_: stand.stand.because.key.rpartition(".")[2] for id_, stand in stands.items()}
    unmoved = [id_ for id_ in stands.on(Side.TO_MOVE) if not known(stands[id_].migrated)]
    for note, found in (
        ("assumed_moved", [id_ for id_, reason in reasons.items() if reason == "common_runs"]),
        ("all_steps", [id_ for id_, reason in reasons.items() if reason == "all_steps"]),
        ("unclear", [id_ for id_, reason in reasons.items() if reason in ("live_past", "live_to_come")]),
        ("undecided", [id_ for id_, reason in reasons.items() if reason == "no_decision"]),
        ("assumed_unmoved", unmoved),
    ):
        if found:
            names = tuple(stands[id_].system.label for id_ in found)
            yield text(f"plan.note.{note}", count=len(found), systems=names)


def premise_notes(stands: Situations, premises: Premises) -> Iterator[Text]:
    """Why there is no plan, or none of some moves; the links to these; flows that only the standard expects."""
    if not stands:
        yield text("plan.note.no_systems")
    if stands.undated:
        yield text("plan.note.without_premises", count=len(stands.undated))
    undated = links_to_undated(stands, premises)
    if undated:
        yield text("plan.note.links_to_undated", count=undated)
    expected = len(expected_links(stands, premises))
    if expected:
        ordered = set(stands.on(Side.TO_MOVE)) - {system for group in stands.undated for system in group.systems}
        yield text("plan.note.expected_links" if ordered else "plan.note.expected_not_counted", count=expected)


def _percent(share: float) -> str:
    return f"{100 * share:.1f}"


def _in_vain(solved: Solved) -> Iterator[Text]:
    """What was not found within the work, and how it was looked for."""
    searched = [attempt for attempt in solved.tried if attempt.method != "thinning"]
    if searched and not any(solved.dates.values()):
        methods = tuple(text(f"plan.tried.{attempt.method}") for attempt in searched)
        yield text("plan.note.not_found", units=_units(searched), methods=methods)
    if thinned := [attempt for attempt in solved.tried if attempt.method == "thinning"]:
        yield text("plan.note.not_thinned", units=_units(thinned))


def _units(attempts: Sequence[Attempt]) -> str:
    return f"{sum(attempt.work for attempt in attempts):.1f}"


def effort_notes(solved: Solved) -> Iterator[Text]:
    """Which effort was used, and what more would bring; nothing where nothing was searched."""
    if solved.effort is None or solved.state not in {PlanState.OPTIMAL, PlanState.BOUNDED}:
        return
    most, proven = solved.effort is Effort.THOROUGH, solved.state is PlanState.OPTIMAL
    effort = text(f"word.Effort.{solved.effort.value}")
    if solved.optimality_gap is not None:
        key = "proven" if proven else "most" if most else "more"
        yield text(f"plan.note.effort.{key}", effort=effort, gap=_percent(solved.optimality_gap))
    else:
        key = "within" if solved.ended else "open_most" if most else "open"
        yield text(f"plan.note.effort.{key}", effort=effort)


def notes(frame: Frame, solved: Solved) -> Iterator[Text]:
    """All notes of a plan."""
    yield text(f"plan.note.basis.{frame.basis.value}")
    yield from effort_notes(solved)
    unproven = solved.state is PlanState.BOUNDED and not cp_sat_loads()  # says so whichever method came to it
    if cp_sat_missed() or unproven:
        yield text("plan.note.without_solver")
    yield from _in_vain(solved)
    yield from premise_notes(frame.situations, frame.premises)
    yield from stand_notes(frame.situations)
    rough = rests_on_unpriced(frame, solved.dates)
    if rough:
        yield text("plan.note.unpriced", count=rough)
    for circle in circles(frame.inventory, frame.situations.every_group):
        yield text("plan.note.circle", systems=tuple(frame.situations[id_].system.label for id_ in circle))
    alike = sum(link.id.startswith("alike-") for link in frame.links)
    unsure = sum(link.share != 1.0 for link in frame.links) - alike
    if unsure:
        yield text("plan.note.unsure_links", count=unsure)
    if alike:
        yield text("plan.note.moved_alike", count=alike)
    if {candidate.date for candidate in frame.dates if candidate.assumed} & set(solved.dates.values()):
        yield text("plan.note.assumed_dates")
    against = [
        frame.move_by_id[move].title
        for move, day in solved.dates.items()
        if day is not None and (own := recorded(frame, move)) is not None and own != day
    ]
    if against:
        yield text("plan.note.against_record", count=len(against), moves=tuple(against))
    yield from _entered_notes(frame, solved.dates)
    oversize = sorted({move for cap in frame.caps for move in cap.oversize})
    if oversize:
        yield text("plan.note.oversize", moves=tuple(frame.move_by_id[m].title for m in oversize))
    unknown_vendor = [m for m in frame.moves if not m.vendor_groups]
    if unknown_vendor:
        yield text("plan.note.vendor_unknown", count=len(unknown_vendor), total=len(frame.moves))
    silent = _silent_vendors(frame)
    if silent:
        yield text("plan.note.capacity_unknown", vendors=silent)
    if not solved.reproducible:
        yield text("plan.note.not_reproducible")


def _entered_notes(frame: Frame, dates: Dates) -> Iterator[Text]:
    """Days that somebody entered: conditions of this plan, kept also where only assumptions contradict them."""
    kept = [
        frame.move_by_id[move].title
        for move, day in frame.pins.items()
        if frame.inventory_pin(move) is None and frame.entered.get(move) == day
    ]
    if kept:
        yield text("plan.note.entered.kept", count=len(kept), moves=tuple(kept))
    apart = {move: reason for move in frame.moves if (reason := _apart(frame, move.id))}
    if apart:
        names, why = tuple(move.title for move in apart), dict.fromkeys(one for r in apart.values() for one in r)
        yield text("plan.note.entered.apart", count=len(apart), moves=names, reasons=tuple(why))
    early = [
        text("plan.note.entered.move", move=frame.move_by_id[move].title, day=day, earliest=usual)
        for move, day in frame.entered.items()
        if dates.get(move) == day and day < (usual := earliest_cutover(frame.ready[move], frame.premises, frame.as_of))
    ]
    if early:
        yield text("plan.note.entered.early", count=len(early), moves=tuple(early))
    for before, after in frame.left_behind:
        if (first := dates.get(after)) is not None and (dates.get(before) or date.max) > first:
            goes, stays = (frame.move_by_id[move].title for move in (before, after))
            yield text("plan.note.entered.leaving", day=first, before=goes, after=stays)
    raised = {cap.name: cap for cap in frame.caps if cap.usual is not None and cap.used(dates) > cap.usual}
    for cap in raised.values():
        yield text(
            f"plan.note.entered.{cap.kind}",
            subject=limit_label(frame, cap.kind, cap.subject),
            usual=cap.usual,
            needed=cap.capacity,
        )


def _apart(frame: Frame, move: MoveId) -> tuple[Text, ...]:
    """What would make a move one with others, had not somebody entered different days."""
    return next((group.apart for group in frame.situations.groups if group.id == move), ())


def _silent_vendors(frame: Frame) -> tuple[str, ...]:
    """Vendor groups of the plan none of whose vendors has told what it can staff."""
    vendors = frame.inventory.vendors
    stated = {v.group if known(v.group) else v.id for v in vendors if known(v.cutovers_per_date)}
    wanted = dict.fromkeys(group for move in frame.moves for group in move.vendor_groups if group not in stated)
    return tuple(limit_label(frame, "vendor", group) for group in wanted)
