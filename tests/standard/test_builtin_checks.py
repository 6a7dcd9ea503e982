"""Common functions, ID shapes, non-functional metrics and characters: data and pure checks."""

from __future__ import annotations

import pytest

from readiness.model.conformance import NonFunctionalAnswer
from readiness.model.record import Maybe
from readiness.model.standard.builtin import CommonCheck, May, Metric
from readiness.model.standard.confidence import Confidence
from readiness.model.standard.standard import Standard
from readiness.model.unknown import UNKNOWN
from readiness.rules.nonfunctional import level_problem
from readiness.standard.common import id_problem, levies


def test_every_rule_is_about_known_units_and_is_confirmed(standard: Standard) -> None:
    facts = standard.common_functions
    assert {unit for rule in facts.rules for unit in rule.units} <= set(standard.unit_by_id)
    assert all(rule.confidence.firm and rule.source for rule in facts.rules)
    needed = {CommonCheck.NONRESIDENT_DUPLICATES, CommonCheck.NONRESIDENT_COLLISIONS, CommonCheck.INTERMEDIARY}
    needed |= {CommonCheck.EUC, CommonCheck.COLLECTION, CommonCheck.COLLECTION_AREAS, CommonCheck.INTERFACE_METHOD}
    assert needed <= {rule.check for rule in facts.rules}
    assert {key for rule in facts.rules for key in rule.source} <= set(standard.sources)


def test_taxes_are_one_levy(standard: Standard) -> None:
    (rule,) = (rule for rule in standard.common_functions.rules if rule.check is CommonCheck.COLLECTION_AREAS)
    taxes = ("individual_inhabitant_tax", "fixed_asset_tax", "light_vehicle_tax")
    assert len(levies(rule, taxes)) == 1 < rule.minimum
    assert len(levies(rule, (*taxes, "national_health_insurance"))) == 2
    assert levies(rule, ("resident_registry",)) == ()


@pytest.mark.parametrize(
    ("identifier", "problem"),
    [
        ("0310001", None),
        ("03100024", None),
        ("012o004", None),
        ("019001", None),
        ("0990001", "unit"),
        ("310001x", "shape"),
        ("1.1.1", "shape"),
    ],
)
def test_ids_by_their_shape(standard: Standard, identifier: str, problem: str | None) -> None:
    assert id_problem(standard, identifier) == problem


def test_every_known_id_has_a_shape(standard: Standard) -> None:
    for owner in (*standard.area_by_key, *(node.key for node in standard.nodes)):
        for fact in standard.facts(owner):
            if fact.id:
                assert id_problem(standard, fact.id) is None, fact


def test_metrics(standard: Standard) -> None:
    edition = standard.non_functional
    availability = edition.metric("A.1.5.1")
    assert availability is not None
    assert availability.level in availability.options
    for metric in edition.metrics:
        assert metric.level is None or not metric.options or metric.level in metric.options
    ways = {metric.id: metric.may for metric in edition.metrics}
    assert ways["E.2.1.1"] is May.BOTH
    assert ways["C.1.2.2"] is May.MINUS
    assert edition.metric("Z.9.9.9") is None
    assert all(edition.metric_id.fullmatch(metric.id) for metric in edition.metrics)


@pytest.mark.parametrize(
    ("may", "level", "deviates", "problem"),
    [
        (May.MINUS, "99%", True, None),
        (May.MINUS, "99.9 ％", True, "direction"),
        (May.PLUS, "99%", True, "direction"),
        (May.PLUS, "99.9%", True, None),
        (May.BOTH, "99%", True, None),
        (May.FIXED, "99%", True, "condition"),
        (May.FIXED, "特別な水準", True, "condition"),
        (May.MINUS, "特別な水準", True, None),
        (May.MINUS, UNKNOWN, UNKNOWN, None),
        (May.MINUS, "99.5%", True, "same"),
        (May.MINUS, "99%", False, "same"),
        (May.MINUS, "99.5%", False, None),
    ],
)
def test_a_level_moves_only_where_its_condition_points(
    may: May, level: Maybe[str], deviates: Maybe[bool], problem: str | None
) -> None:
    metric = Metric(
        id="A.1.5.1",
        name="稼働率",
        name_en="Availability",
        category="可用性",
        options=("99%", "99.5%", "99.9%"),
        level="99.5%",
        may=may,
        confidence=Confidence.SECONDARY,
    )
    answer = NonFunctionalAnswer(metric="A.1.5.1", level=level, deviates=deviates)
    assert level_problem(answer, metric) == problem


def test_ledgers_write_the_standard_characters_in_several_ways(standard: Standard) -> None:
    characters = standard.characters
    assert all(characters.is_standard(word) for word in ("MJ+", "ＭＪ＋ 2025", "行政事務標準文字(MJ+)"))
    assert not any(characters.is_standard(word) for word in ("Shift_JIS", "MJ縮退", "JIS X 0213"))


def test_family_registers_have_no_end_of_transition(standard: Standard) -> None:
    characters = standard.characters
    for area in standard.area_by_key:
        rule = characters.transition(area)
        assert rule is not None
        assert (rule.until == "open") == (area in ("family_register", "family_register_supplement"))
