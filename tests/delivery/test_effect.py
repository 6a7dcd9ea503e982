"""Indicators are due after the real cut-over, judged by their own direction, and never without a baseline."""

from __future__ import annotations

from datetime import date

import pytest

from readiness.delivery.effect import Reached, assess_effects, derived_measures
from readiness.model.asset import Form
from readiness.model.interface import Interface
from readiness.model.record import SystemId
from readiness.model.unknown import UNKNOWN, Unknown, known
from readiness.model.work import Baseline, Better, Indicator, IndicatorResult, Procedure, Target, Visit
from readiness.situation.situation import situations
from tests import builders

AS_OF = date(2026, 8, 31)
LIVE = builders.system("s", migrated=True, live_date=date(2026, 1, 31))


def effect(indicator: Indicator, as_of: date = AS_OF, *systems: object):
    inventory = builders.inventory(systems=systems or (LIVE,), indicators=(indicator,))
    return assess_effects(situations(inventory, as_of))[0]


def indicator(*values: tuple[int, float], better: Better | Unknown = Better.LOWER, **fields: object) -> Indicator:
    results = tuple(IndicatorResult(after_months=month, value=value) for month, value in values)
    told = {"baseline": Baseline(value=14), "target": Target(value=10), **fields}
    return Indicator(id="k", unit="分", systems=("s",), better=better, results=results, **told)


def test_months_are_counted_from_the_day_the_last_system_went_live() -> None:
    assert [point.due for point in effect(indicator()).points] == [
        date(2026, 2, 28),
        date(2026, 7, 31),
        date(2027, 1, 31),
    ]


@pytest.mark.parametrize(
    ("values", "as_of", "reached"),
    [
        ([], date(2026, 2, 28), Reached.NOT_YET),
        ([], date(2026, 3, 1), Reached.OVERDUE),
        ([(1, 16)], AS_OF, Reached.OVERDUE),
        ([(1, 16), (6, 10)], AS_OF, Reached.REACHED),
        ([(1, 16), (6, 10.5)], AS_OF, Reached.BETTER),
        ([(1, 16), (6, 14)], AS_OF, Reached.SAME),
        ([(1, 9), (6, 14.5)], AS_OF, Reached.MISSED),
    ],
)
def test_states(values: list[tuple[int, float]], as_of: date, reached: Reached) -> None:
    assert effect(indicator(*values), as_of).reached is reached


def test_higher_is_better_turns_the_judgement() -> None:
    up = indicator((1, 9), (6, 20), better=Better.HIGHER, target=Target(value=20))
    assert effect(up).reached is Reached.REACHED


@pytest.mark.parametrize("fields", [{"baseline": None}, {"baseline": Baseline()}, {"better": UNKNOWN}])
def test_without_a_baseline_or_a_direction_nothing_is_judged(fields: dict[str, object]) -> None:
    assert effect(indicator((1, 16), (6, 11), **fields)).reached is Reached.UNJUDGED


def test_before_the_last_system_is_live_nothing_is_due() -> None:
    later = builders.system("t", migrated=False)
    body = Indicator(id="k", unit="件")
    assert effect(body, AS_OF, LIVE, later).live is None
    assert effect(body, AS_OF, LIVE).live == date(2026, 1, 31)


def test_what_the_inventory_tells_by_itself() -> None:
    inventory = builders.inventory(
        systems=(LIVE,),
        forms=(
            Form(id="f", system="s", customised=True),
            Form(id="g", system="s"),
            Form(id="h", system="s", customised=False),
        ),
        procedures=(
            Procedure(id="a", yearly_count=300, online_share=10, visit_needed=Visit.NOT_NEEDED),
            Procedure(id="b", yearly_count=100, online_share=50, visit_needed=Visit.NEEDED),
            Procedure(id="c", online_share=90),
        ),
    )
    found = {measure.name: measure for measure in derived_measures(situations(inventory, AS_OF), frozenset())}
    assert (found["effect.own_forms"].value, found["effect.own_forms"].known, found["effect.own_forms"].total) == (
        1,
        2,
        3,
    )
    assert found["effect.online"].value == 20.0
    assert (found["effect.no_visit"].value, found["effect.no_visit"].known) == (75.0, 2)
    assert "effect.running_yen" not in found
    assert derived_measures(situations(builders.inventory(), AS_OF), frozenset()) == ()


def test_links_are_temporary_as_the_plan_says_and_unknown_where_nobody_knows_what_moves() -> None:
    inventory = builders.inventory(
        systems=(LIVE, builders.system("t", migrated=False), builders.system("u", migrated=UNKNOWN)),
        interfaces=tuple(Interface(id=a, from_=SystemId(b), to=SystemId(c)) for a, b, c in ("ast", "btu", "ctt")),
    )
    found = {one.name: one for one in derived_measures(situations(inventory, AS_OF), frozenset({"a"}))}
    links = found["effect.temporary_links"]
    assert (links.value, links.known, links.total, links.subjects) == (1, 2, 3, ("a",))


@pytest.mark.parametrize("month", [0, -3, 601, 10**12])
def test_months_that_cannot_be_are_not_compared(month: int) -> None:
    found = effect(indicator((month, 3), (1, 12), (6, 12)))
    assert [point.after_months for point in found.points] == [1, 6, 12] and found.reached is Reached.BETTER


def test_of_a_month_told_twice_nobody_chooses() -> None:
    found = effect(indicator((1, 12), (6, 9), (6, 15)))
    assert [known(point.value) for point in found.points] == [True, False, False]
    assert found.reached is Reached.OVERDUE
