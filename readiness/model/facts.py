"""What is true of a field whatever the format it is written in: who may read it, what it names, who knows it.

The facts stand at the field itself, as `Annotated` metadata of the record classes:

    vendor: Annotated[Maybe[str], INSIDE, refers("vendors"), asks(DIVISION, A, "state.vendor"), holds(LETTER)] = UNKNOWN

Loader, schema, references, completeness, questions, books, ledger columns, snapshot, diff and audience are derived
from them, so a new field is one line.
"""

from __future__ import annotations

import sys
import types
from collections.abc import Hashable, Iterator
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from inspect import get_annotations
from typing import Annotated, Any, Literal, Union, cast, get_args, get_origin

from readiness.model.record import Part, Secrecy, Word
from readiness.model.ref import Ref
from readiness.model.text import Text
from readiness.model.unknown import Unknown

Kind = Literal["text", "integer", "number", "boolean", "date", "word", "part", "texts", "parts", "dates", "steps"]
Path = tuple[str | int, ...]

_PLAIN: dict[type, Kind] = {str: "text", int: "integer", float: "number", bool: "boolean", date: "date"}


OPEN, INSIDE, QUOTE, PRICE = Secrecy.OPEN, Secrecy.INSIDE, Secrecy.QUOTE, Secrecy.PRICE
NOTE, PERSON, SECURITY, TENDER = Secrecy.NOTE, Secrecy.PERSON, Secrecy.SECURITY, Secrecy.TENDER
_ORDER = {secrecy: place for place, secrecy in enumerate(Secrecy)}


def strictest(*secrecies: Secrecy) -> Secrecy:
    """The strictest of several; INSIDE for none, because nothing was said."""
    return max(secrecies, key=_ORDER.__getitem__, default=Secrecy.INSIDE)


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
    """In which state of the system a value is asked for; what each means is told in one place, `gaps.asking`."""

    STANDARD = "standard"  # under the standard: 標準化対象, 共通機能
    MOVING = "moving"  # still has to move
    MIGRATED = "migrated"
    EXTENDED = "extended"  # 省令等で別に期限を定める
    UNDECIDED = "undecided"  # nobody has decided whether it moves
    CHANGED = "changed"  # has customisations, or may have
    CODED = "coded"  # its character code is known
    GAIJI = "gaiji"  # has characters outside the standard set
    MEASURED = "measured"  # runs under 経過措置 that nobody has named
    UNOWNED = "unowned"  # neither the system nor its area names an owner division
    SOLD = "sold"  # its vendor is known
    RUNS_DATA = "runs_data"  # the contractor can draw the data out
    TEMPORARY = "temporary"  # an interface that is to be taken away


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
    `absent`: a value that was never told (None, empty) is asked for like an unknown one.
    """

    knows: Knows
    rank: Rank = Rank.C
    key: str | None = None
    after: Rank | None = None
    when: tuple[When, ...] = ()
    absent: bool = False


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
    absent: bool = False,
) -> Asks:
    """The fact that somebody can be asked for a field."""
    return Asks(knows, rank, key, after, when, absent)


def holds(*results: Result) -> Holds:
    """The fact that results wait for a field."""
    return Holds(results)


@dataclass(frozen=True, slots=True)
class FieldFacts:
    """One field of a record class.

    `key` is what users write, `name` the attribute, `unknown` whether 未確認 may stand there, `optional` whether it may
    be absent, `target` the Word or Part it holds, `owner` the class name of its record.
    """

    owner: str
    key: str
    name: str
    kind: Kind
    required: bool
    unknown: bool
    optional: bool
    target: Any = None
    secrecy: Secrecy = Secrecy.INSIDE
    refers: tuple[str, ...] = ()
    asks: Asks | None = None
    holds: tuple[Result, ...] = ()

    @property
    def label(self) -> Text:
        """Its label; the catalogue falls back to the label that all fields of this name share."""
        return Text(f"field.{self.owner}.{self.key}")


@cache
def facts(record: type) -> tuple[FieldFacts, ...]:
    """The fields of a record class in order, without its `ref`."""
    hints = {name: hint for own in reversed(record.__mro__) for name, hint in _hints(own).items()}
    return tuple(_facts(record, item, hints[item.name]) for item in fields(record) if item.name != "ref")


@cache
def _hints(record: type) -> dict[str, Any]:
    """A class's own annotations with their metadata, so that what all records share is read once."""
    names = vars(sys.modules[record.__module__])
    return get_annotations(record, globals=names, locals={}, eval_str=True)  # a field may bear the name of its type


