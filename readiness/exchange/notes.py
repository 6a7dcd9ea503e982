"""What an import has to say about single rows and cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from readiness.model.text import Param, Text, quoting, text
from readiness.sources.grid import Workbook

_MANY, _LISTED = 5, 50  # remarks that become one; IDs listed in it


@dataclass(frozen=True, slots=True, kw_only=True)
class RowNote:
    """One remark: `place` is `sheet!cell` as Excel names it, `id` the row's ID as far as known.

    `grave`: the row (or the cell) was not taken over as it stands and somebody has to look. `asks`: the ID of the
    system it asks about. `key` tells it from others where the place, which shifts, should not;
    `file`: the name of the file it stands in, where several were read.
    """

    place: str
    id: str
    message: Text
    grave: bool = True
    asks: str = ""
    key: str = ""
    file: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "message", quoting(self.message))


def note(code: str, place: str, row_id: str = "", *, grave: bool = True, asks: str = "", **params: Param) -> RowNote:
    """A remark with the words `exchange.note.<code>`, in one line whatever the cells it quotes hold."""
    params = {name: " ".join(value.split()) if isinstance(value, str) else value for name, value in params.items()}
    return RowNote(place=place, id=row_id, message=text(f"exchange.note.{code}", **params), grave=grave, asks=asks)


def acting(workbook: Workbook) -> tuple[RowNote, ...]:
    """That a workbook would run something or fetch values, and that nothing was."""
    return tuple(note(f"acting-{what}", workbook.name, grave=False, name=name) for what, name in workbook.acting)


def row_path(place: str) -> tuple[str | int, ...]:
    """The sheet and row of a place `sheet!C12`, as the path of a `Ref`; empty where it names none."""
    sheet, _, cell = place.rpartition("!")
    digits = "".join(char for char in cell if char.isdigit())
    return (sheet, int(digits)) if sheet and digits else ()


def together(notes: Sequence[RowNote]) -> tuple[RowNote, ...]:
    """The remarks in order, those of many rows with the same words as one, at the first of its rows with all IDs."""
    found: dict[Text, list[RowNote]] = {}
    for remark in notes:
        found.setdefault(remark.message, []).append(remark)
    kept: list[RowNote] = []
    for same in found.values():
        ids = tuple(dict.fromkeys(remark.id for remark in same if remark.id))
        if len(ids) < _MANY:
            kept += same
            continue
        listed = "、".join(ids[:_LISTED]) + (" …" if len(ids) > _LISTED else "")
        message = text("exchange.note.many", said=same[0].message, count=len(ids), ids=listed)
        kept.append(replace(same[0], id="", message=message, grave=any(remark.grave for remark in same)))
    return tuple(kept)
