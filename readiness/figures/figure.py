"""`Figure`: a number that is printed, by its key, for one reader. The same key is the same number on every paper."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from readiness.model.audience import Audience
from readiness.model.record import Maybe
from readiness.model.unknown import Unknown

Unit = Literal["yen", "thousand", "percent", "count", "measure"]
_SIGN = re.compile(r"[^\w:-]")  # what parts a key, or the keys of one cell, is no sign of a name


def key_of(first: str, *names: Maybe[str] | None) -> str:
    """A key, or the first part of some, of a word of ours and what people have named.

    Whatever the names, no two lists of them make one key, alone or with words of ours behind; what nobody has named is
    `?`. A name of letters, digits, `_`, `-` and `:` stands as it is.
    """
    return ".".join((first, *(_named(name) for name in names)))


def _named(name: Maybe[str] | None) -> str:
    if name is None or isinstance(name, Unknown):
        return "?"
    return _SIGN.sub(lambda sign: f"%{ord(sign[0]):x};", name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One number. `value` is None where nothing falls due or applies, UNKNOWN where nobody can tell it.

    `unit`: whole yen, thousands of yen (each line rounded before it was added), per cent, a count, a `Measure`'s own.
    `missing` amounts are in no sum, `rough` is the part of it that is only an estimate.
    """

    key: str
    value: Maybe[int | float] | None
    reader: Audience
    unit: Unit = "count"
    missing: int = 0
    rough: int = 0

    def same(self, other: Figure) -> bool:
        """Whether two figures of one key say the same (a float is compared as it is printed)."""
        return self.reader is other.reader and self.unit == other.unit and _stated(self.value) == _stated(other.value)


def _stated(value: Maybe[int | float] | None) -> str:
    return value.value if isinstance(value, Unknown) else f"{value:.6g}" if isinstance(value, float) else str(value)


def by_key(figures: Iterable[Figure], found: dict[str, Figure] | None = None) -> dict[str, Figure]:
    """Figures by their keys, added to those found before. Raises `ValueError` where one key would be two numbers."""
    found = {} if found is None else found
    for figure in figures:
        first = found.setdefault(figure.key, figure)
        if first is not figure and not first.same(figure):
            raise ValueError(f"{figure.key} is {first.value} and {figure.value}")
    return found
