"""All figures of an analysis for one reader."""

from __future__ import annotations

from collections.abc import Mapping

from readiness.analysis.analyze import Analysis
from readiness.figures.analysed import AnalysedFor
from readiness.figures.budget import budget_figures
from readiness.figures.costs import cost_figures
from readiness.figures.counts import count_figures
from readiness.figures.figure import Figure, by_key
from readiness.figures.money import money_figures
from readiness.figures.walls import wall_figures
from readiness.model.audience import Audience


def figures(analysis: Analysis, reader: Audience) -> Mapping[str, Figure]:
    """Every figure this reader may see, by key. Raises `ValueError` where one key would be two numbers."""
    analysed = AnalysedFor(analysis=analysis, reader=reader)
    parts = (count_figures, budget_figures, money_figures, cost_figures, wall_figures)
    return by_key(figure for part in parts for figure in part(analysed))
