"""Independent check of a finished plan: plays it slot by slot and counts, sharing nothing with model or pricing.

It reads the problem only, walks through the horizon once and writes down what an observer would see: who moves, who
waits, which links are apart, which groups open, what is in use. Every solution passes here before it leaves the room.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Set

from readiness.solver.problem import Level, Link, Move, Problem, Retest
from readiness.solver.solution import CostRow
from readiness.solver.violations import violations


class CheckError(AssertionError):
    """A plan about to be returned does not agree with its problem: a defect of this program."""


def bill(problem: Problem, slots: Mapping[str, int]) -> dict[tuple[str, str, str], tuple[int, int]]:
    """(kind, id, part) → (quantity, amount), counted slot by slot."""
    count: Counter[tuple[str, str, str]] = Counter()
    total: Counter[tuple[str, str, str]] = Counter()

    def add(kind: str, name: str, part: str, amount: int) -> None:
        if amount:
            count[kind, name, part] += 1
            total[kind, name, part] += amount

    arrivals: dict[int, set[str]] = defaultdict(set)
    for move in problem.moves:
        arrivals[slots[move.id]].add(move.id)
    moved: set[str] = set()
    built: set[str] = set()
    first: dict[str, str] = {}
    open_groups: set[str] = set()
    for slot in range(problem.horizon):
        here = arrivals[slot]
        before = frozenset(moved)
        moved |= here
        for move in problem.moves:
            _meet_move(move, slot, move.id in moved, move.id in here, add)
        for link in problem.links:
            _meet_link(link, moved, built, first, add)
        now_open = _open_groups(problem, moved)
        for group in problem.link_groups:
            if group.id in now_open - open_groups:
                add("setup", group.id, "", group.setup)
        open_groups = now_open
        for retest in problem.retests:
            for _ in range(_tests(retest, here, before)):
                add("retest", retest.id, "", retest.amount)
    for group in problem.link_groups:
        for name in group.links:
            if name in first:
                add("each", group.id, "", group.each)
    return {key: (count[key], total[key]) for key in count}


def _open_groups(problem: Problem, moved: Set[str]) -> set[str]:
    """Groups of which a link has one end moved and the other not."""
    apart = {link.id for link in problem.links if (link.a in moved) != (link.b in moved)}
    return {group.id for group in problem.link_groups if not apart.isdisjoint(group.links)}


def _tests(retest: Retest, here: Set[str], before: Set[str]) -> int:
    """How often a neighbour is tested again in a slot, in which `here` move after those of `before`."""
    status = "here" if retest.at in here else "moved" if retest.at in before else "waiting"
    if status == "here" or retest.when not in {status, "either"}:
        return 0
    guests = sum(name in here for name in retest.neighbours)
    return min(guests, 1) if retest.per == "slot" else guests


def demand_clean(
    problem: Problem,
    slots: Mapping[str, int],
    rows: Iterable[CostRow],
    levels: Mapping[Level, int],
    *,
    rules: bool,
    reference: Mapping[str, int] | None = None,
) -> None:
    """Raise `CheckError` unless bill and levels agree with our own counting and (with `rules`) no rule is broken.

    `reference`: the plan that the levels *changes* and *shift* compare with.
    """
    mine = bill(problem, slots)
    theirs: dict[tuple[str, str, str], tuple[int, int]] = {
        (row.kind, row.id, row.part): (row.quantity, row.amount) for row in _merged(rows)
    }
    if mine != theirs:
        differing = sorted(key for key in mine.keys() | theirs.keys() if mine.get(key) != theirs.get(key))
        raise CheckError(f"cost rows disagree: {differing[:5]}")
    counted = {level: _level(problem, slots, mine, level, reference or {}) for level in levels}
    if counted != dict(levels):
        raise CheckError(f"levels disagree: {counted} and {dict(levels)}")
    if rules and (broken := violations(problem, slots)):
        raise CheckError(f"rules broken: {broken[:5]}")


def _level(
    problem: Problem,
    slots: Mapping[str, int],
    counted: Mapping[tuple[str, str, str], tuple[int, int]],
    level: Level,
    reference: Mapping[str, int],
) -> int:
    if level in {"lateness", "cost"}:
        return sum(amount for (kind, _, _), (_, amount) in counted.items() if (kind == "late") == (level == "lateness"))
    if level == "makespan":
        return max(slots.values(), default=0)
    if level == "peak":
        return _busiest(problem, slots)
    away = [(move.change_weight, abs(slots[move.id] - reference[move.id])) for move in problem.moves]
    return sum(weight * (min(1, far) if level == "changes" else far) for weight, far in away)


def _busiest(problem: Problem, slots: Mapping[str, int]) -> int:
    """The most in use of the watched resource, or the most moves, in any slot there is."""
    most = 0
    for slot in range(-max((move.duration for move in problem.moves), default=0), problem.horizon):
        here = 0
        for move in problem.moves:
            if problem.peak is None:
                here += slots[move.id] == slot
            elif slots[move.id] - move.duration < slot <= slots[move.id]:
                here += sum(amount for name, amount in move.effort if name == problem.peak)
        most = max(most, here)
    return most


def _merged(rows: Iterable[CostRow]) -> Iterator[CostRow]:
    """Rows of one name added up (two lumps of a move may share theirs)."""
    by_key: dict[tuple[str, str, str], CostRow] = {}
    for row in rows:
        key = (row.kind, row.id, row.part)
        old = by_key.get(key)
        by_key[key] = (
            row if old is None else old._replace(quantity=old.quantity + row.quantity, amount=old.amount + row.amount)
        )
    return iter(by_key.values())


def _meet_move(move: Move, slot: int, is_moved: bool, is_here: bool, add: Callable[[str, str, str, int], None]) -> None:
    if not is_moved:
        add("waiting", move.id, "", move.waiting)
        for lump in move.lumps:
            if lump.slot == slot:
                add("lump", move.id, lump.name, lump.amount)
        if move.due is not None and slot >= move.due:
            add("late", move.id, "", move.late_weight)
    elif is_here:
        for soft in move.slot_costs:
            if soft.slot == slot:
                add("slot", move.id, soft.name, soft.amount)


def _meet_link(
    link: Link, moved: set[str], built: set[str], first: dict[str, str], add: Callable[[str, str, str, int], None]
) -> None:
    if (link.a in moved) == (link.b in moved):
        return
    leader = first.setdefault(link.id, link.a if link.a in moved else link.b)
    if link.id not in built:
        built.add(link.id)
        add("build", link.id, "", link.build_a_first if leader == link.a else link.build_b_first)
    add("hold", link.id, "", link.hold_a_first if leader == link.a else link.hold_b_first)
