"""Fields by the names columns are matched to (`contract.end`), and plain values put where they belong."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from readiness.intake.dates import Role, read_date
from readiness.intake.fold import clean, fold
from readiness.intake.got import Got, held
from readiness.intake.vocabulary import Vocabulary
from readiness.inventory.sections import SECTION_BY_KEY
from readiness.model.fields import FieldFacts, facts_by_key

# The name a field begins with → section of the record it fills.
ALIASES: Mapping[str, str] = {
    "body": "body",
    "system": "systems",
    "vendor": "vendors",
    "package": "packages",
    "division": "divisions",
    "contract": "contracts",
    "interface": "interfaces",
    "form": "forms",
    "device": "devices",
    "cost_line": "cost_lines",
    "procedure": "procedures",
}
AMOUNT = "contract.annual_amount"
CIRCLED = "system.areas.circled"  # a column of marks, headed by an area
UNSURE = ("△", "▲", "☆", "★", "◇")  # marks that nobody can read without a legend
# 6か月前, 満了日の3箇月前まで, 1年前までに書面で通知.
_AHEAD = re.compile(
    r"(?:契約)?(?:期間)?(?:満了|終了)?(?:日)?の?(?:(?P<months>[0-9]{1,2})[かヶヵカケ箇ヵ]?月|(?P<years>[0-9])年)前?"
    r"(?:まで)?に?(?:書面|文書)?(?:で|により)?(?:通知|申出|申し出|予告)?"
)
_UNFIT = '<>:"/\\|?*'


@cache
def shape_of(target: str) -> FieldFacts | None:
    """The shape of a field; None for what is no single field (links, row.*, names of other records)."""
    alias, _, rest = target.partition(".")
    section = ALIASES.get(alias)
    if section is None or not rest:
        return None
    record, shape = SECTION_BY_KEY[section].record, None
    for key in rest.split("."):
        shape = facts_by_key(record).get(key)
        if shape is None:
            return None
        record = shape.target if shape.kind == "part" else record
    return shape if shape is not None and shape.kind not in ("part", "parts", "steps") else None


def choices(shape: FieldFacts) -> tuple[str, ...]:
    """The words of a closed list."""
    if shape.kind == "word":
        return tuple(word.ja for word in shape.target)
    return ("はい", "いいえ") if shape.kind == "boolean" else ()


def put(data: dict[str, Any], path: str, value: Any) -> None:
    """Set a value at a dotted path, making the mappings on the way."""
    *outer, last = path.split(".")
    here = data
    for key in outer:
        here = here.setdefault(key, {})
    here[last] = value


def read_plain(target: str, text: str, words: Vocabulary) -> Got:  # noqa: PLR0911
    """The cell of a field that no reader of its own knows, by the shape of the field."""
    shape = shape_of(target)
    if shape is None:
        return Got(value=text)
    folded = fold(text)
    taught = words.taught.get((target, folded))
    if taught is not None:
        return taught
    match shape.kind:
        case "date":
            return read_date(text, Role.START if target.endswith("start") else Role.DUE, words)
        case "boolean":
            yes, no = ("はい", "有", "あり", "○", "済", "true"), ("いいえ", "無", "なし", "×", "未", "false")
            if folded in {fold(w) for w in yes} or folded in {fold(w) for w in no}:
                return Got(value=folded in {fold(w) for w in yes})
            return Got(doubt="word", word=text)
        case "integer" | "number":
            if target.endswith("_months") and (ahead := _AHEAD.fullmatch(folded)):
                return Got(value=int(ahead["months"] or 0) or 12 * int(ahead["years"]))
            digits = clean(text).replace(",", "").strip("件字人台時間週月か 約")
            if digits.isdecimal() and len(digits) < 19:
                return Got(value=int(digits))
            return held("number", rest=text)
        case "word":
            table = {fold(form): word.ja for word in shape.target for form in word.forms}
            return Got(value=table[folded]) if folded in table else Got(doubt="word", word=text)
        case "texts":
            return Got(value=[piece.strip() for piece in text.replace("、", "\n").split("\n") if piece.strip()])
        case "dates":
            return held("date")
    return Got(value=text)


def plain_id(name: str) -> str:
    """A name as an ID that can also be the name of a file."""
    return "".join("_" if char in _UNFIT or ord(char) < 32 else char for char in name.strip())


def iso(day: date | None) -> str:
    """A day as YAML writes it; empty for none."""
    return day.isoformat() if day else ""
