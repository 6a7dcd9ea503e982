"""Gates before a cut-over, counted back from it and forward from today (関門と着手期限).

Backwards: contract ← notice ← assembly ← budget request ← RFI, by the method of procurement and the sessions of the
assembly; beside it privacy assessment, ordinance, external coordination, characters, proofs, notices to residents.
Forwards: the earliest cut-over that the gates still open allow. All lead times are assumptions the body can edit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from readiness.model.contract import Milestone, MilestoneKind, MultiYearBasis, Procurement, ProcurementMethod
from readiness.model.inventory import Inventory
from readiness.model.plan import Gate, GateKind, Move
from readiness.model.text import text
from readiness.model.unknown import known
from readiness.planning.ground import Ground
from readiness.planning.state import Steps, steps_of

CHAIN = (GateKind.RFI, GateKind.BUDGET, GateKind.ASSEMBLY, GateKind.NOTICE, GateKind.CONTRACT)
_MILESTONE = {
    MilestoneKind.RFI: GateKind.RFI,
    MilestoneKind.BUDGET_REQUEST: GateKind.BUDGET,
    MilestoneKind.ASSEMBLY: GateKind.ASSEMBLY,
    MilestoneKind.NOTICE: GateKind.NOTICE,
    MilestoneKind.CONTRACT: GateKind.CONTRACT,
}
# The step of the national procedure that closes a gate.
_STEP = {
    GateKind.RFI: 18,
    GateKind.BUDGET: 22,
    GateKind.NOTICE: 27,
    GateKind.CONTRACT: 28,
    GateKind.PRIVACY: 30,
    GateKind.CHARACTERS: 32,
    GateKind.ORDINANCE: 39,
}
_WORK_STEPS = range(29, 37)
_SIDE_GATES = (
    GateKind.PRIVACY,
    GateKind.ORDINANCE,
    GateKind.EXTERNAL,
    GateKind.CHARACTERS,
    GateKind.PRINT_PROOF,
    GateKind.RESIDENTS,
)
_METHOD_KEY = {
    ProcurementMethod.OPEN_BID: "procurement.open_bid_weeks",
    ProcurementMethod.NOMINATED_BID: "procurement.nominated_bid_weeks",
    ProcurementMethod.PROPOSAL: "procurement.rfp_weeks",
    ProcurementMethod.NEGOTIATED: "procurement.negotiated_weeks",
}
_SESSION_MONTHS = ("03", "06", "09", "12")


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """What is known of the gates of one move. `planned` are the inventory's own dates, `done` the gates passed."""

    move: Move
    procurement: Procurement | None
    done: frozenset[GateKind]
    planned: Mapping[GateKind, date]
    needed: tuple[GateKind, ...]
    notice_weeks: int
    work_weeks: int
    contract_date: date | None = None


def readiness_of(inventory: Inventory, ground: Ground, move: Move) -> Readiness:
    """Read the gates of one move from procurements, steps and the systems themselves."""
    procurement = next((p for p in inventory.procurements if set(p.systems) & set(move.systems)), None)
    steps = [steps_of(inventory, inventory.system_by_id[s]) for s in move.systems]
    milestones = {_MILESTONE[m.kind]: m for m in (procurement.milestones if procurement else ())}
    done = _done(milestones, steps, ground)
    contract = milestones.get(GateKind.CONTRACT)
    method = procurement.method if procurement is not None and known(procurement.method) else None
    return Readiness(
        move=move,
        procurement=procurement,
        done=done,
        planned={kind: m.date for kind, m in milestones.items() if known(m.date) and kind not in done},
        needed=_needed(inventory, move, done),
        notice_weeks=ground.whole(_METHOD_KEY[method or ProcurementMethod.PROPOSAL]),
        work_weeks=_work_weeks(move, steps, contract_done=GateKind.CONTRACT in done),
        contract_date=contract.date if contract is not None and contract.done and known(contract.date) else None,
    )


def _done(milestones: Mapping[GateKind, Milestone], steps: list[Steps], ground: Ground) -> frozenset[GateKind]:
    done = {kind for kind, milestone in milestones.items() if milestone.done}
    done |= {kind for kind, step in _STEP.items() if steps and all(s.closed(step) for s in steps)}
    threshold = ground.number("planning.rate_contracted")
    if steps and all(s.rate is not None and s.rate >= threshold for s in steps):
        done.add(GateKind.CONTRACT)
    passed = [place for place, kind in enumerate(CHAIN) if kind in done]
    return frozenset(done | set(CHAIN[: max(passed) + 1] if passed else ()))


def _needed(inventory: Inventory, move: Move, done: frozenset[GateKind]) -> tuple[GateKind, ...]:
    systems = [inventory.system_by_id[s] for s in move.systems]
    external = {interface.from_ for interface in inventory.interfaces if interface.to in inventory.external_by_id}
    external |= {interface.to for interface in inventory.interfaces if interface.from_ in inventory.external_by_id}
    prints = any(known(form.print_vendor) for form in inventory.forms if form.system in move.systems)
    standard = any(system.areas for system in systems)
    undecided = any(known(s.charset.gaiji_undecided) and s.charset.gaiji_undecided > 0 for s in systems)
    wanted = {
        GateKind.PRIVACY: standard,
        GateKind.ORDINANCE: standard,
        GateKind.EXTERNAL: not external.isdisjoint(move.systems),
        GateKind.CHARACTERS: undecided,
        GateKind.PRINT_PROOF: prints,
        GateKind.RESIDENTS: standard,
    }
    return tuple(kind for kind in _SIDE_GATES if wanted[kind] and kind not in done)


