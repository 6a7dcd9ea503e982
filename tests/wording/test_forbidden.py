"""Words an official would not sign: the forbidden forms, in every text of the catalogue.

`known.yaml` lists the texts that still hold one. It may only shrink: a text that is mended has to leave it, a new text
has to be right at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

HERE = Path(__file__).parent
MESSAGES = HERE.parents[1] / "readiness" / "messages"
PARAMETER = re.compile(r"\{[^{}]*\}")
FORBIDDEN = yaml.safe_load((HERE / "forbidden.yaml").read_text(encoding="utf-8"))
KNOWN = yaml.safe_load((HERE / "known.yaml").read_text(encoding="utf-8")) or {}


def japanese(entry: Any, path: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Every Japanese text below an entry, with its key. The examples of a rule are inventories, not words."""
    if isinstance(entry, dict) and isinstance(entry.get("ja"), str):
        yield ".".join(path), entry["ja"]
    elif isinstance(entry, dict):
        for key, below in entry.items():
            yield from japanese(below, (*path, str(key)))


def texts() -> Iterator[tuple[str, str]]:
    for file in sorted((MESSAGES / "words").glob("*.yaml")):
        yield from japanese(yaml.safe_load(file.read_text(encoding="utf-8")), ())
    for file in sorted((MESSAGES / "rules").glob("*.yaml")):
        yield from japanese(yaml.safe_load(file.read_text(encoding="utf-8")), (file.stem,))


# A former heading is read where an old workbook has it, and never written.
TEXTS = {key: PARAMETER.sub("", words) for key, words in texts() if not key.endswith(".former")}


def holding(rule: dict[str, Any]) -> dict[str, str]:
    """The texts that hold a forbidden form, by key."""
    form, only, left = re.compile(rule["form"]), tuple(rule.get("only", [""])), tuple(rule.get("not", []))
    return {
        k: w for k, w in TEXTS.items() if k.startswith(only) and not (left and k.startswith(left)) and form.search(w)
    }


@pytest.mark.parametrize("rule", FORBIDDEN, ids=lambda rule: rule["fault"])
def test_no_text_holds_a_forbidden_form(rule: dict[str, Any]) -> None:
    found, known = holding(rule), set(KNOWN.get(rule["fault"], ()))
    new = {key: words for key, words in found.items() if key not in known}
    assert not new, f"write 「{rule['instead']}」"
    assert not known - set(found), "mended: take these out of known.yaml"


def test_the_list_of_known_exceptions_names_faults_of_the_list() -> None:
    assert set(KNOWN) <= {rule["fault"] for rule in FORBIDDEN}
    assert len(TEXTS) > 2_500
