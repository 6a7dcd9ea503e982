"""Systems and what hangs on them (システム)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Annotated

from readiness.model.facts import (
    BODY,
    DIVISION,
    INSIDE,
    OPEN,
    PRICE,
    SECURITY,
    VENDOR,
    A,
    B,
    C,
    Result,
    When,
    asks,
    holds,
    refers,
)
from readiness.model.record import Maybe, PackageId, Part, Record, SystemId, VendorId, Word
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

    PRINCIPAL = "principal", "原則の移行期限", "本則"
    EXTENDED = "extended", "省令等で別に定める期限", "省令等の特例期限"
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

    code: Annotated[Maybe[str], INSIDE, asks(VENDOR, B, "characters.code", after=C, booked=(When.STANDARD,))] = UNKNOWN
    mj_edition: Annotated[
        Maybe[str], INSIDE, asks(VENDOR, C, "characters.mj_edition", booked=(When.STANDARD, When.CODED))
    ] = UNKNOWN
    gaiji_total: Annotated[
        Maybe[int],
        INSIDE,
        asks(VENDOR, B, "characters.gaiji_total", after=C, booked=(When.STANDARD,)),
        holds(Result.MATTERS, Result.CHARACTERS),
    ] = UNKNOWN
    gaiji_identified: Annotated[Maybe[int], INSIDE, asks(VENDOR)] = UNKNOWN
    gaiji_undecided: Annotated[
        Maybe[int], INSIDE, asks(DIVISION, when=(When.MOVING, When.GAIJI)), holds(Result.MATTERS, Result.CHARACTERS)
    ] = UNKNOWN
    table_owner: Annotated[
        Maybe[str], INSIDE, asks(VENDOR, B, "characters.table_owner", after=C, booked=(When.STANDARD,))
    ] = UNKNOWN

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

    count: Annotated[Maybe[int], INSIDE, asks(VENDOR), holds(Result.MATTERS)] = UNKNOWN
    documented: Annotated[
        Maybe[bool],
        INSIDE,
        asks(VENDOR, B, "migration.customisation", when=(When.MOVING, When.CHANGED)),
        holds(Result.MATTERS),
    ] = UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class TransitionalMeasure(Part):
    """A function that runs under 経過措置, until when, filed or not."""

    function: Annotated[str, INSIDE]
    until: Annotated[Maybe[date], INSIDE, asks(VENDOR, A, "transition.until", when=(When.ENDING,), basis=True)] = (
        UNKNOWN
    )
    number: Annotated[Maybe[str], INSIDE] = UNKNOWN
    filed: Annotated[Maybe[bool], INSIDE, asks(DIVISION, B, "transition.filed", basis=True)] = UNKNOWN

    @property
    def about_characters(self) -> bool:
        """Whether it is about the characters a system runs on."""
        return any(word in self.function for word in ("文字", "外字", "字形"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie(Part):
    """Something the system only runs with; `alternative` says whether another product would do."""

    kind: Annotated[TieKind, INSIDE]
    item: Annotated[str, INSIDE]
    alternative: Annotated[Maybe[bool], INSIDE, asks(VENDOR, B, "migration.tie", after=C)] = UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles(Part):
    """Who holds which role around one system, as vendor ids (役割: APP は vendor)."""

    operator: Annotated[Maybe[VendorId], INSIDE, refers("vendors"), asks(VENDOR)] = UNKNOWN
    network: Annotated[Maybe[VendorId], SECURITY, refers("vendors"), asks(VENDOR)] = UNKNOWN
    linkage: Annotated[Maybe[VendorId], INSIDE, refers("vendors"), asks(VENDOR)] = UNKNOWN
    middleware: Annotated[Maybe[VendorId], SECURITY, refers("vendors"), asks(VENDOR)] = UNKNOWN
    csp: Annotated[Maybe[str], INSIDE, asks(VENDOR)] = UNKNOWN
    printing: Annotated[Maybe[VendorId], INSIDE, refers("vendors"), asks(VENDOR)] = UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Side(Part):
    """Who runs the system on the other side of its move (移行前・移行後の事業者等)."""

    vendor: Annotated[Maybe[VendorId], INSIDE, refers("vendors")] = UNKNOWN
    package: Annotated[Maybe[PackageId], INSIDE, refers("packages")] = UNKNOWN
    csp: Annotated[Maybe[str], INSIDE] = UNKNOWN
    annual_amount: Annotated[Maybe[int], PRICE] = UNKNOWN


STANDARD_ACT = date(2021, 5, 1)
"""The month the act (標準化法、令和3年法律第40号) was passed: no standard system went live before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class System(Record):
    """A system (システム).

    `areas` are area keys; `units` 業務ID as text. `migrated` says whether it already runs as the new system,
    `live_date` when it went live (see `situation.intention.went_live`).
    `moves` says whether it is to move, 未確認 that nobody has decided; None = not told (see `situation.intention`).
    `due_date` is the last day of the granted month. `move` names the move (移行単位) by hand.
    `before` is told for systems that have migrated, `after` for those that will; yen a year, tax included.
    """

    id: SystemId
    kind: Annotated[SystemKind, OPEN] = SystemKind.STANDARD
    areas: Annotated[tuple[str, ...], OPEN] = ()
    units: Annotated[tuple[str, ...], OPEN] = ()
    vendor: Annotated[
        Maybe[VendorId],
        INSIDE,
        refers("vendors"),
        asks(DIVISION, A, "state.vendor"),
        holds(Result.LARGEST_SHARE, Result.EFFECTIVE_VENDORS, Result.CAPACITY, Result.LETTER),
    ] = UNKNOWN
    package: Annotated[
        Maybe[PackageId],
        INSIDE,
        refers("packages"),
        asks(VENDOR, B, "state.package", after=C, booked=(When.SOLD,)),
        holds(Result.LETTER),
    ] = UNKNOWN
    owner_division: Annotated[
        Maybe[str],
        OPEN,
        refers("divisions"),
        asks(BODY, B, "state.owner", booked=(When.UNOWNED,)),
        holds(Result.CAPACITY, Result.LETTER),
    ] = UNKNOWN
    operating_body: Annotated[str | None, OPEN, refers("operating_bodies")] = None
    conformance: Annotated[
        Maybe[Conformance],
        OPEN,
        asks(VENDOR, A, "state.conformance", booked=(When.STANDARD,), basis=True),
        holds(Result.CABINET, Result.LETTER),
    ] = UNKNOWN
    due: Annotated[
        Maybe[DueKind],
        OPEN,
        asks(DIVISION, A, "state.due", booked=(When.STANDARD,), basis=True),
        holds(Result.AREAS_EXTENDED, Result.DATES, Result.CABINET),
    ] = UNKNOWN
    due_date: Annotated[
        Maybe[date],
        OPEN,
        asks(DIVISION, A, "state.due-date", when=(When.EXTENDED,), booked=(When.STANDARD,)),
        holds(Result.DATES, Result.CABINET),
    ] = UNKNOWN
    due_reason: Annotated[Maybe[int], OPEN, asks(DIVISION, when=(When.EXTENDED,))] = UNKNOWN
    hosting: Annotated[
        Maybe[Hosting], OPEN, asks(VENDOR, B, "state.hosting", after=C, booked=(When.STANDARD,)), holds(Result.CABINET)
    ] = UNKNOWN
    csp: Annotated[Maybe[str], INSIDE, asks(VENDOR)] = UNKNOWN
    data_centre: Annotated[Maybe[str], SECURITY, asks(VENDOR)] = UNKNOWN
    platform: Annotated[Maybe[str], SECURITY, asks(VENDOR)] = UNKNOWN
    platform_eol: Annotated[
        Maybe[date],
        SECURITY,
        asks(VENDOR, B, "migration.platform-eol", when=(When.MOVING,)),
        holds(Result.SLACK, Result.MATTERS, Result.DATES),
    ] = UNKNOWN
    migrated: Annotated[
        Maybe[bool],
        OPEN,
        asks(DIVISION, A, "state.migrated", when=(When.UNSTATED,), booked=(When.STANDARD,)),
        holds(Result.SYSTEMS_MIGRATED, Result.AREAS_COMPLETE, Result.LINKS, Result.CABINET),
    ] = UNKNOWN
    live_date: Annotated[Maybe[date], OPEN, asks(DIVISION, when=(When.MIGRATED,))] = UNKNOWN
    planned_date: Annotated[date | None, INSIDE] = None
    delivery_date: Annotated[
        date | None,
        INSIDE,
        asks(VENDOR, A, "migration.delivery", when=(When.MOVING,), booked=(When.STANDARD,), absent=True),
    ] = None
    moves: Annotated[Maybe[bool] | None, INSIDE, asks(DIVISION, B, "migration.intention", booked=(When.UNDECIDED,))] = (
        None
    )
    move: Annotated[str | None, INSIDE] = None
    move_after: Annotated[tuple[SystemId, ...], INSIDE, refers("systems")] = ()
    move_with: Annotated[tuple[SystemId, ...], INSIDE, refers("systems")] = ()
    shared_database: Annotated[tuple[SystemId, ...], INSIDE, refers("systems")] = ()
    duration_weeks: Annotated[
        Maybe[int], INSIDE, asks(VENDOR, B, "migration.duration", when=(When.MOVING,)), holds(Result.DATES)
    ] = UNKNOWN
    layout_held: Annotated[Maybe[bool], INSIDE, asks(VENDOR, A, "migration.layout", after=C), holds(Result.MATTERS)] = (
        UNKNOWN
    )
    extraction_tested: Annotated[Maybe[date], INSIDE, asks(VENDOR, B, "migration.extraction", after=C)] = UNKNOWN
    charset: Annotated[Charset, INSIDE, asks(VENDOR, B, "characters.all", after=C, booked=(When.STANDARD,))] = field(
        default_factory=Charset
    )
    customisation: Annotated[Customisation, INSIDE] = field(default_factory=Customisation)
    transitional_measures: Annotated[
        tuple[TransitionalMeasure, ...],
        INSIDE,
        asks(VENDOR, A, "transition.which", when=(When.UNNAMED,), absent=True, basis=True),
    ] = ()
    ties: Annotated[tuple[Tie, ...], INSIDE] = ()
    roles: Annotated[Roles, INSIDE] = field(default_factory=Roles)
    before: Annotated[Side | None, INSIDE] = None
    after: Annotated[Side | None, INSIDE] = None
