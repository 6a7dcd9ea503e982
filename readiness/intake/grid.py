"""A sheet as people see it: values, merged cells filled, and their formatting."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from readiness.intake.doubt import Place
from readiness.sources.characters import LONG, settled
from readiness.sources.formatting import PLAIN, Formatting
from readiness.sources.grid import Cell, MergedRange, Sheet, cell_name, cell_text

At = tuple[int, int]


@dataclass(frozen=True, kw_only=True)
class Grid:
    """One sheet of one file; places are 0-based (row, column). `formatted` is False where that is not known."""

    file: str
    sheet: Sheet
    formatting: Formatting = PLAIN
    formatted: bool = True
    _origins: dict[At, At] = field(default_factory=dict, init=False, repr=False, compare=False)
    _texts: dict[At, str] = field(default_factory=dict, init=False, repr=False, compare=False)
    _filled: dict[int, tuple[int, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)
    _blocks: dict[At, MergedRange] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for block in self.sheet.merged:
            first = (block.first_row, block.first_column)
            self._blocks[first] = block
            for row in range(block.first_row, min(block.last_row, self.height - 1) + 1):
                for column in range(block.first_column, min(block.last_column, self.width - 1) + 1):
                    self._origins[row, column] = first

    @property
    def height(self) -> int:
        """Rows."""
        return len(self.sheet.rows)

    @cached_property
    def width(self) -> int:
        """Columns."""
        return max((len(row) for row in self.sheet.rows), default=0)

    @cached_property
    def errors(self) -> frozenset[str]:
        """Names of the cells that show an error."""
        return frozenset(self.sheet.errors)

    def origin(self, at: At) -> At:
        """The first cell of the merged block a cell lies in, else itself."""
        return self._origins.get(at, at)

    def block(self, at: At) -> MergedRange | None:
        """The merged block a cell lies in."""
        return self._blocks.get(self.origin(at))

    def value(self, at: At) -> Cell:
        """The value a person reads there: of its merged block, without the letters that are struck."""
        first = self._origins.get(at, at)
        kept = self.formatting.kept.get(first)
        if kept is not None:
            return settled(kept.strip())
        row, column = first
        rows = self.sheet.rows
        value = rows[row][column] if 0 <= row < len(rows) and 0 <= column < len(rows[row]) else None
        return settled(value) if isinstance(value, str) and len(value) > LONG else value

    def text(self, at: At) -> str:
        """The same as text, without outer blanks."""
        text = self._texts.get(at)
        if text is None:
            text = self._texts[at] = self._shown(at)
        return text

    def _shown(self, at: At) -> str:
        value = self.value(at)
        if (
            isinstance(value, int | float)
            and not isinstance(value, bool)
            and self.origin(at) in self.formatting.percent
        ):
            return f"{round(value * 100, 6):g}%"
        return cell_text(value)

    def filled(self, row: int) -> tuple[int, ...]:
        """The columns of a row that hold something; a merged block counts once, where it begins."""
        found = self._filled.get(row)
        if found is None:
            found = self._filled[row] = tuple(self._columns(row))
        return found

    def _columns(self, row: int) -> Iterator[int]:
        if not self._origins:
            yield from (at for at, cell in enumerate(self.sheet.rows[row]) if cell is not None and cell_text(cell))
            return
        for column in range(self.width):
            if self.text((row, column)) and self._origins.get((row, column), (row, column))[1] == column:
                yield column

    def error(self, at: At) -> bool:
        """Whether the cell shows an error such as #N/A."""
        return bool(self.errors) and cell_name(*self.origin(at)) in self.errors

    def uncalculated(self, at: At) -> bool:
        """Whether the cell holds a formula whose result nobody saved."""
        first = self.origin(at)
        return first in self.formatting.formulas and self.value(first) is None and not self.error(first)

    def struck(self, at: At) -> bool:
        """Whether the whole cell is struck through."""
        return self.origin(at) in self.formatting.struck

    def place(self, at: At) -> Place:
        """Where it stands, for a message."""
        return Place(self.file, self.sheet.name, cell_name(*self.origin(at)))

    def row_place(self, row: int) -> Place:
        """A row, for a message."""
        return Place(self.file, self.sheet.name, str(row + 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """One file as it came in. `pictures`: it holds drawings, so that «only a picture» can be told from «empty»."""

    file: str
    grids: tuple[Grid, ...]
    saved: object = None
    pictures: bool = False
