"""Findings in file order, with line and column: the join of `Ref` and the side source maps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from readiness.model.finding import Finding
from readiness.model.ref import Ref
from readiness.sources.span import Span
from readiness.sources.yamlfile import YamlDocument

# A finding about a key itself points at the key, not at its value.
_AT_KEY = frozenset({"IN101", "IN105"})


@dataclass(frozen=True, slots=True)
class Position:
    """A place people can go to. `text`: the line itself, for the caret; `sheet`: of a workbook, named in `file` too."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int
    text: str
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Positions:
    """The documents of one run by name; `spans` are places known without a key path (syntax errors), by fingerprint."""

    documents: Mapping[str, YamlDocument] = field(default_factory=dict)
    spans: Mapping[str, Span] = field(default_factory=dict)
    _known: dict[tuple[Ref, bool], Position | None] = field(default_factory=dict, init=False, repr=False, compare=False)

    def of(self, finding: Finding) -> Position | None:
        """Where a finding points; None where it is about no file."""
        direct = self.spans.get(finding.fingerprint) if self.spans else None
        if direct is not None:
            return self._position(finding.ref.file, direct)
        asked = (finding.ref, finding.code in _AT_KEY)
        if asked not in self._known:  # findings are sorted, printed and counted by their places
            self._known[asked] = self._found(*asked)
        return self._known[asked]

    def _found(self, ref: Ref, at_key: bool) -> Position | None:
        document = self.documents.get(ref.file)
        key = document.spans.key(ref.path) if document is not None and at_key else None
        return self._position(ref.file, key) if key is not None else self.at(ref)

    def at(self, ref: Ref) -> Position | None:
        """Where a value stands, or its closest ancestor."""
        document = self.documents.get(ref.file)
        if document is not None:
            return self._position(ref.file, document.spans.nearest(ref.path))
        match ref.path:
            case (str(sheet), int(row), *_):  # a row of a workbook
                return Position(f"{ref.file}!{sheet}", row, 1, row, 1, "", sheet)
        return None

    def lines(self, ref: Ref, most: int) -> tuple[str, ...]:
        """The lines of a value as they stand in its file, at most so many; none where the file is a workbook."""
        document, place = self.documents.get(ref.file), self.at(ref)
        if document is None or place is None:
            return ()
        last = min(place.end_line, place.line + most - 1)
        found = [document.spans.lines.line_text(number) for number in range(place.line, last + 1)]
        return tuple((*found, "…") if last < place.end_line else found)

    def in_order(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """Findings by file, line, column, then code; those without a place last."""
        return tuple(sorted(findings, key=self._key))

    def _position(self, file: str, span: Span) -> Position:
        document = self.documents.get(file)
        line = document.spans.lines.line_text(span.line) if document is not None else ""
        return Position(file, span.line, span.column, span.end_line, span.end_column, line)

    def _key(self, finding: Finding) -> tuple[int, str, int, int, str, str]:
        place = self.of(finding)
        if place is None:
            return (1 if not finding.ref.file else 0, finding.ref.file, 0, 0, finding.code, finding.fingerprint)
        return (0, place.file, place.line, place.column, finding.code, finding.fingerprint)
