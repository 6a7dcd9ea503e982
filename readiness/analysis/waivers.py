"""Waivers against findings: one finding exactly, with reason, approver and expiry (所見の受容)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from readiness.model.decision import Waiver
from readiness.model.finding import Finding, Severity, Subject
from readiness.model.similar import similar
from readiness.model.text import Param, Text, text

_NEAR = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """All findings, what is wrong with the waivers among them; `waived` holds the waiver of a finding by fingerprint.

    A waived finding stays in the list: it is accepted, not gone.
    """

    findings: tuple[Finding, ...]
    waived: Mapping[str, Waiver] = field(default_factory=dict)


def apply_waivers(
    findings: Iterable[Finding], waivers: Iterable[Waiver], as_of: date, *, not_checked: frozenset[str] = frozenset()
) -> Judged:
    """Match waivers with findings. One that has expired or fits several findings accepts nothing and is told.

    `subject` of a waiver is the subject's id, or `kind:id`. `not_checked` are codes of rules that were not run: their
    waivers cannot be called unused.
    """
    listed = tuple(findings)
    waived: dict[str, Waiver] = {}
    stated: list[Finding] = []
    for waiver in waivers:
        hits = [finding for finding in listed if _fits(waiver, finding)]
        if waiver.expires < as_of:
            stated.append(_finding("WV101", waiver, Severity.WARNING, "expires", expires=waiver.expires))
        elif not hits:
            if waiver.code not in not_checked:
                stated.append(_unused(waiver, listed))
        elif len(hits) > 1:
            fingerprints = tuple(finding.fingerprint for finding in hits)
            stated.append(
                _finding("WV103", waiver, Severity.ERROR, "subject", count=len(hits), fingerprints=fingerprints)
            )
        elif hits[0].fingerprint in waived:
            stated.append(_finding("WV104", waiver, Severity.WARNING, "code"))
        else:
            waived[hits[0].fingerprint] = waiver
    return Judged(findings=(*listed, *stated), waived=waived)


def _fits(waiver: Waiver, finding: Finding) -> bool:
    """Input that could not be read cannot be accepted."""
    subject = finding.subject
    return (
        finding.severity is not Severity.FATAL
        and waiver.code == finding.code
        and waiver.subject in (subject.id, f"{subject.kind}:{subject.id}")
        and waiver.fingerprint in (None, "", finding.fingerprint)
    )


def _unused(waiver: Waiver, listed: tuple[Finding, ...]) -> Finding:
    """With what findings of that code are about, the likeliest first: a slip of the pen is told from a thing done."""
    found = _finding("WV102", waiver, Severity.WARNING, "subject")
    subjects = dict.fromkeys(finding.subject.id for finding in listed if finding.code == waiver.code)
    near = similar(waiver.subject, subjects, most=_NEAR, least=0.0)
    if not near:
        return found
    return replace(found, remedy=text("findings.waiver-near", code=waiver.code, subjects=near))


def _finding(code: str, waiver: Waiver, severity: Severity, field_: str, **params: Param) -> Finding:
    words: dict[str, Param] = {"code": waiver.code, "target": waiver.subject, "approver": waiver.approver, **params}
    return Finding(
        code=code,
        severity=severity,
        subject=Subject("waiver", f"{waiver.code}:{waiver.subject}"),
        message=text(f"rule.{code}.message", **words),
        basis=Text(f"rule.{code}.basis"),
        remedy=text(f"rule.{code}.remedy", **words),
        ref=waiver.ref.child(field_),
        discriminator="/".join((waiver.fingerprint or "", waiver.expires.isoformat())),
    )
