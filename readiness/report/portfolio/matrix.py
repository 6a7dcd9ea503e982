"""Areas × bodies on one sheet: where each body stands in each area (業務別の状況)."""

from __future__ import annotations

from readiness.analysis.status import AreaState
from readiness.portfolio.row import AreaMark
from readiness.report.portfolio.tables import STATE_MARKS, name_cell
from readiness.report.portfolio.view import PortfolioView
from readiness.tables.table import Cell, Row, Table, heads

_OUTSIDE = frozenset({AreaState.ELSEWHERE, AreaState.NOT_APPLICABLE})


def matrix(view: PortfolioView) -> Table:
    """Bodies down, areas across; the foot of the head counts the bodies that are complete."""
    words, rows = view.words, view.portfolio.bodies
    keys = list(dict.fromkeys(mark.area for row in rows for mark in row.areas))
    marks = [{mark.area: mark for mark in row.areas} for row in rows]
    lines: list[Row] = [
        (name_cell(view, row), *(_cell(view, found.get(key)) for key in keys))
        for row, found in zip(rows, marks, strict=True)
    ]
    if rows:
        lines.append(
            (Cell(text=words.get("portfolio.column.complete")), *(_complete(view, marks, key) for key in keys))
        )
    return Table(
        id="t-matrix",
        caption=words.get("portfolio.title.areas"),
        columns=heads(words.get("portfolio.column.name"), *(view.areas.get(key, key) for key in keys)),
        rows=tuple(lines),
        empty=words.get("portfolio.none.bodies"),
    )


def _complete(view: PortfolioView, marks: list[dict[str, AreaMark]], key: str) -> Cell:
    """Complete of concerned bodies: those that run the area and whose state is known. Of none there is no share."""
    states = [found[key].state for found in marks if key in found and found[key].state not in _OUTSIDE]
    known = [state for state in states if state not in (AreaState.UNKNOWN, AreaState.STEPS_CLOSED)]
    if not known:
        return Cell(text=view.words.get("common.unknown") if states else "―", mark="unknown" if states else "")
    return Cell(text=f"{known.count(AreaState.COMPLETE)}/{len(known)}", number=True)


def _cell(view: PortfolioView, mark: AreaMark | None) -> Cell:
    if mark is None:
        return Cell(text="―")
    words = view.words
    more = []
    if mark.waiting:
        if mark.rate is not None:
            more.append(f"{100 * mark.rate:.0f}%")
        if mark.cutover is not None:
            more.append(words.get("portfolio.mark.plan", month=view.month(mark.cutover)))
        if mark.until is not None:
            more.append(words.get("portfolio.mark.until", month=view.month(mark.until)))
    more += [words.get(f"portfolio.mark.{name}") for name in ("extended", "lapsed", "late") if getattr(mark, name)]
    state = words.get(f"report.state.{mark.state.value}")
    tag = "bad" if mark.late or mark.lapsed else STATE_MARKS.get(mark.state, "")
    return Cell(text=state, mark=tag, sub=words.join(more))
