"""Records of the ledger of before that are not there now, in words: a question, a finding, a line of the status."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import cast

from readiness.intake.doubt import Doubt
from readiness.messages.catalogue import Catalogue
from readiness.model.finding import Finding, Severity, Subject, SubjectKind
from readiness.model.missing import Fate, Missing
from readiness.model.ref import Ref
from readiness.model.text import Text, text


def missing_text(doubt: Doubt) -> Text:
    """The question about a missing record."""
    names = doubt.params.get("named")
    near = text("reading.missing.near", names=names) if names else ""
    kind = text(f"section.{doubt.section}")
    gaps = doubt.params.get("gaps", 0)
    rest = text("reading.missing.until", gaps=gaps) if gaps else text("reading.missing.until-alone")
    return text("reading.doubt.missing", kind=kind, name=doubt.record, near=near, rest=rest)


def missing_finding(missing: Missing, file: str) -> Finding:
    """IN308 for a record that the ledger does not hold any more, and whose questions therefore rest."""
    fate = "forgotten" if missing.fate is Fate.FORGOTTEN else "unstated"
    return Finding(
        code="IN308",
        severity=Severity.WARNING,
        subject=Subject(cast("SubjectKind", missing.section.removesuffix("s")), missing.id),
        message=text(f"input.missing.{fate}", kind=text(f"section.{missing.section}"), name=missing.name),
        remedy=text(f"input.missing.{fate}.remedy"),
        ref=Ref(file),
        discriminator=missing.id,
    )


def missing_lines(missing: Iterable[Missing], words: Catalogue) -> Iterator[str]:
    """Which questions rest, and why."""
    for one in missing:
        if one.rests:
            kind = text(f"section.{one.section}")
            yield words.get("reading.missing.rests", kind=words.render(kind), name=one.name, gaps=len(one.gaps))
