"""The two ends of an interface tell it differently."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.gaps.checks.links import disagreements
from readiness.model.finding import Severity
from readiness.model.text import text
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit


def check(context: Context) -> Iterator[Hit]:
    """Method, format or frequency, where both ends have told it."""
    for interface in context.inventory.interfaces:
        items = disagreements(interface)
        if items:
            source, target = context.system_names([interface.from_, interface.to])
            yield hit(
                interface,
                "from_says",
                related=(interface.ref.child("to_says"),),
                items=tuple(text(f"gap.link.item.{item}") for item in items),
                source=source,
                target=target,
            )


RULE = Rule(code="IF101", name="interface.ends-differ", severity=Severity.WARNING, check=check)
