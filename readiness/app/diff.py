"""Wiring of `diff`: each side is an inventory (analysed now) or an analysis.json written earlier."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from readiness.app.body import open_body
from readiness.app.validate import Checked
from readiness.model.refusal import RefusedError
from readiness.model.text import text

if TYPE_CHECKING:
    from readiness.analysis.analyze import Analysis
    from readiness.analysis.inputs import Inputs
    from readiness.model.diff import Comparison, Snapshot

_MOST_BYTES = 200_000_000
_WITH_A_SNAPSHOT = ("readiness.analysis", "readiness.history")


class DiffError(RefusedError):
    """Something that cannot be compared; `message` says why (exit 2)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One side of a comparison: a `snapshot` of earlier, or `inputs` still to be analysed.

    Both are None where the inventory cannot be read; `checked` then says why.
    """

    body: str
    name: str
    snapshot: Snapshot | None = None
    inputs: Inputs | None = None
    checked: Checked | None = None

    @property
    def readable(self) -> bool:
        """Whether there is something to compare."""
        return self.snapshot is not None or self.inputs is not None


def read_side(path: Path, *, as_of: date | None = None, specs: Path | None = None) -> Side:
    """A folder, an inventory file or an analysis.json. Raises `DiffError` for a JSON file that is something else."""
    if path.suffix.lower() == ".json" and path.is_file():
        return _from_json(path)
    opened = open_body(path, as_of=as_of, specs=specs)
    if opened.inputs is None:
        return Side(body="", name=path.as_posix(), checked=opened.checked)
    name = f"{path.as_posix()} ({opened.inputs.as_of.isoformat()})"
    return Side(body=opened.inputs.inventory.body.id, name=name, inputs=opened.inputs, checked=opened.checked)


def compare_sides(old: Side, new: Side) -> Comparison:
    """Both sides must be readable. Raises `DiffError` where they are two different bodies."""
    from readiness.analysis.diff import compare

    if old.body != new.body:
        raise DiffError(text("diff.other_bodies", old=old.body, new=new.body))
    return compare(_snapshot(old), _snapshot(new))


def changes_since(side: Side, analysis: Analysis) -> Comparison:
    """What changed from an earlier side to an analysis made now. Raises `DiffError` for another body."""
    from readiness.analysis.diff import compare
    from readiness.analysis.snapshot import snapshot

    body = analysis.inputs.inventory.body.id
    if side.body != body:
        raise DiffError(text("diff.other_bodies", old=side.body, new=body))
    return compare(_snapshot(side), snapshot(analysis))


def _snapshot(side: Side) -> Snapshot:
    """The state of a side; an inventory is analysed now."""
    from readiness.analysis.analyze import analyze
    from readiness.analysis.snapshot import snapshot
    from readiness.planning.settings import SolveSettings

    if side.snapshot is not None:
        return side.snapshot
    if side.inputs is None:
        raise ValueError("a side that was not read cannot be compared")
    # The same dates as a full analysis, without what only its report needs.
    return snapshot(analyze(side.inputs, SolveSettings(strategies=False, robustness=False)))


def _from_json(path: Path) -> Side:
    from readiness.analysis.snapshot import snapshot_from_plain

    data = _load(path)
    if not isinstance(data, dict) or data.get("format") not in _WITH_A_SNAPSHOT:
        raise DiffError(text("diff.unreadable", path=path.as_posix()))
    try:
        found = snapshot_from_plain(data.get("snapshot"))
    except ValueError as error:
        raise DiffError(text("diff.no_snapshot", path=path.as_posix())) from error
    body = data.get("body")
    body_id = str(body.get("id", "")) if isinstance(body, dict) else ""
    return Side(body=body_id, name=f"{path.as_posix()} ({data.get('as_of', '')})", snapshot=found)


def _load(path: Path) -> Any:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise DiffError(text("diff.unreadable", path=path.as_posix()))
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        raise DiffError(text("diff.unreadable", path=path.as_posix())) from error
