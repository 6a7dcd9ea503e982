"""Rehearsals and the decision to go live (試行・リハーサル・移行判定): fourteen criteria, filled where the record can.

A criterion whose result is missing counts as not met (未実施 = 不適). Five of them forbid 実施 (papers.md, form (f)).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from readiness.model.contract import MilestoneKind
from readiness.model.going_live import Count, Criterion, GoDecision, GoResult, Rehearsal, RehearsalKind
from readiness.model.inventory import Inventory
from readiness.model.people import Training
from readiness.model.record import Maybe, SystemId
from readiness.model.text import Text, text
from readiness.model.unknown import UNKNOWN, known
from readiness.situation.steps import steps_of

# 1 counts agree, 2 characters, 3 links, 4 forms, 5 grave defects, 6 nightly run, 7 manuals, 8 training, 9 counters,
# 10 way back, 11 PIA, 12 contract and budget, 13 residents, 14 other bodies.
CRITERIA = tuple(range(1, 15))
FORBIDDING = frozenset({1, 3, 5, 10, 12})
# Steps of the national procedure that show a criterion, where no record of its own does.
_TRAINING, _PRIVACY = 36, 30
_PAPERWORK = {"contract": 28, "budget": 22, "rules": 39}


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One criterion as it stands. `stated` is the body's own entry, `found` what the inventory itself shows of it."""

    no: int
    met: Maybe[bool]
    stated: Criterion | None = None
    found: Text | None = None

    @property
    def passes(self) -> bool:
        """Whether it is met; unknown is not."""
        return known(self.met) and self.met


@dataclass(frozen=True, kw_only=True)
class Going:
    """Going live of systems that move together: rehearsals in order, criteria, decision."""

    systems: tuple[SystemId, ...]
    cutover: date | None
    rehearsals: tuple[Rehearsal, ...] = ()
    decision: GoDecision | None = None
    judged: tuple[Judged, ...] = ()

    @cached_property
    def unmet(self) -> tuple[Judged, ...]:
        """Criteria that are not met, in order."""
        return tuple(one for one in self.judged if not one.passes)

    @property
    def forbidden(self) -> tuple[int, ...]:
        """Numbers of unmet criteria that forbid 実施."""
        return tuple(one.no for one in self.unmet if one.no in FORBIDDING)

    @property
    def against(self) -> bool:
        """Whether 実施 was decided although a criterion forbids it."""
        decided = self.decision.decision if self.decision else None
        return decided is GoResult.GO and bool(self.forbidden)


def assess_going(inventory: Inventory, cutovers: dict[SystemId, date], as_of: date) -> tuple[Going, ...]:
    """Every set of systems that has a rehearsal or a decision, in the order of the records."""
    stated = [record.systems for record in inventory.rehearsals] + [record.systems for record in inventory.go_decisions]
    sets = dict.fromkeys(map(_key, stated))
    return tuple(going_of(inventory, systems, cutovers, as_of) for systems in sets)


def going_of(inventory: Inventory, systems: tuple[SystemId, ...], cutovers: dict[SystemId, date], as_of: date) -> Going:
    """Going live of these systems, whether or not something was recorded of it."""
    key = _key(systems)
    held = sorted(
        (rehearsal for rehearsal in inventory.rehearsals if _key(rehearsal.systems) == key),
        key=lambda one: (one.on if known(one.on) else date.max, one.number or 0),
    )
    decision = next((found for found in reversed(inventory.go_decisions) if _key(found.systems) == key), None)
    days = [cutovers[system] for system in key if system in cutovers]
    stated = {criterion.no: criterion for criterion in decision.criteria} if decision else {}
    done = tuple(one for one in held if known(one.on) and one.on <= as_of)
    shown = _shown(inventory, key, done, decision, as_of)
    judged = tuple(_judged(no, stated.get(no), shown.get(no)) for no in sorted({*CRITERIA, *stated}))
    return Going(
        systems=key,
        cutover=max(days) if days else None,
        rehearsals=tuple(held),
        decision=decision,
        judged=judged,
    )


def differing(counts: Iterable[Count]) -> tuple[Count, ...]:
    """Counts that are known on both sides and do not agree."""
    return tuple(c for c in counts if known(c.expected) and known(c.actual) and c.expected != c.actual)


