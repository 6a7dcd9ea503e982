"""Which rules a plan breaks: the half of the independent check that looks at rules. Reads the problem only."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from readiness.solver.problem import Cap, Move, Problem, Resource, Rule
from readiness.solver.solution import Violation


def violations(problem: Problem, slots: Mapping[str, int]) -> tuple[Violation, ...]:
    """Every broken rule, in the order of the problem, once per slot for caps and resources."""
    found: list[Violation] = []
    for move in problem.moves:
        found.extend(_own_rules(move, slots[move.id]))
    for p in problem.precedences:
        lag = slots[p.after] - slots[p.before]
        short = max(p.min_lag - lag, lag - p.max_lag if p.max_lag is not None else 0)
        if short > 0:
            found.append(Violation(Rule("precedence", p.name), -1, short, (p.before, p.after)))
    for group in problem.together:
        taken = {slots[name] for name in group.moves}
        if len(taken) > 1:
            found.append(Violation(Rule("together", group.name), -1, max(taken) - min(taken), group.moves))
    for cap in problem.caps:
        found.extend(_cap_breaches(cap, problem.horizon, slots))
    for resource in problem.resources:
        found.extend(_resource_breaches(resource, problem, slots))
    return tuple(found)


def _own_rules(move: Move, slot: int) -> Iterator[Violation]:
    if slot not in move.slots:
        nearest = min((abs(slot - allowed) for allowed in move.slots), default=1)
        yield Violation(Rule("slots", move.id), slot, nearest, (move.id,))
    if move.fixed is not None and slot != move.fixed:
        yield Violation(Rule("fixed", move.id), slot, abs(slot - move.fixed), (move.id,))
    if move.duration > slot + 1:
        yield Violation(Rule("work", move.id), slot, move.duration - slot - 1, (move.id,))


def _cap_breaches(cap: Cap, horizon: int, slots: Mapping[str, int]) -> Iterator[Violation]:
    limits = dict(cap.limit_at)
    for slot in range(horizon):
        weights = [(name, weight) for name, weight in cap.weights if slots[name] == slot]
        guests = [(name, parties) for name, parties in cap.parties if slots[name] == slot]
        used = sum(weight for _, weight in weights) + len({party for _, parties in guests for party in parties})
        if used > limits.get(slot, cap.limit):
            names = tuple(dict.fromkeys([name for name, _ in (*weights, *guests)]))
            yield Violation(Rule("cap", cap.name), slot, used - limits.get(slot, cap.limit), names)


def _resource_breaches(resource: Resource, problem: Problem, slots: Mapping[str, int]) -> Iterator[Violation]:
    limits = dict(resource.capacity_at)
    use: Counter[int] = Counter()
    users: dict[int, list[str]] = defaultdict(list)
    for move in problem.moves:
        amount = sum(value for name, value in move.effort if name == resource.name)
        for back in range(move.duration if amount else 0):
            use[slots[move.id] - back] += amount
            users[slots[move.id] - back].append(move.id)
    for slot in sorted(use):
        over = use[slot] - limits.get(slot, resource.capacity)
        if over > 0 and slot >= 0:
            yield Violation(Rule("resource", resource.name), slot, over, tuple(users[slot]))
