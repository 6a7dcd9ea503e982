"""Single files: replaced as a whole or not at all."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from readiness.store.errors import translated

# Virus scanners and indexers hold a fresh file for a moment on Windows; an office program holds it for hours.
_WAITS = (0.05, 0.1, 0.2, 0.4) if sys.platform == "win32" else ()


def atomic_write_bytes(path: Path, data: bytes) -> None:
    """Write `data` to `path`, through a symlink if it is one; readers see the old content or the new, never a mixture.

    The data are on disk when this returns. Permission bits of an existing file are kept. Raises `StoreError`.
    """
    with translated(path):
        target = path.resolve()
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
        try:
            with temporary.open("wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            if target.exists():
                temporary.chmod(target.stat().st_mode)
            patiently_replace(temporary, target)
        finally:
            temporary.unlink(missing_ok=True)
        sync_folder(target.parent)


def atomic_write_text(path: Path, content: str) -> None:
    """`atomic_write_bytes` of UTF-8 text; line ends are written as they are in `content`."""
    atomic_write_bytes(path, content.encode("utf-8"))


def patiently_replace(source: Path, target: Path) -> None:
    """Rename, over an existing file too; tried again for a second where Windows says a scanner has it open."""
    for wait in _WAITS:
        try:
            source.replace(target)
        except PermissionError:
            time.sleep(wait)
        else:
            return
    source.replace(target)


def sync_folder(folder: Path) -> None:
    """Make renames and new names in `folder` durable, where the system can (not on Windows)."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError:  # some network file systems cannot; the data themselves have been synced
        pass
    finally:
        os.close(descriptor)
