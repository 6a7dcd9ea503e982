"""What a new inventory tells its user: which values to fill in, and comments that show how."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from readiness.model.body import Body
from readiness.model.interface import Interface
from readiness.model.system import DueKind, System
from readiness.model.text import Text, text

Say: TypeAlias = Callable[[Text], str]
"""Puts a text into the user's language."""

_SYSTEM = ("vendor", "package", "owner_division", "conformance", "due", "hosting", "migrated", "layout_held")
_SEPARATE_DATE = ("due_date", "due_reason")


def to_fill_in(record: Any) -> tuple[str, ...]:
    """The keys written as 未確認, so that the user sees what is asked for."""
    if isinstance(record, System):
        return _SYSTEM + (_SEPARATE_DATE if record.due is DueKind.EXTENDED else ())
    if isinstance(record, Interface):
        return ("method", "documented")
    if isinstance(record, Body):
        return ("code", "body_class", "population", "welfare_office")
    return ()


def guiding_comments(
    elsewhere: Sequence[str], undecided: Sequence[str], closed: Sequence[str], listed: bool, say: Say
) -> dict[str, tuple[str, ...]]:
    """Comment lines by section; sections that are still empty get an example to copy.

    `elsewhere`, `undecided` and `closed` are names of areas; `listed` whether a list of separate dates was at hand.
    """
    systems = [text("init.comment.systems")]
    if elsewhere:
        systems.append(text("init.comment.elsewhere", areas=tuple(elsewhere)))
    if undecided:
        systems.append(text("init.comment.undecided", areas=tuple(undecided)))
    if closed:
        systems.append(text("init.comment.closed", areas=tuple(closed)))
    if not listed:
        systems.append(text("init.comment.not-listed"))
    said = {
        section: [text(f"init.comment.{section}")]
        for section in ("body", "divisions", "vendors", "contracts", "interfaces", "planning", "progress")
    }
    said["systems"] = systems
    return {section: _lines(messages, say) for section, messages in said.items()}


def _lines(messages: Sequence[Text], say: Say) -> tuple[str, ...]:
    return tuple(line for message in messages for line in say(message).splitlines())
