"""Findings → groups with one owner, one remedy, one date, by what each rule says of itself; none is left out (群)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, partial
from typing import TypeAlias

from readiness.analysis.analyze import Analysis
from readiness.analysis.concerned import record_of, systems_concerned
from readiness.gaps.survey import Survey, answer_days
from readiness.model.dates import fiscal_year
from readiness.model.facts import Rank
from readiness.model.finding import Finding, Severity, Subject
from readiness.model.gap import BODY, DIVISION
from readiness.model.plan.words import GateKind
from readiness.model.record import SystemId
from readiness.model.text import FiscalYear, Text, text
from readiness.model.unknown import known
from readiness.rules.engine import all_rules
from readiness.rules.grouping import ALONE, By, Grouping
from readiness.standard.calendar import is_closed

Where: TypeAlias = Text | Subject | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingGroup:
    """Findings that one party settles in one way by one day.

    `matter` is the code of the rule, or the matter several rules share; `where` tells the groups of one matter apart (a
    move, a vendor, a record), None where there is one. `because` says why it is `due` then. The whole body as `owner`
    is the division in charge of the move.
    """

    matter: str
    part: str
    where: Where
    severity: Severity
    owner: Subject
    due: date
    because: Text
    findings: tuple[Finding, ...]

    @property
    def key(self) -> str:
        """What names the group in a page: its matter and part."""
        return f"{self.matter}:{self.part}" if self.part else self.matter

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of its findings, each once."""
        return tuple(dict.fromkeys(finding.code for finding in self.findings))


def finding_groups(analysis: Analysis) -> tuple[FindingGroup, ...]:
    """Every finding in exactly one group; the most severe first, then by date."""
    view = _View(analysis)
    parted: dict[tuple[str, str], _Part] = {}
    for finding in analysis.findings:
        rule = grouping_of(finding.code)
        matter = rule.matter or finding.code
        part, where = view.part(finding, rule)
        found = parted.setdefault((matter, part), _Part(matter=matter, part=part, where=where, small=rule.small))
        found.findings.append(finding)
    groups = [view.group(part) for part in list(_together(parted.values()))]
    return tuple(sorted(groups, key=lambda group: (group.severity.rank, group.due, group.matter, group.part)))


@cache
def _by_code() -> Mapping[str, Grouping]:
    return {rule.code: rule.group for rule in all_rules()}


def grouping_of(code: str) -> Grouping:
    """How findings of a code are grouped; those of the readers stand alone by code."""
    return _by_code().get(code, ALONE)


@dataclass(slots=True, kw_only=True)
class _Part:
    matter: str
    part: str
    where: Where
    small: int
    findings: list[Finding] = field(default_factory=list)


REST = "rest"


def _together(parts: Iterable[_Part]) -> Iterator[_Part]:
    """The parts, the small ones of a matter (two or more of them) as one."""
    listed = list(parts)
    little = [part for part in listed if part.part and len(part.findings) <= part.small]
    several = {part.matter for part in little if sum(other.matter == part.matter for other in little) > 1}
    rest: dict[str, _Part] = {}
    for part in listed:
        if part not in little or part.matter not in several:
            yield part
            continue
        first = part.matter not in rest
        into = rest.setdefault(
            part.matter, _Part(matter=part.matter, part=REST, where=text("group.rest"), small=part.small)
        )
        into.findings += part.findings
        if first:
            yield into


