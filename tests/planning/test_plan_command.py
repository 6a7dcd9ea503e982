"""`readiness plan …` from the outside: show, export, edit, check, adopt, pin."""

import csv
import io
import json
import signal
import subprocess
import sys
from datetime import date

import openpyxl
import pytest
import yaml
from click.testing import CliRunner

from readiness.app.plan import PlanError
from readiness.cli.root import cli

TOWN = """\
body: {id: shiken-cho, name: 試験町, fictional: true, as_of: 2026-11-02}
divisions:
  - {id: fukushi, name: 福祉課, cutovers_per_date: 1}
  - {id: jumin, name: 住民課}
vendors:
  - {id: kasai, name: 架空社}
systems:
  - {id: juki, name: 住民記録, areas: [住民基本台帳], migrated: true}
  - {id: kaigo, name: 介護保険, areas: [介護保険], vendor: kasai, owner_division: fukushi, migrated: false,
     duration_weeks: 20, due_date: 2029-03-31}
  - {id: kenko, name: 健康管理, areas: [健康管理], vendor: kasai, owner_division: fukushi, migrated: false,
     duration_weeks: 20}
  - {id: koki, name: 後期高齢者医療, areas: [後期高齢者医療], owner_division: jumin, migrated: false,
     duration_weeks: 20, due_date: 2028-03-31}
interfaces:
  - {id: if-1, from: juki, to: kaigo, data: 異動}
  - {id: if-2, from: juki, to: koki, data: 異動}
  - {id: if-3, from: koki, to: kaigo, data: 資格}
  - {id: if-4, from: kaigo, to: kenko, data: 認定}
quotes:
  - {id: q-1, item: 移行作業, system: kaigo, amount: 12000000, tax: 税込}
planning: {dates: [2028-01-04, 2028-05-08, 2028-09-19, 2029-01-04], until: 2029-03-31}
"""


def run(*args):
    done = CliRunner().invoke(cli, [str(arg) for arg in args], standalone_mode=False)
    assert done.exception is None, done.exception
    return done.return_value, done.output


@pytest.fixture
def town(tmp_path):
    (tmp_path / "town").mkdir()
    (tmp_path / "town" / "body.yaml").write_text(TOWN, encoding="utf-8")
    return tmp_path / "town"


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
    assert {p["move"]: p["date"] for p in plan["placements"]} == {
        "kaigo": "2028-05-08",
        "koki": "2028-05-08",
        "kenko": "2028-09-19",
    }
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
    assert code == 1  # the town holds a due date that cannot be met


def test_an_edited_date_says_at_once_what_it_breaks(town, tmp_path):
    file = tmp_path / "plan.xlsx"
    run("plan", "export", town, "--out", file)
    book = openpyxl.load_workbook(file)
    sheet = book["切替日"]
    heads = {cell.value: cell.column for row in sheet.iter_rows() for cell in row if cell.value}
    row = next(r for r in range(1, sheet.max_row + 1) if sheet.cell(r, heads["移行単位ID"]).value == "koki")
    sheet.cell(row, heads["切替日"]).value = date(2028, 1, 4)
    book.save(file)
    code, output = run("plan", "check", file, town)
    assert code == 1
    assert "後期高齢者医療: 切替日2028-01-04には準備が間に合わない" in output
    assert "2028-05-08 → 2028-01-04" in output


def test_unknown_moves_and_bad_dates_are_all_named(town, tmp_path):
    rows = [["移行単位ID", "切替日"], ["nowhere", "2028-01-04"], ["kenko", "来年"], ["koki", "令和10年5月8日"]]
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    file = tmp_path / "edited.csv"
    file.write_text(text.getvalue(), encoding="utf-8")
    code, output = run("plan", "check", file, town)
    assert code == 2
    assert "「nowhere」という移行単位もシステムもありません。" in output
    assert "来年" in output


def test_a_file_of_dates_is_read_whole(town, tmp_path):
    head, file = "移行単位ID,移行単位,切替日", tmp_path / "edited.csv"
    rows = ["kenko,,2028-09-19", "健康管理,,2029-01-04", ",後期高齢者医療,2028-05-08", ",,2028-05-08"]
    file.write_text("\n".join([head, *rows]), encoding="utf-8")
    code, output = run("plan", "check", town, file)
    assert code == 2
    assert "健康管理に二つの日付(2028-09-19と2029-01-04)があります。" in output
    assert "edited!C5の切替日2028-05-08は、どの移行単位のものか記載がありません。" in output
    assert "移行しないものとして評価しました: 介護保険" in output
    assert "切替日なし  介護保険" in output and "切替日なし  後期高齢者医療" not in output


def test_without_an_adopted_plan_a_pin_changes_as_little_and_no_day_that_has_passed_is_pinned(town):
    before = json.loads(run("plan", "show", town, "--format", "json")[1])["plan"]["placements"]
    output = run("plan", "pin", town, "koki", "2028-01-04")[1]
    assert "後期高齢者医療: 2028-05-08 → 2028-01-04" in output and "介護保険" not in output
    after = json.loads(run("plan", "show", town, "--format", "json")[1])["plan"]["placements"]
    days = [{p["move"]: p["date"] for p in places} for places in (before, after)]
    assert days[1] == days[0] | {"koki": "2028-01-04"}
    refused = CliRunner().invoke(cli, ["plan", "pin", str(town), "kenko", "2026-11-01"], standalone_mode=False)
    assert refused.exception.message.key == "plan.pin.passed"
    assert "kenko" not in (town / "decisions" / "pins.yaml").read_text(encoding="utf-8")


