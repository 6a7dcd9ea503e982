"""The sections of an inventory: the key users write, the record it builds, one or many. Derived from the model."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass, fields
from inspect import get_annotations
from typing import Any, get_args, get_origin

from readiness.model import decision, inventory
from readiness.model.fields import ways

# Records whose kind is called otherwise than their class, as subjects of findings and gaps.
_CALLED = {"ExternalSystem": "external", "VendorGroup": "group"}


@dataclass(frozen=True, slots=True)
class Section:
    """`key` in YAML (and attribute of `Inventory`), the class of its records, a list or a single mapping."""

    key: str
    record: type
    many: bool = True

    @property
    def kind(self) -> str:
        """What one of its records is called as a `Subject`: `system`, `operating_body`."""
        name = self.record.__name__
        return _CALLED.get(name) or re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()

    @property
    def counted(self) -> bool:
        """Whether results rest on its values, so that they count as known or unknown (記入率)."""
        return any(way[-1].holds for way in ways(self.record))


def _sections(of: type) -> tuple[Section, ...]:
    names = vars(sys.modules[of.__module__])
    hints = get_annotations(of, globals=names, locals={}, eval_str=True)
    found = []
    for item in fields(of):
        hint: Any = hints[item.name]
        record = next(option for option in get_args(hint) or (hint,) if option not in (..., type(None)))
        if record is not decision.Decisions:
            found.append(Section(item.name, record, many=get_origin(hint) is tuple))
    return tuple(found)


SECTIONS = _sections(inventory.Inventory)

# Files under `decisions/`: each holds one section of its own.
DECISIONS = _sections(decision.Decisions)

# Names of old, read as what they are called now.
OLD_NAMES: Mapping[str, Mapping[str, str]] = {
    "letters": {"ground": "basis"},
    "vendors": {"withdrawal": "withdrawal_notice"},
}

SECTION_BY_KEY = {section.key: section for section in SECTIONS}
