"""Only one end of an interface has told what it is."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit


def check(context: Context) -> Iterator[Hit]:
    """Where one end's declaration is recorded and the other end is one of the body's systems too."""
    systems = context.inventory.system_by_id
    for interface in context.inventory.interfaces:
        silent = interface.to if interface.from_says else interface.from_
        if (interface.from_says is None) != (interface.to_says is None) and silent in systems:
            field = "from_says" if interface.from_says else "to_says"
            yield hit(interface, field, silent=systems[silent].label)


RULE = Rule(code="IF102", name="interface.one-end-only", severity=Severity.NOTE, check=check)
