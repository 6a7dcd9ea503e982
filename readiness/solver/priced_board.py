"""A full plan that knows its price: what a change of one unit, or an exchange of two, would cost is found locally.

Only the touched unit's own table, pairs, groups and retests are evaluated.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from readiness.solver.board import Board
from readiness.solver.compiled import Compiled, UnitGroup, UnitRetest
from readiness.solver.scalar import Scalar
from readiness.solver.score import openings, pair_cost, retest_slots


class PricedBoard:
    """`board`: the plan; `at[t]`: units at slot t; `pairs[u]`: linked units with cost by distance; `value`: its price.

    `touched[u]`: groups and retests (numbers in `extra`) that concern u.
    """

    def __init__(self, compiled: Compiled, scalar: Scalar, slots: Sequence[int]) -> None:
        self.compiled, self.scalar = compiled, scalar
        self.board = Board(compiled, slots)
        self.at: list[list[int]] = [[] for _ in range(compiled.horizon)]
        for u, t in enumerate(slots):
            self.at[t].append(u)
        self.pairs = _pair_tables(compiled, scalar.unit)
        self.touched: list[list[int]] = [[] for _ in range(compiled.size)]
        self.extra: list[Callable[[], int]] = []
        if scalar.unit:
            self._higher_order(scalar.unit)
        self._extra_now = [price() for price in self.extra]
        self.value = scalar.value(compiled, slots)

    def _higher_order(self, unit: int) -> None:
        slot = self.board.slot
        for group in self.compiled.groups:
            for u in {u for pair in group.pairs for u in pair}:
                self.touched[u].append(len(self.extra))
            self.extra.append(partial(_group_price, group, unit, slot))
        for retest in self.compiled.retests:
            for u in {retest.at, *retest.neighbours}:
                self.touched[u].append(len(self.extra))
            self.extra.append(partial(_retest_price, retest, unit, slot))

    def change(self, u: int, old: int, new: int) -> int:
        """By how much own amount and pairs change when u goes from `old` to `new`, all others staying."""
        slot, own = self.board.slot, self.scalar.own[u]
        total = own[new] - own[old]
        for v, table in self.pairs[u]:
            other = slot[v]
            total += table[other - new] - table[other - old]
        return total

    def fits_beside(self, u: int, t: int) -> bool:
        """Whether u may go to t; a unit that loads no other slot than its own need not be taken off the board."""
        board = self.board
        if board.narrow[u]:
            return board.fits(u, t)
        old = board.slot[u]
        board.take(u)
        found = board.fits(u, t)
        board.put(u, old)
        return found

    def relocate(self, u: int, t: int, by: int, most: float) -> bool:
        """Unit u goes to t (own amount and pairs change `by`) if all in all that costs at most `most` more."""
        old = self.board.slot[u]
        self.board.take(u)
        self.board.put(u, t)
        if not self._settle(by, most, self.touched[u]):
            self.board.take(u)
            self.board.put(u, old)
            return False
        self.at[old].remove(u)
        self.at[t].append(u)
        return True

    def exchange(self, u: int, v: int, most: float) -> bool:
        """Units u and v exchange slots if rules allow and it costs at most `most` more."""
        board = self.board
        old, t = board.slot[u], board.slot[v]
        by = self.change(u, old, t)
        board.slot[u] = t  # the second change is seen after the first
        by += self.change(v, t, old)
        board.slot[u] = old
        touched = sorted({*self.touched[u], *self.touched[v]}) if self.extra else []
        if by > most and not touched:
            return False
        board.take(u)
        board.take(v)
        allowed = board.fits(u, t)
        if allowed:
            board.put(u, t)
            if board.fits(v, old):
                board.put(v, old)
            else:
                board.take(u)
                allowed = False
        if allowed and self._settle(by, most, touched):
            self.at[old].remove(u)
            self.at[old].append(v)
            self.at[t].remove(v)
            self.at[t].append(u)
            return True
        if allowed:
            board.take(u)
            board.take(v)
        board.put(v, t)
        board.put(u, old)
        return False

    def _settle(self, by: int, most: float, touched: Sequence[int]) -> bool:
        """Price groups and retests of the plan on the board; accept it if the whole change is at most `most`."""
        if touched:
            now = [self.extra[x]() for x in touched]
            by += sum(now) - sum(self._extra_now[x] for x in touched)
            if by > most:
                return False
            for x, price in zip(touched, now, strict=True):
                self._extra_now[x] = price
        self.value += by
        return True

    def adopt(self, slots: Sequence[int], value: int) -> None:
        """Put another plan, of known price, on the board."""
        moving = [u for u, t in enumerate(slots) if self.board.slot[u] != t]
        for u in moving:
            self.at[self.board.slot[u]].remove(u)
            self.board.take(u)
        for u in moving:
            self.board.put(u, slots[u])
            self.at[slots[u]].append(u)
        self._extra_now = [price() for price in self.extra]
        self.value = value


def _pair_tables(compiled: Compiled, unit: int) -> list[list[tuple[int, list[int]]]]:
    """Per unit: (other unit, cost by slot of the other minus own slot; negative indices reach from the end)."""
    pairs: list[list[tuple[int, list[int]]]] = [[] for _ in range(compiled.size)]
    horizon = compiled.horizon
    made: dict[tuple[int, int, int, int], tuple[list[int], list[int]]] = {}
    for (u, v), record in compiled.pairs.items() if unit else ():
        if record not in made:
            distances = [*range(horizon), *range(-horizon, 0)]
            made[record] = (
                [unit * pair_cost(record, d) for d in distances],
                [unit * pair_cost(record, -d) for d in distances],
            )
        pairs[u].append((v, made[record][0]))
        pairs[v].append((u, made[record][1]))
    return pairs


def _group_price(group: UnitGroup, unit: int, slot: Sequence[int]) -> int:
    return unit * group.setup * openings(group, slot)


def _retest_price(retest: UnitRetest, unit: int, slot: Sequence[int]) -> int:
    return unit * retest.amount * retest_slots(retest, slot)
