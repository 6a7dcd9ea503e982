"""One book per vendor group for many bodies: product questions once, each body's own on a sheet of its own (共同照会).

What a body told, owes or pays stands on no sheet but its own; the sheet of product questions names no body at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from readiness.exchange.check_code import check_code, clean_id
from readiness.exchange.labels import Labels
from readiness.exchange.questions import key_row, vendor_columns
from readiness.exchange.rows import Incoming, find_tables
from readiness.exchange.vendor_book import definitions
from readiness.gaps.matters import point_of
from readiness.gaps.product import official_link, product_of, stated_in
from readiness.model.body import Body
from readiness.model.gap import BUILTIN, Gap, GapEntry, GapKind, Register, base32, gap_id
from readiness.model.inventory import Inventory
from readiness.model.unknown import known
from readiness.portfolio.work import compared
from readiness.sources.grid import Sheet, fold_header
from readiness.tables.table import Book, CoverLine, Table, Value, record_rows

PRODUCT = "joint"  # stands for the body in the check codes of product questions
_NOT_SHOWN = ("counterpart_areas", "current", "due", "asker")


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One body of a joint inquiry."""

    inventory: Inventory
    register: Register

    @property
    def body(self) -> Body:
        """The body."""
        return self.inventory.body


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A product question: its ID over all bodies, its wording, and the points of bodies it stands for."""

    id: str
    revision: str
    product: str
    gap: Gap
    points: tuple[tuple[int, GapEntry], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class JointInquiry:
    """All that one vendor group is asked: product questions, and per body (place in the members) its own points.

    A `reminder` cites the `earlier` letters with their days.
    """

    key: str
    name: str
    questions: tuple[Question, ...]
    own: tuple[tuple[int, tuple[GapEntry, ...]], ...]
    reminder: bool = False
    earlier: tuple[tuple[str, date], ...] = ()

    @property
    def count(self) -> int:
        """Rows of the book."""
        return len(self.questions) + sum(len(entries) for _, entries in self.own)


def product_key(gap: Gap, inventory: Inventory) -> tuple[str, str, str, str] | None:
    """What makes a point of two bodies the same question: package, version, check, and what it is about."""
    package = product_of(gap, inventory)
    if package is None:
        return None
    version = package.version if known(package.version) else ""
    point = point_of(gap)
    if not gap.requirement.startswith(BUILTIN):
        about = gap.requirement.partition("#")[0]
    elif point == "link.documented":
        about = official_link(gap, inventory) or ""
    elif point == "package.service-end":
        about = ""
    else:
        about = "/".join(sorted(gap.areas)) + "#" + stated_in(gap).replace(package.id, "")
    return compared(package.label).casefold(), version, point, about


def questions_of(
    members: Sequence[Member], chosen: Iterable[tuple[int, GapEntry]], labels: Labels
) -> tuple[Question, ...]:
    """Points that are one question, in the order in which they first come."""
    groups: dict[tuple[str, str, str, str], list[tuple[int, GapEntry]]] = {}
    for at, entry in chosen:
        if entry.gap is not None and (key := product_key(entry.gap, members[at].inventory)) is not None:
            groups.setdefault(key, []).append((at, entry))
    return tuple(_question(key, points, members, labels) for key, points in groups.items())


def _question(
    key: tuple[str, str, str, str], points: list[tuple[int, GapEntry]], members: Sequence[Member], labels: Labels
) -> Question:
    at, entry = points[0]
    gap = entry.gap
    if gap is None:
        raise ValueError("a product question of no point")
    package = product_of(gap, members[at].inventory)
    label = package.label if package is not None else ""
    wording = labels.words.render(gap.request)
    return Question(
        id=gap_id(PRODUCT, "/".join(key), GapKind.UNCONFIRMED),
        revision=base32(wording, 4),
        product=" ".join(part for part in (label, key[1]) if part),
        gap=gap,
        points=tuple(points),
    )


def joint_book(
    inquiry: JointInquiry,
    members: Sequence[Member],
    labels: Labels,
    dated: date,
    due: date,
    *,
    sender: str = "",
    number: str = "",
    own_number: Mapping[int, str] | None = None,
) -> Book:
    """The book: cover, product questions, a sheet per body with points of its own, definitions."""
    columns = vendor_columns(labels)
    first = tuple(column for column in columns if column.key not in _NOT_SHOWN)
    tables = []
    if inquiry.questions:
        rows = tuple(_row(question, labels, place) for place, question in enumerate(inquiry.questions, start=1))
        tables.append(
            Table(id="questions", caption=labels("joint.product"), columns=first, rows=record_rows(first, rows))
        )
    for place, (at, entries) in enumerate(inquiry.own, start=1):
        member = members[at]
        stated = tuple(
            key_row(entry.gap, member.inventory, labels, due, vendor=entry.gap.asked.id, number=str(row))
            for row, entry in enumerate(entries, start=1)
            if entry.gap is not None
        )
        tables.append(
            Table(
                id=f"own-{place}",
                caption=labels("joint.own", number=place, body=member.body.label),
                columns=columns,
                rows=record_rows(columns, stated),
            )
        )
    return Book(
        title=_title(inquiry, labels),
        tables=tuple(tables),
        dated=dated,
        cover_title=labels("sheet.cover"),
        cover=_cover(inquiry, members, labels, due, sender, number),
        definitions_title=labels("sheet.definitions"),
        definitions=definitions(labels),
    )


def _title(inquiry: JointInquiry, labels: Labels) -> str:
    return labels("letter.reminder.title" if inquiry.reminder else "joint.title")


def _cover(
    inquiry: JointInquiry, members: Sequence[Member], labels: Labels, due: date, sender: str, number: str
) -> tuple[CoverLine, ...]:
    asked = dict.fromkeys(at for question in inquiry.questions for at, _ in question.points)
    asked |= dict.fromkeys(at for at, _ in inquiry.own)
    lines = [CoverLine(value=_title(inquiry, labels), style="title")]
    if not number:
        lines.append(CoverLine(value=labels("cover.draft"), style="note"))
    if any(members[at].body.fictional for at in asked):
        lines.append(CoverLine(value=labels("cover.fictional"), style="note"))
    pairs = (
        ("cover.number", number or labels("cover.number-open")),
        ("cover.to", f"{inquiry.name} {labels('letter.to-contact')}"),
        ("joint.sender", sender or labels("joint.sender-open")),
        ("cover.due", labels.day(due)),
        ("joint.bodies", labels("joint.bodies-of", count=len(asked))),
    )
    lines += [CoverLine(label=labels(key), value=value) for key, value in pairs]
    if inquiry.reminder:
        cited = (labels("letter.cited", number=said, day=labels.day(day)) for said, day in inquiry.earlier)
        lines.append(CoverLine(value=labels("letter.reminder.opening", letters=labels.words.join(cited))))
    lines += [CoverLine(value=labels(f"joint.cover.{key}")) for key in ("what", "product", "own", "back")]
    return tuple(lines)


def _row(question: Question, labels: Labels, number: int) -> dict[str, Value]:
    gap, render = question.gap, labels.words.render
    return {
        "number": str(number),
        "id": question.id,
        "revision": question.revision,
        "areas": labels.area_list(gap.areas),
        "system_name": question.product,
        "requirement": "" if gap.requirement.startswith(BUILTIN) else gap.requirement.partition("#")[0],
        "title": render(gap.title),
        "expected": render(gap.expected) if gap.expected else "",
        "request": render(gap.request),
        "check": check_code(question.id, question.revision, PRODUCT),
    }


def split_book(incoming: Incoming, labels: Labels, bodies: Sequence[Body]) -> dict[int, Incoming]:
    """A book that came back → one a body (its place), and -1 for the product questions: rows of others are blank, so
    that every place still is where it was. Whose a row is, its check code says, else its asker, else its sheet.
    """
    found: dict[int, list[Sheet]] = {}
    for sheet in incoming.workbook.sheets:
        alone = Incoming(workbook=replace(incoming.workbook, sheets=(sheet,)), csv=incoming.csv)
        owners: dict[int, int] = {}
        loose: list[int] = []
        for table in find_tables(alone, vendor_columns(labels), "id"):
            for row in table.rows:
                id_ = clean_id(row.text("id"))
                code = (id_, row.text("revision").upper(), row.text("check"))
                owner = _owner(code, fold_header(row.text("asker")), bodies) if id_ else None
                if owner is None:
                    loose.append(row.row - 1)
                else:
                    owners[row.row - 1] = owner
        if not owners:
            continue
        counts = {owner: list(owners.values()).count(owner) for owner in owners.values()}
        most = max(counts, key=lambda owner: (counts[owner], -owner))
        owners |= dict.fromkeys(loose, most)
        for owner in sorted(counts):
            rows = tuple(
                (None,) * len(row) if at in owners and owners[at] != owner else row for at, row in enumerate(sheet.rows)
            )
            found.setdefault(owner, []).append(replace(sheet, rows=rows))
    return {
        owner: Incoming(
            workbook=replace(incoming.workbook, sheets=tuple(sheets)), csv=incoming.csv, formatting=incoming.formatting
        )
        for owner, sheets in found.items()
    }


def _owner(code: tuple[str, str, str], asker: str, bodies: Sequence[Body]) -> int | None:
    if all(code) and check_code(code[0], code[1], PRODUCT) == code[2]:
        return -1
    fitting = [at for at, body in enumerate(bodies) if all(code) and check_code(code[0], code[1], body.id) == code[2]]
    if len(fitting) == 1:
        return fitting[0]
    named = [at for at, body in enumerate(bodies) if asker and asker == fold_header(body.label)]
    return named[0] if len(named) == 1 else None
