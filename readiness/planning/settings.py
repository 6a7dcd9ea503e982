"""How much work planning may do and which parts it makes (計算の設定)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from readiness.model.plan import PlanMode


@dataclass(frozen=True, slots=True, kw_only=True)
class SolveSettings:
    """Work is counted in deterministic units (about seconds of one core), so that results do not depend on the machine.

    `mode` None: hold the adopted plan where there is one and it still covers every move, repair it where it does not,
    optimise where there is none. `side_work` bounds each solve of a strategy or scenario. `exact` allows the method
    over subsets, which proves more and costs seconds; strategies and scenarios do without it.
    """

    mode: PlanMode | None = None
    seed: int = 0
    workers: int = 1
    work: float = 2.5
    side_work: float = 0.25
    strategies: bool = True
    robustness: bool = True
    scenarios: int = 8
    exact: bool = True

    def aside(self) -> SolveSettings:
        """The settings of a strategy or scenario."""
        return replace(self, work=self.side_work, exact=False)


FAST = SolveSettings(work=0.5, strategies=False, robustness=False)
