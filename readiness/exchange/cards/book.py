"""The product card as a workbook that a vendor fills in: the product, then one sheet a list (製品カード)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date

from readiness.exchange.labels import Labels
from readiness.exchange.questions import answer_words
from readiness.model.card import PARTS, Card
from readiness.model.conformance import Answer
from readiness.tables.table import Book, Column, CoverLine, Kind, Table, Value, record_rows

# Fields of the product sheet, in order, and whether a card is refused without them.
PRODUCT: Mapping[str, bool] = {
    "vendor": True,
    "corporate_number": True,
    "package": True,
    "version": True,
    "dated": True,
    "answered_by": True,
    "service_end": False,
    "notice": False,
    "note": False,
}
DAYS = frozenset({"dated", "service_end", "notice", "delivery", "until", "since"})
YES_NO = frozenset({"supplied", "documented"})
_ROWS = {"units": 25, "measures": 40, "layouts": 12, "links": 60, "capacity": 40, "answers": 20}
_WIDE: Mapping[str, int] = {"note": 30, "evidence": 24, "document": 30, "function": 18, "edition": 12}


def columns_of(part: str, labels: Labels) -> tuple[Column, ...]:
    """The columns of one list. Heads of the other language are known when it comes back."""
    from readiness.model import card as model  # noqa: PLC0415 - the records by name

    kinds = {"units": model.CardUnit, "measures": model.CardMeasure, "answers": model.CardAnswer,
             "layouts": model.CardLayout, "links": model.CardLink, "capacity": model.CardCapacity}  # fmt: skip
    names = [field.name for field in fields(kinds[part])]
    key = PARTS[part]
    return tuple(_column(part, name, labels) for name in (key, *(name for name in names if name != key)))


def _column(part: str, name: str, labels: Labels) -> Column:
    kind: Kind = "text"
    choices: tuple[str, ...] = ()
    if name == "answer":
        kind, choices = "choice", answer_words(labels)
    elif name in YES_NO:
        kind, choices = "choice", (labels.words.get("common.yes"), labels.words.get("common.no"))
    elif name in DAYS:
        kind = "date"
    elif name == "count":
        kind = "integer"
    elif name == PARTS[part] and part != "capacity":
        kind = "code"
    own = f"card.column.{part}.{name}"
    head = labels(own) if labels.words.has(f"exchange.{own}") else labels(f"card.column.{name}")
    return Column(
        header=head, key=name, kind=kind, editable=True, choices=choices, width=_WIDE.get(name, 14), words=(name,)
    )


def product_columns(labels: Labels) -> tuple[Column, ...]:
    """Item, what the vendor fills in, and how."""
    return (
        Column(header=labels("card.column.item"), key="item", width=22, words=("item",)),
        Column(header=labels("card.column.value"), key="value", kind="long", editable=True, width=44, words=("value",)),
        Column(header=labels("card.column.how"), key="how", kind="long", width=50),
    )


def card_book(card: Card | None, labels: Labels, dated: date, *, ids: Sequence[tuple[str, str]] = ()) -> Book:
    """A card to fill in, or one that is filled in. `ids`: requirements to answer with the name of each."""
    product = tuple(
        {"item": labels(f"card.item.{name}"), "value": _value(card, name), "how": labels(f"card.item.{name}.help")}
        for name in PRODUCT
    )
    columns = product_columns(labels)
    tables = [
        Table(id="product", caption=labels("card.sheet.product"), columns=columns, rows=record_rows(columns, product))
    ]
    for part in PARTS:
        columns = columns_of(part, labels)
        rows = [_record(row, labels) for row in getattr(card, part)] if card is not None else []
        if part == "answers" and not rows:
            rows = [{"requirement": id_, "note": name} for id_, name in ids]
        free = _ROWS[part] if part != "answers" or not rows else 5
        tables.append(
            Table(
                id=part,
                caption=labels(f"card.sheet.{part}"),
                columns=columns,
                rows=record_rows(columns, rows),
                blank_rows=free,
            )
        )
    lines = [CoverLine(value=labels("card.title"), style="title")]
    if card is not None and card.fictional:
        lines.append(CoverLine(value=labels("cover.fictional"), style="note"))
    lines += [CoverLine(value=labels(f"card.cover.{name}")) for name in ("what", "once", "never", "how")]
    return Book(
        title=labels("card.title"),
        tables=tuple(tables),
        dated=dated,
        cover_title=labels("sheet.cover"),
        cover=tuple(lines),
        definitions_title=labels("sheet.definitions"),
        definitions=tuple((labels.words.get(f"answer.{word.value}"), labels(_meaning(word))) for word in Answer),
    )


def _meaning(word: Answer) -> str:
    """What an answer means on a card, which takes no price."""
    return "card.define.paid_option" if word is Answer.PAID_OPTION else f"define.answer.{word.value}"


def _value(card: Card | None, name: str) -> Value:
    value: Value = getattr(card, name) if card is not None else None
    return value


def _record(row: object, labels: Labels) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for field in fields(row):  # type: ignore[arg-type]
        value = getattr(row, field.name)
        if isinstance(value, Answer):
            found[field.name] = labels.words.get(f"answer.{value.value}")
        elif isinstance(value, bool):
            found[field.name] = labels.words.get("common.yes" if value else "common.no")
        elif field.name == "month":
            found[field.name] = f"{value:%Y-%m}" if value else labels("card.every-month")
        else:
            found[field.name] = value
    return found
