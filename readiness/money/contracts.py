"""Which contract is the old side's, which is signed for the new side, and which goes on whatever moves (契約の別)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from readiness.model.contract import Contract, ContractKind
from readiness.model.dates import fiscal_year, month_end
from readiness.model.inventory import Inventory
from readiness.model.plan.moves import MoveId
from readiness.model.record import Maybe, SystemId, VendorId
from readiness.model.unknown import known
from readiness.situation.contracts import ended
from readiness.situation.leaving import service_end

_DAY = timedelta(days=1)


class Role(Enum):
    """What a contract is to the plan."""

    OLD = "old"  # ends when the last of its systems leaves
    NEW = "new"  # signed for the other side already
    GOES_ON = "goes_on"  # serves systems that stay, or printing, lines …: no cost of the plan
    HISTORY = "history"  # has ended, and another contract serves its systems
    OTHER = "other"  # none of its systems moves


@dataclass(frozen=True, slots=True, kw_only=True)
class Holdings:
    """The contracts of a body as a plan sees them. `move_of` by system; `staying`: systems that do not move at all;
    `undecided`: those of which nobody has told whether they do, which keep no contract going: it would cost nothing.
    """

    inventory: Inventory
    as_of: date
    move_of: Mapping[SystemId, MoveId]
    staying: Collection[SystemId]
    undecided: Collection[SystemId] = ()

    def moves(self, contract: Contract) -> tuple[MoveId, ...]:
        """The moves of its systems that are still to come, in a stable order."""
        return tuple(dict.fromkeys(sorted(self.move_of[s] for s in contract.systems if s in self.move_of)))

    def role(self, contract: Contract) -> Role:
        """What a contract is to the plan."""
        if not self.moves(contract):
            return Role.OTHER
        if self.of_new_vendor(contract):
            return Role.NEW
        if any(system in self.staying for system in contract.systems) or self._serves_both_sides(contract):
            return Role.GOES_ON
        if self.begins_later(contract):
            return Role.NEW
        if self.ended(contract) and self._served_by_others(contract):
            return Role.HISTORY
        return Role.OLD

    def ended(self, contract: Contract) -> bool:
        """Whether its last day is past and it does not renew itself."""
        return ended(contract, self.as_of) and not renews(contract)

    def of_new_vendor(self, contract: Contract) -> bool:
        """Whether it is with the vendor its systems go to, who does not run them now."""
        before, after = self._vendors(contract)
        return known(contract.vendor) and contract.vendor in after - before

    def begins_later(self, contract: Contract) -> bool:
        """Whether it is yet to begin, or began after another one of the same systems and outlives it.

        Where the record cannot tell old from new, such a contract is not taken for the one that is left: it costs no
        penalty. One of the present vendor is the old side's where the new one is known, or where it runs already.
        """
        before, after = self._vendors(contract)
        if known(contract.vendor) and contract.vendor in before - after and (after or not self._future(contract)):
            return False
        return self._future(contract) or self._follows_another(contract)

    def _vendors(self, contract: Contract) -> tuple[set[VendorId], set[VendorId]]:
        """Vendors of its systems to move, now and after the move, as far as they are told."""
        systems = [self.inventory.system_by_id[s] for s in contract.systems if s in self.move_of]
        after = [s.after.vendor for s in systems if s.after is not None]
        return {s.vendor for s in systems if known(s.vendor)}, {vendor for vendor in after if known(vendor)}

    def _future(self, contract: Contract) -> bool:
        return known(contract.start) and contract.start > self.as_of

    def _follows_another(self, contract: Contract) -> bool:
        mine = {s for s in contract.systems if s in self.move_of}
        return known(contract.start) and any(
            other is not contract
            and mine & set(other.systems)
            and not self.ended(other)
            and known(other.end)
            and (not known(other.start) or other.start < contract.start)
            and (not known(contract.end) or contract.end > other.end)
            for other in self.inventory.contracts
        )

    def _serves_both_sides(self, contract: Contract) -> bool:
        """Some of its systems have moved and it is still there, of a vendor that runs none of the others."""
        here = {*self.move_of, *self.staying, *self.undecided}
        moved = any(s not in here for s in contract.systems)
        before, _ = self._vendors(contract)
        leased = contract.kind in {ContractKind.LEASE, ContractKind.JOINT_USE}
        return moved and not leased and known(contract.vendor) and bool(before) and contract.vendor not in before

    def _served_by_others(self, contract: Contract) -> bool:
        """Whether every system of it that still moves has another contract, or one that ended later."""
        return all(
            any(
                system in other.systems and other is not contract and _later(other, contract, self)
                for other in self.inventory.contracts
            )
            for system in contract.systems
            if system in self.move_of
        )

    def uncovered(self) -> dict[SystemId, date | None]:
        """Systems still to move that no contract of the old side covers, or none before a day to come, with that day:
        what they cost today nobody has told.
        """
        begins: dict[SystemId, list[date]] = {system: [] for system in sorted(self.move_of)}
        for contract in self.inventory.contracts:
            if self.role(contract) in (Role.OLD, Role.GOES_ON):
                for system in begins.keys() & set(contract.systems):
                    begins[system].append(contract.start if known(contract.start) else date.min)
        first = {system: min(days, default=None) for system, days in begins.items()}
        return {system: day for system, day in first.items() if day is None or day > self.as_of}

    def served(self, systems: Iterable[SystemId]) -> date | None:
        """The last day on which any of the systems still to move is served (提供終了日); None where one has no end.

        No extension and no re-lease goes beyond it, save where the party itself has offered in a quote to go on.
        """
        inventory = self.inventory
        days = [service_end(inventory, inventory.system_by_id[s]) for s in systems if s in self.move_of]
        stated = [day for day in days if day is not None]
        return max(stated) if stated and len(stated) == len(days) else None

    def relieved(self, contract: Contract) -> date | None:
        """The day from which another contract of the old side takes over all its systems after its end."""
        end = contract.end
        if not known(end):
            return None
        mine = {s for s in contract.systems if s in self.move_of}
        starts = [
            other.start
            for other in self.inventory.contracts
            if other is not contract
            and mine <= set(other.systems)
            and known(other.start)
            and other.start > end
            and self.role(other) is Role.OLD
        ]
        return min(starts, default=None)

    def gone_since(self, day: date) -> tuple[tuple[Contract, date], ...]:
        """Contracts that have ended since a day and that others follow, each with the last day it is paid for: the
        month in which the next begins is that one's.
        """
        found: list[tuple[Contract, date]] = []
        for contract in self.inventory.contracts:
            if self.role(contract) is Role.HISTORY and known(contract.end) and contract.end >= day:
                starts = [
                    other.start.replace(day=1) - _DAY
                    for other in self.inventory.contracts
                    if known(other.start) and other.start > contract.end and set(other.systems) & set(contract.systems)
                ]
                found.append((contract, min([contract.end, *starts])))
        return tuple(found)

    def begins(self, contract: Contract) -> date | None:
        """The first day a contract is paid for: the month in which the one it follows ends is that one's."""
        start = contract.start
        if not known(start):
            return None
        mine = {s for s in contract.systems if s in self.move_of}
        before = (
            other
            for other in self.inventory.contracts
            if known(other.end)
            and other.end < start <= month_end(other.end)
            and mine == {s for s in other.systems if s in self.move_of}
            and _alike(other.vendor, contract.vendor)
            and self.role(other) is Role.OLD
        )
        return month_end(start) + _DAY if any(before) else start

    def overlaps(self, contract: Contract) -> tuple[Contract, ...]:
        """Contracts of its vendor and kind, as far as they are told, for its systems or more, that run on after it
        began, in their last fiscal year; and those of the very same term and amount, of which the later by id asks.

        Whether it renews them, is written twice or is for something else nobody says: both are paid.
        """
        return tuple(
            other
            for other in self.inventory.contracts
            if other is not contract
            and _alike(other.vendor, contract.vendor)
            and _alike_kind(contract, other)
            and not self.ended(other)
            and (_renewed_early(contract, other) or (_alike_in_all(contract, other) and other.id < contract.id))
        )


