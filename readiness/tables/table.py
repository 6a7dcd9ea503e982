"""A table as a value: columns, cells, and what a person may fill in. Page, workbook and CSV are written from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Literal, NamedTuple, TypeAlias

from readiness.tables.marks import plain

Kind = Literal["text", "long", "code", "date", "month", "era_month", "integer", "number", "choice"]
Value: TypeAlias = str | int | float | date | None
SHORT = 6  # characters that a column of long neighbours must not squeeze into single ones
LINE = 12  # characters of a tag that is not broken over lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column. `header` stands in the head row, `words` are further heads it is recognised by when it comes back.

    `editable` cells are unlocked; `choices` become a drop-down that other words do not break. `width` in half-width
    characters, 0 where the content decides. Days of a `month` (in Japanese years an `era_month`) column stand for their
    months. `help` is shown when the head is selected. `folded` columns stand in an
    outline that people open; they are not printed. `lists`: the drop-downs of rows that offer different words; which of
    them a row offers (from 1) stands in the column `listed_by`, so that it goes with the row when people sort.
    """

    header: str
    key: str = ""
    kind: Kind = "text"
    editable: bool = False
    choices: tuple[str, ...] = ()
    lists: tuple[tuple[str, ...], ...] = ()
    listed_by: str = ""
    width: int = 0
    help: str = ""
    words: tuple[str, ...] = ()
    hidden: bool = False
    folded: bool = False


class Cell(NamedTuple):
    """One cell; written by its fields' names. A named tuple, since a large report has millions of them.

    `raw` is the value a workbook stores (a real date or number) where it differs from the words.

    `formula` is ours, never foreign text: `{key}` is the cell of that column in the same row, `{key@0:3}` the cells of
    rows 0 to 3 of the table; the workbook stores `raw` beside it, so that it reads the same uncalculated.
    `mark` names a tag shape (see the style sheet); the words alone must tell the same. `href` leads to an anchor.
    `figure`: the key of the number it prints, which is the same wherever it is printed.
    """

    text: str
    raw: Value = None
    mark: str = ""
    href: str = ""
    sub: str = ""
    number: bool = False
    anchor: str = ""
    formula: str = ""
    figure: str = ""

    @property
    def is_day(self) -> bool:
        """Whether it holds a date, which must not be broken over lines."""
        return isinstance(self.raw, date)

    @property
    def is_short(self) -> bool:
        """Whether it is a word or two, which long neighbours must not squeeze into a column of single characters."""
        return 0 < len(plain(self.text)) <= SHORT

    @property
    def is_long(self) -> bool:
        """Whether it is too long for a tag of one line."""
        return len(plain(self.text)) > LINE

    @property
    def stored(self) -> Value:
        """What a workbook stores."""
        return self.text if self.raw is None else self.raw

    @property
    def full(self) -> str:
        """The words with what stands below them."""
        return self.text + aside(self.sub)


Row: TypeAlias = tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table: `empty` is said instead of it when there are no rows.

    The first `joined` columns are printed once for following rows that say the same in all of them. `intro` are lines
    above the head, `void` names, per row, the columns that make no sense there (shown grey), `blank_rows` are left free
    for people to fill in. `ordered`: the order of the rows is part of what it says (sums at the foot, a running total,
    one thing a row compared), so that no page offers another. `unit` stands above the head of a sheet (単位 千円).
    """

    id: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    empty: str = ""
    joined: int = 0
    intro: tuple[str, ...] = ()
    void: tuple[frozenset[str], ...] = ()
    blank_rows: int = 0
    ordered: bool = False
    unit: str = ""

    @property
    def heads(self) -> tuple[str, ...]:
        """The words of the head row."""
        return tuple(column.header for column in self.columns)

    @property
    def editable(self) -> bool:
        """Whether it is there to be filled in."""
        return any(column.editable for column in self.columns)

    @property
    def groups(self) -> tuple[tuple[Row, ...], ...]:
        """The rows, split where a joined column changes; all in one group where none is joined."""
        if not self.joined:
            return (self.rows,)
        return tuple(tuple(group) for _, group in groupby(self.rows, key=lambda row: row[: self.joined]))

    def column(self, key: str) -> tuple[Cell, ...]:
        """The cells of one column. Raises `KeyError` where the table has none of that key."""
        for at, column in enumerate(self.columns):
            if column.key == key:
                return tuple(row[at] for row in self.rows)
        raise KeyError(key)

    def records(self) -> tuple[dict[str, Value], ...]:
        """The rows as column key → stored value; cells without a value are left out."""
        return tuple(
            {
                column.key: cell.stored
                for column, cell in zip(self.columns, row, strict=True)
                if cell.stored not in (None, "")
            }
            for row in self.rows
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverLine:
    """A line of the cover: a label with its value, or a paragraph where there is no label."""

    value: str
    label: str = ""
    style: Literal["plain", "title", "note"] = "plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """A workbook: cover, tables, and the sheet that defines the words used. `dated` stamps the file's properties."""

    title: str
    tables: tuple[Table, ...]
    dated: date
    author: str = ""
    cover_title: str = ""
    cover: tuple[CoverLine, ...] = ()
    definitions_title: str = ""
    definitions: tuple[tuple[str, str], ...] = ()


