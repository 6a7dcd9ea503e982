"""Everything a plan is computed from, read once: moves, links, prices, dates, limits, gates, weights (計画の枠)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from readiness.model.dates import fiscal_year, fiscal_year_end
from readiness.model.inventory import Inventory
from readiness.model.plan import CutoverDate, Move, PlanBasis, WindowHit
from readiness.model.plan.moves import Dates, MoveId
from readiness.model.record import InterfaceId
from readiness.model.standard.calendar import CalendarRule
from readiness.money.charges import Price
from readiness.money.compare import with_comparison
from readiness.money.contracts import Holdings
from readiness.money.from_quotes import Prices, build_prices
from readiness.money.scene import Rates
from readiness.money.terms import Term, weighs
from readiness.money.weigh import Assumed
from readiness.planning.axis import Axis, axis_for
from readiness.planning.candidates import candidate_dates, entered_days, horizon_of
from readiness.planning.caps import Cap, build_caps
from readiness.planning.due import Due, due_of
from readiness.planning.gate_facts import Readiness, readiness_of
from readiness.planning.gates import earliest_cutover
from readiness.planning.links import LinkFact, build_links
from readiness.planning.moves import build_moves
from readiness.planning.order import leaving_first, stated_order, unforced
from readiness.planning.premises import Premises
from readiness.planning.windows import Periods, burden
from readiness.situation.cutover import pins_by_group
from readiness.situation.rehearsals import retest_days
from readiness.situation.situation import Side, Situations, situations


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Points by which orders are compared; none of them is money. `money`: what charges weigh."""

    link: int
    consumer_first: int
    link_month: int
    window: int
    wait_month: int
    money: Assumed

    @property
    def yen(self) -> float:
        """Points of a yen, 0 where no price tells orders apart."""
        return self.money.yen


@dataclass(frozen=True, kw_only=True)
class Frame:
    """The frame of one plan. `dues` and `earliest` by move; `order` = (before, after) pairs of moves,
    `leaving_first` those of them that are there because what goes before is given up by its party, `left_behind` such
    pairs that entered days do not allow."""

    inventory: Inventory
    situations: Situations
    premises: Premises
    as_of: date
    moves: tuple[Move, ...]
    links: tuple[LinkFact, ...]
    terms: tuple[Term, ...]
    prices: Prices
    holdings: Holdings
    dates: tuple[CutoverDate, ...]
    axis: Axis
    caps: tuple[Cap, ...]
    ready: Mapping[MoveId, Readiness]
    earliest: Mapping[MoveId, date]
    dues: Mapping[MoveId, Due | None]
    delivery: Dates
    order: tuple[tuple[MoveId, MoveId], ...]
    leaving_first: frozenset[tuple[MoveId, MoveId]]
    left_behind: tuple[tuple[MoveId, MoveId], ...]
    horizon: date
    weights: Weights
    periods: Periods
    pins: Mapping[MoveId, date] = field(default_factory=dict)
    entered: Mapping[MoveId, date] = field(default_factory=dict)

    @cached_property
    def allowed(self) -> frozenset[date]:
        """The dates a move may be given: where the body has set its own, only those."""
        own = frozenset(self.inventory.planning.dates)
        return frozenset(self.days) & own if own else frozenset(self.days)

    @cached_property
    def retest(self) -> Mapping[MoveId, date]:
        """Moves with a failed rehearsal, by the last day on which one of them is held again (再確認日)."""
        days = {system: day for system, (_, day) in retest_days(self.inventory, self.as_of).items() if day is not None}
        stated = {move.id: [days[system] for system in move.systems if system in days] for move in self.moves}
        return {move: max(found) for move, found in stated.items() if found}

    def hits(self, move: MoveId, day: date) -> tuple[WindowHit, ...]:
        """The soft periods a cut-over falls into."""
        return self.periods.of(self.move_by_id[move], day)[0]

    def forbidden(self, move: MoveId, day: date) -> tuple[CalendarRule, ...]:
        """The strict periods that forbid a cut-over."""
        return self.periods.of(self.move_by_id[move], day)[1]

    def burden(self, move: MoveId, day: date) -> int:
        """How awkward a date is for a move."""
        return burden(self.hits(move, day))

    @cached_property
    def due(self) -> Dates:
        """The last day to cut over, by move."""
        return {move: due.latest if due is not None else None for move, due in self.dues.items()}

    @cached_property
    def move_by_id(self) -> Mapping[MoveId, Move]:
        """Moves by id."""
        return {move.id: move for move in self.moves}

    @cached_property
    def _own_pins(self) -> Mapping[MoveId, date]:
        return pins_by_group(self.inventory, self.situations.groups)

    def inventory_pin(self, move: MoveId) -> date | None:
        """The date the body itself has pinned a move at (a strategy may hold moves besides)."""
        return self._own_pins.get(move)

    @cached_property
    def paid_until(self) -> date:
        """The last day money is counted to: the end of the fiscal year in which the plan ends."""
        return fiscal_year_end(fiscal_year(self.horizon))

    @cached_property
    def days(self) -> tuple[date, ...]:
        """The candidate dates."""
        return tuple(candidate.date for candidate in self.dates)

    @property
    def priced_links(self) -> Mapping[InterfaceId, tuple[Price, ...]]:
        """Links whose change is quoted, by link id, with the prices of the link itself."""
        return self.prices.links

    @cached_property
    def basis(self) -> PlanBasis:
        """What orders are compared by."""
        if not self.weights.yen:
            return PlanBasis.COUNTED
        if self.links and all(link.id in self.priced_links for link in self.links if link.firm):
            return PlanBasis.PRICED
        return PlanBasis.MIXED


