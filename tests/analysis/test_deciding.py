"""What must be decided, by when, with which ways out: of the sample city, and when one thing of it changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from readiness.analysis.analyze import analyze
from readiness.analysis.deciding import decisions
from readiness.analysis.decision import Matter
from readiness.analysis.open_points import open_points
from readiness.analysis.ways_out import WaysOut
from readiness.analysis.whatif import QUICK
from readiness.app.body import open_body
from readiness.model.plan import Clash, DateBasis, RuleKind
from readiness.model.text import text

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
    assert (best.day, best.yen, best.carried, best.unpriced) == (date(2028, 3, 21), 2_383_333, 7_150_000, 4)
    hold = first.ways[-1]
    assert (hold.day, hold.yen) == (date(2027, 7, 20), 0)
    assert not any(way.recommended for way in first.ways)  # only people recommend
    assert first.by is not None and first.by >= city.plan.as_of


def test_a_way_is_charged_only_with_what_it_breaks_itself(city):
    first = decisions(city)[0]
    own = {rule.message for rule in city.plan.broken}
    assert city.plan.broken[0].move is not None and len(own) > 1
    for way in first.ways:
        assert own.isdisjoint(way.risks), way.name
    repair, nearer, hold = first.ways
    assert repair.first and "decide.risk.left" not in {risk.key for risk in repair.risks}  # it mends them all
    left = next(risk for risk in nearer.risks if risk.key == "decide.risk.left")
    assert left.mapping()["count"] == len(own) - 1  # the nearer date mends the one it is about
    # An earlier date that leaves the preparation as short as it is leads out of nothing.
    assert [way.day for way in first.ways] == [date(2028, 3, 21), date(2027, 9, 21), hold.day]


def test_a_limit_broken_on_another_date_is_another_condition(city):
    ways = WaysOut(city)
    rule = city.plan.broken[0]
    there = replace(rule, kind=RuleKind.CAP, subject="d1", move=None, message=text("m", date=date(2027, 9, 21), used=3))
    ways.broken = {there.key}
    less = replace(there, message=text("m", date=date(2027, 9, 21), used=2))
    later = replace(there, message=text("m", date=date(2027, 11, 24), used=3))
    assert ways.own((less, later)) == [later.message]


def test_the_ways_out_of_a_calculated_plan_are_those_of_the_move_in_question(calculated):
    """Of two moves without a date, nobody is told to shorten the one to mend the other."""
    one, other = calculated.plan.moves[:2]

    def clash(move, way):
        return Clash(rules=(text("plan.clash.gate", move=move, earliest=date(2028, 1, 4)),), ways_out=(text(way),))

    everybody = Clash(rules=(text("plan.clash.cap.areas", subject="", limit=2),), ways_out=(text("raise"),))
    clashes = (clash(one.title, "own"), clash(other.title, "of another"), everybody)
    ways = WaysOut(replace(calculated, plan=replace(calculated.plan, clashes=clashes)))
    assert ways.repair is None
    names = [way.name.key for way in ways.of_broken(one.id)]
    assert "of another" not in names and names[:2] == ["own", "raise"]
    assert [way.name.key for way in ways.of_broken(None)][:3] == ["own", "of another", "raise"]


def test_a_leaving_party_is_told_though_the_plan_is_in_time(city):
    (found,) = of(decisions(city), Matter.LEAVING)
    assert found.systems == ("seiho", "rece")
    assert found.by == date(2026, 11, 20)  # as the body put it down
    assert not any(way.recommended for way in found.ways)  # a person does, but prices are missing
    kept = next(way for way in found.ways if way.first)
    assert kept.day == date(2028, 3, 21)
    assert kept.risks[0].mapping()["days"] == 10


def test_what_a_person_recommends_is_recommended_once_every_price_is_known(city):
    years = tuple(
        replace(year, one_off=replace(year.one_off, missing=()), running=replace(year.running, missing=()))
        for year in city.plan.years
    )
    (found,) = of(decisions(replace(city, plan=replace(city.plan, years=years))), Matter.LEAVING)
    assert [way.recommended for way in found.ways].count(True) == 1


def test_contracts_that_lapse_are_told_by_the_day_they_end(city):
    found = of(decisions(city), Matter.LAPSING)
    ends = [item.what.mapping()["end"] for item in found]
    assert ends == sorted(ends) and ends[0] == date(2027, 3, 31)
    assert found[0].systems == ("gakudo", "jigyosha", "koei")
    assert {way.first for way in found[0].ways} == {True, False}
    earlier = next(way for way in found[0].ways if way.day is not None)
    assert earlier.day is not None and earlier.day > date(2027, 3, 31)
    assert earlier.risks[0].mapping() == {"days": (earlier.day - date(2027, 4, 1)).days}  # no way out of the gap
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


def of_points(analysis, key):
    return [point for point in open_points(analysis) if point.effect.key == key]


@pytest.fixture(scope="module")
def small():
    return open_body(ROOT / "inventories" / "midori-cho").inputs


@pytest.fixture(scope="module")
def calculated(small):
    """A plan nobody has adopted, with the ways to go beside it."""
    return analyze(small, replace(QUICK, strategies=True))


def test_a_plan_that_is_only_calculated_asks_to_be_adopted(calculated, city):
    (found,) = of(decisions(calculated), Matter.ADOPTION)
    assert found.what == text("decide.what.adoption", count=5)
    assert found.by is not None and found.by >= calculated.plan.as_of
    assert {who.id for who in found.who} == {d for move in calculated.plan.moves for d in move.divisions}
    first, *others = found.ways
    assert first.first and first.name.mapping()["last"] == max(filter(None, calculated.plan.date_of.values()))
    assert others and all(not way.first for way in others)
    assert not of(decisions(calculated), Matter.DATES)  # the body has set its days
    assert not of(decisions(city), Matter.ADOPTION)
    fixed = [replace(p, basis=DateBasis.PINNED) for p in calculated.plan.placements]
    partly = (*fixed[:2], *calculated.plan.placements[2:])
    told = decisions(replace(calculated, plan=replace(calculated.plan, placements=partly)))
    assert of(told, Matter.ADOPTION)[0].what == text("decide.what.adoption_rest", count=3)
    assert not of(
        decisions(replace(calculated, plan=replace(calculated.plan, placements=tuple(fixed)))), Matter.ADOPTION
    )


def test_days_nobody_has_set_are_asked_for_before_the_plan_is_adopted(small):
    own = small.inventory
    free = replace(
        own,
        planning=replace(own.planning, dates=()),
        proposals=(),
        systems=tuple(replace(system, planned_date=None) for system in own.systems),
    )
    found = decisions(analyze(replace(small, inventory=free), QUICK))
    matters = [item.matter for item in found]
    assert matters.index(Matter.DATES) < matters.index(Matter.ADOPTION)
    (dates,) = of(found, Matter.DATES)
    first = next(way for way in dates.ways if way.first)
    assert first.name.key == "decide.way.dates" and first.name.mapping()["count"] >= 1


def test_a_move_without_a_quote_is_an_unknown_that_moves_money(calculated, city):
    """Each move once, what lacks its migration first; a contract's extension and a quote whose sum is open are not."""
    points = of_points(calculated, "decide.effect.unquoted")
    assert {move for point in points for move in point.moves} == {move.id for move in calculated.plan.moves}
    items = [[item.key for item in point.what.mapping()["items"]] for point in points]
    lacks = ["word.CostItem.migration" in said for said in items]
    assert lacks == sorted(lacks, reverse=True) and lacks[0] and not lacks[-1]
    assert all(point.yen == 0 and point.divisions for point in points)
    named = {item for point in of_points(city, "decide.effect.unquoted") for item in point.what.mapping()["items"]}
    assert text("word.CostItem.contract_extension") not in named


