"""A file of somebody else, told by its content."""

from __future__ import annotations

from pathlib import Path

from readiness.exchange.rows import Incoming
from readiness.inventory.source_problems import source_finding
from readiness.model.finding import Finding
from readiness.sources.csvfile import read_tables
from readiness.sources.formatting import read_formatting
from readiness.sources.problem import SourceError


class UnreadableError(Exception):
    """A file that cannot be read; `findings` say why, for the user."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        self.findings = findings
        super().__init__(", ".join(finding.code for finding in findings))


def incoming(file: Path, *, formatted: bool = False) -> Incoming:
    """A workbook or CSV file with its kind, told by its content; `formatted`: with what its cells look like. Raises
    `UnreadableError`.
    """
    try:
        workbook = read_tables(file, name=file.name)
    except SourceError as error:
        raise UnreadableError(tuple(source_finding(problem) for problem in error.problems)) from error
    with file.open("rb") as stream:
        packed = stream.read(4)[:2] == b"PK"
    formatting = read_formatting(workbook)[0] if formatted and packed else {}
    return Incoming(workbook=workbook, csv=not packed, formatting=formatting)
