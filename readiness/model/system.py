"""Systems and what hangs on them (システム)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from readiness.model.record import Maybe, Part, Record, Word
from readiness.model.unknown import UNKNOWN, known


class SystemKind(Word):
    """What a system is in the sense of the standard (区分)."""

    STANDARD = "standard", "標準化対象"
    COMMON = "common", "共通機能"
    LOCAL = "local", "独自施策"
    PERIPHERAL = "peripheral", "周辺"


class Conformance(Word):
    """Axis 1 of a system's state (準拠状況); unknown is 未確認."""

    CONFORMANT = "conformant", "準拠"
    TRANSITIONAL = "transitional", "経過措置あり"
    NON_CONFORMANT = "non_conformant", "未準拠"


class DueKind(Word):
    """Axis 2 of a system's state (期限)."""

    PRINCIPAL = "principal", "本則"
    EXTENDED = "extended", "省令等の特例期限"
    NOT_APPLICABLE = "not_applicable", "対象外"
    LAPSED = "lapsed", "期限経過・指定なし"


class Hosting(Word):
    """Axis 3 of a system's state (稼働環境)."""

    GOVERNMENT_CLOUD = "government_cloud", "ガバメントクラウド"
    OTHER_CLOUD = "other_cloud", "他クラウド"
    ON_PREMISES = "on_premises", "庁内・DC"


class TieKind(Word):
    """What a system is tied to (紐付き)."""

    HARDWARE = "hardware", "機器"
    MIDDLEWARE = "middleware", "ミドルウェア"
    PRINTER = "printer", "プリンタ"
    TERMINAL = "terminal", "端末"
    OTHER = "other", "その他"


@dataclass(frozen=True, slots=True, kw_only=True)
class Charset(Part):
    """Characters (文字). Counts are characters outside the standard set (外字)."""

    code: Maybe[str] = UNKNOWN
    mj_edition: Maybe[str] = UNKNOWN
    gaiji_total: Maybe[int] = UNKNOWN
    gaiji_identified: Maybe[int] = UNKNOWN
    gaiji_undecided: Maybe[int] = UNKNOWN
    table_owner: Maybe[str] = UNKNOWN

    @property
    def left(self) -> Maybe[int]:
        """Characters not decided on yet: as told, else the total less those identified."""
        if known(self.gaiji_undecided) or not known(self.gaiji_total):
            return self.gaiji_undecided
        if self.gaiji_total == 0:
            return 0
        return max(0, self.gaiji_total - self.gaiji_identified) if known(self.gaiji_identified) else UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Customisation(Part):
    """Changes made for this body (カスタマイズ)."""

    count: Maybe[int] = UNKNOWN
    documented: Maybe[bool] = UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class TransitionalMeasure(Part):
    """A function that runs under 経過措置, until when, filed or not."""

    function: str
    until: Maybe[date] = UNKNOWN
    number: Maybe[str] = UNKNOWN
    filed: Maybe[bool] = UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie(Part):
    """Something the system only runs with; `alternative` says whether another product would do."""

    kind: TieKind
    item: str
    alternative: Maybe[bool] = UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles(Part):
    """Who holds which role around one system, as vendor ids (役割: APP は vendor)."""

    operator: Maybe[str] = UNKNOWN
    network: Maybe[str] = UNKNOWN
    linkage: Maybe[str] = UNKNOWN
    middleware: Maybe[str] = UNKNOWN
    csp: Maybe[str] = UNKNOWN
    printing: Maybe[str] = UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Side(Part):
    """Who runs the system on the other side of its move (移行前・移行後の事業者等)."""

    vendor: Maybe[str] = UNKNOWN
    package: Maybe[str] = UNKNOWN
    csp: Maybe[str] = UNKNOWN
    annual_amount: Maybe[int] = UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class System(Record):
    """A system (システム).

    `areas` are area keys; `units` 業務ID as text. `migrated` says whether it already runs as the new system,
    `live_date` when it went live.
    `moves` says whether it is to move, 未確認 that nobody has decided; None = not told (see `model.intention`).
    `due_date` is the last day of the granted month. `move` names the move (移行単位) by hand.
    `before` is told for systems that have migrated, `after` for those that will; yen a year, tax included.
    """

    kind: SystemKind = SystemKind.STANDARD
    areas: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    vendor: Maybe[str] = UNKNOWN
    package: Maybe[str] = UNKNOWN
    owner_division: Maybe[str] = UNKNOWN
    operating_body: str | None = None
    conformance: Maybe[Conformance] = UNKNOWN
    due: Maybe[DueKind] = UNKNOWN
    due_date: Maybe[date] = UNKNOWN
    due_reason: Maybe[int] = UNKNOWN
    hosting: Maybe[Hosting] = UNKNOWN
    csp: Maybe[str] = UNKNOWN
    data_centre: Maybe[str] = UNKNOWN
    platform: Maybe[str] = UNKNOWN
    platform_eol: Maybe[date] = UNKNOWN
    migrated: Maybe[bool] = UNKNOWN
    live_date: Maybe[date] = UNKNOWN
    planned_date: date | None = None
    delivery_date: date | None = None
    moves: Maybe[bool] | None = None
    move: str | None = None
    move_after: tuple[str, ...] = ()
    move_with: tuple[str, ...] = ()
    shared_database: tuple[str, ...] = ()
    duration_weeks: Maybe[int] = UNKNOWN
    layout_held: Maybe[bool] = UNKNOWN
    extraction_tested: Maybe[date] = UNKNOWN
    charset: Charset = field(default_factory=Charset)
    customisation: Customisation = field(default_factory=Customisation)
    transitional_measures: tuple[TransitionalMeasure, ...] = ()
    ties: tuple[Tie, ...] = ()
    roles: Roles = field(default_factory=Roles)
    before: Side | None = None
    after: Side | None = None
