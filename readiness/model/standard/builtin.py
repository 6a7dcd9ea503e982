"""What can be checked without any workbook: common functions, IDs, non-functional metrics, characters."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from enum import Enum

from readiness.model.body import BodyClass
from readiness.model.standard.confidence import Confidence
from readiness.model.system import System, TransitionalMeasure


class CommonCheck(Enum):
    """Which part of an inventory shows whether a rule of the common functions holds."""

    NONE = "none"
    UNIT_PRESENT = "unit_present"
    UNIT_ABSENT = "unit_absent"
    INTERFACE_METHOD = "interface_method"
    NONRESIDENT_DUPLICATES = "nonresident_duplicates"
    NONRESIDENT_COLLISIONS = "nonresident_collisions"
    INTERMEDIARY = "intermediary_only_via_integrated_address"
    EUC = "euc_on_data_list"
    COLLECTION = "collection"
    COLLECTION_AREAS = "collection_areas"


@dataclass(frozen=True, slots=True, kw_only=True)
class CommonRule:
    """A confirmed statement about common functions (共通機能).

    `units` are the 業務ID it is about, `classes` the bodies (none: all). `areas` with `minimum` count levies;
    `one_levy` are areas that count as one levy together (税務). `partner` are words in the name of the external system
    it is about, `not_partner` words of others with a like name.
    """

    key: str
    units: tuple[str, ...]
    statement: str
    statement_en: str
    check: CommonCheck
    confidence: Confidence
    source: tuple[str, ...] = ()
    classes: tuple[BodyClass, ...] = ()
    areas: tuple[str, ...] = ()
    one_levy: tuple[str, ...] = ()
    minimum: int = 0
    partner: tuple[str, ...] = ()
    not_partner: tuple[str, ...] = ()

    def is_partner(self, name: str) -> bool:
        """Whether an external system, by its name, is the one the rule is about."""
        return any(word in name for word in self.partner) and not any(word in name for word in self.not_partner)


@dataclass(frozen=True, slots=True, kw_only=True)
class IdShape:
    """The shape of an official ID. `unit_digits` leading digits are a 業務ID."""

    key: str
    name: str
    pattern: re.Pattern[str]
    unit_digits: int
    confidence: Confidence
    source: tuple[str, ...] = ()

    def fits(self, identifier: str) -> bool:
        """Whether a text has the shape; says nothing about existence."""
        return self.pattern.fullmatch(identifier) is not None


@dataclass(frozen=True, kw_only=True)
class CommonFunctionFacts:
    """Rules and ID shapes."""

    rules: tuple[CommonRule, ...] = ()
    id_shapes: tuple[IdShape, ...] = ()

    def rule(self, check: CommonCheck) -> CommonRule | None:
        """The first rule that looks at this part of an inventory; None where the facts say nothing about it."""
        return next((rule for rule in self.rules if rule.check is check), None)

    def units(self, check: CommonCheck) -> frozenset[str]:
        """The 業務ID that rule is about; empty where there is none."""
        rule = self.rule(check)
        return frozenset(rule.units if rule else ())

    def shape(self, key: str) -> IdShape:
        """The shape of a kind of ID (`function`, `form`, `data_item`, `link`, …). Raises `KeyError`."""
        found = next((shape for shape in self.id_shapes if shape.key == key), None)
        if found is None:
            raise KeyError(key)
        return found


class May(Enum):
    """How a body may leave the national level of a metric."""

    FIXED = "fixed"
    PLUS = "plus"
    MINUS = "minus"
    BOTH = "both"
    FREE = "free"


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """One metric of 非機能要件の標準. `options` from the lowest level up, where known; `level` the national choice."""

    id: str
    name: str
    name_en: str
    category: str
    options: tuple[str, ...] = ()
    level: str | None = None
    may: May
    note: str | None = None
    confidence: Confidence


@dataclass(frozen=True, kw_only=True)
class NonFunctionalStandard:
    """The metrics known so far and the shape of their IDs."""

    edition: str
    date: str
    metric_id: re.Pattern[str]
    metrics: tuple[Metric, ...] = ()
    source: tuple[str, ...] = ()

    def metric(self, identifier: str) -> Metric | None:
        """A metric by id such as A.1.3.1; None where it is not among those known."""
        return next((metric for metric in self.metrics if metric.id == identifier), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class CharacterSet:
    """An edition of a character set with its number of characters."""

    key: str
    name: str
    count: int
    date: str | None
    confidence: Confidence
    source: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CharacterTransition:
    """Until when areas may keep other characters: `until` is `open` (no end) or `by_area` (a date per area).

    Without `areas` it is for all areas no other transition names.
    """

    areas: tuple[str, ...]
    until: str
    statement: str
    confidence: Confidence
    source: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class CharacterStandard:
    """What is known of 行政事務標準文字; `spellings` are the ways ledgers write it."""

    editions: tuple[CharacterSet, ...] = ()
    transitions: tuple[CharacterTransition, ...] = ()
    scope: str = ""
    metrics: tuple[str, ...] = field(default=())
    spellings: tuple[str, ...] = ()

    def is_standard(self, code: str) -> bool:
        """Whether a character set, as a ledger tells it, is 行政事務標準文字."""
        folded = _folded(code)
        return any(_folded(word) in folded for word in self.spellings)

    def open_ended(self, area: str) -> bool:
        """Whether the transition of an area has no end."""
        found = self.transition(area)
        return found is not None and found.until == "open"

    def endless(self, system: System, measure: TransitionalMeasure) -> bool:
        """Whether a measure has no end by law (終期の定めなし): about characters, of areas whose transition is open."""
        return measure.about_characters and bool(system.areas) and all(map(self.open_ended, system.areas))

    def transition(self, area: str) -> CharacterTransition | None:
        """The transition that holds for an area."""
        own = next((rule for rule in self.transitions if area in rule.areas), None)
        return own or next((rule for rule in self.transitions if not rule.areas), None)


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).upper().split())
