"""情報提供依頼 to candidates: the same text to each, about areas, with nothing about who serves them today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from readiness.exchange.check_code import check_code
from readiness.exchange.labels import Labels
from readiness.exchange.questions import vendor_columns
from readiness.exchange.vendor_book import definitions
from readiness.model.body import Body
from readiness.model.gap import BUILTIN, GapKind, gap_id
from readiness.model.inventory import Inventory
from readiness.model.record import VendorId
from readiness.tables.table import Book, CoverLine, Table, Value, record_rows

# What every candidate is asked about every area; words under `exchange.candidate.*`.
QUESTIONS = ("edition", "date", "duration", "transition", "links", "data", "characters", "cost")


def candidate_book(
    vendor: str, areas: Sequence[str], inventory: Inventory, labels: Labels, dated: date, due: date, *, number: str = ""
) -> Book:
    """The request to one candidate. Only the addressee differs from candidate to candidate."""
    body, record = inventory.body, inventory.vendor_by_id.get(VendorId(vendor))
    contact = body.contact
    stated = " ".join(p for p in ((contact.division, contact.person, contact.phone) if contact else ()) if p)
    rows = tuple(_row(area, question, inventory.body, labels, due) for area in areas for question in QUESTIONS)
    hidden = ("number", "system_name", "current", "counterpart_areas")
    columns = tuple(
        replace(column, folded=False) if column.key == "areas" else column
        for column in vendor_columns(labels)
        if column.key not in hidden
    )
    pairs = (
        ("cover.number", number or labels("cover.number-open")),
        ("cover.dated", labels("cover.undated")),
        ("cover.to", f"{record.label if record else vendor} {labels('letter.to-contact')}"),
        ("cover.from", body.issuer or body.label),
        ("cover.asker", body.label),
        ("cover.contact", stated or labels.words.get("common.unknown")),
        ("cover.due", labels.day(due)),
    )
    draft = () if number else (CoverLine(value=labels("cover.draft"), style="note"),)
    return Book(
        title=labels("letter.request.title", about=labels("letter.about")),
        tables=(
            Table(id="questions", caption=labels("sheet.questions"), columns=columns, rows=record_rows(columns, rows)),
        ),
        dated=dated,
        cover_title=labels("sheet.cover"),
        cover=(
            CoverLine(value=labels("letter.request.title", about=labels("letter.about")), style="title"),
            *draft,
            *(CoverLine(label=labels(key), value=value) for key, value in pairs),
            CoverLine(value=labels("letter.request.opening")),
            CoverLine(value=labels("letter.request.basis")),
            CoverLine(value=labels("cover.how", sheet=labels("sheet.questions"))),
            CoverLine(value=labels("candidate.same")),
            CoverLine(value=labels("letter.request.handling"), style="note"),
        ),
        definitions_title=labels("sheet.definitions"),
        definitions=definitions(labels),
    )


def _row(area: str, question: str, body: Body, labels: Labels, due: date) -> dict[str, Value]:
    row_id = gap_id(area, f"{BUILTIN}candidate.{question}", GapKind.UNCONFIRMED)
    return {
        "id": row_id,
        "revision": "RFI",
        "areas": labels.area(area),
        "title": labels(f"candidate.{question}.title"),
        "request": labels(f"candidate.{question}.request"),
        "due": due,
        "asker": body.label,
        "check": check_code(row_id, "RFI", body.id),
    }