def test_a_platform_without_support_before_the_cutover_is_told(calculated):
    (found,) = of(decisions(calculated), Matter.SUPPORT)
    assert found.systems == ("koki",) and found.by == date(2027, 6, 30)
    assert not any(way.first for way in found.ways)  # no day the plan can take is before the end
    assert found.ways[0].unpriced == 1 and not found.ways[0].decided  # extended support has a price nobody knows
    (rule,) = found.otherwise.mapping()["rules"]
    day = calculated.plan.date_of["koki"]
    assert rule.mapping() == {"day": day, "days": (day - date(2027, 7, 1)).days}


def test_a_contract_is_renewed_or_ended_by_its_day_of_notice(calculated, small):
    passed, coming = of(decisions(calculated), Matter.RENEWAL)
    assert passed.by == date(2026, 3, 31) and passed.what.mapping()["contracts"] == ("電算センター共同利用負担金",)
    assert [risk.key for risk in passed.ways[-1].risks] == ["decide.risk.consent"]
    assert coming.by == date(2026, 12, 31) and coming.systems == ("koki", "kenko")
    go_on, stop = coming.ways
    assert go_on.first and go_on.name.mapping()["day"] == max(
        day for move, day in calculated.plan.date_of.items() if move in ("koki", "kenko")
    )
    assert stop.risks[0].mapping()["days"] > 0
    assert coming.otherwise.mapping()["rules"] == (text("decide.otherwise.renews"),)

    late = replace(small.inventory.contract_by_id["c-koki"], end=date(2029, 3, 31), notice_months=29)
    kept = tuple(late if contract.id == "c-koki" else contract for contract in small.inventory.contracts)
    found = decisions(analyze(replace(small, inventory=replace(small.inventory, contracts=kept)), QUICK))
    (own,) = [item for item in of(found, Matter.RENEWAL) if item.systems == ("koki",)]
    assert [way.first for way in own.ways] == [False, True]  # every system has left before it ends
    assert own.ways[0].risks == (text("decide.risk.needless"),)


def test_what_the_body_put_down_is_told_with_one_decision(city):
    recorded = [item for item in decisions(city) for way in item.ways if way.name.key == "decide.said"]
    assert {item.matter for item in recorded} == {Matter.LEAVING}
