"""YAML files of the standard over all layers. Ours are read as they are; a user's are checked first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from readiness.compiled import load_own
from readiness.standard.locate import Layer
from readiness.standard.problem import StandardError, fatal

_FACTS = "\nfacts:\n"


@dataclass(frozen=True, slots=True)
class SpecFile:
    """One file of one layer, as plain data."""

    layer: Layer
    path: Path
    data: dict[str, Any]


@dataclass(frozen=True, slots=True)
class SpecFiles:
    """All layers, the weaker first."""

    layers: tuple[Layer, ...]

    def read(self, relative: str) -> tuple[SpecFile, ...]:
        """The file of that name in every layer that has it, the weaker first; one that holds nothing adds nothing."""
        places = [(layer, layer.root / relative) for layer in self.layers]
        found = (_read(layer, path, relative) for layer, path in places if path.is_file())
        return tuple(file for file in found if file.data)

    def folder(self, relative: str, *, head_only: bool = False) -> Iterator[SpecFile]:
        """Every `*.yaml` of a folder in every layer, by name. With `head_only`, what stands above a last `facts:`."""
        for layer in self.layers:
            root = layer.root / relative
            for path in sorted(root.glob("*.yaml")) if root.is_dir() else ():
                file = _read(layer, path, f"{relative}/{path.name}", head_only=head_only)
                if file.data:
                    yield file


def _read(layer: Layer, path: Path, relative: str, *, head_only: bool = False) -> SpecFile:
    if not layer.trusted:
        from readiness.standard.pack import read_checked  # noqa: PLC0415 - only a user's own pack needs checking

        return SpecFile(layer, path, read_checked(path, relative))
    return SpecFile(layer, path, load_own(path, until=_FACTS if head_only else ""))


def check_layers(all_layers: tuple[Layer, ...]) -> None:
    """Raise `StandardError` for layers that are not folders."""
    missing = [fatal("SP101", layer.name, "no-such-pack") for layer in all_layers if not layer.root.is_dir()]
    if missing:
        raise StandardError(missing)
