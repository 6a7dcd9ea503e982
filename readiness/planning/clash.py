"""Conditions that cannot all hold, in words, with the cheapest ways out (両立しない条件)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import combinations
from typing import NamedTuple

from readiness.model.plan import Clash, Move
from readiness.model.plan.moves import MoveId
from readiness.model.text import Text, text
from readiness.planning.due import DueBy
from readiness.planning.frame import Frame
from readiness.planning.possible import possible_days
from readiness.planning.rulebook import broken_by_move, limit_label
from readiness.solver.problem import Rule
from readiness.solver.solution import Clash as SolverClash
from readiness.solver.solution import Relaxation

_MOST_CONDITIONS = 4  # of one move: more are never needed together in practice, and then all are named


def stuck_clashes(frame: Frame) -> tuple[Clash, ...]:
    """One clash for every move that has no date without a broken condition, before anything else is looked at."""
    return tuple(clash for move in frame.moves if (clash := _stuck(frame, move)) is not None)


def _stuck(frame: Frame, move: Move) -> Clash | None:
    if possible_days(frame, move.id)[1]:
        return None
    pinned = move.id in frame.pins
    days = [frame.pins[move.id]] if pinned else sorted(frame.allowed)
    limit, floors, windows = _limit(frame, move, days), _floors(frame, move, days), _windows(frame, move, days)
    never = not pinned and any(floors[0].day > one.day for one in limit)
    # Where no day at all would do, two conditions say it; else the fewest that leave none of the candidates.
    chosen = (*limit, floors[0]) if never else _fewest((*limit, *floors, *windows), set(days))
    pin = (text("plan.clash.pin", move=move.title, pin=frame.pins[move.id]),) if pinned else ()
    return Clash(rules=(*(one.words for one in chosen), *pin), ways_out=tuple(_ways_out(frame, move)))


class _Condition(NamedTuple):
    """A condition of a move, its day, and which candidate dates it forbids."""

    words: Text
    day: date
    forbids: frozenset[date]


def _limit(frame: Frame, move: Move, days: Iterable[date]) -> tuple[_Condition, ...]:
    due, named = frame.due[move.id], frame.dues[move.id]
    if due is None or named is None:
        return ()
    words = text("plan.clash.due", move=move.title, due=named.words)
    return (_Condition(words, due, frozenset(day for day in days if day > due)),)


def _floors(frame: Frame, move: Move, days: Iterable[date]) -> tuple[_Condition, ...]:
    """What must come before, the latest first."""
    earliest, delivery, retest = frame.earliest[move.id], frame.delivery[move.id], frame.retest.get(move.id)
    found = [(text("plan.clash.gate", move=move.title, earliest=earliest), earliest)]
    if delivery is not None:
        found.append((text("plan.clash.delivery", move=move.title, delivery=delivery), delivery))
    if retest is not None:
        found.append((text("plan.clash.retest", move=move.title, retest=retest), retest + timedelta(days=1)))
    floors = (_Condition(words, floor, frozenset(day for day in days if day < floor)) for words, floor in found)
    return tuple(sorted(floors, key=lambda floor: floor.day, reverse=True))


def _windows(frame: Frame, move: Move, days: Iterable[date]) -> tuple[_Condition, ...]:
    names: dict[str, Text] = {}
    forbids: dict[str, set[date]] = {}
    for day in days:
        for rule in frame.forbidden(move.id, day):
            names[rule.key] = rule.name
            forbids.setdefault(rule.key, set()).add(day)
    return tuple(
        _Condition(text("plan.clash.window", move=move.title, window=name), min(forbids[key]), frozenset(forbids[key]))
        for key, name in names.items()
    )


def _fewest(conditions: Iterable[_Condition], days: set[date]) -> tuple[_Condition, ...]:
    """The fewest conditions that leave no day, the first of equals; all that forbid one where even they leave some."""
    active = tuple(one for one in conditions if one.forbids or not days)
    if not days <= frozenset[date]().union(*(one.forbids for one in active)):
        return active
    most = sorted((len(one.forbids) for one in active), reverse=True)
    enough = (count for count in range(1, _MOST_CONDITIONS + 1) if sum(most[:count]) >= len(days))  # with fewer, never
    for count in enough:
        for chosen in combinations(active, count):
            if days <= frozenset[date]().union(*(one.forbids for one in chosen)):
                return chosen
    return active


def _ways_out(frame: Frame, move: Move) -> list[Text]:
    """A later due date, less preparation, an earlier delivery, another date: whichever of them alone is enough."""
    due, prepared, delivery = frame.due[move.id], frame.earliest[move.id], frame.delivery[move.id]
    first = max(prepared, delivery or prepared)
    open_days = sorted(day for day in frame.allowed if not frame.forbidden(move.id, day))
    free = [day for day in open_days if day >= first]
    ways: list[Text] = []
    if due is not None and free and free[0] > due:
        due_by = frame.dues[move.id]
        ends = due_by is not None and due_by.by is DueBy.SERVICE
        key = "plan.way.later_service" if ends else "plan.way.later_due"
        ways.append(text(key, move=move.title, date=free[0] - timedelta(days=1) if ends else free[0]))
    before = [day for day in open_days if due is None or day <= due]
    if before and before[-1] < first:
        last = before[-1]
        if delivery is None or delivery <= last:
            ways.append(text("plan.way.shorter", move=move.title, weeks=-(-(prepared - last).days // 7), date=last))
        elif prepared <= last:
            ways.append(text("plan.way.earlier_delivery", move=move.title, date=last))
    if due is not None and first <= due:
        ways.append(text("plan.way.new_date", move=move.title, earliest=first, due=due))
    if due is None and not free and move.id not in frame.pins:
        ways.append(text("plan.way.later_date", move=move.title, earliest=first))
    if move.id in frame.pins:
        rules = broken_by_move(frame, move, frame.pins[move.id])
        ways += [text("plan.way.unpin", move=move.title)] if rules else []
    return ways


def solver_clash(frame: Frame, clash: SolverClash) -> Clash:
    """A clash of the solver in words; relaxations that need least come first."""
    ways = sorted((r for r in clash.relaxations if r.amount), key=lambda r: (r.amount or 0, r.rule))
    return Clash(
        rules=_unique(_rule(frame, rule) for rule in clash.rules),
        ways_out=_unique(_way(frame, relaxation) for relaxation in ways),
    )


def _unique(texts: Iterable[Text | None]) -> tuple[Text, ...]:
    return tuple(dict.fromkeys(found for found in texts if found is not None))


def _rule(frame: Frame, rule: Rule) -> Text | None:
    """One rule in words; rules that only hold shadows to their moves say nothing."""
    if rule.kind in {"cap", "resource"}:
        kind, _, subject = rule.id.partition(":")
        limit = next(cap.limit for cap in frame.caps if cap.name == rule.id)
        return text(f"plan.clash.cap.{kind}", subject=limit_label(frame, kind, subject), limit=limit)
    if rule.kind == "precedence" and rule.id.startswith("order:"):
        before, after = frame.order[int(rule.id.partition(":")[2])]
        titles = {"before": frame.move_by_id[before].title, "after": frame.move_by_id[after].title}
        key = "plan.clash.order_leaving" if (before, after) in frame.leaving_first else "plan.clash.order"
        return text(key, **titles)
    move = frame.move_by_id.get(MoveId(rule.id))
    if rule.kind != "slots" or move is None:
        return None
    days = possible_days(frame, move.id)[0]
    return text("plan.clash.days", move=move.title, first=days[0], last=days[-1], count=len(days))


def _way(frame: Frame, relaxation: Relaxation) -> Text | None:
    kind, _, subject = relaxation.rule.id.partition(":")
    if relaxation.rule.kind in {"cap", "resource"}:
        return text(f"plan.way.raise.{kind}", subject=limit_label(frame, kind, subject), amount=relaxation.amount)
    move = frame.move_by_id.get(MoveId(relaxation.rule.id))
    if relaxation.rule.kind == "slots" and move is not None and relaxation.amount is not None:
        months = -(-relaxation.amount // frame.axis.parts)
        return text("plan.way.widen", move=move.title, months=months)
    return None
