"""Dates against each other and against the reference date."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from readiness.model.conformance import Answer
from readiness.model.fields import FieldFacts, walk
from readiness.model.finding import Severity
from readiness.model.record import Record
from readiness.model.ref import Step
from readiness.model.system import STANDARD_ACT, DueKind, SystemKind
from readiness.model.text import text
from readiness.model.unknown import known
from readiness.rules.context import Context, cutover_params
from readiness.rules.grouping import By, Grouping
from readiness.rules.rule import Hit, hit, rule
from readiness.situation.situation import Side
from readiness.situation.spans import days_between


@rule("DT101", "contract.order", Severity.ERROR)
def contract_order(context: Context) -> Iterator[Hit]:
    """A contract that ends before it starts.

    Start and end as written.
    """
    for contract in context.inventory.contracts:
        if known(contract.start) and known(contract.end) and contract.end < contract.start:
            yield hit(contract, "end", related=(contract.ref.child("start"),), start=contract.start, end=contract.end)


@rule("DT102", "system.due-date", Severity.WARNING)
def system_due_date(context: Context) -> Iterator[Hit]:
    """A due date that is near or past while the system has not moved.

    Only a date somebody wrote down; 対象外 has none.
    """
    for system in context.inventory.systems:
        day = system.due_date
        stand = context.stands[system.id]
        open_ = stand.side is not Side.MOVED and not stand.unstated
        if not known(day) or not open_ or system.due is DueKind.NOT_APPLICABLE:
            continue
        if context.near(day):
            passed = day < context.as_of
            yield hit(
                system,
                "due_date",
                variant="passed" if passed else "message",
                severity=Severity.ERROR if passed else None,
                due=day,
                days=context.days_to(day),
            )


@rule("DT103", "system.live-date", Severity.ERROR)
def system_live_date(context: Context) -> Iterator[Hit]:
    """Migrated or not, and the day it went live, contradict each other.

    A live date to come on a migrated system, or one long past on a system that has not moved.
    """
    for system in context.inventory.systems:
        day = context.stands[system.id].went_live
        if not known(day):
            continue
        if system.migrated is True and day > context.as_of:
            yield hit(system, "live_date", related=(system.ref.child("migrated"),), live=day, as_of=context.as_of)
        elif system.migrated is False and day <= context.as_of:
            yield hit(system, "live_date", related=(system.ref.child("migrated"),), variant="not_moved", live=day)
        elif context.stands[system.id].side is Side.UNDECIDED and not known(system.migrated) and day <= context.as_of:
            yield hit(system, "live_date", variant="unstated", severity=Severity.QUESTION, live=day)


@rule("DT104", "system.delivery-date", Severity.ERROR)
def system_delivery_date(context: Context) -> Iterator[Hit]:
    """The standard package is delivered after the planned cut-over.

    Cut-over from the adopted plan, else from the record.
    """
    for system in context.moving:
        cutover = context.cutovers.get(system.id)
        if cutover and system.delivery_date and system.delivery_date > cutover.date:
            yield hit(
                system,
                "delivery_date",
                related=(system.ref.child("planned_date"),),
                delivery=system.delivery_date,
                **cutover_params(cutover),
            )


@rule("DT105", "transition.delivery", Severity.ERROR)
def transition_delivery(context: Context) -> Iterator[Hit]:
    """経過措置 ends before the function is delivered.

    The measure and the vendor's claim are matched by the function they name.
    """
    later = {
        (claim.system, claim.requirement): claim
        for claim in context.inventory.claims
        if claim.answer is Answer.FITS_LATER and known(claim.delivery)
    }
    for system in context.inventory.systems:
        for measure in system.transitional_measures:
            claim = later.get((system.id, measure.function))
            if claim and known(claim.delivery) and known(measure.until) and claim.delivery > measure.until:
                yield hit(
                    system,
                    ref=measure.ref.child("until"),
                    related=(claim.ref.child("delivery"),),
                    discriminator=measure.function,
                    function=measure.function,
                    until=measure.until,
                    delivery=claim.delivery,
                )


@rule("DT106", "system.planned-date", Severity.WARNING)
def system_planned_date(context: Context) -> Iterator[Hit]:
    """A planned cut-over that has passed without a move.

    Systems told as not migrated although the day is past.
    """
    for system in context.inventory.systems:
        day = context.stands[system.id].planned
        if day and day < context.as_of:
            yield hit(system, "planned_date", planned=day, days=context.days_to(day))


@rule("DT107", "system.planned-after-due", Severity.WARNING)
def system_planned_after_due(context: Context) -> Iterator[Hit]:
    """The planned cut-over lies after the due date.

    The granted month counts up to its last day.
    """
    for system in context.moving:
        cutover = context.cutovers.get(system.id)
        if cutover and known(system.due_date) and cutover.date > system.due_date:
            yield hit(
                system,
                "planned_date",
                related=(system.ref.child("due_date"),),
                due=system.due_date,
                **cutover_params(cutover),
            )


@rule("DT108", "system.platform-eol", Severity.WARNING, group=Grouping("platform.ends", By.PLATFORM, due="end"))
def system_platform_eol(context: Context) -> Iterator[Hit]:
    """The platform's support ends before the system leaves it.

    Past while still running on it, or before the planned cut-over; near where no cut-over is planned.
    """
    for system in context.moving:
        end = system.platform_eol
        if not known(end):
            continue
        cutover = context.cutovers.get(system.id)
        if end < context.as_of:
            yield hit(system, "platform_eol", variant="passed", severity=Severity.ERROR, end=end)
        elif cutover and days_between(end, cutover.date):
            related = (system.ref.child("planned_date"),)
            yield hit(system, "platform_eol", related=related, end=end, **cutover_params(cutover))
        elif cutover is None and context.near(end):
            yield hit(system, "platform_eol", variant="near", end=end, days=context.days_to(end))


@rule("DT109", "date.happened-to-come", Severity.WARNING)
def date_happened_to_come(context: Context) -> Iterator[Hit]:
    """A day on which something is told to have happened, after the reference date.

    Trial extractions and quotes to come: a plan written as a fact, or a wrong year.
    """
    for system in context.inventory.systems:
        day = system.extraction_tested
        if known(day) and day > context.as_of:
            yield hit(system, "extraction_tested", day=day, as_of=context.as_of)
    for quote in context.inventory.quotes:
        day = quote.quoted_on
        if known(day) and day > context.as_of:
            yield hit(quote, "quoted_on", variant="quote", day=day, as_of=context.as_of)


_CENTURY = 100


_REIWA = 2018  # 令和1年 is 2019


_YEARS = frozenset({"budget_year"})  # whole numbers that are years: 令和8年度 is written 2026, not 8


@rule("DT110", "date.year", Severity.ERROR)
def date_year(context: Context) -> Iterator[Hit]:
    """A year that cannot be meant: a Japanese era or two digits read as another century.

    Every date of every record and its parts; the year of 令和 or a century later is proposed where it would do.
    """
    oldest = context.standard.assumptions.whole("rules.oldest_year")
    farthest = context.standard.assumptions.whole("rules.farthest_year")
    for record in context.inventory.records():
        for path, stated in _years(record):
            year = stated.year if isinstance(stated, date) else stated
            if oldest <= year <= farthest:
                continue
            meant = (year + _REIWA if year < _CENTURY else year + _CENTURY, year - _CENTURY)
            near = next((y for y in meant if oldest <= y <= farthest), 0)
            yield hit(
                record,
                *path,
                discriminator=".".join(map(str, path)),
                variant="century" if near else "message",
                field=text(f"field.{path[-1] if isinstance(path[-1], str) else path[-2]}"),
                stated=stated,
                near=near,
                oldest=oldest,
                farthest=farthest,
            )


def _years(record: Record) -> Iterator[tuple[tuple[Step, ...], date | int]]:
    """Every date and year of a record and its parts, with the way to it."""
    for step in walk(record, _dated):
        if isinstance(step.value, date | int):
            yield step.path, step.value


def _dated(fact: FieldFacts) -> bool:
    return fact.kind == "date" or fact.key in _YEARS


_STANDARD = (SystemKind.STANDARD, SystemKind.COMMON)


@rule("DT111", "system.moved-against-dates", Severity.WARNING)
def system_moved_against_dates(context: Context) -> Iterator[Hit]:
    """A system told as migrated that still has a cut-over ahead, or that went live before there was a standard.

    A planned day to come, or the day the old system went live; a year that cannot be is another rule's.
    """
    oldest = context.standard.assumptions.whole("rules.oldest_year")
    for system in context.inventory.systems:
        if system.migrated is not True:
            continue
        related = (system.ref.child("migrated"),)
        if system.planned_date and system.planned_date > context.as_of:
            yield hit(system, "planned_date", related=related, planned=system.planned_date)
        live = system.live_date
        if system.kind in _STANDARD and known(live) and live < STANDARD_ACT and live.year >= oldest:
            yield hit(system, "live_date", related=related, variant="old", severity=Severity.QUESTION, live=live)


@rule("DT112", "record.later-than-inventory", Severity.WARNING)
def record_later_than_inventory(context: Context) -> Iterator[Hit]:
    """A record told as of a day after the inventory itself.

    Against the later of the body's own date and the reference date: a look back makes nobody's record wrong.

    Steps are told as of a month.
    """
    body = context.inventory.body
    latest = max(filter(None, (body.as_of, context.as_of)))
    for record in context.inventory.records():
        if record is not body and record.as_of and record.as_of > latest:
            yield hit(record, "as_of", related=(body.ref.child("as_of"),), stated=record.as_of, latest=latest)
    for progress in context.inventory.progress:
        if progress.as_of and progress.as_of > latest.isoformat()[: len(progress.as_of)]:
            yield Hit(
                subject=progress.subject,
                ref=progress.ref.child("as_of"),
                related=(body.ref.child("as_of"),),
                variant="progress",
                params=(
                    ("target", context.area_names([progress.target])[0]),
                    ("stated", progress.as_of),
                    ("latest", latest),
                ),
            )
