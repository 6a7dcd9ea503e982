"""The fields of a record class with their facts, the ways to them through parts, and the walk over all values."""

from __future__ import annotations

import types
from collections.abc import Callable, Hashable, Iterator
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date
from functools import cache
from inspect import get_annotations
from typing import Annotated, Any, Literal, NewType, Union, cast, get_args, get_origin

from readiness.compiled import evaluated
from readiness.model.facts import Asks, Holds, Refers, Result, strictest
from readiness.model.record import Part, Record, Secrecy, Word
from readiness.model.ref import Ref
from readiness.model.text import Text
from readiness.model.unknown import Unknown

Kind = Literal["text", "integer", "number", "boolean", "date", "word", "part", "texts", "parts", "dates", "steps"]
Path = tuple[str | int, ...]

_PLAIN: dict[Any, Kind] = {str: "text", int: "integer", float: "number", bool: "boolean", date: "date"}


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


_DERIVED = ("ref", "called")


@cache
def facts(record: type) -> tuple[FieldFacts, ...]:
    """The fields of a record class in order, without those that nobody writes (its place, what it is called)."""
    said = {name: meant for own in reversed(record.__mro__) for name, meant in _annotated(own).items()}
    return tuple(
        FieldFacts(
            owner=record.__name__,
            key=item.name.rstrip("_"),
            name=item.name,
            required=item.default is MISSING and item.default_factory is MISSING,
            **said[item.name],
        )
        for item in fields(record)
        if item.name not in _DERIVED
    )


@cache
def _annotated(record: type) -> dict[str, dict[str, Any]]:
    """What a class's own annotations say, so that what all records share is read once."""
    hints = get_annotations(record).items()
    return {name: _said(record.__module__, hint) for name, hint in hints if name not in _DERIVED}


@cache
def facts_by_key(record: type) -> dict[str, FieldFacts]:
    """The same, keyed by what users write."""
    return {fact.key: fact for fact in facts(record)}


@cache
def _said(module: str, annotation: str) -> dict[str, Any]:
    """What an annotation says, by the names of its module alone: a field may bear that of its type. Most come again."""
    hint = evaluated(annotation, module)
    said: tuple[Any, ...] = ()
    if get_origin(hint) is Annotated:
        hint, *extras = get_args(hint)
        said = tuple(extras)
    options = get_args(hint) if get_origin(hint) in (Union, types.UnionType) else (hint,)
    kind, target = _kind(next(option for option in options if option not in (Unknown, types.NoneType)))
    return {
        "kind": kind,
        "target": target,
        "unknown": Unknown in options,
        "optional": types.NoneType in options,
        "secrecy": next((fact for fact in said if isinstance(fact, Secrecy)), Secrecy.INSIDE),
        "refers": next((fact.sections for fact in said if isinstance(fact, Refers)), ()),
        "asks": next((fact for fact in said if isinstance(fact, Asks)), None),
        "holds": next((fact.results for fact in said if isinstance(fact, Holds)), ()),
    }


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
    return _PLAIN[inner.__supertype__ if isinstance(inner, NewType) else inner], None


PROVENANCE = tuple(fact.key for fact in facts(Record) if fact.key not in ("id", "name"))
"""Who stands behind a record and since when, and notes (出典・確認者・時点・備考): not what the record is about."""

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
    """One value of a record: its facts, the record or part that holds it and its place, the parts it stands in."""

    fact: FieldFacts
    value: Any
    holder: Any
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
        key: str = self.fact.key
        return ".".join(step for step in self.path if isinstance(step, str)) if self.prefix else key

    @property
    def secrecy(self) -> Secrecy:
        """The strictest of the field and of the parts it stands in."""
        return strictest(self.fact.secrecy, *(fact.secrecy for fact in self.within))

    @property
    def single(self) -> bool:
        """Whether every record of the class has this value exactly once."""
        return all(fact.kind == "part" and not fact.optional for fact in self.within)


def walk(record: Any, wanted: Callable[[FieldFacts], bool] | None = None) -> Iterator[Step]:
    """Every value of a record and of the parts inside it, in the order of the fields. The only walker of records.

    A part that is absent and an empty list of parts are values themselves. `wanted`: only fields it says yes to, and
    what is absent on the way to them.
    """
    return _walk(record, record.ref, (), (), wanted)


@cache
def _leading(record: Any, wanted: Callable[[FieldFacts], bool]) -> tuple[FieldFacts, ...]:
    """The fields of a class that are wanted, or hold parts with such fields."""
    first = {way[0].name for way in ways(record) if wanted(way[-1])}
    return tuple(fact for fact in facts(record) if fact.name in first)


def _walk(
    record: Any, place: Ref, prefix: Path, within: Way, wanted: Callable[[FieldFacts], bool] | None
) -> Iterator[Step]:
    kind = cast(Hashable, type(record))
    for fact in facts(kind) if wanted is None else _leading(kind, wanted):
        value = getattr(record, fact.name)
        if fact.kind == "part" and is_dataclass(value):
            inner = value.ref if value.ref.file else place.child(fact.key)  # type: ignore[union-attr]  # every part has
            yield from _walk(value, inner, (*prefix, fact.key), (*within, fact), wanted)
        elif fact.kind == "parts" and value:
            for index, item in enumerate(value):
                inner = item.ref if item.ref.file else place.child(fact.key, index)
                yield from _walk(item, inner, (*prefix, fact.key, index), (*within, fact), wanted)
        else:
            yield Step(fact, value, record, place, prefix, within)
