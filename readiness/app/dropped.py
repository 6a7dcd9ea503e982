"""Files dropped together, told apart: ledgers by body, our books and replies with the body they belong to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from readiness.app.incoming import UnreadableError, incoming
from readiness.app.ours import Kind, kind_of
from readiness.app.reading import bodies
from readiness.exchange.confirmation import named_files
from readiness.exchange.labels import reading_labels

_UP = 3  # the folder, the output folder and the folder of the ledgers above a book


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """`bodies`: of each its ledgers, the books to confirm by, the replies. `homeless`: books whose ledger is neither
    among the files nor where they name it.
    """

    bodies: tuple[tuple[tuple[Path, ...], tuple[Path, ...], tuple[Path, ...]], ...]
    homeless: tuple[Path, ...]


def sorted_out(paths: Sequence[Path], body: str = "") -> Dropped:
    """Tell dropped files and folders apart. Our books in a dropped folder count as dropped too."""
    found = [file for path in paths for file in (path, *_inside(path))]
    kinds = {file: Kind.OTHER if file.is_dir() else kind_of(file) for file in dict.fromkeys(found)}
    ledgers = [file for file in paths if kinds[file] is Kind.OTHER]
    ours = [file for file, kind in kinds.items() if kind is not Kind.OTHER]
    if not ledgers:
        ledgers = list(dict.fromkeys(one for book in ours for one in _named(book)))
    groups = bodies(ledgers, body)
    mine: dict[int, list[Path]] = {}
    homeless = []
    for book in ours:
        owner = _owner(book, groups)
        if owner is None:
            homeless.append(book)
        else:
            mine.setdefault(owner, []).append(book)
    stated = tuple(
        (
            group,
            tuple(book for book in mine.get(at, ()) if kinds[book] is not Kind.REPLY),
            tuple(book for book in mine.get(at, ()) if kinds[book] is Kind.REPLY),
        )
        for at, group in enumerate(groups)
    )
    return Dropped(bodies=stated, homeless=tuple(homeless))


def _inside(path: Path) -> Iterator[Path]:
    """Our books that lie directly in a dropped folder."""
    if path.is_dir():
        files = (file for file in sorted(path.iterdir()) if file.is_file() and not file.name.startswith((".", "~")))
        yield from (file for file in files if kind_of(file) is not Kind.OTHER)


def _owner(book: Path, groups: Sequence[Sequence[Path]]) -> int | None:
    """The body a book goes to: the only one, else the one in whose folder it lies or whose ledgers it names."""
    if len(groups) < 2:
        return 0 if groups else None
    named = set(_named(book))
    for at, group in enumerate(groups):
        if book.parent in group or named & set(group):
            return at
    return None


def _named(book: Path) -> tuple[Path, ...]:
    """The ledgers a book of readings says it was made from, where they lie beside it or above its output folder."""
    try:
        names = named_files(incoming(book), reading_labels()) if kind_of(book) is Kind.READING else ()
    except UnreadableError:
        return ()
    for folder in list(book.resolve().parents)[:_UP]:
        files = tuple(folder / name for name in names)
        if names and all(file.is_file() for file in files):
            return files
    return ()
