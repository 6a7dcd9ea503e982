"""Every syntax error of a text in one run, as far as that is possible.

The parser stops at its first error. To find the next ones, reading resumes at the next line that can begin an entry
or item at the same depth or above; what follows is parsed as a piece of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

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
    line = 1
    while line <= len(lines) and len(found) < _MAX_ERRORS:
        line = _next_content(lines, line)
        if line > len(lines):
            break
        last = _region_end(lines, line, first=not found and line == _next_content(lines, 1))
        start = lines.starts[line - 1]
        end = lines.starts[last] if last < len(lines) else len(text)
        error = _first_error(text[start:end])
        if error is None:
            line = last + 1
            continue
        trouble = describe(error, text, name, lines, start)
        found.append(trouble)
        at = trouble.span.line if trouble.span else line
        line = _resume(lines, at)
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
        if match := re.match(r"\s*(?:- )?[\w\-]+\s*(\uff1a)", row):
            return lines.starts[number - 1] + match.start(1), re.sub(r"\uff1a\s*", ": ", row, count=1).strip()
    return None


def _first_error(piece: str) -> yaml.MarkedYAMLError | None:
    try:
        for _ in yaml.parse(piece, Loader=yaml.CLoader):
            pass
    except yaml.MarkedYAMLError as error:
        return error
    return None


def _indents(lines: LineIndex, line: int) -> Iterator[tuple[int, int]]:
    """(line, indent) of the lines with content from `line` on."""
    for number in range(line, len(lines) + 1):
        row = lines.line_text(number)
        if not _SKIP.fullmatch(row):
            yield number, len(row) - len(row.lstrip(" "))


def _next_content(lines: LineIndex, line: int) -> int:
    return next((number for number, _ in _indents(lines, line)), len(lines) + 1)


def _region_end(lines: LineIndex, line: int, *, first: bool) -> int:
    """Last line of the piece beginning at `line`: all that is indented at least as far. The first piece is the file."""
    if first:
        return len(lines)
    content = _indents(lines, line)
    _, floor = next(content)
    return next((number - 1 for number, indent in content if indent < floor), len(lines))


def _resume(lines: LineIndex, line: int) -> int:
    row = lines.line_text(line)
    floor = len(row) - len(row.lstrip(" "))
    for number, indent in _indents(lines, line + 1):
        if indent <= floor and _BEGINS.match(lines.line_text(number)):
            return number
    return len(lines) + 1