def heads(*words: str, kinds: Mapping[str, Kind] | None = None) -> tuple[Column, ...]:
    """Columns of a table that is only read: their heads, keys numbered from 0; `kinds` by head."""
    of = kinds or {}
    return tuple(Column(header=word, key=str(at), kind=of.get(word, "text")) for at, word in enumerate(words))


def aside(words: str) -> str:
    """Words that follow others, in brackets."""
    return words if not words or words[0] in "((" else f"({words})"


NUMBER = 12  # half-width characters of a column of numbers
BESIDE = "※"  # behind the head of a column of remarks


def with_remarks(table: Table) -> Table:
    """A column of words behind each whose dates or numbers have words below them, which such a cell cannot hold.

    「うち未徴取5件」 turns a sum into a floor: where it is left out, the number says something else.
    """
    if table.editable:
        return table
    said = sorted({at for row in table.rows for at, cell in enumerate(row) if cell.sub and _apart(cell)})
    if not said:
        return table
    columns = list(table.columns)
    rows = [list(row) for row in table.rows]
    for at in reversed(said):
        head = table.columns[at]
        words, key = f"{head.header} {BESIDE}", f"{head.key}{BESIDE}"
        wide = max(head.width - NUMBER, NUMBER - 2) if head.width else 0  # the number leaves its words what it has
        columns[at] = replace(head, width=min(head.width, NUMBER))
        columns.insert(at + 1, Column(header=words, key=key, folded=head.folded, width=wide))
        for row in rows:
            below = row[at].sub if _apart(row[at]) else ""
            if below:
                row[at] = row[at]._replace(sub="")
            row.insert(at + 1, Cell(text=below))
    joined = table.joined + sum(at < table.joined for at in said)
    return replace(table, columns=tuple(columns), rows=tuple(map(tuple, rows)), joined=joined)


def _apart(cell: Cell) -> bool:
    """Whether what a workbook stores is no text, which would take in the words below it."""
    return cell.raw is not None and not isinstance(cell.raw, str)


def with_sums(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The numbers of the last row as formulas, where they are the sums of those above (columns as of `heads`)."""
    *body, foot = rows
    summed = []
    for at, cell in enumerate(foot):
        numbers = [row[at].raw for row in body if isinstance(row[at].raw, int | float)]
        formula = f"SUM({{{at}@0:{len(body) - 1}}})" if numbers else ""
        summed.append(reckoned(cell, formula, sum(number for number in numbers if isinstance(number, int | float))))
    return (*body, tuple(summed))


def reckoned(cell: Cell, formula: str, value: float) -> Cell:
    """The cell with its formula, where that gives what it stores."""
    return cell._replace(formula=formula) if formula and cell.raw == value and cell.number else cell


def record_rows(columns: Sequence[Column], records: Iterable[Mapping[str, Value]]) -> tuple[Row, ...]:
    """Rows from column key → value; what a record does not hold is empty."""
    return tuple(tuple(value_cell(record.get(column.key)) for column in columns) for record in records)


def value_cell(value: Value) -> Cell:
    """A cell that shows a value as it is stored."""
    if value is None or isinstance(value, str):
        return Cell(text=value or "")
    return Cell(text=value.isoformat() if isinstance(value, date) else f"{value:,}", raw=value)
