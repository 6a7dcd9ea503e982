"""`readiness plan …` from the outside: show, export, edit, check, adopt, pin."""

import csv
import io
import json
import shutil
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import yaml
from click.testing import CliRunner

from readiness.cli.root import cli

SAMPLE = Path(__file__).parents[2] / "inventories" / "midori-cho"


def run(*args):
    done = CliRunner().invoke(cli, [str(arg) for arg in args], standalone_mode=False)
    assert done.exception is None, done.exception
    return done.return_value, done.output


@pytest.fixture
def town(tmp_path):
    return Path(shutil.copytree(SAMPLE, tmp_path / "town"))


def test_show_as_json_is_the_whole_plan(town):
    code, output = run("plan", "show", town, "--format", "json")
    data = json.loads(output)
    assert code == 0
    assert (data["format"], data["version"]) == ("readiness.plan", 1)
    plan = data["plan"]
    assert {p["move"] for p in plan["placements"]} == {m["id"] for m in plan["moves"]}
    assert [s["kind"] for s in plan["strategies"]] == [
        "all_at_once",
        "phased",
        "incumbent",
        "registry_first",
        "nothing",
    ]
    assert "unknown" in {row["amount"] for row in plan["cost_rows"]}
    assert "⟦" not in output  # every message has its words


def test_show_speaks_japanese_and_english(town):
    _, ja = run("plan", "show", town)
    _, en = run("plan", "show", town, "--lang", "en")
    assert "切替日" in ja and "⟦" not in ja
    assert "Cut-overs" in en and "⟦" not in en


@pytest.mark.parametrize("suffix", ["xlsx", "csv", "yaml"])
def test_exported_dates_come_back_unchanged(town, tmp_path, suffix):
    file = tmp_path / f"plan.{suffix}"
    assert run("plan", "export", town, "--out", file)[0] == 0
    code, output = run("plan", "check", file, town)
    assert "切替日は変わらない" in output
    assert code == 1  # the sample holds due dates that cannot be met


def test_an_edited_date_says_at_once_what_it_breaks(town, tmp_path):
    file = tmp_path / "plan.xlsx"
    run("plan", "export", town, "--out", file)
    book = openpyxl.load_workbook(file)
    sheet = book["切替日"]
    heads = {cell.value: cell.column for row in sheet.iter_rows() for cell in row if cell.value}
    row = next(r for r in range(1, sheet.max_row + 1) if sheet.cell(r, heads["移行単位ID"]).value == "m-kaigo")
    sheet.cell(row, heads["切替日"]).value = date(2027, 9, 21)
    book.save(file)
    code, output = run("plan", "check", file, town)
    assert code == 1
    assert "切替日2027-09-21には準備が間に合わない" in output
    assert "R9.11.24 → R9.9.21" in output


def test_unknown_moves_and_bad_dates_are_all_named(town, tmp_path):
    rows = [["移行単位ID", "切替日"], ["nowhere", "2028-01-04"], ["kenko", "来年"], ["koki", "令和10年5月8日"]]
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    file = tmp_path / "edited.csv"
    file.write_text(text.getvalue(), encoding="utf-8")
    code, output = run("plan", "check", file, town)
    assert code == 2
    assert "「nowhere」という移行単位もシステムもない" in output
    assert "来年" in output


def test_a_broken_plan_is_adopted_only_knowingly_and_then_held(town, tmp_path):
    before = CliRunner().invoke(cli, ["plan", "adopt", str(town)], standalone_mode=False)
    assert getattr(before.exception, "message", None) is not None
    assert not (town / "decisions" / "plan.yaml").exists()
    code, _ = run("plan", "adopt", town, "--accept-broken", "--approved-by", "町長", "--document", "総第1号")
    decided = yaml.safe_load((town / "decisions" / "plan.yaml").read_text(encoding="utf-8"))["plan"]
    assert code == 0
    assert (decided["approved_by"], decided["document_number"]) == ("町長", "総第1号")
    plan = json.loads(run("plan", "show", town, "--format", "json")[1])["plan"]
    assert plan["mode"] == "hold"
    assert {p["basis"] for p in plan["placements"]} == {"adopted"}


def test_a_pin_moves_the_rest_as_little_as_possible(town):
    run("plan", "adopt", town, "--accept-broken")
    code, output = run("plan", "pin", town, "kaigo", "2028-01-04", "--reason", "広域の試験日程", "--approver", "課長")
    assert code == 0
    pins = yaml.safe_load((town / "decisions" / "pins.yaml").read_text(encoding="utf-8"))["pins"]
    assert [(p["move"], str(p["date"]), p["reason"]) for p in pins] == [("m-kaigo", "2028-01-04", "広域の試験日程")]
    assert "R9.11.24 → R10.1.4" in output
    assert "変更を抑えたことの代償" in output
    run("plan", "pin", town, "m-kaigo", "--remove")
    assert yaml.safe_load((town / "decisions" / "pins.yaml").read_text(encoding="utf-8")) == {"pins": []}


def test_the_bare_solver_names_every_defect(tmp_path):
    problem = tmp_path / "problem.json"
    problem.write_text(json.dumps({"version": 1, "horizon": 0, "moves": [{"id": "a", "slots": [5]}]}), encoding="utf-8")
    code, output = run("plan", "solve", "--problem", problem, "--out", tmp_path / "out.json")
    assert code == 2
    assert "horizon" in output
    assert not (tmp_path / "out.json").exists()
    problem.write_text(json.dumps({"version": 1, "horizon": 6, "moves": [{"id": "a", "slots": [5]}]}), encoding="utf-8")
    assert run("plan", "solve", "--problem", problem, "--out", tmp_path / "out.json", "--work", "1")[0] == 0
    assert json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["slots"] == {"a": 5}
