"""What is wrong with a user's pack or a workbook: findings that stop the command (exit 2)."""

from __future__ import annotations

from collections.abc import Iterable

from readiness.model.finding import Finding, Severity, Subject
from readiness.model.ref import Ref
from readiness.model.text import Param, text


class StandardError(Exception):
    """Data of the standard that cannot be used; carries every problem found, nothing has been written."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__(", ".join(f"{finding.code} {finding.subject.id}" for finding in self.findings))


def fatal(code: str, file: str, key: str, *, path: tuple[str | int, ...] = (), **params: Param) -> Finding:
    """A problem of one file. Its sentence is `standard.<key>`, what to do next `standard.<key>.remedy`."""
    return Finding(
        code=code,
        severity=Severity.FATAL,
        subject=Subject("file", file),
        message=text(f"standard.{key}", file=file, **params),
        remedy=text(f"standard.{key}.remedy", file=file, **params),
        ref=Ref(file, path),
        discriminator="/".join(map(str, path)),
    )
