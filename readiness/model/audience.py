"""Who may see which fields. Everything that is written for somebody asks here; what is not listed may be seen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from readiness.model.inventory import Inventory
from readiness.model.record import Word

Field = tuple[str, str]  # record class, field


class Audience(Word):
    """The reader of a report or paper."""

    INTERNAL = "internal", "庁内"
    DIVISION = "division", "所管課"
    VENDOR = "vendor", "事業者"
    FINANCE = "finance", "財政"
    PUBLIC = "public", "公表"


# What would help an attacker: versions, ends of support, places and networks.
SECURITY: frozenset[Field] = frozenset(
    {
        ("Package", "version"),
        ("Claim", "version"),
        ("System", "platform"),
        ("System", "platform_eol"),
        ("System", "data_centre"),
        ("Roles", "network"),
        ("Roles", "middleware"),
    }
)
# Prices of running contracts.
CONTRACT_PRICES: frozenset[Field] = frozenset(
    {
        ("Contract", "annual_amount"),
        ("Contract", "penalty"),
        ("Contract", "extraction_fee"),
        ("Side", "annual_amount"),
    }
)
QUOTES: frozenset[Field] = frozenset(
    {("Quote", "amount"), ("Quote", "number"), ("CostLine", "fy2018"), ("CostLine", "current"), ("CostLine", "planned")}
)
# Notes to ourselves, and who said what.
NOTES: frozenset[Field] = frozenset(
    (record, field)
    for record in ("Body", "Division", "Vendor", "Package", "Contract", "Procurement", "System", "Interface", "Quote")
    for field in ("note", "source", "confirmed_by")
)
PEOPLE: frozenset[Field] = frozenset(
    {("Contact", "person"), ("Contact", "phone"), ("Vendor", "contact_person"), ("Vendor", "address")}
)

HIDDEN: Mapping[Audience, frozenset[Field]] = {
    Audience.INTERNAL: frozenset(),
    Audience.DIVISION: SECURITY | CONTRACT_PRICES,
    Audience.FINANCE: SECURITY | CONTRACT_PRICES,
    Audience.VENDOR: SECURITY | CONTRACT_PRICES | QUOTES | NOTES | PEOPLE,
    Audience.PUBLIC: SECURITY | CONTRACT_PRICES | QUOTES | NOTES | PEOPLE,
}


def audience(word: str) -> Audience:
    """The audience of a word or code. Raises `ValueError`."""
    for member in Audience:
        if word in (member.ja, member.value):
            return member
    raise ValueError(f"no such audience: {word}")


def visible(reader: Audience, record: str, field: str) -> bool:
    """Whether the reader may see a field of a record class (by its class name)."""
    return (record, field) not in HIDDEN[reader]


def hidden_values(reader: Audience, inventory: Inventory) -> Iterator[tuple[Field, Any]]:
    """Every known value of the inventory that must not reach the reader; tests look for them in what was written."""
    for record in inventory.records():
        yield from _hidden(reader, record)


def _hidden(reader: Audience, value: Any) -> Iterator[tuple[Field, Any]]:
    name = type(value).__name__
    for field in fields(value):
        inner = getattr(value, field.name)
        if not visible(reader, name, field.name) and isinstance(inner, str | int | date) and inner != "":
            yield (name, field.name), inner
        elif is_dataclass(inner) and field.name != "ref":
            yield from _hidden(reader, inner)
        elif isinstance(inner, tuple):
            for item in inner:
                if is_dataclass(item):
                    yield from _hidden(reader, item)
