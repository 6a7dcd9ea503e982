"""What is known of the gates of one move: procurements, steps of the national procedure, lead times (関門の現況)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from math import ceil

from readiness.model.contract import Milestone, MilestoneKind, Procurement, ProcurementMethod
from readiness.model.inventory import Inventory
from readiness.model.plan import GateKind, Move
from readiness.model.record import Maybe
from readiness.model.standard.budget import Anchor, LeadTime
from readiness.model.text import Text, named, text
from readiness.model.unknown import UNKNOWN, known
from readiness.planning.premises import Premises
from readiness.situation.situation import Situations
from readiness.situation.steps import Steps

CHAIN = (GateKind.RFI, GateKind.BUDGET, GateKind.ASSEMBLY, GateKind.NOTICE, GateKind.PROPERTY, GateKind.CONTRACT)
GATE_OF = {
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

    `begun`: when work began under a contract that is signed, where no step tells how much of it is left.
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
    begun: date | None = None
    bill_weeks: int | None = None


def readiness_of(stands: Situations, premises: Premises, move: Move) -> Readiness:
    """Read the gates of one move from procurements, steps and the systems themselves."""
    inventory = stands.inventory
    bought = tuple(p for p in inventory.procurements if set(p.systems) & set(move.systems))
    steps = [stands[s].steps for s in move.systems]
    milestones: dict[GateKind, list[Milestone]] = {}
    for milestone in (m for p in bought for m in p.milestones):
        milestones.setdefault(GATE_OF[milestone.kind], []).append(milestone)
    done = _done(milestones, steps, premises)
    contracted = [m.date for m in milestones.get(GateKind.CONTRACT, ()) if m.done and known(m.date)]
    signed = max(contracted, default=None) if GateKind.CONTRACT in done else None
    return Readiness(
        move=move,
        procurement=_last_to_sign(bought),
        done=done,
        planned={
            kind: max(days)
            for kind, stated in milestones.items()
            if kind not in done and (days := [m.date for m in stated if known(m.date) and not m.done])
        },
        beside=tuple(gate for gate in _beside(inventory, premises, move) if gate.kind not in done),
        notice_weeks=max((_notice_weeks(premises, p.method) for p in bought), default=_notice_weeks(premises, UNKNOWN)),
        work_weeks=_work_weeks(move, steps, contract_done=GateKind.CONTRACT in done),
        contract_date=signed,
        begun=signed if not any(_work_counted(s) for s in steps) else None,
        bill_weeks=premises.whole("procurement.property_bill_weeks")
        if any(_voted(inventory, premises, p) for p in bought)
        else None,
    )


def _notice_weeks(premises: Premises, method: Maybe[ProcurementMethod]) -> int:
    return premises.whole(_METHOD_KEY[method if known(method) else ProcurementMethod.PROPOSAL])


def _last_to_sign(bought: Iterable[Procurement]) -> Procurement | None:
    """Of several procurements the one whose contract comes last speaks for the move, whatever their order."""

    def signed(procurement: Procurement) -> tuple[date, str]:
        days = [m.date for m in procurement.milestones if m.kind is MilestoneKind.CONTRACT and known(m.date)]
        return max(days, default=date.max), procurement.id

    return max(bought, key=signed, default=None)


def _voted(inventory: Inventory, premises: Premises, procurement: Procurement) -> bool:
    """Whether what is bought is dear enough for a vote of the assembly on the purchase itself."""
    amount = procurement.purchase_amount
    if amount is None or not known(amount) or not known(inventory.body.body_class):
        return False
    threshold = premises.budget.property_threshold(inventory.body.body_class)
    return threshold is not None and amount >= threshold.value


def _done(
    milestones: Mapping[GateKind, list[Milestone]], steps: list[Steps], premises: Premises
) -> frozenset[GateKind]:
    """Gates passed; a later gate of the procurement passed means the earlier ones are behind it."""
    done = {kind for kind, stated in milestones.items() if all(milestone.done for milestone in stated)}
    done |= {kind for kind, step in _STEP.items() if steps and all(s.closed(step) for s in steps)}
    threshold = premises.number("planning.rate_contracted")
    if steps and all(s.rate is not None and s.rate >= threshold for s in steps):
        done.add(GateKind.CONTRACT)
    passed = [place for place, kind in enumerate(CHAIN) if kind in done]
    return frozenset(done | set(CHAIN[: max(passed) + 1] if passed else ()))


def _beside(inventory: Inventory, premises: Premises, move: Move) -> Iterable[SideGate]:
    leads: dict[str, LeadTime] = {}
    for area in move.areas:
        leads |= {lead.key: lead for lead in premises.budget.leads(area) if lead.anchor is Anchor.GO_LIVE}
    population = inventory.body.population
    level = premises.budget.pia_level(population) if known(population) else None
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
        per_week = premises.number("characters.identified_per_day") * 5
        yield SideGate(
            kind=GateKind.CHARACTERS,
            name=text("plan.gate.characters_left", count=undecided),
            weeks=max(1, ceil(undecided / per_week)),
            before_weeks=premises.whole("planning.rehearsal_months") * 52 // 12,
        )


def _work_weeks(move: Move, steps: list[Steps], *, contract_done: bool) -> int:
    """Weeks of migration work still to do: less than the whole where steps 29-36 are already closed."""
    if not contract_done or not steps:
        return move.duration_weeks
    open_share = max(_open_share(s) for s in steps)
    return max(1, round(move.duration_weeks * open_share))


def _work_counted(steps: Steps) -> bool:
    return steps.rate is not None or any(step in steps.status for step in _WORK_STEPS)


def _open_share(steps: Steps) -> float:
    if steps.status:
        return sum(not steps.closed(step) for step in _WORK_STEPS) / len(_WORK_STEPS)
    if steps.rate is not None:  # the last 12 of 40 steps are migration work
        return min(1.0, (1 - steps.rate) * 40 / 12)
    return 1.0


def rfi_weeks(premises: Premises) -> int:
    """Weeks from the beginning of the RFI to the budget request it serves."""
    return next(lead.weeks for lead in premises.budget.lead_times if lead.key == _RFI)
