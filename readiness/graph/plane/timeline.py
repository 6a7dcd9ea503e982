"""年表: one row per system with what ends when, against its cut-over; what is covered after an end and what is not."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from readiness.model.contract import Contract
from readiness.model.dates import add_months, fiscal_year
from readiness.model.money import CostItem
from readiness.model.plan import Plan
from readiness.model.plan.moves import MoveId
from readiness.model.record import ContractId, InterfaceId, SystemId
from readiness.model.system import System
from readiness.model.unknown import Unknown, known
from readiness.situation.leaving import covered, service_end
from readiness.situation.situation import Side, Situation, Situations
from readiness.situation.spans import days_between

LEFT, RIGHT, HEAD, ROW = 414.0, 1012.0, 66.0, 22.0
SOON = 60  # days between a cut-over and an end of service below which it is told (仮置き)


class Verdict(Enum):
    """How a cut-over stands to what ends; the graver the earlier in this list."""

    AFTER_SERVICE = "after_service"
    AFTER_DUE = "after_due"
    AFTER_SUPPORT = "after_support"
    UNCOVERED = "uncovered"
    CLOSE_TO_SERVICE = "close_to_service"
    NO_DATE = "no_date"
    COVERED = "covered"
    END_UNKNOWN = "end_unknown"
    NO_CONTRACT = "no_contract"
    IN_TIME = "in_time"
    MOVED = "moved"


ALARMS = (
    Verdict.AFTER_SERVICE,
    Verdict.AFTER_DUE,
    Verdict.AFTER_SUPPORT,
    Verdict.UNCOVERED,
    Verdict.CLOSE_TO_SERVICE,
    Verdict.NO_DATE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One verdict with the days it is about and the day that ends something."""

    verdict: Verdict
    days: int = 0
    end: date | None = None

    @property
    def alarm(self) -> bool:
        """Whether somebody has to act."""
        return self.verdict in ALARMS


@dataclass(frozen=True, slots=True)
class ContractEnd:
    """The day a contract ends, and whether something carries it to the day it is needed to."""

    contract: ContractId
    end: date
    covered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeRow:
    """One system (or hub). `contract_end` is None without a contract. `steps`: (from, until, links) of temporary links.

    `ends` are those of all its contracts, the first to end first; `contract` is the one told beside the row.
    `paid`: fiscal years in which the work of its move is accepted and paid (検収の年度), as the rows of cost say.
    `gap` runs from the end of the contract to the cut-over, `covered` tells whether something carries it.
    """

    system: SystemId
    move: MoveId | None
    hub: bool
    cutover: date | None
    contract: ContractId | None
    contract_end: date | Unknown | None
    covered: bool
    service_end: date | None
    platform_end: date | None
    due: date | None
    strict: tuple[tuple[date, date], ...]
    steps: tuple[tuple[date, date, int], ...]
    judged: tuple[Judged, ...]
    ends: tuple[ContractEnd, ...] = ()
    paid: tuple[int, ...] = ()
    soft: tuple[tuple[date, date], ...] = ()

    @property
    def gravest(self) -> Judged:
        """What is told beside the row."""
        return self.judged[0]

    @property
    def lapses(self) -> tuple[ContractEnd, ...]:
        """Contracts that end too early with nothing to carry them on."""
        return tuple(item for item in self.ends if not item.covered)

    @property
    def links_now(self) -> int:
        """Temporary links of today."""
        return self.steps[0][2] if self.steps else 0

    @property
    def needed_until(self) -> date | None:
        """The day it is needed to: its cut-over, for a hub the last day of a temporary link through it."""
        return self.steps[-1][1] if self.hub and self.steps else self.cutover


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """Days on a line from `LEFT` to `RIGHT` pixels."""

    first: date
    last: date

    def x(self, day: date) -> float:
        """The place of a day; days beyond the ends stand at the ends."""
        inside = min(max(day, self.first), self.last)
        return round(LEFT + (RIGHT - LEFT) * (inside - self.first).days / max(1, (self.last - self.first).days), 1)

    def fiscal_starts(self) -> tuple[date, ...]:
        """The first of April of every fiscal year that begins on the axis."""
        years = range(fiscal_year(self.first), fiscal_year(self.last) + 1)
        return tuple(day for year in years if self.first <= (day := date(year, 4, 1)) <= self.last)

    def firsts(self, months: Collection[int]) -> tuple[date, ...]:
        """The first day of each of the months given, over the whole axis."""
        day, found = self.first.replace(day=1), []
        while day <= self.last:
            if day.month in months and day >= self.first:
                found.append(day)
            day = add_months(day, 1)
        return tuple(found)


def axis(rows: Iterable[TimeRow], as_of: date) -> TimeAxis:
    """From the month of today to two months after the last cut-over or link, at least two years, at most ten."""
    days = [day for row in rows for day in (row.cutover, row.needed_until) if day is not None]
    last = min(max([add_months(as_of, 24), *days]), add_months(as_of, 120))
    return TimeAxis(as_of.replace(day=1), add_months(last, 2))


def timeline(stands: Situations, plan: Plan, accepted: Collection[str] = ()) -> tuple[TimeRow, ...]:
    """A row for every system: those to move in order of date, then hubs, then the rest.

    `accepted` are contracts of which it is decided that they go on (継続決裁): their gap is covered.
    """
    hub_of = {interface.id: interface.hub for interface in stands.inventory.interfaces}
    hubs = {hub for hub in hub_of.values() if hub in stands}
    move_of = {system: move.id for move in plan.moves for system in move.systems}
    days = plan.date_of
    rows = [
        _row(stands, plan, stand, move_of.get(id_), hub_of if id_ in hubs else None, accepted)
        for id_, stand in stands.items()
    ]

    def order(row: TimeRow) -> tuple[int, date, str]:
        if row.move is not None:
            return (0, days.get(row.move) or date.max, row.move)
        return (1 if row.hub else 2, date.max, "")

    return tuple(sorted(rows, key=order))


