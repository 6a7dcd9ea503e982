"""Interfaces between systems, told from both ends, and the systems outside (連携・外部システム)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from readiness.model.record import Maybe, Part, Record, Word
from readiness.model.unknown import UNKNOWN


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration(Part):
    """What one end says about the interface."""

    method: Maybe[LinkMethod] = UNKNOWN
    format: Maybe[str] = UNKNOWN
    frequency: Maybe[str] = UNKNOWN
    documented: Maybe[bool] = UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Interface(Record):
    """An interface (連携): data flows from `from_` to `to` (ids of systems or external systems).

    `from_says` and `to_says` are the two ends' own declarations. `hub` is a system the data passes through.
    `standard_id` is the 連携ID of 機能別連携仕様, where known. `open_spec` is true for an open, documented layout.
    """

    from_: str
    to: str
    data: str = ""
    method: Maybe[LinkMethod] = UNKNOWN
    format: Maybe[str] = UNKNOWN
    frequency: Maybe[str] = UNKNOWN
    documented: Maybe[bool] = UNKNOWN
    open_spec: Maybe[bool] = UNKNOWN
    standard_id: Maybe[str] = UNKNOWN
    from_says: Declaration | None = None
    to_says: Declaration | None = None
    hub: str | None = None
    temporary: bool = False
    remove_by: date | None = None
    owner: Maybe[str] = UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class ExternalSystem(Record):
    """A system outside the body's control (外部システム)."""

    operator: Maybe[str] = UNKNOWN
