"""Which areas a body has, by its class; and who runs an affair."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from readiness.model.finding import Severity, Subject
from readiness.model.standard.applicability import Outcome
from readiness.model.system import SystemKind
from readiness.model.unknown import known
from readiness.rules.context import Context
from readiness.rules.rule import Hit, hit, rule
from readiness.situation.scopes import OUTSIDE


@rule("AP101", "area.not-run-here", Severity.WARNING)
def area_not_run_here(context: Context) -> Iterator[Hit]:
    """A system for an area that a body of this class does not run.

    Systems under the standard; what a body runs of its own accord (独自施策) is its own affair. Where a list of the
    ministry speaks of the area, the list is believed and the conflict is asked about.
    """
    outside = {scope.area: scope for scope in context.scopes if scope.rule and scope.outcome is not Outcome.UNDECIDED}
    for system in context.inventory.systems:
        for index, area in enumerate(system.areas):
            scope = outside.get(area)
            if scope and scope.rule and system.kind is SystemKind.STANDARD:
                yield hit(
                    system,
                    "areas",
                    index,
                    discriminator=area,
                    variant="message" if scope.outcome in OUTSIDE else "listed",
                    area=context.area_names([area])[0],
                    reason=scope.rule.reason,
                    reason_en=scope.rule.reason_en,
                )


@rule("AP102", "area.without-system", Severity.QUESTION)
def area_without_system(context: Context) -> Iterator[Hit]:
    """An area the body runs, with no system for it.

    Asked area by area, once the inventory holds any system at all.
    """
    if not context.inventory.systems:
        return
    have = {area for system in context.inventory.systems for area in system.areas}
    for scope in context.scopes:
        if scope.outcome is Outcome.APPLIES and scope.area not in have:
            found = hit(context.inventory.body, "id", area=context.area_names([scope.area])[0])
            yield replace(found, subject=Subject("area", scope.area))


@rule("AP106", "inventory.without-systems", Severity.QUESTION)
def inventory_without_systems(context: Context) -> Iterator[Hit]:
    """An inventory without a single system: nothing is known, and nothing can be found in it.

    Asked once for the whole, instead of area by area.
    """
    if not context.inventory.systems:
        running = [scope for scope in context.scopes if scope.outcome not in OUTSIDE]
        yield hit(context.inventory.body, "id", areas=len(running))


@rule("AP103", "body.welfare-office", Severity.QUESTION)
def body_welfare_office(context: Context) -> Iterator[Hit]:
    """A town or village that has not said whether it keeps a 福祉事務所.

    Areas that depend on it are neither counted nor left out until it is known.
    """
    body = context.inventory.body
    areas = [scope.area for scope in context.scopes if scope.outcome is Outcome.UNDECIDED]
    if areas and known(body.body_class):
        yield hit(body, "welfare_office", areas=context.area_names(areas))


@rule("AP104", "operating-body.decides", Severity.QUESTION)
def operating_body_decides(context: Context) -> Iterator[Hit]:
    """Nobody knows whether the body that runs an affair also decides about its system.

    Operating bodies that run at least one system which still moves.
    """
    for operator in context.inventory.operating_bodies:
        own = [system for system in context.moving if system.operating_body == operator.id]
        if own and not known(operator.decides):
            yield hit(operator, "decides", systems=tuple(system.label for system in own))


@rule("AP105", "system.planned-elsewhere", Severity.WARNING)
def system_planned_elsewhere(context: Context) -> Iterator[Hit]:
    """A date set here for a system that another body decides about.

    The date may be known from that body; then its source belongs beside it.
    """
    deciding = {operator.id: operator for operator in context.inventory.operating_bodies if operator.decides is True}
    for system in context.moving:
        operator = deciding.get(system.operating_body or "")
        planned = context.stands[system.id].planned
        if operator and planned and not system.source:
            yield hit(
                system,
                "planned_date",
                related=(operator.ref.child("decides"),),
                operator=operator.label,
                planned=planned,
            )
