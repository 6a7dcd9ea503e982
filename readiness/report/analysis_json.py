"""The analysis as JSON (format readiness.analysis, version 1): for diffs, other tools and the long-term record."""

from __future__ import annotations

import json
from dataclasses import fields

from readiness.analysis.analyze import Analysis
from readiness.analysis.snapshot import snapshot
from readiness.model.codec import envelope, to_plain
from readiness.report.options import ReportOptions

# The inventory and the standard are inputs with files of their own; where systems stand is told by what follows.
_NOT_RESULTS = frozenset({"inputs", "decided", "stands"})


def render(analysis: Analysis, options: ReportOptions) -> str:
    """Every result of the analysis; messages are rendered in the report's language."""
    results = {
        field.name: to_plain(getattr(analysis, field.name), options.words.render)
        for field in fields(analysis)
        if field.name not in _NOT_RESULTS
    }
    body = analysis.inputs.inventory.body
    head = {
        "body": {"id": body.id, "name": body.name, "fictional": body.fictional, "synthetic": body.synthetic},
        "as_of": analysis.inputs.as_of.isoformat(),
        "language": options.words.language,
    }
    results["snapshot"] = to_plain(snapshot(analysis), options.words.render)
    whole = envelope("analysis", 1, {**head, **results})
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")) + "\n"  # no blanks: programs read it
