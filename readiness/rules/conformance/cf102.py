"""A claim about an ID that cannot be one of the standard: another shape, or no such 業務ID."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit
from readiness.standard.common import id_problem


def check(context: Context) -> Iterator[Hit]:
    """By shape alone, so without any imported edition; whether an ID of the right shape exists, an edition tells."""
    for claim in context.inventory.claims:
        problem = id_problem(context.standard, claim.requirement)
        if problem is not None:
            yield hit(claim, "requirement", variant=problem, requirement=claim.requirement)


RULE = Rule(code="CF102", name="conformance.requirement-id", severity=Severity.WARNING, check=check)
