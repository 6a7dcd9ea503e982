"""A PC where OR-Tools cannot be loaded: the plan comes from the methods that do without it, and says so."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from readiness.graph.cycle_cut import _hit_greedily
from readiness.solver.methods import cp_sat_loads, cp_sat_missed
from tests.command import run

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def no_ortools(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Importing it fails as it does where the Visual C++ runtime is missing."""
    for name in [name for name in sys.modules if name.partition(".")[0] == "ortools"]:
        monkeypatch.delitem(sys.modules, name)
    for name in [
        f"readiness.solver.{part}"
        for part in ("sat", "cpsat", "clash", "clash_model", "variables", "ordering_bound", "model", "model_rules")
    ]:
        monkeypatch.delitem(sys.modules, name, raising=False)

    class Missing:
        def find_spec(self, name: str, path: object = None, target: object = None) -> None:
            if name.partition(".")[0] == "ortools":
                raise ImportError("DLL load failed while importing cp_model_helper")

    monkeypatch.setattr(sys, "meta_path", [Missing(), *sys.meta_path])
    cp_sat_loads.cache_clear()
    yield
    cp_sat_loads.cache_clear()


@pytest.mark.parametrize("town", ["inventories/midori-cho", "tests/towns/karamari-cho"])
@pytest.mark.usefixtures("no_ortools")
def test_the_report_is_written_with_a_plan_that_says_so(town: str, tmp_path: Path) -> None:
    done = run("analyze", str(ROOT / town), "--out", str(tmp_path), "--fail-on", "never")
    assert done.returncode == 0, done.stderr
    page = (tmp_path / Path(town).name / "index.html").read_text(encoding="utf-8")
    # A plan that was proven without it has nothing to say of it, even if a picture asked for it in vain later.
    plan = json.loads((tmp_path / Path(town).name / "plan.json").read_text(encoding="utf-8"))["plan"]
    assert cp_sat_missed() or "OR-Tools" not in page
    assert "OR-Tools" in page or plan["state"] in ("optimal", "evaluated")
    assert (tmp_path / Path(town).name / "plan.csv").stat().st_size > 100


@pytest.mark.usefixtures("no_ortools")
def test_links_to_cut_are_found_one_by_one() -> None:
    assert not cp_sat_loads() and cp_sat_missed()
    assert _hit_greedily([(0, 1), (1, 2), (3,)], [5, 1, 9, 2]) == (1, 3)


def test_where_it_loads_nothing_is_said() -> None:
    cp_sat_loads.cache_clear()
    assert not cp_sat_missed()
    assert cp_sat_loads() and not cp_sat_missed()
