"""A body and the standard that applies to it, read from whatever form they are in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from readiness.app.writing import finish_stopped
from readiness.inventory.load import Loaded, load_inventory
from readiness.model.finding import Finding, Severity, Subject
from readiness.model.inventory import Inventory
from readiness.model.ref import Ref
from readiness.model.standard.standard import Standard
from readiness.model.text import text
from readiness.standard.load import load_standard
from readiness.standard.locate import user_packs

# The last three cannot be read; the reader says how to save them anew.
WORKBOOK_SUFFIXES = frozenset({".xlsx", ".xlsm", ".csv", ".xls", ".xlsb", ".ods"})


def read_standard(path: Path, specs: Path | None = None) -> Standard:
    """The standard as it applies to the body at `path`: built-in < the user's pack < the body's own `specs/`."""
    own = (path if path.is_dir() else path.parent) / "specs"
    return load_standard(packs=(*user_packs(specs), *((own,) if own.is_dir() else ())))


def read_body(path: Path, standard: Standard, as_of: date | None = None) -> Loaded:
    """The inventory at `path`: a folder, a YAML file or a ledger workbook; `as_of` tells the year of a workbook. An
    import that was stopped half-way is finished first, and a finding says so.
    """
    finished = finish_stopped(path)
    loaded = _read(path, standard, as_of)
    if not finished:
        return loaded
    return replace(loaded, findings=(*loaded.findings, *(_finished(file) for file in finished)))


def _read(path: Path, standard: Standard, as_of: date | None) -> Loaded:
    if path.is_file() and path.suffix.lower() in WORKBOOK_SUFFIXES:
        from readiness.app.ledger import read_ledger_body

        return read_ledger_body(path, standard, as_of)
    return load_inventory(path, standard.area_spellings, standard.claim_files)


def _finished(file: Path) -> Finding:
    return Finding(
        code="IN307",
        severity=Severity.WARNING,
        subject=Subject("file", file.name),
        message=text("input.import-finished", file=file.name),
        remedy=text("input.import-finished.remedy"),
        ref=Ref(file.as_posix()),
    )


def reference_date(inventory: Inventory, as_of: date | None) -> date | None:
    """The date everything is measured from: asked for, else the inventory's own. Never the clock."""
    day = as_of or inventory.body.as_of
    return day if day is None or 2000 <= day.year < 2100 else None


def no_reference_date(inventory: Inventory) -> Finding:
    """Without a date nothing can be near, late or in force."""
    return Finding(
        code="IN206",
        severity=Severity.FATAL,
        subject=Subject("body", inventory.body.id),
        message=text("input.no-as-of"),
        remedy=text("input.no-as-of.remedy"),
        ref=inventory.body.ref,
    )