def _key(systems: Iterable[SystemId]) -> tuple[SystemId, ...]:
    return tuple(sorted(set(systems)))


def _judged(no: int, stated: Criterion | None, shown: tuple[Maybe[bool], Text] | None) -> Judged:
    """The body's own entry wins; what the inventory shows stands beside it."""
    met, found = shown if shown else (UNKNOWN, None)
    if stated is not None and known(stated.met):
        met = stated.met
    return Judged(no=no, met=met, stated=stated, found=found)


def _shown(
    inventory: Inventory,
    systems: tuple[SystemId, ...],
    done: tuple[Rehearsal, ...],
    decision: GoDecision | None,
    as_of: date,
) -> dict[int, tuple[Maybe[bool], Text]]:
    """What the inventory itself shows of a criterion: met or not, and in which words."""
    found: dict[int, tuple[Maybe[bool], Text]] = {}
    last = next((one for one in reversed(done) if one.kind is not RehearsalKind.TRIAL), None)
    if last is not None and last.counts:
        wrong = differing(last.counts)
        open_ = any(not (known(c.expected) and known(c.actual)) for c in last.counts)
        met: Maybe[bool] = False if wrong else UNKNOWN if open_ else True
        found[1] = met, text("going.counts", count=len(last.counts), wrong=len(wrong))
    if last is not None and last.defects is not None and known(last.defects.open_high):
        found[5] = last.defects.open_high == 0, text("going.defects", count=last.defects.open_high)
    left = [record.charset.left for id_ in systems if (record := inventory.system_by_id.get(id_)) and record.charset]
    if left and all(known(count) for count in left):
        total = sum(count for count in left if known(count))
        found[2] = total == 0, text("going.characters", count=total)
    touched = [one for one in inventory.interfaces if not one.presumed and {one.from_, one.to} & set(systems)]
    if touched:  # what is to be tested and proofed; that it was, only people can say
        found[3] = UNKNOWN, text("going.links", count=len(touched))
    if forms := [form for form in inventory.forms if form.system in systems]:
        found[4] = UNKNOWN, text("going.forms", count=len(forms))
    trainings = [one for one in inventory.trainings if set(one.systems) & set(systems)]
    if trainings:
        held = [one for one in trainings if _held(one, as_of)]
        found[8] = len(held) == len(trainings), text("going.trainings", held=len(held), count=len(trainings))
    elif (taught := _step(inventory, systems, _TRAINING)) is not None:
        found[8] = taught, text("going.training_step", state=_state(taught))
    if decision is not None and decision.rollback_until:
        found[10] = True, text("going.way_back", until=decision.rollback_until)
    if (privacy := _step(inventory, systems, _PRIVACY)) is not None:
        found[11] = privacy, text("going.privacy", state=_state(privacy))
    parts = {name: _step(inventory, systems, step) for name, step in _PAPERWORK.items()}
    if _signed(inventory, systems):
        parts["contract"] = True
    if any(part is not None for part in parts.values()):
        met = False if False in parts.values() else UNKNOWN if None in parts.values() else True
        found[12] = met, text("going.paperwork", **{name: _state(part) for name, part in parts.items()})
    return found


def _step(inventory: Inventory, systems: tuple[SystemId, ...], step: int) -> bool | None:
    """Whether a step of the national procedure is done for all of them; None where that is not told of one."""
    stated = [steps_of(inventory, inventory.system_by_id[id_]) for id_ in systems if id_ in inventory.system_by_id]
    if not stated or any(step not in one.status for one in stated):
        return None
    return all(one.closed(step) for one in stated)


def _signed(inventory: Inventory, systems: tuple[SystemId, ...]) -> bool:
    """Whether every one of them is in a procurement whose contract is recorded as signed."""
    signed = {
        system
        for procurement in inventory.procurements
        if any(one.kind is MilestoneKind.CONTRACT and one.done for one in procurement.milestones)
        for system in procurement.systems
    }
    return set(systems) <= signed


def _state(done: bool | None) -> Text:
    return text("going.state.unknown" if done is None else "going.state.done" if done else "going.state.open")


def _held(training: Training, as_of: date) -> bool:
    """Whether a training has taken place and its attendance was recorded."""
    return known(training.on) and training.on <= as_of and training.attended is not None and known(training.attended)
