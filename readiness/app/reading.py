"""A body and the standard that applies to it, read from whatever form they are in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from readiness.app.writing import finish_stopped
from readiness.inventory.files import STATE_FOLDERS, inventory_files
from readiness.inventory.load import Loaded, load_inventory
from readiness.model.finding import Finding, Severity, Subject
from readiness.model.inventory import Inventory
from readiness.model.ref import Ref
from readiness.model.standard.standard import Standard
from readiness.model.text import text
from readiness.standard.load import load_standard
from readiness.standard.locate import user_packs

if TYPE_CHECKING:
    from readiness.intake.reading import Reading

# The last three cannot be read; the reader says how to save them anew.
WORKBOOK_SUFFIXES = frozenset({".xlsx", ".xlsm", ".csv", ".xls", ".xlsb", ".ods"})
_OURS = re.compile(r"^[.~_]|^(?:thumbs\.db|desktop\.ini)$|\.map\.ya?ml$", re.IGNORECASE)
_LISTED = 20  # names in one remark


def read_standard(path: Path, specs: Path | None = None) -> Standard:
    """The standard as it applies to the body at `path`: built-in < the user's pack < the body's own `specs/`."""
    own = (path if path.is_dir() else path.parent) / "specs"
    packs = (*user_packs(specs), *((own,) if own.is_dir() else ()))
    return load_standard(packs=packs) if packs else _built_in()


@cache
def _built_in() -> Standard:
    """Ours alone, read once for all bodies of a process: with many bodies an eighth of the time was reading it anew."""
    return load_standard()


def read_body(path: Path, standard: Standard, as_of: date | None = None, body: str = "") -> Loaded:
    """The inventory at `path`: a folder (of YAML files, or of the lists that a body keeps), a YAML file or a workbook;
    `as_of` tells the year of a workbook, `body` its name where it does not itself. An import that was stopped half-way
    is finished first, and a finding says so.
    """
    return read_files((path,), standard, as_of, body)[0]


def read_files(
    paths: Sequence[Path], standard: Standard, as_of: date | None = None, body: str = ""
) -> tuple[Loaded, Reading | None]:
    """The inventory of one body, and how its ledgers were read; several paths are workbooks that belong together."""
    path = paths[0]
    finished = finish_stopped(path)
    reading = None
    lists = own_lists(path)
    if is_workbook(path) or lists:
        from readiness.app.ledger import open_ledger

        ledger = open_ledger(lists or paths, standard, as_of, home=path, body=body)
        loaded, reading = ledger.loaded, ledger.reading
    else:
        loaded = load_inventory(path, standard.area_spellings, standard.claim_files)
    if beside := _not_lists(path, lists) if lists else ():
        loaded = replace(loaded, findings=(*loaded.findings, _unread(path, beside)))
    if finished:
        loaded = replace(loaded, findings=(*loaded.findings, *(_finished(file) for file in finished)))
    return loaded, reading


def is_workbook(path: Path) -> bool:
    """Whether a path is a workbook or a CSV file by its name."""
    return path.is_file() and path.suffix.lower() in WORKBOOK_SUFFIXES


def own_lists(path: Path) -> tuple[Path, ...]:
    """The workbooks of a folder that holds no YAML inventory: the lists a body keeps, read together. Our own books,
    which somebody may have put beside them, are none.
    """
    if not path.is_dir() or inventory_files(path):
        return ()
    from readiness.app.ours import Kind, kind_of

    files = (file for file in sorted(path.iterdir()) if is_workbook(file) and not file.name.startswith((".", "~", "_")))
    return tuple(file for file in files if kind_of(file) is Kind.OTHER)


def _not_lists(folder: Path, lists: Sequence[Path]) -> tuple[str, ...]:
    """What else a body keeps in the folder of its lists: papers, mails, pictures, folders of earlier years. Our own
    files, and those that Windows puts everywhere, are none of its.
    """
    known = {*STATE_FOLDERS, *(path.name for path in lists)}
    beside = (e for e in sorted(folder.iterdir()) if e.name not in known and not _OURS.search(e.name))
    return tuple(f"{entry.name}/" if entry.is_dir() else entry.name for entry in beside if not _is_own_book(entry))


def _is_own_book(file: Path) -> bool:
    from readiness.app.ours import Kind, kind_of

    return file.is_file() and kind_of(file) is not Kind.OTHER


def bodies(paths: Sequence[Path], body: str = "") -> tuple[tuple[Path, ...], ...]:
    """Paths by body, in the order given: workbooks that name one body between them, or none, belong together, and all
    do where somebody tells the `body`. A folder whose lists name several is as many bodies.
    """
    from readiness.app.words import body_of

    if body:
        return (tuple(paths),) if all(is_workbook(path) for path in paths) else tuple((path,) for path in paths)
    lists = {path: own_lists(path) for path in paths}
    towns = {path: {name for file in files if (name := body_of(file))} for path, files in lists.items()}
    paths = [file for path in paths for file in (lists[path] if len(towns[path]) > 1 else (path,))]
    books = [path for path in paths if is_workbook(path)]
    if len(books) < 2:
        return tuple((path,) for path in paths)
    named = {path: body_of(path) for path in books}
    names = list(dict.fromkeys(name for name in named.values() if name))
    alone = len(names) > 1
    groups: dict[str, list[Path]] = {}
    for path in paths:
        name = named.get(path)
        key = path.as_posix() if path not in named or (alone and not name) else name if alone and name else ""
        groups.setdefault(key, []).append(path)
    return tuple(tuple(group) for group in groups.values())


def _unread(folder: Path, names: Sequence[str]) -> Finding:
    listed = "、".join(names[:_LISTED]) + (" …" if len(names) > _LISTED else "")
    return Finding(
        code="IN310",
        severity=Severity.NOTE,
        subject=Subject("file", folder.name),
        message=text("input.beside-lists", folder=folder.name, count=len(names), names=listed),
        remedy=text("input.beside-lists.remedy"),
        ref=Ref(folder.as_posix()),
    )


def _finished(file: Path) -> Finding:
    return Finding(
        code="IN307",
        severity=Severity.WARNING,
        subject=Subject("file", file.name),
        message=text("input.import-finished", file=file.name),
        remedy=text("input.import-finished.remedy"),
        ref=Ref(file.as_posix()),
    )


def reference_date(inventory: Inventory, as_of: date | None) -> date | None:
    """The date everything is measured from: asked for, else the inventory's own. Never the clock."""
    day = as_of or inventory.body.as_of
    return day if day is None or 2000 <= day.year < 2100 else None


def no_reference_date(inventory: Inventory) -> Finding:
    """Without a date nothing can be near, late or in force."""
    return Finding(
        code="IN206",
        severity=Severity.FATAL,
        subject=Subject("body", inventory.body.id),
        message=text("input.no-as-of"),
        remedy=text("input.no-as-of.remedy"),
        ref=inventory.body.ref,
    )
