"""Who can bear how much at once: divisions by month, vendor groups, caps per date, rehearsals, the team (人と上限)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from readiness.model.inventory import Inventory
from readiness.model.plan import Move
from readiness.model.plan.moves import Dates, MoveId
from readiness.model.system import System
from readiness.model.unknown import known
from readiness.planning.axis import Axis
from readiness.planning.moves import vendor_group
from readiness.planning.premises import Premises
from readiness.situation.situation import Situations

SPRING = (4, 5)  # transfers of staff and the new fiscal year; the share left is an assumption


@dataclass(frozen=True, slots=True, kw_only=True)
class Cap:
    """A limit over the cut-overs on `dates`; `slots` consecutive slots of the axis, from the one at `start` on.

    One slot for a limit of a date; whole calendar months, beginning at `start`, for a limit of months.

    Either `demand` (units by move, added up) or `members` (names by move, different ones counted). A move that is
    bigger than the limit all by itself counts as `limit` units, so that the rest can be ordered; `oversize` names it,
    and where the limit is told it can be placed nowhere (`impossible`). `usual` is the assumed limit where the days
    that somebody has entered need more: an assumption gives way to them.
    """

    kind: str
    subject: str
    start: int
    slots: int
    dates: tuple[date, ...]
    limit: int
    capacity: int
    demand: Mapping[MoveId, int] = field(default_factory=dict)
    members: Mapping[MoveId, tuple[str, ...]] = field(default_factory=dict)
    assumed: bool = False
    stated: bool = False
    usual: int | None = None

    @property
    def name(self) -> str:
        """The same for all dates of one limit."""
        return f"{self.kind}:{self.subject}"

    def weight(self, move: MoveId) -> int:
        """What one move takes, at most the ordinary limit."""
        return min(self.demand.get(move, 0), self.limit)

    def parties(self, move: MoveId) -> tuple[str, ...]:
        """The names one move counts with, at most as many as the limit."""
        return self.members.get(move, ())[: self.limit]

    def on(self, dates: Dates) -> list[MoveId]:
        """The moves that this cap counts under a plan."""
        return [move for move in (self.demand or self.members) if dates.get(move) in self.dates]

    def used(self, dates: Dates) -> int:
        """Units used under a plan."""
        moves = self.on(dates)
        if self.members:
            return len({name for move in moves for name in self.parties(move)})
        return sum(self.weight(move) for move in moves)

    def first(self, dates: Dates) -> date | None:
        """The first day on which a plan uses it: what is said of a limit never names a date nobody takes."""
        return min((day for move in self.on(dates) if (day := dates[move]) is not None), default=None)

    def broken(self, dates: Dates) -> bool:
        """Whether the plan exceeds the limit."""
        return self.used(dates) > self.capacity

    @property
    def oversize(self) -> tuple[MoveId, ...]:
        """Moves that exceed the limit all by themselves."""
        sizes = {move: len(names) for move, names in self.members.items()} if self.members else self.demand
        return tuple(move for move, size in sizes.items() if size > self.limit)

    @property
    def impossible(self) -> tuple[MoveId, ...]:
        """Moves that a limit somebody has told forbids on every date; what is only assumed forbids nothing."""
        return self.oversize if self.stated else ()

    def size(self, move: MoveId) -> int:
        """What one move really takes."""
        return len(self.members[move]) if move in self.members else self.demand.get(move, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scene:
    stands: Situations
    premises: Premises
    moves: tuple[Move, ...]
    days: tuple[date, ...]
    axis: Axis
    entered: Mapping[MoveId, date]

    @property
    def inventory(self) -> Inventory:
        return self.stands.inventory

    def most(
        self,
        demand: Mapping[MoveId, int],
        members: Mapping[MoveId, tuple[str, ...]] | None = None,
    ) -> int:
        """The most that the entered cut-overs alone ask of one date."""
        held: dict[date, list[MoveId]] = {}
        for move, day in self.entered.items():
            held.setdefault(day, []).append(move)
        if members:
            return max(
                (len({n for move in moves for n in members.get(move, ())}) for moves in held.values()), default=0
            )
        return max((sum(demand.get(move, 0) for move in moves) for moves in held.values()), default=0)

    def each_date(self) -> Iterable[tuple[int, tuple[date, ...]]]:
        """(slot, candidate date), in order of time."""
        for day in sorted(set(self.days)):
            yield self.axis.slot(day), (day,)

    def months(self, count: int) -> Iterable[tuple[int, tuple[date, ...]]]:
        """(first slot, candidate dates) of every run of `count` calendar months that holds a date.

        Calendar months, so that an answer never depends on how finely the axis is cut for dates nobody takes.
        """
        by_month: dict[int, list[date]] = {}
        for day in sorted(set(self.days)):
            by_month.setdefault(self.axis.month_start(day), []).append(day)
        if not by_month:
            return
        parts = self.axis.parts
        for start in range(min(by_month) - (count - 1) * parts, max(by_month) + 1, parts):
            dates = tuple(day for n in range(count) for day in by_month.get(start + n * parts, ()))
            if dates:
                yield start, dates


def build_caps(
    stands: Situations,
    premises: Premises,
    moves: tuple[Move, ...],
    days: tuple[date, ...],
    axis: Axis,
    entered: Mapping[MoveId, date] | None = None,
) -> tuple[Cap, ...]:
    """All limits that can bind, in a stable order. `entered`: cut-overs by move that somebody has entered; a limit that
    is only assumed is at least what they need.
    """
    scene = _Scene(stands=stands, premises=premises, moves=moves, days=days, axis=axis, entered=entered or {})
    caps = [*_per_date(scene), *_divisions(scene), *_vendors(scene), *_preparation(scene)]
    return tuple(_yielding(scene, cap) for cap in caps if _can_bind(cap))


def _can_bind(cap: Cap) -> bool:
    if cap.impossible or cap.usual is not None:
        return True
    if cap.members:
        return len({name for names in cap.members.values() for name in names}) > cap.capacity
    return sum(cap.weight(move) for move in cap.demand) > cap.capacity


def _per_date(scene: _Scene) -> Iterable[Cap]:
    planning = scene.inventory.planning
    for kind, stated, demand, members in (
        ("areas", planning.areas_per_date, {m.id: max(1, len(m.areas)) for m in scene.moves}, {}),
        ("divisions", planning.divisions_per_date, {}, {m.id: m.divisions for m in scene.moves}),
        ("vendors", planning.vendors_per_date, {}, {m.id: m.vendor_groups for m in scene.moves}),
    ):
        limit = stated if known(stated) else scene.premises.whole(f"planning.{kind}_per_date")
        yield from _each_date(scene, kind, "", limit, demand, stated=known(stated), members=members)


def _each_date(
    scene: _Scene,
    kind: str,
    subject: str,
    limit: int,
    demand: Mapping[MoveId, int],
    *,
    stated: bool,
    members: Mapping[MoveId, tuple[str, ...]] | None = None,
) -> Iterable[Cap]:
    """The same limit on every single date."""
    usual, limit = limit, limit if stated else max(limit, scene.most(demand, members))
    for start, dates in scene.each_date():
        yield Cap(
            kind=kind,
            subject=subject,
            start=start,
            slots=1,
            dates=dates,
            limit=limit,
            capacity=limit,
            demand=demand,
            members=members or {},
            assumed=not stated,
            stated=stated,
            usual=usual if limit > usual else None,
        )


def _divisions(scene: _Scene) -> Iterable[Cap]:
    """A division's month: acceptance tests and training take the same people, whatever the day of the month."""
    share = scene.premises.number("planning.division_spring_share")
    for division in scene.inventory.divisions:
        demand = _count(scene, lambda s: scene.stands[s.id].owner, division.id)
        stated = division.cutovers_per_date
        base = stated if known(stated) else scene.premises.whole("planning.division_cutovers_per_date")
        for start, dates in scene.months(1) if demand else ():
            spring = dates[0].month in SPRING
            yield Cap(
                kind="division",
                subject=division.id,
                start=start,
                slots=scene.axis.parts,
                dates=dates,
                limit=base,
                capacity=min(base, max(1, int(base * share))) if spring else base,
                demand=demand,
                assumed=spring or not known(stated),
                stated=known(stated),
            )


