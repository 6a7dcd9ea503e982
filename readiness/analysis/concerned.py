"""Which systems a subject concerns: the one look-up behind groups of findings and rows of questions."""

from __future__ import annotations

from typing import Any

from readiness.inventory.sections import SECTIONS
from readiness.model.finding import Subject
from readiness.model.inventory import Inventory
from readiness.model.plan import Plan

# Fields of a record that name systems.
_NAMES = ("system", "systems", "from_", "to")


def systems_concerned(inventory: Inventory, subject: Subject, plan: Plan | None = None) -> tuple[str, ...]:
    """Ids of the systems of the body that a subject concerns, in file order; none where it is about the whole body."""
    kind, id_ = subject.kind, subject.id
    if kind == "system":
        found = {id_}
    elif kind == "move":
        move = plan.move_by_id.get(id_) if plan is not None else None
        found = set(move.systems) if move is not None else set()
    elif kind == "area":
        found = {system.id for system in inventory.systems if id_ in system.areas}
    elif kind in ("vendor", "package", "operating_body"):
        found = {system.id for system in inventory.systems if getattr(system, kind) == id_}
    else:
        found = set(_named(record_of(inventory, subject)))
    return tuple(system.id for system in inventory.systems if system.id in found)


def record_of(inventory: Inventory, subject: Subject) -> Any:
    """The record of a subject, None where there is none of that id."""
    section = next((section for section in SECTIONS if section.kind == subject.kind), None)
    if section is None or not section.many:
        return None
    return next((record for record in getattr(inventory, section.key) if record.id == subject.id), None)


def _named(record: Any) -> tuple[str, ...]:
    found: list[str] = []
    for name in _NAMES:
        value = getattr(record, name, None)
        found += value if isinstance(value, tuple) else [value] if isinstance(value, str) else []
    return tuple(found)
