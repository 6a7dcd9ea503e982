"""Ways out of what a plan breaks: the planner's repair, the neighbouring dates, the plan as it stands (打開の方法)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from readiness.analysis.analyze import Analysis
from readiness.analysis.whatif import QUICK
from readiness.gaps.contradictions import with_answers
from readiness.model.plan import BreakEven, BrokenRule, Clash, Neighbour, Plan, PlanMode, StrategyKind
from readiness.model.plan.moves import MoveId
from readiness.model.record import Maybe, SystemId
from readiness.model.text import Text, text
from readiness.model.unknown import known
from readiness.planning.body import plan_body
from readiness.planning.differ import difference
from readiness.situation.leaving import Leaving


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way out. `yen` is the known difference to the plan as it stands, `carried` that of references (参考値).

    `yen` None: nothing is compared (the plan itself, or a way only people know). `unpriced`: rows without a price that
    only one of the two has; `decided` False: one of them could turn the sign. `recommended`: as a person wrote it.
    """

    name: Text
    first: bool = False
    day: date | None = None
    yen: Maybe[int] | None = None
    carried: int = 0
    unpriced: int = 0
    decided: bool = True
    break_even: BreakEven | None = None
    risks: tuple[Text, ...] = ()
    recommended: bool = False


def repaired(analysis: Analysis) -> Plan | None:
    """The plan with the fewest changes that keeps its conditions; None where the plan breaks none or was calculated."""
    plan = analysis.plan
    if not plan.broken or plan.mode is PlanMode.OPTIMISE:
        return None
    inventory = with_answers(analysis.inputs.inventory, analysis.register)
    settings = replace(QUICK, mode=PlanMode.REPAIR, reasons=False)
    return plan_body(inventory, analysis.inputs.standard, as_of=analysis.inputs.as_of, settings=settings)


