"""Deputies, terms and training; sums are of divisions."""

from __future__ import annotations

from datetime import date

import pytest

from readiness.delivery.people import days_before, division_loads, ends_in_flight, over_april, without_deputy
from readiness.model.body import Division
from readiness.model.people import TeamRole, Training
from readiness.model.unknown import UNKNOWN
from readiness.situation.situation import situations
from tests import builders

AS_OF = date(2026, 11, 2)


@pytest.mark.parametrize(
    ("fields", "alone"),
    [
        ({"person": "甲"}, True),
        ({"person": "甲", "deputy": "乙"}, False),
        ({}, False),
        ({"person": "甲", "external": True}, False),
    ],
)
def test_without_deputy(fields: dict[str, object], alone: bool) -> None:
    assert without_deputy(TeamRole(id="t", role="移行担当", **fields)) is alone


def test_a_term_that_ends_before_a_cutover_and_not_on_its_day() -> None:
    role = TeamRole(id="t", role="移行担当", until=date(2027, 3, 31))
    assert ends_in_flight(role, [date(2027, 3, 31)], AS_OF) is None
    assert ends_in_flight(role, [date(2027, 9, 21), date(2027, 4, 1)], AS_OF) == date(2027, 4, 1)
    assert ends_in_flight(TeamRole(id="u", role="x", until=date(2026, 11, 1)), [date(2027, 4, 1)], AS_OF) is None


def test_moves_in_flight_over_april() -> None:
    days = [date(2027, 3, 31), date(2027, 4, 1), date(2027, 5, 6), date(2028, 1, 4)]
    assert over_april(days, AS_OF, weeks=8) == (date(2027, 4, 1), date(2027, 5, 6))


def test_days_between_training_and_cutover() -> None:
    training = Training(id="t", systems=("s", "u"), on=date(2027, 3, 8))
    assert days_before(training, {"s": date(2027, 3, 22), "u": date(2027, 5, 6)}) == 14
    assert days_before(training, {"s": date(2027, 3, 7)}) == -1
    assert days_before(training, {}) is None
    assert days_before(Training(id="t", systems=("s",)), {"s": date(2027, 3, 22)}) is None


def test_loads_of_divisions() -> None:
    inventory = builders.inventory(
        divisions=(Division(id="d"), Division(id="e")),
        systems=(
            builders.system("s", migrated=False, owner_division="d", planned_date=date(2027, 3, 22)),
            builders.system("t", migrated=False, owner_division="d", planned_date=date(2027, 3, 22)),
        ),
        team=(
            TeamRole(id="t1", role="統括", division="d", person="甲", share_percent=40),
            TeamRole(id="t2", role="担当", division="d", person="乙", deputy="丙"),
            TeamRole(id="t3", role="広報", division=UNKNOWN),
        ),
    )
    first, last = division_loads(situations(inventory, AS_OF))
    assert (first.division, first.roles, first.share, first.unknown_shares, first.no_deputy) == ("d", 2, 40, 1, 1)
    assert first.cutovers == ((date(2027, 3, 22), 2),)
    assert (last.division, last.share) == (None, UNKNOWN)
