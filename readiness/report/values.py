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
