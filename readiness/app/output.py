"""Where a command writes a file the user names: the one way there, which replaces nothing that is not ours."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from pathlib import Path

from readiness.inventory.files import BOOKS, SUFFIXES
from readiness.inventory.sections import SECTION_BY_KEY
from readiness.model.refusal import RefusedError
from readiness.model.text import text
from readiness.store.errors import translated
from readiness.store.written import foreign, write_recorded

_STATE = frozenset({"decisions", "register", "specs"})
_READ_AT_MOST = 100_000  # characters of a file that may be somebody's inventory
_SECTION = re.compile(rf"^(?:{'|'.join(map(re.escape, SECTION_BY_KEY))})\s*:", re.MULTILINE)


class OutputError(RefusedError):
    """Files that are not replaced; `message` names them all."""


def write_output(files: Mapping[Path, bytes], inventory: Path | None = None, *, force: bool = False) -> None:
    """Write all files or, with `OutputError`, none: a file that the tool did not write itself is replaced with `force`
    only, one that belongs to an inventory never. `inventory` is the one the command was given. Raises `StoreError`.
    """
    check_output(files, inventory, force=force)
    write_recorded(files)


def check_output(files: Collection[Path], inventory: Path | None = None, *, force: bool = False) -> None:
    """What `write_output` refuses, before long work begins."""
    protected = [file for file in files if _of_inventory(file, inventory)]
    if protected:
        raise OutputError(text("store.of-inventory", paths=tuple(str(file) for file in protected)))
    first = next(iter(files), Path())
    with translated(first):
        strange = () if force else foreign(files)
    if strange:
        raise OutputError(text("store.not-our-file", paths=tuple(str(file) for file in strange)))


def _of_inventory(file: Path, inventory: Path | None) -> bool:
    target = file.resolve()
    return (inventory is not None and _belongs(target, inventory.resolve())) or _reads_as_inventory(target)


def _belongs(target: Path, inventory: Path) -> bool:
    """Whether a file is, or would be read as, a part of this inventory."""
    if target == inventory:
        return True
    whole = inventory.is_dir()
    root = inventory if whole else inventory.parent
    if not target.is_relative_to(root):
        return False
    first, *inner = target.relative_to(root).parts
    if first == "output" or (first == "register" and "books" in inner[:-1]):
        return False
    if inner and first in _STATE:
        return True
    return whole and (target.suffix.lower() in SUFFIXES or (target.suffix.lower() in BOOKS and bool(foreign([target]))))


def _reads_as_inventory(target: Path) -> bool:
    """Whether a YAML file that stands there, of whichever body, has sections of an inventory."""
    if target.suffix.lower() not in SUFFIXES or not target.is_file() or not foreign([target]):
        return False
    with translated(target), target.open(encoding="utf-8", errors="replace") as stream:
        return bool(_SECTION.search(stream.read(_READ_AT_MOST)))
