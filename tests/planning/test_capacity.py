"""A limit of 0 or 1 has its effect: what no date can hold is named, with its size, and nothing is cut to fit."""

from __future__ import annotations

from dataclasses import replace

import pytest

from readiness.model.body import Division
from readiness.model.inventory import Inventory
from readiness.model.plan import RuleKind
from readiness.planning.body import plan_body
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
