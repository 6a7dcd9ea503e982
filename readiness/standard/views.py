"""What the `spec` commands show."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from readiness.model.standard.area import Area, Unit
from readiness.model.standard.change import EditionChange
from readiness.model.standard.edition import Edition, EditionHead
from readiness.model.standard.requirement import BodyScope
from readiness.model.standard.standard import Standard
from readiness.standard.impact import ImpactRow
from readiness.standard.importers.dispatch import ImportedFile
from readiness.standard.list_json import ListChange

State = Literal["new", "unchanged", "changed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecImport:
    """One file after import: where it went, and what a re-import changed there."""

    imported: ImportedFile
    path: Path
    state: State
    edition_change: EditionChange | None = None
    list_change: ListChange | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitView:
    """A unit with what is known of it. `edition` is the one asked for, else the newest imported, None without any."""

    standard: Standard
    unit: Unit
    area: Area | None
    scope: BodyScope
    editions: tuple[EditionHead, ...]
    edition: Edition | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Two editions compared; `rows` only with an inventory."""

    change: EditionChange
    rows: tuple[ImpactRow, ...] | None = None
    body_name: str = ""
