"""Published lists in the user's pack as canonical JSON: one line per row, the same bytes every time."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from readiness.model.codec import to_plain

FORMAT = "readiness/list"
VERSION = 1
# What tells the rows of a list apart, by kind.
KEYS: Mapping[str, tuple[str, ...]] = {
    "progress": ("prefecture", "municipality"),
    "designated": ("code",),
    "codes": ("code",),
    "population": ("code",),
    "passed": ("number", "package", "business"),
}
_NOT_KEPT = frozenset({"place"})  # where a row stood in that one workbook


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyAreas:
    """What changed for one body: of the progress table rates that differ, of the list areas that came or went.

    `areas` are (key, before, after): rates 0..1, or 1 and 0 for on the list and not; None where there was no value.
    """

    name: str
    areas: tuple[tuple[str, float | None, float | None], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListChange:
    """How many rows came, went or changed; `names` are the keys of the first of them.

    `before` is the month of the list compared with; `bodies` the bodies whose areas changed.
    """

    added: int
    removed: int
    changed: int
    names: tuple[str, ...] = ()
    kind: str = ""
    before: str | None = None
    bodies: tuple[BodyAreas, ...] = ()


def list_text(kind: str, file: str, sha256: str, month: str | None, rows: Sequence[object]) -> str:
    """The file's text; rows in the order of the workbook."""
    head = {"kind": kind, "month": month, "source": {"name": PurePosixPath(file).name, "sha256": sha256}}
    lines = [_dump({key: value for key, value in to_plain(row).items() if key not in _NOT_KEPT}) for row in rows]
    body = ",\n".join(lines)
    return f'{{"format": "{FORMAT}", "version": {VERSION},\n"head": {_dump(head)},\n"rows": [\n{body}\n]}}\n'


def parse_list(text: str) -> tuple[Mapping[str, Any], list[dict[str, Any]]]:
    """Head and plain rows. Raises `ValueError` for anything else."""
    try:
        data = json.loads(text)
        if data["format"] != FORMAT or data["version"] != VERSION:
            raise ValueError(f"{data['format']} {data['version']}")
        return data["head"], data["rows"]
    except (KeyError, TypeError, RecursionError) as error:
        raise ValueError(f"not a list: {error}") from error


def compare_lists(before: str, after: str) -> ListChange:
    """What a newer list changes. Raises `ValueError` where either is not one."""
    head, old_rows = parse_list(before)
    _, new_rows = parse_list(after)
    key = KEYS[head["kind"]]
    old, new = ({tuple(row.get(name) for name in key): row for row in rows} for rows in (old_rows, new_rows))
    added = [name for name in new if name not in old]
    removed = [name for name in old if name not in new]
    changed = [name for name, row in new.items() if name in old and old[name] != row]
    names = tuple(" ".join(filter(None, name)) for name in (*added, *removed, *changed)[:20])
    return ListChange(
        added=len(added),
        removed=len(removed),
        changed=len(changed),
        names=names,
        kind=head["kind"],
        before=head["month"],
        bodies=tuple(_bodies(head["kind"], old, new)),
    )


_Rows = Mapping[tuple[Any, ...], dict[str, Any]]


def _bodies(kind: str, old: _Rows, new: _Rows) -> Iterator[BodyAreas]:
    """Bodies in the order of the newer list, those that left it last; nothing for lists that are not about areas."""
    if kind not in ("progress", "designated"):
        return
    for key in dict.fromkeys((*new, *old)):
        before, after = _areas(kind, old.get(key)), _areas(kind, new.get(key))
        moved = tuple(
            (area, before.get(area), after.get(area))
            for area in dict.fromkeys((*after, *before))
            if before.get(area) != after.get(area)
        )
        if moved:
            row = new.get(key) or old[key]
            name = row["name"] if kind == "designated" else row["prefecture"] + (row.get("municipality") or "")
            yield BodyAreas(name=name, areas=moved)


def _areas(kind: str, row: dict[str, Any] | None) -> dict[str, float]:
    if row is None:
        return {}
    return dict.fromkeys(row["areas"], 1.0) if kind == "designated" else dict(row.get("rates", ()))


def newest_list(folder: Path, kind: str, month: str | None) -> Path | None:
    """The newest list of a kind before a month, to compare a newer one with."""
    found = sorted(folder.glob(f"{kind}-[0-9][0-9][0-9][0-9]-[0-9][0-9].json"))
    earlier = [path for path in found if month is None or path.stem.removeprefix(f"{kind}-") < month]
    return earlier[-1] if earlier else None


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
