"""Which files of a path are inventory: a folder's YAML (not `decisions/`, `register/`, `specs/`), or one file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

STATE_FOLDERS = frozenset({"decisions", "register", "output", "specs"})
SUFFIXES = frozenset({".yaml", ".yml"})
MAPPING = ".map"  # <ledger>.map.yaml tells how a ledger beside it is read


def inventory_files(path: Path) -> tuple[Path, ...]:
    """Sorted YAML files. Hidden files, mappings of ledgers, and what `passed_over` tells of, are not among them."""
    if not path.is_dir():
        return (path,) if path.is_file() else ()
    return tuple(file for file in _sorted_files(path) if _is_ours(file, path))


def passed_over(path: Path) -> tuple[Path, ...]:
    """Names that look like inventory but are not read: links that lead out of the folder or nowhere, pipes, devices."""
    if not path.is_dir():
        return ()
    found = (*_sorted_files(path), *(folder / f"{key}.yaml" for folder, key in _decisions(path)))
    return tuple(file for file in found if (file.exists() or file.is_symlink()) and not _is_ours(file, path))


def decision_files(path: Path) -> dict[str, Path]:
    """`plan`, `pins`, `waivers` → file, for those that exist beside the inventory."""
    folder = path if path.is_dir() else path.parent
    found = {key: place / f"{key}.yaml" for place, key in _decisions(folder)}
    return {key: file for key, file in found.items() if _is_ours(file, folder)}


def _decisions(folder: Path) -> tuple[tuple[Path, str], ...]:
    return tuple((folder / "decisions", key) for key in ("plan", "pins", "waivers"))


def _is_ours(file: Path, folder: Path) -> bool:
    try:
        return file.is_file() and file.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # a link that leads to itself
        return False


def _sorted_files(folder: Path) -> list[Path]:
    return sorted(_walk(folder), key=lambda path: path.parts)


def _walk(folder: Path) -> Iterator[Path]:
    for entry in folder.iterdir():
        if entry.name.startswith((".", "_")):
            continue
        if entry.is_dir():
            # A linked folder may lead out, or back up without end.
            if entry.name not in STATE_FOLDERS and not entry.is_symlink() and entry.suffix.lower() not in SUFFIXES:
                yield from _walk(entry)
        elif entry.suffix.lower() in SUFFIXES and not entry.stem.lower().endswith(MAPPING):
            yield entry
