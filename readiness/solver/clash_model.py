"""The rules of a problem, each behind a literal of its own; one of them may be given slack to measure how much."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from readiness.solver.budget import Budget
from readiness.solver.problem import Cap, Move, Problem, Resource, Rule
from readiness.solver.sat import cp_model

Expr = Any
TERMS_PER_WORK = 1e6
"""Of caps and resources, written down."""


class RuleModel:
    """`literal(rule)` switches a rule on; rules outside `active` are left out; `give` is the slack of `relaxed`.

    Slots and amounts of slack are as described at `Relaxation`. Without any rule a move may take any slot. `budget`
    pays for the terms of caps and resources; where it ends, rules not come to are left out: `whole` is False then.
    """

    def __init__(self, problem: Problem, active: set[Rule], budget: Budget, relaxed: Rule | None = None) -> None:
        self.problem, self.budget, self.whole = problem, budget, True
        self.model = cp_model.CpModel()
        self._literals: dict[Rule, Expr] = {}
        self._take: dict[str, dict[int, Expr]] = {}
        self._slots = {move.id: move.slots for move in problem.moves}
        self._active = active
        self._relaxed = relaxed
        self.give = self.model.new_int_var(0, self._most_slack(), "give")
        horizon = problem.horizon
        self.slot = {m.id: self.model.new_int_var(0, horizon - 1, m.id) for m in problem.moves}
        for move in problem.moves:
            self._own(move)
        self._orders()
        for cap in problem.caps:
            if (on := self._on(Rule("cap", cap.name))) is not None:
                self._cap(cap, on)
        for resource in problem.resources:
            if (on := self._on(Rule("resource", resource.name))) is not None:
                self._resource(resource, on)

    def _goes_on(self, terms: int) -> bool:
        """Pay for so many terms; whether there is anything left to pay with."""
        self.budget.spend(terms / TERMS_PER_WORK)
        self.whole &= self.budget.left > 0 and not self.budget.interrupted()
        return self.whole

    def _orders(self) -> None:
        for p in self.problem.precedences:
            if (on := self._on(Rule("precedence", p.name))) is not None:
                lag = self.slot[p.after] - self.slot[p.before]
                slack = self._slack(Rule("precedence", p.name))
                self.model.add(lag >= p.min_lag - slack).only_enforce_if(on)
                if p.max_lag is not None:
                    self.model.add(lag <= p.max_lag + slack).only_enforce_if(on)
        for group in self.problem.together:
            if (on := self._on(Rule("together", group.name))) is not None:
                slack = self._slack(Rule("together", group.name))
                for one in group.moves:
                    for two in group.moves:
                        if one != two and (group.moves[0] == one or not isinstance(slack, int)):
                            self.model.add(self.slot[one] - self.slot[two] <= slack).only_enforce_if(on)
                            self.model.add(self.slot[two] - self.slot[one] <= slack).only_enforce_if(on)

    def literal(self, rule: Rule) -> Expr:
        """The switch of a rule (free to assume or to leave)."""
        if rule not in self._literals:
            self._literals[rule] = self.model.new_bool_var("/".join(rule))
        return self._literals[rule]

    def _on(self, rule: Rule) -> Expr | None:
        if rule not in self._active:
            return None
        if self._relaxed is not None:  # all rules stand; no switches needed
            return self.model.new_constant(1)
        return self.literal(rule)

    def _slack(self, rule: Rule) -> Expr:
        return self.give if rule == self._relaxed else 0

    def _most_slack(self) -> int:
        """Slots, or all that could ever be used of caps and resources."""
        most = sum(amount for move in self.problem.moves for _, amount in move.effort)
        most += sum(weight for cap in self.problem.caps for _, weight in cap.weights)
        most += sum(len(ids) for cap in self.problem.caps for _, ids in cap.parties)
        longest = max((move.duration for move in self.problem.moves), default=0)
        lags = sum(abs(p.min_lag) + abs(p.max_lag or 0) for p in self.problem.precedences)
        return self.problem.horizon + most + longest + lags

    def _own(self, move: Move) -> None:
        slot = self.slot[move.id]
        rule = Rule("slots", move.id)
        if (on := self._on(rule)) is not None:
            if rule == self._relaxed:
                chosen = self.model.new_int_var_from_domain(cp_model.Domain.from_values(move.slots), "")
                self.model.add(slot - chosen <= self.give)
                self.model.add(chosen - slot <= self.give)
            else:
                domain = cp_model.Domain.from_values(move.slots)
                self.model.add_linear_expression_in_domain(slot, domain).only_enforce_if(on)
        rule = Rule("fixed", move.id)
        if move.fixed is not None and (on := self._on(rule)) is not None:
            self.model.add(slot - move.fixed <= self._slack(rule)).only_enforce_if(on)
            self.model.add(move.fixed - slot <= self._slack(rule)).only_enforce_if(on)
        rule = Rule("work", move.id)
        if move.duration > 1 and (on := self._on(rule)) is not None:
            self.model.add(slot + self._slack(rule) >= move.duration - 1).only_enforce_if(on)

    def _takes(self, move: str) -> dict[int, Expr]:
        """By slot, whether the move takes it: of the slots it may take, of all where its rule may be switched off."""
        if move not in self._take:
            bound = self._relaxed is not None and Rule("slots", move) in self._active - {self._relaxed}
            slots = self._slots[move] if bound else range(self.problem.horizon)
            literals = {t: self.model.new_bool_var("") for t in slots}
            self.model.add_exactly_one(literals.values())
            self.model.add(self.slot[move] == _sum(literals.values(), literals))
            self._take[move] = literals
        return self._take[move]

    def _cap(self, cap: Cap, on: Expr) -> None:
        limits, slack = dict(cap.limit_at), self._slack(Rule("cap", cap.name))
        for t in range(self.problem.horizon):
            if not self._goes_on(len(cap.weights) + len(cap.parties)):
                return
            terms = [(self._takes(name)[t], weight) for name, weight in cap.weights if t in self._takes(name)]
            guests: dict[str, list[Expr]] = defaultdict(list)
            for name, parties in cap.parties:
                for party in parties if t in self._takes(name) else ():
                    guests[party].append(self._takes(name)[t])
            for literals in guests.values():
                present = self.model.new_bool_var("")
                for x in literals:
                    self.model.add_implication(x, present)
                terms.append((present, 1))
            self.model.add(_sum(*_columns(terms)) <= limits.get(t, cap.limit) + slack).only_enforce_if(on)

    def _resource(self, resource: Resource, on: Expr) -> None:
        load: dict[int, list[tuple[Expr, int]]] = defaultdict(list)
        for move in self.problem.moves:
            amount = sum(value for name, value in move.effort if name == resource.name)
            takes = self._takes(move.id) if amount else {}
            if not self._goes_on(len(takes) * move.duration):
                return
            for t, taken in takes.items():
                for back in range(min(move.duration, t + 1)):
                    load[t - back].append((taken, amount))
        limits, slack = dict(resource.capacity_at), self._slack(Rule("resource", resource.name))
        for t, terms in load.items():
            self.model.add(_sum(*_columns(terms)) <= limits.get(t, resource.capacity) + slack).only_enforce_if(on)


def _columns(terms: Iterable[tuple[Expr, int]]) -> tuple[list[Expr], list[int]]:
    return [x for x, _ in terms], [amount for _, amount in terms]


def _sum(variables: Iterable[Expr], amounts: Iterable[int]) -> Expr:
    return cp_model.LinearExpr.weighted_sum(list(variables), list(amounts))
