"""Plain data → frozen records. What the schema check has reported is left out here, so that the rest is kept."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Hashable, Mapping
from datetime import date
from functools import cache
from typing import Any, TypeVar, cast

from readiness.inventory.schema import NO_WORDS, YES_WORDS
from readiness.model.fields import FieldFacts, facts
from readiness.model.progress import STEPS
from readiness.model.ref import Ref
from readiness.model.unknown import UNKNOWN, UNKNOWN_WORDS
from readiness.sources.dates import parse_date

R = TypeVar("R")
_DATE = re.compile(r"([0-9]{4})-([0-9]{1,2})(?:-([0-9]{1,2}))?")
_ABSENT = object()
# A bare month means its last day, except where something begins.
_FIRST_DAY_FIELDS = frozenset({"start"})
_STEP_NUMBERS = frozenset(map(str, range(1, STEPS + 1)))


def build_record(record: type[R], data: Any, ref: Ref) -> R | None:
    """One record from a mapping; None where it cannot be built because a required value is missing or wrong."""
    if not isinstance(data, Mapping):
        return None
    values: dict[str, Any] = {}
    for shape in facts(cast(Hashable, record)):
        raw = data.get(shape.key, _ABSENT)
        value = _ABSENT if raw is _ABSENT or raw is None else _convert(shape, raw, ref.child(shape.key))
        if value is not _ABSENT:
            values[shape.name] = value
        elif shape.required:
            return None
    built: R = record(**values, ref=ref)  # type: ignore[call-arg]  # every record class has a ref
    return built


def read_date(raw: str, *, first_day: bool = False) -> date | None:
    """`2026-03-31`, or `2026-03` for the last (or first) day of that month, also as people type them (`R8.3.31`,
    `令和8年3月`); None where there is no such day.
    """
    written = _DATE.fullmatch(raw)
    if written is None:
        day = parse_date(raw)
        found = day or parse_date(raw, month_end=True)
        return found.replace(day=1) if found and day is None and first_day else found
    year, month, number = (int(part or 0) for part in written.groups())
    try:
        return date(year, month, number or (1 if first_day else monthrange(year, month)[1]))
    except ValueError:
        return None


def _convert(shape: FieldFacts, raw: Any, ref: Ref) -> Any:
    if shape.unknown and isinstance(raw, str) and raw in UNKNOWN_WORDS:
        return UNKNOWN
    value = _CONVERTERS[shape.kind](shape, raw, ref)
    return _ABSENT if value is None else value


def _integer(_shape: FieldFacts, raw: Any, _ref: Ref) -> int | None:
    return raw if isinstance(raw, int) and not isinstance(raw, bool) else None


def _number(_shape: FieldFacts, raw: Any, _ref: Ref) -> float | None:
    if not isinstance(raw, int | float) or isinstance(raw, bool):
        return None
    try:
        return float(raw)
    except OverflowError:
        return None


def _boolean(_shape: FieldFacts, raw: Any, _ref: Ref) -> bool | None:
    if isinstance(raw, bool):
        return raw
    return True if raw in YES_WORDS else False if raw in NO_WORDS else None


def _date(shape: FieldFacts, raw: Any, _ref: Ref) -> date | None:
    return read_date(raw, first_day=shape.name in _FIRST_DAY_FIELDS) if isinstance(raw, str) else None


def _word(shape: FieldFacts, raw: Any, _ref: Ref) -> Any:
    return _words(shape.target).get(raw) if isinstance(raw, str) else None


def _part(shape: FieldFacts, raw: Any, ref: Ref) -> Any:
    return build_record(shape.target, raw, ref)


def _texts(_shape: FieldFacts, raw: Any, _ref: Ref) -> tuple[str, ...] | None:
    return tuple(item for item in raw if isinstance(item, str)) if isinstance(raw, list | tuple) else None


def _dates(_shape: FieldFacts, raw: Any, _ref: Ref) -> tuple[date, ...] | None:
    if not isinstance(raw, list | tuple):
        return None
    found = (read_date(item) for item in raw if isinstance(item, str))
    return tuple(item for item in found if item is not None)


def _parts(shape: FieldFacts, raw: Any, ref: Ref) -> tuple[Any, ...] | None:
    if not isinstance(raw, list | tuple):
        return None
    built = (build_record(shape.target, item, ref.child(index)) for index, item in enumerate(raw))
    return tuple(item for item in built if item is not None)


def _steps(shape: FieldFacts, raw: Any, _ref: Ref) -> tuple[tuple[int, Any], ...] | None:
    if not isinstance(raw, Mapping):
        return None
    found: dict[int, Any] = {}
    for key, word in raw.items():
        status = _words(shape.target).get(word) if isinstance(word, str) else None
        first, _, last = str(key).partition("-")
        if status is not None and first in _STEP_NUMBERS and (last or first) in _STEP_NUMBERS:
            for number in range(int(first), int(last or first) + 1):
                found[number] = status
    return tuple(sorted(found.items()))


def _text(_shape: FieldFacts, raw: Any, _ref: Ref) -> str | None:
    return raw if isinstance(raw, str) else None


@cache
def _words(target: Any) -> dict[str, Any]:
    return {form: member for member in target for form in member.forms}


_CONVERTERS: dict[str, Callable[[FieldFacts, Any, Ref], Any]] = {
    "text": _text,
    "integer": _integer,
    "number": _number,
    "boolean": _boolean,
    "date": _date,
    "word": _word,
    "part": _part,
    "texts": _texts,
    "dates": _dates,
    "parts": _parts,
    "steps": _steps,
}
