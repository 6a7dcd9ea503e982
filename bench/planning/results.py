"""Rows of measurements in one JSON file: one per family, instance, method and limit; what is there is not run again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from filelock import FileLock

Row = dict[str, Any]
KEY = ("family", "instance", "method", "work", "workers")


def key_of(row: Row) -> tuple[Any, ...]:
    """What makes a row the same measurement."""
    return tuple(row.get(name) for name in KEY)


class Results:
    """Rows of a file (or of none: nothing is kept). Several processes may add to one file at the same time."""

    def __init__(self, path: Path | None, command: str = "python -m bench.planner --out FILE") -> None:
        self.path, self.command = path, command

    def rows(self) -> list[Row]:
        """All rows kept so far, by key."""
        if self.path is None or not self.path.exists():
            return []
        found: list[Row] = json.loads(self.path.read_text(encoding="utf-8"))["rows"]
        return found

    def has(self, row: Row) -> bool:
        """Whether this measurement is there already."""
        return key_of(row) in {key_of(kept) for kept in self.rows()}

    def add(self, row: Row) -> None:
        """Keep a row in place of an older one of the same key."""
        if self.path is None:
            return
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(f"{self.path}.lock.tmp"):
            kept = [other for other in self.rows() if key_of(other) != key_of(row)]
            rows = sorted([*kept, row], key=lambda other: [str(part).rjust(20) for part in key_of(other)])
            lines = ",\n".join(" " + json.dumps(other) for other in rows)
            self.path.write_text(f'{{"command": "{self.command}", "rows": [\n{lines}\n]}}\n')
