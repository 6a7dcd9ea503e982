"""How much work planning may do and which parts it makes (計算の設定)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from readiness.model.plan import Effort, PlanMode
from readiness.solver.solution import Solution
from readiness.solver.solve import solve

_WORK = {Effort.QUICK: (1.0, 0.25), Effort.STANDARD: (10.0, 0.25), Effort.THOROUGH: (120.0, 4.0)}
"""Deterministic units (about seconds of one core) of the plan, and of each strategy, scenario and relaxed solve."""
_SCENARIOS = {Effort.QUICK: 8, Effort.STANDARD: 32, Effort.THOROUGH: 96}


@dataclass(frozen=True, slots=True, kw_only=True)
class SolveSettings:
    """Work is counted in deterministic units, so that results do not depend on the machine; `effort` says how many.

    `mode` None: hold the adopted plan where there is one and it still covers every move, repair it where it does not,
    optimise where there is none. `units`: another amount of work than the level's, `scenarios`: another number
    of values tried for unknowns. `side`: this is a strategy or scenario beside the plan. `strategies`, `robustness`
    and `reasons` (of each date) are made where they are wanted. `solver` solves one problem as
    `readiness.solver.solve.solve` does (it may remember what was solved before). `stop` ends the plan's own search with
    its best plan; strategies and scenarios are left out then, since what they say needs whole searches.
    """

    mode: PlanMode | None = None
    effort: Effort = Effort.STANDARD
    seed: int = 0
    workers: int = 1
    side: bool = False
    units: float | None = None
    strategies: bool = True
    robustness: bool = True
    reasons: bool = True
    scenarios: int | None = None
    solver: Callable[..., Solution] = solve
    stop: Callable[[], bool] | None = None

    @property
    def work(self) -> float:
        """Units of the first solve."""
        return _WORK[self.effort][self.side] if self.units is None or self.side else self.units

    @property
    def tried(self) -> int:
        """So many plans at most are made anew to see what other values of unknowns change."""
        return _SCENARIOS[self.effort] if self.scenarios is None else self.scenarios

    @property
    def side_work(self) -> float:
        """Units that each further solve has at least."""
        return _WORK[self.effort][1]

    @property
    def stopped(self) -> bool:
        """Whether somebody has ended the work."""
        return self.stop is not None and self.stop()

    def aside(self) -> SolveSettings:
        """The settings of a strategy or scenario."""
        return replace(self, side=True)


FAST = SolveSettings(effort=Effort.QUICK, strategies=False, robustness=False)
