"""What figures are derived from: the analysis, who reads them, and how the body brings yen to thousands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from readiness.analysis.analyze import Analysis
from readiness.model.audience import Audience, visible
from readiness.model.body import BudgetRules, Rounding
from readiness.model.inventory import Inventory


@dataclass(frozen=True, kw_only=True)
class Analysed:
    """What is written about an analysis begins with it."""

    analysis: Analysis

    @property
    def inventory(self) -> Inventory:
        """The inventory of the body."""
        return self.analysis.inputs.inventory

    @property
    def as_of(self) -> date:
        """The day everything is measured from."""
        return self.analysis.inputs.as_of


@dataclass(frozen=True, kw_only=True)
class AnalysedFor(Analysed):
    """An analysis and a reader of it."""

    reader: Audience

    @cached_property
    def rules(self) -> BudgetRules:
        """How this body writes its budget papers."""
        return self.inventory.body.budget or BudgetRules()

    @property
    def year(self) -> int:
        """The fiscal year that is asked for: the body's entry, else the next one."""
        return self.rules.year_on(self.as_of)

    def sees(self, record: str, field: str) -> bool:
        """Whether the reader may see a field of a record class."""
        return visible(self.reader, record, field)

    def thousand(self, yen: int) -> int:
        """Yen of one line in thousands, rounded as the body does (切上げ unless it says otherwise)."""
        rounding = self.rules.rounding or Rounding.UP
        if rounding is Rounding.UP:
            return -(-yen // 1000)
        return yen // 1000 if rounding is Rounding.DOWN else (yen + 500) // 1000
