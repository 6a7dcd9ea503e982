"""決めること: what must be decided by when, the way the calculation finds first against the others, and what if not.

A broken condition, a leaving party, a missed council and a lapsing contract are told whether the plan is adopted or
calculated. The calculation names a first candidate (計算上の第一候補); only people recommend (推奨).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum

from readiness.analysis.analyze import Analysis
from readiness.analysis.ways_out import Way, WaysOut
from readiness.graph.plane.timeline import TimeRow, Verdict, timeline
from readiness.model.dates import months_before
from readiness.model.deciding import DecisionItem
from readiness.model.finding import Subject
from readiness.model.plan import GateStanding
from readiness.model.text import Text, text
from readiness.model.unknown import known
from readiness.planning.tables import PROCUREMENT
from readiness.situation.leaving import leaving


class Matter(Enum):
    """What makes it a decision, the gravest first."""

    BROKEN = "broken"
    LEAVING = "leaving"
    COUNCIL = "council"
    DATES = "dates"
    ADOPTION = "adoption"
    LAPSING = "lapsing"
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
    systems: tuple[str, ...]


def decisions(analysis: Analysis, accepted: Iterable[str] = ()) -> tuple[Decision, ...]:
    """All of them, the gravest first and then by date. `accepted`: contracts decided to go on."""
    rows = timeline(analysis.stands, analysis.plan, tuple(accepted))
    maker = _Maker(analysis, rows)
    found = [
        *maker.broken(),
        *maker.leaving(),
        *maker.council(),
        *maker.dates(),
        *maker.adoption(),
        *maker.lapsing(),
        *maker.recorded(),
    ]
    order = list(Matter)

    def rank(item: Decision) -> tuple[bool, int, date, tuple[str, ...]]:
        # What lies between moves has no way out of its own: it comes behind what can be decided at once.
        between = item.matter is Matter.BROKEN and not item.systems
        return between, order.index(item.matter), item.by or date.max, item.systems

    return tuple(sorted(found, key=rank))


class _Maker:
    """The analysis with what every kind of decision looks up."""

    def __init__(self, analysis: Analysis, rows: tuple[TimeRow, ...]) -> None:
        self.analysis = analysis
        self.plan = analysis.plan
        self.rows = {row.system: row for row in rows}
        self.ways = WaysOut(analysis)
        self.move_of = self.ways.move_of
        self.told: set[str] = set()  # moves already decided about, and recorded items already merged

    # ---- kinds of decisions -----------------------------------------------------------------------------------

    def broken(self) -> Iterator[Decision]:
        """A condition the plan does not meet: by move, with what the planner's repair would do."""
        grouped: dict[str | None, list[Text]] = {}
        for rule in self.plan.broken:
            grouped.setdefault(rule.move, []).append(rule.message)
        for move, rules in grouped.items():
            risks = tuple(rules)
            if move is None or move not in self.plan.move_by_id:
                yield self._decision(
                    Matter.BROKEN,
                    text("decide.what.broken_all", rules=risks),
                    (),
                    self.ways.of_broken(None),
                    risks,
                )
                continue
            self.told.add(move)
            title = self.plan.move_by_id[move].title
            ways = self.ways.of_broken(move)
            systems = self.plan.move_by_id[move].systems
            yield self._decision(Matter.BROKEN, text("decide.what.broken", move=title), systems, ways, risks)

    def leaving(self) -> Iterator[Decision]:
        """A party that goes while systems still rest on it."""
        stands = self.analysis.stands
        for party in leaving(stands):
            late = party.late(stands)
            item = self._item(party.systems)
            if known(party.end):
                what = text("decide.what.leaving", name=party.label, end=party.end, systems=self._names(party.systems))
            else:
                what = text("decide.what.notice", name=party.label, notice=party.notice)
            ways = (*self._recorded_ways(item), *self.ways.of_leaving(party, late))
            rule = (
                text("decide.otherwise.leaving", days=party.days_without(stands))
                if late
                else text("decide.otherwise.kept")
            )
            found = self._decision(Matter.LEAVING, what, party.systems, ways, (rule,), item)
            yield found

    def council(self) -> Iterator[Decision]:
        """Budget, assembly or contract whose latest beginning has passed."""
        missed: dict[str, list[Text]] = {}
        for gate in self.plan.gates:
            passed = gate.failed or gate.late or gate.standing is GateStanding.PASSED
            if gate.kind in PROCUREMENT and passed and not gate.done and gate.move not in self.told:
                missed.setdefault(gate.move, []).append(text("decide.gate", name=gate.name, day=gate.begins))
        for move, gates in missed.items():
            self.told.add(move)
            title, systems = self.plan.move_by_id[move].title, self.plan.move_by_id[move].systems
            risks = tuple(gates)
            what = text("decide.what.council", move=title, gates=risks)
            yield self._decision(Matter.COUNCIL, what, systems, self.ways.of_broken(move), risks)

    def dates(self) -> Iterator[Decision]:
        """Candidate dates nobody has set: the plan stands on days the calculation assumed."""
        placed = [item for item in self.plan.placements if item.assumed and item.date is not None]
        days = sorted({item.date for item in placed if item.date is not None})
        if days:
            systems = tuple(system for item in placed for system in self.plan.move_by_id[item.move].systems)
            ways = (
                Way(name=text("decide.way.dates", count=len(days), first=days[0], last=days[-1]), first=True),
                Way(name=text("decide.way.other_dates"), risks=(text("decide.risk.again"),)),
            )
            rule = text("decide.otherwise.dates", count=len(placed))
            yield self._decision(Matter.DATES, text("decide.what.dates"), systems, ways, (rule,))

    def adoption(self) -> Iterator[Decision]:
        """Dates that were only calculated: the plan as shown against the other ways that meet their conditions."""
        own = self.plan.unadopted
        if not own:
            return
        systems = tuple(system for move in own for system in self.plan.move_by_id[move].systems)
        last = max(day for move in own if (day := self.plan.date_of[move]) is not None)
        key = "decide.what.adoption" if len(own) == len(self.plan.moves) else "decide.what.adoption_rest"
        ways = (
            Way(
                name=text("decide.way.adopt", count=len(own), last=last),
                first=True,
                risks=self.ways.left(len(self.plan.broken)),
            ),
            *self.ways.strategies(),
        )
        rule = text("decide.otherwise.adoption", count=len(own))
        yield self._decision(Matter.ADOPTION, text(key, count=len(own)), systems, ways, (rule,))

    def lapsing(self) -> Iterator[Decision]:
        """Contracts that end before the cut-over with nothing to carry the days between, by the day they end."""
        by_end: dict[date, list[TimeRow]] = {}
        for row in self.rows.values():
            if any(judged.verdict is Verdict.UNCOVERED for judged in row.judged) and isinstance(row.contract_end, date):
                by_end.setdefault(row.contract_end, []).append(row)
        for end, rows in sorted(by_end.items()):
            systems = tuple(row.system for row in rows)
            contracts = tuple(dict.fromkeys(row.contract for row in rows if row.contract))
            days = max(judged.days for row in rows for judged in row.judged if judged.verdict is Verdict.UNCOVERED)
            item = self._item(systems)
            extend = Way(
                name=text("decide.way.extend", count=len(contracts)),
                first=True,
                carried=sum(r.carried or 0 for r in self.plan.cost_rows if r.subject in contracts),
                unpriced=len(contracts),
                decided=False,
                risks=(text("decide.risk.no_quote"),),
            )
            move = self.move_of.get(systems[0])
            earlier = self.ways.why[move].earlier if move in self.ways.why else None
            ways = [*self._recorded_ways(item), extend]
            if earlier is not None:
                ways.append(self.ways.neighbour(move or "", earlier))
            yield self._decision(
                Matter.LAPSING,
                text("decide.what.lapsing", end=end, systems=self._names(systems), count=len(contracts)),
                systems,
                tuple(ways),
                (text("decide.otherwise.lapsing", days=days),),
                item,
                by=self._notice(contracts, end),
            )

    def recorded(self) -> Iterator[Decision]:
        """Matters the body itself put down for a meeting, where no other decision is about the same systems."""
        for item in self.analysis.inputs.inventory.decision_items:
            if item.id in self.told or self._settled(item):
                continue
            rule = (
                text("decide.said", words=item.consequence or "")
                if item.consequence
                else text("decide.otherwise.unsaid")
            )
            yield self._decision(
                Matter.RECORDED,
                text("decide.said", words=item.title or item.label),
                item.systems,
                self._recorded_ways(item),
                (rule,),
                item,
            )

    def _recorded_ways(self, item: DecisionItem | None) -> tuple[Way, ...]:
        """What people wrote; only there is anything recommended."""
        if item is None:
            return ()
        self.told.add(item.id)
        return tuple(
            Way(
                name=text("decide.said", words=option.name),
                recommended=option.recommended,
                risks=tuple(text("decide.said", words=part) for part in (option.risk, option.remedy) if part),
            )
            for option in item.options
        )

    # ---- what they share --------------------------------------------------------------------------------------

    def _decision(
        self,
        matter: Matter,
        what: Text,
        systems: tuple[str, ...],
        ways: tuple[Way, ...],
        otherwise: tuple[Text, ...],
        item: DecisionItem | None = None,
        by: date | None = None,
    ) -> Decision:
        told = item.decide_by if item is not None and isinstance(item.decide_by, date) else None
        said = text("decide.said", words=item.consequence) if item is not None and item.consequence else None
        return Decision(
            matter=matter,
            what=what,
            by=told or by or self._begin(systems),
            who=self._who(systems),
            ways=ways,
            otherwise=said or text("decide.otherwise", rules=otherwise),
            systems=systems,
        )

    def _who(self, systems: Iterable[str]) -> tuple[Subject, ...]:
        owners = (self.analysis.stands[s].owner for s in systems if s in self.analysis.stands)
        return tuple(Subject("division", owner) for owner in dict.fromkeys(owners) if owner is not None)

    def _begin(self, systems: Iterable[str]) -> date | None:
        """The first day on which work of the moves must begin, by the repaired plan where there is one."""
        moves = {self.move_of[s] for s in systems if s in self.move_of}
        gates = (self.ways.repair or self.plan).gates
        days = [gate.begins for gate in gates if gate.move in moves and not gate.done]
        return min((day for day in days if day >= self.plan.as_of), default=min(days, default=None))

    def _notice(self, contracts: Iterable[str], end: date) -> date:
        """The first day of notice still to come of the contracts, else the day they end."""
        by_id = self.analysis.inputs.inventory.contract_by_id
        months = [by_id[contract].notice_months for contract in contracts]
        days = [months_before(end, count) for count in months if known(count)]
        return min((day for day in days if day >= self.plan.as_of), default=end)

    def _item(self, systems: Iterable[str]) -> DecisionItem | None:
        wanted = set(systems)
        for item in self.analysis.inputs.inventory.decision_items:
            if wanted & set(item.systems) and not self._settled(item):
                return item
        return None

    def _settled(self, item: DecisionItem) -> bool:
        return item.decided_on is not None and item.decided_on <= self.plan.as_of

    def _names(self, systems: Iterable[str]) -> tuple[str, ...]:
        labels = [self.analysis.stands[s].system.label for s in systems]
        return tuple(labels)
