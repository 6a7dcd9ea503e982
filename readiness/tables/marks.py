"""Numbers in running text that carry the key of their figure through the words to the page, which shows it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from html import escape
from typing import Any, TypeGuard, TypeVar, cast

from readiness.model.text import FiscalYear

# Code points that are no characters and stand in no text; a key is written with sixteen of them, so that no name in it
# can be taken for a word of the sentence.
_OPEN, _BETWEEN, _CLOSE = "\ufdd0", "\ufdd1", "\ufdd2"
_SIGNS = {ord(digit): 0xFDD8 + at for at, digit in enumerate("0123456789abcdef")}
_DIGITS = {sign: digit for digit, sign in _SIGNS.items()}
_MARK = re.compile("\ufdd0([\ufdd8-\ufde7]*)\ufdd1([^\ufdd0-\ufdd2]*)\ufdd2")
N = TypeVar("N")


def marked(text: str, key: str) -> str:
    """Words that carry the key of the number they are."""
    return f"{_OPEN}{key.encode().hex().translate(_SIGNS)}{_BETWEEN}{text}{_CLOSE}"


def _key(signs: str) -> str:
    """The key; empty where somebody else wrote such code points."""
    try:
        return bytes.fromhex(signs.translate(_DIGITS)).decode()
    except ValueError:
        return ""


class Carried:
    """However it is written, it is written with its key."""

    key = ""

    def __format__(self, spec: str) -> str:
        return marked(super().__format__(spec) if spec else super().__repr__(), self.key)

    def __str__(self) -> str:
        return marked(super().__repr__(), self.key)


class CarriedInt(Carried, int):
    """A whole number and its key."""


class CarriedFloat(Carried, float):
    """A number and its key."""


def is_number(value: object) -> TypeGuard[int | float]:
    """Whether a parameter is a number of its own: no year, no yes or no."""
    return isinstance(value, int | float) and not isinstance(value, bool | FiscalYear)


def carry(value: Any, key: str) -> Any:
    """A number with its key; what is no number as it is."""
    if not key or not is_number(value):
        return value
    found = CarriedInt(value) if isinstance(value, int) else CarriedFloat(value)
    found.key = key
    return found


def plain(value: N) -> N:
    """The same without keys, for what cannot show them: a Word document, a workbook."""
    if isinstance(value, str):
        return cast(N, _MARK.sub(r"\2", value)) if _OPEN in value else value
    found: Any = value
    if isinstance(value, tuple):
        parts: list[Any] = [part if part is None or isinstance(part, int | float) else plain(part) for part in value]
        if any(new is not old for new, old in zip(parts, value, strict=True)):
            found = type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)
    elif isinstance(value, list):
        found = [plain(part) for part in value]
    elif isinstance(value, Mapping):
        found = {name: plain(part) for name, part in value.items()}
    elif is_dataclass(value) and not isinstance(value, type):
        stated = {field.name: getattr(value, field.name) for field in fields(value) if field.init}
        new = {name: part for name, old in stated.items() if (part := plain(old)) is not old}
        found = replace(value, **new) if new else value
    return cast(N, found)


def cut(text: str, short: str) -> str:
    """What a shorter form keeps of words, `short` being that of the words without keys."""
    if short == plain(text):
        return text
    found, at, kept = "", 0, len(short.removesuffix("…"))
    for part in re.split(f"({_MARK.pattern.replace('(', '(?:')})", text):
        bare = plain(part)
        found, at = found + (part if at + len(bare) <= kept else bare[: max(0, kept - at)]), at + len(bare)
    return found + short[kept:]


def numberless(text: str) -> str:
    """Words without the numbers that carry a key."""
    return _MARK.sub("", text) if _OPEN in text else text


def with_keys(page: str) -> str:
    """A page whose carried numbers are elements that show their key; in attributes and titles the number alone."""

    def shown(found: re.Match[str]) -> str:
        tag = page.rfind("<", 0, found.start())
        inside = page.rfind(">", tag, found.start()) < 0 or page.startswith(("<title", "<option"), tag)
        key, kind = "" if inside else _key(found[1]), "tspan" if page.startswith(("<text", "<tspan"), tag) else "span"
        return f'<{kind} data-figure="{escape(key)}">{found[2]}</{kind}>' if key else found[2]

    return _MARK.sub(shown, page)
