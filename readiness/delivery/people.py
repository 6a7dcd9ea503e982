"""Who carries the migration (体制): deputies, shares of time, terms that end while moves are in flight, training.

Sums are over roles and divisions; nothing is ever inferred about a person (papers.md, form (g)).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from readiness.model.people import TeamRole, Training
from readiness.model.record import Maybe, SystemId
from readiness.model.unknown import UNKNOWN, known
from readiness.situation.situation import Situations

SPRING = 4  # officials change posts on 1 April


@dataclass(frozen=True, slots=True, kw_only=True)
class DivisionLoad:
    """What one division gives and what falls on it. `share` in per cent of one person, over roles whose share is known.

    `cutovers`: (day, systems) still to come that the division decides about, in order.
    """

    division: str | None
    roles: int
    share: Maybe[float]
    unknown_shares: int
    no_deputy: int
    cutovers: tuple[tuple[date, int], ...] = ()


def without_deputy(role: TeamRole) -> bool:
    """Whether a holder is named and nobody can stand in (代替者なし). Vendors' own people are theirs to replace."""
    return known(role.person) and not known(role.deputy) and not role.external


def ends_in_flight(role: TeamRole, cutovers: Iterable[date], as_of: date) -> date | None:
    """The first cut-over after the role's term ends, where it ends while moves are to come (4月異動)."""
    if role.until is None or role.until < as_of:
        return None
    return min((day for day in cutovers if day > role.until), default=None)


def days_before(training: Training, cutovers: Mapping[SystemId, date]) -> int | None:
    """Days from a training to the first cut-over of its systems, negative after it; None where either is unknown."""
    days = [cutovers[system] for system in training.systems if system in cutovers]
    return (min(days) - training.on).days if days and known(training.on) else None


def next_april(as_of: date) -> date:
    """The next 1 April on or after a day."""
    day = date(as_of.year, SPRING, 1)
    return day if day >= as_of else date(as_of.year + 1, SPRING, 1)


def over_april(cutovers: Iterable[date], as_of: date, weeks: int) -> tuple[date, ...]:
    """Cut-overs whose last `weeks` weeks lie over the next 1 April: people change while the move is in flight."""
    april = next_april(as_of)
    return tuple(day for day in sorted(cutovers) if day - timedelta(weeks=weeks) < april <= day)


def division_loads(stands: Situations) -> tuple[DivisionLoad, ...]:
    """Every division that holds a role or has a cut-over to come, in file order; roles without one at the end."""
    inventory = stands.inventory
    order = [division.id for division in inventory.divisions]
    held: dict[str | None, list[TeamRole]] = {}
    for role in inventory.team:
        division = role.division if role.division is not None and known(role.division) else None
        held.setdefault(division, []).append(role)
    days: dict[str | None, dict[date, int]] = {}
    for found in stands.values():
        cutover = found.cutover
        day = found.planned if cutover is None or cutover.assumed else cutover.date  # nobody works towards a 仮置き
        if found.moving and day is not None:
            of_day = days.setdefault(found.owner, {})
            of_day[day] = of_day.get(day, 0) + 1
    concerned = [division for division in (*order, None) if division in held or division in days]
    return tuple(_load(division, held.get(division, ()), days.get(division, {})) for division in concerned)


def _load(division: str | None, roles: Iterable[TeamRole], days: Mapping[date, int]) -> DivisionLoad:
    roles = tuple(roles)
    shares = [role.share_percent for role in roles if known(role.share_percent)]
    return DivisionLoad(
        division=division,
        roles=len(roles),
        share=sum(shares) if shares else UNKNOWN,
        unknown_shares=len(roles) - len(shares),
        no_deputy=sum(map(without_deputy, roles)),
        cutovers=tuple(sorted(days.items())),
    )
