"""Penalties for leaving a contract early, where several moves share it: found by trying both answers (違約金).

The problem knows prices that rise with time, not one that falls away when the *last* of several moves waits. So the
penalty is left out of it, and where the answer would pay one, the other way is solved too: for each of the moves, the
best plan in which that move waits until the penalty is gone, or where it is paid by month until there is one month less
of it. The best of all of them is the best there is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from readiness.model.plan import PlanState
from readiness.model.plan.moves import Dates, MoveId
from readiness.model.unknown import known
from readiness.money.rent import Penalty, last_of
from readiness.planning.assess import points, yen_points
from readiness.planning.frame import Frame
from readiness.planning.rulebook import broken_rules
from readiness.planning.solved import Solved

Floors = Mapping[MoveId, date]
"""Moves that may not cut over before a day."""
Solve = Callable[[Floors], Solved | None]
"""The best plan without shared penalties; None where the floors leave no date. Its bound leaves them out, too."""

MOST_SOLVES = 16


def shared_penalties(frame: Frame) -> tuple[Penalty, ...]:
    """The penalties the problem leaves out: over several moves, of some weight."""
    return tuple(
        term
        for term in frame.terms
        if isinstance(term, Penalty) and len(term.moves) > 1 and (frame.weights.yen or not known(term.price.amount))
    )


def paid_points(frame: Frame, terms: tuple[Penalty, ...], dates: Dates) -> int:
    """Points of the penalties a plan pays."""
    return sum(yen_points(frame, charge) for term in terms for charge in term.charges(dates, frame.paid_until))


@dataclass(slots=True)
class _Search:
    frame: Frame
    solve: Solve
    best_known: tuple[int, ...]
    left: int = MOST_SOLVES

    def best(self, found: Solved, floors: Floors, terms: tuple[Penalty, ...], accepted: int = 0) -> Solved:
        """The best of paying the first penalty that `found` pays and of every way not to; with a bound for all.

        `accepted` = points of the penalties this branch pays whatever it does about the others.
        """
        paid = next((term for term in terms if paid_points(self.frame, (term,), found.dates)), None)
        self.best_known = min(self.best_known, merit(self.frame, found))
        bound = None if found.bound is None else found.bound + accepted
        if paid is None or self._hopeless(found, bound):
            return replace(found, bound=bound)
        rest = tuple(term for term in terms if term is not paid)
        # Plans whose last move goes no later pay no less of this penalty than `found` does.
        ways = [self.best(found, floors, rest, accepted + paid_points(self.frame, (paid,), found.dates))]
        later, then = self._less(paid, found), rest if paid.lump else terms
        waits = [(move, max(later, floors.get(move, later))) for move in paid.moves] if later is not None else []
        for move, floor in waits:
            if self.left <= 0:
                ways.append(replace(found, bound=bound))  # not looked into: nothing above its bound can be ruled out
                break
            self.left -= 1
            closer = {**floors, move: floor}
            other = self.solve(closer)
            if other is not None:
                ways.append(self.best(other, closer, then, accepted))
        chosen = min(ways, key=lambda way: merit(self.frame, way))
        rivals = [way.bound for way in ways if way.levels == chosen.levels]
        proven = [bound for bound in rivals if bound is not None]
        return replace(chosen, bound=min(proven) if len(proven) == len(rivals) else None)

    def _hopeless(self, found: Solved, bound: int | None) -> bool:
        """Whether no plan of a branch can be better than one that is known already."""
        return bound is not None and (*found.levels, bound) >= self.best_known[1:]

    def _less(self, term: Penalty, found: Solved) -> date | None:
        """The first day on which the last move pays less of a penalty than under `found`; None where there is none."""
        if term.lump:
            return term.until
        now, last = paid_points(self.frame, (term,), found.dates), last_of(term.moves, found.dates)
        for day in self.frame.days:
            if day > last and paid_points(self.frame, (term,), dict.fromkeys(term.moves, day)) < now:
                return day
        return None


def merit(frame: Frame, found: Solved) -> tuple[int, ...]:
    """What plans of one search are compared by: broken conditions, the levels above cost, points."""
    return (len(broken_rules(frame, found.dates)), *found.levels, points(frame, found.dates))


def best_with_penalties(frame: Frame, found: Solved, solve: Solve) -> Solved:
    """`found` improved where it pays a shared penalty, and what is proven about it with the penalties in."""
    terms = shared_penalties(frame)
    if not terms:
        return found
    best = _Search(frame, solve, merit(frame, found)).best(found, {}, terms)
    if found.bound is None:  # relaxed or repaired: better where it can be, nothing proven
        return replace(best, state=found.state, bound=None, clashes=found.clashes, ended=False)
    value = points(frame, best.dates)
    if best.bound is None:
        return replace(best, state=PlanState.BOUNDED, optimality_gap=None, ended=False)
    gap = (value - best.bound) / max(1, abs(value))
    return replace(best, state=PlanState.BOUNDED if gap > 0 else PlanState.OPTIMAL, optimality_gap=gap)
