"""Shares of many bodies → one portfolio: the rows, what each vendor is asked for when, and what bodies share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from readiness.model.record import Maybe
from readiness.model.unknown import UNKNOWN, Unknown, known
from readiness.portfolio.plans import PlanMark
from readiness.portfolio.row import BodyRow
from readiness.portfolio.running import CostPeers, CostShare, compare
from readiness.portfolio.share import BodyShare
from readiness.portfolio.shared import SharedThing, SharedUse, shared_things
from readiness.portfolio.weeks import ClosedSpan, common
from readiness.portfolio.work import VendorWork, compared, key_ring


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedDay:
    """A date on which more than one body means to move with one vendor. `over`: None where its capacity is unknown."""

    day: date
    bodies: tuple[str, ...]
    over: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class VendorLoad:
    """A vendor over all bodies. `months` are (YYYY-MM, bodies that mean to move then), in order of time.

    `capacity` is the least number of cut-overs at one date that any body wrote down for it: what is known is what the
    bodies were told. `shared` are the dates on which more than one body means to move. `by_name` are the bodies whose
    inventory does not have the 法人番号 that another has for this name. `closed`: weeks that none of them can use.
    """

    key: str
    name: str
    bodies: tuple[str, ...]
    systems: int
    pending: int
    months: tuple[tuple[str, int], ...] = ()
    undated: int = 0
    undated_in: tuple[str, ...] = ()  # stands in portfolio.json
    capacity: Maybe[int] = UNKNOWN
    shared: tuple[SharedDay, ...] = ()
    withdrawal_notice: date | None = None
    service_end: date | None = None
    pending_in: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()
    by_name: tuple[str, ...] = ()
    closed: tuple[ClosedSpan, ...] = ()

    @property
    def peak(self) -> tuple[str, int] | None:
        """The month most bodies mean to move in, the earliest of equals."""
        return min(self.months, key=lambda month: (-month[1], month[0])) if self.months else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """A package line (`lineage`, 系列) or vendor group (`group`) that several bodies depend on, by its name."""

    kind: str
    name: str
    bodies: tuple[str, ...]
    vendors: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Portfolio:
    """All bodies in the order given, `plans` beside them; vendors and ties with the most bodies first."""

    bodies: tuple[BodyRow, ...]
    vendors: tuple[VendorLoad, ...]
    ties: tuple[Tie, ...] = ()
    shared: tuple[SharedThing, ...] = ()
    running: tuple[CostPeers, ...] = ()
    plans: tuple[PlanMark | None, ...] = ()


def combine(shares: Iterable[BodyShare]) -> Portfolio:
    """Fold the shares; the result does not depend on how they were computed or grouped."""
    rows: list[BodyRow] = []
    works: list[VendorWork] = []
    uses: list[SharedUse] = []
    aliases = []
    costs: list[CostShare] = []
    plans: list[PlanMark | None] = []
    for share in shares:
        rows.append(share.row)
        works += share.work
        uses += share.uses
        aliases.append(share.aliases)
        plans.append(share.plan)
        costs += [share.cost] if share.cost is not None else []
    numbers = _numbers(works)
    by_vendor: dict[str, list[VendorWork]] = {}
    for work in works:
        by_vendor.setdefault(numbers.get(work.key, work.key), []).append(work)
    loads = [_load(key, found) for key, found in by_vendor.items()]
    return Portfolio(
        bodies=tuple(rows),
        vendors=tuple(sorted(loads, key=lambda load: (-len(load.bodies), -load.systems, load.key))),
        ties=_ties(works, {key: min(work.name for work in found) for key, found in by_vendor.items()}, numbers),
        shared=shared_things(uses, key_ring(aliases)),
        running=compare(costs),
        plans=tuple(plans),
    )


def _numbers(works: Iterable[VendorWork]) -> dict[str, str]:
    """Compared name → the one 法人番号 that other bodies have for it; a name with two numbers stays apart."""
    found: dict[str, set[str]] = {}
    for work in works:
        if work.key != work.alias:
            found.setdefault(work.alias, set()).add(work.key)
    return {alias: min(keys) for alias, keys in found.items() if len(keys) == 1}


def _load(key: str, works: list[VendorWork]) -> VendorLoad:
    days: dict[date, set[str]] = {}
    months: dict[str, set[str]] = {}
    for work in works:
        for day in work.cutovers:
            days.setdefault(day, set()).add(work.body)
            months.setdefault(f"{day:%Y-%m}", set()).add(work.body)
    stated = [work.capacity for work in works if known(work.capacity)]
    capacity: Maybe[int] = min(stated) if stated else UNKNOWN
    return VendorLoad(
        key=key,
        name=min(work.name for work in works),
        bodies=_names(work.body for work in works),
        systems=sum(work.systems for work in works),
        pending=sum(work.pending for work in works),
        months=tuple((month, len(bodies)) for month, bodies in sorted(months.items())),
        undated=sum(work.undated for work in works),
        undated_in=_names(work.body for work in works if work.undated),
        capacity=capacity,
        shared=tuple(
            SharedDay(day=day, bodies=_names(bodies), over=_over(len(bodies), capacity))
            for day, bodies in sorted(days.items())
            if len(bodies) > 1 or _over(len(bodies), capacity)
        ),
        withdrawal_notice=min((work.withdrawal_notice for work in works if work.withdrawal_notice), default=None),
        service_end=min((work.service_end for work in works if work.service_end), default=None),
        pending_in=_names(work.body for work in works if work.pending),
        contacts=_names(work.contact for work in works if work.contact),
        by_name=_names(work.body for work in works if work.key != key),
        closed=common([work.closed for work in works if work.pending]),
    )


def _over(count: int, capacity: Maybe[int]) -> bool | None:
    return None if isinstance(capacity, Unknown) else count > capacity


def _ties(works: Iterable[VendorWork], names: Mapping[str, str], numbers: Mapping[str, str]) -> tuple[Tie, ...]:
    found: dict[tuple[str, str], list[tuple[str, VendorWork]]] = {}
    for work in works:
        pairs = [("lineage", name) for name in work.lineages] + ([("group", work.group)] if work.group else [])
        for kind, name in pairs:
            found.setdefault((kind, compared(name)), []).append((name, work))
    ties = [
        Tie(
            kind=kind,
            name=min(name for name, _ in users),
            bodies=_names(work.body for _, work in users),
            vendors=_names(names[numbers.get(work.key, work.key)] for _, work in users),
        )
        for (kind, _), users in found.items()
    ]
    shared = (tie for tie in ties if len(tie.bodies) > 1)
    return tuple(sorted(shared, key=lambda tie: (-len(tie.bodies), tie.kind, tie.name)))


def _names(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(names)))
