"""Named levels of work, results kept by content, and a plan improved until it is stopped."""

from __future__ import annotations

import json
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from readiness.app.body import open_body
from readiness.app.plan import make_plan, solver_of
from readiness.app.remembered import Remembered
from readiness.model.plan import Effort, PlanState
from readiness.planning.notes import effort_notes
from readiness.planning.settings import SolveSettings
from readiness.planning.solved import Solved
from readiness.solver.problem import Cap, Link, Move, Problem
from readiness.solver.solution import Solution
from readiness.solver.solve import solve
from tests.command import run
from tests.solver.test_solve import municipal

ROOT = Path(__file__).resolve().parents[2]
TOWN = ROOT / "inventories" / "midori-cho"


def files_of(folder: Path) -> dict[str, bytes]:
    kept = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in kept.items() if not name.startswith("cache/")}


def test_each_level_has_more_work_and_a_side_solve_has_less() -> None:
    levels = [SolveSettings(effort=level) for level in Effort]
    assert [level.work for level in levels] == sorted({level.work for level in levels})
    assert all(level.aside().work < level.work for level in levels)


def test_what_is_kept_is_checked_and_gives_the_same_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    problem, options = municipal(14, 8, 3, 1), {"mode": "optimise", "work_limit": 5.0, "seed": 0, "workers": 1}
    first = Remembered(tmp_path)
    solved = first(problem, **options)
    assert len(first.files) == 1
    for name, content in first.files.items():
        (tmp_path / name).write_bytes(content)
    monkeypatch.setattr("readiness.app.remembered.solve", lambda *_, **__: pytest.fail("solved again"))
    again = Remembered(tmp_path)
    assert again(problem, **options) == solved
    assert again.files == first.files


def test_what_cannot_be_is_found_out_once_whatever_it_costs(monkeypatch: pytest.MonkeyPatch) -> None:
    moves = tuple(Move(id=name, slots=(0,)) for name in "ab")
    full = Problem(horizon=1, moves=moves, caps=(Cap(name="date", limit=1, weights=(("a", 1), ("b", 1))),))
    dearer = replace(full, links=(Link(id="l", a="a", b="b", hold_a_first=3),), objective=("cost",))
    wider = replace(dearer, caps=(replace(full.caps[0], limit=2),))
    first = Remembered(None)
    found = first(full, work_limit=1.0)
    assert found.status == "infeasible" and found.clash is not None
    solved: list[Problem] = []
    monkeypatch.setattr("readiness.app.remembered.solve", lambda problem, **_: solved.append(problem) or found)
    assert first(dearer, work_limit=1.0) is found and not solved
    first(dearer, work_limit=2.0)
    first(wider, work_limit=1.0)
    assert solved == [dearer, wider]  # more work may tell more, and another limit is another question


def test_a_tampered_result_is_solved_again(tmp_path: Path) -> None:
    problem, options = municipal(14, 8, 3, 1), {"mode": "optimise", "work_limit": 5.0, "seed": 0, "workers": 1}
    first = Remembered(tmp_path)
    solved = first(problem, **options)
    ((name, content),) = first.files.items()
    data = json.loads(content)
    data["solution"]["slots"]["m0"] = 5
    for bad in (json.dumps(data).encode(), b"{", b"[]", b'{"digest": 1, "solution": {}}', content[:-20]):
        (tmp_path / name).write_bytes(bad)
        assert Remembered(tmp_path)(problem, **options) == solved


def test_the_report_is_the_same_with_and_without_what_was_kept(town: Callable[..., Path], tmp_path: Path) -> None:
    whole = town("midori-cho")
    out = Path(shutil.copytree(whole, tmp_path / "midori-cho"))
    damaged, cut, *_ = kept = sorted((out / "cache").iterdir())
    damaged.write_bytes(b"")
    cut.write_bytes(cut.read_bytes()[:200])
    again = run("analyze", str(TOWN), "--out", str(tmp_path), "-q")
    assert (again.returncode, again.stderr) == (0, "")  # nobody's work: nothing is kept beside, nothing said
    assert files_of(out) == files_of(whole)
    assert sorted((out / "cache").iterdir()) == kept


def test_other_commands_take_what_the_report_has_solved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    inputs = open_body(TOWN).inputs
    assert inputs is not None
    settings = SolveSettings(strategies=False, robustness=False)
    solver = Remembered(None)
    plan = make_plan(inputs, replace(settings, solver=solver))
    cache = tmp_path / "output" / "midori-cho" / "cache"
    cache.mkdir(parents=True)
    for name, content in solver.files.items():
        (cache / name).write_bytes(content)
    solved: list[Problem] = []

    def counted(problem: Problem, **options: Any) -> Solution:
        solved.append(problem)
        return solve(problem, **options)

    monkeypatch.setattr("readiness.app.plan.solve", counted)
    assert make_plan(inputs, replace(settings, solver=solver_of(inputs))) == plan
    assert not solved


def test_the_plan_tells_the_effort_and_what_more_would_bring() -> None:
    shown = run("plan", "show", str(TOWN), "--effort", "quick")
    assert "計算の入念さは「速く」。評価値が最小であることを確認したため" in shown.stdout
    late = run("what-if", "delay", str(TOWN), "m-shogai", "1", "--effort", "quick")
    assert "計算の入念さは「速く」。最良と確認できていない。--effort thorough により" in late.stdout


