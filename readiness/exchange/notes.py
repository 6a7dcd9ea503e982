"""What an import has to say about single rows and cells."""

from __future__ import annotations

from dataclasses import dataclass

from readiness.model.text import Param, Text, text


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


def note(code: str, place: str, row_id: str = "", *, grave: bool = True, asks: str = "", **params: Param) -> RowNote:
    """A remark with the words `exchange.note.<code>`, in one line whatever the cells it quotes hold."""
    params = {name: " ".join(value.split()) if isinstance(value, str) else value for name, value in params.items()}
    return RowNote(place=place, id=row_id, message=text(f"exchange.note.{code}", **params), grave=grave, asks=asks)
