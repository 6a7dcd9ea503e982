"""Hours and person-days by hand; what nobody measured is in no sum; nothing is asked of a body without records."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.delivery.workload import assess_workload, by_hand, hours, months, person_days, total_hours, unread_months
from readiness.model.conformance import Claim
from readiness.model.interface import LinkMethod
from readiness.model.unknown import UNKNOWN, known
from readiness.model.work import Measured, Procedure, Visit, WorkAfter
from readiness.situation.situation import situations
from tests import builders
from tests.planning.scene import standard

AS_OF = date(2026, 11, 2)


def work(*procedures: Procedure, **fields: object):
    inventory = builders.inventory(procedures=procedures, **fields)
    return assess_workload(situations(inventory, AS_OF), standard().assumptions)


def test_hours_and_days_as_the_form_defines_them() -> None:
    assert hours(12000, 15) == 3000
    assert round(person_days(3000.0)) == 387
    assert hours(UNKNOWN, 15) is UNKNOWN
    assert person_days(UNKNOWN) is UNKNOWN


def test_measured_estimated_and_unmeasured_stand_apart() -> None:
    found = work(
        Procedure(id="a", yearly_count=600, minutes=10, method=Measured.MEASURED),
        Procedure(id="b", yearly_count=600, minutes=20, method=Measured.HEARD),
        Procedure(id="c", yearly_count=600, minutes=5, method=Measured.ESTIMATED),
        Procedure(id="d", yearly_count=600, minutes=6),
        Procedure(id="e", yearly_count=600),
    ).total
    assert (found.measured, found.estimated, found.counted, found.unmeasured) == (300, 110, 4, 1)
    assert found.hours == 410
    assert not known(work(Procedure(id="e")).total.hours)


def test_negative_cases_and_minutes_are_in_no_sum() -> None:
    found = work(
        Procedure(id="a", yearly_count=600, minutes=10, after=WorkAfter(minutes=-4)),
        Procedure(id="b", yearly_count=-600, minutes=10),
        Procedure(id="c", yearly_count=600, minutes=-10),
    ).total
    assert (found.hours, found.counted, found.unmeasured, found.compared) == (100, 1, 2, 0)


def test_what_changes_is_summed_over_what_is_restated() -> None:
    found = work(
        Procedure(id="a", yearly_count=600, minutes=10, after=WorkAfter(minutes=4)),
        Procedure(id="b", yearly_count=600, minutes=10, after=WorkAfter(yearly_count=900)),
        Procedure(id="c", yearly_count=600, minutes=10, after=WorkAfter(paper_share=10)),
    )
    assert [work.change if known(work.change) else None for work in found.works] == [-60, 50, None]
    assert (found.total.change, found.total.compared) == (-10, 2)


@pytest.mark.parametrize(
    ("count", "paper", "visit", "top"),
    [
        (800, 80.0, Visit.NEEDED, True),
        (799, 80.0, Visit.NEEDED, False),
        (800, 79.9, Visit.NEEDED, False),
        (800, UNKNOWN, Visit.NOT_NEEDED, True),
        (UNKNOWN, 100.0, Visit.NOT_NEEDED, False),
    ],
)
def test_priority_by_hours_and_paper_or_visit(count: int, paper: float, visit: Visit, top: bool) -> None:
    procedure = Procedure(id="a", yearly_count=count, minutes=15, paper_share=paper, visit_needed=visit)
    assert work(procedure).works[0].top is top


def test_months_are_read_and_others_are_kept_to_be_asked() -> None:
    procedure = Procedure(id="a", peak_months=("3月", "4", " 12月 ", "13月", "年度末"))
    assert months(procedure) == {3, 4, 12}
    assert unread_months(procedure) == ("13月", "年度末")


def test_links_by_hand_show_the_work_that_uses_them() -> None:
    inventory = builders.inventory(
        systems=(builders.system("s"), builders.system("t")),
        interfaces=(
            builders.link("i", "s", "t", method=LinkMethod.MEDIA),
            builders.link("j", "s", "t", method=LinkMethod.REST),
            builders.link("k", "t", "s", method=LinkMethod.MANUAL),
        ),
        procedures=(Procedure(id="a", interfaces=("i", "j"), yearly_count=12, minutes=150),),
    )
    assert [(link.id, total_hours(using)) for link, using in by_hand(inventory)] == [("i", 30)]


def test_hours_added_by_answers_fall_on_the_division_that_decides() -> None:
    found = work(
        systems=(builders.system("s", owner_division="d"),),
        claims=(
            Claim(id="c", requirement="r", system="s", added_hours=30),
            Claim(id="e", requirement="q", added_hours=5),
        ),
    )
    assert found.added == {"d": 30, None: 5}


@settings(max_examples=30, derandomize=True, deadline=None)
@given(st.lists(st.tuples(st.one_of(st.none(), st.integers(0, 10000)), st.sampled_from(Measured)), max_size=8))
def test_every_procedure_is_counted_once(rows: list[tuple[int | None, Measured]]) -> None:
    found = work(
        *(
            Procedure(id=str(at), yearly_count=UNKNOWN if count is None else count, minutes=6, method=method)
            for at, (count, method) in enumerate(rows)
        )
    ).total
    assert found.counted + found.unmeasured == len(rows)
    assert found.measured + found.estimated == pytest.approx(sum((count or 0) / 10 for count, _ in rows))
