"""質問リスト: what to ask whom first. Unknown values by how much they hold up, one question a party and field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from readiness.analysis.completeness import UnknownField
from readiness.gaps.asking import asked_party, nobody_yet, wanted
from readiness.gaps.spots import Spot, spots
from readiness.gaps.survey import Survey
from readiness.inventory.sections import SECTION_BY_KEY, SECTIONS
from readiness.model.facts import BlockKind, Knows
from readiness.model.fields import FieldFacts, way
from readiness.model.finding import Finding, Severity, Subject
from readiness.model.gap import DIVISION, Register
from readiness.model.interface import Interface
from readiness.model.plan import Plan
from readiness.model.plan.moves import MoveId
from readiness.model.record import Record, SystemId
from readiness.model.ref import Ref
from readiness.model.text import Text, text


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One result that waits for the answer, and for how many of the records asked about."""

    kind: BlockKind
    what: Text
    records: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question to one party about one field of one or more records.

    `weight` orders the list: results held up, once per record, plus `holds_up`, the single questions whose
    party is not known before this one is answered. `waiting` marks those nobody can be asked at all (a vendor that is
    not known); those of an unknown owner division are asked inside the body meanwhile. `gaps` are
    the points of the question books it is asked through.
    """

    asked: Subject
    kind: str
    name: str
    what: Text
    records: tuple[str, ...]
    blocks: tuple[Block, ...] = ()
    moves: tuple[MoveId, ...] = ()
    weight: int = 0
    holds_up: int = 0
    waiting: bool = False
    gaps: tuple[str, ...] = ()
    refs: tuple[Ref, ...] = field(default=(), compare=False)


@dataclass(frozen=True, kw_only=True)
class Questions:
    """All questions, the heaviest first; those that wait for another answer last."""

    items: tuple[Question, ...] = ()

    @cached_property
    def by_party(self) -> tuple[tuple[Subject, tuple[Question, ...]], ...]:
        """The same per division, vendor or the body itself, the party with the heaviest question first."""
        found: dict[Subject, list[Question]] = {}
        for question in self.items:
            found.setdefault(question.asked, []).append(question)
        return tuple((party, tuple(questions)) for party, questions in found.items())


@dataclass(frozen=True, slots=True)
class _Routed:
    unknown: UnknownField
    asked: Subject
    systems: tuple[SystemId, ...]
    waiting: bool
    unowned: bool = False


def ask(
    survey: Survey,
    unknown: Iterable[UnknownField],
    register: Register,
    plan: Plan | None,
    findings: Iterable[Finding] = (),
) -> Questions:
    """Every unknown value (and every finding that is a question of its own) in the order it should be asked."""
    listed = tuple(unknown)
    records = {(kind, record.id): record for kind in _COUNTED for record in _records(survey, kind)}
    places = {key: tuple(spots(survey, record)) for key, record in records.items()}
    routed = [found for item in listed for found in _route(survey, item, places[item.kind, item.record])]
    held = _held_up(routed)
    moves = {system: move for move, systems in plan.systems_of.items() for system in systems} if plan else {}
    gaps = {(entry.gap.ref, entry.gap.asked): entry.id for entry in register.open if entry.gap is not None}
    grouped: dict[tuple[Subject, str, str, bool], list[_Routed]] = {}
    for item in routed:
        grouped.setdefault((item.asked, item.unknown.kind, item.unknown.field, item.waiting), []).append(item)
    called = {key: _called(survey, record) for key, record in records.items()}
    questions = [_question(group, called, moves, gaps, held) for group in grouped.values()]
    asked = {item.ref for item in listed}
    questions += [_of_finding(survey, finding) for finding in findings if _own(finding, asked)]
    order = sorted(questions, key=lambda q: (q.waiting, -q.weight, q.asked.kind, q.asked.id, q.kind, q.name))
    return Questions(items=tuple(order))


_COUNTED = tuple(section.key for section in SECTIONS if section.counted)


def _records(survey: Survey, kind: str) -> tuple[Record, ...]:
    value = getattr(survey.inventory, kind)
    return value if isinstance(value, tuple) else (value,)


def _route(survey: Survey, item: UnknownField, places: Iterable[Spot]) -> Iterator[_Routed]:
    """Whom to ask at each spot of the record, as the books do, and whether the party to ask is itself unknown."""
    fact = _fact(item.kind, item.field)
    knows = fact.asks.knows if fact.asks is not None else Knows.BODY
    for spot in places:
        if wanted(survey, fact, spot):
            asked = asked_party(survey, knows, spot)
            unowned = knows is Knows.DIVISION and asked == survey.everywhere
            ids = tuple(system.id for system in spot.systems)
            yield _Routed(item, asked, ids, nobody_yet(knows, spot), unowned)


def _held_up(routed: Iterable[_Routed]) -> Mapping[tuple[str, str], int]:
    """Single questions whose party is not known yet, by field to ask first (vendor, owner_division) and system."""
    found: dict[tuple[str, str], int] = {}
    for item in routed:
        first = "vendor" if item.waiting else "owner_division" if item.unowned else ""
        for system in item.systems if first else ():
            found[first, system] = found.get((first, system), 0) + 1
    return found


def _called(survey: Survey, record: Record) -> str:
    """How people inside the body call a record: an interface without a name by its ends, not by an id like if-001."""
    if not isinstance(record, Interface) or record.name:
        return record.label
    systems, others = survey.inventory.system_by_id, survey.inventory.external_by_id
    ends = ((end, others.get(end) or systems.get(end)) for end in (record.from_, record.to))
    return "→".join(found.label if found is not None else end for end, found in ends)


def _question(
    group: list[_Routed],
    called: Mapping[tuple[str, str], str],
    moves: Mapping[SystemId, MoveId],
    gaps: Mapping[tuple[Ref, Subject], str],
    held: Mapping[tuple[str, str], int],
) -> Question:
    first = group[0]
    kind, name = first.unknown.kind, first.unknown.field
    rests = _fact(kind, name).holds
    ids = tuple(dict.fromkeys(item.unknown.record for item in group))
    labels = tuple(called.get((kind, id_), id_) for id_ in ids)
    holds_up = sum(held.get((name, id_), 0) for id_ in ids) if kind == "systems" else 0
    touched = {moves[system] for item in group for system in item.systems if system in moves}
    return Question(
        asked=first.asked,
        kind=kind,
        name=name,
        what=text(
            "question.what", section=text(f"section.{kind}"), field=label(kind, name), names=labels, count=len(ids)
        ),
        records=ids,
        blocks=tuple(Block(kind=result.kind, what=text(result.key), records=len(ids)) for result in rests),
        moves=tuple(sorted(touched)) if rests else (),
        weight=len(ids) * len(rests) + (len(touched) if rests else 0) + holds_up,
        holds_up=holds_up,
        waiting=first.waiting,
        gaps=tuple(dict.fromkeys(id_ for item in group if (id_ := _point(gaps, item)))),
        refs=tuple(dict.fromkeys(item.unknown.ref for item in group)),
    )


def _point(gaps: Mapping[tuple[Ref, Subject], str], item: _Routed) -> str | None:
    """The point of the books it is asked through: of the value itself, or of the part it stands in."""
    ref = item.unknown.ref
    return gaps.get((ref, item.asked)) or gaps.get((Ref(ref.file, ref.path[:-1]), item.asked))


def _fact(kind: str, name: str) -> FieldFacts:
    return way(SECTION_BY_KEY[kind].record, name)[-1]


def label(kind: str, name: str) -> Text:
    """The label of a field; a dotted name is told by its part and its field (文字・外字総数)."""
    *parts, last = (fact.label for fact in way(SECTION_BY_KEY[kind].record, name))
    return text("question.part", part=parts[-1], field=last) if parts else last


def _own(finding: Finding, asked: set[Ref]) -> bool:
    """A finding that is a question and not just another word for an unknown value."""
    return finding.severity is Severity.QUESTION and finding.ref not in asked


_LINKS = frozenset({"IF103"})


def _of_finding(survey: Survey, finding: Finding) -> Question:
    about = finding.subject
    owner = next((d.id for d in survey.inventory.divisions if about.kind == "area" and about.id in d.areas), None)
    system = survey.inventory.system_by_id.get(SystemId(about.id)) if about.kind == "system" else None
    key = "question.move.links" if finding.code in _LINKS else "question.paper.cabinet"
    kind = BlockKind.MOVE if finding.code in _LINKS else BlockKind.PAPER
    return Question(
        asked=Subject(DIVISION, owner) if owner else survey.division(system),
        kind=about.kind,
        name=finding.code,
        what=finding.message,
        records=(about.id,),
        blocks=(Block(kind=kind, what=text(key), records=1),),
        weight=1,
        refs=(finding.ref,),
    )
