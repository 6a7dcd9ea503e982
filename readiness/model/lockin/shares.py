"""Who holds how much (集中・重なり): shares by stage and weight, the seven layers of an area, open interfaces."""

from __future__ import annotations

from dataclasses import dataclass, field

from readiness.model.measure import Measure
from readiness.model.record import InterfaceId, Maybe, SystemId, Word
from readiness.model.ref import Ref


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What one holder (party, lineage, CSP) has; `party` UNKNOWN collects what nobody has told.

    `weight` in the unit of the weighting.
    """

    party: Maybe[str]
    label: str
    weight: int
    share: float
    systems: tuple[SystemId, ...]


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

    open: tuple[InterfaceId, ...]
    closed: tuple[InterfaceId, ...]
    unknown: tuple[InterfaceId, ...]
    ratio: Measure
