"""Ways out of what a plan breaks: the planner's repair, the neighbouring dates, the plan as it stands (打開の方法)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from readiness.analysis.analyze import Analysis
from readiness.analysis.whatif import QUICK
from readiness.gaps.contradictions import with_answers
from readiness.model.plan import BreakEven, Neighbour, Plan, PlanMode
from readiness.model.record import Maybe
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
    settings = replace(QUICK, mode=PlanMode.REPAIR)
    return plan_body(inventory, analysis.inputs.standard, as_of=analysis.inputs.as_of, settings=settings)


class WaysOut:
    """The plan with its repair, made once, and the neighbours of each date."""

    def __init__(self, analysis: Analysis) -> None:
        self.plan = analysis.plan
        self.repair = repaired(analysis)
        self.why = {why.move: why for why in self.plan.whys}
        self.move_of = {system: move.id for move in self.plan.moves for system in move.systems}

    def of_broken(self, move: str | None) -> tuple[Way, ...]:
        """What the repair changes, one neighbour of the date, and the plan as it stands."""
        ways: list[Way] = []
        day = self.plan.date_of.get(move) if move else None
        first = self.repair_way()
        if first is not None:
            ways.append(first)
        elif self.repair is None:  # a calculated plan: what it could not keep has ways out of its own
            ways += [Way(name=way) for clash in self.plan.clashes for way in clash.ways_out[:2]]
        why = self.why.get(move or "")
        for neighbour in (why.later, why.earlier) if why else ():
            if neighbour is not None and (first is None or neighbour.date != first.day):
                ways.append(self.neighbour(move or "", neighbour))
                break
        ways.append(Way(name=text("decide.way.hold"), day=day, yen=0))
        return tuple(ways)

    def repair_way(self) -> Way | None:
        """What the repair changes in all, against the plan as it stands; None where it changes nothing."""
        repair = self.repair
        if repair is None:
            return None
        changed = [(m, d) for m, d in repair.date_of.items() if d != self.plan.date_of.get(m)]
        if not changed:
            return None
        money = difference(self.plan.cost_rows, repair.cost_rows)
        moves = tuple(text("decide.moved", move=repair.move_by_id[m].title, day=d) for m, d in changed)
        before, after = self.plan.score, repair.score
        risks: list[Text] = [rule.message for rule in repair.broken]
        if before is not None and after is not None and after.link_months != before.link_months:
            risks.append(text("decide.risk.months", count=after.link_months - before.link_months))
        old = {(hit.move, hit.window) for hit in self.plan.windows}
        risks += [
            text("decide.risk.window", name=hit.name) for hit in repair.windows if (hit.move, hit.window) not in old
        ]
        return Way(
            name=text("decide.way.repair", moves=moves),
            first=True,
            day=changed[0][1],
            yen=money.yen,
            carried=money.carried,
            unpriced=money.unpriced,
            decided=money.decided,
            break_even=money.break_even,
            risks=tuple(risks),
        )

    def neighbour(self, move: str, found: Neighbour) -> Way:
        """One candidate date earlier or later."""
        risks = [rule.message for rule in found.broken]
        if found.link_months:
            risks.append(text("decide.risk.months", count=found.link_months))
        return Way(
            name=text("decide.way.date", move=self.plan.move_by_id[move].title, day=found.date),
            day=found.date,
            yen=found.yen,
            carried=found.carried,
            unpriced=found.unpriced,
            decided=found.decided,
            break_even=found.break_even,
            risks=tuple(risks),
        )

    def of_leaving(self, party: Leaving, late: tuple[str, ...]) -> Iterator[Way]:
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
                    risks=(text("decide.risk.days_left", days=left),),
                )
                why = self.why.get(move)
                if why is not None and why.earlier is not None:
                    yield self.neighbour(move, why.earlier)
        if not moves or late:
            yield Way(name=text("decide.way.go_on", name=party.label), unpriced=1, decided=False)