def _work_weeks(move: Move, steps: list[Steps], *, contract_done: bool) -> int:
    """Weeks of migration work still to do: less than the whole where steps 29-36 are already closed."""
    if not contract_done or not steps:
        return move.duration_weeks
    open_share = max(_open_share(s) for s in steps)
    return max(1, round(move.duration_weeks * open_share))


def _open_share(steps: Steps) -> float:
    if steps.status:
        return sum(not steps.closed(step) for step in _WORK_STEPS) / len(_WORK_STEPS)
    if steps.rate is not None:  # the last 12 of 40 steps are migration work
        return min(1.0, (1 - steps.rate) * 40 / 12)
    return 1.0


def session_before(ground: Ground, day: date) -> date:
    """The last day of the latest assembly session that ends on or before a day."""
    return max(s for s in _sessions(ground, day.year - 1, day.year) if s <= day)


def session_after(ground: Ground, day: date) -> date:
    """The last day of the first assembly session that ends on or after a day."""
    return min(s for s in _sessions(ground, day.year, day.year + 1) if s >= day)


def _sessions(ground: Ground, first: int, last: int) -> list[date]:
    days = {month: ground.whole(f"assembly.end_day_{month}") for month in _SESSION_MONTHS}
    return [date(year, int(month), day) for year in range(first, last + 1) for month, day in days.items()]


def earliest_cutover(ready: Readiness, ground: Ground, as_of: date) -> date:
    """The first day the gates still open allow, counted forward from `as_of` (the inventory's own dates win)."""
    clock = _contract_date(ready, ground, as_of)
    earliest = clock + timedelta(weeks=ready.work_weeks)
    for kind in ready.needed:
        earliest = max(earliest, _after_gate(kind, ground, as_of))
    return earliest


def _contract_date(ready: Readiness, ground: Ground, as_of: date) -> date:
    """When the contract is or can be made."""
    if GateKind.CONTRACT in ready.done:
        return max(as_of, ready.contract_date) if ready.contract_date else as_of
    clock = as_of
    for kind in CHAIN:
        if kind in ready.done:
            continue
        planned = ready.planned.get(kind)
        if planned is not None and planned >= as_of:
            clock = max(clock, planned)
        elif kind is GateKind.ASSEMBLY:
            clock = session_after(ground, clock)
        else:
            clock += timedelta(weeks=_weeks(kind, ready, ground))
    return clock


def _after_gate(kind: GateKind, ground: Ground, as_of: date) -> date:
    if kind is GateKind.ORDINANCE:
        session = session_after(ground, as_of + timedelta(weeks=ground.whole("gate.ordinance_weeks")))
        return session + timedelta(weeks=ground.whole("gate.ordinance_notice_weeks"))
    return as_of + timedelta(weeks=ground.whole(f"gate.{kind.value}_weeks"))


def _weeks(kind: GateKind, ready: Readiness, ground: Ground) -> int:
    return ready.notice_weeks if kind is GateKind.NOTICE else ground.whole(f"procurement.{kind.value}_weeks")


def gates_of(ready: Readiness, ground: Ground, as_of: date, day: date, *, years: bool) -> tuple[Gate, ...]:
    """All gates of a move for a cut-over on `day`, latest periods first counted back. `years` = paid over years."""
    work_start = day - timedelta(weeks=ready.work_weeks)
    found = [_gate(ready, GateKind.WORK, work_start, day, as_of, done=False)]
    finish = work_start
    for kind in reversed(CHAIN):
        if kind is GateKind.ASSEMBLY:
            finish = session_before(ground, finish)
            start = finish - timedelta(days=ground.whole("assembly.length_days"))
        else:
            start = finish - timedelta(weeks=_weeks(kind, ready, ground))
        found.append(_gate(ready, kind, start, finish, as_of, done=kind in ready.done))
        if kind is GateKind.ASSEMBLY and years:
            found.append(_multi_year(ready, start, finish, as_of))
        finish = start
    for kind in ready.needed:
        if kind is GateKind.ORDINANCE:
            notice = timedelta(weeks=ground.whole("gate.ordinance_notice_weeks"))
            end = session_before(ground, day - notice)
        else:
            end = day
        weeks = timedelta(weeks=ground.whole(f"gate.{kind.value}_weeks"))
        found.append(_gate(ready, kind, end - weeks, end, as_of, done=False))
    return tuple(sorted(found, key=lambda gate: (gate.start_by, gate.finish_by)))


def _gate(ready: Readiness, kind: GateKind, start: date, finish: date, as_of: date, *, done: bool) -> Gate:
    planned = ready.planned.get(kind)
    kept = planned is not None and planned <= finish
    late = not done and not kept and start < as_of
    return Gate(
        move=ready.move.id,
        kind=kind,
        start_by=start,
        finish_by=finish,
        done=done,
        planned=planned,
        procurement=ready.procurement.id if ready.procurement and kind in CHAIN else None,
        late=late,
        failed=late and (finish < as_of or (planned is not None and planned > finish)),
        assumed=planned is None and not done,
        message=text("plan.gate.row", gate=text(f"plan.gate.{kind.value}"), move=ready.move.title, start=start),
    )


def _multi_year(ready: Readiness, start: date, finish: date, as_of: date) -> Gate:
    basis = ready.procurement.multi_year if ready.procurement is not None else None
    done = basis in {MultiYearBasis.DEBT_BURDEN, MultiYearBasis.LONG_TERM}
    gate = _gate(ready, GateKind.MULTI_YEAR, start, finish, as_of, done=done)
    if basis is not MultiYearBasis.NONE:
        return gate
    return Gate(
        move=gate.move,
        kind=gate.kind,
        start_by=start,
        finish_by=finish,
        procurement=gate.procurement,
        failed=True,
        late=gate.late,
        assumed=False,
        message=text("plan.gate.single_year_only", move=ready.move.title, finish=finish),
    )
