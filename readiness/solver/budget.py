"""How long a solve may go on: deterministic work units decide, the clock and the caller's stop are safety nets."""

from __future__ import annotations

import time
from collections.abc import Callable

from readiness.solver.problem import Level
from readiness.solver.solution import Progress


class Budget:
    """Counts work; `cut` turns True once the clock or the caller, not the work limit, ended a search."""

    def __init__(
        self,
        work: float,
        wall: float | None,
        stop: Callable[[], bool] | None = None,
        on_progress: Callable[[Progress], None] | None = None,
    ) -> None:
        self.limit, self.spent = work, 0.0
        self._deadline = None if wall is None else time.monotonic() + wall
        self._stop, self._report = stop, on_progress
        self._last: dict[tuple[str, Level], int] = {}
        self.cut = False

    @property
    def left(self) -> float:
        """Work units left, never negative."""
        return max(0.0, self.limit - self.spent)

    @property
    def wall_left(self) -> float | None:
        """Seconds until the safety net, None without one."""
        return None if self._deadline is None else max(0.0, self._deadline - time.monotonic())

    @property
    def may_stop(self) -> bool:
        """Whether clock or caller can end the search at all."""
        return self._deadline is not None or self._stop is not None

    def half(self) -> Budget:
        """A budget of its own with half the work left, the same clock, caller and listener."""
        return Budget(self.left / 2, self.wall_left, self.interrupted, self._report)

    def spend(self, work: float) -> None:
        """Record finished work."""
        self.spent += work

    def interrupted(self) -> bool:
        """Whether clock or caller end the search now; remembers that they did."""
        late = self._deadline is not None and time.monotonic() >= self._deadline
        if late or (self._stop is not None and self._stop()):
            self.cut = True
        return self.cut

    def incumbent(self, level: Level, value: int) -> None:
        """Report a plan if it is better than the last one reported at this level."""
        self._event("incumbent", level, value, better=lambda old: value < old)

    def bound(self, level: Level, value: int) -> None:
        """Report a bound if it is better than the last one reported at this level."""
        self._event("bound", level, value, better=lambda old: value > old)

    def _event(self, kind: str, level: Level, value: int, better: Callable[[int], bool]) -> None:
        old = self._last.get((kind, level))
        if self._report is None or (old is not None and not better(old)):
            return
        self._last[kind, level] = value
        self._report(Progress(kind=kind, level=level, value=value, work=self.spent))  # type: ignore[arg-type]
