"""A comparison as text and as JSON (format readiness.diff, version 1)."""

from __future__ import annotations

import json
from collections.abc import Iterator

from readiness.messages.catalogue import Catalogue
from readiness.model.codec import envelope, to_plain
from readiness.model.diff import Category, Change, ChangeKind, Comparison, Names
from readiness.report.diff.values import change_labels, field_label

_MARKS = {ChangeKind.ADDED: "+", ChangeKind.REMOVED: "-", ChangeKind.CHANGED: "*"}
_MOST_ROWS = 40  # per heading on a terminal; JSON has them all


def diff_text(comparison: Comparison, words: Catalogue, *, old: str, new: str) -> str:
    """Headings with counts, one row per change, each changed field as before → after."""
    lines = [words.get("diff.title", old=old, new=new)]
    if not comparison.changes:
        lines.append(words.get("diff.none"))
    for category in Category:
        changes = comparison.of(category)
        if changes:
            lines += ["", _heading(category, changes, words)]
            lines += [row for change in changes[:_MOST_ROWS] for row in change_rows(change, words, comparison.names)]
        if len(changes) > _MOST_ROWS:
            lines.append(words.get("diff.more", number=len(changes) - _MOST_ROWS))
    return "\n".join(lines) + "\n"


def diff_json(comparison: Comparison, words: Catalogue, *, old: str, new: str) -> str:
    """All changes with codes as stored; labels in the language asked for."""
    counts = {category.value: len(comparison.of(category)) for category in Category}
    changes = [to_plain(change, words.render) for change in comparison.changes]
    value = envelope("diff", 1, {"old": old, "new": new, "counts": counts, "changes": changes})
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def change_rows(change: Change, words: Catalogue, names: Names) -> Iterator[str]:
    """The row of one change and, below it, its fields."""
    label = change.label if isinstance(change.label, str) else words.render(change.label)
    named = label if label == change.id or change.section in ("findings", "figures") else f"{label} ({change.id})"
    yield f"  {_MARKS[change.kind]} {named}"
    for field in change.fields:
        before, after = change_labels(change.section, field.field, field.old, field.new, words, names)
        name = field_label(change.section, field.field, words)
        yield f"      {words.get('diff.field', name=name, old=before, new=after)}"


def _heading(category: Category, changes: tuple[Change, ...], words: Catalogue) -> str:
    counts = [
        words.get(f"diff.count.{kind.value}", number=number)
        for kind in ChangeKind
        if (number := sum(1 for change in changes if change.kind is kind))
    ]
    return words.get("diff.heading", category=words.get(f"diff.category.{category.value}"), counts=words.join(counts))
