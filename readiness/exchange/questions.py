"""Columns and rows of the books in which people answer gaps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from readiness.exchange.check_code import check_code
from readiness.exchange.labels import Labels
from readiness.model.conformance import Answer
from readiness.model.gap import Gap, GapEntry
from readiness.model.inventory import Inventory
from readiness.model.record import ContractId
from readiness.model.text import Text, text
from readiness.model.unknown import known
from readiness.tables.table import Column, Kind, Value

# Hidden columns by which a row offers words of its own in a drop-down.
LIST_HEADS = CODES, WORDS = ("#codes", "#words")
_KEYS: tuple[tuple[str, Kind, int], ...] = (
    ("number", "code", 8),
    ("system_name", "text", 14),
    ("title", "long", 14),
    ("request", "long", 22),
    ("current", "long", 16),
    ("id", "code", 15),
    ("revision", "code", 7),
    ("areas", "text", 16),
    ("requirement", "code", 14),
    ("expected", "long", 30),
    ("counterpart_areas", "text", 16),
    ("due", "date", 12),
)
# What only people inside see.
_INSIDE: tuple[tuple[str, Kind, int], ...] = (
    ("rank", "code", 6),
    ("system", "code", 12),
    ("counterpart", "code", 14),
)
_REPLY: tuple[tuple[str, Kind, int], ...] = (
    ("answer", "choice", 13),
    ("fact", "long", 22),
    ("delivery", "date", 11),
    ("cost_low", "integer", 11),
    ("cost_high", "integer", 11),
    ("evidence", "long", 13),
    ("contact", "text", 11),
    ("version", "text", 12),
    ("alternative", "long", 26),
    ("transitional_number", "code", 14),
    ("words", "long", 24),
)
_DIVISION: tuple[tuple[str, Kind, int], ...] = (
    ("own_fact", "long", 20),
    ("confirmed", "choice", 8),
    ("evaluation", "choice", 13),
    ("comment", "long", 14),
    ("decision", "long", 12),
    ("added_hours", "integer", 12),
    ("decided_on", "date", 13),
    ("document_number", "text", 16),
)
# What is seen at once, at most twelve columns, so that a book prints on A4 at a size people read; the rest is folded.
# The ID is among them and the check code among the rest: whoever sorts what he sees moves the one and not the other.
_SEEN_BY_VENDOR = (
    "number", "id", "system_name", "title", "request", "current", "answer", "fact", "delivery", "cost_low", "cost_high",
    "evidence",
)  # fmt: skip
_SEEN_BY_DIVISION = (
    "number", "id", "system_name", "request", "current", "own_fact", "confirmed", "answer", "fact", "evaluation",
    "comment", "decision",
)  # fmt: skip


def answer_words(labels: Labels) -> tuple[str, ...]:
    """The answer codes as people choose them; 未確認 is one of them."""
    return (*(labels.words.get(f"answer.{word.value}") for word in Answer), labels.words.get("common.unknown"))


def vendor_columns(labels: Labels) -> tuple[Column, ...]:
    """All columns of a vendor's book: what is asked, its answer, then what is folded."""
    keys = _columns(labels, _KEYS, editable=False)
    return _ordered((*keys, *_columns(labels, _REPLY, editable=True), *_closing(labels)), _SEEN_BY_VENDOR)


def division_book_columns(labels: Labels) -> tuple[Column, ...]:
    """All columns of a division's book; what a vendor answered is locked."""
    asked = (*_columns(labels, _KEYS, editable=False), *_columns(labels, _INSIDE, editable=False))
    replied = _columns(labels, _REPLY, editable=False)
    own = _columns(labels, _DIVISION, editable=True)
    return _ordered((*asked, *own, *replied, *_closing(labels)), _SEEN_BY_DIVISION)


def _closing(labels: Labels) -> list[Column]:
    """Whose question it is, and the check code, at the far end of the row on purpose."""
    return _columns(labels, (("asker", "text", 16), ("check", "code", 9)), editable=False)


def _columns(labels: Labels, named: Iterable[tuple[str, Kind, int]], *, editable: bool) -> list[Column]:
    return [_column(labels, key, kind, width, editable=editable) for key, kind, width in named]


def _ordered(columns: Iterable[Column], seen: Sequence[str]) -> tuple[Column, ...]:
    """The columns seen at once in their order, then the others, folded."""
    by_key = {column.key: column for column in columns}
    folded = (replace(column, folded=True) for key, column in by_key.items() if key not in seen)
    return (*(by_key[key] for key in seen), *folded)


def _column(labels: Labels, key: str, kind: Kind, width: int, *, editable: bool) -> Column:
    choices: tuple[str, ...] = ()
    if key in ("answer", "evaluation"):
        choices = answer_words(labels)
    elif key == "confirmed":
        choices = (labels.words.get("common.yes"), labels.words.get("common.no"))
    helped = labels.words.has(f"exchange.column.{key}.help") and editable
    return Column(
        key=key,
        header=labels(f"column.{key}"),
        kind=kind,
        editable=editable,
        choices=choices,
        width=width,
        help=labels(f"column.{key}.help") if helped else "",
        words=other_headers(labels, key),
    )


