"""What moves when, and what stands before it: moves, dates, gates, rules broken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NewType, TypeAlias

from readiness.model.plan.words import DateBasis, GateKind, GateStanding, RuleKind
from readiness.model.record import Maybe, SystemId
from readiness.model.text import Text, text
from readiness.model.unknown import UNKNOWN

MoveId = NewType("MoveId", str)
"""The ID of a move: none of a system, though a move of one system may be called as it is."""
Dates: TypeAlias = Mapping[MoveId, date | None]
"""When each move cuts over; None = not within the horizon."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """Systems that cut over together (移行単位). `because` says why they are one."""

    id: MoveId
    title: Text
    systems: tuple[SystemId, ...]
    areas: tuple[str, ...] = ()
    vendor_groups: tuple[str, ...] = ()
    divisions: tuple[str, ...] = ()
    duration_weeks: int = 0
    duration_assumed: bool = False
    because: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Unplanned:
    """A move without a date, because nobody has entered anything one could rest on (日程の前提が未記入).

    `legal` says until when the law lets it wait, `due` is that day where it is known, `needs` which facts allow a date.
    """

    id: MoveId
    title: Text
    systems: tuple[SystemId, ...]
    areas: tuple[str, ...] = ()
    divisions: tuple[str, ...] = ()
    due: Maybe[date] = UNKNOWN
    legal: Text
    needs: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class CutoverDate:
    """A candidate cut-over date (候補日) and why it is one."""

    date: date
    assumed: bool
    why: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """One move on one date. `date` None = not moved within the horizon. `was` is the adopted date, where it differs."""

    move: MoveId
    was: date | None = None
    date: date | None
    basis: DateBasis

    @property
    def assumed(self) -> bool:
        """Whether the date must be shown as 仮置き and stay out of 結論."""
        return self.basis is DateBasis.ASSUMED


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenRule:
    """A condition the plan does not meet, by name. `latest_start` = the day by which something had to begin."""

    kind: RuleKind
    subject: str
    message: Text
    move: MoveId | None = None
    latest_start: date | None = None

    @property
    def key(self) -> tuple[object, ...]:
        """What makes two of two plans the same: a limit is broken on its date, an order by its two moves."""
        stated = self.message.mapping()
        day = stated.get("date") if self.kind is RuleKind.CAP else None
        return self.kind, self.subject, self.move, day, stated.get("before")


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowHit:
    """A cut-over inside a period to be agreed (要調整): a named cost, not a broken rule.

    `areas` are the areas (or the system, where it has none) it concerns; `weight` 2 where the body itself or the
    collected sources ask to avoid it.
    """

    move: MoveId
    window: str
    name: Text
    date: date
    areas: tuple[str, ...] = ()
    weight: int = 1
    assumed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """One gate of one move, counted back from the cut-over.

    `start_by` .. `finish_by` is the latest period; `planned` the inventory's own date, then the only one shown: the
    latest period judges it (`standing`). `late` = it had to start before `as_of` and has not been done; `failed` = the
    cut-over cannot be kept with it.
    """

    move: MoveId
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
    standing: GateStanding = GateStanding.OPEN

    @property
    def begins(self) -> date:
        """The day shown for its beginning."""
        return self.planned or self.start_by

    @property
    def ends(self) -> date:
        """The day shown for its end: a planned beginning moves it along."""
        return self.begins + (self.finish_by - self.start_by)

    @property
    def title(self) -> Text:
        """Its name for where nothing else says that its days rest on assumed lead times and sessions (仮置き)."""
        return text("plan.gate.assumed", name=self.name) if self.assumed else self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarBand:
    """A period to be seen beside the Gantt bars (要調整 / 切替不可)."""

    name: Text
    areas: tuple[str, ...]
    systems: tuple[SystemId, ...]
    start: date
    end: date
    strict: bool
    assumed: bool
