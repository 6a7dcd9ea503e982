"""ギャップ: what is open against the standard, whom it is asked of, and how far it has come."""

from __future__ import annotations

from dataclasses import dataclass

from readiness.analysis.question_rows import QuestionRow, question_rows
from readiness.figures.listed import STAGES, asked_key, party_key, points_by_party
from readiness.model.facts import Rank
from readiness.report.context import ReportContext
from readiness.report.groups import about, due_cell, in_charge, row_ask, row_reason
from readiness.tables.table import Cell, Row, Table, heads


@dataclass(frozen=True, slots=True, kw_only=True)
class GapsView:
    """`parties`: per vendor and division how many are open and where; `table`: one row per addressee and matter."""

    lead: str
    parties: Table
    table: Table


def view(context: ReportContext) -> GapsView:
    """Open points."""
    entries = [entry for entry in context.analysis.register.open if entry.gap is not None]
    rows = question_rows(context.analysis)
    return GapsView(
        lead=context.t(
            "report.gaps.lead", count=len(entries), rows=len(rows), parties=len({row.asked for row in rows})
        ),
        parties=_parties(context),
        table=rows_table(context, rows),
    )


_RANK_MARKS = {Rank.A: "bad", Rank.B: "warn", Rank.C: "note"}
_NAMES = ("order", "asked", "title", "count", "systems", "request", "rank", "due", "unlocks")


def rows_table(context: ReportContext, rows: tuple[QuestionRow, ...]) -> Table:
    """One row per addressee and matter, by what an answer unlocks; the single points are in the workbook and books."""
    return Table(
        id="t-gaps",
        caption=context.t("report.gaps.caption"),
        columns=heads(*(context.t(f"report.gaps.{name}") for name in _NAMES)),
        rows=tuple(_row(context, number, row) for number, row in enumerate(rows, start=1)),
        empty=context.t("report.gaps.empty"),
    )


def _row(context: ReportContext, number: int, row: QuestionRow) -> Row:
    return (
        context.cell(number),
        Cell(text=in_charge(context, row.asked)),
        Cell(text=context.t(f"matter.{row.matter.key}.title")),
        context.count(asked_key(row)),
        Cell(text=context.some(tuple(dict.fromkeys(about(context, gap) for gap in row.gaps)), _SHOWN)),
        Cell(text=row_ask(context, row)),
        Cell(text=row.rank.value, mark=_RANK_MARKS[row.rank]),
        due_cell(context, row.due),
        Cell(text=row_reason(context, row)),
    )


_SHOWN = 4  # systems named in a row of the page


def _parties(context: ReportContext) -> Table:
    counts = points_by_party(context.analysed)
    ordered = sorted(counts.items(), key=lambda item: (-item[1]["A"], -item[1]["B"], item[0]))
    names = ("party", "kind", *STAGES)
    return Table(
        id="t-parties",
        caption=context.t("report.parties.caption"),
        columns=heads(*(context.t(f"report.parties.{name}") for name in names)),
        rows=tuple(
            (
                Cell(text=in_charge(context, party), href="#t-gaps"),
                Cell(text=context.t(f"report.party.{party.kind}")),
                *(context.count(f"{party_key(party)}.{name}") for name in STAGES),
            )
            for party, _ in ordered
        ),
        empty=context.t("report.gaps.empty"),
    )
