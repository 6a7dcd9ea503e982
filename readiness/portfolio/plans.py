"""The plan of one body as a portfolio keeps it, and what is open by deadline where nobody has entered premises."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from readiness.analysis.inputs import Inputs
from readiness.model.dates import months_between
from readiness.model.plan import PlanState
from readiness.model.unknown import known
from readiness.planning.body import plan_body
from readiness.planning.settings import FAST
from readiness.portfolio.row import AreaMark, BodyRow
from readiness.situation.situation import situations


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanMark:
    """State and bound of a body's own plan. `dated` are (areas, date) of moves with a date, `undated` counts those
    without; `missing` are the facts that would allow one, with the systems that lack them. `broken`: rules not met.
    """

    state: PlanState
    gap: float | None = None
    dated: tuple[tuple[tuple[str, ...], date], ...] = ()
    undated: int = 0
    broken: int = 0
    missing: tuple[tuple[str, int], ...] = ()


def plan_mark(inputs: Inputs) -> PlanMark:
    """The body's plan by its own planner; no date where nobody has entered a premise."""
    inventory = inputs.inventory
    plan = plan_body(inventory, inputs.standard, as_of=inputs.as_of, settings=FAST)
    areas = {move.id: move.areas for move in plan.moves}
    waiting = {id_ for move in plan.unplanned for id_ in move.systems}
    systems = [system for system in inventory.systems if system.id in waiting]
    stands = situations(inventory, inputs.as_of)
    lacks = {
        "vendor": sum(not known(system.vendor) for system in systems),
        "contract": sum(not inventory.contracts_of.get(system.id) for system in systems),
        "date": sum(stands[s.id].cutover is None and not isinstance(s.delivery_date, date) for s in systems),
    }
    placed = [(areas[one.move], one.date) for one in plan.placements if one.date is not None and one.move in areas]
    return PlanMark(
        state=plan.state,
        gap=plan.optimality_gap,
        dated=tuple(placed),
        undated=len(plan.unplanned) + sum(one.date is None for one in plan.placements),
        broken=len(plan.broken),
        missing=tuple((name, count) for name, count in lacks.items() if count),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """Open areas of one deadline class: `kind` `until` (a separate date), `undated` (its date is not told), `lapsed`
    or `principal` (the general date). `rate`: cut-overs of areas a month that all up to this date imply.
    """

    kind: str
    until: date | None
    bodies: int
    areas: int
    undated: int
    months: int | None = None
    rate: float | None = None


def deadlines(rows: Iterable[BodyRow]) -> tuple[Deadline, ...]:
    """Every class with open areas, those with a date in order of time; the rate adds up everything due before."""
    found: dict[tuple[str, date | None], list[tuple[str, AreaMark]]] = {}
    as_of: date | None = None
    for row in rows:
        as_of = row.as_of if as_of is None else max(as_of, row.as_of)
        for area in row.areas:
            if area.waiting:
                kind = (
                    "lapsed" if area.lapsed else "until" if area.until else "undated" if area.extended else "principal"
                )
                found.setdefault((kind, area.until if kind == "until" else None), []).append((row.id, area))
    order = ("lapsed", "principal", "until", "undated")
    made = []
    due = 0
    for kind, until in sorted(found, key=lambda key: (order.index(key[0]), key[1] or date.max)):
        marks = found[kind, until]
        months = rate = None
        if until is not None and as_of is not None:
            due += len(marks)
            months = max(0, months_between(as_of, until))
            rate = due / months if months else None
        made.append(
            Deadline(
                kind=kind,
                until=until,
                bodies=len({body for body, _ in marks}),
                areas=len(marks),
                undated=sum(bool(area.undated) or area.cutover is None for _, area in marks),
                months=months,
                rate=rate,
            )
        )
    return tuple(made)