def _row(
    stands: Situations,
    plan: Plan,
    stand: Situation,
    move: MoveId | None,
    hub_of: Mapping[InterfaceId, SystemId | None] | None,
    accepted: Collection[str],
) -> TimeRow:
    system = stand.system
    mine = [
        link
        for link in plan.links
        if (hub_of.get(link.id) == system.id if hub_of is not None else system.id in (link.source, link.target))
    ]
    steps = _steps([(link.opened or plan.as_of, link.removed or plan.horizon or date.max) for link in mine])
    cutover = stand.cutover.date if stand.cutover and stand.side is Side.TO_MOVE else None
    until = steps[-1][1] if hub_of is not None and steps else cutover
    ends = _ends(stands, stand, until, accepted)
    main = next((item for item in ends if not item.covered), next(iter(ends), None))
    undated = next((contract for contract in stand.contracts if not known(contract.end)), None)
    platform = system.platform_eol if isinstance(system.platform_eol, date) else None
    row = TimeRow(
        system=system.id,
        move=move,
        hub=hub_of is not None,
        cutover=cutover,
        contract=main.contract if main else undated.id if undated else None,
        contract_end=main.end if main else undated.end if undated else None,
        covered=main is None or main.covered,
        ends=ends,
        service_end=service_end(stands.inventory, system),
        platform_end=platform,
        due=system.due_date if isinstance(system.due_date, date) else None,
        strict=_bands(plan, system, strict=True),
        soft=_bands(plan, system, strict=False),
        steps=steps,
        judged=(),
        paid=_paid(plan, system.id, move),
    )
    return _with_verdicts(row, until, stand)


def _bands(plan: Plan, system: System, *, strict: bool) -> tuple[tuple[date, date], ...]:
    """Periods of a system without a cut-over (切替不可), or in which one has to be agreed on (要調整).

    Days withheld from the reader are none.
    """
    return tuple(
        (band.start, band.end)
        for band in plan.bands
        if known(band.start)
        and known(band.end)
        and band.strict is strict
        and (system.id in band.systems or set(band.areas) & set(system.areas))
    )


def _paid(plan: Plan, system: SystemId, move: str | None) -> tuple[int, ...]:
    """Fiscal years of the migration work of a move; of one quoted for the system alone, those of that."""
    work = [row for row in plan.cost_rows if row.item is CostItem.MIGRATION and move is not None]
    own = [row for row in work if row.subject == system]
    return tuple(sorted({row.fiscal_year for row in own or work if row.subject == system or row.move == move}))


def _steps(spans: list[tuple[date, date]]) -> tuple[tuple[date, date, int], ...]:
    """How many links are open over time, as level stretches with at least one."""
    days = sorted({day for span in spans for day in span})
    found: list[tuple[date, date, int]] = []
    for start, end in itertools.pairwise(days):
        count = sum(first <= start and end <= last for first, last in spans)
        if count:
            found.append((start, end, count))
    return tuple(found)


def _ends(
    stands: Situations, stand: Situation, until: date | None, accepted: Collection[str]
) -> tuple[ContractEnd, ...]:
    """The ends of its contracts in order; carried is what renews itself, is decided on, or another one follows."""

    def carries(contract: Contract, end: date) -> bool:
        if until is None or not days_between(end, until):
            return True
        own = contract.auto_renew is True or contract.id in accepted
        return own or covered(stands, contract, stand.system.id, until)

    dated = sorted((c.end, c.id, c) for c in stand.contracts if known(c.end))
    return tuple(ContractEnd(id_, end, carries(contract, end)) for end, id_, contract in dated)


def _with_verdicts(row: TimeRow, until: date | None, stand: Situation) -> TimeRow:
    return replace(row, judged=tuple(sorted(_verdicts(row, until, stand), key=_gravity)))


def _gravity(judged: Judged) -> tuple[int, int]:
    return (list(Verdict).index(judged.verdict), -judged.days)


def _verdicts(row: TimeRow, until: date | None, stand: Situation) -> Iterable[Judged]:
    if until is None:
        yield Judged(verdict=Verdict.NO_DATE if stand.side is Side.TO_MOVE else Verdict.MOVED)
        return
    if row.service_end is not None:
        late = days_between(row.service_end, until)
        left = (row.service_end - until).days
        if late:
            yield Judged(verdict=Verdict.AFTER_SERVICE, days=late, end=row.service_end)
        elif left < SOON:
            yield Judged(verdict=Verdict.CLOSE_TO_SERVICE, days=max(0, left), end=row.service_end)
    if row.due is not None and until > row.due and not row.hub:
        yield Judged(verdict=Verdict.AFTER_DUE, days=(until - row.due).days, end=row.due)
    if row.platform_end is not None and days_between(row.platform_end, until):
        yield Judged(verdict=Verdict.AFTER_SUPPORT, days=days_between(row.platform_end, until), end=row.platform_end)
    if row.contract_end is None:
        yield Judged(verdict=Verdict.NO_CONTRACT)
    elif isinstance(row.contract_end, Unknown):
        yield Judged(verdict=Verdict.END_UNKNOWN)
    elif days := days_between(row.contract_end, until):
        verdict = Verdict.COVERED if row.covered else Verdict.UNCOVERED
        yield Judged(verdict=verdict, days=days, end=row.contract_end)
    else:
        yield Judged(verdict=Verdict.IN_TIME, days=(row.contract_end - until).days, end=row.contract_end)
