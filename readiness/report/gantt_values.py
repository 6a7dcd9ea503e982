"""What the template of the Gantt picture is fed with: places in points, words, and nothing left to compute."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A rectangle in a row."""

    x: float
    width: float
    title: str
    strict: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A point in a row. Of a rehearsal: `done` it was passed, `late` it failed, or is held again for that."""

    x: float
    title: str
    done: bool = False
    late: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a move is in the 40 steps of the national procedure: of its system that is least far."""

    x: float
    width: float
    done: float
    text: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GanttRow:
    """One move. `label` in parts, each with the address it leads to on a page (empty: nowhere); `why` is what is told
    when the row has the focus.
    """

    y: float
    id: str
    label: tuple[tuple[str, str], ...]
    date: str
    assumed: bool
    why: str
    bands: tuple[Span, ...]
    preparation: Span | None
    work: Span | None
    gates: tuple[Mark, ...]
    rehearsals: tuple[Mark, ...]
    progress: Progress | None
    cutover: Mark | None
    due: Mark | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """A heading over rows (a vendor, a division, an area)."""

    y: float
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A month on the axis; `strong` where a fiscal year begins. `text` is empty where there is no room."""

    x: float
    text: str
    strong: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """Temporary links of one month."""

    x: float
    width: float
    y: float
    height: float
    title: str
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gantt:
    """The whole picture."""

    width: float
    height: float
    title: str
    description: str
    left: float
    ticks: tuple[Tick, ...]
    lanes: tuple[Lane, ...]
    rows: tuple[GanttRow, ...]
    columns: tuple[Column, ...]
    links_y: float
    bottom: float
