"""Every body of the country starts, and says of itself exactly what is published: no more, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from bench.bodies import Seen, make_all, see, see_all
from readiness.app.body import open_body
from readiness.model.body import BodyClass
from readiness.model.system import DueKind
from readiness.model.unknown import known
from readiness.standard.load import load_standard
from tests.nation import OFFICIAL, Body, nation

pytestmark = [
    pytest.mark.long,  # what it makes of all bodies is measured in every run of bench.bodies
    pytest.mark.skipif(not OFFICIAL.is_dir(), reason="the ministries' workbooks are not beside this checkout"),
]
STANDARD = load_standard()


@pytest.fixture(scope="module")
def country() -> dict[str, Body]:
    return nation()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("nation") / "all"
    made = make_all(place)
    assert (made.bodies, made.separate, made.unlisted, made.remarks) == (1_788, 8_956, 853, ())
    return place


def stratified(country: dict[str, Body], size: int) -> list[str]:
    """Bodies spread evenly over class, and within a class over whether it is on the list and over the codes."""
    kinds = sorted({body.kind for body in country.values()})
    chosen = []
    for kind in kinds:
        codes = sorted((not body.marks, code) for code, body in country.items() if body.kind == kind)
        share = -(-size // len(kinds))
        chosen += [code for _, code in codes[:: max(1, len(codes) // share)][:share]]
    return chosen[:size]


def check(seen: Iterable[Seen]) -> None:
    """All that differs at once, not the first body only."""
    wrong = {one.code: one.deviations for one in seen if one.deviations or one.errors}
    assert not wrong


def test_forty_bodies_of_every_class(country: dict[str, Body], folder: Path) -> None:
    chosen = stratified(country, 40)
    assert len(chosen) == 40
    check(see(folder, country[code]) for code in chosen)


@pytest.mark.long
def test_the_whole_nation(country: dict[str, Body], folder: Path) -> None:
    """A quarter of an hour of processor time on two processes; its figures are in `bench/results/bodies.json`."""
    assert len(country) == 1_788
    check(see_all(folder, list(country.values()), jobs=2))


def test_classes_and_names_of_all(country: dict[str, Body]) -> None:
    bodies = [body for body in STANDARD.bodies if not body.ward_of]
    assert {body.code for body in bodies} == set(country)
    for body in bodies:
        assert known(body.body_class)
        assert body.body_class.ja == country[body.code].kind, body
    assert sum(body.body_class is BodyClass.CORE_CITY for body in bodies) == 62
    assert sum(body.body_class is BodyClass.DESIGNATED_CITY for body in bodies) == 20
    assert len([body for body in STANDARD.bodies if body.ward_of]) == 175


def test_designations_of_every_body_are_found_again(country: dict[str, Body], folder: Path) -> None:
    """Without analysis, so that it is cheap: the systems' own words."""
    for expected in list(country.values())[::60]:
        opened = open_body(folder / expected.code)
        assert opened.inputs is not None
        systems = opened.inputs.inventory.systems
        marked = {STANDARD.area_by_key[area].name for s in systems if s.due is DueKind.EXTENDED for area in s.areas}
        assert marked == expected.marks & expected.runs, expected.name
