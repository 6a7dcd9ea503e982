"""A joint plan and what is proven of it."""

from __future__ import annotations

from dataclasses import dataclass

from readiness.solver.joint.prices import Prices
from readiness.solver.joint.problem import Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """value − bound, split: what bodies forgo, capacity that is priced and idle, lateness that is left over.

    In units of 1/scale of the stage; the three add up to scale × (value − bound), to the unit.
    """

    regret: int
    idle: int
    spare: int

    @property
    def total(self) -> int:
        """The whole difference."""
        return self.regret + self.idle + self.spare


@dataclass(frozen=True, slots=True, kw_only=True)
class JointPlan:
    """A joint plan and what is proven of it.

    `least`: the lateness the first stage found; `limit` is that or, where it was eased, more. `columns`: per body, in
    their order, the month of each move. `late_bound` and `cost_bound`: no plan is less late; none of at most `limit`
    lateness is cheaper. `alone`, `served`: (lateness, cost) of each for itself, and first come first served. `prices`:
    groups × months, what one more slot would be worth in units of 1/COST_SCALE of cost, and `late_prices` in
    1/LATE_SCALE of a month of lateness. `proof`: the prices at which the bodies' answers prove `cost_bound`.
    `beyond`: (body, move) without a month within the horizon. `each`: the plan of each body alone; `in_turn`: what they
    take first come first served.
    """

    columns: tuple[tuple[int, ...], ...]
    late: int
    cost: int
    limit: int
    least: int
    late_bound: int
    cost_bound: int
    alone: tuple[int, int]
    served: tuple[int, int]
    prices: Ints
    late_prices: Ints
    proof: Prices
    parts: Parts
    rounds: int
    beyond: tuple[tuple[int, int], ...] = ()
    each: tuple[tuple[int, ...], ...] = ()
    in_turn: tuple[tuple[int, ...], ...] = ()
