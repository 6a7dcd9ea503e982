"""What has to be done by when, by whom and why: dates of inventory, register and plan in one list (着手事項)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from readiness.delivery.effect import open_measurements
from readiness.model.contract import Contract, ContractKind
from readiness.model.dates import months_before
from readiness.model.finding import Subject
from readiness.model.plan import GateKind
from readiness.model.record import SystemId, VendorId, Word
from readiness.model.ref import Ref
from readiness.model.system import DueKind
from readiness.model.text import Text, text
from readiness.model.unknown import Unknown, known
from readiness.planning.gate_facts import GATE_OF
from readiness.situation.contracts import ended
from readiness.situation.leaving import leaving
from readiness.situation.rehearsals import retest_days
from readiness.situation.situation import Side, Situation, Situations


class Horizon(Word):
    """How near the date of an action is (時期)."""

    OVERDUE = "overdue", "期限を経過したもの"
    DAYS_30 = "days_30", "30日以内"
    DAYS_90 = "days_90", "31日から90日以内"
    LATER = "later", "91日以降"
    UNDATED = "undated", "期日の定めがないもの"


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One thing to do. `who` are divisions and vendors; `internal` = it rests on facts that stay inside the body.

    `gate` is the gate of a plan that a milestone of a procurement is.
    """

    kind: str
    due: date | None
    what: Text
    why: Text
    subject: Subject
    who: tuple[Subject, ...] = ()
    internal: bool = False
    gate: GateKind | None = None
    refs: tuple[Ref, ...] = field(default=(), compare=False)

    def horizon(self, as_of: date) -> Horizon:
        """Which part of the list it belongs to."""
        if self.due is None:
            return Horizon.UNDATED
        if self.due < as_of:
            return Horizon.OVERDUE
        if self.due <= as_of + timedelta(days=30):
            return Horizon.DAYS_30
        return Horizon.DAYS_90 if self.due <= as_of + timedelta(days=90) else Horizon.LATER


REACH = timedelta(days=90)
# A notice date that passed matters as long as the contract still runs, but not years ahead of its end.
CONTRACT_REACH = timedelta(days=365)


def dated_actions(stands: Situations) -> tuple[Action, ...]:
    """Everything the inventory itself puts a date on, within 90 days or past and still open, by date."""
    found = (
        *_contracts(stands),
        *_systems(stands),
        *_procurements(stands),
        *_links(stands),
        *_quotes(stands),
        *_leaving(stands),
        *_measurements(stands),
        *_retests(stands),
    )
    return in_order(found)


def in_order(actions: Iterable[Action]) -> tuple[Action, ...]:
    """By date, the undated last; stable within a day."""
    return tuple(sorted(actions, key=lambda action: (action.due is None, action.due or date.max, action.kind)))


def owners(stands: Situations, systems: Iterable[SystemId]) -> tuple[Subject, ...]:
    """Owner divisions of some systems, each once, in the order of the inventory."""
    listed = sorted({id_ for id_ in systems if id_ in stands}, key=stands.position.__getitem__)
    found = dict.fromkeys(stands[id_].owner for id_ in listed)
    return tuple(Subject("division", division) for division in found if division is not None)


def _with_vendor(who: tuple[Subject, ...], vendor: VendorId | Unknown) -> tuple[Subject, ...]:
    return who if isinstance(vendor, Unknown) else (*who, Subject("vendor", vendor))


def _contracts(stands: Situations) -> Iterator[Action]:
    as_of = stands.as_of
    for contract in stands.inventory.contracts:
        if isinstance(contract.end, Unknown):
            continue
        who = _with_vendor(owners(stands, contract.systems), contract.vendor)
        subject = Subject("contract", contract.id)
        if ended(contract, as_of):
            yield _action("contract_over", contract.end, contract, subject, who, end=contract.end)
            continue
        if isinstance(contract.notice_months, Unknown):
            continue
        notice = months_before(contract.end, contract.notice_months)
        if as_of <= notice <= as_of + REACH:
            yield _action("notice", notice, contract, subject, who, end=contract.end)
        elif notice < as_of and contract.end <= as_of + CONTRACT_REACH:
            yield _action("notice_over", notice, contract, subject, who, end=contract.end)
        if contract.end <= as_of + REACH:
            yield _action("contract_end", contract.end, contract, subject, who, end=contract.end)


def _action(
    kind: str, due: date | None, contract: Contract, subject: Subject, who: tuple[Subject, ...], **params: date
) -> Action:
    joint = contract.kind is ContractKind.JOINT_USE  # rules and shares, no contract
    return Action(
        kind=kind,
        due=due,
        what=text(f"action.{kind}.joint.what" if joint else f"action.{kind}.what", name=contract.label),
        why=text(f"action.{kind}.joint.why" if joint else f"action.{kind}.why", due=due, **params),
        subject=subject,
        who=who,
        refs=(contract.ref.child("end"),),
    )


def _systems(stands: Situations) -> Iterator[Action]:
    as_of = stands.as_of
    for stand in stands.values():
        system = stand.system
        yield from _deadline(stands, stand)
        who = _with_vendor(owners(stands, (system.id,)), system.vendor)
        subject = Subject("system", system.id)
        for measure in system.transitional_measures:
            if known(measure.until) and measure.until <= as_of + REACH:
                kind = "measure_over" if measure.until < as_of else "measure_end"
                yield Action(
                    kind=kind,
                    due=measure.until,
                    what=text(f"action.{kind}.what", name=system.label, function=measure.function),
                    why=text(f"action.{kind}.why", due=measure.until),
                    subject=subject,
                    who=who,
                    refs=(measure.ref,),
                )
        if known(system.platform_eol) and system.platform_eol <= as_of + REACH and stand.side is not Side.MOVED:
            yield Action(
                kind="platform",
                due=system.platform_eol,
                what=text("action.platform.what", name=system.label),
                why=text("action.platform.why", due=system.platform_eol, platform=system.platform),
                subject=subject,
                who=who,
                internal=True,
                refs=(system.ref.child("platform_eol"),),
            )


