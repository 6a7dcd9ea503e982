"""Releases of figures (公表等の決定): one reader may see one figure; a release that releases nothing is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from readiness.model.decision import Release
from readiness.model.finding import Finding, Severity, Subject
from readiness.model.measure import Measure
from readiness.model.similar import similar
from readiness.model.text import Text, named, text

_NEAR = 3


def release_findings(releases: Iterable[Release], figures: Iterable[Measure]) -> Iterator[Finding]:
    """Releases of a figure that nobody computes, with the likeliest names, and those without a document number."""
    names = tuple(dict.fromkeys(measure.name for measure in figures))
    for release in releases:
        if release.figure not in names:
            near = similar(release.figure, names, most=_NEAR, least=0.4) or names[:_NEAR]
            yield _finding("WV105", release, "figure", text("rule.WV105.remedy", near=near))
        if not release.document_number.strip():
            yield _finding("WV106", release, "document_number", Text("rule.WV106.remedy"))


def _finding(code: str, release: Release, field: str, remedy: Text) -> Finding:
    return Finding(
        code=code,
        severity=Severity.WARNING,
        subject=Subject("release", release.figure),
        message=text(
            f"rule.{code}.message", figure=release.figure, reader=named(release.reader.ja, release.reader.value)
        ),
        basis=Text(f"rule.{code}.basis"),
        remedy=remedy,
        ref=release.ref.child(field),
        discriminator=release.reader.value,
    )
