"""Columns whose cells tell what they hold: areas, 現行 or 次期, divisions, marks below an area (中身で分かる列)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from readiness.intake.areas import area_word, read_areas
from readiness.intake.fields import UNSURE
from readiness.intake.fold import fold
from readiness.intake.matched import Column
from readiness.intake.numbers import ROW_UNIT
from readiness.intake.parties import OFFICE
from readiness.intake.paths import PATH, is_path
from readiness.intake.table import Table
from readiness.intake.vocabulary import Vocabulary

_RESTATED = {
    "system.conformance": ("system.migrated", "system.kind"),
    "system.kind": ("contract.kind",),
    "contract.method": ("contract.kind",),
    "contract.kind": ("contract.method",),
    "system.migrated": ("system.conformance", "row.life"),
}
OF_MOVING = re.compile("移行|標準|切替|進捗|対応")
_SAYS_MOVED = re.compile("移行(?:済|完了|予定|中)|切替(?:済|予定)|構築中")
_REMARK = re.compile(r"[(（][^()（）]*[)）]")
_RATE = re.compile(r"[0-9]{1,3}(\.[0-9]+)?%|[01](\.[0-9]+)?")
_SUM = re.compile("[小合総]?計")
_PARTS_BEFORE = 2  # the columns of a table inside a form that may name what each contract is for
_WORK = re.compile("保守|運用|利用|使用|回線|通信|ライセンス|機器|サポート|サービス|改修|構築|委託|ハード|ソフト")
_PART = re.compile(rf"(?:{_WORK.pattern}|賃貸借|賃借|リース|再|契約|業務|料|費|等|[・/、])+")
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
    units = [bool(ROW_UNIT.fullmatch(fold(value))) for value in table.values(column.index)]
    if kind in ("system", "contract") and not column.text and units and all(units):
        return replace(column, target="row.unit")
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


def restated(
    table: Table,
    column: Column,
    taken: set[tuple[str, str]],
    words: Vocabulary,
    legend: Mapping[str, str],
    systems: Sequence[Column],
) -> Column:
    """標準化の状況 may tell 準拠 or 移行済, 状況 利用中, 区分 現行 or an area: the words of its cells, or what a legend
    says of their marks, decide. `systems`: the columns that name the system of a row.
    """
    if column.target == "system.kind" and ("row.side", "") not in taken and names_sides(table, column, words):
        return replace(column, target="row.side")
    if column.target == "system.kind" and ("system.areas", "") not in taken and mostly_areas(table, column, words):
        return replace(column, target="system.areas")
    apart = (column.target == "contract.kind" and (table.named or _splits_rows(table, column, systems, words))) or (
        table.named and column.index < _PARTS_BEFORE and column.target in ("", "system.kind")
    )
    if apart and ("row.part", "") not in taken and _names_parts(table, column):
        return replace(column, target="row.part")
    others = _RESTATED.get(column.target, ())
    said = (fold(legend.get(fold(value)) or value) for value in table.values(column.index)) if others else ()
    stated = [value for value in said if re.search(r"\w\w", value)]
    for other in others:
        if other == "row.life" and OF_MOVING.search(column.text):
            continue
        own, theirs = words.words[column.target], words.words[other]
        mine = sum(value in own and value not in theirs for value in stated)
        moved = other == "system.migrated" and any(_SAYS_MOVED.search(value) for value in stated)
        alien = sum(value in theirs and value not in own for value in stated) + moved
        if alien > 0 and mine == 0 and (other, column.side) not in taken:
            return replace(column, target=other)
    return column


def _splits_rows(table: Table, column: Column, systems: Sequence[Column], words: Vocabulary) -> bool:
    """Whether one system has rows of several kinds; a row without a name, or with a ditto, is of the one above it."""
    ditto, name = {fold(word) for word in words.values["ditto"]}, ""
    kinds: dict[str, set[str]] = {}
    for line in table.lines:
        kind, *stated = (
            fold(table.grid.text(at)) if (at := line.cells[one.index]) is not None else "" for one in (column, *systems)
        )
        name = next((one for one in stated if one and one not in ditto), name)
        if kind and not _SUM.fullmatch(kind):
            kinds.setdefault(name, set()).add(kind)
    return bool(systems) and any(len(several) > 1 for several in kinds.values())


def _names_parts(table: Table, column: Column) -> bool:
    """Whether 契約区分 says what a contract is for (保守, 賃貸借, 回線), one of which is no kind of contract; in the
    form of a system any words tell its contracts apart.
    """
    values = [value for text in table.values(column.index) if not _SUM.fullmatch(value := fold(text))]
    work = all(_PART.fullmatch(value) for value in values) and any(_WORK.search(value) for value in values)
    if not table.named:
        return work
    numbered = any(re.match("[0-9①-⑳(rh]|令和|平成", value) for value in values)
    return work or (len(set(values)) == len(values) > 0 and not numbered)


def is_circled(table: Table, column: Column, words: Vocabulary) -> bool:
    """Whether a column is headed by an area and its cells are marks: systems down, areas across."""
    values = [fold(value) for value in table.values(column.index)]
    marks = {*words.values["ticks"]["yes"], *words.values["ticks"]["no"], *words.values["nothing"], *UNSURE}
    return bool(area_word(column.text, words)) and bool(values) and all(v in {fold(m) for m in marks} for v in values)


def _side_words(side: str, words: Vocabulary) -> set[str]:
    return {fold(word) for word in (*words.values["words"]["row.side"][side], *words.layout["sides"][side])}