def _deadline(stands: Situations, stand: Situation) -> Iterator[Action]:
    system, as_of = stand.system, stands.as_of
    if stand.side is Side.MOVED:
        return
    who = owners(stands, (system.id,))
    subject = Subject("system", system.id)
    if known(system.due_date) and system.due is DueKind.EXTENDED and system.due_date <= as_of + REACH:
        kind = "due_over" if system.due_date < as_of else "due"
        yield Action(
            kind=kind,
            due=system.due_date,
            what=text(f"action.{kind}.what", name=system.label),
            why=text(f"action.{kind}.why", due=system.due_date),
            subject=subject,
            who=who,
            refs=(system.ref.child("due_date"),),
        )
    elif system.due is DueKind.LAPSED:
        yield Action(
            kind="lapsed",
            due=None,
            what=text("action.lapsed.what", name=system.label),
            why=text("action.lapsed.why"),
            subject=subject,
            who=who,
            refs=(system.ref.child("due"),),
        )


def _procurements(stands: Situations) -> Iterator[Action]:
    as_of = stands.as_of
    for procurement in stands.inventory.procurements:
        for milestone in procurement.milestones:
            if milestone.done or isinstance(milestone.date, Unknown) or milestone.date > as_of + REACH:
                continue
            kind = "milestone_over" if milestone.date < as_of else "milestone"
            yield Action(
                kind=kind,
                due=milestone.date,
                what=text(f"action.{kind}.what", name=procurement.label, gate=_word(milestone.kind)),
                why=text(f"action.{kind}.why", due=milestone.date),
                subject=Subject("procurement", procurement.id),
                who=owners(stands, procurement.systems),
                gate=GATE_OF[milestone.kind],
                refs=(milestone.ref,),
            )


def _word(member: Word) -> Text:
    return text(f"word.{type(member).__name__}.{member.value}")


def _links(stands: Situations) -> Iterator[Action]:
    as_of = stands.as_of
    for interface in stands.inventory.interfaces:
        if interface.temporary and interface.remove_by is not None and interface.remove_by <= as_of + REACH:
            yield Action(
                kind="remove_link",
                due=interface.remove_by,
                what=text("action.remove_link.what", data=interface.data or interface.label),
                why=text("action.remove_link.why", due=interface.remove_by),
                subject=Subject("interface", interface.id),
                who=owners(stands, (interface.from_, interface.to)),
                refs=(interface.ref.child("remove_by"),),
            )


def _quotes(stands: Situations) -> Iterator[Action]:
    as_of = stands.as_of
    for quote in stands.inventory.quotes:
        if known(quote.valid_until) and as_of - REACH <= quote.valid_until <= as_of + REACH:
            kind = "quote_over" if quote.valid_until < as_of else "quote"
            yield Action(
                kind=kind,
                due=quote.valid_until,
                what=text(f"action.{kind}.what", name=quote.label),
                why=text(f"action.{kind}.why", due=quote.valid_until),
                subject=Subject("quote", quote.id),
                who=_with_vendor((), quote.vendor),
                refs=(quote.ref.child("valid_until"),),
            )


def _leaving(stands: Situations) -> Iterator[Action]:
    """Every party that goes, however far away its day: the last day is asked for, or what follows is settled."""
    for party in leaving(stands):
        kind = "withdrawal" if known(party.end) else "withdrawal_notice"
        yield Action(
            kind=kind,
            due=party.end if known(party.end) else None,
            what=text(f"action.{kind}.what", name=party.label),
            why=text(f"action.{kind}.why", due=party.end, notice=party.notice, systems=len(party.systems)),
            subject=Subject(party.kind, party.id),
            who=(*owners(stands, party.systems), *((Subject("vendor", party.id),) if party.kind == "vendor" else ())),
            refs=(party.ref,),
        )


def _measurements(stands: Situations) -> Iterator[Action]:
    """Indicators to be measured again 1, 6 and 12 months after the real cut-over (効果の測定)."""
    for indicator, months, due in open_measurements(stands):
        if due <= stands.as_of + REACH:
            kind = "measure_again_over" if due < stands.as_of else "measure_again"
            division = indicator.division if isinstance(indicator.division, str) else None
            yield Action(
                kind=kind,
                due=due,
                what=text(f"action.{kind}.what", name=indicator.label, months=months),
                why=text(f"action.{kind}.why", due=due),
                subject=Subject("indicator", indicator.id),
                who=(Subject("division", division),) if division else owners(stands, indicator.systems),
                refs=(indicator.ref.child("results"),),
            )


def _retests(stands: Situations) -> Iterator[Action]:
    """Failed rehearsals to be held again (再確認)."""
    failed = {one.id: (one, day) for one, day in retest_days(stands.inventory, stands.as_of).values()}
    for rehearsal, day in failed.values():
        if day is None or day <= stands.as_of + REACH:
            kind = "retest_open" if day is None else "retest"
            yield Action(
                kind=kind,
                due=day,
                what=text(f"action.{kind}.what", name=rehearsal.label),
                why=text(f"action.{kind}.why", due=day),
                subject=Subject("rehearsal", rehearsal.id),
                who=owners(stands, rehearsal.systems),
                refs=(rehearsal.ref.child("result"),),
            )
