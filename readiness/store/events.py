"""Append-only event files (`register/gaps.jsonl`): one JSON value a line, each line ended by a newline."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from readiness.store.errors import StoreError, translated
from readiness.store.files import sync_folder
from readiness.store.locks import locked

_LOCK_SECONDS = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Appended:
    """`lines` were added. `quarantine` is the file that a torn last line of an earlier crash was moved to, if any."""

    lines: int
    quarantine: Path | None = None


def append_events(path: Path, lines: Iterable[str]) -> Appended:
    """Append `lines` (JSON text without line breaks) to `path` under its lock; on disk when this returns.

    All of them are added or, when the disk is full, none. What a crash left after the last newline is completed if it
    is whole JSON (an editor that drops the last newline), else moved to `<name>.torn`, so that no line is ever glued
    to another. Raises `StoreError`, and `ValueError` for a line that is not one JSON value.
    """
    data = "".join(f"{_checked(line)}\n" for line in lines).encode("utf-8")
    with translated(path):
        path.parent.mkdir(parents=True, exist_ok=True)
    with locked(path, seconds=_LOCK_SECONDS), translated(path):
        quarantine = _mend(path)
        if data:
            _append(path, data)
            sync_folder(path.parent)
    return Appended(lines=data.count(b"\n"), quarantine=quarantine)


def _checked(line: str) -> str:
    json.loads(line)
    if line.splitlines() != [line]:  # JSON allows line breaks between tokens, and U+2028 inside a string
        raise ValueError(f"an event is one line: {line[:80]!r}")
    return line


def _mend(path: Path) -> Path | None:
    """Bring the end of an existing file to a newline; the torn bytes go to `<name>.torn`, which is returned."""
    if path.is_dir():
        raise StoreError("store.not-writable", path)
    if not path.exists():
        return None
    with path.open("r+b") as stream:
        content = stream.read()
        whole = content.rfind(b"\n") + 1
        tail = content[whole:]
        if not tail:
            return None
        if _is_json(tail):
            stream.write(b"\n")
            os.fsync(stream.fileno())
            return None
        quarantine = path.with_name(f"{path.name}.torn")
        with quarantine.open("ab") as torn:
            torn.write(tail + b"\n")
            torn.flush()
            os.fsync(torn.fileno())
        stream.truncate(whole)
        os.fsync(stream.fileno())
        return quarantine


def _append(path: Path, data: bytes) -> None:
    # Unbuffered: closing a buffered stream would write again what had no room, behind our back, once the file is cut.
    with path.open("ab", buffering=0) as stream:
        size = stream.seek(0, os.SEEK_END)
        try:
            left = memoryview(data)
            while left:
                left = left[stream.write(left) :]
            os.fsync(stream.fileno())
        except OSError:
            stream.truncate(size)
            raise


def _is_json(data: bytes) -> bool:
    try:
        json.loads(data)
    except (ValueError, RecursionError):
        return False
    return True
