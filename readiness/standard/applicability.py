"""Which areas a body has, by its class and whether it keeps a 福祉事務所."""

from __future__ import annotations

from readiness.model.body import BodyClass
from readiness.model.record import Maybe
from readiness.model.standard.applicability import ApplicabilityRule, AreaScope, Outcome
from readiness.model.standard.standard import Standard
from readiness.model.unknown import Unknown


def area_scopes(standard: Standard, body_class: Maybe[BodyClass], welfare_office: Maybe[bool]) -> tuple[AreaScope, ...]:
    """Every area in order with what it is for such a body.

    A body of unknown class has every area, and those some rule could take away are `UNDECIDED`; so are the areas a rule
    makes depend on a 福祉事務所 where that is unknown.
    """
    return tuple(_scope(standard, area.key, body_class, welfare_office) for area in standard.areas)


def applicable_areas(standard: Standard, body_class: Maybe[BodyClass], welfare_office: Maybe[bool]) -> tuple[str, ...]:
    """Keys of the areas the body runs itself or may run (`APPLIES` and `UNDECIDED`)."""
    scopes = area_scopes(standard, body_class, welfare_office)
    return tuple(scope.area for scope in scopes if scope.outcome in (Outcome.APPLIES, Outcome.UNDECIDED))


def _scope(standard: Standard, area: str, body_class: Maybe[BodyClass], welfare_office: Maybe[bool]) -> AreaScope:
    for rule in standard.applicability:
        if not _touches(rule, area):
            continue
        if isinstance(body_class, Unknown):
            if rule.areas:  # whether it is a prefecture is seen from the body; the rest must be asked
                return AreaScope(area=area, outcome=Outcome.UNDECIDED, rule=rule)
        elif body_class in rule.classes:
            if rule.welfare_office is None or rule.welfare_office is welfare_office:
                return AreaScope(area=area, outcome=rule.outcome, rule=rule)
            if isinstance(welfare_office, Unknown):
                return AreaScope(area=area, outcome=Outcome.UNDECIDED, rule=rule)
    return AreaScope(area=area, outcome=Outcome.APPLIES)


def _touches(rule: ApplicabilityRule, area: str) -> bool:
    return area not in rule.only if rule.only else area in rule.areas
