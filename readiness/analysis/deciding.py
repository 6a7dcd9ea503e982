"""決めること: what must be decided by when, the way the calculation finds first against the others, and what if not.

A broken condition, a leaving party, a missed council and a lapsing contract are told whether the plan is adopted or
calculated. The calculation names a first candidate (計算上の第一候補); only people recommend (推奨).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from readiness.analysis.analyze import Analysis
from readiness.analysis.deciding_ends import lapsing, renewal, support
from readiness.analysis.decision import Deciding, Decision, Matter
from readiness.analysis.ways_out import Way
from readiness.graph.plane.timeline import timeline
from readiness.model.plan import GateStanding
from readiness.model.plan.moves import MoveId
from readiness.model.text import Text, text
from readiness.model.unknown import known
from readiness.planning.tables import PROCUREMENT
from readiness.situation.leaving import leaving


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
        *lapsing(maker),
        *support(maker),
        *renewal(maker),
        *maker.recorded(),
    ]
    order = list(Matter)

    def rank(item: Decision) -> tuple[bool, int, date, tuple[str, ...]]:
        # What lies between moves has no way out of its own: it comes behind what can be decided at once.
        between = item.matter is Matter.BROKEN and not item.systems
        return between, order.index(item.matter), item.by or date.max, item.systems

    return tuple(sorted(found, key=rank))


class _Maker(Deciding):
    """The kinds of decisions about moves and parties."""

    def broken(self) -> Iterator[Decision]:
        """A condition the plan does not meet: by move, with what the planner's repair would do."""
        grouped: dict[MoveId | None, list[Text]] = {}
        for rule in self.plan.broken:
            grouped.setdefault(rule.move, []).append(rule.message)
        for move, rules in grouped.items():
            risks = tuple(rules)
            if move is None or move not in self.plan.move_by_id:
                yield self.decision(
                    Matter.BROKEN,
                    text("decide.what.broken_all", rules=risks),
                    (),
                    self.ways.of_broken(None),
                    risks,
                )
                continue
            self.stated.add(move)
            title = self.plan.move_by_id[move].title
            ways = self.ways.of_broken(move)
            systems = self.plan.move_by_id[move].systems
            yield self.decision(Matter.BROKEN, text("decide.what.broken", move=title), systems, ways, risks)

    def leaving(self) -> Iterator[Decision]:
        """A party that goes while systems still rest on it."""
        stands = self.analysis.stands
        for party in leaving(stands):
            late = party.late(stands)
            item = self.item(party.systems)
            if known(party.end):
                what = text("decide.what.leaving", name=party.label, end=party.end, systems=self.names(party.systems))
            else:
                what = text("decide.what.notice", name=party.label, notice=party.notice)
            ways = (*self.recorded_ways(item), *self.ways.of_leaving(party, late))
            rule = (
                text("decide.otherwise.leaving", days=party.days_without(stands))
                if late
                else text("decide.otherwise.kept")
            )
            found = self.decision(Matter.LEAVING, what, party.systems, ways, (rule,), item)
            yield found

    def council(self) -> Iterator[Decision]:
        """Budget, assembly or contract whose latest beginning has passed."""
        missed: dict[MoveId, list[Text]] = {}
        for gate in self.plan.gates:
            passed = gate.failed or gate.late or gate.standing is GateStanding.PASSED
            if gate.kind in PROCUREMENT and passed and not gate.done and gate.move not in self.stated:
                missed.setdefault(gate.move, []).append(text("decide.gate", name=gate.name, day=gate.begins))
        for move, gates in missed.items():
            self.stated.add(move)
            title, systems = self.plan.move_by_id[move].title, self.plan.move_by_id[move].systems
            risks = tuple(gates)
            what = text("decide.what.council", move=title, gates=risks)
            yield self.decision(Matter.COUNCIL, what, systems, self.ways.of_broken(move), risks)

    def dates(self) -> Iterator[Decision]:
        """Candidate dates nobody has set: the plan stands on days the calculation assumed."""
        placed = [item for item in self.plan.placements if item.assumed and item.date is not None]
        days = sorted({item.date for item in placed if item.date is not None})
        if days:
            systems = tuple(system for item in placed for system in self.plan.move_by_id[item.move].systems)
            ways = (
                Way(
                    name=text("decide.way.dates", count=len(days), first=days[0], last=days[-1])
                    if len(days) > 1
                    else text("decide.way.one_date", day=days[0]),
                    first=True,
                ),
                Way(name=text("decide.way.other_dates"), risks=(text("decide.risk.again"),)),
            )
            rule = text("decide.otherwise.dates", count=len(placed))
            yield self.decision(Matter.DATES, text("decide.what.dates"), systems, ways, (rule,))

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
        yield self.decision(Matter.ADOPTION, text(key, count=len(own)), systems, ways, (rule,))

    def recorded(self) -> Iterator[Decision]:
        """Matters the body itself put down for a meeting, where no other decision is about the same systems."""
        for item in self.analysis.inputs.inventory.decision_items:
            if item.id in self.stated or self.settled(item):
                continue
            rule = (
                text("decide.said", words=item.consequence or "")
                if item.consequence
                else text("decide.otherwise.unsaid")
            )
            yield self.decision(
                Matter.RECORDED,
                text("decide.said", words=item.title or item.label),
                item.systems,
                self.recorded_ways(item),
                (rule,),
                item,
            )
