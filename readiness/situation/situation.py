"""The one place that says where a system stands: moved, to move, staying, or not to be told from the record."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING

from readiness.model.contract import Contract
from readiness.model.inventory import Inventory
from readiness.model.plan.moves import MoveId
from readiness.model.record import Maybe, SystemId
from readiness.model.system import DueKind, System, SystemKind
from readiness.model.text import Text, text
from readiness.model.unknown import UNKNOWN, Unknown, known
from readiness.situation.contracts import covering, running, with_own_vendor
from readiness.situation.cutover import CutOver, decided, latest_proposal, of_plan
from readiness.situation.entered import entered_of
from readiness.situation.groups import Group, groups_of
from readiness.situation.intention import intentions, went_live
from readiness.situation.steps import Steps, steps_of

if TYPE_CHECKING:
    from readiness.model.plan import Plan


class Side(Enum):
    """Which side a system is on. UNDECIDED: nobody decided whether it moves, or the record contradicts itself."""

    MOVED = "moved"
    TO_MOVE = "to_move"
    STAYS = "stays"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """A side with its reason. `assumed`: nobody said so; it is what the rest of the record suggests.

    `migrated` is what may be counted: True or False where somebody said so and nothing speaks against it, else UNKNOWN.
    """

    side: Side
    because: Text
    assumed: bool = False
    migrated: Maybe[bool] = UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """One system on a day.

    `owner` is the division that decides about it: as told, else the only one that owns areas of it. `contracts` run or
    are to come, those with its own vendor where there are any. `cutover` is None for what does not move, or has no
    date; `planned` is the record's own date and `proposed` the incumbent's, whatever has been decided since.
    """

    system: System
    as_of: date
    stand: Stand
    intention: Maybe[bool]
    steps: Steps
    owner: str | None
    contracts: tuple[Contract, ...] = ()
    cutover: CutOver | None = None
    planned: date | None = None
    proposed: date | None = None

    @property
    def side(self) -> Side:
        """The side it is on."""
        return self.stand.side

    @property
    def moving(self) -> bool:
        """Whether its move is still to come."""
        return self.stand.side is Side.TO_MOVE

    @property
    def went_live(self) -> Maybe[date]:
        """The day it went live as the new system, as told."""
        return went_live(self.system, self.as_of)

    @property
    def unstated(self) -> bool:
        """Whether nobody has said if it has moved, and no step shows it: that must be asked."""
        return isinstance(self.system.migrated, Unknown) and isinstance(self.stand.migrated, Unknown)

    @property
    def migrated(self) -> Maybe[bool]:
        """What may be counted of it: moved, not moved, or 未確認."""
        return self.stand.migrated


@dataclass(frozen=True, kw_only=True)
class Situations(Mapping[SystemId, Situation]):
    """Every system of an inventory on a day, by id in file order; and what moves together.

    `every_group` holds what still moves, `entered` the ids of those of which somebody has entered what a date rests on.
    """

    inventory: Inventory
    as_of: date
    by_id: Mapping[SystemId, Situation]
    every_group: tuple[Group, ...]
    entered: frozenset[MoveId]

    def __getitem__(self, system: SystemId) -> Situation:
        return self.by_id[system]

    def __iter__(self) -> Iterator[SystemId]:
        return iter(self.by_id)

    def __len__(self) -> int:
        return len(self.by_id)

    @cached_property
    def position(self) -> Mapping[SystemId, int]:
        """The place of every system in the inventory, from 0."""
        return {id_: at for at, id_ in enumerate(self.by_id)}

    def on(self, *sides: Side) -> tuple[SystemId, ...]:
        """Ids of the systems on one of the sides."""
        return tuple(id_ for id_, found in self.by_id.items() if found.side in sides)

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """What may be given a date."""
        return tuple(group for group in self.every_group if group.id in self.entered)

    @cached_property
    def undated(self) -> tuple[Group, ...]:
        """What gets no date, because nobody has entered anything it could rest on."""
        return tuple(group for group in self.every_group if group.id not in self.entered)

    @cached_property
    def moving(self) -> tuple[System, ...]:
        """The systems whose move is still to come."""
        return tuple(found.system for found in self.by_id.values() if found.moving)

    @cached_property
    def taken_as_moving(self) -> tuple[SystemId, ...]:
        """Ids of systems that count as still to move though nobody has said that they have not moved."""
        return tuple(id_ for id_, found in self.by_id.items() if found.moving and not known(found.stand.migrated))

    @cached_property
    def undecided(self) -> tuple[SystemId, ...]:
        """Ids of systems of which nobody has said whether they are to move."""
        return tuple(id_ for id_, found in self.by_id.items() if isinstance(found.intention, Unknown))

    @cached_property
    def cutovers(self) -> Mapping[SystemId, CutOver]:
        """Cut-over by system id, where one is known."""
        return {id_: found.cutover for id_, found in self.by_id.items() if found.cutover is not None}

    @cached_property
    def contracts(self) -> tuple[Contract, ...]:
        """Contracts in force or to come."""
        return running(self.inventory, self.as_of)

    def with_plan(self, plan: Plan | None) -> Situations:
        """The same with the dates of a computed plan, which keeps to pins; a move it cannot place has no date."""
        if plan is None:
            return self
        dates = of_plan(plan)
        placed = {id_: replace(found, cutover=dates.get(id_, found.cutover)) for id_, found in self.by_id.items()}
        return replace(self, by_id=placed)


def situations(inventory: Inventory, as_of: date, given: Collection[str] = ()) -> Situations:
    """Where every system stands on a day. Pure, and independent of the order of the records.

    `given` are moves or systems for which somebody has a date at hand that is not in the inventory.
    """
    intended = intentions(inventory)
    steps = {system.id: steps_of(inventory, system) for system in inventory.systems}
    stands = _stands(inventory, as_of, intended, steps)
    movers = tuple(system for system in inventory.systems if stands[system.id].side is Side.TO_MOVE)
    groups = groups_of(inventory, movers, as_of)
    dates = decided(inventory, groups)
    return Situations(
        inventory=inventory,
        as_of=as_of,
        every_group=groups,
        entered=entered_of(inventory, groups, given),
        by_id={
            system.id: Situation(
                system=system,
                as_of=as_of,
                stand=stands[system.id],
                intention=intended[system.id],
                steps=steps[system.id],
                owner=owner_of(inventory, system),
                contracts=with_own_vendor(system, covering(inventory, system, as_of)),
                cutover=dates.get(system.id) if stands[system.id].side is Side.TO_MOVE else None,
                planned=system.planned_date if stands[system.id].side is Side.TO_MOVE else None,
                proposed=latest_proposal(inventory, system) if stands[system.id].side is Side.TO_MOVE else None,
            )
            for system in inventory.systems
        },
    )


def sides(inventory: Inventory, as_of: date) -> Mapping[SystemId, Side]:
    """The side of every system, where nothing else is asked. Steps have a say only where nobody tells the state."""
    none = Steps(status={})
    steps = {s.id: none if known(s.migrated) else steps_of(inventory, s) for s in inventory.systems}
    return {id_: stand.side for id_, stand in _stands(inventory, as_of, intentions(inventory), steps).items()}


def _stands(
    inventory: Inventory, as_of: date, intended: Mapping[SystemId, Maybe[bool]], steps: Mapping[SystemId, Steps]
) -> dict[SystemId, Stand]:
    stands = {s.id: stand_of(s, as_of, intended[s.id], steps[s.id]) for s in inventory.systems}
    return stands | _common_functions(inventory, stands)


def stand_of(system: System, as_of: date, intention: Maybe[bool], steps: Steps) -> Stand:
    """The side of one system by itself.

    Somebody's word about `migrated` wins, then a day of going live, then step 40; a statement against it leaves the
    question open. 40 steps of which only the rate is published say that the work is done, not that the system moved.
    """
    live = went_live(system, as_of)
    gone_live = known(live) and live <= as_of
    if system.migrated is True:
        to_come = known(live) and not gone_live
        return _stand(Side.UNDECIDED, "live_to_come") if to_come else _stand(Side.MOVED, "stated", migrated=True)
    if system.migrated is False:
        return _to_come(intention, migrated=UNKNOWN if gone_live else False)
    if gone_live and intention is not False:
        return _stand(Side.UNDECIDED, "live_past")
    if not known(live) and steps.live:
        return _stand(Side.MOVED, "step_40", migrated=True)
    if not known(live) and steps.all_closed:
        return _stand(Side.MOVED, "all_steps", assumed=True)
    return _to_come(intention, migrated=UNKNOWN)


def _to_come(intention: Maybe[bool], migrated: Maybe[bool]) -> Stand:
    if not known(intention):
        return _stand(Side.UNDECIDED, "no_decision", migrated=migrated)
    if not intention:
        return _stand(Side.STAYS, "stays", migrated=migrated)
    return _stand(Side.TO_MOVE, "to_move", migrated=migrated, assumed=not known(migrated))


def _stand(side: Side, because: str, *, migrated: Maybe[bool] = UNKNOWN, assumed: bool = False) -> Stand:
    return Stand(side=side, because=text(f"situation.because.{because}"), assumed=assumed, migrated=migrated)


def _common_functions(inventory: Inventory, stands: Mapping[SystemId, Stand]) -> dict[SystemId, Stand]:
    """共通機能 of unknown state are taken as moved once a standard area has: it could not run without them."""
    if not any(stands[s.id].side is Side.MOVED and s.kind is SystemKind.STANDARD for s in inventory.systems):
        return {}
    return {
        s.id: _stand(Side.MOVED, "common_runs", assumed=True)
        for s in inventory.systems
        if s.kind is SystemKind.COMMON
        and s.due is not DueKind.EXTENDED
        and stands[s.id].side is Side.TO_MOVE
        and not known(s.migrated)
    }


def owner_of(inventory: Inventory, system: System) -> str | None:
    """Owner division: as written at the system, else the one that owns its areas; of several, it is asked."""
    if known(system.owner_division):
        return system.owner_division
    found = {division.id for division in inventory.divisions if set(division.areas) & set(system.areas)}
    return found.pop() if len(found) == 1 else None
