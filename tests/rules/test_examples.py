"""Every rule has examples, run through the real command line.

`examples/<CODE>/ok/*.yaml` give no finding of that code; `examples/<CODE>/ng/*.yaml` give one on exactly the lines that
end with `# <- CODE` (twice on one line: `# <- CODE CODE`).
"""

import json
import re
from collections import Counter
from importlib.resources import files
from pathlib import Path

import pytest
from click.testing import CliRunner

from readiness.messages.catalogue import load_rule
from readiness.rules.engine import all_rules

EXAMPLES = Path(__file__).parent / "examples"
CODES = [rule.code for rule in all_rules()]
FIELDS = ("name", "message", "why", "basis", "remedy")


def findings(path: Path, needs: bool) -> list[dict]:
    """Findings of one example as the command line gives them."""
    from readiness.cli.root import cli

    runner = CliRunner()
    if not needs:
        result = runner.invoke(cli, ["validate", str(path), "--format", "json"], standalone_mode=False)
        assert result.exception is None, result.exception
        return json.loads(result.stdout)["findings"]
    with runner.isolated_filesystem():
        result = runner.invoke(cli, ["analyze", str(path), "--out", "out", "--quiet"], standalone_mode=False)
        assert result.exception is None, result.exception
        (report,) = Path("out").glob("*/findings.json")
        return json.loads(report.read_text(encoding="utf-8"))["findings"]


def marked(path: Path, code: str) -> Counter:
    """Lines of a file or folder that carry the mark, with the number of findings expected there."""
    files = [path] if path.is_file() else sorted(path.rglob("*.yaml"))
    expected: Counter = Counter()
    for file in files:
        for number, line in enumerate(file.read_text(encoding="utf-8").split("\n"), 1):
            _, arrow, codes = line.partition("# <- ")
            if arrow:
                expected[file.name, number] += codes.split().count(code)
    return +expected


def found(path: Path, rule) -> Counter:
    """Lines on which the rule spoke."""
    own = [finding for finding in findings(path, bool(rule.needs)) if finding["code"] == rule.code]
    assert all("⟦" not in finding["message"] + finding["remedy"] for finding in own)
    return Counter((Path(finding["place"]["file"]).name, finding["place"]["line"]) for finding in own)


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.code)
def test_bad_examples_are_found_where_they_are_marked(rule):
    cases = sorted((EXAMPLES / rule.code / "ng").iterdir())
    assert cases
    for case in cases:
        expected = marked(case, rule.code)
        assert expected, f"{case} marks no line with # <- {rule.code}"
        assert found(case, rule) == expected, case


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.code)
def test_good_examples_are_left_alone(rule):
    cases = sorted((EXAMPLES / rule.code / "ok").iterdir())
    assert cases
    for case in cases:
        assert found(case, rule) == Counter(), case


@pytest.mark.parametrize("code", CODES)
def test_words_are_complete_in_both_languages(code):
    words = load_rule(code)
    for field in FIELDS:
        assert set(words[field]) == {"ja", "en"}, field
    assert words["good"] and words["bad"]


@pytest.mark.parametrize("code", CODES)
def test_what_is_explained_is_what_is_tested(code):
    words = load_rule(code)
    for field, folder in (("bad", "ng"), ("good", "ok")):
        cases = [path.read_text(encoding="utf-8") for path in (EXAMPLES / code / folder).rglob("*.yaml")]
        # An example of several files names each in a comment of its own line.
        for part in re.split(r"^# \S+\.yaml$", words[field], flags=re.MULTILINE):
            assert any(part.strip() in case for case in cases), (code, field)


def test_every_rule_has_words_and_every_words_of_a_rule_have_a_rule():
    """A rule is one function under `@rule` and one file of words; other codes (IN, WV …) are told by other rooms."""
    told = {Path(file.name).stem for file in (files("readiness.messages") / "rules").iterdir()}
    letters = {code[:2] for code in CODES}
    assert {code for code in told if code[:2] in letters} == set(CODES)


def test_codes_are_unique_and_names_readable():
    assert len(set(CODES)) == len(CODES)
    assert all("." in rule.name for rule in all_rules())
    assert sorted(path.name for path in EXAMPLES.iterdir()) == sorted(CODES)
