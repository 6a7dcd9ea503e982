"""The six views in the order of the page: 移行の段 first while moves remain, after the last one when all have moved."""

from __future__ import annotations

from dataclasses import replace

from readiness.report.context import ReportContext
from readiness.report.views.areas import areas
from readiness.report.views.links import name_finder
from readiness.report.views.matrix import matrix
from readiness.report.views.numbers import numbers
from readiness.report.views.timeline import timeline_view
from readiness.report.views.view import Sight, View
from readiness.report.views.waves import waves
from readiness.report.views.without import without

NAMES = ("waves", "map", "matrix", "without", "timeline", "numbers")


def views(context: ReportContext) -> tuple[View, ...]:
    """Every view that has something to show."""
    sight = Sight(context=context)
    seen = [areas(sight), matrix(sight), without(sight), timeline_view(sight), numbers(sight)]
    shown = [view for view in seen if view is not None]
    first = waves(sight)
    found = (first, *shown) if context.analysis.plan.moves else (*shown, first)
    parts = name_finder(context)
    return tuple(replace(view, parts=parts) for view in found)
