"""Whom to ring this month, and about what (今月の連絡先): each reason by itself, no score over them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from readiness.analysis.status import AreaState
from readiness.model.dates import months_between
from readiness.model.finding import Severity
from readiness.model.text import Text, text
from readiness.portfolio.combine import Portfolio
from readiness.portfolio.row import BodyRow

if TYPE_CHECKING:
    from readiness.portfolio.joint import Joint

# In this order: what may break a legal date first, then what one date or vendor cannot carry, then what nobody knows.
REASONS = (
    "late",
    "lapsed",
    "never",
    "no-slot",
    "slot-late",
    "other-day",
    "withdrawal",
    "crowded",
    "limit-undated",
    "undated",
    "state-unknown",
    "errors",
    "old",
    "duplicate",
)
_SOON_DAYS = 548  # a year and a half: what a procurement and its budget year need at the least (assumption)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a body should be rung: one of `REASONS`, the areas it concerns, and the sentence (`portfolio.reason.*`).

    `weight`: how much of it there is (areas, months, moves); more goes first among bodies of one reason.
    """

    kind: str
    message: Text
    areas: tuple[str, ...] = ()
    weight: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A body (place in `Portfolio.bodies`) and its reasons in the order of `REASONS`."""

    body: int
    reasons: tuple[Reason, ...]


def calls(portfolio: Portfolio, joint: Joint | None = None) -> tuple[Call, ...]:
    """Bodies with at least one reason: by their first reason, how much of it there is, how many reasons they have, then
    in the order given. `joint`: what their joint plan adds.
    """
    more = {} if joint is None else _in_joint(joint)
    ids = Counter(row.id for row in portfolio.bodies)
    newest = max((row.dated for row in portfolio.bodies if row.dated), default=None)
    found = []
    for at, row in enumerate(portfolio.bodies):
        reasons = (*_own(row, newest), *_with_others(row, portfolio), *more.get(row.id, ()))
        if ids[row.id] > 1:
            reasons = (*reasons, Reason(kind="duplicate", message=text("portfolio.reason.duplicate", id=row.id)))
        if reasons:
            ordered = tuple(sorted(reasons, key=lambda reason: REASONS.index(reason.kind)))
            found.append(Call(body=at, reasons=ordered))
    return tuple(sorted(found, key=_order))


def _order(call: Call) -> tuple[int, int, int, int]:
    first = call.reasons[0]
    return REASONS.index(first.kind), -first.weight, -len(call.reasons), call.body


def _in_joint(joint: Joint) -> dict[str, list[Reason]]:
    """Per body the moves of the joint plan that no capacity lets be in time, that get no month, or that come late, and
    those that are not on the day the body stands by.
    """
    found: dict[str, Counter[str]] = {}
    months: Counter[str] = Counter()
    for at, share in enumerate(joint.shares):
        for number, (move, month) in enumerate(zip(share.moves, joint.plan.columns[at], strict=True)):
            in_time = joint.open_months(at, number, in_time=True)
            for place in move.places:
                late = joint.months_late(place, month)
                kind = "no-slot" if month == joint.problem.horizon else "slot-late" if late else ""
                if late and not in_time:
                    kind = "never"
                if place.held and not joint.stands(place, at, number):
                    found.setdefault(place.body, Counter())["other-day"] += 1
                if kind:
                    found.setdefault(place.body, Counter())[kind] += 1
                    months[place.body] += late if kind == "slot-late" else 0
    return {
        body: [
            Reason(
                kind=kind,
                message=text(f"portfolio.reason.{kind}", count=count, months=months[body]),
                weight=months[body] if kind == "slot-late" else count,
            )
            for kind, count in kinds.items()
        ]
        for body, kinds in found.items()
    }


def _own(row: BodyRow, newest: date | None) -> Iterator[Reason]:
    open_areas = [area for area in row.areas if area.waiting]
    named: set[str] = set()
    picks = {
        "late": [area.area for area in open_areas if area.late],
        "lapsed": [area.area for area in open_areas if area.lapsed],
        "limit-undated": [
            area.area
            for area in open_areas
            if area.until and area.undated and (area.until - row.as_of).days <= _SOON_DAYS
        ],
        "undated": [area.area for area in open_areas if area.undated],
        "state-unknown": [area.area for area in row.areas if area.state is AreaState.UNKNOWN],
    }
    for kind, picked in picks.items():
        areas = [area for area in picked if kind != "undated" or area not in named]
        named.update(areas)
        if areas:
            message = text(f"portfolio.reason.{kind}", count=len(areas))
            yield Reason(kind=kind, message=message, areas=tuple(areas), weight=len(areas))
    errors = sum(count for severity, count in row.findings if severity in (Severity.FATAL, Severity.ERROR))
    if errors:
        yield Reason(kind="errors", message=text("portfolio.reason.errors", count=errors), weight=errors)
    if row.dated and newest and months_between(row.dated, newest) >= 1:
        months = months_between(row.dated, newest)
        yield Reason(kind="old", message=text("portfolio.reason.old", day=row.dated, months=months), weight=months)


def _with_others(row: BodyRow, portfolio: Portfolio) -> Iterator[Reason]:
    for load in portfolio.vendors:
        if (load.service_end or load.withdrawal_notice) and row.id in load.pending_in:
            words = "withdrawal" if load.service_end else "withdrawal-notice"
            day = load.service_end or load.withdrawal_notice
            yield Reason(kind="withdrawal", message=text(f"portfolio.reason.{words}", vendor=load.name, day=day))
        days = tuple(
            text("portfolio.reason.crowded-day", day=shared.day, count=len(shared.bodies))
            for shared in load.shared
            if shared.over and row.id in shared.bodies
        )
        if days:
            message = text("portfolio.reason.crowded", vendor=load.name, capacity=load.capacity, days=days)
            yield Reason(kind="crowded", message=message)
