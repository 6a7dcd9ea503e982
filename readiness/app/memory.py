"""What a body's lists held last time, kept beside its register or in the history of its report (前回の記録)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from readiness.analysis.snapshot import inventory_snapshot, snapshot_from_plain
from readiness.app.history import earlier
from readiness.intake.identity import SECTIONS, as_known, kept
from readiness.inventory.files import state_file
from readiness.model.codec import envelope, to_plain
from readiness.model.diff import Entry, Snapshot
from readiness.model.gap import Register
from readiness.model.inventory import Inventory
from readiness.model.missing import Missing
from readiness.store.files import atomic_write_bytes

FILE = "known.json"
_MOST_BYTES = 50_000_000


def remember(path: Path, inventory: Inventory, as_of: date, register: Register, missing: Sequence[Missing]) -> None:
    """Keep the names of today's records and what is open about them, beside the register."""
    whole = inventory_snapshot(inventory)
    about = {e.id: Entry(e.id, {"system": e.gap.system, "asked": e.gap.asked.id}) for e in register.open if e.gap}
    parts = {**{section: whole[section] for section in SECTIONS}, "gaps": about, "missing": kept(missing)}
    data = envelope("known", 1, {"as_of": as_of.isoformat(), "snapshot": to_plain(parts, str)})
    file = state_file(path, inventory.body.id, "register", FILE)
    atomic_write_bytes(file, (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode())


def known_before(path: Path, body: str, as_of: date, out: Path | None = None) -> tuple[Snapshot, ...]:
    """What is remembered of a body up to a day, the older first: by the report of a month before below `out`, and by
    its register; nothing where that cannot be read: it is only a memory.
    """
    files = [state_file(path, body, "register", FILE)]
    if out is not None and (month := earlier(out / body, as_of)) is not None:
        files.append(month)
    found = [read for file in files if (read := _read(file)) is not None and read[0] <= as_of]
    return tuple(as_known(state) for _, state in sorted(found, key=lambda one: one[0]))


def _read(file: Path) -> tuple[date, Snapshot] | None:
    try:
        if file.stat().st_size > _MOST_BYTES:
            return None
        data = json.loads(file.read_text(encoding="utf-8"))
        return date.fromisoformat(data["as_of"]), snapshot_from_plain(data["snapshot"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
