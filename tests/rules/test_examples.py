"""Every rule is run on the examples of its own page, through the real command line, and on the cases of its group.

The page (`messages/rules/<CODE>.yaml`) shows `bad` and `good`: good gives no finding of that code, bad gives one on
exactly the lines that end with `# <- CODE` (twice on one line: `# <- CODE CODE`). Cases the page has no room for stand
in `<group>.yaml` here, by code, each with its reason.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from readiness.cli.root import cli
from readiness.messages.catalogue import load_rule
from readiness.rules.engine import all_rules

HERE = Path(__file__).parent
RULES = {rule.code: rule for rule in all_rules()}
GROUPS = {code: rule.check.__module__.rpartition(".")[2] for code, rule in RULES.items()}
SCENARIOS = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in HERE.glob("*.yaml")}
FIELDS = ("name", "message", "why", "basis", "remedy")
BODY = "body: {id: t, name: 架空町, body_class: 町, as_of: 2026-12-01, fictional: true}\n"
"""What every example may leave away."""


def examples(code: str, kind: str) -> Iterator[str]:
    """The page's own, then the cases of the group."""
    yield load_rule(code)[kind]
    yield from (scenario[kind] for scenario in SCENARIOS.get(GROUPS[code], {}).get(code, ()) if kind in scenario)


def written(folder: Path, code: str, example: str) -> Path:
    """An example as a folder: each part after a line `# <name>.yaml` is a file of its own."""
    _, *parts = re.split(r"^# (\S+\.yaml)$", f"# inventory.yaml\n{example}", flags=re.MULTILINE)
    texts: dict[str, str] = {}
    for name, text in zip(parts[::2], parts[1::2], strict=True):
        texts[name] = texts.get(name, "") + text.lstrip("\n")
    if not re.search(r"^body:", texts["inventory.yaml"], flags=re.MULTILINE):
        texts["inventory.yaml"] = BODY + texts["inventory.yaml"]
    beside = SCENARIOS.get(GROUPS[code], {}).get("beside", {}).get(code, {})
    texts |= {there: (HERE / here).read_text(encoding="utf-8") for there, here in beside.items()}
    for name, text in texts.items():
        path = folder / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    return folder / "in"


def found(path: Path, code: str) -> Counter:
    """Lines on which the rule spoke, as the command line tells them."""
    if RULES[code].needs:
        args = ["analyze", str(path), "--out", str(path.parent / "out"), "--quiet"]
    else:
        args = ["validate", str(path), "--format", "json"]
    result = CliRunner().invoke(cli, args, standalone_mode=False)
    assert result.exception is None, result.exception
    out = result.stdout
    if RULES[code].needs:
        out = (path.parent / "out" / "t" / "findings.json").read_text(encoding="utf-8")
    every = json.loads(out)["findings"]
    assert not [finding for finding in every if finding["severity"] == "fatal"]
    own = [finding for finding in every if finding["code"] == code]
    assert all("⟦" not in finding["message"] + finding["remedy"] for finding in own)
    return Counter((Path(finding["place"]["file"]).name, finding["place"]["line"]) for finding in own)


def marked(path: Path, code: str) -> Counter:
    """Lines that carry the mark, with the number of findings expected there."""
    expected: Counter = Counter()
    for file in sorted(path.rglob("*.yaml")):
        for number, line in enumerate(file.read_text(encoding="utf-8").split("\n"), 1):
            _, arrow, codes = line.partition("# <- ")
            if arrow:
                expected[file.name, number] += codes.split().count(code)
    return +expected


@pytest.mark.parametrize("code", RULES)
def test_bad_examples_are_found_where_they_are_marked(code, tmp_path):
    for number, example in enumerate(examples(code, "bad")):
        path = written(tmp_path / str(number), code, example)
        expected = marked(path, code)
        assert expected, f"no line of this is marked with # <- {code}:\n{example}"
        assert found(path, code) == expected, example


@pytest.mark.parametrize("code", RULES)
def test_good_examples_are_left_alone(code, tmp_path):
    for number, example in enumerate(examples(code, "good")):
        path = written(tmp_path / str(number), code, example)
        assert marked(path, code) == Counter()
        assert found(path, code) == Counter(), example


@pytest.mark.parametrize("code", RULES)
def test_words_are_complete_in_both_languages(code):
    words = load_rule(code)
    for field in FIELDS:
        assert set(words[field]) == {"ja", "en"}, field
    assert words["good"] and words["bad"]


def test_every_rule_has_words_and_every_words_of_a_rule_have_a_rule():
    """A rule is one function under `@rule` and one file of words; other codes (IN, WV …) are told by other rooms."""
    told = {
        Path(file.name).stem
        for file in (files("readiness.messages") / "rules").iterdir()
        if file.name.endswith(".yaml")
    }
    letters = {code[:2] for code in RULES}
    assert {code for code in told if code[:2] in letters} == set(RULES)


def test_further_cases_are_of_a_rule_of_their_group_and_say_why():
    for group, scenarios in SCENARIOS.items():
        for code in {*scenarios} - {"beside"} | {*scenarios.get("beside", {})}:
            assert GROUPS.get(code) == group, f"{group}.yaml: {code}"
        for scenario in (scenario for code, listed in scenarios.items() if code != "beside" for scenario in listed):
            assert scenario.keys() in ({"why", "bad"}, {"why", "good"}), scenario


def test_codes_are_unique_and_names_readable():
    assert len(RULES) == len(all_rules())
    assert all("." in rule.name for rule in RULES.values())
