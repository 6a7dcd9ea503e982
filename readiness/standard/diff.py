"""Two editions compared, requirement by requirement, by official ID; and whom an amendment concerns."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.standard.change import ChangeKind, EditionChange, RequirementChange
from readiness.model.standard.edition import Edition
from readiness.model.standard.requirement import Requirement

_WORDING = ("name", "text", "path", "rationale", "remarks")
# What only explains a data item; the rest of `detail` is its definition.
_DETAIL_WORDING = frozenset({"definition", "description", "sample", "condition_text"})


def compare(before: Edition, after: Edition) -> EditionChange:
    """What is added, removed or changed. Where a row moved to is not a change; blanks and line breaks do not count."""
    old, new = before.by_id, after.by_id
    changes = [
        RequirementChange(id=identifier, kinds=(ChangeKind.REMOVED,), before=row, after=None)
        for identifier, row in old.items()
        if identifier not in new
    ]
    for identifier, row in new.items():
        if identifier not in old:
            changes.append(RequirementChange(id=identifier, kinds=(ChangeKind.ADDED,), before=None, after=row))
        elif change := _changed(old[identifier], row):
            changes.append(change)
    return EditionChange(before=before.head, after=after.head, changes=tuple(changes))


def _changed(before: Requirement, after: Requirement) -> RequirementChange | None:
    kinds: list[ChangeKind] = []
    if after.superseded_by and before.superseded_by != after.superseded_by:
        kinds.append(ChangeKind.SUPERSEDED)
    if dict(before.types) != dict(after.types):
        kinds.append(ChangeKind.TYPE)
    if before.due != after.due:
        kinds.append(ChangeKind.DATE)
    wording = [name for name in _WORDING if _folded(getattr(before, name)) != _folded(getattr(after, name))]
    detail = list(_detail_fields(before, after))
    wording += [name for name in detail if name in _DETAIL_WORDING]
    detail = [name for name in detail if name not in _DETAIL_WORDING]
    if wording:
        kinds.append(ChangeKind.WORDING)
    if detail:
        kinds.append(ChangeKind.DETAIL)
    if not kinds:
        return None
    return RequirementChange(id=after.id, kinds=tuple(kinds), before=before, after=after, fields=(*wording, *detail))


def _detail_fields(before: Requirement, after: Requirement) -> Iterator[str]:
    old, new = dict(before.detail), dict(after.detail)
    for name in dict.fromkeys((*old, *new)):
        if _folded(old.get(name, "")) != _folded(new.get(name, "")):
            yield name


def _folded(value: str | tuple[str, ...]) -> str:
    text = value if isinstance(value, str) else "/".join(value)
    return "".join(text.split())
