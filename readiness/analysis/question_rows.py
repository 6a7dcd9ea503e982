"""Open points → rows of one addressee and one matter, by what an answer unlocks first; none is left out (照会事項)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from readiness.analysis.analyze import Analysis
from readiness.analysis.concerned import systems_concerned
from readiness.gaps.matters import Matter, addressee, matter_of
from readiness.model.contract import MilestoneKind
from readiness.model.facts import Rank
from readiness.model.finding import Subject
from readiness.model.gap import Gap, GapEntry
from readiness.model.record import SystemId
from readiness.model.text import Text, text
from readiness.model.unknown import known


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionRow:
    """What one party is asked about one matter. `entries` are its points, `systems` those the answer concerns.

    `cutover` is the first cut-over that waits for it, `assembly` the first vote, `priced` how many of its points hold
    up an amount; `reasons` say the same in words, the first of them orders the rows.
    """

    asked: Subject
    matter: Matter
    entries: tuple[GapEntry, ...]
    systems: tuple[SystemId, ...]
    rank: Rank
    due: date | None
    cutover: date | None
    assembly: date | None
    priced: int
    reasons: tuple[Text, ...]

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """Its points as they are derived today."""
        return tuple(entry.gap for entry in self.entries if entry.gap is not None)


def question_rows(analysis: Analysis) -> tuple[QuestionRow, ...]:
    """Every open point in exactly one row: the soonest cut-over first, then the soonest vote, then money."""
    grouped: dict[tuple[Subject, str], list[GapEntry]] = {}
    for entry in analysis.register.open:
        if entry.gap is not None:
            asked = addressee(entry.gap, analysis.inputs.inventory)
            grouped.setdefault((asked, matter_of(entry.gap).key), []).append(entry)
    priced = _priced(analysis)
    rows = (_row(analysis, asked, entries, priced) for (asked, _), entries in grouped.items())
    return tuple(
        sorted(
            rows,
            key=lambda row: (
                row.cutover or date.max,
                row.assembly or date.max,
                -row.priced,
                row.rank.value,
                row.asked,
                row.matter.key,
            ),
        )
    )


def _priced(analysis: Analysis) -> frozenset[str]:
    """IDs of the points without which an amount or a budget paper cannot be told."""
    waits = ("question.gate.budget", "question.paper.finance")
    return frozenset(
        id_
        for question in analysis.questions.items
        if any(block.what.key in waits for block in question.blocks)
        for id_ in question.gaps
    )


def _row(analysis: Analysis, asked: Subject, entries: Iterable[GapEntry], priced: frozenset[str]) -> QuestionRow:
    listed = tuple(entries)
    gaps = [entry.gap for entry in listed if entry.gap is not None]
    inventory, stands = analysis.inputs.inventory, analysis.stands
    systems = tuple(dict.fromkeys(system for gap in gaps for system in _systems(analysis, gap)))
    dates = {
        cutover.date: system
        for system in reversed(systems)
        if stands[system].moving and (cutover := stands[system].cutover) is not None
    }
    first = min(dates, default=None)
    vote = _vote(analysis, frozenset(systems))
    count = sum(gap.id in priced for gap in gaps)
    reasons: list[Text] = []
    if first is not None:
        reasons.append(text("matter.unlocks.cutover", system=inventory.system_by_id[dates[first]].label, date=first))
    if vote is not None:
        reasons.append(text("matter.unlocks.assembly", date=vote))
    if count:
        reasons.append(text("matter.unlocks.money", count=count))
    dues = [due for entry in listed if (due := entry.due or (entry.gap.due if entry.gap else None))]
    return QuestionRow(
        asked=asked,
        matter=matter_of(gaps[0]),
        entries=listed,
        systems=systems,
        rank=min((gap.rank for gap in gaps), key=lambda rank: rank.value),
        due=min(dues, default=None),
        cutover=first,
        assembly=vote,
        priced=count,
        reasons=tuple(reasons) or (text("matter.unlocks.record"),),
    )


def _systems(analysis: Analysis, gap: Gap) -> tuple[SystemId, ...]:
    if gap.system in analysis.inputs.inventory.system_by_id:
        return (gap.system,)
    return systems_concerned(analysis.inputs.inventory, gap.subject, analysis.plan)


def _vote(analysis: Analysis, systems: frozenset[SystemId]) -> date | None:
    """The next vote on a procurement of one of the systems."""
    days = [
        milestone.date
        for item in analysis.inputs.inventory.procurements
        if systems & set(item.systems)
        for milestone in item.milestones
        if milestone.kind is MilestoneKind.ASSEMBLY and not milestone.done and known(milestone.date)
    ]
    return min((day for day in days if day >= analysis.inputs.as_of), default=None)
