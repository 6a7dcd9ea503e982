"""Places in a text: offsets for editing, 1-based lines and columns for people."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

_LINE_END = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a text. `start`/`end` are character offsets (`end` exclusive); lines and columns count from 1 in
    code points, `end_column` is exclusive. An empty span marks a position.
    """

    start: int
    end: int
    line: int
    column: int
    end_line: int
    end_column: int


FILE_START = Span(0, 0, 1, 1, 1, 1)


class LineIndex:
    """Turns character offsets of one text into lines and columns. LF, CRLF and CR end a line, as in editors."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def starts(self) -> list[int]:
        """Offset of the first character of every line."""
        return [0, *(match.end() for match in _LINE_END.finditer(self._text))]

    def position(self, offset: int) -> tuple[int, int]:
        """1-based line and column of an offset."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1

    def span(self, start: int, end: int) -> Span:
        """The span between two offsets."""
        return Span(start, end, *self.position(start), *self.position(end))

    def line_start(self, offset: int) -> int:
        """Offset at which the line holding `offset` begins."""
        return self.starts[bisect_right(self.starts, offset) - 1]

    def next_line_start(self, offset: int) -> int:
        """Offset at which the line after the one holding `offset` begins; the text's length on the last line."""
        line = bisect_right(self.starts, offset)
        return self.starts[line] if line < len(self.starts) else len(self._text)

    def line_text(self, line: int) -> str:
        """The text of a 1-based line without its line end; empty for a line that does not exist."""
        if not 1 <= line <= len(self.starts):
            return ""
        end = self.starts[line] if line < len(self.starts) else len(self._text)
        return self._text[self.starts[line - 1] : end].rstrip("\r\n")

    def __len__(self) -> int:
        return len(self.starts)
