"""`docs/one_contract.md` tells the way of one contract: its names are there, its values are what comes out."""

from __future__ import annotations

import re
from datetime import datetime
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import openpyxl

from readiness.app.analyze import analyze

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs" / "one_contract.md").read_text(encoding="utf-8")
LEDGER = ROOT / "docs" / "guide" / "example" / "かえで町.xlsx"


def test_every_name_of_the_page_is_there() -> None:
    names = re.findall(r"`(readiness(?:\.\w+)+)`", PAGE)
    assert len(names) > 20
    for name in names:
        module, _, last = name.rpartition(".")
        parent = find_spec(module)
        assert parent is not None, name
        assert (
            find_spec(name) is not None if parent.submodule_search_locations else hasattr(import_module(module), last)
        )


def test_the_contract_comes_out_as_the_page_says(tmp_path: Path) -> None:
    row = [cell.value for cell in openpyxl.load_workbook(LEDGER)["R8台帳"][4]]
    assert {"もみじ電算株式会社", "令和13年3月31日", "9,800千円"} <= set(row) and all(
        f"`{v}`" in PAGE for v in row[3:6:2]
    )
    made = analyze(LEDGER, out=tmp_path)
    assert made.folder is not None
    sheet = openpyxl.load_workbook(made.folder / "report.xlsx")["契約・調達"]
    (printed,) = [line for line in sheet.iter_rows(values_only=True) if line[1] == "C-RSZGW"]
    assert {datetime(2031, 3, 31), 9_800_000, "かえで町.xlsx:4", "もみじ電算株式会社"} <= set(printed)
