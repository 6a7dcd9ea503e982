"""Gaps: what is open against a requirement, whom it is asked of, and how it went on (照会・回答・評価・決定)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import Final

from readiness.model.conformance import Answer
from readiness.model.facts import Rank
from readiness.model.finding import Subject
from readiness.model.record import Maybe, SystemId, Word
from readiness.model.ref import NOWHERE, Ref
from readiness.model.text import Param, Text
from readiness.model.unknown import UNKNOWN

# Crockford's base 32: no I, L, O, U, so that an ID read over the telephone or retyped from paper is still the same.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
BUILTIN = "builtin:"
VENDOR: Final = "vendor"
DIVISION: Final = "division"
BODY: Final = "body"


class GapKind(Word):
    """What kind of gap it is; part of its identity."""

    UNCONFIRMED = "unconfirmed", "未確認"
    SHORTFALL = "shortfall", "要対応"
    CONTRADICTION = "contradiction", "不一致"


class GapState(Word):
    """Where a gap stands. The order is the usual way; a gap may be withdrawn at any point."""

    DRAFTED = "drafted", "照会前"
    DIVISION_CONFIRMED = "division_confirmed", "所管課確認"
    ASKED = "asked", "照会"
    ANSWERED = "answered", "回答"
    EVALUATED = "evaluated", "所管課評価"
    DECIDED = "decided", "庁内決定"
    IN_PROGRESS = "in_progress", "対応中"
    VERIFIED = "verified", "検証済"
    CLOSED = "closed", "完了"
    WITHDRAWN = "withdrawn", "取下げ"

    @property
    def open(self) -> bool:
        """Whether somebody still has to do something."""
        return self not in (GapState.CLOSED, GapState.WITHDRAWN)


def base32(raw: str, length: int) -> str:
    """`length` characters of base 32 (5 bits each) from the SHA-256 of `raw`."""
    number = int.from_bytes(sha256(raw.encode()).digest()[:20], "big")
    return "".join(ALPHABET[(number >> (5 * index)) & 31] for index in range(length))


def gap_id(about: str, requirement: str, kind: GapKind) -> str:
    """The ID of a gap: `G-` and ten characters, the same as long as system, requirement and type are."""
    code = base32("\x1f".join((about, requirement, kind.value)), 10)
    return f"G-{code[:5]}-{code[5:]}"


@dataclass(frozen=True, kw_only=True)
class Gap:
    """One open point, derived from the inventory; nothing in it was typed by hand.

    `system` is a system, or the body by its own id where the point is about all of it. `requirement` is an official ID
    or `builtin:…`, never a made-up 機能ID. `areas` are area keys. `counterpart` (a system id) and `counterpart_areas`
    say where the other end of an interface is, and nothing else about it. `asked` is the vendor, division or body that
    can answer; `owner_division` the division that evaluates. `due` is a proposal until the question has been sent.
    """

    system: SystemId
    requirement: str
    kind: GapKind
    rank: Rank
    asked: Subject
    title: Text
    current: Text
    request: Text
    expected: Text | None = None
    basis: Text | None = None
    subject: Subject
    areas: tuple[str, ...] = ()
    owner_division: str | None = None
    counterpart: SystemId | None = None
    counterpart_areas: tuple[str, ...] = ()
    due: date | None = None
    edition: str | None = None
    standard_date: date | None = None
    ref: Ref = field(default=NOWHERE, compare=False, repr=False)

    @cached_property
    def id(self) -> str:
        """Stable hash of (system, requirement, type)."""
        return gap_id(self.system, self.requirement, self.kind)

    @cached_property
    def revision(self) -> str:
        """Four characters that change when what is asked, of whom, changes; not with dates or rank."""
        parts = (self.title, self.current, self.expected, self.request, self.asked, self.counterpart, self.edition)
        return base32("\x1f".join(_stable(part) for part in parts), 4)


def _stable(value: object) -> str:
    if isinstance(value, Text):
        return f"{value.key}({','.join(f'{name}={_param(param)}' for name, param in value.params)})"
    if isinstance(value, Subject):
        return f"{value.kind}:{value.id}"
    return "" if value is None else str(value)


def _param(value: Param) -> str:
    if isinstance(value, tuple):
        return "|".join(_param(item) for item in value)
    return _stable(value)


class EventKind(Word):
    """What happened to a gap."""

    OPENED = "opened", "登録"
    REVISED = "revised", "改訂"
    GONE = "gone", "台帳上の解消"
    CONFIRMED = "confirmed", "所管課確認"
    ASKED = "asked", "照会"
    ANSWERED = "answered", "回答"
    EVALUATED = "evaluated", "所管課評価"
    DECIDED = "decided", "庁内決定"
    MOVED = "moved", "状態変更"
    UNMATCHED = "unmatched", "照合できない回答"
    NOTED = "noted", "回答待ち"
    REMINDED = "reminded", "督促"
    TAKEN = "taken", "台帳への反映"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a vendor answered, as it was given. `words` keeps what could not be read as one of the fields."""

    answer: Maybe[Answer] = UNKNOWN
    fact: str = ""
    delivery: date | None = None
    version: str = ""
    alternative: str = ""
    cost_low: int | None = None
    cost_high: int | None = None
    transitional_number: str = ""
    contact: str = ""
    evidence: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """What the owner division makes of it (所管課評価); `added_hours` is 増加事務量 in hours a year.

    `confirmed` is False where the division looked at it and found otherwise.
    """

    confirmed: bool | None = None
    evaluation: Maybe[Answer] = UNKNOWN
    added_hours: int | None = None
    comment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What the body decided (庁内決定)."""

    decision: str
    decided_on: date | None = None
    document_number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GapEvent:
    """One line of the register. `gap` is empty only for `UNMATCHED`; `at` is the day it was recorded (as_of).

    `saved`: the day on which the file that was read was last saved, by its own properties.
    """

    gap: str
    kind: EventKind
    at: date
    revision: str = ""
    by: str = ""
    party: Subject | None = None
    document: str = ""
    due: date | None = None
    state: GapState | None = None
    reply: Reply | None = None
    evaluation: Evaluation | None = None
    ruling: Ruling | None = None
    note: str = ""
    saved: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GapEntry:
    """A gap with its history. `gap` is None where the inventory no longer shows it; `first` is the day of 起票.

    `asked_on`, `due` and `reply` belong to the last question and its answer; `stale_reply` is an answer to a wording
    that has been revised since.
    """

    id: str
    gap: Gap | None
    state: GapState
    events: tuple[GapEvent, ...] = ()
    first: date | None = None
    asked_on: date | None = None
    asked: Subject | None = None
    due: date | None = None
    answered_on: date | None = None
    reply: Reply | None = None
    stale_reply: bool = False
    evaluation: Evaluation | None = None
    ruling: Ruling | None = None
    document: str = ""


@dataclass(frozen=True, kw_only=True)
class Register:
    """Every gap ever known, those of today first and in order; `unmatched` are answers nobody could place; `resting`
    are IDs of questions about records that the ledger does not hold any more, of which nobody told what became of them.
    """

    entries: tuple[GapEntry, ...] = ()
    unmatched: tuple[GapEvent, ...] = ()
    resting: frozenset[str] = frozenset()

    @cached_property
    def by_id(self) -> dict[str, GapEntry]:
        """Entries by gap ID."""
        return {entry.id: entry for entry in self.entries}

    @cached_property
    def open(self) -> tuple[GapEntry, ...]:
        """Entries somebody still has to work on."""
        return tuple(entry for entry in self.entries if entry.state.open)
