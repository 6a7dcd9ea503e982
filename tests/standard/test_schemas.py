"""The published schemas: current, valid, hold for our own files, and name what the values hold."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from readiness.messages.catalogue import Catalogue
from readiness.model.standard.applicability import ApplicabilityRule
from readiness.model.standard.area import Area, Fact, FactKind, Node, Unit
from readiness.model.standard.assumption import Assumption
from readiness.model.standard.budget import BudgetEvent, LeadTime, PiaLevel, PropertyThreshold
from readiness.model.standard.builtin import CharacterSet, CharacterTransition, CommonRule, IdShape, Metric
from readiness.model.standard.calendar import CalendarRule, Election
from readiness.model.standard.flow import Flow
from readiness.model.standard.procedure import Step
from readiness.model.text import Text
from readiness.standard.load import load_standard
from readiness.standard.locate import specs_root
from readiness.standard.pack import read_checked, schema_name
from readiness.standard.problem import StandardError

ROOT = Path(__file__).parents[2]
SPECS = specs_root()


def schema(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((SPECS / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8"))
    return loaded


def data_files() -> list[str]:
    """Every file of facts and words."""
    found = (path.relative_to(SPECS) for path in SPECS.rglob("*.yaml"))
    return sorted(path.as_posix() for path in found)


def test_the_committed_schemas_are_the_rendered_ones() -> None:
    sys.path.insert(0, str(ROOT / "tools"))
    try:
        import make_standard_schemas
    finally:
        sys.path.pop(0)
    for name, text in make_standard_schemas.rendered().items():
        assert (SPECS / "schemas" / name).read_text(encoding="utf-8") == text, name


@pytest.mark.parametrize("relative", data_files())
def test_every_file_follows_its_schema(relative: str) -> None:
    found = schema(schema_name(relative))
    Draft202012Validator.check_schema(found)
    data = yaml.safe_load((SPECS / relative).read_text(encoding="utf-8"))
    assert list(Draft202012Validator(found).iter_errors(data)) == []


def titles(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        for child in node.get("properties", {}).values():
            yield child
        for child in node.values():
            yield from titles(child)
    elif isinstance(node, list):
        for child in node:
            yield from titles(child)


def test_every_key_has_both_names() -> None:
    for name in {schema_name(relative) for relative in data_files()}:
        found = schema(name)
        assert found["title"], name
        assert found["x-en"], name
        assert all(child.get("title") and child.get("x-en") for child in titles(found)), name


def keys(node: dict[str, Any]) -> set[str]:
    return set(node.get("items", node)["properties"])


def field_names(value: type, *extra: str, without: tuple[str, ...] = ()) -> set[str]:
    return {field.name.rstrip("_") for field in fields(value)} - set(without) | set(extra)


def test_schemas_and_values_name_the_same() -> None:
    def part(name: str, *path: str) -> dict[str, Any]:
        node = schema(name)
        for step in path:
            node = node["properties"][step]
        return node

    assert keys(part("area")) == field_names(Area, "facts")
    assert keys(part("node")) == field_names(Node, "facts")
    assert keys(part("area", "facts")) == {kind.value for kind in FactKind}
    item = part("area", "facts", "forms")["items"]["properties"]["items"]["items"]["anyOf"][1]
    # What is named here beside a class is for people who read the data; the program has no use for it.
    own = ("owner", "kind", "confidence", "source")
    assert keys(item) == field_names(Fact, "types_by_class", without=own)
    assert keys(part("units", "units")) == field_names(Unit, "branches")
    assert keys(part("links", "links")) == field_names(Flow, "via")
    assert keys(part("procedure", "steps")) == field_names(Step, "artefact")
    assert keys(part("assumptions", "assumptions")) == field_names(Assumption, without=("pack",))
    assert keys(part("applicability", "rules")) == field_names(ApplicabilityRule)
    dates = ("from_md", "to_md", "from_date", "to_date", "systems")
    assert keys(part("calendar", "rules")) == field_names(CalendarRule, "from", "to", "at", without=dates)
    assert keys(part("calendar", "elections")) == field_names(Election, "from", "to", without=("first", "last"))
    ends = ("from_md", "to_md")
    assert keys(part("budget", "events")) == field_names(BudgetEvent, "from", "to", without=ends)
    assert keys(part("budget", "property_thresholds")) == field_names(PropertyThreshold, "unit")
    assert keys(part("budget", "lead_times")) == field_names(LeadTime)
    assert keys(part("budget", "pia_levels")) == field_names(PiaLevel)
    assert keys(part("common_functions", "rules")) == field_names(CommonRule)
    shape = field_names(IdShape, "example_unit_digits", without=("unit_digits",))
    assert keys(part("common_functions", "id_shapes")) == shape
    assert keys(part("nfr", "metrics")) == field_names(Metric)
    assert keys(part("characters", "editions")) == field_names(CharacterSet)
    assert keys(part("characters", "transitions")) == field_names(CharacterTransition)


def pack(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return folder


def test_a_pack_replaces_by_key_and_the_rest_stays(tmp_path: Path) -> None:
    row = "{key: planning.team_weeks_per_month, value: 3, unit: person_weeks, reason: 二人の係, confidence: assumption}"
    folder = pack(tmp_path, "assumptions.yaml", f"assumptions:\n  - {row}\n")
    standard = load_standard(packs=(folder,))
    found = standard.assumptions.get("planning.team_weeks_per_month")
    assert (found.value, found.pack) == (3, folder.as_posix())
    assert standard.assumptions.number("planning.areas_per_date") == 6
    assert len(list(standard.assumptions)) == len(list(load_standard().assumptions))


def test_a_pack_may_make_a_window_strict_with_a_basis(tmp_path: Path) -> None:
    text = """rules:
  - {key: fixed_asset_tax.1, areas: [fixed_asset_tax], kind: range, from: "01-10", to: "02-10",
     strict: true, basis: 課長決裁, why: 申告, confidence: official}
  - {key: own.1, areas: [], kind: dates, from: "2027-10-01", to: "2027-10-05",
     strict: true, why: 根拠なし, confidence: assumption}
