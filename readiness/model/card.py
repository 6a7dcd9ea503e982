"""What a vendor says of one package and version, once for every body: the product card (製品カード).

It holds no price and no body; what a body runs, when it moves and what it pays stays the body's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from readiness.model.conformance import Answer

SCHEMA = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class CardUnit:
    """One 業務ID the package serves: the edition it is made for, whether it fits, and from when (適合予定)."""

    unit: str
    edition: str
    answer: Answer | None = None
    delivery: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardMeasure:
    """A function under a transitional measure (経過措置): until when, and from when it is supplied."""

    function: str
    until: date | None = None
    delivery: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardAnswer:
    """The answer code to one requirement; None is 未確認."""

    requirement: str
    answer: Answer | None = None
    delivery: date | None = None
    evidence: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardLayout:
    """A document of the data (データ項目定義書, コード表, 文字対応表): whether it is supplied, and from when."""

    document: str
    supplied: bool | None = None
    since: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardLink:
    """The specification of one interface by its 連携ID: whether it is supplied, and the terms it names."""

    link: str
    documented: bool | None = None
    method: str = ""
    format: str = ""
    frequency: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardCapacity:
    """How many cut-overs the vendor can do in a month over all bodies; `month` None: in every month not told."""

    count: int
    month: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One package and version, named and dated by its vendor. `service_end`: 提供終了日; `notice`: when it was told."""

    vendor: str
    corporate_number: str
    package: str
    version: str
    dated: date
    answered_by: str
    service_end: date | None = None
    notice: date | None = None
    note: str = ""
    fictional: bool = False
    units: tuple[CardUnit, ...] = ()
    measures: tuple[CardMeasure, ...] = ()
    answers: tuple[CardAnswer, ...] = ()
    layouts: tuple[CardLayout, ...] = ()
    links: tuple[CardLink, ...] = ()
    capacity: tuple[CardCapacity, ...] = ()

    @property
    def name(self) -> str:
        """What it is cited as: vendor, package, version and day."""
        return f"製品カード {self.vendor} {self.package} {self.version}({self.dated.isoformat()})"

    def edition_of(self, requirement: str) -> str:
        """The edition that the answer to a requirement speaks of: that of its 業務ID (the first three digits)."""
        return next((unit.edition for unit in self.units if unit.unit[:3] == requirement[:3]), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A value that is another than before: `part` names the list or field, `key` the row; None is «was not there»."""

    part: str
    key: str
    old: str | None
    new: str | None


def difference(old: Card, new: Card) -> tuple[Changed, ...]:
    """What an answer, a date, an edition or a capacity changed to, in the newer card's order; then what is gone."""
    before, after = _rows(old), _rows(new)
    found = [Changed(part=key[0], key=key[1], old=before.get(key), new=said) for key, said in after.items()]
    found += [Changed(part=key[0], key=key[1], old=said, new=None) for key, said in before.items() if key not in after]
    return tuple(change for change in found if change.old != change.new)


def _rows(card: Card) -> Mapping[tuple[str, str], str]:
    """(part, key) → everything said there, as one text that can be compared and printed."""
    found: dict[tuple[str, str], str] = {}
    for name in ("version", "service_end", "notice"):
        value = getattr(card, name)
        found["product", name] = _said(value)
    for part, key in PARTS.items():
        for row in getattr(card, part):
            rest = [name for name in type(row).__slots__ if name != key]
            said = " / ".join(text for name in rest if (text := _said(getattr(row, name))))
            found[part, _said(getattr(row, key)) or "*"] = said
    return found


# The lists of a card and the field that tells their rows apart.
PARTS: Mapping[str, str] = {
    "units": "unit",
    "measures": "function",
    "answers": "requirement",
    "layouts": "document",
    "links": "link",
    "capacity": "month",
}


def _said(value: object) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, Answer):
        return value.ja
    if isinstance(value, bool):
        return "はい" if value else "いいえ"
    return value.isoformat() if isinstance(value, date) else str(value)
