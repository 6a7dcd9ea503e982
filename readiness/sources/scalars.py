"""What a plain (unquoted) YAML scalar means.

One principle: a scalar becomes a number only if the number prints back as exactly the text typed, so no code, version
or time of day is ever lost. `011002` (4610 to a YAML 1.1 reader), `1.10`, `12:30` and `no` stay text, with a warning
that another program may read them otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

Scalar = str | int | float | bool | date | None

_INT = re.compile(r"0|-?[1-9][0-9]{0,17}")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,18})\.[0-9]{1,20}")
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_MAYBE_SPECIAL = frozenset("0123456789+-.~")
_VALUES: dict[str, Scalar] = {"": None, "null": None, "~": None, "true": True, "false": False}


@dataclass(frozen=True, slots=True)
class Surprise:
    """A plain scalar kept as text that other readers take for something else.

    `kind` is octal, leading-zero, number, sexagesimal, hexadecimal, binary, float, bool, null, date-time or date;
    `reading` shows what they read; `suggestion` is what to type to be understood alike everywhere.
    """

    kind: str
    reading: str
    suggestion: str


def canonical_float(value: float) -> str:
    """The shortest decimal notation of a float, without exponent: 0.5, 1.0, 0.00001."""
    shortest = format(Decimal(repr(value)), "f")
    return shortest if "." in shortest else shortest + ".0"


def resolve_plain(text: str) -> tuple[Scalar, Surprise | None]:
    """The value of a plain scalar, and the surprise if other readers disagree."""
    if text in _VALUES:
        return _VALUES[text], None
    if text[0] not in _MAYBE_SPECIAL:
        return text, _WORD_SURPRISES.get(text)
    return _number_or_date(text)


def _number_or_date(text: str) -> tuple[Scalar, Surprise | None]:
    if _INT.fullmatch(text):
        return int(text), None
    if _DECIMAL.fullmatch(text) and canonical_float(float(text)) == text:
        return float(text), None
    if parts := _DATE.fullmatch(text):
        try:
            return date(*map(int, parts.groups())), None
        except ValueError:
            return text, Surprise("date", "", quoted(text))
    return text, _numeric_surprise(text)


def reads_as_entry(text: str) -> bool:
    """`name：値` typed with a full-width colon: an ASCII word before it, as our keys are."""
    head, colon, _ = text.partition("\uff1a")
    head = head.strip()
    return bool(colon) and head.isascii() and head.replace("_", "").replace("-", "").isalnum()


def quoted(text: str) -> str:
    """The text in double quotes, for suggestions; it holds nothing that needs an escape."""
    return f'"{text}"'


_WORD_SURPRISES = {
    word: Surprise(kind, reading, reading if word.lower() == reading else quoted(word))
    for kind, reading, words in (
        ("bool", "true", "y Y yes Yes YES on On ON True TRUE"),
        ("bool", "false", "n N no No NO off Off OFF False FALSE"),
        ("null", "null", "Null NULL"),
    )
    for word in words.split()
}


def _sexagesimal(text: str) -> str:
    sign = -1 if text.startswith("-") else 1
    total: float = 0
    for part in text.lstrip("+-").replace("_", "").split(":"):
        total = total * 60 + (float(part) if "." in part else int(part))
    return f"{sign * total:g}" if isinstance(total, float) else str(sign * total)


def _integer(base: int) -> Callable[[str], str]:
    def read(text: str) -> str:
        digits = re.sub(r"^([+-]?)0[xbo]?(?=.)", r"\1", text.replace("_", "")) if base != 10 else text.replace("_", "")
        return str(int(digits or "0", base))

    return read


def _float(text: str) -> str:
    return repr(float(text.replace("_", "")))


# YAML 1.1's own forms (https://yaml.org/type/) and, marked 1.2, those of the newer core schema. Lengths are bounded so
# that no reading costs more than the text is worth.
_READINGS: tuple[tuple[re.Pattern[str], str, Callable[[str], str]], ...] = (
    (re.compile(r"[-+]?0[0-7_]{1,30}"), "octal", _integer(8)),
    (re.compile(r"[-+]?0[0-9]{1,30}"), "leading-zero", _integer(10)),  # 1.2
    (re.compile(r"[-+]?(?:0|[1-9][0-9_]{0,40})"), "number", _integer(10)),
    (re.compile(r"[-+]?0x[0-9a-fA-F_]{1,30}"), "hexadecimal", _integer(16)),
    (re.compile(r"[-+]?0b[01_]{1,64}"), "binary", _integer(2)),
    (re.compile(r"0o[0-7]{1,30}"), "octal", _integer(8)),  # 1.2
    (re.compile(r"[-+]?[0-9][0-9_]{0,20}(?::[0-5]?[0-9]){1,8}(?:\.[0-9_]{0,20})?"), "sexagesimal", _sexagesimal),
    (
        re.compile(r"[-+]?(?:\.[0-9]{1,40}|[0-9][0-9_]{0,40}(?:\.[0-9_]{0,40})?)(?:[eE][-+]?[0-9]{1,4})?"),
        "float",
        _float,
    ),
    (re.compile(r"[-+]?\.(?:inf|Inf|INF)"), "float", lambda text: "-inf" if text[0] == "-" else "inf"),
    (re.compile(r"\.(?:nan|NaN|NAN)"), "float", lambda text: "nan"),
    (
        re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]*)?.{0,12}"),
        "date-time",
        lambda text: text,
    ),
)


def _numeric_surprise(text: str) -> Surprise | None:
    for pattern, kind, read in _READINGS:
        if pattern.fullmatch(text):
            return Surprise(kind, read(text), quoted(text))
    return None
