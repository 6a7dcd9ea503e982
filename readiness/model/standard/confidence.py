"""How sure a fact is, and where it comes from (確度・出典)."""

from __future__ import annotations

from dataclasses import dataclass

from readiness.model.record import Word
from readiness.model.text import Text, text


class Confidence(Word):
    """How sure a fact is; the order of the members is the order of trust."""

    OFFICIAL = "official", "公的資料で確認"
    PARTIAL = "partial", "公的資料の一部で確認"
    THIRD_PARTY = "third_party", "第三者の公開資料"
    SECONDARY = "secondary", "二次資料"
    WEAK = "weak", "信頼性の低い資料"
    MEMORY = "memory", "資料で未確認"
    ASSUMPTION = "assumption", "仮置き"

    @property
    def rank(self) -> int:
        """0 is the surest."""
        return list(Confidence).index(self)

    @property
    def firm(self) -> bool:
        """Whether the fact may be stated to others; below `PARTIAL` it is only good for a question to the body."""
        return self in (Confidence.OFFICIAL, Confidence.PARTIAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where facts come from. `kind` is one of law, ministry, list, municipal, public, third_party, inference.

    `date` is that of the source (YYYY, YYYY-MM or a day); `seen` when it was last looked at (YYYY-MM or a day).
    `replace` is the kind of workbook whose import takes its place, where there is one.
    """

    key: str
    title: str
    kind: str
    date: str | None = None
    seen: str | None = None
    replace: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What stands behind a value: confidence and the keys of its sources (empty where none was seen)."""

    confidence: Confidence
    source: tuple[str, ...] = ()


def stated(what: Text, confidence: Confidence) -> Text:
    """A fact as it may be printed: with how sure it is, where that is less than confirmed."""
    return what if confidence.firm else text("common.stated", what=what, sure=text(f"confidence.{confidence.value}"))
