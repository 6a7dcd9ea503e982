"""Systems the plan moves only after the support of their platform has ended: said wherever the plan is shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from readiness.model.unknown import known
from readiness.report.context import ReportContext
from readiness.situation.spans import days_between


@dataclass(frozen=True, slots=True, kw_only=True)
class PastSupport:
    """A system, the end of its platform's support and the later day of its cut-over in the plan."""

    system: str
    move: str
    end: date
    cutover: date


def past_support(context: ReportContext) -> tuple[PastSupport, ...]:
    """In the order of the ends; nothing where the reader may not see the end of support."""
    if not context.sees("System", "platform_eol"):
        return ()
    plan, found = context.analysis.plan, []
    for move in plan.moves:
        day = plan.date_of.get(move.id)
        for system in (context.inventory.system_by_id[id_] for id_ in move.systems):
            if day and known(system.platform_eol) and days_between(system.platform_eol, day):
                found.append(PastSupport(system=system.label, move=move.id, end=system.platform_eol, cutover=day))
    return tuple(sorted(found, key=lambda item: (item.end, item.system)))
