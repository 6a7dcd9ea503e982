"""Dependence on particular vendors as result values: what to confirm before a switch, what stops, who holds how much.

Indicators with evidence and a path; nothing here is a score or an accusation.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from readiness.model.graphview import Step
from readiness.model.measure import Measure
from readiness.model.money import CostItem
from readiness.model.record import Maybe, Word
from readiness.model.ref import Ref
from readiness.model.text import Text
from readiness.model.unknown import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Mapping


class MatterStatus(Word):
    """Outcome of one evidence rule (判定)."""

    APPLIES = "applies", "該当"
    CLEAR = "clear", "該当なし"
    UNKNOWN = "unknown", "未確認"


class Layer(Word):
    """Roles around one area that one party may hold together (役割の層)."""

    APPLICATION = "application", "業務アプリケーション"
    OPERATOR = "operator", "運用管理補助者"
    NETWORK = "network", "回線"
    LINKAGE = "linkage", "連携基盤"
    MIDDLEWARE = "middleware", "ミドルウェア・DB"
    CSP = "csp", "CSP"
    PRINTING = "printing", "印刷"


class Stage(Word):
    """Which point in time a concentration figure is for (時点)."""

    BEFORE = "before", "移行前"
    NOW = "now", "現在"
    AFTER = "after", "計画後"


class Weight(Word):
    """What a vendor's share is counted by (重み)."""

    SYSTEMS = "systems", "システム数"
    YEN = "yen", "年額"
    DEPENDENTS = "dependents", "影響を受けるシステム数"


class Holder(Word):
    """In whose hands: shares are counted by party, package lineage or cloud provider (集中の区分)."""

    PARTY = "party", "事業者(企業グループ)"
    LINEAGE = "lineage", "パッケージ系列"
    CSP = "csp", "CSP"


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


