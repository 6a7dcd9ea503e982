"""The question book of one vendor: cover, its own rows, definitions."""

from __future__ import annotations

from datetime import date

from readiness.exchange.labels import Labels
from readiness.exchange.letter import Letter, inquiry_letter
from readiness.exchange.questions import key_row, reply_row, vendor_columns
from readiness.exchange.vendor_select import Ground, Inquiry
from readiness.gaps.fold import replied_by
from readiness.model.conformance import Answer
from readiness.model.filename import fit_name
from readiness.model.gap import GapEntry, base32
from readiness.model.inventory import Inventory
from readiness.tables.table import Book, CoverLine, Table, Value, record_rows


def vendor_book(
    inquiry: Inquiry, inventory: Inventory, labels: Labels, dated: date, *, document_number: str = ""
) -> Book:
    """The book of one inquiry; without a document number it says 下書き. It holds this vendor's rows only."""
    letter = inquiry_letter(inquiry, inventory, labels, dated, document_number=document_number)
    rows = tuple(
        {**key_row(entry.gap, inventory, labels, entry.due, vendor=inquiry.vendor), **_reply(entry, labels)}
        for entry in inquiry.entries
        if entry.gap is not None
    )
    columns = vendor_columns(labels)
    table = Table(id="questions", caption=labels("sheet.questions"), columns=columns, rows=record_rows(columns, rows))
    if inquiry.earlier and not inquiry.reminder:
        round_ = CoverLine(label=labels("cover.round"), value=labels("cover.round-of", count=len(inquiry.earlier) + 1))
        return _book(letter, table, labels, dated, (*cover(letter, labels), round_))
    return _book(letter, table, labels, dated, cover(letter, labels))


def _book(letter: Letter, table: Table, labels: Labels, dated: date, lines: tuple[CoverLine, ...]) -> Book:
    return Book(
        title=letter.title,
        tables=(table,),
        dated=dated,
        cover_title=labels("sheet.cover"),
        cover=lines,
        definitions_title=labels("sheet.definitions"),
        definitions=definitions(labels),
    )


def _reply(entry: GapEntry, labels: Labels) -> dict[str, Value]:
    """What the party asked answered before; nothing that another one may have given."""
    return reply_row(entry, labels) if entry.gap is not None and replied_by(entry) == entry.gap.asked else {}


def cover(letter: Letter, labels: Labels) -> tuple[CoverLine, ...]:
    """The cover sheet, line by line."""
    lines = [CoverLine(value=letter.title, style="title")]
    if letter.draft:
        lines.append(CoverLine(value=labels("cover.draft"), style="note"))
    if letter.fictional:
        lines.append(CoverLine(value=labels("cover.fictional"), style="note"))
    pairs = (
        ("cover.number", letter.document_number or labels("cover.number-open")),
        ("cover.dated", labels.day(letter.dated)),
        ("cover.to", letter.addressee),
        ("cover.from", letter.sender),
        ("cover.asker", letter.body),
        ("cover.contact", letter.contact or labels.words.get("common.unknown")),
        ("cover.due", labels.day(letter.due) if letter.due else labels.words.get("common.unknown")),
        ("cover.confidentiality", labels("cover.addressee-only")),
    )
    lines += [CoverLine(label=labels(key), value=value) for key, value in pairs]
    lines += [CoverLine(label=labels("cover.clause"), value=clause) for clause in letter.clauses]
    lines += [CoverLine(value=paragraph) for paragraph in letter.paragraphs]
    if letter.left:
        lines.append(CoverLine(value=labels("cover.left", count=letter.left)))
    lines.append(CoverLine(value=letter.disclaimer, style="note"))
    return tuple(lines)


def definitions(labels: Labels) -> tuple[tuple[str, str], ...]:
    """What the answer codes, ranks and columns mean."""
    codes = [(labels.words.get(f"answer.{word.value}"), labels(f"define.answer.{word.value}")) for word in Answer]
    unknown = (labels.words.get("common.unknown"), labels("define.unknown"))
    ranks = [(labels("define.rank", rank=rank), labels(f"define.rank.{rank}")) for rank in "ABC"]
    columns = [(labels(f"column.{key}"), labels(f"column.{key}.help")) for key in ("id", "revision", "check")]
    return (*codes, unknown, *ranks, *columns)


def file_stem(inquiry: Inquiry, all_inquiries: tuple[Inquiry, ...]) -> str:
    """The name of the vendor's file: its id; the second document of one vendor adds the ground."""
    name = addressee_name(inquiry, all_inquiries)
    grounds = [other.ground for other in all_inquiries if other.vendor == inquiry.vendor]
    second = len(grounds) > 1 and inquiry.ground is Ground.REQUEST
    return f"{name}_{inquiry.ground.ja}" if second else name


def addressee_name(inquiry: Inquiry, all_inquiries: tuple[Inquiry, ...]) -> str:
    """A vendor's id as the name of its files or folder.

    Where two ids give one name (`a/b` and `a_b`, or upper and lower case on Windows), each gets a mark made of its id:
    one vendor's book must never take the place of another's.
    """
    name = fit_name(inquiry.vendor)
    others = {fit_name(other.vendor).casefold() for other in all_inquiries if other.vendor != inquiry.vendor}
    return f"{name}-{base32(inquiry.vendor, 4)}" if name.casefold() in others else name
