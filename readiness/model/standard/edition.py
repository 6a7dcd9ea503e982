"""A dated edition of one workbook of the standard, as imported from the user's own copy (版)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from readiness.model.record import Word
from readiness.model.standard.confidence import Confidence
from readiness.model.standard.requirement import Requirement


class EditionKind(Word):
    """Which workbook an edition came from."""

    FUNCTIONS = "functions", "機能・帳票要件"
    DATA_ITEMS = "data_items", "基本データリスト・項目定義書"
    LINKS = "links", "機能別連携仕様"


class Authority(Word):
    """What a document is: a ministry's specification, or an ordinance or notice, on which the duty to conform rests."""

    SPECIFICATION = "specification", "標準仕様書"
    ORDINANCE = "ordinance", "省令等"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """The file an edition was read from: its name (no folder), SHA-256 and the sheet."""

    name: str
    sha256: str
    sheets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeEntry:
    """One row of a code list (コード一覧). `detail` holds the remaining columns as (header, text)."""

    code_id: str
    name: str
    value: str
    label: str
    detail: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LegendEntry:
    """One row of a 凡例 sheet: what a column or data type means."""

    sheet: str
    name: str
    text: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionHead:
    """What identifies an edition without reading its rows.

    `id` is units/kind/version, also its place in a pack; `published` the date on the file, where it has one; `applies`
    the day from which it has to be conformed to (適合基準日), where the document has one for all of it.
    """

    id: str
    kind: EditionKind
    units: tuple[str, ...]
    title: str
    version: str
    published: date | None = None
    source: SourceFile
    count: int = 0
    authority: Authority = Authority.SPECIFICATION
    applies: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionFact:
    """Something known about editions without having one: ordinances, when revisions come, ends of transitions.

    `date` is a day it is about, `months` a number of months before a 適合基準日; without `areas` it is for all.
    """

    key: str
    areas: tuple[str, ...]
    date: date | None
    months: int | None
    statement: str
    statement_en: str
    confidence: Confidence
    source: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Edition:
    """An edition with its requirements, in the order of the workbook."""

    head: EditionHead
    requirements: tuple[Requirement, ...] = ()
    codes: tuple[CodeEntry, ...] = ()
    legends: tuple[LegendEntry, ...] = ()

    @cached_property
    def by_id(self) -> Mapping[str, Requirement]:
        """Requirements by official ID; on a duplicate the first stays."""
        found: dict[str, Requirement] = {}
        for requirement in self.requirements:
            found.setdefault(requirement.id, requirement)
        return found
