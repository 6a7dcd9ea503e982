"""Closed-list words and dates in running text, as officials write them."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import Any

from readiness.messages.catalogue import Catalogue
from readiness.messages.dates import long_day
from readiness.model.record import Word
from readiness.model.text import Param


class OfficialWords(Catalogue):
    """The catalogue with dates in running text as officials write them."""

    def _value(self, value: Param) -> Any:
        if isinstance(value, date):
            return long_day(value, self.language)
        if isinstance(value, Enum) and isinstance(value, Word):
            return word(value, self)
        return super()._value(value)


def word(member: Word, words: Catalogue) -> str:
    """A closed-list word: as the inventory writes it in Japanese, from the catalogue in English."""
    return member.ja if words.language == "ja" else words.get(f"word.{type(member).__name__}.{member.value}")
