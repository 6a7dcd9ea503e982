"""Where each area stands and the three named figures."""

from datetime import date

import pytest

from readiness.analysis.status import AreaState, assess_status
from readiness.inventory.assemble import build_inventory
from readiness.model.ref import Ref
from readiness.model.standard.applicability import AreaScope, Outcome
from readiness.model.unknown import UNKNOWN
from readiness.situation.situation import situations

AREAS = {"a": "a", "b": "b", "c": "c"}


def inventory(systems=(), progress=(), procurements=()):
    sections = {"body": [{"id": "t"}], "systems": systems, "progress": progress, "procurements": procurements}
    placed = {key: [(row, Ref("x", (key, i))) for i, row in enumerate(rows)] for key, rows in sections.items()}
    built = build_inventory(placed, AREAS)
    assert built.findings == ()
    return built.inventory


def stands(**told):
    return situations(inventory(**told), date(2026, 11, 2))


def scopes(**outcomes):
    return tuple(AreaScope(area=area, outcome=outcomes.get(area, Outcome.APPLIES)) for area in AREAS)


def test_an_area_is_complete_only_when_all_its_systems_are():
    status = assess_status(
        stands(
            systems=[
                {"id": "s1", "areas": ["a"], "migrated": True},
                {"id": "s2", "areas": ["a", "b"], "migrated": False},
                {"id": "s3", "areas": ["c"], "migrated": True},
                {"id": "s4", "areas": ["c"], "migrated": False, "kind": "独自施策"},
            ]
        ),
        scopes(),
    )
    assert [area.state for area in status.areas] == [AreaState.PARTLY, AreaState.NOT_YET, AreaState.COMPLETE]
    assert (status.areas_complete.value, status.areas_complete.total) == (1, 3)
    assert (status.systems_migrated.value, status.systems_migrated.total) == (2, 3), "独自施策 is not counted"


def test_not_applicable_is_kept_apart_from_complete_even_at_a_published_rate_of_one():
    status = assess_status(
        stands(progress=[{"scope": "業務", "target": area, "rate": 1.0} for area in ("a", "b")]),
        scopes(b=Outcome.ELSEWHERE),
    )
    assert [area.state for area in status.areas] == [AreaState.STEPS_CLOSED, AreaState.ELSEWHERE, AreaState.UNKNOWN]
    closed, complete = status.areas_steps_closed, status.areas_complete
    assert (closed.value, closed.known, closed.total, closed.low, closed.high) == (1, 1, 2, 1, 2)
    assert (complete.value, complete.known, complete.total, complete.low, complete.high) == (UNKNOWN, 0, 2, 0, 2)


def test_the_rate_counts_closed_steps_and_is_bounded_where_steps_are_unknown():
    status = assess_status(
        stands(
            systems=[{"id": "s1", "areas": ["a"]}, {"id": "s2", "areas": ["b"]}],
            progress=[
                {"scope": "団体", "steps": {"1-3": "完了済み"}},
                {"scope": "システム", "target": "s1", "steps": {"4-30": "完了済み", "31": "対象外", "32-40": "未"}},
                {"scope": "業務", "target": "c", "rate": 0.5},
            ],
        ),
        scopes(),
    )
    first, second, third = status.areas
    assert (first.steps.rate, first.steps.not_applicable, first.steps.from_steps) == (31 / 40, 1, True)
    assert second.steps.rate is None and second.steps.known == 3
    assert second.steps.bounds == pytest.approx((3 / 40, 1.0))
    assert third.steps.rate == 0.5
    assert status.step_rate.value == pytest.approx(63.8)
    assert (status.step_rate.known, status.step_rate.total) == (2, 3)
    assert (status.step_rate.low, status.step_rate.high) == (45.0, 75.8)


