"""読み取りの確認: what the reader of the body's own lists was not sure of, in the order of the book to be filled."""

from __future__ import annotations

from dataclasses import dataclass

from readiness.exchange.confirmation import offered, question_row, urgency
from readiness.exchange.labels import Labels
from readiness.report.context import ReportContext
from readiness.tables.table import Cell, Table, heads

_SHOWN = ("record", "item", "found", "read_as", "choices", "why", "depends", "place")


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtsView:
    """`lead` says how many there are and where they are answered."""

    lead: str
    table: Table


def view(context: ReportContext) -> DoubtsView | None:
    """The questions; None where the inventory is no list of the body's own, or nothing is asked."""
    reading = context.options.reading
    if reading is None or not reading.asked:
        return None
    labels = Labels(context.words)
    asked = sorted(reading.asked, key=urgency)
    rows = (question_row(n, doubt, labels, offered(doubt, reading, labels)) for n, doubt in enumerate(asked, start=1))
    return DoubtsView(
        lead=context.t("report.doubts.lead", count=len(asked)),
        table=Table(
            id="t-doubts",
            caption=context.t("report.doubts.caption"),
            columns=heads(*(labels(f"confirm.{key}") for key in _SHOWN)),
            rows=tuple(tuple(context.cell(row[key]) if row[key] else Cell(text="") for key in _SHOWN) for row in rows),
            empty="",
        ),
    )
