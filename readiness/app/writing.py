"""Commands that change what belongs to an inventory, one at a time: reading, changing and writing under one lock."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from readiness.inventory.files import led_out, misshapen, state_of_later
from readiness.model.refusal import RefusedError
from readiness.model.text import text
from readiness.sources.decode import encode
from readiness.store.locks import locked
from readiness.store.together import finish, replace_together

if TYPE_CHECKING:
    from readiness.inventory.load import RawSections
    from readiness.sources.yamlfile import YamlDocument

_SECONDS = 120.0  # a plan of a large city, made by somebody else, may take its time
_INSIDE = "inventory"


@contextmanager
def writing(path: Path) -> Iterator[tuple[Path, ...]]:
    """Hold the lock of the inventory (or pack) at `path`, which need not exist yet. Gives the files of an import that
    was stopped half-way and has been finished now. Raises `StoreError` where another command holds it for long,
    `LaterStateError` where a later version has written there, `LedOutError` where a link leads out of its folder,
    `MisshapenError` where something else bears the name of what is kept there.
    """
    place = path.resolve()
    with ExitStack() as held:
        if not place.exists() and place.parent.is_dir():
            held.enter_context(locked(place, seconds=_SECONDS))
        if place.is_dir():
            held.enter_context(locked(place / _INSIDE, seconds=_SECONDS))
        elif place.is_file():
            held.enter_context(locked(place, seconds=_SECONDS))
        for led in led_out(path):
            raise LedOutError(text("input.led-out", path=led.as_posix()))
        for found in misshapen(path, ""):
            raise MisshapenError(text("input.misshapen", path=found.as_posix()))
        demand_known_form(path)
        yield finish(journal(path))


class LedOutError(RefusedError):
    """Decisions or a register that a link leads out of the inventory's folder; nothing is written there."""


class MisshapenError(RefusedError):
    """Decisions or a register that is no folder, or a file of them that is no file."""


class LaterStateError(RefusedError):
    """Decisions or a register in a form that only a later version knows; nothing is added to them."""


def demand_known_form(path: Path) -> None:
    """Raise `LaterStateError` where a later version keeps the decisions or the register at `path`."""
    for file in state_of_later(path, ""):
        raise LaterStateError(text("input.state-of-later", path=file.parent.as_posix()))


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


class UnwritableError(RefusedError):
    """A YAML file is written in a way that a program cannot change in place; nothing was written."""


def rewritten(name: str, document: YamlDocument | None, data: Any) -> str:
    """The text of a YAML file with its data changed to `data` by span. Raises `UnwritableError`."""
    from readiness.sources.edits import EditError  # who only reads asks here for stopped imports
    from readiness.sources.splice import apply_edits
    from readiness.sources.treediff import edits_between

    try:
        return apply_edits(document.text if document else "", edits_between(document.data if document else None, data))
    except EditError as error:
        place = " / ".join(str(step + 1) if isinstance(step, int) else step for step in error.path)
        raise UnwritableError(text("input.unwritable", path=name, place=place or "―")) from error


def write_sections(
    files: Mapping[str, Any], raw: RawSections, path: Path, beside: Mapping[Path, bytes] | None = None
) -> tuple[Path, ...]:
    """Write the files of an inventory, given by name as data: only what changed, by span; together with files `beside`
    them; all files or none.
    """
    texts: dict[str, bytes] = {}
    for name, data in files.items():
        document = raw.documents.get(name)
        texts[name] = encode(rewritten(name, document, data), bom=document.bom if document else False)
    # Only when all of them could be made.
    replace_together({**{Path(name): content for name, content in texts.items()}, **(beside or {})}, journal(path))
    return tuple(Path(name) for name in texts)
