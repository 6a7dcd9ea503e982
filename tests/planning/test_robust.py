"""What unknowns change, against brute force over the grid of their ranges on towns of a few moves."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from readiness.model.plan import Effort, Sensitivity
from readiness.model.text import text
from readiness.planning.assess import points
from readiness.planning.frame import Frame
from readiness.planning.robust import _VARIED, Robustness, Unknown, robustness, unknowns
from readiness.planning.rulebook import broken_rules
from readiness.planning.settings import SolveSettings
from readiness.planning.solve import optimise
from tests import builders
from tests.money.test_weighed_alike import plans
from tests.planning.scene import D1, D2, frame, old, town

SENSITIVE = Sensitivity(subject="v", message=text("plan.robust.none_steady"), changes_order=False, changes_dates=False)
ALL = SolveSettings(effort=Effort.THOROUGH, strategies=False, scenarios=1000)


def best(other: Frame, dates) -> bool:
    """Whether the plan keeps every condition and no choice of dates that does is better, by trying all of them."""
    mine = points(other, dates)
    if broken_rules(other, dates):
        return False
    return all(points(other, plan) >= mine for plan in plans(other, 9) if not broken_rules(other, plan))


def ceases(unknown: Unknown, end, dates):
    """The first value of the grid towards an end at which the plan is not the best."""
    return next((value for value in unknown.grid(end) if not best(unknown.frame(value), dates)), None)


@st.composite
def towns(draw, most=3):
    """Plain values, which a failing example prints in a line; `built` makes the frame of them."""
    names = "abcdef"[: draw(st.integers(2, most))]
    pairs = [(x, y) for x in names for y in names if x != y]
    wires = draw(st.lists(st.sampled_from(pairs), min_size=1, max_size=4, unique=True))
    vendor = draw(st.sampled_from(["v", "w"]))
    return {
        "systems": [(name, draw(st.sampled_from(["v", vendor]))) for name in names],
        "wires": wires,
        "areas_per_date": draw(st.integers(1, 6)),
        "wait_weight": draw(st.sampled_from([0, 1, 4])),
        "new_link_months": draw(st.sampled_from([6, 24])),
    }


def built(drawn) -> Frame:
    systems = [old(name, vendor=vendor) for name, vendor in drawn["systems"]]
    vendors = tuple(builders.vendor(name) for name in ("v", "w"))
    assumed = {f"planning__{key}": drawn[key] for key in ("areas_per_date", "wait_weight", "new_link_months")}
    return frame(town(*systems, interfaces=builders.links(drawn["wires"]), vendors=vendors), **assumed)


def judged(place: Frame, subjects: list[str]) -> None:
    """Robustness tries every unknown; brute force judges some of them."""
    dates = optimise(place, ALL).dates
    found = robustness(place, dates, ALL)
    if broken_rules(place, dates):  # a compromise is the best of nothing: there is no value up to which it is
        assert all(one.break_even is None for one in found.sensitivities)
        return
    told = {(one.subject, one.break_even) for one in found.sensitivities if one.subject in subjects}
    moved: set[str] = set()
    wanted = set()
    for unknown in (one for one in unknowns(place) if one.subject in subjects):
        for end in unknown.ends:
            value = ceases(unknown, end, dates)
            if value is not None:
                wanted.add((unknown.subject, value))
                other = unknown.frame(end)
                moved |= {m for m, day in optimise(other, ALL).dates.items() if day != dates[m]}
    assert told == wanted
    assert set(found.steady) <= {move.id for move in place.moves} - moved


SUBJECTS = st.lists(st.sampled_from(["v", "w", *_VARIED]), min_size=2, max_size=3, unique=True)


@settings(max_examples=2, deadline=None, suppress_health_check=list(HealthCheck))
@given(towns(), SUBJECTS)
def test_break_even_values_are_those_at_which_the_plan_of_brute_force_changes(drawn, subjects) -> None:
    judged(built(drawn), subjects)


@pytest.mark.long
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(towns(most=6), SUBJECTS)
def test_break_even_values_at_length(drawn, subjects) -> None:
    judged(built(drawn), subjects)


def test_the_first_step_nobody_regrets_is_told() -> None:
    """One vendor that may staff one or many: what moves on the first date whatever it says is told as such."""
    systems = (old("hub", vendor="v"), old("x", vendor="v"), old("y", vendor="v"))
    place = frame(
        town(*systems, interfaces=builders.links([("hub", "x"), ("hub", "y")]), vendors=(builders.vendor("v"),))
    )
    dates = optimise(place, ALL).dates
    found = robustness(place, dates, ALL)
    lines = {line.key: line.mapping() for line in found.stated(place, dates)}
    assert {one.subject for one in found.sensitivities} >= {"v"}
    assert ("plan.robust.first" in lines) == bool(found.steady)
    assert len(lines) == (2 if found.steady else 1)


def test_a_level_tries_no_more_than_it_may(monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    monkeypatch.setattr("readiness.planning.robust.optimise", lambda *a, **k: made.append(1) or optimise(*a, **k))
    place = frame(town(old("a", vendor="v"), old("b"), interfaces=builders.links([("a", "b")])))
    robustness(place, optimise(place, ALL).dates, SolveSettings(effort=Effort.QUICK, scenarios=3))
    assert len(made) == 3


def test_a_value_at_which_no_plan_keeps_every_condition_is_told_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    """Dates that break a condition at a value, as any others do, cease to be the best there; without another date."""
    place = frame(town(old("a", vendor="v"), old("b"), interfaces=builders.links([("a", "b")])))
    dates = optimise(place, ALL).dates
    unknown = next(unknowns(place))
    end = unknown.ends[0]
    monkeypatch.setattr("readiness.planning.robust.unknowns", lambda _: iter([unknown]))
    broken = {unknown.label(end)}
    monkeypatch.setattr(
        "readiness.planning.robust.broken_rules", lambda other, _: () if other is place else tuple(broken)
    )
    found = robustness(place, dates, ALL)
    assert [one.message.key for one in found.sensitivities] == ["plan.robust.impossible_at"] * len(unknown.ends)
    assert found.sensitivities[0].break_even == unknown.grid(end)[0]


def test_a_compromise_says_that_no_value_is_told() -> None:
    lines = [line.key for line in Robustness(sensitivities=(SENSITIVE,), whole=False).stated(frame(town(old("a"))), {})]
    assert lines == ["plan.robust.compromise", "plan.robust.none_steady"]


def test_beside_dates_that_are_not_the_best_only_what_breaks_a_condition_is_told():
    """An adopted plan that another one beats already is not changed by a value: only what it cannot keep is."""
    systems = [old(name, vendor="v") for name in "ab"]
    given = frame(town(*systems, vendors=(builders.vendor("v"),)))
    late = {"a": D2, "b": D2}
    found = robustness(given, late, ALL, given=True)
    assert not found.best
    assert next(found.stated(given, late)).key == "plan.robust.not_best"
    broken = {u.subject for u in unknowns(given) for end in u.ends if broken_rules(u.frame(end), late)}
    assert {one.subject for one in found.sensitivities} == broken == {"v", "planning.areas_per_date"}
    assert {one.break_even for one in found.sensitivities} == {1}
    assert robustness(given, {"a": D1, "b": D1}, ALL, given=True).best
