"""The question book of one vendor: cover, its own rows, definitions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from readiness.exchange.answer_places import Places
from readiness.exchange.fitting import with_lists
from readiness.exchange.labels import Labels
from readiness.exchange.letter import Closed, Letter, vendor_letter
from readiness.exchange.letter_questions import all_numbers
from readiness.exchange.questions import key_row, reply_row, vendor_columns
from readiness.exchange.vendor_select import Inquiry
from readiness.gaps.fold import replied_by
from readiness.gaps.survey import weekend
from readiness.model.conformance import Answer
from readiness.model.filename import fit_name
from readiness.model.gap import GapEntry, base32
from readiness.model.inventory import Inventory
from readiness.tables.table import Book, CoverLine, Table, Value, record_rows


def vendor_book(
    inquiry: Inquiry,
    inventory: Inventory,
    labels: Labels,
    dated: date,
    *,
    closed: Closed = weekend,
    document_number: str = "",
) -> Book:
    """The book of one inquiry; without a document number it says 下書き. It holds this vendor's rows only."""
    letter = vendor_letter(inquiry, inventory, labels, dated, document_number=document_number, closed=closed)
    numbers = all_numbers(inquiry.parts)
    by_id = {entry.id: entry for entry in inquiry.entries}
    rows: Sequence[Mapping[str, Value]] = tuple(
        {
            **key_row(entry.gap, inventory, labels, letter.due, vendor=inquiry.vendor, number=number),
            **_reply(entry, labels),
        }
        for id_, number in numbers.items()
        if (entry := by_id[id_]).gap is not None
    )
    gaps = [entry.gap for id_ in numbers if (entry := by_id[id_]).gap is not None]
    columns, rows = with_lists(vendor_columns(labels), rows, gaps, Places(inventory), labels)
    table = Table(id="questions", caption=labels("sheet.questions"), columns=columns, rows=record_rows(columns, rows))
    lines = cover(letter, labels)
    if inquiry.earlier and not inquiry.reminder:
        round_ = CoverLine(label=labels("cover.round"), value=labels("cover.round-of", count=len(inquiry.earlier) + 1))
        lines = (*lines, round_)
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
    """The cover sheet, line by line: what the letter says, and how the book is filled in."""
    lines = [CoverLine(value=letter.title, style="title")]
    if letter.draft:
        lines.append(CoverLine(value=labels("cover.draft"), style="note"))
    if letter.fictional:
        lines.append(CoverLine(value=labels("cover.fictional"), style="note"))
    pairs = (
        ("cover.number", letter.number or labels("cover.number-open")),
        ("cover.dated", labels.day(letter.sent) if letter.sent else labels("cover.undated")),
        ("cover.to", " ".join(letter.addressee)),
        ("cover.from", " ".join(letter.sender)),
        ("cover.asker", letter.body),
        ("cover.due", labels.day(letter.due)),
        ("cover.handling", letter.secrecy),
    )
    lines += [CoverLine(label=labels(key), value=value) for key, value in pairs]
    lines += [CoverLine(value=paragraph) for paragraph in letter.opening]
    lines += [CoverLine(label=label, value=value) for label, value in letter.items]
    lines.append(CoverLine(value=labels("cover.how", sheet=labels("sheet.questions"))))
    if letter.left:
        lines.append(CoverLine(value=labels("cover.left", count=letter.left)))
    return tuple(lines)


def definitions(labels: Labels, *, ranks: bool = False) -> tuple[tuple[str, str], ...]:
    """What the answer codes and columns mean; inside the body the ranks as well."""
    codes = [(labels.words.get(f"answer.{word.value}"), labels(f"define.answer.{word.value}")) for word in Answer]
    unknown = (labels.words.get("common.unknown"), labels("define.unknown"))
    ranked = [(labels("define.rank", rank=rank), labels(f"define.rank.{rank}")) for rank in "ABC"] if ranks else []
    columns = [(labels(f"column.{key}"), labels(f"column.{key}.help")) for key in ("id", "revision", "check")]
    return (*codes, unknown, *ranked, *columns)


def file_stem(inquiry: Inquiry, all_inquiries: tuple[Inquiry, ...]) -> str:
    """The name of the vendor's file: its id."""
    return addressee_name(inquiry.vendor, (other.vendor for other in all_inquiries))


def addressee_name(vendor: str, all_vendors: Iterable[str]) -> str:
    """A vendor's id as the name of its files or folder.

    Where two ids give one name (`a/b` and `a_b`, or upper and lower case on Windows), each gets a mark made of its id:
    one vendor's book must never take the place of another's.
    """
    name = fit_name(vendor)
    others = {fit_name(other).casefold() for other in all_vendors if other != vendor}
    return f"{name}-{base32(vendor, 4)}" if name.casefold() in others else name
