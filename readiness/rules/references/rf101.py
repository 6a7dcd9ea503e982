"""The code of the body: six digits with a right check digit."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.bodycode import check_digit, well_formed
from readiness.model.finding import Severity
from readiness.model.unknown import known
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit


def check(context: Context) -> Iterator[Hit]:
    """A code whose last digit does not follow from the first five, or that is no six digits."""
    body = context.inventory.body
    code = body.code
    if not known(code) or well_formed(code):
        return
    if len(code) == 6 and code.isascii() and code.isdigit():
        yield hit(body, "code", variant="digit", code=code, expected=code[:5] + check_digit(code[:5]))
    else:
        yield hit(body, "code", code=code)


RULE = Rule(code="RF101", name="body.code", severity=Severity.ERROR, check=check)
