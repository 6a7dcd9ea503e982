"""What a report says in its language: keys, texts, lists, days."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from readiness.figures.analysed import Analysed
from readiness.messages.catalogue import Catalogue
from readiness.messages.dates import fiscal, long_day, short_day, short_fiscal, short_month
from readiness.model.text import Param, Text
from readiness.report.official import OfficialWords
from readiness.report.options import ReportOptions

N = TypeVar("N")


@dataclass(frozen=True, kw_only=True)
class Worded(Analysed):
    """An analysis in one language."""

    options: ReportOptions

    @cached_property
    def words(self) -> Catalogue:
        """The catalogue of this report's language."""
        return OfficialWords(self.options.words.language)

    def t(self, key: str, /, **params: Param) -> str:
        """The words of a key."""
        return self.words.get(key, **params)

    def render(self, message: Text | None, about: Param = None) -> str:
        """The words of a `Text`; nothing for None. `about`: what it is about where it does not say that itself."""
        return self.of(about, lambda: self.words.render(message)) if message is not None else ""

    def of(self, about: Param, say: Callable[[], N]) -> N:
        """What is said about something, which the key of a number tells."""
        return say()

    def join(self, items: Any) -> str:
        """A list in running text."""
        return self.words.join(tuple(items))

    def day(self, day: date) -> str:
        """Short date, for tables."""
        return short_day(day, self.words.language)

    def long_day(self, day: date) -> str:
        """Long date, for prose."""
        return long_day(day, self.words.language)

    def month(self, day: date) -> str:
        """Year and month, for axes."""
        return short_month(day, self.words.language)

    def fiscal(self, year: int) -> str:
        """A fiscal year."""
        return fiscal(year, self.words.language)

    def short_fiscal(self, year: int) -> str:
        """A fiscal year, for pictures."""
        return short_fiscal(year, self.words.language)

    def some(self, values: Sequence[Param], most: int = 3) -> str:
        """The first values in running text, and how many more there are."""
        said = self.join(values[:most])
        return (
            said
            if len(values) <= most
            else self.t("report.some", said=said, count=len(values) - most, about=tuple(values))
        )
