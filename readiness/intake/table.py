"""A region of a sheet turned into columns and rows, whatever its shape was (表)."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from readiness.intake.doubt import Place
from readiness.intake.grid import At, Grid


class Shape(Enum):
    """How a region is laid out: 一覧表, 帳票・調書 (labels beside values), マトリックス (records across)."""

    LIST = "list"
    FORM = "form"
    MATRIX = "matrix"


@dataclass(frozen=True, slots=True)
class Head:
    """One column: its headings from the outermost level in, and the cell of the innermost."""

    path: tuple[str, ...]
    at: At

    @property
    def text(self) -> str:
        """The innermost heading as it stands."""
        return self.path[-1] if self.path else ""


@dataclass(frozen=True, slots=True)
class Line:
    """One record: the cell of each column, None where it has none; `number` is its row in the sheet, 0-based.

    `group` is the heading of the rows it stands under; `named`: the system of a row that names none itself, by
    the form it stands in, by its number in a list of systems, or by what a person said.
    """

    cells: tuple[At | None, ...]
    number: int
    group: str = ""
    named: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A region. `titles` are the rows above its headings, the nearest last; `around` every other text that may speak of
    it (beside, below, text boxes); `gaps`: numbers of the rows that stand after a blank row;
    `remarks`: numbers of rows inside it that are remarks on it; `unread`: labels of tables inside it that give nothing.
    """

    grid: Grid
    shape: Shape
    heads: tuple[Head, ...]
    lines: tuple[Line, ...]
    titles: tuple[str, ...] = ()
    around: tuple[str, ...] = ()
    gaps: frozenset[int] = frozenset()
    remarks: tuple[int, ...] = ()
    unread: tuple[At, ...] = ()
    _texts: dict[int, tuple[str, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def place(self) -> Place:
        """Where its headings stand."""
        return self.grid.place(self.heads[0].at)

    @property
    def name(self) -> str:
        """What to call it in a message: the title nearest to it, else the sheet."""
        return next((title for title in reversed(self.titles) if title), self.grid.sheet.name)

    @property
    def named(self) -> bool:
        """Whether the system of every row is told elsewhere."""
        return bool(self.lines) and all(line.named for line in self.lines)

    def values(self, column: int) -> tuple[str, ...]:
        """The texts of a column."""
        found = self._texts.get(column)
        if found is None:
            at = (line.cells[column] for line in self.lines)
            found = self._texts[column] = tuple(
                text for cell in at if cell is not None and (text := self.grid.text(cell))
            )
        return found
