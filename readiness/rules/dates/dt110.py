"""A year that cannot be meant: a Japanese era or two digits read as another century."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from datetime import date
from functools import cache
from typing import cast

from readiness.inventory.shape import shapes
from readiness.model.finding import Severity
from readiness.model.record import Part, Record
from readiness.model.ref import Step
from readiness.model.text import text
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit

_CENTURY = 100
_REIWA = 2018  # 令和1年 is 2019
_YEARS = frozenset({"budget_year"})  # whole numbers that are years: 令和8年度 is written 2026, not 8


def check(context: Context) -> Iterator[Hit]:
    """Every date of every record and its parts; the year of 令和 or a century later is proposed where it would do."""
    oldest = context.standard.assumptions.whole("rules.oldest_year")
    farthest = context.standard.assumptions.whole("rules.farthest_year")
    for record in context.inventory.records():
        for path, told in _years(record):
            year = told.year if isinstance(told, date) else told
            if oldest <= year <= farthest:
                continue
            meant = (year + _REIWA if year < _CENTURY else year + _CENTURY, year - _CENTURY)
            near = next((y for y in meant if oldest <= y <= farthest), 0)
            yield hit(
                record,
                *path,
                discriminator=".".join(map(str, path)),
                variant="century" if near else "message",
                field=text(f"field.{path[-1] if isinstance(path[-1], str) else path[-2]}"),
                told=told,
                near=near,
                oldest=oldest,
                farthest=farthest,
            )


def _years(value: Record | Part) -> Iterator[tuple[tuple[Step, ...], date | int]]:
    for key, name, kind in _dated(cast(Hashable, type(value))):
        own = getattr(value, name)
        if kind == "part":
            own = (own,) if own is not None else ()
            yield from (((key, *path), told) for part in own for path, told in _years(part))
        elif kind == "parts":
            yield from (((key, index, *path), told) for index, part in enumerate(own) for path, told in _years(part))
        elif isinstance(own, date | int):
            yield (key,), own


@cache
def _dated(record: type) -> tuple[tuple[str, str, str], ...]:
    """Key, name and kind of the fields that hold a date or a year, or parts that do."""
    return tuple(
        (shape.key, shape.name, shape.kind)
        for shape in shapes(record)
        if shape.kind == "date" or shape.key in _YEARS or (shape.kind in ("part", "parts") and _dated(shape.target))
    )


RULE = Rule(code="DT110", name="date.year", severity=Severity.ERROR, check=check)
