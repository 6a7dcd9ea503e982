"""Which files of a path are inventory: a folder's YAML (not `decisions/`, `register/`, `specs/`), or one file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from readiness.inventory import sections
from readiness.model.filename import fits

FORMS = "templates"  # the body's own forms of papers
STATE_FOLDERS = frozenset({"decisions", "register", "output", "specs", FORMS})
SUFFIXES = frozenset({".yaml", ".yml"})
BOOKS = frozenset({".xlsx", ".xlsm"})  # what may be somebody's ledger
_TEXT = re.compile(r"\.ya?ml\.txt$|\.map\.yml$", re.IGNORECASE)
MAPPING = ".map"  # <ledger>.map.yaml tells how a ledger beside it is read
FORM_FILE = "form.yaml"  # in decisions/ and register/
_KNOWN_FORM = re.compile(rb"\s*form:\s*1\s*")
DECISIONS = tuple(section.key for section in sections.DECISIONS)
REGISTER = "gaps.jsonl"


def inventory_files(path: Path) -> tuple[Path, ...]:
    """Sorted YAML files. Hidden files, mappings of ledgers, and what `passed_over` tells of, are not among them."""
    if not path.is_dir():
        return (path,) if path.is_file() else ()
    return tuple(file for file in _sorted_files(path) if _is_ours(file, path))


def ledger_books(path: Path) -> tuple[Path, ...]:
    """Workbooks directly in a folder, one of which may have been meant."""
    entries = sorted(path.iterdir()) if path.is_dir() else ()
    return tuple(entry for entry in entries if entry.suffix.lower() in BOOKS and not entry.name.startswith((".", "~")))


def passed_over(path: Path) -> tuple[Path, ...]:
    """Names that look like inventory but are not read: links that lead out of the folder or nowhere, pipes, devices."""
    found = (file for file in _sorted_files(path) if not _is_ours(file, path)) if path.is_dir() else ()
    return tuple(dict.fromkeys((*found, *led_out(path))))


def led_out(path: Path) -> tuple[Path, ...]:
    """Decisions and registers, files or whole folders, that a link leads out of the folder of the inventory: nothing is
    read from there, and nothing written to it.
    """
    root = path if path.is_dir() else path.parent
    found: list[Path] = []
    for place in (root / "decisions", root / "register"):
        if not place.is_symlink() or _stays(place, root):
            found += sorted(place.iterdir()) if place.is_dir() else ()
        else:
            found.append(place)
    return tuple(place for place in found if place.is_symlink() and not _stays(place, root))


def state_stays(file: Path, path: Path) -> bool:
    """Whether a file of decisions or of a register lies in the folder of the inventory, links followed."""
    return _stays(file, path if path.is_dir() else path.parent)


def misshapen(path: Path, body: str) -> tuple[Path, ...]:
    """What stands where decisions, the register, facts or forms are kept and is no folder; a folder, pipe or link to
    nowhere where one of their files is. Without a word all that was decided would seem never to have been.
    """
    root = path if path.is_dir() else path.parent
    kinds = ("decisions", "register", "specs", *((FORMS,) if path.is_dir() else ()))
    folders = [root / kind for kind in kinds if not (root / kind).is_dir()]
    files = [state_file(path, body, "decisions", f"{key}.yaml") for key in DECISIONS]
    files += [state_file(path, body, "register", REGISTER)]
    files += [state_file(path, body, kind, FORM_FILE) for kind in ("decisions", "register")]
    wrong = (*folders, *(file for file in files if file.parent.is_dir() and not file.is_file()))
    return tuple(place for place in wrong if _is_there(place) and _stays(place, root))


def text_copies(path: Path, body: str) -> tuple[Path, ...]:
    """Files that were meant for us and are not read, because an editor put another ending behind (`台帳.map.yaml.txt`):
    in a folder of inventory, beside a ledger of that name, and among the decisions.
    """
    if path.is_dir():
        found = [*path.iterdir(), *(path / "decisions").glob("*")]
    else:
        own = (path.parent / "decisions" / body).glob("*") if fits(body) else ()
        found = [*(file for file in path.parent.iterdir() if file.name.startswith(f"{path.stem}.")), *own]
    return tuple(sorted(file for file in found if _TEXT.search(file.name) and file.is_file()))


def decision_files(path: Path, body: str) -> dict[str, Path]:
    """Key of a section (`plan`, `pins`, …) → file, for those that exist beside the inventory of that body."""
    folder = path if path.is_dir() else path.parent
    found = {key: state_file(path, body, "decisions", f"{key}.yaml") for key in DECISIONS}
    return {key: file for key, file in found.items() if _is_ours(file, folder)}


def state_file(path: Path, body: str, kind: str, name: str) -> Path:
    """Where something decided or recorded about a body lies: of an inventory that is a folder, in its `<kind>/`.

    One that is a single file may lie beside those of other towns, so its own is `<kind>/<body>/<name>`: what one town
    decided or asked must never be read as another's. A file in `<kind>/` itself serves while no other inventory is
    there.
    """
    if path.is_dir():
        return path / kind / name
    shared = path.parent / kind / name
    own = path.parent / kind / body / name
    if not fits(body) or (shared.is_file() and not own.is_file() and not _beside(path)):
        return shared
    return own


def unowned_state(path: Path, body: str) -> tuple[Path, ...]:
    """Files in `decisions/` and `register/` themselves that are not read, because several inventories lie there."""
    if path.is_dir():
        return ()
    names = (*(("decisions", f"{key}.yaml") for key in DECISIONS), ("register", REGISTER))
    shared = ((path.parent / kind / name, state_file(path, body, kind, name)) for kind, name in names)
    return tuple(file for file, own in shared if file.is_file() and file != own)


def state_of_others(path: Path, body: str) -> tuple[Path, ...]:
    """Folders of other bodies below `decisions/` and `register/`, where this one has none: was it renamed?"""
    places = tuple(path.parent / kind for kind in ("decisions", "register"))
    if path.is_dir() or (fits(body) and any((place / body).is_dir() for place in places)):
        return ()
    return tuple(sorted(p for place in places if place.is_dir() for p in place.iterdir() if _is_state(p)))


def state_of_later(path: Path, body: str) -> tuple[Path, ...]:
    """Files that say in which form decisions and register are kept, where it is one that this version does not know.

    There has been one form so far, which no file has to tell; a version that changes it writes `form.yaml` (`form: 2`)
    beside what it writes, so that an older one refuses to read, and to add to, what it does not understand.
    """
    files = (state_file(path, body, kind, FORM_FILE) for kind in ("decisions", "register"))
    return tuple(file for file in files if file.is_file() and not _KNOWN_FORM.fullmatch(file.read_bytes()[:100]))


def _is_state(folder: Path) -> bool:
    return folder.is_dir() and folder.name != "books" and not folder.name.startswith(".")


def _beside(path: Path) -> bool:
    """Whether another file of the folder may be somebody's inventory."""
    return any(
        entry.suffix.lower() in SUFFIXES | BOOKS
        and not entry.name.startswith((".", "_", "~"))
        and not _is_mapping(entry)
        for entry in path.parent.iterdir()
        if entry.name != path.name and entry.is_file()
    )


def _is_mapping(file: Path) -> bool:
    return file.stem.lower().endswith(MAPPING)


def _is_ours(file: Path, folder: Path) -> bool:
    return _stays(file, folder) and file.is_file()


def _is_there(place: Path) -> bool:
    return place.is_symlink() or place.exists()


def _stays(file: Path, folder: Path) -> bool:
    """Whether it is below the folder once links are followed."""
    try:
        return file.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # a link that leads to itself
        return False


def _sorted_files(folder: Path) -> list[Path]:
    return sorted(_walk(folder), key=lambda path: path.parts)


def _walk(folder: Path) -> Iterator[Path]:
    for entry in folder.iterdir():
        if entry.name.startswith((".", "_")):
            continue
        if entry.is_dir():
            # A linked folder may lead out, or back up without end.
            if entry.name not in STATE_FOLDERS and not entry.is_symlink() and entry.suffix.lower() not in SUFFIXES:
                yield from _walk(entry)
        elif entry.suffix.lower() in SUFFIXES and not _is_mapping(entry):
            yield entry
