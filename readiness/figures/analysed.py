"""What figures are derived from: the analysis, who reads them, and how the body brings yen to thousands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from readiness.analysis.analyze import Analysis
from readiness.lockin.exit.holdings import candidates, holding
from readiness.lockin.exit.impact import exit_impact
from readiness.lockin.settings import settings_from
from readiness.model.audience import Audience, visible
from readiness.model.body import BudgetRules, Rounding
from readiness.model.inventory import Inventory
from readiness.model.lockin.exits import ExitImpact, ExitKind

_OTHER = (ExitKind.CSP, ExitKind.HUB, ExitKind.METHOD, ExitKind.FORMAT, ExitKind.SYSTEM)
_MOST_SYSTEMS = 80  # beyond, the page of each system says it


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

    @cached_property
    def impacts(self) -> tuple[ExitImpact, ...]:
        """Everything that can be gone and something stops with it: parties, then the rest by kind."""
        analysis, inventory = self.analysis, self.inventory
        own = [impact for impact in analysis.lockin.exits if impact.stopped]
        settings = settings_from(analysis.inputs.standard)
        kinds = [kind for kind in _OTHER if kind is not ExitKind.SYSTEM or len(inventory.systems) <= _MOST_SYSTEMS]
        others = [
            exit_impact(
                inventory,
                analysis.graph,
                analysis.plan,
                kind,
                id_,
                as_of=analysis.inputs.as_of,
                settings=settings,
                cutovers=analysis.stands.cutovers,
            )
            for kind in kinds
            for id_ in candidates(inventory, kind)
            if kind is not ExitKind.CSP or holding(inventory, kind, id_).layers
        ]
        shown = [impact for impact in others if impact.stopped or impact.links]
        listed = set(inventory.system_by_id)
        kept = [i for i in shown if i.kind is not ExitKind.SYSTEM or (i.id in listed and i.links)]
        return (*own, *kept)

    def sees(self, record: str, field: str) -> bool:
        """Whether the reader may see a field of a record class."""
        return visible(self.reader, record, field)

    def thousand(self, yen: int) -> int:
        """Yen of one line in thousands, rounded as the body does (切上げ unless it says otherwise)."""
        rounding = self.rules.rounding or Rounding.UP
        if rounding is Rounding.UP:
            return -(-yen // 1000)
        return yen // 1000 if rounding is Rounding.DOWN else (yen + 500) // 1000
