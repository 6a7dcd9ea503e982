"""One small snapshot a month of `as_of` beside the report, so that next month shows what changed (前月からの変化)."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from readiness.analysis.analyze import Analysis
from readiness.analysis.snapshot import snapshot
from readiness.model.codec import envelope, to_plain
from readiness.model.gap import GapState
from readiness.model.text import Text

FOLDER = "history"
_MONTH = re.compile(r"(\d{4})-(\d{2})\.json")
_MOST_BYTES = 50_000_000
_OPEN = frozenset(state.value for state in GapState if state.open)


def earlier(folder: Path, as_of: date) -> Path | None:
    """The newest snapshot of a month before that of `as_of` in an output folder, None where there is none."""
    months = sorted(name for name in _months(folder) if name < f"{as_of:%Y-%m}.json")
    return folder / FOLDER / months[-1] if months else None


def carried(folder: Path, analysis: Analysis, render: Callable[[Text], str]) -> Mapping[str, bytes]:
    """The files of `history/` as they go into the new folder: those of other months as they are, this month's anew."""
    month = f"{analysis.inputs.as_of:%Y-%m}.json"
    kept = {name: path.read_bytes() for name, path in _months(folder).items() if name != month}
    return {f"{FOLDER}/{name}": raw for name, raw in sorted({**kept, month: _snapshot(analysis, render)}.items())}


def open_questions(folder: Path, as_of: date) -> tuple[tuple[date, int], ...]:
    """The reference day of each earlier month and how many questions were open then; months that cannot be read are
    left out, for they are only a memory.
    """
    found: list[tuple[date, int]] = []
    for name, path in sorted(_months(folder).items()):
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            day = date.fromisoformat(data["as_of"])
            states = [entry["fields"].get("state") for entry in data["snapshot"]["gaps"].values()]
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            continue
        if name < f"{as_of:%Y-%m}.json" and day < as_of:
            found.append((day, sum(state in _OPEN for state in states)))
    return tuple(found)


def _months(folder: Path) -> dict[str, Path]:
    places = (folder / FOLDER).glob("*.json")
    return {p.name: p for p in places if _MONTH.fullmatch(p.name) and p.is_file() and p.stat().st_size < _MOST_BYTES}


def _snapshot(analysis: Analysis, render: Callable[[Text], str]) -> bytes:
    body = analysis.inputs.inventory.body
    data = {
        "body": {"id": body.id, "name": body.name},
        "as_of": analysis.inputs.as_of.isoformat(),
        "snapshot": to_plain(snapshot(analysis), render),
    }
    return (json.dumps(envelope("analysis", 1, data), ensure_ascii=False, separators=(",", ":")) + "\n").encode()
