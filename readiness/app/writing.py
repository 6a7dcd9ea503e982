"""Commands that change what belongs to an inventory, one at a time: reading, changing and writing under one lock."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from readiness.store.locks import locked
from readiness.store.together import finish

_SECONDS = 120.0  # a plan of a large city, made by somebody else, may take its time
_INSIDE = "inventory"


@contextmanager
def writing(path: Path) -> Iterator[tuple[Path, ...]]:
    """Hold the lock of the inventory (or pack) at `path`, which need not exist yet. Gives the files of an import that
    was stopped half-way and has been finished now. Raises `StoreError` where another command holds it for long.
    """
    place = path.resolve()
    with ExitStack() as held:
        if not place.exists() and place.parent.is_dir():
            held.enter_context(locked(place, seconds=_SECONDS))
        if place.is_dir():
            held.enter_context(locked(place / _INSIDE, seconds=_SECONDS))
        elif place.is_file():
            held.enter_context(locked(place, seconds=_SECONDS))
        yield finish(journal(path))


def journal(path: Path) -> Path:
    """Where several files of an inventory that change together are listed while they do."""
    place = path.resolve()
    return place / f".{_INSIDE}.journal" if place.is_dir() or not place.exists() else _beside(place)


def finish_stopped(path: Path) -> tuple[Path, ...]:
    """Finish an import that was stopped half-way, for those who only read; somebody who is at it is waited for."""
    if not journal(path).is_file():
        return ()
    with writing(path) as finished:
        return finished


def _beside(place: Path) -> Path:
    return place.with_name(f".{place.name}.journal")
