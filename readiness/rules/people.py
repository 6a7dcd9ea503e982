"""Who carries the migration (体制・研修). Nothing is said about a person beyond what was written."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.delivery.people import days_before, ends_in_flight, without_deputy
from readiness.delivery.workload import months
from readiness.model.finding import Severity
from readiness.model.unknown import known
from readiness.rules.context import Context
from readiness.rules.grouping import Grouping
from readiness.rules.rule import Hit, hit, rule


@rule("TM101", "team.deputy", Severity.WARNING, group=Grouping("team"))
def team_deputy(context: Context) -> Iterator[Hit]:
    """A role with one holder and nobody to stand in (代替者なし).

    Roles held by a vendor's people are left out.
    """
    for role in context.inventory.team:
        if without_deputy(role):
            yield hit(role, "deputy", role=role.role)


@rule("TM102", "team.twice", Severity.ERROR)
def team_twice(context: Context) -> Iterator[Hit]:
    """The same person twice in one role, or as holder and deputy.

    Compared as written; two rows of one role that do not overlap in time are a succession.
    """
    seen: dict[tuple[str, str, str], list[tuple[object, object]]] = {}
    for role in context.inventory.team:
        if not known(role.person):
            continue
        if known(role.deputy) and role.person == role.deputy:
            yield hit(role, "deputy", variant="deputy", role=role.role)
        key = (role.role, role.division if isinstance(role.division, str) else "", role.person)
        start = role.from_.isoformat() if role.from_ else ""
        end = role.until.isoformat() if role.until else "9999"
        if any(str(first) <= end and start <= str(last) for first, last in seen.get(key, [])):
            yield hit(role, "person", role=role.role)
        seen.setdefault(key, []).append((start, end))


@rule("TM103", "team.share", Severity.ERROR)
def team_share(context: Context) -> Iterator[Hit]:
    """A share of working time outside 0 to 100 per cent.

    As written for one role.
    """
    for role in context.inventory.team:
        if known(role.share_percent) and not 0 <= role.share_percent <= 100:
            yield hit(role, "share_percent", share=f"{role.share_percent:g}", role=role.role)


@rule("TM104", "team.ends-in-flight", Severity.WARNING, group=Grouping("team", due="until"))
def team_ends_in_flight(context: Context) -> Iterator[Hit]:
    """A role whose term ends before a cut-over that is still to come, and nobody is named after it.

    Dates that people set. A later row of the same role is the successor.
    """
    days = [found.date for found in context.cutovers.values() if found.date >= context.as_of]
    for role in context.inventory.team:
        first = ends_in_flight(role, days, context.as_of)
        followed = any(
            other is not role and other.role == role.role and (other.until is None or other.until > role.until)
            for other in context.inventory.team
            if role.until is not None
        )
        if first is not None and role.until is not None and not followed:
            yield hit(role, "until", role=role.role, until=role.until, cutover=first)


@rule("TM105", "training.date", Severity.WARNING)
def training_date(context: Context) -> Iterator[Hit]:
    """A training on or after the cut-over, or in a peak month of the division that is taught (要調整).

    The first cut-over of the systems the training is about.
    """
    cutovers = {system: found.date for system, found in context.cutovers.items()}
    busy: dict[str, set[int]] = {}
    for procedure in context.inventory.procedures:
        if isinstance(procedure.division, str):
            busy.setdefault(procedure.division, set()).update(months(procedure))
    for training in context.inventory.trainings:
        if not known(training.on):
            continue
        left = days_before(training, cutovers)
        if left is not None and left <= 0:
            yield hit(training, "on", severity=Severity.ERROR, on=training.on, days=-left)
        elif isinstance(training.target_division, str) and training.on.month in busy.get(training.target_division, ()):
            yield hit(training, "on", variant="peak", on=training.on, month=training.on.month)


@rule("TM106", "people.order", Severity.ERROR)
def people_order(context: Context) -> Iterator[Hit]:
    """A term that ends before it begins, or more people through a training than attended it.

    As written for one role, one training.
    """
    for role in context.inventory.team:
        if role.from_ is not None and role.until is not None and role.until < role.from_:
            yield hit(role, "until", role=role.role, first=role.from_, until=role.until)
    for training in context.inventory.trainings:
        if training.hours is not None and training.hours <= 0:
            yield hit(training, "hours", variant="hours", hours=f"{training.hours:g}")
        attended, passed = training.attended, training.passed
        if isinstance(attended, int) and isinstance(passed, int) and passed > attended:
            yield hit(training, "passed", variant="passed", attended=attended, passed=passed)
