"""Where the data of the standard lies: built-in < the user's pack < the body's own."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import readiness

BUILT_IN = "built-in"
PACK_VARIABLE = "READINESS_SPECS"


@dataclass(frozen=True, slots=True)
class Layer:
    """One folder laid out like `specs/`. `name` is shown to users.

    `trusted`: the files are ours, checked by our tests. Said by who makes the layer, never by a name: a user's folder
    may be called anything.
    """

    root: Path
    name: str
    trusted: bool = False


def specs_root() -> Path:
    """The built-in data: inside the wheel, else beside the package in a checkout. Raises `FileNotFoundError`."""
    package = Path(readiness.__file__).parent
    for place in (package / "_specs", package.parent / "specs"):
        if place.is_dir():
            return place
    raise FileNotFoundError("specs")


def user_packs(option: Path | None = None) -> tuple[Path, ...]:
    """The user's pack: `--specs DIR`, else the folder named by READINESS_SPECS, else none."""
    named = option or (Path(value) if (value := os.environ.get(PACK_VARIABLE)) else None)
    return (named,) if named is not None else ()


def layers(root: Path | None = None, packs: Iterable[Path] = ()) -> tuple[Layer, ...]:
    """All layers, the weaker first. A pack that does not exist is kept, so that reading it can say so."""
    built_in = Layer(root or specs_root(), BUILT_IN, trusted=True)
    return (built_in, *(Layer(pack, pack.as_posix()) for pack in packs))
