"""Whole folders: written aside, then swapped in, so that a reader sees the old report or the new, never a mixture.

Beside the target `X` live `.X.staging` (being written), `.X.previous` (between two renames) and `.X.lock`. What a
crash leaves of them is cleaned, or put back, under the lock at the next run. The target carries a manifest of what was
written; a folder without one is never replaced, and files not in it, or changed since, are the user's: carried over.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from readiness.store.errors import StoreError, classify, os_error_in, translated
from readiness.store.files import patiently_replace
from readiness.store.locks import locked
from readiness.store.manifest import MANIFEST, foreign_files, write_manifest
from readiness.store.names import checked_name, folded


class Stage:
    """A folder being written; `kept` is filled at the swap."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.kept: tuple[Path, ...] = ()
        """The user's own files of the replaced folder, where they are now."""
        self._names: dict[str, str] = {}

    @property
    def names(self) -> tuple[str, ...]:
        """What was written, in order; relative, with forward slashes."""
        return tuple(self._names.values())

    def write(self, name: str, content: bytes | str) -> Path:
        """Write one file; `name` is relative with forward slashes, `str` is written as UTF-8 with its own line ends.

        Raises `StoreError` for a name that would leave the folder, that Windows cannot hold, or that differs from an
        earlier one in case or composition only (one of the two would be lost there).
        """
        target = self.reserve(name)
        target.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        return target

    def reserve(self, name: str) -> Path:
        """The place of `name`, checked as in `write` and its folder made, for writers that open files themselves."""
        target = self.path / checked_name(name, self.path)
        if self._names.setdefault(folded(name), name) != name or target.exists():
            raise StoreError("store.name-clash", target)
        target.parent.mkdir(parents=True, exist_ok=True)
        return target


@contextmanager
def staged(out_dir: Path, scrap: Callable[[Path], bool] = lambda _: False) -> Iterator[Stage]:
    """Write a folder in the body; it replaces `out_dir` when the body ends well, and is discarded when it raises.

    `scrap`: which files (relative) are nobody's work: changed since, they are not kept beside the new ones.
    Raises `StoreError`: another run is at it, `out_dir` is a file, has content that is not ours, or holds an open
    workbook. Errors of the system in the body, wrapped ones included, become one where they concern the staged files.
    """
    target = _resolved(out_dir)
    with locked(target, seconds=0):
        staging, previous = _aside(target, "staging"), _aside(target, "previous")
        _recover(target, staging, previous)
        _refuse_foreign(target)
        with _writing(staging) as stage:
            yield stage
        with translated(target):
            write_manifest(staging)
            if target.exists():
                patiently_replace(target, previous)
            try:
                patiently_replace(staging, target)
            except OSError:
                if previous.exists():
                    patiently_replace(previous, target)
                raise
        stage.path = target
        stage.kept = _carry_over(previous, target, scrap)
        shutil.rmtree(previous, ignore_errors=True)


@contextmanager
def new_folder(folder: Path) -> Iterator[Stage]:
    """As `staged`, for a folder that will belong to the user: it must be absent or empty, and gets no manifest."""
    target = _resolved(folder)
    with locked(target, seconds=0):
        staging = _aside(target, "staging")
        shutil.rmtree(staging, ignore_errors=True)
        if target.is_dir() and any(target.iterdir()):
            raise StoreError("store.exists", target)
        with _writing(staging) as stage:
            yield stage
        with translated(target):
            if target.exists():
                target.rmdir()
            patiently_replace(staging, target)
        stage.path = target


@contextmanager
def _writing(staging: Path) -> Iterator[Stage]:
    """A fresh staging folder, gone again when the body raises."""
    with translated(staging.parent):
        staging.mkdir()
    try:
        yield Stage(staging)
    except BaseException as error:
        shutil.rmtree(staging, ignore_errors=True)
        cause = os_error_in(error)
        if cause is not None and not isinstance(error, StoreError) and _concerns(cause, staging):
            raise classify(cause, Path(str(cause.filename or staging))) from error
        raise


def _concerns(error: OSError, staging: Path) -> bool:
    """Whether the error is about what is being written; a full disk and a limit of size name no file."""
    if error.filename is None:
        return classify(error, staging).code in {"store.disk-full", "store.too-large"}
    return Path(str(error.filename)).is_relative_to(staging)


def _resolved(folder: Path) -> Path:
    """The real folder (a link is written through), with its parent made."""
    with translated(folder):
        target = folder.resolve()
        if target.exists() and not target.is_dir():
            raise StoreError("store.is-a-file", folder)
        target.parent.mkdir(parents=True, exist_ok=True)
    return target


def _aside(target: Path, what: str) -> Path:
    return target.with_name(f".{target.name}.{what}")


def _recover(target: Path, staging: Path, previous: Path) -> None:
    """Clean up after a crashed run; the lock is held, so nobody else is writing."""
    with translated(target):
        if staging.exists():
            shutil.rmtree(staging)
        if not previous.exists():
            return
        if target.exists():  # it crashed after the swap: only the user's files still have to come over
            _carry_over(previous, target, lambda _: False)
            shutil.rmtree(previous, ignore_errors=True)
        else:  # between the two renames
            patiently_replace(previous, target)


def _refuse_foreign(target: Path) -> None:
    with translated(target):
        if target.is_dir() and not (target / MANIFEST).is_file() and any(target.iterdir()):
            raise StoreError("store.not-ours", target)


def _carry_over(previous: Path, target: Path, scrap: Callable[[Path], bool]) -> tuple[Path, ...]:
    """Move the user's files of the old folder to the new one; a changed one of ours gets a free name beside the new."""
    kept: list[Path] = []
    if not previous.is_dir():
        return ()
    # Files with a free place first: a copy kept by an earlier run keeps its number.
    for relative in sorted(foreign_files(previous), key=lambda name: (target / name).exists()):
        if scrap(relative):
            continue
        place = target / relative
        number = 0
        while place.exists():
            number += 1
            place = (target / relative).with_name(f"{relative.stem}.kept-{number}{relative.suffix}")
        with translated(place):
            place.parent.mkdir(parents=True, exist_ok=True)
            patiently_replace(previous / relative, place)
        kept.append(place)
    return tuple(kept)
