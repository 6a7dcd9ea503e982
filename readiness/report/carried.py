"""The context of a page that shows the keys of numbers in its sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from readiness.figures.analysed import AnalysedFor
from readiness.figures.figure import Figure
from readiness.model.measure import Measure
from readiness.report.context import ReportContext
from readiness.tables.marks import carry

N = TypeVar("N")


@dataclass(frozen=True, kw_only=True)
class PageContext(ReportContext):
    """The context of a page that shows the keys of the numbers in its sentences; all else is that of `unmarked`."""

    base: ReportContext

    def carried(self, value: N, key: str) -> N:
        """A number of a sentence with its key."""
        found: N = carry(value, key)
        return found

    @property
    def unmarked(self) -> ReportContext:
        """For what is drawn, and measured before."""
        return self.base

    @property
    def analysed(self) -> AnalysedFor:
        """Derived once for both."""
        return self.base.analysed

    @property
    def figures(self) -> Mapping[str, Figure]:
        """Derived once for both."""
        return self.base.figures

    @property
    def measure_keys(self) -> Mapping[Measure, str]:
        """Derived once for both."""
        return self.base.measure_keys
