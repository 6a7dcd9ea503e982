"""One book per vendor group for many bodies (共同照会): what concerns a product, or a thing that several use together,
is asked once; each body's own questions stand on a sheet of its own.

What a body told, owes or pays stands on no sheet but its own; a question asked once names no body. Which bodies use a
thing together, whatever they ask about it, is a table of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from readiness.exchange.check_code import check_code, clean_id
from readiness.exchange.joint.questions import JOINT, Member, Question
from readiness.exchange.joint.things import Thing
from readiness.exchange.labels import Labels
from readiness.exchange.questions import key_row, vendor_columns
from readiness.exchange.rows import Incoming, find_tables
from readiness.exchange.vendor_book import definitions
from readiness.model.body import Body
from readiness.model.gap import BUILTIN, GapEntry
from readiness.sources.grid import Sheet, fold_header
from readiness.tables.table import Book, Column, CoverLine, Table, Value, record_rows

# What one body pays is no answer to all of them: amounts are asked for on the sheets of single bodies.
_NOT_SHOWN = ("counterpart_areas", "current", "due", "asker", "cost_low", "cost_high")


@dataclass(frozen=True, slots=True, kw_only=True)
class JointInquiry:
    """All that one vendor group is asked: questions asked once, and per body (place in the members) its own points.

    A `reminder` cites the `earlier` letters with their days. `centre`: the key of the words to its head, where the
    party is a joint body.
    """

    key: str
    name: str
    questions: tuple[Question, ...]
    own: tuple[tuple[int, tuple[GapEntry, ...]], ...]
    reminder: bool = False
    earlier: tuple[tuple[str, date], ...] = ()
    centre: str = ""

    @property
    def products(self) -> tuple[Question, ...]:
        """The questions about products."""
        return tuple(question for question in self.questions if question.thing is None)

    @property
    def shared(self) -> tuple[Question, ...]:
        """The questions about what several bodies use together."""
        return tuple(question for question in self.questions if question.thing is not None)

    @property
    def count(self) -> int:
        """Rows of the book."""
        return len(self.questions) + sum(len(entries) for _, entries in self.own)


def joint_book(
    inquiry: JointInquiry,
    members: Sequence[Member],
    labels: Labels,
    dated: date,
    due: date,
    *,
    sender: str = "",
    number: str = "",
) -> Book:
    """The book: cover, questions asked once, who uses together what, a sheet per body with points of its own,
    definitions.
    """
    columns = vendor_columns(labels)
    tables = list(_asked_once(inquiry, members, labels))
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


def _asked_once(inquiry: JointInquiry, members: Sequence[Member], labels: Labels) -> Iterator[Table]:
    columns = tuple(column for column in vendor_columns(labels) if column.key not in _NOT_SHOWN)
    for id_, questions in (("product", inquiry.products), ("shared", inquiry.shared)):
        rows = tuple(_row(question, labels, place) for place, question in enumerate(questions, start=1))
        if rows:
            yield Table(id=id_, caption=labels(f"joint.{id_}"), columns=columns, rows=record_rows(columns, rows))
    if things := _things(inquiry):
        keys = ("thing", "areas", "numbers", "bodies")
        heads = tuple(Column(key=key, header=labels(f"joint.column.{key}"), kind="long", width=30) for key in keys)
        listed = [
            {
                "thing": thing.label(labels),
                "areas": labels.area_list(thing.areas),
                "numbers": ", ".join(str(at) for at, one in enumerate(inquiry.shared, start=1) if one.thing == thing),
                "bodies": labels.words.join(members[at].body.label for at in thing.bodies),
            }
            for thing in things
        ]
        yield Table(id="sharing", caption=labels("joint.sharing"), columns=heads, rows=record_rows(heads, listed))


def _things(inquiry: JointInquiry) -> tuple[Thing, ...]:
    return tuple(dict.fromkeys(question.thing for question in inquiry.shared if question.thing is not None))


def _title(inquiry: JointInquiry, labels: Labels) -> str:
    return labels("letter.reminder.title" if inquiry.reminder else "joint.title")


def _cover(
    inquiry: JointInquiry, members: Sequence[Member], labels: Labels, due: date, sender: str, number: str
) -> tuple[CoverLine, ...]:
    asked = {at for question in inquiry.products for at, _ in question.points} | {at for at, _ in inquiry.own}
    asked |= {at for thing in _things(inquiry) for at in thing.bodies}  # who of them asks is nobody's business
    lines = [CoverLine(value=_title(inquiry, labels), style="title")]
    if not number:
        lines.append(CoverLine(value=labels("cover.draft"), style="note"))
    if any(members[at].body.fictional for at in asked):
        lines.append(CoverLine(value=labels("cover.fictional"), style="note"))
    pairs = (
        ("cover.number", number or labels("cover.number-open")),
        ("cover.to", f"{inquiry.name} {labels(inquiry.centre or 'letter.to-contact')}"),
        ("joint.sender", sender or labels("joint.sender-open")),
        ("cover.due", labels.day(due)),
        ("joint.bodies", labels("joint.bodies-of", count=len(asked))),
    )
    lines += [CoverLine(label=labels(key), value=value) for key, value in pairs]
    if inquiry.reminder:
        cited = (labels("letter.cited", number=said, day=labels.day(day)) for said, day in inquiry.earlier)
        lines.append(CoverLine(value=labels("letter.reminder.opening", letters=labels.words.join(cited))))
    parts = {"what": True, "product": inquiry.products, "shared": inquiry.shared, "own": inquiry.own,
             "centre": inquiry.centre, "back": True}  # fmt: skip
    matters = labels("letter.statute.matters")
    lines += [CoverLine(value=labels(f"joint.cover.{key}", matters=matters)) for key, there in parts.items() if there]
    return tuple(lines)


def _row(question: Question, labels: Labels, number: int) -> dict[str, Value]:
    gap, render = question.gap, labels.words.render
    areas = question.thing.areas if question.thing is not None else gap.areas
    return {
        "number": str(number),
        "id": question.id,
        "revision": question.revision,
        "areas": labels.area_list(areas),
        "system_name": question.about,
        "requirement": "" if gap.requirement.startswith(BUILTIN) else gap.requirement.partition("#")[0],
        "title": render(question.title),
        "expected": render(gap.expected) if gap.expected else "",
        "request": render(question.request),
        "check": check_code(question.id, question.revision, JOINT),
    }


def split_book(incoming: Incoming, labels: Labels, bodies: Sequence[Body]) -> dict[int, Incoming]:
    """A book that came back → one a body (its place), and -1 for the questions asked once: rows of others are blank, so
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
    if all(code) and check_code(code[0], code[1], JOINT) == code[2]:
        return -1
    fitting = [at for at, body in enumerate(bodies) if all(code) and check_code(code[0], code[1], body.id) == code[2]]
    if len(fitting) == 1:
        return fitting[0]
    named = [at for at, body in enumerate(bodies) if asker and asker == fold_header(body.label)]
    return named[0] if len(named) == 1 else None
