"""Numbers in running text that carry the key of their figure through the words to the page, which shows it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any, TypeVar

from readiness.figures.analysed import AnalysedFor
from readiness.figures.figure import Figure
from readiness.model.measure import Measure
from readiness.report.context import ReportContext

# Code points that are no characters and stand in no text; a key is written with sixteen of them, so that no name in it
# can be taken for a word of the sentence.
_OPEN, _BETWEEN, _CLOSE, _ZERO = "\ufdd0", "\ufdd1", "\ufdd2", 0xFDD8
_MARK = re.compile("\ufdd0([\ufdd8-\ufde7]*)\ufdd1([^\ufdd0-\ufdd2]*)\ufdd2")
N = TypeVar("N")


def _marked(text: str, key: str) -> str:
    signs = "".join(chr(_ZERO + (byte >> 4)) + chr(_ZERO + (byte & 15)) for byte in key.encode())
    return f"{_OPEN}{signs}{_BETWEEN}{text}{_CLOSE}"


def _key(signs: str) -> str:
    """The key; empty where somebody else wrote such code points."""
    values = [ord(sign) - _ZERO for sign in signs]
    try:
        return bytes(high << 4 | low for high, low in zip(values[::2], values[1::2], strict=True)).decode()
    except ValueError:
        return ""


class _Carried:
    """However it is written, it is written with its key."""

    key = ""

    def __format__(self, spec: str) -> str:
        return _marked(super().__format__(spec) if spec else super().__repr__(), self.key)

    def __str__(self) -> str:
        return _marked(super().__repr__(), self.key)


class CarriedInt(_Carried, int):
    """A whole number and its key."""


class CarriedFloat(_Carried, float):
    """A number and its key."""


def carry(value: Any, key: str) -> Any:
    """A number with its key; what is no number as it is."""
    if not key or isinstance(value, bool) or not isinstance(value, int | float):
        return value
    found = CarriedInt(value) if isinstance(value, int) else CarriedFloat(value)
    found.key = key
    return found


@dataclass(frozen=True, kw_only=True)
class PageContext(ReportContext):
    """The context of a page that shows the keys of the numbers in its sentences; all else is that of `unmarked`."""

    base: ReportContext

    def carried(self, value: N, key: str) -> N:
        """A number of a sentence with its key."""
        found: N = carry(value, key)
        return found

    @property
    def unmarked(self) -> ReportContext:
        """For what is drawn, and measured before."""
        return self.base

    @property
    def analysed(self) -> AnalysedFor:
        """Derived once for both."""
        return self.base.analysed

    @property
    def figures(self) -> Mapping[str, Figure]:
        """Derived once for both."""
        return self.base.figures

    @property
    def measure_keys(self) -> Mapping[Measure, str]:
        """Derived once for both."""
        return self.base.measure_keys


def with_keys(page: str) -> str:
    """A page whose carried numbers are elements that show their key; in attributes and titles the number alone."""

    def shown(found: re.Match[str]) -> str:
        tag = page.rfind("<", 0, found.start())
        inside = page.rfind(">", tag, found.start()) < 0 or page.startswith(("<title", "<option", "<text"), tag)
        key = "" if inside else _key(found[1])
        return f'<span data-figure="{escape(key)}">{found[2]}</span>' if key else found[2]

    return _MARK.sub(shown, page)
