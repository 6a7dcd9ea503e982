"""Shares of many bodies → one portfolio: the rows, and how many cut-overs each vendor is asked for in which month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from readiness.model.record import Maybe
from readiness.model.unknown import UNKNOWN, known
from readiness.portfolio.share import BodyRow, BodyShare, VendorWork


@dataclass(frozen=True, slots=True, kw_only=True)
class VendorLoad:
    """A vendor over all bodies. `months` are (YYYY-MM, bodies that mean to move then), in order of time.

    `capacity` is the least number of cut-overs at one date that any body wrote down for it: what is known is what the
    bodies were told. `over` are the dates on which more bodies than that mean to move (要調整).
    """

    key: str
    name: str
    bodies: int
    systems: int
    months: tuple[tuple[str, int], ...] = ()
    undated: int = 0
    capacity: Maybe[int] = UNKNOWN
    over: tuple[tuple[date, int], ...] = ()
    withdrawal: date | None = None

    @property
    def peak(self) -> tuple[str, int] | None:
        """The month most bodies mean to move in, the earliest of equals."""
        return (
            max(self.months, key=lambda month: (month[1], [-ord(char) for char in month[0]])) if self.months else None
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Portfolio:
    """All bodies in the order given, and vendors with the most bodies first."""

    bodies: tuple[BodyRow, ...]
    vendors: tuple[VendorLoad, ...]


def combine(shares: Iterable[BodyShare]) -> Portfolio:
    """Fold the shares; the result does not depend on how they were computed or grouped."""
    rows: list[BodyRow] = []
    by_vendor: dict[str, list[VendorWork]] = {}
    for share in shares:
        rows.append(share.row)
        for work in share.work:
            by_vendor.setdefault(work.key, []).append(work)
    loads = [_load(key, works) for key, works in by_vendor.items()]
    return Portfolio(
        bodies=tuple(rows),
        vendors=tuple(sorted(loads, key=lambda load: (-load.bodies, -load.systems, load.key))),
    )


def _load(key: str, works: list[VendorWork]) -> VendorLoad:
    dates: Counter[date] = Counter()
    months: dict[str, set[str]] = {}
    for work in works:
        dates.update(work.cutovers)
        for day in work.cutovers:
            months.setdefault(f"{day:%Y-%m}", set()).add(work.body)
    told = [work.capacity for work in works if known(work.capacity)]
    capacity: Maybe[int] = min(told) if told else UNKNOWN
    return VendorLoad(
        key=key,
        name=min(work.name for work in works),
        bodies=len({work.body for work in works}),
        systems=sum(work.systems for work in works),
        months=tuple((month, len(bodies)) for month, bodies in sorted(months.items())),
        undated=sum(work.undated for work in works),
        capacity=capacity,
        over=tuple(sorted((day, count) for day, count in dates.items() if known(capacity) and count > capacity)),
        withdrawal=min((work.withdrawal for work in works if work.withdrawal), default=None),
    )
