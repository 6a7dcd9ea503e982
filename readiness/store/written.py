"""Which single files are ours: a record of what was written beside them, as the manifest is for whole folders.

A file that stands there with other bytes than any we wrote belongs to the user: one of his own, or a book of ours that
he has filled in since.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path

from readiness.store.files import atomic_write_bytes

RECORD = ".readiness-files.json"
_VERSION = 1
_KEPT = 3  # digests a file: of what stands there, and of what was about to take its place


def foreign(files: Iterable[Path]) -> tuple[Path, ...]:
    """Those of `files` that exist and are not as we left them."""
    return tuple(
        file for file in files if _exists(file) and _digest_of(file) not in _read(file.parent).get(file.name, ())
    )


def write_recorded(files: Mapping[Path, bytes]) -> None:
    """Write every file whole, and keep in mind that it is ours. Raises `StoreError`."""
    for file, content in files.items():
        known = _read(file.parent)
        known[file.name] = [*known.get(file.name, [])[1 - _KEPT :], _digest(content)]
        # First the record: a file that was written and is not in it would be the user's.
        record = {"record": _VERSION, "files": known}
        atomic_write_bytes(file.parent / RECORD, json.dumps(record, ensure_ascii=False, sort_keys=True).encode())
        atomic_write_bytes(file, content)


def _read(folder: Path) -> dict[str, list[str]]:
    try:
        files = json.loads((folder / RECORD).read_text(encoding="utf-8"))["files"]
        return {str(name): [str(digest) for digest in digests] for name, digests in files.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def _exists(file: Path) -> bool:
    return file.exists() or file.is_symlink()


def _digest_of(file: Path) -> str:
    return _digest(file.read_bytes()) if file.is_file() else ""


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()
