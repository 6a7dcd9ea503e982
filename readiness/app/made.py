"""What a report was made with (版): the program and the facts of the standard, each as one digest."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import readiness
from readiness.standard.locate import specs_root, user_packs


def made_with(path: Path, specs: Path | None = None) -> Mapping[str, str]:
    """Version and digests of the program and of the facts as they apply to the body at `path`."""
    own = (path if path.is_dir() else path.parent) / "specs"
    packs = (*user_packs(specs), *([own] if own.is_dir() else []))
    facts = hashlib.sha256("".join((_built_in(), *(_digest(pack, "*") for pack in packs))).encode()).hexdigest()
    return {"version": readiness.__version__, "program": _program(), "specs": facts}


@cache
def _program() -> str:
    return _digest(Path(readiness.__file__).parent, "*.py")


@cache
def _built_in() -> str:
    return _digest(specs_root(), "*")


def _digest(folder: Path, pattern: str) -> str:
    """One digest of the files of a folder, by name and content."""
    whole = hashlib.sha256()
    for name, file in sorted(_files(folder, pattern)):
        whole.update(f"{name}\0{hashlib.sha256(file.read_bytes()).hexdigest()}\n".encode())
    return whole.hexdigest()


def _files(folder: Path, pattern: str) -> Iterable[tuple[str, Path]]:
    return (
        (file.relative_to(folder).as_posix(), file)
        for file in folder.rglob(pattern)
        if file.is_file() and file.parent.name != "__pycache__"
    )
