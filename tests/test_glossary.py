"""The glossary of the guide holds the words the program says, in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
ROWS = re.findall(r"^\| ([^|]+) \| ([^|]+) \| [^|]+ \|$", (ROOT / "docs/guide/glossary.md").read_text("utf-8"), re.M)[
    2:
]


def _words(entry: Any, language: str) -> Iterator[str]:
    if isinstance(entry, dict) and isinstance(entry.get(language), str):
        yield entry[language]
    elif isinstance(entry, dict):
        for below in entry.values():
            yield from _words(below, language)


@pytest.fixture(scope="module")
def said() -> tuple[str, str]:
    files = [yaml.safe_load(f.read_text(encoding="utf-8")) for f in (ROOT / "readiness/messages").rglob("*.yaml")]
    ours = "\n".join(f.read_text(encoding="utf-8") for f in (ROOT / "readiness" / "model").rglob("*.py"))
    japanese, english = ("\n".join(word for file in files for word in _words(file, lang)) for lang in ("ja", "en"))
    return japanese + ours, (english + ours).casefold()


@pytest.mark.parametrize(("ours", "english"), ROWS, ids=[row[0] for row in ROWS])
def test_each_term_is_said_by_the_program(ours: str, english: str, said: tuple[str, str]) -> None:
    assert re.sub(r" n/m$", "", ours) in said[0]
    bare = re.sub(r" \(.*\)| n/m$", "", english).replace("x %", "{percent} %")
    assert bare.casefold() in said[1]


def test_the_table_is_read() -> None:
    assert len(ROWS) > 25
