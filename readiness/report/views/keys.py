"""Keys of the views (凡例): each mark drawn as it stands in the picture, with its words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from readiness.report.views.scene import Mark, line, marks_svg, moved, path, rect, width_of, words
from readiness.report.views.styles import on

_WIDTH, _HEIGHT = 26.0, 14.0
_LINE, _GAP = 22.0, 18.0


@dataclass(frozen=True, slots=True)
class Key:
    """One mark in a frame of 26 × 14 pixels and what it means; without a mark the words alone.

    `screen`: of use on the screen only.
    """

    words: str
    marks: tuple[Mark, ...] = ()
    screen: bool = False

    @property
    def svg(self) -> str:
        """The mark for the page; it says nothing that the words do not."""
        if not self.marks:
            return ""
        size = f'viewBox="0 0 {_WIDTH:g} {_HEIGHT:g}" width="{_WIDTH:g}" height="{_HEIGHT:g}"'
        return f'<svg class="v k" aria-hidden="true" focusable="false" {size}>{marks_svg(self.marks)}</svg>'


def box(style: str, said: str, sign: str = "") -> Key:
    """A surface or a frame, with a sign on it."""
    inside = [words(f"t11 b m {on(style)}", 13, 11.2, sign)] if sign else []
    return Key(said, (rect(style, 1.5, 1, 23, 12, 2 if style.startswith("box") else 0), *inside))


def stroke(style: str, said: str, width: float = 0) -> Key:
    """A line."""
    return Key(said, (line(style, ((0, 7), (26, 7)), width),))


def drawn(style: str, shape: str, said: str) -> Key:
    """Any shape."""
    return Key(said, (path(style, shape),))


def flowing(keys: Iterable[Key], width: float, top: float) -> tuple[list[Mark], float]:
    """Keys in lines under a picture, and the height they take."""
    marks: list[Mark] = []
    x, y = 8.0, top
    for key in keys:
        room = (_WIDTH + 6 if key.marks else 0) + width_of(key.words, "t13")
        if x > 8 and x + room > width:
            x, y = 8.0, y + _LINE
        marks += moved(x, y, key.marks)
        marks.append(words("t13 ink", x + (_WIDTH + 6 if key.marks else 0), y + 11.5, key.words))
        x += room + _GAP
    return marks, (y + _LINE - top if marks else 0.0)