@pytest.mark.parametrize(
    ("effort", "ended", "words"),
    [
        (Effort.QUICK, True, "within"),
        (Effort.STANDARD, False, "open"),
        (Effort.THOROUGH, False, "open_most"),
        (None, False, ""),
    ],
)
def test_an_order_with_the_fewest_changes_tells_whether_more_work_may_change_it(
    effort: Effort | None, ended: bool, words: str
) -> None:
    solved = Solved(dates={}, state=PlanState.BOUNDED, effort=effort, ended=ended)
    assert [note.key for note in effort_notes(solved)] == ([f"plan.note.effort.{words}"] if words else [])


def test_improving_ends_with_the_proof_and_writes_dates_to_adopt(tmp_path: Path) -> None:
    out = tmp_path / "dates.json"
    done = run("plan", "improve", str(TOWN), "--out", str(out))
    assert done.returncode == 0, done.stderr
    assert "1回目の計算" in done.stderr and "2回目" not in done.stderr
    plan = json.loads(out.read_text(encoding="utf-8"))["plan"]
    assert plan["state"] == PlanState.OPTIMAL.value
    assert all(placement["date"] for placement in plan["placements"])


def test_improving_refuses_a_file_before_the_work_and_shows_the_plan_where_it_cannot_write(tmp_path: Path) -> None:
    (tmp_path / "other.csv").write_text("mine\n", encoding="utf-8")
    for name in ("dates.txt", "other.csv"):
        done = run("plan", "improve", str(TOWN), "--out", str(tmp_path / name))
        assert done.returncode == 2 and "回目の計算" not in done.stderr and not done.stdout
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = run("plan", "improve", str(TOWN), "--out", str(tmp_path / "file" / "dates.csv"))  # no folder
    assert done.returncode == 2 and "切替日" in done.stdout


def wide_town(folder: Path, moves: int = 40) -> Path:
    """A fictional town of so many moves, each of a vendor of its own, with links enough that nothing is proven soon."""
    ids = [f"s{n:02d}" for n in range(moves)]
    pairs = sorted({(n, (n * k + k) % moves) for n in range(moves) for k in (3, 7)})
    data = {
        "body": {"id": "hiroi-cho", "name": "広い町", "fictional": True, "as_of": "2026-11-02"},
        "planning": {"dates": [f"{year}-{month:02d}-08" for year in (2028, 2029) for month in range(1, 13)]},
        "vendors": [{"id": f"v-{one}", "name": f"架空社{one}"} for one in ids],
        "systems": [
            {"id": one, "name": f"システム{one}", "kind": "独自施策", "vendor": f"v-{one}", "migrated": False}
            | {"duration_weeks": 4 + at % 9}
            for at, one in enumerate(ids)
        ],
        "interfaces": [{"id": f"L{a}-{b}", "from": ids[a], "to": ids[b]} for a, b in pairs if a != b],
    }
    file = folder / "hiroi-cho.yaml"
    file.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return file


def stopped(folder: Path, *arguments: str, after: str) -> subprocess.CompletedProcess[str]:
    """The real command, stopped by Ctrl-C a little after it has said `after`."""
    command = [sys.executable, "-m", "readiness", *arguments, "--lang", "en", "-v"]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=folder)
    assert child.stderr is not None
    assert any(after in line for line in iter(child.stderr.readline, ""))
    time.sleep(1)
    child.send_signal(signal.SIGINT)
    out, err = child.communicate(timeout=200)
    return subprocess.CompletedProcess(command, child.returncode, out, err)


@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="sends SIGINT to a child process")
def test_ctrl_c_ends_analyze_and_improve_with_the_best_plan_so_far(tmp_path: Path) -> None:
    town = wide_town(tmp_path)
    done = stopped(tmp_path, "analyze", str(town), after="planning the moves")
    assert done.returncode == 0, done.stderr
    plan = json.loads((tmp_path / "output" / "hiroi-cho" / "plan.json").read_text(encoding="utf-8"))
    assert not plan["plan"]["reproducible"] and plan["plan"]["bound"] <= plan["plan"]["value"]
    assert all(placement["date"] for placement in plan["plan"]["placements"])
    assert not plan["plan"]["strategies"] and not plan["plan"]["sensitivities"]
    done = stopped(tmp_path, "plan", "improve", str(town), "--out", "dates.json", after="round 1")
    assert done.returncode == 0, done.stderr
    plan = json.loads((tmp_path / "dates.json").read_text(encoding="utf-8"))["plan"]
    assert all(placement["date"] for placement in plan["placements"])


@pytest.mark.long
def test_a_town_of_forty_moves_is_told_what_is_not_confirmed(tmp_path: Path) -> None:
    run("analyze", str(wide_town(tmp_path)), "--out", str(tmp_path / "out"), "--effort", "quick")
    page = (tmp_path / "out" / "hiroi-cho" / "index.html").read_text(encoding="utf-8")
    assert re.search(r"最良と確認できていない。下限との差は[0-9.]+%", page)
