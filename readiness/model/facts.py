"""What is true of a field whatever the format it is written in: who may read it, what it names, who knows it.

The facts stand at the field itself, as `Annotated` metadata of the record classes:

    vendor: Annotated[Maybe[str], INSIDE, refers("vendors"), asks(DIVISION, A, "state.vendor"), holds(LETTER)] = UNKNOWN

Loader, schema, references, completeness, questions, books, ledger columns, snapshot, diff and audience are derived
from them (`model.fields` reads them off), so a new field is one line.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from readiness.model.record import Secrecy, Word

OPEN, INSIDE, QUOTE, PRICE = Secrecy.OPEN, Secrecy.INSIDE, Secrecy.QUOTE, Secrecy.PRICE
NOTE, PERSON, SECURITY, TENDER = Secrecy.NOTE, Secrecy.PERSON, Secrecy.SECURITY, Secrecy.TENDER
_ORDER = {secrecy: place for place, secrecy in enumerate(Secrecy)}


def strictest(*secrecies: Secrecy) -> Secrecy:
    """The strictest of several; INSIDE for none, because nothing was said."""
    return max(secrecies, key=_ORDER.__getitem__, default=Secrecy.INSIDE)


class Audience(Word):
    """The reader of a report or paper."""

    INTERNAL = "internal", "庁内"
    DIVISION = "division", "所管課"
    VENDOR = "vendor", "事業者"
    FINANCE = "finance", "財政"
    PUBLIC = "public", "公表"


class Knows(Word):
    """Who can tell a value: the vendor, the division that owns the system, who keeps the contracts, or the body."""

    VENDOR = "vendor", "事業者"
    DIVISION = "division", "所管課"
    CONTRACTS = "contracts", "契約担当"
    BODY = "body", "自団体"


VENDOR, DIVISION, CONTRACTS, BODY = Knows.VENDOR, Knows.DIVISION, Knows.CONTRACTS, Knows.BODY


class Rank(Word):
    """How much it holds up (影響区分): A a date or decision, B cost or preparation, C the record only."""

    A = "A", "A"
    B = "B", "B"
    C = "C", "C"


A, B, C = Rank.A, Rank.B, Rank.C


class When(Enum):
    """In which state of a record a value is asked for; `gaps.asking` tells in one place what each of them means."""

    STANDARD = "standard"  # the system is under the standard: 標準化対象, 共通機能
    MOVING = "moving"  # it still has to move
    MIGRATED = "migrated"
    UNSTATED = "unstated"  # nobody has said whether it has moved, and no step shows it
    EXTENDED = "extended"  # 省令等で別に期限を定める
    UNDECIDED = "undecided"  # nobody has decided whether it moves
    UNOWNED = "unowned"  # neither the system nor its area names an owner division
    SOLD = "sold"  # its vendor is known
    CHANGED = "changed"  # it has customisations, or may have
    CODED = "coded"  # its character code is known
    GAIJI = "gaiji"  # it has characters outside the standard set
    ENDING = "ending"  # its 経過措置 has an end
    UNNAMED = "unnamed"  # it runs under 経過措置 that nobody has named
    DRAWABLE = "drawable"  # the contractor can draw the data out
    LEAVING = "leaving"  # the party has given notice that it goes, and systems rest on it
    TEMPORARY = "temporary"  # the interface is to be taken away


class BlockKind(Word):
    """What kind of result waits for an answer."""

    HEADLINE = "headline", "見出しの数値"
    GATE = "gate", "関門"
    MOVE = "move", "移行"
    PAPER = "paper", "文書"


class Result(Enum):
    """What waits for an answer: its kind and the catalogue key of its name."""

    STEP_RATE = BlockKind.HEADLINE, "measure.status.step_rate"
    AREAS_COMPLETE = BlockKind.HEADLINE, "measure.status.areas_complete"
    AREAS_EXTENDED = BlockKind.HEADLINE, "measure.status.areas_extended"
    SYSTEMS_MIGRATED = BlockKind.HEADLINE, "measure.status.systems_migrated"
    LARGEST_SHARE = BlockKind.HEADLINE, "measure.lockin.largest_share"
    EFFECTIVE_VENDORS = BlockKind.HEADLINE, "measure.lockin.effective_vendors"
    SLACK = BlockKind.HEADLINE, "measure.lockin.slack_days"
    EXIT_COST = BlockKind.HEADLINE, "measure.lockin.exit_cost"
    EXIT_COST_YEARS = BlockKind.HEADLINE, "measure.lockin.exit_cost_years"
    MATTERS = BlockKind.HEADLINE, "measure.lockin.matters"
    DOCUMENTED_LINKS = BlockKind.HEADLINE, "measure.lockin.documented_links"
    OPEN_RATIO = BlockKind.HEADLINE, "measure.lockin.open_ratio"
    NOTICE = BlockKind.GATE, "question.gate.notice"
    BUDGET = BlockKind.GATE, "question.gate.budget"
    PROCUREMENT = BlockKind.GATE, "question.gate.contract"
    CHARACTERS = BlockKind.GATE, "question.gate.characters"
    DATES = BlockKind.MOVE, "question.move.dates"
    LINKS = BlockKind.MOVE, "question.move.links"
    CAPACITY = BlockKind.MOVE, "question.move.capacity"
    CABINET = BlockKind.PAPER, "question.paper.cabinet"
    FINANCE = BlockKind.PAPER, "question.paper.finance"
    LETTER = BlockKind.PAPER, "question.paper.vendor"

    @property
    def kind(self) -> BlockKind:
        """Headline, gate, move or paper."""
        return self.value[0]

    @property
    def key(self) -> str:
        """Catalogue key of its name."""
        return self.value[1]


@dataclass(frozen=True, slots=True)
class Refers:
    """The value is the id (or unique name) of a record of one of these sections."""

    sections: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asks:
    """Who is asked for the value while it is unknown.

    `key` names the point of the question books (`builtin:<key>`; it never changes, registers hold it) and its words;
    none means the value is only in the question list. `rank` holds while the system still moves, `after` from then on.
    `when` has to hold for asking at all, `booked` for a point of the books. `absent`: a value that was never told
    (None, empty) is asked for like an unknown one. `basis`: its words name a law or policy (`gap.<key>.basis`).
    """

    knows: Knows
    rank: Rank = Rank.C
    key: str | None = None
    after: Rank | None = None
    when: tuple[When, ...] = ()
    booked: tuple[When, ...] = ()
    absent: bool = False
    basis: bool = False


@dataclass(frozen=True, slots=True)
class Holds:
    """The results that wait for the value."""

    results: tuple[Result, ...]


def refers(*sections: str) -> Refers:
    """The fact that a field names records of these sections."""
    return Refers(sections)


def asks(
    knows: Knows,
    rank: Rank = Rank.C,
    key: str | None = None,
    *,
    after: Rank | None = None,
    when: tuple[When, ...] = (),
    booked: tuple[When, ...] = (),
    absent: bool = False,
    basis: bool = False,
) -> Asks:
    """The fact that somebody can be asked for a field."""
    return Asks(knows, rank, key, after, when, booked, absent, basis)


def holds(*results: Result) -> Holds:
    """The fact that results wait for a field."""
    return Holds(results)
