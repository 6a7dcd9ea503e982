"""Names that stand in books: areas by key, from the standard; words from the catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from readiness.messages.catalogue import Catalogue
from readiness.messages.dates import long_day
from readiness.model.text import Param


@dataclass(frozen=True, slots=True)
class Labels:
    """`areas`: area key → name in the catalogue's language."""

    words: Catalogue
    areas: Mapping[str, str] = field(default_factory=dict)

    def area(self, key: str) -> str:
        """The name of an area, its key where it is not known."""
        return self.areas.get(key, key)

    def area_list(self, keys: Iterable[str]) -> str:
        """Names of several areas."""
        return self.words.join(self.area(key) for key in keys)

    def day(self, day: date) -> str:
        """A date as letters write it (令和8年11月2日). Cells that people sort by stay dates."""
        return long_day(day, self.words.language)

    def __call__(self, key: str, **params: Param) -> str:
        """A word of the `exchange` catalogue."""
        return self.words.get(f"exchange.{key}", **params)


def reading_labels() -> Labels:
    """Labels for reading a workbook; headers of the other language are recognised too."""
    return Labels(Catalogue("ja"))
