"""What is said of files beside an inventory that are not read, or must not be (IN305)."""

from __future__ import annotations

import re
from pathlib import Path

from readiness.model.finding import Finding, Severity, Subject
from readiness.model.ref import Ref
from readiness.model.text import Text, text

STATE = "IN305"


def text_copy(file: Path) -> Finding:
    """A file that was meant for us, with another ending behind its name."""
    name = re.sub(r"(?i)\.txt$|\.yml$", "", file.name)
    wanted = name if name.lower().endswith((".yaml", ".yml")) else f"{name}.yaml"
    return _beside(file, text("input.text-copy", path=file.as_posix()), text("input.text-copy.remedy", name=wanted))


def not_read(file: Path) -> Finding:
    """A name that looks like inventory and is not read: a link that leads out, a pipe, a device."""
    return _beside(file, text("input.not-read", path=file.as_posix()), text("input.not-read.remedy"))


def unowned(file: Path, body: str) -> Finding:
    """A file of state beside several inventories, of which nobody knows whose it is."""
    remedy = text("input.unowned-state.remedy", kind=file.parent.name, body=body)
    return _beside(file, text("input.unowned-state", path=file.as_posix()), remedy)


def of_another(folder: Path, body: str) -> Finding:
    """State of another body where this one has none."""
    message = text("input.state-of-another", path=folder.as_posix(), body=body, other=folder.name)
    remedy = text("input.state-of-another.remedy", kind=folder.parent.name, body=body)
    return _beside(folder, message, remedy, Severity.QUESTION)


def of_later(file: Path) -> Finding:
    """State in a form that only a later version knows."""
    message = text("input.state-of-later", path=file.parent.as_posix())
    return _beside(file, message, text("input.state-of-later.remedy"), Severity.FATAL)


def misshapen(place: Path) -> Finding:
    """A file where a folder of state is kept, or no file where one of its files is."""
    message = text("input.misshapen", path=place.as_posix())
    return _beside(place, message, text("input.misshapen.remedy"), Severity.FATAL)


def _beside(path: Path, message: Text, remedy: Text, severity: Severity = Severity.WARNING) -> Finding:
    return Finding(
        code=STATE,
        severity=severity,
        subject=Subject("file", path.name),
        message=message,
        remedy=remedy,
        ref=Ref(path.as_posix()),
        discriminator=path.as_posix(),
    )
