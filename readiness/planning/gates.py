"""Gates before a cut-over, counted back from it and forward from today (関門と着手期限).

Backwards: contract ← notice ← assembly ← budget request ← RFI, by the method of procurement and the budget year;
beside it privacy assessment, ordinance, external coordination, characters, proofs, notices to residents. Forwards: the
earliest cut-over that the gates still open allow. All lead times are assumptions the body can edit, and an assumption
never overrules a day that somebody has entered: a recorded or pinned cut-over stands, its late gates are told.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from readiness.model.contract import MultiYearBasis
from readiness.model.plan import Gate, GateKind, GateStanding
from readiness.model.text import Text, text
from readiness.model.unknown import UNKNOWN, known
from readiness.planning.gate_facts import CHAIN, Readiness, rfi_weeks
from readiness.planning.premises import Premises
from readiness.planning.sessions import session_after, session_before, session_requested_after


def earliest_cutover(ready: Readiness, premises: Premises, as_of: date, entered: date | None = None) -> date:
    """The first day the gates still open allow, counted forward from `as_of` (the inventory's own dates win).

    `entered`: the cut-over that somebody has entered; only what else was entered can make it too early.
    """
    start = _contract_date(ready, premises, as_of) if ready.begun is None else ready.begun
    earliest = max(as_of, start + timedelta(weeks=ready.work_weeks))
    for gate in ready.beside:
        earliest = max(earliest, as_of + timedelta(weeks=gate.weeks + gate.before_weeks))
    if entered is None or not as_of <= entered < earliest:
        return earliest
    if entered == as_of:  # on the day itself it is late for any preparation to begin
        return as_of
    first = ready.begun or max(as_of, ready.contract_date or as_of)
    begun = max((first, *ready.planned.values()))
    weeks = 0 if ready.move.duration_assumed else ready.work_weeks
    stated: date = max(entered, begun + timedelta(weeks=weeks))
    return min(earliest, stated)


def _contract_date(ready: Readiness, premises: Premises, as_of: date) -> date:
    """When the contract is or can be made."""
    if GateKind.CONTRACT in ready.done:
        return max(as_of, ready.contract_date) if ready.contract_date else as_of
    clock = as_of
    for kind in CHAIN:
        planned = ready.planned.get(kind)
        if kind in ready.done:
            continue
        if planned is not None and planned >= as_of:
            clock = max(clock, planned)
        elif kind is GateKind.RFI:
            clock += timedelta(weeks=rfi_weeks(premises))
        elif kind is GateKind.BUDGET:
            clock = session_requested_after(premises, clock).request
        elif kind is GateKind.ASSEMBLY:
            clock = session_after(premises, clock).vote
        elif kind is GateKind.NOTICE and GateKind.CONTRACT not in ready.planned:
            clock += timedelta(weeks=ready.notice_weeks)
        elif kind is GateKind.PROPERTY and ready.bill_weeks is not None:
            clock = session_after(premises, clock + timedelta(weeks=ready.bill_weeks)).vote
    return clock


def gates_of(ready: Readiness, premises: Premises, as_of: date, day: date, *, years: bool) -> tuple[Gate, ...]:
    """All gates of a move for a cut-over on `day`, by latest start. `years` = paid over years."""
    spans = _spans(ready, premises, day)
    kept = _kept(ready, spans, as_of)
    if years and not _years_allowed(ready):
        session = spans[GateKind.BUDGET][0], spans[GateKind.ASSEMBLY][1]
        spans[GateKind.MULTI_YEAR] = session
    found = [_gate(ready, kind, _name(ready, kind), span, as_of, kept=kind in kept) for kind, span in spans.items()]
    for gate in ready.beside:
        finish = day - timedelta(weeks=gate.before_weeks)
        span = finish - timedelta(weeks=gate.weeks), finish
        found.append(_gate(ready, gate.kind, gate.name, span, as_of, kept=False))
    return tuple(sorted(found, key=lambda gate: (gate.start_by, gate.finish_by)))


def _name(ready: Readiness, kind: GateKind) -> Text:
    """What is done; how a contractor is chosen is told by its method where that is known."""
    method = ready.procurement.method if ready.procurement is not None else UNKNOWN
    if kind is GateKind.NOTICE and known(method):
        return text(f"plan.gate.notice.{method.value}")
    return text(f"plan.gate.{kind.value}")


def _spans(ready: Readiness, premises: Premises, day: date) -> dict[GateKind, tuple[date, date]]:
    """The latest period of each gate of the procurement, counted back from the cut-over."""
    contract = day - timedelta(weeks=ready.work_weeks)
    chosen, vote = contract, {}
    if ready.bill_weeks is not None:
        voted = session_before(premises, contract).vote
        chosen = voted - timedelta(weeks=ready.bill_weeks)
        vote = {GateKind.PROPERTY: (chosen, voted)}
    notice = chosen - timedelta(weeks=ready.notice_weeks)
    session = session_before(premises, notice)
    rfi = session.request - timedelta(weeks=rfi_weeks(premises))
    return {
        GateKind.RFI: (rfi, session.request),
        GateKind.BUDGET: (session.request, session.request),
        GateKind.ASSEMBLY: (session.vote, session.vote),
        GateKind.NOTICE: (notice, chosen),
        **vote,
        GateKind.CONTRACT: (contract, contract),
        GateKind.WORK: (contract, day),
    }


def _kept(ready: Readiness, spans: Mapping[GateKind, tuple[date, date]], as_of: date) -> frozenset[GateKind]:
    """Gates whose own planned date is in time: by the latest day to begin, or before the next gate that is in time.

    The second way matters because the latest dates rest on the usual days of the assembly; the body knows its own.
    """
    kept: set[GateKind] = set()
    limit: date | None = None
    for kind in (kind for kind in reversed(CHAIN) if kind in spans):
        planned = ready.planned.get(kind)
        if planned is not None and as_of <= planned <= (limit or spans[kind][0]):
            kept.add(kind)
            limit = planned
        elif planned is not None and kind not in ready.done:
            limit = None
    return frozenset(kept)


def _years_allowed(ready: Readiness) -> bool:
    basis = ready.procurement.multi_year if ready.procurement is not None else None
    return basis in {MultiYearBasis.DEBT_BURDEN, MultiYearBasis.LONG_TERM}


def _gate(ready: Readiness, kind: GateKind, name: Text, span: tuple[date, date], as_of: date, *, kept: bool) -> Gate:
    start, finish = span
    planned = ready.planned.get(kind)
    done = kind in ready.done
    running = kind is GateKind.WORK and GateKind.CONTRACT in ready.done
    late = start < as_of and not (done or kept or running)
    return Gate(
        move=ready.move.id,
        kind=kind,
        name=name,
        start_by=start,
        finish_by=finish,
        done=done,
        planned=planned,
        procurement=ready.procurement.id if ready.procurement and kind in CHAIN else None,
        late=late,
        failed=late and (finish < as_of or (planned is not None and planned > finish)),
        assumed=planned is None and not done,
        standing=_standing(planned, as_of, done=done, kept=kept, late=late),
    )


def _standing(planned: date | None, as_of: date, *, done: bool, kept: bool, late: bool) -> GateStanding:
    """The body's own date is judged, not doubled; without one, a beginning gone by is told."""
    if done:
        return GateStanding.DONE
    if planned is None:
        return GateStanding.PASSED if late else GateStanding.OPEN
    if planned < as_of:
        return GateStanding.PASSED
    return GateStanding.IN_TIME if kept else GateStanding.TO_AGREE
