"""The actions a report shows: what the analysis dates, without what the reader may not see."""

from __future__ import annotations

from readiness.analysis.actions import Action, dated_actions, in_order
from readiness.analysis.plan_actions import gate_actions, judged, register_actions
from readiness.report.context import ReportContext


def actions_of(context: ReportContext) -> tuple[Action, ...]:
    """All actions for this reader, by date."""
    analysis = context.analysis
    found = (
        *judged(dated_actions(analysis.decided), analysis.plan),
        *gate_actions(analysis.plan),
        *register_actions(analysis.register, context.as_of),
    )
    return in_order(action for action in found if context.internal or not action.internal)