"""
    standard = load_standard(packs=(pack(tmp_path, "calendars/own.yaml", text),))
    by_key = {rule.key: rule for rule in standard.calendar.rules}
    assert by_key["fixed_asset_tax.1"].strict
    assert by_key["fixed_asset_tax.1"].from_md == (1, 10)
    assert not by_key["own.1"].strict  # 切替不可 needs a basis


def test_a_pack_called_as_the_built_in_data_is_checked_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack(tmp_path / "built-in", "assumptions.yaml", "assumptions:\n  - {key: b}\n")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(StandardError):
        _ = load_standard(packs=(Path("built-in"),)).assumptions
    assert not list((tmp_path / "built-in").rglob("*.pickle"))


def test_everything_wrong_with_a_pack_is_said_at_once(tmp_path: Path) -> None:
    text = "assumptions:\n  - {key: a, value: はやい, unit: weeks, reason: x, confidence: assumption}\n  - {key: b}\n"
    with pytest.raises(StandardError) as caught:
        _ = load_standard(packs=(pack(tmp_path, "assumptions.yaml", text),)).assumptions
    places = {finding.ref.path[:2] for finding in caught.value.findings}
    assert places == {("assumptions", 0), ("assumptions", 1)}


def test_assumptions_nobody_reads_or_of_another_kind_are_refused_with_their_lines(tmp_path: Path) -> None:
    rest = "reason: x, confidence: assumption"
    text = (
        "assumptions:\n"
        f"  - {{key: planning.duration_week, value: 3, unit: weeks, {rest}}}\n"
        f"  - {{key: planning.duration_weeks, value: 2027-01-01, unit: weeks, {rest}}}\n"
        f"  - {{key: lockin.share_weight, value: money, unit: choice, {rest}}}\n"
        f"  - {{key: rules.near_days, value: 未確認, unit: days, {rest}}}\n"
    )
    with pytest.raises(StandardError) as caught:
        _ = load_standard(packs=(pack(tmp_path, "assumptions.yaml", text),)).assumptions
    told = [Catalogue("ja").render(finding.message) for finding in caught.value.findings]
    assert [line for line in (2, 3, 4, 5) if f"{line}行目" in told[line - 2]] == [2, 3, 4, 5]
    assert len(told) == 4
    assert "planning.duration_weeks" in Catalogue("ja").render(caught.value.findings[0].remedy)


def test_a_broken_pack_and_a_missing_one(tmp_path: Path) -> None:
    with pytest.raises(StandardError) as caught:
        _ = load_standard(packs=(pack(tmp_path, "links.yaml", "links: [\n"),)).links
    assert dict(caught.value.findings[0].message.params)["line"]
    with pytest.raises(StandardError):
        load_standard(packs=(tmp_path / "none",))


NAMED = ("assumptions.yaml", "procedure.yaml", "units.yaml", "links.yaml", "nfr.yaml", "calendars/holidays.yaml",
         "budget/instruments.yaml", "areas/resident_registry.yaml")  # fmt: skip


@pytest.mark.parametrize("content", ["", "# nothing yet\n"])
def test_a_file_of_a_users_pack_that_holds_nothing_adds_nothing(tmp_path: Path, content: str) -> None:
    """It ended as a fault of ours once."""
    for name in NAMED:
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(content, encoding="utf-8")
    plain, own = load_standard(), load_standard(packs=[tmp_path])
    assert own.assumptions == plain.assumptions and own.procedure == plain.procedure and own.areas == plain.areas
    assert own.units == plain.units and own.links == plain.links and own.calendar == plain.calendar


@pytest.mark.parametrize(
    ("file", "content", "key"),
    [
        ("accounts.yaml", "kan_ko_moku: [{key: '', kan: 総務費, areas: [戸籍], moku: [x]}]", "value"),
        ("calendars/holidays.yaml", "holidays: {元日: 元日}", "other"),
    ],
)
def test_what_a_users_pack_may_not_hold_is_told_in_words(tmp_path: Path, file: str, content: str, key: str) -> None:
    (tmp_path / file).parent.mkdir(exist_ok=True)
    (tmp_path / file).write_text(content, encoding="utf-8")
    with pytest.raises(StandardError) as refused:
        read_checked(tmp_path / file, file)
    said = [dict(found.message.params)["problem"] for found in refused.value.findings]
    assert f"standard.schema.{key}" in {problem.key for problem in said if isinstance(problem, Text)}


def test_a_file_of_a_users_pack_of_another_shape_is_refused_at_its_place(tmp_path: Path) -> None:
    (tmp_path / "assumptions.yaml").write_text("[]\n", encoding="utf-8")
    with pytest.raises(StandardError) as refused:
        assert load_standard(packs=[tmp_path]).assumptions
    assert [found.message.key for found in refused.value.findings] == ["standard.pack-schema"]
