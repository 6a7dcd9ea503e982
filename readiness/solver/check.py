"""What is wrong with a problem before any search: unknown names, double names, impossible amounts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from readiness.solver.problem import Cap, Move, Problem


class Issue(NamedTuple):
    """One defect: where (keys from the root), a code for the caller's words, and the value in question.

    Codes: `type`, `no-characters`, `missing`, `unknown-key`, `choice` (from JSON); `nameless`, `duplicate`,
    `no-such-move`, `no-such-link`, `no-such-resource`, `out-of-range`, `negative`, `same-ends`, `too-few`, `too-large`.
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
MAX_CELLS = 500_000
"""Most slots times moves and links: tables over them, and CP-SAT's variables, stay within a gigabyte."""
MAX_COST = 2**60

Place = tuple[str | int, ...]


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
    h = problem.horizon
    if not 1 <= h <= MAX_HORIZON:
        yield Issue(("horizon",), "out-of-range", h)
    elif h * (len(problem.moves) + len(problem.links)) > MAX_CELLS:
        yield Issue(("horizon",), "too-large", h)
    yield from _doubles("moves", "id", [move.id for move in problem.moves])
    for at, move in enumerate(problem.moves):
        yield from _move(("moves", at), move, h, resources)
    yield from _rule_issues(problem, moves)
    yield from _relation_issues(problem, moves)
    yield from _double_names(problem)
    yield from _objective(problem, resources)
    if worst_total(problem) > MAX_COST:
        yield Issue(("horizon",), "too-large", h)


def _rule_issues(problem: Problem, moves: set[str]) -> Iterator[Issue]:
    for at, p in enumerate(problem.precedences):
        path = ("precedences", at)
        yield from _name((*path, "before"), p.before, moves, "no-such-move")
        yield from _name((*path, "after"), p.after, moves, "no-such-move")
        if p.before == p.after:
            yield Issue(path, "same-ends", p.before)
        for field, lag in (("min_lag", p.min_lag), ("max_lag", p.max_lag)):
            if lag is not None and abs(lag) > MAX_HORIZON:
                yield Issue((*path, field), "out-of-range", lag)
    for at, group in enumerate(problem.together):
        yield from _each(("together", at, "moves"), group.moves, moves, "no-such-move")
    for at, cap in enumerate(problem.caps):
        yield from _cap(("caps", at), cap, moves, problem.horizon)
    for at, resource in enumerate(problem.resources):
        yield from _amount(("resources", at, "capacity"), resource.capacity)
        yield from _overrides(("resources", at, "capacity_at"), resource.capacity_at, problem.horizon)


def _relation_issues(problem: Problem, moves: set[str]) -> Iterator[Issue]:
    links = {link.id for link in problem.links}
    for at, link in enumerate(problem.links):
        yield from _name(("links", at, "a"), link.a, moves, "no-such-move")
        yield from _name(("links", at, "b"), link.b, moves, "no-such-move")
        if link.a == link.b:
            yield Issue(("links", at), "same-ends", link.a)
        for field in ("build_a_first", "build_b_first", "hold_a_first", "hold_b_first"):
            yield from _amount(("links", at, field), getattr(link, field))
    for at, hub in enumerate(problem.link_groups):
        yield from _each(("link_groups", at, "links"), hub.links, links, "no-such-link")
        yield from _once(("link_groups", at, "links"), hub.links)
        yield from _amount(("link_groups", at, "setup"), hub.setup)
        yield from _amount(("link_groups", at, "each"), hub.each)
    for at, retest in enumerate(problem.retests):
        path = ("retests", at)
        yield from _name((*path, "at"), retest.at, moves, "no-such-move")
        yield from _each((*path, "neighbours"), retest.neighbours, moves, "no-such-move")
        yield from _once((*path, "neighbours"), retest.neighbours)
        yield from _amount((*path, "amount"), retest.amount)
        for place, name in enumerate(retest.neighbours):
            if name == retest.at:
                yield Issue((*path, "neighbours", place), "same-ends", name)


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


