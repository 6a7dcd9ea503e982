"""The three axes of a system's state: conformance, date, hosting."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.model.ref import Ref
from readiness.model.system import Conformance, DueKind, Hosting, System, SystemKind
from readiness.model.text import text
from readiness.model.unknown import known
from readiness.rules.context import Context
from readiness.rules.rule import Hit, hit, rule
from readiness.situation.situation import Side


@rule("ST101", "transition.without-end", Severity.WARNING)
def transition_without_end(context: Context) -> Iterator[Hit]:
    """A function under 経過措置 without an end.

    Each measure by the function it names; the characters of areas whose transition has no end are left out.
    """
    for system in context.inventory.systems:
        for measure in system.transitional_measures:
            if not known(measure.until) and not context.standard.characters.endless(system, measure):
                yield hit(
                    system, ref=measure.ref.child("until"), discriminator=measure.function, function=measure.function
                )


@rule("ST102", "transition.not-filed", Severity.WARNING)
def transition_not_filed(context: Context) -> Iterator[Hit]:
    """A function under 経過措置 that has not been filed.

    Only where somebody says so; an unknown filing is asked in the gap register.
    """
    for system in context.inventory.systems:
        for measure in system.transitional_measures:
            if measure.filed is False:
                yield hit(
                    system, ref=measure.ref.child("filed"), discriminator=measure.function, function=measure.function
                )


@rule("ST103", "system.conformance-against-measures", Severity.WARNING)
def system_conformance_against_measures(context: Context) -> Iterator[Hit]:
    """Conformance and 経過措置 contradict each other.

    準拠 with a measure still running, or 経過措置あり without naming any.
    """
    for system in context.inventory.systems:
        running = [m for m in system.transitional_measures if not known(m.until) or m.until >= context.as_of]
        if system.conformance is Conformance.CONFORMANT and running:
            functions = tuple(measure.function for measure in running)
            yield hit(system, "conformance", related=(running[0].ref,), functions=functions, count=len(running))
        elif system.conformance is Conformance.TRANSITIONAL and not system.transitional_measures:
            yield hit(system, "conformance", variant="none")


@rule("ST104", "system.separate-date-without-month", Severity.WARNING)
def system_separate_date_without_month(context: Context) -> Iterator[Hit]:
    """A separate lawful date without its month.

    省令等で別に定める期限 of systems that have not moved.
    """
    for system in context.moving:
        if system.due is DueKind.EXTENDED and not known(system.due_date):
            yield hit(system, "due")


@rule("ST105", "system.lapsed", Severity.WARNING)
def system_lapsed(context: Context) -> Iterator[Hit]:
    """期限経過・指定なし: told so in the inventory; no rate of progress is looked at.

    A thing to confirm, never an accusation.
    """
    for system in context.moving:
        if system.due is DueKind.LAPSED:
            yield hit(system, "due")


@rule("ST106", "system.separate-date-but-moved", Severity.NOTE)
def system_separate_date_but_moved(context: Context) -> Iterator[Hit]:
    """Under a separate lawful date although it has moved.

    The published list and the inventory may be of different days.
    """
    for system in context.inventory.systems:
        if system.due is DueKind.EXTENDED and context.stands[system.id].side is Side.MOVED:
            yield hit(system, "due", related=(system.ref.child("migrated"),))


@rule("ST107", "system.hosting", Severity.WARNING)
def system_hosting(context: Context) -> Iterator[Hit]:
    """Hosting and cloud provider contradict each other.

    A cloud provider for a system on premises.
    """
    for system in context.inventory.systems:
        if system.hosting is Hosting.ON_PREMISES and known(system.csp):
            yield hit(system, "csp", related=(system.ref.child("hosting"),), csp=system.csp)


_OUTSIDE = (SystemKind.LOCAL, SystemKind.PERIPHERAL)


@rule("ST108", "system.outside-standard-with-state", Severity.NOTE)
def system_outside_standard_with_state(context: Context) -> Iterator[Hit]:
    """A system outside the standard that carries a state or a unit of the standard.

    独自施策 and 周辺 have no conformance and no date of the standard; they follow the systems they are joined to.
    """
    for system in context.inventory.systems:
        if system.kind not in _OUTSIDE:
            continue
        if known(system.conformance):
            yield hit(system, "conformance", related=(system.ref.child("kind"),))
        elif system.due in (DueKind.PRINCIPAL, DueKind.EXTENDED, DueKind.LAPSED):
            yield hit(system, "due", related=(system.ref.child("kind"),))
        elif system.units:
            yield hit(system, "units", related=(system.ref.child("kind"),), variant="units", units=system.units)


_REASONS = range(1, 5)


@rule("ST109", "system.reason", Severity.ERROR)
def system_reason(context: Context) -> Iterator[Hit]:
    """The reason for a separate date is one of four.

    事由1 to 事由4.
    """
    for system in context.inventory.systems:
        if known(system.due_reason) and system.due_reason not in _REASONS:
            yield hit(system, "due_reason", reason=system.due_reason)


@rule("ST110", "transition.past", Severity.ERROR)
def transition_past(context: Context) -> Iterator[Hit]:
    """A function whose 経過措置 has ended.

    Past its end and still in the list.
    """
    for system in context.inventory.systems:
        for measure in system.transitional_measures:
            if known(measure.until) and measure.until < context.as_of:
                yield hit(
                    system,
                    ref=measure.ref.child("until"),
                    discriminator=measure.function,
                    function=measure.function,
                    until=measure.until,
                )


@rule("ST111", "system.principal-date-passed", Severity.WARNING)
def system_principal_date_passed(context: Context) -> Iterator[Hit]:
    """Under the principal date, which has passed, and not migrated.

    Systems under the standard whose date is 本則, after the target date of the basic policy.
    """
    principal = context.standard.assumptions.day("rules.principal_date")
    if context.as_of <= principal:
        return
    for system in context.inventory.systems:
        open_ = context.stands[system.id].migrated is False
        if open_ and system.due is DueKind.PRINCIPAL and system.kind is SystemKind.STANDARD:
            yield hit(system, "due", related=(system.ref.child("migrated"),), principal=principal)


@rule("ST112", "system.due-date-without-extension", Severity.WARNING)
def system_due_date_without_extension(context: Context) -> Iterator[Hit]:
    """A date of the extended period on a system that is not in it.

    The month is of the extended period alone; 本則 has one date for all, 対象外 has none.
    """
    for system in context.inventory.systems:
        due = system.due
        if known(due) and due is not DueKind.EXTENDED and known(system.due_date):
            yield hit(system, "due_date", related=(system.ref.child("due"),), due=due.ja, day=system.due_date)


@rule("ST113", "system.side", Severity.WARNING)
def system_side(context: Context) -> Iterator[Hit]:
    """The other side of the move told for the wrong side: 移行前 before the move, 移行後 after it.

    Before the move the record itself is the old side, after it the record is the new one.
    """
    for system in context.inventory.systems:
        related = (system.ref.child("migrated"),)
        migrated = context.stands[system.id].migrated
        if system.before is not None and migrated is False:
            yield hit(system, "before", related=related)
        if system.after is not None and migrated is True:
            yield hit(system, "after", related=related, variant="after")


_MOVES = ("planned_date", "move_after", "move_with", "after")  # a 移行単位 alone is a name for a group


@rule("ST114", "system.stays-but-moves", Severity.WARNING)
def system_stays_but_moves(context: Context) -> Iterator[Hit]:
    """A system that stays, with a move prepared for it or waited for by others.

    移行しない or 対象外 against what the record itself, or the `move_after` of another, says.
    """
    staying = {id_: stand for id_, stand in context.stands.items() if stand.intention is False}
    for system in context.inventory.systems:
        if system.id in staying:
            stated = [key for key in _MOVES if getattr(system, key)]
            if stated and staying[system.id].side is not Side.MOVED:
                yield hit(
                    system,
                    stated[0],
                    related=(_why(system),),
                    fields=tuple(text(f"field.{key}") for key in stated),
                )
            continue
        for index, other in enumerate(system.move_after):
            if other in staying and staying[other].side is not Side.MOVED:
                yield hit(
                    system,
                    "move_after",
                    index,
                    related=(_why(staying[other].system),),
                    discriminator=other,
                    variant="waits",
                    other=staying[other].system.label,
                )


def _why(system: System) -> Ref:
    return system.ref.child("moves" if system.moves is False else "due")


@rule("ST115", "system.moved-against-conformance", Severity.QUESTION)
def system_moved_against_conformance(context: Context) -> Iterator[Hit]:
    """移行済み and 準拠状況 that do not go together.

    Migrated and not conformant, or conformant and not migrated; to be confirmed.
    """
    for system in context.inventory.systems:
        if system.kind not in (SystemKind.STANDARD, SystemKind.COMMON):
            continue
        related = (system.ref.child("migrated"),)
        migrated = context.stands[system.id].migrated
        if migrated is True and system.conformance is Conformance.NON_CONFORMANT:
            yield hit(system, "conformance", related=related)
        elif migrated is False and system.conformance is Conformance.CONFORMANT:
            yield hit(system, "conformance", related=related, variant="not_moved")
