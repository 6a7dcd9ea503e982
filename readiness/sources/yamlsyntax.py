"""Every syntax error of a text in one run, as far as that is possible.

The parser stops at its first error. To find the next ones, reading resumes at the next line that can begin an entry
or item at the same depth or above; what follows is parsed as a piece of its own.
"""

from __future__ import annotations

import re

import yaml

from readiness.sources.problem import SourceProblem, problem
from readiness.sources.span import LineIndex

_MAX_ERRORS = 50
_BEGINS = re.compile(r"[ ]*(?:-(?:\s|$)|[^\s#\-{}\[\]%@`][^#]*?:(?:\s|$)|[\"'][^\"']*[\"']\s*:)")
_SKIP = re.compile(r"\s*(?:#.*)?")

# The C parser's own words → the reason in `params`, from which the rooms above make a sentence.
_REASONS = (
    ("mapping values are not allowed", "colon"),
    ("could not find expected ':'", "colon-missing"),
    ("did not find expected key", "indent"),
    ("did not find expected '-'", "indent"),
    ("did not find expected <document start>", "indent"),
    ("found unexpected end of stream", "quote-open"),
    ("found unexpected document indicator", "quote-open"),
    ("did not find expected ',' or", "bracket-open"),
    ("did not find expected node content", "bracket-stray"),
    ("cannot start any token", "reserved"),
    ("unknown escape", "escape"),
    ("block sequence entries are not allowed", "dash"),
    ("tag", "tag"),
    ("anchor", "alias"),
    ("alias", "alias"),
    ("tab", "tab"),
)


def syntax_problems(text: str, name: str, lines: LineIndex) -> list[SourceProblem]:
    """The syntax errors of a text that could not be composed; may be empty if only the whole is at fault."""
    found: list[SourceProblem] = []
    outline = _Outline(lines)
    line = outline.content(1)
    while line <= outline.last and len(found) < _MAX_ERRORS:
        # The first piece is the whole file.
        last = outline.region_end(line) if found else outline.last
        start = lines.starts[line - 1]
        end = lines.starts[last] if last < len(lines) else len(text)
        error = _first_error(text[start:end])
        if error is None:
            line = outline.content(last + 1)
            continue
        trouble = describe(error, text, name, lines, start)
        found.append(trouble)
        line = outline.resume(max(line, trouble.span.line if trouble.span else line))
    return found


def describe(error: yaml.MarkedYAMLError, text: str, name: str, lines: LineIndex, base: int = 0) -> SourceProblem:
    """The parser's error as a problem; `base` is the offset of the parsed piece within `text`."""
    words = f"{error.context or ''} {error.problem or ''}"
    reason = next((reason for part, reason in _REASONS if part in (error.problem or "")), None)
    mark = error.problem_mark or error.context_mark
    if error.context_mark is not None and ("quoted scalar" in words or "while parsing a flow" in words):
        # Where the quote or bracket opens helps more than where the parser gave up.
        mark = mark if reason == "escape" else error.context_mark
    at = min(base + (mark.index if mark is not None else 0), len(text))
    line, column = lines.position(at)
    if column == 1 and line > 1 and text[at : at + 1] in ("", "\r", "\n"):
        at -= 1  # an error noticed at the line end belongs to the line before
        line, column = lines.position(at)
    row = lines.line_text(line)
    char = text[at : at + 1]
    span = lines.span(at, min(at + 1, len(text)))
    if char == "\t" or reason == "tab":
        return problem("yaml.tab", name, span, suggestion=row.replace("\t", "  ").strip() or None)
    if reason == "alias":
        return problem("yaml.alias", name, span, detail=str(error.problem))
    if reason == "tag":
        return problem("yaml.tag", name, span, tag=row[column - 1 :].split(" ")[0])
    if full_width := _full_width(lines, line):
        place, fixed = full_width
        return problem("yaml.syntax", name, lines.span(place, place + 1), suggestion=fixed, reason="full-width")
    if reason is None:
        return problem("yaml.syntax", name, span, reason="other", detail=words.strip())
    return problem("yaml.syntax", name, span, reason=reason, char=char.strip())


def _full_width(lines: LineIndex, line: int) -> tuple[int, str] | None:
    """A full-width space before the first word or a full-width colon, on the line or the one before it."""
    for number in (line, line - 1):
        row = lines.line_text(number)
        indent = len(row) - len(row.lstrip())
        if "\u3000" in row[:indent]:
            return lines.starts[number - 1] + row.index("\u3000"), row.replace("\u3000", "  ", 1).strip()
        if match := re.match(r"\s*+(?:- )?[\w\-]++\s*+(\uff1a)", row):
            return lines.starts[number - 1] + match.start(1), re.sub(r"\uff1a\s*", ": ", row, count=1).strip()
    return None


def _first_error(piece: str) -> yaml.MarkedYAMLError | None:
    try:
        for _ in yaml.parse(piece, Loader=yaml.CLoader):
            pass
    except yaml.MarkedYAMLError as error:
        return error
    return None


class _Outline:
    """The indent of every line with content, read once; 0-based lists, 1-based lines."""

    def __init__(self, lines: LineIndex) -> None:
        rows = [lines.line_text(number) for number in range(1, len(lines) + 1)]
        self._indents = [-1 if _SKIP.fullmatch(row) else len(row) - len(row.lstrip(" ")) for row in rows]
        self._begins = [bool(_BEGINS.match(row)) for row in rows]
        self.last = len(rows)

    def content(self, line: int) -> int:
        """The first line with content from `line` on."""
        return next((at + 1 for at in range(line - 1, self.last) if self._indents[at] >= 0), self.last + 1)

    def region_end(self, line: int) -> int:
        """Last line of the piece beginning at `line`: all that is indented at least as far."""
        floor = self._indents[line - 1]
        return next((at for at in range(line, self.last) if 0 <= self._indents[at] < floor), self.last)

    def resume(self, line: int) -> int:
        """The next line that can begin an entry at the depth of `line` or above."""
        floor = max(0, self._indents[line - 1])
        below = range(line, self.last)
        return next((at + 1 for at in below if 0 <= self._indents[at] <= floor and self._begins[at]), self.last + 1)
