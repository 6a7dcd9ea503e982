"""One thing to decide (決めること), and what every kind of decision looks up: ways, days, divisions, recorded items."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from readiness.analysis.analyze import Analysis
from readiness.analysis.ways_out import Way, WaysOut
from readiness.graph.plane.timeline import TimeRow
from readiness.model.dates import months_before
from readiness.model.deciding import DecisionItem
from readiness.model.finding import Subject
from readiness.model.record import ContractId, SystemId
from readiness.model.text import Text, text
from readiness.model.unknown import known


class Matter(Enum):
    """What makes it a decision, the gravest first."""

    BROKEN = "broken"
    LEAVING = "leaving"
    COUNCIL = "council"
    DATES = "dates"
    ADOPTION = "adoption"
    LAPSING = "lapsing"
    SUPPORT = "support"
    RENEWAL = "renewal"
    RECORDED = "recorded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One thing to decide. `by` the day by which, None where nobody knows one; `otherwise` what follows if not."""

    matter: Matter
    what: Text
    by: date | None
    who: tuple[Subject, ...]
    ways: tuple[Way, ...]
    otherwise: Text
    systems: tuple[SystemId, ...]


class Deciding:
    """The analysis with what every kind of decision looks up."""

    def __init__(self, analysis: Analysis, rows: tuple[TimeRow, ...]) -> None:
        self.analysis = analysis
        self.plan = analysis.plan
        self.rows = {row.system: row for row in rows}
        self.ways = WaysOut(analysis)
        self.move_of = self.ways.move_of
        self.stated: set[str] = set()  # moves already decided about, and recorded items already merged

    def recorded_ways(self, item: DecisionItem | None) -> tuple[Way, ...]:
        """What people wrote; only there is anything recommended, and only what has every price."""
        if item is None:
            return ()
        self.stated.add(item.id)
        return tuple(
            Way(
                name=text("decide.said", words=option.name),
                recommended=option.recommended and self.plan.priced(option.strategy.value if option.strategy else ""),
                risks=tuple(text("decide.said", words=part) for part in (option.risk, option.remedy) if part),
            )
            for option in item.options
        )

    def decision(
        self,
        matter: Matter,
        what: Text,
        systems: tuple[SystemId, ...],
        ways: tuple[Way, ...],
        otherwise: tuple[Text, ...],
        item: DecisionItem | None = None,
        by: date | None = None,
    ) -> Decision:
        """A decision with its day and its divisions; what a person recorded goes before what is derived."""
        stated = item.decide_by if item is not None and isinstance(item.decide_by, date) else None
        said = text("decide.said", words=item.consequence) if item is not None and item.consequence else None
        return Decision(
            matter=matter,
            what=what,
            by=stated or by or self._begin(systems),
            who=self._who(systems),
            ways=ways,
            otherwise=said or text("decide.otherwise", rules=otherwise),
            systems=systems,
        )

    def _who(self, systems: Iterable[SystemId]) -> tuple[Subject, ...]:
        owners = (self.analysis.stands[s].owner for s in systems if s in self.analysis.stands)
        return tuple(Subject("division", owner) for owner in dict.fromkeys(owners) if owner is not None)

    def _begin(self, systems: Iterable[SystemId]) -> date | None:
        """The first day on which work of the moves must begin, by the repaired plan where there is one."""
        moves = {self.move_of[s] for s in systems if s in self.move_of}
        gates = (self.ways.repair or self.plan).gates
        days = [gate.begins for gate in gates if gate.move in moves and not gate.done]
        return min((day for day in days if day >= self.plan.as_of), default=min(days, default=None))

    def notice(self, contracts: Iterable[ContractId], end: date) -> date:
        """The first day of notice still to come of the contracts, else the day they end."""
        by_id = self.analysis.inputs.inventory.contract_by_id
        months = [by_id[contract].notice_months for contract in contracts]
        days = [months_before(end, count) for count in months if known(count)]
        return min((day for day in days if day >= self.plan.as_of), default=end)

    def item(self, systems: Iterable[SystemId]) -> DecisionItem | None:
        """The recorded matter about one of the systems, neither settled nor told with another decision."""
        wanted = set(systems)
        for item in self.analysis.inputs.inventory.decision_items:
            if wanted & set(item.systems) and item.id not in self.stated and not self.settled(item):
                return item
        return None

    def settled(self, item: DecisionItem) -> bool:
        """Whether it was decided by the day of the analysis."""
        return item.decided_on is not None and item.decided_on <= self.plan.as_of

    def names(self, systems: Iterable[SystemId]) -> tuple[str, ...]:
        """Their labels."""
        labels = [self.analysis.stands[s].system.label for s in systems]
        return tuple(labels)