class _View:
    """The look-ups of one grouping."""

    def __init__(self, analysis: Analysis) -> None:
        self.analysis, self.inventory, self.plan = analysis, analysis.inputs.inventory, analysis.plan
        standard = analysis.inputs.standard
        self.survey = Survey(
            inventory=self.inventory,
            as_of=analysis.inputs.as_of,
            days=answer_days(standard.assumptions),
            closed=partial(is_closed, standard.calendar),
        )
        self.move_of = {system: move for move in self.plan.moves for system in move.systems}

    def systems(self, finding: Finding) -> tuple[SystemId, ...]:
        return systems_concerned(self.inventory, finding.subject, self.plan)

    # ---- which group -------------------------------------------------------------------------------------------

    def part(self, finding: Finding, rule: Grouping) -> tuple[str, Where]:
        systems = self.systems(finding)
        match rule.by:
            case By.RECORD:
                return f"{finding.subject.kind}:{finding.subject.id}", finding.subject
            case By.VENDOR:
                return self._vendor(systems)
            case By.PLATFORM:
                names = sorted({p for s in systems if isinstance(p := self.inventory.system_by_id[s].platform, str)})
                return (names[0], text("group.platform", name=names[0])) if names else self._move(systems)
            case By.YEAR:
                day = _param(finding, rule.due)
                year = fiscal_year(day) if day else 0
                return (str(year), text("group.year", year=FiscalYear(year))) if year else ("", None)
            case By.MOVE:
                return self._move(systems)
            case By.ALL:
                return "", None

    def _move(self, systems: Iterable[SystemId]) -> tuple[str, Where]:
        """The earliest move of the systems."""
        moves = {move.id: move for system in systems if (move := self.move_of.get(system)) is not None}
        if not moves:
            return REST, text("group.rest")
        first = min(moves.values(), key=lambda move: (self.plan.date_of.get(move.id) or date.max, move.id))
        return first.id, first.title

    def _vendor(self, systems: Iterable[SystemId]) -> tuple[str, Where]:
        """Those that still move go first and together, the others by vendor."""
        own = [self.analysis.stands[system] for system in systems if system in self.analysis.stands]
        if any(stand.moving for stand in own):
            return "moving", text("group.moving")
        vendor = next((v for stand in own if known(v := stand.system.vendor) and isinstance(v, str)), None)
        return (vendor, Subject("vendor", vendor)) if vendor else (REST, text("group.rest"))

    # ---- what it says ------------------------------------------------------------------------------------------

    def group(self, part: _Part) -> FindingGroup:
        findings = tuple(part.findings)
        severity = min((finding.severity for finding in findings), key=lambda severity: severity.rank)
        due, because = min((self._due(finding) for finding in findings), key=self._soonest)
        return FindingGroup(
            matter=part.matter,
            part=part.part,
            where=part.where,
            severity=severity,
            owner=self._owner(findings),
            due=due,
            because=because,
            findings=findings,
        )

    def _soonest(self, found: tuple[date, Text]) -> tuple[bool, date]:
        """The next day first; days that have passed only where nothing else is left."""
        return found[0] < self.survey.as_of, found[0]

    def _owner(self, findings: Iterable[Finding]) -> Subject:
        """The division all of them belong to; the body where it is several, or nobody's."""
        owners = {self._owner_of(finding) for finding in findings}
        only = owners.pop() if len(owners) == 1 else None
        return Subject(DIVISION, only) if only else Subject(BODY, self.inventory.body.id)

    def _owner_of(self, finding: Finding) -> str | None:
        record = record_of(self.inventory, finding.subject)
        if finding.subject.kind == "contract" and record is not None and record.division is not None:
            return str(record.division)
        owners = {self.analysis.stands[system].owner for system in self.systems(finding)}
        if finding.subject.kind == "area":
            owners = {d.id for d in self.inventory.divisions if finding.subject.id in d.areas}
        return owners.pop() if len(owners) == 1 else None

    def _due(self, finding: Finding) -> tuple[date, Text]:
        rule = grouping_of(finding.code)
        if (day := _param(finding, rule.due)) is not None:
            return day, text("group.due.own")
        systems = self.systems(finding)
        moves = {move.id for system in systems if (move := self.move_of.get(system)) is not None}
        if rule.gate:
            gates = [
                gate for gate in self.plan.gates if gate.move in moves and gate.kind is rule.gate and not gate.done
            ]
            if gates:
                gate = min(gates, key=lambda gate: gate.planned or gate.start_by)
                return gate.planned or gate.start_by, text("group.due.gate", gate=gate.title)
            request = self.inventory.body.budget.request_due if self.inventory.body.budget else None
            if rule.gate is GateKind.BUDGET and request is not None and request >= self.survey.as_of:
                return request, text("group.due.budget")
        dates = [day for move in moves if (day := self.plan.date_of.get(move)) is not None]
        if dates:
            return min(dates), text("group.due.cutover")
        rank = Rank.A if finding.severity.rank <= Severity.ERROR.rank else Rank.B
        return self.survey.due(rank), text("group.due.usual")


def _param(finding: Finding, name: str) -> date | None:
    value = dict(finding.message.params).get(name) if name else None
    return value if isinstance(value, date) else None
