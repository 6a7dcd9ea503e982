"""Small towns whose yen by fiscal year, feasible dates and best plans were worked out by hand.

`years` are all known yen of a plan (of one `item`, where it is named), `missing` rows without a price, `none` rows
that must not be there, each as (fiscal year, item, subject); `best` the plans of which the planner must find one.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from readiness.inventory.load import load_inventory
from readiness.model.inventory import Inventory
from readiness.model.plan import Effort
from readiness.model.unknown import UNKNOWN, known
from readiness.planning.assess import assess
from readiness.planning.frame import Frame, build_frame
from readiness.planning.premises import premises_of
from readiness.planning.rulebook import broken_rules
from readiness.planning.settings import SolveSettings
from readiness.planning.solve import optimise
from tests.planning.scene import standard

TOWNS = yaml.safe_load((Path(__file__).parent / "small_towns.yaml").read_text(encoding="utf-8"))
SCENARIOS = sorted((Path(__file__).parent / "cases").glob("*.yaml"))
QUICK = SolveSettings(effort=Effort.QUICK, strategies=False, robustness=False)


def read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


@cache
def loaded(path: Path, folder: Path) -> Inventory:
    place = folder / path.stem
    place.mkdir()
    text = yaml.safe_dump(read(path)["inventory"], allow_unicode=True, sort_keys=False)
    (place / "inventory.yaml").write_text(text, encoding="utf-8")
    return load_inventory(place, standard().area_spellings).inventory


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("cases")


def frame_of(inventory: Inventory) -> Frame:
    as_of = inventory.body.as_of
    assert isinstance(as_of, date)
    return build_frame(inventory, premises_of(standard(), inventory, as_of), as_of)


PLANS = [
    pytest.param(path, number, id=f"{path.stem}-{number}")
    for path in SCENARIOS
    for number in range(len(read(path)["plans"]))
]


@pytest.mark.parametrize(("path", "number"), PLANS)
def test_the_dates_cost_what_was_worked_out_by_hand(path, number, folder):
    want = read(path)["plans"][number]
    frame = frame_of(loaded(path, folder))
    reasons = _as_worked_out(frame, want)
    if want.get("feasible"):
        assert broken_rules(frame, want["dates"]) == ()
    assert {q: reasons.get(q) for q in want.get("left_out", {})} == want.get("left_out", {})


def _as_worked_out(frame: Frame, want: dict[str, Any]) -> dict[str, str]:
    """Rows of a plan against those worked out; the reasons of the quotes that are left out."""
    found = assess(frame, want["dates"])
    years: Counter[int] = Counter()
    for row in found.rows:
        if known(row.amount) and row.item.value == want.get("item", row.item.value):
            years[row.fiscal_year] += row.amount
    if "years" in want:
        assert {year: yen for year, yen in years.items() if yen} == want["years"]
    rows = {(row.fiscal_year, row.item.value, row.subject): row.amount for row in found.rows}
    for year, item, subject in want.get("missing", ()):
        assert rows[year, item, subject] is UNKNOWN
    for place in want.get("none", ()):
        assert not [row for row in rows if row[: len(place)] == tuple(place)]
    return {left.quote: left.reason.key for left in found.left_out}


@pytest.mark.parametrize("town", TOWNS, ids=lambda town: town["town"].replace(" ", "-"))
def test_small_towns_cost_what_was_worked_out_by_hand(town, tmp_path):
    system = {"kind": "標準化対象", "vendor": "未確認", "migrated": "いいえ", "duration_weeks": 4}
    contract = {"kind": "リース", "end": "未確認", "auto_renew": "いいえ", "annual_amount": 1_200_000, "penalty": 0}
    days = {day for plan in town["plans"] for day in plan["dates"].values()}
    records = {
        "body": {"id": "t", "name": "試験町", "body_class": "町", "as_of": town.get("as_of", date(2026, 11, 2))},
        "vendors": town.get("vendors", [{"id": one, "name": f"{one}情報"} for one in "vw"]),
        "systems": [{"name": one["id"], **system, **one} for one in town["systems"]],
        "progress": [{"scope": "団体", "target": "t", "steps": {"1-28": "完了済み"}}],
        "planning": {"dates": sorted(days), "until": town.get("until", date(2029, 3, 31))},
        "contracts": [{"name": one["id"], **contract, **one} for one in town.get("contracts", ())],
        "quotes": [{"name": one["id"], "tax": "税込", **one} for one in town.get("quotes", ())],
        "interfaces": town.get("interfaces", []),
        "external_systems": town.get("external_systems", []),
        "procurements": [{"name": one["id"], **one} for one in town.get("procurements", ())],
    }
    text = yaml.safe_dump(records, allow_unicode=True, sort_keys=False)
    (tmp_path / "inventory.yaml").write_text(text, encoding="utf-8")
    frame = frame_of(load_inventory(tmp_path, standard().area_spellings).inventory)
    for plan in town["plans"]:
        assert _as_worked_out(frame, plan) == plan.get("left_out", {})


@pytest.mark.parametrize("path", [p for p in SCENARIOS if "best" in read(p)], ids=lambda p: p.stem)
def test_the_planner_finds_the_best_plan(path, folder):
    want = read(path)
    frame = frame_of(loaded(path, folder))
    solved = optimise(frame, QUICK)
    assert solved.dates in want["best"]
    if "total" in want:
        assert assess(frame, solved.dates).score.yen.value == want["total"]
    if "state" in want:
        assert solved.state.value == want["state"]
