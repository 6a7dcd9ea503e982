"""A plan that does not take the day the record plans says so, and why (切替予定日)."""

from __future__ import annotations

from datetime import date

from readiness.model.plan import PlanState
from readiness.planning.assess import assess
from readiness.planning.notes import notes
from readiness.planning.solved import Solved
from readiness.planning.why import explain, recorded
from tests.planning.scene import D1, D2, D3, frame, old, town

EARLY = date(2027, 10, 31)


def reasons(framed, dates):
    return {why.move: [told.key for told in why.binding] for why in explain(framed, assess(framed, dates))}


def test_the_day_of_the_record_is_looked_at_beside_the_neighbours():
    framed = frame(town(old("a", planned_date=EARLY), old("b")))
    assert recorded(framed, "a") == EARLY
    found = reasons(framed, {"a": D2, "b": D2})
    assert found["a"][0].startswith("plan.why.planned.")
    assert not any("planned" in key for key in found["b"])


def test_a_neighbour_that_is_the_day_of_the_record_is_told_once():
    found = reasons(frame(town(old("a", planned_date=D1))), {"a": D2})
    assert not any("planned" in key for key in found["a"])
    assert any("earlier" in key for key in found["a"])


def test_the_note_names_the_moves_that_stand_elsewhere():
    framed = frame(town(old("a", planned_date=EARLY), old("b", planned_date=D3)))
    told = [
        note
        for note in notes(framed, Solved(state=PlanState.BOUNDED, dates={"a": D2, "b": D3}))
        if note.key == "plan.note.against_record"
    ]
    assert [(dict(note.params)["count"], dict(note.params)["moves"]) for note in told] == [
        (1, (framed.move_by_id["a"].title,))
    ]
