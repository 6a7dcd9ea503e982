"""One writer at a time."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from readiness.store.errors import StoreError, translated


@contextmanager
def locked(path: Path, *, seconds: float) -> Iterator[None]:
    """Hold the lock file `.<name>.lock` beside `path`; waits up to `seconds`, then `StoreError` `store.locked`."""
    from filelock import FileLock, Timeout  # noqa: PLC0415 - who only reads locks nothing

    file = path.with_name(f".{path.name}.lock")
    lock = FileLock(file, timeout=seconds)
    with translated(path.parent):  # where a lock cannot be made nothing can: it is the folder that is closed
        try:
            lock.acquire()
        except Timeout as error:
            raise StoreError("store.locked", path) from error
    try:
        yield
    finally:
        # Removed while still held: who waits on it sees that it has no name any more, and opens the new one.
        if os.name != "nt":  # there the release removes it
            file.unlink(missing_ok=True)
        lock.release()
