"""The proof by chains: prices until they stand still, then searches below ever higher limits."""

from __future__ import annotations

import math

from readiness.solver.bounds import separable_bound
from readiness.solver.budget import Budget
from readiness.solver.chains import ChainSearch
from readiness.solver.compiled import Compiled
from readiness.solver.cuts import hold_weights
from readiness.solver.incumbent import Incumbent
from readiness.solver.methods import PROVEN_OFTEN
from readiness.solver.nested import fits
from readiness.solver.profile import Growth
from readiness.solver.size_prices import SizePrices

MAX_UNITS = 62
"""Sets are numbers of 64 bits."""
ROUNDS = ((1, 30), (2, 90), (3, 180))
"""Hubs and steps of the prices; after each round it is tried whether they are good enough."""
STAGES = ((1, 0.12, 0.0), (2, 0.12, 0.0), (3, 0.12, 6.0), (4, 0.16, 12.0), (5, 1.0, 30.0))
"""The same where no proof is likely, with shares of the work left and the least work for all with which a stage pays:
steps that get shorter over all of it come higher than rounds between searches."""
PRICE_SHARE, PRICE_SHARE_OF_MANY = 0.5, 0.8
"""Of the work left, for the prices of one round at most; of all stages."""
TRIAL = 0.1
"""Work of a search after a round that is not the last, beside what its prices took."""
PARTS = 20
"""Limits rise by so large a part of the gap at most."""
LEAST_GROWTH, SURE = 1.01, 0.8
"""Of the sets by unit of the limit; and the share of the work left that a search should take."""
FEWEST_STEPS = 3


class ChainProof:
    """Tries to prove the best plan known, or finds a better one; may be asked again with more work."""

    def __init__(self, compiled: Compiled, prices: SizePrices) -> None:
        self.compiled, self.prices = compiled, prices
        self.base = separable_bound(compiled, "cost")
        self.bound, self.attempts = self.base, 0

    def attempt(self, best: Incumbent, work: float) -> None:
        """Raise `bound`, until it meets the plan or the work is done: the first time in rounds, then all at once."""
        end, many = best.budget.spent + work, self.compiled.size > PROVEN_OFTEN
        if many:
            self._staged(best, PRICE_SHARE_OF_MANY * work)
            self._search(best, end - best.budget.spent)
        for number, (hubs, steps) in enumerate(() if many else ROUNDS[-1:] if self.attempts else ROUNDS):
            if self.bound >= self._value(best):
                break
            self.prices.widen(hubs)
            prices = PRICE_SHARE * (end - best.budget.spent)
            if not self.attempts:
                prices = min(prices, (steps + 0.5) * self.prices.work)
            self._improve(best, prices)
            last, left = self.attempts > 0 or number == len(ROUNDS) - 1, end - best.budget.spent
            self._search(best, left if last else min(left, prices + TRIAL))
        self.attempts += 1

    def _staged(self, best: Incumbent, work: float) -> None:
        """Better prices, with more and more hubs written down."""
        end = best.budget.spent + work
        stages = [stage for stage in STAGES if work >= stage[-1]]
        for hubs, share, _ in stages[-1:] if self.attempts else stages:
            if self.bound < self._value(best):
                last = hubs == stages[-1][0]
                self.prices.widen(hubs)
                left = end - best.budget.spent
                self._improve(best, left if last else share * left, lead=not last)

    def _improve(self, best: Incumbent, work: float, *, lead: bool = False) -> None:
        spent = self.prices.improve(self._value(best), work, best.budget.interrupted, lead=lead)
        best.budget.spend(spent)
        self._raise(self.prices.bound)

    def _search(self, best: Incumbent, work: float) -> None:
        """Search below ever higher limits: by parts of the gap, then by as much as the work left is likely to do."""
        budget, end = best.budget, best.budget.spent + work
        search = ChainSearch(self.compiled, self.prices, budget.interrupted)
        part = math.ceil((self._value(best) - self.bound) / PARTS)
        while self.bound < (value := self._value(best)) and budget.spent < end and not budget.interrupted():
            limit = min(value, self.bound + part)
            found = search.run(limit - self.base, end - budget.spent)
            budget.spend(search.work)
            self._raise(found.bound + self.base)
            if found.slots is not None:
                best.offer(self._on_times(found.slots))
            elif self.bound < limit:
                break
            # Each further unit of the limit multiplies the sets by as much as the last one did.
            growth = max(LEAST_GROWTH, search.sets / max(1, search.cheaper))
            more = math.log(max(1.0, SURE * (end - budget.spent) / max(search.work, 1e-3))) / math.log(growth)
            part = max(1, min(2 * part, math.floor(more)))

    def _raise(self, bound: float) -> None:
        if bound == -math.inf:
            return  # of the first chain only so far
        self.bound = max(self.bound, math.ceil(bound - 1e-6 * max(1.0, abs(bound) * 1e-3)))

    def _value(self, best: Incumbent) -> int:
        return best.value(self.compiled, "cost")

    def _on_times(self, slots: tuple[int, ...]) -> list[int] | None:
        """A chain as slots, where there are as many as it has steps."""
        times = self.compiled.allowed[0]
        return [times[place] for place in slots] if max(slots) < len(times) else None


def _plain(compiled: Compiled) -> bool:
    """Whether nothing but holding links costs and nothing but a number of units fills a slot."""
    more = compiled.groups or compiled.retests or compiled.lags or compiled.resources
    builds = any(build or back for build, _, back, _ in compiled.pairs.values())
    return compiled.counted and not builds and not more


def chain_proof(compiled: Compiled, budget: Budget, share: float) -> ChainProof | None:
    """A proof to begin with; None where more than holding counts, or the graph of links is too wide for the work."""
    pairs = hold_weights(compiled)
    if not 1 < compiled.size <= MAX_UNITS or not pairs or not _plain(compiled) or not Growth(compiled).steady:
        return None
    prices = SizePrices(compiled)
    if not fits(compiled, prices.now.buckets) or len(prices.chains[0].sizes) < 2:
        return None
    return ChainProof(compiled, prices) if prices.work <= budget.left * share / FEWEST_STEPS else None
