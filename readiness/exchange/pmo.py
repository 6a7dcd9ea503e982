"""The 40 steps per area as they are typed into the national progress tool, with what changed since last time marked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from readiness.exchange.cells import read_word
from readiness.exchange.labels import Labels
from readiness.exchange.rows import Incoming, find_tables
from readiness.model.progress import StepStatus
from readiness.model.standard.procedure import Procedure
from readiness.situation.steps import AreaSteps
from readiness.tables.table import Book, Column, Table, Value, record_rows

Known = Mapping[tuple[str, int], StepStatus]  # (area key, step) → status


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRow:
    """One step of one area. `status` None = 未確認; `before` is last time's; `changed` compares the two."""

    area: str
    number: int
    label: str
    status: StepStatus | None
    before: StepStatus | None
    changed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaReentry:
    """One area: its 40 rows and the rate of the national tool ((完了済み+対象外)/40), None where it is not known.

    `published`: nothing but a bare published rate is known (公表値のみ); no step may be typed in from it.
    """

    area: str
    rate: float | None
    rows: tuple[StepRow, ...]
    published: bool = False

    @property
    def changed(self) -> tuple[StepRow, ...]:
        """Rows to type in again."""
        return tuple(row for row in self.rows if row.changed)


def known_steps(areas: Sequence[AreaSteps]) -> dict[tuple[str, int], StepStatus]:
    """Statuses by area and step."""
    return {(area.area, number): status for area in areas for number, status in area.steps}


def reentry(areas: Sequence[AreaSteps], procedure: Procedure, before: Known | None = None) -> tuple[AreaReentry, ...]:
    """All areas. Without `before` nothing is marked, because nothing is known about last time."""
    now = known_steps(areas)

    def row(area: str, number: int, label: str) -> StepRow:
        status, old = now.get((area, number)), (before or {}).get((area, number))
        changed = before is not None and status is not old
        return StepRow(area=area, number=number, label=label, status=status, before=old, changed=changed)

    return tuple(
        AreaReentry(
            area=area.area,
            rate=area.rate,
            rows=tuple(row(area.area, step.number, step.label) for step in procedure.steps),
            published=area.rate is not None and not area.steps,
        )
        for area in areas
    )


def pmo_lines(areas: Sequence[AreaReentry], labels: Labels, *, only_changed: bool = False) -> Iterator[str]:
    """For a terminal: per area the runs of steps with one status; a changed step stands alone, marked ●."""
    for area in areas:
        if only_changed and not area.changed:
            continue
        yield f"{labels.area(area.area)}  {_rate(area, labels)}"
        if area.published and not only_changed:
            continue  # forty times 未確認 tells nothing
        rows = area.changed if only_changed else area.rows
        for first, last, row in _runs(rows):
            numbers = str(first) if first == last else f"{first}-{last}"
            mark = f"● {numbers:<6}{_word(row, labels)}  ← {_status(row.before, labels)}  {row.label}"
            yield f"  {mark}" if row.changed else f"    {numbers:<6}{_word(row, labels)}"


def pmo_book(areas: Sequence[AreaReentry], labels: Labels, dated: date) -> Book:
    """Two sheets: what changed, and every step of every area in long form (which `previous_steps` reads again)."""
    changed = tuple(_row(row, labels) for area in areas for row in area.changed)
    every = tuple(
        _row(row, labels) | ({"status": labels("pmo.published-only")} if area.published else {})
        for area in areas
        for row in area.rows
    )
    columns = _columns(labels)
    return Book(
        title=labels("pmo.title"),
        tables=(
            Table(id="all", caption=labels("pmo.sheet.all"), columns=columns, rows=record_rows(columns, every)),
            Table(
                id="changed", caption=labels("pmo.sheet.changed"), columns=columns, rows=record_rows(columns, changed)
            ),
        ),
        dated=dated,
    )


def previous_steps(incoming: Incoming, labels: Labels) -> dict[tuple[str, int], StepStatus]:
    """Last time's statuses out of a workbook or CSV that `pmo` wrote."""
    found: dict[tuple[str, int], StepStatus] = {}
    names = {name: key for key, name in labels.areas.items()}
    for table in find_tables(incoming, _columns(labels), "number")[:1]:
        for row in table.rows:
            status = read_word(row.cells.get("status"), StepStatus).value
            area, number = row.text("area"), row.text("number")
            if status is not None and number.isdecimal() and len(number) < 5:
                found[names.get(area, area), int(number)] = status
    return found


def _rate(area: AreaReentry, labels: Labels) -> str:
    if area.rate is None:
        return labels("pmo.no-rate")
    return labels("pmo.published" if area.published else "pmo.rate", percent=f"{area.rate * 100:.1f}")


def _runs(rows: Sequence[StepRow]) -> Iterator[tuple[int, int, StepRow]]:
    start = 0
    for at in range(1, len(rows) + 1):
        same = (
            at < len(rows)
            and rows[at].status is rows[start].status
            and not rows[at].changed
            and not rows[start].changed
            and rows[at].number == rows[at - 1].number + 1
        )
        if not same:
            yield rows[start].number, rows[at - 1].number, rows[start]
            start = at


def _row(row: StepRow, labels: Labels) -> dict[str, Value]:
    return {
        "area": labels.area(row.area),
        "number": row.number,
        "label": row.label,
        "status": _word(row, labels),
        "changed": "●" if row.changed else "",
        "before": _status(row.before, labels) if row.changed else "",
    }


def _columns(labels: Labels) -> tuple[Column, ...]:
    widths = {"area": 20, "number": 8, "label": 60, "status": 12, "changed": 8, "before": 12}
    return tuple(Column(key=key, header=labels(f"pmo.column.{key}"), width=width) for key, width in widths.items())


def _word(row: StepRow, labels: Labels) -> str:
    return _status(row.status, labels)


def _status(status: StepStatus | None, labels: Labels) -> str:
    return labels.words.get("common.unknown") if status is None else status.ja
