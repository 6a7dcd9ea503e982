"""The 21 areas, the units they consist of and what is known of them (業務・業務ID)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from readiness.model.record import Word
from readiness.model.standard.confidence import Confidence
from readiness.model.standard.requirement import RequirementType


class AreaKind(Word):
    """Twenty areas are statutory; 共通機能 stands beside them."""

    STATUTORY = "statutory", "法定業務"
    COMMON = "common", "共通機能"


class Placement(Word):
    """How a unit belongs to areas."""

    OWN = "own", "業務に属する"
    SHARED = "shared", "複数業務で共有"
    FREE = "free", "独立"


class FactKind(Word):
    """What a fact about an area names."""

    FUNCTION_GROUP = "function_groups", "機能群"
    FUNCTION = "functions", "機能"
    TOPIC = "topics", "機能の論点"
    FORM = "forms", "帳票"
    DROPPED_FORM = "forms_dropped", "標準にない帳票"
    DATA_GROUP = "data_groups", "データグループ"
    EXTERNAL_SYSTEM = "external_systems", "外部システム"
    TIE = "ties", "切替え時に確認を要する事項"
    RETAINED = "retained", "残る周辺システム"


class EditionOf(Word):
    """What a number of an edition is the edition of: the two run apart."""

    SPECIFICATION = "specification", "標準仕様書"
    DATA_LIST = "data_list", "データ要件・連携要件(基本データリスト)"
    UNCLEAR = "unclear", "どちらの版か未確認"


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecVersion:
    """A version as some source gives it; `version` None = not known. `date` may be YYYY-MM. `of` says of what."""

    title: str = ""
    version: str | None = None
    date: str | None = None
    of: EditionOf = EditionOf.UNCLEAR
    confidence: Confidence
    source: tuple[str, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """The law an area rests on."""

    name: str
    confidence: Confidence
    source: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A unit of conformance (業務ID, three digits). `node`: a node outside the areas."""

    id: str
    name: str
    name_en: str
    area: str | None = None
    placement: Placement
    node: str | None = None
    shared_by: tuple[str, ...] = ()
    confidence: Confidence
    source: tuple[str, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """An area (業務). `aliases` are other names official workbooks use; `units` and `shared_units` are 業務ID."""

    key: str
    number: int
    kind: AreaKind
    name: str
    name_en: str
    aliases: tuple[str, ...] = ()
    ministry: str
    law: Law
    units: tuple[str, ...]
    shared_units: tuple[str, ...] = ()
    spec: SpecVersion
    spec_seen: tuple[SpecVersion, ...] = ()
    note: str | None = None

    def versions(self, of: EditionOf) -> tuple[SpecVersion, ...]:
        """Every version seen of one thing, as the sources give them."""
        return tuple(seen for seen in (self.spec, *self.spec_seen) if seen.version and seen.of is of)


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """Something flows run to that is not an area (e.g. 収納管理・滞納管理)."""

    key: str
    name: str
    name_en: str
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing known of an area, with what stands behind it.

    `id` is an official ID only where one was seen; `section` a chapter number of an edition without IDs. `data` says
    what is handed over (external systems). `types` is the 実装類型 where seen.
    """

    owner: str
    kind: FactKind
    name: str
    confidence: Confidence
    source: tuple[str, ...] = ()
    id: str | None = None
    section: str | None = None
    data: str | None = None
    types: tuple[RequirementType, ...] = ()
    note: str | None = None


Facts = Mapping[str, tuple[Fact, ...]]
"""Facts by the key of the area or node they are about."""
