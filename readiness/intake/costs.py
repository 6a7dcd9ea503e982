"""A table of the published running-cost lines (運用経費の費目): 平成30年度, today, after the migration."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from readiness.intake.doubt import Doubt, Weight
from readiness.intake.entry import Entry
from readiness.intake.fold import clean, fold
from readiness.intake.got import held
from readiness.intake.grid import At
from readiness.intake.kinds import COST_ITEM, cost_item, items_of
from readiness.intake.matched import Column, Matched
from readiness.intake.money import UNITS, Terms, read_money
from readiness.intake.reading import ReadColumn, ReadTable
from readiness.intake.regions import left
from readiness.model.gap import base32
from readiness.model.ref import Ref
from readiness.sources.grid import cell_name

SECTION = "cost_lines"
_YEARS = re.compile(r"([2-9]|10)\s*(?:か年|ヶ年|カ年|箇年|年間|年)(?:分|総額|合計|計)?")
_SIDES = {
    "fy2018": re.compile("平成30|h30|2018|(?<![0-9])30年度"),
    "current": re.compile("現行|継続|現在|現状|今の|移行前|更改前|切替前"),
    "planned": re.compile("(?:移行|更改|切替)(?!前)|標準|次期|新システム|ガバメントクラウド"),
}
_HARDLY_YEN = 100_000
_TOTAL = re.compile(r".*(?:合計|総計|計)")
_MARK = re.compile(r"^[※＊*、,\s]+")


def read_costs(matched: Matched, entry: Entry, unused: list[Any], rate: float) -> ReadTable:
    """The lines of a table. An amount of a term is divided by its years; what a column is of is told by its heading."""
    table, grid = matched.table, matched.table.grid
    item_at = items_of(table, entry.words) or 0
    columns = _amounts(matched, item_at)
    years = _years(matched)
    sums: dict[str, list[int]] = {name: [] for name in columns}
    rows = 0
    for line in table.lines:
        at = line.cells[item_at]
        said = grid.text(at) if at is not None else ""
        item = cost_item(said, entry.words)
        stated = {name: line.cells[column.index] for name, column in columns.items()}
        place = grid.row_place(line.number)
        if item is None:
            texts = [grid.text(cell) for cell in line.cells if cell is not None and grid.text(cell)]
            total = any(_TOTAL.fullmatch(fold(text)) for text in texts)
            if texts:
                unused.append(left("row", place, said or texts[0], "total" if total else "column"))
            if total:
                _check(matched, entry, stated, sums)
            continue
        rows += 1
        ref = Ref(grid.file, (grid.sheet.name, line.number + 1))
        known = (str(data["id"]) for data in entry.known.all(SECTION) if data.get("item") == item)
        record = entry.claims.record(SECTION, next(known, f"K-{base32(item, 5)}"), item, place, ref)
        record.data[COST_ITEM] = item
        for name, cell in stated.items():
            if cell is None or not grid.text(cell):
                continue
            text = grid.text(cell)
            value = grid.value(cell)
            terms = _terms(matched, name, columns[name], entry, rate)
            got = read_money(_MARK.sub("", text) if isinstance(value, str) else value, terms)
            if got.value is not None and terms.unit is None and got.value < _HARDLY_YEN and "円" not in text:
                got = held("no-unit", round(got.value / years))
            if got.value is not None:
                sums[name].append(got.value)
                got = replace(got, value=round(got.value / years))
            seen = entry.seen(f"cost_line.{name}", got, cell, grid, columns[name])
            entry.field(record, f"cost_line.{name}", seen)
            if _MARK.match(text):
                marked = f"{columns[name].text}: {text}"
                record.data["cost_line.note"] = "、".join(filter(None, (record.data.get("cost_line.note"), marked)))
    if years > 1:
        _note(matched, entry, "cost-years", years=years)
    read = {item_at: COST_ITEM, **{column.index: f"cost_line.{name}" for name, column in columns.items()}}
    for column in matched.columns:
        if column.index not in read and column.text and any(True for _ in table.values(column.index)):
            unused.append(left("column", grid.place(column.head.at), column.text, "column"))
    return ReadTable(
        file=grid.file, sheet=grid.sheet.name, record="cost_line", shape=table.shape.value,
        row=min(head.at[0] for head in table.heads) + 1, rows=rows,
        columns=tuple(
            ReadColumn(target=read[c.index], head=c.text, cell=cell_name(*c.head.at))
            for c in matched.columns if c.index in read
        ),
        ignored=tuple(c.text for c in matched.columns if c.index not in read and c.text),
    )  # fmt: skip


def _amounts(matched: Matched, item_at: int) -> dict[str, Column]:
    """Which column holds which amounts; a heading that tells no side, or one told twice, is none."""
    found: dict[str, list[Column]] = {}
    for column in matched.columns:
        head = fold("".join(column.head.path))
        if column.index == item_at or "差" in head or "率" in head or "割合" in head or "増減" in head:
            continue
        names = [name for name, words in _SIDES.items() if words.search(head)]
        if len(names) == 1:
            found.setdefault(names[0], []).append(column)
    return {name: columns[0] for name, columns in found.items() if len(columns) == 1}


def _terms(matched: Matched, name: str, column: Column, entry: Entry, rate: float) -> Terms:
    asked = entry.asking.of_column(f"cost_line.{name}", column.text, "no-unit")
    said = column.unit or asked or (matched.units[0] if len(matched.units) == 1 else "")
    return Terms(unit=UNITS.get(said), unit_text=said, tax=column.tax or matched.tax, rate=rate)


def _years(matched: Matched) -> int:
    """Of how many years the amounts are."""
    texts = (*matched.table.titles, *matched.table.around, *("".join(c.head.path) for c in matched.columns))
    found = {int(years) for text in texts for years in _YEARS.findall(clean(text))}
    return found.pop() if len(found) == 1 else 1


def _check(matched: Matched, entry: Entry, stated: Mapping[str, At | None], sums: Mapping[str, Sequence[int]]) -> None:
    """A row of sums that is not the sum of the lines above it is told."""
    for name, cell in stated.items():
        if cell is None:
            continue
        value = matched.table.grid.value(cell)
        got = read_money(_MARK.sub("", str(value)) if isinstance(value, str) else value or 0, Terms(unit=1))
        if got.value is not None and got.value != sum(sums[name]):
            head = next(c.text for c in matched.columns if c.index == _index(matched, cell))
            _note(matched, entry, "cost-sum", head=head, total=f"{got.value:,}", sum=f"{sum(sums[name]):,}")


def _index(matched: Matched, cell: At) -> int:
    return next(c.index for c in matched.columns if c.head.at[1] == cell[1])


def _note(matched: Matched, entry: Entry, code: str, **params: Any) -> None:
    place, name = matched.table.place, matched.table.name
    entry.asking.note(Doubt(code=code, place=place, weight=Weight.NOTED, text=name, params={"name": name, **params}))