@cache
def facts_by_key(record: type) -> dict[str, FieldFacts]:
    """The same, keyed by what users write."""
    return {fact.key: fact for fact in facts(record)}


def _facts(record: type, item: Field[Any], hint: Any) -> FieldFacts:
    said: tuple[Any, ...] = ()
    if get_origin(hint) is Annotated:
        hint, *extras = get_args(hint)
        said = tuple(extras)
    options = get_args(hint) if get_origin(hint) in (Union, types.UnionType) else (hint,)
    inner = next(option for option in options if option not in (Unknown, types.NoneType))
    kind, target = _kind(inner)
    return FieldFacts(
        owner=record.__name__,
        key=item.name.rstrip("_"),
        name=item.name,
        kind=kind,
        required=item.default is MISSING and item.default_factory is MISSING,
        unknown=Unknown in options,
        optional=types.NoneType in options,
        target=target,
        secrecy=next((fact for fact in said if isinstance(fact, Secrecy)), Secrecy.INSIDE),
        refers=next((fact.sections for fact in said if isinstance(fact, Refers)), ()),
        asks=next((fact for fact in said if isinstance(fact, Asks)), None),
        holds=next((fact.results for fact in said if isinstance(fact, Holds)), ()),
    )


def _kind(inner: Any) -> tuple[Kind, Any]:
    if get_origin(inner) is tuple:
        element = get_args(inner)[0]
        if get_origin(element) is tuple:
            return "steps", get_args(element)[1]
        if element is date:
            return "dates", None
        return ("parts", element) if isinstance(element, type) and issubclass(element, Part) else ("texts", None)
    if isinstance(inner, type) and issubclass(inner, Word):
        return "word", inner
    if isinstance(inner, type) and issubclass(inner, Part):
        return "part", inner
    return _PLAIN[inner], None


Way = tuple[FieldFacts, ...]
"""The facts met on the way from a record to a value, the value's own last."""


@cache
def ways(record: type) -> tuple[Way, ...]:
    """The way to every value of a record class, those in its parts (and in its lists of parts) included."""
    found: list[Way] = []
    for fact in facts(record):
        inner = ways(fact.target) if fact.kind in ("part", "parts") else ((),)
        found += [(fact, *rest) for rest in inner]
    return tuple(found)


@cache
def way(record: type, dotted: str) -> Way:
    """The way that is written `charset.code`. Raises `KeyError` where the class has no such field."""
    key, _, rest = dotted.partition(".")
    fact = facts_by_key(record)[key]
    return (fact, *way(fact.target, rest)) if rest else (fact,)


@dataclass(frozen=True, slots=True)
class Step:
    """One value of a record: its facts and value, the parts it stands in (`within`, `prefix`) and their place."""

    fact: FieldFacts
    value: Any
    place: Ref
    prefix: Path = ()
    within: Way = ()

    @property
    def path(self) -> Path:
        """The keys from the record, places in lists included."""
        return (*self.prefix, self.fact.key)

    @property
    def ref(self) -> Ref:
        """Where it is written."""
        return self.place.child(self.fact.key)

    @property
    def dotted(self) -> str:
        """`charset.code`, without the places in lists."""
        return ".".join(step for step in self.path if isinstance(step, str))

    @property
    def secrecy(self) -> Secrecy:
        """The strictest of the field and of the parts it stands in."""
        return strictest(self.fact.secrecy, *(fact.secrecy for fact in self.within))

    @property
    def single(self) -> bool:
        """Whether every record of the class has this value exactly once."""
        return all(fact.kind == "part" and not fact.optional for fact in self.within)


def walk(record: Any) -> Iterator[Step]:
    """Every value of a record and of the parts inside it, in the order of the fields. The only walker of records."""
    return _walk(record, record.ref, (), ())


def _walk(record: Any, place: Ref, prefix: Path, within: Way) -> Iterator[Step]:
    for fact in facts(cast(Hashable, type(record))):
        value = getattr(record, fact.name)
        if fact.kind == "part" and is_dataclass(value):
            inner = value.ref if value.ref.file else place.child(fact.key)  # type: ignore[union-attr]  # every part has
            yield from _walk(value, inner, (*prefix, fact.key), (*within, fact))
        elif fact.kind == "parts":
            for index, item in enumerate(value):
                inner = item.ref if item.ref.file else place.child(fact.key, index)
                yield from _walk(item, inner, (*prefix, fact.key, index), (*within, fact))
        else:
            yield Step(fact, value, place, prefix, within)
