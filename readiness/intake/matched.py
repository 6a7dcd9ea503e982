"""A table whose columns are known (列の読み取りの結果)."""

from __future__ import annotations

from dataclasses import dataclass, field

from readiness.intake.table import Head, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column. `target` is the field it feeds, empty where nobody wants it; `guessed`: its heading only resembles a
    known one; `side`: now, next or empty; `year`: fiscal year of an amount; `money`: what amount it names; `unit`,
    `tax`: as its headings say; `why`: why it is not used.
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

    @property
    def text(self) -> str:
        """Its headings in one line."""
        return " ".join(self.head.text.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """A table whose columns are known. `record`: system, interface, contract; `other`: the kind of a table that is no
    list of ours; both empty where the shape is doubtful. `units`, `tax`: what its surroundings say; `legend`: mark →
    meaning; `footnotes`: mark → what it says; `evidence`: headings that decided.
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
    footnotes: dict[str, str] = field(default_factory=dict)
    score: int = 0

    def of(self, target: str, side: str | None = None) -> tuple[Column, ...]:
        """The columns that feed a field, the surest first."""
        found = [c for c in self.columns if c.target == target and (side is None or c.side == side)]
        return tuple(sorted(found, key=lambda column: (column.rank, column.index)))

    def has(self, *targets: str) -> bool:
        """Whether every one of these fields has a column."""
        held = {column.target for column in self.columns}
        return all(target in held for target in targets)