def other_headers(labels: Labels, key: str) -> tuple[str, ...]:
    """The header in the other language and of books issued before, so that they come back."""
    former = f"exchange.column.{key}.former"
    return (
        *other_words(labels, f"column.{key}")[1:],
        *([labels.words.get(former)] if labels.words.has(former) else []),
    )


def other_words(labels: Labels, key: str) -> tuple[str, str]:
    """A word of the books in the language of `labels`, then in the other one."""
    from readiness.messages.catalogue import Catalogue  # noqa: PLC0415 - a value, not a room

    other = Catalogue("en" if labels.words.language == "ja" else "ja")
    return labels(key), other.get(f"exchange.{key}")


def key_row(
    gap: Gap, inventory: Inventory, labels: Labels, due: date | None, *, vendor: str = "", number: str = ""
) -> dict[str, Value]:
    """The locked cells of one gap. The other end of an interface appears as system ID and area only; so does a system
    of another vendor than the one addressed (`vendor`): a lessor is not told whose system its contract is about.
    """
    system = inventory.system_by_id.get(gap.system)
    stated = system is not None and not (vendor and known(system.vendor) and system.vendor != vendor)
    render = labels.words.render
    title, current, expected, request = _unclaimed(gap, inventory) if vendor else _texts(gap)
    partner = labels.area_list(gap.counterpart_areas)  # two links of one name are two rows; the column may be folded
    return {
        "number": number,
        "id": gap.id,
        "revision": gap.revision,
        "rank": gap.rank.ja,
        "areas": labels.area_list(gap.areas),
        "system": gap.system if system else "",
        "system_name": _about(gap, inventory, labels) if system is None else system.label if stated else "",
        "requirement": "" if gap.requirement.startswith("builtin:") else gap.requirement.partition("#")[0],
        "title": labels("with-partner", title=render(title), areas=partner) if partner else render(title),
        "current": render(current),
        "expected": render(expected) if expected else "",
        "request": render(request),
        "counterpart": gap.counterpart or "",
        "counterpart_areas": partner,
        "due": due,
        "asker": inventory.body.label,
        "check": check_code(gap.id, gap.revision, inventory.body.id),
    }


def _about(gap: Gap, inventory: Inventory, labels: Labels) -> str:
    """What a point of no single system is about: its contract, else all systems."""
    contract = inventory.contract_by_id.get(ContractId(gap.subject.id)) if gap.subject.kind == "contract" else None
    return contract.label if contract is not None else labels("whole-body")


def _texts(gap: Gap) -> tuple[Text, Text, Text | None, Text]:
    return gap.title, gap.current, gap.expected, gap.request


def _unclaimed(gap: Gap, inventory: Inventory) -> tuple[Text, Text, Text | None, Text]:
    """What is asked about a claim of somebody else than the maker of the package it was made for: the claim may be of
    a vendor asked before, so that the words ask for an answer and say nothing of the one on record.
    """
    claim = next((c for c in inventory.claims if c.id == gap.subject.id), None) if gap.subject.kind == "claim" else None
    package = inventory.package_by_id.get(claim.package) if claim and claim.package else None
    if claim is None or (package is not None and package.vendor == gap.asked.id):
        return _texts(gap)
    stated = {"requirement_id": claim.requirement}
    title, current = text("gap.claim.unanswered.title", **stated), text("gap.claim.unanswered.current", **stated)
    expected = text("gap.claim.unanswered.expected")
    return title, current, expected, text("gap.claim.unanswered.request", **stated)


def reply_row(entry: GapEntry, labels: Labels) -> dict[str, Value]:
    """What the vendor answered so far."""
    reply = entry.reply
    if reply is None:
        return {}
    return {
        "answer": labels.words.get(f"answer.{reply.answer.value}") if known(reply.answer) else "",
        "fact": reply.fact,
        "delivery": reply.delivery,
        "version": reply.version,
        "alternative": reply.alternative,
        "cost_low": reply.cost_low,
        "cost_high": reply.cost_high,
        "transitional_number": reply.transitional_number,
        "evidence": reply.evidence,
        "contact": reply.contact,
        "words": reply.words,
    }


def division_row(entry: GapEntry, labels: Labels) -> dict[str, Value]:
    """What the division evaluated and the body decided so far."""
    evaluation, ruling = entry.evaluation, entry.ruling
    row: dict[str, Value] = {}
    if evaluation is not None:
        row |= {
            "confirmed": ""
            if evaluation.confirmed is None
            else labels.words.get("common.yes" if evaluation.confirmed else "common.no"),
            "evaluation": labels.words.get(f"answer.{evaluation.evaluation.value}")
            if known(evaluation.evaluation)
            else "",
            "added_hours": evaluation.added_hours,
            "comment": evaluation.comment,
        }
    if ruling is not None:
        row |= {
            "decision": ruling.decision,
            "decided_on": ruling.decided_on,
            "document_number": ruling.document_number,
        }
    return row
