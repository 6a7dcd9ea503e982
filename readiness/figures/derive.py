"""All figures of an analysis for one reader."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from readiness.figures.analysed import AnalysedFor
from readiness.figures.budget import budget_figures
from readiness.figures.costs import cost_figures
from readiness.figures.counts import count_figures
from readiness.figures.figure import Figure, by_key
from readiness.figures.funding import funding_figures
from readiness.figures.gone import gone_figures
from readiness.figures.linked import link_figures
from readiness.figures.listed import listed_figures
from readiness.figures.money import money_figures
from readiness.figures.planned import planned_figures
from readiness.figures.walls import wall_figures

# The dearest to reckon last.
PARTS: tuple[Callable[[AnalysedFor], Iterator[Figure]], ...] = (
    count_figures, budget_figures, funding_figures, money_figures, cost_figures, wall_figures, planned_figures,
    listed_figures, link_figures, gone_figures,
)  # fmt: skip


class Figures(Mapping[str, Figure]):
    """Every figure a reader may see, by key; part by part, as far as the key that is asked for.

    Raises `ValueError` where one key would be two numbers.
    """

    def __init__(self, analysed: AnalysedFor) -> None:
        self._analysed = analysed
        self._left = list(PARTS)
        self._found: dict[str, Figure] = {}

    def _take(self) -> None:
        part = self._left.pop(0)
        by_key(part(self._analysed), self._found)

    def __getitem__(self, key: str) -> Figure:
        while key not in self._found and self._left:
            self._take()
        return self._found[key]

    def __iter__(self) -> Iterator[str]:
        while self._left:
            self._take()
        return iter(self._found)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def figures(analysed: AnalysedFor) -> Mapping[str, Figure]:
    """Every figure of an analysis for one reader, by key."""
    return Figures(analysed)
