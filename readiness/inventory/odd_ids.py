"""IDs that look like one another, or that a file system, a page or a command line takes for something else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any
from unicodedata import name as character_name
from unicodedata import normalize

from readiness.model.filename import is_device
from readiness.model.finding import Finding, Severity, Subject, kind_of
from readiness.model.text import Text, text

_SIGNS = re.compile("[&<>\"'`%^;$!|\\\\]")
# Letters of other scripts that look like Latin ones, and kana that look like kanji.
_ALIKE = str.maketrans(
    "аеорсухіѕԁһјԛԝαοντρικηυχ" + "カロニハエタトヘリチ一",
    "aeopcyxisdhjqwaovtpiknux" + "力口二八工夕卜へり千ー",
)
_SCRIPTS = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE")


def odd_ids(records: Iterable[Any]) -> Iterator[Finding]:
    """A finding (IN208) for each odd ID of the records of one section, in their order."""
    first: dict[str, Any] = {}
    for record in records:
        other = first.setdefault(likeness_key(record.id), record)
        why = _odd(record.id)
        if why is None and other.id != record.id:
            why = text("input.odd-id.alike", other=other.id)
        if why is not None:
            yield Finding(
                code="IN208",
                severity=Severity.NOTE if why.key == "input.odd-id.sign" else Severity.WARNING,
                subject=Subject(kind_of(record), record.id),
                message=text("input.odd-id", word=record.id, why=why),
                remedy=text("input.odd-id.remedy"),
                ref=record.ref.child("id"),
                related=() if other is record else (other.ref.child("id"),),
                discriminator="/".join(map(str, record.ref.path)),
            )


def likeness_key(id_: str) -> str:
    """Equal for IDs that a reader takes for the same."""
    return normalize("NFKC", id_).casefold().translate(_ALIKE)


def _odd(id_: str) -> Text | None:
    if is_device(id_):
        return text("input.odd-id.device")
    if sign := _SIGNS.search(id_):
        return text("input.odd-id.sign", sign=sign[0])
    names = [character_name(char, "") for char in id_ if char.isalpha()]
    scripts = {script for script in _SCRIPTS if any(name.startswith(script) for name in names)}
    return text("input.odd-id.scripts") if len(scripts) > 1 else None
