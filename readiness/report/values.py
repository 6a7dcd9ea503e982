"""What templates and workbooks are fed with: words and links only, nothing left to compute (表示値)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from readiness.model.interface import ExternalSystem
from readiness.model.inventory import Inventory
from readiness.model.record import SystemId
from readiness.model.system import System


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """A headline figure: never printed without its name and how much of it is known. `key` names the figure."""

    name: str
    value: str
    unit: str
    completeness: str
    href: str
    key: str
    range: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A choice of a filter."""

    value: str
    label: str


_AREAS = 2  # so many areas tell a system apart; more would be longer than its name


def distinct_labels(inventory: Inventory, area: Callable[[str], str]) -> dict[SystemId, str]:
    """Names of systems that share theirs, by id: with their areas, else numbered as they stand in the ledger."""
    named: dict[str, list[System | ExternalSystem]] = {}
    both: tuple[System | ExternalSystem, ...] = (*inventory.systems, *inventory.external_systems)
    for record in both:
        named.setdefault(record.label, []).append(record)
    found: dict[SystemId, str] = {}
    for label, records in named.items():
        if len(records) == 1:
            continue
        said = ["・".join(map(area, record.areas[:_AREAS])) if isinstance(record, System) else "" for record in records]
        if not all(said) or len(set(said)) < len(said):
            said = [str(number) for number in range(1, len(records) + 1)]
        found |= {record.id: f"{label}({what})" for record, what in zip(records, said, strict=True)}
    return found


def anchor(*parts: str) -> str:
    """An id for an anchor; the characters of ids may be anything, so all but plain ones are spelled out."""
    raw = "-".join(parts)
    return "e-" + "".join(
        char if char.isascii() and (char.isalnum() or char in "-_") else f"_{ord(char):x}" for char in raw
    )
