"""A system or vendor that names itself where another one is meant."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.model.text import text
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit

_OTHERS = ("move_after", "move_with", "shared_database")


def check(context: Context) -> Iterator[Hit]:
    """Partners of a move, of a database, of a merger."""
    for system in context.inventory.systems:
        for key in _OTHERS:
            named = getattr(system, key)
            if system.id in named:
                yield hit(system, key, named.index(system.id), discriminator=key, field=text(f"field.{key}"))
    for vendor in context.inventory.vendors:
        if vendor.merged_into == vendor.id:
            yield hit(vendor, "merged_into", discriminator="merged_into", field=text("field.merged_into"))


RULE = Rule(code="RF111", name="record.names-itself", severity=Severity.ERROR, check=check)
