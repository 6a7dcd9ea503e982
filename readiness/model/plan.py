"""The plan as result values: what moves when, what it costs, which rules it breaks and why (移行計画).

Everything here is made by `readiness.planning`; nothing here computes. Amounts are whole yen, tax included where the
quote's tax is known; dates are cut-over dates (the first working day on the new system).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from readiness.model.measure import Measure
from readiness.model.money import Account, Tax
from readiness.model.record import Maybe, Word
from readiness.model.text import Text
from readiness.model.unknown import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Mapping


class PlanMode(Word):
    """How the dates were found (算出方法)."""

    HOLD = "hold", "採用計画の評価"
    REPAIR = "repair", "変更を最小にした再計画"
    OPTIMISE = "optimise", "最適化"


class PlanState(Word):
    """What is known about the quality of the order (計算の確からしさ)."""

    OPTIMAL = "optimal", "最小を計算で確認"
    BOUNDED = "bounded", "最小との差の上限を確認"
    EVALUATED = "evaluated", "評価のみ"
    RELAXED = "relaxed", "満たせない条件あり"
    EMPTY = "empty", "移行対象なし"


class PlanBasis(Word):
    """What the order was compared by (比較の基準)."""

    COUNTED = "counted", "暫定連携の本数"
    MIXED = "mixed", "見積額と暫定連携の本数"
    PRICED = "priced", "見積額"


class DateBasis(Word):
    """Where the date of a placement comes from (日付の根拠)."""

    PINNED = "pinned", "固定"
    ADOPTED = "adopted", "採用計画"
    OWN = "own", "団体の候補日"
    ASSUMED = "assumed", "仮置き"


class CostNature(Word):
    """How the finance division keeps a row (一時・経常・後年度負担)."""

    ONE_OFF = "one_off", "一時"
    RECURRING = "recurring", "経常"
    LATER = "later", "後年度負担"


class RuleKind(Word):
    """What kind of condition a plan can break (条件の種類)."""

    DUE = "due", "期限"
    GATE = "gate", "準備期間"
    WINDOW = "window", "切替不可期間"
    DELIVERY = "delivery", "納品"
    ORDER = "order", "前後関係"
    CAP = "cap", "同日上限"
    PIN = "pin", "固定"
    NOT_A_DATE = "not_a_date", "候補日外"


class GateKind(Word):
    """A gate before a cut-over (関門)."""

    RFI = "rfi", "RFI"
    BUDGET = "budget", "予算要求"
    ASSEMBLY = "assembly", "議会"
    NOTICE = "notice", "公告・見積"
    PROPERTY = "property", "財産の取得の議決"
    CONTRACT = "contract", "契約"
    MULTI_YEAR = "multi_year", "債務負担行為・長期継続契約"
    WORK = "work", "移行作業"
    PRIVACY = "privacy", "特定個人情報保護評価"
    ORDINANCE = "ordinance", "条例・規則"
    EXTERNAL = "external", "対外調整"
    CHARACTERS = "characters", "文字同定"
    PRINT_PROOF = "print_proof", "帳票印刷校正"
    RESIDENTS = "residents", "住民周知"
    TRAINING = "training", "研修"


class StrategyKind(Word):
    """Ways to go that are laid side by side (進め方)."""

    ALL_AT_ONCE = "all_at_once", "一括"
    PHASED = "phased", "段階"
    INCUMBENT = "incumbent", "現行事業者提案"
    REGISTRY_FIRST = "registry_first", "住民記録先行"
    NOTHING = "nothing", "何もしない"


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """Systems that cut over together (移行単位). `because` says why they are one."""

    id: str
    title: Text
    systems: tuple[str, ...]
    areas: tuple[str, ...] = ()
    vendor_groups: tuple[str, ...] = ()
    divisions: tuple[str, ...] = ()
    duration_weeks: int = 0
    duration_assumed: bool = False
    because: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CutoverDate:
    """A candidate cut-over date (候補日) and why it is one."""

    date: date
    assumed: bool
    why: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """One move on one date. `date` None = not moved within the horizon. `was` is the adopted date, where it differs."""

    move: str
    was: date | None = None
    date: date | None
    basis: DateBasis

    @property
    def assumed(self) -> bool:
        """Whether the date must be shown as 仮置き and stay out of 結論."""
        return self.basis is DateBasis.ASSUMED


@dataclass(frozen=True, slots=True, kw_only=True)
class TemporaryLink:
    """An interface whose two ends are on different sides for a time (暫定連携).

    `opened` None = already open at `as_of`; `removed` None = still open at the end of the plan. `consumer_first` = the
    receiving end moves first, so the old providing system must be changed. `amount` is the quoted price of the link.
    """

    id: str
    source: str
    target: str
    data: str
    opened: date | None
    removed: date | None
    months: int
    why: Text
    source_owner: Maybe[str] = UNKNOWN
    target_owner: Maybe[str] = UNKNOWN
    consumer_first: bool = False
    assumed: bool = False
    amount: Maybe[int] = UNKNOWN
    quotes: tuple[str, ...] = ()
    remove_by: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CostRow:
    """One row of the 財政協議表: a fiscal year, an account, an item, a funding.

    `item` is a code of `CostItem`, or `current_contract`. `amount` includes tax where the quote's tax is known.
    """

    fiscal_year: int
    account: Maybe[Account]
    item: str
    subject: str
    funding: Maybe[str]
    nature: CostNature
    amount: Maybe[int]
    move: str | None = None
    quotes: tuple[str, ...] = ()
    vendor: Maybe[str] = UNKNOWN
    number: Maybe[str] = UNKNOWN
    quoted_on: Maybe[date] = UNKNOWN
    valid_until: Maybe[date] = UNKNOWN
    tax: Maybe[Tax] = UNKNOWN
    exchange_rate: str | None = None
    approximate: bool = False
    notes: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenRule:
    """A condition the plan does not meet, by name. `latest_start` = the day by which something had to begin."""

    kind: RuleKind
    subject: str
    message: Text
    move: str | None = None
    latest_start: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowHit:
    """A cut-over inside a period to be agreed (要調整): a named cost, not a broken rule.

    `areas` are the areas (or the system, where it has none) it concerns; `weight` 2 where the body itself or the
    collected sources ask to avoid it.
    """

    move: str
    window: str
    name: Text
    date: date
    areas: tuple[str, ...] = ()
    weight: int = 1
    assumed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """One gate of one move, counted back from the cut-over.

    `start_by` .. `finish_by` is the latest period; `planned` the inventory's own date; `late` = it had to start before
    `as_of` and has not been done; `failed` = the cut-over cannot be kept with it.
    """

    move: str
    kind: GateKind
    start_by: date
    finish_by: date
    done: bool = False
    planned: date | None = None
    procurement: str | None = None
    late: bool = False
    failed: bool = False
    assumed: bool = True
    name: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What one set of dates comes to. `points` is the solver's figure (lower is better), never shown as money."""

    points: int
    links_new: int
    links_open: int
    link_months: int
    most_links: int
    window_hits: int
    broken: int
    gates_failed: int
    yen: Measure
    last_date: date | None
    peak_areas: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Strategy:
    """One way to go, laid beside the others. `placements` empty and `note` set where it does not apply."""

    kind: StrategyKind
    placements: tuple[Placement, ...] = ()
    score: Score | None = None
    broken: tuple[BrokenRule, ...] = ()
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleCut:
    """How moves that feed each other in circles can be parted, and how this plan parts them.

    `part`: the side that comes off with the fewest links, `least_links`, when the group moves in two steps. `taken`:
    ids of the links among them that the plan makes temporary; empty where they move on one date.
    """

    moves: tuple[str, ...]
    part: tuple[str, ...]
    least_links: int
    taken: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CutPoint:
    """The least possible number of temporary links when `moved` of the moves (`areas` areas at most) have moved."""

    moved: int
    least_links: int
    exact: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """What one candidate date earlier or later would mean for one move, the others held."""

    date: date
    points: int
    yen: Maybe[int]
    links: int
    link_months: int
    broken: tuple[BrokenRule, ...] = ()
    windows: tuple[WindowHit, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """Why a move stands where it stands."""

    move: str
    binding: tuple[Text, ...] = ()
    earlier: Neighbour | None = None
    later: Neighbour | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """Conditions that cannot all hold, as few as possible, and ways out, the cheapest first."""

    rules: tuple[Text, ...]
    ways_out: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sensitivity:
    """An assumption or 未確認 item and what changes when it is varied within its range."""

    subject: str
    message: Text
    changes_order: bool
    changes_dates: bool
    moves: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """The move to do first to learn most at least risk (試行)."""

    move: str
    reasons: tuple[Text, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WbsTask:
    """A row of the work breakdown (WBS). `start`..`finish` are the latest dates that keep the cut-over."""

    number: str
    move: str | None
    name: Text
    start: date
    finish: date
    owner: Maybe[str] = UNKNOWN
    done: bool = False
    late: bool = False
    gate: GateKind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """Use of a limited resource at one date: `used` of `capacity` (0 = no limit known)."""

    kind: str
    subject: str
    date: date
    used: int
    capacity: int
    assumed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AssumptionUse:
    """A value the plan rests on that nobody has confirmed (仮置き)."""

    key: str
    value: int | float | str | None
    unit: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarBand:
    """A period to be seen beside the Gantt bars (要調整 / 切替不可)."""

    name: Text
    areas: tuple[str, ...]
    systems: tuple[str, ...]
    start: date
    end: date
    strict: bool
    assumed: bool


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The plan of one body. With no moves, `state` is EMPTY and everything else is empty.

    `gates` are counted back from the planned dates, `due_gates` from the due dates the plan misses.
    """

    body: str
    as_of: date
    mode: PlanMode = PlanMode.OPTIMISE
    state: PlanState = PlanState.EMPTY
    basis: PlanBasis = PlanBasis.COUNTED
    optimality_gap: float | None = None
    value: int | None = None
    bound: int | None = None
    seed: int = 0
    reproducible: bool = True
    horizon: date | None = None
    moves: tuple[Move, ...] = ()
    already_moved: tuple[str, ...] = ()
    staying: tuple[str, ...] = ()
    dates: tuple[CutoverDate, ...] = ()
    placements: tuple[Placement, ...] = ()
    score: Score | None = None
    links: tuple[TemporaryLink, ...] = ()
    cost_rows: tuple[CostRow, ...] = ()
    broken: tuple[BrokenRule, ...] = ()
    windows: tuple[WindowHit, ...] = ()
    gates: tuple[Gate, ...] = ()
    due_gates: tuple[Gate, ...] = ()
    strategies: tuple[Strategy, ...] = ()
    cut_profile: tuple[CutPoint, ...] = ()
    cycles: tuple[tuple[str, ...], ...] = ()
    cycle_cuts: tuple[CycleCut, ...] = ()
    whys: tuple[Why, ...] = ()
    clashes: tuple[Clash, ...] = ()
    sensitivities: tuple[Sensitivity, ...] = ()
    trial: Trial | None = None
    wbs: tuple[WbsTask, ...] = ()
    loads: tuple[Load, ...] = ()
    bands: tuple[CalendarBand, ...] = ()
    assumptions: tuple[AssumptionUse, ...] = ()
    notes: tuple[Text, ...] = ()

    @cached_property
    def move_by_id(self) -> Mapping[str, Move]:
        """Moves by id."""
        return {move.id: move for move in self.moves}

    @cached_property
    def date_of(self) -> Mapping[str, date | None]:
        """Cut-over date by move id."""
        return {placement.move: placement.date for placement in self.placements}

    @cached_property
    def date_of_system(self) -> Mapping[str, date | None]:
        """Cut-over date by system id, for the systems that move in this plan."""
        return {system: self.date_of.get(move.id) for move in self.moves for system in move.systems}

    @cached_property
    def late_gates(self) -> tuple[Gate, ...]:
        """What should already have started, for the plan or for a due date it misses, the most overdue first."""
        late = (gate for gate in (*self.gates, *self.due_gates) if gate.late)
        return tuple(sorted(late, key=lambda gate: (gate.start_by, gate.move)))

    @property
    def assumed(self) -> bool:
        """Whether any date is 仮置き; such a plan stays out of 結論."""
        return any(placement.assumed for placement in self.placements)
