"""What stands around rows and speaks of them: ※No.2は令和9年3月末で解約予定 (注), ■(株)甲 above systems (区切り)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from readiness.intake.fold import fold
from readiness.intake.got import Got
from readiness.intake.matched import Matched
from readiness.intake.parties import read_vendor
from readiness.intake.rows import name_columns
from readiness.intake.table import Line, Shape
from readiness.intake.vocabulary import Vocabulary

_COUNTED = re.compile(
    r"(?:no|番号|項番|連番|通番|#)[.:]?(?P<all>[0-9]+(?:(?:[、,・&と]|及び|並びに)(?:no[.:]?)?[0-9]+)*)"
)
_SPAN = re.compile(r"(?:no|番号|項番|連番|通番|#)[.:]?(?P<first>[0-9]+)(?:~|から|-)(?:no[.:]?)?(?P<last>[0-9]+)")
_ALL = re.compile(
    r"^[※*注:()0-9]*(?:すべて|全て|全部|全契約|全システム|いずれも|各契約|各システム|上記|契約は(?:すべて|全て))"
)
_NUMBER_HEAD = re.compile(r"no\.?|番号|項番|連番|通番|#|整理番号|管理番号|番|システム番号")
# What may stand before and behind a name that a remark speaks of.
_BEFORE, _BEHIND = (
    r"(?:^|[※*注0-9:)「『・、,。\s])",
    r"(?:システム)?[」』]?(?:は|の|については|について|に|も|:|、|・|及び|と)",
)
_ROOM = re.compile("(?<!各)(?<!全)(?<!関係)(?:課|室|係|局|部|班|委員会)$")  # センター and 所 may be a firm or a place
_SHARE = re.compile("(?:負担|按分)(?:割合|率|比率|比)")
_WHOLE = re.compile(r"100(?:\.0+)?(?:[%]|パーセント)?|1(?:\.0+)?|10割|10/10|全額")
_MOST = 200  # rows a remark may speak of one by one


def said_around(matched: Matched, line: Line, words: Vocabulary) -> Iterator[tuple[str, Got, str, int]]:
    """What remarks, and the heading of the rows a line stands under, say of it: field, value, words, row of the sheet.

    A heading of rows is the firm or the division of them where no column tells one.
    """
    note = "contract.note" if matched.record == "contract" else "system.note"
    for text, row in matched.notes.get(line.number, ()):
        yield note, Got(value=text), text, row
    said = re.sub(r"[(（][0-9]+(?:件|システム)?[)）]$", "", line.group.strip("【】■◆●○◎□〔〕<>＜＞・ \u3000"))
    if not said or matched.record not in ("system", "contract"):
        return
    for target in ("vendor.name", "division.name"):
        for column in matched.of(target):
            grid, at = matched.table.grid, line.cells[column.index]
            blank = at is None or not grid.text(at)
            if blank and any(grid.text((row, column.head.at[1])) == line.group for row in range(line.number)):
                got = read_vendor(said, words) if target == "vendor.name" else Got(value=said)
                yield target, got, said, line.number  # the group stands in the column of firms itself
    firm = any(fold(form) in fold(said) for form in words.parties["corporate_forms"])
    if firm and not matched.of("vendor.name"):
        yield "vendor.name", read_vendor(said, words), said, line.number
    elif not firm and _ROOM.search(said) and not _is_place(said, words) and not matched.of("division.name"):
        yield "division.name", Got(value=said), said, line.number


def _is_place(said: str, words: Vocabulary) -> bool:
    return fold(said) in words.words["system.hosting"]  # ■電算室: where systems stand


def with_notes(matched: Matched) -> Matched:
    """The table with what its remarks say of which row."""
    if matched.table.shape is not Shape.LIST or not matched.record:
        return matched
    notes: dict[int, tuple[tuple[str, int], ...]] = {}
    for row, text in _remarks(matched):
        for line in _meant(matched, fold(text)):
            notes[line.number] = (*notes.get(line.number, ()), (text, row))
    for line, text in _shares(matched):
        notes[line.number] = (*notes.get(line.number, ()), (text, line.number))
    return replace(matched, notes=notes) if notes else matched


def _shares(matched: Matched) -> Iterator[tuple[Line, str]]:
    """Rows of whose price only a share is borne, in the words of the column that says so: 負担割合 50%."""
    grid = matched.table.grid
    for column in matched.columns:
        if column.target or not _SHARE.search(fold(column.text)):
            continue
        for line in matched.table.lines:
            text = grid.text(at) if (at := line.cells[column.index]) is not None else ""
            if re.search("[0-9分]", fold(text)) and not _WHOLE.fullmatch(fold(text)):
                yield line, f"{column.text} {text}"


def _remarks(matched: Matched) -> Iterator[tuple[int, str]]:
    """Rows of remarks, and rows of one long text."""
    grid = matched.table.grid
    alone = (line.number for line in matched.table.lines if len(grid.filled(line.number)) == 1)
    for row in sorted({*matched.table.remarks, *alone}):
        text = " ".join(" ".join(grid.text((row, at)) for at in grid.filled(row)).split())
        if row in matched.table.remarks or len(text) >= 12:
            yield row, text


def _meant(matched: Matched, said: str) -> Iterator[Line]:
    """The rows a remark speaks of: by their numbers, by their names, or all of them."""
    lines = matched.table.lines
    numbers = _numbers(said)
    if numbers:
        counted = {_plain(text): line for line in lines for text in own_numbers(matched, line)}
        yield from (counted[number] for number in numbers if number in counted)
        return
    if _ALL.search(said):
        yield from lines[:_MOST]
        return
    grid, left = matched.table.grid, said
    named = [(name, line) for line in lines for c in name_columns(matched)
             if (at := line.cells[c.index]) is not None and (name := fold(grid.text(at)))]  # fmt: skip
    for name, line in sorted(named, key=lambda item: -len(item[0])):
        if len(name) > 1 and re.search(f"{_BEFORE}{re.escape(name)}{_BEHIND}", left):
            yield line


def _numbers(said: str) -> list[str]:
    found: list[str] = []
    for span in _SPAN.finditer(said):
        first, last = int(span["first"]), int(span["last"])
        found += [str(number) for number in range(first, min(last, first + _MOST) + 1)]
    for counted in _COUNTED.finditer(said):
        found += [str(int(number)) for number in re.findall("[0-9]+", counted["all"])]
    return list(dict.fromkeys(found))


def own_numbers(matched: Matched, line: Line) -> Iterator[str]:
    """The numbers that a list gives a line: No, 項番."""
    grid = matched.table.grid
    for column in matched.columns:
        if _NUMBER_HEAD.fullmatch(fold(column.text)) and (at := line.cells[column.index]) is not None:
            yield grid.text(at)


def _plain(text: str) -> str:
    folded = fold(text)
    return str(int(folded)) if re.fullmatch("[0-9]{1,6}", folded) else folded
