"""Links written with arrows in one cell: 住民情報システム→税システム→介護システム (矢印で書かれた連携)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from readiness.intake.fold import clean
from readiness.intake.matched import Column
from readiness.intake.table import Table

PATH = "interface.path"
_ARROW = re.compile(r"\s*([→⇒➡⇨←⇐⬅⇦⇔↔⇄⇆]|[=－-]+[>＞]|[<＜][=－-]+)\s*")
_OF_LINKS = re.compile("連携|データ|流れ|フロー|経路|ルート|授受|接続")  # ベンダ変更: A→B is none
_BACK = ("←", "⇐", "⬅", "⇦", "<", "＜")
_BOTH = "⇔↔⇄⇆"
_LONGEST = 24


_WHOSE = re.compile(
    r"(.+?)[\s・_]*(?:の)?(?:データ)?(?:連携|インターフェース|I/?F)(?:先)?(?:データ)?(?:一覧|表|一覧表)?"
)
_OF_NOBODY = re.compile(r"[0-9]|(?:系|間|全体|庁内|外部|各種?|システム|データ|業務|年度|[市町村区])$")


def whose(table: Table) -> str:
    """The system that a list of partners is of, by the title above it or the name of its sheet: 住記 連携一覧."""
    found = (_WHOSE.fullmatch(clean(text)) for text in (*reversed(table.titles), table.grid.sheet.name))
    return next((one[1] for one in found if one and not _OF_NOBODY.search(one[1])), "")


def is_path(table: Table, column: Column) -> bool:
    """Whether a column speaks of links, and three of five of its cells name systems with arrows between them."""
    values = table.values(column.index)
    return bool(_OF_LINKS.search(column.text)) and sum(_is_path(value) for value in values) * 5 >= len(values) * 3 > 0


def _is_path(text: str) -> bool:
    names = _ARROW.split(clean(text))[::2]
    return len(names) > 1 and all(0 < len(name) <= _LONGEST for name in names)


def pairs_of(text: str) -> Iterator[tuple[str, str]]:
    """For each arrow of a cell who gives and who takes; none where it is no path."""
    pieces = _ARROW.split(clean(text)) if _is_path(text) else []
    for (one, other), arrow in zip(pairwise(pieces[::2]), pieces[1::2], strict=True):
        yield (other, one) if arrow.startswith(_BACK) else (one, other)
        if arrow in _BOTH:
            yield other, one
