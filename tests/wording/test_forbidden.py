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


def below(entry: Any, path: tuple[str, ...]) -> Iterator[tuple[str, dict[str, str]]]:
    """Every text below an entry, with its key. The examples of a rule are inventories, not words."""
    if isinstance(entry, dict) and isinstance(entry.get("ja"), str):
        yield ".".join(path), entry
    elif isinstance(entry, dict):
        for key, found in entry.items():
            yield from below(found, (*path, str(key)))


def texts() -> Iterator[tuple[str, dict[str, str]]]:
    for file in sorted((MESSAGES / "words").glob("*.yaml")):
        yield from below(yaml.safe_load(file.read_text(encoding="utf-8")), ())
    for file in sorted((MESSAGES / "rules").glob("*.yaml")):
        yield from below(yaml.safe_load(file.read_text(encoding="utf-8")), (file.stem,))


EVERY = dict(texts())


# A former heading is read where an old workbook has it, and never written.
TEXTS = {key: PARAMETER.sub("", words["ja"]) for key, words in EVERY.items() if not key.endswith(".former")}


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


def test_no_english_text_says_that_a_thing_is_told() -> None:
    """`known`, `unclear`, `calculated`, `stated`: a thing is told by nobody."""
    assert [key for key, words in EVERY.items() if re.search(r"be told(?! apart)", words.get("en", ""))] == []
