"""JSON Schemas (draft 2020-12) of the inventory and of the decision files, derived from the record classes.

The same schemas are published under `specs/schemas/` with titles in both languages; a test keeps the two equal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

from readiness.inventory.sections import DECISIONS, SECTIONS, Section
from readiness.model.fields import FieldFacts, facts
from readiness.model.unknown import UNKNOWN_WORDS

DRAFT = "https://json-schema.org/draft/2020-12/schema"
YES_WORDS = ("はい", "有", "あり", "yes")
NO_WORDS = ("いいえ", "無", "なし", "no")
STEP_KEY = "^(?:[1-9]|[1-3][0-9]|40)(?:-(?:[1-9]|[1-3][0-9]|40))?$"
# A day or a month as people type it (2026-11-30, 2026/11, R8.11.30, 令和8年11月30日). Whether the calendar has it is
# asked by the format `day`, which editors pass over.
DATE = (
    r"^\s*((令和|平成|昭和|[RHSrhsＲＨＳ])\s*([0-9０-９]{1,2}|元)|[0-9０-９]{4})\s*[-/.年－／．]\s*[0-9０-９]{1,2}"
    r"(\s*[-/.月－／．]\s*(([0-9０-９]{1,2})?日?|末日?))?\s*$"
)
DAY = "day"

Titles = Callable[[str, str], Mapping[str, str]]


def no_titles(_record: str, _field: str) -> Mapping[str, str]:
    """Titles are only for the published copies."""
    return {}


@cache
def inventory_schema() -> dict[str, Any]:
    """Schema of one inventory file: any sections, each optional."""
    return build_schema(SECTIONS)


@cache
def decision_schema(key: str) -> dict[str, Any]:
    """Schema of `decisions/<key>.yaml`."""
    return build_schema([section for section in DECISIONS if section.key == key])


def build_schema(sections: Iterable[Section], titles: Titles = no_titles) -> dict[str, Any]:
    """Schema of a file that may hold these sections at its top level."""
    defs: dict[str, Any] = {}
    properties: dict[str, Any] = {}
    for section in sections:
        reference = _define(section.record, defs, titles)
        inner = {"type": ["array", "null"], "items": reference} if section.many else reference
        properties[section.key] = {**titles("section", section.key), **inner}
    return {"$schema": DRAFT, "type": "object", "properties": properties, "additionalProperties": False, "$defs": defs}


def _define(record: type, defs: dict[str, Any], titles: Titles) -> dict[str, Any]:
    name = record.__name__
    if name not in defs:
        defs[name] = {}
        own = facts(record)
        defs[name] = {
            "type": "object",
            "properties": {s.key: {**titles(name, s.key), **_value(s, defs, titles)} for s in own},
            "required": [s.key for s in own if s.required],
            "additionalProperties": False,
        }
    return {"$ref": f"#/$defs/{name}"}


def _value(shape: FieldFacts, defs: dict[str, Any], titles: Titles) -> dict[str, Any]:  # noqa: PLR0911 - one per kind
    empty: list[Any] = [] if shape.required else [None]
    words = [*sorted(UNKNOWN_WORDS), *empty] if shape.unknown else empty
    match shape.kind:
        case "text":
            return {"type": "string" if shape.required else ["string", "null"], "x-expect": "text"}
        case "integer" | "number":
            numbers: list[dict[str, Any]] = [{"type": shape.kind}]
            return {"anyOf": [*numbers, {"enum": words}] if words else numbers, "x-expect": shape.kind}
        case "boolean":
            return {"enum": [True, False, *YES_WORDS, *NO_WORDS, *words], "x-expect": "boolean"}
        case "date":
            options: list[dict[str, Any]] = [{"type": "string", "pattern": DATE, "format": DAY}]
            return {"anyOf": [*options, {"enum": words}] if words else options, "x-expect": "date"}
        case "word":
            allowed = [form for member in shape.target for form in member.forms]
            return {"enum": [*dict.fromkeys([*allowed, *words])], "x-expect": "word"}
        case "part":
            return {"anyOf": [_define(shape.target, defs, titles), {"type": "null"}], "x-expect": "part"}
        case "texts" | "dates":
            item = {"type": "string"} if shape.kind == "texts" else {"type": "string", "pattern": DATE, "format": DAY}
            return {"type": ["array", "null"], "items": {**item, "x-expect": shape.kind[:-1]}, "x-expect": "list"}
        case "parts":
            return {"type": ["array", "null"], "items": _define(shape.target, defs, titles), "x-expect": "list"}
        case "steps":
            statuses = [form for member in shape.target for form in member.forms]
            return {
                "type": ["object", "null"],
                "patternProperties": {STEP_KEY: {"enum": [*dict.fromkeys(statuses)], "x-expect": "word"}},
                "additionalProperties": False,
                "x-expect": "steps",
            }
