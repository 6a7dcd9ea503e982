"""Edits between two versions are few, deep, and lead from one to the other."""

import copy

from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.sources.edits import Delete, Insert, Replace, edited, same
from readiness.sources.splice import apply_edits
from readiness.sources.treediff import edits_between
from readiness.sources.yamlfile import load_yaml
from tests.sources.yamltext import ROOTS, VALUES, apply_naively, documents, edits_of


def test_records_are_matched_by_id() -> None:
    old = {"systems": [{"id": "a", "name": "x"}, {"id": "b", "tags": [1, 2]}, {"id": "c"}]}
    new = {"systems": [{"id": "z"}, {"id": "a", "name": "y"}, {"id": "b", "tags": [1, 3, 2], "by": "k"}], "at": 1}
    assert edits_between(old, new) == (
        Insert(("systems", 0), {"id": "z"}),
        Replace(("systems", 0, "name"), "y"),
        Insert(("systems", 1, "tags", 1), 3),
        Insert(("systems", 1, "by"), "k"),
        Delete(("systems", 2)),
        Insert(("at",), 1),
    )
    assert edits_between(old, copy.deepcopy(old)) == ()


def test_types_and_roots() -> None:
    assert edits_between({"a": 1}, {"a": True}) == (Replace(("a",), True),)
    assert edits_between([1], {"a": 1}) == (Replace((), {"a": 1}),)
    assert edits_between({"a": [1, 2]}, {"a": [1, 5]}) == (Replace(("a", 1), 5),)


@settings(max_examples=50)
@given(st.one_of(ROOTS, VALUES), st.one_of(ROOTS, VALUES))
def test_edits_lead_to_the_other_version(old: object, new: object) -> None:
    assert same(edited(old, edits_between(old, new)), new)


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_a_text_follows_its_data(draws: st.DataObject) -> None:
    text, data = draws.draw(documents())
    new = apply_naively(data, draws.draw(edits_of(data)))
    assert same(load_yaml(apply_edits(text, edits_between(data, new)), "t").data, new)
