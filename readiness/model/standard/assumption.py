"""Defaults that nobody published: each a value with unit, bounds and reason, editable and always shown (仮置き)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeAlias

from readiness.model.record import Maybe
from readiness.model.standard.confidence import Confidence
from readiness.model.unknown import Unknown

AssumedValue: TypeAlias = int | float | date | str


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumption:
    """A default. `unit` is a word such as weeks, months, days, count, person_weeks, yen, date, choice.

    A value that is text is one of `choices`. `reason_en` may be empty in a pack of the user. `areas` restricts it to
    areas; without, it is the default for all others. `pack` names where it came from (`built-in` or the folder of the
    user's pack).
    """

    key: str
    value: Maybe[AssumedValue]
    unit: str
    low: int | float | None = None
    high: int | float | None = None
    reason: str
    reason_en: str = ""
    confidence: Confidence
    source: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    pack: str = "built-in"


@dataclass(frozen=True, kw_only=True)
class Assumptions:
    """All assumptions, with the narrower one winning."""

    rows: tuple[Assumption, ...] = ()

    def __iter__(self) -> Iterator[Assumption]:
        return iter(self.rows)

    @cached_property
    def _index(self) -> Mapping[tuple[str, str], Assumption]:
        index: dict[tuple[str, str], Assumption] = {}
        for row in self.rows:
            for area in row.areas or ("",):
                index[row.key, area] = row
        return index

    def get(self, key: str, area: str = "") -> Assumption:
        """The assumption for an area, else the general one. Raises `KeyError` for a key that does not exist."""
        found = self._index.get((key, area)) or self._index.get((key, ""))
        if found is None:
            raise KeyError(key)
        return found

    def number(self, key: str, area: str = "") -> int | float:
        """The value of a numeric assumption. Raises `TypeError` where it is unknown or a date."""
        value = self.get(key, area).value
        if isinstance(value, Unknown | date | str):
            raise TypeError(f"{key} is not a number: {value!r}")
        return value

    def whole(self, key: str, area: str = "") -> int:
        """The value of a whole-number assumption."""
        return round(self.number(key, area))

    def choice(self, key: str) -> str:
        """The value of an assumption that is one of several words. Raises `TypeError` where it is none."""
        value = self.get(key).value
        if not isinstance(value, str):
            raise TypeError(f"{key} is not a choice: {value!r}")
        return value

    def day(self, key: str) -> date:
        """The value of an assumption that is a date."""
        value = self.get(key).value
        if not isinstance(value, date):
            raise TypeError(f"{key} is not a date: {value!r}")
        return value
