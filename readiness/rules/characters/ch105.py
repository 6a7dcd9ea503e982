"""Told as conformant, but on other characters than 行政事務標準文字."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.model.system import Conformance
from readiness.model.unknown import known
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit


def check(context: Context) -> Iterator[Hit]:
    """Areas whose transition has no end (戸籍 and its 附票) are left out."""
    characters = context.standard.characters
    for system in context.inventory.systems:
        code = system.charset.code
        if system.conformance is not Conformance.CONFORMANT or not known(code) or characters.is_standard(code):
            continue
        if system.areas and not any(characters.open_ended(area) for area in system.areas):
            yield hit(system, "charset", "code", related=(system.ref.child("conformance"),), code=code)


RULE = Rule(code="CH105", name="characters.not-standard", severity=Severity.WARNING, check=check)
