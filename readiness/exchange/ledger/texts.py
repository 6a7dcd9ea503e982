"""Plain values of YAML ↔ cells. Two values are the same when their texts are, so nothing is rewritten needlessly."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from readiness.exchange.cells import fold_word, is_unknown, read_date, read_number, read_yes
from readiness.model.fields import FieldFacts
from readiness.model.record import Word
from readiness.model.unknown import UNKNOWN_WORDS
from readiness.sources.dates import parse_date
from readiness.sources.grid import Cell, cell_text
from readiness.tables.guard import writable
from readiness.tables.table import Value

UNKNOWN_JA = "未確認"
_SEPARATORS = re.compile(r"\n|、|,|,")
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def text_of(shape: FieldFacts, raw: Any) -> str:  # noqa: PLR0911 - one per kind
    """The canonical text of a plain value; "" for nothing."""
    if raw is None:
        return ""
    if isinstance(raw, str) and raw.casefold() in UNKNOWN_WORDS:
        return UNKNOWN_JA
    if isinstance(raw, bool):
        return "はい" if raw else "いいえ"
    if isinstance(raw, date):
        return raw.isoformat()
    if shape.kind == "date" and (day := parse_date(raw)) is not None:
        return day.isoformat()  # R8.11.30 is the same day in a cell
    if shape.kind == "boolean":
        read = read_yes(raw)
        return str(raw) if read.value is None else "はい" if read.value else "いいえ"
    if shape.kind in ("word", "steps"):
        return _word(shape.target, str(raw))
    if isinstance(raw, list | tuple):
        items = [str(item) for item in raw]
        plain = not any(_SEPARATORS.search(item) for item in items)
        return ("、" if plain else "\n").join(items)
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    return cell_text(writable(raw)) if isinstance(raw, str) else str(raw)


def cell_of(shape: FieldFacts, raw: Any) -> Value:
    """What is written into the cell: whole days and numbers as such, everything else as text."""
    text = text_of(shape, raw)
    if text == "":
        return None
    if shape.kind == "date" and _ISO.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            return text
    if shape.kind in ("integer", "number") and isinstance(raw, int | float) and not isinstance(raw, bool):
        return raw
    return text


def plain_of(shape: FieldFacts, cell: Cell) -> Any:  # noqa: PLR0911 - one per kind
    """A cell as plain data for YAML; text that does not fit stays text, so that the schema check reports it."""
    text = cell_text(cell)
    if text == "":
        return None
    if is_unknown(cell):
        return UNKNOWN_JA
    match shape.kind:
        case "integer" | "number":
            read = read_number(cell)
            if read.value is None:
                return text
            whole = read.value == int(read.value)
            return int(read.value) if whole else read.value
        case "boolean":
            answer = read_yes(cell)
            return text if answer.value is None else answer.value
        case "date":
            if isinstance(cell, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}", text):
                return text
            day = read_date(cell)
            return day.value.isoformat() if day.value else text
        case "word" | "steps":
            return _word(shape.target, text)
        case "texts":
            pieces = text.split("\n") if "\n" in text else _SEPARATORS.split(text)
            return [piece.strip() for piece in pieces if piece.strip()]
        case "dates":
            days = [read_date(piece).value or piece.strip() for piece in _SEPARATORS.split(text) if piece.strip()]
            return [day.isoformat() if isinstance(day, date) else day for day in days]
    return text


def choices(shape: FieldFacts) -> tuple[str, ...]:
    """The drop-down of a column; 未確認 where it may stand there."""
    if shape.kind in ("word", "steps"):
        words: tuple[str, ...] = tuple(word.ja for word in shape.target)
    elif shape.kind == "boolean":
        words = ("はい", "いいえ")
    else:
        return ()
    return (*words, UNKNOWN_JA) if shape.unknown else words


def _word(target: type[Word], text: str) -> str:
    return _forms(target).get(fold_word(text), text)


@cache
def _forms(target: type[Word]) -> Mapping[str, str]:
    return {fold_word(form): word.ja for word in target for form in word.forms}
