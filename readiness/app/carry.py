"""What was decided and asked of a body goes with its inventory where that changes its form: folder, workbook, back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from readiness.inventory.files import DECISIONS, REGISTER, state_file
from readiness.model.filename import fits
from readiness.model.refusal import RefusedError
from readiness.model.text import text
from readiness.store.written import RECORD

_OFFERED = "answers.xlsx"  # made anew by the next import of answers


class StateClashError(RefusedError):
    """Decisions or registers that stand in both places and do not agree; `message` names them all."""


def carried(source: Path, target: Path, body: str, *, keep: bool = False) -> Mapping[Path, bytes]:
    """The state of the body whose inventory is at `source`, by the files that belong beside one at `target`. What
    stands there and says the same, or as much and more, stays as it is, as does all with `keep`. Raises
    `StateClashError`.
    """
    files: dict[Path, bytes] = {}
    clashes: list[str] = []
    for kind, name, file in _state(source, body):
        place = _place(target, body, kind, name)
        if place.resolve() == file.resolve():
            continue
        content = file.read_bytes()
        there = place.read_bytes() if place.is_file() else None
        if there is None or (name == REGISTER and content.startswith(there) and content != there):
            files[place] = content
        elif (
            there != content
            and not (name == REGISTER and there.startswith(content))
            and file.name not in (_OFFERED, RECORD)
        ):
            clashes.append(f"{file.as_posix()} / {place.as_posix()}")
    if clashes and not keep:
        raise StateClashError(text("cli.ledger.state-clash", files=tuple(clashes)))
    return files


def _state(path: Path, body: str) -> Iterator[tuple[str, str, Path]]:
    """Kind, name below its folder and place of every file of the state of one body."""
    for key in DECISIONS:
        name = f"{key}.yaml"
        if (file := state_file(path, body, "decisions", name)).is_file():
            yield "decisions", name, file
    folder = state_file(path, body, "register", REGISTER).parent
    for name in (REGISTER, _OFFERED, RECORD):
        if (file := folder / name).is_file():
            yield "register", name, file
    for file in sorted((folder / "books").rglob("*")):
        if file.is_file() and not file.is_symlink():
            yield "register", file.relative_to(folder).as_posix(), file


def _place(target: Path, body: str, kind: str, name: str) -> Path:
    folder = target.suffix.lower() not in (".xlsx", ".xlsm", ".yaml", ".yml") or target.is_dir()
    home = target / kind if folder else target.parent / kind
    return (home if folder or not fits(body) else home / body) / name
