"""Dates of every move and what is proven about them (計算結果)."""

from __future__ import annotations

from dataclasses import dataclass

from readiness.model.plan import Clash, Effort, PlanState
from readiness.model.plan.moves import Dates
from readiness.solver.solution import Attempt


@dataclass(frozen=True, slots=True, kw_only=True)
class Solved:
    """Dates of every move, and what is proven about them. `bound` in points: no order can be below it.

    `ended`: whether more work would find nothing else, whatever else is proven: the fewest changes, the cheapest with
    the conditions that gave way.
    `effort`: how much work was allowed; None where nothing was searched.
    `tried`: what came to no end within the work: finding an order, or thinning a clash.
    `levels`: the values of the objectives that come before cost (changes, lateness), in their order.
    """

    dates: Dates
    state: PlanState
    optimality_gap: float | None = None
    bound: int | None = None
    reproducible: bool = True
    ended: bool = False
    levels: tuple[int, ...] = ()
    clashes: tuple[Clash, ...] = ()
    effort: Effort | None = None
    tried: tuple[Attempt, ...] = ()
