"""Gates before a cut-over, counted back from it and forward from today (関門と着手期限).

Backwards: contract ← notice ← assembly ← budget request ← RFI, by the method of procurement and the budget year;
beside it privacy assessment, ordinance, external coordination, characters, proofs, notices to residents. Forwards: the
earliest cut-over that the gates still open allow. All lead times are assumptions the body can edit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from readiness.model.contract import Milestone, MilestoneKind, MultiYearBasis, Procurement, ProcurementMethod
from readiness.model.inventory import Inventory
from readiness.model.plan import Gate, GateKind, Move
from readiness.model.standard.budget import Anchor, BudgetEvent, LeadTime
from readiness.model.text import Text, named, text
from readiness.model.unknown import known
from readiness.planning.ground import Ground
from readiness.planning.state import Steps, steps_of

CHAIN = (GateKind.RFI, GateKind.BUDGET, GateKind.ASSEMBLY, GateKind.NOTICE, GateKind.PROPERTY, GateKind.CONTRACT)
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
    GateKind.TRAINING: 36,
    GateKind.ORDINANCE: 39,
}
_WORK_STEPS = range(29, 37)
_RFI = "lead.rfi"
_LEAD_KIND = {
    "lead.pia": GateKind.PRIVACY,
    "lead.ordinance": GateKind.ORDINANCE,
    "lead.print": GateKind.PRINT_PROOF,
    "lead.newsletter": GateKind.RESIDENTS,
    "lead.certificate-stop": GateKind.RESIDENTS,
    "lead.training": GateKind.TRAINING,
}
_CHAIN_LEADS = {_RFI, "lead.rfp", "lead.contract"}
_METHOD_KEY = {
    ProcurementMethod.OPEN_BID: "procurement.open_bid_weeks",
    ProcurementMethod.NOMINATED_BID: "procurement.nominated_bid_weeks",
    ProcurementMethod.PROPOSAL: "procurement.proposal_weeks",
    ProcurementMethod.NEGOTIATED: "procurement.negotiated_weeks",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SideGate:
    """A preparation beside the procurement: `weeks` long, finished `before_weeks` before the cut-over."""

    kind: GateKind
    name: Text
    weeks: int
    before_weeks: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """What is known of the gates of one move. `planned` are the inventory's own dates, `done` the gates passed.

    `bill_weeks`: weeks from the provisional contract to the vote on the purchase; None where it needs no such vote.
    """

    move: Move
    procurement: Procurement | None
    done: frozenset[GateKind]
    planned: Mapping[GateKind, date]
    beside: tuple[SideGate, ...]
    notice_weeks: int
    work_weeks: int
    contract_date: date | None = None
    bill_weeks: int | None = None


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
        beside=tuple(gate for gate in _beside(inventory, ground, move) if gate.kind not in done),
        notice_weeks=ground.whole(_METHOD_KEY[method or ProcurementMethod.PROPOSAL]),
        work_weeks=_work_weeks(move, steps, contract_done=GateKind.CONTRACT in done),
        contract_date=contract.date if contract is not None and contract.done and known(contract.date) else None,
        bill_weeks=ground.whole("procurement.property_bill_weeks") if _voted(inventory, ground, procurement) else None,
    )


def _voted(inventory: Inventory, ground: Ground, procurement: Procurement | None) -> bool:
    """Whether what is bought is dear enough for a vote of the assembly on the purchase itself."""
    amount = procurement.purchase_amount if procurement is not None else None
    if amount is None or not known(amount) or not known(inventory.body.body_class):
        return False
    threshold = ground.budget.property_threshold(inventory.body.body_class)
    return threshold is not None and amount >= threshold.value


def _done(milestones: Mapping[GateKind, Milestone], steps: list[Steps], ground: Ground) -> frozenset[GateKind]:
    """Gates passed; a later gate of the procurement passed means the earlier ones are behind it."""
    done = {kind for kind, milestone in milestones.items() if milestone.done}
    done |= {kind for kind, step in _STEP.items() if steps and all(s.closed(step) for s in steps)}
    threshold = ground.number("planning.rate_contracted")
    if steps and all(s.rate is not None and s.rate >= threshold for s in steps):
        done.add(GateKind.CONTRACT)
    passed = [place for place, kind in enumerate(CHAIN) if kind in done]
    return frozenset(done | set(CHAIN[: max(passed) + 1] if passed else ()))


def _beside(inventory: Inventory, ground: Ground, move: Move) -> Iterable[SideGate]:
    leads: dict[str, LeadTime] = {}
    for area in move.areas:
        leads |= {lead.key: lead for lead in ground.budget.leads(area) if lead.anchor is Anchor.GO_LIVE}
    population = inventory.body.population
    level = ground.budget.pia_level(population) if known(population) else None
    for lead in leads.values():
        if lead.key in _CHAIN_LEADS:
            continue
        kind = _LEAD_KIND.get(lead.key, GateKind.EXTERNAL)
        public = kind is GateKind.PRIVACY and level is not None and level.public_comment
        yield SideGate(
            kind=kind,
            name=named(lead.name, lead.name_en),
            weeks=lead.high if public else lead.weeks,
        )
    undecided = sum(
        charset.gaiji_undecided
        for s in move.systems
        if known((charset := inventory.system_by_id[s].charset).gaiji_undecided)
    )
    if undecided:
        per_week = ground.number("characters.identified_per_day") * 5
        yield SideGate(
            kind=GateKind.CHARACTERS,
            name=text("plan.gate.characters_left", count=undecided),
            weeks=max(1, ceil(undecided / per_week)),
            before_weeks=ground.whole("planning.rehearsal_months") * 52 // 12,
        )


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


@dataclass(frozen=True, slots=True, order=True)
class Session:
    """One vote of the assembly and the budget request that leads to it."""

    vote: date
    request: date


def sessions(ground: Ground, first: int, last: int) -> list[Session]:
    """The sessions between two calendar years, by the usual days of the budget year."""
    events = ground.budget.events
    requests = {event.cycle: event for event in events if event.key.endswith(".request")}
    found = []
    for event in events:
        request = requests.get(event.cycle)
        if not event.key.endswith(".assembly") or request is None:
            continue
        for year in range(first - 1, last + 2):
            found.append(Session(_day(event, year), _day(request, year)))
    return sorted(found)


def _day(event: BudgetEvent, budget_year: int) -> date:
    """The usual day of an event for the budget of a fiscal year."""
    month, day = event.usual
    year = budget_year + event.year_offset
    return date(year if month >= 4 else year + 1, month, day)


def session_before(ground: Ground, day: date) -> Session:
    """The latest vote on or before a day."""
    return max(s for s in sessions(ground, day.year - 1, day.year) if s.vote <= day)


def session_requested_after(ground: Ground, day: date) -> Session:
    """The first vote whose budget request closes on or after a day."""
    return min(s for s in sessions(ground, day.year, day.year + 1) if s.request >= day)


def session_after(ground: Ground, day: date) -> Session:
    """The first vote on or after a day."""
    return min(s for s in sessions(ground, day.year, day.year + 1) if s.vote >= day)


def earliest_cutover(ready: Readiness, ground: Ground, as_of: date) -> date:
    """The first day the gates still open allow, counted forward from `as_of` (the inventory's own dates win)."""
    earliest = _contract_date(ready, ground, as_of) + timedelta(weeks=ready.work_weeks)
    for gate in ready.beside:
        earliest = max(earliest, as_of + timedelta(weeks=gate.weeks + gate.before_weeks))
    return earliest


def _contract_date(ready: Readiness, ground: Ground, as_of: date) -> date:
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
            clock += timedelta(weeks=rfi_weeks(ground))
        elif kind is GateKind.BUDGET:
            clock = session_requested_after(ground, clock).request
        elif kind is GateKind.ASSEMBLY:
            clock = session_after(ground, clock).vote
        elif kind is GateKind.NOTICE and GateKind.CONTRACT not in ready.planned:
            clock += timedelta(weeks=ready.notice_weeks)
        elif kind is GateKind.PROPERTY and ready.bill_weeks is not None:
            clock = session_after(ground, clock + timedelta(weeks=ready.bill_weeks)).vote
    return clock


def rfi_weeks(ground: Ground) -> int:
    """Weeks from the beginning of the RFI to the budget request it serves."""
    return next(lead.weeks for lead in ground.budget.lead_times if lead.key == _RFI)


def gates_of(ready: Readiness, ground: Ground, as_of: date, day: date, *, years: bool) -> tuple[Gate, ...]:
    """All gates of a move for a cut-over on `day`, by latest start. `years` = paid over years."""
    spans = _spans(ready, ground, day)
    kept = _kept(ready, spans, as_of)
    if years and not _years_allowed(ready):
        session = spans[GateKind.BUDGET][0], spans[GateKind.ASSEMBLY][1]
        spans[GateKind.MULTI_YEAR] = session
    found = [
        _gate(ready, kind, text(f"plan.gate.{kind.value}"), span, as_of, kept=kind in kept)
        for kind, span in spans.items()
    ]
    for gate in ready.beside:
        finish = day - timedelta(weeks=gate.before_weeks)
        span = finish - timedelta(weeks=gate.weeks), finish
        found.append(_gate(ready, gate.kind, gate.name, span, as_of, kept=False))
    return tuple(sorted(found, key=lambda gate: (gate.start_by, gate.finish_by)))


def _spans(ready: Readiness, ground: Ground, day: date) -> dict[GateKind, tuple[date, date]]:
    """The latest period of each gate of the procurement, counted back from the cut-over."""
    contract = day - timedelta(weeks=ready.work_weeks)
    chosen, vote = contract, {}
    if ready.bill_weeks is not None:
        voted = session_before(ground, contract).vote
        chosen = voted - timedelta(weeks=ready.bill_weeks)
        vote = {GateKind.PROPERTY: (chosen, voted)}
    notice = chosen - timedelta(weeks=ready.notice_weeks)
    session = session_before(ground, notice)
    rfi = session.request - timedelta(weeks=rfi_weeks(ground))
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
    """Gates whose own planned date is in time: by the latest date, or before the next gate that is itself in time.

    The second way matters because the latest dates rest on the usual days of the assembly; the body knows its own.
    """
    kept: set[GateKind] = set()
    limit: date | None = None
    for kind in (kind for kind in reversed(CHAIN) if kind in spans):
        planned = ready.planned.get(kind)
        if planned is not None and as_of <= planned <= (limit or spans[kind][1]):
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
    )
