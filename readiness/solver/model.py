"""The planning problem as a CP-SAT model over units: one literal per unit and allowed slot, channelled to its slot.

Measured best of three formulations (see docs/decisions). Steps «moved by slot t» exist only for units that need them
(build costs, group openings, retests per slot). Levels are linear expressions; the driver minimises them in order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from ortools.sat.python import cp_model

from readiness.solver.compiled import Compiled, UnitGroup, UnitResource, UnitRetest
from readiness.solver.problem import Level

Expr = Any  # ortools ships no usable types for its expressions


class CpModel:
    """Variables, rules and levels of one problem. `slot[u]` is the slot variable of unit u."""

    def __init__(self, compiled: Compiled) -> None:
        self.compiled = compiled
        self.model = cp_model.CpModel()
        self._step: dict[tuple[int, int], Expr] = {}
        self._take: dict[int, dict[int, Expr]] = {}
        self._aheads: list[tuple[int, int, Expr]] = []
        self._firsts: list[tuple[int, int, Expr]] = []
        self.slot = [
            self.model.new_int_var_from_domain(cp_model.Domain.from_values(allowed), f"s{u}")
            for u, allowed in enumerate(compiled.allowed)
        ]
        self._rules()

    def hints(self, slots: Sequence[int]) -> Iterator[tuple[Expr, int]]:
        """Variable and value for every variable made so far that follows from slots per unit."""
        for u, t in enumerate(slots):
            yield self.slot[u], t
            literals = self._take.get(u, {})
            if len(literals) > 1:
                yield from ((x, at == t) for at, x in literals.items())
        yield from ((step, t >= slots[u]) for (u, t), step in self._step.items())
        yield from ((ahead, max(0, slots[v] - slots[u])) for u, v, ahead in self._aheads)
        yield from ((first, slots[v] > slots[u]) for u, v, first in self._firsts)
        for (u, v, t), apart in self._apart_made.items():
            yield apart, (slots[u] <= t) != (slots[v] <= t)

    # ---- variables made when first asked for

    def take(self, u: int) -> dict[int, Expr]:
        """Literal per allowed slot: unit u takes it."""
        if u not in self._take:
            allowed = self.compiled.allowed[u]
            if len(allowed) == 1:
                literals = {allowed[0]: self.model.new_constant(1)}
            else:
                literals = {t: self.model.new_bool_var(f"x{u},{t}") for t in allowed}
                self.model.add_exactly_one(literals.values())
                self.model.add(self.slot[u] == sum(t * x for t, x in literals.items()))
            self._take[u] = literals
        return self._take[u]

    def step(self, u: int, t: int) -> Expr:
        """Unit u has moved by slot t: a literal or the constant 0 or 1."""
        allowed = self.compiled.allowed[u]
        if t < allowed[0]:
            return 0
        if t >= allowed[-1]:
            return 1
        if (u, t) not in self._step:
            literals = self.take(u)
            running: Expr = 0
            for at in range(allowed[0], allowed[-1]):
                if at in literals:
                    fresh = self.model.new_bool_var(f"y{u},{at}")
                    self.model.add(fresh == running + literals[at])
                    running = fresh
                self._step[u, at] = running
        return self._step[u, t]

    # ---- rules

    def _rules(self) -> None:
        for (u, v), (least, most) in self.compiled.lags.items():
            self.model.add(self.slot[v] - self.slot[u] >= least)
            if most is not None:
                self.model.add(self.slot[v] - self.slot[u] <= most)
        for cap in self.compiled.caps:
            self._cap(cap.weights, cap.parties, cap.limits)
        for resource in self.compiled.resources:
            self._resource(resource, resource.limits)

    def _cap(self, weights: Any, parties: Any, limits: Sequence[int]) -> None:
        load: dict[int, list[Expr]] = defaultdict(list)
        most: dict[int, int] = defaultdict(int)
        for u, weight in weights.items():
            for t, x in self.take(u).items():
                load[t].append(weight * x)
                most[t] += weight
        guests: dict[tuple[int, int], list[Expr]] = defaultdict(list)
        for u, ids in parties.items():
            for t, x in self.take(u).items():
                for party in ids:
                    guests[t, party].append(x)
        for (t, party), literals in guests.items():
            present = literals[0]
            if len(literals) > 1:
                present = self.model.new_bool_var(f"p{t},{party}")
                for x in literals:
                    self.model.add_implication(x, present)
            load[t].append(present)
            most[t] += 1
        for t, terms in load.items():
            if most[t] > limits[t]:
                self.model.add(sum(terms) <= limits[t])

    def _resource(self, resource: UnitResource, limits: Sequence[int]) -> None:
        if all(len(demand) == 1 for demand in resource.demands.values()):
            for t, terms in self._load_at(resource).items():
                self.model.add(sum(terms) <= limits[t])
            return
        top = max(limits)
        intervals, amounts = self._intervals(resource)
        for t, limit in enumerate(limits):
            if limit < top:
                intervals.append(self.model.new_fixed_size_interval_var(t, 1, ""))
                amounts.append(top - limit)
        self.model.add_cumulative(intervals, amounts, top)

    def _load_at(self, resource: UnitResource) -> dict[int, list[Expr]]:
        load: dict[int, list[Expr]] = defaultdict(list)
        for u, demand in resource.demands.items():
            for t, x in self.take(u).items():
                for back, amount in demand:
                    load[t - back].append(amount * x)
        return load

    def _intervals(self, resource: UnitResource) -> tuple[list[Expr], list[int]]:
        """Blocks of equal demand: several per unit where its moves work for different lengths."""
        intervals, amounts = [], []
        for u, demand in resource.demands.items():
            begin = 0
            while begin < len(demand):
                end = begin
                while end + 1 < len(demand) and demand[end + 1] == (demand[end][0] + 1, demand[begin][1]):
                    end += 1
                size = demand[end][0] - demand[begin][0] + 1
                start = self.slot[u] - demand[end][0]
                intervals.append(self.model.new_fixed_size_interval_var(start, size, ""))
                amounts.append(demand[begin][1])
                begin = end + 1
        return intervals, amounts

    # ---- levels

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
            self.model.add(ahead >= self.slot[v] - self.slot[u])
            self._aheads.append((u, v, ahead))
            terms.append(hold * ahead)
        if build:
            first = self.model.new_bool_var(f"b{u},{v}")
            self.model.add(self.slot[u] >= self.slot[v]).only_enforce_if(first.negated())
            self._firsts.append((u, v, first))
            terms.append(build * first)
        return terms

    def _openings(self, group: UnitGroup) -> list[Expr]:
        first = min(self.compiled.allowed[u][0] for pair in group.pairs for u in pair)
        last = max(self.compiled.allowed[u][-1] for pair in group.pairs for u in pair)
        terms, previous = [], None
        for t in range(first, last):
            apart = [a for pair in group.pairs if (a := self._apart(*pair, t)) is not None]
            is_open = self.model.new_bool_var("")
            self.model.add(sum(apart) >= is_open)
            for a in apart:
                self.model.add(is_open >= a)
            opening = self.model.new_bool_var("")
            self.model.add(opening >= (is_open if previous is None else is_open - previous))
            terms.append(group.setup * opening)
            previous = is_open
        return terms

    def _apart(self, u: int, v: int, t: int) -> Expr | None:
        """Whether exactly one of u and v has moved by t; None when surely not."""
        one, two = self.step(u, t), self.step(v, t)
        if isinstance(one, int) and isinstance(two, int):
            return None if one == two else 1
        if isinstance(one, int):
            one, two = two, one
        if isinstance(two, int):
            return 1 - one if two else one
        key = (min(u, v), max(u, v), t)
        if key not in self._apart_made:
            apart = self.model.new_bool_var("")
            self.model.add_bool_xor([one, two, apart.negated()])
            self._apart_made[key] = apart
        return self._apart_made[key]

    @cached_property
    def _apart_made(self) -> dict[tuple[int, int, int], Expr]:
        return {}

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
        intervals, amounts = self._intervals(resource)
        self.model.add_cumulative(intervals, amounts, peak)
        return peak
