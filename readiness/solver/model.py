"""The planning problem as a CP-SAT model: rules, and the levels as linear expressions minimised in order by the driver.

Steps «moved by slot t» exist only for units that need them (build costs, group openings, retests per slot).
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property

from readiness.solver.compiled import Compiled, UnitGroup, UnitRetest
from readiness.solver.model_rules import add_rules, intervals
from readiness.solver.problem import Level
from readiness.solver.variables import Expr, Variables


class CpModel(Variables):
    """Variables and rules of one problem; `level` gives the expression of a level."""

    def __init__(self, compiled: Compiled) -> None:
        super().__init__(compiled)
        add_rules(self)

    def level(self, level: Level) -> Expr:
        """The expression of a level (made on first use)."""
        if level == "cost":
            return self._cost
        if level == "makespan":
            return self._makespan
        if level == "peak":
            return self._peak
        return sum(self._own(level))

    def _own(self, level: Level) -> list[Expr]:
        terms: list[Expr] = []
        for u, table in enumerate(self.compiled.own[level]):
            allowed = self.compiled.allowed[u]
            if not any(table[t] for t in allowed):
                continue
            terms.extend(table[t] * x for t, x in self.take(u).items() if table[t])
        return terms

    @cached_property
    def _cost(self) -> Expr:
        terms = self._own("cost")
        for (u, v), pair in self.compiled.pairs.items():
            terms.extend(self._pair(u, v, pair[0], pair[1]))
            terms.extend(self._pair(v, u, pair[2], pair[3]))
        for group in self.compiled.groups:
            terms.extend(self._openings(group))
        for retest in self.compiled.retests:
            terms.extend(self._retests(retest))
        return sum(terms)

    def _pair(self, u: int, v: int, build: int, hold: int) -> list[Expr]:
        """Costs due when u moves before v."""
        allowed_u, allowed_v = self.compiled.allowed[u], self.compiled.allowed[v]
        farthest = allowed_v[-1] - allowed_u[0]
        terms: list[Expr] = []
        if farthest <= 0:
            return terms
        if hold:
            ahead = self.model.new_int_var(0, farthest, f"h{u},{v}")
            self.follow(ahead, lambda slots: max(0, slots[v] - slots[u]))
            self.model.add(ahead >= self.slot[v] - self.slot[u])
            terms.append(hold * ahead)
        if build:
            first = self.follow(self.model.new_bool_var(f"b{u},{v}"), lambda slots: slots[v] > slots[u])
            self.model.add(self.slot[u] >= self.slot[v]).only_enforce_if(first.negated())
            terms.append(build * first)
        return terms

    def _openings(self, group: UnitGroup) -> list[Expr]:
        first = min(self.compiled.allowed[u][0] for pair in group.pairs for u in pair)
        last = max(self.compiled.allowed[u][-1] for pair in group.pairs for u in pair)
        terms, previous = [], None
        for t in range(first, last):
            apart = [a for pair in group.pairs if (a := self.apart(*pair, t)) is not None]
            is_open = self.model.new_bool_var("")
            self.model.add(sum(apart) >= is_open)
            for a in apart:
                self.model.add(is_open >= a)
            opening = self.model.new_bool_var("")
            self.model.add(opening >= (is_open if previous is None else is_open - previous))
            terms.append(group.setup * opening)
            previous = is_open
        return terms

    def _retests(self, retest: UnitRetest) -> list[Expr]:
        terms = []
        guests: dict[int, list[Expr]] = defaultdict(list)
        for v in retest.neighbours:
            for t, x in self.take(v).items():
                guests[t].append(x)
        for t, literals in guests.items():
            # The unit's own state in which a guest at t counts: already moved before t, or still waiting after t.
            states = [self.step(retest.at, t - 1)] if retest.moved else []
            states += [1 - self.step(retest.at, t)] if retest.waiting else []
            due = self.model.new_bool_var("")
            for x in literals:
                self.model.add(due >= x + sum(states) - 1)
            terms.append(retest.amount * due)
        return terms

    @cached_property
    def _makespan(self) -> Expr:
        last = self.model.new_int_var(0, self.compiled.horizon, "makespan")
        for slot in self.slot:
            self.model.add(last >= slot)
        return last

    @cached_property
    def _peak(self) -> Expr:
        if self.compiled.problem.peak is None:
            peak = self.model.new_int_var(0, len(self.compiled.problem.moves), "peak")
            load: dict[int, list[Expr]] = defaultdict(list)
            for u, names in enumerate(self.compiled.members):
                for t, x in self.take(u).items():
                    load[t].append(len(names) * x)
            for terms in load.values():
                self.model.add(sum(terms) <= peak)
            return peak
        resource = next(r for r in self.compiled.resources if r.name == self.compiled.problem.peak)
        peak = self.model.new_int_var(0, max(0, *resource.limits), "peak")
        working, amounts = intervals(self, resource)
        self.model.add_cumulative(working, amounts, peak)
        return peak
