"""Penalties for leaving a contract early, where several moves share it: found by trying both answers (違約金).

The problem knows prices that rise with time, not one that falls away when the *last* of several moves waits. So the
penalty is left out of it, and where the answer would pay one, the other way is solved too: for each of the moves, the
best plan in which that move waits until the penalty is gone. The best of all of them is the best there is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from readiness.model.plan import PlanState
from readiness.model.unknown import known
from readiness.money.terms import IfEarly
from readiness.planning.assess import points, yen_points
from readiness.planning.frame import Frame
from readiness.planning.solved import Dates, Solved

Floors = Mapping[str, date]
"""Moves that may not cut over before a day."""
Solve = Callable[[Floors], Solved | None]
"""The best plan without shared penalties; None where the floors leave no date. Its bound leaves them out, too."""

MOST_SOLVES = 8


def shared_penalties(frame: Frame) -> tuple[IfEarly, ...]:
    """The penalties the problem leaves out: of a known price, over several moves, where yen are compared."""
    return tuple(
        term
        for term in frame.terms
        if isinstance(term, IfEarly) and len(term.moves) > 1 and known(term.amount) and term.amount * frame.weights.yen
    )


def paid_points(frame: Frame, terms: tuple[IfEarly, ...], dates: Dates) -> int:
    """Points of the penalties a plan pays."""
    return sum(yen_points(frame, charge) for term in terms for charge in term.charges(dates, frame.horizon))


@dataclass(slots=True)
class _Search:
    frame: Frame
    solve: Solve
    left: int = MOST_SOLVES

    def best(self, found: Solved, floors: Floors, terms: tuple[IfEarly, ...]) -> Solved:
        """The better of paying the first penalty that `found` pays and of every way not to; with a bound for both."""
        paid = next((term for term in terms if paid_points(self.frame, (term,), found.dates)), None)
        if paid is None or found.bound is None:
            return found
        ways = [replace(found, bound=found.bound + paid_points(self.frame, (paid,), found.dates))]
        rest = tuple(term for term in terms if term is not paid)
        for move in paid.moves:
            if self.left <= 0:
                ways.append(found)  # not looked into: nothing better than its bound can be ruled out
                break
            self.left -= 1
            closer = {**floors, move: max(paid.until, floors.get(move, paid.until))}
            other = self.solve(closer)
            if other is not None:
                ways.append(self.best(other, closer, rest))
        chosen = min(ways, key=lambda way: points(self.frame, way.dates))
        bounds = [way.bound for way in ways if way.bound is not None]
        return replace(chosen, bound=min(bounds) if len(bounds) == len(ways) else None)


def best_with_penalties(frame: Frame, found: Solved, solve: Solve) -> Solved:
    """`found` improved where it pays a shared penalty, and what is proven about it with the penalties in."""
    terms = shared_penalties(frame)
    if not terms or found.bound is None:
        return found
    best = _Search(frame, solve).best(found, {}, terms)
    value = points(frame, best.dates)
    if best.bound is None:
        return replace(best, state=PlanState.BOUNDED, optimality_gap=None)
    gap = (value - best.bound) / max(1, abs(value))
    return replace(best, state=PlanState.BOUNDED if gap > 0 else PlanState.OPTIMAL, optimality_gap=gap)
