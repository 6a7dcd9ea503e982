"""The shape of a record read from its dataclass: which YAML key feeds which field, and what kind of value it takes."""

from __future__ import annotations

import types
from dataclasses import MISSING, Field, dataclass, fields
from datetime import date
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from readiness.model.progress import StepStatus
from readiness.model.record import Part, Word
from readiness.model.unknown import Unknown

Kind = Literal["text", "integer", "number", "boolean", "date", "word", "part", "texts", "parts", "dates", "steps"]

_PLAIN: dict[type, Kind] = {str: "text", int: "integer", float: "number", bool: "boolean", date: "date"}


@dataclass(frozen=True, slots=True)
class Shape:
    """One field: `key` is what users write, `unknown` whether 未確認 may stand there, `target` the Word or Part."""

    key: str
    name: str
    kind: Kind
    required: bool
    unknown: bool
    target: Any = None


@cache
def shapes(record: type) -> tuple[Shape, ...]:
    """The fields of a record class in order, without its `ref`."""
    hints = get_type_hints(record)
    return tuple(_shape(item, hints[item.name]) for item in fields(record) if item.name != "ref")


@cache
def shape_by_key(record: type) -> dict[str, Shape]:
    """The same, keyed by what users write."""
    return {shape.key: shape for shape in shapes(record)}


def _shape(item: Field[Any], hint: Any) -> Shape:
    options = get_args(hint) if get_origin(hint) in (Union, types.UnionType) else (hint,)
    inner = next(option for option in options if option not in (Unknown, types.NoneType))
    kind, target = _kind(inner)
    required = item.default is MISSING and item.default_factory is MISSING
    return Shape(item.name.rstrip("_"), item.name, kind, required, Unknown in options, target)


def _kind(inner: Any) -> tuple[Kind, Any]:
    if get_origin(inner) is tuple:
        element = get_args(inner)[0]
        if get_origin(element) is tuple:
            return "steps", StepStatus
        if element is date:
            return "dates", None
        return ("parts", element) if isinstance(element, type) and issubclass(element, Part) else ("texts", None)
    if isinstance(inner, type) and issubclass(inner, Word):
        return "word", inner
    if isinstance(inner, type) and issubclass(inner, Part):
        return "part", inner
    return _PLAIN[inner], None
