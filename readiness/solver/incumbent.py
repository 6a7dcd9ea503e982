"""The best plan found so far, on the folded problem, and who is told about a better one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from readiness.solver.budget import Budget
from readiness.solver.compiled import Compiled
from readiness.solver.problem import Level
from readiness.solver.score import keeps_rules, level_of


@dataclass(slots=True)
class Incumbent:
    """`plan`: slots per unit, None until one is found; compared level by level."""

    compiled: Compiled
    levels: tuple[Level, ...]
    budget: Budget
    plan: tuple[int, ...] | None = None

    def values(self, slots: Sequence[int]) -> tuple[int, ...]:
        """Value per level, for comparison."""
        return tuple(level_of(self.compiled, slots, level) for level in self.levels)

    def value(self, compiled: Compiled, level: Level) -> int:
        """Value of the plan at one level (of a problem folded anew, with fewer slots)."""
        return level_of(compiled, self.plan or (), level)

    def offer(self, slots: Sequence[int] | None) -> None:
        """Take a plan if it keeps the rules and is better level by level."""
        if slots is None or not keeps_rules(self.compiled, slots):
            return
        if self.plan is None or self.values(slots) < self.values(self.plan):
            self.plan = tuple(slots)
            for level, value in zip(self.levels, self.values(slots), strict=True):
                self.budget.incumbent(level, value)
