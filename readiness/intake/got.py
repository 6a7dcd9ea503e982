"""What one cell gave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from readiness.model.text import Param


@dataclass(frozen=True, slots=True, kw_only=True)
class Got:
    """The value of a cell, None where it has none.

    `doubt` is the kind of doubt that holds the value back, `read_as` what it would be; `notes` kinds of things a person
    should know of a value that was read; `extra`: what the cell says of other fields; `word`: it is one nobody knows.
    """

    value: Any = None
    doubt: str = ""
    read_as: Any = None
    notes: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    extra: tuple[tuple[str, Got], ...] = ()
    word: str = ""
    params: Mapping[str, Param] = field(default_factory=dict)


NOTHING = Got()


def held(doubt: str, read_as: Any = None, **params: Param) -> Got:
    """A value held back until somebody confirms the reading."""
    return Got(doubt=doubt, read_as=read_as, params=params)
