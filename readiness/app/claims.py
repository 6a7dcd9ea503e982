"""A vendor's 対応表 into a YAML file of claims beside the inventory."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from readiness.app.incoming import incoming
from readiness.app.reading import read_body, read_standard
from readiness.app.words import vocabulary
from readiness.exchange.claims.columns import Wanted
from readiness.exchange.claims.mapping import claims_map
from readiness.exchange.claims.records import claim_records, merged_records
from readiness.exchange.claims.table import ClaimsTable, read_claims
from readiness.exchange.ledger.typed import typed
from readiness.intake.parties import same_firm
from readiness.model.inventory import Inventory
from readiness.model.unknown import UNKNOWN, known
from readiness.model.vendor import Package
from readiness.sources.grid import cell_text, fold_header
from readiness.sources.yamlfile import read_yaml

_TITLE_ROWS = 10  # where a table names its product and who made it


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimsImport:
    """What was read and the file that holds it; `changed` is false where the file said so already."""

    table: ClaimsTable
    file: Path
    changed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Unplaced:
    """A 対応表 given without its package: how many IDs it answers, and the packages it may be of, the best first."""

    rows: int
    packages: tuple[str, ...]


class UnknownPackageError(Exception):
    """No package of the body has that ID or name; `known` are those it has."""

    def __init__(self, package: str, known: tuple[str, ...]) -> None:
        self.package, self.known = package, known
        super().__init__(package)


def import_claims(
    path: Path,
    table_file: Path,
    *,
    package: str,
    version: str = "",
    mapping: Path | None = None,
    pack: Path | None = None,
    dry_run: bool = False,
) -> ClaimsImport:
    """Claims per package and version, beside the inventory; with `pack` into the user's pack, where every body on the
    package finds them by its name.

    Raises `UnreadableError` for a table that cannot be read, `UnknownPackageError`.
    """
    from readiness.app.writing import writing

    if pack is None or dry_run:
        return _imported(path, table_file, package, version, mapping, pack, dry_run=dry_run)
    with writing(pack):  # other bodies write there too
        return _imported(path, table_file, package, version, mapping, pack, dry_run=False)


def unplaced(path: Path, table_file: Path, specs: Path | None = None) -> Unplaced | None:
    """Whether a file is a 対応表, and of which packages of the body it may be: those that it names itself or whose
    vendor it names, else those on which the body runs the areas of its IDs (業務ID, the first three digits), else all.
    None for a file that is none. Raises `UnreadableError`.
    """
    content = incoming(table_file, formatted=True)
    rows = read_claims(content).rows
    standard = read_standard(path, specs)
    inventory = read_body(path, standard).inventory
    if not rows or inventory is None:
        return None
    stated = (cell_text(cell) for sheet in content.workbook.sheets for row in sheet.rows[:_TITLE_ROWS] for cell in row)
    words = vocabulary(standard, {})
    said = same_firm("\n".join((table_file.stem, *(s.name for s in content.workbook.sheets), *stated)), words)
    code_areas = {unit.id: unit.area for unit in standard.units if unit.area}
    areas = {area for row in rows if (area := code_areas.get(row.requirement[:3]))}
    run = {s.package for s in inventory.systems if isinstance(s.package, str) and areas & set(s.areas)}
    vendors = inventory.vendor_by_id

    def named(package: Package) -> bool:
        vendor = vendors.get(package.vendor) if isinstance(package.vendor, str) else None
        keys = (same_firm(name, words) for name in (package.name, vendor.name if vendor else "") if name)
        return any(key in said for key in keys if len(key) > 1)

    by_name = [package for package in inventory.packages if named(package)]
    both = [package for package in by_name if package.id in run]
    fitting = both or by_name or [package for package in inventory.packages if package.id in run]
    shown = fitting or inventory.packages
    return Unplaced(rows=len(rows), packages=tuple(f"{p.id}({p.name})" if p.name else p.id for p in shown))


def _imported(
    path: Path,
    table_file: Path,
    package: str,
    version: str,
    mapping: Path | None,
    pack: Path | None,
    *,
    dry_run: bool,
) -> ClaimsImport:
    chosen = claims_map(read_yaml(mapping).data) if mapping else None
    inventory = read_body(path, read_standard(path)).inventory
    package = _package(inventory, package, by_name=pack is not None)
    body_class = inventory.body.body_class if inventory is not None else UNKNOWN
    wanted = Wanted(version=version, body_class=body_class.value if known(body_class) else "", shared=pack is not None)
    table = read_claims(incoming(table_file, formatted=True), chosen, wanted)
    records = claim_records(table, package, version, table_file.name)
    target, changed = write_claims(claims_file(path, pack, package, version), records if table.rows else (), dry_run)
    return ClaimsImport(table=table, file=target, changed=changed)


def claims_file(path: Path, pack: Path | None, package: str, version: str) -> Path:
    """Where the claims of a package and version are kept: beside the inventory, or in the pack."""
    folder = pack / "claims" if pack is not None else path if path.is_dir() else path.parent
    stem = re.sub(r'[<>:"/\\|?*\s]+', "_", "_".join(part for part in ("claims", package, version) if part))
    return folder / f"{stem}.yaml"


def write_claims(target: Path, records: Sequence[dict[str, Any]], dry_run: bool = False) -> tuple[Path, bool]:
    """New records over those of the file by ID; the file, and whether it changed (or would)."""
    from readiness.app.writing import rewritten
    from readiness.store.files import atomic_write_text

    document = read_yaml(target) if target.is_file() else None
    old = document.data if document is not None else None
    earlier = old.get("claims") if isinstance(old, dict) else None
    rows = [row for row in earlier if isinstance(row, dict)] if isinstance(earlier, list) else []
    new = {**(old if isinstance(old, dict) else {}), "claims": typed(merged_records(rows, records))}
    before = document.text if document is not None else ""
    after = rewritten(target.as_posix(), document, new) if records else before
    if after != before and not dry_run:
        atomic_write_text(target, after)
    return target, after != before


def _package(inventory: Inventory | None, stated: str, *, by_name: bool) -> str:
    """The body's package that is meant, told by ID or name; `by_name` gives its name, else its ID."""
    if inventory is None:
        return stated
    sought = fold_header(stated)
    found = next((p for p in inventory.packages if sought in (fold_header(p.id), fold_header(p.name))), None)
    if found is None:
        raise UnknownPackageError(stated, tuple(f"{p.id}({p.name})" for p in inventory.packages))
    return (found.name or found.id) if by_name else found.id