class LeadKind(Word):
    """Kinds of structural leads (参考の種類)."""

    ARTICULATION = "articulation", "単一経路のシステム"
    CUT_EDGE = "cut_edge", "単一経路の連携"
    DOMINATOR = "dominator", "必ず経由するシステム"
    STRONG_GROUP = "strong_group", "相互に依存する群"
    CYCLE_CUT = "cycle_cut", "循環を解く連携"
    DEPENDENTS = "dependents", "間接に依存するシステム"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was read and where."""

    text: Text
    ref: Ref = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """One 切替え時に確認を要する事項 of one system. `code` names the rule; its name is `lockin.matter.<code>.name`.

    `remedy` says what to do, `clause` is a sentence for the next contract or request. `deadline`: the day that makes
    it urgent, where there is one.
    """

    code: str
    system: str
    status: MatterStatus
    message: Text
    evidence: tuple[Evidence, ...] = ()
    remedy: Text | None = None
    clause: Text | None = None
    vendor: Maybe[str] = UNKNOWN
    division: Maybe[str] = UNKNOWN
    deadline: date | None = None
    ref: Ref = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SlackPart:
    """One date that ends something, against the cut-over: `days` < 0 = it ends before the cut-over."""

    kind: str
    subject: str
    date: Maybe[date]
    days: Maybe[int]
    ref: Ref = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Slack:
    """Slack days of one system: the least of its parts. `assumed` = the cut-over date is 仮置き."""

    system: str
    cutover: Maybe[date]
    assumed: bool
    parts: tuple[SlackPart, ...]
    days: Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class CostPart:
    """One item of an exit cost in whole yen. `source` is the quote or contract; UNKNOWN amounts = no quote received."""

    item: CostItem
    low: Maybe[int]
    likely: Maybe[int]
    high: Maybe[int]
    source: str | None
    ref: Ref = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitCost:
    """Cost of leaving for one system: only what is quoted or in a contract; `missing` items make the total a floor."""

    system: str
    parts: tuple[CostPart, ...]
    missing: tuple[CostItem, ...]
    likely: Measure
    years_of_running_cost: Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemLockIn:
    """Everything about one system. `applies` and `unknown` count its matters."""

    system: str
    label: str
    vendor: Maybe[str]
    vendor_label: str
    areas: tuple[str, ...]
    matters: tuple[Matter, ...]
    applies: Measure
    unknown: Measure
    slack: Slack
    exit_cost: ExitCost


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What one holder (party, lineage, CSP) has; `party` UNKNOWN collects what nobody has told.

    `weight` in the unit of the weighting.
    """

    party: Maybe[str]
    label: str
    weight: int
    share: float
    systems: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Concentration:
    """How much is in one hand at one stage by one weight: shares, largest share (%), effective number of holders.

    By CSP only systems in a cloud count, and those of which the hosting is not known.
    """

    stage: Stage
    weight: Weight
    by: Holder = Holder.PARTY
    shares: tuple[Share, ...]
    largest: Measure
    effective: Measure

    @property
    def address(self) -> str:
        """`stage.weight` for parties, `stage.weight.by` for the other holders."""
        own = () if self.by is Holder.PARTY else (self.by.value,)
        return ".".join((self.stage.value, self.weight.value, *own))


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerHold:
    """Who holds one layer of one area; several parties where its systems differ, none where unknown."""

    layer: Layer
    parties: tuple[str, ...]
    unknown: bool
    refs: tuple[Ref, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """同一事業者の重なり of one area: `held` of 7 layers are with `party`, which holds the most."""

    area: str
    party: Maybe[str]
    label: str
    layers: tuple[LayerHold, ...]
    held: Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class Openness:
    """Links by what is known of their layout: `ratio` = open / (open + closed) in percent, unknown apart."""

    open: tuple[str, ...]
    closed: tuple[str, ...]
    unknown: tuple[str, ...]
    ratio: Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """A structural lead (参考): to be looked at, not a fact, because the list of links is never complete.

    `path` are node or edge ids in order. `removal`/`addition`: how often (0..1, of `runs` each) it was found again when
    a fifth of the links was removed or added at random. `proven` is about cycle cuts: no cheaper set exists.
    """

    kind: LeadKind
    subjects: tuple[str, ...]
    message: Text
    path: tuple[str, ...]
    documented: Measure
    removal: float
    addition: float
    runs: int
    proven: bool | None = None
    refs: tuple[Ref, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoppedSystem:
    """A system that loses something with the party. `outright` = it cannot run; else it loses a role."""

    system: str
    label: str
    areas: tuple[str, ...]
    layers: tuple[Layer, ...]
    outright: bool
    ref: Ref = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class AffectedSystem:
    """A system that loses input over `path` (from a stopped system). `other_party` = another party runs it."""

    system: str
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
    systems: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitImpact:
    """事業継続の想定: what happens if the party is gone. It does not predict that anyone leaves.

    `uncertain` are systems that may belong here too, because the deciding field is 未確認. `areas` stop themselves.
    `other_areas` are areas of other parties that lose input directly, `reached_areas` those over any number of links:
    where most systems feed each other that is nearly all of them, so the path tells more than the count. `needed_by`
    is the day the substitute has to run, `needed_by_reason` why that day; `lead_weeks`
    before any such day work has to begin (an assumption). `substitutes` is None where no package list
    was imported.
    """

    kind: ExitKind
    id: str
    label: str
    stopped: tuple[StoppedSystem, ...]
    uncertain: tuple[str, ...]
    affected: tuple[AffectedSystem, ...]
    areas: Measure
    other_areas: Measure
    reached_areas: Measure
    links: tuple[str, ...]
    contracts: tuple[str, ...]
    forms: tuple[str, ...]
    moves: tuple[str, ...]
    temporary_links: tuple[str, ...]
    dates: tuple[ImpactDate, ...]
    needed_by: Maybe[date]
    needed_by_reason: Text | None
    starts: tuple[StartBy, ...]
    lead_weeks: Maybe[int]
    substitutes: tuple[Substitute, ...] | None


@dataclass(frozen=True, kw_only=True)
class LockIn:
    """特定事業者への依存・事業者切替え時の制約 of one body."""

    as_of: date
    systems: tuple[SystemLockIn, ...] = ()
    concentrations: tuple[Concentration, ...] = ()
    overlaps: tuple[Overlap, ...] = ()
    openness: Openness | None = None
    exits: tuple[ExitImpact, ...] = ()
    leads: tuple[Lead, ...] = ()
    totals: tuple[Measure, ...] = ()

    @cached_property
    def by_system(self) -> Mapping[str, SystemLockIn]:
        """Results by system id."""
        return {item.system: item for item in self.systems}

    def measures(self) -> Iterator[tuple[str, Measure]]:
        """Every figure with its address for `explain --number`: `name`, or `name@subject` where there are several."""
        for total in self.totals:
            yield total.name, total
        if self.openness:
            yield self.openness.ratio.name, self.openness.ratio
        for item in self.systems:
            for measure in (
                item.applies,
                item.unknown,
                item.slack.days,
                item.exit_cost.likely,
                item.exit_cost.years_of_running_cost,
            ):
                yield f"{measure.name}@{item.system}", measure
        for overlap in self.overlaps:
            yield f"{overlap.held.name}@{overlap.area}", overlap.held
        for found in self.concentrations:
            for measure in (found.largest, found.effective):
                yield f"{measure.name}@{found.address}", measure
        for impact in self.exits:
            for measure in (impact.areas, impact.other_areas, impact.reached_areas):
                yield f"{measure.name}@{impact.kind.value}:{impact.id}", measure
