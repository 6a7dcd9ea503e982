"""事業者照会書: cover letter and the questions to one vendor; holds nothing of any other vendor."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from readiness.exchange.labels import Labels
from readiness.exchange.letter import Letter, inquiry_letter
from readiness.exchange.questions import key_row
from readiness.exchange.vendor_book import addressee_name, file_stem
from readiness.exchange.vendor_select import inquiries
from readiness.report.context import ReportContext
from readiness.tables.table import Cell, Table, heads

# What stands on paper: a column of the question book, and the one told below it in the same cell.
_COLUMNS = (("id", "due"), ("system_name", "areas"), ("title", "counterpart_areas"), ("request", "current"))
_HEADS = {"title": "point"}  # `paper.shoukai.title` is the paper's own


@dataclass(frozen=True, slots=True, kw_only=True)
class Shoukai:
    """One paper. `vendor`: ID of the party asked; `addressee` names the folder of all papers to it."""

    stem: str
    vendor: str
    addressee: str
    letter: Letter
    due: str
    table: Table


def shoukai(context: ReportContext) -> Iterator[Shoukai]:
    """One paper per vendor and ground."""
    labels = Labels(
        context.words, {area.key: context.area(area.key) for area in context.analysis.inputs.standard.areas}
    )
    inventory = context.inventory
    found = inquiries(context.analysis.register, inventory)
    for inquiry in found:
        letter = inquiry_letter(inquiry, inventory, labels, context.as_of)
        rows = [
            key_row(entry.gap, inventory, labels, entry.due, vendor=inquiry.vendor)
            for entry in inquiry.entries
            if entry.gap is not None
        ]
        yield Shoukai(
            stem=file_stem(inquiry, found),
            vendor=inquiry.vendor,
            addressee=addressee_name(inquiry, found),
            letter=letter,
            due=context.long_day(letter.due) if letter.due else context.t("paper.shoukai.no_due"),
            table=Table(
                id="t-questions",
                caption=context.t("paper.shoukai.rows"),
                columns=heads(
                    *(context.t(f"paper.shoukai.{_HEADS.get(name, name)}") for name, _ in _COLUMNS),
                    context.t("paper.shoukai.answer"),
                ),
                rows=tuple((*(_cell(context, row, *names) for names in _COLUMNS), Cell(text="")) for row in rows),
                empty="",
            ),
        )


def _cell(context: ReportContext, row: Mapping[str, object], name: str, below: str) -> Cell:
    """One cell; a point about a link tells the other end's areas, or nobody could tell which link is meant."""
    value = row.get(below) if below else None
    told = context.day(value) if isinstance(value, date) else str(value or "")
    return Cell(text=str(row.get(name) or ""), sub=context.t(f"paper.shoukai.below.{below}", text=told) if told else "")
