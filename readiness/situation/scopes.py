"""Which areas a body runs: by the rules for its class, over which a list of the ministry wins (対象業務)."""

from __future__ import annotations

from dataclasses import replace

from readiness.model.inventory import Inventory
from readiness.model.standard.applicability import AreaScope, Outcome
from readiness.model.standard.standard import Standard
from readiness.model.system import DueKind
from readiness.situation.steps import area_steps
from readiness.standard.applicability import area_scopes


def body_scopes(inventory: Inventory, standard: Standard) -> tuple[AreaScope, ...]:
    """Every area in order. One that our rules leave out stays in, and is asked about, where a list speaks of it.

    Such a list sets a separate date for a system of the area (該当見込み), or publishes steps that are still open: a
    rate of 100 % may be 対象外 throughout and says nothing.
    """
    body = inventory.body
    designated = {area for s in inventory.systems if s.due is DueKind.EXTENDED for area in s.areas}
    found = area_scopes(standard, body.body_class, body.welfare_office)
    rates = {steps.area: steps.rate for steps in area_steps(inventory, tuple(scope.area for scope in found))}

    def listed(scope: AreaScope) -> bool:
        rate = rates[scope.area]
        return scope.area in designated or (rate is not None and rate < 1)

    return tuple(
        replace(scope, outcome=Outcome.APPLIES) if scope.outcome in OUTSIDE and listed(scope) else scope
        for scope in found
    )


OUTSIDE = (Outcome.ELSEWHERE, Outcome.NOT_APPLICABLE)
