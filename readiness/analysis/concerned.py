"""Which systems a subject concerns: the one look-up behind groups of findings and rows of questions."""

from __future__ import annotations

from typing import Any

from readiness.inventory.sections import SECTIONS
from readiness.model.finding import Subject
from readiness.model.inventory import Inventory
from readiness.model.plan import Plan
from readiness.model.plan.moves import MoveId
from readiness.model.record import Record, SystemId

# Fields of a record that name systems.
_NAMES = ("system", "systems", "from_", "to")
# Sections with records of their own id, by the kind of these.
_LISTS = {section.kind: section.key for section in SECTIONS if section.many and issubclass(section.record, Record)}


def systems_concerned(inventory: Inventory, subject: Subject, plan: Plan | None = None) -> tuple[SystemId, ...]:
    """Ids of the systems of the body that a subject concerns, in file order; none where it is about the whole body."""
    kind, id_ = subject.kind, subject.id
    if kind == "system":
        return (SystemId(id_),) if id_ in inventory.system_by_id else ()
    if kind == "move":
        move = plan.move_by_id.get(MoveId(id_)) if plan is not None else None
        found = set(move.systems) if move is not None else set()
    elif kind == "area":
        found = {system.id for system in inventory.systems if id_ in system.areas}
    elif kind in ("vendor", "package", "operating_body"):
        found = {system.id for system in inventory.systems if getattr(system, kind) == id_}
    else:
        found = set(_named(record_of(inventory, subject)))
    return tuple(sorted(found & inventory.system_place.keys(), key=inventory.system_place.__getitem__))


def record_of(inventory: Inventory, subject: Subject) -> Any:
    """The record of a subject, None where there is none of that id."""
    key = _LISTS.get(subject.kind)
    return inventory.record_by_id[key].get(subject.id) if key is not None else None


def _named(record: Any) -> tuple[SystemId, ...]:
    found: list[SystemId] = []
    for name in _NAMES:
        value = getattr(record, name, None)
        found += value if isinstance(value, tuple) else [SystemId(value)] if isinstance(value, str) else []
    return tuple(found)
