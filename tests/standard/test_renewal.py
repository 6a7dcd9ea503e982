"""The next renewal, and the national rate of steps."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

from readiness.model.body import Body
from readiness.model.contract import Contract
from readiness.model.inventory import Inventory
from readiness.model.progress import Progress, ProgressScope
from readiness.model.standard.standard import Standard
from readiness.model.unknown import UNKNOWN
from readiness.situation.steps import area_steps
from readiness.sources.xlsx import read_workbook
from readiness.standard.importers.soumu_progress import read_progress
from readiness.standard.renewal import renewals


def test_gates_run_back_from_the_end(standard: Standard) -> None:
    contracts = (
        Contract(id="late", end=date(2031, 3, 31)),
        Contract(id="unknown", end=UNKNOWN),
        Contract(id="soon", end=date(2028, 3, 31)),
    )
    soon, late, unknown = renewals(contracts, standard, date(2026, 11, 23))
    assert [renewal.contract.id for renewal in (soon, late, unknown)] == ["soon", "late", "unknown"]
    assert soon.gates[0].day == date(2025, 9, 30)  # thirty months before
    assert [gate.passed for gate in soon.gates] == [True, True, True, True, False, False]
    assert next(gate.key for gate in soon.gates if not gate.passed) == "rfp"
    assert not any(gate.passed for gate in late.gates)
    assert (unknown.end, unknown.gates) == (UNKNOWN, ())
    days = [gate.day for gate in late.gates]
    assert days == sorted(days)


def test_prefecture_rates_are_done_and_not_applicable_over_forty(standard: Standard, official: Path) -> None:
    table = read_progress(read_workbook(official / "soumu_progress_202601.xlsx"), standard)
    with (official / "soumu_pref_steps_202601.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = {(row[0], row[1]): row[2:42] for row in list(csv.reader(stream))[1:]}
    assert len(rows) == 94
    checked = 0
    for body in table.bodies:
        for area, steps in body.steps:
            progress = Progress(scope=ProgressScope.AREA, target=area, steps=steps)
            (found,) = area_steps(Inventory(body=Body(id="t"), progress=(progress,)), (area,))
            words = rows[body.prefecture, standard.area_by_key[area].name]
            assert found.done == words.count("完了済み")
            assert found.not_applicable == words.count("対象外")
            assert found.rate == (words.count("完了済み") + words.count("対象外")) / 40
            checked += 1
    assert checked == 94
