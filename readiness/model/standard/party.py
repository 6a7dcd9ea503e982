"""Parties outside that a body exchanges data with by law (法令・制度の上の相手)."""

from __future__ import annotations

from dataclasses import dataclass

from readiness.model.standard.confidence import Confidence, stated
from readiness.model.text import Text, named


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideParty:
    """A party of some areas. `words` are how inventories write it, without spaces and case; `not_words` are others."""

    key: str
    name: str
    name_en: str
    areas: tuple[str, ...]
    words: tuple[str, ...]
    not_words: tuple[str, ...]
    confidence: Confidence
    source: tuple[str, ...]

    @property
    def title(self) -> Text:
        """Its name in the reader's language, with how sure it is where less than confirmed."""
        return stated(named(self.name, self.name_en), self.confidence)

    def is_named_in(self, folded: str) -> bool:
        """Whether a name as `spelling` folds it means this party."""
        text = folded.casefold()
        return any(word in text for word in self.words) and not any(word in text for word in self.not_words)