def _vendors(scene: _Scene) -> Iterable[Cap]:
    """What each vendor group can staff on one date: as its vendors state it, else as assumed."""
    groups: dict[str, list[int]] = {group: [] for move in scene.moves for group in move.vendor_groups}
    for vendor in scene.inventory.vendors:
        group = vendor.group if known(vendor.group) else vendor.id
        if group in groups and known(vendor.cutovers_per_date):
            groups[group].append(vendor.cutovers_per_date)
    for group, stated in groups.items():
        limit = sum(stated) if stated else max(1, scene.premises.whole("planning.vendor_cutovers_per_date"))
        demand = _count(scene, lambda s: vendor_group(scene.inventory, s), group)
        yield from _each_date(scene, "vendor", group, limit, demand, stated=bool(stated))


def _preparation(scene: _Scene) -> Iterable[Cap]:
    """The months before a cut-over: rehearsals want the same weekends, and the team has only so many weeks.

    The team counts only where the body has told its weeks a month: a guess here would order the whole plan.
    """
    whole = scene.premises.whole
    months = whole("planning.rehearsal_months")
    weekends = whole("planning.rehearsal_weekends_per_month") * months * whole("planning.rehearsals_per_weekend")
    weeks = scene.inventory.planning.team_weeks_per_month
    for kind, each, capacity in (
        ("rehearsal", whole("planning.rehearsals"), weekends),
        ("team", whole("planning.team_weeks_per_move"), weeks * months if known(weeks) else None),
    ):
        if capacity is None:
            continue
        demand = {move.id: each for move in scene.moves}
        for start, dates in scene.months(months):
            yield Cap(
                kind=kind,
                subject="",
                start=start,
                slots=months * scene.axis.parts,
                dates=dates,
                limit=capacity,
                capacity=capacity,
                demand=demand,
                assumed=True,
            )


def _yielding(scene: _Scene, cap: Cap) -> Cap:
    """A limit of months with room for the cut-overs that were entered; what somebody has told of it stays."""
    if cap.kind == "team" or not cap.assumed or cap.usual is not None:
        return cap
    room = min(cap.used(scene.entered), cap.limit) if cap.stated else cap.used(scene.entered)
    return replace(cap, capacity=room, usual=cap.capacity) if room > cap.capacity else cap


def _count(scene: _Scene, key: Callable[[System], object], wanted: str) -> dict[MoveId, int]:
    """Systems by move whose key is the wanted one; moves without any are left out."""
    found: dict[MoveId, int] = {}
    for move in scene.moves:
        count = sum(key(scene.inventory.system_by_id[s]) == wanted for s in move.systems)
        if count:
            found[move.id] = count
    return found
