"""File names that may come from the input (団体, 事業者 IDs): kept inside the folder and writable on Windows too."""

from __future__ import annotations

import unicodedata
from pathlib import Path, PurePosixPath

from readiness.model.filename import fits
from readiness.store.errors import StoreError


def checked_name(name: str, folder: Path) -> PurePosixPath:
    """`name` as a relative path, or `StoreError` `store.bad-name` when it is unfit as a place below `folder`."""
    parts = name.split("/")
    if not all(fits(part) for part in parts):
        raise StoreError("store.bad-name", folder, name)
    return PurePosixPath(*parts)


def single_name(name: str, folder: Path) -> str:
    """`name` as one file or folder directly in `folder` (an ID of the user's), or `StoreError` `store.bad-name`."""
    if not fits(name):
        raise StoreError("store.bad-name", folder, name)
    return name


def folded(name: str) -> str:
    """Equal for names that one of the usual file systems takes for the same."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
