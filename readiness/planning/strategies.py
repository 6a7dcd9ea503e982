"""Ways to go, side by side: 一括, 段階, 現行事業者提案, 住民記録先行, 何もしない."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from readiness.model.plan import DateBasis, Placement, Strategy, StrategyKind, Tradeoff
from readiness.model.plan.moves import Dates, MoveId
from readiness.model.text import Text, text
from readiness.model.unknown import UNKNOWN
from readiness.money.rows import cost_rows, total_of
from readiness.planning.assess import Assessment, assess, temporary_link
from readiness.planning.differ import difference
from readiness.planning.frame import Frame
from readiness.planning.lead import failed_gates
from readiness.planning.years import legal_stops, status_quo, way_cost

REGISTRY = "resident_registry"
Solve = Callable[[Frame], Dates]
"""Best dates of a frame, within a bounded amount of work."""


def compare(frame: Frame, chosen: Dates, solve: Solve) -> tuple[Strategy, ...]:
    """All strategies in their fixed order; `chosen` are the dates of the plan itself."""
    return (
        _strategy(frame, StrategyKind.ALL_AT_ONCE, all_at_once(frame)),
        _strategy(frame, StrategyKind.PHASED, chosen),
        _incumbent(frame, solve),
        _registry_first(frame, solve),
        _nothing(frame),
    )


def _nothing(frame: Frame) -> Strategy:
    """現状維持: the line of comparison. Under the standard it must not go on, so it is never one to choose.

    Its yen and link-months are counted to the day each move must end, or to the end of the plan.
    """
    found = _strategy(frame, StrategyKind.NOTHING, {move.id: None for move in frame.moves})
    if found.score is not None:
        rows = cost_rows(frame.inventory, status_quo(frame, frame.paid_until))
        score = replace(found.score, yen=total_of(rows), link_months=_months_open(frame))
        found = replace(found, score=score, cost=None)  # it is not one to choose
    bound = [move for move in frame.moves if move.areas]
    if not bound:
        return found
    until = min((due.day for move in bound if (due := frame.dues[move.id]) is not None), default=None)
    key = "plan.strategy.must_end" if until is None else "plan.strategy.must_end_on"
    return replace(found, note=text(key, count=len(bound), date=until))


def _months_open(frame: Frame) -> int:
    """Link-months of what is open today, up to the day its old end must stop."""
    stops = legal_stops(frame)
    links = (temporary_link(frame, link, stops) for link in frame.links if link.firm and link.open_now)
    return sum(link.months for link in links if link is not None)


def tradeoffs(frame: Frame, chosen: Assessment, strategies: tuple[Strategy, ...]) -> tuple[Tradeoff, ...]:
    """The plan and the ways beside it in yen and link-months; 現状維持 is a line of comparison, not one of them."""
    others = [
        (way.kind, assess(frame, {p.move: p.date for p in way.placements}))
        for way in strategies
        if way.placements and way.kind is not StrategyKind.NOTHING
    ]
    ways: list[tuple[StrategyKind | None, Assessment]] = [(None, chosen), *others]
    return tuple(
        Tradeoff(
            kind=kind,
            yen=found.score.yen.value if isinstance(found.score.yen.value, int) else UNKNOWN,
            unpriced=found.score.yen.total - found.score.yen.known,
            link_months=found.score.link_months,
            feasible=not found.broken,
            efficient=not found.broken and not any(_better(other, found) for _, other in ways),
        )
        for kind, found in ways
    )


def _better(other: Assessment, found: Assessment) -> bool:
    """Whether another way is known to be as good in yen and link-months, and better in one of them."""
    money = difference(found.rows, other.rows)
    if other.broken or not money.decided or not isinstance(money.yen, int):
        return False
    months = other.score.link_months - found.score.link_months
    return money.yen <= 0 and months <= 0 and (money.yen, months) != (0, 0)


def all_at_once(frame: Frame) -> Dates:
    """Every move on the one date that breaks least and, of those, costs least."""
    plans = ({move.id: day for move in frame.moves} for day in sorted(frame.allowed))
    return min(plans, key=lambda dates: _rank(assess(frame, dates)), default={move.id: None for move in frame.moves})


def _rank(found: Assessment) -> tuple[int, int]:
    return found.score.broken, found.score.points


def _incumbent(frame: Frame, solve: Solve) -> Strategy:
    proposed = proposed_dates(frame)
    if not proposed:
        return Strategy(kind=StrategyKind.INCUMBENT, note=text("plan.strategy.no_proposal"))
    rest = len(frame.moves) - len(proposed)
    note = text("plan.strategy.rest_placed", count=rest) if rest else None
    return _strategy(frame, StrategyKind.INCUMBENT, solve(replace(frame, pins=proposed)), note)


def proposed_dates(frame: Frame) -> dict[MoveId, date]:
    """The incumbents' dates by move: the latest of its systems, by proposal, else the system's own planned date."""
    found: dict[MoveId, date] = {}
    for move in frame.moves:
        days = [
            day
            for name in move.systems
            if (day := frame.situations[name].proposed or frame.situations[name].planned) is not None
            and day > frame.as_of
        ]
        if days:
            found[move.id] = max(days)
    return found


def _registry_first(frame: Frame, solve: Solve) -> Strategy:
    first = next((move for move in frame.moves if REGISTRY in move.areas), None)
    if first is None:
        return Strategy(kind=StrategyKind.REGISTRY_FIRST, note=text("plan.strategy.registry_moved"))
    order = tuple(dict.fromkeys((*frame.order, *((first.id, m.id) for m in frame.moves if m.id != first.id))))
    return _strategy(frame, StrategyKind.REGISTRY_FIRST, solve(replace(frame, order=order)))


def _strategy(frame: Frame, kind: StrategyKind, dates: Dates, note: Text | None = None) -> Strategy:
    found = assess(frame, dates, gates_failed=failed_gates(frame, dates))
    return Strategy(
        kind=kind,
        placements=tuple(
            Placement(move=move.id, date=dates.get(move.id), basis=basis_of(frame, move.id, dates.get(move.id)))
            for move in frame.moves
        ),
        score=found.score,
        broken=found.broken,
        note=note,
        cost=way_cost(frame, dates),
    )


def basis_of(frame: Frame, move: MoveId, day: date | None, adopted: Dates | None = None) -> DateBasis:
    """Where a date comes from."""
    if day is not None and frame.inventory_pin(move) == day:
        return DateBasis.PINNED
    if day is not None and adopted is not None and adopted.get(move) == day:
        return DateBasis.ADOPTED
    candidate = next((c for c in frame.dates if c.date == day), None)
    given = day is not None and candidate is None  # by somebody: a day that has passed, or lies beyond the plan
    return DateBasis.OWN if given or (candidate is not None and not candidate.assumed) else DateBasis.ASSUMED
