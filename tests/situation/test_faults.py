"""Faults that once went unseen: each test fails where one line of the room is wrong (`tests/mutants.yaml`)."""

from datetime import date

from readiness.model.decision import AdoptedMove, AdoptedPlan, Decisions, Pin
from readiness.model.progress import Progress, ProgressScope, StepStatus
from readiness.situation.cutover import CutOverBasis, adopted_by_group
from readiness.situation.situation import situations
from readiness.situation.steps import area_steps
from tests import builders

AS_OF = date(2026, 11, 2)
FIRST, SECOND = date(2027, 9, 21), date(2028, 1, 4)


def test_a_pin_holds_every_system_of_its_move():
    systems = tuple(builders.system(id_, migrated=False, move="m") for id_ in ("a", "b", "c"))
    pinned = Decisions(pins=(Pin(move="m", date=SECOND),))
    found = situations(builders.inventory(systems=systems, decisions=pinned), AS_OF)
    assert {id_: cut.date for id_, cut in found.cutovers.items()} == dict.fromkeys("abc", SECOND)
    assert {cut.basis for cut in found.cutovers.values()} == {CutOverBasis.PINNED}


def test_a_group_whose_systems_were_adopted_on_two_days_takes_the_later():
    moves = (AdoptedMove(move="x", systems=("a",), date=FIRST), AdoptedMove(move="y", systems=("b",), date=SECOND))
    for order in (moves, moves[::-1]):
        adopted = AdoptedPlan(adopted_on=AS_OF, moves=order)
        assert adopted_by_group(adopted, [("m", ("a", "b"))]) == {"m": SECOND}


def test_steps_that_do_not_apply_are_part_of_the_rate_and_counted_apart():
    steps = tuple((n, StepStatus.DONE if n <= 30 else StepStatus.NOT_APPLICABLE) for n in range(1, 41))
    told = builders.inventory(
        systems=(builders.system("a", areas=("school_enrolment",)),),
        progress=(Progress(scope=ProgressScope.AREA, target="school_enrolment", steps=steps),),
    )
    (found,) = area_steps(told, ("school_enrolment",))
    assert (found.rate, found.done, found.not_applicable) == (1.0, 30, 10)
