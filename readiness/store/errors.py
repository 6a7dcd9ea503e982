"""What can go wrong on the user's disk, as values with a catalogue key instead of a traceback."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from readiness.model.text import Text, text

_BY_ERRNO = {
    errno.ENOSPC: "store.disk-full",
    getattr(errno, "EDQUOT", errno.ENOSPC): "store.disk-full",
    errno.EFBIG: "store.too-large",
    errno.ENAMETOOLONG: "store.name-too-long",
    errno.EACCES: "store.not-writable",
    errno.EPERM: "store.not-writable",
    errno.EROFS: "store.not-writable",
    errno.EISDIR: "store.not-writable",
    errno.ENOTDIR: "store.is-a-file",
    errno.EEXIST: "store.is-a-file",
    errno.EBUSY: "store.in-use",
    errno.EXDEV: "store.in-use",  # a mount point cannot be renamed
}
_BY_WINERROR = {
    5: "store.not-writable",
    32: "store.open-in-excel",
    33: "store.open-in-excel",
    39: "store.disk-full",
    112: "store.disk-full",
    206: "store.name-too-long",
}


class StoreError(Exception):
    """A write that did not happen: `code` is its catalogue key, `path` the file or folder, `detail` the system's words.

    Nothing of the target has changed when it is raised. Codes: `store.open-in-excel`, `store.in-use`,
    `store.disk-full`, `store.too-large`, `store.not-writable`, `store.is-a-file`, `store.not-ours`, `store.exists`,
    `store.locked`, `store.name-too-long`, `store.bad-name`, `store.name-clash`, `store.failed`.
    """

    # Read-only, but no frozen dataclass: `contextlib` sets `__traceback__` on errors that pass through it.
    def __init__(self, code: str, path: Path, detail: str = "") -> None:
        super().__init__(code, path, detail)

    @property
    def code(self) -> str:
        """Key of the message catalogue."""
        return str(self.args[0])

    @property
    def path(self) -> Path:
        """The file or folder that could not be written."""
        return Path(self.args[1])

    @property
    def detail(self) -> str:
        """The system's own words, or the name that was refused."""
        return str(self.args[2])

    @property
    def message(self) -> Text:
        """What to tell the user, for the catalogue."""
        return text(self.code, path=str(self.path), detail=self.detail)

    def __str__(self) -> str:
        return f"{self.code}: {self.path}" + (f" ({self.detail})" if self.detail else "")


def classify(error: OSError, path: Path) -> StoreError:
    """The `StoreError` of an operating-system error at `path`.

    Windows refuses to replace what a program holds open with «access denied»; the file that is held is then named.
    """
    code = _BY_WINERROR.get(getattr(error, "winerror", 0) or 0) or _BY_ERRNO.get(error.errno or 0, "store.failed")
    if code in {"store.not-writable", "store.open-in-excel"} and (held := held_open(path)) is not None:
        return StoreError("store.open-in-excel", held)
    if code == "store.open-in-excel" and path.is_dir():
        code = "store.in-use"
    return StoreError(code, path, error.strerror or str(error))


def held_open(path: Path) -> Path | None:
    """The first file at or below `path` that another program holds open (Windows only; elsewhere nothing is held)."""
    if os.name != "nt":
        return None
    for file in (path,) if path.is_file() else sorted(p for p in path.rglob("*") if p.is_file()):
        try:
            with file.open("r+b"):
                pass
        except PermissionError:
            return file
        except OSError:
            continue
    return None


def os_error_in(error: BaseException) -> OSError | None:
    """The operating-system error that `error` is, wraps or was raised from; writers of workbooks wrap theirs."""
    seen: set[int] = set()
    pending: list[object] = [error]
    while pending:
        current = pending.pop(0)
        if isinstance(current, OSError):
            return current
        if isinstance(current, BaseException) and id(current) not in seen:
            seen.add(id(current))
            pending += [current.__cause__, current.__context__, *current.args]
    return None


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn operating-system errors of the body, which works on `path`, into `StoreError`."""
    try:
        yield
    except OSError as error:
        raise classify(error, path) from error
