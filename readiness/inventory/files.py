"""Which files of a path are inventory: a folder's YAML files without `decisions/` and `register/`, or one file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

STATE_FOLDERS = frozenset({"decisions", "register", "output"})
SUFFIXES = frozenset({".yaml", ".yml"})


def inventory_files(path: Path) -> tuple[Path, ...]:
    """Sorted YAML files. Hidden files and links that lead out of the folder are passed over."""
    if path.is_file():
        return (path,)
    root = path.resolve()
    return tuple(sorted((found for found in _walk(path) if found.resolve().is_relative_to(root)), key=_order))


def decision_files(path: Path) -> dict[str, Path]:
    """`plan`, `pins`, `waivers` → file, for those that exist beside the inventory."""
    folder = path if path.is_dir() else path.parent
    found = {key: folder / "decisions" / f"{key}.yaml" for key in ("plan", "pins", "waivers")}
    return {key: file for key, file in found.items() if file.is_file()}


def _walk(folder: Path) -> Iterator[Path]:
    for entry in folder.iterdir():
        if entry.name.startswith((".", "_")):
            continue
        if entry.is_dir():
            if entry.name not in STATE_FOLDERS:
                yield from _walk(entry)
        elif entry.suffix.lower() in SUFFIXES:
            yield entry


def _order(path: Path) -> tuple[str, ...]:
    return path.parts
