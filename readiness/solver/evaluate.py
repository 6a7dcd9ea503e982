"""Price of a given assignment, in closed form per row (milliseconds for hundreds of moves)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from readiness.solver.problem import Level, Link, LinkGroup, Move, Problem, Retest
from readiness.solver.solution import CostRow

Slots = Mapping[str, int]


def cost_rows(problem: Problem, slots: Slots) -> tuple[CostRow, ...]:
    """The bill of `slots` (every move has one), in the order of the problem; it need not satisfy the rules."""
    links = {link.id: link for link in problem.links}
    rows: list[CostRow] = []
    for move in problem.moves:
        rows.extend(_move_rows(move, slots[move.id]))
    for link in problem.links:
        rows.extend(_link_rows(link, slots))
    for group in problem.link_groups:
        rows.extend(_group_rows(group, links, slots))
    for retest in problem.retests:
        if (count := _retests(retest, slots)) and retest.amount:
            rows.append(CostRow("retest", retest.id, "", count, count * retest.amount))
    return tuple(rows)


def level_value(problem: Problem, slots: Slots, rows: Iterable[CostRow], level: Level) -> int:
    """Value of one level of the problem's objective for an assignment and its bill."""
    if level == "lateness":
        return sum(row.amount for row in rows if row.kind == "late")
    if level == "cost":
        return sum(row.amount for row in rows if row.kind != "late")
    if level == "makespan":
        return max((slots[move.id] for move in problem.moves), default=0)
    if level == "peak":
        return _peak(problem, slots)
    raise ValueError(f"the level {level} needs a plan to compare with")


def _move_rows(move: Move, slot: int) -> Iterator[CostRow]:
    if move.due is not None and slot > move.due and move.late_weight:
        yield CostRow("late", move.id, "", slot - move.due, (slot - move.due) * move.late_weight)
    if slot and move.waiting:
        yield CostRow("waiting", move.id, "", slot, slot * move.waiting)
    for lump in move.lumps:
        if slot > lump.slot and lump.amount:
            yield CostRow("lump", move.id, lump.name, 1, lump.amount)
    for soft in move.slot_costs:
        if slot == soft.slot and soft.amount:
            yield CostRow("slot", move.id, soft.name, 1, soft.amount)


def _link_rows(link: Link, slots: Slots) -> Iterator[CostRow]:
    distance = slots[link.b] - slots[link.a]
    if not distance:
        return
    build, hold = (link.build_a_first, link.hold_a_first) if distance > 0 else (link.build_b_first, link.hold_b_first)
    if build:
        yield CostRow("build", link.id, "", 1, build)
    if hold:
        yield CostRow("hold", link.id, "", abs(distance), abs(distance) * hold)


def _group_rows(group: LinkGroup, links: Mapping[str, Link], slots: Slots) -> Iterator[CostRow]:
    ends = [sorted((slots[links[name].a], slots[links[name].b])) for name in group.links]
    spans = sorted((begin, end) for begin, end in ends if begin < end)
    openings, reach = 0, -1
    for begin, end in spans:
        if begin > reach:
            openings += 1
        reach = max(reach, end)
    if openings and group.setup:
        yield CostRow("setup", group.id, "", openings, openings * group.setup)
    if spans and group.each:
        yield CostRow("each", group.id, "", len(spans), len(spans) * group.each)


def _retests(retest: Retest, slots: Slots) -> int:
    own = slots[retest.at]
    others = [slots[name] for name in retest.neighbours]
    hit = [
        slot for slot in others if (slot > own and retest.when != "waiting") or (slot < own and retest.when != "moved")
    ]
    return len(set(hit)) if retest.per == "slot" else len(hit)


def _peak(problem: Problem, slots: Slots) -> int:
    use: Counter[int] = Counter()
    for move in problem.moves:
        slot = slots[move.id]
        if problem.peak is None:
            use[slot] += 1
            continue
        amount = sum(value for name, value in move.effort if name == problem.peak)
        for at in range(slot - move.duration + 1, slot + 1):
            use[at] += amount
    return max(use.values(), default=0)
