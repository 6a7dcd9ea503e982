"""事業継続の想定: what stops if a party is gone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from readiness.model.lockin.exits import ExitImpact, ExitKind
from readiness.model.measure import Measure
from readiness.model.unknown import Unknown, known
from readiness.report.context import ReportContext
from readiness.report.values import anchor
from readiness.situation.leaving import leaving
from readiness.tables.table import Cell, Table, heads

EXITS_SHOWN = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Exit:
    """事業継続の想定 of one party."""

    title: str
    summary: str
    facts: tuple[tuple[str, str], ...]
    affected: Table


def exits_view(context: ReportContext) -> tuple[Exit, ...]:
    """Who has said that they go, then those whose substitute is needed first, the widest of equals before others."""
    going = parties_going(context)

    def order(impact: ExitImpact) -> tuple[bool, date, float, int, str]:
        needed = impact.needed_by if known(impact.needed_by) else date.max
        return impact.id not in going, needed, -_number(impact.areas), -len(impact.affected), impact.id

    impacts = sorted((impact for impact in context.analysis.lockin.exits if impact.stopped), key=order)
    return tuple(_exit(context, impact) for impact in impacts[:EXITS_SHOWN])


def exits_rest(context: ReportContext) -> str:
    """How many parties are not told here; the view of what stops has them all."""
    more = sum(bool(impact.stopped) for impact in context.analysis.lockin.exits) - EXITS_SHOWN
    return context.t("report.exit.more", count=more) if more > 0 else ""


def parties_going(context: ReportContext) -> frozenset[str]:
    """Vendors with a notice or an end of service, and the groups they belong to."""
    inventory = context.inventory
    going = {party.id for party in leaving(context.analysis.stands)}
    groups = {vendor.group for vendor in inventory.vendors if vendor.id in going}
    return frozenset(going | {group for group in groups if isinstance(group, str)})


def _exit(context: ReportContext, impact: ExitImpact) -> Exit:
    none = context.t("common.none")
    facts = [
        ("stopped", context.join(item.label for item in impact.stopped if item.outright) or none),
        ("partly", context.join(item.label for item in impact.stopped if not item.outright) or none),
        ("areas", context.measure_line(impact.areas)),
        ("other", context.measure_line(impact.other_areas)),
        ("uncertain", context.join(context.name("system", id_) for id_ in impact.uncertain) or none),
        ("needed_by", _needed(context, impact)),
    ]
    starts = [
        context.t(
            "report.exit.start",
            step=start.step,
            start=start.start,
            weeks=start.weeks,
            late=context.t("report.exit.late") if start.late else "",
        )
        for start in impact.starts
    ]
    if starts:
        facts.append(("starts", context.join(starts)))
    elif not isinstance(impact.lead_weeks, Unknown):
        facts.append(("starts", context.t("lockin.exit.lead", weeks=impact.lead_weeks)))
    rows = tuple(
        (
            Cell(text=item.label),
            Cell(text=item.party_label or context.t("common.unknown")),
            Cell(text=" → ".join(item.labels)),
        )
        for item in impact.affected
        if item.other_party and item.distance == 1
    )
    # A vendor that belongs to no group stands for itself.
    alone = impact.kind is ExitKind.GROUP and impact.id not in context.inventory.group_by_id
    return Exit(
        title=context.t(
            "report.exit.title", kind=context.say(ExitKind.VENDOR if alone else impact.kind), name=impact.label
        ),
        summary=context.t(
            "report.exit.summary", areas=context.measure_line(impact.areas), needed=_soonest(context, impact)
        ),
        facts=tuple((context.t(f"report.exit.{name}"), value) for name, value in facts),
        affected=Table(
            id=f"t-{anchor('exit', impact.kind.value, impact.id)}",
            caption=context.t("report.exit.affected", name=impact.label),
            columns=heads(*(context.t(f"report.exit.{name}") for name in ("system", "party", "path"))),
            rows=rows,
            empty=context.t("report.exit.nobody"),
        ),
    )


def _needed(context: ReportContext, impact: ExitImpact) -> str:
    day = impact.needed_by
    if isinstance(day, Unknown):
        return context.t("common.unknown")
    if len(impact.needs) < 2:
        return context.t("report.exit.by", day=day, why=impact.needed_by_reason)
    return context.join(
        context.t(
            "report.exit.by_each",
            day=need.date,
            why=need.why,
            systems=context.some([context.name("system", id_) for id_ in need.systems], 3) or context.t("common.none"),
        )
        for need in impact.needs
    )


def _soonest(context: ReportContext, impact: ExitImpact) -> str:
    """The day, where one day is needed for all; of several the first, and that there are others."""
    day = context.say(impact.needed_by)
    return (
        context.t("report.exit.soonest", day=day, count=len(impact.needs), about=impact.id)
        if len(impact.needs) > 1
        else day
    )


def _number(measure: Measure) -> float:
    return 0 if isinstance(measure.value, Unknown) else measure.value
