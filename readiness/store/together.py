"""Several files replaced together: after a crash all of them are old, or the next command makes all of them new.

Beside every target its new content is laid as `.<name>.pending`; then the journal, a list of the targets, is written in
one piece: from there on the change has happened. The renames follow, and the journal goes. Who finds a journal, under
the lock of those who write, finishes the renames.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path, PurePosixPath

from readiness.store.errors import translated
from readiness.store.files import atomic_write_bytes, patiently_replace, sync_folder

_FORMAT = 1


def replace_together(files: Mapping[Path, bytes], journal: Path) -> None:
    """Write all of `files`, which lie in or below the journal's folder. Raises `StoreError`; before the journal stands
    nothing has changed, afterwards the change is finished by the next `finish`.
    """
    targets = {path.resolve(): content for path, content in files.items()}
    if len(targets) < 2:
        for path, content in targets.items():
            atomic_write_bytes(path, content)
        return
    root = journal.resolve().parent
    names = [path.relative_to(root).as_posix() for path in targets]
    try:
        for path, content in targets.items():
            _lay(_pending(path), path, content)
        atomic_write_bytes(journal, json.dumps({"pending": _FORMAT, "files": names}, ensure_ascii=False).encode())
    except BaseException:
        if not journal.exists():
            for path in targets:
                with suppress(OSError):
                    _pending(path).unlink(missing_ok=True)
        raise
    finish(journal)


def finish(journal: Path) -> tuple[Path, ...]:
    """The targets of a change that was stopped, now made; none where there is no journal. Called under the lock."""
    if not journal.is_file():
        return ()
    targets = tuple(_targets(journal))
    for path in targets:
        with translated(path):
            if _pending(path).is_file():
                patiently_replace(_pending(path), path)
    with translated(journal):
        for folder in {path.parent for path in targets}:
            sync_folder(folder)
        journal.unlink()
    return targets


def _targets(journal: Path) -> Iterable[Path]:
    """The files a journal names; a name that would lead out of the folder is passed over."""
    try:
        names = json.loads(journal.read_text(encoding="utf-8"))["files"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return ()
    root = journal.resolve().parent
    safe = (PurePosixPath(name) for name in names if isinstance(name, str))
    return tuple(root / name for name in safe if not name.is_absolute() and ".." not in name.parts)


def _pending(path: Path) -> Path:
    return path.with_name(f".{path.name}.pending")


def _lay(pending: Path, target: Path, content: bytes) -> None:
    with translated(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        with pending.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        if target.exists():
            pending.chmod(target.stat().st_mode)
