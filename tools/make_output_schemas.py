"""Write the published schemas of what the program writes and takes: analysis.json, plan.json, product cards."""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path
from typing import Any

from readiness.analysis.analyze import Analysis
from readiness.analysis.completeness import UnknownRecord
from readiness.analysis.snapshot import Snapshot
from readiness.model.card import PARTS, Card
from readiness.model.card import SCHEMA as CARD_VERSION
from readiness.model.plan import Plan
from readiness.model.ref import Ref
from readiness.model.text import Text
from readiness.report import analysis_json
from readiness.report.plan import json as plan_json
from readiness.report.portfolio import parquet
from tools.type_schema import DRAFT, TypeSchema, hints_of

FOLDER = Path(__file__).resolve().parents[1] / "specs" / "schemas"
ONCE = ("remedy", "clause")
CARD_NEEDS = {"vendor", "corporate_number", "package", "version", "dated", "answered_by", "edition", "count",
              *PARTS.values()} - {"month"}  # fmt: skip


class OutputSchema(TypeSchema):
    """As `readiness.model.codec.to_plain` writes values: messages in words, what is None left out, unknown a word."""

    def of(self, hint: Any) -> dict[str, Any]:
        """The schema of a type hint."""
        return {"type": "string"} if hint is Text else super().of(hint)

    def record(self, kind: Any) -> dict[str, Any]:
        """A record says what it is by its docstring's first line; nothing that may be None or nowhere is required."""
        found = super().record(kind)
        hints = hints_of(kind)
        empty = {name for name, hint in hints.items() if hint is Ref or type(None) in getattr(hint, "__args__", ())}
        names = {name: name.rstrip("_") for name in hints}
        about = (kind.__doc__ or "").strip().split("\n", 1)[0]
        return {
            "description": about,
            **found,
            "properties": {names[name]: inner for name, inner in found["properties"].items()},
            "required": [names[name] for name in found["required"] if name not in empty],
        }


def analysis_schema() -> dict[str, Any]:
    """Schema of analysis.json."""
    walker = OutputSchema()
    hints = hints_of(Analysis)
    names = [field.name for field in fields(Analysis) if field.name not in analysis_json.NOT_RESULTS]
    results = {name: walker.of(hints[name]) for name in names} | {"snapshot": walker.of(Snapshot)}
    # What the file says once instead of in every row.
    for part in (walker.defs["Matter"], walker.defs["SystemLockIn"]):
        for name in ONCE:
            part["properties"].pop(name, None)
    pair = {"type": "object", "properties": {name: {"type": "string"} for name in ONCE}, "additionalProperties": False}
    walker.defs["LockIn"]["properties"]["wording"] = {"type": "object", "additionalProperties": pair}
    walker.defs["LockIn"]["required"].append("wording")
    walker.defs["Completeness"]["properties"]["unknown"] = walker.of(tuple[UnknownRecord, ...])
    body = {"id": {"type": "string"}, "name": {"type": "string"}, "fictional": {"type": "boolean"}}
    head = {
        "body": _object({**body, "synthetic": {"type": "boolean"}}),
        "as_of": {"type": "string", "format": "date"},
        "language": {"enum": ["ja", "en"]},
    }
    return _whole("analysis", analysis_json.VERSION, {**head, **results}, walker)


def plan_schema() -> dict[str, Any]:
    """Schema of plan.json."""
    walker = OutputSchema()
    return _whole("plan", plan_json.VERSION, {"plan": walker.of(Plan)}, walker)


def card_schema() -> dict[str, Any]:
    """Schema of a product card as JSON; what a vendor may leave out is not required."""
    walker = OutputSchema()
    card = walker.of(Card)
    for part in walker.defs.values():
        part["required"] = [name for name in part["required"] if name in CARD_NEEDS]
    text = {"format": {"const": "readiness.card"}, "version": {"const": CARD_VERSION}}
    return {"$schema": DRAFT, **_object({**text, "card": card}), "$defs": dict(sorted(walker.defs.items()))}


def parquet_schema() -> dict[str, Any]:
    """Schema of a row of the partitioned Parquet data; the folder tells the prefecture."""
    kinds = {"string": {"type": "string"}, "bool": {"type": "boolean"}, "integer": {"type": "integer"},
             "number": {"type": "number"}, "date": {"type": "string", "format": "date"}}  # fmt: skip
    defs = {
        name: _object({key: {"anyOf": [kinds[kind], {"type": "null"}]} if empty else kinds[kind]
                       for key, kind, empty in columns})
        for name, columns in (("bodies", parquet.BODIES), ("areas", parquet.AREAS))
    }  # fmt: skip
    return {"$schema": DRAFT, "anyOf": [{"$ref": f"#/$defs/{name}"} for name in defs], "$defs": defs}


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _whole(kind: str, version: int, data: dict[str, Any], walker: TypeSchema) -> dict[str, Any]:
    text = {"type": "string"}
    frame = {"format": {"const": f"readiness.{kind}"}, "version": {"const": version}}
    frame["tool"] = _object({"name": {"const": "readiness"}, "version": text})
    return {"$schema": DRAFT, **_object({**frame, **data}), "$defs": dict(sorted(walker.defs.items()))}


def rendered() -> dict[str, str]:
    """File name → text of every schema."""
    found = {"output-analysis": analysis_schema(), "output-plan": plan_schema(), "card": card_schema()}
    found["portfolio-parquet"] = parquet_schema()
    return {
        f"{name}.schema.json": json.dumps(schema, ensure_ascii=False, indent=1) + "\n" for name, schema in found.items()
    }


def write() -> None:
    """Put all of them into the folder of schemas."""
    for name, text in rendered().items():
        (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write()
