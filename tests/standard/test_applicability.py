"""Which areas a body has, against what the published list shows."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from readiness.model.body import BodyClass
from readiness.model.standard.applicability import Outcome
from readiness.model.standard.standard import Standard
from readiness.model.unknown import UNKNOWN, Unknown
from readiness.standard.applicability import applicable_areas, area_scopes

CLASSES = {
    "都道府県": BodyClass.PREFECTURE,
    "指定都市": BodyClass.DESIGNATED_CITY,
    "中核市": BodyClass.CORE_CITY,
    "一般市": BodyClass.CITY,
    "特別区": BodyClass.SPECIAL_WARD,
}


@pytest.mark.parametrize(
    ("body_class", "office", "count"),
    [
        (BodyClass.PREFECTURE, True, 3),
        (BodyClass.DESIGNATED_CITY, True, 21),
        (BodyClass.CITY, UNKNOWN, 21),
        (BodyClass.SPECIAL_WARD, True, 19),
        (BodyClass.TOWN, True, 21),
        (BodyClass.VILLAGE, False, 19),
        (BodyClass.TOWN, UNKNOWN, 21),
    ],
)
def test_number_of_areas(standard: Standard, body_class: BodyClass, office: bool | Unknown, count: int) -> None:
    assert len(applicable_areas(standard, body_class, office)) == count


def test_a_town_without_a_welfare_office_leaves_two_areas_to_the_prefecture(standard: Standard) -> None:
    scopes = {scope.area: scope for scope in area_scopes(standard, BodyClass.TOWN, False)}
    elsewhere = {key for key, scope in scopes.items() if scope.outcome is Outcome.ELSEWHERE}
    assert elsewhere == {"public_assistance", "child_rearing_allowance"}
    rule = scopes["public_assistance"].rule
    assert rule is not None
    assert rule.operator == "prefecture"


def test_what_is_not_known_is_asked(standard: Standard) -> None:
    scopes = {scope.area: scope.outcome for scope in area_scopes(standard, BodyClass.VILLAGE, UNKNOWN)}
    assert scopes["public_assistance"] is Outcome.UNDECIDED
    assert scopes["resident_registry"] is Outcome.APPLIES
    unknown = {scope.area: scope.outcome for scope in area_scopes(standard, UNKNOWN, UNKNOWN)}
    assert unknown["corporate_inhabitant_tax"] is Outcome.UNDECIDED


def test_no_published_mark_contradicts_the_rules(standard: Standard, official: Path) -> None:
    with (official / "tokutei_flags_202512.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["区分"] in CLASSES]
    assert len(rows) > 500
    for row in rows:
        runs = applicable_areas(standard, CLASSES[row["区分"]], True)
        marked = {area.key for name, mark in row.items() if mark == "1" and (area := standard.area_named(name))}
        assert marked <= set(runs), row["団体"]
