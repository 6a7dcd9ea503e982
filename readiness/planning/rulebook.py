"""Which conditions a set of dates breaks, by name (満たせない条件)."""

from __future__ import annotations

from datetime import date

from readiness.model.plan import BrokenRule, Move, RuleKind
from readiness.model.plan.moves import Dates
from readiness.model.record import VendorId
from readiness.model.text import Text, text
from readiness.planning.frame import Frame
from readiness.planning.gates import gates_of


def broken_by_move(frame: Frame, move: Move, day: date | None) -> tuple[BrokenRule, ...]:
    """The conditions of one move alone that a date breaks; None = never moved."""
    due = frame.dues[move.id]
    if day is None:
        missed = text("plan.rule.never", move=move.title, due=due.words) if due else None
        return () if missed is None else (_rule(move, RuleKind.DUE, missed),)
    if day < frame.as_of:
        passed = text("plan.rule.passed", move=move.title, date=day, as_of=frame.as_of)
        return (_rule(move, RuleKind.NOT_A_DATE, passed),)
    found: list[BrokenRule] = []
    if due is not None and day > due.latest:
        open_gates = gates_of(frame.ready[move.id], frame.premises, frame.as_of, due.latest, years=False)
        start = min((gate.start_by for gate in open_gates if not gate.done), default=None)
        found.append(_rule(move, RuleKind.DUE, text("plan.rule.due", move=move.title, date=day, due=due.words), start))
    earliest = frame.earliest[move.id]
    if day < earliest:
        late = earliest - day
        key = "plan.rule.gate_entered" if earliest == frame.entered.get(move.id) else "plan.rule.gate"
        message = text(key, move=move.title, date=day, earliest=earliest)
        found.append(_rule(move, RuleKind.GATE, message, frame.as_of - late))
    delivery = frame.delivery[move.id]
    if delivery is not None and day < delivery:
        found.append(_rule(move, RuleKind.DELIVERY, text("plan.rule.delivery", move=move.title, delivery=delivery)))
    retest = frame.retest.get(move.id)
    if retest is not None and day <= retest:
        found.append(_rule(move, RuleKind.REHEARSAL, text("plan.rule.rehearsal", move=move.title, retest=retest)))
    for period in frame.forbidden(move.id, day):
        message = text("plan.rule.window", move=move.title, date=day, window=period.name, basis=period.basis)
        found.append(_rule(move, RuleKind.WINDOW, message))
    pin = frame.pins.get(move.id)
    if pin is not None and day != pin:
        found.append(_rule(move, RuleKind.PIN, text("plan.rule.pin", move=move.title, pin=pin)))
    if day not in frame.allowed and day != pin:
        key = "plan.rule.beyond" if day > frame.horizon else "plan.rule.not_a_date"
        message = text(key, move=move.title, date=day, horizon=frame.horizon)
        found.append(_rule(move, RuleKind.NOT_A_DATE, message))
    return tuple(found)


def _rule(move: Move, kind: RuleKind, message: Text, latest_start: date | None = None) -> BrokenRule:
    return BrokenRule(kind=kind, subject=move.id, message=message, move=move.id, latest_start=latest_start)


def broken_together(frame: Frame, dates: Dates) -> tuple[BrokenRule, ...]:
    """The conditions between moves that a plan breaks: order and limits."""
    found: list[BrokenRule] = []
    for before, after in frame.order:
        first, second = dates.get(before), dates.get(after)
        if second is not None and (first is None or first > second):
            titles = {"before": frame.move_by_id[before].title, "after": frame.move_by_id[after].title}
            key = "plan.rule.order_leaving" if (before, after) in frame.leaving_first else "plan.rule.order"
            found.append(BrokenRule(kind=RuleKind.ORDER, subject=after, message=text(key, **titles)))
    found += _oversize(frame, dates)
    for cap in frame.caps:
        if cap.broken(dates):
            message = text(
                f"plan.rule.cap.{cap.kind}",
                subject=limit_label(frame, cap.kind, cap.subject),
                date=cap.first(dates),
                used=cap.used(dates),
                capacity=cap.capacity,
            )
            found.append(BrokenRule(kind=RuleKind.CAP, subject=cap.subject or cap.kind, message=message))
    return tuple(found)


def _oversize(frame: Frame, dates: Dates) -> list[BrokenRule]:
    """Moves that are bigger than a limit somebody has told: no date can hold them. Each once, whatever the date."""
    caps = {(cap.name, move): cap for cap in frame.caps for move in cap.impossible if dates.get(move) is not None}
    return [
        BrokenRule(
            kind=RuleKind.CAP,
            subject=cap.subject or cap.kind,
            move=move,
            message=text(
                f"plan.rule.oversize.{cap.kind}",
                move=frame.move_by_id[move].title,
                subject=limit_label(frame, cap.kind, cap.subject),
                size=cap.size(move),
                capacity=cap.limit,
            ),
        )
        for (_, move), cap in caps.items()
    ]


def broken_rules(frame: Frame, dates: Dates) -> tuple[BrokenRule, ...]:
    """Everything a plan breaks, move by move, then between moves."""
    alone = (rule for move in frame.moves for rule in broken_by_move(frame, move, dates.get(move.id)))
    return (*alone, *broken_together(frame, dates))


def limit_label(frame: Frame, kind: str, subject: str) -> str:
    """The name of whom a limit is about; empty for limits of the whole body."""
    if kind == "division":
        division = frame.inventory.division_by_id.get(subject)
        return division.label if division is not None else subject
    if kind == "vendor":
        group = frame.inventory.group_by_id.get(subject) or frame.inventory.vendor_by_id.get(VendorId(subject))
        return group.label if group is not None else subject
    return subject
