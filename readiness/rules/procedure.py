"""The 40 steps of the national procedure. What bodies report is their own account: everything here is 要確認."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from math import isclose

from readiness.model.finding import Severity, Subject
from readiness.model.progress import STEPS, Progress, ProgressScope, StepStatus
from readiness.model.standard.procedure import Step
from readiness.model.system import DueKind, SystemKind
from readiness.model.text import Param, Text, named, text
from readiness.model.unknown import UNKNOWN
from readiness.rules.context import Context
from readiness.rules.grouping import Grouping
from readiness.rules.rule import Hit, rule
from readiness.situation.situation import Side
from readiness.situation.steps import AreaSteps

_CLOSED = (StepStatus.DONE, StepStatus.NOT_APPLICABLE)


@rule("PR101", "steps.order", Severity.NOTE, group=Grouping("records"))
def steps_order(context: Context) -> Iterator[Hit]:
    """A step closed before one that is usually closed earlier.

    Only where both are known; 対象外 counts as closed and is never complained of. Once for the same open steps.
    """
    procedure = context.standard.procedure
    for area in context.steps:
        place, stated = area.ref, dict(area.steps)
        if place is None:
            continue
        early: dict[tuple[int, ...], list[Step]] = {}
        for step in procedure.steps:
            behind = tuple(n for n in step.usually_after if n in stated and stated[n] not in _CLOSED)
            if stated.get(step.number) is StepStatus.DONE and behind:
                early.setdefault(behind, []).append(step)
        for behind, steps in early.items():
            yield Hit(
                subject=Subject("area", area.area),
                ref=place.child("steps", str(steps[0].number)),
                related=tuple(place.child("steps", str(number)) for number in behind),
                discriminator=str(steps[0].number),
                params=(
                    ("area", context.area_names([area.area])[0]),
                    ("steps", tuple(named(step.label, step.label_en) for step in steps)),
                    (
                        "open",
                        tuple(
                            named(step.label, step.label_en) for step in map(procedure.by_number.get, behind) if step
                        ),
                    ),
                ),
            )


_START = 40


@rule("PR102", "steps.against-systems", Severity.NOTE, group=Grouping("records"))
def steps_against_systems(context: Context) -> Iterator[Hit]:
    """The steps say the area runs, its systems say it has not moved, or the reverse.

    ⑱-1 運用開始 or a published 100 % while every system of the area is told as not migrated, and the reverse.
    """
    inventory = context.inventory
    for area in context.steps:
        if area.ref is None:
            continue
        own = [s for s in inventory.systems if area.area in s.areas and s.kind is SystemKind.STANDARD]
        moved = {context.stands[s.id].migrated for s in own}
        started = dict(area.steps).get(_START)
        runs = started is StepStatus.DONE or (not area.steps and area.rate == 1)
        variant = ""
        if runs and moved == {False}:
            variant = "message"
        elif moved == {True} and started in (StepStatus.NOT_STARTED, StepStatus.IN_PROGRESS):
            variant = "reverse"
        if variant:
            yield Hit(
                subject=Subject("area", area.area),
                ref=area.ref,
                variant=variant,
                params=(("area", context.area_names([area.area])[0]),),
            )


_CHOSEN, _CONTRACT = 27, 28


@rule("PR103", "steps.chosen-without-contract", Severity.NOTE, group=Grouping("records"))
def steps_chosen_without_contract(context: Context) -> Iterator[Hit]:
    """A vendor has been chosen, and the contract talks have not begun.

    Between steps 27 and 28 the published figures fall most.
    """
    for area in context.steps:
        stated = dict(area.steps)
        if stated.get(_CHOSEN) is StepStatus.DONE and stated.get(_CONTRACT) is StepStatus.NOT_STARTED and area.ref:
            yield Hit(
                subject=Subject("area", area.area),
                ref=area.ref.child("steps", str(_CONTRACT)),
                params=(("area", context.area_names([area.area])[0]),),
            )


@rule("PR104", "steps.low-without-date", Severity.QUESTION)
def steps_low_without_date(context: Context) -> Iterator[Hit]:
    """進捗率が低く該当見込みに記載のないもの(要確認).

    Areas with few steps closed, none of whose systems has moved, has a separate date or is 対象外.
    """
    low = context.standard.assumptions.whole("rules.low_progress_steps")
    for area in context.steps:
        if area.rate is None or area.ref is None or round(area.rate * STEPS) >= low:
            continue
        own = [s for s in context.inventory.systems if area.area in s.areas and s.kind is SystemKind.STANDARD]
        settled = (DueKind.EXTENDED, DueKind.NOT_APPLICABLE, DueKind.LAPSED)
        moved = any(context.stands[system.id].side is Side.MOVED for system in own)
        if own and not moved and not any(system.due in settled for system in own):
            yield Hit(
                subject=Subject("area", area.area),
                ref=area.ref,
                related=tuple(system.ref.child("due") for system in own),
                params=(
                    ("area", context.area_names([area.area])[0]),
                    ("closed", round(area.rate * STEPS)),
                    ("low", low),
                ),
            )


@rule("PR105", "progress.rate", Severity.WARNING)
def progress_rate(context: Context) -> Iterator[Hit]:
    """A rate of progress that the national tool cannot have given.

    Rates are closed steps out of 40: a multiple of 2.5 %, between nothing and all.
    """
    for progress in context.inventory.progress:
        rate = progress.rate
        if rate is None:
            continue
        outside = not 0 <= rate <= 1
        if outside or not isclose(rate * STEPS, round(rate * STEPS), abs_tol=0.02):
            yield Hit(
                subject=progress.subject,
                ref=progress.ref.child("rate"),
                variant="outside" if outside else "message",
                severity=Severity.ERROR if outside else None,
                params=(("target", context.area_names([progress.target])[0]), ("rate", rate)),
            )


@rule("PR106", "progress.stated-twice", Severity.QUESTION)
def progress_stated_twice(context: Context) -> Iterator[Hit]:
    """Two rows of one scope that give different words for a step, or different rates.

    The later `as_of` is believed, whatever the order of the rows; of two equally late ones the less advanced.
    """
    rows: dict[Subject, list[Progress]] = {}
    for progress in context.inventory.progress:
        rows.setdefault(progress.subject, []).append(progress)
    for subject, stated in rows.items():
        words: dict[int, set[StepStatus]] = {}
        for number, status in (step for row in stated for step in row.steps):
            words.setdefault(number, set()).add(status)
        steps = tuple(sorted(number for number, found in words.items() if len(found) > 1))
        rates = {row.rate for row in stated if row.rate is not None}
        if steps or len(rates) > 1:
            ordered = sorted(stated, key=lambda row: row.as_of or "", reverse=True)
            yield Hit(
                subject=subject,
                ref=ordered[0].ref,
                related=tuple(row.ref for row in ordered[1:]),
                variant="message" if steps else "rates",
                params=(
                    ("target", context.area_names([subject.id])[0]),
                    ("rows", tuple(_row(row) for row in ordered)),
                    ("first", steps[0] if steps else 0),
                    ("last", steps[-1] if steps else 0),
                    ("count", len(steps)),
                ),
            )


def _row(progress: Progress) -> Text:
    """Of when a row is, and who says so."""
    return text("common.row", month=progress.as_of or UNKNOWN, source=progress.source or UNKNOWN)


_MONTHS = "rules.published_stale_months"


@rule("PR108", "steps.open-after-principal", Severity.QUESTION)
def steps_open_after_principal(context: Context) -> Iterator[Hit]:
    """Areas still open after the principal date and under no separate one, on figures older than three months.

    One question per body: what stands in the record may be what was published, long out of date.
    """
    principal = context.standard.assumptions.day("rules.principal_date")
    months = context.standard.assumptions.whole(_MONTHS)
    if context.as_of <= principal:
        return
    found: list[tuple[AreaSteps, str]] = []
    for area in context.steps:
        stated = max((entry.as_of for entry in _of_area(context, area) if entry.as_of), default=None)
        if stated is not None and _months_old(stated, context.as_of) > months and _open_without_date(context, area):
            found.append((area, stated))
    yield from _once(
        context,
        [area for area, _ in found],
        principal=principal,
        months=months,
        month=min((stated for _, stated in found), default=""),
    )


@rule("PR107", "steps.all-zero", Severity.QUESTION)
def steps_all_zero(context: Context) -> Iterator[Hit]:
    """Areas none of whose 40 steps has begun: that nothing was entered is likelier than that nothing was done.

    One question per body, over a bare rate of 0 and over 40 steps told as 未.
    """
    zero = [
        area
        for area in context.steps
        if area.ref is not None
        and (
            area.rate == 0
            if not area.steps
            else len(area.steps) == STEPS and {status for _, status in area.steps} == {StepStatus.NOT_STARTED}
        )
    ]
    yield from _once(context, zero)


def _of_area(context: Context, area: AreaSteps) -> list[Progress]:
    return [
        entry for entry in context.inventory.progress if entry.scope is ProgressScope.AREA and entry.target == area.area
    ]


def _months_old(stated: str, as_of: date) -> int:
    """Whole months from the month a figure is of (YYYY-MM…) to the reference date; 0 where it is no month."""
    year, _, rest = stated.partition("-")
    if not (year.isdecimal() and len(year) == 4 and rest[:2].isdecimal()):
        return 0
    return (as_of.year - int(year)) * 12 + as_of.month - int(rest[:2])


def _open_without_date(context: Context, area: AreaSteps) -> bool:
    if area.rate is None or area.rate >= 1 or area.ref is None:
        return False
    own = [s for s in context.inventory.systems if area.area in s.areas and s.kind is SystemKind.STANDARD]
    settled = (DueKind.EXTENDED, DueKind.NOT_APPLICABLE)
    moved = all(context.stands[system.id].side is Side.MOVED for system in own)
    return bool(own) and not moved and not any(system.due in settled for system in own)


def _once(context: Context, areas: Sequence[AreaSteps], **params: Param) -> Iterator[Hit]:
    """One hit for the body, at the first of the areas."""
    refs = [area.ref for area in areas if area.ref is not None]
    if refs:
        names = context.area_names([area.area for area in areas])
        yield Hit(
            subject=Subject("body", context.inventory.body.id),
            ref=refs[0],
            related=tuple(refs[1:]),
            params=tuple(sorted({"areas": names, "count": len(areas), **params}.items())),
        )
