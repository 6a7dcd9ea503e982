"""Interfaces between systems, told from both ends, and the systems outside (連携・外部システム)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from readiness.model.facts import BODY, DIVISION, INSIDE, OPEN, VENDOR, B, C, Result, When, asks, holds, refers
from readiness.model.record import InterfaceId, Maybe, Part, Record, SystemId, VendorId, Word
from readiness.model.unknown import UNKNOWN, known


class LinkMethod(Word):
    """How data is handed over (連携方式)."""

    REST = "rest", "REST API"
    OBJECT_STORAGE = "object_storage", "オブジェクトストレージCSV"
    FILE = "file", "ファイル連携"
    DB_LINK = "db_link", "DB直接参照"
    SHARED_DATABASE = "shared_database", "同一DB"
    SCREEN = "screen", "画面連携"
    MEDIA = "media", "媒体搬送"
    MANUAL = "manual", "手作業"


TERMS = ("method", "format", "frequency")
"""What each end of an interface states by itself."""

_ENDS = refers("systems", "external_systems")


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration(Part):
    """What one end says about the interface."""

    method: Annotated[Maybe[LinkMethod], INSIDE] = UNKNOWN
    format: Annotated[Maybe[str], INSIDE] = UNKNOWN
    frequency: Annotated[Maybe[str], INSIDE] = UNKNOWN
    documented: Annotated[Maybe[bool], INSIDE] = UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Interface(Record):
    """An interface (連携): data flows from `from_` to `to` (ids of systems or external systems).

    `from_says` and `to_says` are the two ends' own declarations. `hub` is a system the data passes through.
    `standard_id` is the 連携ID of 機能別連携仕様, where known. `open_spec` is true for an open, documented layout.
    `presumed` is true where only the standard expects it (標準上の想定).
    """

    id: InterfaceId
    from_: Annotated[SystemId, INSIDE, _ENDS]
    to: Annotated[SystemId, INSIDE, _ENDS]
    data: Annotated[str, INSIDE] = ""
    method: Annotated[
        Maybe[LinkMethod],
        INSIDE,
        asks(VENDOR, B, "link.terms", after=C),
        holds(Result.OPEN_RATIO, Result.LINKS, Result.LETTER),
    ] = UNKNOWN
    format: Annotated[Maybe[str], INSIDE, asks(VENDOR)] = UNKNOWN
    frequency: Annotated[Maybe[str], INSIDE, asks(VENDOR)] = UNKNOWN
    documented: Annotated[
        Maybe[bool],
        INSIDE,
        asks(VENDOR, B, "link.documented", after=C),
        holds(Result.DOCUMENTED_LINKS, Result.OPEN_RATIO, Result.MATTERS, Result.LETTER),
    ] = UNKNOWN
    open_spec: Annotated[Maybe[bool], INSIDE, asks(VENDOR), holds(Result.OPEN_RATIO)] = UNKNOWN
    standard_id: Annotated[Maybe[str], OPEN, asks(VENDOR)] = UNKNOWN
    from_says: Annotated[Declaration | None, INSIDE] = None
    to_says: Annotated[Declaration | None, INSIDE] = None
    hub: Annotated[SystemId | None, INSIDE, refers("systems")] = None
    temporary: Annotated[bool, INSIDE] = False
    remove_by: Annotated[
        date | None, INSIDE, asks(DIVISION, B, "link.removal", when=(When.TEMPORARY,), absent=True)
    ] = None
    owner: Annotated[Maybe[str], INSIDE, asks(DIVISION)] = UNKNOWN
    presumed: Annotated[bool, INSIDE] = False

    @property
    def expected(self) -> bool:
        """Whether nothing is told of it but that the standard expects it (標準上想定される連携、台帳で未確認)."""
        held = (
            self.method,
            self.format,
            self.frequency,
            self.documented,
            self.open_spec,
            self.standard_id,
            self.owner,
        )
        said = (self.from_says, self.to_says, self.hub, self.remove_by)
        return self.presumed and not (any(map(known, held)) or any(map(bool, said)) or self.temporary)

    @property
    def disagreements(self) -> tuple[str, ...]:
        """Which of its `TERMS` the two ends state differently, both having stated them."""
        first, second = self.from_says, self.to_says
        if first is None or second is None:
            return ()
        pairs = ((item, getattr(first, item), getattr(second, item)) for item in TERMS)
        return tuple(item for item, one, other in pairs if known(one) and known(other) and one != other)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExternalSystem(Record):
    """A system outside the body's control (外部システム)."""

    id: SystemId
    operator: Annotated[Maybe[VendorId], INSIDE, asks(BODY)] = UNKNOWN
