"""A table whose columns are known (列の読み取りの結果)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from readiness.intake.fold import fold
from readiness.intake.table import Head, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column. `target` is the field it feeds, empty where nobody wants it; `guessed`: its heading only resembles a
    known one; `side`: now, next or empty; `year`: fiscal year of an amount; `money`: what amount it names; `unit`,
    `tax`: as its headings say; `why`: why it is not used; `span`: the first and last day it stands for in a plan of
    steps.
    """

    index: int
    head: Head
    target: str = ""
    rank: int = 99
    guessed: bool = False
    side: str = ""
    year: int | None = None
    money: str = ""
    unit: str = ""
    tax: str = ""
    why: str = ""
    span: tuple[date, date] | None = None

    @property
    def text(self) -> str:
        """Its headings in one line."""
        return " ".join(self.head.text.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """A table whose columns are known. `record`: system, interface, contract; `other`: the kind of a table that is no
    list of ours; both empty where the shape is doubtful. `units`, `tax`: what its surroundings say; `legend`: mark →
    meaning; `codes`: column → code → meaning; `footnotes`: mark → what it says; `notes`: row → what remarks around the
    table say of it, and where they stand.
    """

    table: Table
    columns: tuple[Column, ...]
    record: str = ""
    other: str = ""
    side: str = ""
    year: int | None = None
    units: tuple[str, ...] = ()
    tax: str = ""
    legend: dict[str, str] = field(default_factory=dict)
    codes: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    footnotes: dict[str, str] = field(default_factory=dict)
    notes: Mapping[int, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    score: int = 0

    def of(self, target: str, side: str | None = None) -> tuple[Column, ...]:
        """The columns that feed a field, the surest first."""
        found = [c for c in self.columns if c.target == target and (side is None or c.side == side)]
        return tuple(sorted(found, key=lambda column: (column.rank, column.index)))

    def has(self, *targets: str) -> bool:
        """Whether every one of these fields has a column."""
        held = {column.target for column in self.columns}
        return all(target in held for target in targets)


_BETWEEN = frozenset({"~", "-", "から", "―", "ー", "→", "至", ""})


def term_in_parts(table: Table, found: Sequence[Column]) -> Iterator[Column]:
    """Columns under one merged 契約期間: the first begins the term, the last ends it, what stands between is a dash."""
    grid, at = table.grid, 0
    while at < len(found):
        column, block = found[at], grid.block(found[at].head.at)
        group = [c for c in found[at:] if block is not None and grid.block(c.head.at) == block]
        dashes = [{fold(value) for value in table.values(c.index)} for c in group[1:-1]]
        term = column.target == "contract.end" and "期間" in fold(column.text)
        if term and len(group) in (2, 3) and all(said <= _BETWEEN for said in dashes):
            yield replace(column, target="contract.start")
            yield from (replace(c, target="") for c in group[1:-1])
            yield group[-1]
            at += len(group)
        else:
            yield column
            at += 1
