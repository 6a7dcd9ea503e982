"""Which sheets and regions are lists of ours, and what becomes of the others (読む表の選択)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from readiness.intake.answers import RECORDS, Asking
from readiness.intake.areas import read_areas
from readiness.intake.below import own_numbers
from readiness.intake.columns import as_record
from readiness.intake.doubt import Doubt, Place, Unused, Weight
from readiness.intake.fields import AMOUNT
from readiness.intake.fold import fold
from readiness.intake.grid import Book, Grid
from readiness.intake.known import Known
from readiness.intake.matched import Column, Matched
from readiness.intake.names import of_title
from readiness.intake.rows import name_columns
from readiness.intake.table import Line, Shape
from readiness.intake.vocabulary import Vocabulary
from readiness.intake.years import of_this_year


def left(kind: str, place: Place, text: str, reason: str, **params: Any) -> Unused:
    """Something that was not read."""
    return Unused(kind=kind, place=place, text=" ".join(text.split()), reason=reason, params=params)


def visible(books: Sequence[Book], unused: list[Unused]) -> list[Grid]:
    """Sheets people see; hidden ones are told."""
    grids = [grid for book in books for grid in book.grids]
    shown = [grid for grid in grids if not grid.sheet.hidden]
    for grid in grids:
        if grid.sheet.hidden and shown and any(grid.filled(row) for row in range(grid.height)):
            unused.append(left("sheet", grid.row_place(0), grid.sheet.name, "hidden-sheet"))
    return shown or grids


def wanted(
    tables: Sequence[Matched], day: date | None, words: Vocabulary, asking: Asking, unused: list[Unused], *, files: int
) -> list[Matched]:
    """The tables that are lists of ours and of this year. What is not is told, and asked about where nobody can say."""
    dated = [_dated(matched) if files > 1 else matched for matched in tables]
    kept = [one for matched in dated for one in _wanted(matched, words, asking, unused)]
    kept, old, year = of_this_year(kept, day)
    for matched in old:
        place, name = matched.table.place, matched.table.grid.sheet.name
        reason = "history" if year else "older"
        unused.append(left("region", place, name, reason, year=year or 0, own=matched.year or 0))
    for matched in kept:
        if year is not None and matched.year is None and matched.record == "system":
            name = matched.table.grid.sheet.name
            asking.note(
                Doubt(code="sheet-undated", place=matched.table.place, weight=Weight.NOTED, text=name,
                      params={"name": name, "year": year})
            )  # fmt: skip
    return kept


def naming_systems(matched: Matched, words: Vocabulary, known: Known) -> Matched:
    """A list of contracts that names a system and its areas in each row, where no list of systems is: both in one. An
    inventory that was made of another list knows few of its contracts.
    """
    if matched.record != "contract":
        return matched
    listed = as_record(matched, "system", words)
    named, contracts = (_values(listed, target) for target in ("system.name", "contract.name"))
    there = [name for name in contracts if known.contract(None, name)]
    one_each = listed.has("system.areas") and not any(re.search("[、,，\n]", name) for name in named)
    return listed if one_each and (not known.has_systems or len(there) * 2 > len(contracts)) else matched


def of_numbers(matched: Matched, tables: Sequence[Matched], words: Vocabulary) -> Matched:
    """A table without names whose rows bear the numbers of the systems of another one: 番号 | 契約相手方 | 年額.
    Numbers that run from 1 may be its own: nobody says whose rows these are where they stop before those of the
    systems, or where the rows say themselves what they are about.
    """
    systems = as_record(matched, "system", words) if matched.record in ("", "contract") and not matched.other else None
    if (
        systems is None
        or systems.has("system.name")
        or systems.has("contract.name")
        or len(_contract_fields(systems)) < _ENOUGH
        or any(map(words.of_next, (*matched.table.titles, matched.table.grid.sheet.name)))
    ):
        return matched
    named: dict[str, dict[str, tuple[Matched, Line]]] = {}
    for other in tables:
        if other.record == "system" and other.has("system.name") and other.table.shape is Shape.LIST:
            for line in other.table.lines:
                name = next((text for c in name_columns(other) if (text := _text(other, line, c))), "")
                for number in own_numbers(other, line) if name else ():
                    named.setdefault(fold(number), {})[name] = other, line
    stated = {line.number: next(map(fold, own_numbers(matched, line)), "") for line in matched.table.lines}
    totals = {fold(word) for word in words.layout["totals"]}
    stated = {row: number for row, number in stated.items() if number and number not in totals}
    numbers = list(stated.values())
    if not numbers or any(len(named.get(number, ())) != 1 for number in numbers):
        return matched
    rows = [line for line in matched.table.lines if line.number in stated]
    lines = tuple(replace(line, named=next(iter(named[stated[line.number]]))) for line in rows)
    counted = numbers == [str(at + 1) for at in range(len(numbers))]
    against = (_differs(systems, line, *named[stated[line.number]][line.named], words) for line in lines)
    if (counted and (len(numbers) < len(named) or _names_rows(systems, lines))) or any(against):
        return matched
    return replace(systems, table=replace(matched.table, lines=lines))


def _differs(systems: Matched, line: Line, other: Matched, there: Line, words: Vocabulary) -> bool:
    """Whether a row and the one that bears its number say that they are of other areas, or of another division."""
    for target in ("system.areas", "division.name"):
        mine, theirs = (
            next((text for column in table.of(target) if (text := _text(table, row, column))), "")
            for table, row in ((systems, line), (other, there))
        )
        if mine and theirs and fold(mine) != fold(theirs):
            areas = [set(read_areas(text, words).value or ()) for text in (mine, theirs)]
            if target != "system.areas" or not areas[0] & areas[1]:
                return True
    return False


def _names_rows(systems: Matched, lines: Sequence[Line]) -> bool:
    """Whether a column that tells nothing of ours has words of its own in every row: 摘要, 備考 (介護システム保守)."""
    for column in systems.columns:
        if column.target not in ("", "system.note", "contract.note") or _OF_PEOPLE.search(column.text):
            continue
        texts = [_text(systems, line, column) for line in lines]
        own = {fold(text) for text in texts if _OF_DAYS.sub("", fold(text))}
        if len(own) == len(lines) and not all(fold(one.named) in fold(t) for one, t in zip(lines, texts, strict=True)):
            return True
    return False


_OF_PEOPLE = re.compile("担当|氏名|電話|内線|メール|住所")
_OF_DAYS = re.compile(r"[0-9年月日令和平成円千万億rh.,/:~()\-]+")


def of_titles(matched: Matched, words: Vocabulary, known: Known) -> Matched:
    """Contracts of areas, none of which names a system in a column: the title of the contract does (住民情報システム in
    住民情報システム機器賃貸借), where it stands beside the same areas only and the inventory has no system so named.
    """
    if matched.record != "system" or matched.has("system.name") or not matched.has("contract.name", "system.areas"):
        return matched
    title, about = matched.of("contract.name")[0], matched.of("system.areas")[0]
    rows = {
        line.number: (of_title(_text(matched, line, title)), _text(matched, line, about))
        for line in matched.table.lines
    }
    beside: dict[str, set[str]] = {}
    for name, areas in rows.values():
        beside.setdefault(name, set()).add(fold(areas))

    def called(line: Line) -> str:
        name, areas = rows[line.number]
        readable = bool(read_areas(areas, words).value)  # 庁内ネットワーク保守, for 全業務
        names = name and len(beside[name]) == 1 and areas and (name.endswith("システム") or not readable)
        return name if names and not known.named("systems", areas) else ""

    lines = tuple(replace(line, named=line.named or called(line)) for line in matched.table.lines)
    return replace(matched, table=replace(matched.table, lines=lines))


_ENOUGH = 2  # fields of a contract that make a table one of contracts


def _contract_fields(matched: Matched) -> set[str]:
    return {c.target for c in matched.columns} & {AMOUNT, "vendor.name", "contract.end", "contract.start"}


def _text(matched: Matched, line: Line, column: Column) -> str:
    at = line.cells[column.index]
    return matched.table.grid.text(at) if at is not None else ""


def _values(matched: Matched, target: str) -> list[str]:
    return [value for column in matched.of(target) for value in matched.table.values(column.index)]


def _dated(matched: Matched) -> Matched:
    """Files of several years: the name of the file tells the year where nothing inside does."""
    found = re.search(r"(令和|[RH])([0-9]{1,2}|元)年?度?", matched.table.grid.file)
    if matched.year is not None or not found:
        return matched
    count = 1 if found[2] == "元" else int(found[2])
    return replace(matched, year=count + (1988 if found[1] == "H" else 2018))


def _wanted(matched: Matched, words: Vocabulary, asking: Asking, unused: list[Unused]) -> Iterator[Matched]:
    """The region where it is a list of ours, by itself or because a person said so."""
    place, name = matched.table.place, matched.table.name
    if matched.record and matched.side != "next":
        yield matched
        return
    if matched.side == "next":
        reason = "side-next"
    elif matched.other and not (matched.other == "outside" and any(c.target == AMOUNT for c in matched.columns)):
        reason = f"other-{matched.other}"  # of systems that others run, but we pay for: asked
    elif matched.table.lines and matched.columns:
        reason = "unknown"
        if len([column for column in matched.columns if column.target]) >= 2:
            heads = tuple(column.text for column in matched.columns if column.text)[:6]
            doubt = Doubt(code="region", place=place, weight=Weight.SHAPE, text=name,
                          params={"name": name, "heads": heads})  # fmt: skip
            record = RECORDS.get(asking.answer(doubt))
            if record is not None:
                yield as_record(matched, record, words)
                return
    else:
        return
    unused.append(left("region", place, name, reason, names=first_names(matched)))


def first_names(matched: Matched) -> tuple[str, ...]:
    """The first names in a region that is not read, so that a person sees what it is."""
    columns: Sequence[Column] = name_columns(replace(matched, record="system")) or matched.columns[:1]
    grid = matched.table.grid
    names = [
        " ".join(grid.text(at).split())
        for line in matched.table.lines
        if columns and (at := line.cells[columns[0].index]) is not None and grid.text(at)
    ]
    return tuple(names[:5])
