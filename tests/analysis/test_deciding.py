"""What must be decided, by when, with which ways out: of the sample city, and when one thing of it changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from readiness.analysis.analyze import analyze
from readiness.analysis.deciding import Matter, decisions
from readiness.analysis.open_points import open_points
from readiness.analysis.whatif import QUICK
from readiness.app.body import open_body

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def inputs():
    return open_body(ROOT / "inventories" / "aozora-shi").inputs


@pytest.fixture(scope="module")
def city(inputs):
    return analyze(inputs, replace(QUICK, robustness=True))


def of(found, matter):
    return [item for item in found if item.matter is matter]


def test_a_broken_condition_of_the_adopted_plan_comes_first_with_the_repair(city):
    first = decisions(city)[0]
    assert first.matter is Matter.BROKEN
    assert [who.id for who in first.who] == ["kenko"]
    best = next(way for way in first.ways if way.first)
    assert (best.day, best.yen, best.carried, best.unpriced) == (date(2027, 9, 21), 2_383_333, 0, 1)
    hold = first.ways[-1]
    assert (hold.day, hold.yen) == (date(2027, 7, 20), 0)
    assert not any(way.recommended for way in first.ways)  # only people recommend
    assert first.by is not None and first.by >= city.plan.as_of


def test_a_leaving_party_is_told_though_the_plan_is_in_time(city):
    (found,) = of(decisions(city), Matter.LEAVING)
    assert found.systems == ("seiho", "rece")
    assert found.by == date(2026, 12, 28)  # as the body put it down
    assert [way.recommended for way in found.ways].count(True) == 1
    kept = next(way for way in found.ways if way.first)
    assert kept.day == date(2028, 3, 21)
    assert kept.risks[0].mapping()["days"] == 10


def test_contracts_that_lapse_are_told_by_the_day_they_end(city):
    found = of(decisions(city), Matter.LAPSING)
    ends = [item.what.mapping()["end"] for item in found]
    assert ends == sorted(ends) and ends[0] == date(2027, 3, 31)
    assert found[0].systems == ("gakudo", "jigyosha", "koei")
    assert {way.first for way in found[0].ways} == {True, False}
    named = {system for item in found for system in item.systems}
    assert not named & {"kaigo", "konbini", "kyushoku"}  # an estimate, an obligation or renewal carries them


def test_a_contract_decided_to_go_on_does_not_lapse(city):
    contract = city.inputs.inventory.contracts_of["koei"][0].id
    named = {s for item in decisions(city, (contract,)) if item.matter is Matter.LAPSING for s in item.systems}
    assert "koei" not in named and "taino" in named


def test_a_matter_already_decided_is_none(inputs, city):
    item = inputs.inventory.decision_items[0]
    settled = replace(inputs.inventory, decision_items=(replace(item, decided_on=date(2026, 10, 1)),))
    found = decisions(replace(city, inputs=replace(inputs, inventory=settled)))
    (leaving,) = of(found, Matter.LEAVING)
    assert not any(way.recommended for way in leaving.ways)
    other = replace(inputs.inventory, decision_items=(replace(item, systems=(), contracts=()),))
    assert of(decisions(replace(city, inputs=replace(inputs, inventory=other))), Matter.RECORDED)


def test_nothing_is_absent_because_no_plan_was_adopted(inputs):
    free = replace(
        inputs, inventory=replace(inputs.inventory, decisions=replace(inputs.inventory.decisions, plan=None))
    )
    found = decisions(analyze(free, QUICK))
    assert {Matter.LEAVING, Matter.LAPSING} <= {item.matter for item in found}


def test_open_points_tell_dates_and_money_in_turn(city):
    points = open_points(city)
    assert {bool(point.yen) for point in points[:5]} == {True, False}
    dates = [point for point in points if not point.yen]
    assert all(point.moves and point.divisions for point in dates)
    money = [point.yen for point in points if point.yen]
    assert money == sorted(money, reverse=True) and money[0] > 1_000_000
