"""A limit of 0 or 1 has its effect: what no date can hold is named, with its size, and nothing is cut to fit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.model.body import Division
from readiness.model.inventory import Inventory
from readiness.model.plan import BrokenRule, RuleKind
from readiness.model.plan.moves import MoveId
from readiness.model.plan.work import Load
from readiness.model.planning_input import PlanningSettings
from readiness.model.unknown import UNKNOWN
from readiness.planning.body import loads_of, plan_body
from readiness.planning.rulebook import broken_rules
from readiness.planning.settings import FAST
from tests import builders
from tests.planning.scene import AS_OF, D1, frame, old, standard, town

PAIR = (
    old("a", vendor="v", owner_division="d", move_with=("b",), areas=("x",)),
    old("b", vendor="v", owner_division="d", areas=("y",)),
)


def limited(**limits: int) -> Inventory:
    base = town(
        *PAIR,
        divisions=(Division(id="d", cutovers_per_date=limits.get("division", 9)),),
        vendors=(builders.vendor("v", cutovers_per_date=limits.get("vendor", 9)),),
    )
    if "areas" not in limits:
        return base
    return replace(base, planning=replace(base.planning, areas_per_date=limits["areas"]))


@pytest.mark.parametrize("kind", ["division", "vendor", "areas"])
@pytest.mark.parametrize(("limit", "holds"), [(0, False), (1, False), (2, True)])
def test_a_move_bigger_than_a_told_limit_is_named(kind: str, limit: int, holds: bool) -> None:
    told = limited(**{kind: limit})
    broken = [rule for rule in broken_rules(frame(told), {"m-a": D1}) if rule.kind is RuleKind.CAP]
    assert [rule.move for rule in broken] == ([] if holds else ["m-a"])
    for rule in broken:
        params = dict(rule.message.mapping())
        assert (params["size"], params["capacity"]) == (2, limit)
    plan = plan_body(told, standard(), as_of=AS_OF, settings=FAST)
    assert [rule.move for rule in plan.broken if rule.kind is RuleKind.CAP] == ([] if holds else ["m-a"])


def test_a_move_that_is_not_placed_breaks_no_limit() -> None:
    assert not [r for r in broken_rules(frame(limited(vendor=0)), {"m-a": None}) if r.kind is RuleKind.CAP]


def test_what_is_only_assumed_forbids_nothing() -> None:
    unstated = town(*PAIR, divisions=(Division(id="d"),), vendors=(builders.vendor("v"),))
    tight = frame(unstated, planning__division_cutovers_per_date=1, planning__vendor_cutovers_per_date=1)
    assert not [rule for rule in broken_rules(tight, {"m-a": D1}) if rule.kind is RuleKind.CAP]


MONTHS = {1: (4, 24), 3: (21,), 4: (3, 24), 5: (8, 29), 6: (5,), 9: (4, 19)}
POOL = [date(2028, month, day) for month, days in MONTHS.items() for day in days]
limits = st.sampled_from([UNKNOWN, 0, 1, 2, 3])


@st.composite
def places(draw: st.DrawFn) -> tuple[dict[str, Any], dict[MoveId, date | None], set[date]]:
    """What a town tells of itself, dates for its moves, and candidate dates none of them takes."""
    names = "abcd"[: draw(st.integers(2, 4))]
    chosen = {MoveId(name): draw(st.sampled_from(POOL)) for name in names}
    fields: dict[str, Any] = {
        "systems": [
            old(name, vendor=draw(st.sampled_from("vw")), owner_division=draw(st.sampled_from("de")), areas=(name,))
            for name in names
        ],
        "divisions": tuple(Division(id=one, cutovers_per_date=draw(limits)) for one in "de"),
        "vendors": tuple(builders.vendor(one, cutovers_per_date=draw(limits)) for one in "vw"),
        "planning": {
            "until": date(2028, 12, 31),
            "areas_per_date": draw(limits),
            "divisions_per_date": draw(limits),
            "vendors_per_date": draw(limits),
            "team_weeks_per_month": draw(st.sampled_from([UNKNOWN, 4, 12, 20])),
        },
    }
    unused = set(draw(st.lists(st.sampled_from(POOL), max_size=6))) - set(chosen.values())
    return fields, dict(chosen), unused


@settings(max_examples=80, deadline=None)
@given(places())
def test_whether_dates_hold_never_hangs_on_candidates_they_do_not_use(
    place: tuple[dict[str, Any], dict[MoveId, date | None], set[date]],
) -> None:
    fields, chosen, unused = place
    used = {day for day in chosen.values() if day is not None}

    def said(days: set[date]) -> tuple[set[BrokenRule], list[Load]]:
        planning = PlanningSettings(dates=tuple(sorted(days)), **fields["planning"])
        inventory = town(
            *fields["systems"], divisions=fields["divisions"], vendors=fields["vendors"], planning=planning
        )
        found = frame(inventory)
        return set(broken_rules(found, chosen)), list(loads_of(found, chosen))

    rules, loads = said(used)
    assert (rules, loads) == said(used | unused)
    assert used >= {load.date for load in loads}
    assert len({(load.date, load.kind, load.subject) for load in loads}) == len(loads), "each use is told once"


def test_a_limit_of_a_month_names_the_day_that_is_used_not_the_first_candidate_of_it() -> None:
    early, late = date(2028, 9, 4), date(2028, 9, 19)
    pair = (old("a", owner_division="d"), old("b", owner_division="d"))
    planning = PlanningSettings(dates=(early, late), until=date(2028, 12, 31))
    found = frame(town(*pair, divisions=(Division(id="d", cutovers_per_date=1),), planning=planning))
    chosen = {MoveId(name): late for name in "ab"}
    (broken,) = broken_rules(found, chosen)
    assert dict(broken.message.mapping())["date"] == late
    loads = [load for load in loads_of(found, chosen) if load.kind == "division"]
    assert [(load.date, load.used, load.capacity) for load in loads] == [(late, 2, 1)]
