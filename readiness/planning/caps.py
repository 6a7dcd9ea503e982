"""Who can bear how much at once: divisions by month, vendor groups, caps per date, rehearsals, the team (人と上限)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from readiness.model.dates import add_months
from readiness.model.inventory import Inventory
from readiness.model.plan import Move
from readiness.model.system import System
from readiness.model.unknown import known
from readiness.planning.ground import Ground
from readiness.planning.moves import vendor_group

SPRING = (4, 5)  # transfers of staff and the new fiscal year; the share left is an assumption


@dataclass(frozen=True, slots=True, kw_only=True)
class Cap:
    """A limit over the cut-overs on `dates`.

    Either `demand` (units by move, added up) or `members` (names by move, different ones counted). One move alone is
    never over the limit: it could not be placed anywhere; `oversize` names such moves so that the plan can say so.
    """

    kind: str
    subject: str
    dates: tuple[date, ...]
    capacity: int
    demand: Mapping[str, int] = field(default_factory=dict)
    members: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    assumed: bool = False

    def weight(self, move: str) -> int:
        """What one move takes, at most the whole capacity."""
        return min(self.demand.get(move, 0), self.capacity)

    def on(self, dates: Mapping[str, date | None]) -> list[str]:
        """The moves that this cap counts under a plan."""
        return [move for move in (self.demand or self.members) if dates.get(move) in self.dates]

    def used(self, dates: Mapping[str, date | None]) -> int:
        """Units used under a plan."""
        moves = self.on(dates)
        if self.members:
            return len({name for move in moves for name in self.members[move]})
        return sum(self.demand[move] for move in moves)

    def broken(self, dates: Mapping[str, date | None]) -> bool:
        """Whether the plan exceeds the limit, one big move alone excepted."""
        moves = self.on(dates)
        if self.members:
            return len(moves) > 1 and self.used(dates) > self.capacity
        return sum(self.weight(move) for move in moves) > self.capacity

    @property
    def oversize(self) -> tuple[str, ...]:
        """Moves that exceed the limit all by themselves."""
        sizes = {move: len(names) for move, names in self.members.items()} if self.members else self.demand
        return tuple(move for move, size in sizes.items() if size > self.capacity)


def build_caps(
    inventory: Inventory, ground: Ground, moves: tuple[Move, ...], dates: tuple[date, ...]
) -> tuple[Cap, ...]:
    """All limits that can bind, in a stable order."""
    caps = [
        *_per_date(inventory, ground, moves, dates),
        *_divisions(inventory, ground, moves, dates),
        *_vendors(inventory, ground, moves, dates),
        *_rehearsals(ground, moves, dates),
        *_team(inventory, ground, moves, dates),
    ]
    return tuple(cap for cap in caps if _can_bind(cap))


def _can_bind(cap: Cap) -> bool:
    if cap.members:
        return len({name for names in cap.members.values() for name in names}) > cap.capacity
    return sum(cap.weight(move) for move in cap.demand) > cap.capacity


def _per_date(inventory: Inventory, ground: Ground, moves: tuple[Move, ...], dates: tuple[date, ...]) -> Iterable[Cap]:
    stated = inventory.planning.areas_per_date
    areas = stated if known(stated) else ground.whole("planning.areas_per_date")
    demand = {move.id: max(1, len(move.areas)) for move in moves}
    for day in dates:
        yield Cap(kind="areas", subject="", dates=(day,), capacity=areas, demand=demand, assumed=not known(stated))
    for kind, limit, names in (
        ("divisions", inventory.planning.divisions_per_date, {m.id: m.divisions for m in moves}),
        ("vendors", inventory.planning.vendors_per_date, {m.id: m.vendor_groups for m in moves}),
    ):
        capacity = limit if known(limit) else ground.whole(f"planning.{kind}_per_date")
        for day in dates:
            yield Cap(kind=kind, subject="", dates=(day,), capacity=capacity, members=names, assumed=not known(limit))


def _divisions(inventory: Inventory, ground: Ground, moves: tuple[Move, ...], dates: tuple[date, ...]) -> Iterable[Cap]:
    """A division's month: acceptance tests and training take the same people, whatever the day of the month."""
    months: dict[tuple[int, int], list[date]] = {}
    for day in dates:
        months.setdefault((day.year, day.month), []).append(day)
    for division in inventory.divisions:
        demand = _count(inventory, moves, lambda s: s.owner_division, division.id)
        if not demand:
            continue
        stated = division.cutovers_per_date
        base = stated if known(stated) else ground.whole("planning.division_cutovers_per_date")
        for (_, month), days in months.items():
            share = ground.number("planning.division_spring_share") if month in SPRING else 1.0
            yield Cap(
                kind="division",
                subject=division.id,
                dates=tuple(days),
                capacity=max(1, int(base * share)),
                demand=demand,
                assumed=not known(stated) or month in SPRING,
            )


def _vendors(inventory: Inventory, ground: Ground, moves: tuple[Move, ...], dates: tuple[date, ...]) -> Iterable[Cap]:
    """What each vendor group can staff on one date: as its vendors state it, else as assumed."""
    groups: dict[str, list[int]] = {group: [] for move in moves for group in move.vendor_groups}
    for vendor in inventory.vendors:
        group = vendor.group if known(vendor.group) else vendor.id
        if group in groups and known(vendor.cutovers_per_date):
            groups[group].append(vendor.cutovers_per_date)
    for group, stated in groups.items():
        capacity = sum(stated) if stated else ground.whole("planning.vendor_cutovers_per_date")
        demand = _count(inventory, moves, lambda s: vendor_group(inventory, s), group)
        for day in dates:
            yield Cap(
                kind="vendor",
                subject=group,
                dates=(day,),
                capacity=max(1, capacity),
                demand=demand,
                assumed=not stated,
            )


def _rehearsals(ground: Ground, moves: tuple[Move, ...], dates: tuple[date, ...]) -> Iterable[Cap]:
    """Rehearsals of cut-overs that lie close together want the same weekends."""
    each = ground.whole("planning.rehearsals")
    months = ground.whole("planning.rehearsal_months")
    weekends = ground.whole("planning.rehearsal_weekends_per_month") * months
    capacity = weekends * ground.whole("planning.rehearsals_per_weekend")
    demand = {move.id: each for move in moves}
    for day in dates:
        near = tuple(d for d in dates if day <= d < add_months(day, months))
        yield Cap(kind="rehearsal", subject="", dates=near, capacity=capacity, demand=demand, assumed=True)


def _team(inventory: Inventory, ground: Ground, moves: tuple[Move, ...], dates: tuple[date, ...]) -> Iterable[Cap]:
    """The in-house team, only where the body has told its weeks a month: a guess here would order the whole plan."""
    weeks = inventory.planning.team_weeks_per_month
    if not known(weeks):
        return
    months = ground.whole("planning.team_months")
    demand = {move.id: ground.whole("planning.team_weeks_per_move") for move in moves}
    for day in dates:
        near = tuple(d for d in dates if day <= d < add_months(day, months))
        yield Cap(kind="team", subject="", dates=near, capacity=weeks * months, demand=demand, assumed=True)


def _count(
    inventory: Inventory, moves: tuple[Move, ...], key: Callable[[System], object], wanted: str
) -> dict[str, int]:
    """Systems by move whose key is the wanted one; moves without any are left out."""
    found: dict[str, int] = {}
    for move in moves:
        count = sum(key(inventory.system_by_id[s]) == wanted for s in move.systems)
        if count:
            found[move.id] = count
    return found
