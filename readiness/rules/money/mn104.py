"""A system is to be switched and no price for it is known."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.lockin.case import cases
from readiness.lockin.unquoted import unquoted
from readiness.model.finding import Severity
from readiness.model.text import Param, text
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit


def check(context: Context) -> Iterator[Hit]:
    """Systems with a cut-over before them; the others are asked at their next renewal."""
    for case in cases(context.inventory, context.as_of, context.cutovers, {}):
        missing = unquoted(case) if case.cutover else ()
        if missing:
            items: tuple[Param, ...] = tuple(text(f"lockin.cost_item.{item.value}") for item in missing)
            told = ",".join(item.value for item in missing)
            yield hit(case.system, discriminator=told, items=items)


RULE = Rule(code="MN104", name="quote.missing", severity=Severity.QUESTION, check=check)
