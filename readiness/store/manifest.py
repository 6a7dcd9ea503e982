"""The list of what we wrote into an output folder: what is not in it belongs to the user and is never deleted."""

from __future__ import annotations

import json
from hashlib import file_digest, sha256
from pathlib import Path

MANIFEST = ".readiness-output.json"
_VERSION = 1
# Office programs leave these beside an open workbook; they hold nothing of the user's.
_LITTER = ("~$", ".~lock.")


def write_manifest(folder: Path) -> None:
    """Record every file below `folder` with its SHA-256."""
    files = {path.relative_to(folder).as_posix(): _digest(path) for path in _files(folder)}
    content = json.dumps({"manifest": _VERSION, "files": files}, ensure_ascii=False, indent=1, sort_keys=True)
    (folder / MANIFEST).write_text(f"{content}\n", encoding="utf-8", newline="\n")


def foreign_files(folder: Path) -> tuple[Path, ...]:
    """Files below `folder`, relative to it and sorted, that we did not write or that were changed since."""
    ours = _read(folder)
    relatives = (path.relative_to(folder) for path in _files(folder))
    return tuple(
        relative
        for relative in relatives
        if not relative.name.startswith(_LITTER) and ours.get(relative.as_posix()) != _digest(folder / relative)
    )


def _read(folder: Path) -> dict[str, str]:
    """The recorded files; none where the manifest cannot be read, so that everything is the user's."""
    try:
        content = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        return {str(name): str(digest) for name, digest in content["files"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.name != MANIFEST and (path.is_symlink() or path.is_file()))


def _digest(path: Path) -> str:
    """SHA-256 of the content; a link is never ours."""
    if path.is_symlink():
        return ""
    with path.open("rb") as stream:
        return file_digest(stream, sha256).hexdigest()
