"""Told as conformant, but on other characters than 行政事務標準文字."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.model.system import Conformance
from readiness.model.unknown import known
from readiness.rules.characters.mjplus import is_mjplus
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit

_OPEN_ENDED = frozenset({"family_register", "family_register_supplement"})


def check(context: Context) -> Iterator[Hit]:
    """戸籍 and its 附票 are left out: their transition has no end date."""
    for system in context.inventory.systems:
        code = system.charset.code
        if system.conformance is not Conformance.CONFORMANT or not known(code) or is_mjplus(code):
            continue
        if system.areas and not _OPEN_ENDED & set(system.areas):
            yield hit(system, "charset", "code", related=(system.ref.child("conformance"),), code=code)


RULE = Rule(code="CH105", name="characters.not-standard", severity=Severity.WARNING, check=check)
