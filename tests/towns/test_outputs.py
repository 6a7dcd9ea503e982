"""What is written follows its published schemas, and no word is missing in any file or member of one."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator, Draft202012Validator

from readiness.app.analyze import analyze
from tools import make_output_schemas
from tools.towns import TOWNS

ROOT = Path(__file__).resolve().parents[2]
SCHEMAS = ROOT / "specs" / "schemas"
SARIF = ROOT / "third_party" / "sarif" / "sarif-2.1.0-rtm.5.json"
Town = Callable[[str], Path]


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def test_the_published_schemas_are_those_of_the_values() -> None:
    for name, text in make_output_schemas.rendered().items():
        assert (SCHEMAS / name).read_text(encoding="utf-8") == text, "run tools/make_output_schemas.py"
        Draft202012Validator.check_schema(json.loads(text))


@pytest.mark.parametrize("name", TOWNS)
def test_analysis_plan_and_findings_follow_their_schemas(town: Town, name: str) -> None:
    for kind in ("analysis", "plan"):
        schema = read(SCHEMAS / f"output-{kind}.schema.json")
        data = read(town(name) / f"{kind}.json")
        errors = [(list(e.absolute_path), e.message[:200]) for e in Draft202012Validator(schema).iter_errors(data)]
        assert errors == []
        assert not Draft202012Validator(schema).is_valid({**data, "further": 1})
        assert not Draft202012Validator(schema).is_valid({**data, "version": 0})
    for path in town(name).rglob("*.json"):  # what a file calls itself it is: also what is kept for the next month
        data = read(path)
        kind = data.get("format", "").removeprefix("readiness.") if isinstance(data, dict) else ""
        if (published := SCHEMAS / f"output-{kind}.schema.json").is_file():
            assert Draft202012Validator(read(published)).is_valid(data), path.name
    told = read(town(name) / "findings.sarif")
    assert [error.message for error in Draft4Validator(read(SARIF)).iter_errors(told)] == []
    # What code scanning asks beyond the schema: a place and a known rule for every result, an address it can follow.
    (run,) = told["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        for place in (*result["locations"], *result.get("relatedLocations", ())):
            physical = place["physicalLocation"]
            uri = physical["artifactLocation"]["uri"]
            assert uri and uri.isascii() and " " not in uri and "!" not in uri and "\\" not in uri
            assert physical["region"]["startLine"] >= 1 and physical["region"]["startColumn"] >= 1


def texts(folder: Path) -> Iterator[tuple[str, str]]:
    """Every file, and every member of workbooks and documents, as text."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        if path.suffix in (".xlsx", ".docx"):
            with zipfile.ZipFile(path) as book:
                for member in book.namelist():
                    yield f"{path.name}!{member}", book.read(member).decode("utf-8", "replace")
        else:
            yield path.name, path.read_text(encoding="utf-8", errors="replace")


def nameless(folder: Path) -> list[str]:
    return [f"{name}: {text[at : at + 60]}" for name, text in texts(folder) if (at := text.find("⟦")) >= 0]


@pytest.mark.parametrize("name", TOWNS)
def test_no_word_is_missing_in_any_file(town: Town, name: str) -> None:
    seen = [file for file, _ in texts(town(name))]
    assert any(file.startswith("report.xlsx!") for file in seen) and any("docx!" in file for file in seen)
    assert nameless(town(name)) == []


def test_no_word_is_missing_in_english_either(tmp_path: Path) -> None:
    made = analyze(ROOT / "tests" / "towns" / "karamari-cho", out=tmp_path, language="en")
    assert made.folder is not None and nameless(made.folder) == []