def _move(path: Place, move: Move, horizon: int, resources: set[str]) -> Iterator[Issue]:
    if not move.slots:
        yield Issue((*path, "slots"), "too-few")
    for at, slot in enumerate(move.slots):
        yield from _slot((*path, "slots", at), slot, horizon)
    if move.fixed is not None:
        yield from _slot((*path, "fixed"), move.fixed, horizon)
    if move.due is not None and move.due < 0:
        yield Issue((*path, "due"), "out-of-range", move.due)
    if not 0 <= move.duration <= MAX_HORIZON:
        yield Issue((*path, "duration"), "out-of-range", move.duration)
    for at, (name, amount) in enumerate(move.effort):
        yield from _name((*path, "effort", at, 0), name, resources, "no-such-resource")
        yield from _amount((*path, "effort", at, 1), amount)
    yield from _amount((*path, "late_weight"), move.late_weight)
    yield from _amount((*path, "change_weight"), move.change_weight)
    yield from _amount((*path, "waiting"), move.waiting, negative=True)
    for at, lump in enumerate(move.lumps):
        if lump.slot < 0:
            yield Issue((*path, "lumps", at, "slot"), "out-of-range", lump.slot)
        yield from _amount((*path, "lumps", at, "amount"), lump.amount, negative=True)
    for at, soft in enumerate(move.slot_costs):
        yield from _slot((*path, "slot_costs", at, "slot"), soft.slot, horizon)
        yield from _amount((*path, "slot_costs", at, "amount"), soft.amount, negative=True)


def _cap(path: Place, cap: Cap, moves: set[str], horizon: int) -> Iterator[Issue]:
    yield from _amount((*path, "limit"), cap.limit)
    for at, (name, weight) in enumerate(cap.weights):
        yield from _name((*path, "weights", at, 0), name, moves, "no-such-move")
        yield from _amount((*path, "weights", at, 1), weight)
    for at, (name, _) in enumerate(cap.parties):
        yield from _name((*path, "parties", at, 0), name, moves, "no-such-move")
    yield from _overrides((*path, "limit_at"), cap.limit_at, horizon)


def _overrides(path: Place, rows: Sequence[tuple[int, int]], horizon: int) -> Iterator[Issue]:
    """Limits of single slots: each slot once, or nobody could tell which of them holds."""
    for at, (slot, limit) in enumerate(rows):
        yield from _slot((*path, at, 0), slot, horizon)
        yield from _amount((*path, at, 1), limit)
        if slot in [other for other, _ in rows[:at]]:
            yield Issue((*path, at, 0), "duplicate", slot)


def _slot(path: Place, slot: int, horizon: int) -> Iterator[Issue]:
    if not 0 <= slot < horizon:
        yield Issue(path, "out-of-range", slot)


def _name(path: Place, name: str, known: set[str], code: str) -> Iterator[Issue]:
    if name not in known:
        yield Issue(path, code, name)


def _each(path: Place, names: Sequence[str], known: set[str], code: str) -> Iterator[Issue]:
    for at, name in enumerate(names):
        yield from _name((*path, at), name, known, code)


def _once(path: Place, names: Sequence[str]) -> Iterator[Issue]:
    yield from (Issue((*path, at), "duplicate", name) for at, name in enumerate(names) if name in names[:at])


def _amount(path: Place, amount: int, *, negative: bool = False) -> Iterator[Issue]:
    if abs(amount) > MAX_AMOUNT:
        yield Issue(path, "too-large", amount)
    elif amount < 0 and not negative:
        yield Issue(path, "negative", amount)


def _doubles(room: str, key: str, names: list[str]) -> Iterator[Issue]:
    counts = Counter(names)
    for at, name in enumerate(names):
        if key and not name.strip():
            yield Issue((room, at, key), "nameless")
        elif counts[name] > 1 and name in names[:at]:
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
