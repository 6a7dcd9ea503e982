"""What the ministries publish about every body: progress, designations, codes (公表資料)."""

from __future__ import annotations

from dataclasses import dataclass, field

from readiness.model.body import BodyClass
from readiness.model.progress import StepStatus
from readiness.model.record import Maybe
from readiness.model.standard.confidence import Confidence
from readiness.model.unknown import UNKNOWN

Steps = tuple[tuple[int, StepStatus], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedProgress:
    """One body of the monthly progress workbook. `rates` are (area key, 0..1); `steps` (area key, the 40 steps).

    `municipality` is None for a prefecture. A rate counts 対象外 as done; only the steps tell the two apart. `place` is
    where the row stands (`sheet!B12`).
    """

    prefecture: str
    municipality: str | None = None
    rates: tuple[tuple[str, float], ...] = ()
    steps: tuple[tuple[str, Steps], ...] = ()
    place: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressTable:
    """The workbook. `month` is YYYY-MM where a sheet's name says so."""

    file: str
    month: str | None = None
    bodies: tuple[PublishedProgress, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Designation:
    """One body of the list of systems under a separate date (特定移行支援システムの該当見込み).

    `name` has the prefecture in front. `place` is where the row stands.
    """

    code: str
    name: str
    body_class: Maybe[BodyClass] = UNKNOWN
    areas: tuple[str, ...] = ()
    place: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class DesignationTable:
    """The list. `month` is YYYY-MM of its title; a body not on it has no designated system (at that time)."""

    file: str
    month: str | None = None
    bodies: tuple[Designation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyCode:
    """One row of the table of 全国地方公共団体コード; a prefecture's `name` is the prefecture itself.

    `body_class` with `class_source` and `class_confidence`, where known. `also` is another spelling of the name that
    published tables use. A ward of a designated city (行政区) is listed, but is no body: `ward_of` names its city.
    """

    code: str
    prefecture: str
    name: str
    kana: str = ""
    body_class: Maybe[BodyClass] = UNKNOWN
    class_source: str = ""
    class_confidence: Confidence | None = None
    also: str = ""

    @property
    def ward_of(self) -> str | None:
        """`札幌市 中央区` → 札幌市; None for a body of its own."""
        city, _, ward = self.name.partition("市")
        return f"{city}市" if ward.strip().endswith("区") else None


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyPopulation:
    """One row of a table of populations by 団体コード."""

    code: str
    population: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedTables:
    """The newest published tables a user has imported; None or empty without any."""

    progress: ProgressTable | None = None
    designated: DesignationTable | None = None
    population: tuple[BodyPopulation, ...] = ()
