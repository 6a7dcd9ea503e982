"""The nation from the ministries' two workbooks: their totals, ours beside them, each by name."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator
from openpyxl import load_workbook

from readiness.cli.root import cli
from readiness.portfolio.nation import Nation, nation_of
from readiness.sources.csvfile import read_tables
from readiness.standard.importers.designated import read_designations
from readiness.standard.importers.soumu_progress import read_progress
from readiness.standard.load import load_standard
from tests.command import run
from tests.nation import OFFICIAL, nation

pytestmark = pytest.mark.skipif(not OFFICIAL.is_dir(), reason="the ministries' workbooks are not beside this checkout")
STANDARD = load_standard()
PROGRESS = str(OFFICIAL / "soumu_progress_202601.xlsx")
DESIGNATED = str(OFFICIAL / "digital_tokutei_202512.xlsx")


@pytest.fixture(scope="module")
def tables() -> Nation:
    return nation_of(
        STANDARD,
        read_progress(read_tables(Path(PROGRESS)), STANDARD),
        read_designations(read_tables(Path(DESIGNATED)), STANDARD),
    )


def test_the_published_totals(tables: Nation) -> None:
    total = tables.total
    assert (total.designations, total.listed, total.complete, total.cells_complete) == (8_956, 935, 70, 9_933)
    assert total.mean is not None and total.counted is not None
    assert (f"{100 * total.mean:.2f}", f"{100 * total.counted:.2f}") == ("81.57", "80.72")
    assert (tables.progress_month, tables.designated_month, tables.strangers) == ("2026-01", "2025-12", ())
    by_class = {group.key: group.designations for group in tables.classes}
    assert by_class == {
        "city": 4_500,
        "town": 2_904,
        "core_city": 552,
        "village": 467,
        "designated_city": 282,
        "special_ward": 201,
        "prefecture": 50,
    }
    by_area = {group.key: group.designations for group in tables.areas}
    assert (by_area["child_allowance"], by_area["common_functions"], by_area["family_register"]) == (576, 498, 132)
    assert sum(by_area.values()) == sum(by_class.values()) == 8_956


def test_each_prefecture_agrees_with_another_reading(tables: Nation) -> None:
    country = nation()
    names = {body.code[:2]: body.name for body in country.values() if body.kind == "都道府県"}
    marks: Counter[str] = Counter()
    complete: Counter[str] = Counter()
    means: dict[str, list[float]] = {name: [] for name in names.values()}
    for body in country.values():
        name = names[body.code[:2]]
        marks[name] += len(body.marks)
        if body.kind != "都道府県":
            complete[name] += all(rate == 1.0 for rate in body.rates.values())
            means[name].append(sum(body.rates.values()) / len(body.rates))
    assert len(tables.prefectures) == 47
    for group in tables.prefectures:
        assert (group.designations, group.complete) == (marks[group.key], complete[group.key]), group.key
        assert group.mean == pytest.approx(sum(means[group.key]) / len(means[group.key])), group.key
        own = next(body for body in country.values() if body.name == group.key)
        words = [word for told in own.steps.values() for word in told]
        assert group.own_done == words.count("完了済み"), group.key


def test_the_command_prints_every_figure_with_its_definition_and_month() -> None:
    result = CliRunner().invoke(
        cli, ["portfolio", "--progress", PROGRESS, "--designated", DESIGNATED], standalone_mode=False
    )
    assert result.exception is None and "⟦" not in result.stdout
    lines = result.stdout.splitlines()
    (published,) = (line for line in lines if line.startswith("完了率の平均(公表の定義"))
    assert "81.57%" in published and "対象外を完了に含む" in published and published.endswith("R8.1")
    (ours,) = (line for line in lines if line.startswith("完了率の平均(本ツールの定義"))
    assert "80.72%" in ours and ours.endswith("R8.1")
    (complete,) = (line for line in lines if line.startswith("20業務すべてが40/40"))
    assert " 70 " in complete
    (marks,) = (line for line in lines if line.startswith("該当見込みに載る業務の延べ数"))
    assert "8,956" in marks and marks.endswith("R7.12")
    assert "事業者別" not in result.stdout  # no empty tables of inventories


def test_what_a_missing_workbook_would_tell_is_not_zero() -> None:
    """Without the list nothing is known to be open or listed, without the progress table nothing to be complete."""
    progress = nation_of(STANDARD, read_progress(read_tables(Path(PROGRESS)), STANDARD), None)
    for group in (progress.total, *progress.classes, *progress.areas, *progress.prefectures):
        assert (group.listed, group.designations, group.open, group.counted) == (None,) * 4, group
    assert (progress.total.complete, progress.total.cells_complete) == (70, 9_933)
    listed = nation_of(STANDARD, None, read_designations(read_tables(Path(DESIGNATED)), STANDARD))
    for group in (listed.total, *listed.classes, *listed.areas, *listed.prefectures):
        assert (group.mean, group.counted, group.complete, group.cells_complete, group.open) == (None,) * 5, group
    assert (listed.total.listed, listed.total.designations) == (935, 8_956)


def test_prefectures_have_no_rate_so_none_of_them_is_complete_or_open(tables: Nation) -> None:
    (prefectures,) = (group for group in tables.classes if group.key == "prefecture")
    assert (prefectures.mean, prefectures.complete, prefectures.open) == (None, None, None)
    assert prefectures.designations == 50


def test_a_folder_and_json_without_any_inventory(tmp_path: Path) -> None:
    arguments = ["portfolio", "--progress", PROGRESS, "--designated", DESIGNATED]
    done = CliRunner().invoke(cli, [*arguments, "--out", str(tmp_path), "-q"], standalone_mode=False)
    assert done.exception is None, done.output
    folder = tmp_path / "portfolio"
    data = json.loads((folder / "portfolio.json").read_text(encoding="utf-8"))
    schema = json.loads(Path("specs/schemas/portfolio.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema).validate(data)
    assert data["published"]["total"]["designations"] == 8_956
    book = load_workbook(folder / "portfolio.xlsx")
    assert len([row for row in book["全国_都道府県別"].iter_rows(values_only=True) if row[1] is not None]) == 48
    assert "全国の数値" in (folder / "index.html").read_text(encoding="utf-8")


def test_nothing_given_and_a_wrong_workbook_are_refused() -> None:
    assert run("portfolio").returncode == 2
    wrong = run("portfolio", "--progress", DESIGNATED)
    assert wrong.returncode == 2
    assert "進捗状況の表が見つかりません" in wrong.stderr
