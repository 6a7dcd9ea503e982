"""What is wrong with a problem before any search: unknown names, double names, impossible amounts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from readiness.solver.problem import Cap, Move, Problem


class Issue(NamedTuple):
    """One defect: where (keys from the root), a code for the caller's words, and the value in question.

    Codes: `type`, `missing`, `unknown-key`, `choice` (from JSON); `duplicate`, `no-such-move`, `no-such-link`,
    `no-such-resource`, `out-of-range`, `negative`, `same-ends`, `too-few`, `too-large`.
    """

    path: tuple[str | int, ...]
    code: str
    value: object = None


class InvalidProblemError(ValueError):
    """A problem that cannot be read as one; `issues` holds all defects in order."""

    def __init__(self, issues: tuple[Issue, ...]) -> None:
        super().__init__("; ".join(f"{'.'.join(map(str, i.path))}: {i.code} {i.value!r}" for i in issues[:5]))
        self.issues = issues


MAX_AMOUNT = 10**12
"""Largest amount of a single entry: sums over a whole problem stay far inside 64 bits."""
MAX_HORIZON = 100_000
MAX_COST = 2**60


def check_problem(problem: Problem) -> tuple[Issue, ...]:
    """All defects of a problem in its own order; empty when it can be solved."""
    return tuple(_issues(problem))


def demand_valid(problem: Problem) -> None:
    """Raise `InvalidProblemError` with all defects, if there are any."""
    if issues := check_problem(problem):
        raise InvalidProblemError(issues)


def _issues(problem: Problem) -> Iterator[Issue]:
    moves = {move.id for move in problem.moves}
    resources = {resource.name for resource in problem.resources}
    if not 1 <= problem.horizon <= MAX_HORIZON:
        yield Issue(("horizon",), "out-of-range", problem.horizon)
    yield from _doubles("moves", "id", [move.id for move in problem.moves])
    for at, move in enumerate(problem.moves):
        yield from _move(("moves", at), move, problem.horizon, resources)
    yield from _rule_issues(problem, moves)
    yield from _relation_issues(problem, moves)
    yield from _double_names(problem)
    yield from _objective(problem, resources)
    if worst_total(problem) > MAX_COST:
        yield Issue(("horizon",), "too-large", problem.horizon)


def _rule_issues(problem: Problem, moves: set[str]) -> Iterator[Issue]:
    for at, p in enumerate(problem.precedences):
        yield from _names(("precedences", at), (p.before, p.after), moves, "no-such-move")
        if p.before == p.after:
            yield Issue(("precedences", at), "same-ends", p.before)
        lags = [lag for lag in (p.min_lag, p.max_lag) if lag is not None]
        yield from (Issue(("precedences", at), "out-of-range", lag) for lag in lags if abs(lag) > MAX_HORIZON)
    for at, group in enumerate(problem.together):
        yield from _names(("together", at, "moves"), group.moves, moves, "no-such-move")
    for at, cap in enumerate(problem.caps):
        yield from _cap(("caps", at), cap, moves, problem.horizon)
    for at, resource in enumerate(problem.resources):
        amounts = [resource.capacity, *(limit for _, limit in resource.capacity_at)]
        yield from _amounts(("resources", at), amounts, negative=False)


def _relation_issues(problem: Problem, moves: set[str]) -> Iterator[Issue]:
    links = {link.id for link in problem.links}
    for at, link in enumerate(problem.links):
        yield from _names(("links", at), (link.a, link.b), moves, "no-such-move")
        if link.a == link.b:
            yield Issue(("links", at), "same-ends", link.a)
        amounts = [link.build_a_first, link.build_b_first, link.hold_a_first, link.hold_b_first]
        yield from _amounts(("links", at), amounts, negative=False)
    for at, hub in enumerate(problem.link_groups):
        yield from _names(("link_groups", at, "links"), hub.links, links, "no-such-link")
        yield from _amounts(("link_groups", at), (hub.setup, hub.each), negative=False)
    for at, retest in enumerate(problem.retests):
        yield from _names(("retests", at), (retest.at, *retest.neighbours), moves, "no-such-move")
        yield from _amounts(("retests", at), (retest.amount,), negative=False)
        if retest.at in retest.neighbours:
            yield Issue(("retests", at), "same-ends", retest.at)


def _double_names(problem: Problem) -> Iterator[Issue]:
    for room, names in (
        ("precedences", [p.name for p in problem.precedences]),
        ("together", [t.name for t in problem.together]),
        ("caps", [c.name for c in problem.caps]),
        ("resources", [r.name for r in problem.resources]),
    ):
        yield from _doubles(room, "name", names)
    for room, names in (
        ("links", [x.id for x in problem.links]),
        ("link_groups", [g.id for g in problem.link_groups]),
        ("retests", [r.id for r in problem.retests]),
    ):
        yield from _doubles(room, "id", names)


def _objective(problem: Problem, resources: set[str]) -> Iterator[Issue]:
    if not problem.objective:
        yield Issue(("objective",), "too-few")
    yield from _doubles("objective", "", list(problem.objective))
    for at, level in enumerate(problem.objective):
        if level in {"changes", "shift"}:
            yield Issue(("objective", at), "choice", level)
    if problem.peak is not None and problem.peak not in resources:
        yield Issue(("peak",), "no-such-resource", problem.peak)


def _move(path: tuple[str | int, ...], move: Move, horizon: int, resources: set[str]) -> Iterator[Issue]:
    if not move.slots:
        yield Issue((*path, "slots"), "too-few")
    marks = [*move.slots, *([] if move.fixed is None else [move.fixed])]
    yield from (Issue((*path, "slots"), "out-of-range", slot) for slot in marks if not 0 <= slot < horizon)
    if move.due is not None and move.due < 0:
        yield Issue((*path, "due"), "out-of-range", move.due)
    for at, lump in enumerate(move.lumps):
        if lump.slot < 0:
            yield Issue((*path, "lumps", at, "slot"), "out-of-range", lump.slot)
    for at, soft in enumerate(move.slot_costs):
        if not 0 <= soft.slot < horizon:
            yield Issue((*path, "slot_costs", at, "slot"), "out-of-range", soft.slot)
    if move.duration < 0 or move.duration > MAX_HORIZON:
        yield Issue((*path, "duration"), "out-of-range", move.duration)
    yield from _names((*path, "effort"), (name for name, _ in move.effort), resources, "no-such-resource")
    yield from _amounts((*path, "effort"), (amount for _, amount in move.effort), negative=False)
    yield from _amounts(path, (move.late_weight, move.change_weight), negative=False)
    amounts = [move.waiting, *(x.amount for x in move.lumps), *(y.amount for y in move.slot_costs)]
    yield from _amounts(path, amounts, negative=True)


def _cap(path: tuple[str | int, ...], cap: Cap, moves: set[str], horizon: int) -> Iterator[Issue]:
    yield from _names(path, [name for name, _ in (*cap.weights, *cap.parties)], moves, "no-such-move")
    yield from _amounts(path, [weight for _, weight in cap.weights], negative=False)
    yield from _amounts(path, [cap.limit, *(limit for _, limit in cap.limit_at)], negative=False)
    yield from (Issue((*path, "limit_at"), "out-of-range", slot) for slot, _ in cap.limit_at if not 0 <= slot < horizon)


def _names(path: tuple[str | int, ...], names: Iterable[str], known: set[str], code: str) -> Iterator[Issue]:
    yield from (Issue(path, code, name) for name in names if name not in known)


def _amounts(path: tuple[str | int, ...], amounts: Iterable[int], *, negative: bool) -> Iterator[Issue]:
    for amount in amounts:
        if abs(amount) > MAX_AMOUNT:
            yield Issue(path, "too-large", amount)
        elif amount < 0 and not negative:
            yield Issue(path, "negative", amount)


def _doubles(room: str, key: str, names: list[str]) -> Iterator[Issue]:
    counts = Counter(names)
    for at, name in enumerate(names):
        if counts[name] > 1 and name in names[:at]:
            yield Issue((room, at, key) if key else (room, at), "duplicate", name)


def worst_total(problem: Problem) -> int:
    """An upper limit of the absolute total over all levels, without searching."""
    h = problem.horizon
    total = h * len(problem.moves)
    for move in problem.moves:
        total += h * (abs(move.waiting) + move.late_weight + move.change_weight)
        total += sum(abs(lump.amount) for lump in move.lumps) + sum(abs(soft.amount) for soft in move.slot_costs)
        total += sum(amount for _, amount in move.effort)
    for link in problem.links:
        total += max(link.build_a_first, link.build_b_first) + h * max(link.hold_a_first, link.hold_b_first)
    for group in problem.link_groups:
        total += len(group.links) * (group.setup + group.each)
    return total + sum(retest.amount * len(retest.neighbours) for retest in problem.retests)
