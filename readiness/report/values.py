"""What templates and workbooks are fed with: words and links only, nothing left to compute (表示値)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """A headline figure: never printed without its name and how much of it is known. `key` names the figure."""

    name: str
    value: str
    unit: str
    completeness: str
    href: str
    key: str
    range: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A choice of a filter."""

    value: str
    label: str


def anchor(*parts: str) -> str:
    """An id for an anchor; the characters of ids may be anything, so all but plain ones are spelled out."""
    raw = "-".join(parts)
    return "e-" + "".join(
        char if char.isascii() and (char.isalnum() or char in "-_") else f"_{ord(char):x}" for char in raw
    )
