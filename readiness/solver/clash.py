"""Why there is no plan: a minimal set of named rules that cannot all hold, and how far each would have to give way.

A model of its own over moves, in which every rule stands behind a literal. The solver's core of an impossible
assumption is then thinned: a rule is dropped for good if the rest is still impossible without it.
"""

from __future__ import annotations

from typing import Any

from readiness.solver.budget import Budget
from readiness.solver.clash_model import RuleModel
from readiness.solver.cpsat import stoppable
from readiness.solver.problem import Problem, Rule
from readiness.solver.sat import cp_model
from readiness.solver.solution import Clash, Relaxation

_STEP_WORK = 2.0
"""Work of one test at most, unless finding out that there is no plan took more; no test gets less than the least."""
_LEAST_WORK = 0.2


def find_clash(problem: Problem, budget: Budget, *, seed: int = 0, known: float = 0.0) -> Clash | None:
    """The clash of an infeasible problem; None when the first test did not come to an end, or has found a plan.

    `minimal` is False when a later test ran out of work, so that a rule may be in the set without need. `known`: the
    work after which it was known that there is no plan; the first test may take twice that.
    """
    rules = list(problem.rules())
    # Mostly dates alone do not go together; what fills slots is a model many times larger.
    for some in ([rule for rule in rules if rule.kind not in {"cap", "resource"}], rules):
        if budget.interrupted():
            return None
        status, core = _test(problem, some, budget, seed, 2 * known)
        if status == "INFEASIBLE":
            break
    else:
        return None
    kept, minimal = [rule for rule in some if rule in core], True
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
