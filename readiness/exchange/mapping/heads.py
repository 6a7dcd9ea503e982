"""Header words of ledgers that nobody made for us: decorated, with units, with a word before the word."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from readiness.exchange.mapping.spec import TableMap
from readiness.sources.grid import Row, cell_text, fold_header
from readiness.sources.header import HeaderSearch, find_header

# A bracket that tells columns apart (月額 or 年額, 自 or 至) is part of the word; any other is a unit or a remark.
_BRACKET = re.compile(r"[(\[【〔][^()\[\]【】〔〕]*[)\]】〕]")
_TELLS_APART = re.compile(r"[額自至始終元先前旧側]")
_UNIT = re.compile(r"単位|[百千万]*円|税[抜込]き?み?|税別|[内外]税|[、,:]")
_YEAR = re.compile(r"^(令和|平成|[rh])?([0-9]{1,4}|元)年?度?(?=[^0-9年月日])")
_OTHER_TIME = re.compile(r"旧|前|次期|変更|過去")
_SHORTEST = 3
# Where a ledger has no column of names, what it says about each row instead.
_STANDS_IN = {"system.name": "system.areas", "contract.name": "contract.systems"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Heads:
    """The header found: `columns` target → 0-based column; `guessed` are those whose header only resembles the word."""

    search: HeaderSearch
    columns: Mapping[str, int]
    guessed: tuple[str, ...]
    missing: tuple[str, ...]


@lru_cache(maxsize=8192)
def plain_head(text: str) -> str:
    """A header as compared: without the year before it, の, and brackets that hold a unit or a remark."""
    folded = fold_header(text)
    bare = _BRACKET.sub(_telling, folded)
    bare = _YEAR.sub("", bare).replace("の", "").strip("・:：")
    return bare or folded


def _telling(bracket: re.Match[str]) -> str:
    """The bracket without units where it tells columns apart, else nothing: (年額・千円・税抜) is (年額)."""
    told = _UNIT.sub("", bracket[0])
    return told if _TELLS_APART.search(told) else ""


def find_heads(rows: Sequence[Row], table: TableMap) -> Heads:
    """The header of a table in rows whose merged cells are filled."""
    search = find_header(rows, table.columns, required=table.required, loose=False, fold=plain_head)
    columns = dict(search.columns)
    if search.row >= 0:
        columns |= _resembling(rows[search.row : search.first_data_row], table, search.columns)
    for target in table.required:
        other = _STANDS_IN.get(target, "")
        if target not in columns and other in columns:
            columns[target] = columns[other]
    return Heads(
        search=search,
        columns=columns,
        guessed=tuple(target for target in columns if target not in search.columns),
        missing=tuple(target for target in table.required if target not in columns),
    )


def _resembling(rows: Sequence[Row], table: TableMap, columns: Mapping[str, int]) -> dict[str, int]:
    """Headers that end with a word of the mapping (開発業者名 ends with 業者名), the longest word first."""
    found: dict[str, int] = {}
    near = sorted(
        (-len(word), column, target)
        for row in rows
        for column, cell in enumerate(row)
        if column not in columns.values()
        for head in (plain_head(cell_text(cell)),)
        if head and not _OTHER_TIME.search(head)
        for target, words in table.columns.items()
        if target not in columns
        for word in map(plain_head, words)
        if len(word) >= _SHORTEST and head.endswith(word)
    )
    for _, column, target in near:
        if target not in found and column not in found.values():
            found[target] = column
    return found
