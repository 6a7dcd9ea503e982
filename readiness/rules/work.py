"""Work of the divisions and what got better (業務量・効果)."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from datetime import date
from typing import cast

from readiness.delivery.effect import LAST_MONTH, Reached, assess_effects, unreadable_months
from readiness.delivery.workload import by_hand, months, total_hours, unread_months
from readiness.model.dates import month_end
from readiness.model.fields import facts
from readiness.model.finding import Severity
from readiness.model.plan.words import GateKind
from readiness.model.record import Maybe
from readiness.model.unknown import UNKNOWN, known
from readiness.model.work import Better
from readiness.rules.context import Context
from readiness.rules.grouping import Grouping
from readiness.rules.rule import Hit, hit, rule


@rule("WK101", "procedure.shares", Severity.ERROR)
def procedure_shares(context: Context) -> Iterator[Hit]:
    """A share outside 0 to 100 per cent, or paper and online together above 100.

    Today's shares and those after the migration.
    """
    for procedure in context.inventory.procedures:
        for way, part in (((), procedure), (("after",), procedure.after)):
            if part is None:
                continue
            shares = [fact.key for fact in facts(cast(Hashable, type(part))) if fact.key.endswith("_share")]
            values = {name: value for name in shares if known(value := getattr(part, name))}
            for name, value in values.items():
                if not 0 <= value <= 100:
                    yield hit(procedure, *way, name, discriminator=f"{'.'.join(way)}{name}", share=_plain(value))
            if len(values) == len(shares) and all(0 <= value <= 100 for value in values.values()):
                total = sum(values.values())
                if total > 100:
                    where = f"{'.'.join(way)}sum"
                    yield hit(procedure, *way, "online_share", variant="sum", discriminator=where, share=_plain(total))


@rule("WK102", "procedure.months", Severity.ERROR)
def procedure_months(context: Context) -> Iterator[Hit]:
    """A peak month that is none.

    Months are written 3月 or 3.
    """
    for procedure in context.inventory.procedures:
        for word in unread_months(procedure):
            yield hit(procedure, "peak_months", discriminator=word, month=word)


@rule("WK103", "procedure.peak-cutover", Severity.WARNING)
def procedure_peak_cutover(context: Context) -> Iterator[Hit]:
    """A system cuts over in a month in which work that uses it is at its peak.

    Dates that people set; told with the yearly hours of that work.
    """
    for system in context.moving:
        cutover = context.cutovers.get(system.id)
        if cutover is None:
            continue
        month = cutover.date.month
        busy = [p for p in context.inventory.procedures if system.id in p.systems and month in months(p)]
        if busy:
            total = total_hours(busy)
            yield hit(
                system,
                "planned_date",
                related=tuple(p.ref.child("peak_months") for p in busy),
                variant="message" if known(total) else "unmeasured",
                cutover=cutover.date,
                month=month,
                work=tuple(p.label for p in busy),
                hours=_hours(total),
            )


@rule("WK104", "interface.hours-by-hand", Severity.NOTE, group=Grouping("links.methods", gate=GateKind.WORK))
def interface_hours_by_hand(context: Context) -> Iterator[Hit]:
    """Work hangs on data carried by hand, medium or screen.

    Only where a procedure names the link; told with its yearly hours.
    """
    for link, using in by_hand(context.inventory):
        total = total_hours(using)
        yield hit(
            link,
            "method",
            related=tuple(p.ref for p in using),
            variant="message" if known(total) else "unmeasured",
            source=context.system_names((link.from_,)),
            target=context.system_names((link.to,)),
            data=link.data,
            work=tuple(p.label for p in using),
            hours=_hours(total),
        )


@rule("WK105", "procedure.negative", Severity.ERROR)
def procedure_negative(context: Context) -> Iterator[Hit]:
    """Cases or minutes below zero; they enter no sum.

    Today's and those after the migration.
    """
    for procedure in context.inventory.procedures:
        for way, part in (((), procedure), (("after",), procedure.after)):
            for name in ("yearly_count", "minutes"):
                value = getattr(part, name) if part is not None else UNKNOWN
                if known(value) and value < 0:
                    where, variant = ".".join((*way, name)), "message" if name == "minutes" else "count"
                    yield hit(procedure, *way, name, discriminator=where, variant=variant, value=_plain(value))


@rule("EF101", "indicator.target", Severity.ERROR, group=Grouping("records"))
def indicator_target(context: Context) -> Iterator[Hit]:
    """A target on the wrong side of the baseline.

    By the direction the indicator itself says is better.
    """
    for indicator in context.inventory.indicators:
        before = indicator.baseline.value if indicator.baseline else None
        target = indicator.target.value if indicator.target else None
        if before is None or target is None or not known(before) or not known(target) or not known(indicator.better):
            continue
        higher = indicator.better is Better.HIGHER
        if target < before if higher else target > before:
            yield hit(
                indicator,
                "target",
                "value",
                related=(indicator.ref.child("baseline", "value"),),
                variant="message" if higher else "lower",
                baseline=_plain(before),
                target=_plain(target),
                unit=indicator.unit,
            )


@rule("EF102", "indicator.overdue", Severity.WARNING, group=Grouping("records"))
def indicator_overdue(context: Context) -> Iterator[Hit]:
    """An indicator that was to be measured again and was not (未測定・期限経過).

    1, 6 and 12 months after the day the last of its systems went live.
    """
    for effect in assess_effects(context.stands):
        if effect.reached is Reached.OVERDUE:
            for point in effect.points:
                if point.due is not None and point.overdue(context.as_of):
                    yield hit(
                        effect.indicator,
                        "results",
                        discriminator=str(point.after_months),
                        months=point.after_months,
                        due=month_end(point.due),
                    )


@rule("EF103", "indicator.baseline", Severity.QUESTION, group=Grouping("records"))
def indicator_baseline(context: Context) -> Iterator[Hit]:
    """A value was measured and there is nothing to compare it with.

    Baseline unknown, or the better direction.
    """
    for effect in assess_effects(context.stands):
        if effect.reached is Reached.UNJUDGED:
            yield hit(effect.indicator, "baseline")


@rule("EF104", "indicator.months", Severity.ERROR, group=Grouping("records"))
def indicator_months(context: Context) -> Iterator[Hit]:
    """A measurement so many months after the cut-over that cannot be, or one month told twice; neither is compared.

    1 to 600 months.
    """
    for indicator in context.inventory.indicators:
        left_out = frozenset(unreadable_months(indicator))
        seen: set[int] = set()
        for at, result in enumerate(indicator.results):
            months = result.after_months
            if months in left_out and months not in seen:
                seen.add(months)
                variant = "twice" if 1 <= months <= LAST_MONTH else "message"
                where = str(months)
                yield hit(indicator, "results", at, "after_months", discriminator=where, variant=variant, months=months)


def _plain(value: float) -> str:
    """A number without needless decimals."""
    return f"{value:g}"


def _hours(value: Maybe[float]) -> int:
    return round(value) if known(value) else 0


@rule("EF105", "indicator.order", Severity.ERROR, group=Grouping("records"))
def indicator_order(context: Context) -> Iterator[Hit]:
    """A target that is to be reached on or before the day its baseline was taken.

    Both days as the indicator tells them.
    """
    for indicator in context.inventory.indicators:
        taken = indicator.baseline.on if indicator.baseline else None
        reached = indicator.target.on if indicator.target else None
        if isinstance(taken, date) and isinstance(reached, date) and reached <= taken:
            yield hit(indicator, "target", "on", taken=taken, reached=reached)
