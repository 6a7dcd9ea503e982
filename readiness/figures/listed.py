"""Numbers of the tables about the ledger: who holds how much, what is open and with whom, steps, sums."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from readiness.analysis.finding_groups import FindingGroup, finding_groups
from readiness.analysis.question_rows import QuestionRow, question_rows
from readiness.figures.analysed import AnalysedFor
from readiness.figures.figure import Figure, Unit, key_of
from readiness.gaps.matters import addressee
from readiness.model.finding import Subject
from readiness.model.gap import GapState
from readiness.model.lockin.matters import MatterStatus
from readiness.model.lockin.shares import Concentration, Holder, Share, Stage, Weight
from readiness.model.measure import percent
from readiness.model.record import Maybe
from readiness.model.standard.assumption import Assumption

STAGES = ("A", "B", "C", "drafted", "asked", "answered", "overdue")
CONTRACT = ("notice_months", "annual_amount", "penalty", "extraction_fee", "bidders")
CHARSET = ("gaiji_total", "gaiji_identified", "gaiji_undecided")


def share_key(found: Concentration, share: Share) -> str:
    """The first part of the keys of one holder's share."""
    return held_key(found, share.party)


def held_key(found: Concentration, party: Maybe[str]) -> str:
    """The same by the holder; what nobody has told is together."""
    return key_of(f"share.{found.address}", party)


def asked_key(row: QuestionRow) -> str:
    """The key of how many points one party is asked about one matter."""
    return key_of("asked", row.asked.kind, row.asked.id, row.matter.key)


def group_key(group: FindingGroup) -> str:
    """The key of how many findings are settled together."""
    return key_of("group", group.matter, group.part)


def party_key(party: Subject) -> str:
    """The first part of the keys of what one party is asked."""
    return key_of("points", party.kind, party.id)


def assumption_key(row: Assumption) -> str:
    """The key of an assumption, for some areas where it is of those."""
    return key_of("assumption", row.key, *row.areas)


def by_stage(analysed: AnalysedFor) -> Mapping[Stage, Concentration]:
    """The systems of each party before, now and after."""
    found = analysed.analysis.lockin.concentrations
    return {item.stage: item for item in found if item.by is Holder.PARTY and item.weight is Weight.SYSTEMS}


def points_by_party(analysed: AnalysedFor) -> Mapping[Subject, Mapping[str, int]]:
    """Open points by who is asked: their ranks, how far they have come, and those past their day."""
    counts: dict[Subject, dict[str, int]] = {}
    for entry in analysed.analysis.register.open:
        if entry.gap is None:
            continue
        row = counts.setdefault(addressee(entry.gap, analysed.inventory), dict.fromkeys(STAGES, 0))
        row[entry.gap.rank.value] += 1
        stage = "drafted" if entry.state in (GapState.DRAFTED, GapState.DIVISION_CONFIRMED) else "asked"
        stage = "answered" if entry.answered_on is not None and not entry.stale_reply else stage
        row[stage] += 1
        row["overdue"] += stage == "asked" and entry.due is not None and entry.due < analysed.as_of
    return counts


def listed_figures(analysed: AnalysedFor) -> Iterator[Figure]:
    """Every number of these tables."""
    for part in (_shares, _open, _status, _records):
        yield from part(analysed)


def _figure(analysed: AnalysedFor, key: str, value: Maybe[int | float] | None, unit: Unit = "count") -> Figure:
    return Figure(key=key, value=value, reader=analysed.reader, unit=unit)


def _open(analysed: AnalysedFor) -> Iterator[Figure]:
    """What is open: rows of questions, parties, groups of findings, values nobody knows."""
    for row in question_rows(analysed.analysis):
        yield _figure(analysed, asked_key(row), len(row.entries))
    for party, counts in points_by_party(analysed).items():
        for name, count in counts.items():
            yield _figure(analysed, f"{party_key(party)}.{name}", count)
    for group in finding_groups(analysed.analysis):
        yield _figure(analysed, group_key(group), len(group.findings))
    for item in analysed.analysis.completeness.by_record():
        yield _figure(analysed, key_of("unknown", item.kind, item.record), len(item.fields))


def _status(analysed: AnalysedFor) -> Iterator[Figure]:
    """Steps of areas, matters before a change of vendor."""
    analysis = analysed.analysis
    for area in analysis.status.areas:
        rate = area.steps.rate
        yield _figure(analysed, key_of("steps", area.area), None if rate is None else percent(rate, 1), "percent")
    codes = [m.code for item in analysis.lockin.systems for m in item.matters if m.status is MatterStatus.APPLIES]
    for code in dict.fromkeys(codes):
        yield _figure(analysed, f"matters.{code}", codes.count(code))


def _records(analysed: AnalysedFor) -> Iterator[Figure]:
    """What the ledger itself says: running cost, contracts, characters, and the assumptions of the standard."""
    for line in analysed.analysis.running_cost.rows if analysed.sees("CostLine", "current") else ():
        for name in ("fy2018", "current", "planned"):
            yield _figure(analysed, f"running.{line.item.value}.{name}", getattr(line, name), "yen")
    for one in analysed.analysis.running_cost.systems if analysed.sees("Side", "annual_amount") else ():
        for name in ("before", "after"):
            yield _figure(analysed, f"{key_of('running.system', one.system)}.{name}", getattr(one, name), "yen")
    for row in analysed.analysis.inputs.standard.assumptions:
        if isinstance(row.value, int | float):
            yield _figure(analysed, assumption_key(row), row.value, "measure")
    for contract in analysed.inventory.contracts:
        for name in CONTRACT:
            yield _figure(analysed, f"{key_of('contract', contract.id)}.{name}", getattr(contract, name))
    for system in analysed.inventory.systems:
        for name in CHARSET:
            value = system.charset.left if name == "gaiji_undecided" else getattr(system.charset, name)
            yield _figure(analysed, f"{key_of('charset', system.id)}.{name}", value)


def _shares(analysed: AnalysedFor) -> Iterator[Figure]:
    for found in analysed.analysis.lockin.concentrations:
        unit: Unit = "yen" if found.weight is Weight.YEN else "count"
        for share in found.shares:
            key = share_key(found, share)
            yield Figure(key=f"{key}.weight", value=share.weight, reader=analysed.reader, unit=unit)
            yield Figure(key=f"{key}.share", value=percent(share.share, 1), reader=analysed.reader, unit="percent")
    stages = by_stage(analysed)
    total = len(analysed.inventory.systems)
    parties = [share.party for item in stages.values() for share in item.shares if isinstance(share.party, str)]
    for item in stages.values():
        held = {share.party: len(share.systems) for share in item.shares if isinstance(share.party, str)}
        for party in dict.fromkeys(parties):
            yield Figure(key=f"{held_key(item, party)}.weight", value=held.get(party, 0), reader=analysed.reader)
        yield Figure(key=f"share.{item.address}.rest", value=total - sum(held.values()), reader=analysed.reader)
