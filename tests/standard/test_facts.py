"""The built-in data: complete, consistent, every fact with confidence and a source that exists."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

from readiness.model.standard.area import AreaKind, FactKind, Placement
from readiness.model.standard.confidence import Confidence
from readiness.model.standard.standard import Standard


def test_twenty_statutory_areas_and_the_common_functions(standard: Standard) -> None:
    assert [area.number for area in standard.areas] == list(range(1, 22))
    assert [area.name for area in standard.areas if area.kind is AreaKind.COMMON] == ["共通機能"]
    assert len(standard.area_by_key) == 21


def test_39_units_each_in_its_area_shared_or_free(standard: Standard) -> None:
    assert [unit.id for unit in standard.units] == [f"{number:03d}" for number in range(1, 40)]
    for area in standard.areas:
        assert {unit.id for unit in standard.units if unit.area == area.key} == set(area.units)
        for shared in area.shared_units:
            assert area.key in standard.unit_by_id[shared].shared_by
    loose = {unit.id: unit.placement for unit in standard.units if unit.area is None}
    assert loose == {"014": Placement.SHARED, "015": Placement.SHARED, "016": Placement.SHARED, "033": Placement.FREE}
    assert standard.area_of_unit("022-4") == "disability_welfare"
    assert standard.area_of_unit("014") is None


def test_links_run_between_known_nodes_with_the_published_confidences(standard: Standard) -> None:
    nodes = standard.node_names
    assert len(standard.links) == 136
    assert all(link.from_ in nodes and link.to in nodes for link in standard.links)
    counted = Counter(link.confidence for link in standard.links)
    assert counted[Confidence.MEMORY] == 44
    assert counted[Confidence.OFFICIAL] == 57
    assert not any(link.confidence.firm for link in standard.links if link.confidence is Confidence.MEMORY)
    assert len({(link.from_, link.to, link.data) for link in standard.links}) == 136


def test_every_area_is_described_and_every_fact_is_backed(standard: Standard) -> None:
    for owner in (*standard.area_by_key, *(node.key for node in standard.nodes)):
        facts = standard.facts(owner)
        kinds = {fact.kind for fact in facts}
        assert FactKind.FUNCTION_GROUP in kinds, owner
        assert {FactKind.EXTERNAL_SYSTEM, FactKind.TIE} <= kinds, owner
        for fact in facts:
            assert set(fact.source) <= set(standard.sources), fact
            assert fact.source or fact.confidence is Confidence.MEMORY, fact
        if owner in standard.area_by_key and owner != "common_functions":
            assert {FactKind.FORM, FactKind.DATA_GROUP} <= kinds, owner


def test_sources_of_everything_else_exist(standard: Standard) -> None:
    backed = (*standard.units, *standard.links, *standard.applicability, *standard.assumptions)
    assert {key for value in backed for key in value.source} <= set(standard.sources)


def test_no_official_id_is_outside_its_area(standard: Standard) -> None:
    for area in standard.areas:
        for fact in standard.facts(area.key):
            if fact.id:
                assert fact.id[:3] in area.units, fact


def test_labels_are_those_of_the_national_tool(standard: Standard, official: Path) -> None:
    with (official / "steps40.csv").open(encoding="utf-8-sig", newline="") as file:
        labels = {int(row["no"]): row["item_step_name"] for row in csv.DictReader(file)}
    assert {step.number: step.label for step in standard.procedure.steps} == labels


def test_names_of_the_published_workbooks_are_understood(standard: Standard, official: Path) -> None:
    with (official / "muni_progress_202601.csv").open(encoding="utf-8-sig", newline="") as file:
        progress = next(csv.reader(file))[3:]
    with (official / "tokutei_flags_202512.csv").open(encoding="utf-8-sig", newline="") as file:
        designated = next(csv.reader(file))[5:]
    assert len({area.key for name in progress if (area := standard.area_named(name))}) == 20
    assert len({area.key for name in designated if (area := standard.area_named(name))}) == 21


def test_assumptions_have_reason_and_bounds_and_never_a_price(standard: Standard) -> None:
    for row in standard.assumptions:
        assert row.reason
        if isinstance(row.value, int | float) and row.low is not None and row.high is not None:
            assert row.low <= row.value <= row.high, row
        if row.unit == "yen" and not row.key.startswith("rules."):  # a threshold of a check prices nothing
            assert not isinstance(row.value, int | float), row


def test_the_narrower_assumption_wins(standard: Standard) -> None:
    general = standard.assumptions.number("planning.duration_weeks")
    assert standard.assumptions.number("planning.duration_weeks", "resident_registry") == general
    assert standard.assumptions.number("planning.duration_weeks", "fixed_asset_tax") > general
    assert standard.assumptions.day("planning.until").isoformat() == "2031-03-31"
