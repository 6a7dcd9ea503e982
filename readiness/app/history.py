"""One small snapshot a month of `as_of` beside the report, so that next month shows what changed (前月からの変化).

It holds the records too: where the program or the facts of the standard are others next month, they are analysed anew,
so that what a new version makes of them is told apart from what the town changed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from readiness.analysis.analyze import Analysis, analyze
from readiness.analysis.inputs import Inputs
from readiness.analysis.snapshot import snapshot, snapshot_from_plain
from readiness.inventory.assemble import build_inventory
from readiness.inventory.emit import plain_record, plain_sections
from readiness.inventory.sections import DECISIONS
from readiness.model.codec import envelope, to_plain
from readiness.model.diff import Snapshot
from readiness.model.gap import GapState
from readiness.model.ref import Ref
from readiness.model.text import Text
from readiness.planning.settings import SolveSettings

FOLDER = "history"
_MONTH = re.compile(r"(\d{4})-(\d{2})\.json")
_MOST_BYTES = 50_000_000
_OPEN = frozenset(state.value for state in GapState if state.open)


def earlier(folder: Path, as_of: date) -> Path | None:
    """The newest snapshot of a month before that of `as_of` in an output folder, None where there is none."""
    months = sorted(name for name in _months(folder) if name < f"{as_of:%Y-%m}.json")
    return folder / FOLDER / months[-1] if months else None


def carried(
    folder: Path, analysis: Analysis, render: Callable[[Text], str], made: Mapping[str, str]
) -> Mapping[str, bytes]:
    """The files of `history/` as they go into the new folder: those of other months as they are, this month's anew.
    `made`: the program and facts that it is made with.
    """
    month = f"{analysis.inputs.as_of:%Y-%m}.json"
    kept = {name: path.read_bytes() for name, path in _months(folder).items() if name != month}
    return {f"{FOLDER}/{name}": raw for name, raw in sorted({**kept, month: _snapshot(analysis, render, made)}.items())}


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


def anew(month: Path, now: Inputs, made: Mapping[str, str]) -> tuple[bool, Snapshot | None]:
    """Whether another program or other facts made an earlier month, and what those of today make of its records; None
    where they are not kept.
    """
    try:
        data = json.loads(month.read_text(encoding="utf-8"))
        if data.get("made") == made:
            return False, None
        old = snapshot_from_plain(data["snapshot"])
        inputs = _inputs(data["inputs"], date.fromisoformat(data["as_of"]), now)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return True, None
    if inputs is None:
        return True, None
    found = dict(snapshot(analyze(inputs, SolveSettings(strategies=False, robustness=False))))
    # What reading the files said, and what rests, is not of the program.
    said = {id_: e for id_, e in old.get("findings", {}).items() if str(e.fields.get("code")).startswith("IN")}
    ours = {id_: e for id_, e in found["findings"].items() if not str(e.fields.get("code")).startswith("IN")}
    rest = {str(gap) for entry in old.get("missing", {}).values() for gap in entry.fields.get("open_gaps", ())}
    found["findings"] = {**ours, **said}
    found["gaps"] = {**found["gaps"], **{gap: e for gap, e in old.get("gaps", {}).items() if gap in rest}}
    return True, {**found, **({"missing": old["missing"]} if "missing" in old else {})}


def _inputs(kept: Mapping[str, Any], as_of: date, now: Inputs) -> Inputs | None:
    """The inputs of an earlier month, of records as they were kept and the facts of today."""
    sections = {
        key: [(row, Ref("", (key, at))) for at, row in enumerate(rows if isinstance(rows, list) else [rows])]
        for key, rows in kept["sections"].items()
    }
    decisions = {key: (rows, Ref("", (key,))) for key, rows in kept["decisions"].items()}
    inventory = build_inventory(sections, now.standard.area_spellings, decisions).inventory
    if inventory is None:
        return None
    events = now.events[: int(kept["events"])]
    return replace(now, inventory=inventory, as_of=as_of, events=events, read_findings=(), missing=())


def _kept(inputs: Inputs) -> Mapping[str, Any]:
    """Records and decisions as people would write them, and how long the register was."""
    decisions = {
        section.key: [plain_record(record) for record in value] if section.many else plain_record(value)
        for section in DECISIONS
        if (value := getattr(inputs.inventory.decisions, section.key))
    }
    sections = plain_sections(inputs.inventory)
    return {"sections": to_plain(sections, str), "decisions": to_plain(decisions, str), "events": len(inputs.events)}


def _snapshot(analysis: Analysis, render: Callable[[Text], str], made: Mapping[str, str]) -> bytes:
    body = analysis.inputs.inventory.body
    data = {
        "body": {"id": body.id, "name": body.name},
        "as_of": analysis.inputs.as_of.isoformat(),
        "made": dict(made),
        "inputs": _kept(analysis.inputs),
        "snapshot": to_plain(snapshot(analysis), render),
    }
    return (json.dumps(envelope("history", 1, data), ensure_ascii=False, separators=(",", ":")) + "\n").encode()
