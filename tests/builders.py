"""Small inventories for tests: records with short ids, everything else left at its default (未確認)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from readiness.model.body import Body
from readiness.model.contract import Contract
from readiness.model.interface import ExternalSystem, Interface
from readiness.model.inventory import Inventory
from readiness.model.ref import Ref
from readiness.model.system import System
from readiness.model.vendor import Vendor


def workbook(path: Path, sheets: Mapping[str, Iterable[Iterable[object]]]) -> Path:
    """A workbook of sheets with rows."""
    path.parent.mkdir(parents=True, exist_ok=True)
    made = Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    made.save(path)
    return path


def place(kind: str, id_: str) -> Ref:
    """Where a built record claims to stand."""
    return Ref("test.yaml", (kind, id_))


def system(id_: str, **fields: Any) -> System:
    return System(id=id_, ref=place("systems", id_), **{"name": f"{id_}システム", **fields})


def link(id_: str, from_: str, to: str, **fields: Any) -> Interface:
    return Interface(id=id_, from_=from_, to=to, ref=place("interfaces", id_), **fields)


def links(pairs: Iterable[tuple[str, str]], **fields: Any) -> tuple[Interface, ...]:
    """Interfaces L0, L1, … between the given pairs."""
    return tuple(link(f"L{number}", from_, to, **fields) for number, (from_, to) in enumerate(pairs))


def vendor(id_: str, **fields: Any) -> Vendor:
    return Vendor(id=id_, ref=place("vendors", id_), **{"name": f"{id_}社", **fields})


def contract(id_: str, **fields: Any) -> Contract:
    return Contract(id=id_, ref=place("contracts", id_), **fields)


def external(id_: str, **fields: Any) -> ExternalSystem:
    return ExternalSystem(id=id_, ref=place("external_systems", id_), **fields)


def inventory(**fields: Any) -> Inventory:
    """An inventory of a fictional town; give records by field name."""
    return Inventory(body=Body(id="test-cho", name="試験町", fictional=True), **fields)
