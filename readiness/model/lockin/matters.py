"""What to confirm before a change of vendor (切替え時に確認を要する事項): matters, slack days, exit cost by system."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from readiness.model.measure import Measure
from readiness.model.money import CostItem
from readiness.model.record import Maybe, SystemId, VendorId, Word
from readiness.model.ref import Ref
from readiness.model.text import Text
from readiness.model.unknown import UNKNOWN


class MatterStatus(Word):
    """Outcome of one evidence rule (判定)."""

    APPLIES = "applies", "該当"
    CLEAR = "clear", "該当なし"
    UNKNOWN = "unknown", "未確認"


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
    system: SystemId
    status: MatterStatus
    message: Text
    evidence: tuple[Evidence, ...] = ()
    remedy: Text | None = None
    clause: Text | None = None
    vendor: Maybe[VendorId] = UNKNOWN
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

    system: SystemId
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

    system: SystemId
    parts: tuple[CostPart, ...]
    missing: tuple[CostItem, ...]
    likely: Measure
    years_of_running_cost: Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemLockIn:
    """Everything about one system. `applies` and `unknown` count its matters."""

    system: SystemId
    label: str
    vendor: Maybe[VendorId]
    vendor_label: str
    areas: tuple[str, ...]
    matters: tuple[Matter, ...]
    applies: Measure
    unknown: Measure
    slack: Slack
    exit_cost: ExitCost
