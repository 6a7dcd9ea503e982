"""Write the JSON Schemas (draft 2020-12) of the files in `specs/` and of a user's pack; a test keeps them current.

What they say stands in `formats/`, one file per format: `key: [type, 名称, name]`, a key ending in `?` may be left out,
a key without a value is a shared field. A type is a name from `formats/common.yaml`, `enum Class`, `[type]` for a list,
`{record: …}`, `{map: type}`, `{any: [types]}` or a plain `{schema: …}`. `{title: …, record|list|map: fields}` is long
for a record, a list of records or records by name.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from readiness.model.body import BodyClass
from readiness.model.money import Account
from readiness.model.standard.applicability import Outcome
from readiness.model.standard.area import AreaKind, EditionOf, Placement
from readiness.model.standard.budget import Anchor, BudgetCycle
from readiness.model.standard.builtin import CommonCheck, May
from readiness.model.standard.calendar import RuleKind
from readiness.model.standard.confidence import Confidence
from readiness.model.standard.procedure import Phase, StepScope
from readiness.model.standard.requirement import RequirementType

FORMATS = Path(__file__).resolve().parent / "formats"
TARGET = FORMATS.parent.parent / "specs" / "schemas"
DRAFT = "https://json-schema.org/draft/2020-12/schema"
ENUMS = {
    cls.__name__: cls
    for cls in (
        *(Account, Anchor, AreaKind, BodyClass, BudgetCycle, CommonCheck, Confidence, EditionOf, May),
        *(Outcome, Phase, Placement, RequirementType, RuleKind, StepScope),
    )
}

Node = dict[str, Any]


@cache
def read(name: str) -> Node:
    """One file of `formats/`."""
    data: Node = yaml.safe_load((FORMATS / f"{name}.yaml").read_text(encoding="utf-8"))
    return data


def node(kind: Any) -> Node:
    """The JSON Schema of a type."""
    match kind:
        case str():
            word, _, enum = kind.partition(" ")
            return {"enum": [member.value for member in ENUMS[enum]]} if enum else node(read("common")["types"][word])
        case [item]:
            return {"type": "array", "items": node(item)}
        case {"record": fields}:
            return record(fields)
        case {"map": value}:
            names = {"propertyNames": node(kind["keys"])} if "keys" in kind else {}
            return {"type": "object", **names, "additionalProperties": node(value)}
        case {"any": kinds}:
            return {"anyOf": [node(one) for one in kinds]}
        case {"schema": schema}:
            return dict(schema)
    raise ValueError(f"no type: {kind!r}")


def record(fields: Mapping[str, Any]) -> Node:
    """A mapping with these keys and no others."""
    return {
        "type": "object",
        "properties": {key.rstrip("?"): field(key.rstrip("?"), value) for key, value in fields.items()},
        "required": [key for key in fields if not key.endswith("?")],
        "additionalProperties": False,
    }


def field(key: str, value: Any) -> Node:
    """A key of a record: its type with its names in both languages."""
    match value:
        case None:
            return field(key, read("common")["fields"][key])
        case [kind, str(ja), str(en)]:
            return {"title": ja, "x-en": en, **node(kind)}
        case {"title": [ja, en], "list": fields}:
            return {"title": ja, "x-en": en, **node([{"record": fields}])}
        case {"title": [ja, en], "map": fields}:
            return {"title": ja, "x-en": en, **node({"map": {"record": fields}})}
        case {"title": [ja, en], "record": fields}:
            return {"title": ja, "x-en": en, **record(fields)}
    raise ValueError(f"{key}: {value!r}")


def rendered() -> dict[str, str]:
    """File name → text of every schema."""
    files = {}
    for name in sorted(path.stem for path in FORMATS.glob("*.yaml") if path.stem != "common"):
        schema = {"$schema": DRAFT, **field(name, read(name))}
        files[f"{name}.schema.json"] = json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
    return files


if __name__ == "__main__":
    TARGET.mkdir(parents=True, exist_ok=True)
    for name, text in rendered().items():
        (TARGET / name).write_text(text, encoding="utf-8")