class WaysOut:
    """The plan with its repair, made once, and the neighbours of each date."""

    def __init__(self, analysis: Analysis) -> None:
        self.plan = analysis.plan
        self.repair = repaired(analysis)
        self.broken = {rule.key for rule in self.plan.broken}
        self.why = {why.move: why for why in self.plan.whys}
        self.move_of = {system: move.id for move in self.plan.moves for system in move.systems}

    def of_broken(self, move: MoveId | None) -> tuple[Way, ...]:
        """What the repair changes, one neighbour of the date, and the plan as it stands."""
        ways: list[Way] = []
        day = self.plan.date_of.get(move) if move else None
        first = self.repair_way(move)
        if first is not None:
            ways.append(first)
        elif self.repair is None:  # a calculated plan: what it could not keep has ways out of its own
            ways += [Way(name=way) for clash in self.clashes_of(move) for way in clash.ways_out[:2]]
        why = self.why.get(move) if move else None
        for neighbour in (why.later, why.earlier) if why else ():
            # A date that leaves the condition as broken as it is leads out of nothing.
            if why and neighbour is not None and not neighbour.still and (first is None or neighbour.date != first.day):
                ways.append(self.neighbour(why.move, neighbour, move))
                break
        ways.append(Way(name=text("decide.way.hold"), day=day, yen=0))
        return tuple(ways)

    def clashes_of(self, move: MoveId | None) -> Iterator[Clash]:
        """Conditions that cannot all hold and name the move, or no single move: the ways out of others are not its."""
        titles = [item.title for item in self.plan.moves]
        for clash in self.plan.clashes:
            named = [said for rule in clash.rules for _, said in rule.params if said in titles]
            if move is None or not named or self.plan.move_by_id[move].title in named:
                yield clash

    def repair_way(self, move: MoveId | None = None) -> Way | None:
        """What the repair changes in all, against the plan as it stands; None where it changes nothing. `move`: what
        the decision is about, which its title names.
        """
        repair = self.repair
        if repair is None:
            return None
        changed = [(m, d) for m, d in repair.date_of.items() if d is not None and d != self.plan.date_of.get(m)]
        if not changed:
            return None
        money = difference(self.plan.cost_rows, repair.cost_rows)
        moves = tuple(text("decide.moved", move=repair.move_by_id[m].title, day=d) for m, d in changed)
        before, after = self.plan.score, repair.score
        risks = self.own(repair.broken)
        if before is not None and after is not None and after.link_months != before.link_months:
            risks.append(text("decide.risk.months", count=after.link_months - before.link_months))
        risks += self.left(sum(rule.key in self.broken for rule in repair.broken))
        old = {(hit.move, hit.window) for hit in self.plan.windows}
        risks += [
            text("decide.risk.window", name=hit.name) for hit in repair.windows if (hit.move, hit.window) not in old
        ]
        return Way(
            name=self._to(*changed[0], move) if len(changed) == 1 else text("decide.way.repair", moves=moves),
            first=True,
            day=changed[0][1],
            yen=money.yen,
            carried=money.carried,
            unpriced=money.unpriced,
            decided=money.decided,
            break_even=money.break_even,
            risks=tuple(risks),
        )

    def own(self, rules: Iterable[BrokenRule]) -> list[Text]:
        """What a way breaks of itself: what the plan as it stands breaks alike is no fault of the way."""
        return [rule.message for rule in rules if rule.key not in self.broken]

    def assumed(self, move: MoveId) -> tuple[Text, ...]:
        """That a date as planned is no date the body has set."""
        placed = next((item for item in self.plan.placements if item.move == move), None)
        return (text("decide.risk.assumed"),) if placed is not None and placed.assumed else ()

    def left(self, count: int) -> tuple[Text, ...]:
        """What the plan breaks and the way does not mend."""
        return (text("decide.risk.left", count=count),) if count else ()

    def _to(self, move: MoveId, day: date, about: MoveId | None) -> Text:
        """The date of a move, which is named where the decision is about something else."""
        if move == about:
            return text("decide.way.to", day=day)
        return text("decide.way.date", move=self.plan.move_by_id[move].title, day=day)

    def neighbour(self, move: MoveId, found: Neighbour, about: MoveId | None = None) -> Way:
        """One candidate date earlier or later. `about`: as for `repair_way`."""
        risks = self.own(found.broken)
        if found.link_months:
            risks.append(text("decide.risk.months", count=found.link_months))
        risks += self.left(found.left)
        return Way(
            name=self._to(move, found.date, about),
            day=found.date,
            yen=found.yen,
            carried=found.carried,
            unpriced=found.unpriced,
            decided=found.decided,
            break_even=found.break_even,
            risks=tuple(risks),
        )

    def strategies(self) -> Iterator[Way]:
        """The other ways to go that meet every condition, the fewest link-months first; without yen of their own."""
        here = self.plan.score
        fine = [
            (item.score.link_months, item.kind.value, item)
            for item in self.plan.strategies
            if item.score is not None and not item.broken and item.kind is not StrategyKind.NOTHING
        ]
        for months, _, item in sorted(fine, key=lambda row: row[:2]):
            dates = {placed.move: placed.date for placed in item.placements}
            if here is None or dates == dict(self.plan.date_of):
                continue
            more = months - here.link_months
            name = text(
                "decide.way.strategy",
                kind=text(f"word.StrategyKind.{item.kind.value}"),
                last=item.score.last_date if item.score else None,
            )
            yield Way(name=name, risks=(text("decide.risk.months", count=more),) if more else ())

    def of_leaving(self, party: Leaving, late: tuple[SystemId, ...]) -> Iterator[Way]:
        """Before the last day of a party: the plan where it is in time, else what would be, or going on for a time."""
        moves = list(dict.fromkeys(self.move_of[s] for s in party.systems if s in self.move_of))
        for move in moves[:1]:
            day = self.plan.date_of.get(move)
            if late or day is None:
                why = self.why.get(move)
                if self.repair is not None and (first := self.repair_way()) is not None:
                    yield first
                elif why is not None and why.earlier is not None:
                    yield self.neighbour(move, why.earlier)
            else:
                left = (party.end - day).days if known(party.end) else 0
                yield Way(
                    name=text("decide.way.as_planned", day=day),
                    first=True,
                    day=day,
                    yen=0,
                    risks=(text("decide.risk.days_left", days=left), *self.assumed(move)),
                )
                why = self.why.get(move)
                if why is not None and why.earlier is not None:
                    yield self.neighbour(move, why.earlier)
        if not moves or late:
            yield Way(name=text("decide.way.go_on", name=party.label), unpriced=1, decided=False)
