"""Rehearsals and the decision to go live (リハーサル・移行判定)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from readiness.delivery.going import Going, assess_going, differing
from readiness.model.finding import Severity
from readiness.model.going_live import GoResult, RehearsalResult
from readiness.model.record import SystemId
from readiness.model.unknown import known
from readiness.rules.context import Context
from readiness.rules.rule import Hit, hit, rule
from readiness.situation.rehearsals import retest_days


@rule("RH101", "rehearsal.after-cutover", Severity.ERROR)
def rehearsal_after_cutover(context: Context) -> Iterator[Hit]:
    """A rehearsal on or after the day its systems cut over.

    The day people set, or the day the system went live.
    """
    for rehearsal in context.inventory.rehearsals:
        days = _days(context, rehearsal.systems)
        if known(rehearsal.on) and days and rehearsal.on >= min(days):
            yield hit(rehearsal, "on", on=rehearsal.on, cutover=min(days))


@rule("RH102", "rehearsal.failed", Severity.ERROR)
def rehearsal_failed(context: Context) -> Iterator[Hit]:
    """A rehearsal failed and the cut-over stands before it is held again, or nobody has set that day.

    Only the last rehearsal of a system counts.
    """
    stated: set[str] = set()
    for system, (rehearsal, retest) in retest_days(context.inventory, context.as_of).items():
        if rehearsal.id in stated:
            continue
        cutover = context.cutovers.get(system)
        if retest is None:
            stated.add(rehearsal.id)
            yield hit(rehearsal, "result", variant="open", severity=Severity.QUESTION)
        elif cutover is not None and cutover.date <= retest:
            stated.add(rehearsal.id)
            names = context.system_names((system,))
            yield hit(rehearsal, "retest_on", cutover=cutover.date, retest=retest, systems=names)


@rule("RH103", "rehearsal.counts", Severity.ERROR)
def rehearsal_counts(context: Context) -> Iterator[Hit]:
    """Numbers that differ, or grave defects left, in a rehearsal that is said to have passed.

    条件付合格 may have either.
    """
    for rehearsal in context.inventory.rehearsals:
        if rehearsal.result is not RehearsalResult.PASSED:
            continue
        if wrong := differing(rehearsal.counts):
            yield hit(rehearsal, "result", items=tuple(count.item for count in wrong))
        elif rehearsal.defects and known(rehearsal.defects.open_high) and rehearsal.defects.open_high:
            yield hit(rehearsal, "result", variant="defects", count=rehearsal.defects.open_high)


@rule("RH104", "go.against-criteria", Severity.ERROR)
def go_against_criteria(context: Context) -> Iterator[Hit]:
    """Going live was decided although a criterion that forbids it is not met or has no result.

    Counts, links, grave defects, the way back, contract and budget.
    """
    for going in _goings(context):
        if going.against and going.decision is not None:
            numbers = tuple(str(number) for number in going.forbidden)
            yield hit(going.decision, "decision", numbers=numbers)


@rule("RH105", "go.condition", Severity.ERROR)
def go_condition(context: Context) -> Iterator[Hit]:
    """A condition without a day or without anybody who sees to it, or a conditional decision without a condition.

    条件付実施 binds somebody until a day.
    """
    for decision in context.inventory.go_decisions:
        if decision.decision is GoResult.CONDITIONAL and not decision.conditions:
            yield hit(decision, "decision", variant="none")
        for index, condition in enumerate(decision.conditions):
            if condition.until is None or condition.owner is None:
                yield hit(
                    decision, "conditions", index, discriminator=condition.what, variant="message", what=condition.what
                )


@rule("RH106", "go.meeting", Severity.WARNING)
def go_meeting(context: Context) -> Iterator[Hit]:
    """A cut-over is near and the decision to go live has neither a day nor a result.

    Only for systems of which a rehearsal or a decision is recorded; the time before the cut-over is an assumption.
    """
    weeks = context.standard.assumptions.whole("golive.meeting_weeks")
    for going in _goings(context):
        record = going.decision or (going.rehearsals[-1] if going.rehearsals else None)
        if going.cutover is None or record is None or going.cutover < context.as_of:
            continue
        meeting = going.cutover - timedelta(weeks=weeks)
        decided = going.decision and (known(going.decision.decision) and going.decision.decision is not None)
        dated = going.decision and known(going.decision.meeting) and going.decision.meeting is not None
        if not decided and not dated and context.near(meeting):
            yield hit(record, discriminator="meeting", cutover=going.cutover, meeting=meeting)


def _goings(context: Context) -> tuple[Going, ...]:
    cutovers = {system: found.date for system, found in context.cutovers.items()}
    return assess_going(context.inventory, cutovers, context.as_of)


def _days(context: Context, systems: tuple[SystemId, ...]) -> list[date]:
    """When these systems cut over or have gone live."""
    found = []
    for system in systems:
        stand = context.stands.get(system)
        if stand is None:
            continue
        if stand.cutover is not None:
            found.append(stand.cutover.date)
        elif known(stand.went_live):
            found.append(stand.went_live)
    return found


@rule("RH107", "going.order", Severity.ERROR)
def going_order(context: Context) -> Iterator[Hit]:
    """A rehearsal held again before it was held, or a decision after the day it is about.

    The day to hold again, the decision, and the other date against rehearsal and cut-over.
    """
    for rehearsal in context.inventory.rehearsals:
        if rehearsal.retest_on is not None and known(rehearsal.on) and rehearsal.retest_on <= rehearsal.on:
            yield hit(rehearsal, "retest_on", on=rehearsal.on, retest=rehearsal.retest_on)
    for decision in context.inventory.go_decisions:
        days = _days(context, decision.systems)
        if not days:
            continue
        if decision.decided_on is not None and decision.decided_on >= min(days):
            yield hit(decision, "decided_on", variant="late", on=decision.decided_on, cutover=min(days))
        if decision.fallback_date is not None and decision.fallback_date <= min(days):
            yield hit(decision, "fallback_date", variant="fallback", on=decision.fallback_date, cutover=min(days))
