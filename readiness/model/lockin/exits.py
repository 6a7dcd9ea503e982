"""事業継続の想定: what happens if a party is gone. It does not predict that anyone leaves."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from readiness.model.graphview import Step
from readiness.model.lockin.shares import Layer
from readiness.model.measure import Measure
from readiness.model.record import ContractId, Maybe, SystemId, Word
from readiness.model.ref import Ref
from readiness.model.text import Text


class ExitKind(Word):
    """What is imagined to be gone (想定の対象)."""

    VENDOR = "vendor", "事業者"
    GROUP = "group", "企業グループ"
    LINEAGE = "lineage", "パッケージ系列"
    CSP = "csp", "CSP"
    PLATFORM = "platform", "稼働基盤"
    DATA_CENTRE = "data_centre", "データセンター"
    OPERATING_BODY = "operating_body", "実施主体"
    EXTERNAL = "external", "外部システム"
    SYSTEM = "system", "システム"
    HUB = "hub", "連携基盤"
    PACKAGE = "package", "パッケージ"
    METHOD = "method", "連携方式"
    FORMAT = "format", "連携形式"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoppedSystem:
    """A system that loses something with the party. `outright` = it cannot run; else it loses a role."""

    system: SystemId
    label: str
    areas: tuple[str, ...]
    layers: tuple[Layer, ...]
    outright: bool
    ref: Ref = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class AffectedSystem:
    """A system that loses input over `path` (from a stopped system). `other_party` = another party runs it."""

    system: SystemId
    label: str
    areas: tuple[str, ...]
    party: Maybe[str]
    party_label: str
    other_party: bool
    path: tuple[Step, ...]
    labels: tuple[str, ...]
    ref: Ref = field(compare=False)

    @property
    def distance(self) -> int:
        """Number of links from what stopped; 1 = gets data from it directly."""
        return len(self.path)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImpactDate:
    """A date that matters for the exit: withdrawal, contract end, notice deadline, due date, cut-over."""

    kind: str
    subject: str
    date: date
    message: Text
    ref: Ref = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """A day by which a substitute has to run, why that day, and for which of the systems that stop."""

    date: date
    why: Text
    systems: tuple[SystemId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StartBy:
    """Work that has to begin by `start` so that the substitute runs on time; `late` against `as_of`.

    `assumption` is the key of the assumption its `weeks` come from (仮置き).
    """

    step: Text
    start: date
    finish: date
    weeks: int
    late: bool
    assumption: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Substitute:
    """A package of another vendor on the imported package list for a unit (業務ID) that stops."""

    unit: str
    vendor: str
    package: str
    number: str
    systems: tuple[SystemId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitImpact:
    """事業継続の想定: what happens if the party is gone. It does not predict that anyone leaves.

    `uncertain` are systems that may belong here too, because the deciding field is 未確認. `areas` stop themselves.
    `other_areas` are areas of other parties that lose input directly, `reached_areas` those over any number of links:
    where most systems feed each other that is nearly all of them, so the path tells more than the count. `needed_by`
    is the first day a substitute has to run, `needed_by_reason` why, `needs` every such day with its systems;
    `lead_weeks` before any such day work has to begin (an assumption). `substitutes` is None where no package list was
    imported.
    """

    kind: ExitKind
    id: str
    label: str
    stopped: tuple[StoppedSystem, ...]
    uncertain: tuple[SystemId, ...]
    affected: tuple[AffectedSystem, ...]
    areas: Measure
    other_areas: Measure
    reached_areas: Measure
    links: tuple[str, ...]
    contracts: tuple[ContractId, ...]
    forms: tuple[str, ...]
    moves: tuple[str, ...]
    temporary_links: tuple[str, ...]
    dates: tuple[ImpactDate, ...]
    needed_by: Maybe[date]
    needed_by_reason: Text | None
    needs: tuple[Need, ...]
    starts: tuple[StartBy, ...]
    lead_weeks: Maybe[int]
    substitutes: tuple[Substitute, ...] | None
