"""Records → the YAML a user goes on writing: the loader's rules in reverse.

Only what differs from the default is written, unknown values are left out where that means 未確認, closed words are
written in Japanese and areas by their Japanese names.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import MISSING, fields
from typing import Any, cast

import yaml

from readiness.inventory.sections import SECTIONS
from readiness.model.fields import PROVENANCE, FieldFacts, facts
from readiness.model.inventory import Inventory
from readiness.model.progress import Progress, ProgressScope
from readiness.model.record import Word
from readiness.model.unknown import UNKNOWN
from readiness.sources.scalars import resolve_plain

_Dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
UNKNOWN_WORD = "未確認"
_WIDTH = 10_000  # never fold: a folded line is hard to edit by hand

# What stands together in a file of its own and on a sheet of its own.
MATTERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("budgeting", ("budget_items", "grants", "debt_burdens", "estimate_checks", "peers")),
    ("deciding", ("decision_items", "letters", "assembly_notes")),
    ("work", ("procedures", "indicators")),
    ("going_live", ("rehearsals", "go_decisions")),
    ("people", ("team", "trainings", "handover_notes")),
)

# Which section goes into which file, and in which order a reader wants them.
FILES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("body", ("body", "divisions", "operating_bodies")),
    ("vendors", ("vendor_groups", "vendors", "lineages", "packages")),
    ("contracts", ("contracts", "procurements", "quotes", "cost_lines")),
    ("systems", ("systems",)),
    ("interfaces", ("external_systems", "interfaces")),
    ("assets", ("forms", "devices", "euc_assets")),
    ("planning", ("planning", "windows", "proposals")),
    ("answers", ("common_functions", "claims", "non_functional")),
    ("progress", ("progress",)),
    *MATTERS,
)


Show = Callable[[Any], Collection[str]]
"""For a record, the keys that are written as 未確認 instead of being left out, for the user to fill in."""


def plain_record(record: Any, area_names: Mapping[str, str] | None = None, show: Show | None = None) -> dict[str, Any]:
    """The mapping a user would have typed for one record or part."""
    names = area_names or {}
    shown = show(record) if show else ()
    out: dict[str, Any] = {}
    defaults = {item.name: item for item in fields(record)}
    for shape in facts(cast(Hashable, type(record))):
        value = getattr(record, shape.name)
        if value is UNKNOWN and (shape.key in shown or defaults[shape.name].default is not UNKNOWN):
            out[shape.key] = UNKNOWN_WORD
        if value is None or value is UNKNOWN or _is_default(value, defaults[shape.name]):
            continue
        out[shape.key] = _plain(shape, value, names)
    for key in PROVENANCE:
        if key in out:
            out[key] = out.pop(key)  # last, where it does not stand in the way of reading
    if isinstance(record, Progress) and record.scope is ProgressScope.AREA:
        out["target"] = names.get(record.target, record.target)
    return out


def plain_sections(
    inventory: Inventory, area_names: Mapping[str, str] | None = None, show: Show | None = None
) -> dict[str, Any]:
    """Every section that holds anything, in the order of `SECTIONS`."""
    out: dict[str, Any] = {}
    for section in SECTIONS:
        value = getattr(inventory, section.key)
        data: Any = (
            [plain_record(record, area_names, show) for record in value]
            if section.many
            else plain_record(value, area_names, show)
        )
        if data:
            out[section.key] = data
    return out


def to_yaml(
    sections: Mapping[str, Any], header: Iterable[str] = (), above: Mapping[str, Sequence[str]] | None = None
) -> str:
    """One YAML file. `header` and `above[section]` are comment lines without their `#`."""
    notes = above or {}
    blocks = ["".join(_comment(line) for line in header)] if header else []
    for key in [*sections, *(key for key in notes if key not in sections)]:
        comment = "".join(_comment(line) for line in notes.get(key, ()))
        blocks.append(comment + (_dump({key: sections[key]}) if key in sections else ""))
    return "\n".join(block for block in blocks if block)


def to_files(
    sections: Mapping[str, Any], header: Sequence[str] = (), above: Mapping[str, Sequence[str]] | None = None
) -> dict[str, str]:
    """File name → text, split by kind as `FILES` says; files without content are left out."""
    notes = above or {}
    out: dict[str, str] = {}
    for name, keys in FILES:
        mine = {key: sections[key] for key in keys if key in sections}
        said = {key: notes[key] for key in keys if key in notes}
        if mine or said:
            out[f"{name}.yaml"] = to_yaml(mine, header, said)
    return out


def _comment(line: str) -> str:
    return f"# {line}\n" if line else "#\n"


class _Plain(_Dumper):  # type: ignore[misc]
    """Writes no aliases, and quotes every text that some YAML reader would take for a number, a date or a boolean."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _text(dumper: Any, value: str) -> Any:
    read, surprise = resolve_plain(value)
    style = None if read == value and surprise is None else '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


def _list(dumper: Any, value: list[Any]) -> Any:
    flow = not any(isinstance(item, dict | list) for item in value)  # [001, 002] on one line reads better
    return dumper.represent_sequence("tag:yaml.org,2002:seq", value, flow_style=flow)


_Plain.add_representer(str, _text)
_Plain.add_representer(list, _list)


def _dump(data: Any) -> str:
    dumped: str = yaml.dump(
        data, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=_WIDTH, default_flow_style=False
    )
    return dumped


def _is_default(value: Any, item: Any) -> bool:
    if item.default is not MISSING:
        return bool(value is item.default or (type(value) is type(item.default) and value == item.default))
    return item.default_factory is not MISSING and bool(value == item.default_factory())


def _plain(shape: FieldFacts, value: Any, names: Mapping[str, str]) -> Any:
    if shape.kind == "steps":
        return _step_ranges(value)
    if shape.kind in ("part", "parts"):
        return [plain_record(item, names) for item in value] if shape.kind == "parts" else plain_record(value, names)
    if isinstance(value, tuple):
        return [names.get(item, item) for item in value] if shape.key == "areas" else list(value)
    return value.ja if isinstance(value, Word) else value


def _step_ranges(steps: Sequence[tuple[int, Word]]) -> dict[Any, str]:
    """`{1-7: 完了済み, 8: 作業中}`: neighbours of one status are written together, as the loader reads them."""
    out: dict[Any, str] = {}
    first = 0
    for at, (number, status) in enumerate(steps):
        following = steps[at + 1] if at + 1 < len(steps) else None
        if following == (number + 1, status):
            continue
        begin = steps[first][0]
        out[number if begin == number else f"{begin}-{number}"] = status.ja
        first = at + 1
    return out
