"""Where the gap register of a body lies, and what stands in it."""

from __future__ import annotations

from pathlib import Path

from readiness.gaps.events import BadLine, ReadEvents, read_events
from readiness.inventory.files import REGISTER, state_file
from readiness.model.finding import Finding, Severity, Subject
from readiness.model.ref import Ref
from readiness.model.text import text

BAD_LINE = "IN304"


def register_file(path: Path, body: str) -> Path:
    """The gap register of the body at `path`. The IDs of gaps do not tell the body, so that one file for two ledgers
    would show one town the other's answers.
    """
    return state_file(path, body, "register", REGISTER)


def read_register(file: Path) -> ReadEvents:
    """The events of the gap register; none where there is no file."""
    # A line that is not UTF-8 becomes one that is no JSON, so that it is told of like any torn line.
    return read_events(map(_line, file.read_bytes().split(b"\n")) if file.is_file() else ())


def _line(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return "\ufffd"


def bad_line_finding(file: Path, line: BadLine) -> Finding:
    """A line that is no event, told with its number."""
    return Finding(
        code=BAD_LINE,
        severity=Severity.ERROR,
        subject=Subject("register", f"{file.name}:{line.line}"),
        message=text(f"input.register-line.{line.reason}", line=line.line),
        remedy=text("input.register-line.remedy"),
        ref=Ref(file.as_posix()),
    )
