"""The order of rows never matters: every list of an inventory shuffled gives the same analysis."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import fields, replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from readiness.analysis.analyze import Analysis, analyze
from readiness.analysis.inputs import Inputs
from readiness.app.body import open_body
from readiness.model.decision import AdoptedMove, AdoptedPlan
from readiness.model.gap import GapEntry
from readiness.model.inventory import Inventory
from readiness.model.plan import Effort
from readiness.planning.settings import SolveSettings

ROOT = Path(__file__).parents[2]
TOWNS = (ROOT / "tests" / "towns" / "karamari-cho", ROOT / "inventories" / "aozora-shi")
QUICK = SolveSettings(effort=Effort.QUICK, strategies=False, robustness=False)
FEW = settings(max_examples=2, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


@cache
def at_first(place: Path) -> tuple[Inputs, Analysis]:
    """The town with its own plan adopted, so that equally good dates do not hide what the order of rows does."""
    opened = open_body(place)
    assert opened.inputs is not None
    first = analyze(opened.inputs, QUICK)
    moves = tuple(
        AdoptedMove(move=move.id, systems=move.systems, date=day)
        for move in first.plan.moves
        if (day := first.plan.date_of[move.id]) is not None
    )
    adopted = AdoptedPlan(adopted_on=opened.inputs.as_of, moves=moves)
    decisions = replace(opened.inputs.inventory.decisions, plan=adopted)
    inputs = replace(opened.inputs, inventory=replace(opened.inputs.inventory, decisions=decisions))
    return inputs, analyze(inputs, QUICK)


def shuffled(inventory: Inventory, chance: random.Random) -> Inventory:
    """Every list of records in another order, and the lists inside the records too."""
    changed: dict[str, Any] = {}
    for field in fields(inventory):
        value = getattr(inventory, field.name)
        if isinstance(value, tuple):
            changed[field.name] = tuple(chance.sample(value, len(value)))
    plan = inventory.decisions.plan
    assert plan is not None
    moves = tuple(replace(m, systems=tuple(chance.sample(m.systems, len(m.systems)))) for m in plan.moves)
    decisions = replace(
        inventory.decisions,
        plan=replace(plan, moves=tuple(chance.sample(moves, len(moves)))),
        pins=tuple(chance.sample(inventory.decisions.pins, len(inventory.decisions.pins))),
    )
    return replace(inventory, **changed, decisions=decisions)


def told(found: Analysis) -> Mapping[str, object]:
    """What an analysis says, in no order. A move goes by its systems: its name is that of the first row."""
    plan = found.plan
    systems = {move.id: frozenset(move.systems) for move in plan.moves}

    def who(id_: str | None) -> object:
        return systems.get(id_ or "", id_)

    return {
        "findings": Counter((f.code, f.severity, f.subject.kind, who(f.subject.id)) for f in found.findings),
        "register": Counter(_asked(e) for e in found.register.entries),
        "stands": {id_: (s.side, s.migrated, s.owner, s.cutover and s.cutover.date) for id_, s in found.stands.items()},
        "status": {(a.area, a.state, a.steps.rate) for a in found.status.areas},
        "measures": {(m.name, m.value, m.known, m.total) for m in found.status.measures()},
        "completeness": (found.completeness.overall.known, found.completeness.overall.total),
        "dates": {(systems[p.move], p.date, p.basis) for p in plan.placements},
        "value": (plan.value, plan.state, plan.score),
        "rows": Counter((r.fiscal_year, r.item, r.subject, r.amount, r.carried, r.months) for r in plan.cost_rows),
        "years": plan.years,
        "left out": {(left.quote, left.reason.key) for left in plan.left_out},
        "links": {(k.id, k.opened, k.removed, k.months, k.amount) for k in plan.links},
        "broken": Counter((b.kind, who(b.move)) for b in plan.broken),
        "gates": Counter((who(g.move), g.kind, g.begins, g.ends, g.standing, g.procurement) for g in plan.gates),
        "unplanned": {frozenset(move.systems) for move in plan.unplanned},
        "matters": {(m.system, m.code, m.status) for item in found.lockin.systems for m in item.matters},
        "slack": {(item.system, item.slack.days.value) for item in found.lockin.systems},
        "cost of leaving": {(item.system, item.exit_cost.likely.value) for item in found.lockin.systems},
        "exits": {(e.kind, e.id, e.areas.value, e.other_areas.value, e.needed_by) for e in found.lockin.exits},
        "questions": {(q.asked, q.kind, q.name, q.waiting) for q in found.questions.items},
    }


def _asked(entry: GapEntry) -> tuple[object, ...]:
    """A question; one about the common functions as a whole stands at the first system of them, which is its id."""
    gap = entry.gap
    whole = gap is not None and gap.requirement.startswith("builtin:common.")
    rank = gap.rank if gap is not None else None
    return (gap.requirement if gap is not None and whole else entry.id, entry.state, rank)


@pytest.mark.parametrize("place", TOWNS, ids=lambda place: place.name)
@FEW
@given(st.integers(0, 10**6))
def test_shuffled_lists_give_the_same_analysis(place: Path, seed: int) -> None:
    inputs, first = at_first(place)
    again = analyze(replace(inputs, inventory=shuffled(inputs.inventory, random.Random(seed))), QUICK)
    before, after = told(first), told(again)
    for part, value in before.items():
        assert after[part] == value, part
