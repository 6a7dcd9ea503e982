"""Problems of reading a file → findings. One stable code per kind; `rules/<code>.yaml` explains each."""

from __future__ import annotations

from readiness.model.finding import Finding, Severity, Subject
from readiness.model.ref import Ref
from readiness.model.text import Param, Text, text
from readiness.sources.problem import SourceProblem

CODES = {
    "yaml.syntax": "IN001",
    "yaml.duplicate-key": "IN002",
    "yaml.surprise": "IN003",
    "yaml.too-large": "IN004",
    "yaml.too-deep": "IN004",
    "yaml.bomb": "IN005",
    "yaml.alias-cycle": "IN005",
    "yaml.tag": "IN006",
    "yaml.multi-document": "IN007",
    "yaml.encoding": "IN008",
    "yaml.tab": "IN009",
    "yaml.alias": "IN005",
    "yaml.key": "IN006",
    "yaml.merge-key": "IN006",
    "yaml.control-character": "IN010",
    "yaml.hidden-character": "IN010",
    "yaml.no-such-date": "IN011",
    "yaml.full-width-colon": "IN012",
    "mail.parts": "IN014",
    "mail.too-many-parts": "IN014",
    "xlsx.empty": "IN013",
    "xlsx.password": "IN013",
    "xlsx.old-format": "IN013",
    "xlsx.not-a-workbook": "IN013",
    "xlsx.damaged": "IN013",
    "xlsx.unsafe": "IN013",
    "xlsx.too-large": "IN004",
    "csv.empty": "IN014",
    "csv.encoding": "IN008",
    "csv.damaged": "IN014",
    "csv.ragged": "IN014",
    "csv.too-large": "IN004",
    "file.missing": "IN301",
    "file.unreadable": "IN303",
    "file.not-a-file": "IN303",
}
OTHER = "IN000"
# Slugs of readers that have words of their own (source.slug.*).
_SLUGS = frozenset(
    {
        "file",
        "bytes",
        "nodes",
        "cells",
        "objects",
        "members",
        "unpacked",
        "ratio",
        "html",
        "text",
        "other",
        "zip",
        "unknown",
    }
    | {"cp932", "utf-16", "xlsb", "docx", "pptx", "ods", "ole", "pdf", "msg"}
)


def source_finding(problem: SourceProblem) -> Finding:
    """The finding that stands for a problem of reading."""
    params: dict[str, Param] = {name: _param(name, value) for name, value in problem.params}
    span = problem.span
    return Finding(
        code=CODES.get(problem.code, OTHER),
        severity=Severity.FATAL if problem.fatal else Severity.WARNING,
        subject=Subject("file", problem.file),
        message=text(_message_key(problem), **params),
        remedy=_remedy(problem),
        ref=Ref(problem.file),
        # There is no key path yet; the place is part of what tells two problems of one file apart.
        discriminator=f"{problem.code}:{span.start if span else ''}:{dict(problem.params).get('text', '')}",
    )


def _message_key(problem: SourceProblem) -> str:
    reason = problem.param("reason")
    return f"source.{problem.code}.{reason}" if reason else f"source.{problem.code}"


def _param(name: str, value: object) -> Param:
    if name in ("what", "detected", "unit") and value in _SLUGS:
        return text(f"source.slug.{value}")
    return value if isinstance(value, str | int | float | bool | tuple) or value is None else str(value)


def _remedy(problem: SourceProblem) -> Text:
    if problem.suggestion:
        return text("source.write-instead", suggestion=problem.suggestion)
    return text(f"source.{problem.code}.remedy")
