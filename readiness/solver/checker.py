"""Independent check of a finished plan: plays it slot by slot and counts, sharing nothing with model or pricing.

It reads the problem only, walks through the horizon once and writes down what an observer would see: who moves, who
waits, which links are apart, which groups open, what is in use. Every solution passes here before it leaves the room.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping

from readiness.solver.problem import Cap, Link, Move, Problem, Resource, Rule
from readiness.solver.solution import CostRow, Violation


class CheckError(AssertionError):
    """A plan about to be returned does not agree with its problem: a defect of this program."""


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
        apart = {link.id for link in problem.links if (link.a in moved) != (link.b in moved)}
        for group in problem.link_groups:
            now_open = any(name in apart for name in group.links)
            if now_open and group.id not in open_groups:
                add("setup", group.id, "", group.setup)
            (open_groups.add if now_open else open_groups.discard)(group.id)
        for retest in problem.retests:
            status = "here" if retest.at in here else "moved" if retest.at in before else "waiting"
            guests = sum(name in here for name in retest.neighbours)
            if status != "here" and retest.when in {status, "either"}:
                for _ in range(min(guests, 1) if retest.per == "slot" else guests):
                    add("retest", retest.id, "", retest.amount)
    for group in problem.link_groups:
        for name in group.links:
            if name in first:
                add("each", group.id, "", group.each)
    return {key: (count[key], total[key]) for key in count}


def demand_clean(problem: Problem, slots: Mapping[str, int], rows: Iterable[CostRow], *, rules: bool) -> None:
    """Raise `CheckError` unless the bill agrees with our own counting and (with `rules`) no rule is broken."""
    mine = bill(problem, slots)
    theirs: dict[tuple[str, str, str], tuple[int, int]] = {
        (row.kind, row.id, row.part): (row.quantity, row.amount) for row in _merged(rows)
    }
    if mine != theirs:
        differing = sorted(key for key in mine.keys() | theirs.keys() if mine.get(key) != theirs.get(key))
        raise CheckError(f"cost rows disagree: {differing[:5]}")
    if rules and (broken := violations(problem, slots)):
        raise CheckError(f"rules broken: {broken[:5]}")


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