def build_frame(
    inventory: Inventory,
    premises: Premises,
    as_of: date,
    *,
    pins: Mapping[MoveId, date] | None = None,
    more_dates: Iterable[date] = (),
    given: Collection[str] = (),
    stands: Situations | None = None,
    periods: Periods | None = None,
) -> Frame:
    """Read an inventory into a frame. `more_dates` are dates of a plan under review: possible, though not proposed.

    `given` are the moves or systems such dates are for. `stands`: where the systems stand, if somebody knows already;
    `periods` likewise, of the same windows and calendar.
    """
    stands = stands or situations(inventory, as_of, given)
    moves = build_moves(stands, premises)
    links = build_links(stands, premises)
    found = pins_by_group(inventory, stands.groups) if pins is None else pins
    held = {move: day for move, day in found.items() if day >= as_of}  # what has passed holds nothing any more
    horizon = horizon_of(stands, premises, held.values())
    dates = candidate_dates(stands, premises, horizon, (*more_dates, *held.values()))
    days = tuple(candidate.date for candidate in dates)
    axis = axis_for(as_of, days)
    ready = {move.id: readiness_of(stands, premises, move) for move in moves}
    entered = entered_days(stands, held, moves, days)
    holdings = _holdings(stands, moves)
    paid_until = fiscal_year_end(fiscal_year(horizon))
    prices = build_prices(holdings, _rates(premises), moves, links, paid_until)
    terms = with_comparison(prices.terms, paid_until)
    stated = stated_order(inventory, moves)
    earliest = {move.id: earliest_cutover(ready[move.id], premises, as_of, entered.get(move.id)) for move in moves}
    meant = leaving_first(stands, links, stated)
    first = unforced(meant, entered, earliest, days)
    return Frame(
        inventory=inventory,
        situations=stands,
        premises=premises,
        as_of=as_of,
        moves=moves,
        links=links,
        terms=terms,
        prices=prices,
        holdings=holdings,
        dates=dates,
        axis=axis,
        caps=build_caps(stands, premises, moves, days, axis, entered),
        ready=ready,
        earliest=earliest,
        entered=entered,
        dues={move.id: due_of(inventory, premises, move) for move in moves},
        delivery={move.id: _delivery(inventory, move) for move in moves},
        order=(*stated, *(pair for pair in first if pair not in stated)),
        leaving_first=frozenset(first) - frozenset(stated),
        left_behind=tuple(pair for pair in meant if pair not in first),
        horizon=horizon,
        weights=_weights(premises, axis, priced=any(weighs(term) for term in terms)),
        periods=periods or Periods(inventory, premises.calendar),
        pins=held,
    )


def _rates(premises: Premises) -> Rates:
    return Rates(
        tax=premises.number("planning.tax_rate"),
        double_months=max(1, round(premises.number("planning.double_running_weeks") * 12 / 52)),
        accept_weeks=premises.whole("planning.stabilisation_weeks"),
    )


def _holdings(stands: Situations, moves: tuple[Move, ...]) -> Holdings:
    return Holdings(
        inventory=stands.inventory,
        as_of=stands.as_of,
        move_of={system: move.id for move in moves for system in move.systems},
        staying=frozenset(stands.on(Side.STAYS)),
        undecided=frozenset(stands.on(Side.UNDECIDED)),
    )


def _delivery(inventory: Inventory, move: Move) -> date | None:
    days = [d for s in move.systems if (d := inventory.system_by_id[s].delivery_date) is not None]
    return max(days, default=None)


def _weights(premises: Premises, axis: Axis, *, priced: bool) -> Weights:
    """Points from the assumptions. One month of one temporary link is the unit; everything is a multiple of it."""
    month = premises.number("planning.points_per_link_month")
    link = premises.number("planning.new_link_months") * month
    yen_per_link = premises.number("planning.yen_weight_of_link")
    scale = axis.parts
    return Weights(
        link=round(link * scale),
        consumer_first=round(link * scale * premises.number("planning.consumer_first_factor")),
        link_month=round(month),
        window=round(premises.number("planning.soft_window_penalty") * month * scale),
        wait_month=round(premises.number("planning.wait_weight") * month),
        money=Assumed(
            yen=link * scale / yen_per_link if priced and yen_per_link else 0.0,
            month=round(premises.number("planning.unpriced_month") * month * scale),
            once=round(premises.number("planning.unpriced_sum") * month * scale),
        ),
    )
