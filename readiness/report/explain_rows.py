"""The value of a figure in an analysis.json and the rows it was counted from, with their lines (`explain --number`)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path

from readiness.messages.catalogue import Catalogue
from readiness.report.explain import figure_name
from readiness.sources.yamlfile import read_yaml

_KINDS = {"by": "Holder", "weight": "Weight", "stage": "Stage"}


def number_rows(asked: str, analysis: Mapping[str, object], words: Catalogue) -> tuple[str, ...]:
    """Every occurrence of a figure: its value, how much was known, the rows with file and line.

    `asked` may name one record: `lockin.slack_days@kaigo`, `lockin.largest_share@now.systems`.
    """
    name, wanted = figure_name(asked), asked.partition("@")[2]
    line = _lines()
    found = []
    for measure, owner in _measures(analysis):
        if measure.get("name") != name or (wanted and wanted not in _addresses(owner)):
            continue
        found.append(_value(measure, owner, words))
        rows, subjects = measure.get("evidence"), measure.get("subjects")
        ids = subjects if isinstance(subjects, list) else []
        for number, row in enumerate(rows if isinstance(rows, list) else ()):
            place = line(str(row["file"]), tuple(row["path"]))
            found.append(f"  {place}  {ids[number]}" if number < len(ids) else f"  {place}")
    return tuple(found)


def _value(measure: Mapping[str, object], owner: Mapping[str, object], words: Catalogue) -> str:
    label = words.get(f"measure.{measure['name']}")
    of = words.join(_owner(owner, words))
    shown = {key: count if isinstance(count := measure.get(key), int) else 0 for key in ("known", "total")}
    name = f"{label}[{of}]" if of else label
    value = measure.get("value")
    if value in (None, "unknown"):
        return words.get("measure.line_unknown" if measure.get("total") else "measure.line_none", name=name, **shown)
    unit = words.get(str(measure.get("unit", "")))
    return words.get(
        "measure.line",
        name=name,
        value=f"{value:,}" if isinstance(value, int | float) else str(value),
        unit=unit,
        **shown,
    )


def _owner(owner: Mapping[str, object], words: Catalogue) -> list[str]:
    """What a figure is of, where several bear its name: holder, weight and point in time, or the record."""
    said = [words.get(f"word.{kind}.{owner[key]}") for key, kind in _KINDS.items() if key in owner and "stage" in owner]
    return said or [str(owner[key]) for key in ("system", "area", "id") if isinstance(owner.get(key), str)][:1]


def _addresses(owner: Mapping[str, object]) -> set[str]:
    """What may stand behind the @: an id, `kind:id`, or `stage.weight`, with the holder where it is no party."""
    found = {str(owner[key]) for key in ("system", "area", "id") if isinstance(owner.get(key), str)}
    if "kind" in owner and "id" in owner:
        found.add(f"{owner['kind']}:{owner['id']}")
    if "stage" in owner:
        of = f"{owner['stage']}.{owner.get('weight')}"
        found |= {of, f"{of}.party"} if owner.get("by", "party") == "party" else {f"{of}.{owner['by']}"}
    return found


def _measures(
    data: object, owner: Mapping[str, object] | None = None
) -> Iterator[tuple[Mapping[str, object], Mapping[str, object]]]:
    """Every figure with the mapping it stands in."""
    if isinstance(data, Mapping):
        if {"name", "value", "unit", "known", "total"} <= set(data):
            yield data, owner or {}
        for value in data.values():
            yield from _measures(value, data)
    elif isinstance(data, list):
        for value in data:
            yield from _measures(value, owner)


def _lines() -> Callable[[str, tuple[str | int, ...]], str]:
    """`file:line` where the file is still there and is YAML, else the file and the way to the value."""
    read = cache(lambda file: read_yaml(Path(file), file))

    def place(file: str, path: tuple[str | int, ...]) -> str:
        if file.endswith((".yaml", ".yml")) and Path(file).is_file():
            return f"{file}:{read(file).spans.nearest(path).line}"
        return f"{file}#{'/'.join(map(str, path))}"

    return place