def _renewed_early(contract: Contract, other: Contract) -> bool:
    return (
        bool(contract.systems)
        and set(contract.systems) <= set(other.systems)
        and known(contract.start)
        and known(other.end)
        and (not known(other.start) or other.start < contract.start)
        and contract.start <= other.end
        and fiscal_year(contract.start) == fiscal_year(other.end)
        and (not known(contract.end) or contract.end > other.end)
    )


def _alike_in_all(contract: Contract, other: Contract) -> bool:
    return (
        set(contract.systems) == set(other.systems)
        and known(contract.end)
        and (known(contract.annual_amount) or (known(contract.vendor) and contract.vendor == other.vendor))
        and (contract.start, contract.end) == (other.start, other.end)
        and contract.annual_amount == other.annual_amount
    )


def _alike_kind(contract: Contract, other: Contract) -> bool:
    return not known(contract.kind) or not known(other.kind) or contract.kind == other.kind


def _alike(one: Maybe[str], other: Maybe[str]) -> bool:
    return not known(one) or not known(other) or one == other


def renews(contract: Contract) -> bool:
    """Whether it renews itself at its end; not where nobody has told."""
    return known(contract.auto_renew) and contract.auto_renew


def last_day(contract: Contract) -> Maybe[date] | None:
    """Its last day; None where it renews itself or tells none."""
    return contract.end if known(contract.end) and not renews(contract) else None


def _later(other: Contract, contract: Contract, holdings: Holdings) -> bool:
    if not holdings.ended(other):
        return True
    return known(other.end) and known(contract.end) and other.end > contract.end
