"""What an order costs: temporary links, rows by fiscal year, ways laid side by side."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from readiness.model.measure import Measure
from readiness.model.money import Account, Basis, RowItem, Sum, Tax
from readiness.model.plan.moves import BrokenRule, MoveId, Placement
from readiness.model.plan.words import CostNature, StrategyKind
from readiness.model.record import InterfaceId, Maybe, SystemId, VendorId
from readiness.model.text import Text
from readiness.model.unknown import UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class TemporaryLink:
    """An interface whose two ends are on different sides for a time (暫定連携).

    `opened` None = already open at `as_of`; `removed` None = still open at the end of the plan. `consumer_first` = the
    receiving end moves first, so the old providing system must be changed. `amount` is the quoted price of the link.
    """

    id: InterfaceId
    source: SystemId
    target: SystemId
    data: str
    opened: date | None
    removed: date | None
    months: int
    why: Text
    source_owner: Maybe[str] = UNKNOWN
    target_owner: Maybe[str] = UNKNOWN
    consumer_first: bool = False
    amount: Maybe[int] = UNKNOWN
    quotes: tuple[str, ...] = ()
    remove_by: date | None = None

    def is_open(self, day: date) -> bool:
        """Whether it stands at the end of a day: that of opening counts, that of removal does not."""
        return (self.opened is None or self.opened <= day) and (self.removed is None or day < self.removed)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedLink:
    """A flow of the standard that nobody has confirmed here (標準上想定される連携): neither counted nor open."""

    id: InterfaceId
    source: SystemId
    target: SystemId
    data: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CostRow:
    """One row of the 財政協議表: a fiscal year, an account, an item, a funding.

    `amount` includes tax where the quote's tax is known. `carried` is the reference (参考値) beside an unknown amount:
    the body's own contract carried on. `months` of the year are paid, 0 for a sum.
    """

    fiscal_year: int
    account: Maybe[Account]
    item: RowItem
    subject: str
    funding: Maybe[str]
    nature: CostNature
    amount: Maybe[int]
    move: MoveId | None = None
    quotes: tuple[str, ...] = ()
    vendor: Maybe[VendorId] = UNKNOWN
    number: Maybe[str] = UNKNOWN
    quoted_on: Maybe[date] = UNKNOWN
    valid_until: Maybe[date] = UNKNOWN
    tax: Maybe[Tax] = UNKNOWN
    exchange_rate: str | None = None
    approximate: bool = False
    basis: Basis = Basis.QUOTE
    carried: int | None = None
    months: int = 0
    notes: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class YearTotals:
    """One fiscal year of the plan beside 現状維持, each a sum that knows what it lacks.

    `committed`: contracts in force or signed (既契約); `one_off` and `running`: what the plan adds. `nothing`: what the
    old side costs where nothing moves, up to the day it must not go on. `difference` = all of the plan less that,
    UNKNOWN where a missing price could turn its sign; `shared` missing prices are the same on both sides and cancel in
    it. `months` of the year are counted; `full_year` is the committed sum of all twelve where they are fewer.
    """

    fiscal_year: int
    months: int
    committed: Sum
    one_off: Sum
    running: Sum
    nothing: Sum
    difference: Maybe[int]
    shared: int = 0
    full_year: Sum | None = None

    @property
    def apart(self) -> int:
        """How many missing prices only one side has: the difference is a bound without them."""
        return (self.committed + self.one_off + self.running).apart(self.nothing)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tradeoff:
    """One way to go in yen and link-months. `efficient`: no other is known to be as good in both (パレート)."""

    kind: StrategyKind | None
    yen: Maybe[int]
    unpriced: int
    link_months: int
    feasible: bool
    efficient: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WayCost:
    """What one way to go adds to contracts in force: once over five fiscal years, and a year in the last of them."""

    one_off: Sum
    yearly: Sum
    year: int

    @property
    def complete(self) -> bool:
        """Whether every price of it is known: only then can the way be recommended."""
        return self.one_off.complete and self.yearly.complete


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What one set of dates comes to. `points` is the solver's figure (lower is better), never shown as money."""

    points: int
    links_new: int
    links_open: int
    link_months: int
    most_links: int
    window_hits: int
    broken: int
    gates_failed: int
    yen: Measure
    last_date: date | None
    peak_areas: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Strategy:
    """One way to go, laid beside the others. `placements` empty and `note` set where it does not apply."""

    kind: StrategyKind
    placements: tuple[Placement, ...] = ()
    score: Score | None = None
    broken: tuple[BrokenRule, ...] = ()
    note: Text | None = None
    cost: WayCost | None = None
