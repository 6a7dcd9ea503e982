"""One change, judged twice: held, then repaired."""

import json
from dataclasses import replace
from datetime import date

import pytest
from click.testing import CliRunner

from readiness.analysis.inputs import Inputs
from readiness.analysis.party_gone import gone
from readiness.analysis.whatif import (
    NoSuchThingError,
    base_plan,
    budget_refused,
    capacity_text,
    consequences,
    delayed,
    name_of,
    with_capacity,
    with_extension,
    without_link,
)
from readiness.cli.options import catalogue
from readiness.cli.root import cli
from readiness.model.body import Division
from readiness.model.lockin.exits import ExitKind
from readiness.model.money import CostItem, Quote
from readiness.model.plan import PlanMode, RuleKind
from readiness.model.system import Side, System
from readiness.model.text import text
from readiness.model.unknown import UNKNOWN
from readiness.report.plan.text import difference
from readiness.report.plan.what_if import consequences_text
from tests import builders
from tests.planning.scene import AS_OF, D1, D2, D3, moved, old, standard, town
from tests.planning.test_plan_command import TOWN

DELIVERY = date(2028, 4, 4)  # three months after D1


def inputs(*systems, **fields):
    return Inputs(inventory=town(*systems, **fields), standard=standard(), as_of=AS_OF)


def pair(**fields):
    return inputs(moved("hub"), old("a"), old("b"), interfaces=builders.links([("hub", "a"), ("a", "b")]), **fields)


def judged(before, change):
    base = base_plan(before)
    return consequences(before, change(before, base), text("whatif.delay"), base)


def test_a_delay_breaks_the_held_date_and_the_repair_moves_only_what_must():
    found = judged(pair(), lambda given, plan: delayed(given, plan, "a", 3))
    assert found.before.date_of == {"a": D1, "b": D1}
    assert found.held.mode is PlanMode.HOLD
    assert found.held.date_of == found.before.date_of
    assert [rule.kind for rule in found.held.broken] == [RuleKind.DELIVERY]
    assert not found.repaired.broken
    assert found.repaired.date_of == {"a": D2, "b": D1}  # b stays although moving it too would save a link
    assert {p.move: p.was for p in found.repaired.placements} == {"a": D1, "b": None}


def test_a_system_may_be_called_by_its_name_where_only_one_bears_it():
    inventory = town(System(id="a", name="介護保険"), System(id="b", name="税"), System(id="c", name="税"))
    assert [inventory.system_id(word) for word in ("a", "介護保険", "税", "無い")] == ["a", "a", "税", "無い"]
    named = inputs(replace(old("a"), name="介護保険"))
    assert delayed(named, base_plan(named), "介護保険", 3) == delayed(named, base_plan(named), "a", 3)


def test_less_capacity_pulls_a_date_apart():
    systems = (old("a", owner_division="d"), old("b", owner_division="d"))
    given = inputs(*systems, divisions=(Division(id="d", name="課", cutovers_per_date=2),))
    found = judged(given, lambda g, _: with_capacity(g, "division", "d", 1))
    assert [rule.kind for rule in found.held.broken] == [RuleKind.CAP]
    assert sorted(found.repaired.date_of.values()) == [D1, D2]


def test_a_link_given_up_is_not_bridged_and_brings_no_assumed_flow_in():
    found = judged(pair(), lambda given, _: without_link(given, "L0"))
    assert {link.id for link in found.before.links} == {"L0"}
    assert found.held.links == ()


def test_a_later_due_date_mends_what_was_broken():
    given = inputs(old("a", due_date=date(2027, 6, 30)))
    assert [rule.kind for rule in base_plan(given).broken] == [RuleKind.DUE]
    found = judged(given, lambda g, _: with_extension(g, "a", date(2028, 12, 31)))
    assert not found.held.broken


def test_a_refused_budget_needs_more_time():
    given = pair()
    before = base_plan(given)
    refused = base_plan(budget_refused(given, before, "a"))

    def contract(plan):
        return next(g for g in plan.gates if g.move == "a" and g.kind.value == "budget")

    assert contract(before).planned is None
    assert contract(refused).planned > AS_OF
    tight = inputs(old("a"), dates=(date(2027, 12, 1), D3))
    found = judged(tight, lambda g, plan: budget_refused(g, plan, "a"))
    assert found.before.date_of == {"a": date(2027, 12, 1)}
    assert [rule.kind for rule in found.held.broken] == [RuleKind.GATE]
    assert found.repaired.date_of == {"a": D3}


def test_what_was_broken_before_is_told_apart_from_what_the_change_breaks():
    late = inputs(old("a", due_date=date(2027, 6, 30)), old("b"))
    found = judged(late, lambda given, plan: delayed(given, plan, "b", 3))
    said = consequences_text(found, catalogue("ja"))
    before, after = said.split("計算した計画の日付のまま")
    assert "この変更の前からある不適合の条件" in before and "期限2027-06-30より遅い" in before
    assert "提供予定日" in after and "提供予定日" not in before
    assert "この変更の前から" not in consequences_text(
        judged(pair(), lambda g, p: delayed(g, p, "a", 3)), catalogue("ja")
    )


