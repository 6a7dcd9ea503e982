"""Writes docs/names.md from tests/wording/names.yaml and the docstrings of the classes; a test keeps it current."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[1]
LIST, PAGE = ROOT / "tests" / "wording" / "names.yaml", ROOT / "docs" / "names.md"
HEAD = """# Names

<!-- Made by tools/names_page.py from tests/wording/names.yaml and the docstrings. -->

One word per thing, the same in code, catalogue and papers. A name that went is not used again; a test looks.

| name | 日本語 | what it is | where | no longer |
|---|---|---|---|---|
"""

WORDS = """
No identifier of the program and its tools, and no key of the catalogue, has one of these words in it.

| word | what says it |
|---|---|
"""


def names() -> list[dict[str, Any]]:
    """The names of things."""
    return [row for row in _rows() if "name" in row]


def words() -> dict[str, str]:
    """Words that no identifier contains, each with what says it."""
    return {row["word"]: row["say"] for row in _rows() if "word" in row}


def _rows() -> list[dict[str, Any]]:
    loaded: list[dict[str, Any]] = yaml.safe_load(LIST.read_text(encoding="utf-8"))
    return loaded


def page() -> str:
    """The whole page."""
    rows = sorted(names(), key=lambda one: one["name"])
    table = "".join(f"| {' | '.join(_row(row))} |\n" for row in rows)
    return HEAD + table + WORDS + "".join(f"| {word} | {say} |\n" for word, say in words().items())


def _row(row: dict[str, Any]) -> tuple[str, ...]:
    kind = getattr(import_module(row["where"]), row["name"])
    said = (kind.__doc__ or "").strip().split("\n\n", 1)[0].replace("\n", " ").replace("|", "\\|")
    gone = ", ".join(f"`{name}`" for name in row["gone"])
    return f"`{row['name']}`", row["ja"], " ".join(said.split()), f"`{row['where']}`", gone


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
