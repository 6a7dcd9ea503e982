"""Why there is no plan: a minimal set of named rules that cannot all hold, and how far each would have to give way.

A model of its own over moves, in which every rule stands behind a literal. The solver's core of an impossible
assumption is then thinned: a rule is dropped for good if the rest is still impossible without it. What counting alone
shows is not searched for: where places are like each other, a search tries them all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from readiness.solver.budget import Budget
from readiness.solver.clash_model import RuleModel
from readiness.solver.cpsat import stoppable
from readiness.solver.fold_rules import limits_by_slot
from readiness.solver.problem import Problem, Rule
from readiness.solver.sat import cp_model
from readiness.solver.solution import Clash, Relaxation

_STEP_WORK = 2.0
"""Work of one test at most, unless finding out that there is no plan took more; no test gets less than the least."""
_COMMON = 20
"""Sets of slots, those that most moves may take, in which needs are counted."""
_LEAST_WORK = 0.2


def find_clash(problem: Problem, budget: Budget, *, seed: int = 0, known: float = 0.0) -> Clash | None:
    """The clash of an infeasible problem; None when the first test did not come to an end, or has found a plan.

    `minimal` is False when a later test ran out of work, so that a rule may be in the set without need. `known`: the
    work after which it was known that there is no plan; the first test may take twice that.
    """
    rules = list(problem.rules())
    core = _overfull(problem)
    # Mostly dates alone do not go together; what fills slots is a model many times larger.
    for some in () if core else ([rule for rule in rules if rule.kind not in {"cap", "resource"}], rules):
        if budget.interrupted():
            return None
        status, core = _test(problem, some, budget, seed, 2 * known)
        if status == "INFEASIBLE":
            break
        core = set()
    if not core:
        return None
    kept, minimal = [rule for rule in rules if rule in core], True
    for rule in list(kept):
        if budget.interrupted():
            minimal = False
            break
        rest = [other for other in kept if other != rule]
        status, core = _test(problem, rest, budget, seed)
        if status == "INFEASIBLE":
            kept = [other for other in rest if other in core]
        elif status not in {"OPTIMAL", "FEASIBLE"}:
            minimal = False
    relaxations = tuple(Relaxation(rule=rule, amount=relaxation(problem, rule, budget, seed)) for rule in kept)
    return Clash(rules=tuple(kept), minimal=minimal, relaxations=relaxations)


def _overfull(problem: Problem) -> set[Rule]:
    """A cap or resource that takes less in all slots together than the moves need, or in some slots less than the
    moves need that may take no others: with the slots of as few of them as show it. Empty if none is."""
    found: list[set[Rule]] = []
    windows = {move.id: frozenset(move.slots) for move in problem.moves}
    everywhere = frozenset(range(problem.horizon))
    common = {
        frozenset().union(*windows.values()),
        *(slots for slots, _ in Counter(windows.values()).most_common(_COMMON)),
    }
    for rule, needs, limits in _fillings(problem):
        if _too_many(needs.values(), limits):
            return {rule}
        for slots in common - {everywhere}:
            inside = sorted((move for move in needs if windows[move] <= slots), key=lambda move: -needs[move])
            count = _too_many([needs[move] for move in inside], [limits[t] for t in slots])
            if count:
                found.append({rule, *(Rule("slots", move) for move in inside[:count])})
    return min(found, key=lambda rules: (len(rules), sorted(rules)), default=set())


def _fillings(problem: Problem) -> Iterator[tuple[Rule, Mapping[str, int], Sequence[int]]]:
    """Of every cap and resource what each move takes in its own slot at least, and what each slot holds."""
    for cap in problem.caps:
        needs = Counter[str]()
        for name, weight in cap.weights:
            needs[name] += weight
        yield Rule("cap", cap.name), +needs, limits_by_slot(problem.horizon, cap.limit, cap.limit_at)
    for resource in problem.resources:
        efforts = ((m.id, name, amount) for m in problem.moves if m.duration for name, amount in m.effort)
        needs = Counter[str]()
        for move, name, amount in efforts:
            needs[move] += amount * (name == resource.name)
        limits = limits_by_slot(problem.horizon, resource.capacity, resource.capacity_at)
        yield Rule("resource", resource.name), +needs, limits


def _too_many(needs: Iterable[int], limits: Sequence[int]) -> int:
    """How many, the largest first, do not fit: in sum, or as none is smaller than the last of them; 0 if they may."""
    total, room, alike = 0, sum(limits), Counter(limits).items()
    for count, need in enumerate(sorted(needs, reverse=True), 1):
        total += need
        if total > room or count > sum(limit // need * slots for limit, slots in alike):
            return count
    return 0


def relaxation(problem: Problem, rule: Rule, budget: Budget, seed: int = 0) -> int | None:
    """The least amount by which `rule` alone, all other rules of the problem kept, must give way; None: not enough."""
    if budget.interrupted():
        return None
    rules = RuleModel(problem, set(problem.rules()), budget, relaxed=rule)
    if not rules.whole:
        return None
    rules.model.minimize(rules.give)
    solver = _solver(budget, seed)
    with stoppable(solver, budget):
        status = solver.solve(rules.model)
    budget.spend(solver.response_proto.deterministic_time)
    return round(solver.objective_value) if status == cp_model.OPTIMAL else None


def _test(
    problem: Problem, rules: list[Rule], budget: Budget, seed: int, least: float = _LEAST_WORK
) -> tuple[str, set[Rule]]:
    """Status with these rules only, and (if impossible) the rules of the solver's core."""
    built = RuleModel(problem, set(rules), budget)
    if not built.whole:
        return "UNKNOWN", set(rules)
    literals = {built.literal(rule).index: rule for rule in rules}
    built.model.add_assumptions([built.literal(rule) for rule in rules])
    solver = _solver(budget, seed, least)
    with stoppable(solver, budget):
        status = solver.status_name(solver.solve(built.model))
    budget.spend(solver.response_proto.deterministic_time)
    budget.interrupted()
    core = {literals[index] for index in solver.sufficient_assumptions_for_infeasibility() if index in literals}
    return status, core or set(rules)


def _solver(budget: Budget, seed: int, least: float = _LEAST_WORK) -> Any:
    """One worker: cores are given by the sequential search only, and short runs need no more."""
    solver = cp_model.CpSolver()
    solver.parameters.catch_sigint_signal = False  # who calls decides what Ctrl-C means
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = seed
    solver.parameters.max_deterministic_time = max(_LEAST_WORK, least, min(_STEP_WORK, budget.left))
    if budget.wall_left is not None:
        solver.parameters.max_time_in_seconds = max(0.05, budget.wall_left)
    return solver
