"""The truth table of sides: what is told of a system × when it went live × its steps × intention × date."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import pytest

from readiness.exchange.letter_parties import to_move
from readiness.model.progress import Progress, ProgressScope, StepStatus
from readiness.model.system import DueKind, System, SystemKind
from readiness.model.unknown import UNKNOWN
from readiness.situation.situation import Side, sides, situations
from tests import builders

AS_OF = date(2026, 11, 2)
NEXT = AS_OF + timedelta(days=1)
SAID = {"yes": True, "no": False, "unstated": UNKNOWN}
LIVE = {"none": UNKNOWN, "past": date(2026, 1, 5), "today": AS_OF, "to come": NEXT}
STEPS = {
    "none": {},
    "39 of 40": {"steps": (*((n, StepStatus.DONE) for n in range(1, 40)), (40, StepStatus.IN_PROGRESS))},
    "step 40": {"steps": ((40, StepStatus.DONE),)},
    "step 40 対象外": {"steps": tuple((n, StepStatus.NOT_APPLICABLE) for n in range(1, 41))},
    "rate 97.5 %": {"rate": 0.975},
    "rate 100 %": {"rate": 1.0},
}
MEANT = {"told to": True, "told not to": False, "undecided": UNKNOWN, "silent": None}
DUE = {"principal": DueKind.PRINCIPAL, "designated": DueKind.EXTENDED, "outside": DueKind.NOT_APPLICABLE}


def expected(told: str, live: str, steps: str, meant: str, due: str) -> tuple[Side, object]:
    """The side and what may be counted, as the guide words it, read line by line from the top."""
    gone_live = live in ("past", "today")
    stays = due == "outside" or meant == "told not to"
    to_come = Side.STAYS if stays else Side.UNDECIDED if meant == "undecided" else Side.TO_MOVE
    if told == "yes":
        return (Side.UNDECIDED, UNKNOWN) if live == "to come" else (Side.MOVED, True)
    if told == "no":
        return to_come, UNKNOWN if gone_live else False
    if gone_live:
        return (Side.STAYS, UNKNOWN) if stays else (Side.UNDECIDED, UNKNOWN)
    if live == "none" and steps == "step 40":
        return Side.MOVED, True
    if live == "none" and steps == "rate 100 %":
        return Side.MOVED, UNKNOWN
    return to_come, UNKNOWN


@pytest.mark.parametrize("told", SAID)
@pytest.mark.parametrize("live", LIVE)
def test_every_line_of_the_table(told: str, live: str) -> None:
    for steps, meant, due in product(STEPS, MEANT, DUE):
        system = builders.system(
            "a", areas=("x",), migrated=SAID[told], live_date=LIVE[live], moves=MEANT[meant], due=DUE[due]
        )
        progress = (Progress(scope=ProgressScope.AREA, target="x", **STEPS[steps]),) if STEPS[steps] else ()
        inventory = builders.inventory(systems=(system,), progress=progress)
        found = situations(inventory, AS_OF)["a"]
        assert sides(inventory, AS_OF) == {"a": found.side}
        assert to_move((), inventory, AS_OF) == (found.side is Side.TO_MOVE), "letters prepare a move that is to come"
        line = (told, live, steps, meant, due)
        assert (found.side, found.migrated) == expected(*line), line
        assert found.unstated == (told == "unstated" and found.migrated is UNKNOWN), line


@pytest.mark.parametrize(
    ("live", "planned"), [(date(2018, 10, 1), None), (date(2018, 10, 1), NEXT), (date(2024, 4, 1), NEXT)]
)
def test_the_day_the_system_before_went_live_says_nothing_of_the_move(live: date, planned: date | None) -> None:
    """Ledgers tell when today's system began: no standard system went live before the act, and none moves again."""
    for stated, migrated in ((UNKNOWN, UNKNOWN), (False, False)):
        system = builders.system("a", areas=("x",), migrated=stated, live_date=live, planned_date=planned)
        found = situations(builders.inventory(systems=(system,)), AS_OF)["a"]
        renewed = live.year > 2021 and stated is UNKNOWN  # the day to come may be that of a later renewal: asked
        side, day = (Side.UNDECIDED, live) if renewed else (Side.TO_MOVE, UNKNOWN)
        assert (found.side, found.migrated, found.went_live) == (side, migrated, day)
    beside = builders.system("b", kind=SystemKind.PERIPHERAL, live_date=live)
    old = live.year < 2021
    assert situations(builders.inventory(systems=(beside,)), AS_OF)["b"].intention is (UNKNOWN if old else True)


def stand(system: System, *others: System) -> tuple[Side, bool, str]:
    found = situations(builders.inventory(systems=(system, *others)), AS_OF)[system.id].stand
    return found.side, found.assumed, found.because.key.rpartition(".")[2]


def test_a_system_of_its_own_is_a_question_until_somebody_shows_a_move() -> None:
    side = builders.system("a", kind=SystemKind.PERIPHERAL)
    assert stand(side) == (Side.UNDECIDED, False, "no_decision")
    assert stand(builders.system("a", kind=SystemKind.PERIPHERAL, planned_date=NEXT)) == (
        Side.TO_MOVE,
        True,
        "to_move",
    )


@pytest.mark.parametrize(
    ("common", "told"),
    [
        ({}, (Side.MOVED, True, "common_runs")),
        ({"due": DueKind.EXTENDED}, (Side.TO_MOVE, True, "to_move")),
        ({"migrated": False}, (Side.TO_MOVE, False, "to_move")),
        ({"live_date": NEXT}, (Side.MOVED, True, "common_runs")),
        ({"live_date": AS_OF}, (Side.UNDECIDED, False, "live_past")),
    ],
)
def test_common_functions_run_where_a_standard_area_does(
    common: dict[str, object], told: tuple[Side, bool, str]
) -> None:
    system = builders.system("k", kind=SystemKind.COMMON, **common)
    assert stand(system, builders.system("a", migrated=True)) == told
    assert stand(system, builders.system("a"))[0] is not Side.MOVED
    assert stand(system, builders.system("a", migrated=True, kind=SystemKind.LOCAL))[0] is not Side.MOVED


def test_the_reason_of_each_side_is_told() -> None:
    assert stand(builders.system("a", migrated=True)) == (Side.MOVED, False, "stated")
    assert stand(builders.system("a", migrated=True, live_date=NEXT)) == (Side.UNDECIDED, False, "live_to_come")
    assert stand(builders.system("a", live_date=AS_OF)) == (Side.UNDECIDED, False, "live_past")
    assert stand(builders.system("a", migrated=False)) == (Side.TO_MOVE, False, "to_move")
    assert stand(builders.system("a")) == (Side.TO_MOVE, True, "to_move")
    assert stand(builders.system("a", moves=False)) == (Side.STAYS, False, "stays")