def test_a_name_is_that_of_its_kind_where_ids_are_shared():
    given = inputs(old("kenko", name="健康管理"), divisions=(Division(id="kenko", name="健康づくり課"),))
    plan = base_plan(given)
    assert (
        catalogue("ja")
        .render(text("whatif.delay", id=name_of(given, plan, "kenko"), months=6))
        .startswith("健康管理の")
    )
    assert name_of(given, plan, "division:kenko") == "健康づくり課"
    assert name_of(given, plan, "areas") == "areas"


def test_areas_links_and_limits_are_called_by_their_names():
    before = pair()
    plan = base_plan(before)
    link = before.inventory.interfaces[1]
    words = catalogue("ja")
    named = words.render(text("whatif.drop_link", link=name_of(before, plan, link.id)))
    assert link.id not in named
    assert all(before.inventory.system_by_id[end].label in named for end in (link.from_, link.to))
    assert name_of(before, plan, "long_term_care_insurance") == "介護保険"
    assert name_of(before, plan, "介護") == "介護保険"
    limit = words.render(capacity_text(before, plan, "areas", 0))
    assert limit == "同日に切り替える業務を0業務までとした場合"


def test_who_carries_the_move_out_decides_what_is_tendered_anew():
    """A vendor that only runs what another one replaces takes no preparation with it; one that is to come does."""
    after = {"after": Side(vendor="w"), "planned_date": D1}
    vendors = tuple(builders.vendor(name) for name in "vw")
    quotes = tuple(Quote(id=n, item=CostItem.MIGRATION, vendor=n, system="a", amount=1) for n in "vw")
    given = inputs(old("a", vendor="v", **after), vendors=vendors, quotes=quotes)
    plan = base_plan(given)
    assert gone(given, plan, ExitKind.VENDOR, "v") is None
    left = gone(given, plan, ExitKind.VENDOR, "v", date(2027, 12, 31)).inventory
    assert (left.systems[0].planned_date, left.vendor_by_id["v"].service_end) == (D1, date(2027, 12, 31))
    anew = gone(given, plan, ExitKind.VENDOR, "w").inventory
    assert (anew.systems[0].vendor, anew.systems[0].after, anew.systems[0].planned_date) == ("v", None, None)
    assert [quote.id for quote in anew.quotes] == ["v"]


def test_a_refused_budget_says_what_it_leaves_for_an_entered_day():
    given = inputs(old("a", duration_weeks=UNKNOWN, planned_date=D1))
    found = judged(given, lambda g, plan: budget_refused(g, plan, "a"))
    assert not found.held.broken
    assert "仮置きの期間では早くとも" in consequences_text(found, catalogue("ja"))


def test_costs_with_rows_nobody_has_priced_are_no_difference():
    def priced(yen, missing):
        return replace(score, yen=replace(score.yen, value=100 + yen, known=1, total=2 + missing))

    def said(yen, missing):
        return difference(priced(0, 0), priced(yen, missing), catalogue("ja"))

    score = base_plan(pair()).score
    assert said(0, 0) == [] and said(5, 0) == ["差: 費用+5円"]
    for yen, missing in ((5, -1), (-5, 1), (0, 1), (0, -1)):
        assert said(yen, missing) == [f"差: 費用は比べられない(見積のない行{missing:+d}件)"]
    assert said(-5, -1) == ["差: 費用-5円(ほかに見積のない行-1件)"]


@pytest.mark.parametrize(
    "change",
    [
        lambda g: delayed(g, base_plan(g), "nowhere", 1),
        lambda g: with_capacity(g, "division", "nowhere", 1),
        lambda g: without_link(g, "nowhere"),
        lambda g: with_extension(g, "nowhere", D1),
        lambda g: budget_refused(g, base_plan(g), "nowhere"),
    ],
)
def test_what_does_not_exist_is_refused_by_name(change):
    with pytest.raises(NoSuchThingError):
        change(pair())


def test_the_command_shows_hold_and_repair(tmp_path):
    (tmp_path / "body.yaml").write_text(TOWN, encoding="utf-8")

    def run(command, *args):
        return CliRunner().invoke(cli, ["what-if", command, str(tmp_path), *args], standalone_mode=False)

    shown = run("delay", "kaigo", "6").output
    assert "計算した計画の日付のまま" in shown and "提供予定日2028-11-08より前の切替え" in shown
    assert "介護保険: 2028-05-08 → 2029-01-04" in shown
    data = json.loads(run("capacity", "areas", "1", "--format", "json").output)
    assert (data["format"], data["what_if"]["held"]["mode"]) == ("readiness.what-if", "hold")
    assert getattr(run("drop-link", "nowhere").exception, "message", None) is not None


def test_ways_out_of_a_late_delivery_respect_the_delivery():
    """Less preparation would not help, so it is not offered, and no date before the delivery is."""
    late = inputs(old("a", due_date=date(2028, 4, 20)), old("b"))
    found = judged(late, lambda given, plan: delayed(given, plan, "a", 3))
    (clash,) = found.repaired.clashes
    assert dict(next(rule for rule in clash.rules if rule.key == "plan.clash.delivery").params)["delivery"] == DELIVERY
    ways = {way.key: dict(way.params) for way in clash.ways_out}
    assert set(ways) == {"plan.way.later_due", "plan.way.earlier_delivery", "plan.way.new_date"}
    assert ways["plan.way.earlier_delivery"]["date"] == D1
    assert ways["plan.way.new_date"]["earliest"] == DELIVERY
