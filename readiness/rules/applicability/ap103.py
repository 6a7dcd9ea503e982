"""A town or village that has not said whether it keeps a 福祉事務所."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.model.standard.applicability import Outcome
from readiness.model.unknown import known
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit


def check(context: Context) -> Iterator[Hit]:
    """Areas that depend on it are neither counted nor left out until it is known."""
    body = context.inventory.body
    areas = [scope.area for scope in context.scopes if scope.outcome is Outcome.UNDECIDED]
    if areas and known(body.body_class):
        yield hit(body, "welfare_office", areas=context.area_names(areas))


RULE = Rule(code="AP103", name="body.welfare-office", severity=Severity.QUESTION, check=check)
