"""Places named from the folder of the inventory, so that what is written does not tell how its path was typed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from functools import cache
from pathlib import Path, PurePath
from typing import Any, TypeVar

from readiness.inventory.load import Loaded
from readiness.inventory.positions import Positions
from readiness.model.ref import Ref

D = TypeVar("D")
Name = Callable[[str], str]


def names_within(path: Path) -> Name:
    """How a file is called from the folder of the inventory at `path`; one that lies elsewhere by its own name."""
    folder = path if path.is_dir() else path.parent

    @cache
    def name(file: str) -> str:
        try:
            return PurePath(file).relative_to(folder).as_posix()
        except ValueError:
            return PurePath(file).name

    return lambda file: name(file) if file else file


def relocated(value: D, name: Name) -> D:
    """The same value with every place in it renamed. What holds none stays the object it was."""
    found: Any = value
    if isinstance(value, Ref):
        found = value if name(value.file) == value.file else Ref(name(value.file), value.path)
    elif isinstance(value, tuple):
        items = tuple(relocated(item, name) for item in value)
        found = items if any(new is not old for new, old in zip(items, value, strict=True)) else value
    elif is_dataclass(value) and not isinstance(value, type):
        found = _fields(value, name)
    return found  # type: ignore[no-any-return]


def _fields(value: Any, name: Name) -> Any:
    changes = {}
    for item in fields(value):
        old = getattr(value, item.name)
        new = relocated(old, name)
        if new is not old:
            changes[item.name] = new
    return replace(value, **changes) if changes else value


def relocated_load(loaded: Loaded, name: Name) -> Loaded:
    """What was read, with its documents under their new names."""
    return replace(
        loaded,
        inventory=relocated(loaded.inventory, name),
        findings=relocated(loaded.findings, name),
        positions=Positions(
            {name(file): document for file, document in loaded.positions.documents.items()}, loaded.positions.spans
        ),
    )
