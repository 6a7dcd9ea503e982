"""What the checks look at, and how they say what they found."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from readiness.model.contract import Contract
from readiness.model.facts import Rank
from readiness.model.finding import Subject
from readiness.model.gap import BODY, BUILTIN, DIVISION, VENDOR, Gap, GapKind
from readiness.model.inventory import Inventory
from readiness.model.record import Maybe, SystemId, VendorId
from readiness.model.ref import Ref
from readiness.model.standard.assumption import Assumptions
from readiness.model.standard.builtin import CharacterStandard
from readiness.model.system import System, SystemKind
from readiness.model.text import Param, text
from readiness.model.unknown import UNKNOWN
from readiness.situation.contracts import covering
from readiness.situation.situation import Situations, situations

if TYPE_CHECKING:
    from readiness.gaps.required import Required

_SATURDAY = 5


def weekend(day: date) -> bool:
    """Saturday or Sunday: what is closed where no calendar is at hand."""
    return day.weekday() >= _SATURDAY


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerDays:
    """Days to answer, by rank; the body's own figures stand in the assumptions."""

    a: int = 14
    b: int = 30
    c: int = 60

    def of(self, rank: Rank) -> int:
        """Days for one rank."""
        return {Rank.A: self.a, Rank.B: self.b, Rank.C: self.c}[rank]


def answer_days(assumptions: Assumptions) -> AnswerDays:
    """The days of the assumptions, which the body may replace."""
    return AnswerDays(
        a=assumptions.whole("gaps.answer_days_a"),
        b=assumptions.whole("gaps.answer_days_b"),
        c=assumptions.whole("gaps.answer_days_c"),
    )


@dataclass(frozen=True, kw_only=True)
class Survey:
    """An inventory surveyed as of a day: the look-ups every check needs (調査). Pure."""

    inventory: Inventory
    as_of: date
    days: AnswerDays = field(default_factory=AnswerDays)
    closed: Callable[[date], bool] = weekend
    required: Required | None = None
    characters: CharacterStandard | None = None

    @cached_property
    def everywhere(self) -> Subject:
        """The body itself, where no vendor or division can be named."""
        return Subject(BODY, self.inventory.body.id)

    @cached_property
    def standard_systems(self) -> tuple[System, ...]:
        """Systems whose state against the standard matters."""
        return tuple(
            system for system in self.inventory.systems if system.kind in (SystemKind.STANDARD, SystemKind.COMMON)
        )

    @cached_property
    def stands(self) -> Situations:
        """Where every system stands."""
        return situations(self.inventory, self.as_of)

    def moving(self, system: System) -> bool:
        """Whether the system still has to move."""
        return self.stands[system.id].moving

    def rank(self, system: System, while_moving: Rank, afterwards: Rank) -> Rank:
        """One rank before the cut-over, another after it."""
        return while_moving if self.moving(system) else afterwards

    def vendor_or_division(self, system: System) -> Subject:
        """Who can answer about a system: its vendor, or the owner division while the vendor is not known."""
        return self.vendor(system.vendor) or self.division(system)

    def vendor(self, vendor: Maybe[VendorId] | None) -> Subject | None:
        """The vendor as a party; None for unknown ones and for the body's own staff."""
        if isinstance(vendor, str) and vendor in self.inventory.vendor_by_id:
            return Subject(VENDOR, vendor)
        return None

    def division(self, system: System | None) -> Subject:
        """The division that decides about a system, or the body where none is known."""
        owner = self.owner(system) if system else None
        return Subject(DIVISION, owner) if owner else self.everywhere

    def owner(self, system: System) -> str | None:
        """Owner division: as written at the system, else the one that owns its area."""
        return self.stands[system.id].owner

    def contracts_division(self, contract: Contract) -> Subject:
        """Who keeps a contract (契約担当): as written at it or for the body, else the one owner of its systems."""
        stated = contract.division or self.inventory.body.contract_division
        if stated is not None:
            return Subject(DIVISION, stated)
        systems = (self.inventory.system_by_id.get(id_) for id_ in contract.systems)
        owners = {owner for system in systems if system is not None and (owner := self.owner(system))}
        return Subject(DIVISION, owners.pop()) if len(owners) == 1 else self.everywhere

    def contracts(self, system: System) -> Sequence[Contract]:
        """Contracts in force or to come that cover the system."""
        return covering(self.inventory, system, self.as_of)

    def due(self, rank: Rank) -> date:
        """A proposal for the day to answer by: the first day from then on that offices are open."""
        return self._due[rank]

    @cached_property
    def _due(self) -> Mapping[Rank, date]:
        return {rank: self._first_open(rank) for rank in Rank}

    def _first_open(self, rank: Rank) -> date:
        day = self.as_of + timedelta(days=self.days.of(rank))
        while self.closed(day):
            day += timedelta(days=1)
        return day

    def gap(
        self,
        words: str,
        rank: Rank,
        asked: Subject,
        subject: Subject,
        *,
        system: System | None = None,
        kind: GapKind = GapKind.UNCONFIRMED,
        requirement: str | None = None,
        discriminator: str = "",
        areas: tuple[str, ...] = (),
        counterpart: SystemId | None = None,
        counterpart_areas: tuple[str, ...] = (),
        edition: str | None = None,
        standard_date: date | None = None,
        basis: bool = False,
        ref: Ref,
        **params: Param,
    ) -> Gap:
        """A gap whose words are `gap.<words>.{title,current,expected,request,basis}`.

        `requirement` defaults to the built-in check of the same name; `discriminator` tells points of one check about
        one system apart by an id or a name that does not shift.
        """
        stated = requirement or BUILTIN + words + (f":{discriminator}" if discriminator else "")
        return Gap(
            system=system.id if system else SystemId(self.inventory.body.id),
            requirement=stated,
            kind=kind,
            rank=rank,
            asked=asked,
            subject=subject,
            title=text(f"gap.{words}.title", **params),
            current=text(f"gap.{words}.current", **params),
            expected=text(f"gap.{words}.expected", **params),
            request=text(f"gap.{words}.request", **params),
            basis=text(f"gap.{words}.basis") if basis else None,
            areas=system.areas if system else areas,
            owner_division=self.owner(system) if system else None,
            counterpart=counterpart,
            counterpart_areas=counterpart_areas,
            edition=edition,
            standard_date=standard_date,
            due=self.due(rank),
            ref=ref,
        )


def unconfirmed(value: object) -> bool:
    """Whether somebody still has to find out."""
    return value is UNKNOWN
