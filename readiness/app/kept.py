"""Shares of bodies kept by content, so that an interrupted run goes on and one edit recomputes one (計算結果の控え).

A file is named by everything its content depends on: the body's files, the standard, the options, and the program as it
was loaded. What does not read back as the share that was written is made anew. Safe to delete at any time.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from glob import escape
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, TypeVar

from readiness.model.codec import from_plain, to_plain
from readiness.portfolio.share import BodyShare
from readiness.standard.locate import specs_root, user_packs
from readiness.store.files import atomic_write_text

T = TypeVar("T")
_CODE = Path(__file__).resolve().parents[1]
_MAKERS = ("numpy", "ortools")
_PASSED = frozenset({"output", "books", "__pycache__"})
_STATE = ("decisions", "register", "specs")
_MOST_BYTES = 20_000_000


@dataclass(frozen=True, slots=True)
class Kept:
    """`folder` holds the shares; None keeps nothing. `reuse`: whether what is there may be taken."""

    folder: Path | None = None
    reuse: bool = False

    def read(self, name: str) -> BodyShare | None:
        """A share kept under this name, if it still reads as one."""
        return self._read(name, partial(from_plain, BodyShare))

    def write(self, name: str, share: BodyShare) -> None:
        """Keep a share."""
        self._write(name, to_plain, share)

    def made(self, parts: tuple[str, ...], kind: type[T], make: Callable[[], T]) -> T:
        """What was kept of a joint plan under a name of these parts, or what is made now and then kept."""
        from readiness.portfolio.tagged import from_tagged, to_tagged

        name = sha256(repr(parts).encode()).hexdigest()
        found = self._read(name, from_tagged)
        if isinstance(found, kind):
            return found
        value = make()
        self._write(name, to_tagged, value)
        return value

    def _read(self, name: str, back: Callable[[Any], T]) -> T | None:
        if self.folder is None or not self.reuse:
            return None
        path = self.folder / f"{name}.json"
        try:
            if path.stat().st_size > _MOST_BYTES:
                return None
            kept = json.loads(path.read_text(encoding="utf-8"))
            if kept["sha256"] != sha256(kept["share"].encode("utf-8")).hexdigest():
                return None  # a digit that has changed would be a wrong number in every sum
            return back(json.loads(kept["share"]))
        except (OSError, ValueError, TypeError, LookupError, AttributeError, RecursionError):
            return None

    def _write(self, name: str, plain: Callable[[Any], Any], value: object) -> None:
        if self.folder is not None:
            text = json.dumps(plain(value), ensure_ascii=False, sort_keys=True)
            kept = {"sha256": sha256(text.encode("utf-8")).hexdigest(), "share": text}
            atomic_write_text(self.folder / f"{name}.json", json.dumps(kept, ensure_ascii=False))


def share_name(path: Path, *, as_of: date | None, specs: Path | None, plans: bool, code: str) -> str:
    """The name of the share of one body, by content."""
    stated = sha256(repr((code, as_of, plans, _packs(specs), path.name)).encode())
    for file in _files(path):
        stated.update(file.relative_to(path if path.is_dir() else path.parent).as_posix().encode())
        stated.update(sha256(file.read_bytes()).digest())
    return stated.hexdigest()


def _files(path: Path) -> Iterable[Path]:
    if not path.is_dir():
        # What was decided and asked lies below folders named after the body, which only reading the file would tell:
        # all of it counts, so that a decision about one body beside makes this one anew as well, and none is missed.
        state = (path.parent / kind for kind in _STATE)
        own = (file for file in path.parent.glob(f"{escape(path.stem)}.*") if file.is_file())
        return (*sorted({path, *own}), *(file for folder in state if folder.is_dir() for file in _files(folder)))
    return sorted(
        file
        for file in path.rglob("*")
        if file.is_file() and not any(p.startswith(".") or p in _PASSED for p in file.relative_to(path).parts)
    )


@cache
def _packs(specs: Path | None) -> str:
    return _digest(file for pack in user_packs(specs) for file in _files(pack))


@cache
def loaded_code() -> str:
    """The program as it stood when it was first asked for here; processes made later are told."""
    return code_digest()


@cache
def program(_process: int) -> str:
    """The program as one process finds it before its first body: modules are loaded when first needed."""
    return code_digest()


def code_digest() -> str:
    """The program as it stands on the disk now, with what it calculates with."""
    return _digest((*sorted(_CODE.rglob("*.py")), *sorted(specs_root().rglob("*.yaml")))) + "/".join(
        map(_version, _MAKERS)
    )


def _digest(files: Iterable[Path]) -> str:
    stated = sha256()
    for file in files:
        stated.update(file.name.encode() + sha256(file.read_bytes()).digest())
    return stated.hexdigest()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "-"
