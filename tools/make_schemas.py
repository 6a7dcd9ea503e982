"""Write the published JSON Schemas of the inventory under specs/schemas/; a test keeps them current."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from readiness.inventory.schema import build_schema
from readiness.inventory.sections import DECISIONS, SECTIONS
from readiness.messages.catalogue import Catalogue

TARGET = Path(__file__).resolve().parent.parent / "specs" / "schemas"
JA, EN = Catalogue("ja"), Catalogue("en")


def titles(record: str, field: str) -> Mapping[str, str]:
    """`title` and `x-en` of a section or field."""
    key = f"section.{field}" if record == "section" else f"field.{record}.{field}"
    return {"title": JA.get(key), "x-en": EN.get(key)}


def rendered() -> dict[str, str]:
    """File name → text of every schema."""
    files = {"inventory": SECTIONS} | {section.key: (section,) for section in DECISIONS}
    return {
        f"{name}.schema.json": json.dumps(build_schema(sections, titles), ensure_ascii=False, indent=1) + "\n"
        for name, sections in files.items()
    }


if __name__ == "__main__":
    TARGET.mkdir(parents=True, exist_ok=True)
    for name, text in rendered().items():
        (TARGET / name).write_text(text, encoding="utf-8")