def test_a_move_may_be_called_as_our_tables_call_it(town, tmp_path):
    titles = {
        m["id"]: m["title"] for m in json.loads(run("plan", "show", town, "--format", "json")[1])["plan"]["moves"]
    }
    file = tmp_path / "edited.csv"
    file.write_text(f"移行単位ID,切替日\n{titles['koki']},2028-05-08\n", encoding="utf-8")
    output = run("plan", "check", file, town)[1]
    assert f"「{titles['koki']}」という移行単位もシステムもありません。" not in output


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
    code, output = run("plan", "pin", town, "kaigo", "2028-09-19", "--reason", "広域の試験日程", "--approver", "課長")
    assert code == 0
    pins = yaml.safe_load((town / "decisions" / "pins.yaml").read_text(encoding="utf-8"))["pins"]
    assert [(p["move"], str(p["date"]), p["reason"]) for p in pins] == [("kaigo", "2028-09-19", "広域の試験日程")]
    assert "介護保険: 2028-05-08 → 2028-09-19" in output
    assert "健康管理: 2028-09-19 →" in output  # the division takes one cut-over a month
    assert "後期高齢者医療" not in output  # what need not move stays
    assert "変更を最小としたことによる増加" in output
    run("plan", "pin", town, "kaigo", "--remove")
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


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({}, "最良と確認した計画: lateness 0、cost 3"),
        ({"fixed": 0}, "両立しない条件: fixed b、precedence a first"),
    ],
)
def test_the_bare_solver_says_what_it_has_found(tmp_path, change, words):
    problem = tmp_path / "problem.json"
    moves = [{"id": "a", "slots": [0, 1]}, {"id": "b", "slots": [0, 1], "waiting": 3} | change]
    rules = [{"name": "a first", "before": "a", "after": "b", "min_lag": 1}]
    problem.write_text(json.dumps({"horizon": 2, "moves": moves, "precedences": rules}), encoding="utf-8")
    code, output = run("plan", "solve", "--problem", problem, "--out", tmp_path / "out.json")
    assert (code, words in output) == (0, True), output


def test_the_bare_solver_evaluates_and_repairs_from_a_file(tmp_path):
    problem, start, out = tmp_path / "problem.json", tmp_path / "start.json", tmp_path / "out.json"
    moves = [{"id": name, "slots": [0, 1, 2, 3]} for name in "ab"]
    links = [{"id": "ab", "a": "a", "b": "b", "hold_a_first": 5, "hold_b_first": 5}]
    problem.write_text(json.dumps({"horizon": 4, "moves": moves, "links": links, "objective": ["cost"]}))
    start.write_text(json.dumps({"a": 1, "b": 3}))
    args = ("plan", "solve", "--problem", problem, "--out", out, "--start", start)
    assert run(*args, "--mode", "evaluate")[0] == 0
    priced = json.loads(out.read_text(encoding="utf-8"))
    assert (priced["slots"], priced["levels"][0]["value"], priced["mode"]) == ({"a": 1, "b": 3}, 10, "evaluate")
    assert "渡された計画の評価: cost 10" in run(*args, "--mode", "evaluate", "--force")[1]
    assert run(*args, "--mode", "repair")[0] == 0
    kept = json.loads(out.read_text(encoding="utf-8"))
    assert kept["slots"] == {"a": 1, "b": 3}
    code, output = run(*args, "-v", "--lang", "en")
    assert code == 0
    assert "better plan: cost" in output
    start.write_text(json.dumps([1, 2]))
    refused = CliRunner().invoke(cli, [str(arg) for arg in args], standalone_mode=False).exception
    assert isinstance(refused, PlanError)
    assert dict(refused.message.params)["file"] == "start.json"


@pytest.mark.skipif(sys.platform == "win32", reason="sends SIGINT to a child process")
def test_ctrl_c_ends_the_bare_solver_with_the_best_plan_so_far(tmp_path):
    problem, out = tmp_path / "problem.json", tmp_path / "out.json"
    moves = [{"id": f"m{n}", "slots": list(range(15))} for n in range(40)]
    links = [
        {"id": f"l{n}-{k}", "a": f"m{n}", "b": f"m{n * k % 40}", "hold_a_first": n % 7 + 1, "hold_b_first": 3}
        for n in range(40)
        for k in (3, 7, 11)
        if n != n * k % 40
    ]
    caps = [{"name": "date", "limit": 3, "weights": [[f"m{n}", 1] for n in range(40)]}]
    text = {"horizon": 15, "moves": moves, "links": links, "caps": caps, "objective": ["cost"]}
    problem.write_text(json.dumps(text))
    command = [sys.executable, "-m", "readiness", "plan", "solve", "-v", "--work", "100000", "--lang", "en"]
    child = subprocess.Popen(
        [*command, "--problem", problem, "--out", out], stderr=subprocess.PIPE, text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - ignored in the background
    )  # fmt: skip
    assert "Solving" in child.stderr.readline() and "better plan" in child.stderr.readline()
    child.send_signal(signal.SIGINT)
    child.communicate(timeout=120)
    assert child.returncode == 0
    answer = json.loads(out.read_text(encoding="utf-8"))
    assert len(answer["slots"]) == 40
    assert answer["reproducible"] is False
