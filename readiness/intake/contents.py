"""Columns whose cells tell what they hold: areas, 現行 or 次期, divisions, marks below an area (中身で分かる列)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from readiness.intake.areas import area_word, read_areas
from readiness.intake.fields import UNSURE
from readiness.intake.fold import fold
from readiness.intake.matched import Column
from readiness.intake.parties import OFFICE
from readiness.intake.paths import PATH, is_path
from readiness.intake.table import Table
from readiness.intake.vocabulary import Vocabulary

_REMARK = re.compile(r"[(（][^()（）]*[)）]")
_RATE = re.compile(r"[0-9]{1,3}(\.[0-9]+)?%|[01](\.[0-9]+)?")
_OF_OFFICE = re.compile("(?!.*(?:社|業者|ベンダ|場所|先|機関|団体|法人)).*(?:担当|主管|所管|所属|利用|使用|管理)")


def by_content(table: Table, column: Column, kind: str, taken: set[tuple[str, str]], words: Vocabulary) -> Column:  # noqa: PLR0911
    """A column without a heading we know, by its cells: areas, 現行/次期, divisions."""
    if kind == "system" and re.search("進捗率|達成率|移行率", column.text) and ("system.migrated", "") not in taken:
        rated = all(_RATE.fullmatch(fold(value)) for value in table.values(column.index))
        return replace(column, target="system.migrated", guessed=True) if rated else column
    if kind == "interface" and ("interface.from", "") not in taken and is_path(table, column):
        return replace(column, target=PATH)
    if kind == "contract" and ("contract.systems", "") not in taken and _numbers_of_rows(table, column):
        return replace(column, target="contract.systems", guessed=True)
    ways = words.words["interface.direction"]
    if kind == "interface" and not column.text and all(fold(v) in ways for v in table.values(column.index)):
        return replace(column, target="interface.direction" if ("interface.direction", "") not in taken else "")
    corner = not column.text or re.search(r"[＼\\／/]|業務|項目|区分", column.text)
    values = list(table.values(column.index))
    if kind != "system" or not values or column.money or column.side:
        return column
    dittos = {fold(word) for word in words.values["ditto"]}
    offices = all(OFFICE.search(value) or fold(value) in dittos for value in values)
    if offices and _OF_OFFICE.search(column.text) and ("division.name", "") not in taken:
        return replace(column, target="division.name", guessed=True)
    if not corner:
        sure = len(values) > 2 and ("system.areas", "") not in taken
        named = sure and all(area_word(value, words) for value in values)
        return replace(column, target="system.areas", guessed=True) if named else column
    if ("row.side", "") not in taken and names_sides(table, column, words):
        return replace(column, target="row.side")
    if ("system.areas", "") not in taken and mostly_areas(table, column, words):
        return replace(column, target="system.areas")
    return column


def _numbers_of_rows(table: Table, column: Column) -> bool:
    """Whether a column of row numbers names several in a cell: 項番 1,2 of a list of contracts are its systems."""
    values = [fold(value) for value in table.values(column.index)]
    numbered = bool(values) and all(re.fullmatch(r"[0-9]+(?:[,、・][0-9]+)*", value) for value in values)
    several = any(not value.isdecimal() for value in values)
    return numbered and several and bool(re.search("No|項番|番号", column.text, re.IGNORECASE))


def mostly_areas(table: Table, column: Column, words: Vocabulary) -> bool:
    """Whether three of five cells of a column name areas and nothing else."""
    values = table.values(column.index)
    areas = {text: bool((got := read_areas(text, words)).value) and not got.others for text in set(values)}
    return sum(areas[text] for text in values) * 5 >= len(values) * 3 > 0


def one_of_areas(table: Table, found: Sequence[Column], words: Vocabulary) -> Iterator[Column]:
    """分野 beside 業務 holds no areas but groups of them, where only the other column names areas."""
    areas = [column for column in found if column.target == "system.areas"]
    named = [column for column in areas if mostly_areas(table, column, words)]
    for column in found:
        groups = len(areas) > 1 and bool(named) and column in areas and column not in named
        yield replace(column, target="") if groups and not column.side else column


_BESIDE_SURER = (
    (
        "vendor.name",
        re.compile("(?:パッケージ|ソフト|システム)?(?:開発元|製造元|メーカー|開発会社)名?"),
        "契約|受注|受託|元請|^委託先",
    ),
    ("system.hosting", re.compile("(?:運用|利用|稼働)形態"), "場所|環境|基盤|クラウド|設置"),
)


def without_lesser(found: Sequence[Column]) -> Iterator[Column]:
    """開発元 beside 契約相手方 made the product; 運用形態 beside 設置場所 says who runs it: the other column tells."""
    lesser = set()
    for target, less, surer in _BESIDE_SURER:
        mine = [column for column in found if column.target == target]
        sides = {column.side for column in mine if re.search(surer, fold(column.text))}
        lesser |= {c.index for c in mine if c.side in sides and less.fullmatch(fold(c.text))}
    for column in found:
        yield replace(column, target="", why="resembles") if column.index in lesser else column


def names_sides(table: Table, column: Column, words: Vocabulary) -> bool:
    """Whether every cell of a column says 現行 or 次期."""
    known = _side_words("now", words) | _side_words("next", words)
    stated = [fold(_REMARK.sub("", value)) in known for value in table.values(column.index)]
    return bool(stated) and all(stated)


def is_circled(table: Table, column: Column, words: Vocabulary) -> bool:
    """Whether a column is headed by an area and its cells are marks: systems down, areas across."""
    values = [fold(value) for value in table.values(column.index)]
    marks = {*words.values["ticks"]["yes"], *words.values["ticks"]["no"], *words.values["nothing"], *UNSURE}
    return bool(area_word(column.text, words)) and bool(values) and all(v in {fold(m) for m in marks} for v in values)


def _side_words(side: str, words: Vocabulary) -> set[str]:
    return {fold(word) for word in (*words.values["words"]["row.side"][side], *words.layout["sides"][side])}