def test_two_systems_of_one_area_make_it_as_far_as_the_one_behind():
    status = assess_status(
        stands(
            systems=[{"id": "s1", "areas": ["a"]}, {"id": "s2", "areas": ["a"]}],
            progress=[
                {"scope": "システム", "target": "s1", "steps": {"1-40": "完了済み"}},
                {"scope": "システム", "target": "s2", "steps": {"1-20": "完了済み", "21-40": "作業中"}},
            ],
        ),
        scopes(),
    )
    assert status.areas[0].steps.rate == 0.5
    assert status.areas[0].steps.in_progress == 20


def test_areas_whose_date_nobody_told_are_not_counted_as_without_one():
    status = assess_status(
        stands(
            systems=[
                {"id": "s1", "areas": ["a"], "due": "省令等で別に定める期限"},
                {"id": "s2", "areas": ["b"]},
                {"id": "s3", "areas": ["c"], "migrated": True},
            ]
        ),
        scopes(),
    )
    measure = status.areas_extended
    assert (measure.value, measure.known, measure.total, measure.low, measure.high) == (1, 2, 3, 1, 2)


STEPS = {
    "39 of 40": {"1-39": "完了済み", "40": "作業中"},
    "40 of 40": {"1-40": "完了済み"},
    "started": {"40": "完了済み"},
    "closed by 対象外": {"1-39": "完了済み", "40": "対象外"},
    "all 対象外": {"1-40": "対象外"},
}


@pytest.mark.parametrize(
    ("system", "told", "state"),
    [
        ({}, {"rate": 0.975}, AreaState.UNKNOWN),
        ({}, {"rate": 1.0}, AreaState.STEPS_CLOSED),
        ({}, {"steps": STEPS["39 of 40"]}, AreaState.UNKNOWN),
        ({}, {"steps": STEPS["40 of 40"]}, AreaState.COMPLETE),
        ({}, {"steps": STEPS["started"]}, AreaState.COMPLETE),
        ({}, {"steps": STEPS["closed by 対象外"]}, AreaState.STEPS_CLOSED),
        ({}, {"steps": STEPS["all 対象外"]}, AreaState.NOT_APPLICABLE),
        ({"migrated": False}, {"rate": 1.0}, AreaState.NOT_YET),
        ({"migrated": True}, {"rate": 0.1}, AreaState.COMPLETE),
        ({"due": "対象外"}, {"rate": 0.5}, AreaState.NOT_APPLICABLE),
        ({"migrated": True, "live_date": "2027-01-05"}, {}, AreaState.UNKNOWN),
        ({"live_date": "2026-01-05"}, {"rate": 1.0}, AreaState.STEPS_CLOSED),
    ],
)
@pytest.mark.parametrize("listed", [True, False])
def test_steps_below_forty_say_nothing_about_the_area(system, told, state, listed):
    if not listed and system:
        pytest.skip("says something of a system")
    systems = [{"id": "s1", "areas": ["a"], **system}] if listed else []
    progress = [{"scope": "業務", "target": "a", **told}] if told else []
    status = assess_status(stands(systems=systems, progress=progress), scopes())
    assert status.areas[0].state is state
    sure = state in (AreaState.COMPLETE, AreaState.NOT_YET)
    assert status.areas_complete.known == sure
    if listed and state is not AreaState.NOT_APPLICABLE:
        assert status.systems_migrated.known == sure, "areas and systems never disagree about one fact"


def test_an_area_with_one_moved_and_one_unknown_system_may_be_complete():
    both = [{"id": "s1", "areas": ["a"], "migrated": True}, {"id": "s2", "areas": ["a"]}]
    status = assess_status(stands(systems=both), scopes())
    assert status.areas[0].state is AreaState.PARTLY
    assert (status.areas_complete.known, status.areas_complete.high) == (0, 3)


def test_systems_out_of_scope_are_neither_done_nor_counted():
    told = [{"id": "s1", "areas": ["a"], "migrated": True, "due": "対象外"}, {"id": "s2", "areas": ["b"]}]
    status = assess_status(stands(systems=told), scopes())
    assert (status.systems_migrated.value, status.systems_migrated.total) == (UNKNOWN, 1)
    assert status.areas_complete.total == 2
