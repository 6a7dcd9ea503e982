"""Columns that are spans of time, with words or colours for steps of the move below them (線表・工程)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from readiness.intake.doubt import Unused
from readiness.intake.fold import fold
from readiness.intake.got import NOTHING, Got, held
from readiness.intake.matched import Column, Matched
from readiness.intake.money import head_year
from readiness.intake.table import Line, Table

PLANNED = "system.planned_date"
_QUARTER = re.compile(r"(?:第?([1-4一二三四])四半期|([1-4])q|q([1-4])|(上|下)(?:半期|期))")
_MONTH = re.compile(r"(?:(?P<year>[^0-9]*[0-9元]{1,4}[年./-]))?(?P<month>1[0-2]|0?[1-9])月?")
_KANJI = {"一": 1, "二": 2, "三": 3, "四": 4}
# What a step says when the new system goes live; the steps before it tell no day of ours.
_GOES_LIVE = re.compile(
    r"切替|切り替え|本稼働|本番稼働|稼働開始|サービス開始|サービスイン|カットオーバー|本番移行|移行完了|運用開始|リリース"
)
_DAY = re.compile(
    r"(?<![0-9./])(?:(?P<month>1[0-2]|0?[1-9])(?:[/.]|月))?(?P<day>3[01]|[12][0-9]|0?[1-9])(?:日|(?<=[/.][0-9])|(?<=[/.][0-9]{2}))(?![0-9./年月])"
)
_LONGEST = 12  # letters of a step
_FEWEST = 3  # columns of time that make a table one of steps


def with_steps(table: Table, found: Sequence[Column]) -> list[Column]:
    """The columns with their span of time where at least three stand side by side and hold words, no amounts."""
    years = [head_year(text) for text in (*reversed(table.titles), table.grid.sheet.name)]
    default = next((year for year in years if year is not None), None)
    spans = {c.index: span for c in found if not c.target and (span := _span(c, found, default)) is not None}
    stated = [value for index in spans for value in table.values(index)]
    if len(spans) < _FEWEST or any(re.fullmatch(r"[0-9,.円千]+", fold(value)) for value in stated):
        return list(found)
    return [
        replace(c, target=PLANNED, money="", span=spans[c.index], rank=90) if c.index in spans else c for c in found
    ]


def _span(column: Column, found: Sequence[Column], default: int | None) -> tuple[date, date] | None:
    """The first and last day of a heading such as 令和7年度 > 第4四半期, R9 > 1月."""
    text, group = fold(column.text), "".join(column.head.path[:-1])
    fiscal = "年度" in group or not group
    year = head_year(group) if group else default
    if quarter := _QUARTER.fullmatch(text):
        if year is None:
            return None
        stated = quarter[1] or quarter[2] or quarter[3]
        count, length = (_KANJI.get(stated) or int(stated), 3) if stated else ({"上": 1, "下": 2}[quarter[4]], 6)
        first = _month(year, 4 + (count - 1) * length)
        return first, _month(first.year, first.month + length) - timedelta(days=1)
    month = _MONTH.fullmatch(text)
    if month is None or (not month["year"] and not text.endswith("月")):
        return None
    number = int(month["month"])
    if month["year"]:
        year, fiscal = head_year(f"{month['year'].rstrip('年./-')}年"), False
    if year is None:
        return None
    same = [fold(c.text) for c in found if "".join(c.head.path[:-1]) == group]
    fiscal = fiscal or ("12月" in same and "1月" in same and same.index("1月") > same.index("12月"))
    first = _month(year + (fiscal and number < 4), number)
    return first, _month(first.year, first.month + 1) - timedelta(days=1)


def _month(year: int, month: int) -> date:
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


def read_step(matched: Matched, column: Column, line: Line) -> Got:
    """The day that a step states, of those in its span; else the span's last day, asked. Only of the step by which the
    new system goes live, by its own words, by what a legend says of its mark or by words beside it: 本番切替 | ▲1/4; a
    star that no legend explains is taken for such a step.
    """
    grid, span, at = matched.table.grid, column.span, line.cells[column.index]
    text = grid.text(at) if at is not None else ""
    beside = [grid.text(cell) for c in matched.columns if c.span is None and (cell := line.cells[c.index]) is not None]
    mark = fold(text)
    meant = matched.legend.get(mark, matched.legend.get(mark[:1], "")) or ("切替" if mark in ("★", "☆") else "")
    if span is None or not any(_GOES_LIVE.search(fold(said)) for said in (text, meant, *beside)):
        return NOTHING
    stated = set(_days(fold(text), span))
    if len(stated) == 1:
        return Got(value=stated.pop().isoformat())
    return held("step", span[1].isoformat(), head="".join(column.head.path), text=text)


def _days(text: str, span: tuple[date, date]) -> Iterator[date]:
    """The days of a span that a text states: 1/4, 1月4日, and 4日 where the span is one month."""
    for found in _DAY.finditer(text):
        months = [int(found["month"])] if found["month"] else [span[0].month]
        if not found["month"] and span[0].month != span[1].month:
            continue
        for day in (span[0] + timedelta(days=n) for n in range((span[1] - span[0]).days + 1)):
            if day.month in months and day.day == int(found["day"]):
                yield day


def coloured(matched: Matched) -> Iterator[Unused]:
    """Cells of the spans that hold a colour and no word: nobody can say what the colour means."""
    grid = matched.table.grid
    spans = [c for c in matched.columns if c.span is not None]
    bars = [
        (line, c)
        for line in matched.table.lines
        for c in spans
        if (at := line.cells[c.index]) is not None and not grid.text(at) and grid.origin(at) in grid.formatting.filled
    ]
    if bars:
        heads = tuple(dict.fromkeys(c.text for _, c in bars))
        text = heads[0] if len(heads) == 1 else f"{heads[0]}～{heads[-1]}"
        yield Unused(kind="column", place=grid.place(spans[0].head.at), text=text, reason="coloured")
