"""What is said of files beside an inventory that are not read, or must not be (IN305)."""

from __future__ import annotations

import re
from pathlib import Path

from readiness.model.finding import Finding, Severity, Subject
from readiness.model.ref import Ref
from readiness.model.text import text


def text_copy(file: Path) -> Finding:
    """A file that was meant for us, with another ending behind its name."""
    name = re.sub(r"(?i)\.txt$|\.yml$", "", file.name)
    return Finding(
        code="IN305",
        severity=Severity.WARNING,
        subject=Subject("file", file.name),
        message=text("input.text-copy", path=file.as_posix()),
        remedy=text(
            "input.text-copy.remedy", name=name if name.lower().endswith((".yaml", ".yml")) else f"{name}.yaml"
        ),
        ref=Ref(file.as_posix()),
        discriminator=file.as_posix(),
    )


def not_read(file: Path) -> Finding:
    """A name that looks like inventory and is not read: a link that leads out, a pipe, a device."""
    return Finding(
        code="IN305",
        severity=Severity.WARNING,
        subject=Subject("file", file.name),
        message=text("input.not-read", path=file.as_posix()),
        remedy=text("input.not-read.remedy"),
        ref=Ref(file.as_posix()),
        discriminator=file.as_posix(),
    )


def unowned(file: Path, body: str) -> Finding:
    """A file of state beside several inventories, of which nobody knows whose it is."""
    return Finding(
        code="IN305",
        severity=Severity.WARNING,
        subject=Subject("file", file.name),
        message=text("input.unowned-state", path=file.as_posix()),
        remedy=text("input.unowned-state.remedy", kind=file.parent.name, body=body),
        ref=Ref(file.as_posix()),
        discriminator=file.as_posix(),
    )


def of_another(folder: Path, body: str) -> Finding:
    """State of another body where this one has none."""
    return Finding(
        code="IN305",
        severity=Severity.QUESTION,
        subject=Subject("file", folder.name),
        message=text("input.state-of-another", path=folder.as_posix(), body=body, other=folder.name),
        remedy=text("input.state-of-another.remedy", kind=folder.parent.name, body=body),
        ref=Ref(folder.as_posix()),
        discriminator=folder.as_posix(),
    )


def of_later(file: Path) -> Finding:
    """State in a form that only a later version knows."""
    return Finding(
        code="IN305",
        severity=Severity.FATAL,
        subject=Subject("file", file.name),
        message=text("input.state-of-later", path=file.parent.as_posix()),
        remedy=text("input.state-of-later.remedy"),
        ref=Ref(file.as_posix()),
        discriminator=file.as_posix(),
    )
