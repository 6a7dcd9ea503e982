"""The further sheets of 読み取り確認: records and their places, what was not used, words, same names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from readiness.exchange.labels import Labels
from readiness.exchange.reading_text import field_text, unused_text
from readiness.intake.fields import ALIASES
from readiness.intake.reading import Reading
from readiness.tables.table import Column, Table, Value, record_rows


def further_sheets(reading: Reading, labels: Labels) -> tuple[Table, ...]:
    """The sheets behind the questions, in their order."""
    return tuple(build(reading, labels) for build in (_records, _unused, _words, _same))


def shown(value: object, labels: Labels) -> Value:
    """A value as people read it."""
    if isinstance(value, bool):
        return labels("confirm.is" if value else "confirm.is-not")
    if value is None or isinstance(value, str | int | float | date):
        return value
    return labels.words.join(str(part) for part in value) if isinstance(value, list | tuple) else str(value)


def _records(reading: Reading, labels: Labels) -> Table:
    """Every record beside where it stands."""
    names = {
        str(data.get("id")): str(data.get("name") or data.get("id"))
        for records in reading.sections.values()
        for data, _ in records
    }
    rows = [
        {
            "kind": labels.words.get(f"section.{section}"),
            "name": str(placed[0].get("name") or placed[0].get("id") or ""),
            "fields": labels.words.join(_stated(section, placed[0], names, labels)),
            "place": "!".join(map(str, placed[1].path)) or placed[1].file,
        }
        for section, records in reading.sections.items()
        for placed in records
        if labels.words.has(f"section.{section}")
    ]
    return _sheet("records", ("kind", "name", "fields", "place"), rows, labels)


def _stated(section: str, data: Mapping[str, object], names: Mapping[str, str], labels: Labels) -> Iterator[str]:
    """What was read of a record, field by field, other records by their names."""
    alias = next((alias for alias, own in ALIASES.items() if own == section), section)
    for key, value in data.items():
        if key in ("id", "name") or value in (None, "", [], ()):
            continue
        parts = value.values() if isinstance(value, Mapping) else value
        stated = [value] if isinstance(parts, str) or not isinstance(parts, Iterable) else [*parts]
        text = labels.words.join(str(shown(names.get(str(one), one), labels)) for one in stated)
        yield f"{labels.words.render(field_text(f'{alias}.{key}'))}: {text}"


def _unused(reading: Reading, labels: Labels) -> Table:
    rows = [
        {
            "kind": labels(f"confirm.unused.{item.kind}"),
            "place": f"{item.place.file} {item.place}",
            "text": item.text,
            "why": labels.words.render(unused_text(item)),
        }
        for item in reading.unused
    ]
    return _sheet("unused", ("kind", "place", "text", "why"), rows, labels)


def _words(reading: Reading, labels: Labels) -> Table:
    rows: list[dict[str, Value]] = [
        {"item": labels.words.render(field_text(field)), "text": word, "ours": ours, "count": count}
        for (field, word, ours), count in sorted(reading.words.items())
    ]
    return _sheet("words", ("item", "text", "ours", "count"), rows, labels)


def _same(reading: Reading, labels: Labels) -> Table:
    rows = [{"name": names[0], "others": labels.words.join(names[1:])} for names in reading.spellings if len(names) > 1]
    return _sheet("same", ("name", "others"), rows, labels)


def _sheet(key: str, names: Sequence[str], rows: Iterable[Mapping[str, Value]], labels: Labels) -> Table:
    columns = tuple(Column(key=name, header=labels(f"confirm.{name}")) for name in names)
    return Table(
        id=key,
        caption=labels(f"confirm.sheet.{key}"),
        columns=columns,
        rows=record_rows(columns, rows),
        empty=labels("confirm.nothing"),
    )
