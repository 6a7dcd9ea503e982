"""MJ+ without an edition."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.model.unknown import known
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit


def check(context: Context) -> Iterator[Hit]:
    """The set has grown from version to version, so «MJ+» alone does not say which characters there are."""
    for system in context.inventory.systems:
        told = system.charset
        if known(told.code) and context.standard.characters.is_standard(told.code) and not known(told.mj_edition):
            yield hit(system, "charset", "mj_edition", code=told.code)


RULE = Rule(code="CH104", name="characters.edition", severity=Severity.QUESTION, check=check)
