"""Synthetic bodies keep to the published figures, and the same seed gives the same body."""

from collections import Counter
from statistics import mean

import pytest

from bench.synthetic import (
    SyntheticOptions,
    synthetic_body,
    synthetic_files,
    synthetic_nation,
)
from bench.synthetic_figures import CLASS_COUNTS
from readiness.model.body import BodyClass
from readiness.model.inventory import Inventory
from readiness.model.system import DueKind
from readiness.standard.load import load_standard

STANDARD = load_standard()
AREAS = {area.key for area in STANDARD.areas}


@pytest.fixture(scope="module")
def nation() -> list[Inventory]:
    return list(synthetic_nation(7, 500, STANDARD))


def designated(body: Inventory) -> set[str]:
    return {area for system in body.systems if system.due is DueKind.EXTENDED for area in system.areas}


def test_groups_of_movement_average_as_published(nation: list[Inventory]) -> None:
    groups = mean(len({system.move for system in body.systems}) for body in nation)
    assert 3.2 < groups < 3.7  # 3.45 published


def test_classes_are_mixed_as_in_the_nation(nation: list[Inventory]) -> None:
    found = Counter(body.body.body_class for body in nation)
    for body_class, count in CLASS_COUNTS.items():
        share = count / sum(CLASS_COUNTS.values())
        assert abs(found[body_class] / len(nation) - share) < 0.07, body_class
    assert set(found) >= {BodyClass.CITY, BodyClass.TOWN, BodyClass.VILLAGE}


def test_designations_have_two_humps(nation: list[Inventory]) -> None:
    counts = Counter(len(designated(body)) for body in nation)
    assert 0.42 < counts[0] / len(nation) < 0.54  # 853 of 1,788 published
    one = counts[1]
    whole = sum(counts[n] for n in range(16, 20))
    between = sum(counts[n] for n in range(5, 13))
    assert one > between
    assert whole > 2 * between


@pytest.mark.parametrize(
    ("left", "right", "low", "high"),
    [
        ("resident_registry", "seal_registration", 0.97, 1.0),
        ("family_register", "family_register_supplement", 0.95, 1.0),
        ("child_allowance", "childcare_support", 0.85, 1.0),
        ("resident_registry", "family_register", 0.0, 0.35),
    ],
)
def test_areas_move_together_as_published(
    nation: list[Inventory], left: str, right: str, low: float, high: float
) -> None:
    sets = [designated(body) for body in nation]
    both = sum(left in found and right in found for found in sets)
    either = sum(left in found or right in found for found in sets)
    assert low <= both / either <= high


def test_same_seed_same_body_and_other_seed_another() -> None:
    options = SyntheticOptions(seed=3, index=9, priced=True)
    assert synthetic_body(options, STANDARD) == synthetic_body(options, STANDARD)
    assert synthetic_body(options, STANDARD) != synthetic_body(SyntheticOptions(seed=4, index=9, priced=True), STANDARD)


def test_wards_have_no_taxes_of_the_metropolis() -> None:
    body = synthetic_body(SyntheticOptions(body_class=BodyClass.SPECIAL_WARD), STANDARD)
    areas = {area for system in body.systems for area in system.areas}
    assert areas == AREAS - {"fixed_asset_tax", "corporate_inhabitant_tax"}


@pytest.mark.parametrize("moves", [1, 5, 21])
def test_the_number_of_moves_can_be_set(moves: int) -> None:
    body = synthetic_body(SyntheticOptions(body_class=BodyClass.CITY, moves=moves, pending=True), STANDARD)
    assert len({system.move for system in body.systems}) == moves
    assert not any(system.migrated for system in body.systems)


def test_beyond_the_areas_and_priced() -> None:
    body = synthetic_body(
        SyntheticOptions(body_class=BodyClass.CITY, moves=21, extra_systems=39, priced=True, pending=True),
        STANDARD,
    )
    assert len({system.move for system in body.systems}) == 60
    assert {quote.interface for quote in body.quotes} == {interface.id for interface in body.interfaces}


def test_every_file_says_it_is_synthetic() -> None:
    files = synthetic_files(synthetic_body(SyntheticOptions(), STANDARD), STANDARD)
    assert files
    assert all(text.startswith("# synthetic: true") for text in files.values())
    assert "synthetic: true" in files["body.yaml"].split("\n\n", 1)[1]
