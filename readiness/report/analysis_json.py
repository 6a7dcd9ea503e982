"""The analysis as JSON (format readiness.analysis, version 2): for diffs, other tools and the long-term record.

`specs/schemas/output-analysis.schema.json` says what it holds. What is the same for many rows stands once: the remedy
and the contract clause of a matter of dependence under `lockin.wording` by its code, unknown fields under their record.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from io import BytesIO
from itertools import chain
from typing import Any

from readiness.analysis.analyze import Analysis
from readiness.analysis.completeness import Completeness
from readiness.analysis.snapshot import snapshot
from readiness.model.codec import Render, envelope, to_plain
from readiness.model.lockin.matters import SystemLockIn
from readiness.model.lockin.result import LockIn
from readiness.report.options import ReportOptions

VERSION = 2
# The inventory and the standard are inputs with files of their own; where systems stand is told by what follows.
NOT_RESULTS = frozenset({"inputs", "decided", "stands"})
# One for all rows: `json.dumps` makes one for each.
_text = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def render(analysis: Analysis, options: ReportOptions) -> bytes:
    """Every result of the analysis; messages are rendered in the report's language."""
    # Row by row, without blanks: the whole of a large city as one value would take several times its text.
    words = options.words.render
    head = ((key, (_text(value),)) for key, value in _head(analysis, options).items())
    results = ((field.name, getattr(analysis, field.name)) for field in fields(analysis))
    parts = ((name, _result(value, words)) for name, value in results if name not in NOT_RESULTS)
    rest = (("snapshot", _result(snapshot(analysis), words)),)
    buffer = BytesIO()
    for piece in _object(chain(head, parts, rest)):
        buffer.write(piece.encode())
    buffer.write(b"\n")
    return buffer.getvalue()


def _head(analysis: Analysis, options: ReportOptions) -> Mapping[str, Any]:
    body = analysis.inputs.inventory.body
    head = {
        "body": {"id": body.id, "name": body.name, "fictional": body.fictional, "synthetic": body.synthetic},
        "as_of": analysis.inputs.as_of.isoformat(),
        "language": options.words.language,
    }
    return envelope("analysis", VERSION, head)


def _object(members: Iterable[tuple[str, Iterable[str]]]) -> Iterator[str]:
    """The text of an object, piece by piece."""
    for number, (key, pieces) in enumerate(members):
        yield f"{',' if number else '{'}{_text(key)}:"
        yield from pieces
    yield "}"


def _result(value: Any, words: Render) -> Iterator[str]:
    """One result; the lists in it row by row."""
    if not is_dataclass(value):
        return _plain(value, words)
    named = {field.name.rstrip("_"): getattr(value, field.name) for field in fields(value)} | dict(_once(value))
    return _object((key, _plain(item, words)) for key, item in named.items() if item is not None)


def _plain(value: Any, words: Render) -> Iterator[str]:
    if not isinstance(value, tuple | Iterator):
        yield _text(to_plain(value, words))
        return
    yield "["
    for number, row in enumerate(value):
        yield f"{',' if number else ''}{_text(to_plain(row, words))}"
    yield "]"


def _once(value: Any) -> Mapping[str, Any]:
    """What stands in the place of a field, or beside it, so that nothing is said for every row again."""
    if isinstance(value, Completeness):
        return {"unknown": value.by_record()}
    if isinstance(value, LockIn):
        matters = [matter for system in value.systems for matter in system.matters if matter.remedy is not None]
        wording = {matter.code: {"remedy": matter.remedy, "clause": matter.clause} for matter in matters}
        return {"systems": (_bare(system) for system in value.systems), "wording": dict(sorted(wording.items()))}
    return {}


def _bare(system: SystemLockIn) -> SystemLockIn:
    return replace(system, matters=tuple(replace(one, remedy=None, clause=None) for one in system.matters))
